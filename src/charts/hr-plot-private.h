/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-chart-private.h"
#include "hr-plot.h"

G_BEGIN_DECLS

typedef struct
{
  const char       *title;
  HrScaleKind       kind;
  gboolean          from_zero;
  HrChartNumberFunc format;
  gpointer          format_data;
  HrScale           scale;
} HrPlotAxisData;

typedef struct
{
  const char   *label;
  HrPlotStyle   style;
  HrChartHue    hue;
  HrMarkerShape marker;
  double        dash;
} HrPlotSeries;

typedef struct
{
  guint       series;
  const char *label;
  double      x, y, low, high; /* low and high NaN = no band */
  gboolean    is_emphasized;
} HrPlotPoint;

typedef struct
{
  HrPlotAxis  axis;
  double      value;
  const char *text;
  gboolean    shade;
} HrPlotLimit;

typedef struct
{
  HrChart        parent;
  HrPlotAxisData axes[2];
  GArray        *series, *points, *limits;
} HrPlot;

double   hr_plot_height (HrChart *chart, HrScene *scene, double width);
void     hr_plot_layout (HrChart *chart, HrScene *scene, const HrRect *area);
gboolean hr_plot_place (const HrPlot *self, guint index, const HrRect *frame, HrPoint *point);
void     hr_plot_layout_labels (
        const HrPlot *self, HrScene *scene, const HrRect *frame, GArray *taken, guint n_texts);

#define HR_PLOT_STRONG_MARKER 13.0

/* Smaller on a small plot, where the same points have less room. */
static inline double
hr_plot_marker_size (const HrRect *frame, const HrPlotPoint *point)
{
  return (point->is_emphasized ? HR_PLOT_STRONG_MARKER : 9.0) * CLAMP (frame->width / 500, 0.7, 1);
}

G_END_DECLS
