/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-nlp-peak.h"

#include <math.h>

#include "hr-nlp-layer.h"

/* Memory that comes and goes within a step. A step has three worst moments, and the largest is what
 * a card must have: the loss (what all layers keep, and the logits), the backward pass of a layer
 * (what is kept, that layer's working set, the gradients so far) and the optimizer's step (all
 * gradients and its temporaries; neither activations nor autocast's copies are left). */

#define ACTIVATION_PAPER "Reducing Activation Recomputation in Large Transformer Models, section 4"
#define REPLAY           "order of allocations in the framework's code"

/* Two workspaces of cuBLAS, 8 MiB and an eighth each. */
#define BLAS_BYTES (16.25 * 1024 * 1024)

static double
checkpoint_bytes (const HrNlp *nlp)
{
  double layers = nlp->size.layers, input = nlp->stream_bytes * nlp->work->shape.hidden;

  /* Two on their way to the host and back; the others wait there. */
  return nlp->facts->checkpoints_to_host ? 2 * input : input * layers;
}

/* What stays from the forward to the backward pass. */
static void
kept_bytes (const HrNlp *nlp, HrNlpPeak *peak)
{
  const HrNlpLayer *layer = &peak->layer;
  double            layers = nlp->size.layers, t = nlp->tokens;

  switch (nlp->work->checkpointing)
    {
    case HR_CHECKPOINTING_FULL:
      peak->kept = t * checkpoint_bytes (nlp);
      break;
    case HR_CHECKPOINTING_SELECTIVE:
      /* Every other layer is recomputed. */
      peak->kept = t * (checkpoint_bytes (nlp) + layer->kept * layers) / 2;
      peak->kept_scores = t * layer->scores * layers / 2;
      break;
    case HR_CHECKPOINTING_NONE:
    case HR_CHECKPOINTING_AUTO:
    case HR_N_CHECKPOINTING:
    default:
      peak->kept = t * layer->kept * layers;
      peak->kept_scores = t * layer->scores * layers;
      break;
    }
}

/* Liger's fused head and loss: a chunk of logits so that it is as large as the input, the input's
 * gradient; a trained head's gradient, the product that is added to it and an FP32 copy of that. */
static double
fused_loss_bytes (const HrNlp *nlp)
{
  double vocab = nlp->work->shape.vocab, h = nlp->work->shape.hidden, t = nlp->tokens;
  double chunk = exp2 (ceil (log2 (MAX (1, ceil (t / ceil (vocab / h))))));

  return MIN (chunk, t) * vocab * 2 + t * h * 2 + (nlp->trains_head ? 8 * vocab * h : 0);
}

static void
loss_bytes (const HrNlp *nlp, HrNlpPeak *peak)
{
  HrNlpLossInput input = {
    .work = nlp->work,
    .loss = nlp->loss,
    .batch = nlp->batch,
    .sequence = nlp->sequence,
    .full_precision = nlp->activation_bytes > 2,
    .fp32_logits = nlp->fp32_stream_of_base && !nlp->facts->autocasts_adapters,
    .half_softmax = nlp->half_softmax,
    .trains_head = nlp->trains_head,
    .compiled = nlp->facts->compiled,
    .keeps_outputs = nlp->keeps_outputs,
    .soft_capped = nlp->soft_capped,
  };
  double logits = nlp->tokens * nlp->work->shape.vocab;

  if (!nlp->has_logits)
    return;
  if (nlp->loss == HR_LOSS_LIGER)
    {
      peak->logits_forward = peak->logits_backward = fused_loss_bytes (nlp);
      return;
    }
  hr_nlp_loss_bytes (&input, &peak->forward_bytes, &peak->backward_bytes);
  peak->logits_forward = logits * peak->forward_bytes;
  peak->logits_backward = logits * peak->backward_bytes;
}

/* What the head needs beside the logits: the last norm's copy and output. A frozen FP32 head is
 * copied under autocast, and the stream with it. */
static double
head_bytes (const HrNlp *nlp)
{
  const HrModelShape *shape = &nlp->work->shape;
  double              bytes = nlp->tokens * shape->hidden * 4;

  if (!nlp->has_logits)
    return 0;
  if (nlp->stream_bytes > 2 && nlp->activation_bytes <= 2 && nlp->weight_shard >= 1)
    bytes += nlp->tokens * shape->hidden * 6
             + (nlp->adapters && nlp->facts->autocasts_adapters ? nlp->size.head * 2 : 0);
  return bytes;
}

/* ZeRO-3 gathers a layer while the one before computes and the one before that is being freed; the
 * tables come with the root. */
static double
gathered_bytes (const HrNlp *nlp)
{
  double bytes;

  if (!nlp->gathers)
    return 0;
  bytes = nlp->quantised ? nlp->base_bits / 8 : MIN (nlp->weight_bytes, 2);
  return 3 * nlp->size.layer * bytes
         + (nlp->size.embedding + (nlp->work->shape.tied_embeddings ? 0 : nlp->size.head)) * 2;
}

/* Autocast's copies of trained FP32 weights: all of them until the forward pass is over, and to the
 * end of the backward pass where layers are not recomputed. Sharded weights are gathered in 16 bits
 * at once instead. */
static double
autocast_copies (const HrNlp *nlp)
{
  if (!nlp->autocast || nlp->gathers)
    return 0;
  if (!nlp->adapters)
    return (nlp->size.linear + nlp->size.head) * 2;
  /* Copies of frozen weights are not shared: each product's graph holds its own, one for each chunk
   * of the head. */
  if (nlp->work->checkpointing != HR_CHECKPOINTING_NONE)
    return 0;
  return nlp->size.linear * 2
         + nlp->size.head * 2
               * (nlp->work->framework == HR_FRAMEWORK_LITGPT ? ceil (nlp->sequence / 128) : 1);
}

/* AdamW as PyTorch runs it over lists of tensors makes one temporary of the size of one moment;
 * fused, sharded and 8-bit optimizers do not. Where FP32 copies of 16-bit weights are updated,
 * their gradients are raised to FP32 first. */
static double
optimizer_temporary (const HrNlp *nlp)
{
  const HrNlpWork *work = nlp->work;

  if (work->offload != HR_OFFLOAD_NONE)
    return 0;
  if (nlp->master_copy)
    return nlp->trainable * 4 * nlp->optimizer_shard;
  /* One tensor at a time: twice the largest. Adafactor's update is FP32. */
  if (work->optimizer == HR_OPTIMIZER_ADAFACTOR && !nlp->adapters)
    return 2 * nlp->size.largest_matrix * 4;
  if (work->optimizer == HR_OPTIMIZER_ADAMW && nlp->facts->steps_one_by_one && !nlp->adapters)
    return 2 * nlp->size.largest_matrix * nlp->trained_bytes;
  if (work->optimizer != HR_OPTIMIZER_ADAMW || !nlp->facts->lists_optimizer)
    return 0;
  return nlp->trainable * hr_nlp_state_bytes (nlp) / 2 * nlp->optimizer_shard;
}

/* A quantised head is unpacked in FP32 for the gradient of its input, when the softmax's FP32
 * gradients are gone: that counts as far as it is more than they were. */
static double
unpacked_head (const HrNlp *nlp, const HrNlpPeak *peak)
{
  double gone = MAX (0, peak->backward_bytes - 6) * nlp->tokens * nlp->work->shape.vocab;

  return hr_nlp_quantises_head (nlp) ? MAX (0, 4 * nlp->size.head - gone) : 0;
}

/* Gradients that are there all through the backward pass of the first layers, and of the last. */
static void
gradient_bytes (const HrNlp *nlp, HrNlpPeak *peak)
{
  double bytes = nlp->trained_bytes, shard = nlp->gradient_shard, last;

  peak->gradients = nlp->gradients_offloaded ? 0 : nlp->trainable * bytes * shard;
  if (nlp->gradients_stay)
    {
      peak->gradients_first = peak->gradients_last = peak->gradients_loss = peak->gradients;
      return;
    }
  /* The embedding's gradient comes last, the head's first; a tied table's is the head's. */
  peak->gradients_first = nlp->adapters
                              ? peak->gradients
                              : peak->gradients
                                    - (nlp->work->shape.tied_embeddings || nlp->gradients_offloaded
                                           ? 0
                                           : nlp->size.embedding * bytes * shard);
  last = nlp->adapters ? 0 : (nlp->size.head + nlp->size.layer) * bytes * shard;
  peak->gradients_last = MIN (peak->gradients, last);
}

/* The three moments; @none is that nothing is recomputed. */
static void
fill_moments (const HrNlp *nlp, HrNlpPeak *peak)
{
  double       t = nlp->tokens, stream = t * nlp->stream_bytes * nlp->work->shape.hidden;
  gboolean     none = nlp->work->checkpointing == HR_CHECKPOINTING_NONE;
  double       own = t * (peak->layer.kept + peak->layer.work), tied = 0;
  double       outputs = 0;
  HrNlpMoment *m = peak->moments;

  peak->recomputed = own + peak->layer.whole;
  if (nlp->keeps_outputs && nlp->has_logits && nlp->loss != HR_LOSS_LIGER)
    outputs = t * nlp->work->shape.vocab * hr_nlp_output_bytes (nlp->work);
  for (guint i = 0; i < HR_NLP_STEP; i++)
    m[i] = (HrNlpMoment){ .activations = peak->kept,
                          .scores = peak->kept_scores,
                          .gathered = peak->gathered };
  m[HR_NLP_FORWARD].activations += peak->head;
  m[HR_NLP_FORWARD].logits = peak->logits_forward;
  m[HR_NLP_FORWARD].copies = peak->copies;
  m[HR_NLP_LOSS].activations += peak->head;
  m[HR_NLP_LOSS].logits = peak->logits_backward;
  m[HR_NLP_LOSS].workspace = unpacked_head (nlp, peak);
  m[HR_NLP_LOSS].copies = none ? peak->copies : 0;
  m[HR_NLP_FORWARD].gradients = m[HR_NLP_LOSS].gradients = peak->gradients_loss;
  m[HR_NLP_LAST_LAYER].activations += stream + (none ? t * peak->layer.work : peak->recomputed);
  m[HR_NLP_LAST_LAYER].scores += none ? 0 : t * peak->layer.scores;
  m[HR_NLP_LAST_LAYER].logits = m[HR_NLP_FIRST_LAYER].logits = outputs;
  m[HR_NLP_LAST_LAYER].copies = none ? peak->copies : 0;
  m[HR_NLP_LAST_LAYER].gradients = peak->gradients_last;
  m[HR_NLP_FIRST_LAYER].activations = 2 * stream + peak->recomputed;
  m[HR_NLP_FIRST_LAYER].scores = t * peak->layer.scores;
  m[HR_NLP_FIRST_LAYER].gradients = peak->gradients_first;
  /* Tied tables: the head's gradient, the embedding's, and their sum. */
  if (nlp->work->shape.tied_embeddings && !nlp->adapters && !nlp->work->shape.encoder_only
      && !nlp->gradients_offloaded)
    tied = 2 * nlp->size.embedding * nlp->trained_bytes;
  m[HR_NLP_EMBEDDING].activations = stream;
  m[HR_NLP_EMBEDDING].scores = 0;
  m[HR_NLP_EMBEDDING].gradients = peak->gradients + tied;
  m[HR_NLP_STEP] = (HrNlpMoment){ .gradients = peak->gradients, .workspace = peak->temporary };
}

static double
moment_bytes (const HrNlpMoment *m)
{
  return m->activations + m->scores + m->logits + m->gradients + m->gathered + m->copies
         + m->workspace;
}

/**
 * hr_nlp_peak:
 * @peak: (out): what comes and goes, and which moment is the worst
 */
void
hr_nlp_peak (const HrNlp *nlp, HrNlpPeak *peak)
{
  *peak = (HrNlpPeak){ 0 };
  hr_nlp_layer (nlp, &peak->layer);
  kept_bytes (nlp, peak);
  loss_bytes (nlp, peak);
  peak->head = head_bytes (nlp);
  peak->gathered = gathered_bytes (nlp);
  peak->copies = autocast_copies (nlp);
  peak->temporary = optimizer_temporary (nlp);
  gradient_bytes (nlp, peak);
  fill_moments (nlp, peak);
  for (guint i = 0; i < HR_NLP_N_MOMENTS; i++)
    {
      double bytes = moment_bytes (&peak->moments[i]);

      if (bytes > peak->bytes)
        {
          peak->bytes = bytes;
          peak->worst = (HrNlpMomentKind) i;
        }
    }
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
trace_parts (const HrNlp *nlp, const HrNlpPeak *peak, HrTrace *trace)
{
  const HrModelShape *shape = &nlp->work->shape;
  const HrNlpWidths  *w = &peak->layer.widths;

  hr_trace_add (trace, "memory.layer", "hidden + queries + keys + MLP, of one token",
                peak->layer.kept, HR_UNIT_BYTES, REPLAY, "hidden", w->hidden * shape->hidden,
                HR_UNIT_BYTES, "queries", w->query * nlp->size.q_dim, HR_UNIT_BYTES, "keys",
                w->key * nlp->size.k_dim, HR_UNIT_BYTES, "MLP", w->mlp * nlp->size.mlp_width,
                HR_UNIT_BYTES, NULL);
  hr_trace_add (trace, "memory.kept-activations", kept_formula (nlp->work->checkpointing),
                peak->kept, HR_UNIT_BYTES, ACTIVATION_PAPER, "tokens", nlp->tokens, HR_UNIT_TOKENS,
                "layers", nlp->facts->checkpoints_to_host ? 2 : nlp->size.layers, HR_UNIT_COUNT,
                "input", nlp->stream_bytes * shape->hidden, HR_UNIT_BYTES, "layer",
                peak->layer.kept, HR_UNIT_BYTES, NULL);
  hr_trace_add (trace, "memory.recomputed-layer", "tokens × (layer + work) + unpacked weights",
                peak->recomputed, HR_UNIT_BYTES, REPLAY, "tokens", nlp->tokens, HR_UNIT_TOKENS,
                "layer", peak->layer.kept, HR_UNIT_BYTES, "work", peak->layer.work, HR_UNIT_BYTES,
                "unpacked weights", peak->layer.whole, HR_UNIT_BYTES, NULL);
}

/* Logits and scores that the worst moment has. */
static void
trace_squares (const HrNlp *nlp, const HrNlpPeak *peak, HrTrace *trace)
{
  const HrModelShape *shape = &nlp->work->shape;
  const HrNlpMoment  *m = &peak->moments[peak->worst];

  hr_trace_add (trace, "memory.attention-scores",
                "tokens × layers × heads × sequence × score, of the layers that keep them",
                m->scores, HR_UNIT_BYTES, ACTIVATION_PAPER, "heads", (double) shape->heads,
                HR_UNIT_COUNT, "sequence", nlp->sequence, HR_UNIT_TOKENS, "score",
                hr_nlp_bytes_a_score (nlp), HR_UNIT_BYTES, NULL);
  hr_trace_add (trace, "memory.logits",
                nlp->loss == HR_LOSS_LIGER
                    ? "a chunk of tokens × vocabulary × 2 B + gradients"
                    : "tokens × vocabulary × bytes, as far as they are there",
                m->logits, HR_UNIT_BYTES, nlp->facts->source, "tokens", nlp->tokens, HR_UNIT_TOKENS,
                "vocabulary", (double) shape->vocab, HR_UNIT_COUNT, "bytes", peak->backward_bytes,
                HR_UNIT_BYTES, NULL);
}

static void
trace_moments (const HrNlp *nlp, const HrNlpPeak *peak, HrTrace *trace)
{
  static const char *const ids[HR_NLP_N_MOMENTS] = {
    "memory.forward-moment",     "memory.loss-moment",      "memory.layer-moment",
    "memory.first-layer-moment", "memory.embedding-moment", "memory.step-moment"
  };

  hr_trace_add (trace, "memory.autocast-copies",
                "(linear + head) × 2 B, of trained FP32 weights under autocast", peak->copies,
                HR_UNIT_BYTES, "PyTorch: automatic mixed precision", "linear", nlp->size.linear,
                HR_UNIT_PARAMS, "head", nlp->size.head, HR_UNIT_PARAMS, NULL);
  hr_trace_add (trace, "memory.optimizer-temporary", "trainable × bytes × shard", peak->temporary,
                HR_UNIT_BYTES, "PyTorch: multi-tensor AdamW; DeepSpeed: FP32 gradients",
                "trainable", nlp->trainable, HR_UNIT_PARAMS, NULL);
  for (guint i = 0; i < HR_NLP_N_MOMENTS; i++)
    {
      const HrNlpMoment *m = &peak->moments[i];

      hr_trace_add (
          trace, ids[i],
          "activations + scores + logits + gradients + gathered + copies + temporary; the "
          "largest of these moments is what is listed",
          moment_bytes (m), HR_UNIT_BYTES, REPLAY, "activations", m->activations, HR_UNIT_BYTES,
          "scores", m->scores, HR_UNIT_BYTES, "logits", m->logits, HR_UNIT_BYTES, "gradients",
          m->gradients, HR_UNIT_BYTES, "gathered", m->gathered, HR_UNIT_BYTES, "copies", m->copies,
          HR_UNIT_BYTES, "temporary", m->workspace, HR_UNIT_BYTES, NULL);
    }
}

/* Each term that is listed has a term of the trace. */
static void
trace_listed (const HrNlp *nlp, const HrNlpPeak *peak, HrTrace *trace)
{
  const HrNlpMoment *m = &peak->moments[peak->worst];

  HR_TRACE (trace, "memory.activations", "kept + what the worst moment adds", m->activations,
            HR_UNIT_BYTES, ACTIVATION_PAPER, "kept", peak->kept, HR_UNIT_BYTES, NULL);
  HR_TRACE (trace, "memory.gradients", "trainable × bytes × shard, as far as they are there",
            m->gradients, HR_UNIT_BYTES, REPLAY, "trainable", nlp->trainable, HR_UNIT_PARAMS,
            "bytes", nlp->trained_bytes, HR_UNIT_BYTES, "shard", nlp->gradient_shard, HR_UNIT_RATIO,
            NULL);
  HR_TRACE (trace, "memory.gathered-parameters", "3 × layer × bytes + (embedding + head) × 2 B",
            m->gathered, HR_UNIT_BYTES,
            "ZeRO-3 and FSDP: parameters of three layers and of the root", "layer", nlp->size.layer,
            HR_UNIT_PARAMS, "embedding", nlp->size.embedding, HR_UNIT_PARAMS, NULL);
  HR_TRACE (trace, "memory.workspace", "temporary of the optimizer + cuBLAS",
            m->workspace + BLAS_BYTES, HR_UNIT_BYTES, REPLAY, "temporary", m->workspace,
            HR_UNIT_BYTES, "cuBLAS", BLAS_BYTES, HR_UNIT_BYTES, NULL);
  if (m->copies > 0)
    HR_TRACE (trace, "memory.master-weights", "autocast copies", m->copies, HR_UNIT_BYTES,
              "PyTorch: automatic mixed precision", "copies", m->copies, HR_UNIT_BYTES, NULL);
}

/**
 * hr_nlp_memory_peak:
 * @peak: from hr_nlp_peak()
 *
 * Lists the terms of the worst moment.
 */
void
hr_nlp_memory_peak (const HrNlp *nlp, const HrNlpPeak *peak, HrEstimate *estimate, HrTrace *trace)
{
  const HrNlpMoment *m = &peak->moments[peak->worst];

  hr_estimate_add_term (estimate, HR_TERM_GRADIENTS, m->gradients);
  hr_estimate_add_term (estimate, HR_TERM_ACTIVATIONS, m->activations);
  hr_estimate_add_term (estimate, HR_TERM_ATTENTION_SCORES, m->scores);
  hr_estimate_add_term (estimate, HR_TERM_LOGITS, m->logits);
  hr_estimate_add_term (estimate, HR_TERM_GATHERED, m->gathered);
  hr_estimate_add_term (estimate, HR_TERM_MASTER_WEIGHTS, m->copies);
  hr_estimate_add_term (estimate, HR_TERM_WORKSPACE, m->workspace + BLAS_BYTES);
  if (trace != NULL)
    {
      trace_listed (nlp, peak, trace);
      trace_parts (nlp, peak, trace);
      trace_squares (nlp, peak, trace);
      trace_moments (nlp, peak, trace);
    }
}
