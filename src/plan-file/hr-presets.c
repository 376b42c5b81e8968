/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-presets.h"

#include "hr-json-text.h"
#include "hr-model-config.h"
#include "hr-plan-json.h"
#include "hr-string.h"

#include <json-glib/json-glib.h>

/* (transfer none) (nullable): the array called @member of the file that @parser has read. */
static JsonArray *
load_array (
    JsonParser *parser, const char *data, gssize length, const char *member, HrIssues *issues)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strconcat ("$.", member, NULL);
  JsonNode        *root;
  JsonNode        *node = NULL;

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
  JsonNode        *node = json_object_get_member (object, member);
  g_autofree char *full = NULL;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_STRING)
    return g_string_chunk_insert_const (strings, json_node_get_string (node));
  if (node == NULL && !required)
    return NULL;
  full = g_strconcat (path, ".", member, NULL);
  hr_issues_add (issues, node ? HR_ISSUE_WRONG_TYPE : HR_ISSUE_MISSING, full, NULL, "text");
  return NULL;
}

/* The texts of an array, a line each; NULL when there is none. */
static const char *
get_lines (JsonObject   *object,
           const char   *member,
           GStringChunk *strings,
           const char   *path,
           HrIssues     *issues)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autoptr (GString) text = g_string_new (NULL);
  JsonArray *array;

  if (node == NULL)
    return NULL;
  array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (hr_json_is_text (json_array_get_element (array, i)))
      g_string_append_printf (text, "%s%s", i ? "\n" : "",
                              json_array_get_string_element (array, i));
    else
      array = NULL;
  if (array == NULL)
    {
      g_autofree char *full = g_strconcat (path, ".", member, NULL);

      hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, full, NULL, "[ text ]");
      return NULL;
    }
  return g_string_chunk_insert_const (strings, text->str);
}

static double
get_number (JsonObject *object,
            const char *member,
            double      min,
            double      max,
            const char *path,
            HrIssues   *issues)
{
  JsonNode        *node = json_object_get_member (object, member);
  g_autofree char *full = NULL;
  double           value = 0;

  if (node != NULL && hr_json_is_number (node))
    {
      value = json_node_get_double (node);
      if (value >= min && value <= max)
        return value;
    }
  full = g_strconcat (path, ".", member, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || (json_node_get_value_type (node) != G_TYPE_INT64
          && json_node_get_value_type (node) != G_TYPE_DOUBLE))
    {
      hr_issues_add (issues, node ? HR_ISSUE_WRONG_TYPE : HR_ISSUE_MISSING, full, NULL, "number");
      return 0;
    }
  hr_issues_add_range (issues, full, value, min, max);
  return value;
}

static JsonObject *
row_object (JsonArray *array, guint index, const char *path, HrIssues *issues)
{
  JsonNode *node = json_array_get_element (array, index);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, path, NULL, "{ }");
  return NULL;
}

gboolean
hr_presets_parse_image_models (
    const char *data, gssize length, GStringChunk *strings, HrSnapshot *snapshot, HrIssues *issues)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonArray     *array = load_array (parser, data, length, "image_models", issues);
  guint          errors = hr_issues_n_errors (issues);
  HrImagePreset *presets;
  guint          n;

  if (array == NULL)
    return FALSE;
  n = json_array_get_length (array);
  presets = g_new0 (HrImagePreset, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("$.image_models[%u]", i);
      JsonObject      *object = row_object (array, i, path, issues);

      if (object == NULL)
        continue;
      presets[i] = (HrImagePreset){
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
hr_presets_parse_models (
    const char *data, gssize length, GStringChunk *strings, HrSnapshot *snapshot, HrIssues *issues)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonArray     *array = load_array (parser, data, length, "models", issues);
  guint          errors = hr_issues_n_errors (issues);
  HrModelPreset *presets;
  guint          n;

  if (array == NULL)
    return FALSE;
  n = json_array_get_length (array);
  presets = g_new0 (HrModelPreset, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("$.models[%u]", i);
      g_autofree char *config_path = g_strconcat (path, ".config", NULL);
      JsonObject      *object = row_object (array, i, path, issues);
      JsonNode        *config = object ? json_object_get_member (object, "config") : NULL;

      if (object == NULL)
        continue;
      presets[i].id = get_text (object, "id", TRUE, strings, path, issues);
      presets[i].name = get_text (object, "name", TRUE, strings, path, issues);
      presets[i].aliases = get_lines (object, "aliases", strings, path, issues);
      presets[i].relatives = get_lines (object, "relatives", strings, path, issues);
      presets[i].source = get_text (object, "source", TRUE, strings, path, issues);
      presets[i].hf_id = get_text (object, "hf_id", FALSE, strings, path, issues);
      presets[i].ollama = get_text (object, "ollama", FALSE, strings, path, issues);
      presets[i].base = get_text (object, "base", FALSE, strings, path, issues);
      if (config == NULL || !JSON_NODE_HOLDS_OBJECT (config))
        hr_issues_add (issues, HR_ISSUE_MISSING, config_path, NULL, "{ }");
      else
        hr_model_shape_from_config (json_node_get_object (config), config_path, &presets[i].shape,
                                    issues);
    }
  snapshot->models = presets;
  snapshot->n_models = n;
  return hr_issues_n_errors (issues) == errors;
}

static void
parse_problem (JsonObject       *object,
               const char       *path,
               GStringChunk     *strings,
               const HrSnapshot *snapshot,
               HrProblemPreset  *preset,
               HrIssues         *issues)
{
  g_autofree char *workload_path = g_strconcat (path, ".workload", NULL);
  g_autofree char *task_path = g_strconcat (path, ".task", NULL);
  JsonNode        *workload = json_object_get_member (object, "workload");
  const char      *task = get_text (object, "task", TRUE, strings, path, issues);
  int              value;

  preset->id = get_text (object, "id", TRUE, strings, path, issues);
  preset->name = get_text (object, "name", TRUE, strings, path, issues);
  preset->source = get_text (object, "source", TRUE, strings, path, issues);
  if (task == NULL || preset->id == NULL || preset->name == NULL)
    return;
  if (!hr_enum_parse (&hr_enum_task, task, &value))
    hr_issues_add (issues, HR_ISSUE_UNKNOWN_VALUE, task_path, task, "scientific, rendering");
  else if (workload == NULL)
    hr_issues_add (issues, HR_ISSUE_MISSING, workload_path, NULL, "{ }");
  else if (hr_workload_parse_node (workload, workload_path, (HrTask) value, snapshot,
                                   &preset->workload, issues))
    {
      hr_string_copy (preset->workload.model, sizeof preset->workload.model, preset->id);
      hr_string_copy (preset->workload.model_name, sizeof preset->workload.model_name,
                      preset->name);
    }
}

gboolean
hr_presets_parse_problems (
    const char *data, gssize length, GStringChunk *strings, HrSnapshot *snapshot, HrIssues *issues)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonArray       *array = load_array (parser, data, length, "problems", issues);
  guint            errors = hr_issues_n_errors (issues);
  HrProblemPreset *presets;
  guint            n;

  if (array == NULL)
    return FALSE;
  n = json_array_get_length (array);
  presets = g_new0 (HrProblemPreset, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("$.problems[%u]", i);
      JsonObject      *object = row_object (array, i, path, issues);

      if (object != NULL)
        parse_problem (object, path, strings, snapshot, &presets[i], issues);
    }
  snapshot->problems = presets;
  snapshot->n_problems = n;
  return hr_issues_n_errors (issues) == errors;
}
