/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-scene-private.h"

#include <math.h>

static void
set_color (cairo_t *cr, const HrChartColor *color)
{
  cairo_set_source_rgba (cr, color->red, color->green, color->blue, color->alpha);
}

static void
rect_path (cairo_t *cr, const HrRect *rect, double radius)
{
  double r = MIN (radius, MIN (rect->width, rect->height) / 2);

  if (r < 0.5)
    {
      cairo_rectangle (cr, rect->x, rect->y, rect->width, rect->height);
      return;
    }
  cairo_new_sub_path (cr);
  cairo_arc (cr, rect->x + rect->width - r, rect->y + r, r, -G_PI_2, 0);
  cairo_arc (cr, rect->x + rect->width - r, rect->y + rect->height - r, r, 0, G_PI_2);
  cairo_arc (cr, rect->x + r, rect->y + rect->height - r, r, G_PI_2, G_PI);
  cairo_arc (cr, rect->x + r, rect->y + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

/* Lines at multiples of @step from the origin, not from the rectangle: two neighbours of one hue
 * look like one surface, and the swatch in the legend like both. */
static void
hatch_lines (cairo_t *cr, const HrRect *rect, double slope, double step)
{
  double left = rect->x, right = rect->x + rect->width;
  double top = rect->y, bottom = rect->y + rect->height;
  double run = (bottom - top) * fabs (slope);
  double at;

  for (at = floor ((left - run) / step) * step; at <= right + run; at += step)
    {
      cairo_move_to (cr, at + (slope > 0 ? run : 0), top);
      cairo_line_to (cr, at + (slope > 0 ? 0 : run), bottom);
    }
}

static void
hatch_rows (cairo_t *cr, const HrRect *rect, double step)
{
  for (double y = ceil (rect->y / step) * step; y < rect->y + rect->height; y += step)
    {
      cairo_move_to (cr, rect->x, y);
      cairo_line_to (cr, rect->x + rect->width, y);
    }
}

static void
hatch_dots (cairo_t *cr, const HrRect *rect, double step)
{
  gboolean odd = FALSE;

  for (double y = floor (rect->y / step) * step; y < rect->y + rect->height; y += step, odd = !odd)
    for (double x = floor (rect->x / step) * step + (odd ? step / 2 : 0); x < rect->x + rect->width;
         x += step)
      {
        cairo_move_to (cr, x, y);
        cairo_line_to (cr, x + 0.01, y);
      }
}

static void
draw_pattern (
    cairo_t *cr, const HrRect *rect, int pattern, const HrChartColor *fill, gboolean strong)
{
  double luminance = 0.2126 * fill->red + 0.7152 * fill->green + 0.0722 * fill->blue;
  double ink = luminance > 0.45 ? 0 : 1;

  if (pattern <= 0)
    return;
  cairo_set_source_rgba (cr, ink, ink, ink, strong ? 0.6 : 0.3);
  cairo_set_line_width (cr, strong ? 1.4 : 1);
  switch ((HrChartHue) pattern)
    {
    case HR_CHART_HUE_AMBER:
      hatch_lines (cr, rect, 1, 7);
      break;
    case HR_CHART_HUE_PURPLE:
      hatch_lines (cr, rect, -1, 7);
      break;
    case HR_CHART_HUE_SKY:
      hatch_lines (cr, rect, 0, 5);
      break;
    case HR_CHART_HUE_ORANGE:
      hatch_lines (cr, rect, -1, 5);
      break;
    case HR_CHART_HUE_YELLOW:
      cairo_set_line_width (cr, 2);
      hatch_dots (cr, rect, 6);
      break;
    case HR_CHART_HUE_TEAL:
      hatch_rows (cr, rect, 5);
      break;
    case HR_CHART_HUE_BROWN:
      hatch_lines (cr, rect, 1, 9);
      hatch_lines (cr, rect, -1, 9);
      break;
    case HR_CHART_HUE_PINK:
      hatch_lines (cr, rect, 0, 7);
      hatch_rows (cr, rect, 7);
      break;
    case HR_CHART_HUE_GREY:
      hatch_lines (cr, rect, 1, 4);
      break;
    case HR_CHART_HUE_BLUE:
    case HR_CHART_N_HUE:
    default:
      break;
    }
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_stroke (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
}

static void
draw_rect (HrScene *self, cairo_t *cr, const HrShape *shape)
{
  if (shape->fill.alpha > 0 && shape->rect.width > 0 && shape->rect.height > 0)
    {
      rect_path (cr, &shape->rect, shape->radius);
      set_color (cr, &shape->fill);
      if (shape->pattern > 0)
        {
          cairo_save (cr);
          cairo_fill_preserve (cr);
          cairo_clip (cr);
          draw_pattern (cr, &shape->rect, shape->pattern, &shape->fill, self->theme.hatched);
          cairo_restore (cr);
        }
      else
        cairo_fill (cr);
    }
  if (shape->stroke.alpha > 0)
    {
      double inset = shape->line_width / 2;
      HrRect rect = { shape->rect.x + inset, shape->rect.y + inset,
                      MAX (shape->rect.width - 2 * inset, 0),
                      MAX (shape->rect.height - 2 * inset, 0) };

      rect_path (cr, &rect, shape->radius - inset);
      set_color (cr, &shape->stroke);
      cairo_set_line_width (cr, shape->line_width);
      cairo_stroke (cr);
    }
}

static void
draw_path (HrScene *self, cairo_t *cr, const HrShape *shape)
{
  const HrPoint *points = &g_array_index (self->points, HrPoint, shape->first_point);

  if (shape->n_points < 2)
    return;
  set_color (cr, &shape->stroke);
  cairo_set_line_width (cr, shape->line_width);
  if (shape->dash > 0)
    cairo_set_dash (cr, (double[]){ shape->dash, shape->dash * 0.7 }, 2, 0);
  for (guint i = 0; i < shape->n_points; i++)
    cairo_line_to (cr, points[i].x, points[i].y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
marker_path (cairo_t *cr, HrMarkerShape marker, const HrRect *rect)
{
  double x = rect->x + rect->width / 2, y = rect->y + rect->height / 2, r = rect->width / 2;

  switch (marker)
    {
    case HR_MARKER_SQUARE:
      cairo_rectangle (cr, x - 0.86 * r, y - 0.86 * r, 1.72 * r, 1.72 * r);
      break;
    case HR_MARKER_TRIANGLE:
      cairo_move_to (cr, x, y - 1.1 * r);
      cairo_line_to (cr, x + 1.05 * r, y + 0.8 * r);
      cairo_line_to (cr, x - 1.05 * r, y + 0.8 * r);
      cairo_close_path (cr);
      break;
    case HR_MARKER_DIAMOND:
      cairo_move_to (cr, x, y - 1.15 * r);
      cairo_line_to (cr, x + 1.15 * r, y);
      cairo_line_to (cr, x, y + 1.15 * r);
      cairo_line_to (cr, x - 1.15 * r, y);
      cairo_close_path (cr);
      break;
    case HR_MARKER_STAR:
      for (int i = 0; i < 10; i++)
        {
          double angle = i * G_PI / 5 - G_PI_2, radius = i % 2 ? 0.55 * r : 1.3 * r;

          cairo_line_to (cr, x + radius * cos (angle), y + radius * sin (angle));
        }
      cairo_close_path (cr);
      break;
    case HR_MARKER_CIRCLE:
    case HR_N_MARKER:
    default:
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y, r, 0, 2 * G_PI);
      break;
    }
}

static void
draw_marker (cairo_t *cr, const HrShape *shape)
{
  marker_path (cr, shape->marker, &shape->rect);
  if (shape->fill.alpha > 0)
    {
      set_color (cr, &shape->fill);
      cairo_fill_preserve (cr);
    }
  if (shape->stroke.alpha > 0)
    {
      set_color (cr, &shape->stroke);
      cairo_set_line_width (cr, shape->line_width);
      cairo_stroke (cr);
    }
  cairo_new_path (cr);
}

static void
draw_clip (cairo_t *cr, const HrShape *shape, gboolean *is_clipped)
{
  if (*is_clipped)
    cairo_restore (cr);
  *is_clipped = shape->n_points > 0;
  if (*is_clipped)
    {
      cairo_save (cr);
      cairo_rectangle (cr, shape->rect.x, shape->rect.y, shape->rect.width, shape->rect.height);
      cairo_clip (cr);
    }
}

/**
 * hr_scene_draw:
 *
 * Replays the scene at the context's origin. Leaves the context as it was.
 */
void
hr_scene_draw (HrScene *self, cairo_t *cr)
{
  gboolean is_clipped = FALSE;

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < self->shapes->len; i++)
    {
      const HrShape *shape = &g_array_index (self->shapes, HrShape, i);

      switch (shape->kind)
        {
        case HR_SHAPE_RECT:
          draw_rect (self, cr, shape);
          break;
        case HR_SHAPE_PATH:
          draw_path (self, cr, shape);
          break;
        case HR_SHAPE_MARKER:
          draw_marker (cr, shape);
          break;
        case HR_SHAPE_CLIP:
          draw_clip (cr, shape, &is_clipped);
          break;
        case HR_SHAPE_TEXT:
          set_color (cr, &shape->fill);
          cairo_move_to (cr, shape->rect.x, shape->rect.y);
          pango_cairo_show_layout (cr, shape->layout);
          cairo_new_path (cr);
          break;
        default:
          break;
        }
    }
  if (is_clipped)
    cairo_restore (cr);
  cairo_restore (cr);
}
