/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include "hr-remedy.h"
#include "hr-task.h"

typedef struct
{
  HrEstimateInput input;
  HrWorkload      workload;
  gboolean        is_found;
} Resolve;

/* The first variant that fits, gentlest first; an automatic batch as large as fits. */
static gboolean
try_variant (const HrWorkload *variant, gpointer user_data)
{
  Resolve   *resolve = user_data;
  HrEstimate estimate;

  resolve->workload = *variant;
  resolve->input.workload = &resolve->workload;
  hr_remedy_settle (&resolve->input, &resolve->workload);
  hr_estimate (&resolve->input, &estimate, NULL);
  resolve->is_found = estimate.fit != HR_FIT_EXCEEDS;
  return !resolve->is_found;
}

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
  const HrTaskType *type = hr_task_type (plan->workload.task);
  const HrGpu      *gpu;
  Resolve           resolve = { 0 };

  if (!plan->has_system || plan->system.gpu[0] == '\0')
    return add_unknown (issues, base_path, "gpu", NULL);
  gpu = hr_snapshot_gpu (cli->snapshot, plan->system.gpu);
  if (gpu == NULL)
    return add_unknown (issues, base_path, "gpu", plan->system.gpu);
  resolve.input = (HrEstimateInput){ .gpu = gpu,
                                     .gpu_count = MAX (plan->system.gpu_count, 1),
                                     .calibration = cli->calibration };
  hr_host_for_system (&plan->system, cli->snapshot, gpu, &resolve.input.host);
  if (type->each_variant != NULL)
    type->each_variant (&plan->workload, resolve.input.gpu_count, try_variant, &resolve);
  else
    try_variant (&plan->workload, &resolve);
  *settings = resolve.workload;
  resolve.input.workload = settings;
  hr_estimate (&resolve.input, estimate, trace);
  hr_estimate_find_largest (&resolve.input, estimate);
  return TRUE;
}
