/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-search-private.h"

#include <math.h>
#include <string.h>

#include "hr-task.h"
#include "hr-run-estimate.h"

/* A larger batch must be worth it: none beyond the smallest within 3 % of the fastest is taken. */
#define BATCH_SLACK 1.03

/* Of twelve digits, more than any estimate has, the last few are rounding alone. */
#define DIGITS 40 /* binary */

/**
 * hr_search_digits:
 * @value: seconds, or dollars
 *
 * Returns: @value without the digits that are rounding alone. Where the host sets the pace, all
 *   batches take the same time, and machines of equal prices cost the same: which is least must not
 *   hang on the order of two products or sums.
 */
double
hr_search_digits (double value)
{
  int    exponent;
  double fraction = frexp (value, &exponent);

  return isfinite (value) ? ldexp (rint (ldexp (fraction, DIGITS)), exponent - DIGITS) : value;
}

/* Drops the batches that no machine shall take. */
static void
choose (HrBatches *self, guint n_safe)
{
  double best = INFINITY;

  if (n_safe > 0)
    self->n = n_safe;
  for (guint i = 0; i < self->n; i++)
    best = MIN (best, self->each[i].seconds);
  for (guint i = 0; i < self->n; i++)
    if (self->each[i].seconds <= best * BATCH_SLACK)
      {
        self->n = i + 1;
        return;
      }
}

/* Asked once a card and kind of need: a search asks thousands of times. */
static guint
software_notes (HrSearchWork *work, const HrWorkload *workload)
{
  HrSoftwareNeeds needs;
  HrSupport       support;

  hr_software_check_needs (workload, &needs);
  for (guint i = 0; i < work->n_memo; i++)
    if (memcmp (&work->memo[i].needs, &needs, sizeof needs) == 0)
      return hr_software_check_notes (work->memo[i].support);
  support = hr_software_judge (work->search->snapshot->software, work->search->snapshot->n_software,
                               &needs, work->gpu, NULL);
  if (work->n_memo < HR_MAX_SOFTWARE_MEMO)
    work->memo[work->n_memo++] = (HrSoftwareMemo){ needs, support };
  return hr_software_check_notes (support);
}

/**
 * hr_batches_init:
 * @workload: a variant; its batch is left at any value
 * @first: (out): the estimate with the smallest batch
 *
 * Every batch that the machines of a cell may take with a variant, smallest first, each estimated
 * on the best host that there is: the best of everything that the hosts of the cell have. No real
 * host is faster, and fit, free memory and doubt are the card's alone.
 *
 * For "auto" these are the powers of two up to 1024 that fit the cards, without those that are
 * tight where one is not, and up to the smallest whose time on that host is within 3 % of the
 * least: a larger batch costs memory and must be worth it. Each is a candidate of its own, so that
 * a machine with little RAM, or one that would run at the edge of its memory, gets a smaller one.
 * None is left where not even the smallest fits. What runs from host RAM is taken only where not
 * even the smallest runs without.
 */
void
hr_batches_init (HrBatches *self, HrSearchWork *work, HrWorkload *workload, HrEstimate *first)
{
  const HrTaskType *type = hr_task_type (workload->task);
  guint32          *batch = type->batch ? type->batch (workload) : NULL;
  gboolean          is_auto = batch && *batch == 0;
  guint             n_safe = 0;
  guint             software = software_notes (work, workload);
  double            room = 1;
  HrEstimate        other, *estimate = first;
  HrEstimateInput   input = { .gpu = work->gpu,
                              .gpu_count = work->gpu_count,
                              .host = work->best_host,
                              .workload = workload,
                              .calibration = work->search->calibration };

  for (self->n = 0; self->n < (is_auto ? HR_MAX_BATCHES : 1); self->n++)
    {
      if (is_auto)
        *batch = 1u << self->n;
      hr_estimate (&input, estimate, NULL);
      estimate->notes |= software;
      work->estimated++;
      if (!hr_estimate_is_likely (estimate) || (estimate->notes & HR_NOTE_UNSUPPORTED)
          || (estimate->fit == HR_FIT_OFFLOADS && first->fit != HR_FIT_OFFLOADS))
        break;
      /* A batch can be made smaller next year, a model cannot: room is what the least leaves. */
      if (self->n == 0)
        room = hr_search_room (estimate, work->search->plan->constraints.room);
      self->each[self->n] = (HrBatchBound){
        .batch = batch ? *batch : 0,
        .tight = estimate->fit == HR_FIT_TIGHT,
        .seconds = hr_search_digits (estimate->seconds),
        .gpu_load = estimate->gpu_load,
        .doubt = hr_search_doubt (estimate, work->gpu, workload) * room,
        .waiting = hr_search_waiting (estimate, workload),
        .risk = hr_search_risk (estimate, work->gpu) * room,
        .free_gib = estimate->available_gib - estimate->required_gib,
      };
      /* Memory grows with the batch: what follows a tight one is tight. */
      n_safe += estimate->fit == HR_FIT_FITS;
      estimate = &other;
    }
  if (is_auto)
    choose (self, n_safe);
}

/**
 * hr_search_trace_settings:
 * @asked: the plan's workload
 * @settings: the same with each "auto" resolved
 *
 * Accounts for the batch, and for the sequence or context, which the thresholds vary.
 */
void
hr_search_trace_settings (const HrWorkload *asked, const HrWorkload *settings, HrTrace *trace)
{
  const HrTaskType *type = hr_task_type (asked->task);
  HrWorkload        before = *asked, after = *settings;

  if (type->batch && *type->batch (&before) != 0)
    hr_trace_add (trace, "settings.batch", "as asked", (double) *type->batch (&after),
                  HR_UNIT_COUNT, "the plan", NULL);
  else if (type->batch)
    hr_trace_add (trace, "settings.batch",
                  "a power of two, up to the least that is nearly the fastest",
                  (double) *type->batch (&after), HR_UNIT_COUNT,
                  "each that fits was tried on every machine; tight ones only where none else fits",
                  "nearly", BATCH_SLACK, HR_UNIT_RATIO, "at most",
                  (double) (1u << (HR_MAX_BATCHES - 1)), HR_UNIT_COUNT, NULL);
  if (asked->task == HR_TASK_NLP_FINE_TUNE)
    hr_trace_add (trace, "settings.tokens", "sequence length, as asked",
                  (double) settings->nlp.sequence_length, HR_UNIT_TOKENS, "the plan", NULL);
  else if (asked->task == HR_TASK_LLM_INFERENCE)
    hr_trace_add (trace, "settings.tokens", "context length, as asked; 0 = prompt and answer",
                  (double) settings->llm.context_length, HR_UNIT_TOKENS, "the plan", NULL);
}
