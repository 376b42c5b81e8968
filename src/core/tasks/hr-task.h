/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-task-type.h"

G_BEGIN_DECLS

const HrTaskType *hr_task_type (HrTask task);
gboolean          hr_task_keep_on_cards (HrWorkload *workload);

G_END_DECLS
