/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "hr-advice-private.h"

/* The 80 % interval of a normal distribution reaches 1.2816 standard deviations to either side. */
#define Z_80 1.2816

/**
 * hr_pick_objective:
 *
 * Returns: what the aim makes small: dollars a job, seconds, dollars, or GiB that are not free.
 */
double
hr_pick_objective (const HrPick *pick,
                   HrAim         aim)
{
  switch (aim)
    {
    case HR_AIM_FASTEST: return pick->estimate.seconds;
    case HR_AIM_CHEAPEST: return pick->build.price_usd;
    case HR_AIM_MOST_HEADROOM: return -pick->headroom_gib;
    case HR_AIM_BEST_VALUE:
    case HR_N_AIM:
    default: return pick->cost.job_usd;
    }
}

static double
log_deviation (double low,
               double high)
{
  return low > 0 && high > low ? log (high / low) / (2 * Z_80) : 0;
}

static double
normal (double z)
{
  return 0.5 * erfc (-z / G_SQRT2);
}

/**
 * hr_confidence:
 * @a: the pick
 * @b: the runner-up
 *
 * The bands of both times (or memories) as independent log-normal errors. Errors of one task are
 * alike for like cards, so the true figure is rather higher. Prices are taken as they are.
 *
 * Returns: the probability that @a is better than @b by the aim, 0…1.
 */
double
hr_confidence (const HrPick *a,
               const HrPick *b,
               HrAim         aim)
{
  const HrEstimate *x = &a->estimate, *y = &b->estimate;
  double deviation, gap;

  if (aim == HR_AIM_CHEAPEST)
    return a->build.price_usd < b->build.price_usd ? 1 : 0.5;
  if (aim == HR_AIM_MOST_HEADROOM)
    {
      deviation = hypot ((x->high_gib - x->low_gib) / (2 * Z_80), (y->high_gib - y->low_gib) / (2 * Z_80));
      gap = a->headroom_gib - b->headroom_gib;
    }
  else
    {
      double better = hr_pick_objective (a, aim), worse = hr_pick_objective (b, aim);

      if (better <= 0 || worse <= 0)
        return 0.5;
      deviation = hypot (log_deviation (x->seconds_low, x->seconds_high),
                         log_deviation (y->seconds_low, y->seconds_high));
      gap = log (worse / better);
    }
  if (deviation <= 0)
    return gap > 0 ? 1 : gap < 0 ? 0 : 0.5;
  return normal (gap / deviation);
}
