/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-document-changes.h"

#include "hr-row.h"

#include <string.h>

static void
free_change (gpointer data)
{
  HrCellChange *change = data;

  g_free (change->id);
  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

static void
add_change (GPtrArray      *changes,
            HrSection       section,
            const HrColumn *column,
            const char     *id,
            const char     *before,
            const char     *after)
{
  HrCellChange *change = g_new0 (HrCellChange, 1);

  *change = (HrCellChange){ section, column, g_strdup (id), g_strdup (before), g_strdup (after) };
  g_ptr_array_add (changes, change);
}

static void
compare_rows (HrSection section, JsonObject *before, JsonObject *after, GPtrArray *changes)
{
  guint           n;
  const HrColumn *columns = hr_section_columns (section, &n);

  for (guint c = 0; c < n; c++)
    {
      g_autofree char *old = hr_row_get_cell (before, &columns[c]);
      g_autofree char *new = hr_row_get_cell (after, &columns[c]);

      if (strcmp (old, new) != 0)
        add_change (changes, section, &columns[c], hr_row_object_id (section, after), old, new);
    }
}

/**
 * hr_document_changes:
 * @before: a whole catalog
 * @after: another, made of it
 *
 * Returns: (transfer full) (element-type HrCellChange): what @after has that @before has not, in
 * its order. Rows that both share are not looked into.
 */
GPtrArray *
hr_document_changes (const HrDocument *before, const HrDocument *after)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (free_change);

  for (guint s = 0; s < HR_N_SECTION; s++)
    {
      g_autoptr (GHashTable) old = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; before->rows[s] != NULL && i < before->rows[s]->len; i++)
        if (hr_row_object_id ((HrSection) s, before->rows[s]->pdata[i]) != NULL)
          g_hash_table_insert (
              old, (gpointer) hr_row_object_id ((HrSection) s, before->rows[s]->pdata[i]),
              before->rows[s]->pdata[i]);
      for (guint i = 0; after->rows[s] != NULL && i < after->rows[s]->len; i++)
        {
          JsonObject *row = after->rows[s]->pdata[i];
          const char *id = hr_row_object_id ((HrSection) s, row);
          JsonObject *was = id ? g_hash_table_lookup (old, id) : NULL;

          if (id != NULL && was == NULL)
            add_change (changes, (HrSection) s, NULL, id, "", "");
          else if (was != NULL && was != row)
            compare_rows ((HrSection) s, was, row, changes);
        }
    }
  return changes;
}

/**
 * hr_document_changes_n_rows:
 * @changes: (nullable): of hr_document_changes()
 * @are_new: whether to count rows that are new, or those of which a value changes
 *
 * Returns: rows.
 */
guint
hr_document_changes_n_rows (const GPtrArray *changes, gboolean are_new)
{
  const char *last = NULL;
  guint       n = 0;

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      const HrCellChange *change = changes->pdata[i];

      if ((change->column == NULL) == are_new && g_strcmp0 (change->id, last) != 0)
        n++;
      last = change->id;
    }
  return n;
}
