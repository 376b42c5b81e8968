/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-edit.h"

#include "hr-document-reconcile.h"
#include "hr-row.h"

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

static int
find_row (GPtrArray *rows, HrSection section, JsonObject *row, guint hint)
{
  const char *id = hr_row_object_id (section, row);

  if (hint < rows->len && rows->pdata[hint] == row)
    return (int) hint;
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (hr_row_object_id (section, rows->pdata[i]), id) == 0)
      return (int) i;
  return -1;
}

/* The row is looked for by its id, and what another program changed in it since stays. */
static void
apply_to_row (const HrEdit *edit, GPtrArray *rows)
{
  JsonObject *row = edit->before ? edit->before : edit->after;
  int         place = find_row (rows, edit->section, row, edit->index);
  JsonObject *now = place >= 0 ? rows->pdata[place] : NULL;

  if (edit->after == NULL)
    {
      if (now != NULL)
        g_ptr_array_remove_index (rows, (guint) place);
    }
  else if (now == NULL)
    g_ptr_array_insert (rows, (int) MIN (edit->index, rows->len), json_object_ref (edit->after));
  else
    {
      rows->pdata[place] = edit->before == NULL || now == edit->before
                               ? json_object_ref (edit->after)
                               : hr_reconcile_row (edit->section, edit->before, now, edit->after,
                                                   HR_RECONCILE_THEIRS);
      json_object_unref (now);
    }
}

/**
 * hr_edit_apply:
 * @edit: an edit
 * @document: (inout): the document, in the state that @edit was made for, or with what another
 *   program changed since; replaced by an edit of the whole document
 */
void
hr_edit_apply (const HrEdit *edit, HrDocument **document)
{
  HrDocument *result;

  if (edit->document_after == NULL)
    {
      apply_to_row (edit, (*document)->rows[edit->section]);
      return;
    }
  result = hr_document_equal (*document, edit->document_before)
               ? hr_document_copy (edit->document_after)
               : hr_document_reconcile (edit->document_before, *document, edit->document_after,
                                        HR_RECONCILE_THEIRS, NULL);
  hr_document_free (*document);
  *document = result;
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
