/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-task.h"

static void
nlp_fine_tune_init (HrWorkload *workload)
{
  *workload = (HrWorkload) { .task = HR_TASK_NLP_FINE_TUNE };
}

const HrTaskType hr_task_nlp_fine_tune = {
  .task = HR_TASK_NLP_FINE_TUNE,
  .init = nlp_fine_tune_init,
};
