/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-document-reconcile.h"

#include "hr-price-changes.h"
#include "hr-row.h"

/* Two people, or two programs, started from the same document: what each of them changed stands in
 * the result. What both changed differently collides, and one side is preferred. The grain is the
 * member of a row, and of a list of prices the entry. */

typedef struct
{
  HrReconcile prefer;
  gboolean    collided; /* in the row that is being looked at */
} Merger;

static JsonNode *
prefer (Merger *merger, JsonNode *ours, JsonNode *theirs)
{
  merger->collided = TRUE;
  return merger->prefer == HR_RECONCILE_OURS ? ours : theirs;
}

static gboolean
same_node (JsonNode *a, JsonNode *b)
{
  return a == b || (a != NULL && b != NULL && json_node_equal (a, b));
}

/* (nullable): the change of @changes that is about the same entry as @change. */
static JsonObject *
find_change (JsonArray *changes, JsonObject *change)
{
  for (guint i = 0; changes != NULL && i < json_array_get_length (changes); i++)
    {
      JsonObject *other = json_array_get_object_element (changes, i);

      if (hr_price_changes_same_entry (other, change))
        return other;
    }
  return NULL;
}

/* The changes of both sides in one list. */
static JsonArray *
join_changes (Merger *merger, JsonArray *ours, JsonArray *theirs)
{
  JsonArray *result = json_array_new ();

  for (guint i = 0; theirs != NULL && i < json_array_get_length (theirs); i++)
    {
      JsonObject *change = json_array_get_object_element (theirs, i);
      JsonObject *mine = find_change (ours, change);

      if (mine != NULL && !json_object_equal (mine, change))
        {
          merger->collided = TRUE;
          if (merger->prefer == HR_RECONCILE_OURS)
            change = mine;
        }
      json_array_add_object_element (result, json_object_ref (change));
    }
  for (guint i = 0; ours != NULL && i < json_array_get_length (ours); i++)
    {
      JsonObject *change = json_array_get_object_element (ours, i);

      if (find_change (theirs, change) == NULL)
        json_array_add_object_element (result, json_object_ref (change));
    }
  return result;
}

static void
merge_prices (Merger *merger, JsonObject *result, JsonNode *base, JsonNode *ours, JsonNode *theirs)
{
  g_autoptr (JsonArray) mine = hr_price_changes_diff (base, ours);
  g_autoptr (JsonArray) other = hr_price_changes_diff (base, theirs);
  g_autoptr (JsonNode) all = json_node_alloc ();
  JsonArray *prices;

  json_node_init_array (all, NULL);
  json_node_take_array (all, join_changes (merger, mine, other));
  prices = hr_price_changes_merge (base, all);
  if (json_array_get_length (prices) > 0)
    json_object_set_array_member (result, "prices", prices);
  else
    json_array_unref (prices);
}

static void
merge_member (Merger     *merger,
              HrSection   section,
              JsonObject *result,
              const char *name,
              JsonNode   *base,
              JsonNode   *ours,
              JsonNode   *theirs)
{
  JsonNode *chosen = theirs;

  if (same_node (ours, theirs) || same_node (ours, base))
    chosen = theirs;
  else if (same_node (theirs, base))
    chosen = ours;
  else if (hr_price_changes_apply_to (section) && g_strcmp0 (name, "prices") == 0)
    {
      merge_prices (merger, result, base, ours, theirs);
      return;
    }
  else
    chosen = prefer (merger, ours, theirs);
  if (chosen != NULL)
    json_object_set_member (result, name, json_node_copy (chosen));
}

static JsonObject *
merge_row (
    Merger *merger, HrSection section, JsonObject *base, JsonObject *ours, JsonObject *theirs)
{
  JsonObject    *result = json_object_new ();
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;

  json_object_iter_init_ordered (&iter, ours);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    merge_member (merger, section, result, name, base ? json_object_get_member (base, name) : NULL,
                  node, json_object_get_member (theirs, name));
  json_object_iter_init_ordered (&iter, theirs);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!json_object_has_member (ours, name))
      merge_member (merger, section, result, name,
                    base ? json_object_get_member (base, name) : NULL, NULL, node);
  return result;
}

static gboolean
same_row (JsonObject *a, JsonObject *b)
{
  return a == b || (a != NULL && b != NULL && json_object_equal (a, b));
}

/* (transfer full) (nullable): the row; NULL = it is deleted. */
static JsonObject *
choose_row (
    Merger *merger, HrSection section, JsonObject *base, JsonObject *ours, JsonObject *theirs)
{
  JsonObject *chosen;

  if (same_row (ours, theirs) || same_row (ours, base))
    chosen = theirs;
  else if (same_row (theirs, base))
    chosen = ours;
  else if (ours != NULL && theirs != NULL)
    return merge_row (merger, section, base, ours, theirs);
  else
    {
      merger->collided = TRUE;
      chosen = merger->prefer == HR_RECONCILE_OURS ? ours : theirs;
    }
  return chosen ? json_object_ref (chosen) : NULL;
}

/**
 * hr_reconcile_row:
 * @base: (nullable): the row that both started from
 * @ours: a row
 * @theirs: a row
 * @side: whose value stands where both changed the same
 *
 * Returns: (transfer full): the row with the changes of both.
 */
JsonObject *
hr_reconcile_row (
    HrSection section, JsonObject *base, JsonObject *ours, JsonObject *theirs, HrReconcile side)
{
  Merger merger = { .prefer = side };

  return merge_row (&merger, section, base, ours, theirs);
}

static GHashTable *
index_rows (HrSection section, GPtrArray *rows)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len; i++)
    g_hash_table_insert (index, (gpointer) hr_row_object_id (section, rows->pdata[i]),
                         rows->pdata[i]);
  return index;
}

static const char *
row_name (HrSection section, JsonObject *row)
{
  return json_object_get_string_member_with_default (row, "name", hr_row_object_id (section, row));
}

/* The row of theirs that has none of ours goes behind the one that it follows there. */
static void
insert_behind (GPtrArray *rows, HrSection section, const char *before, JsonObject *row)
{
  for (guint i = 0; before != NULL && i < rows->len; i++)
    if (g_strcmp0 (hr_row_object_id (section, rows->pdata[i]), before) == 0)
      {
        g_ptr_array_insert (rows, (int) i + 1, row);
        return;
      }
  g_ptr_array_insert (rows, before ? (int) rows->len : 0, row);
}

static GPtrArray *
merge_section (HrSection   section,
               GPtrArray  *base_rows,
               GPtrArray  *our_rows,
               GPtrArray  *their_rows,
               HrReconcile side,
               GPtrArray  *collisions)
{
  g_autoptr (GHashTable) base = index_rows (section, base_rows);
  g_autoptr (GHashTable) ours = index_rows (section, our_rows);
  g_autoptr (GHashTable) theirs = index_rows (section, their_rows);
  GPtrArray  *result = hr_document_new_rows ();
  const char *before = NULL;

  for (guint i = 0; i < our_rows->len + their_rows->len; i++)
    {
      gboolean    is_ours = i < our_rows->len;
      JsonObject *row = is_ours ? our_rows->pdata[i] : their_rows->pdata[i - our_rows->len];
      const char *id = hr_row_object_id (section, row);
      Merger      merger = { .prefer = side };
      JsonObject *chosen;

      if (!is_ours && g_hash_table_contains (ours, id))
        {
          before = id;
          continue;
        }
      chosen = choose_row (&merger, section, g_hash_table_lookup (base, id),
                           g_hash_table_lookup (ours, id), g_hash_table_lookup (theirs, id));
      if (merger.collided && collisions != NULL)
        g_ptr_array_add (collisions, g_strdup (row_name (section, row)));
      if (chosen != NULL && is_ours)
        g_ptr_array_add (result, chosen);
      else if (chosen != NULL)
        insert_behind (result, section, before, chosen);
      if (!is_ours)
        before = id;
    }
  return result;
}

/**
 * hr_document_reconcile:
 * @base: what both started from, with all sections
 * @ours: a document with all sections
 * @theirs: a document with all sections
 * @side: whose value stands where both changed the same
 * @collisions: (element-type utf8) (nullable): gets the name of each row of which that is so
 *
 * Returns: (transfer full): the document with the changes of both. Whether it is a valid catalog is
 *   for hr_document_snapshot().
 */
HrDocument *
hr_document_reconcile (const HrDocument *base,
                       const HrDocument *ours,
                       const HrDocument *theirs,
                       HrReconcile       side,
                       GPtrArray        *collisions)
{
  HrDocument *result = hr_document_copy (theirs);

  for (guint i = 0; i < HR_N_SECTION; i++)
    {
      g_ptr_array_unref (result->rows[i]);
      result->rows[i] = merge_section ((HrSection) i, base->rows[i], ours->rows[i], theirs->rows[i],
                                       side, collisions);
    }
  return result;
}

/**
 * hr_document_equal:
 * @a: a document with all sections
 * @b: a document with all sections
 *
 * Returns: whether they have the same rows in the same order.
 */
gboolean
hr_document_equal (const HrDocument *a, const HrDocument *b)
{
  for (guint i = 0; i < HR_N_SECTION; i++)
    {
      if (a->rows[i]->len != b->rows[i]->len)
        return FALSE;
      for (guint k = 0; k < a->rows[i]->len; k++)
        if (!same_row (a->rows[i]->pdata[k], b->rows[i]->pdata[k]))
          return FALSE;
    }
  return TRUE;
}
