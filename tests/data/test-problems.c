/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The shipped problems and scenes on every card of the shipped catalog. */

#include "hr-calibration.h"
#include "hr-catalog.h"
#include "hr-estimate.h"
#include "hr-task.h"
#include "hr-run-estimate.h"

#include <math.h>
#include <string.h>

#define YEAR_S (365.25 * 24 * 3600)

static HrCatalog *catalog;

static void
estimate (const HrProblemPreset *problem, const HrGpu *gpu, guint count, HrEstimate *e)
{
  HrEstimateInput input = {
    .gpu = gpu,
    .gpu_count = count,
    .workload = &problem->workload,
    .calibration = hr_calibration_default (),
  };

  hr_host_default_for (gpu, count, &input.host);
  hr_estimate (&input, e, NULL);
}

static void
test_content (void)
{
  const HrSnapshot *snapshot = hr_catalog_get_snapshot (catalog);
  guint             n[HR_N_TASK] = { 0 };

  for (guint i = 0; i < snapshot->n_problems; i++)
    {
      const HrProblemPreset *problem = &snapshot->problems[i];
      g_autoptr (HrIssues) issues = hr_issues_new ();

      n[problem->workload.task]++;
      g_assert_true (problem->name[0] != '\0' && problem->source[0] != '\0');
      g_assert_true (hr_snapshot_problem (snapshot, problem->id) == problem); /* no id twice */
      hr_task_type (problem->workload.task)->validate (&problem->workload, issues);
      g_assert_cmpuint (hr_issues_n (issues), ==, 0);
    }
  g_assert_cmpuint (n[HR_TASK_SCIENTIFIC], >=, 15);
  g_assert_cmpuint (n[HR_TASK_RENDERING], >=, 10);
}

static void
test_every_card (void)
{
  const HrSnapshot *snapshot = hr_catalog_get_snapshot (catalog);

  for (guint i = 0; i < snapshot->n_problems; i++)
    for (guint g = 0; g < snapshot->n_gpus; g++)
      for (guint count = 1; count <= 8; count *= 2)
        {
          HrEstimate e;

          estimate (&snapshot->problems[i], &snapshot->gpus[g], count, &e);
          g_assert_true (isfinite (e.seconds) && e.seconds > 0 && e.seconds < 100 * YEAR_S);
          g_assert_true (isfinite (e.throughput.value) && e.throughput.low > 0);
          g_assert_true (isfinite (e.required_gib) && e.required_gib > 0);
          g_assert_true (!hr_estimate_is_likely (&e) || e.required_gib <= e.available_gib);
        }
}

/* Each preset is a sensible question: one card of a good workstation or server answers it within a
 * second and two months. */
static void
test_sensible (void)
{
  static const char *const cards[] = { "rtx-4090", "h100-sxm5-80gb",
                                       "rtx-pro-6000-blackwell-workstation" };
  const HrSnapshot        *snapshot = hr_catalog_get_snapshot (catalog);

  for (guint i = 0; i < snapshot->n_problems; i++)
    {
      const HrProblemPreset *problem = &snapshot->problems[i];
      gboolean               fits = FALSE;

      for (guint c = 0; c < G_N_ELEMENTS (cards); c++)
        {
          HrEstimate e;

          estimate (problem, hr_snapshot_gpu (snapshot, cards[c]), 1, &e);
          g_test_message ("%-24s %-20.20s %7.2f GiB %-7s %10.4g %-10.10s %10.4g h%s", problem->id,
                          cards[c], e.required_gib, hr_enum_nick (&hr_enum_fit, (int) e.fit),
                          e.throughput.value,
                          hr_enum_nick (&hr_enum_rate_unit, (int) e.throughput.unit),
                          e.seconds / 3600, e.notes & HR_NOTE_OUT_OF_CORE ? " out of core" : "");
          if (!hr_estimate_is_likely (&e))
            continue;
          fits = TRUE;
          g_assert_cmpfloat (e.seconds, >, 0.5);
          g_assert_cmpfloat (e.seconds, <, YEAR_S / 3);
        }
      g_assert_true (fits || problem->workload.task == HR_TASK_SCIENTIFIC);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  catalog = hr_catalog_new (NULL);
  hr_catalog_load (catalog, NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/problems/content", test_content);
  g_test_add_func ("/problems/every-card", test_every_card);
  g_test_add_func ("/problems/sensible", test_sensible);
  status = g_test_run ();
  g_object_unref (catalog);
  return status;
}
