/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice.h"
#include "hr-catalog.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define HR_TYPE_ADVICE_MODEL (hr_advice_model_get_type ())
G_DECLARE_FINAL_TYPE (HrAdviceModel, hr_advice_model, HR, ADVICE_MODEL, GObject)

HrAdviceModel    *hr_advice_model_new (HrCatalog *catalog);
HrCatalog        *hr_advice_model_get_catalog (HrAdviceModel *self);
const HrSnapshot *hr_advice_model_get_snapshot (HrAdviceModel *self);
const HrPlan     *hr_advice_model_get_plan (HrAdviceModel *self);
void              hr_advice_model_set_plan (HrAdviceModel *self, const HrPlan *plan);
const HrAdvice   *hr_advice_model_get_advice (HrAdviceModel *self);
gboolean          hr_advice_model_get_busy (HrAdviceModel *self);
HrDate            hr_advice_model_get_today (HrAdviceModel *self);
void              hr_advice_model_set_today (HrAdviceModel *self, HrDate today);
void              hr_advice_model_set_preset (HrAdviceModel *self, const char *preset_id);
void              hr_advice_model_set_task (HrAdviceModel *self, HrTask task);

G_END_DECLS
