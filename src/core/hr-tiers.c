/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-tiers.h"

#include "hr-task.h"

/* Who learns works some evenings on one card; a team shares a workstation all day; a company fills a
 * server that hardly ever rests. */
static const struct
{
  HrConstraints constraints;
  HrEconomics   economics;
} tiers[HR_N_TIER] = {
  [HR_TIER_LEARNER] = {
    { .budget = 2500, .currency = "USD", .covers = HR_COVERS_BUILD, .max_gpus = 1, .host = HR_HOST_KIND_TOWER,
      .allow_quality_loss = TRUE, .aim = HR_AIM_BEST_VALUE },
    { .electricity_per_kwh = 0.15, .hours_per_week = 15, .horizon_years = 3 },
  },
  [HR_TIER_PROJECT_TEAM] = {
    { .budget = 15000, .currency = "USD", .covers = HR_COVERS_BUILD, .max_gpus = 4, .host = HR_HOST_KIND_TOWER,
      .aim = HR_AIM_BEST_VALUE },
    { .electricity_per_kwh = 0.15, .hours_per_week = 60, .horizon_years = 3 },
  },
  [HR_TIER_ENTERPRISE] = {
    { .budget = 300000, .currency = "USD", .covers = HR_COVERS_BUILD, .max_gpus = 8, .host = HR_HOST_KIND_RACK,
      .aim = HR_AIM_FASTEST },
    { .electricity_per_kwh = 0.12, .hours_per_week = 140, .horizon_years = 4 },
  },
};

/**
 * hr_tier_plan:
 * @tier: who asks
 * @task: a kind of work
 * @plan: (out): its usual budget, host and use, with the settings left to the search
 */
void
hr_tier_plan (HrTier  tier,
              HrTask  task,
              HrPlan *plan)
{
  const HrTaskType *type = hr_task_type (task);
  HrNlpWork *nlp = &plan->workload.nlp;

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
  if (task != HR_TASK_LLM_INFERENCE && type->batch)
    *type->batch (&plan->workload) = 0;
}
