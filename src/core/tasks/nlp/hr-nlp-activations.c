/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-nlp.h"

#include "hr-transformer.h"

/* Memory that comes and goes within a step: activations, attention scores, logits and loss,
 * gathered parameters, the optimizer's temporaries; what remains at the worst moment of the step.
 */

#define ACTIVATION_PAPER "Reducing Activation Recomputation in Large Transformer Models, section 4"

/* Rotary position embeddings make copies of queries and keys; learned positions and ALiBi do not.
 * Of the plain-MLP families those with a parallel residual rotate. */
static gboolean
is_rotary (const HrModelShape *shape)
{
  return !shape->encoder_only && !shape->positions_learned
         && (shape->gated_mlp || shape->parallel_residual);
}

/* Bytes that one layer keeps of one token for its backward pass, with fused attention: inputs of
 * each product and of each nonlinear operation. */
typedef struct
{
  double attention, mlp, norms;
  double all;
} LayerBytes;

static LayerBytes
layer_bytes (const HrNlp *nlp)
{
  const HrModelShape *shape = &nlp->work->shape;
  const HrModelSize  *size = &nlp->size;
  double              e = nlp->activation_bytes, h = shape->hidden;
  double              norms = h
                 * (shape->gated_mlp ? nlp->cal->nlp_norm_bytes_gated
                                     : nlp->cal->nlp_norm_bytes_plain);
  LayerBytes bytes;

  /* Queries, keys and values as projected, the output; queries and keys as rotated. */
  bytes.attention = e
                    * (2 * size->q_dim + size->k_dim + size->v_dim
                       + (is_rotary (shape) ? size->q_dim + size->k_dim : 0));
  /* Gated: gate, up, activated gate, product. Plain: before and after the nonlinearity. */
  bytes.mlp = e * (shape->gated_mlp ? 4 : 2) * size->mlp_width;
  if (shape->parallel_residual)
    norms *= 0.5;
  if (nlp->quantised)
    norms += nlp->cal->nlp_quantised_extra_bytes * h;
  bytes.norms = norms * e / 2;
  bytes.all = bytes.attention + bytes.mlp + bytes.norms;
  return bytes;
}

/* Bytes that eager attention keeps of one score: the softmax, its dropout and the dropout's mask.
 * Under autocast softmax and dropout are FP32 and a 16-bit copy goes to the product; NVIDIA's
 * examples fuse them in 16 bits. */
static double
bytes_a_score (const HrNlp *nlp)
{
  const HrNlpWork *work = nlp->work;
  gboolean mixed = work->precision == HR_PRECISION_AMP || work->precision == HR_PRECISION_AMP_BF16
                   || work->precision == HR_PRECISION_AMP_FP16;

  if (mixed && work->framework != HR_FRAMEWORK_NVIDIA_EXAMPLES)
    return 4 + 4 + 1 + 2;
  return 2 * nlp->activation_bytes + 1;
}

/* Bytes of the score matrix that eager attention keeps for one token of one layer. */
static double
score_bytes (const HrNlp *nlp)
{
  if (nlp->work->attention != HR_ATTENTION_EAGER)
    return 0;
  return nlp->work->shape.heads * nlp->sequence * bytes_a_score (nlp);
}

static double
logit_bytes (const HrNlp *nlp)
{
  double bytes;

  if (nlp->work->shape.encoder_only)
    return 0;
  bytes = nlp->tokens * nlp->work->shape.vocab * nlp->cal->nlp_logit_bytes[nlp->work->framework]
          * nlp->activation_bytes / 2;
  return nlp->work->chunked_loss ? bytes / 8 : bytes;
}

typedef struct
{
  double kept; /* of all layers */
  double scores;
  double live; /* of the layer that is being recomputed */
  double logits;
} Peak;

static void
activation_peak (const HrNlp *nlp, Peak *peak)
{
  double layers = nlp->size.layers, layer = layer_bytes (nlp).all, scores = score_bytes (nlp);
  double input = nlp->activation_bytes * nlp->work->shape.hidden;

  peak->logits = logit_bytes (nlp);
  switch (nlp->work->checkpointing)
    {
    case HR_CHECKPOINTING_FULL:
      peak->kept = nlp->tokens * input * layers;
      peak->live = nlp->tokens * (layer + scores);
      peak->scores = 0;
      break;
    case HR_CHECKPOINTING_SELECTIVE:
      /* Every other layer is recomputed. */
      peak->kept = nlp->tokens * (input + layer) * layers / 2;
      peak->live = nlp->tokens * (layer + scores);
      peak->scores = nlp->tokens * scores * layers / 2;
      break;
    case HR_CHECKPOINTING_NONE:
    case HR_CHECKPOINTING_AUTO:
    case HR_N_CHECKPOINTING:
    default:
      peak->kept = nlp->tokens * layer * layers;
      peak->scores = nlp->tokens * scores * layers;
      peak->live = 0;
      break;
    }
}

/* ZeRO-3 gathers one layer while it prefetches the next. */
static double
gathered_bytes (const HrNlp *nlp)
{
  double bytes;

  if (nlp->weight_shard >= 1)
    return 0;
  bytes = nlp->quantised ? nlp->base_bits / 8 : MIN (nlp->weight_bytes, 2);
  return 2 * nlp->size.layer * bytes + nlp->size.embedding * 2;
}

/* Copies that autocast makes of FP32 weights live until the backward pass is over. Sharded weights
 * are gathered in 16 bits at once instead. */
static double
autocast_copies (const HrNlp *nlp)
{
  return nlp->autocast && nlp->weight_shard >= 1 ? nlp->size.linear * 2 : 0;
}

/* AdamW as PyTorch runs it over lists of tensors makes one temporary of the size of one moment;
 * fused and sharded optimizers do not. */
static double
optimizer_temporary (const HrNlp *nlp)
{
  if (nlp->work->optimizer != HR_OPTIMIZER_ADAMW || nlp->work->offload != HR_OFFLOAD_NONE)
    return 0;
  if (nlp->work->framework != HR_FRAMEWORK_HUGGING_FACE
      && nlp->work->framework != HR_FRAMEWORK_TORCHTUNE)
    return 0;
  return nlp->trainable * hr_nlp_state_bytes (nlp) / 2 * nlp->optimizer_shard;
}

/* What the caching allocator holds beyond what is in use. Hugging Face's Trainer runs sequences as
 * long as they come: blocks for logits of one length do not serve the next longer one, and the
 * outputs are kept once more in FP32. Sharded runs use packed sequences of one length. */
static double
fragmentation_bytes (const HrNlp *nlp, double dynamic, double logits, double live)
{
  double bytes = dynamic * nlp->cal->nlp_fragmentation[nlp->work->framework];

  /* Where a recomputed layer is the peak, it takes the place of as much of those blocks. */
  if (nlp->work->framework == HR_FRAMEWORK_HUGGING_FACE && nlp->work->sharding == HR_SHARDING_NONE)
    bytes += MAX (0, logits * (1 + nlp->cal->nlp_varied_lengths) - MAX (logits, live));
  return bytes;
}

/* Cached blocks are given back before the allocator fails: near the card's limit only part of the
 * fragmentation stays. */
static double
limit_fragmentation (const HrNlp *nlp, const HrEstimate *estimate, double bytes, double context)
{
  double used = context, least = bytes * nlp->cal->nlp_fragmentation_least;
  double card = hr_gpu_usable_gib (nlp->input->gpu) * HR_GIB;

  for (guint i = 0; i < estimate->n_terms; i++)
    used += estimate->terms[i].gib * HR_GIB;
  return CLAMP (0.995 * card - used, least, bytes);
}

static void
add_workspace (
    const HrNlp *nlp, double dynamic, const Peak *peak, HrEstimate *estimate, HrTrace *trace)
{
  double fragmentation = fragmentation_bytes (nlp, dynamic, peak->logits, peak->live);
  double context = hr_transformer_context (nlp->input->gpu, nlp->cal);
  double buckets = nlp->devices > 1 && nlp->work->sharding != HR_SHARDING_NONE
                       ? MIN (nlp->trainable * 4, 2 * nlp->cal->nlp_bucket_bytes)
                       : 0;

  hr_estimate_add_term (estimate, HR_TERM_COMMUNICATION, buckets);
  HR_TRACE (trace, "memory.communication-buffers", "min (trainable × 4 B, 2 × bucket)", buckets,
            HR_UNIT_BYTES, "PyTorch DistributedDataParallel and DeepSpeed: bucket sizes",
            "trainable", nlp->trainable, HR_UNIT_PARAMS, "bucket", nlp->cal->nlp_bucket_bytes,
            HR_UNIT_BYTES, NULL);
  fragmentation = limit_fragmentation (nlp, estimate, fragmentation, context);
  hr_estimate_add_term (estimate, HR_TERM_FRAGMENTATION, fragmentation);
  HR_TRACE (
      trace, "memory.fragmentation",
      "step memory × share + logits × share of varied lengths, less what a full card takes back",
      fragmentation, HR_UNIT_BYTES, "fitted to reserved memory", "step memory", dynamic,
      HR_UNIT_BYTES, "share", nlp->cal->nlp_fragmentation[nlp->work->framework], HR_UNIT_RATIO,
      "logits", peak->logits, HR_UNIT_BYTES, "share of varied lengths",
      nlp->cal->nlp_varied_lengths, HR_UNIT_RATIO, NULL);
  hr_estimate_add_term (estimate, HR_TERM_CONTEXT, context);
  HR_TRACE (trace, "memory.context", "context + share × card", context, HR_UNIT_BYTES,
            "device memory less the allocator's in published runs", "share",
            nlp->cal->driver_reserved_share, HR_UNIT_RATIO, "card",
            hr_gpu_usable_gib (nlp->input->gpu) * HR_GIB, HR_UNIT_BYTES, NULL);
}

static const char *
kept_formula (HrCheckpointing checkpointing)
{
  switch (checkpointing)
    {
    case HR_CHECKPOINTING_FULL:
      return "tokens × layers × input";
    case HR_CHECKPOINTING_SELECTIVE:
      return "tokens × layers ÷ 2 × (input + layer)";
    case HR_CHECKPOINTING_NONE:
    case HR_CHECKPOINTING_AUTO:
    case HR_N_CHECKPOINTING:
    default:
      return "tokens × layers × layer";
    }
}

static void
trace_peak (const HrNlp *nlp, const Peak *peak, double gathered, double temporary, HrTrace *trace)
{
  const HrModelShape *shape = &nlp->work->shape;
  LayerBytes          layer = layer_bytes (nlp);
  double              element = nlp->activation_bytes, logit;

  logit = nlp->cal->nlp_logit_bytes[nlp->work->framework] * element / 2
          / (nlp->work->chunked_loss ? 8 : 1);
  hr_trace_add (trace, "memory.layer", "attention + MLP + norms, of one token", layer.all,
                HR_UNIT_BYTES, ACTIVATION_PAPER, "attention", layer.attention, HR_UNIT_BYTES, "MLP",
                layer.mlp, HR_UNIT_BYTES, "norms", layer.norms, HR_UNIT_BYTES, NULL);
  hr_trace_add (trace, "memory.kept-activations", kept_formula (nlp->work->checkpointing),
                peak->kept, HR_UNIT_BYTES, ACTIVATION_PAPER, "tokens", nlp->tokens, HR_UNIT_TOKENS,
                "layers", nlp->size.layers, HR_UNIT_COUNT, "input", element * shape->hidden,
                HR_UNIT_BYTES, "layer", layer.all, HR_UNIT_BYTES, NULL);
  hr_trace_add (trace, "memory.recomputed-layer",
                "tokens × (layer + scores); listed when above the logits", peak->live,
                HR_UNIT_BYTES, ACTIVATION_PAPER, "tokens", nlp->tokens, HR_UNIT_TOKENS, "layer",
                layer.all, HR_UNIT_BYTES, "scores", score_bytes (nlp), HR_UNIT_BYTES, NULL);
  hr_trace_add (trace, "memory.attention-scores", "tokens × layers × heads × sequence × score",
                peak->scores, HR_UNIT_BYTES, ACTIVATION_PAPER, "heads", (double) shape->heads,
                HR_UNIT_COUNT, "sequence", nlp->sequence, HR_UNIT_TOKENS, "score",
                bytes_a_score (nlp), HR_UNIT_BYTES, NULL);
  hr_trace_add (trace, "memory.logits",
                "tokens × vocabulary × bytes; listed when above the recomputed layer", peak->logits,
                HR_UNIT_BYTES, "copies of the logits that the loss keeps, fitted by framework",
                "tokens", nlp->tokens, HR_UNIT_TOKENS, "vocabulary", (double) shape->vocab,
                HR_UNIT_COUNT, "bytes", logit, HR_UNIT_BYTES, NULL);
  hr_trace_add (trace, "memory.autocast-copies", "linear × 2 B, for FP32 weights under autocast",
                autocast_copies (nlp), HR_UNIT_BYTES, "PyTorch: automatic mixed precision",
                "linear", nlp->size.linear, HR_UNIT_PARAMS, NULL);
  hr_trace_add (
      trace, "memory.gathered-parameters", "2 × layer × bytes + embedding × 2 B", gathered,
      HR_UNIT_BYTES, "ZeRO-3 and FSDP: parameters of the layer at work and of the next", "layer",
      nlp->size.layer, HR_UNIT_PARAMS, "embedding", nlp->size.embedding, HR_UNIT_PARAMS, NULL);
  hr_trace_add (trace, "memory.optimizer-temporary",
                "trainable × bytes of one moment; listed when it is the peak", temporary,
                HR_UNIT_BYTES, "PyTorch: multi-tensor AdamW", "trainable", nlp->trainable,
                HR_UNIT_PARAMS, NULL);
}

/* What is listed where the loss or a layer's backward pass is the worst moment. */
static void
trace_listed (const Peak *peak, double copies, HrTrace *trace)
{
  double live = peak->logits >= peak->live ? 0 : peak->live;

  HR_TRACE (trace, "memory.activations", "kept + recomputed layer, at the worst moment",
            peak->kept + live, HR_UNIT_BYTES, ACTIVATION_PAPER, "kept", peak->kept, HR_UNIT_BYTES,
            "recomputed layer", live, HR_UNIT_BYTES, NULL);
  if (copies > 0)
    HR_TRACE (trace, "memory.master-weights", "autocast copies", copies, HR_UNIT_BYTES,
              "PyTorch: automatic mixed precision", "copies", copies, HR_UNIT_BYTES, NULL);
}

/**
 * hr_nlp_memory_peak:
 *
 * A step has three worst moments: the loss (all kept activations and the logits), the backward pass
 * of one layer (kept activations and that layer's), and the optimizer's step (its temporaries;
 * neither activations nor autocast's copies are left). The largest of the three is what a card must
 * have, and its terms are listed.
 */
void
hr_nlp_memory_peak (const HrNlp *nlp, HrEstimate *estimate, HrTrace *trace)
{
  Peak   peak;
  double temporary = optimizer_temporary (nlp), gathered = gathered_bytes (nlp),
         copies = autocast_copies (nlp);
  double loss, dynamic;

  activation_peak (nlp, &peak);
  loss = MAX (peak.logits, peak.live);
  dynamic = peak.kept + peak.scores + loss;
  if (temporary > dynamic + gathered + copies)
    {
      hr_estimate_add_term (estimate, HR_TERM_WORKSPACE, temporary);
      HR_TRACE (trace, "memory.workspace", "the optimizer's temporary", temporary, HR_UNIT_BYTES,
                "the worst moment of the step is the optimizer's", "step memory",
                dynamic + gathered + copies, HR_UNIT_BYTES, NULL);
      dynamic = temporary;
      peak.logits = 0;
    }
  else
    {
      gboolean at_loss = peak.logits >= peak.live;

      hr_estimate_add_term (estimate, HR_TERM_ACTIVATIONS, peak.kept + (at_loss ? 0 : peak.live));
      hr_estimate_add_term (estimate, HR_TERM_ATTENTION_SCORES, peak.scores);
      hr_estimate_add_term (estimate, HR_TERM_LOGITS, at_loss ? peak.logits : 0);
      hr_estimate_add_term (estimate, HR_TERM_GATHERED, gathered);
      hr_estimate_add_term (estimate, HR_TERM_MASTER_WEIGHTS, copies);
      trace_listed (&peak, copies, trace);
    }
  if (trace != NULL)
    trace_peak (nlp, &peak, gathered, temporary, trace);
  add_workspace (nlp, dynamic, &peak, estimate, trace);
}
