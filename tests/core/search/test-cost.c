/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fixture.h"
#include "hr-advice.h"
#include "hr-cost.h"
#include "hr-host-rules.h"

static const HrExchangeRate rates[] = { { .code = "EUR", .usd = 1.25 } };

static HrPlan
plan_with (double hours_per_week)
{
  HrPlan plan;

  hr_plan_init (&plan, HR_TASK_SCIENTIFIC);
  plan.economics.hours_per_week = hours_per_week;
  return plan;
}

/* By hand: 1,000 USD over 40 h × 52.1775 weeks × 3 years, and 0.5 kW at 0.15 USD. */
static void
test_hour (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrPlan  plan = plan_with (40);
  HrMoney money;

  hr_money_init (&money, &plan, snapshot, NULL);
  g_assert_cmpfloat_with_epsilon (money.horizon_hours, 6261.3, 1e-9);
  g_assert_cmpfloat_with_epsilon (hr_money_hour_usd (&money, 1000, 500, HR_HOST_KIND_TOWER, NULL),
                                  1000 / 6261.3 + 0.075, 1e-12);
  g_assert_cmpfloat_with_epsilon (hr_money_hour_usd (&money, 1000, 500, HR_HOST_KIND_RACK, NULL),
                                  1000 / 6261.3 + 0.105, 1e-12);
  plan.economics.resale_share = 0.4;
  plan.economics.pue = 1.1;
  hr_money_init (&money, &plan, snapshot, NULL);
  g_assert_cmpfloat_with_epsilon (hr_money_hour_usd (&money, 1000, 500, HR_HOST_KIND_RACK, NULL),
                                  600 / 6261.3 + 0.0825, 1e-12);
}

static void
test_currency (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrPlan  plan = plan_with (40);
  HrMoney money;

  snapshot->exchange_rates = rates;
  snapshot->n_exchange_rates = G_N_ELEMENTS (rates);
  g_assert_cmpfloat_with_epsilon (hr_money_to_usd (snapshot, 100, "EUR"), 125, 1e-12);
  g_assert_cmpfloat_with_epsilon (hr_money_from_usd (snapshot, 125, "EUR"), 100, 1e-12);
  g_assert_cmpfloat_with_epsilon (hr_money_from_usd (snapshot, 125, "USD"), 125, 1e-12);
  g_strlcpy (plan.constraints.currency, "EUR", sizeof plan.constraints.currency);
  hr_money_init (&money, &plan, snapshot, NULL);
  g_assert_cmpfloat_with_epsilon (money.budget_usd, 3750, 1e-9);
  g_assert_cmpfloat_with_epsilon (money.usd_per_kwh, 0.1875, 1e-12);
}

static void
test_covers (void)
{
  HrMoney money = { .usd_per_kwh = 0.2, .horizon_hours = 5000, .pue = { 1, 1, 1.5 } };

  money.covers = HR_COVERS_GPUS;
  g_assert_cmpfloat (hr_money_budgeted_usd (&money, 800, 2000, 400, HR_HOST_KIND_TOWER, NULL), ==,
                     800);
  money.covers = HR_COVERS_BUILD;
  g_assert_cmpfloat (hr_money_budgeted_usd (&money, 800, 2000, 400, HR_HOST_KIND_TOWER, NULL), ==,
                     2000);
  money.covers = HR_COVERS_TOTAL;
  g_assert_cmpfloat_with_epsilon (
      hr_money_budgeted_usd (&money, 800, 2000, 400, HR_HOST_KIND_TOWER, NULL), 2400, 1e-9);
  g_assert_cmpfloat_with_epsilon (
      hr_money_budgeted_usd (&money, 800, 2000, 400, HR_HOST_KIND_RACK, NULL), 2600, 1e-9);
}

static void
test_cost (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrPlan     plan = plan_with (40);
  HrEstimate estimate = {
    .seconds = 7200, .seconds_low = 3600, .seconds_high = 14400, .work = 1000, .gpu_load = 1
  };
  HrBuild build;
  HrCost  cost;
  double  wall, card;

  plan.economics.tax_rate = 0.2;
  g_assert_true (hr_advice_build_for (&plan, snapshot, FIXTURE_TODAY,
                                      hr_snapshot_gpu (snapshot, "middle"), 1, &build));
  hr_cost_fill (&plan, snapshot, &build, &estimate, &cost, NULL);
  wall = hr_host_rules_wall_w (build.platform, build.gpu, 1, 1);
  card = round (900 * 1.05 * 1.05); /* a used card, two months of rise after its price is old */
  g_assert_cmpfloat_with_epsilon (cost.power_w, wall, 1e-9);
  g_assert_cmpfloat_with_epsilon (cost.energy_kwh, wall / 1000 * 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (cost.job_usd, 2 * (build.price_usd / 6261.3 + wall / 1000 * 0.15),
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (cost.job_low_usd, cost.job_usd / 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (cost.job_high_usd, cost.job_usd * 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (cost.work_per_usd, 1000 / cost.job_usd, 1e-9);
  g_assert_cmpfloat_with_epsilon (cost.usd_per_gib, card / 24, 1e-9);
  g_assert_cmpfloat_with_epsilon (cost.usd_per_gb_s, card / 936, 1e-9);
  g_assert_cmpstr (cost.rent->provider, ==, "Somewhere");
  g_assert_cmpfloat_with_epsilon (cost.rent_job_usd, 0.6, 1e-9);
  g_assert_cmpfloat_with_epsilon (cost.break_even_hours,
                                  build.price_usd / (0.3 - wall / 1000 * 0.15), 1e-6);
  /* The card's price is of January, the others of October: stale is the card's share, tax and
   * all. */
  g_assert_cmpfloat_with_epsilon (build.stale_share, card * 1.2 / build.price_usd, 1e-9);
  g_assert_cmpuint (build.n_unpriced, ==, 0);
}

/* One module can be rented, and bought only with seven others. */
/* The break-even at the plan's pace: 400 h at 40 h a week are ten weeks. */
static void
test_break_even_date (void)
{
  static const struct
  {
    double hours, a_week;
    HrDate today, date;
  } cases[] = {
    { 400, 40, { 2026, 11, 21 }, { 2027, 1, 30 } },
    { 1, 168, { 2026, 12, 31 }, { 2027, 1, 1 } },
    { 40, 40, { 2028, 2, 22 }, { 2028, 2, 29 } },
    { 0, 40, { 2026, 11, 21 }, { 0 } },  /* buying never wins */
    { 400, 0, { 2026, 11, 21 }, { 0 } }, /* it never works */
    { 1e6, 1, { 2026, 11, 21 }, { 0 } }, /* nobody lives to see it */
    { 400, 40, { 2026, 11, 0 }, { 0 } }, /* today is not known to the day */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrCost cost = { .break_even_hours = cases[i].hours };
      HrPlan plan = { .economics.hours_per_week = cases[i].a_week };

      hr_cost_date (&cost, &plan, cases[i].today, NULL);
      g_assert_cmpmem (&cost.break_even_date, sizeof (HrDate), &cases[i].date, sizeof (HrDate));
    }
}

static void
test_modules (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrPlan       plan = plan_with (40);
  const HrGpu *module = hr_snapshot_gpu (snapshot, "module");
  HrBuild      build;

  for (guint n = 1; n < 8; n++)
    g_assert_false (hr_advice_build_for (&plan, snapshot, FIXTURE_TODAY, module, n, &build));
  g_assert_true (hr_advice_build_for (&plan, snapshot, FIXTURE_TODAY, module, 8, &build));
  g_assert_cmpuint (build.n_parts, ==, 1);
  g_assert_cmpfloat (build.price_usd, ==, 250000);
  g_assert_cmpfloat (build.host.link_gb_s, ==, 900);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cost/hour", test_hour);
  g_test_add_func ("/cost/currency", test_currency);
  g_test_add_func ("/cost/covers", test_covers);
  g_test_add_func ("/cost/cost", test_cost);
  g_test_add_func ("/cost/break-even-date", test_break_even_date);
  g_test_add_func ("/cost/modules", test_modules);
  return g_test_run ();
}
