/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_QUESTION_VIEW (hr_question_view_get_type ())
G_DECLARE_FINAL_TYPE (HrQuestionView, hr_question_view, HR, QUESTION_VIEW, GtkWidget)

void       hr_question_view_set_model (HrQuestionView *self, HrAdviceModel *model);
gboolean   hr_question_view_is_valid (HrQuestionView *self);
GtkWidget *hr_question_view_find_row (HrQuestionView *self, const char *path);

G_END_DECLS
