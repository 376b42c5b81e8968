/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-presets.h"

#include <json-glib/json-glib.h>

/* (transfer none) (nullable): the array called @member of the file that @parser has read. */
static JsonArray *
load_array (JsonParser *parser,
            const char *data,
            gssize      length,
            const char *member,
            HrIssues   *issues)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strconcat ("$.", member, NULL);
  JsonNode *root;
  JsonNode *node = NULL;

  if (!json_parser_load_from_data (parser, data, length, &error))
    {
      HrIssue *issue = hr_issues_add (issues, HR_ISSUE_SYNTAX, "$", NULL, NULL);

      issue->detail = g_strdup (error->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    node = json_object_get_member (json_node_get_object (root), member);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    {
      hr_issues_add (issues, HR_ISSUE_MISSING, path, NULL, "[ ]");
      return NULL;
    }
  return json_node_get_array (node);
}

static const char *
get_text (JsonObject   *object,
          const char   *member,
          gboolean      required,
          GStringChunk *strings,
          const char   *path,
          HrIssues     *issues)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autofree char *full = NULL;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return g_string_chunk_insert_const (strings, json_node_get_string (node));
  if (node == NULL && !required)
    return NULL;
  full = g_strconcat (path, ".", member, NULL);
  hr_issues_add (issues, node ? HR_ISSUE_WRONG_TYPE : HR_ISSUE_MISSING, full, NULL, "text");
  return NULL;
}

static double
get_number (JsonObject *object,
            const char *member,
            double      min,
            double      max,
            const char *path,
            HrIssues   *issues)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autofree char *full = g_strconcat (path, ".", member, NULL);
  double value;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64 && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    {
      hr_issues_add (issues, node ? HR_ISSUE_WRONG_TYPE : HR_ISSUE_MISSING, full, NULL, "number");
      return 0;
    }
  value = json_node_get_double (node);
  hr_issues_add_range (issues, full, value, min, max);
  return value;
}

static JsonObject *
row_object (JsonArray *array,
            guint      index,
            const char *path,
            HrIssues  *issues)
{
  JsonNode *node = json_array_get_element (array, index);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, path, NULL, "{ }");
  return NULL;
}

gboolean
hr_presets_parse_image_models (const char   *data,
                               gssize        length,
                               GStringChunk *strings,
                               HrSnapshot   *snapshot,
                               HrIssues     *issues)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonArray *array = load_array (parser, data, length, "image_models", issues);
  guint errors = hr_issues_n_errors (issues);
  HrImagePreset *presets;
  guint n;

  if (array == NULL)
    return FALSE;
  n = json_array_get_length (array);
  presets = g_new0 (HrImagePreset, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("$.image_models[%u]", i);
      JsonObject *object = row_object (array, i, path, issues);

      if (object == NULL)
        continue;
      presets[i] = (HrImagePreset) {
        .id = get_text (object, "id", TRUE, strings, path, issues),
        .name = get_text (object, "name", TRUE, strings, path, issues),
        .kind = get_text (object, "kind", FALSE, strings, path, issues),
        .params_m = get_number (object, "params_m", 0.001, 1e6, path, issues),
        .gmacs = get_number (object, "gmacs", 0.0001, 1e6, path, issues),
        .macts_m = get_number (object, "macts_m", 0.0001, 1e6, path, issues),
        .image_size = (guint32) get_number (object, "image_size", 8, 8192, path, issues),
        .source = get_text (object, "source", TRUE, strings, path, issues),
      };
    }
  snapshot->image_models = presets;
  snapshot->n_image_models = n;
  return hr_issues_n_errors (issues) == errors;
}

gboolean
hr_presets_parse_models (const char   *data,
                         gssize        length,
                         GStringChunk *strings,
                         HrSnapshot   *snapshot,
                         HrIssues     *issues)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonArray *array = load_array (parser, data, length, "models", issues);

  return array != NULL;
}

gboolean
hr_presets_parse_problems (const char   *data,
                           gssize        length,
                           GStringChunk *strings,
                           HrSnapshot   *snapshot,
                           HrIssues     *issues)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonArray *array = load_array (parser, data, length, "problems", issues);

  return array != NULL;
}
