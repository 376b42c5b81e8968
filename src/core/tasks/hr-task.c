/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-task.h"

extern const HrTaskType hr_task_image_classification;
extern const HrTaskType hr_task_nlp_fine_tune;
extern const HrTaskType hr_task_llm_inference;
extern const HrTaskType hr_task_scientific;
extern const HrTaskType hr_task_rendering;

/* In the order of HrTask. */
static const HrTaskType *const task_types[HR_N_TASK] = {
  &hr_task_image_classification, &hr_task_nlp_fine_tune, &hr_task_llm_inference,
  &hr_task_scientific,           &hr_task_rendering,
};

/**
 * hr_task_type:
 * @task: a kind of work
 *
 * Returns: (transfer none): its table.
 */
const HrTaskType *
hr_task_type (HrTask task)
{
  g_return_val_if_fail ((guint) task < HR_N_TASK, NULL);

  return task_types[task];
}

/**
 * hr_task_keep_on_cards:
 * @workload: (inout): loses the wish to run from host RAM what the cards do not hold
 *
 * Returns: whether it had it.
 */
gboolean
hr_task_keep_on_cards (HrWorkload *workload)
{
  if (workload->task != HR_TASK_LLM_INFERENCE || workload->llm.offload == HR_LLM_OFFLOAD_NONE)
    return FALSE;
  workload->llm.offload = HR_LLM_OFFLOAD_NONE;
  return TRUE;
}
