/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-nlp.h"

/* Memory that lives through the whole run: weights, adapters, optimizer states. */

#define ZERO_PAPER "ZeRO: Memory Optimizations Toward Training Trillion Parameter Models, section 3"

/**
 * hr_nlp_state_bytes:
 *
 * Returns: bytes of optimizer state for one trained parameter: two moments for AdamW (in 8 bit with
 *   one FP32 constant per 256 of them), one for SGD with momentum, rows and columns only for
 *   Adafactor, none for SGD.
 */
double
hr_nlp_state_bytes (const HrNlp *nlp)
{
  /* States have the type of the parameter that is trained, unless the plan says another. */
  double bytes = nlp->master_copy ? 4 : nlp->trained_bytes;

  if (!nlp->adapters && nlp->work->optimizer_state_bits > 0)
    bytes = nlp->work->optimizer_state_bits / 8.0;
  switch (nlp->work->optimizer)
    {
    case HR_OPTIMIZER_ADAMW_8BIT:
    case HR_OPTIMIZER_PAGED_ADAMW_8BIT:
      return 2 * (1 + 4.0 / 256);
    case HR_OPTIMIZER_ADAFACTOR:
      return 8.0 / MAX (nlp->work->shape.hidden, 1);
    case HR_OPTIMIZER_SGD:
      return 0;
    case HR_OPTIMIZER_SGD_MOMENTUM:
      return bytes;
    case HR_OPTIMIZER_ADAMW:
    case HR_N_OPTIMIZER:
    default:
      return 2 * bytes;
    }
}

static double
unquantised_bytes (const HrNlp *nlp)
{
  return nlp->fp32_stream_of_base ? 4 : 2;
}

/* Parameters of products with a quantised base: those of the layers, and of a head that is no table
 * as well where the framework replaces all of them. */
static double
quantised_params (const HrNlp *nlp)
{
  return nlp->size.linear + (hr_nlp_quantises_head (nlp) ? nlp->size.head : 0);
}

/* A quantised base: the products shrink, everything else does not. */
static double
base_weight_bytes (const HrNlp *nlp)
{
  const HrModelSize *size = &nlp->size;

  if (nlp->quantised)
    return quantised_params (nlp) * nlp->base_bits / 8
           + (size->total - quantised_params (nlp)) * unquantised_bytes (nlp);
  return size->total * nlp->weight_bytes;
}

static void
add_weights (const HrNlp *nlp, HrEstimate *estimate, HrTrace *trace)
{
  const HrModelSize *size = &nlp->size;
  double             weights = base_weight_bytes (nlp) * nlp->weight_shard;
  double             reference = 0;

  /* What the preference is measured against: the model before; with adapters that is the base. */
  if (nlp->work->objective == HR_OBJECTIVE_DPO && !nlp->adapters)
    reference = size->total * 2 * nlp->weight_shard;

  if (nlp->work->offload == HR_OFFLOAD_ALL && (nlp->gathers || !nlp->adapters))
    weights = 0;
  weights += reference;
  hr_estimate_add_term (estimate, HR_TERM_WEIGHTS, weights);
  HR_TRACE (trace, "memory.weights",
            reference > 0    ? "params × bytes × shard + reference"
            : nlp->quantised ? "(linear × bits ÷ 8 + (params − linear) × bytes) × shard"
                             : "params × bytes × shard",
            weights, HR_UNIT_BYTES, ZERO_PAPER, "params", size->total, HR_UNIT_PARAMS, "linear",
            nlp->quantised ? quantised_params (nlp) : size->linear, HR_UNIT_PARAMS, "bits",
            nlp->base_bits, HR_UNIT_BITS, "bytes",
            nlp->quantised ? unquantised_bytes (nlp) : nlp->weight_bytes, HR_UNIT_BYTES, "shard",
            nlp->weight_shard, HR_UNIT_RATIO, "reference", reference, HR_UNIT_BYTES, NULL);
  if (nlp->master_copy)
    {
      double master = nlp->work->offload == HR_OFFLOAD_NONE ? size->total * 4 * nlp->optimizer_shard
                                                            : 0;

      hr_estimate_add_term (estimate, HR_TERM_MASTER_WEIGHTS, master);
      HR_TRACE (trace, "memory.master-weights", "params × 4 B × shard", master, HR_UNIT_BYTES,
                ZERO_PAPER, "params", size->total, HR_UNIT_PARAMS, "shard", nlp->optimizer_shard,
                HR_UNIT_RATIO, NULL);
    }
}

/**
 * hr_nlp_memory_states:
 *
 * Adds what lives through the whole run: weights, master weights, adapters and optimizer states,
 * each at its shard. Gradients come and go: hr_nlp_memory_peak() has them. Pages of a paged
 * optimizer's states are the host's.
 */
void
hr_nlp_memory_states (const HrNlp *nlp, HrEstimate *estimate, HrTrace *trace)
{
  double   bytes = nlp->trained_bytes, states, state_bytes = hr_nlp_state_bytes (nlp);
  gboolean elsewhere = nlp->work->offload != HR_OFFLOAD_NONE
                       || nlp->work->optimizer == HR_OPTIMIZER_PAGED_ADAMW_8BIT;

  add_weights (nlp, estimate, trace);
  if (nlp->adapters)
    {
      double adapters = nlp->trainable * bytes * nlp->weight_shard;

      hr_estimate_add_term (estimate, HR_TERM_ADAPTERS, adapters);
      HR_TRACE (trace, "memory.adapters", "trainable × bytes × shard", adapters, HR_UNIT_BYTES,
                "LoRA: Low-Rank Adaptation of Large Language Models, section 4", "trainable",
                nlp->trainable, HR_UNIT_PARAMS, "bytes", bytes, HR_UNIT_BYTES, "shard",
                nlp->weight_shard, HR_UNIT_RATIO, NULL);
    }
  states = elsewhere ? 0 : nlp->trainable * state_bytes * nlp->optimizer_shard;
  hr_estimate_add_term (estimate, HR_TERM_OPTIMIZER, states);
  HR_TRACE (trace, "memory.optimizer", "trainable × bytes × shard", states, HR_UNIT_BYTES,
            ZERO_PAPER, "trainable", nlp->trainable, HR_UNIT_PARAMS, "bytes", state_bytes,
            HR_UNIT_BYTES, "shard", nlp->optimizer_shard, HR_UNIT_RATIO, NULL);
}
