/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-chart.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_CHART_VIEW (hr_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (HrChartView, hr_chart_view, HR, CHART_VIEW, GtkWidget)

void        hr_chart_view_set_chart (HrChartView *self, HrChart *chart);
HrChart    *hr_chart_view_get_chart (HrChartView *self);
const char *hr_chart_view_get_readout (HrChartView *self);
void        hr_chart_view_set_current (HrChartView *self, guint mark);
void        hr_chart_view_export (HrChartView *self, const char *format);

G_END_DECLS
