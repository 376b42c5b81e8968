/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cost.h"

#include <math.h>
#include <string.h>

#include "hr-host-rules.h"

#define WEEKS_PER_YEAR 52.1775 /* 365.2425 ÷ 7 */
/* Power usage effectiveness where the plan names none: a tower is cooled by its room; 1.4 is a
 * server room of the ordinary kind (Uptime Institute's survey averages lie at 1.5 to 1.6, new
 * halls below). */
#define PUE_TOWER 1.0
#define PUE_RACK  1.4

/**
 * hr_money_to_usd:
 * @currency: ISO 4217
 *
 * Returns: US dollars at the snapshot's rate; a currency without one counts as US dollars, which
 *   hr_plan_validate() refuses before.
 */
double
hr_money_to_usd (const HrSnapshot *snapshot, double amount, const char *currency)
{
  const HrExchangeRate *rate = strcmp (currency, "USD") == 0
                                   ? NULL
                                   : hr_snapshot_rate (snapshot, currency);

  return rate ? amount * rate->usd : amount;
}

double
hr_money_from_usd (const HrSnapshot *snapshot, double usd, const char *currency)
{
  const HrExchangeRate *rate = strcmp (currency, "USD") == 0
                                   ? NULL
                                   : hr_snapshot_rate (snapshot, currency);

  return rate && rate->usd > 0 ? usd / rate->usd : usd;
}

void
hr_money_init (HrMoney *money, const HrPlan *plan, const HrSnapshot *snapshot)
{
  const HrEconomics *e = &plan->economics;
  const char        *currency = plan->constraints.currency;

  *money = (HrMoney){
    .budget_usd = hr_money_to_usd (snapshot, plan->constraints.budget, currency),
    .covers = plan->constraints.covers,
    .usd_per_kwh = hr_money_to_usd (snapshot, e->electricity_per_kwh, currency),
    .hours_per_week = e->hours_per_week,
    .horizon_hours = e->hours_per_week * WEEKS_PER_YEAR * e->horizon_years,
    .lost_share = 1 - e->resale_share,
    .tax = 1 + e->tax_rate,
  };
  money->pue[HR_HOST_KIND_TOWER] = e->pue > 0 ? e->pue : PUE_TOWER;
  money->pue[HR_HOST_KIND_ANY] = money->pue[HR_HOST_KIND_TOWER];
  money->pue[HR_HOST_KIND_RACK] = e->pue > 0 ? e->pue : PUE_RACK;
}

/**
 * hr_money_hour_usd:
 *
 * Returns: what one hour of work costs: the purchase less resale, spread over the horizon's
 *   hours, and the energy with its cooling.
 */
double
hr_money_hour_usd (const HrMoney *money, double price_usd, double wall_w, HrHostKind kind)
{
  return price_usd * money->lost_share / money->horizon_hours
         + wall_w / 1000 * money->pue[kind] * money->usd_per_kwh;
}

/**
 * hr_money_budgeted_usd:
 *
 * Returns: what counts against the budget: the cards, the machine, or the machine and the energy
 *   of the whole horizon.
 */
double
hr_money_budgeted_usd (
    const HrMoney *money, double gpus_usd, double price_usd, double wall_w, HrHostKind kind)
{
  if (money->covers == HR_COVERS_GPUS)
    return gpus_usd;
  if (money->covers == HR_COVERS_TOTAL)
    return price_usd + wall_w / 1000 * money->pue[kind] * money->usd_per_kwh * money->horizon_hours;
  return price_usd;
}

/* The rate that the workload's arithmetic runs at; 0 where the card has none. */
static double
rate_of (const HrGpu *gpu, const HrWorkload *w)
{
  HrPrecision   precision = HR_PRECISION_FP16;
  const double *rate = gpu->tflops;

  switch (w->task)
    {
    case HR_TASK_NLP_FINE_TUNE:
      precision = w->nlp.precision;
      break;
    case HR_TASK_IMAGE_CLASSIFICATION:
      precision = w->image.precision;
      break;
    case HR_TASK_SCIENTIFIC:
      precision = w->science.precision;
      break;
    case HR_TASK_RENDERING:
      precision = HR_PRECISION_FP32;
      break;
    case HR_TASK_LLM_INFERENCE:
    case HR_N_TASK:
    default:
      break;
    }
  switch (precision)
    {
    case HR_PRECISION_FP64:
      return MAX (rate[HR_RATE_FP64], rate[HR_RATE_FP64_TENSOR]);
    case HR_PRECISION_FP32:
    case HR_PRECISION_MIXED:
      return rate[HR_RATE_FP32];
    case HR_PRECISION_TF32:
      return rate[HR_RATE_TF32] > 0 ? rate[HR_RATE_TF32] : rate[HR_RATE_FP32];
    case HR_PRECISION_BF16:
    case HR_PRECISION_AMP_BF16:
      return rate[HR_RATE_BF16] > 0 ? rate[HR_RATE_BF16] : rate[HR_RATE_FP32];
    case HR_PRECISION_AMP:
    case HR_PRECISION_FP16:
    case HR_PRECISION_AMP_FP16:
    case HR_PRECISION_AUTO:
    case HR_N_PRECISION:
    default:
      return rate[HR_RATE_FP16_FP32ACC] > 0 ? rate[HR_RATE_FP16_FP32ACC] : rate[HR_RATE_FP16];
    }
}

/* The same card, or one that does the same work: same generation and memory, no slower memory. */
static gboolean
is_equivalent (const HrGpu *offered, const HrGpu *gpu)
{
  return offered == gpu
         || (offered->arch == gpu->arch && offered->devices == gpu->devices
             && fabs (offered->vram_gib - gpu->vram_gib) <= 0.02 * gpu->vram_gib
             && offered->bandwidth_gb_s >= 0.95 * gpu->bandwidth_gb_s
             && offered->tflops[HR_RATE_FP32] >= 0.9 * gpu->tflops[HR_RATE_FP32]);
}

/* The cheapest way to rent @gpu_count cards at once; the same card goes before an equivalent one.
 * */
static const HrRentOffer *
cheapest_rent (const HrSnapshot *snapshot, const HrGpu *gpu, guint gpu_count, double *usd_per_hour)
{
  const HrRentOffer *best = NULL;
  gboolean           best_same = FALSE;

  for (guint i = 0; i < snapshot->n_rent_offers; i++)
    {
      const HrRentOffer *offer = &snapshot->rent_offers[i];
      const HrGpu       *offered = hr_snapshot_gpu (snapshot, offer->gpu);
      guint              unit = MAX (offer->gpu_count, 1);
      double             usd = offer->usd_per_gpu_hour * unit * ((gpu_count + unit - 1) / unit);
      gboolean           same = offered == gpu;

      if (offered == NULL || usd <= 0 || !is_equivalent (offered, gpu))
        continue;
      if (best == NULL || (same && !best_same) || (same == best_same && usd < *usd_per_hour))
        {
          best = offer;
          best_same = same;
          *usd_per_hour = usd;
        }
    }
  return best;
}

static double
gpus_usd (const HrBuild *build)
{
  for (guint i = 0; i < build->n_parts; i++)
    if (build->parts[i].part == HR_PART_GPU || build->parts[i].part == HR_PART_SYSTEM)
      return build->parts[i].unit_usd * build->parts[i].count;
  return 0;
}

/**
 * hr_advice_cost:
 * @build: a machine with its prices
 * @estimate: of the plan's workload on it
 * @cost: (out): every figure of money; those that rest on a missing price are 0
 */
void
hr_advice_cost (const HrPlan     *plan,
                const HrSnapshot *snapshot,
                const HrBuild    *build,
                const HrEstimate *estimate,
                HrCost           *cost)
{
  HrHostKind              kind = build->platform ? build->platform->kind : HR_HOST_KIND_TOWER;
  static const HrPlatform no_platform = { .idle_w = 65, .load_w = 280 };
  const HrPlatform       *platform = build->platform ? build->platform : &no_platform;
  double hours = estimate->seconds / 3600, cards_usd = gpus_usd (build) / MAX (build->gpu_count, 1);
  double energy_hour, rate;
  HrMoney money;

  *cost = (HrCost){ 0 };
  hr_money_init (&money, plan, snapshot);
  cost->power_w = hr_host_rules_wall_w (platform, build->gpu, build->gpu_count, estimate->gpu_load);
  energy_hour = cost->power_w / 1000 * money.pue[kind] * money.usd_per_kwh;
  cost->per_hour_usd = hr_money_hour_usd (&money, build->price_usd, cost->power_w, kind);
  cost->energy_kwh = cost->power_w / 1000 * money.pue[kind] * hours;
  cost->energy_usd = energy_hour * hours;
  cost->job_usd = cost->per_hour_usd * hours;
  cost->job_low_usd = cost->per_hour_usd * estimate->seconds_low / 3600;
  cost->job_high_usd = cost->per_hour_usd * estimate->seconds_high / 3600;
  if (cost->job_usd > 0)
    cost->work_per_usd = estimate->work / cost->job_usd;
  cost->rent = cheapest_rent (snapshot, build->gpu, build->gpu_count, &cost->rent_hour_usd);
  if (cost->rent)
    {
      cost->rent_job_usd = cost->rent_hour_usd * hours;
      if (cost->rent_hour_usd > energy_hour && build->price_usd > 0)
        cost->break_even_hours = build->price_usd * money.lost_share
                                 / (cost->rent_hour_usd - energy_hour);
    }
  if (cards_usd > 0)
    {
      rate = rate_of (build->gpu, &plan->workload);
      cost->usd_per_gib = cards_usd / build->gpu->vram_gib;
      cost->usd_per_gb_s = build->gpu->bandwidth_gb_s > 0 ? cards_usd / build->gpu->bandwidth_gb_s
                                                          : 0;
      cost->usd_per_tflops = rate > 0 ? cards_usd / rate : 0;
    }
}

#define DAYS_PER_WEEK  7
#define FARTHEST_YEARS 50 /* no machine works that long */

/**
 * hr_cost_date:
 * @cost: (inout): gets the day on which buying has paid
 * @plan: for the hours a week
 *
 * Today and the break-even hours at the plan's pace; not known where buying never wins, or so late
 * that no machine lives to see it.
 */
void
hr_cost_date (HrCost *cost, const HrPlan *plan, HrDate today)
{
  double weeks = plan->economics.hours_per_week > 0
                     ? cost->break_even_hours / plan->economics.hours_per_week
                     : 0;
  GDate  date;

  cost->break_even_date = (HrDate){ 0 };
  if (weeks <= 0 || weeks > FARTHEST_YEARS * WEEKS_PER_YEAR || today.day == 0)
    return;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, today.day, (GDateMonth) today.month, today.year);
  g_date_add_days (&date, (guint) ceil (weeks * DAYS_PER_WEEK));
  cost->break_even_date = (HrDate){ g_date_get_year (&date), (guint8) g_date_get_month (&date),
                                    g_date_get_day (&date) };
}
