/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "hr-search.h"

/* What it costs in the ranking that no published run of the card's generation is at hand. Within
 * NVIDIA the software is the same. Others reach, where both are published, 0.4 to 0.7 of what
 * NVIDIA's cards reach of their peak (lattices 0.56…0.73 of the bandwidth against 0.84, Blender
 * 65…109 points a TFLOP/s against 153…161): the lower end is taken. It is said beside the pick.
 * */
#define UNMEASURED_FACTOR        1.25
#define UNMEASURED_VENDOR_FACTOR 2.50
/* A card without the precision that was asked for runs another one: FP16 with its loss scaling, and
 * without the kernels that are written for BF16. A judgement; the note is shown with the pick. */
#define OTHER_PRECISION_FACTOR 1.25
/* What it costs that the maker's toolkit has left a generation behind: whoever buys the card for
 * years stays with the frameworks of its day. A judgement; it is said beside the pick. */
#define DROPPED_FACTOR 1.25
/* What it costs that the software runs on the card with limits only, or that no source says so: a
 * judgement, for hours of trying and for what then does not work. It is said beside the pick. */
#define PARTIAL_SOFTWARE_FACTOR 1.5
#define UNKNOWN_SOFTWARE_FACTOR 2.0
/* A setting that takes effort, or another card, must gain this much: less than any estimate is sure
 * of. */
#define EFFORT_STEP 0.02

/**
 * hr_search_failure:
 *
 * Returns: the probability that the work does not fit after all, by the band as a log-normal error.
 */
double
hr_search_failure (const HrEstimate *e)
{
  return 1 - e->fit_chance;
}

/**
 * hr_search_unmeasured:
 *
 * Returns: the factor, at least 1, by which an estimate that rests on no published run of the
 *   card's generation is expected to be too good.
 */
double
hr_search_unmeasured (const HrEstimate *estimate, const HrGpu *gpu)
{
  if (!(estimate->notes & HR_NOTE_EXTRAPOLATED))
    return 1;
  return gpu->vendor == HR_VENDOR_NVIDIA ? UNMEASURED_FACTOR : UNMEASURED_VENDOR_FACTOR;
}

/* What takes work to get right and to keep running: each card beyond the first, which has to be
 * fed, cooled and kept in step, and each setting's step away from the gentlest value. */
static guint
effort (const HrWorkload *w, guint gpu_count)
{
  guint cards = MAX (gpu_count, 1) - 1;

  if (w->task != HR_TASK_NLP_FINE_TUNE)
    return cards;
  return cards + (w->nlp.offload > HR_OFFLOAD_NONE) + (w->nlp.offload > HR_OFFLOAD_OPTIMIZER)
         + (w->nlp.sharding > HR_SHARDING_DDP) + (w->nlp.sharding > HR_SHARDING_ZERO2);
}

/**
 * hr_search_doubt:
 * @estimate: of a card that the plan may buy
 * @gpu: the card
 * @settings: that it was made for
 *
 * A card on which the work does not fit is bought in vain: with probability p of that, the
 * expected cost of what succeeds is 1 ÷ (1 − p) times as much money, and as much again in time
 * lost. An unmeasured generation is expected to be slower, and a setting that takes effort, or
 * one more card, must be worth it.
 *
 * Returns: the factor, at least 1, by which the estimate's doubts make a machine look worse.
 */
double
hr_search_doubt (const HrEstimate *estimate, const HrGpu *gpu, const HrWorkload *settings)
{
  double succeeds = 1 - MIN (hr_search_failure (estimate), 0.9);

  return (1 + EFFORT_STEP * effort (settings, estimate->gpu_count))
         * hr_search_unmeasured (estimate, gpu) * (hr_gpu_dropped_by (gpu) ? DROPPED_FACTOR : 1)
         * (estimate->notes & HR_NOTE_NO_BF16 ? OTHER_PRECISION_FACTOR : 1)
         * (estimate->notes & HR_NOTE_SOFTWARE_PARTIAL   ? PARTIAL_SOFTWARE_FACTOR
            : estimate->notes & HR_NOTE_SOFTWARE_UNKNOWN ? UNKNOWN_SOFTWARE_FACTOR
                                                         : 1)
         / (succeeds * succeeds);
}
