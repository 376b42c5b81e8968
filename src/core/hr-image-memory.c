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

static void
add_states (const HrImageWork *work,
            const HrImageNet  *net,
            HrEstimate        *estimate,
            HrTrace           *trace)
{
  /* Pure 16-bit training keeps the weights in 16 bit; autocast keeps FP32 weights. */
  double weight = net->autocast || net->compute_bytes == 4 ? 4 : 2;
  double state = optimizer_bytes (work->optimizer) * weight / 4;

  hr_estimate_add_term (estimate, HR_TERM_WEIGHTS, net->params * weight);
  hr_trace_add (trace, "memory.weights", "params × bytes", net->params * weight, HR_UNIT_BYTES,
                "definition", "params", net->params, HR_UNIT_PARAMS, "bytes", weight, HR_UNIT_BYTES, NULL);
  if (net->autocast)
    {
      hr_estimate_add_term (estimate, HR_TERM_GATHERED, net->params * 2);
      hr_trace_add (trace, "memory.casts", "params × 2 B", net->params * 2, HR_UNIT_BYTES,
                    "autocast keeps each weight's 16-bit copy for the length of a step",
                    "params", net->params, HR_UNIT_PARAMS, NULL);
    }
  if (!net->train)
    return;
  hr_estimate_add_term (estimate, HR_TERM_GRADIENTS, net->params * weight);
  hr_trace_add (trace, "memory.gradients", "params × bytes", net->params * weight, HR_UNIT_BYTES,
                "definition", "params", net->params, HR_UNIT_PARAMS, "bytes", weight, HR_UNIT_BYTES, NULL);
  hr_estimate_add_term (estimate, HR_TERM_OPTIMIZER, net->params * state);
  hr_trace_add (trace, "memory.optimizer", "params × bytes", net->params * state, HR_UNIT_BYTES,
                "the optimizer's definition", "params", net->params, HR_UNIT_PARAMS, "bytes", state,
                HR_UNIT_BYTES, NULL);
}

static void
add_activations (const HrEstimateInput *input,
                 const HrImageNet      *net,
                 HrEstimate            *estimate,
                 HrTrace               *trace)
{
  const HrCalibration *c = input->calibration;
  double batch = input->workload->image.batch;
  double saved = net->train ? c->image_saved_activations[net->kind] : c->image_live_activations[net->kind];
  double bytes = net->compute_bytes;
  double total;

  if (net->train && net->autocast)
    bytes *= c->image_cast_overhead;
  total = batch * net->acts * saved * bytes;
  hr_estimate_add_term (estimate, HR_TERM_ACTIVATIONS, total);
  hr_trace_add (trace, "memory.activations", "batch × activations × held × bytes", total, HR_UNIT_BYTES,
                "held: fitted, tensors alive for each output element of a layer",
                "batch", batch, HR_UNIT_COUNT, "activations", net->acts, HR_UNIT_COUNT,
                "held", saved, HR_UNIT_RATIO, "bytes", bytes, HR_UNIT_BYTES, NULL);
  total = batch * net->pixels * 3 * 4;
  hr_estimate_add_term (estimate, HR_TERM_INPUTS, total);
  hr_trace_add (trace, "memory.inputs", "batch × pixels × 3 × 4 B", total, HR_UNIT_BYTES, "definition",
                "batch", batch, HR_UNIT_COUNT, "pixels", net->pixels, HR_UNIT_COUNT, NULL);
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
  const HrCalibration *c = input->calibration;
  double live, fragmentation, workspace = c->image_workspace_gib * HR_GIB;

  add_states (&input->workload->image, net, estimate, trace);
  add_activations (input, net, estimate, trace);
  hr_estimate_add_term (estimate, HR_TERM_WORKSPACE, workspace);
  hr_trace_add (trace, "memory.workspace", "constant", workspace, HR_UNIT_BYTES,
                "fitted: convolution and matrix-product workspaces", NULL);
  live = 0;
  for (guint i = 0; i < estimate->n_terms; i++)
    live += estimate->terms[i].gib;
  fragmentation = live * HR_GIB * c->image_fragmentation;
  hr_estimate_add_term (estimate, HR_TERM_FRAGMENTATION, fragmentation);
  hr_trace_add (trace, "memory.fragmentation", "live × share", fragmentation, HR_UNIT_BYTES,
                "fitted: what a caching allocator holds beside live tensors",
                "live", live, HR_UNIT_GIB, "share", c->image_fragmentation, HR_UNIT_RATIO, NULL);
  hr_estimate_add_term (estimate, HR_TERM_CONTEXT, c->context_gib[input->gpu->vendor] * HR_GIB);
  hr_trace_add (trace, "memory.context", "constant", c->context_gib[input->gpu->vendor] * HR_GIB,
                HR_UNIT_BYTES, "device memory less the allocator's in published runs", NULL);
}
