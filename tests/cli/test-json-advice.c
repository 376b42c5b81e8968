/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-calibration.h"
#include "hr-catalog.h"
#include "hr-json-values.h"
#include "hr-task.h"

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

static char *
answer (const HrPlan *plan, guint n_threads)
{
  g_autoptr (HrAdvice) advice = hr_advice_new_threaded (plan, builtin (), hr_calibration_default (),
                                                        (HrDate){ 2026, 11, 21 }, n_threads, NULL);
  GString     *out = g_string_new (NULL);
  HrJsonWriter json;

  hr_json_init (&json, out, FALSE);
  hr_json_recommendation (&json, NULL, advice, NULL, NULL);
  return g_string_free (out, FALSE);
}

/* The bytes of the whole answer do not depend on the number of threads. */
static void
test_threads (gconstpointer data)
{
  static const guint n_threads[] = { 2, 3, 8 };
  HrTask             task = (HrTask) GPOINTER_TO_INT (data);
  const HrTaskType  *type = hr_task_type (task);

  for (guint aim = 0; aim < HR_N_AIM; aim++)
    {
      g_autofree char *one = NULL;
      HrPlan           plan;

      hr_plan_init (&plan, task);
      plan.constraints.aim = (HrAim) aim;
      plan.constraints.budget = 6000;
      if (type->batch && aim % 2 == 0)
        *type->batch (&plan.workload) = 0;
      one = answer (&plan, 1);
      g_assert_nonnull (strstr (one, "\"thresholds\""));
      for (guint i = 0; i < G_N_ELEMENTS (n_threads); i++)
        {
          g_autofree char *many = answer (&plan, n_threads[i]);

          g_assert_cmpstr (many, ==, one);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < HR_N_TASK; i++)
    {
      g_autofree char *path = g_strconcat ("/json-advice/threads/",
                                           hr_enum_nick (&hr_enum_task, (int) i), NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_threads);
    }
  return g_test_run ();
}
