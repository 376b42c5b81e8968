/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-chart.h"
#include "hr-scale.h"
#include "hr-scene.h"

G_BEGIN_DECLS

/* Two axes, and on them points, lines and limits: price against speed with its front and the
 * budget, a roofline, costs over time. Axes run left to right in every language. One mark a point,
 * in the order in which they were added. */

typedef enum
{
  HR_PLOT_X,
  HR_PLOT_Y
} HrPlotAxis;

typedef enum
{
  HR_PLOT_POINTS,
  HR_PLOT_LINE,
  HR_PLOT_STEPS, /* level until the next point's x */
} HrPlotStyle;

HrChart *hr_plot_new (void);
void     hr_plot_set_axis (HrChart          *chart,
                           HrPlotAxis        axis,
                           const char       *title,
                           HrScaleKind       scale,
                           gboolean          from_zero,
                           HrChartNumberFunc format,
                           gpointer          format_data);
guint    hr_plot_add_series (HrChart      *chart,
                             const char   *label,
                             HrPlotStyle   style,
                             HrChartHue    hue,
                             HrMarkerShape marker,
                             double        dash);
void     hr_plot_add_point (HrChart    *chart,
                            guint       series,
                            const char *id,
                            const char *label,
                            double      x,
                            double      y,
                            const char *spoken);
void     hr_plot_set_band (HrChart *chart, double low, double high);
void     hr_plot_set_short (HrChart *chart, const char *label);
void     hr_plot_emphasize (HrChart *chart);
void     hr_plot_add_limit (
        HrChart *chart, HrPlotAxis axis, double value, const char *text, gboolean shade_beyond);

G_END_DECLS
