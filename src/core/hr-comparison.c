/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-comparison.h"

#include <math.h>
#include <string.h>

#include "hr-advice-private.h"
#include "hr-task.h"

/* The card alone, in its usual host: for cards that no machine of the catalog takes, or that are too
 * small for the workload. */
static void
estimate_alone (const HrSearch *search,
                HrCompared     *column)
{
  const HrWorkload *workload = &search->variants[column->gpu_count - 1][0].workload;
  HrEstimateInput input = { .gpu = column->gpu, .gpu_count = column->gpu_count, .workload = &column->settings,
                            .calibration = search->calibration };
  const HrTaskType *type = hr_task_type (workload->task);
  guint32 *batch;

  column->settings = *workload;
  hr_host_default_for (column->gpu, column->gpu_count, &input.host);
  batch = type->batch ? type->batch (&column->settings) : NULL;
  if (batch && *batch == 0)
    *batch = MAX (1, MIN (hr_estimate_largest_batch (&input), 8));
  hr_estimate (&input, &column->estimate, NULL);
}

static void
fill_column (HrComparison   *self,
             const HrSearch *search,
             HrDate          today,
             guint           index)
{
  HrCompared *column = &self->columns[index];
  HrTerms terms;
  HrRanked ranked;
  HrPick pick;

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
          column->estimate = pick.estimate;
          column->cost = pick.cost;
          return;
        }
    }
  estimate_alone (search, column);
  column->has_build = hr_advice_build_for (&self->plan, self->snapshot, today, column->gpu, column->gpu_count,
                                           &column->build);
  if (!column->has_build)
    {
      const HrPrice *price = hr_gpu_price (column->gpu, HR_CONDITION_POLICY_ANY);

      column->build = (HrBuild) { .gpu = column->gpu, .gpu_count = column->gpu_count, .n_parts = 1 };
      column->build.parts[0] = (HrBuildPart) { .part = HR_PART_GPU, .id = column->gpu->id, .name = column->gpu->name,
                                               .count = column->gpu_count, .price = price,
                                               .unit_usd = price ? price->usd : 0 };
    }
  hr_advice_cost (&self->plan, self->snapshot, &column->build, &column->estimate, &column->cost);
}

static gboolean
runs (const HrCompared *column)
{
  return column->estimate.fit != HR_FIT_EXCEEDS && !(column->estimate.notes & HR_NOTE_UNSUPPORTED);
}

static void
find_best (HrComparison *self)
{
  double free_gib = -INFINITY, seconds = INFINITY, job = INFINITY, work = 0;

  self->best_fit = self->fastest = self->cheapest_job = self->best_value = -1;
  for (guint i = 0; i < self->n; i++)
    {
      const HrCompared *c = &self->columns[i];
      double headroom = c->estimate.available_gib - c->estimate.required_gib;

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
      if (c->has_build && c->build.price_usd > 0 && c->cost.job_usd < job)
        {
          job = c->cost.job_usd;
          self->cheapest_job = (int) i;
        }
      if (c->has_build && c->cost.work_per_usd > work)
        {
          work = c->cost.work_per_usd;
          self->best_value = (int) i;
        }
    }
}

#define SAY(self, id, ...) \
  G_STMT_START \
    { \
      if ((self)->n_verdict < HR_MAX_SENTENCES) \
        hr_sentence_init (&(self)->verdict[(self)->n_verdict++], HR_SENTENCE_##id, __VA_ARGS__, -1); \
    } \
  G_STMT_END

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
      SAY (self, VERDICT_NONE_FITS, HR_UNIT_COUNT, (double) self->n, HR_UNIT_GIB, MAX (0, least_short));
      return;
    }
  for (guint i = 0; i < self->n; i++)
    {
      const HrCompared *c = &self->columns[i], *fits = &self->columns[self->best_fit];

      if (c->estimate.fit == HR_FIT_EXCEEDS)
        SAY (self, VERDICT_FIT, HR_UNIT_TEXT, fits->gpu->name, HR_UNIT_GIB, fits->estimate.available_gib,
             HR_UNIT_GIB, fits->estimate.required_gib, HR_UNIT_TEXT, c->gpu->name, HR_UNIT_GIB,
             c->estimate.available_gib);
    }
}

static void
say_verdict (HrComparison *self)
{
  const HrCompared *fastest = self->fastest >= 0 ? &self->columns[self->fastest] : NULL;
  const HrCompared *value = self->best_value >= 0 ? &self->columns[self->best_value] : NULL;

  say_fit (self);
  for (guint i = 0; i < self->n; i++)
    {
      const HrCompared *c = &self->columns[i];

      if (!runs (c))
        continue;
      if (fastest && c != fastest && fastest->estimate.seconds > 0)
        SAY (self, VERDICT_FASTER, HR_UNIT_TEXT, fastest->gpu->name, HR_UNIT_COUNT, (double) fastest->gpu_count,
             HR_UNIT_SECONDS, fastest->estimate.seconds, HR_UNIT_RATIO,
             c->estimate.seconds / fastest->estimate.seconds, HR_UNIT_TEXT, c->gpu->name, HR_UNIT_COUNT,
             (double) c->gpu_count, HR_UNIT_SECONDS, c->estimate.seconds);
      if (value && c != value && c->has_build && c->cost.job_usd > 0 && value->cost.job_usd > 0)
        SAY (self, VERDICT_VALUE, HR_UNIT_TEXT, value->gpu->name, HR_UNIT_COUNT, (double) value->gpu_count,
             HR_UNIT_USD, value->cost.job_usd, HR_UNIT_RATIO, c->cost.job_usd / value->cost.job_usd, HR_UNIT_TEXT,
             c->gpu->name, HR_UNIT_COUNT, (double) c->gpu_count, HR_UNIT_USD, c->cost.job_usd);
    }
}

/**
 * hr_comparison_new:
 * @plan: the workload and the money; its budget and wishes do not exclude a card here
 * @gpus: two to four cards
 *
 * Each in as many as the plan's system has, else one; in the machine that is best for the plan's aim.
 *
 * Returns: (transfer full): the table, the verdict, and where it flips.
 */
HrComparison *
hr_comparison_new (const HrPlan        *plan,
                   const HrSnapshot    *snapshot,
                   const HrCalibration *calibration,
                   HrDate               today,
                   const HrGpu * const *gpus,
                   guint                n_gpus)
{
  HrComparison *self = g_new0 (HrComparison, 1);
  g_autoptr (HrSearch) search = NULL;

  self->ref_count = 1;
  self->plan = *plan;
  self->plan.constraints = (HrConstraints) {
    .max_gpus = HR_MAX_GPUS,
    .aim = plan->constraints.aim,
    .allow_quality_loss = plan->constraints.allow_quality_loss,
  };
  memcpy (self->plan.constraints.currency, plan->constraints.currency, sizeof plan->constraints.currency);
  self->snapshot = hr_snapshot_ref (snapshot);
  self->n = MIN (n_gpus, HR_MAX_COMPARED);
  search = hr_search_new (&self->plan, snapshot, calibration, gpus, self->n, 1, NULL);
  for (guint i = 0; i < self->n; i++)
    {
      self->columns[i].gpu = gpus[i];
      self->columns[i].gpu_count = plan->has_system ? CLAMP (plan->system.gpu_count, 1, HR_MAX_GPUS) : 1;
      fill_column (self, search, today, i);
    }
  find_best (self);
  say_verdict (self);
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
