/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-sensitivity.h"

#include <string.h>

#include "fixture.h"

/* A machine for $5,217.75 that works 100 h a week for one year (52.1775 weeks) costs one dollar an
 * hour; nothing is got back, and electricity costs nothing. */
static void
init (HrPlan *plan, HrPick *pick)
{
  static const HrPrice card = { .usd = 3913.3125, .deviation = 0.08 };
  static const HrPrice host = { .usd = 1304.4375, .deviation = 0.32 };

  hr_plan_init (plan, HR_TASK_NLP_FINE_TUNE);
  plan->economics = (HrEconomics){ .hours_per_week = 100, .horizon_years = 1 };
  memset (pick, 0, sizeof *pick);
  pick->build.price_usd = 5217.75;
  /* Three quarters of the price are off by 0.08, a quarter by 0.32: 0.06 and 0.08 of it, which
   * together are 0.1. */
  pick->build.parts[0] = (HrBuildPart){ .count = 1, .unit_usd = card.usd, .price = &card };
  pick->build.parts[1] = (HrBuildPart){ .count = 1, .unit_usd = host.usd, .price = &host };
  pick->build.n_parts = 2;
  pick->estimate.seconds = pick->estimate.seconds_low = pick->estimate.seconds_high = 36000;
  pick->estimate.throughput = (HrThroughput){ .value = 100, .low = 80, .high = 125 };
  pick->cost.job_usd = 10;
}

static void
test_worked (void)
{
  static const struct
  {
    HrAssumption assumption;
    double       least, most;
  } cases[] = {
    /* Half and twice of what divides 10 dollars; 168 h a week are the most there are. */
    { HR_ASSUMPTION_HORIZON, 5, 20 },
    { HR_ASSUMPTION_HOURS, 10 / 1.68, 20 },
    { HR_ASSUMPTION_RESALE, 5, 10 },
    { HR_ASSUMPTION_SPEED, 8, 12.5 },
    /* e^(±1.28155 × 0.1) */
    { HR_ASSUMPTION_MACHINE_PRICE, 8.7972, 11.3673 },
  };
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrPlan        plan;
  HrPick        pick;
  HrSensitivity list[HR_N_ASSUMPTION];
  guint         n;

  init (&plan, &pick);
  pick.build.gpu = &snapshot->gpus[0];
  pick.build.gpu_count = 1;
  n = hr_sensitivity_list (&plan, snapshot, &pick, list);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (list[i].assumption, ==, cases[i].assumption);
      g_assert_cmpfloat_with_epsilon (list[i].least_usd, cases[i].least, 1e-4);
      g_assert_cmpfloat_with_epsilon (list[i].most_usd, cases[i].most, 1e-4);
    }
}

/* With electricity at a price, it is among them, and the order is by how much each moves. */
static void
test_order (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrPlan        plan;
  HrPick        pick;
  HrSensitivity list[HR_N_ASSUMPTION];
  guint         n;
  gboolean      found = FALSE;

  init (&plan, &pick);
  pick.build.gpu = &snapshot->gpus[0];
  pick.build.gpu_count = 1;
  plan.economics.electricity_per_kwh = 0.3;
  n = hr_sensitivity_list (&plan, snapshot, &pick, list);
  g_assert_cmpuint (n, ==, HR_N_ASSUMPTION);
  for (guint i = 0; i < n; i++)
    {
      found |= list[i].assumption == HR_ASSUMPTION_ELECTRICITY;
      g_assert_cmpfloat (list[i].least_usd, <, list[i].most_usd);
      if (i > 0)
        g_assert_cmpfloat (list[i - 1].most_usd - list[i - 1].least_usd, >=,
                           list[i].most_usd - list[i].least_usd);
    }
  g_assert_true (found);
}

static void
test_no_cost (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrPlan        plan;
  HrPick        pick;
  HrSensitivity list[HR_N_ASSUMPTION];

  init (&plan, &pick);
  pick.cost.job_usd = 0;
  g_assert_cmpuint (hr_sensitivity_list (&plan, snapshot, &pick, list), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sensitivity/worked", test_worked);
  g_test_add_func ("/sensitivity/order", test_order);
  g_test_add_func ("/sensitivity/no-cost", test_no_cost);
  return g_test_run ();
}
