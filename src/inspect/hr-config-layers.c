/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-config-layers.h"

#include "hr-json-text.h"

#include <math.h>
#include <string.h>

/* Which layer is of which kind. Publishers say it by lists, letters, periods and offsets; each has
 * its reader here, and the first that answers counts. */

static const struct
{
  const char *name;
  HrMix       mix;
} names[] = {
  { "full_attention", HR_MIX_FULL },
  { "attention", HR_MIX_FULL },
  { "global_attention", HR_MIX_FULL },
  { "global", HR_MIX_FULL },
  { "full", HR_MIX_FULL },
  { "sliding_attention", HR_MIX_WINDOW },
  { "sliding_window", HR_MIX_WINDOW },
  { "sliding_window_attention", HR_MIX_WINDOW },
  { "local_attention", HR_MIX_WINDOW },
  { "local", HR_MIX_WINDOW },
  { "chunked_attention", HR_MIX_CHUNKED },
  { "cross_attention", HR_MIX_CROSS },
  { "linear_attention", HR_MIX_RECURRENT },
  { "mamba", HR_MIX_RECURRENT },
  { "mamba2", HR_MIX_RECURRENT },
  { "recurrent", HR_MIX_RECURRENT },
  { "kda", HR_MIX_RECURRENT },
  { "gated_deltanet", HR_MIX_RECURRENT },
  { "conv", HR_MIX_CONV },
  { "short_conv", HR_MIX_CONV },
  { "hybrid", HR_MIX_BOTH },
  { "moe", HR_MIX_NOTHING },
  { "mlp", HR_MIX_NOTHING },
  { "compressed_sparse_attention", HR_MIX_COMPRESSED },
  { "heavily_compressed_attention", HR_MIX_COMPRESSED },
};

static HrMix
mix_of_name (const HrConfigPlan *plan, const char *key, JsonNode *node)
{
  const char *name = hr_json_is_text (node) ? json_node_get_string (node) : "";

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].name, name))
      return names[i].mix;
  hr_config_add_unknown (plan->reader, plan->shape, key, name[0] ? name : key);
  return HR_MIX_UNKNOWN;
}

/* Nemotron: M Mamba, * attention, - MLP, E experts. */
static HrMix
mix_of_letter (const HrConfigPlan *plan, char letter)
{
  const char text[] = { letter, '\0' };

  switch (letter)
    {
    case 'M':
      return HR_MIX_RECURRENT;
    case '*':
      return HR_MIX_FULL;
    case '-':
    case 'E':
      return HR_MIX_NOTHING;
    default:
      hr_config_add_unknown (plan->reader, plan->shape, "hybrid_override_pattern", text);
      return HR_MIX_UNKNOWN;
    }
}

static JsonNode *
item (JsonArray *list, guint i)
{
  return list != NULL && i < json_array_get_length (list) ? json_array_get_element (list, i) : NULL;
}

static double
item_number (JsonArray *list, guint i, double fallback)
{
  JsonNode *node = item (list, i);

  return node != NULL && hr_json_is_number (node) ? json_node_get_double (node) : fallback;
}

/* Layers of attention alone: which of them see everything. */
static HrMix
mix_by_window (const HrConfigPlan *plan, guint i)
{
  HrMix narrow = plan->chunked ? HR_MIX_CHUNKED : HR_MIX_WINDOW;

  if (plan->window == 0)
    return HR_MIX_FULL;
  if (plan->no_rope != NULL) /* Llama 4: a 0 marks a layer without positions */
    return item_number (plan->no_rope, i, 1) == 0 ? HR_MIX_FULL : narrow;
  if (plan->slide_letters != NULL) /* "LLLG" */
    return plan->slide_letters[i % strlen (plan->slide_letters)] == 'L' ? narrow : HR_MIX_FULL;
  if (plan->global_first > 0) /* ModernBERT counts from the first */
    return i % plan->global_first == 0 ? HR_MIX_FULL : narrow;
  if (plan->first_full > 0)
    return i < plan->first_full ? HR_MIX_FULL : narrow;
  if (plan->every > 0)
    return (i + 1) % plan->every == 0 ? HR_MIX_FULL : narrow;
  return narrow;
}

/* Layers that a list or a period tells apart from recurrent ones. */
static gboolean
mix_by_recurrence (const HrConfigPlan *plan, guint i, HrMix *mix)
{
  gboolean attends;

  if (plan->attention_types != NULL) /* MiniMax: 1 softmax, 0 lightning */
    attends = item_number (plan->attention_types, i, 1) != 0;
  else if (plan->full_layers != NULL) /* Kimi: counted from 1 */
    attends = hr_config_contains (plan->full_layers, i + 1);
  else if (plan->attention_indices != NULL)
    attends = hr_config_contains (plan->attention_indices, i);
  else if (plan->attention_period > 0)
    attends = i % plan->attention_period == plan->attention_offset % plan->attention_period;
  else if (plan->full_interval > 0)
    attends = (i + 1) % plan->full_interval == 0;
  else
    return FALSE;
  *mix = attends                                                   ? HR_MIX_FULL
         : g_str_has_prefix (plan->reader->family->family, "lfm2") ? HR_MIX_CONV
                                                                   : HR_MIX_RECURRENT;
  return TRUE;
}

HrMix
hr_config_mix (const HrConfigPlan *plan, guint i)
{
  const HrModelFamily *family = plan->reader->family;
  JsonNode            *node;
  HrMix                mix;

  if (plan->letters != NULL)
    return mix_of_letter (plan, plan->letters[i]);
  if (plan->cycle != NULL) /* RecurrentGemma */
    {
      mix = mix_of_name (plan, "block_types",
                         item (plan->cycle, i % json_array_get_length (plan->cycle)));
      return mix == HR_MIX_FULL && plan->window > 0 ? HR_MIX_WINDOW : mix;
    }
  if (family->shared_blocks)
    return hr_config_contains (plan->shared_at, i) ? HR_MIX_SHARED : HR_MIX_RECURRENT;
  if ((node = item (plan->types, i)) != NULL)
    return mix_of_name (plan, "layer_types", node);
  if (plan->ratios != NULL)
    return item_number (plan->ratios, i, 0) > 0 ? HR_MIX_COMPRESSED : HR_MIX_WINDOW;
  if (hr_config_contains (plan->cross_layers, i))
    return HR_MIX_CROSS;
  if (plan->hybrid != NULL) /* MiMo: 1 slides */
    return item_number (plan->hybrid, i, 0) != 0 ? HR_MIX_WINDOW : HR_MIX_FULL;
  if (mix_by_recurrence (plan, i, &mix))
    return mix;
  if (family->every_layer_mixes_both)
    return HR_MIX_BOTH;
  if (family->recurrence != HR_RECURRENCE_NONE && !plan->has_attention)
    return HR_MIX_RECURRENT;
  return mix_by_window (plan, i);
}

/* Tokens in an entry of compressed attention. */
guint32
hr_config_ratio (const HrConfigPlan *plan, guint i)
{
  JsonNode *type = item (plan->types, i);

  if (plan->ratios != NULL)
    return (guint32) CLAMP (item_number (plan->ratios, i, 0), 0, 1 << 20);
  if (type != NULL && hr_json_is_text (type))
    return g_str_has_prefix (json_node_get_string (type), "heavily") ? 128 : 4;
  return 0;
}

/* Whether a layer's MLP is a set of experts. */
static gboolean
has_experts (const HrConfigPlan *plan, guint i)
{
  JsonNode *type = item (plan->mlp_types, i);

  if (plan->experts == 0 || hr_config_contains (plan->dense_layers, i))
    return FALSE;
  if (type != NULL && hr_json_is_text (type))
    return !g_str_equal (json_node_get_string (type), "dense");
  if (plan->expert_list != NULL)
    return hr_config_contains (plan->expert_list, i);
  if (plan->expert_marks != NULL)
    return item_number (plan->expert_marks, i, 1) != 0;
  if (i < plan->first_dense || (plan->last_experts > 0 && i > plan->last_experts))
    return FALSE;
  if (plan->expert_period > 0)
    return i % plan->expert_period == plan->expert_offset % plan->expert_period;
  return TRUE;
}

HrMlp
hr_config_mlp (const HrConfigPlan *plan, guint i)
{
  JsonNode *type = item (plan->types, i);

  if (plan->letters != NULL)
    return plan->letters[i] == 'E'   ? HR_MLP_EXPERTS
           : plan->letters[i] == '-' ? HR_MLP_DENSE
                                     : HR_MLP_NONE;
  if (plan->reader->family->one_thing && type != NULL && hr_json_is_text (type))
    return g_str_equal (json_node_get_string (type), "moe")   ? HR_MLP_EXPERTS
           : g_str_equal (json_node_get_string (type), "mlp") ? HR_MLP_DENSE
                                                              : HR_MLP_NONE;
  if (plan->no_mlp)
    return HR_MLP_NONE;
  if (!has_experts (plan, i))
    return HR_MLP_DENSE;
  return plan->dense_beside_experts ? HR_MLP_BOTH : HR_MLP_EXPERTS;
}

static void
plan_windows (const HrConfigReader *reader, HrConfigPlan *plan)
{
  const HrModelFamily *family = reader->family;
  JsonNode            *pattern = hr_config_member (reader, "sliding_window_pattern");

  plan->chunked = hr_config_member (reader, "attention_chunk_size") != NULL
                  || g_str_equal (family->family, "llama4");
  plan->window = hr_config_count (reader,
                                  "sliding_window|attention_chunk_size|local_attention"
                                  "|sliding_window_size|window_size|attention_window_size",
                                  family->window);
  if (!hr_config_flag (reader, "use_sliding_window", TRUE))
    plan->window = 0;
  if (hr_config_member (reader, "no_rope_layers") != NULL)
    plan->no_rope = hr_config_list (reader, "no_rope_layers");
  if (pattern != NULL && hr_json_is_text (pattern) && json_node_get_string (pattern)[0] != '\0')
    plan->slide_letters = json_node_get_string (pattern);
  else
    plan->every = hr_config_count (
        reader,
        "sliding_window_pattern|_sliding_window_pattern|sliding_every|no_rope_layer_interval",
        family->sliding_every);
  plan->global_first = hr_config_count (
      reader, "global_attn_every_n_layers",
      g_str_equal (family->family, "modernbert") ? family->sliding_every : 0);
  if (g_str_has_prefix (family->family, "qwen") && plan->every == 0)
    plan->first_full = hr_config_count (reader, "max_window_layers", 0);
}

static void
plan_recurrence (const HrConfigReader *reader, HrConfigPlan *plan)
{
  HrConfigReader inner;

  plan->attention_types = hr_config_list (reader, "attn_type_list");
  plan->attention_indices = hr_config_list (reader,
                                            "attn_layer_indices|attn_layer_idx|full_attn_idxs");
  plan->attention_period = hr_config_count (reader, "attn_layer_period", 0);
  plan->attention_offset = hr_config_count (reader, "attn_layer_offset", 0);
  plan->full_interval = hr_config_count (reader, "full_attention_interval|full_attn_interval", 0);
  plan->hybrid = hr_config_list (reader, "hybrid_layer_pattern");
  plan->ratios = hr_config_list (reader, "compress_ratios");
  plan->cross_layers = hr_config_list (reader, "cross_attention_layers");
  if (hr_config_object (reader, "linear_attn_config", &inner))
    plan->full_layers = hr_config_list (&inner, "full_attn_layers");
  plan->cycle = hr_config_list (reader, "block_types");
  if (plan->cycle != NULL && json_array_get_length (plan->cycle) == 0)
    plan->cycle = NULL;
  plan->shared_at = hr_config_list (reader, "hybrid_layer_ids");
  plan->has_attention = hr_config_member (reader, "num_attention_heads|n_head|num_key_value_heads")
                        != NULL;
}

static void
plan_experts (const HrConfigReader *reader, HrConfigPlan *plan)
{
  guint32 step = hr_config_count (
      reader, "decoder_sparse_step|interleave_moe_layer_step|moe_layer_interval", 0);

  plan->experts = hr_config_count (reader, HR_KEYS_EXPERTS, 0);
  plan->mlp_types = hr_config_list (reader, "mlp_layer_types");
  plan->dense_layers = hr_config_list (reader, "mlp_only_layers");
  plan->expert_list = hr_config_list (reader, "moe_layers");
  plan->expert_marks = hr_config_list (reader, "moe_layer_freq|is_moe_list");
  plan->first_dense = hr_config_count (
      reader, "first_k_dense_replace|first_dense_layers|moe_layer_start_index|num_dense_layers", 0);
  plan->last_experts = hr_config_count (reader, "moe_layer_end_index", 0);
  plan->expert_period = hr_config_count (reader, "expert_layer_period", 0);
  plan->expert_offset = hr_config_count (reader, "expert_layer_offset", 0);
  if (plan->expert_period == 0 && step > 1)
    {
      plan->expert_period = step; /* the last of each @step */
      plan->expert_offset = step - 1;
    }
  else if (plan->expert_period == 0 && plan->expert_marks == NULL)
    plan->expert_period = MAX (hr_config_count (reader, "moe_layer_freq", 1), 1);
  plan->dense_beside_experts = hr_config_flag (reader, "enable_moe_block|use_residual", FALSE);
  if (reader->family->layers_are_pairs)
    {
      plan->expert_period = 2;
      plan->expert_offset = 0;
      plan->dense_beside_experts = TRUE;
    }
}

/**
 * hr_config_plan_layers:
 * @plan: (out): what the file says of the order of its layers
 */
void
hr_config_plan_layers (const HrConfigReader *reader, HrModelShape *shape, HrConfigPlan *plan)
{
  memset (plan, 0, sizeof *plan);
  plan->reader = reader;
  plan->shape = shape;
  plan->types = hr_config_list (reader, "layer_types|layers_block_type");
  plan->letters = hr_config_text (reader, "hybrid_override_pattern");
  if (plan->letters != NULL && strlen (plan->letters) < shape->layers)
    plan->letters = NULL;
  plan_recurrence (reader, plan);
  plan_windows (reader, plan);
  plan_experts (reader, plan);
  plan->no_mlp = g_str_has_prefix (reader->family->family, "mamba")
                 || reader->family->shared_blocks;
}
