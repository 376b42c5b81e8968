/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-plan.h"

G_BEGIN_DECLS

/* What a question was, step by step: for undo and redo of its fields. */
typedef struct _HrPlanHistory HrPlanHistory;

HrPlanHistory *hr_plan_history_new (const HrPlan *plan);
void           hr_plan_history_free (HrPlanHistory *self);
void           hr_plan_history_reset (HrPlanHistory *self, const HrPlan *plan);
void           hr_plan_history_note (HrPlanHistory *self, const HrPlan *plan, gint64 now_us);
const HrPlan  *hr_plan_history_undo (HrPlanHistory *self);
const HrPlan  *hr_plan_history_redo (HrPlanHistory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrPlanHistory, hr_plan_history_free)

G_END_DECLS
