/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-document.h"

#include "hr-json-text.h"
#include "hr-row.h"

#include <string.h>

HrDocument *
hr_document_new (void)
{
  return g_new0 (HrDocument, 1);
}

void
hr_document_free (HrDocument *document)
{
  if (document == NULL)
    return;
  for (guint i = 0; i < HR_N_SECTION; i++)
    {
      g_clear_pointer (&document->rows[i], g_ptr_array_unref);
      g_clear_pointer (&document->deleted[i], g_hash_table_unref);
      g_clear_pointer (&document->unused[i], g_ptr_array_unref);
    }
  g_clear_pointer (&document->extra, json_object_unref);
  g_free (document);
}

GPtrArray *
hr_document_new_rows (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);
}

static gpointer
ref_object (gconstpointer object, gpointer user_data)
{
  return json_object_ref ((JsonObject *) object);
}

HrDocument *
hr_document_copy (const HrDocument *document)
{
  HrDocument *copy = hr_document_new ();

  for (guint i = 0; i < HR_N_SECTION; i++)
    {
      if (document->rows[i])
        copy->rows[i] = g_ptr_array_copy (document->rows[i], ref_object, NULL);
      if (document->deleted[i])
        copy->deleted[i] = g_hash_table_ref (document->deleted[i]);
      if (document->unused[i])
        copy->unused[i] = g_ptr_array_ref (document->unused[i]);
      if (copy->rows[i])
        g_ptr_array_set_free_func (copy->rows[i], (GDestroyNotify) json_object_unref);
    }
  copy->is_overlay = document->is_overlay;
  copy->version = document->version;
  copy->extra = document->extra ? json_object_ref (document->extra) : NULL;
  return copy;
}

static gboolean
parse_rows (HrDocument *document, HrSection section, JsonNode *node, HrIssues *issues)
{
  const char      *nick = hr_section_info (section)->nick;
  g_autofree char *path = g_strconcat ("$.", nick, NULL);
  JsonArray       *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, path, NULL, "[ ]");
      return FALSE;
    }
  array = json_node_get_array (node);
  document->rows[section] = hr_document_new_rows ();
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (element))
        g_ptr_array_add (document->rows[section], json_object_ref (json_node_get_object (element)));
      else
        {
          g_autofree char *row_path = g_strdup_printf ("%s[%u]", path, i);

          hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, row_path, NULL, "{ }");
          g_ptr_array_add (document->rows[section], json_object_new ());
        }
    }
  return TRUE;
}

static void
parse_deleted (HrDocument *document, JsonNode *node, HrIssues *issues)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL)
    {
      hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, "$.deleted", NULL, "{ }");
      return;
    }
  for (guint i = 0; i < HR_N_SECTION; i++)
    {
      JsonNode  *ids = json_object_get_member (object, hr_section_info (i)->nick);
      JsonArray *array = ids && JSON_NODE_HOLDS_ARRAY (ids) ? json_node_get_array (ids) : NULL;

      if (array == NULL)
        continue;
      document->deleted[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint k = 0; k < json_array_get_length (array); k++)
        {
          JsonNode *id = json_array_get_element (array, k);

          if (JSON_NODE_HOLDS_VALUE (id) && json_node_get_value_type (id) == G_TYPE_STRING)
            g_hash_table_add (document->deleted[i], g_strdup (json_node_get_string (id)));
        }
    }
}

static void
check_format (JsonObject *root, HrIssues *issues)
{
  JsonNode *format = json_object_get_member (root, "format");

  if (format == NULL)
    hr_issues_add (issues, HR_ISSUE_MISSING, "$.format", NULL, HR_CATALOG_FORMAT);
  else if (!hr_json_is_text (format))
    hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, "$.format", NULL, HR_CATALOG_FORMAT);
  else if (strcmp (json_node_get_string (format), HR_CATALOG_FORMAT) != 0)
    hr_issues_add (issues, HR_ISSUE_UNKNOWN_VALUE, "$.format", json_node_get_string (format),
                   HR_CATALOG_FORMAT);
}

static guint
parse_version (JsonObject *root, HrIssues *issues)
{
  static const char allowed[] = "1 … " G_STRINGIFY (HR_CATALOG_VERSION_LAST);
  JsonNode         *node = json_object_get_member (root, "version");
  gint64            version;
  g_autofree char  *text = NULL;

  if (node == NULL)
    {
      hr_issues_add (issues, HR_ISSUE_MISSING, "$.version", NULL, allowed);
      return 0;
    }
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    {
      hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, "$.version", NULL, allowed);
      return 0;
    }
  version = json_node_get_int (node);
  if (version >= 1 && version <= HR_CATALOG_VERSION_LAST)
    return (guint) version;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, version);
  hr_issues_add (issues, HR_ISSUE_UNKNOWN_VALUE, "$.version", text, allowed);
  return 0;
}

static gboolean
is_flag (JsonNode *node, const char *value)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         && strcmp (json_node_get_string (node), value) == 0;
}

static HrDocument *
parse_root (JsonObject *root, HrIssues *issues)
{
  HrDocument    *document = hr_document_new ();
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;

  check_format (root, issues);
  document->version = parse_version (root, issues);
  document->extra = json_object_new ();
  json_object_iter_init_ordered (&iter, root);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      HrSection section;

      if (hr_section_parse (name, &section))
        parse_rows (document, section, node, issues);
      else if (strcmp (name, "deleted") == 0)
        parse_deleted (document, node, issues);
      else if (strcmp (name, "base") == 0)
        {
          document->is_overlay = is_flag (node, "built-in");
          if (!document->is_overlay)
            hr_issues_add (issues, HR_ISSUE_UNKNOWN_VALUE, "$.base", NULL, "built-in");
        }
      else if (strcmp (name, "format") != 0 && strcmp (name, "version") != 0)
        {
          g_autofree char *path = g_strconcat ("$.", name, NULL);

          hr_issues_add (issues, HR_ISSUE_UNKNOWN_KEY, path, NULL, NULL);
          json_object_set_member (document->extra, name, json_node_copy (node));
        }
    }
  return document;
}

/**
 * hr_document_from_node:
 * @root: a JSON value
 * @issues: gets what is wrong with the document's frame; rows are checked by hr_document_snapshot()
 *
 * Returns: (transfer full) (nullable): the document; %NULL when @root is no object.
 */
HrDocument *
hr_document_from_node (JsonNode *root, HrIssues *issues)
{
  if (JSON_NODE_HOLDS_OBJECT (root))
    return parse_root (json_node_get_object (root), issues);
  hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, "$", NULL, "{ }")->line = 1;
  return NULL;
}

/**
 * hr_document_parse:
 * @data: the bytes of a file
 * @length: how many; −1 = up to the end of the string
 *
 * hr_document_from_node() of a text.
 */
HrDocument *
hr_document_parse (const char *data, gssize length, HrIssues *issues)
{
  g_autoptr (JsonNode) root = hr_json_load (data, length, issues);

  return root ? hr_document_from_node (root, issues) : NULL;
}
