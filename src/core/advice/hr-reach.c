/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-reach.h"

#include <math.h>
#include <string.h>

#include "hr-model-shape.h"
#include "hr-rank.h"
#include "hr-string.h"

/* Sizes that people speak of, in 10^9 parameters; of each the preset that is nearest, within a
 * factor. */
static const double sizes[] = { 1, 4, 8, 14, 32, 70, 120, 235, 400, 670, 1000 };
#define NEAR_ENOUGH 1.25

static double
distance (double a, double b)
{
  return fabs (log (a / b));
}

static double
billions (const HrModelPreset *preset)
{
  HrModelSize size;

  hr_model_size (&preset->shape, &size);
  return size.total / 1e9;
}

/* One size of the task: the plan with it, and how large it is. */
typedef struct
{
  const char *id, *name;
  double      size;
  HrWorkload  workload;
} Step;

static void
name_step (Step *step, const char *id, const char *name, double size)
{
  step->id = id;
  step->name = name;
  step->size = size;
  hr_string_copy (step->workload.model, sizeof step->workload.model, id);
  hr_string_copy (step->workload.model_name, sizeof step->workload.model_name, name);
}

static void
add_model (GArray *steps, const HrWorkload *asked, const HrModelPreset *preset)
{
  Step step = { .workload = *asked };

  if (asked->task == HR_TASK_NLP_FINE_TUNE)
    step.workload.nlp.shape = preset->shape;
  else
    step.workload.llm.shape = preset->shape;
  /* A ladder of what the cards themselves hold: what runs from RAM has no end. */
  if (asked->task == HR_TASK_LLM_INFERENCE)
    step.workload.llm.offload = HR_LLM_OFFLOAD_NONE;
  name_step (&step, preset->id, preset->name, billions (preset));
  g_array_append_val (steps, step);
}

/* Models that generate, of each size the first of the nearest. */
static void
add_models (GArray *steps, const HrSnapshot *snapshot, const HrWorkload *asked)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      const HrModelPreset *best = NULL;
      double               nearest = log (NEAR_ENOUGH);

      for (guint k = 0; k < snapshot->n_models; k++)
        {
          const HrModelPreset *preset = &snapshot->models[k];
          double               size = billions (preset);

          if (preset->base != NULL || strcmp (preset->shape.family, "bert") == 0 || size <= 0
              || distance (size, sizes[i]) >= nearest)
            continue;
          nearest = distance (size, sizes[i]);
          best = preset;
        }
      if (best != NULL)
        add_model (steps, asked, best);
    }
}

/* Networks by the arithmetic of an image, each twice the one before. */
static void
add_networks (GArray *steps, const HrSnapshot *snapshot, const HrWorkload *asked)
{
  double gmacs = 0;

  for (;;)
    {
      const HrImagePreset *best = NULL;
      Step                 step = { .workload = *asked };

      for (guint k = 0; k < snapshot->n_image_models; k++)
        {
          const HrImagePreset *preset = &snapshot->image_models[k];

          if (preset->gmacs > MAX (2 * gmacs, 1) && (best == NULL || preset->gmacs < best->gmacs))
            best = preset;
        }
      if (best == NULL)
        return;
      gmacs = best->gmacs;
      hr_string_copy (step.workload.image.kind, sizeof step.workload.image.kind,
                      best->kind ? best->kind : "");
      step.workload.image.params_m = best->params_m;
      step.workload.image.gmacs = best->gmacs;
      step.workload.image.macts_m = best->macts_m;
      step.workload.image.native_size = step.workload.image.image_size = best->image_size;
      name_step (&step, best->id, best->name, best->params_m / 1e3);
      g_array_append_val (steps, step);
    }
}

/* Problems and scenes of the kind that is asked about. */
static void
add_problems (GArray *steps, const HrSnapshot *snapshot, const HrWorkload *asked)
{
  for (guint k = 0; k < snapshot->n_problems; k++)
    {
      const HrProblemPreset *preset = &snapshot->problems[k];
      const HrWorkload      *w = &preset->workload;
      Step                   step = { .workload = *w };

      if (w->task != asked->task
          || (w->task == HR_TASK_SCIENTIFIC && w->science.kernel != asked->science.kernel)
          || (w->task == HR_TASK_RENDERING && w->render.mode != asked->render.mode))
        continue;
      if (w->task == HR_TASK_SCIENTIFIC && w->science.kernel == HR_KERNEL_MOLECULAR_DYNAMICS)
        step.workload.science.md_engine = asked->science.md_engine;
      if (w->task == HR_TASK_RENDERING)
        step.workload.render.engine = asked->render.engine;
      name_step (&step, preset->id, preset->name, 0);
      g_array_append_val (steps, step);
    }
}

/* The cheapest machine, whatever it costs, by the plan's other wishes. */
static gboolean
find_cheapest (HrRung              *rung,
               const HrPlan        *plan,
               const HrSnapshot    *snapshot,
               const HrCalibration *calibration,
               HrDate               today,
               const HrMoney       *money,
               GCancellable        *cancellable)
{
  g_autoptr (HrSearch)
      search = hr_search_new (plan, snapshot, calibration, NULL, 0, 0, cancellable);
  g_autoptr (GPtrArray) field = NULL;
  HrTerms  terms;
  HrRanked best;

  if (search == NULL)
    return FALSE;
  hr_terms_init (&terms, search);
  field = hr_rank_field (search, &terms);
  rung->is_found = hr_rank_best (search, &terms, field, &best);
  if (!rung->is_found)
    return TRUE;
  hr_search_expand (search, best.cell, best.point, today, &rung->pick);
  rung->more_usd = money->budget_usd > 0 ? best.budgeted_usd - money->budget_usd : -1;
  rung->is_within = rung->more_usd <= 0;
  rung->more_usd = MAX (0, rung->more_usd);
  return TRUE;
}

/* By price; what no machine does is last. */
static int
compare_rungs (gconstpointer a, gconstpointer b)
{
  const HrRung *x = a, *y = b;

  if (x->is_found != y->is_found)
    return x->is_found ? -1 : 1;
  if (x->pick.build.price_usd != y->pick.build.price_usd)
    return x->pick.build.price_usd < y->pick.build.price_usd ? -1 : 1;
  return x->size < y->size ? -1 : x->size > y->size;
}

/* At most as many as are read, spread over all prices, with the last that the budget buys and the
 * first that it does not. */
static void
keep_telling (HrReach *self, const GArray *rungs)
{
  guint within = 0;

  for (guint i = 0; i < rungs->len; i++)
    within += g_array_index (rungs, HrRung, i).is_within;
  for (guint i = 0; i < rungs->len && self->n < HR_MAX_RUNGS; i++)
    {
      guint left = rungs->len - i, room = HR_MAX_RUNGS - self->n;

      if (left <= room || i + 1 == within || i == within
          || i * HR_MAX_RUNGS / rungs->len >= self->n)
        self->rungs[self->n++] = g_array_index (rungs, HrRung, i);
    }
}

/**
 * hr_reach_new:
 * @plan: a question that validates; its model, network, problem or scene gives way to those of the
 *   catalog, its settings and wishes stay
 * @snapshot: the catalog
 * @today: the day on which somebody buys
 * @cancellable: (nullable): looked at often
 *
 * Returns: (transfer full) (nullable): what the budget can do, cheapest first; %NULL when
 * cancelled.
 */
HrReach *
hr_reach_new (const HrPlan        *plan,
              const HrSnapshot    *snapshot,
              const HrCalibration *calibration,
              HrDate               today,
              GCancellable        *cancellable)
{
  g_autoptr (HrReach) self = g_new0 (HrReach, 1);
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_autoptr (GArray) rungs = g_array_new (FALSE, FALSE, sizeof (HrRung));
  HrPlan  asked = *plan;
  HrMoney money;

  self->plan = *plan;
  self->snapshot = hr_plan_snapshot (plan, snapshot, today);
  hr_money_init (&money, plan, self->snapshot, NULL);
  asked.constraints.budget = 0;
  asked.constraints.deadline_hours = 0;
  asked.constraints.aim = HR_AIM_CHEAPEST;
  if (plan->workload.task == HR_TASK_LLM_INFERENCE || plan->workload.task == HR_TASK_NLP_FINE_TUNE)
    add_models (steps, self->snapshot, &plan->workload);
  else if (plan->workload.task == HR_TASK_IMAGE_CLASSIFICATION)
    add_networks (steps, self->snapshot, &plan->workload);
  else
    add_problems (steps, self->snapshot, &plan->workload);
  for (guint i = 0; i < steps->len; i++)
    {
      const Step *step = &g_array_index (steps, Step, i);
      HrRung      rung = { .id = step->id, .name = step->name, .size = step->size };

      asked.workload = step->workload;
      if (!find_cheapest (&rung, &asked, self->snapshot, calibration, today, &money, cancellable))
        return NULL;
      g_array_append_val (rungs, rung);
    }
  g_array_sort (rungs, compare_rungs);
  keep_telling (self, rungs);
  return g_steal_pointer (&self);
}

void
hr_reach_free (HrReach *self)
{
  if (self == NULL)
    return;
  hr_snapshot_unref ((HrSnapshot *) self->snapshot);
  g_free (self);
}
