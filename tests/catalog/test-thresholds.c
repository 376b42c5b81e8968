/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog.h"
#include "threshold-check.h"

/* What the advice over the built-in catalog says of thresholds comes true in fresh searches. */

static const HrSnapshot *
builtin (void)
{
  static HrCatalog *catalog;

  if (catalog == NULL)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (GError) error = NULL;

      catalog = hr_catalog_new (NULL);
      hr_catalog_load (catalog, issues, &error);
      g_assert_no_error (error);
    }
  return hr_catalog_get_snapshot (catalog);
}

static void
test_grid (gconstpointer data)
{
  static const double budgets[] = { 1500, 4000, 20000 };
  HrTask              task = (HrTask) GPOINTER_TO_INT (data);
  guint               n = 0;

  for (guint aim = 0; aim < HR_N_AIM; aim++)
    {
      HrPlan plan;

      hr_plan_init (&plan, task);
      plan.constraints.aim = (HrAim) aim;
      plan.constraints.budget = budgets[(aim + task) % G_N_ELEMENTS (budgets)];
      plan.constraints.covers = (HrCovers) ((aim + task) % HR_N_COVERS);
      plan.constraints.max_gpus = 2 + 2 * (aim % 2);
      if (plan.workload.task == HR_TASK_LLM_INFERENCE)
        plan.workload.llm.context_length = 4096;
      n += threshold_check_plan (&plan, builtin (), 1);
    }
  g_test_message ("%u thresholds", n);
  g_assert_cmpuint (n, >, 8);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < HR_N_TASK; i++)
    {
      g_autofree char *path = g_strconcat ("/thresholds/grid/",
                                           hr_enum_nick (&hr_enum_task, (int) i), NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_grid);
    }
  return g_test_run ();
}
