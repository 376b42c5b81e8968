/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-task.h"

static void
llm_inference_init (HrWorkload *workload)
{
  *workload = (HrWorkload) { .task = HR_TASK_LLM_INFERENCE };
}

const HrTaskType hr_task_llm_inference = {
  .task = HR_TASK_LLM_INFERENCE,
  .init = llm_inference_init,
};
