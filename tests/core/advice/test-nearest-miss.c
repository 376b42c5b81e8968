/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fixture.h"
#include "hr-advice.h"
#include "hr-calibration.h"
#include "hr-run-estimate.h"

static HrAdvice *
advise (const HrPlan *plan, const HrSnapshot *snapshot)
{
  return hr_advice_new (plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, NULL);
}

/* By what factor one card, or several, are too small; infinite where they go into no host. */
static double
shortage (const HrPlan *plan, const HrSnapshot *snapshot, const HrGpu *gpu, guint count)
{
  HrBuild         build;
  HrEstimate      estimate;
  HrEstimateInput input = { .gpu = gpu,
                            .gpu_count = count,
                            .workload = &plan->workload,
                            .calibration = hr_calibration_default () };

  if (hr_gpu_price (gpu, plan->constraints.condition) == NULL
      || !hr_advice_build_for (plan, snapshot, FIXTURE_TODAY, gpu, count, &build))
    return INFINITY;
  input.host = build.host;
  hr_estimate (&input, &estimate, NULL);
  return estimate.required_gib / estimate.available_gib;
}

static void
check_memory_miss (const HrAdvice *advice)
{
  const HrPick *pick = advice->nearest_miss;

  g_assert_cmpuint (advice->n_picks, ==, 0);
  g_assert_nonnull (pick);
  g_assert_cmpint (advice->miss_reason, ==, HR_REASON_MEMORY);
  g_assert_cmpint (pick->estimate.fit, ==, HR_FIT_EXCEEDS);
  g_assert_cmpfloat (advice->miss_by, >, 0);
  g_assert_cmpfloat_with_epsilon (advice->miss_by,
                                  pick->estimate.required_gib - pick->estimate.available_gib, 1e-9);
  g_assert_cmpuint (pick->build.gpu_count, <=, advice->plan.constraints.max_gpus);
  g_assert_cmpfloat (pick->build.price_usd, >, 0);
  /* Nothing of the time and the money of a run that cannot be. */
  g_assert_cmpuint (pick->n_reasons, ==, 1);
  g_assert_cmpint (pick->reasons[0].id, ==, HR_SENTENCE_NEEDS_MEMORY);
}

/* No card has the memory: none that goes into a host comes nearer than the one that is named. */
static void
test_memory (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();

  for (guint asked = 0; asked < 4 * HR_N_HOST_KIND; asked++)
    {
      guint max_gpus = 1 + asked % 4;
      g_autoptr (HrAdvice) advice = NULL;
      HrPlan plan;
      double named;

      hr_plan_init (&plan, HR_TASK_LLM_INFERENCE);
      plan.constraints.max_gpus = max_gpus;
      plan.constraints.host = (HrHostKind) (asked / 4);
      plan.workload.llm.batch = 20000;
      plan.workload.llm.offload = HR_LLM_OFFLOAD_NONE;
      advice = advise (&plan, snapshot);
      check_memory_miss (advice);
      named = advice->nearest_miss->estimate.required_gib
              / advice->nearest_miss->estimate.available_gib;
      for (guint i = 0; i < snapshot->n_gpus; i++)
        for (guint count = 1; count <= max_gpus; count++)
          g_assert_cmpfloat (shortage (&plan, snapshot, &snapshot->gpus[i], count), >=,
                             named * (1 - 1e-9));
    }
}

/* A limit is named first where the memory is there, and the memory where it is not, however little
 * the budget is. */
static void
test_budget (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrAdvice) poor = NULL;
  g_autoptr (HrAdvice) large = NULL;
  HrPlan plan;

  hr_plan_init (&plan, HR_TASK_LLM_INFERENCE);
  plan.constraints.budget = 100;
  poor = advise (&plan, snapshot);
  g_assert_cmpint (poor->miss_reason, ==, HR_REASON_BUDGET);
  g_assert_cmpint (poor->nearest_miss->estimate.fit, !=, HR_FIT_EXCEEDS);
  plan.workload.llm.batch = 200000; /* more than any host holds beside the cards */
  large = advise (&plan, snapshot);
  check_memory_miss (large);
}

/* What is "auto" is what takes the least memory, and the RAM is enough for it. */
static void
test_auto (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrAdvice) advice = NULL;
  const HrPick *pick;
  HrPlan        plan;

  hr_plan_init (&plan, HR_TASK_NLP_FINE_TUNE);
  plan.constraints.max_gpus = 1;
  plan.workload.nlp.method = HR_METHOD_FULL;
  plan.workload.nlp.batch = 0;
  plan.workload.nlp.checkpointing = HR_CHECKPOINTING_AUTO;
  plan.workload.nlp.sequence_length = 1u << 20;
  advice = advise (&plan, snapshot);
  check_memory_miss (advice);
  pick = advice->nearest_miss;
  g_assert_cmpuint (pick->settings.nlp.batch, ==, 1);
  g_assert_cmpint (pick->settings.nlp.checkpointing, ==, HR_CHECKPOINTING_FULL);
  g_assert_cmpfloat (pick->build.ram_gib, >=, pick->estimate.host_required_gib);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nearest-miss/memory", test_memory);
  g_test_add_func ("/nearest-miss/budget", test_budget);
  g_test_add_func ("/nearest-miss/auto", test_auto);
  return g_test_run ();
}
