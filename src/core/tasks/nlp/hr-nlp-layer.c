/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-nlp-layer.h"

/* What autograd keeps of a layer, operator by operator. The coefficients are those of the code:
 * which operation needs its input or its output in the backward pass, and in which type. They were
 * held against a replay of the allocations (tests/data/training-peaks.csv). */

/* Rotary position embeddings make copies of queries and keys; learned positions and ALiBi do not.
 * Of the plain-MLP families those with a parallel residual rotate. */
static gboolean
is_rotary (const HrModelShape *shape)
{
  return !shape->encoder_only && !shape->positions_learned
         && (shape->gated_mlp || shape->parallel_residual);
}

static gboolean
is_gemma (const HrModelShape *shape)
{
  return g_str_has_prefix (shape->family, "gemma");
}

/* Bytes that LoRA keeps for each element of the input of @targets adapted products that have one
 * input of @width bytes an element. FP32 matrices make a copy of the input each (2 B under
 * autocast); dropout makes a dropped copy and a mask each; 16-bit matrices share the input. */
static double
adapter_copies (const HrNlp *nlp, double targets, double width)
{
  gboolean cast = nlp->adapter_bytes > 2 && !nlp->facts->autocasts_adapters;

  if (nlp->drops)
    return (cast ? 5 : 3) * targets;
  if (nlp->quantised && nlp->facts->autocasts_adapters)
    return width > 2 ? 2 * targets : 2;
  if (nlp->adapter_bytes > 2)
    return (cast ? 4 : 2) * targets;
  return 2;
}

/* Whether the copies above are the 16-bit input itself, which others may have kept already. */
static gboolean
shares_input (const HrNlp *nlp, double width)
{
  return !nlp->drops && width <= 2
         && (nlp->adapter_bytes <= 2 || (nlp->quantised && nlp->facts->autocasts_adapters));
}

/* A norm: its input or an FP32 copy of it, what it makes of it where its own weight is trained, and
 * the inputs of the @products products behind it, of which @adapted have adapters. */
static double
norm_bytes (const HrNlp *nlp, double products, double adapted)
{
  const HrModelShape *shape = &nlp->work->shape;
  gboolean            plain = !shape->gated_mlp;
  double              bytes;

  if (plain)
    bytes = nlp->autocast ? 4 : nlp->stream_bytes;
  else
    bytes = nlp->facts->fused_norms ? nlp->stream_bytes : 4;
  if (is_gemma (shape))
    bytes += 4;
  if (nlp->adapters)
    return bytes + (adapted > 0 ? adapter_copies (nlp, adapted, nlp->stream_bytes) : 0);
  if (!plain && !nlp->facts->fused_norms)
    bytes += nlp->autocast ? nlp->stream_bytes : nlp->activation_bytes;
  return bytes + (nlp->autocast ? 2 * products : nlp->activation_bytes);
}

static void
attention_widths (const HrNlp *nlp, HrNlpWidths *w)
{
  const HrModelShape *shape = &nlp->work->shape;
  double              e = nlp->activation_bytes, groups;

  groups = shape->kv_heads > 0 ? (double) shape->heads / shape->kv_heads : 1;
  /* Queries and keys (as rotated), values, the output. */
  w->query += 2 * e;
  w->key += 2 * e;
  /* Eager attention repeats grouped keys and values to the queries' width, and so do some others.
   */
  if ((nlp->work->attention == HR_ATTENTION_EAGER || nlp->facts->repeats_keys) && groups > 1)
    {
      w->query += 2 * e;
      w->key -= e;
    }
  /* One product for all three is kept whole, and its parts are copied in order. */
  if (nlp->facts->joins_qkv && is_rotary (shape))
    {
      w->query += 4;
      w->key += 4;
    }
  if (nlp->adapts_output && !shares_input (nlp, 2))
    w->query += adapter_copies (nlp, 1, 2);
}

static void
mlp_widths (const HrNlp *nlp, HrNlpWidths *w)
{
  const HrModelShape *shape = &nlp->work->shape;
  double              e = nlp->fp32_stream_of_base ? 4 : nlp->activation_bytes;

  /* Gate, activated gate, up; a fused one computes the second again. Plain: before the
   * nonlinearity. The product is the input of the last matrix. */
  w->mlp += e * (shape->gated_mlp ? (nlp->facts->fused_mlp ? 2 : 3) : 1);
  if (!nlp->adapters)
    w->mlp += nlp->activation_bytes;
  else if (nlp->adapts_down)
    w->mlp += adapter_copies (nlp, 1, e);
}

/* bitsandbytes before 0.43.2 (2024-07) kept the input of each 4-bit product, trained or not. */
static void
old_quantisation (const HrNlp *nlp, HrNlpWidths *w)
{
  if (!nlp->quantised || !nlp->bitsandbytes || nlp->base_bits > 5
      || hr_nlp_framework_year (nlp->work) > 2023)
    return;
  if (!shares_input (nlp, nlp->stream_bytes))
    {
      w->hidden += 4;
      w->mlp += 2;
    }
  else if (!nlp->adapts_down)
    {
      w->hidden += nlp->adapts_mlp ? 0 : 2;
      w->mlp += 2;
      /* Where heads are put side by side again by a copy, it is the copy that is kept. */
      w->query += nlp->facts->joins_qkv && !nlp->adapts_output ? 2 : 0;
    }
}

static void
hidden_widths (const HrNlp *nlp, HrNlpWidths *w)
{
  const HrModelShape *shape = &nlp->work->shape;
  double              before = shape->gated_mlp ? 2 : 1;

  w->hidden += norm_bytes (nlp, 3, nlp->adapts_qkv);
  if (shape->parallel_residual && !shape->gated_mlp)
    {
      /* Both halves start from the same input. */
      w->hidden += nlp->adapters ? (nlp->adapts_mlp ? adapter_copies (nlp, before, 2) : 0)
                                 : nlp->activation_bytes;
      return;
    }
  w->hidden += norm_bytes (nlp, before, nlp->adapts_mlp ? before : 0);
  if (shape->encoder_only)
    w->hidden += 2; /* masks of dropout */
  if (nlp->four_norms)
    w->hidden += 16;
}

/**
 * hr_nlp_bytes_a_score:
 *
 * Returns: bytes that eager attention keeps of one score: a decoder's softmax is FP32 and a 16-bit
 * copy goes to the product; an encoder's dropout adds its mask, and without autocast works in the
 * type of the rest. NVIDIA's examples fuse softmax and dropout in 16 bits.
 */
double
hr_nlp_bytes_a_score (const HrNlp *nlp)
{
  if (nlp->work->framework == HR_FRAMEWORK_NVIDIA_EXAMPLES)
    return 2 * nlp->activation_bytes + 1;
  if (nlp->work->shape.encoder_only)
    return nlp->activation_bytes < 4 ? 7 : 9;
  return nlp->activation_bytes < 4 ? 6 + (nlp->soft_capped ? 2 : 0) : 8;
}

/* What lives in the middle of a layer's backward pass beside what was kept: gradients over the
 * MLP's width above all, FP32 copies over the hidden one where adapters are FP32. */
static void
work_widths (const HrNlp *nlp, HrNlpWidths *w)
{
  gboolean fp32 = nlp->adapters && nlp->adapter_bytes > 2;
  gboolean cast = nlp->facts->autocasts_adapters;

  *w = (HrNlpWidths){ 0 };
  if (!nlp->adapters)
    w->mlp = 4;
  else if (nlp->fp32_stream_of_base)
    w->mlp = nlp->drops ? 9 : 7;
  else if (!fp32 || (nlp->quantised && !nlp->drops))
    w->mlp = nlp->adapts_mlp ? 4 : nlp->facts->fused_mlp ? 3.3 : 6;
  else if (nlp->quantised)
    *w = (HrNlpWidths){ .hidden = 8, .mlp = 2 };
  else if (cast)
    *w = nlp->drops ? (HrNlpWidths){ .hidden = 4, .mlp = 10 }
                    : (HrNlpWidths){ .hidden = 8, .mlp = 6 };
  else
    *w = nlp->drops ? (HrNlpWidths){ .hidden = 12, .mlp = 6 }
                    : (HrNlpWidths){ .hidden = 11, .mlp = 3 };
  if (nlp->facts->fused_norms && w->hidden > 2)
    w->hidden -= 2;
  if (nlp->autocast && !nlp->adapters)
    w->hidden += 8;
  if (nlp->facts->joins_qkv)
    w->hidden += 8;
}

static double
sum (const HrNlp *nlp, const HrNlpWidths *w)
{
  return w->hidden * nlp->work->shape.hidden + w->query * nlp->size.q_dim + w->key * nlp->size.k_dim
         + w->mlp * nlp->size.mlp_width;
}

/**
 * hr_nlp_layer:
 * @layer: (out): what one layer holds
 *
 * Gated and plain MLPs, root-mean-square and layer norms, grouped heads, adapters by type and
 * dropout, FP32 streams, experts (each token passes through as many as are active, and is copied
 * to them and back).
 */
void
hr_nlp_layer (const HrNlp *nlp, HrNlpLayer *layer)
{
  const HrModelShape *shape = &nlp->work->shape;
  HrNlpWidths         work;
  double              scores = shape->heads * nlp->sequence;

  *layer = (HrNlpLayer){ 0 };
  hidden_widths (nlp, &layer->widths);
  attention_widths (nlp, &layer->widths);
  mlp_widths (nlp, &layer->widths);
  old_quantisation (nlp, &layer->widths);
  if (shape->experts > 1)
    layer->widths.hidden += 4 * MAX (shape->experts_per_token, 1);
  layer->kept = sum (nlp, &layer->widths) + 4 * (shape->heads + 2);
  work_widths (nlp, &work);
  layer->work = sum (nlp, &work);
  if (nlp->work->attention == HR_ATTENTION_EAGER)
    {
      layer->scores = scores * hr_nlp_bytes_a_score (nlp);
      /* At the softmax's backward pass the MLP is gone and twice the scores are there. */
      layer->work = MAX (layer->work, scores * 6 - layer->widths.mlp * nlp->size.mlp_width);
    }
  if (nlp->quantised && !nlp->bitsandbytes)
    layer->whole = 2 * nlp->size.layer;
  if (nlp->autocast && !nlp->adapters && nlp->weight_shard >= 1)
    layer->whole = 2 * nlp->size.layer;
}
