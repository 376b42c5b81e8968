/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-run-estimate.h"

#include "hr-task.h"

/**
 * hr_estimate:
 * @input: one card, how many, its host, and a workload without "auto" that validates
 * @estimate: (out): every figure
 * @trace: (nullable): gets each term with its formula, inputs and source
 *
 * Pure and without allocation when @trace is %NULL.
 */
void
hr_estimate (const HrEstimateInput *input, HrEstimate *estimate, HrTrace *trace)
{
  estimate->fit = HR_FIT_FITS;
  estimate->gpu_count = input->gpu_count;
  estimate->n_terms = 0;
  estimate->n_host_terms = 0;
  estimate->notes = 0;
  estimate->n_basis = 0;
  estimate->trainable_parameters = 0;
  estimate->largest_size = 0;
  estimate->largest_batch = estimate->largest_tokens = estimate->largest_image = 0;
  estimate->largest_params_b = 0;
  estimate->size_unit = HR_SIZE_NONE;
  estimate->gpus_to_fit = 0;
  estimate->prefill = (HrThroughput){ 0 };
  estimate->throughput = (HrThroughput){ 0 };
  for (guint i = 0; i < HR_N_STAGE; i++)
    estimate->stage_seconds[i] = 0;
  hr_task_type (input->workload->task)->estimate (input, estimate, trace);
}

/**
 * hr_estimate_largest_batch:
 * @input: as for hr_estimate(); the workload's batch is ignored
 *
 * Memory grows with the batch, so the answer is exact: doubled until it does not fit, then
 * bisected.
 *
 * Returns: the largest batch that is likelier to fit than not; 0 = not even one, or the task
 *   has no batch.
 */
guint32
hr_estimate_largest_batch (const HrEstimateInput *input)
{
  const HrTaskType *type = hr_task_type (input->workload->task);
  HrWorkload        workload = *input->workload;
  HrEstimateInput   with = *input;
  HrEstimate        estimate;
  guint32           fits = 0, exceeds = 1, *batch;

  if (type->batch == NULL)
    return 0;
  with.workload = &workload;
  hr_task_keep_on_cards (&workload);
  batch = type->batch (&workload);
  while (exceeds < (1u << 24))
    {
      *batch = exceeds;
      hr_estimate (&with, &estimate, NULL);
      if (!hr_estimate_is_likely (&estimate))
        break;
      fits = exceeds;
      exceeds *= 2;
    }
  while (exceeds - fits > 1)
    {
      *batch = fits + (exceeds - fits) / 2;
      hr_estimate (&with, &estimate, NULL);
      if (hr_estimate_is_likely (&estimate))
        fits = *batch;
      else
        exceeds = *batch;
    }
  return fits;
}
