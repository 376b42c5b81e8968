/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-document.h"

G_BEGIN_DECLS

/* A change of a document as a value that knows its inverse. Either one row: no before = it is
 * added, no after = it is deleted; or the whole document (reset, import). */
typedef struct
{
  HrSection   section;
  guint       index;
  JsonObject *before;
  JsonObject *after;
  HrDocument *document_before;
  HrDocument *document_after;
} HrEdit;

HrEdit *hr_edit_new_row (HrSection section, guint index, JsonObject *before, JsonObject *after);
HrEdit *hr_edit_new_document (const HrDocument *before, const HrDocument *after);
HrEdit *hr_edit_inverse (const HrEdit *edit);
void    hr_edit_apply (const HrEdit *edit, HrDocument **document);
void    hr_edit_free (HrEdit *edit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrEdit, hr_edit_free)

G_END_DECLS
