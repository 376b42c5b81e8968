/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-document.h"

#include "hr-json-text.h"
#include "hr-price-changes.h"
#include "hr-row.h"

#include <string.h>

/* A user's catalog is stored as what differs from the built-in one, so that an update of the
 * program brings its new figures to everybody who did not change those very ones. A list of prices
 * is such a difference too: see hr-price-changes.c. */

static GHashTable *
index_rows (HrSection section, GPtrArray *rows)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      JsonObject *object = g_ptr_array_index (rows, i);
      const char *id = hr_row_object_id (section, object);

      if (id != NULL)
        g_hash_table_insert (index, (gpointer) id, object);
    }
  return index;
}

static void
merge_prices (JsonObject *result, JsonNode *changes)
{
  g_autoptr (JsonArray)
      prices = hr_price_changes_merge (json_object_get_member (result, "prices"), changes);

  if (json_array_get_length (prices) > 0)
    json_object_set_array_member (result, "prices", g_steal_pointer (&prices));
  else
    json_object_remove_member (result, "prices");
}

/* A JSON merge patch of one level: a member replaces, null removes; but of prices the entries. */
static JsonObject *
merge_row (HrSection section, JsonObject *base, JsonObject *patch)
{
  JsonObject    *result = hr_json_object_copy (base);
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;

  json_object_iter_init_ordered (&iter, patch);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (hr_price_changes_apply_to (section) && strcmp (name, HR_PRICE_CHANGES) == 0)
      merge_prices (result, node);
    else if (JSON_NODE_HOLDS_NULL (node))
      json_object_remove_member (result, name);
    else
      json_object_set_member (result, name, json_node_copy (node));
  return result;
}

/* A row of an overlay as it will stand in the catalog; @base is NULL for a row of the user's own.
 */
static JsonObject *
complete_row (HrSection section, JsonObject *base, JsonObject *row)
{
  g_autoptr (JsonObject) nothing = NULL;

  if (base != NULL)
    return merge_row (section, base, row);
  if (!hr_price_changes_apply_to (section) || !json_object_has_member (row, HR_PRICE_CHANGES))
    return json_object_ref (row);
  nothing = json_object_new ();
  return merge_row (section, nothing, row);
}

static gboolean
is_price_list (HrSection section, const char *name)
{
  return hr_price_changes_apply_to (section) && strcmp (name, "prices") == 0;
}

static void
diff_prices (JsonObject *patch, JsonObject *base, JsonObject *row)
{
  JsonArray *changes = hr_price_changes_diff (json_object_get_member (base, "prices"),
                                              json_object_get_member (row, "prices"));

  if (changes != NULL)
    json_object_set_array_member (patch, HR_PRICE_CHANGES, changes);
}

static JsonObject *
diff_row (HrSection section, JsonObject *base, JsonObject *row)
{
  JsonObject    *patch = json_object_new ();
  const char    *id_column = hr_section_info (section)->id_column;
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;

  json_object_set_string_member (patch, id_column, hr_row_object_id (section, row));
  json_object_iter_init_ordered (&iter, row);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      JsonNode *old = json_object_get_member (base, name);

      if (!is_price_list (section, name) && (old == NULL || !json_node_equal (old, node)))
        json_object_set_member (patch, name, json_node_copy (node));
    }
  json_object_iter_init_ordered (&iter, base);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!is_price_list (section, name) && !json_object_has_member (row, name))
      json_object_set_null_member (patch, name);
  if (hr_price_changes_apply_to (section))
    diff_prices (patch, base, row);
  return patch;
}

/* Whether @row of an overlay changes a row that is not built in: an earlier or later version of the
 * program has it. A row of the user's own is known by saying at least half of what it needs, so
 * that one with a slip is refused by name. */
static gboolean
is_unused (HrSection section, GHashTable *known, JsonObject *row)
{
  const char     *id = hr_row_object_id (section, row);
  guint           n, n_required = 0, n_present = 0;
  const HrColumn *columns = hr_section_columns (section, &n);

  if (id == NULL || g_hash_table_contains (known, id))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (columns[i].required && !columns[i].in_price
        && strcmp (columns[i].id, hr_section_info (section)->id_column) != 0)
      {
        n_required++;
        n_present += json_object_has_member (row, columns[i].id);
      }
  return json_object_has_member (row, HR_PRICE_CHANGES) ? n_present < n_required
                                                        : 2 * n_present < n_required;
}

static void
check_place (GHashTable *places, HrSection section, const char *id, guint index, HrIssues *issues)
{
  const HrSectionInfo *info = hr_section_info (section);
  gpointer             first;
  g_autofree char     *path = NULL;
  g_autofree char     *other = NULL;

  if (!g_hash_table_lookup_extended (places, id, NULL, &first))
    {
      g_hash_table_insert (places, (gpointer) id, GUINT_TO_POINTER (index));
      return;
    }
  path = g_strdup_printf ("$.%s[%u].%s", info->nick, index, info->id_column);
  other = g_strdup_printf ("$.%s[%u].%s", info->nick, GPOINTER_TO_UINT (first), info->id_column);
  hr_issues_add (issues, HR_ISSUE_DUPLICATE, path, id, other);
}

/* The changes of prices are looked at where they stand; with an error in them the row is looked at
 * without them. */
static void
validate_patch (
    HrSection section, GHashTable *known, JsonObject *row, const char *path, HrIssues *issues)
{
  gboolean    is_sound = hr_price_changes_check (section, row, path, issues);
  const char *id = hr_row_object_id (section, row);
  JsonObject *below = id ? g_hash_table_lookup (known, id) : NULL;
  g_autoptr (JsonObject) sound = is_sound ? json_object_ref (row) : hr_json_object_copy (row);
  g_autoptr (JsonObject) whole = NULL;

  if (is_unused (section, known, row))
    {
      hr_issues_add (issues, HR_ISSUE_UNUSED_ROW, path, id, NULL);
      return;
    }
  if (!is_sound)
    json_object_remove_member (sound, HR_PRICE_CHANGES);
  whole = complete_row (section, below, sound);
  hr_row_is_valid (section, whole, path, issues);
}

/**
 * hr_document_validate:
 * @document: what a file says
 * @base: the built-in document, which the rows of an overlay complete
 * @issues: gets every issue of every row, with the path in the file
 *
 * Returns: whether no error was added.
 */
gboolean
hr_document_validate (const HrDocument *document, const HrDocument *base, HrIssues *issues)
{
  guint errors = hr_issues_n_errors (issues);

  for (guint section = 0; section < HR_N_SECTION; section++)
    {
      g_autoptr (GHashTable) known = index_rows ((HrSection) section, base->rows[section]);
      g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint i = 0; document->rows[section] != NULL && i < document->rows[section]->len; i++)
        {
          JsonObject      *row = g_ptr_array_index (document->rows[section], i);
          const char      *id = hr_row_object_id ((HrSection) section, row);
          g_autofree char *path = g_strdup_printf ("$.%s[%u]",
                                                   hr_section_info ((HrSection) section)->nick, i);

          if (document->is_overlay)
            validate_patch ((HrSection) section, known, row, path, issues);
          else
            hr_row_is_valid ((HrSection) section, row, path, issues);
          if (id != NULL)
            check_place (places, (HrSection) section, id, i, issues);
        }
    }
  return hr_issues_n_errors (issues) == errors;
}

/* An overlay changes and adds; a whole document replaces each section that it has. */
static void
merge_section (HrDocument       *result,
               const HrDocument *base,
               const HrDocument *overlay,
               HrSection         section)
{
  g_autoptr (GHashTable) patches = index_rows (section, overlay->rows[section]);
  GHashTable *deleted = overlay->deleted[section];
  g_autoptr (GHashTable) known = index_rows (section, base->rows[section]);
  g_autoptr (GPtrArray) unused = hr_document_new_rows ();
  GPtrArray *rows = hr_document_new_rows ();

  for (guint i = 0; i < base->rows[section]->len; i++)
    {
      JsonObject *object = g_ptr_array_index (base->rows[section], i);
      const char *id = hr_row_object_id (section, object);
      JsonObject *patch = g_hash_table_lookup (patches, id);

      if (deleted == NULL || !g_hash_table_contains (deleted, id))
        g_ptr_array_add (rows,
                         patch ? complete_row (section, object, patch) : json_object_ref (object));
    }
  for (guint i = 0; overlay->rows[section] != NULL && i < overlay->rows[section]->len; i++)
    {
      JsonObject *object = g_ptr_array_index (overlay->rows[section], i);
      const char *id = hr_row_object_id (section, object);

      if (is_unused (section, known, object))
        g_ptr_array_add (unused, json_object_ref (object));
      else if (id == NULL || !g_hash_table_contains (known, id))
        g_ptr_array_add (rows, complete_row (section, NULL, object));
    }
  result->rows[section] = rows;
  if (unused->len > 0)
    result->unused[section] = g_steal_pointer (&unused);
}

/**
 * hr_document_merge:
 * @base: a document with all sections
 * @overlay: what a user changed, or a document that stands for itself
 *
 * A change of a row that @base does not have is kept apart, for hr_document_diff().
 *
 * Returns: (transfer full): @base with @overlay on top; it has all sections.
 */
HrDocument *
hr_document_merge (const HrDocument *base, const HrDocument *overlay)
{
  HrDocument *result = hr_document_copy (base);

  for (guint i = 0; i < HR_N_SECTION; i++)
    {
      g_clear_pointer (&result->deleted[i], g_hash_table_unref);
      g_clear_pointer (&result->unused[i], g_ptr_array_unref);
      if (overlay->is_overlay)
        {
          g_clear_pointer (&result->rows[i], g_ptr_array_unref);
          merge_section (result, base, overlay, (HrSection) i);
        }
      else if (overlay->rows[i] != NULL)
        {
          g_clear_pointer (&result->rows[i], g_ptr_array_unref);
          result->rows[i] = g_ptr_array_ref (overlay->rows[i]);
        }
    }
  g_clear_pointer (&result->extra, json_object_unref);
  result->extra = overlay->extra ? json_object_ref (overlay->extra) : NULL;
  result->is_overlay = FALSE;
  result->version = 0;
  return result;
}

/* What the user has made a row of since is that row. */
static void
add_unused (GPtrArray *rows, const HrDocument *document, HrSection section, GHashTable *kept)
{
  for (guint i = 0; document->unused[section] != NULL && i < document->unused[section]->len; i++)
    {
      JsonObject *object = g_ptr_array_index (document->unused[section], i);

      if (!g_hash_table_contains (kept, hr_row_object_id (section, object)))
        g_ptr_array_add (rows, json_object_ref (object));
    }
}

static void
diff_section (HrDocument       *result,
              const HrDocument *base,
              const HrDocument *document,
              HrSection         section)
{
  g_autoptr (GHashTable) old = index_rows (section, base->rows[section]);
  g_autoptr (GHashTable) kept = index_rows (section, document->rows[section]);
  GPtrArray *rows = hr_document_new_rows ();

  for (guint i = 0; i < document->rows[section]->len; i++)
    {
      JsonObject *object = g_ptr_array_index (document->rows[section], i);
      const char *id = hr_row_object_id (section, object);
      JsonObject *before = id ? g_hash_table_lookup (old, id) : NULL;

      if (before == NULL)
        g_ptr_array_add (rows, json_object_ref (object));
      else if (before != object && !json_object_equal (before, object))
        g_ptr_array_add (rows, diff_row (section, before, object));
    }
  for (guint i = 0; i < base->rows[section]->len; i++)
    {
      const char *id = hr_row_object_id (section, g_ptr_array_index (base->rows[section], i));

      if (g_hash_table_contains (kept, id))
        continue;
      if (result->deleted[section] == NULL)
        result->deleted[section] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_add (result->deleted[section], g_strdup (id));
    }
  add_unused (rows, document, section, kept);
  if (rows->len > 0)
    result->rows[section] = rows;
  else
    g_ptr_array_unref (rows);
}

/**
 * hr_document_diff:
 * @base: the built-in document
 * @document: a document with all sections
 *
 * Returns: (transfer full): the overlay that hr_document_merge() turns back into @document.
 */
HrDocument *
hr_document_diff (const HrDocument *base, const HrDocument *document)
{
  HrDocument *result = hr_document_new ();

  result->is_overlay = TRUE;
  result->extra = document->extra ? json_object_ref (document->extra) : NULL;
  for (guint i = 0; i < HR_N_SECTION; i++)
    diff_section (result, base, document, (HrSection) i);
  return result;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
write_deleted (JsonObject *root, const HrDocument *document)
{
  JsonObject *all = json_object_new ();

  for (guint i = 0; i < HR_N_SECTION; i++)
    {
      g_autofree gpointer *ids = NULL;
      JsonArray           *array;
      guint                n;

      if (document->deleted[i] == NULL)
        continue;
      ids = g_hash_table_get_keys_as_array (document->deleted[i], &n);
      qsort (ids, n, sizeof *ids, compare_ids);
      array = json_array_sized_new (n);
      for (guint k = 0; k < n; k++)
        json_array_add_string_element (array, ids[k]);
      json_object_set_array_member (all, hr_section_info (i)->nick, array);
    }
  if (json_object_get_size (all) > 0)
    json_object_set_object_member (root, "deleted", all);
  else
    json_object_unref (all);
}

static void
copy_extra (JsonObject *root, JsonObject *extra)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;

  json_object_iter_init_ordered (&iter, extra);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    json_object_set_member (root, name, json_node_copy (node));
}

/**
 * hr_document_version:
 *
 * Returns: the lowest version of the format that @document can be written in, so that an older
 *   program reads whatever it can.
 */
guint
hr_document_version (const HrDocument *document)
{
  for (guint section = 0; document->is_overlay && section < HR_N_SECTION; section++)
    {
      GPtrArray *rows = document->rows[section];

      if (rows == NULL || !hr_price_changes_apply_to ((HrSection) section))
        continue;
      for (guint i = 0; i < rows->len; i++)
        if (json_object_has_member (rows->pdata[i], HR_PRICE_CHANGES))
          return HR_CATALOG_VERSION_LAST;
    }
  return HR_CATALOG_VERSION;
}

/**
 * hr_document_to_data:
 * @document: a document
 * @length: (out) (optional): bytes without the final zero
 *
 * Returns: (transfer full): the file.
 */
char *
hr_document_to_data (const HrDocument *document, gsize *length)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *root = json_object_new ();
  char       *data;

  json_object_set_string_member (root, "format", HR_CATALOG_FORMAT);
  json_object_set_int_member (root, "version", hr_document_version (document));
  if (document->is_overlay)
    json_object_set_string_member (root, "base", "built-in");
  for (guint i = 0; i < HR_N_SECTION; i++)
    {
      JsonArray *array;

      if (document->rows[i] == NULL)
        continue;
      array = json_array_sized_new (document->rows[i]->len);
      for (guint k = 0; k < document->rows[i]->len; k++)
        json_array_add_object_element (array,
                                       json_object_ref (g_ptr_array_index (document->rows[i], k)));
      json_object_set_array_member (root, hr_section_info (i)->nick, array);
    }
  write_deleted (root, document);
  if (document->extra != NULL)
    copy_extra (root, document->extra);
  json_node_take_object (node, root);
  data = hr_json_to_text (node, TRUE);
  if (length != NULL)
    *length = strlen (data);
  return data;
}
