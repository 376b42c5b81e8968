/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include "hr-task.h"

typedef struct
{
  HrEstimateInput input;
  HrWorkload      workload;
  gboolean        is_found;
} Resolve;

/* The first variant that fits, gentlest first; with an automatic batch, at the largest that fits. */
static gboolean
try_variant (const HrWorkload *variant,
             gpointer          user_data)
{
  Resolve *resolve = user_data;
  const HrTaskType *type = hr_task_type (variant->task);
  HrEstimate estimate;
  guint32 *batch;

  resolve->workload = *variant;
  resolve->input.workload = &resolve->workload;
  batch = type->batch ? type->batch (&resolve->workload) : NULL;
  if (batch != NULL && *batch == 0)
    {
      *batch = MAX (hr_estimate_largest_batch (&resolve->input), 1);
      resolve->input.workload = &resolve->workload;
    }
  hr_estimate (&resolve->input, &estimate, NULL);
  resolve->is_found = estimate.fit != HR_FIT_EXCEEDS;
  return !resolve->is_found;
}

static gboolean
add_unknown (HrIssues   *issues,
             const char *base_path,
             const char *key,
             const char *value)
{
  g_autofree char *path = g_strdup_printf ("%s.system.%s", base_path, key);

  hr_issues_add (issues, value ? HR_ISSUE_UNKNOWN_ID : HR_ISSUE_MISSING, path, value, NULL);
  return FALSE;
}

static gboolean
given_host (const HrCli  *cli,
            const HrPlan *plan,
            const HrGpu  *gpu,
            HrHost       *host)
{
  const HrSystem *system = &plan->system;

  hr_host_default_for (gpu, system->gpu_count, host);
  if (system->platform[0] != '\0')
    {
      const HrPlatform *platform = hr_snapshot_platform (cli->snapshot, system->platform);
      guint cards = CLAMP (system->gpu_count, 1, 8);

      if (platform == NULL)
        return FALSE;
      host->pcie_gen = MIN (platform->pcie_gen, gpu->pcie_gen);
      if (platform->lanes_per_gpu[cards - 1] > 0)
        host->pcie_lanes = MIN (platform->lanes_per_gpu[cards - 1], gpu->pcie_lanes);
      host->pcie_gb_s = hr_pcie_usable_gb_s (host->pcie_gen, host->pcie_lanes);
      host->ram_bandwidth_gb_s = platform->memory_channels * platform->ram_mt_s * 8 / 1000;
    }
  host->ram_gib = system->ram_gib;
  if (system->cpu_cores > 0)
    host->cpu_cores = system->cpu_cores;
  return TRUE;
}

/**
 * hr_cli_estimate:
 * @settings: (out): the workload with each "auto" resolved
 * @trace: (nullable): gets the terms
 * @base_path: of the plan, for @issues
 *
 * Returns: FALSE when @plan has no system or names a card that the catalog has not; @issues says so.
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
  const HrGpu *gpu;
  Resolve resolve = { 0 };

  if (!plan->has_system || plan->system.gpu[0] == '\0')
    return add_unknown (issues, base_path, "gpu", NULL);
  gpu = hr_snapshot_gpu (cli->snapshot, plan->system.gpu);
  if (gpu == NULL)
    return add_unknown (issues, base_path, "gpu", plan->system.gpu);
  resolve.input = (HrEstimateInput) { .gpu = gpu, .gpu_count = MAX (plan->system.gpu_count, 1),
                                      .calibration = cli->calibration };
  if (!given_host (cli, plan, gpu, &resolve.input.host))
    return add_unknown (issues, base_path, "platform", plan->system.platform);
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
