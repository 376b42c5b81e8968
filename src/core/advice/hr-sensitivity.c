/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-sensitivity.h"

#include <math.h>
#include <stdlib.h>

#include "hr-build.h"
#include "hr-cost.h"
#include "hr-quantile.h"

/* How far each assumption is moved, where no measurement says: what the user says of the machine's
 * use may well be half or twice, and half of the purchase is got back at best. Speed and price are
 * moved to the ends of their 80 % ranges. */
#define USE_FACTOR  2.0
#define MOST_RESALE 0.5

typedef struct
{
  HrPlan     plan;
  HrBuild    build;
  HrEstimate estimate;
} Case;

/* Sets @value of what is assumed: a factor, or the share of resale. */
static void
assume (Case *self, HrAssumption assumption, double value)
{
  HrEconomics *economics = &self->plan.economics;

  switch (assumption)
    {
    case HR_ASSUMPTION_SPEED:
      self->estimate.seconds /= value;
      self->estimate.seconds_low /= value;
      self->estimate.seconds_high /= value;
      break;
    case HR_ASSUMPTION_MACHINE_PRICE:
      self->build.price_usd *= value;
      break;
    case HR_ASSUMPTION_HOURS:
      economics->hours_per_week = MIN (economics->hours_per_week * value, 24 * 7);
      break;
    case HR_ASSUMPTION_HORIZON:
      economics->horizon_years *= value;
      break;
    case HR_ASSUMPTION_ELECTRICITY:
      economics->electricity_per_kwh *= value;
      break;
    case HR_ASSUMPTION_RESALE:
      economics->resale_share = value;
      break;
    case HR_N_ASSUMPTION:
      break;
    }
}

static void
range_of (HrAssumption assumption, const HrPick *pick, double *low, double *high)
{
  const HrThroughput *speed = &pick->estimate.throughput;

  switch (assumption)
    {
    case HR_ASSUMPTION_SPEED:
      *low = speed->value > 0 ? speed->low / speed->value : 1;
      *high = speed->value > 0 ? speed->high / speed->value : 1;
      break;
    case HR_ASSUMPTION_MACHINE_PRICE:
      *high = exp (HR_Z_80 * hr_build_price_deviation (&pick->build));
      *low = 1 / *high;
      break;
    case HR_ASSUMPTION_RESALE:
      *low = 0;
      *high = MOST_RESALE;
      break;
    case HR_ASSUMPTION_HOURS:
    case HR_ASSUMPTION_HORIZON:
    case HR_ASSUMPTION_ELECTRICITY:
    case HR_N_ASSUMPTION:
      *low = 1 / USE_FACTOR;
      *high = USE_FACTOR;
      break;
    }
}

static double
job_usd (const HrPlan     *plan,
         const HrSnapshot *snapshot,
         const HrPick     *pick,
         HrAssumption      assumption,
         double            value)
{
  g_autofree Case *changed = g_new (Case, 1);
  HrCost           cost;

  changed->plan = *plan;
  changed->build = pick->build;
  changed->estimate = pick->estimate;
  assume (changed, assumption, value);
  hr_cost_fill (&changed->plan, snapshot, &changed->build, &changed->estimate, &cost, NULL);
  return cost.job_usd;
}

static int
by_span (gconstpointer a, gconstpointer b)
{
  const HrSensitivity *x = a, *y = b;
  double               p = x->most_usd - x->least_usd, q = y->most_usd - y->least_usd;

  return p != q ? (p > q ? -1 : 1) : (int) x->assumption - (int) y->assumption;
}

/**
 * hr_sensitivity_list:
 * @plan: what was asked
 * @snapshot: the catalog
 * @pick: a machine of the answer
 * @list: (out): its assumptions, what moves the cost of a run most first
 *
 * What a run costs when one assumption is at either end of what it may be: the speed at the ends of
 * its band, the price at those of its range, the hours, the years and the electricity half and
 * twice as much, nothing and half of the purchase got back.
 *
 * Returns: how many move it at all; 0 where a run has no cost.
 */
guint
hr_sensitivity_list (const HrPlan     *plan,
                     const HrSnapshot *snapshot,
                     const HrPick     *pick,
                     HrSensitivity     list[HR_N_ASSUMPTION])
{
  guint n = 0;

  if (!(pick->cost.job_usd > 0))
    return 0;
  for (int a = 0; a < HR_N_ASSUMPTION; a++)
    {
      HrSensitivity *entry = &list[n];
      double         at_low, at_high;

      entry->assumption = (HrAssumption) a;
      range_of (entry->assumption, pick, &entry->low, &entry->high);
      at_low = job_usd (plan, snapshot, pick, entry->assumption, entry->low);
      at_high = job_usd (plan, snapshot, pick, entry->assumption, entry->high);
      entry->least_usd = MIN (at_low, at_high);
      entry->most_usd = MAX (at_low, at_high);
      n += entry->most_usd > entry->least_usd;
    }
  qsort (list, n, sizeof *list, by_span);
  return n;
}
