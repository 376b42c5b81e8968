/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_TRACE_WINDOW (hr_trace_window_get_type ())
G_DECLARE_FINAL_TYPE (HrTraceWindow, hr_trace_window, HR, TRACE_WINDOW, AdwWindow)

GtkWidget *hr_trace_window_new (const HrAdvice *advice, const HrPick *pick);
void       hr_trace_window_present (GtkRoot *parent, const HrAdvice *advice, const HrPick *pick);

G_END_DECLS
