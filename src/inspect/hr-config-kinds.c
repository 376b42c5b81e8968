/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-config-layers.h"
#include "hr-model-shape.h"

#include <math.h>
#include <string.h>

/* The layers of a config.json, kind by kind. */

static guint32
count (const HrConfigPlan *plan, const char *keys, double fallback)
{
  return hr_config_count (plan->reader, keys, fallback);
}

static double
dense_width (const HrConfigPlan *plan, guint i)
{
  const HrModelShape *shape = plan->shape;
  JsonArray          *multipliers = hr_config_list (plan->reader, "ffn_multipliers");
  double width = hr_config_at (plan->reader, "intermediate_size|ffn_dim", i, shape->intermediate);

  if (multipliers != NULL) /* OpenELM: of the width, to the nearest multiple */
    {
      double multiple = MAX (count (plan, "ffn_dim_divisor", 256), 1);

      width = hr_config_at (plan->reader, "ffn_multipliers", i, 4) * shape->hidden;
      return MAX (1, floor (width / multiple + 0.5)) * multiple;
    }
  if (plan->reader->family->halves_mlp)
    width = shape->intermediate;
  if (hr_config_flag (plan->reader, "use_residual", FALSE)) /* Arctic: beside the experts */
    return shape->hidden;
  /* Where intermediate_size is an expert's, a dense layer has a key of its own. */
  width = count (plan, "intermediate_size_mlp|dense_intermediate_size", width);
  if (plan->experts == 0)
    width = count (plan, "shared_intermediate_size", width);
  if (hr_config_flag (plan->reader, "use_double_wide_mlp", FALSE)
      && i + count (plan, "num_kv_shared_layers", 0) >= shape->layers)
    width *= 2;
  return width;
}

static void
add_experts (const HrConfigPlan *plan, HrLayer *layer)
{
  const HrModelShape *shape = plan->shape;

  hr_layer_add_experts (
      layer,
      &(HrExpertDims){ .hidden = shape->hidden,
                       .width = shape->moe_intermediate,
                       .experts = shape->experts,
                       .experts_per_token = shape->experts_per_token,
                       .shared_width = shape->shared_intermediate ? shape->shared_intermediate
                                                                  : (double) shape->shared_experts
                                                                        * shape->moe_intermediate,
                       .shared_gate = g_str_has_prefix (shape->family, "qwen"),
                       .latent = count (plan, "moe_latent_size|routed_expert_hidden_size", 0),
                       .gated = shape->gated_mlp,
                       .biased = shape->mlp_bias });
}

void
hr_config_add_mlp (const HrConfigPlan *plan, HrMlp mlp, guint i, HrLayer *layer)
{
  const HrModelShape *shape = plan->shape;

  layer->gated = shape->gated_mlp ? 1 : 0;
  if (mlp == HR_MLP_DENSE || mlp == HR_MLP_BOTH)
    hr_layer_add_mlp (layer, shape->hidden, dense_width (plan, i), shape->gated_mlp,
                      shape->mlp_bias);
  if (mlp == HR_MLP_EXPERTS || mlp == HR_MLP_BOTH)
    add_experts (plan, layer);
}

/* Norms, and the per-layer inputs of Gemma 3n and 4. */
static void
add_rest (const HrConfigPlan *plan, HrMlp mlp, HrLayer *layer)
{
  double h = plan->shape->hidden, norm = plan->shape->gated_mlp ? h : 2 * h;
  double inputs = count (plan, "hidden_size_per_layer_input", 0);
  double laurel = count (plan, "laurel_rank", 0);

  if (plan->reader->family->four_norms)
    layer->other_params += 4 * h;
  else
    layer->other_params += (layer->mixer != HR_MIXER_NONE && mlp != HR_MLP_NONE ? 2 : 1) * norm;
  layer->mlp_params += 2 * h * inputs;
  layer->mixer_params += 2 * h * laurel;
}

/* Nemotron NAS: each block says what its attention and its MLP are. */
static gboolean
add_block (const HrConfigPlan *plan, JsonArray *blocks, guint i, HrLayer *layer)
{
  HrConfigReader      block = *plan->reader, part;
  const HrModelShape *shape = plan->shape;
  JsonNode           *node = blocks != NULL && i < json_array_get_length (blocks)
                                 ? json_array_get_element (blocks, i)
                                 : NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  block.config = json_node_get_object (node);
  if (hr_config_object (&block, "attention", &part) && !hr_config_flag (&part, "no_op", FALSE))
    {
      guint32 group = MAX (hr_config_count (&part, "n_heads_in_group", 1), 1);

      if (hr_config_flag (&part, "replace_with_linear", FALSE))
        {
          layer->mixer = HR_MIXER_LINEAR;
          layer->mixer_params += (double) shape->hidden * shape->hidden;
        }
      else
        hr_layer_add_attention (
            layer, &(HrAttentionDims){ .hidden = shape->hidden,
                                       .heads = shape->heads,
                                       .kv_heads = hr_config_count (&part, "num_key_value_heads",
                                                                    shape->heads / group),
                                       .head_dim = shape->head_dim });
    }
  if (hr_config_object (&block, "ffn", &part) && !hr_config_flag (&part, "no_op", FALSE))
    {
      double mult = hr_config_number (&part, "ffn_mult", 0, 64);
      double width = hr_config_count (&part, "intermediate_size",
                                      ceil (floor (2 * mult * shape->hidden / 3) / 256) * 256);

      if (hr_config_flag (&part, "replace_with_linear", FALSE))
        layer->mlp_params += (double) shape->hidden * shape->hidden;
      else
        hr_layer_add_mlp (layer, shape->hidden, width, shape->gated_mlp, FALSE);
    }
  return TRUE;
}

/* A model whose layers the plain numbers say as well needs no list. */
static gboolean
is_plain (const HrModelShape *shape)
{
  HrModelShape plain = *shape;
  HrModelSize  a, b;

  if (shape->unknown[0] != '\0' || shape->n_kinds > 4)
    return FALSE;
  plain.n_kinds = 0;
  for (guint i = 0; i < shape->n_kinds; i++)
    if (shape->kinds[i].mixer != HR_MIXER_FULL && shape->kinds[i].mixer != HR_MIXER_WINDOW
        && (shape->kinds[i].mixer != HR_MIXER_LATENT || shape->kinds[i].index_bytes > 0))
      return FALSE;
  hr_model_size (shape, &a);
  hr_model_size (&plain, &b);
  return fabs (a.linear - b.linear) <= 1e-6 * a.linear
         && fabs (a.linear_active - b.linear_active) <= 1e-6 * a.linear
         && fabs (a.q_dim - b.q_dim) <= 1e-9 * a.q_dim
         && hr_model_cache_elements (shape, 1e6) == hr_model_cache_elements (&plain, 1e6)
         && hr_model_cache_elements (shape, 100) == hr_model_cache_elements (&plain, 100);
}

/* Zamba2: blocks of attention and an MLP that read the layer and the first embedding; the layers
 * that use one add a projection of its output and low ranks of their own. */
static double
shared_blocks (const HrConfigPlan *plan)
{
  double h = plan->shape->hidden, width = plan->shape->intermediate;
  double uses = plan->shared_at ? json_array_get_length (plan->shared_at) : 0;

  if (!plan->reader->family->shared_blocks)
    return 0;
  return count (plan, "num_mem_blocks", 1) * (14 * h * h + 3 * h * width)
         + uses * (h * h + count (plan, "adapter_rank", 0) * (h + 2 * width));
}

/* What lies beside the layers: tables by layer, mixing of several inputs, drafting blocks. */
static void
read_beside (const HrConfigPlan *plan, HrModelShape *shape)
{
  double h = shape->hidden, layers = shape->layers;
  double inputs = count (plan, "hidden_size_per_layer_input", 0);
  double altup = count (plan, "altup_num_inputs", 0);

  shape->layer_tables = inputs * count (plan, "vocab_size_per_layer_input", 0) * layers;
  shape->extra_params += h * inputs * layers + (altup > 1 ? 2 * (altup - 1) * h * h : 0)
                         + shared_blocks (plan);
  if (count (plan, "num_nextn_predict_layers|mtp_num_hidden_layers|mtp_num_layers", 0) > 0
      && shape->n_kinds > 0)
    {
      const HrLayer *last = &shape->kinds[shape->n_kinds - 1];

      shape->draft_params = count (plan,
                                   "num_nextn_predict_layers|mtp_num_hidden_layers|mtp_num_layers",
                                   0)
                            * (hr_layer_params (last) + 2 * h * h);
    }
}

void
hr_config_read_layers (const HrConfigReader *reader, HrModelShape *shape)
{
  HrConfigPlan plan;
  JsonArray   *blocks = hr_config_list (reader, "block_configs");

  hr_config_plan_layers (reader, shape, &plan);
  for (guint i = 0; i < MIN (shape->layers, 4096); i++)
    {
      HrLayer layer = { .count = 1 };
      HrMlp   mlp = hr_config_mlp (&plan, i);

      if (!add_block (&plan, blocks, i, &layer))
        {
          hr_config_add_mixer (&plan, hr_config_mix (&plan, i), i, &layer);
          hr_config_add_mlp (&plan, mlp, i, &layer);
        }
      add_rest (&plan, mlp, &layer);
      hr_layers_add (shape->kinds, &shape->n_kinds, HR_MAX_LAYER_KINDS, &layer);
    }
  read_beside (&plan, shape);
  if (is_plain (shape))
    {
      shape->n_kinds = 0;
      memset (shape->kinds, 0, sizeof shape->kinds);
    }
}

/* An encoder and a decoder whose widths differ, and what cross attention keeps of the encoder:
 * Whisper, BART. */
static void
add_stack (const HrConfigReader *reader,
           HrModelShape         *shape,
           const char           *who,
           gboolean              decoder,
           guint32               layers,
           double                positions)
{
  g_autofree char *heads = g_strconcat (who, "_attention_heads", NULL);
  g_autofree char *width = g_strconcat (who, "_ffn_dim", NULL);
  guint32          n = hr_config_count (reader, heads, shape->heads);
  HrLayer          layer = { .count = layers };

  hr_layer_add_attention (&layer, &(HrAttentionDims){ .hidden = shape->hidden,
                                                      .heads = n,
                                                      .head_dim = shape->hidden / MAX (n, 1),
                                                      .biased = shape->attention_bias,
                                                      .output_bias = shape->attention_bias });
  if (decoder)
    {
      layer.mixer_params *= 2;
      layer.fixed = layer.cache * positions;
    }
  else
    layer.cache = 0;
  layer.other_params += (decoder ? 3 : 2) * 2.0 * shape->hidden;
  hr_layer_add_mlp (&layer, shape->hidden, hr_config_count (reader, width, shape->intermediate),
                    shape->gated_mlp, shape->mlp_bias);
  if (layers > 0)
    hr_layers_add (shape->kinds, &shape->n_kinds, HR_MAX_LAYER_KINDS, &layer);
}

void
hr_config_read_stacks (const HrConfigReader *reader, HrModelShape *shape)
{
  double h = shape->hidden, mel = hr_config_count (reader, "num_mel_bins", 0);
  double positions = hr_config_count (reader, "max_source_positions", 0);

  if (mel <= 0)
    return;
  add_stack (reader, shape, "encoder", FALSE, shape->layers, 0);
  add_stack (reader, shape, "decoder", TRUE, shape->decoder_layers, positions);
  /* Two convolutions over the spectrum, positions of both sides. */
  shape->extra_params += 3 * mel * h + 3 * h * h + 2 * h + positions * h
                         + hr_config_count (reader, "max_target_positions", 0) * h;
  shape->towers[shape->n_towers++] = (HrTower){
    .kind = HR_TOWER_AUDIO,
    .layers = shape->layers,
    .hidden = shape->hidden,
    .heads = shape->heads,
    .tokens_per_second = positions / 30,
  };
}
