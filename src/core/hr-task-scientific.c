/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-task.h"

static void
scientific_init (HrWorkload *workload)
{
  *workload = (HrWorkload) { .task = HR_TASK_SCIENTIFIC };
}

const HrTaskType hr_task_scientific = {
  .task = HR_TASK_SCIENTIFIC,
  .init = scientific_init,
};
