/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-document.h"

G_BEGIN_DECLS

/* One value of a row that differs between two catalogs, or a whole row that one has alone. */
typedef struct
{
  HrSection       section;
  const HrColumn *column; /* NULL = the row is new */
  char           *id;
  char           *before; /* in the C locale; "" = none */
  char           *after;
} HrCellChange;

GPtrArray *hr_document_changes (const HrDocument *before, const HrDocument *after);
guint      hr_document_changes_n_rows (const GPtrArray *changes, gboolean are_new);

G_END_DECLS
