/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-chart.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What assistive technology and the keyboard see of one mark: a transparent list item that lies on
 * it and draws nothing but the focus ring. */
#define HR_TYPE_CHART_MARK_WIDGET (hr_chart_mark_widget_get_type ())
G_DECLARE_FINAL_TYPE (HrChartMarkWidget, hr_chart_mark_widget, HR, CHART_MARK_WIDGET, GtkWidget)

GtkWidget *hr_chart_mark_widget_new (void);
void       hr_chart_mark_widget_set_text (HrChartMarkWidget *self, const char *text);

G_END_DECLS
