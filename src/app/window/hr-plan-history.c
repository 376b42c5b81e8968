/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-plan-history.h"

#define MAX_STEPS 100
/* What follows this soon belongs to the same stroke: the digits of a number. */
#define STROKE_US (600 * 1000)

struct _HrPlanHistory
{
  GPtrArray *plans;    /* owned; the question as it was after each step */
  guint      position; /* of the one that is asked */
  gint64     last_us;  /* when the last step was noted */
};

HrPlanHistory *
hr_plan_history_new (const HrPlan *plan)
{
  HrPlanHistory *self = g_new0 (HrPlanHistory, 1);

  self->plans = g_ptr_array_new_with_free_func (g_free);
  hr_plan_history_reset (self, plan);
  return self;
}

void
hr_plan_history_free (HrPlanHistory *self)
{
  g_ptr_array_unref (self->plans);
  g_free (self);
}

/**
 * hr_plan_history_reset:
 * @plan: another question, from which nothing leads back
 */
void
hr_plan_history_reset (HrPlanHistory *self, const HrPlan *plan)
{
  g_ptr_array_set_size (self->plans, 0);
  g_ptr_array_add (self->plans, g_memdup2 (plan, sizeof *plan));
  self->position = 0;
  self->last_us = 0;
}

/**
 * hr_plan_history_note:
 * @plan: the question as it is now
 * @now_us: monotonic time
 *
 * What comes from undo or redo is known already, and no step.
 */
void
hr_plan_history_note (HrPlanHistory *self, const HrPlan *plan, gint64 now_us)
{
  gboolean is_stroke = self->position > 0 && self->last_us != 0
                       && now_us - self->last_us < STROKE_US;

  if (hr_plan_equal (plan, self->plans->pdata[self->position]))
    return;
  g_ptr_array_set_size (self->plans, (int) self->position + 1);
  if (is_stroke)
    g_ptr_array_remove_index (self->plans, self->position);
  g_ptr_array_add (self->plans, g_memdup2 (plan, sizeof *plan));
  if (self->plans->len > MAX_STEPS)
    g_ptr_array_remove_index (self->plans, 0);
  self->position = self->plans->len - 1;
  self->last_us = now_us;
}

/**
 * hr_plan_history_undo:
 *
 * Returns: (nullable): the question one step before; %NULL when there is none.
 */
const HrPlan *
hr_plan_history_undo (HrPlanHistory *self)
{
  if (self->position == 0)
    return NULL;
  self->last_us = 0;
  return self->plans->pdata[--self->position];
}

const HrPlan *
hr_plan_history_redo (HrPlanHistory *self)
{
  if (self->position + 1 >= self->plans->len)
    return NULL;
  self->last_us = 0;
  return self->plans->pdata[++self->position];
}
