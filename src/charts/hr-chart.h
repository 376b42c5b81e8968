/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-chart-theme.h"

#include <cairo.h>

G_BEGIN_DECLS

/* A drawing of numbers: bars, stacked bars, a plot or a data path, as made by hr_bar_panels_new(),
 * hr_stack_new(), hr_plot_new() and hr_data_path_new(), each in its own header. It is filled once,
 * and immutable from the first time that it is measured, drawn or asked for a mark. Reference
 * counted; used from one thread at a time. All strings come translated and numbers formatted; none
 * is markup. */
typedef struct _HrChart HrChart;

typedef char *(*HrChartNumberFunc) (double value, gpointer user_data); /* (transfer full) */

/* One thing that can be pointed at or walked to: a bar, a point, a segment, a stage. The strings
 * are the chart's. The rectangle is what is painted, for a focus ring or an accessible child's
 * bounds. */
typedef struct
{
  const char *id;         /* the caller's name of what it is about, e.g. a card's id; "" = none */
  const char *label;      /* "GeForce RTX 4090" */
  const char *series;     /* "Bandwidth"; "" where there is only one */
  const char *value_text; /* "1,008 GB/s" */
  double      x, y, width, height;
} HrChartMark;

typedef enum
{
  HR_CHART_FORMAT_SVG,
  HR_CHART_FORMAT_PNG,
  HR_CHART_FORMAT_PDF,
} HrChartFormat;

#define HR_CHART_ERROR (hr_chart_error_quark ())
typedef enum
{
  HR_CHART_ERROR_SIZE,
  HR_CHART_ERROR_WRITE
} HrChartError;

GQuark   hr_chart_error_quark (void);
HrChart *hr_chart_ref (HrChart *self);
void     hr_chart_unref (HrChart *self);

void        hr_chart_set_title (HrChart *self, const char *title, const char *subtitle);
const char *hr_chart_get_title (HrChart *self);
void        hr_chart_set_summary (HrChart *self, const char *summary);
const char *hr_chart_get_summary (HrChart *self);
void        hr_chart_set_empty_text (HrChart *self, const char *text);
gboolean    hr_chart_is_empty (HrChart *self);
void        hr_chart_keep (HrChart *self, gpointer data, GDestroyNotify destroy);

double hr_chart_preferred_height (HrChart *self, const HrChartTheme *theme, double width);
void
hr_chart_draw (HrChart *self, const HrChartTheme *theme, cairo_t *cr, double width, double height);
guint    hr_chart_n_marks (HrChart *self);
void     hr_chart_mark (HrChart            *self,
                        const HrChartTheme *theme,
                        double              width,
                        double              height,
                        guint               index,
                        HrChartMark        *mark);
gboolean hr_chart_mark_at (HrChart            *self,
                           const HrChartTheme *theme,
                           double              width,
                           double              height,
                           double              x,
                           double              y,
                           guint              *index);
gboolean hr_chart_save (HrChart            *self,
                        const HrChartTheme *theme,
                        const char         *file,
                        HrChartFormat       format,
                        double              width,
                        double              height,
                        GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrChart, hr_chart_unref)

G_END_DECLS
