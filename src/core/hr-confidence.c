/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "hr-advice-private.h"

/* The 80 % interval of a normal distribution reaches 1.2816 standard deviations to either side. */
#define Z_80 1.2816

static const char *
objective_formula (HrAim aim)
{
  return aim == HR_AIM_FASTEST         ? "time of the job"
         : aim == HR_AIM_CHEAPEST      ? "price"
         : aim == HR_AIM_MOST_HEADROOM ? "− headroom"
                                       : "cost of a run";
}

static HrUnit
objective_unit (HrAim aim)
{
  return aim == HR_AIM_FASTEST         ? HR_UNIT_SECONDS
         : aim == HR_AIM_MOST_HEADROOM ? HR_UNIT_GIB
                                       : HR_UNIT_USD;
}

/**
 * hr_pick_trace_objective:
 * @trace: gets what decides between machines
 */
void
hr_pick_trace_objective (const HrPick *pick, HrAim aim, HrTrace *trace)
{
  hr_trace_add (trace, "ranking.objective", objective_formula (aim), hr_pick_objective (pick, aim),
                objective_unit (aim), "the plan's aim: the machine with the least of it is first",
                "doubt", hr_search_doubt (&pick->estimate, pick->build.gpu, &pick->settings),
                HR_UNIT_RATIO, NULL);
}

/**
 * hr_pick_objective:
 *
 * Returns: what the aim makes small: dollars a job, seconds, dollars, or GiB that are not free.
 */
double
hr_pick_objective (const HrPick *pick, HrAim aim)
{
  switch (aim)
    {
    case HR_AIM_FASTEST:
      return pick->estimate.seconds;
    case HR_AIM_CHEAPEST:
      return pick->build.price_usd;
    case HR_AIM_MOST_HEADROOM:
      return -pick->headroom_gib;
    case HR_AIM_BEST_VALUE:
    case HR_N_AIM:
    default:
      return pick->cost.job_usd;
    }
}

static double
log_deviation (double low, double high)
{
  return low > 0 && high > low ? log (high / low) / (2 * Z_80) : 0;
}

static double
normal (double z)
{
  return 0.5 * erfc (-z / G_SQRT2);
}

/* That @a is better than @b when both run: @gap is by how much it is, @deviation how sure that is.
 */
static double
when_both_run (const HrPick *a, const HrPick *b, HrAim aim, HrTrace *trace)
{
  const HrEstimate *x = &a->estimate, *y = &b->estimate;
  double            deviation, gap, better, worse;

  if (aim == HR_AIM_CHEAPEST)
    return a->build.price_usd < b->build.price_usd   ? 1
           : a->build.price_usd > b->build.price_usd ? 0
                                                     : 0.5;
  if (aim == HR_AIM_MOST_HEADROOM)
    {
      deviation = hypot ((x->high_gib - x->low_gib) / (2 * Z_80),
                         (y->high_gib - y->low_gib) / (2 * Z_80));
      gap = a->headroom_gib - b->headroom_gib;
    }
  else
    {
      better = hr_pick_objective (a, aim) * hr_search_unmeasured (x, a->build.gpu);
      worse = hr_pick_objective (b, aim) * hr_search_unmeasured (y, b->build.gpu);
      if (better <= 0 || worse <= 0)
        return 0.5;
      deviation = hypot (log_deviation (x->seconds_low, x->seconds_high),
                         log_deviation (y->seconds_low, y->seconds_high));
      gap = log (worse / better);
    }
  HR_TRACE (trace, "ranking.gap",
            aim == HR_AIM_MOST_HEADROOM ? "ours − theirs, in GiB" : "ln (theirs ÷ ours)", gap,
            HR_UNIT_RATIO, "by the aim's own figure; unmeasured cards count as slower", "ours",
            hr_pick_objective (a, aim), objective_unit (aim), "theirs", hr_pick_objective (b, aim),
            objective_unit (aim), NULL);
  HR_TRACE (trace, "ranking.deviation", "√ (ours² + theirs²)", deviation, HR_UNIT_RATIO,
            "standard deviations out of both 80 % intervals, as independent errors", NULL);
  if (deviation <= 0)
    return gap > 0 ? 1 : gap < 0 ? 0 : 0.5;
  return normal (gap / deviation);
}

/**
 * hr_confidence:
 * @a: the pick
 * @b: the runner-up
 * @trace: (nullable): gets the probability and what it is made of
 *
 * The bands of both times (or memories) as independent log-normal errors, an unmeasured card at
 * the time that is expected of it, and that either may turn out not to fit. Errors of one task
 * are alike for like cards, so the true figure is rather higher. Prices are taken as they are.
 *
 * Returns: the probability that @a is better than @b by the aim, 0…1.
 */
double
hr_confidence (const HrPick *a, const HrPick *b, HrAim aim, HrTrace *trace)
{
  double fails_a = hr_search_failure (&a->estimate), fails_b = hr_search_failure (&b->estimate);
  double better = when_both_run (a, b, aim, trace);
  double confidence = (1 - fails_a) * (fails_b + (1 - fails_b) * better);

  HR_TRACE (
      trace, "ranking.confidence", "(1 − fails) × (next fails + (1 − next fails) × better)",
      confidence, HR_UNIT_RATIO,
      "log-normal errors; fails: the work does not fit after all; better: Φ (gap ÷ deviation)",
      "fails", fails_a, HR_UNIT_RATIO, "next fails", fails_b, HR_UNIT_RATIO, "better", better,
      HR_UNIT_RATIO, NULL);
  return confidence;
}

/**
 * hr_confidence_draws:
 * @confidence: from hr_confidence()
 *
 * Returns: the same in draws of ten, as it is said.
 */
double
hr_confidence_draws (double confidence, HrTrace *trace)
{
  double draws = round (10 * confidence);

  HR_TRACE (trace, "ranking.draws", "10 × confidence, rounded", draws, HR_UNIT_COUNT,
            "in how many of ten draws the pick is better than the next", "confidence", confidence,
            HR_UNIT_RATIO, NULL);
  return draws;
}
