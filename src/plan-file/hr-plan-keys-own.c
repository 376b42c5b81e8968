/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-plan-keys.h"

#include "hr-engine.h"
#include "hr-json-text.h"
#include "hr-model-config.h"
#include "hr-plan-json.h"
#include "hr-string.h"

#include <glib/gi18n.h>
#include <string.h>

static void
refuse (const HrPlanReader *reader,
        HrIssueKind         kind,
        JsonNode           *node,
        const char         *path,
        const char         *allowed)
{
  g_autofree char *value = node ? hr_json_value_text (node) : NULL;

  hr_issues_add (reader->issues, kind, path, value, allowed);
}

static HrNameKind
kind_of_model (HrTask task)
{
  switch (task)
    {
    case HR_TASK_NLP_FINE_TUNE:
    case HR_TASK_LLM_INFERENCE:
      return HR_NAME_MODEL;
    case HR_TASK_IMAGE_CLASSIFICATION:
      return HR_NAME_IMAGE_MODEL;
    case HR_TASK_SCIENTIFIC:
    case HR_TASK_RENDERING:
    case HR_N_TASK:
    default:
      return HR_NAME_PROBLEM;
    }
}

/**
 * hr_plan_resolve:
 * @text: a name of @kind as the plan has it
 * @path: the JSON path of it
 *
 * Says what a name was taken for, and lists what it may be where that is open. A format that is not
 * known is left to the core's checks.
 *
 * Returns: (nullable): the id.
 */
const char *
hr_plan_resolve (const HrPlanReader *reader, HrNameKind kind, const char *text, const char *path)
{
  HrResolved       resolved;
  const char      *id;
  g_autofree char *list = NULL;
  HrIssue         *issue;

  if (text[0] == '\0' || reader->snapshot == NULL)
    return NULL;
  id = hr_resolve (reader->snapshot, kind, text, &resolved);
  list = hr_resolved_list (&resolved);
  switch (resolved.how)
    {
    case HR_RESOLVED_ID:
      break;
    case HR_RESOLVED_NAME:
      if (g_ascii_strcasecmp (id, text) != 0)
        hr_issues_add (reader->issues, HR_ISSUE_TAKEN, path, text, id);
      break;
    case HR_RESOLVED_BASE:
      issue = hr_issues_add (reader->issues, HR_ISSUE_TAKEN, path, text, id);
      issue->detail = g_strdup (N_("A tuned model has the shape of the one that it comes from."));
      break;
    case HR_RESOLVED_NEAR:
      issue = hr_issues_add (reader->issues, HR_ISSUE_TAKEN, path, text, id);
      issue->detail = g_strdup (N_("Its bits are a little more than this one's."));
      break;
    case HR_RESOLVED_SEVERAL:
      hr_issues_add (reader->issues, HR_ISSUE_SEVERAL, path, text, list);
      break;
    case HR_RESOLVED_NONE:
    default:
      if (kind != HR_NAME_WEIGHT_FORMAT)
        hr_issues_add (reader->issues, HR_ISSUE_UNKNOWN_ID, path, text, list[0] ? list : NULL);
      break;
    }
  return id;
}

void
hr_plan_read_model (const HrPlanReader *reader, JsonNode *node, const char *path, gpointer base)
{
  HrWorkload *workload = base;
  guint       errors = hr_issues_n_errors (reader->issues);
  const char *text, *id;

  if (!hr_json_is_text (node))
    {
      refuse (reader, HR_ISSUE_WRONG_TYPE, node, path, "text");
      return;
    }
  text = json_node_get_string (node);
  if (hr_workload_set_preset (workload, reader->snapshot, text))
    return;
  id = hr_plan_resolve (reader, kind_of_model (workload->task), text, path);
  if ((id == NULL || !hr_workload_set_preset (workload, reader->snapshot, id))
      && hr_issues_n_errors (reader->issues) == errors)
    refuse (reader, HR_ISSUE_UNKNOWN_ID, node, path, NULL);
}

JsonNode *
hr_plan_write_model (gconstpointer base, JsonNode *original)
{
  const HrWorkload *workload = base;

  if (workload->model[0] == '\0')
    return NULL;
  return json_node_init_string (json_node_alloc (), workload->model);
}

static HrModelShape *
shape_of (HrWorkload *workload)
{
  return workload->task == HR_TASK_NLP_FINE_TUNE ? &workload->nlp.shape : &workload->llm.shape;
}

void
hr_plan_read_config (const HrPlanReader *reader, JsonNode *node, const char *path, gpointer base)
{
  HrModelShape shape;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    refuse (reader, HR_ISSUE_WRONG_TYPE, node, path, "{ }");
  else if (hr_model_shape_from_config (json_node_get_object (node), path, &shape, reader->issues))
    *shape_of (base) = shape;
}

JsonNode *
hr_plan_write_config (gconstpointer base, JsonNode *original)
{
  const HrWorkload   *workload = base;
  const HrModelShape *shape = shape_of ((HrWorkload *) workload);

  if (workload->model[0] != '\0')
    return NULL;
  /* What the user wrote stays as it was written, as long as it says the same. */
  if (original != NULL && JSON_NODE_HOLDS_OBJECT (original))
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrModelShape was;

      if (hr_model_shape_from_config (json_node_get_object (original), "$", &was, issues)
          && memcmp (&was, shape, sizeof was) == 0)
        return json_node_copy (original);
    }
  return hr_json_take_object (hr_model_config_from_shape (shape));
}

static const HrPlanKey complexity[] = {
#define FIELD(k, t, field, low, high)                   \
  {                                                     \
    .key = k, .type = t, .min = low, .max = high,       \
    .offset = G_STRUCT_OFFSET (HrWorkload, image.field) \
  }
  FIELD ("params_m", HR_KEY_NUMBER, params_m, 1e-3, 1e6),
  FIELD ("gmacs", HR_KEY_NUMBER, gmacs, 1e-4, 1e7),
  FIELD ("macts_m", HR_KEY_NUMBER, macts_m, 1e-3, 1e7),
  FIELD ("image_size", HR_KEY_COUNT, native_size, 8, 16384),
#undef FIELD
  { .key = "kind",
    .type = HR_KEY_TEXT,
    .offset = G_STRUCT_OFFSET (HrWorkload, image.kind),
    .size = sizeof (((HrWorkload *) NULL)->image.kind),
    .skip_zero = TRUE },
};
static const HrPlanKeys complexity_keys = { complexity, G_N_ELEMENTS (complexity) };

void
hr_plan_read_complexity (const HrPlanReader *reader,
                         JsonNode           *node,
                         const char         *path,
                         gpointer            base)
{
  HrWorkload *workload = base;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      refuse (reader, HR_ISSUE_WRONG_TYPE, node, path, "{ }");
      return;
    }
  for (guint i = 0; i < 3; i++)
    if (!json_object_has_member (json_node_get_object (node), complexity[i].key))
      {
        g_autofree char *full = g_strconcat (path, ".", complexity[i].key, NULL);
        g_autofree char *allowed = hr_plan_key_allowed (&complexity[i]);

        refuse (reader, HR_ISSUE_MISSING, NULL, full, allowed);
      }
  workload->image.kind[0] = '\0';
  workload->image.native_size = 224;
  hr_plan_keys_read (reader, &complexity_keys, json_node_get_object (node), path, workload);
  workload->image.image_size = workload->image.native_size;
}

JsonNode *
hr_plan_write_complexity (gconstpointer base, JsonNode *original)
{
  const HrWorkload *workload = base;
  JsonNode         *node;

  if (workload->model[0] != '\0')
    return NULL;
  node = original != NULL && JSON_NODE_HOLDS_OBJECT (original)
             ? hr_json_copy (original)
             : hr_json_take_object (json_object_new ());
  hr_plan_keys_write (&complexity_keys, json_node_get_object (node), workload);
  return node;
}

void
hr_plan_read_engine (const HrPlanReader *reader, JsonNode *node, const char *path, gpointer base)
{
  HrLlmWork *work = &((HrWorkload *) base)->llm;

  if (!hr_json_is_text (node))
    refuse (reader, HR_ISSUE_WRONG_TYPE, node, path, "text");
  else if (strlen (json_node_get_string (node)) >= sizeof work->engine_name)
    refuse (reader, HR_ISSUE_TOO_LARGE, node, path, "text of at most 47 bytes");
  else
    {
      work->engine = hr_engine_from_name (json_node_get_string (node), NULL);
      /* No name is the generic engine's, and is written as such. */
      hr_string_copy (work->engine_name, sizeof work->engine_name,
                      json_node_get_string (node)[0]
                          ? json_node_get_string (node)
                          : hr_enum_nick (&hr_enum_engine, (int) work->engine));
      work->engine_is_dated = hr_engine_is_dated (work->engine_name);
    }
}

JsonNode *
hr_plan_write_engine (gconstpointer base, JsonNode *original)
{
  const HrLlmWork *work = &((const HrWorkload *) base)->llm;

  return json_node_init_string (json_node_alloc (),
                                work->engine_name[0]
                                    ? work->engine_name
                                    : hr_enum_nick (&hr_enum_engine, (int) work->engine));
}

void
hr_plan_read_benchmark (const HrPlanReader *reader, JsonNode *node, const char *path, gpointer base)
{
  HrRenderWork *work = &((HrWorkload *) base)->render;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    work->benchmark = json_node_get_boolean (node);
  else if (!hr_json_is_text (node))
    refuse (reader, HR_ISSUE_WRONG_TYPE, node, path, "true, false, text");
  else if (strlen (json_node_get_string (node)) >= sizeof work->benchmark_name)
    refuse (reader, HR_ISSUE_TOO_LARGE, node, path, "text of at most 95 bytes");
  else
    {
      work->benchmark = TRUE;
      memset (work->benchmark_name, 0, sizeof work->benchmark_name);
      strcpy (work->benchmark_name, json_node_get_string (node));
    }
}

JsonNode *
hr_plan_write_benchmark (gconstpointer base, JsonNode *original)
{
  const HrRenderWork *work = &((const HrWorkload *) base)->render;

  if (work->benchmark && work->benchmark_name[0] != '\0')
    return json_node_init_string (json_node_alloc (), work->benchmark_name);
  return json_node_init_boolean (json_node_alloc (), work->benchmark);
}

void
hr_plan_read_resolution (const HrPlanReader *reader,
                         JsonNode           *node,
                         const char         *path,
                         gpointer            base)
{
  HrRenderWork *work = &((HrWorkload *) base)->render;
  guint32      *sides[] = { &work->width, &work->height };
  JsonArray    *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) != 2)
    {
      refuse (reader, HR_ISSUE_WRONG_TYPE, node, path, "[width, height]");
      return;
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *side_path = g_strdup_printf ("%s[%u]", path, i);
      JsonNode        *side = json_array_get_element (array, i);
      double           value = hr_json_is_number (side) ? json_node_get_double (side) : -1;

      if (!hr_json_is_number (side))
        refuse (reader, HR_ISSUE_WRONG_TYPE, side, side_path, "1 … 262144");
      else if (!(value >= 1 && value <= 262144) || value != (guint32) value)
        refuse (reader, HR_ISSUE_OUT_OF_RANGE, side, side_path, "1 … 262144");
      else
        *sides[i] = (guint32) value;
    }
}

JsonNode *
hr_plan_write_resolution (gconstpointer base, JsonNode *original)
{
  const HrRenderWork *work = &((const HrWorkload *) base)->render;
  JsonArray          *array = json_array_new ();

  json_array_add_int_element (array, work->width);
  json_array_add_int_element (array, work->height);
  return hr_json_take_array (array);
}

static const HrPlanKey texture[] = {
#define FIELD(k, t, field, low, high)                 \
  {                                                   \
    .key = k, .type = t, .min = low, .max = high,     \
    .offset = G_STRUCT_OFFSET (HrTextureGroup, field) \
  }
  FIELD ("count", HR_KEY_NUMBER, count, 0, 1e9),
  FIELD ("width", HR_KEY_COUNT, width, 1, 262144),
  FIELD ("height", HR_KEY_COUNT, height, 1, 262144),
  FIELD ("channels", HR_KEY_COUNT, channels, 1, 4),
  FIELD ("bytes_per_channel", HR_KEY_COUNT, bytes_per_channel, 1, 8),
#undef FIELD
};
static const HrPlanKeys texture_keys = { texture, G_N_ELEMENTS (texture) };

static void
read_texture (const HrPlanReader *reader, JsonNode *node, const char *path, HrTextureGroup *group)
{
  *group = (HrTextureGroup){
    .count = 1, .width = 1, .height = 1, .channels = 4, .bytes_per_channel = 1
  };
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      refuse (reader, HR_ISSUE_WRONG_TYPE, node, path, "{ }");
      return;
    }
  for (guint i = 1; i <= 2; i++)
    if (!json_object_has_member (json_node_get_object (node), texture[i].key))
      {
        g_autofree char *full = g_strconcat (path, ".", texture[i].key, NULL);

        refuse (reader, HR_ISSUE_MISSING, NULL, full, "1 … 262144");
      }
  hr_plan_keys_read (reader, &texture_keys, json_node_get_object (node), path, group);
}

void
hr_plan_read_textures (const HrPlanReader *reader, JsonNode *node, const char *path, gpointer base)
{
  HrRenderWork *work = &((HrWorkload *) base)->render;
  JsonArray    *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint         n = array ? json_array_get_length (array) : 0;

  if (array == NULL)
    {
      refuse (reader, HR_ISSUE_WRONG_TYPE, node, path, "[ ]");
      return;
    }
  if (n > HR_MAX_TEXTURES)
    {
      g_autofree char *text = g_strdup_printf ("%u", n);

      hr_issues_add (reader->issues, HR_ISSUE_TOO_LARGE, path, text,
                     "0 … " G_STRINGIFY (HR_MAX_TEXTURES));
      return;
    }
  memset (work->textures, 0, sizeof work->textures);
  work->n_textures = n;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *group_path = g_strdup_printf ("%s[%u]", path, i);

      read_texture (reader, json_array_get_element (array, i), group_path, &work->textures[i]);
    }
}

JsonNode *
hr_plan_write_textures (gconstpointer base, JsonNode *original)
{
  const HrRenderWork *work = &((const HrWorkload *) base)->render;
  JsonArray          *old = original != NULL && JSON_NODE_HOLDS_ARRAY (original)
                                ? json_node_get_array (original)
                                : NULL;
  JsonArray          *array = json_array_new ();

  for (guint i = 0; i < work->n_textures; i++)
    {
      JsonNode *was = old && i < json_array_get_length (old) ? json_array_get_element (old, i)
                                                             : NULL;
      JsonNode *node = was && JSON_NODE_HOLDS_OBJECT (was)
                           ? hr_json_copy (was)
                           : hr_json_take_object (json_object_new ());

      hr_plan_keys_write (&texture_keys, json_node_get_object (node), &work->textures[i]);
      json_array_add_element (array, node);
    }
  return hr_json_take_array (array);
}
