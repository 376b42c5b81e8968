/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-edit.h"

HrEdit *
hr_edit_new_row (HrSection section, guint index, JsonObject *before, JsonObject *after)
{
  HrEdit *edit = g_new0 (HrEdit, 1);

  g_assert (before != NULL || after != NULL);
  edit->section = section;
  edit->index = index;
  edit->before = before ? json_object_ref (before) : NULL;
  edit->after = after ? json_object_ref (after) : NULL;
  return edit;
}

HrEdit *
hr_edit_new_document (const HrDocument *before, const HrDocument *after)
{
  HrEdit *edit = g_new0 (HrEdit, 1);

  edit->document_before = hr_document_copy (before);
  edit->document_after = hr_document_copy (after);
  return edit;
}

/**
 * hr_edit_inverse:
 *
 * Returns: (transfer full): the edit that takes @edit back.
 */
HrEdit *
hr_edit_inverse (const HrEdit *edit)
{
  if (edit->document_before != NULL)
    return hr_edit_new_document (edit->document_after, edit->document_before);
  return hr_edit_new_row (edit->section, edit->index, edit->after, edit->before);
}

/**
 * hr_edit_apply:
 * @edit: an edit that was made for the state that @document is in
 * @document: (inout): the document; replaced by an edit of the whole document
 */
void
hr_edit_apply (const HrEdit *edit, HrDocument **document)
{
  GPtrArray *rows;

  if (edit->document_after != NULL)
    {
      hr_document_free (*document);
      *document = hr_document_copy (edit->document_after);
      return;
    }
  rows = (*document)->rows[edit->section];
  if (edit->before == NULL)
    g_ptr_array_insert (rows, (int) edit->index, json_object_ref (edit->after));
  else if (edit->after == NULL)
    g_ptr_array_remove_index (rows, edit->index);
  else
    {
      json_object_unref (g_ptr_array_index (rows, edit->index));
      g_ptr_array_index (rows, edit->index) = json_object_ref (edit->after);
    }
}

void
hr_edit_free (HrEdit *edit)
{
  if (edit == NULL)
    return;
  g_clear_pointer (&edit->before, json_object_unref);
  g_clear_pointer (&edit->after, json_object_unref);
  g_clear_pointer (&edit->document_before, hr_document_free);
  g_clear_pointer (&edit->document_after, hr_document_free);
  g_free (edit);
}
