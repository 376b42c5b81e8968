/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include "hr-remedy.h"
#include "hr-run-estimate.h"
#include "hr-software-check.h"

static gboolean
add_unknown (HrIssues *issues, const char *base_path, const char *key, const char *value)
{
  g_autofree char *path = g_strdup_printf ("%s.system.%s", base_path, key);

  hr_issues_add (issues, value ? HR_ISSUE_UNKNOWN_ID : HR_ISSUE_MISSING, path, value, NULL);
  return FALSE;
}

/**
 * hr_cli_estimate:
 * @settings: (out): the workload with each "auto" resolved
 * @trace: (nullable): gets the terms
 * @base_path: of the plan, for @issues
 *
 * Returns: FALSE when @plan has no system or names a card that the catalog has not; @issues says
 * so.
 */
gboolean
hr_cli_estimate (const HrCli  *cli,
                 const HrPlan *plan,
                 HrWorkload   *settings,
                 HrEstimate   *estimate,
                 HrTrace      *trace,
                 const char   *base_path,
                 HrIssues     *issues)
{
  HrGpu           held;
  HrEstimateInput input = { .workload = settings, .calibration = cli->calibration };

  if (!plan->has_system || (plan->system.gpu[0] == '\0' && plan->system.gpu_count > 0))
    return add_unknown (issues, base_path, "gpu", NULL);
  input.gpu = hr_plan_gpu (&plan->system, cli->snapshot);
  if (input.gpu == NULL)
    return add_unknown (issues, base_path, "gpu", plan->system.gpu);
  input.gpu = hr_plan_hold_card (plan, input.gpu, &held);
  input.gpu_count = plan->system.gpu_count;
  hr_host_for_system (&plan->system, cli->snapshot, input.gpu, &input.host);
  hr_plan_settings (plan, settings);
  hr_remedy_resolve (&input, settings);
  hr_estimate (&input, estimate, trace);
  if (input.gpu_count == 0)
    return TRUE;
  estimate->notes |= hr_software_check_notes (
      hr_software_check (cli->snapshot, settings, input.gpu, NULL));
  hr_estimate_find_largest (&input, &plan->workload, estimate);
  return TRUE;
}
