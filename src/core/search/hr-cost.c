/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cost.h"

#include <math.h>
#include <string.h>

#include "hr-host-rules.h"
#include "hr-money.h"

#define WEEKS_PER_YEAR 52.1775 /* 365.2425 ÷ 7 */
/* Power usage effectiveness where the plan names none: a tower is cooled by its room; 1.4 is a
 * server room of the ordinary kind (Uptime Institute's survey averages lie at 1.5 to 1.6, new
 * halls below). */
#define PUE_TOWER 1.0
#define PUE_RACK  1.4

static void
trace_money (const HrMoney *money, const HrPlan *plan, const HrSnapshot *snapshot, HrTrace *trace)
{
  const HrEconomics    *e = &plan->economics;
  const char           *currency = plan->constraints.currency;
  const HrExchangeRate *rate = strcmp (currency, "USD") == 0
                                   ? NULL
                                   : hr_snapshot_rate (snapshot, currency);
  double                usd = rate ? rate->usd : 1;

  if (rate)
    {
      hr_trace_add (trace, "price.exchange-rate", "US dollars for one unit of the plan's currency",
                    usd, HR_UNIT_RATIO, rate->source ? rate->source : "", NULL);
      hr_trace_set_date (trace, rate->date);
    }
  hr_trace_add (trace, "energy.price", "electricity price × exchange rate", money->usd_per_kwh,
                HR_UNIT_USD, "the plan, for one kWh", "electricity price", e->electricity_per_kwh,
                HR_UNIT_RATIO, "exchange rate", usd, HR_UNIT_RATIO, NULL);
  hr_trace_add (trace, "cost.horizon", "hours a week × weeks a year × years", money->horizon_hours,
                HR_UNIT_HOURS, "the plan: what the machine works before it is replaced",
                "hours a week", money->hours_per_week, HR_UNIT_HOURS, "weeks a year",
                WEEKS_PER_YEAR, HR_UNIT_RATIO, "years", e->horizon_years, HR_UNIT_YEARS, NULL);
}

/**
 * hr_money_init:
 * @trace: (nullable): gets the exchange rate, the price of electricity and the horizon
 */
void
hr_money_init (HrMoney *money, const HrPlan *plan, const HrSnapshot *snapshot, HrTrace *trace)
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
  if (trace != NULL)
    trace_money (money, plan, snapshot, trace);
}

/* Dollars for the energy of one hour, cooling included. */
static double
energy_hour_usd (const HrMoney *money, double wall_w, HrHostKind kind)
{
  return wall_w / 1000 * money->pue[kind] * money->usd_per_kwh;
}

/**
 * hr_money_hour_usd:
 * @trace: (nullable): gets both parts and their sum
 *
 * Returns: what one hour of work costs: the purchase less resale, spread over the horizon's
 *   hours, and the energy with its cooling.
 */
double
hr_money_hour_usd (
    const HrMoney *money, double price_usd, double wall_w, HrHostKind kind, HrTrace *trace)
{
  double purchase = price_usd * money->lost_share / money->horizon_hours;
  double energy = energy_hour_usd (money, wall_w, kind);

  HR_TRACE (trace, "cost.purchase-hour", "price × share that is not got back ÷ horizon", purchase,
            HR_UNIT_USD_HOUR, "straight-line share of the purchase", "price", price_usd,
            HR_UNIT_USD, "share that is not got back", money->lost_share, HR_UNIT_RATIO, "horizon",
            money->horizon_hours, HR_UNIT_HOURS, NULL);
  HR_TRACE (trace, "energy.hour", "power at the wall × PUE × electricity price", energy,
            HR_UNIT_USD_HOUR, "PUE: the plan's, or 1 for a tower and 1.4 for a server room",
            "power at the wall", wall_w, HR_UNIT_W, "PUE", money->pue[kind], HR_UNIT_RATIO,
            "electricity price", money->usd_per_kwh, HR_UNIT_USD, NULL);
  HR_TRACE (trace, "cost.hour", "purchase + energy", purchase + energy, HR_UNIT_USD_HOUR,
            "an hour of work", "purchase", purchase, HR_UNIT_USD_HOUR, "energy", energy,
            HR_UNIT_USD_HOUR, NULL);
  return purchase + energy;
}

static const char *
covers_formula (HrCovers covers)
{
  if (covers == HR_COVERS_GPUS)
    return "the cards with their tax";
  return covers == HR_COVERS_TOTAL ? "price + energy of the horizon" : "price";
}

/**
 * hr_money_budgeted_usd:
 * @trace: (nullable): gets the sum
 *
 * Returns: what counts against the budget: the cards, the machine, or the machine and the energy
 *   of the whole horizon.
 */
double
hr_money_budgeted_usd (const HrMoney *money,
                       double         gpus_usd,
                       double         price_usd,
                       double         wall_w,
                       HrHostKind     kind,
                       HrTrace       *trace)
{
  double usd = price_usd;

  if (money->covers == HR_COVERS_GPUS)
    usd = gpus_usd;
  else if (money->covers == HR_COVERS_TOTAL)
    usd = price_usd + energy_hour_usd (money, wall_w, kind) * money->horizon_hours;
  HR_TRACE (trace, "price.budgeted", covers_formula (money->covers), usd, HR_UNIT_USD,
            "what the plan says that the budget covers; 0 = no budget", "budget", money->budget_usd,
            HR_UNIT_USD, "cards", gpus_usd, HR_UNIT_USD, "price", price_usd, HR_UNIT_USD, NULL);
  return usd;
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

/**
 * hr_cost_gpus_usd:
 *
 * Returns: dollars for all cards of @build, or for the system that they come in; no tax.
 */
double
hr_cost_gpus_usd (const HrBuild *build)
{
  for (guint i = 0; i < build->n_parts; i++)
    if (build->parts[i].part == HR_PART_GPU || build->parts[i].part == HR_PART_SYSTEM)
      return build->parts[i].unit_usd * build->parts[i].count;
  return 0;
}

/* What a job costs and the energy that it takes. */
static void
fill_job (
    const HrMoney *money, const HrEstimate *estimate, HrHostKind kind, HrCost *cost, HrTrace *trace)
{
  double hours = estimate->seconds / 3600;

  cost->energy_kwh = cost->power_w / 1000 * money->pue[kind] * hours;
  cost->energy_usd = energy_hour_usd (money, cost->power_w, kind) * hours;
  cost->job_usd = cost->per_hour_usd * hours;
  cost->job_low_usd = cost->per_hour_usd * estimate->seconds_low / 3600;
  cost->job_high_usd = cost->per_hour_usd * estimate->seconds_high / 3600;
  if (cost->job_usd > 0)
    cost->work_per_usd = estimate->work / cost->job_usd;
  if (trace == NULL)
    return;
  hr_trace_add (trace, "energy.job", "power at the wall × PUE × time", cost->energy_kwh,
                HR_UNIT_KWH, "energy of one run", "power at the wall", cost->power_w, HR_UNIT_W,
                "PUE", money->pue[kind], HR_UNIT_RATIO, "time", hours, HR_UNIT_HOURS, NULL);
  hr_trace_add (trace, "energy.cost", "energy × electricity price", cost->energy_usd, HR_UNIT_USD,
                "energy of one run", "energy", cost->energy_kwh, HR_UNIT_KWH, "electricity price",
                money->usd_per_kwh, HR_UNIT_USD, NULL);
  hr_trace_add (trace, "cost.job", "hour × time", cost->job_usd, HR_UNIT_USD, "one run", "hour",
                cost->per_hour_usd, HR_UNIT_USD_HOUR, "time", hours, HR_UNIT_HOURS, NULL);
  hr_trace_add (trace, "cost.job-low", "hour × least time", cost->job_low_usd, HR_UNIT_USD,
                "the band of the time", "hour", cost->per_hour_usd, HR_UNIT_USD_HOUR, "least time",
                estimate->seconds_low / 3600, HR_UNIT_HOURS, NULL);
  hr_trace_add (trace, "cost.job-high", "hour × most time", cost->job_high_usd, HR_UNIT_USD,
                "the band of the time", "hour", cost->per_hour_usd, HR_UNIT_USD_HOUR, "most time",
                estimate->seconds_high / 3600, HR_UNIT_HOURS, NULL);
  hr_trace_add (trace, "cost.work-per-money", "work ÷ cost of a run", cost->work_per_usd,
                HR_UNIT_RATIO, "work in the unit of the speed, for one US dollar", "work",
                estimate->work, HR_UNIT_COUNT, "cost of a run", cost->job_usd, HR_UNIT_USD, NULL);
}

static void
fill_rent (const HrMoney    *money,
           const HrSnapshot *snapshot,
           const HrBuild    *build,
           const HrEstimate *estimate,
           HrCost           *cost,
           HrTrace          *trace)
{
  HrHostKind kind = build->platform ? build->platform->kind : HR_HOST_KIND_TOWER;
  double     hours = estimate->seconds / 3600;
  double     energy_hour = energy_hour_usd (money, cost->power_w, kind);

  cost->rent = cheapest_rent (snapshot, build->gpu, build->gpu_count, &cost->rent_hour_usd);
  if (cost->rent == NULL)
    return;
  cost->rent_job_usd = cost->rent_hour_usd * hours;
  if (cost->rent_hour_usd > energy_hour && build->price_usd > 0)
    cost->break_even_hours = build->price_usd * money->lost_share
                             / (cost->rent_hour_usd - energy_hour);
  if (trace == NULL)
    return;
  hr_trace_add (trace, "cost.rent-hour", "price of a card × cards, as many as the offer's unit",
                cost->rent_hour_usd, HR_UNIT_USD_HOUR, cost->rent->provider, "price of a card",
                cost->rent->usd_per_gpu_hour, HR_UNIT_USD_HOUR, "cards", (double) build->gpu_count,
                HR_UNIT_COUNT, "unit", (double) MAX (cost->rent->gpu_count, 1), HR_UNIT_COUNT,
                NULL);
  hr_trace_set_date (trace, cost->rent->date);
  hr_trace_add (trace, "cost.rent-job", "rent × time", cost->rent_job_usd, HR_UNIT_USD,
                "the same cards take the same time", "rent", cost->rent_hour_usd, HR_UNIT_USD_HOUR,
                "time", hours, HR_UNIT_HOURS, NULL);
  if (cost->break_even_hours > 0)
    hr_trace_add (trace, "cost.break-even", "price × share that is not got back ÷ (rent − energy)",
                  cost->break_even_hours, HR_UNIT_HOURS,
                  "beyond, what is saved on rent has paid the purchase", "price", build->price_usd,
                  HR_UNIT_USD, "share that is not got back", money->lost_share, HR_UNIT_RATIO,
                  "rent", cost->rent_hour_usd, HR_UNIT_USD_HOUR, "energy", energy_hour,
                  HR_UNIT_USD_HOUR, NULL);
}

/* Dollars for what a card has: memory, bandwidth, arithmetic. */
static void
fill_metrics (const HrPlan *plan, const HrBuild *build, HrCost *cost, HrTrace *trace)
{
  static const char sheet[] = "data sheet";
  const HrGpu      *gpu = build->gpu;
  double            card_usd = hr_cost_gpus_usd (build) / MAX (build->gpu_count, 1);
  double            rate = rate_of (gpu, &plan->workload);

  if (card_usd <= 0)
    return;
  cost->usd_per_gib = card_usd / gpu->vram_gib;
  cost->usd_per_gb_s = gpu->bandwidth_gb_s > 0 ? card_usd / gpu->bandwidth_gb_s : 0;
  cost->usd_per_tflops = rate > 0 ? card_usd / rate : 0;
  HR_TRACE (trace, "cost.per-gib", "price of a card ÷ memory", cost->usd_per_gib, HR_UNIT_USD,
            sheet, "price of a card", card_usd, HR_UNIT_USD, "memory", gpu->vram_gib, HR_UNIT_GIB,
            NULL);
  HR_TRACE (trace, "cost.per-gb-s", "price of a card ÷ bandwidth", cost->usd_per_gb_s, HR_UNIT_USD,
            sheet, "price of a card", card_usd, HR_UNIT_USD, "bandwidth", gpu->bandwidth_gb_s,
            HR_UNIT_GB_S, NULL);
  if (rate > 0)
    HR_TRACE (trace, "cost.per-tflops", "price of a card ÷ rate at the task's precision",
              cost->usd_per_tflops, HR_UNIT_USD, sheet, "price of a card", card_usd, HR_UNIT_USD,
              "rate", rate, HR_UNIT_TFLOPS, NULL);
}

/**
 * hr_cost_fill:
 * @build: a machine with its prices
 * @estimate: of the plan's workload on it
 * @cost: (out): every figure of money; those that rest on a missing price are 0
 * @trace: (nullable): gets each of them with its formula, inputs and source
 */
void
hr_cost_fill (const HrPlan     *plan,
              const HrSnapshot *snapshot,
              const HrBuild    *build,
              const HrEstimate *estimate,
              HrCost           *cost,
              HrTrace          *trace)
{
  HrHostKind              kind = build->platform ? build->platform->kind : HR_HOST_KIND_TOWER;
  static const HrPlatform no_platform = { .idle_w = 65, .load_w = 280 };
  const HrPlatform       *platform = build->platform ? build->platform : &no_platform;
  HrMoney                 money;

  *cost = (HrCost){ 0 };
  hr_money_init (&money, plan, snapshot, trace);
  cost->power_w = hr_host_rules_wall_w_traced (platform, build->gpu, build->gpu_count,
                                               estimate->gpu_load, trace);
  cost->per_hour_usd = hr_money_hour_usd (&money, build->price_usd, cost->power_w, kind, trace);
  fill_job (&money, estimate, kind, cost, trace);
  fill_rent (&money, snapshot, build, estimate, cost, trace);
  fill_metrics (plan, build, cost, trace);
}

#define DAYS_PER_WEEK  7
#define FARTHEST_YEARS 50 /* no machine works that long */

/**
 * hr_cost_date:
 * @cost: (inout): gets the day on which buying has paid
 * @plan: for the hours a week
 * @trace: (nullable): gets the days until then
 *
 * Today and the break-even hours at the plan's pace; not known where buying never wins, or so late
 * that no machine lives to see it.
 */
void
hr_cost_date (HrCost *cost, const HrPlan *plan, HrDate today, HrTrace *trace)
{
  double weeks = plan->economics.hours_per_week > 0
                     ? cost->break_even_hours / plan->economics.hours_per_week
                     : 0;
  double days = ceil (weeks * DAYS_PER_WEEK);
  GDate  date;

  cost->break_even_date = (HrDate){ 0 };
  if (weeks <= 0 || weeks > FARTHEST_YEARS * WEEKS_PER_YEAR || today.day == 0)
    return;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, today.day, (GDateMonth) today.month, today.year);
  g_date_add_days (&date, (guint) days);
  cost->break_even_date = (HrDate){ g_date_get_year (&date), (guint8) g_date_get_month (&date),
                                    g_date_get_day (&date) };
  HR_TRACE (trace, "cost.break-even-days", "break-even ÷ hours a week × 7, rounded up", days,
            HR_UNIT_COUNT, "from today", "break-even", cost->break_even_hours, HR_UNIT_HOURS,
            "hours a week", plan->economics.hours_per_week, HR_UNIT_HOURS, NULL);
}
