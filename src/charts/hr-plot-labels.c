/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-plot-private.h"

#include <math.h>

#define OFFSET 4.0

static gboolean
overlaps (const HrRect *a, const HrRect *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height
         && b->y < a->y + a->height;
}

static gboolean
is_free (const HrRect *rect, const HrRect *frame, const GArray *taken, guint n_taken)
{
  if (rect->x < frame->x || rect->y < frame->y || rect->x + rect->width > frame->x + frame->width
      || rect->y + rect->height > frame->y + frame->height)
    return FALSE;
  for (guint i = 0; i < n_taken; i++)
    if (overlaps (rect, &g_array_index (taken, HrRect, i)))
      return FALSE;
  return TRUE;
}

/* Tries the places around the point: beside it first, where a reader looks. */
static gboolean
find_place (const HrPoint *point,
            double         size,
            double         width,
            double         height,
            const HrRect  *frame,
            const GArray  *taken,
            guint          n_texts,
            gboolean       is_forced,
            HrRect        *place)
{
  double       near = size / 2 + OFFSET;
  const HrRect candidates[] = {
    { point->x + near, point->y - height / 2, width, height },
    { point->x - near - width, point->y - height / 2, width, height },
    { point->x - width / 2, point->y - near - height, width, height },
    { point->x - width / 2, point->y + near, width, height },
    { point->x + near - 2, point->y - near - height * 0.7, width, height },
    { point->x + near - 2, point->y + near - height * 0.3, width, height },
    { point->x - near + 2 - width, point->y - near - height * 0.7, width, height },
    { point->x - near + 2 - width, point->y + near - height * 0.3, width, height },
    /* Farther away, for a name that has to stand. */
    { point->x + 2 * near, point->y + 2 * near, width, height },
    { point->x - 2 * near - width, point->y - 2 * near - height, width, height },
    { point->x + 2 * near, point->y - 2 * near - height, width, height },
    { point->x - 2 * near - width, point->y + 2 * near, width, height },
    { point->x - width / 2, point->y + 3 * near, width, height },
    { point->x - width / 2, point->y - 3 * near - height, width, height },
  };
  guint n = is_forced ? G_N_ELEMENTS (candidates) : 8;

  for (guint i = 0; i < n; i++)
    if (is_free (&candidates[i], frame, taken, taken->len))
      {
        *place = candidates[i];
        return TRUE;
      }
  if (!is_forced)
    return FALSE;
  /* It has to stand somewhere: over lines and points, but not over another text. */
  for (guint i = 0; i < n; i++)
    if (is_free (&candidates[i], frame, taken, n_texts))
      {
        *place = candidates[i];
        return TRUE;
      }
  return FALSE;
}

/* Whether a reader would not see which point the name belongs to. */
static gboolean
is_far (const HrRect *place, const HrPoint *point)
{
  double dx = MAX (MAX (place->x - point->x, point->x - place->x - place->width), 0);
  double dy = MAX (MAX (place->y - point->y, point->y - place->y - place->height), 0);

  return hypot (dx, dy) > HR_PLOT_STRONG_MARKER / 2 + OFFSET + 3;
}

/* Writes the names of the points that have room, the emphasized ones first; the others are read by
 * pointing at them. @taken has the rectangles of other texts (the first
 * @n_texts), lines and points, and gets those of the names. */
void
hr_plot_layout_labels (
    const HrPlot *self, HrScene *scene, const HrRect *frame, GArray *taken, guint n_texts)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  HrChartColor        halo = theme->background;

  halo.alpha = 0.75;
  for (int emphasized = 1; emphasized >= 0; emphasized--)
    for (guint i = 0; i < self->points->len; i++)
      {
        const HrPlotPoint *point = &g_array_index (self->points, HrPlotPoint, i);
        HrTextStyle        style = point->is_emphasized ? HR_TEXT_CAPTION_BOLD : HR_TEXT_CAPTION;
        double             width, height;
        HrRect             place;
        HrPoint            at;

        if (!point->is_emphasized != !emphasized || *point->label == '\0'
            || !hr_plot_place (self, i, frame, &at))
          continue;
        hr_scene_measure (scene, style, point->label, &width, &height);
        if (!find_place (&at, hr_plot_marker_size (frame, point), width, height, frame, taken,
                         n_texts, point->is_emphasized, &place))
          continue;
        if (point->is_emphasized && !is_free (&place, frame, taken, taken->len))
          hr_scene_rect (scene, &place, 3, &halo, NULL, 0);
        if (is_far (&place, &at))
          hr_scene_segment (scene, at.x, at.y, CLAMP (at.x, place.x, place.x + width),
                            CLAMP (at.y, place.y, place.y + height), &theme->text, 0.8, 0);
        hr_scene_text (scene, style, point->is_emphasized ? &theme->text : &theme->dim,
                       HR_ALIGN_START, place.x, place.y + height / 2, 0, point->label);
        g_array_append_val (taken, place);
      }
}
