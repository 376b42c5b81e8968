/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-config-reader.h"

#include <string.h>

/* Keys that say something of the shape and that nothing here reads: they are named, because what
 * they describe is not counted. */

static const char *const read_patterns[] = {
  "sliding_window_pattern",
  "_sliding_window_pattern",
  "hybrid_override_pattern",
  "hybrid_layer_pattern",
  "layer_types",
  "layers_block_type",
  "mlp_layer_types",
  "indexer_types",
  "attn_type_list",
  "cross_attention_layers",
};

/* Of drafting blocks, and lists of what a layer quantises. */
static const char *const passed_over[] = { "mtp_", "sparse_" };

static const char *const suffixes[] = { "_pattern",         "_layer_types",  "_block_type",
                                        "_block_types",     "_layer_period", "_type_list",
                                        "layers_block_type" };

static const char *const read_objects[] = {
  "text_config",    "llm_config",   "language_config", "thinker_config", "vision_config",
  "vision_encoder", "audio_config", "audio_encoder",   "encoder",        "decoder",
};

static gboolean
is_one_of (const char *name, const char *const *list, guint n)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (name, list[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_pattern (const char *name, JsonNode *node)
{
  if (JSON_NODE_HOLDS_NULL (node) || JSON_NODE_HOLDS_OBJECT (node)
      || is_one_of (name, read_patterns, G_N_ELEMENTS (read_patterns)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (passed_over); i++)
    if (g_str_has_prefix (name, passed_over[i]))
      return FALSE;
  if (g_str_equal (name, "attn_layer_period") || g_str_equal (name, "expert_layer_period"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (name, suffixes[i]))
      return TRUE;
  return FALSE;
}

/* An object with layers of its own is a network beside the language model. */
static gboolean
is_network (const char *name, JsonNode *node)
{
  static const char *const marks[] = { "num_hidden_layers", "num_layers", "depth", "encoder_layers",
                                       "n_layers" };
  JsonObject              *object;

  if (!JSON_NODE_HOLDS_OBJECT (node) || is_one_of (name, read_objects, G_N_ELEMENTS (read_objects)))
    return FALSE;
  object = json_node_get_object (node);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (json_object_has_member (object, marks[i]))
      return TRUE;
  return FALSE;
}

static void
look_at (const HrConfigReader *reader, JsonObject *object, HrModelShape *shape)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    if (is_pattern (name, node) || is_network (name, node))
      hr_config_add_unknown (reader, shape, name, name);
}

void
hr_config_find_unknown (const HrConfigReader *reader, HrModelShape *shape)
{
  look_at (reader, reader->config, shape);
  if (reader->outer != reader->config)
    look_at (reader, reader->outer, shape);
}
