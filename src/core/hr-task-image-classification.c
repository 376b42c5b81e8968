/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-task.h"

static void
image_classification_init (HrWorkload *workload)
{
  *workload = (HrWorkload) { .task = HR_TASK_IMAGE_CLASSIFICATION };
}

const HrTaskType hr_task_image_classification = {
  .task = HR_TASK_IMAGE_CLASSIFICATION,
  .init = image_classification_init,
};
