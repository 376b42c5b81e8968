/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-plot-private.h"

#include <math.h>

#define ASPECT     0.52
#define MIN_HEIGHT 250.0
#define MAX_HEIGHT 470.0
#define HIT        22.0
#define TICK_GAP   6.0
#define MAX_TICKS  12
#define LINE_BOX   5.0
#define RIGHT      8.0 /* room beside the frame for half of the last figure */

typedef struct
{
  guint  n;
  double at[HR_SCALE_MAX_TICKS];
  char  *texts[HR_SCALE_MAX_TICKS];
  double widest;
} Ticks;

static void
ticks_init (Ticks *ticks, const HrPlotAxisData *axis, HrScene *scene, guint max)
{
  ticks->n = hr_scale_ticks (&axis->scale, max, ticks->at);
  ticks->widest = 0;
  for (guint i = 0; i < ticks->n; i++)
    {
      double width;

      ticks->texts[i] = axis->format ? axis->format (ticks->at[i], axis->format_data)
                                     : g_strdup_printf ("%g", ticks->at[i]);
      hr_scene_measure (scene, HR_TEXT_CAPTION, ticks->texts[i], &width, NULL);
      ticks->widest = MAX (ticks->widest, width);
    }
}

static void
ticks_clear (Ticks *ticks)
{
  for (guint i = 0; i < ticks->n; i++)
    g_free (ticks->texts[i]);
}

static double
layout_legend (const HrPlot *self, HrScene *scene, const HrRect *area, double y, gboolean dry_run)
{
  g_autofree HrLegendEntry *entries = g_new0 (HrLegendEntry, self->series->len + 1);
  guint                     n = 0;

  for (guint i = 0; i < self->series->len; i++)
    {
      const HrPlotSeries *series = &g_array_index (self->series, HrPlotSeries, i);

      if (*series->label == '\0')
        continue;
      entries[n].text = series->label;
      entries[n].hue = series->hue;
      entries[n].is_line = series->style != HR_PLOT_POINTS;
      entries[n].is_marker = series->style == HR_PLOT_POINTS;
      entries[n].marker = series->marker;
      entries[n++].dash = series->dash;
    }
  return hr_legend_layout (scene, entries, n, area->x, y, area->width, dry_run);
}

double
hr_plot_height (HrChart *chart, HrScene *scene, double width)
{
  HrPlot *self = (HrPlot *) chart;
  double  scale = hr_scene_line (scene, HR_TEXT_BODY) / 17;

  return CLAMP (width * ASPECT, MIN_HEIGHT * scale, MAX_HEIGHT * scale)
         + layout_legend (self, scene, &(HrRect){ 0, 0, width, 0 }, 0, TRUE);
}

static void
prepare_scales (HrPlot *self)
{
  guint              n = self->points->len;
  g_autofree double *values = g_new (double, 3 * n + self->limits->len + 1);

  for (guint axis = 0; axis < 2; axis++)
    {
      HrPlotAxisData *data = &self->axes[axis];
      guint           used = 0;

      for (guint i = 0; i < n; i++)
        {
          const HrPlotPoint *point = &g_array_index (self->points, HrPlotPoint, i);

          values[used++] = axis == HR_PLOT_X ? point->x : point->y;
          if (axis == HR_PLOT_Y)
            {
              values[used++] = point->low;
              values[used++] = point->high;
            }
        }
      hr_scale_init (&data->scale, data->kind, values, used, data->from_zero);
      /* A limit that is near is worth the room; one that is far away is not. */
      for (guint i = 0; i < self->limits->len; i++)
        {
          const HrPlotLimit *limit = &g_array_index (self->limits, HrPlotLimit, i);
          double             position = hr_scale_map (&data->scale, limit->value);

          if (limit->axis == axis && hr_scale_takes (&data->scale, limit->value) && position > -0.3
              && position < 1.5)
            values[used++] = limit->value;
        }
      hr_scale_init (&data->scale, data->kind, values, used, data->from_zero);
      hr_scale_extend (&data->scale, data->kind == HR_SCALE_LOG ? 0.05 : 0.04);
      /* Room above the points for what the limits say. */
      if (axis == HR_PLOT_Y && self->limits->len > 0 && data->kind == HR_SCALE_LINEAR
          && data->scale.max > 0)
        data->scale.max += 0.05 * (data->scale.max - data->scale.min);
    }
}

/**
 * hr_plot_place:
 * @point: (out): where point @index lies
 *
 * Returns: whether it has a place
 */
gboolean
hr_plot_place (const HrPlot *self, guint index, const HrRect *frame, HrPoint *point)
{
  const HrPlotPoint *data = &g_array_index (self->points, HrPlotPoint, index);
  const HrScale     *x = &self->axes[HR_PLOT_X].scale, *y = &self->axes[HR_PLOT_Y].scale;

  point->x = frame->x + hr_scale_map (x, data->x) * frame->width;
  point->y = frame->y + (1 - hr_scale_map (y, data->y)) * frame->height;
  return hr_scale_takes (x, data->x) && hr_scale_takes (y, data->y);
}

static void
layout_grid (
    const HrPlot *self, HrScene *scene, const HrRect *frame, const Ticks *x, const Ticks *y)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  double              caption = hr_scene_line (scene, HR_TEXT_CAPTION), last = -INFINITY;
  double              bottom = frame->y + frame->height;

  for (guint i = 0; i < y->n; i++)
    {
      double at = bottom - hr_scale_map (&self->axes[HR_PLOT_Y].scale, y->at[i]) * frame->height;

      hr_scene_segment (scene, frame->x, at, frame->x + frame->width, at, &theme->grid, 1, 0);
      hr_scene_text (scene, HR_TEXT_CAPTION, &theme->dim, HR_ALIGN_END, frame->x - TICK_GAP, at, 0,
                     y->texts[i]);
    }
  for (guint i = 0; i < x->n; i++)
    {
      double at = frame->x + hr_scale_map (&self->axes[HR_PLOT_X].scale, x->at[i]) * frame->width;
      double width;

      hr_scene_segment (scene, at, frame->y, at, bottom, &theme->grid, 1, 0);
      hr_scene_measure (scene, HR_TEXT_CAPTION, x->texts[i], &width, NULL);
      at = MIN (at, frame->x + frame->width + RIGHT - width / 2);
      if (at - width / 2 < last + 10)
        continue;
      hr_scene_text (scene, HR_TEXT_CAPTION, &theme->dim, HR_ALIGN_CENTER, at,
                     bottom + TICK_GAP + caption / 2, 0, x->texts[i]);
      last = at + width / 2;
    }
  hr_scene_segment (scene, frame->x, frame->y, frame->x, bottom, &theme->axis, 1, 0);
  hr_scene_segment (scene, frame->x, bottom, frame->x + frame->width, bottom, &theme->axis, 1, 0);
}

/* What the points and their whiskers cover. */
static void
take_points (const HrPlot *self, const HrRect *frame, GArray *taken)
{
  const HrScale *y = &self->axes[HR_PLOT_Y].scale;

  for (guint i = 0; i < self->points->len; i++)
    {
      const HrPlotPoint *point = &g_array_index (self->points, HrPlotPoint, i);
      HrPlotStyle        style = g_array_index (self->series, HrPlotSeries, point->series).style;
      double             half = hr_plot_marker_size (frame, point) / 2, top, bottom;
      HrRect             rect;
      HrPoint            at;

      if (!hr_plot_place (self, i, frame, &at)
          || (style != HR_PLOT_POINTS && !point->is_emphasized))
        continue;
      top = at.y - half;
      bottom = at.y + half;
      if (hr_scale_takes (y, point->low) && hr_scale_takes (y, point->high))
        {
          top = MIN (top, frame->y + (1 - hr_scale_map (y, point->high)) * frame->height);
          bottom = MAX (bottom, frame->y + (1 - hr_scale_map (y, point->low)) * frame->height);
        }
      rect = (HrRect){ at.x - half, top, 2 * half, bottom - top };
      g_array_append_val (taken, rect);
    }
}

static gboolean
meets_any (const HrRect *rect, const GArray *others)
{
  for (guint i = 0; i < others->len; i++)
    {
      const HrRect *other = &g_array_index (others, HrRect, i);

      if (rect->x < other->x + other->width && other->x < rect->x + rect->width
          && rect->y < other->y + other->height && other->y < rect->y + rect->height)
        return TRUE;
    }
  return FALSE;
}

/* Beside the line, at the top: lower, or at its other side, where points are in the way. */
static HrRect
place_limit_text (const HrRect *frame, double at, const HrRect *size, const GArray *taken)
{
  double       right = at + 5, left = MAX (frame->x, at - 5 - size->width);
  gboolean     fits = right + size->width <= frame->x + frame->width;
  const double xs[] = { fits ? right : left, fits ? left : right };
  double       pitch = size->height + 2;

  for (guint side = 0; side < 2; side++)
    for (double y = frame->y + 3; y + size->height < frame->y + frame->height; y += pitch)
      {
        HrRect rect = { xs[side], y, size->width, size->height };

        if (rect.x + rect.width <= frame->x + frame->width && !meets_any (&rect, taken))
          return rect;
      }

  return (HrRect){ xs[0], frame->y + 3, size->width, size->height };
}

static void
layout_limit_text (
    HrScene *scene, const HrRect *frame, const HrPlotLimit *limit, double at, GArray *texts)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  HrRect              rect = { 0 };

  hr_scene_measure (scene, HR_TEXT_CAPTION, limit->text, &rect.width, &rect.height);
  rect.width = MIN (rect.width, frame->width);
  if (limit->axis == HR_PLOT_X)
    rect = place_limit_text (frame, at, &rect, texts);
  else
    {
      rect.x = frame->x + frame->width - rect.width - 4;
      rect.y = at - rect.height - 2;
      while (meets_any (&rect, texts) && rect.y + rect.height < frame->y + frame->height)
        rect.y += rect.height + 2;
    }
  hr_scene_text (scene, HR_TEXT_CAPTION, &theme->alert, HR_ALIGN_START, rect.x,
                 rect.y + rect.height / 2, rect.width, limit->text);
  rect = (HrRect){ rect.x - 4, rect.y - 1, rect.width + 8, rect.height + 2 };
  g_array_append_val (texts, rect);
}

/* What a line covers, as small boxes along it, so that no name is written across it. */
static void
take_line (GArray *taken, const HrPoint *points, guint n_points)
{
  for (guint i = 0; i + 1 < n_points; i++)
    {
      double dx = points[i + 1].x - points[i].x, dy = points[i + 1].y - points[i].y;
      guint  steps = (guint) CLAMP (hypot (dx, dy) / LINE_BOX, 1, 400);

      for (guint k = 0; k <= steps; k++)
        {
          HrRect box = { points[i].x + dx * k / steps - LINE_BOX / 2,
                         points[i].y + dy * k / steps - LINE_BOX / 2, LINE_BOX, LINE_BOX };

          g_array_append_val (taken, box);
        }
    }
}

static void
layout_limits (
    const HrPlot *self, HrScene *scene, const HrRect *frame, GArray *texts, GArray *lines)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  HrChartColor        shade = theme->alert;
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (HrRect));

  shade.alpha = 0.06;
  take_points (self, frame, taken);
  for (guint i = 0; i < self->limits->len; i++)
    {
      const HrPlotLimit *limit = &g_array_index (self->limits, HrPlotLimit, i);
      const HrScale     *scale = &self->axes[limit->axis].scale;
      double             position = hr_scale_map (scale, limit->value), at;
      double             right = frame->x + frame->width, bottom = frame->y + frame->height;
      HrRect             beyond = *frame;
      HrPoint            line[2];

      if (!hr_scale_takes (scale, limit->value) || position < 0 || position > 1)
        continue;
      if (limit->axis == HR_PLOT_X)
        {
          at = beyond.x = frame->x + position * frame->width;
          beyond.width = right - at;
          line[0] = (HrPoint){ at, frame->y };
          line[1] = (HrPoint){ at, bottom };
        }
      else
        {
          at = frame->y + (1 - position) * frame->height;
          beyond.height = at - frame->y;
          line[0] = (HrPoint){ frame->x, at };
          line[1] = (HrPoint){ right, at };
        }
      if (limit->shade)
        hr_scene_rect (scene, &beyond, 0, &shade, NULL, 0);
      hr_scene_segment (scene, line[0].x, line[0].y, line[1].x, line[1].y, &theme->alert, 1.5, 4);
      take_line (lines, line, 2);
      layout_limit_text (scene, frame, limit, at, taken);
      g_array_append_val (texts, g_array_index (taken, HrRect, taken->len - 1));
    }
}

static void
layout_lines (const HrPlot *self, HrScene *scene, const HrRect *frame, GArray *taken)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  g_autoptr (GArray) path = g_array_new (FALSE, FALSE, sizeof (HrPoint));

  for (guint s = 0; s < self->series->len; s++)
    {
      const HrPlotSeries *series = &g_array_index (self->series, HrPlotSeries, s);

      if (series->style == HR_PLOT_POINTS)
        continue;
      g_array_set_size (path, 0);
      for (guint i = 0; i < self->points->len; i++)
        {
          HrPoint at;

          if (g_array_index (self->points, HrPlotPoint, i).series != s
              || !hr_plot_place (self, i, frame, &at))
            continue;
          if (series->style == HR_PLOT_STEPS && path->len > 0)
            {
              HrPoint corner = { at.x, g_array_index (path, HrPoint, path->len - 1).y };

              g_array_append_val (path, corner);
            }
          g_array_append_val (path, at);
        }
      hr_scene_path (scene, (const HrPoint *) (gpointer) path->data, path->len,
                     &theme->hues[series->hue], theme->line_width, series->dash);
      take_line (taken, (const HrPoint *) (gpointer) path->data, path->len);
    }
}

static void
layout_whisker (const HrPlot       *self,
                HrScene            *scene,
                const HrRect       *frame,
                const HrPlotPoint  *point,
                const HrPoint      *at,
                const HrChartColor *color,
                GArray             *taken)
{
  const HrScale *y = &self->axes[HR_PLOT_Y].scale;
  double         top, bottom;
  HrRect         box;

  if (!hr_scale_takes (y, point->low) || !hr_scale_takes (y, point->high))
    return;
  top = frame->y + (1 - hr_scale_map (y, point->high)) * frame->height;
  bottom = frame->y + (1 - hr_scale_map (y, point->low)) * frame->height;
  hr_scene_segment (scene, at->x, top, at->x, bottom, color, 1.3, 0);
  hr_scene_segment (scene, at->x - 4, top, at->x + 4, top, color, 1.3, 0);
  hr_scene_segment (scene, at->x - 4, bottom, at->x + 4, bottom, color, 1.3, 0);
  box = (HrRect){ at->x - 4, top, 8, bottom - top };
  g_array_append_val (taken, box);
}

static void
layout_points (const HrPlot *self, HrScene *scene, const HrRect *frame, GArray *taken)
{
  const HrChartTheme *theme = hr_scene_theme (scene);

  for (guint i = 0; i < self->points->len; i++)
    {
      const HrPlotPoint  *point = &g_array_index (self->points, HrPlotPoint, i);
      const HrPlotSeries *series = &g_array_index (self->series, HrPlotSeries, point->series);
      double              size = hr_plot_marker_size (frame, point);
      HrRect              rect, hit;
      HrPoint             at;

      if (!hr_plot_place (self, i, frame, &at))
        continue;
      rect = (HrRect){ at.x - size / 2, at.y - size / 2, size, size };
      hit = (HrRect){ at.x - HIT / 2, at.y - HIT / 2, HIT, HIT };
      hr_scene_mark (scene, i, &rect, &hit);
      layout_whisker (self, scene, frame, point, &at, &theme->hues[series->hue], taken);
      if (series->style == HR_PLOT_POINTS || point->is_emphasized)
        {
          hr_scene_marker (scene, series->marker, at.x, at.y, size, &theme->hues[series->hue],
                           point->is_emphasized ? &theme->text : &theme->background);
          g_array_append_val (taken, rect);
        }
    }
}

/* The frame is what is left when the figures and titles of the axes and the legend have their room.
 */
static void
measure_frame (
    const HrPlot *self, HrScene *scene, const HrRect *area, HrRect *frame, Ticks *x, Ticks *y)
{
  double caption = hr_scene_line (scene, HR_TEXT_CAPTION);
  double top = *self->axes[HR_PLOT_Y].title ? caption + 6 : caption / 2;
  double bottom = caption + TICK_GAP + (*self->axes[HR_PLOT_X].title ? caption + 2 : 0)
                  + layout_legend (self, scene, area, 0, TRUE) + 6;

  frame->y = area->y + top;
  frame->height = MAX (area->height - top - bottom, 1);
  ticks_init (y, &self->axes[HR_PLOT_Y], scene,
              (guint) CLAMP (frame->height / (caption * 2.6), 1, MAX_TICKS));
  frame->x = area->x + MIN (y->widest + TICK_GAP + 2, area->width / 2);
  frame->width = MAX (area->width - (frame->x - area->x) - RIGHT, 1);
  ticks_init (x, &self->axes[HR_PLOT_X], scene, (guint) CLAMP (frame->width / 70, 1, MAX_TICKS));
}

void
hr_plot_layout (HrChart *chart, HrScene *scene, const HrRect *area)
{
  HrPlot             *self = (HrPlot *) chart;
  const HrChartTheme *theme = hr_scene_theme (scene);
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (HrRect));
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (HrRect));
  double caption = hr_scene_line (scene, HR_TEXT_CAPTION), below;
  guint  n_texts;
  HrRect frame;
  Ticks  x, y;

  prepare_scales (self);
  hr_scene_mirror (scene, FALSE);
  measure_frame (self, scene, area, &frame, &x, &y);
  hr_scene_text (scene, HR_TEXT_CAPTION, &theme->dim, HR_ALIGN_START, area->x,
                 area->y + caption / 2, area->width, self->axes[HR_PLOT_Y].title);
  layout_grid (self, scene, &frame, &x, &y);
  below = frame.y + frame.height + TICK_GAP + caption;
  hr_scene_text (scene, HR_TEXT_CAPTION, &theme->dim, HR_ALIGN_END, frame.x + frame.width,
                 below + 2 + caption / 2, frame.width, self->axes[HR_PLOT_X].title);
  hr_scene_clip (scene, &(HrRect){ frame.x - 1, frame.y - 8, frame.width + 10, frame.height + 9 });
  layout_lines (self, scene, &frame, lines);
  hr_scene_clip (scene, NULL);
  layout_limits (self, scene, &frame, taken, lines);
  n_texts = taken->len;
  g_array_append_vals (taken, lines->data, lines->len);
  layout_points (self, scene, &frame, taken);
  hr_plot_layout_labels (self, scene, &frame, taken, n_texts);
  hr_scene_mirror (scene, theme->rtl);
  layout_legend (self, scene, area, below + (*self->axes[HR_PLOT_X].title ? caption + 2 : 0) + 6,
                 FALSE);
  ticks_clear (&x);
  ticks_clear (&y);
}
