/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-comparison.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_TRACE_WINDOW (hr_trace_window_get_type ())
G_DECLARE_FINAL_TYPE (HrTraceWindow, hr_trace_window, HR, TRACE_WINDOW, AdwWindow)

GtkWidget  *hr_trace_window_new (const HrAdvice *advice, const HrPick *pick);
GtkWidget  *hr_trace_window_new_compared (const HrComparison *comparison, guint column);
GtkWidget  *hr_trace_window_new_for_trace (const HrTrace    *trace,
                                           const char       *subtitle,
                                           const char       *currency,
                                           const HrSnapshot *snapshot);
GtkWidget  *hr_trace_window_get_row (HrTraceWindow *self, const char *term);
const char *hr_trace_window_get_term (HrTraceWindow *self);
void        hr_trace_window_show_term (HrTraceWindow *self, const char *term);
void        hr_trace_window_present (GtkRoot *parent, GtkWidget *window, const char *term);

G_END_DECLS
