/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_EXCLUDED_VIEW (hr_excluded_view_get_type ())
G_DECLARE_FINAL_TYPE (HrExcludedView, hr_excluded_view, HR, EXCLUDED_VIEW, GtkWidget)

void hr_excluded_view_set_advice (HrExcludedView *self, const HrAdvice *advice);
void hr_excluded_view_set_expanded (HrExcludedView *self, gboolean expanded);

G_END_DECLS
