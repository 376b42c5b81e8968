/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "hr-calibration.h"

static const HrDate today = { 2026, 11, 21 };

HrCatalog *
fixture_catalog (void)
{
  HrCatalog *catalog = hr_catalog_new (NULL);
  HrIssues  *issues = hr_issues_new ();
  GError    *error = NULL;

  hr_catalog_load (catalog, issues, &error);
  g_assert_no_error (error);
  hr_issues_free (issues);
  return catalog;
}

HrAdvice *
fixture_advice_for (HrCatalog *catalog, const HrPlan *plan)
{
  HrAdvice *advice = hr_advice_new (plan, hr_catalog_get_snapshot (catalog),
                                    hr_calibration_default (), today, NULL);

  g_assert_nonnull (advice);
  return advice;
}

HrAdvice *
fixture_advice (HrCatalog *catalog, HrTask task, double budget)
{
  HrPlan plan;

  hr_plan_init (&plan, task);
  plan.constraints.budget = budget;
  return fixture_advice_for (catalog, &plan);
}
