/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include <glib/gi18n-lib.h>

#include "hr-json-writer.h"
#include "hr-model-config.h"
#include "hr-model-file.h"
#include "hr-model-shape.h"
#include "hr-table.h"
#include "hr-text.h"

static const char *const kinds[] = { "config", "safetensors", "gguf" };

static const char *const towers[HR_N_TOWER] = { "none", "vision", "audio" };

/* What follows from the shape: what a token uses, and what is kept of one. */
static void
print_shape_json (HrJsonWriter *json, const HrModelFile *model)
{
  const HrModelShape *shape = &model->shape;
  HrModelSize         size;
  HrModelCache        cache;

  hr_model_size (shape, &size);
  hr_model_cache (shape, &cache);
  hr_json_number (json, "active_parameters", size.active);
  hr_json_number (json, "layers", size.layers);
  hr_json_number (json, "cache_layers", cache.layers);
  hr_json_number (json, "window_layers", cache.window_layers);
  hr_json_number (json, "state_layers", cache.state_layers);
  hr_json_number (json, "kv_bytes_per_token", cache.token * 2);
  hr_json_number (json, "kv_bytes_per_token_in_window", cache.window_token * 2);
  hr_json_number (json, "index_bytes_per_token", cache.index_bytes);
  hr_json_number (json, "state_bytes_per_sequence", hr_model_state_bytes (shape));
  hr_json_number (json, "experts", shape->experts);
  hr_json_number (json, "experts_per_token", shape->experts_per_token);
  hr_json_number (json, "expert_parameters", size.experts);
  hr_json_number (json, "draft_parameters", shape->draft_params);
  hr_json_begin_array (json, "towers");
  for (guint i = 0; i < shape->n_towers; i++)
    {
      const HrTower *tower = &shape->towers[i];

      hr_json_begin_object (json, NULL);
      hr_json_string (json, "kind", towers[tower->kind % HR_N_TOWER]);
      hr_json_number (json, "parameters", tower->params);
      hr_json_number (json, "layers", tower->layers);
      hr_json_number (json, "patch_size", tower->patch);
      hr_json_number (json, "merge", tower->merge);
      hr_json_number (json, "tokens_per_image", hr_tower_image_tokens (tower, 1024, 1024));
      hr_json_number (json, "tokens_per_second", tower->tokens_per_second);
      hr_json_end_object (json);
    }
  hr_json_end_array (json);
  hr_json_string (json, "not_counted", shape->unknown[0] ? shape->unknown : NULL);
}

static void
print_json (GString *out, const HrModelFile *model)
{
  HrJsonWriter json;

  hr_json_init (&json, out, TRUE);
  hr_json_begin_object (&json, NULL);
  hr_json_string (&json, "kind", kinds[model->kind]);
  hr_json_string (&json, "name", model->name[0] ? model->name : NULL);
  hr_json_number (&json, "parameters", model->parameters);
  if (model->has_shape)
    print_shape_json (&json, model);
  hr_json_number (&json, "file_bytes", model->file_bytes);
  hr_json_number (&json, "tensor_bytes", model->tensor_bytes);
  hr_json_string (&json, "weight_format", model->weight_format[0] ? model->weight_format : NULL);
  hr_json_number (&json, "bits_per_weight", model->bits_per_weight);
  hr_json_number (&json, "context_length", model->context_length);
  hr_json_number (&json, "tensors", model->n_tensors);
  hr_json_begin_array (&json, "types");
  for (guint i = 0; i < model->n_types; i++)
    {
      hr_json_begin_object (&json, NULL);
      hr_json_string (&json, "type", model->types[i].nick);
      hr_json_number (&json, "tensors", model->types[i].tensors);
      hr_json_number (&json, "elements", model->types[i].elements);
      hr_json_number (&json, "bytes", model->types[i].bytes);
      hr_json_end_object (&json);
    }
  hr_json_end_array (&json);
  if (model->has_shape)
    {
      g_autoptr (JsonNode) config = json_node_new (JSON_NODE_OBJECT);

      json_node_take_object (config, hr_model_config_from_shape (&model->shape));
      hr_json_node (&json, "model_config", config);
      hr_json_boolean (&json, "heads_assumed", model->heads_assumed);
    }
  else
    hr_json_null (&json, "model_config");
  hr_json_end_object (&json);
  g_string_append_c (out, '\n');
}

static void
add_count (HrTable *table, const char *label, double count)
{
  g_autofree char *text = hr_text_unit_value (count, HR_UNIT_COUNT);

  if (count > 0)
    hr_table_add (table, label, text, NULL);
}

static void
add_bytes (HrTable *table, const char *label, double bytes)
{
  g_autofree char *text = hr_text_unit_value (bytes, HR_UNIT_BYTES);

  if (bytes > 0)
    hr_table_add (table, label, text, NULL);
}

static void
add_params (HrTable *table, const char *label, double params, gboolean at_least)
{
  g_autofree char *value = hr_text_unit_value (params, HR_UNIT_PARAMS);
  /* Translators: %s is a number of parameters with its unit. */
  g_autofree char *text = at_least ? g_strdup_printf (_("at least %s"), value) : g_strdup (value);

  if (params > 0)
    hr_table_add (table, label, text, NULL);
}

static void
add_towers (HrTable *table, const HrModelShape *shape)
{
  for (guint i = 0; i < shape->n_towers; i++)
    {
      const HrTower *tower = &shape->towers[i];
      gboolean       images = tower->kind == HR_TOWER_VISION;

      add_params (table, images ? _("Vision tower") : _("Audio tower"), tower->params, FALSE);
      add_count (table, images ? _("Vision layers") : _("Audio layers"), tower->layers);
      add_count (table, _("Tokens of an image of 1024 × 1024"),
                 hr_tower_image_tokens (tower, 1024, 1024));
      add_count (table, _("Tokens of a second of sound"), tower->tokens_per_second);
    }
}

static void
add_shape (HrTable *table, const HrModelShape *shape)
{
  HrModelSize  size;
  HrModelCache cache;

  hr_model_size (shape, &size);
  hr_model_cache (shape, &cache);
  hr_table_add (table, _("Family"), shape->family[0] ? shape->family : "–", NULL);
  add_count (table, _("Layers"), size.layers);
  add_count (table, _("Layers that keep a cache"), cache.layers);
  add_count (table, _("Of them with a window"), cache.window_layers);
  add_count (table, _("Layers with a state"), cache.state_layers);
  add_bytes (table, _("Cache of a token, 16 bits"), cache.token * 2);
  add_bytes (table, _("In layers with a window"), cache.window_token * 2);
  add_bytes (table, _("State of a sequence"), hr_model_state_bytes (shape));
  add_count (table, _("Hidden size"), shape->hidden);
  add_count (table, _("Attention heads"), shape->heads);
  add_count (table, _("Key and value heads"), shape->kv_heads);
  add_count (table, _("Head size"), shape->head_dim);
  add_count (table, _("MLP size"), shape->intermediate);
  add_count (table, _("Experts"), shape->experts);
  add_count (table, _("Experts per token"), shape->experts_per_token);
  add_count (table, _("Vocabulary"), shape->vocab);
  add_towers (table, shape);
}

static void
print_human (GString *out, const HrModelFile *model)
{
  g_autoptr (HrTable) table = hr_table_new ("ll");
  HrModelSize      counted;
  g_autofree char *bytes = hr_text_unit_value (model->tensor_bytes, HR_UNIT_BYTES);
  g_autofree char *bits = hr_text_number (model->bits_per_weight, 3);

  if (model->has_shape)
    hr_model_size (&model->shape, &counted);
  hr_table_add (table, _("Kind"), kinds[model->kind], NULL);
  if (model->name[0] != '\0')
    hr_table_add (table, _("Name"), model->name, NULL);
  add_params (table, _("Parameters"), model->parameters,
              model->has_shape && model->shape.unknown[0] != '\0');
  if (model->has_shape && counted.active < counted.total)
    add_params (table, _("Parameters that a token uses"), counted.active, FALSE);
  if (model->tensor_bytes > 0)
    {
      hr_table_add (table, _("Weights"), bytes, NULL);
      hr_table_add (table, _("Bits per weight"), bits, NULL);
    }
  if (model->weight_format[0] != '\0')
    hr_table_add (table, _("Weight format"), model->weight_format, NULL);
  add_count (table, _("Context length"), model->context_length);
  add_count (table, _("Tensors"), model->n_tensors);
  if (model->has_shape)
    add_shape (table, &model->shape);
  for (guint i = 0; i < model->n_types; i++)
    {
      g_autofree char *size = hr_text_unit_value (model->types[i].bytes, HR_UNIT_BYTES);
      g_autofree char *label = g_strdup_printf ("  %s", model->types[i].nick);

      hr_table_add (table, label, size, NULL);
    }
  hr_table_print (table, out);
  if (model->has_shape && model->heads_assumed)
    g_string_append_printf (out, "%s\n",
                            _("Note: the file does not say how many heads there are; "
                               "they were taken to be of the usual size."));
}

int
hr_verb_inspect (int argc, char **argv)
{
  g_auto (HrCli) cli = { 0 };
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  HrModelFile model;
  int         status;

  hr_cli_init (&cli, hr_cli_find_verb ("inspect"));
  if (!hr_cli_parse (&cli, NULL, NULL, 1, &argc, &argv, &status))
    return status;
  if (argc < 2)
    {
      hr_cli_error (_("Name a model’s file: config.json, .safetensors or .gguf."));
      return HR_CLI_REFUSED;
    }
  file = g_file_new_for_commandline_arg (argv[1]);
  if (!hr_model_file_inspect (file, &model, issues, &error))
    {
      if (hr_cli_report (issues, argv[1]))
        hr_cli_error ("%s: %s", argv[1], error ? error->message : "?");
      return HR_CLI_REFUSED;
    }
  hr_cli_report (issues, argv[1]);
  if (cli.json)
    print_json (out, &model);
  else
    print_human (out, &model);
  return hr_cli_print (out);
}
