/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-document.h"

G_BEGIN_DECLS

/* One section as a table: a line of column ids, then a line a row, in the C locale. */

char       *hr_csv_write (const HrDocument *document, HrSection section);
HrDocument *hr_csv_merge (
    const HrDocument *document, const char *data, gsize length, HrDate today, HrIssues *issues);

G_END_DECLS
