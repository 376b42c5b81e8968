/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-model-file-private.h"

#include "hr-json-text.h"
#include "hr-model-config.h"
#include "hr-model-shape.h"
#include "hr-weight-format.h"
#include "hr-string.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define BUFFER_BYTES (64 * 1024)
#define MAX_CONFIG   (4 * 1024 * 1024)

G_DEFINE_QUARK (hr - model - file - error - quark, hr_model_file_error)

gboolean
hr_byte_reader_read (HrByteReader *reader, gpointer buffer, gsize length)
{
  gsize done = 0;

  if (length > (guint64) (reader->size - reader->position)
      || !g_input_stream_read_all (reader->stream, buffer, length, &done, NULL, NULL)
      || done != length)
    return FALSE;
  reader->position += (goffset) length;
  return TRUE;
}

gboolean
hr_byte_reader_skip (HrByteReader *reader, guint64 length)
{
  if (length > (guint64) (reader->size - reader->position))
    return FALSE;
  while (length > 0)
    {
      gssize done = g_input_stream_skip (reader->stream, (gsize) MIN (length, G_MAXINT32), NULL,
                                         NULL);

      if (done <= 0)
        return FALSE;
      length -= (guint64) done;
      reader->position += done;
    }
  return TRUE;
}

gboolean
hr_byte_reader_u32 (HrByteReader *reader, guint32 *value)
{
  guint32 raw;

  if (!hr_byte_reader_read (reader, &raw, sizeof raw))
    return FALSE;
  *value = GUINT32_FROM_LE (raw);
  return TRUE;
}

gboolean
hr_byte_reader_u64 (HrByteReader *reader, guint64 *value)
{
  guint64 raw;

  if (!hr_byte_reader_read (reader, &raw, sizeof raw))
    return FALSE;
  *value = GUINT64_FROM_LE (raw);
  return TRUE;
}

gboolean
hr_model_file_refuse (HrIssues *issues, HrIssueKind kind, const char *where, const char *detail)
{
  hr_issues_add (issues, kind, where, NULL, NULL)->detail = g_strdup (detail);
  return FALSE;
}

gboolean
hr_model_file_add_tensor (HrModelFile *model, const char *nick, double elements, double bytes)
{
  guint i;

  for (i = 0; i < model->n_types; i++)
    if (strcmp (model->types[i].nick, nick) == 0)
      break;
  if (i == HR_MAX_TENSOR_TYPES)
    return FALSE;
  if (i == model->n_types)
    {
      hr_string_copy (model->types[i].nick, sizeof model->types[i].nick, nick);
      model->n_types++;
    }
  model->types[i].tensors++;
  model->types[i].elements += elements;
  model->types[i].bytes += bytes;
  model->n_tensors++;
  model->parameters += elements;
  model->tensor_bytes += bytes;
  return TRUE;
}

static const char *
config_text (JsonObject *config, const char *member)
{
  JsonNode *node = json_object_get_member (config, member);

  return node != NULL && hr_json_is_text (node) ? json_node_get_string (node) : NULL;
}

gboolean
hr_model_file_set_config (HrModelFile *model,
                          JsonObject  *config,
                          const char  *path,
                          HrIssues    *issues)
{
  const char *name = config_text (config, "_name_or_path");
  guint       errors = hr_issues_n_errors (issues);

  if (!hr_model_shape_from_config (config, path, &model->shape, issues))
    return FALSE;
  hr_model_shape_validate (&model->shape, path, issues);
  if (hr_issues_n_errors (issues) > errors)
    return FALSE;
  model->has_shape = TRUE;
  model->context_length = model->shape.max_positions;
  if (name != NULL && model->name[0] == '\0')
    {
      g_autofree char *base = g_path_get_basename (name);

      hr_string_copy (model->name, sizeof model->name, base);
    }
  return TRUE;
}

/* Weights of a config.json: what it says they are stored as. */
static void
set_config_format (HrModelFile *model, JsonObject *config)
{
  static const struct
  {
    const char *dtype, *nick;
  } formats[] = {
    { "float32", "fp32" },
    { "float16", "fp16" },
    { "bfloat16", "bf16" },
  };
  const char *dtype = config_text (config, "torch_dtype");

  if (model->shape.native_format[0] != '\0')
    {
      g_strlcpy (model->weight_format, model->shape.native_format, sizeof model->weight_format);
      return;
    }
  if (dtype == NULL && json_object_has_member (config, "text_config"))
    {
      JsonNode *inner = json_object_get_member (config, "text_config");

      if (JSON_NODE_HOLDS_OBJECT (inner))
        dtype = config_text (json_node_get_object (inner), "torch_dtype");
    }
  if (dtype == NULL)
    dtype = config_text (config, "dtype");
  for (guint i = 0; dtype != NULL && i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].dtype, dtype) == 0)
      hr_string_copy (model->weight_format, sizeof model->weight_format, formats[i].nick);
}

static JsonNode *
read_json (GFile *file, goffset size, HrIssues *issues, GError **error)
{
  g_autofree char *data = NULL;
  gsize            length;
  JsonNode        *node;

  if (size > MAX_CONFIG)
    {
      hr_issues_add (issues, HR_ISSUE_TOO_LARGE, "$", NULL, "4 MiB");
      return NULL;
    }
  if (!g_file_load_contents (file, NULL, &data, &length, NULL, error))
    return NULL;
  node = hr_json_load (data, (gssize) length, issues);
  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    {
      hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, "$", NULL, "{ }");
      g_clear_pointer (&node, json_node_unref);
    }
  return node;
}

static gboolean
inspect_config (GFile *file, HrModelFile *model, HrIssues *issues, GError **error)
{
  g_autoptr (JsonNode) root = read_json (file, (goffset) model->file_bytes, issues, error);
  HrModelSize size;

  if (root == NULL || !hr_model_file_set_config (model, json_node_get_object (root), "$", issues))
    return FALSE;
  model->kind = HR_MODEL_FILE_CONFIG;
  set_config_format (model, json_node_get_object (root));
  hr_model_size (&model->shape, &size);
  model->parameters = size.total;
  return TRUE;
}

/* (nullable): the config.json that lies beside a file of weights. */
static JsonNode *
config_beside (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GFile) config = folder ? g_file_get_child (folder, "config.json") : NULL;
  g_autoptr (HrIssues) ignored = hr_issues_new ();
  g_autoptr (GFileInfo) info = NULL;

  if (config == NULL)
    return NULL;
  info = g_file_query_info (config, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL,
                            NULL);
  return info ? read_json (config, g_file_info_get_size (info), ignored, NULL) : NULL;
}

static gboolean
ends_with (GFile *file, const char *suffix)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = name ? g_ascii_strdown (name, -1) : NULL;

  return lower != NULL && g_str_has_suffix (lower, suffix);
}

/* Bits by tensors; the format of most weights names the whole. */
static void
finish (HrModelFile *model)
{
  const HrTensorType *most = NULL;
  HrModelSize         size;

  if (model->parameters > 0 && model->tensor_bytes > 0)
    model->bits_per_weight = 8 * model->tensor_bytes / model->parameters;
  for (guint i = 0; i < model->n_types; i++)
    if (most == NULL || model->types[i].elements > most->elements)
      most = &model->types[i];
  if (model->weight_format[0] == '\0' && most != NULL && hr_weight_format_find (most->nick) != NULL)
    hr_string_copy (model->weight_format, sizeof model->weight_format, most->nick);
  if (!model->has_shape || model->parameters <= 0)
    return;
  /* What was counted, unless it is a part or has more than the model: then the shape counts better.
   */
  hr_model_size (&model->shape, &size);
  if (fabs (model->parameters / size.total - 1) < 0.05)
    model->shape.params_b = model->parameters / 1e9;
}

static gboolean
read_one (GFile *file, HrModelFile *model, JsonNode *config, HrIssues *issues, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GInputStream) buffered = NULL;
  g_autoptr (GFileInfo) info = NULL;
  HrByteReader reader = { 0 };

  if (stream == NULL)
    return FALSE;
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, error);
  if (info == NULL)
    return FALSE;
  buffered = g_buffered_input_stream_new_sized (G_INPUT_STREAM (stream), BUFFER_BYTES);
  reader.stream = buffered;
  reader.size = g_file_info_get_size (info);
  if (ends_with (file, ".gguf"))
    return hr_gguf_read (&reader, model, issues);
  return hr_safetensors_read (&reader, model, config ? json_node_get_object (config) : NULL,
                              issues);
}

/* "model-00002-of-00004.safetensors": the number of parts, and where theirs stands; 0 = one file.
 */
static guint
parts_of (const char *name, gsize *at)
{
  const char *of = strstr (name, "-of-");
  guint       parts;

  if (of == NULL || of - name < 6 || of[-6] != '-' || sscanf (of, "-of-%5u.", &parts) != 1
      || parts > 9999)
    return 0;
  *at = (gsize) (of - name) - 5;
  return parts;
}

static gboolean
inspect_weights (GFile *file, HrModelFile *model, HrIssues *issues, GError **error)
{
  g_autoptr (JsonNode) config = ends_with (file, ".gguf") ? NULL : config_beside (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  gsize at = 0;
  guint parts = parts_of (name, &at);

  if (!read_one (file, model, config, issues, error))
    return FALSE;
  for (guint i = 1; i <= parts; i++)
    {
      g_autofree char *part = g_strdup_printf ("%.*s%05u%s", (int) at, name, i, name + at + 5);
      g_autoptr (GFile) other = g_file_get_child (folder, part);
      g_autoptr (GFileInfo) info = g_file_query_info (other, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                      G_FILE_QUERY_INFO_NONE, NULL, NULL);

      if (strcmp (part, name) == 0 || info == NULL)
        continue;
      model->file_bytes += (double) g_file_info_get_size (info);
      if (!read_one (other, model, config, issues, error))
        return FALSE;
    }
  finish (model);
  return TRUE;
}

/**
 * hr_model_file_inspect:
 * @file: a config.json, .safetensors or .gguf
 * @model: (out): what it says
 * @issues: gets what is wrong with it
 * @error: set when nothing can be said
 *
 * Reads the header only, of a file in parts those that lie beside it; a file of 100 GB takes as
 * long as a small one.
 */
gboolean
hr_model_file_inspect (GFile *file, HrModelFile *model, HrIssues *issues, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, NULL, error);
  g_autoptr (GError) own = NULL;
  gboolean ok;

  memset (model, 0, sizeof *model);
  if (info == NULL)
    return FALSE;
  model->file_bytes = (double) g_file_info_get_size (info);
  if (ends_with (file, ".json"))
    ok = inspect_config (file, model, issues, &own);
  else if (ends_with (file, ".safetensors") || ends_with (file, ".gguf"))
    ok = inspect_weights (file, model, issues, &own);
  else
    {
      g_set_error (error, HR_MODEL_FILE_ERROR, HR_MODEL_FILE_ERROR_UNKNOWN,
                   "Not a config.json, .safetensors or .gguf file");
      return FALSE;
    }
  if (ok)
    return TRUE;
  if (own == NULL)
    g_set_error (&own, HR_MODEL_FILE_ERROR, HR_MODEL_FILE_ERROR_INVALID, "The file has errors");
  g_propagate_error (error, g_steal_pointer (&own));
  return FALSE;
}

/**
 * hr_model_file_apply:
 * @workload: (inout): a fine-tuning or inference workload; its model becomes that of the file
 *
 * Returns: whether the file says enough of the model and the task has one.
 */
gboolean
hr_model_file_apply (const HrModelFile *model, HrWorkload *workload)
{
  if (!model->has_shape
      || (workload->task != HR_TASK_NLP_FINE_TUNE && workload->task != HR_TASK_LLM_INFERENCE))
    return FALSE;
  memset (workload->model, 0, sizeof workload->model);
  memset (workload->model_name, 0, sizeof workload->model_name);
  hr_string_copy (workload->model_name, sizeof workload->model_name, model->name);
  if (workload->task == HR_TASK_NLP_FINE_TUNE)
    {
      workload->nlp.shape = model->shape;
      return TRUE;
    }
  workload->llm.shape = model->shape;
  if (model->weight_format[0] != '\0')
    {
      memset (workload->llm.weight_format, 0, sizeof workload->llm.weight_format);
      hr_string_copy (workload->llm.weight_format, sizeof workload->llm.weight_format,
                      model->weight_format);
    }
  workload->llm.bits_per_weight = model->bits_per_weight;
  return TRUE;
}
