/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "hr-search.h"
#include "hr-task.h"

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
/* What it costs that fewer people run this software on the maker's cards: guides, wheels and fixes
 * come for CUDA first, then for ROCm, then for the rest. Of 985 published runs that the
 * estimates rest on 905 are NVIDIA's, 68 AMD's and 12 Intel's. A judgement of hours lost, on top of
 * what a source says of one program. */
#define AMD_FACTOR   1.20
#define OTHER_FACTOR 1.50
/* A setting that takes effort must gain this much: less than any estimate is sure of. */
#define EFFORT_STEP 0.02
/* Another card must gain this much: a slot, noise, heat, and software that splits the work. The
 * second finds its place on many boards and in any engine; from the third on it takes a frame or a
 * server and numbers that the heads divide by. Codes that solve one problem have to be built and
 * run for several cards (MPI, a licence a card), and many are not. Judgements. */
#define SECOND_CARD_STEP  0.03
#define CARD_STEP         0.06
#define SCIENCE_CARD_STEP 0.15
/* A machine that most probably fits is bought again in the other cases. One that may well not is
 * first only where nothing that fits costs less than half as much again. */
#define LIKELY_CHANCE 0.75
#define TIGHT_FACTOR  1.50
/* What a machine counts more for each share of its memory that it lacks of what shall stay free for
 * next year's models: a quarter where nothing is left of the usual tenth. */
#define ROOM_FACTOR 2.5
/* Training on less than this changes what can be tried at all: smaller batches, models and images
 * than others use. */
#define COMFORTABLE_GIB 16.0

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
static double
effort (const HrWorkload *w, const HrEstimate *e)
{
  guint  more = MAX (e->gpu_count, 1) - 1;
  double cards = w->task == HR_TASK_SCIENTIFIC ? more * SCIENCE_CARD_STEP
                 : more > 0                    ? SECOND_CARD_STEP + (more - 1) * CARD_STEP
                                               : 0;
  guint  steps = w->task == HR_TASK_LLM_INFERENCE && e->fit == HR_FIT_OFFLOADS;

  if (w->task == HR_TASK_NLP_FINE_TUNE)
    steps = (w->nlp.offload > HR_OFFLOAD_NONE) + (w->nlp.offload > HR_OFFLOAD_OPTIMIZER)
            + (w->nlp.sharding > HR_SHARDING_DDP) + (w->nlp.sharding > HR_SHARDING_ZERO2);
  return 1 + cards + EFFORT_STEP * steps;
}

/* Little memory, where the work itself would fit into it. */
static double
smallness (const HrGpu *gpu, const HrWorkload *w)
{
  const HrTaskType *type = hr_task_type (w->task);
  double            gib = hr_gpu_device_gib (gpu);

  return type->trains && type->trains (w) && gib < COMFORTABLE_GIB ? sqrt (COMFORTABLE_GIB / gib)
                                                                   : 1;
}

static double
maturity (const HrGpu *gpu)
{
  return gpu->vendor == HR_VENDOR_NVIDIA ? 1
         : gpu->vendor == HR_VENDOR_AMD  ? AMD_FACTOR
                                         : OTHER_FACTOR;
}

/**
 * hr_search_room:
 * @least: the estimate with the smallest batch that the plan allows
 * @room: the share of the memory that shall stay free
 *
 * Returns: the factor, at least 1, by which too little free memory makes a machine look worse.
 */
double
hr_search_room (const HrEstimate *least, double room)
{
  double share = 1 - least->required_gib / least->available_gib;

  if (room <= 0 || !isfinite (share))
    return 1;
  return 1 + ROOM_FACTOR * CLAMP (room - share, 0, room);
}

/**
 * hr_search_risk:
 * @estimate: of a card that the plan may buy
 * @gpu: the card
 *
 * A card on which the work does not fit is bought in vain: with probability p of that, the
 * expected cost of what succeeds is 1 ÷ (1 − p) times as much. A maker whose software fewer people
 * use costs hours, whatever the aim.
 *
 * Returns: the factor, at least 1, by which it may turn out that the machine cannot do the work:
 *   what counts for every aim.
 */
double
hr_search_risk (const HrEstimate *estimate, const HrGpu *gpu)
{
  double chance = MAX (estimate->fit_chance, 0.1);
  double tight = estimate->fit == HR_FIT_TIGHT && chance < LIKELY_CHANCE ? TIGHT_FACTOR : 1;

  return tight / chance * maturity (gpu)
         * (estimate->notes & HR_NOTE_SOFTWARE_PARTIAL   ? PARTIAL_SOFTWARE_FACTOR
            : estimate->notes & HR_NOTE_SOFTWARE_UNKNOWN ? UNKNOWN_SOFTWARE_FACTOR
                                                         : 1);
}

/**
 * hr_search_waiting:
 * @settings: that the estimate was made for
 *
 * Returns: the factor, at least 1, by which a machine looks worse because it keeps people waiting.
 *   It hangs on the host, and counts beside hr_search_doubt() where time does.
 */
double
hr_search_waiting (const HrEstimate *estimate, const HrWorkload *settings)
{
  const HrTaskType *type = hr_task_type (settings->task);

  return type->waiting ? type->waiting (settings, estimate) : 1;
}

/**
 * hr_search_doubt:
 * @estimate: of a card that the plan may buy
 * @gpu: the card
 * @settings: that it was made for
 *
 * Beside the risk: an unmeasured generation is expected to be slower, and a setting that takes
 * effort, or one more card, must be worth it.
 *
 * Returns: the factor, at least 1, by which the estimate's doubts make a machine look worse where
 *   time counts.
 */
double
hr_search_doubt (const HrEstimate *estimate, const HrGpu *gpu, const HrWorkload *settings)
{
  return hr_search_risk (estimate, gpu) * effort (settings, estimate) * smallness (gpu, settings)
         * hr_search_unmeasured (estimate, gpu) * (hr_gpu_dropped_by (gpu) ? DROPPED_FACTOR : 1)
         * (estimate->notes & HR_NOTE_NO_BF16 ? OTHER_PRECISION_FACTOR : 1);
}
