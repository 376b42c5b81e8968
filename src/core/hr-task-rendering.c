/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-task.h"

static void
rendering_init (HrWorkload *workload)
{
  *workload = (HrWorkload) { .task = HR_TASK_RENDERING };
}

const HrTaskType hr_task_rendering = {
  .task = HR_TASK_RENDERING,
  .init = rendering_init,
};
