/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-tiers.h"

#include "hr-task.h"

/* Who learns works some evenings on one card; a team shares a workstation all day; a company
 * fills a server that hardly ever rests. */
static const struct
{
  HrConstraints constraints;
  HrEconomics   economics;
} tiers[HR_N_TIER] = {
  [HR_TIER_LEARNER] = {
    { .budget = 2500, .currency = "USD", .covers = HR_COVERS_BUILD, .max_gpus = 1,
      .host = HR_HOST_KIND_TOWER, .allow_quality_loss = TRUE, .aim = HR_AIM_BEST_VALUE,
      .room = HR_ROOM_FOR_BUYING },
    { .electricity_per_kwh = 0.15, .hours_per_week = 15, .horizon_years = 3 },
  },
  [HR_TIER_PROJECT_TEAM] = {
    { .budget = 15000, .currency = "USD", .covers = HR_COVERS_BUILD, .max_gpus = 4,
      .host = HR_HOST_KIND_TOWER, .aim = HR_AIM_BEST_VALUE,
      .room = HR_ROOM_FOR_BUYING },
    { .electricity_per_kwh = 0.15, .hours_per_week = 60, .horizon_years = 3 },
  },
  [HR_TIER_ENTERPRISE] = {
    { .budget = 300000, .currency = "USD", .covers = HR_COVERS_BUILD, .max_gpus = 8,
      .host = HR_HOST_KIND_RACK, .aim = HR_AIM_FASTEST,
      .room = HR_ROOM_FOR_BUYING },
    { .electricity_per_kwh = 0.12, .hours_per_week = 140, .horizon_years = 4 },
  },
};

static const struct
{
  guint32 batch;
  double  total;
} requests[HR_N_TIER] = { { 1, 1e3 }, { 8, 1e5 }, { 64, 1e7 } };

static const double frames[HR_N_TIER] = { 250, 2500,
                                          25000 }; /* 10 s, 100 s, 17 min at 25 a second */

/**
 * hr_tier_plan:
 * @tier: who asks
 * @task: a kind of work
 * @plan: (out): its usual budget, host and use, with the settings left to the search
 */
void
hr_tier_plan (HrTier tier, HrTask task, HrPlan *plan)
{
  const HrTaskType *type = hr_task_type (task);
  HrNlpWork        *nlp = &plan->workload.nlp;

  hr_plan_init (plan, task);
  plan->constraints = tiers[tier].constraints;
  plan->economics = tiers[tier].economics;
  if (task == HR_TASK_NLP_FINE_TUNE)
    {
      nlp->checkpointing = HR_CHECKPOINTING_AUTO;
      nlp->sharding = HR_SHARDING_AUTO;
      if (tier == HR_TIER_LEARNER)
        nlp->method = HR_METHOD_AUTO;
      else if (tier == HR_TIER_ENTERPRISE)
        nlp->method = HR_METHOD_FULL;
    }
  /* The larger the tier, the more people are served at once, and the longer the film. */
  if (task == HR_TASK_LLM_INFERENCE)
    {
      plan->workload.llm.batch = requests[tier].batch;
      plan->workload.llm.requests = requests[tier].total;
    }
  else if (type->batch)
    *type->batch (&plan->workload) = 0;
  if (task == HR_TASK_RENDERING && plan->workload.render.mode == HR_RENDER_MODE_PATH_TRACING)
    plan->workload.render.frames = frames[tier];
}
