/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fixture.h"
#include "hr-calibration.h"
#include "hr-comparison.h"

static HrComparison *
compare (const HrPlan *plan, const HrSnapshot *snapshot, const char *const *ids, guint n)
{
  const HrGpu *gpus[HR_MAX_COMPARED];

  for (guint i = 0; i < n; i++)
    gpus[i] = hr_snapshot_gpu (snapshot, ids[i]);
  return hr_comparison_new (plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, gpus, n);
}

static void
test_columns (void)
{
  static const char *const ids[] = { "middle", "passive", "small", "module" };
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrComparison) c = NULL;
  HrPlan plan;

  hr_plan_init (&plan, HR_TASK_LLM_INFERENCE);
  plan.workload.llm.offload = HR_LLM_OFFLOAD_NONE;
  g_strlcpy (plan.workload.llm.weight_format, "fp16", sizeof plan.workload.llm.weight_format);
  plan.constraints.budget = 1; /* does not exclude a card here */
  c = compare (&plan, snapshot, ids, 4);
  g_assert_cmpuint (c->n, ==, 4);
  g_assert_cmpint (c->columns[2].estimate.fit, ==, HR_FIT_EXCEEDS);
  g_assert_true (c->columns[0].has_build && c->columns[1].has_build);
  g_assert_cmpint (c->columns[1].build.platform->kind, ==, HR_HOST_KIND_RACK);
  /* One module has no machine: it counts with its share of the system that it comes in, said so. */
  g_assert_false (c->columns[3].has_build);
  g_assert_true (c->columns[3].is_share);
  for (guint i = 0; i < snapshot->n_host_parts; i++)
    if (snapshot->host_parts[i].part == HR_PART_SYSTEM)
      g_assert_cmpfloat_with_epsilon (
          c->columns[3].build.price_usd,
          snapshot->host_parts[i].price.usd / snapshot->host_parts[i].gpu_slots, 1e-6);
  g_assert_cmpfloat (c->columns[3].cost.job_usd, >, 0);
  g_assert_cmpint (c->verdict[0].id, ==, HR_SENTENCE_VERDICT_SHARE);
  g_assert_cmpint (c->fastest, ==, 3);
  g_assert_cmpint (c->best_value, ==, 0);
  g_assert_cmpint (c->cheapest_job, ==, 0);
  g_assert_cmpuint (c->n_verdict, >, 0);
}

/* At the price that a threshold names, the two jobs cost the same. */
static void
test_flips (void)
{
  static const char *const ids[] = { "middle", "passive" };
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrComparison) c = NULL;
  guint  n = 0;
  HrPlan plan;

  hr_plan_init (&plan, HR_TASK_LLM_INFERENCE);
  c = compare (&plan, snapshot, ids, 2);
  for (guint i = 0; i < c->n_thresholds; i++)
    {
      const HrThreshold *t = &c->thresholds[i];
      g_autoptr (HrSnapshot) other = fixture_snapshot ();
      g_autoptr (HrComparison) again = NULL;

      if (t->of == NULL)
        continue;
      fixture_gpus (other)[t->of - snapshot->gpus].prices[0].usd = t->value;
      again = compare (&plan, other, ids, 2);
      g_assert_cmpfloat_with_epsilon (again->columns[0].cost.job_usd,
                                      again->columns[1].cost.job_usd,
                                      1e-6 * again->columns[1].cost.job_usd);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparison/columns", test_columns);
  g_test_add_func ("/comparison/flips", test_flips);
  return g_test_run ();
}
