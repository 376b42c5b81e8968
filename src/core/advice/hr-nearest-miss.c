/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "hr-advice-private.h"
#include "hr-task.h"
#include "hr-run-estimate.h"

/* What a plan that nothing is feasible for gets instead of a pick. */

/* The machine whose worst limit of budget, power and deadline is exceeded by the smallest factor;
 * NULL where the memory or the host refuse all. */
static const HrCell *
nearest_to_limits (const HrSearch *search, const HrTerms *terms, HrMiss *nearest)
{
  const HrCell *best = NULL;
  double        least = INFINITY;

  for (guint i = 0; i < search->n_cells; i++)
    {
      const HrCell *cell = &search->cells[i];
      HrMiss        miss;

      if (cell->gpu_count > terms->constraints.max_gpus
          || !hr_rank_allows (search, terms, cell, NULL))
        continue;
      hr_rank_miss (search, terms, cell, &miss);
      if (miss.point && miss.limit > 0 && miss.need / miss.limit < least)
        {
          least = miss.need / miss.limit;
          best = cell;
          *nearest = miss;
        }
    }
  return best;
}

static gboolean
goes_into_host (const HrTerms *terms, const HrCell *cell)
{
  HrHostKind host = terms->constraints.host;

  if (host != HR_HOST_KIND_ANY)
    return cell->verdict[host] == HR_HOST_FITS;
  return cell->verdict[HR_HOST_KIND_TOWER] == HR_HOST_FITS
         || cell->verdict[HR_HOST_KIND_RACK] == HR_HOST_FITS;
}

/* The cards that a host takes, and whose memory is too small by the smallest factor. */
static const HrCell *
nearest_in_memory (const HrSearch *search, const HrTerms *terms)
{
  const HrCell *best = NULL;
  double        least = INFINITY;

  for (guint i = 0; i < search->n_cells; i++)
    {
      const HrCell *cell = &search->cells[i];
      HrMiss        miss;

      if (cell->gpu_count > terms->constraints.max_gpus
          || !hr_rank_allows (search, terms, cell, NULL))
        continue;
      hr_rank_miss (search, terms, cell, &miss);
      if (miss.reason == HR_REASON_MEMORY && goes_into_host (terms, cell) && miss.limit > 0
          && isfinite (miss.need) && miss.need / miss.limit < least)
        {
          least = miss.need / miss.limit;
          best = cell;
        }
    }
  return best;
}

/* Of the settings that "auto" may become those that need the least memory on @host, in @point, and
 * what they need. */
static void
choose_settings (const HrSearch *search,
                 const HrCell   *cell,
                 const HrHost   *host,
                 HrPoint        *point,
                 HrEstimate     *estimate)
{
  const HrTaskType *type = hr_task_type (search->plan->workload.task);

  for (guint i = 0; i < search->n_variants[cell->gpu_count - 1]; i++)
    {
      HrWorkload      workload = search->variants[cell->gpu_count - 1][i].workload;
      guint32        *batch = type->batch ? type->batch (&workload) : NULL;
      HrEstimateInput input = { .gpu = cell->gpu,
                                .gpu_count = cell->gpu_count,
                                .host = *host,
                                .workload = &workload,
                                .calibration = search->calibration };
      HrEstimate      other;

      if (batch && *batch == 0)
        *batch = 1;
      point->on_cards = (guint8) hr_task_keep_on_cards (&workload);
      hr_estimate (&input, &other, NULL);
      if (i > 0 && other.required_gib >= estimate->required_gib)
        continue;
      *estimate = other;
      point->variant = (guint16) i;
      point->batch = batch ? *batch : 0;
    }
}

/* The cheapest machine with the cards of @cell, and RAM enough for the work where there is one. */
static gboolean
machine_around (const HrSearch *search, const HrCell *cell, HrPoint *point, HrEstimate *estimate)
{
  HrCheapest host = { .host = search->plan->constraints.host }, roomy = host;
  HrHost     seen;

  if (!hr_build_cheapest (search->options, cell->gpu, cell->gpu_count, &host))
    return FALSE;
  hr_build_host (host.option, host.bundle, cell->gpu, cell->gpu_count, &seen);
  choose_settings (search, cell, &seen, point, estimate);
  roomy.ram_gib = estimate->host_required_gib / HR_RAM_USABLE;
  if (hr_build_cheapest (search->options, cell->gpu, cell->gpu_count, &roomy))
    host = roomy;
  point->option = (guint16) (host.option - search->options->options);
  point->bundle = (guint16) (host.bundle - host.option->bundles);
  return TRUE;
}

/* What a card is tried for, in this order. */
static const HrReason filters[] = {
  HR_REASON_VENDOR, HR_REASON_SEGMENT, HR_REASON_CONDITION, HR_REASON_NO_PRICE, HR_REASON_PRECISION,
  HR_REASON_HOST,   HR_REASON_MEMORY,  HR_REASON_POWER,     HR_REASON_BUDGET,   HR_REASON_DEADLINE,
};

/**
 * hr_nearest_miss_filter:
 * @advice: one without a pick, whose excluded cards are known
 *
 * Returns: after which filter no card is left
 */
HrReason
hr_nearest_miss_filter (const HrAdvice *advice)
{
  guint last = 0;

  for (guint i = 0; i < advice->n_excluded; i++)
    for (guint k = last; k < G_N_ELEMENTS (filters); k++)
      if (advice->excluded[i].reason == filters[k])
        last = k;
  return filters[last];
}

/**
 * hr_nearest_miss_fill:
 * @advice: (inout): one without a pick
 *
 * Gives the advice the machine that comes nearest to being feasible, and by what it misses: over
 * its worst limit by the smallest factor; where no card has the memory, with the card that lacks
 * the smallest share of it. None where no card that the plan allows goes into a host.
 */
void
hr_nearest_miss_fill (HrAdvice *advice, const HrSearch *search, const HrTerms *terms)
{
  HrMiss        miss = { .reason = HR_N_REASON };
  HrPoint       point = { 0 };
  HrEstimate    estimate = { 0 };
  const HrCell *cell = nearest_to_limits (search, terms, &miss);

  if (cell == NULL)
    {
      cell = nearest_in_memory (search, terms);
      if (cell == NULL || !machine_around (search, cell, &point, &estimate))
        return;
      miss = (HrMiss){ .reason = HR_REASON_MEMORY,
                       .point = &point,
                       .need = estimate.required_gib,
                       .limit = estimate.available_gib };
    }
  advice->nearest_miss = g_new0 (HrPick, 1);
  hr_search_expand (search, cell, miss.point, advice->today, advice->nearest_miss);
  advice->miss_reason = miss.reason;
  advice->miss_by = miss.need - miss.limit;
}
