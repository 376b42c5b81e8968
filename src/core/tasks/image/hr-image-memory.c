/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-image.h"

/* Bytes of optimizer state for one parameter: FP32 moments; 8-bit ones carry their block scales. */
static double
optimizer_bytes (HrOptimizer optimizer)
{
  static const double bytes[HR_N_OPTIMIZER] = {
    [HR_OPTIMIZER_ADAMW] = 8,
    [HR_OPTIMIZER_ADAMW_8BIT] = 2.06,
    [HR_OPTIMIZER_PAGED_ADAMW_8BIT] = 2.06,
    [HR_OPTIMIZER_ADAFACTOR] = 0.1,
    [HR_OPTIMIZER_SGD] = 0,
    [HR_OPTIMIZER_SGD_MOMENTUM] = 4,
  };

  return bytes[optimizer];
}

/* Autocast keeps FP32 weights and, for the length of a step, their 16-bit casts; pure 16-bit
 * training keeps weights, gradients and moments in 16 bit. */
static void
add_states (const HrImageWork *work, const HrImageNet *net, HrEstimate *estimate, HrTrace *trace)
{
  double weight = net->compute_bytes;
  double master = net->autocast ? 4 : 0;
  double gradient = net->autocast ? 4 : weight;
  double state = optimizer_bytes (work->optimizer) * gradient / 4;

  hr_estimate_add_term (estimate, HR_TERM_WEIGHTS, net->params * weight);
  HR_TRACE (trace, "memory.weights", "params × bytes", net->params * weight, HR_UNIT_BYTES,
            "definition", "params", net->params, HR_UNIT_PARAMS, "bytes", weight, HR_UNIT_BYTES,
            NULL);
  hr_estimate_add_term (estimate, HR_TERM_MASTER_WEIGHTS, net->params * master);
  HR_TRACE (trace, "memory.master-weights", "params × bytes", net->params * master, HR_UNIT_BYTES,
            "autocast keeps FP32 weights beside their 16-bit casts", "params", net->params,
            HR_UNIT_PARAMS, "bytes", master, HR_UNIT_BYTES, NULL);
  if (!net->train)
    return;
  hr_estimate_add_term (estimate, HR_TERM_GRADIENTS, net->params * gradient);
  HR_TRACE (trace, "memory.gradients", "params × bytes", net->params * gradient, HR_UNIT_BYTES,
            "definition", "params", net->params, HR_UNIT_PARAMS, "bytes", gradient, HR_UNIT_BYTES,
            NULL);
  hr_estimate_add_term (estimate, HR_TERM_OPTIMIZER, net->params * state);
  HR_TRACE (trace, "memory.optimizer", "params × bytes", net->params * state, HR_UNIT_BYTES,
            "the optimizer's definition", "params", net->params, HR_UNIT_PARAMS, "bytes", state,
            HR_UNIT_BYTES, NULL);
}

static void
add_training_activations (const HrEstimateInput *input,
                          const HrImageNet      *net,
                          HrEstimate            *estimate,
                          HrTrace               *trace)
{
  const HrCalibration *c = input->calibration;
  double               batch = hr_image_batch (input), bytes = net->compute_bytes;
  double saved = c->image_saved_activations[net->kind] * (net->plain ? c->image_plain_saved : 1);
  double total = batch * (net->acts - net->scores) * saved * bytes;

  hr_estimate_add_term (estimate, HR_TERM_ACTIVATIONS, total);
  HR_TRACE (trace, "memory.activations", "batch × activations × saved × bytes", total,
            HR_UNIT_BYTES, "saved: fitted, tensors kept for the backward pass per output element",
            "batch", batch, HR_UNIT_COUNT, "activations", net->acts - net->scores, HR_UNIT_COUNT,
            "saved", saved, HR_UNIT_RATIO, "bytes", bytes, HR_UNIT_BYTES, NULL);
  total = batch * net->kept_scores * c->image_saved_scores * bytes;
  hr_estimate_add_term (estimate, HR_TERM_ATTENTION_SCORES, total);
  HR_TRACE (trace, "memory.attention-scores", "batch × scores × saved × bytes", total,
            HR_UNIT_BYTES, "only where attention is not fused: scores and their softmax are kept",
            "batch", batch, HR_UNIT_COUNT, "scores", net->kept_scores, HR_UNIT_COUNT, "saved",
            c->image_saved_scores, HR_UNIT_RATIO, "bytes", bytes, HR_UNIT_BYTES, NULL);
}

/* Without a backward pass a tensor lives until its last reader has run, so a deep network holds a
 * smaller share of its activations at once than a shallow one. */
static void
add_inference_activations (const HrEstimateInput *input,
                           const HrImageNet      *net,
                           HrEstimate            *estimate,
                           HrTrace               *trace)
{
  double batch = hr_image_batch (input), bytes = net->compute_bytes;
  double live = input->calibration->image_live_layers[net->kind];
  double kept = net->acts - net->scores + net->kept_scores;
  double total;

  /* Matrix units want channels last; from another layout each convolution converts what it reads.
   */
  if (net->channels_last && net->kind <= HR_IMAGE_KIND_DEPTHWISE)
    live *= input->calibration->image_channels_last_live;
  total = batch * kept * MIN (1, live / net->typical_layers) * bytes;
  hr_estimate_add_term (estimate, HR_TERM_ACTIVATIONS, total);
  HR_TRACE (trace, "memory.activations", "batch × activations × live ÷ layers × bytes", total,
            HR_UNIT_BYTES, "live: fitted, average layers' outputs alive at the peak", "batch",
            batch, HR_UNIT_COUNT, "activations", kept, HR_UNIT_COUNT, "live", live, HR_UNIT_COUNT,
            "layers", net->typical_layers, HR_UNIT_COUNT, "bytes", bytes, HR_UNIT_BYTES, NULL);
}

static void
add_inputs (const HrEstimateInput *input,
            const HrImageNet      *net,
            HrEstimate            *estimate,
            HrTrace               *trace)
{
  double batch = hr_image_batch (input), total = batch * net->pixels * 3 * 4;

  hr_estimate_add_term (estimate, HR_TERM_INPUTS, total);
  HR_TRACE (trace, "memory.inputs", "batch × pixels × 3 × 4 B", total, HR_UNIT_BYTES, "definition",
            "batch", batch, HR_UNIT_COUNT, "pixels", net->pixels, HR_UNIT_COUNT, NULL);
}

/* Workspace and cached blocks are elastic: a framework that cannot have the workspace of the
 * fastest algorithm takes one that needs less, and gives cached blocks back before it fails, so a
 * batch that leaves little room still runs. Contexts and loaded kernels are not. */
static void
add_overheads (const HrEstimateInput *input, HrEstimate *estimate, HrTrace *trace)
{
  const HrCalibration *c = input->calibration;
  double               wanted = c->image_workspace_gib[input->workload->image.mode];
  double               least = MIN (wanted, c->image_workspace_least_gib);
  double               context = c->context_gib[input->gpu->vendor] + c->image_library_gib;
  double               live = 0, left, workspace, cached;

  for (guint i = 0; i < estimate->n_terms; i++)
    live += estimate->terms[i].gib;
  /* A kibibyte less, so that rounding cannot push the sum over the card's end. */
  left = hr_gpu_usable_gib (input->gpu) - context - live - 1e-6;
  workspace = CLAMP (left, least, wanted);
  cached = CLAMP (left - workspace, 0, live * c->image_fragmentation + c->image_cached_gib);
  hr_estimate_add_term (estimate, HR_TERM_WORKSPACE, workspace * HR_GIB);
  HR_TRACE (trace, "memory.workspace", "wanted, or what is left, at least the least",
            workspace * HR_GIB, HR_UNIT_BYTES,
            "workspaces of convolutions and matrix products; they shrink when the card is full",
            "wanted", wanted, HR_UNIT_GIB, "left", left, HR_UNIT_GIB, "least", least, HR_UNIT_GIB,
            NULL);
  hr_estimate_add_term (estimate, HR_TERM_FRAGMENTATION, cached * HR_GIB);
  HR_TRACE (trace, "memory.fragmentation", "live × share + blocks, or what is left",
            cached * HR_GIB, HR_UNIT_BYTES,
            "what a caching allocator holds beside live tensors and gives back when it must",
            "live", live, HR_UNIT_GIB, "share", c->image_fragmentation, HR_UNIT_RATIO, "blocks",
            c->image_cached_gib, HR_UNIT_GIB, NULL);
  hr_estimate_add_term (estimate, HR_TERM_CONTEXT, context * HR_GIB);
  HR_TRACE (trace, "memory.context", "context + libraries", context * HR_GIB, HR_UNIT_BYTES,
            "fitted: the driver's context and the kernels that the libraries load", "context",
            c->context_gib[input->gpu->vendor], HR_UNIT_GIB, "libraries", c->image_library_gib,
            HR_UNIT_GIB, NULL);
}

/**
 * hr_image_memory:
 * @input: a workload with its batch
 * @net: its network
 * @estimate: gets the terms of one GPU
 * @trace: (nullable): gets the same, explained
 */
void
hr_image_memory (const HrEstimateInput *input,
                 const HrImageNet      *net,
                 HrEstimate            *estimate,
                 HrTrace               *trace)
{
  add_states (&input->workload->image, net, estimate, trace);
  if (net->train)
    add_training_activations (input, net, estimate, trace);
  else
    add_inference_activations (input, net, estimate, trace);
  add_inputs (input, net, estimate, trace);
  add_overheads (input, estimate, trace);
}
