/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-scene-private.h"

#include <math.h>

/* Points that are not finite would take the whole cairo context into an error state. */
static double
finite_of (double value)
{
  return isfinite (value) ? CLAMP (value, -1e6, 1e6) : 0;
}

static HrRect
finite_rect (const HrRect *rect)
{
  return (HrRect){ finite_of (rect->x), finite_of (rect->y), MAX (finite_of (rect->width), 0),
                   MAX (finite_of (rect->height), 0) };
}

static HrRect
place (const HrScene *self, const HrRect *rect)
{
  HrRect placed = finite_rect (rect);

  if (self->mirror)
    placed.x = self->width - placed.x - placed.width;
  return placed;
}

HrScene *
hr_scene_new (const HrChartTheme *theme, double width, double height, guint n_marks)
{
  HrScene *self = g_new0 (HrScene, 1);

  self->theme = *theme;
  self->width = width;
  self->height = height;
  self->mirror = theme->rtl;
  self->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->layouts = g_ptr_array_new_with_free_func (g_object_unref);
  self->shapes = g_array_sized_new (FALSE, TRUE, sizeof (HrShape), 2 * n_marks + 64);
  self->points = g_array_new (FALSE, FALSE, sizeof (HrPoint));
  self->marks = g_array_sized_new (FALSE, TRUE, sizeof (HrMarkArea), n_marks);
  g_array_set_size (self->marks, n_marks);
  return self;
}

void
hr_scene_free (HrScene *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_text);
  g_ptr_array_unref (self->layouts);
  g_array_unref (self->shapes);
  g_array_unref (self->points);
  g_array_unref (self->marks);
  for (guint i = 0; i < HR_N_TEXT_STYLE; i++)
    g_clear_pointer (&self->fonts[i], pango_font_description_free);
  g_clear_object (&self->context);
  g_free (self);
}

gboolean
hr_scene_matches (const HrScene *self, const HrChartTheme *theme, double width, double height)
{
  return self->width == width && self->height == height
         && hr_chart_theme_equal (&self->theme, theme);
}

const HrChartTheme *
hr_scene_theme (const HrScene *self)
{
  return &self->theme;
}

/**
 * hr_scene_mirror:
 * @mirror: whether what follows is mirrored; plots with axes are not, whatever the language
 */
void
hr_scene_mirror (HrScene *self, gboolean mirror)
{
  self->mirror = mirror;
}

HrShape *
hr_scene_add (HrScene *self, HrShapeKind kind)
{
  HrShape *shape;

  g_array_set_size (self->shapes, self->shapes->len + 1);
  shape = &g_array_index (self->shapes, HrShape, self->shapes->len - 1);
  shape->kind = kind;
  shape->pattern = -1;
  return shape;
}

void
hr_scene_rect (HrScene            *self,
               const HrRect       *rect,
               double              radius,
               const HrChartColor *fill,
               const HrChartColor *stroke,
               double              line_width)
{
  HrShape *shape = hr_scene_add (self, HR_SHAPE_RECT);

  shape->rect = place (self, rect);
  shape->radius = radius;
  shape->line_width = line_width;
  if (fill)
    shape->fill = *fill;
  if (stroke)
    shape->stroke = *stroke;
}

/**
 * hr_scene_hue:
 * @hatched: whether the hue's pattern is laid over it, for what colour alone would tell apart
 *
 * Adds a rectangle of one of the theme's hues; with an outline where the theme hatches everything.
 */
void
hr_scene_hue (HrScene *self, const HrRect *rect, double radius, HrChartHue hue, gboolean hatched)
{
  const HrChartTheme *theme = &self->theme;
  HrShape            *shape;

  hr_scene_rect (self, rect, radius, &theme->hues[hue % HR_CHART_N_HUE],
                 theme->hatched ? &theme->outline : NULL, 1);
  shape = &g_array_index (self->shapes, HrShape, self->shapes->len - 1);
  if (hatched || theme->hatched)
    shape->pattern = (int) (hue % HR_CHART_N_HUE);
}

void
hr_scene_path (HrScene            *self,
               const HrPoint      *points,
               guint               n_points,
               const HrChartColor *stroke,
               double              line_width,
               double              dash)
{
  HrShape *shape = hr_scene_add (self, HR_SHAPE_PATH);

  shape->stroke = *stroke;
  shape->line_width = line_width;
  shape->dash = dash;
  shape->first_point = self->points->len;
  shape->n_points = n_points;
  for (guint i = 0; i < n_points; i++)
    {
      HrPoint point = { finite_of (points[i].x), finite_of (points[i].y) };

      if (self->mirror)
        point.x = self->width - point.x;
      g_array_append_val (self->points, point);
    }
}

void
hr_scene_segment (HrScene            *self,
                  double              x1,
                  double              y1,
                  double              x2,
                  double              y2,
                  const HrChartColor *stroke,
                  double              line_width,
                  double              dash)
{
  HrPoint points[2] = { { x1, y1 }, { x2, y2 } };

  hr_scene_path (self, points, 2, stroke, line_width, dash);
}

void
hr_scene_marker (HrScene            *self,
                 HrMarkerShape       marker,
                 double              x,
                 double              y,
                 double              size,
                 const HrChartColor *fill,
                 const HrChartColor *stroke)
{
  HrRect   rect = { x - size / 2, y - size / 2, size, size };
  HrShape *shape = hr_scene_add (self, HR_SHAPE_MARKER);

  shape->rect = place (self, &rect);
  shape->marker = marker;
  shape->line_width = 1.5;
  if (fill)
    shape->fill = *fill;
  if (stroke)
    shape->stroke = *stroke;
}

void
hr_scene_clip (HrScene *self, const HrRect *rect)
{
  HrShape *shape = hr_scene_add (self, HR_SHAPE_CLIP);

  if (rect)
    {
      shape->rect = place (self, rect);
      shape->n_points = 1;
    }
}

void
hr_scene_mark (HrScene *self, guint index, const HrRect *rect, const HrRect *hit)
{
  HrMarkArea *area;

  g_return_if_fail (index < self->marks->len);

  area = &g_array_index (self->marks, HrMarkArea, index);
  area->rect = place (self, rect);
  area->hit = place (self, hit ? hit : rect);
}

const HrRect *
hr_scene_mark_rect (const HrScene *self, guint index)
{
  return &g_array_index (self->marks, HrMarkArea, index).rect;
}

/**
 * hr_scene_mark_at:
 * @index: (out): the mark whose centre is nearest, of those under the point
 *
 * Returns: whether there is one
 */
gboolean
hr_scene_mark_at (const HrScene *self, double x, double y, guint *index)
{
  double best = INFINITY;

  for (guint i = 0; i < self->marks->len; i++)
    {
      const HrMarkArea *area = &g_array_index (self->marks, HrMarkArea, i);
      const HrRect     *hit = &area->hit, *rect = &area->rect;
      double            distance;

      if (x < hit->x || y < hit->y || x > hit->x + hit->width || y > hit->y + hit->height)
        continue;
      distance = hypot (x - (rect->x + rect->width / 2), y - (rect->y + rect->height / 2));
      if (distance < best)
        {
          best = distance;
          *index = i;
        }
    }
  return isfinite (best);
}
