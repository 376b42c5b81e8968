/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-comparison.h"

#include <math.h>
#include <string.h>

#include "hr-advice-private.h"
#include "hr-task.h"
#include "hr-run-estimate.h"
#include "hr-price-today.h"
#include "hr-software-check.h"
#include "hr-cost.h"

/* The card alone, in its usual host: for cards that no machine of the catalog takes, or that are
 * too small for the workload. */
static void
estimate_alone (const HrSearch *search, HrCompared *column)
{
  const HrWorkload *workload = &search->variants[column->gpu_count - 1][0].workload;
  HrEstimateInput   input = { .gpu = column->gpu,
                              .gpu_count = column->gpu_count,
                              .workload = &column->settings,
                              .calibration = search->calibration };
  const HrTaskType *type = hr_task_type (workload->task);
  guint32          *batch;

  column->settings = *workload;
  hr_host_default_for (column->gpu, column->gpu_count, &column->host);
  input.host = column->host;
  batch = type->batch ? type->batch (&column->settings) : NULL;
  if (batch && *batch == 0)
    *batch = MAX (1, MIN (hr_estimate_largest_batch (&input), 8));
  hr_estimate (&input, &column->estimate, NULL);
  column->estimate.notes |= hr_software_check_notes (
      hr_software_check (search->snapshot, &column->settings, column->gpu, NULL));
}

/* The complete system that holds modules of the kind for the least money each. */
static const HrHostPart *
cheapest_system (const HrSnapshot *snapshot, const HrGpu *gpu)
{
  const HrHostPart *best = NULL;

  for (guint i = 0; i < snapshot->n_host_parts; i++)
    {
      const HrHostPart *part = &snapshot->host_parts[i];

      if (part->part == HR_PART_SYSTEM && part->gpu != NULL && strcmp (part->gpu, gpu->id) == 0
          && part->gpu_slots > 0 && hr_price_is_known (&part->price)
          && (best == NULL
              || part->price.usd / part->gpu_slots < best->price.usd / best->gpu_slots))
        best = part;
    }
  return best;
}

/* Nobody buys one module: it costs its share of the system that it comes in. */
static gboolean
take_share (const HrComparison *self, HrCompared *column)
{
  const HrHostPart *system = hr_gpu_is_single_sale (column->gpu)
                                 ? NULL
                                 : cheapest_system (self->snapshot, column->gpu);

  if (system == NULL)
    return FALSE;
  column->build.price_usd = system->price.usd / system->gpu_slots * column->gpu_count
                            * (1 + self->plan.economics.tax_rate);
  return TRUE;
}

static void
fill_column (HrComparison *self, const HrSearch *search, HrDate today, guint index)
{
  HrCompared *column = &self->columns[index];
  HrTerms     terms;
  HrRanked    ranked;
  HrPick      pick;

  hr_terms_init (&terms, search);
  for (guint i = 0; i < search->max_gpus; i++)
    {
      const HrCell *cell = &search->cells[index * search->max_gpus + i];

      if (cell->gpu_count == column->gpu_count && hr_rank_cell (search, &terms, cell, &ranked))
        {
          hr_search_expand (search, cell, ranked.point, today, &pick);
          column->has_build = TRUE;
          column->build = pick.build;
          column->settings = pick.settings;
          column->host = pick.build.host;
          column->estimate = pick.estimate;
          column->cost = pick.cost;
          return;
        }
    }
  estimate_alone (search, column);
  column->has_build = hr_advice_build_for (&self->plan, self->snapshot, today, column->gpu,
                                           column->gpu_count, &column->build);
  if (!column->has_build)
    {
      const HrPrice *price = hr_gpu_price (column->gpu, HR_CONDITION_POLICY_ANY);

      column->build = (HrBuild){ .gpu = column->gpu, .gpu_count = column->gpu_count, .n_parts = 1 };
      column->build.parts[0] = (HrBuildPart){ .part = HR_PART_GPU,
                                              .id = column->gpu->id,
                                              .name = column->gpu->name,
                                              .count = column->gpu_count,
                                              .price = price,
                                              .unit_usd = price ? price->usd : 0 };
    }
  if (!column->has_build)
    column->is_share = take_share (self, column);
  hr_cost_fill (&self->plan, self->snapshot, &column->build, &column->estimate, &column->cost,
                NULL);
  hr_cost_date (&column->cost, &self->plan, today, NULL);
  /* Without a machine there is no purchase to share: energy alone is not what a job costs. */
  if (!column->has_build && !column->is_share)
    column->cost.job_usd = column->cost.job_low_usd = column->cost.job_high_usd =
        column->cost.per_hour_usd = column->cost.work_per_usd = column->cost.break_even_hours = 0;
}

static gboolean
runs (const HrCompared *column)
{
  return hr_estimate_is_likely (&column->estimate)
         && !(column->estimate.notes & HR_NOTE_UNSUPPORTED);
}

static void
find_best (HrComparison *self)
{
  double free_gib = -INFINITY, seconds = INFINITY, job = INFINITY, work = 0;

  self->best_fit = self->fastest = self->cheapest_job = self->best_value = -1;
  for (guint i = 0; i < self->n; i++)
    {
      const HrCompared *c = &self->columns[i];
      double            headroom = c->estimate.available_gib - c->estimate.required_gib;

      if (!runs (c))
        continue;
      if (headroom > free_gib)
        {
          free_gib = headroom;
          self->best_fit = (int) i;
        }
      if (c->estimate.seconds < seconds)
        {
          seconds = c->estimate.seconds;
          self->fastest = (int) i;
        }
      if ((c->has_build || c->is_share) && c->build.price_usd > 0 && c->cost.job_usd < job)
        {
          job = c->cost.job_usd;
          self->cheapest_job = (int) i;
        }
      if ((c->has_build || c->is_share) && c->cost.work_per_usd > work)
        {
          work = c->cost.work_per_usd;
          self->best_value = (int) i;
        }
    }
}

#define SAY(self, id, ...)                                                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if ((self)->n_verdict < HR_MAX_SENTENCES)                                                      \
      hr_sentence_init (&(self)->verdict[(self)->n_verdict++], HR_SENTENCE_##id, __VA_ARGS__, -1); \
  }                                                                                                \
  G_STMT_END

static void
say_shares (HrComparison *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      const HrCompared *c = &self->columns[i];

      if (c->is_share)
        SAY (self, VERDICT_SHARE, HR_UNIT_TEXT, c->gpu->name, HR_UNIT_COUNT, (double) c->gpu_count,
             HR_UNIT_USD, c->build.price_usd);
    }
}

/* A card on which the software does not run, or not all of it. */
static void
say_software (HrComparison *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      const HrCompared        *c = &self->columns[i];
      HrSoftwareFindings       findings;
      const HrSoftwareFinding *worst;

      hr_software_check (self->snapshot, &c->settings, c->gpu, &findings);
      worst = hr_software_check_worst (&findings);
      if (worst != NULL && self->n_verdict < HR_MAX_SENTENCES)
        hr_software_check_sentence (worst, c->gpu, &self->verdict[self->n_verdict++]);
    }
}

static void
say_fit (HrComparison *self)
{
  double least_short = INFINITY;

  for (guint i = 0; i < self->n; i++)
    {
      const HrEstimate *e = &self->columns[i].estimate;

      least_short = MIN (least_short, e->required_gib - e->available_gib);
    }
  if (self->best_fit < 0)
    {
      SAY (self, VERDICT_NONE_FITS, HR_UNIT_COUNT, (double) self->n, HR_UNIT_GIB,
           MAX (0, least_short));
      return;
    }
  for (guint i = 0; i < self->n; i++)
    {
      const HrCompared *c = &self->columns[i], *fits = &self->columns[self->best_fit];

      if (c->estimate.fit == HR_FIT_TIGHT && hr_estimate_is_likely (&c->estimate))
        SAY (self, TIGHT, HR_UNIT_GIB, c->estimate.required_gib, HR_UNIT_GIB, c->estimate.high_gib,
             HR_UNIT_GIB, c->estimate.available_gib, HR_UNIT_TEXT, c->gpu->name);
      if (!hr_estimate_is_likely (&c->estimate))
        SAY (self, VERDICT_FIT, HR_UNIT_TEXT, fits->gpu->name, HR_UNIT_GIB,
             fits->estimate.available_gib, HR_UNIT_GIB, fits->estimate.required_gib, HR_UNIT_TEXT,
             c->gpu->name, HR_UNIT_GIB, c->estimate.available_gib);
    }
}

/* A machine that looks cheap because a part of it has no price. */
static void
say_unpriced (HrComparison *self)
{
  for (guint i = 0; i < self->n; i++)
    {
      const HrBuild *build = &self->columns[i].build;

      for (guint k = 0; self->columns[i].has_build && k < build->n_parts; k++)
        if (build->parts[k].price == NULL)
          {
            SAY (self, UNPRICED, HR_UNIT_COUNT, (double) build->n_unpriced, HR_UNIT_TEXT,
                 build->parts[k].name, HR_UNIT_USD, build->price_usd);
            break;
          }
    }
}

static void
say_verdict (HrComparison *self)
{
  const HrCompared *fastest = self->fastest >= 0 ? &self->columns[self->fastest] : NULL;
  const HrCompared *value = self->best_value >= 0 ? &self->columns[self->best_value] : NULL;

  say_software (self);
  say_shares (self);
  say_fit (self);
  for (guint i = 0; i < self->n; i++)
    {
      const HrCompared *c = &self->columns[i];

      if (!runs (c))
        continue;
      if (fastest && c != fastest && fastest->estimate.seconds > 0)
        SAY (self, VERDICT_FASTER, HR_UNIT_TEXT, fastest->gpu->name, HR_UNIT_COUNT,
             (double) fastest->gpu_count, HR_UNIT_SECONDS, fastest->estimate.seconds, HR_UNIT_RATIO,
             c->estimate.seconds / fastest->estimate.seconds, HR_UNIT_TEXT, c->gpu->name,
             HR_UNIT_COUNT, (double) c->gpu_count, HR_UNIT_SECONDS, c->estimate.seconds);
      if (value && c != value && (c->has_build || c->is_share) && c->cost.job_usd > 0
          && value->cost.job_usd > 0)
        SAY (self, VERDICT_VALUE, HR_UNIT_TEXT, value->gpu->name, HR_UNIT_COUNT,
             (double) value->gpu_count, HR_UNIT_USD, value->cost.job_usd, HR_UNIT_RATIO,
             c->cost.job_usd / value->cost.job_usd, HR_UNIT_TEXT, c->gpu->name, HR_UNIT_COUNT,
             (double) c->gpu_count, HR_UNIT_USD, c->cost.job_usd);
    }
}

/* — Where the verdict flips: by what a job costs, on the same search — */

#define PRICE_FACTOR 16.0
#define HALVINGS     40

typedef struct
{
  const HrComparison *self;
  const HrSearch     *search;
  HrTerms             terms;
} Flip;

static double
job_usd (const Flip *flip, int column)
{
  const HrCell *cell = &flip->search->cells[(guint) column * flip->search->max_gpus
                                            + flip->self->columns[column].gpu_count - 1];
  HrRanked      ranked;

  return hr_rank_cell (flip->search, &flip->terms, cell, &ranked) ? ranked.job_usd : INFINITY;
}

static void
set_quantity (Flip *flip, const HrGpu *of, double value)
{
  HrMoney *money = &flip->terms.money;

  if (of)
    {
      flip->terms.priced_gpu = of;
      flip->terms.gpu_usd = value;
    }
  else
    {
      money->horizon_hours *= value / money->hours_per_week;
      money->hours_per_week = value;
    }
}

/* The value between @from, where column @a costs less a job than @b, and @to, where it does not. */
static gboolean
flips (const Flip *flip, int a, int b, const HrGpu *of, double from, double to, double *value)
{
  Flip probe = *flip;

  set_quantity (&probe, of, to);
  if (job_usd (&probe, a) <= job_usd (&probe, b))
    return FALSE;
  for (guint i = 0; i < HALVINGS; i++)
    {
      double middle = from + (to - from) / 2;

      probe = *flip;
      set_quantity (&probe, of, middle);
      if (job_usd (&probe, a) <= job_usd (&probe, b))
        from = middle;
      else
        to = middle;
    }
  *value = to;
  return TRUE;
}

static HrThreshold *
add_flip (HrComparison *self, const char *quantity, const HrGpu *of, double value, int then)
{
  HrThreshold *t = &self->thresholds[self->n_thresholds++];

  *t = (HrThreshold){ .quantity = quantity,
                      .of = of,
                      .value = value,
                      .then = self->columns[then].gpu,
                      .then_count = self->columns[then].gpu_count };
  return t;
}

static void
flip_between (HrComparison *self, const Flip *flip, int best, int other)
{
  const HrGpu   *a = self->columns[best].gpu, *b = self->columns[other].gpu;
  const HrPrice *price_a = hr_gpu_price (a, HR_CONDITION_POLICY_ANY);
  const HrPrice *price_b = hr_gpu_price (b, HR_CONDITION_POLICY_ANY);
  double         hours = self->plan.economics.hours_per_week, value;
  HrThreshold   *t;

  if (price_a && hr_gpu_is_single_sale (a)
      && flips (flip, best, other, a, price_a->usd, price_a->usd * PRICE_FACTOR, &value))
    {
      t = add_flip (self, "gpu-price", a, value, other);
      hr_sentence_init (&t->message, HR_SENTENCE_THRESHOLD_PRICE, HR_UNIT_TEXT, a->name,
                        HR_UNIT_USD, price_a->usd, HR_UNIT_USD, value, HR_UNIT_TEXT, b->name,
                        HR_UNIT_COUNT, (double) t->then_count, -1);
    }
  if (price_b && hr_gpu_is_single_sale (b)
      && flips (flip, best, other, b, price_b->usd, price_b->usd / PRICE_FACTOR, &value))
    {
      t = add_flip (self, "rival-price", b, value, other);
      hr_sentence_init (&t->message, HR_SENTENCE_THRESHOLD_RIVAL, HR_UNIT_TEXT, b->name,
                        HR_UNIT_USD, price_b->usd, HR_UNIT_USD, value, -1);
    }
  if (flips (flip, best, other, NULL, hours, 168, &value)
      || flips (flip, best, other, NULL, hours, 1, &value))
    {
      t = add_flip (self, "hours-per-week", NULL, value, other);
      hr_sentence_init (&t->message,
                        value > hours ? HR_SENTENCE_THRESHOLD_HOURS
                                      : HR_SENTENCE_THRESHOLD_HOURS_DOWN,
                        HR_UNIT_HOURS, hours, HR_UNIT_HOURS, value, HR_UNIT_TEXT, b->name,
                        HR_UNIT_COUNT, (double) t->then_count, -1);
    }
}

static void
find_flips (HrComparison *self, const HrSearch *search)
{
  Flip flip = { .self = self, .search = search };

  if (self->best_value < 0)
    return;
  hr_terms_init (&flip.terms, search);
  flip.terms.constraints.aim = HR_AIM_BEST_VALUE;
  for (int i = 0; i < (int) self->n; i++)
    if (i != self->best_value && isfinite (job_usd (&flip, i))
        && isfinite (job_usd (&flip, self->best_value))
        && job_usd (&flip, i) > job_usd (&flip, self->best_value)
        && self->n_thresholds + 3 <= HR_MAX_SENTENCES)
      flip_between (self, &flip, self->best_value, i);
}

/**
 * hr_comparison_new:
 * @plan: the workload and the money; its budget and wishes do not exclude a card here
 * @gpus: two to four cards
 *
 * Each in as many as the plan's system has, else one; in the machine that is best for the plan's
 * aim.
 *
 * Returns: (transfer full): the table, the verdict, and where it flips.
 */
HrComparison *
hr_comparison_new (const HrPlan        *plan,
                   const HrSnapshot    *snapshot,
                   const HrCalibration *calibration,
                   HrDate               today,
                   const HrGpu *const  *gpus,
                   guint                n_gpus)
{
  HrComparison *self = g_new0 (HrComparison, 1);
  const HrGpu  *cards[HR_MAX_COMPARED];
  g_autoptr (HrSearch) search = NULL;

  self->ref_count = 1;
  self->plan = *plan;
  self->today = today;
  self->plan.constraints = (HrConstraints){
    .max_gpus = HR_MAX_GPUS,
    .aim = plan->constraints.aim,
    .allow_quality_loss = plan->constraints.allow_quality_loss,
    .gpu_power_limit_w = plan->constraints.gpu_power_limit_w,
    .mains_volts = plan->constraints.mains_volts,
    .mains_amps = plan->constraints.mains_amps,
    .ram_rule = plan->constraints.ram_rule,
  };
  memcpy (self->plan.constraints.currency, plan->constraints.currency,
          sizeof plan->constraints.currency);
  self->snapshot = hr_plan_snapshot (plan, snapshot, today);
  self->n = MIN (n_gpus, HR_MAX_COMPARED);
  for (guint i = 0; i < self->n; i++)
    {
      const HrGpu *gpu = hr_snapshot_gpu (self->snapshot, gpus[i]->id);

      cards[i] = gpu ? gpu : gpus[i];
    }
  search = hr_search_new (&self->plan, self->snapshot, calibration, cards, self->n, 1, NULL);
  for (guint i = 0; i < self->n; i++)
    {
      self->columns[i].gpu = cards[i];
      self->columns[i].gpu_count = plan->has_system ? CLAMP (plan->system.gpu_count, 1, HR_MAX_GPUS)
                                                    : 1;
      fill_column (self, search, today, i);
    }
  find_best (self);
  say_verdict (self);
  say_unpriced (self);
  find_flips (self, search);
  return self;
}

void
hr_comparison_unref (HrComparison *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  hr_snapshot_unref ((HrSnapshot *) self->snapshot);
  g_free (self);
}
