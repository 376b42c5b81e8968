/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-plot-private.h"

#include <math.h>

static gboolean
plot_is_empty (HrChart *chart)
{
  HrPlot *self = (HrPlot *) chart;

  /* Points of which none has a place are as good as none. */
  for (guint i = 0; i < self->points->len; i++)
    {
      const HrPlotPoint *point = &g_array_index (self->points, HrPlotPoint, i);
      HrScale x = { self->axes[HR_PLOT_X].kind, 1, 10 }, y = { self->axes[HR_PLOT_Y].kind, 1, 10 };

      if (hr_scale_takes (&x, point->x) && hr_scale_takes (&y, point->y))
        return FALSE;
    }
  return TRUE;
}

static void
plot_clear (HrChart *chart)
{
  HrPlot *self = (HrPlot *) chart;

  g_array_unref (self->series);
  g_array_unref (self->points);
  g_array_unref (self->limits);
}

static const HrChartClass plot_class = {
  sizeof (HrPlot), plot_is_empty, hr_plot_height, hr_plot_layout, plot_clear,
};

static HrPlot *
get_open (HrChart *chart)
{
  g_return_val_if_fail (chart != NULL && chart->klass == &plot_class, NULL);
  g_return_val_if_fail (!chart->is_sealed, NULL);

  return (HrPlot *) chart;
}

HrChart *
hr_plot_new (void)
{
  HrPlot *self = hr_chart_new_of_class (&plot_class);

  self->axes[HR_PLOT_X].title = self->axes[HR_PLOT_Y].title = "";
  self->series = g_array_new (FALSE, TRUE, sizeof (HrPlotSeries));
  self->points = g_array_new (FALSE, TRUE, sizeof (HrPlotPoint));
  self->limits = g_array_new (FALSE, TRUE, sizeof (HrPlotLimit));
  return &self->parent;
}

/**
 * hr_plot_set_axis:
 * @title: what it measures, with its unit
 * @from_zero: whether a linear axis has to include 0
 * @format: (nullable) (scope forever): formats the figures on it
 */
void
hr_plot_set_axis (HrChart          *chart,
                  HrPlotAxis        axis,
                  const char       *title,
                  HrScaleKind       scale,
                  gboolean          from_zero,
                  HrChartNumberFunc format,
                  gpointer          format_data)
{
  HrPlot *self = get_open (chart);

  g_return_if_fail (self != NULL);

  self->axes[axis] = (HrPlotAxisData){
    .title = hr_chart_intern (chart, title),
    .kind = scale,
    .from_zero = from_zero,
    .format = format,
    .format_data = format_data,
  };
}

/**
 * hr_plot_add_series:
 * @label: (nullable): its name in the legend; without one it has no entry there
 * @marker: of its points; a line has none but at emphasized points
 * @dash: pixels; 0 = solid
 *
 * Returns: its index
 */
guint
hr_plot_add_series (HrChart      *chart,
                    const char   *label,
                    HrPlotStyle   style,
                    HrChartHue    hue,
                    HrMarkerShape marker,
                    double        dash)
{
  HrPlot      *self = get_open (chart);
  HrPlotSeries series = { 0 };

  g_return_val_if_fail (self != NULL, 0);

  series.label = hr_chart_intern (chart, label);
  series.style = style;
  series.hue = hue;
  series.marker = marker;
  series.dash = dash;
  g_array_append_val (self->series, series);
  return self->series->len - 1;
}

/**
 * hr_plot_add_point:
 * @id: (nullable): the caller's id of what it is about
 * @label: (nullable): its name; drawn beside it where there is room
 * @spoken: its values for reading out, "$2,270, 1,790 tokens/s"
 *
 * A point without a place on the axes (NaN, or 0 on a logarithmic one) is not drawn.
 */
void
hr_plot_add_point (HrChart    *chart,
                   guint       series,
                   const char *id,
                   const char *label,
                   double      x,
                   double      y,
                   const char *spoken)
{
  HrPlot     *self = get_open (chart);
  HrPlotPoint point = { 0 };

  g_return_if_fail (self != NULL && series < self->series->len);

  point.series = series;
  point.label = hr_chart_intern (chart, label);
  point.x = x;
  point.y = y;
  point.low = point.high = NAN;
  g_array_append_val (self->points, point);
  hr_chart_add_mark (chart, id, label, g_array_index (self->series, HrPlotSeries, series).label,
                     spoken);
}

static HrPlotPoint *
last_point (HrPlot *self)
{
  return &g_array_index (self->points, HrPlotPoint, self->points->len - 1);
}

/**
 * hr_plot_set_band:
 *
 * Gives the last point a whisker from @low to @high on the y axis.
 */
void
hr_plot_set_band (HrChart *chart, double low, double high)
{
  HrPlot *self = get_open (chart);

  g_return_if_fail (self != NULL && self->points->len > 0);

  last_point (self)->low = low;
  last_point (self)->high = high;
}

/**
 * hr_plot_set_short:
 * @label: what is drawn beside the last point; its mark keeps the full name
 */
void
hr_plot_set_short (HrChart *chart, const char *label)
{
  HrPlot *self = get_open (chart);

  g_return_if_fail (self != NULL && self->points->len > 0);

  last_point (self)->label = hr_chart_intern (chart, label);
}

/**
 * hr_plot_emphasize:
 *
 * Makes the last point the one that matters: larger, outlined, its name written first.
 */
void
hr_plot_emphasize (HrChart *chart)
{
  HrPlot *self = get_open (chart);

  g_return_if_fail (self != NULL && self->points->len > 0);

  last_point (self)->is_emphasized = TRUE;
}

/**
 * hr_plot_add_limit:
 * @value: where a dashed line crosses @axis
 * @text: what it means: "budget $4,000"
 * @shade_beyond: whether what lies beyond is tinted, as out of reach
 */
void
hr_plot_add_limit (
    HrChart *chart, HrPlotAxis axis, double value, const char *text, gboolean shade_beyond)
{
  HrPlot     *self = get_open (chart);
  HrPlotLimit limit = { 0 };

  g_return_if_fail (self != NULL);

  limit.axis = axis;
  limit.value = value;
  limit.text = hr_chart_intern (chart, text);
  limit.shade = shade_beyond;
  g_array_append_val (self->limits, limit);
}
