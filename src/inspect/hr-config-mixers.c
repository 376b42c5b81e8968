/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-config-layers.h"

#include <math.h>
#include <string.h>

/* The widths of one layer's mixer: attention of each kind, recurrent layers. */

static guint32
count (const HrConfigPlan *plan, const char *keys, double fallback)
{
  return hr_config_count (plan->reader, keys, fallback);
}

/* Layers that own no keys and values: the last ones of Gemma 3n and 4. */
static gboolean
shares_cache (const HrConfigPlan *plan, guint i)
{
  guint32 sharing = count (plan, "num_kv_shared_layers", 0);

  return sharing > 0 && i + sharing >= plan->shape->layers;
}

static void
add_attention (const HrConfigPlan *plan, HrMix mix, guint i, HrLayer *layer)
{
  const HrModelShape *shape = plan->shape;
  gboolean            narrow = mix == HR_MIX_WINDOW || mix == HR_MIX_CHUNKED;
  HrAttentionDims     dims = {
        .hidden = shape->hidden,
        .heads = (guint32) hr_config_at (plan->reader, "num_attention_heads|num_query_heads", i,
                                         shape->heads),
        .kv_heads = (guint32) hr_config_at (plan->reader, "num_key_value_heads|num_kv_heads", i,
                                            shape->kv_heads),
        .head_dim = shape->head_dim,
        .v_dim = count (plan, "v_head_dim", shape->head_dim),
        .output_gate = hr_config_flag (plan->reader, "attn_output_gate",
                                       plan->reader->family->output_gate),
        .biased = shape->attention_bias,
        .output_bias = shape->attention_bias && !shape->gated_mlp,
  };

  if (narrow) /* MiMo */
    {
      dims.heads = count (plan, "swa_num_attention_heads", dims.heads);
      dims.kv_heads = count (plan, "swa_num_key_value_heads", dims.kv_heads);
      dims.head_dim = count (plan, "swa_head_dim", dims.head_dim);
      dims.v_dim = count (plan, "swa_v_head_dim", dims.v_dim);
    }
  else /* Gemma 4 */
    {
      gboolean wide = hr_config_member (plan->reader, "global_head_dim") != NULL;

      dims.kv_heads = count (plan, "num_global_key_value_heads", dims.kv_heads);
      dims.head_dim = count (plan, "global_head_dim", dims.head_dim);
      dims.v_dim = wide ? dims.head_dim : dims.v_dim;
      dims.shared_value = hr_config_flag (plan->reader, "attention_k_eq_v", FALSE);
    }
  if (dims.kv_heads == 0)
    dims.kv_heads = dims.heads;
  hr_layer_add_attention (layer, &dims);
  if (!hr_config_flag (plan->reader, "share_att_key", FALSE))
    layer->mixer_params += (double) plan->reader->family->relative_matrices * shape->hidden
                           * shape->hidden;
  layer->mixer = mix == HR_MIX_WINDOW    ? HR_MIXER_WINDOW
                 : mix == HR_MIX_CHUNKED ? HR_MIXER_CHUNKED
                 : mix == HR_MIX_CROSS   ? HR_MIXER_CROSS
                                         : HR_MIXER_FULL;
  layer->window = narrow ? plan->window : 0;
  if (shares_cache (plan, i))
    layer->shares_cache = 1;
  if (shape->encoder_only) /* nothing is generated */
    layer->cache = 0;
}

/* MiniMax M3: an indexer chooses blocks; its keys are kept beside the cache. */
static void
add_block_choice (const HrConfigPlan *plan, guint i, HrLayer *layer)
{
  HrConfigReader inner;
  double         dim;

  if (!hr_config_object (plan->reader, "sparse_attention_config", &inner)
      || hr_config_at (&inner, "sparse_attention_freq", i, 1) == 0)
    return;
  dim = hr_config_count (&inner, "sparse_index_dim", 0);
  layer->index_bytes = 2 * dim;
  layer->attends = hr_config_count (&inner, "sparse_topk_blocks", 0)
                   * hr_config_count (&inner, "sparse_block_size", 0);
  layer->mixer_params += layer->mixer == HR_MIXER_FULL
                             ? plan->shape->hidden * dim
                                   * (1 + hr_config_count (&inner, "sparse_num_index_heads", 0))
                             : 0;
}

/* DeepSeek keeps an index key of a token in FP8 with a scale of 4 bytes. */
static gboolean
has_indexer (const HrConfigPlan *plan, guint i)
{
  JsonArray  *types = hr_config_list (plan->reader, "indexer_types");
  JsonNode   *type = types != NULL && i < json_array_get_length (types)
                         ? json_array_get_element (types, i)
                         : NULL;
  const char *name = type != NULL && JSON_NODE_HOLDS_VALUE (type) ? json_node_get_string (type)
                                                                  : NULL;

  return count (plan, "index_head_dim", 0) > 0 && (name == NULL || g_str_equal (name, "full"));
}

static void
add_latent (const HrConfigPlan *plan, guint i, HrLayer *layer)
{
  const HrModelShape *shape = plan->shape;
  HrLatentDims        dims = {
           .hidden = shape->hidden,
           .heads = shape->heads,
           .q_rank = shape->q_lora_rank,
           .kv_rank = shape->kv_lora_rank,
           .rope_dim = shape->qk_rope_head_dim,
           .nope_dim = shape->qk_nope_head_dim,
           .v_dim = shape->v_head_dim,
  };

  if (has_indexer (plan, i))
    {
      dims.index_dim = count (plan, "index_head_dim", 0);
      dims.index_heads = count (plan, "index_n_heads", 0);
      dims.index_bytes = dims.index_dim + 4;
    }
  dims.attends = count (plan, "index_topk", 0);
  if (hr_config_member (plan->reader, "routed_expert_hidden_size") != NULL) /* Kimi K3 */
    dims.output_gate = (double) shape->hidden * shape->heads * shape->v_head_dim;
  hr_layer_add_latent (layer, &dims);
}

/* DeepSeek V4: keys are values, one head of 512; the output goes through groups of low rank;
 * layers with a ratio also keep one entry for so many tokens, with an indexer where it is small. */
static void
add_compressed (const HrConfigPlan *plan, guint i, HrLayer *layer)
{
  double h = plan->shape->hidden, d = plan->shape->head_dim, heads = plan->shape->heads;
  double q = count (plan, "q_lora_rank", 0), out = count (plan, "o_lora_rank", 0);
  double groups = count (plan, "o_groups", 1), copies = count (plan, "hc_mult", 1);
  double index_dim = count (plan, "index_head_dim", 0),
         index_heads = count (plan, "index_n_heads", 0);
  guint32 ratio = hr_config_ratio (plan, i);
  double  overlap = ratio > 0 && ratio <= 16 ? 2 : 1;

  layer->mixer = HR_MIXER_COMPRESSED;
  layer->heads = plan->shape->heads;
  layer->kv_heads = 1;
  layer->window = plan->window;
  layer->ratio = ratio;
  layer->q_width = heads * d;
  layer->k_width = layer->v_width = d;
  layer->cache = d;
  layer->mixer_params = h * q + q * heads * d + h * d + heads * d * out + groups * out * h;
  layer->other_params += q + d + heads + 2 * copies * (2 + copies) * copies * h;
  if (ratio == 0)
    return;
  layer->matrix += 2 * ratio * overlap * d; /* what the next entry is made of */
  layer->mixer_params += 2 * overlap * h * d;
  layer->other_params += ratio * overlap * d + d;
  if (overlap < 2 || index_dim <= 0)
    return;
  layer->attends = plan->window + count (plan, "index_topk", 0);
  layer->index_bytes = 2 * index_dim / ratio;
  layer->matrix += 2 * ratio * overlap * index_dim;
  layer->mixer_params += q * index_heads * index_dim + h * index_heads
                         + 2 * overlap * h * index_dim;
}

/* A width of 0 or "auto" follows from the others. */
static double
size_or (const HrConfigPlan *plan, const char *keys, double fallback)
{
  if (hr_config_text (plan->reader, keys) != NULL)
    return fallback;
  return count (plan, keys, fallback);
}

static void
add_mamba (const HrConfigPlan *plan, HrRecurrence recurrence, HrLayer *layer)
{
  double          h = plan->shape->hidden;
  double          inner = size_or (plan, "mamba_d_ssm", count (plan, "mamba_expand|expand", 2) * h);
  HrRecurrentDims dims = {
    .hidden = h,
    .inner = inner,
    .state = count (plan, "mamba_d_state|ssm_state_size|state_size", 16),
    .groups = count (plan, "mamba_n_groups|mamba_ngroups|n_groups", 1),
    .kernel = count (plan, "mamba_d_conv|conv_kernel|linear_conv_kernel_dim", 4),
    .rank = size_or (plan, "mamba_dt_rank|time_step_rank", ceil (h / 16)),
  };

  if (recurrence == HR_RECURRENCE_MAMBA)
    {
      if (plan->no_mlp)
        dims.inner = count (plan, "intermediate_size", inner);
      hr_layer_add_mamba (layer, &dims);
      return;
    }
  dims.heads = count (plan, "mamba_n_heads|mamba_num_heads|n_mamba_heads|num_heads", inner / 64);
  dims.head_dim = size_or (plan, "mamba_d_head|mamba_head_dim|mamba_headdim",
                           plan->no_mlp ? count (plan, "head_dim", 64)
                                        : inner / MAX (dims.heads, 1));
  hr_layer_add_mamba2 (layer, &dims);
}

static void
add_delta_net (const HrConfigPlan *plan, HrLayer *layer)
{
  hr_layer_add_delta_net (
      layer, &(HrRecurrentDims){ .hidden = plan->shape->hidden,
                                 .heads = count (plan, "linear_num_value_heads", 32),
                                 .head_dim = count (plan, "linear_value_head_dim", 128),
                                 .key_heads = count (plan, "linear_num_key_heads", 16),
                                 .key_dim = count (plan, "linear_key_head_dim", 128),
                                 .kernel = count (plan, "linear_conv_kernel_dim", 4) });
}

static void
add_kda (const HrConfigPlan *plan, HrLayer *layer)
{
  HrConfigReader inner;

  if (!hr_config_object (plan->reader, "linear_attn_config", &inner))
    return;
  hr_layer_add_kda (
      layer,
      &(HrRecurrentDims){ .hidden = plan->shape->hidden,
                          .heads = hr_config_count (&inner, "num_heads", 0),
                          .head_dim = hr_config_count (&inner, "head_dim", 128),
                          .kernel = hr_config_count (&inner, "short_conv_kernel_size", 4) },
      hr_config_flag (&inner, "use_full_rank_gate",
                      hr_config_flag (plan->reader, "use_full_rank_gate", FALSE)));
}

/* RWKV-7: four square projections, low ranks for decay, rate, value and gate; two tokens' rows and
 * a matrix a head are kept. Its channel mixing is a plain MLP. */
static void
add_rwkv (const HrConfigPlan *plan, HrLayer *layer)
{
  double h = plan->shape->hidden, head = count (plan, "head_dim|head_size", 64);
  double low = count (plan, "decay_low_rank_dim", 64) + count (plan, "gate_low_rank_dim", 128)
               + count (plan, "a_low_rank_dim", 64) + count (plan, "v_low_rank_dim", 32);

  layer->mixer = HR_MIXER_LINEAR;
  layer->q_width = layer->k_width = layer->v_width = h;
  layer->matrix = h * head;
  layer->columns = 2 * h;
  layer->mixer_params = 4 * h * h + 2 * h * low;
  layer->other_params += 16 * h;
}

/* The RG-LRU of Griffin (De et al., 2024, section 2.4): two projections to the width of the state,
 * one back, a convolution, two gates of a block a head. */
static void
add_rg_lru (const HrConfigPlan *plan, HrLayer *layer)
{
  double h = plan->shape->hidden, w = count (plan, "lru_width", h);
  double blocks = MAX (plan->shape->heads, 1), kernel = count (plan, "conv1d_width", 4);

  layer->mixer = HR_MIXER_STATE;
  layer->v_width += w;
  layer->matrix += w;
  layer->columns += w * MAX (kernel - 1, 0);
  layer->mixer_params += 3 * h * w + 2 * w * w / blocks;
  layer->other_params += w * (kernel + 1) + 3 * w;
}

static HrRecurrence
recurrence_of (const HrConfigPlan *plan)
{
  if (plan->reader->family->recurrence != HR_RECURRENCE_NONE)
    return plan->reader->family->recurrence;
  if (hr_config_member (plan->reader, "linear_num_value_heads") != NULL)
    return HR_RECURRENCE_DELTA_NET;
  if (hr_config_member (plan->reader, "linear_attn_config") != NULL)
    return HR_RECURRENCE_KDA;
  if (plan->attention_types != NULL)
    return HR_RECURRENCE_LIGHTNING;
  if (hr_config_member (plan->reader, "mamba_n_heads|mamba_num_heads") != NULL)
    return HR_RECURRENCE_MAMBA2;
  if (hr_config_member (plan->reader, "mamba_d_state|time_step_rank") != NULL)
    return HR_RECURRENCE_MAMBA;
  return HR_RECURRENCE_NONE;
}

static void
add_recurrence (const HrConfigPlan *plan, HrLayer *layer)
{
  switch (recurrence_of (plan))
    {
    case HR_RECURRENCE_DELTA_NET:
      add_delta_net (plan, layer);
      return;
    case HR_RECURRENCE_KDA:
      add_kda (plan, layer);
      return;
    case HR_RECURRENCE_LIGHTNING:
      hr_layer_add_lightning (layer, &(HrRecurrentDims){ .hidden = plan->shape->hidden,
                                                         .heads = plan->shape->heads,
                                                         .head_dim = plan->shape->head_dim });
      return;
    case HR_RECURRENCE_MAMBA:
    case HR_RECURRENCE_MAMBA2:
      add_mamba (plan, recurrence_of (plan), layer);
      return;
    case HR_RECURRENCE_RWKV7:
      add_rwkv (plan, layer);
      return;
    case HR_RECURRENCE_RG_LRU:
      add_rg_lru (plan, layer);
      return;
    case HR_RECURRENCE_NONE:
    default:
      hr_config_add_unknown (plan->reader, plan->shape, "layer_types", "linear_attention");
      layer->mixer = HR_MIXER_LINEAR;
      layer->mixer_params = 4.0 * plan->shape->hidden * plan->shape->hidden;
    }
}

void
hr_config_add_mixer (const HrConfigPlan *plan, HrMix mix, guint i, HrLayer *layer)
{
  switch (mix)
    {
    case HR_MIX_FULL:
    case HR_MIX_WINDOW:
    case HR_MIX_CHUNKED:
      if (plan->ratios != NULL)
        add_compressed (plan, i, layer);
      else if (plan->shape->kv_lora_rank > 0)
        add_latent (plan, i, layer);
      else
        {
          add_attention (plan, mix, i, layer);
          add_block_choice (plan, i, layer);
        }
      break;
    case HR_MIX_COMPRESSED:
      add_compressed (plan, i, layer);
      break;
    case HR_MIX_CROSS: /* keys and values of an image: its tower says of how many positions */
      add_attention (plan, mix, i, layer);
      layer->fixed = layer->cache;
      layer->cache = 0;
      break;
    case HR_MIX_BOTH:
      add_attention (plan, HR_MIX_FULL, i, layer);
      add_mamba (plan, recurrence_of (plan), layer);
      break;
    case HR_MIX_SHARED: /* what it shares is counted beside the layers */
      add_attention (plan, HR_MIX_FULL, i, layer);
      layer->mixer_params = layer->other_params = 0;
      add_recurrence (plan, layer);
      break;
    case HR_MIX_RECURRENT:
      add_recurrence (plan, layer);
      break;
    case HR_MIX_CONV:
      hr_layer_add_conv (layer, plan->shape->hidden, count (plan, "conv_L_cache", 3));
      break;
    case HR_MIX_UNKNOWN: /* its projections are counted as attention's, its cache is not */
      add_attention (plan, HR_MIX_FULL, i, layer);
      layer->cache = 0;
      break;
    case HR_MIX_NOTHING:
    default:
      break;
    }
}
