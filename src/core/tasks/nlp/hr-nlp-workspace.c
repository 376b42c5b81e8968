/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-nlp-peak.h"

#include "hr-transformer.h"

/* What the device holds beyond live tensors: buffers of the exchange, blocks that the caching
 * allocator keeps, the context. */

/* DeepSpeed's buckets hold 5e8 16-bit elements, one for the gradients and one for the weights. */
#define DEEPSPEED_BUCKET_BYTES 1e9

static double
bucket_bytes (const HrNlp *nlp)
{
  double bucket = nlp->cal->nlp_bucket_bytes;

  if (nlp->facts->buckets && nlp->work->sharding >= HR_SHARDING_ZERO1)
    bucket = DEEPSPEED_BUCKET_BYTES;
  else if (nlp->devices <= 1 || nlp->work->sharding == HR_SHARDING_NONE)
    return 0;
  return MIN (nlp->trainable * 4, 2 * bucket);
}

/* Blocks for logits of one length do not serve the next longer one: with batches as long as they
 * come one more set stays cached. Where another moment is the peak, it takes the place of as much
 * of those blocks. */
static double
ragged_bytes (const HrNlp *nlp, const HrNlpPeak *peak)
{
  double logits = peak->logits_backward;

  return MAX (0, nlp->cal->nlp_varied_lengths * logits
                     - MAX (0, peak->bytes - (peak->kept + peak->kept_scores + logits)));
}

/* Cached blocks are given back before the allocator fails: near the card's limit only part of the
 * fragmentation stays. */
static double
limit_fragmentation (const HrNlp *nlp, const HrEstimate *estimate, double bytes, double used)
{
  double least = bytes * nlp->cal->nlp_fragmentation_least;
  double card = hr_gpu_usable_gib (nlp->input->gpu) * HR_GIB;

  for (guint i = 0; i < estimate->n_terms; i++)
    used += estimate->terms[i].gib * HR_GIB;
  return CLAMP (0.995 * card - used, least, bytes);
}

/**
 * hr_nlp_memory_workspace:
 * @peak: from hr_nlp_peak()
 *
 * Adds communication buffers, fragmentation and context. Call it after the other terms.
 *
 * Returns: bytes that batches of varied length would add, as far as the card lets them; 0 where the
 *   plan says which they are.
 */
double
hr_nlp_memory_workspace (const HrNlp     *nlp,
                         const HrNlpPeak *peak,
                         HrEstimate      *estimate,
                         HrTrace         *trace)
{
  double context = hr_transformer_context (nlp->input->gpu, nlp->cal), ragged, fragmentation, held;
  double share = nlp->cal->nlp_fragmentation[nlp->work->framework], buckets = bucket_bytes (nlp);
  /* Gradients are of the weights' sizes and leave no holes. */
  double dynamic = peak->bytes - peak->moments[peak->worst].gradients;

  hr_estimate_add_term (estimate, HR_TERM_COMMUNICATION, buckets);
  HR_TRACE (trace, "memory.communication-buffers", "min (trainable × 4 B, 2 × bucket)", buckets,
            HR_UNIT_BYTES, "PyTorch DistributedDataParallel and DeepSpeed: bucket sizes",
            "trainable", nlp->trainable, HR_UNIT_PARAMS, "bucket", nlp->cal->nlp_bucket_bytes,
            HR_UNIT_BYTES, NULL);
  ragged = ragged_bytes (nlp, peak);
  held = nlp->cal->nlp_held_gib[nlp->work->framework] * HR_GIB;
  fragmentation = held + dynamic * share + (nlp->work->packing == HR_PACKING_VARIED ? ragged : 0);
  fragmentation = limit_fragmentation (nlp, estimate, fragmentation, context);
  hr_estimate_add_term (estimate, HR_TERM_FRAGMENTATION, fragmentation);
  HR_TRACE (
      trace, "memory.fragmentation",
      "held + step memory × share + a set of logits where lengths vary, less what a full card "
      "takes back",
      fragmentation, HR_UNIT_BYTES, "fitted to reserved memory", "held", held, HR_UNIT_BYTES,
      "step memory", dynamic, HR_UNIT_BYTES, "share", share, HR_UNIT_RATIO, "set of logits",
      nlp->work->packing == HR_PACKING_VARIED ? ragged : 0, HR_UNIT_BYTES, NULL);
  hr_estimate_add_term (estimate, HR_TERM_CONTEXT, context);
  HR_TRACE (trace, "memory.context", "context + share × card", context, HR_UNIT_BYTES,
            "device memory less the allocator's in published runs", "share",
            nlp->cal->driver_reserved_share, HR_UNIT_RATIO, "card",
            hr_gpu_usable_gib (nlp->input->gpu) * HR_GIB, HR_UNIT_BYTES, NULL);
  if (nlp->work->packing != HR_PACKING_PADDED || nlp->facts->packs)
    return 0;
  return limit_fragmentation (nlp, estimate, ragged, 0);
}
