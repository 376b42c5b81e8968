/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-choice-row.h"
#include "hr-plan.h"
#include "hr-snapshot.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What the question offers out of the catalog. */

void hr_question_list_presets (HrChoiceRow *row, const HrPlan *plan, const HrSnapshot *snapshot);
const char *hr_question_preset_title (HrTask task);
void
hr_question_list_currencies (GtkDropDown *menu, const HrPlan *plan, const HrSnapshot *snapshot);

G_END_DECLS
