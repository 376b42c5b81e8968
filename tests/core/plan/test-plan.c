/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fixture.h"
#include "hr-plan.h"

static void
test_defaults (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();

  for (guint task = 0; task < HR_N_TASK; task++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrPlan a, b;

      hr_plan_init (&a, (HrTask) task);
      hr_plan_init (&b, (HrTask) task);
      hr_plan_validate (&a, snapshot, issues);
      g_assert_cmpuint (hr_issues_n (issues), ==, 0);
      g_assert_true (hr_plan_equal (&a, &b));
      b.constraints.budget += 1;
      g_assert_false (hr_plan_equal (&a, &b));
      hr_plan_init (&b, (HrTask) ((task + 1) % HR_N_TASK));
      g_assert_false (hr_plan_equal (&a, &b));
    }
}

/* What stands behind a string's end is not part of the question; a system that is not given
 * neither. */
static void
test_equal (void)
{
  HrPlan a, b;

  hr_plan_init (&a, HR_TASK_LLM_INFERENCE);
  hr_plan_init (&b, HR_TASK_LLM_INFERENCE);
  memset (b.workload.llm.engine_name + strlen (b.workload.llm.engine_name) + 1, 'x', 4);
  memset (b.title + 1, 'x', 8);
  g_strlcpy (b.system.gpu, "small", sizeof b.system.gpu);
  g_assert_true (hr_plan_equal (&a, &b));
  b.has_system = TRUE;
  g_assert_false (hr_plan_equal (&a, &b));
  b.has_system = FALSE;
  b.workload.llm.context_length++;
  g_assert_false (hr_plan_equal (&a, &b));
}

static void
test_bad (void)
{
  static const struct
  {
    const char *path;
    gsize       offset;
    double      value;
  } cases[] = {
#define CASE(member, value) { "$." #member, G_STRUCT_OFFSET (HrPlan, member), value }
    CASE (constraints.budget, -1),
    CASE (constraints.budget, NAN),
    CASE (constraints.budget, 1e12),
    CASE (constraints.max_power_w, -5),
    CASE (constraints.deadline_hours, INFINITY),
    CASE (economics.electricity_per_kwh, -0.1),
    CASE (economics.hours_per_week, 169),
    CASE (economics.hours_per_week, 0),
    CASE (economics.horizon_years, 0),
    CASE (economics.pue, 0.5),
    CASE (economics.resale_share, 1.5),
    CASE (economics.tax_rate, -0.2),
#undef CASE
  };
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrPlan plan;

      g_test_message ("%s = %g", cases[i].path, cases[i].value);
      hr_plan_init (&plan, HR_TASK_RENDERING);
      G_STRUCT_MEMBER (double, &plan, cases[i].offset) = cases[i].value;
      hr_plan_validate (&plan, snapshot, issues);
      g_assert_cmpuint (hr_issues_n_errors (issues), ==, 1);
      g_assert_cmpstr (hr_issues_get (issues, 0)->path, ==, cases[i].path);
    }
}

static void
test_references (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrPlan plan;

  hr_plan_init (&plan, HR_TASK_RENDERING);
  plan.constraints.max_gpus = 9;
  g_strlcpy (plan.constraints.currency, "XXX", sizeof plan.constraints.currency);
  plan.has_system = TRUE;
  g_strlcpy (plan.system.gpu, "mid", sizeof plan.system.gpu);
  g_strlcpy (plan.system.platform, "desc", sizeof plan.system.platform);
  plan.system.gpu_count = 1000000;
  hr_plan_validate (&plan, snapshot, issues);
  g_assert_cmpuint (hr_issues_n_errors (issues), ==, 5);
  for (guint i = 0; i < hr_issues_n (issues); i++)
    if (g_str_equal (hr_issues_get (issues, i)->path, "$.system.gpu"))
      g_assert_cmpstr (hr_issues_get (issues, i)->allowed, ==, "middle");
}

/* A machine without a card is one for engines that compute on the processor. */
static void
test_no_card (void)
{
  static const struct
  {
    HrTask   task;
    HrEngine engine;
    guint    n_issues;
  } cases[] = { { HR_TASK_LLM_INFERENCE, HR_ENGINE_LLAMA_CPP, 0 },
                { HR_TASK_LLM_INFERENCE, HR_ENGINE_VLLM, 1 },
                { HR_TASK_RENDERING, HR_ENGINE_GENERIC, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrPlan plan;

      hr_plan_init (&plan, cases[i].task);
      if (cases[i].task == HR_TASK_LLM_INFERENCE)
        plan.workload.llm.engine = cases[i].engine;
      plan.has_system = TRUE;
      plan.system.gpu_count = 0;
      hr_plan_validate (&plan, NULL, issues);
      g_assert_cmpuint (hr_issues_n (issues), ==, cases[i].n_issues);
      g_assert_true (hr_plan_gpu (&plan.system, NULL) == hr_gpu_none ());
    }
}

/* 80 % of the circuit: the currency's, or what the plan says of it; a rack has what it needs. */
static void
test_mains (void)
{
  static const struct
  {
    const char *currency;
    double      volts, amps;
    HrHostKind  kind;
    double      watts, at_volts;
  } cases[] = {
    { "USD", 0, 0, HR_HOST_KIND_TOWER, 1440, 120 },
    { "USD", 0, 20, HR_HOST_KIND_TOWER, 1920, 120 },
    { "USD", 240, 30, HR_HOST_KIND_TOWER, 5760, 240 },
    { "EUR", 0, 0, HR_HOST_KIND_TOWER, 2944, 230 },
    { "JPY", 0, 0, HR_HOST_KIND_TOWER, 1200, 100 },
    { "GBP", 0, 0, HR_HOST_KIND_TOWER, 2392, 230 },
    { "USD", 0, 0, HR_HOST_KIND_RACK, INFINITY, 208 },
    { "USD", 208, 30, HR_HOST_KIND_RACK, 4992, 208 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrConstraints c = { .mains_volts = cases[i].volts, .mains_amps = cases[i].amps };

      g_strlcpy (c.currency, cases[i].currency, sizeof c.currency);
      g_assert_cmpfloat (hr_constraints_mains_volts (&c, cases[i].kind), ==, cases[i].at_volts);
      if (isinf (cases[i].watts))
        g_assert_true (isinf (hr_constraints_mains_w (&c, cases[i].kind)));
      else
        g_assert_cmpfloat_with_epsilon (hr_constraints_mains_w (&c, cases[i].kind), cases[i].watts,
                                        1e-9);
    }
}

/* The catalog of a plan holds its cards to the plan's limit, and leaves the original alone. */
static void
test_snapshot (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrSnapshot) held = NULL;
  const double watts = snapshot->gpus[0].tdp_w;
  HrGpu        copy;
  HrPlan       plan;

  hr_plan_init (&plan, HR_TASK_LLM_INFERENCE);
  g_assert_true (hr_plan_hold_card (&plan, &snapshot->gpus[0], &copy) == &snapshot->gpus[0]);
  plan.constraints.gpu_power_limit_w = watts / 2;
  g_assert_true (hr_plan_hold_card (&plan, &snapshot->gpus[0], &copy) == &copy);
  g_assert_cmpfloat (copy.tdp_w, ==, watts / 2);
  held = hr_plan_snapshot (&plan, snapshot, FIXTURE_TODAY);
  g_assert_cmpfloat (held->gpus[0].tdp_w, ==, watts / 2);
  g_assert_cmpfloat (snapshot->gpus[0].tdp_w, ==, watts);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan/defaults", test_defaults);
  g_test_add_func ("/plan/equal", test_equal);
  g_test_add_func ("/plan/bad", test_bad);
  g_test_add_func ("/plan/references", test_references);
  g_test_add_func ("/plan/no-card", test_no_card);
  g_test_add_func ("/plan/mains", test_mains);
  g_test_add_func ("/plan/snapshot", test_snapshot);
  return g_test_run ();
}
