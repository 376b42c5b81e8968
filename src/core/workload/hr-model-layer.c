/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-model-layer.h"

#include <math.h>
#include <string.h>

/**
 * hr_layer_add_attention:
 *
 * Multi-head, grouped-query and multi-query attention: a query, key, value and output projection.
 */
void
hr_layer_add_attention (HrLayer *layer, const HrAttentionDims *dims)
{
  double kv_heads = dims->kv_heads ? dims->kv_heads : dims->heads;
  double v_dim = dims->v_dim > 0 ? dims->v_dim : dims->head_dim;
  double q = dims->heads * dims->head_dim, k = kv_heads * dims->head_dim, v = kv_heads * v_dim;
  double out = dims->heads * v_dim;

  if (layer->mixer == HR_MIXER_NONE)
    layer->mixer = HR_MIXER_FULL;
  layer->heads = dims->heads;
  layer->kv_heads = (guint32) kv_heads;
  layer->q_width += q;
  layer->k_width += k;
  layer->v_width += v;
  layer->cache += k + v;
  layer->mixer_params += dims->hidden
                         * (q + (dims->output_gate ? out : 0) + k + (dims->shared_value ? 0 : v)
                            + out);
  layer->other_params += dims->query_key_norms + (dims->biased ? q + k + v : 0)
                         + (dims->output_bias ? dims->hidden : 0);
}

/**
 * hr_layer_add_latent:
 *
 * Multi-head latent attention: DeepSeek-V2 paper, section 2.1; the indexer as in DeepSeek-V3.2. The
 * cache holds the latent vector and the rotated key that all heads share.
 */
void
hr_layer_add_latent (HrLayer *layer, const HrLatentDims *dims)
{
  double h = dims->hidden, q = dims->heads * (dims->nope_dim + dims->rope_dim);
  double v = dims->heads * dims->v_dim;
  double index_q = dims->index_heads * dims->index_dim;

  layer->mixer = HR_MIXER_LATENT;
  layer->heads = dims->heads;
  layer->kv_heads = 1;
  layer->q_width = layer->k_width = q;
  layer->v_width = v;
  layer->cache = dims->kv_rank + dims->rope_dim;
  layer->index_bytes = dims->index_bytes;
  layer->attends = dims->attends;
  layer->mixer_params += (dims->q_rank > 0 ? (h + q) * dims->q_rank : h * q)
                         + h * (dims->kv_rank + dims->rope_dim)
                         + dims->kv_rank * dims->heads * (dims->nope_dim + dims->v_dim) + v * h
                         + dims->output_gate;
  layer->other_params += dims->q_rank + dims->kv_rank;
  if (index_q > 0)
    layer->mixer_params += (dims->q_rank > 0 ? dims->q_rank : h) * index_q
                           + h * (dims->index_dim + dims->index_heads);
}

/**
 * hr_layer_add_delta_net:
 *
 * Gated DeltaNet as Qwen3-Next has it: queries and keys of the key heads, values and a gate of the
 * value heads, two scalars a value head, a convolution over all but the gate.
 */
void
hr_layer_add_delta_net (HrLayer *layer, const HrRecurrentDims *dims)
{
  double keys = dims->key_heads * dims->key_dim, values = dims->heads * dims->head_dim;

  layer->mixer = HR_MIXER_LINEAR;
  layer->q_width += keys;
  layer->k_width += keys;
  layer->v_width += values;
  layer->matrix += dims->heads * dims->head_dim * dims->key_dim;
  layer->columns += (2 * keys + values) * MAX (dims->kernel - 1, 0);
  layer->mixer_params += dims->hidden * (2 * keys + 2 * values + 2 * dims->heads + values);
  layer->other_params += (2 * keys + values) * dims->kernel + 2 * dims->heads + dims->head_dim;
}

/**
 * hr_layer_add_kda:
 *
 * Kimi Delta Attention: three projections of all heads, a decay of low rank a channel, a gate.
 */
void
hr_layer_add_kda (HrLayer *layer, const HrRecurrentDims *dims, gboolean full_rank_gate)
{
  double h = dims->hidden, p = dims->heads * dims->head_dim, low = dims->head_dim * (h + p);

  layer->mixer = HR_MIXER_LINEAR;
  layer->q_width += p;
  layer->k_width += p;
  layer->v_width += p;
  layer->matrix += dims->heads * dims->head_dim * dims->head_dim;
  layer->columns += 3 * p * MAX (dims->kernel - 1, 0);
  layer->mixer_params += 4 * h * p + low + (full_rank_gate ? h * p : low) + h * dims->heads;
  layer->other_params += 3 * p * dims->kernel + dims->heads + p + dims->head_dim;
}

/**
 * hr_layer_add_lightning:
 *
 * Lightning attention of MiniMax: queries, keys, values, an output gate; a square matrix a head.
 */
void
hr_layer_add_lightning (HrLayer *layer, const HrRecurrentDims *dims)
{
  double p = dims->heads * dims->head_dim;

  layer->mixer = HR_MIXER_LINEAR;
  layer->q_width += p;
  layer->k_width += p;
  layer->v_width += p;
  layer->matrix += dims->heads * dims->head_dim * dims->head_dim;
  layer->mixer_params += 5 * dims->hidden * p;
  layer->other_params += p;
}

/**
 * hr_layer_add_mamba:
 *
 * Mamba-1: a channel has its own state; the step size comes through a narrow projection.
 */
void
hr_layer_add_mamba (HrLayer *layer, const HrRecurrentDims *dims)
{
  double inner = dims->inner, n = dims->state;

  if (layer->mixer == HR_MIXER_NONE)
    layer->mixer = HR_MIXER_STATE;
  layer->v_width += inner;
  layer->matrix += inner * n;
  layer->columns += inner * MAX (dims->kernel - 1, 0);
  layer->mixer_params += dims->hidden * 2 * inner + inner * (dims->rank + 2 * n)
                         + dims->rank * inner + inner * dims->hidden;
  layer->other_params += inner * (dims->kernel + 1) + inner + inner * n + inner;
}

/**
 * hr_layer_add_mamba2:
 *
 * Mamba-2: heads share a decay, groups of them the input and output matrices.
 */
void
hr_layer_add_mamba2 (HrLayer *layer, const HrRecurrentDims *dims)
{
  double inner = dims->heads * dims->head_dim, mixed = inner + 2 * dims->groups * dims->state;

  if (layer->mixer == HR_MIXER_NONE)
    layer->mixer = HR_MIXER_STATE;
  layer->q_width += dims->groups * dims->state;
  layer->k_width += dims->groups * dims->state;
  layer->v_width += inner;
  layer->matrix += inner * dims->state;
  layer->columns += mixed * MAX (dims->kernel - 1, 0);
  layer->mixer_params += dims->hidden * (inner + mixed + dims->heads) + inner * dims->hidden;
  layer->other_params += mixed * (dims->kernel + 1) + 3 * dims->heads + inner;
}

/**
 * hr_layer_add_conv:
 *
 * The gated short convolution of LFM2.
 */
void
hr_layer_add_conv (HrLayer *layer, double hidden, double kernel)
{
  layer->mixer = HR_MIXER_CONV;
  layer->q_width += hidden;
  layer->k_width += hidden;
  layer->v_width += hidden;
  layer->columns += hidden * MAX (kernel - 1, 0);
  layer->mixer_params += 4 * hidden * hidden;
  layer->other_params += hidden * kernel;
}

void
hr_layer_add_mlp (HrLayer *layer, double hidden, double width, gboolean gated, gboolean bias)
{
  layer->gated = gated ? 1 : 0;
  layer->mlp_width += width;
  layer->mlp_params += (gated ? 3 : 2) * hidden * width;
  layer->other_params += bias ? (gated ? 2 : 1) * width + hidden : 0;
}

/**
 * hr_layer_add_experts:
 *
 * Experts with their router; those that all tokens pass are one MLP. With a latent width the routed
 * ones work between two projections.
 */
void
hr_layer_add_experts (HrLayer *layer, const HrExpertDims *dims)
{
  double h = dims->hidden, inner = dims->latent > 0 ? dims->latent : h;
  double matrices = dims->gated ? 3 : 2;

  layer->gated = dims->gated ? 1 : 0;
  layer->experts = dims->experts;
  layer->experts_per_token = CLAMP (dims->experts_per_token, 1, MAX (dims->experts, 1));
  layer->expert_width = dims->width;
  layer->expert_params = matrices * inner * dims->width
                         + (dims->biased ? (matrices - 1) * dims->width + h : 0);
  layer->mlp_width += dims->shared_width;
  layer->mlp_params += matrices * h * dims->shared_width + (dims->shared_gate ? h : 0)
                       + h * dims->experts + (dims->latent > 0 ? 2 * h * dims->latent : 0);
  layer->other_params += dims->biased ? dims->experts : 0;
}

/**
 * hr_layer_active_params:
 *
 * Returns: of projections, MLP and experts those that one token passes through.
 */
double
hr_layer_active_params (const HrLayer *layer)
{
  return layer->mixer_params + layer->mlp_params
         + (layer->experts ? layer->experts_per_token * layer->expert_params : 0);
}

double
hr_layer_params (const HrLayer *layer)
{
  return layer->mixer_params + layer->mlp_params + layer->experts * layer->expert_params
         + layer->other_params;
}

/**
 * hr_layer_entries:
 * @tokens: of one sequence
 *
 * Returns: how many entries the layer keeps of them, each of @cache elements.
 */
double
hr_layer_entries (const HrLayer *layer, double tokens)
{
  switch ((HrMixer) layer->mixer)
    {
    case HR_MIXER_WINDOW:
    case HR_MIXER_CHUNKED:
      return MIN (tokens, layer->window);
    case HR_MIXER_COMPRESSED:
      return MIN (tokens, layer->window) + (layer->ratio > 0 ? tokens / layer->ratio : 0);
    case HR_MIXER_FULL:
    case HR_MIXER_LATENT:
    case HR_MIXER_CROSS:
    case HR_MIXER_NONE:
    case HR_MIXER_LINEAR:
    case HR_MIXER_STATE:
    case HR_MIXER_CONV:
    case HR_N_MIXER:
    default:
      return tokens;
    }
}

/**
 * hr_layer_entries_read:
 *
 * Returns: how many entries one more token attends to after @tokens of them.
 */
double
hr_layer_entries_read (const HrLayer *layer, double tokens)
{
  double kept = hr_layer_entries (layer, tokens);

  return layer->attends > 0 ? MIN (kept, layer->attends) : kept;
}

/**
 * hr_layer_keeps_cache:
 *
 * Returns: whether the layer keeps something of each token, of all or of the last ones.
 */
gboolean
hr_layer_keeps_cache (const HrLayer *layer)
{
  return layer->cache > 0 && !layer->shares_cache;
}

gboolean
hr_layer_has_state (const HrLayer *layer)
{
  return layer->matrix > 0 || layer->columns > 0;
}

/**
 * hr_layer_scale:
 * @factor: by which the model's width, depth and heads grow alike
 */
void
hr_layer_scale (HrLayer *layer, double factor)
{
  double *widths[] = { &layer->q_width,      &layer->k_width,     &layer->v_width,
                       &layer->cache,        &layer->fixed,       &layer->matrix,
                       &layer->columns,      &layer->index_bytes, &layer->mlp_width,
                       &layer->expert_width, &layer->other_params };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    *widths[i] *= factor;
  layer->mixer_params *= factor * factor;
  layer->mlp_params *= factor * factor;
  layer->expert_params *= factor * factor;
  layer->heads = (guint32) MAX (1, round (layer->heads * factor)) * (layer->heads > 0);
  layer->kv_heads = (guint32) MAX (1, round (layer->kv_heads * factor)) * (layer->kv_heads > 0);
  layer->count = (guint32) MAX (1, round (layer->count * factor));
}

/* The mean of two kinds: their sums stay what they are. */
static void
merge (HrLayer *into, const HrLayer *layer)
{
  double        a = into->count, b = layer->count;
  double       *to = &into->q_width;
  const double *from = &layer->q_width;
  gsize         n = (sizeof (HrLayer) - G_STRUCT_OFFSET (HrLayer, q_width)) / sizeof (double);

  for (gsize i = 0; i < n; i++)
    to[i] = (a * to[i] + b * from[i]) / (a + b);
  into->heads = MAX (into->heads, layer->heads);
  into->kv_heads = MAX (into->kv_heads, layer->kv_heads);
  into->window = MAX (into->window, layer->window);
  into->count += layer->count;
}

static gboolean
is_same_kind (const HrLayer *a, const HrLayer *b)
{
  HrLayer copy = *a;

  copy.count = b->count;
  return memcmp (&copy, b, sizeof copy) == 0;
}

/* Kinds whose sums may be taken together when there are more than fit. */
static gboolean
is_like (const HrLayer *a, const HrLayer *b)
{
  return a->mixer == b->mixer && a->experts == b->experts && a->ratio == b->ratio
         && a->experts_per_token == b->experts_per_token && a->gated == b->gated
         && a->shares_cache == b->shares_cache;
}

void
hr_layers_add (HrLayer *kinds, guint32 *n, guint32 max, const HrLayer *layer)
{
  guint32 i;

  for (i = 0; i < *n; i++)
    if (is_same_kind (&kinds[i], layer))
      {
        kinds[i].count += layer->count;
        return;
      }
  if (*n < max)
    {
      kinds[(*n)++] = *layer;
      return;
    }
  for (i = 0; i + 1 < *n && !is_like (&kinds[i], layer); i++)
    ;
  merge (&kinds[i], layer);
}
