/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-chart-private.h"

#include <math.h>

#define MAX_SIZE           32000.0
#define TITLE_GAP          4.0
#define BELOW_TITLE        10.0
#define MAX_SUBTITLE_LINES 3

typedef struct
{
  gpointer       data;
  GDestroyNotify destroy;
} Kept;

gpointer
hr_chart_new_of_class (const HrChartClass *klass)
{
  HrChart *self = g_malloc0 (klass->size);

  self->klass = klass;
  self->ref_count = 1;
  self->strings = g_string_chunk_new (1024);
  self->marks = g_array_new (FALSE, TRUE, sizeof (HrChartMark));
  self->title = self->subtitle = self->summary = self->empty_text = "";
  return self;
}

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  kept->destroy (kept->data);
  g_free (kept);
}

HrChart *
hr_chart_ref (HrChart *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
hr_chart_unref (HrChart *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  if (self->klass->clear)
    self->klass->clear (self);
  g_clear_pointer (&self->scene, hr_scene_free);
  g_slist_free_full (self->kept, kept_free);
  g_array_unref (self->marks);
  g_string_chunk_free (self->strings);
  g_free (self);
}

/* Copies @text into the chart, made valid: a catalog's string is drawn whatever it holds. */
const char *
hr_chart_intern (HrChart *self, const char *text)
{
  if (text == NULL || *text == '\0')
    return "";
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      return g_string_chunk_insert_const (self->strings, valid);
    }
  return g_string_chunk_insert_const (self->strings, text);
}

guint
hr_chart_add_mark (
    HrChart *self, const char *id, const char *label, const char *series, const char *value_text)
{
  HrChartMark mark = { 0 };

  mark.id = hr_chart_intern (self, id);
  mark.label = hr_chart_intern (self, label);
  mark.series = hr_chart_intern (self, series);
  mark.value_text = hr_chart_intern (self, value_text);
  g_array_append_val (self->marks, mark);
  return self->marks->len - 1;
}

/**
 * hr_chart_set_title:
 * @title: (nullable): drawn above the chart; a caller that has its own heading leaves it out
 * @subtitle: (nullable): below it, dim, e.g. the date of the prices
 */
void
hr_chart_set_title (HrChart *self, const char *title, const char *subtitle)
{
  g_return_if_fail (!self->is_sealed);

  self->title = hr_chart_intern (self, title);
  self->subtitle = hr_chart_intern (self, subtitle);
}

const char *
hr_chart_get_title (HrChart *self)
{
  return self->title;
}

/**
 * hr_chart_set_summary:
 * @summary: a sentence that says what the chart shows, for those who do not see it
 */
void
hr_chart_set_summary (HrChart *self, const char *summary)
{
  g_return_if_fail (!self->is_sealed);

  self->summary = hr_chart_intern (self, summary);
}

const char *
hr_chart_get_summary (HrChart *self)
{
  return self->summary;
}

/**
 * hr_chart_set_empty_text:
 * @text: what is drawn when there is nothing to draw: why, and what would change it
 */
void
hr_chart_set_empty_text (HrChart *self, const char *text)
{
  g_return_if_fail (!self->is_sealed);

  self->empty_text = hr_chart_intern (self, text);
}

/**
 * hr_chart_keep:
 * @data: what the chart's number functions are called with
 * @destroy: frees it with the chart
 */
void
hr_chart_keep (HrChart *self, gpointer data, GDestroyNotify destroy)
{
  Kept *kept = g_new (Kept, 1);

  *kept = (Kept){ data, destroy };
  self->kept = g_slist_prepend (self->kept, kept);
}

gboolean
hr_chart_is_empty (HrChart *self)
{
  return self->klass->is_empty (self);
}

static double
usable_size (double size)
{
  return isfinite (size) ? CLAMP (size, 1, MAX_SIZE) : 1;
}

/* The lines that the subtitle takes; a little more than its width says, for what wrapping wastes.
 */
static guint
subtitle_lines (HrChart *self, HrScene *scene, double width)
{
  double text;

  hr_scene_measure (scene, HR_TEXT_CAPTION, self->subtitle, &text, NULL);
  return text <= width ? 1 : (guint) CLAMP (ceil (text * 1.15 / width), 2, MAX_SUBTITLE_LINES);
}

static double
title_height (HrChart *self, HrScene *scene, double width)
{
  double height = 0;

  if (*self->title)
    height += hr_scene_line (scene, HR_TEXT_TITLE) + TITLE_GAP;
  if (*self->subtitle)
    height += subtitle_lines (self, scene, width) * hr_scene_line (scene, HR_TEXT_CAPTION)
              + TITLE_GAP;
  return height > 0 ? height + BELOW_TITLE : 0;
}

static void
layout_title (HrChart *self, HrScene *scene, double width)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  double              y = 0, line;

  if (*self->title)
    {
      line = hr_scene_line (scene, HR_TEXT_TITLE);
      hr_scene_text (scene, HR_TEXT_TITLE, &theme->text, HR_ALIGN_START, 0, y + line / 2, width,
                     self->title);
      y += line + TITLE_GAP;
    }
  if (*self->subtitle)
    {
      line = hr_scene_line (scene, HR_TEXT_CAPTION);
      if (subtitle_lines (self, scene, width) == 1)
        hr_scene_text (scene, HR_TEXT_CAPTION, &theme->dim, HR_ALIGN_START, 0, y + line / 2, width,
                       self->subtitle);
      else
        hr_scene_wrapped (scene, HR_TEXT_CAPTION, &theme->dim, HR_ALIGN_START,
                          &(HrRect){ 0, y, width, line * subtitle_lines (self, scene, width) },
                          self->subtitle);
    }
}

static void
layout_empty (HrChart *self, HrScene *scene, const HrRect *area)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  double              width = MIN (area->width, 40 * hr_scene_line (scene, HR_TEXT_BODY));
  HrRect              box = { area->x + (area->width - width) / 2, area->y, width, area->height };
  double              line = hr_scene_line (scene, HR_TEXT_BODY);

  box.y += MAX (0, area->height / 2 - line);
  hr_scene_wrapped (scene, HR_TEXT_BODY, &theme->dim, HR_ALIGN_CENTER, &box, self->empty_text);
}

static HrScene *
ensure_scene (HrChart *self, const HrChartTheme *theme, double width, double height)
{
  HrRect area;

  width = usable_size (width);
  height = usable_size (height);
  self->is_sealed = TRUE;
  if (self->scene && hr_scene_matches (self->scene, theme, width, height))
    return self->scene;
  g_clear_pointer (&self->scene, hr_scene_free);
  self->scene = hr_scene_new (theme, width, height, self->marks->len);
  area = (HrRect){ 0, title_height (self, self->scene, width), width, 0 };
  area.height = MAX (height - area.y, 1);
  layout_title (self, self->scene, width);
  if (hr_chart_is_empty (self))
    layout_empty (self, self->scene, &area);
  else
    self->klass->layout (self, self->scene, &area);
  return self->scene;
}

/**
 * hr_chart_preferred_height:
 * @width: pixels that it has
 *
 * Returns: the height, in pixels, at which nothing is crowded; it can be drawn in any other
 */
double
hr_chart_preferred_height (HrChart *self, const HrChartTheme *theme, double width)
{
  g_autoptr (HrScene) scene = NULL;

  g_return_val_if_fail (self != NULL && theme != NULL, 1);

  self->is_sealed = TRUE;
  width = usable_size (width);
  scene = hr_scene_new (theme, width, 1, 0);
  if (hr_chart_is_empty (self))
    return title_height (self, scene, width) + 8 * hr_scene_line (scene, HR_TEXT_BODY);
  return ceil (title_height (self, scene, width) + self->klass->height (self, scene, width));
}

/**
 * hr_chart_draw:
 * @cr: any cairo context; the chart's upper left corner is at its origin
 * @width: pixels, or points of a page
 *
 * Draws on what is there: the theme's background is the caller's to paint. The layout is kept until
 * another size or theme is asked for, so that drawing again is a replay.
 */
void
hr_chart_draw (HrChart *self, const HrChartTheme *theme, cairo_t *cr, double width, double height)
{
  g_return_if_fail (self != NULL && theme != NULL && cr != NULL);

  hr_scene_draw (ensure_scene (self, theme, width, height), cr);
}

guint
hr_chart_n_marks (HrChart *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->marks->len;
}

/**
 * hr_chart_mark:
 * @index: below hr_chart_n_marks(); the order is that of reading
 * @mark: (out caller-allocates): strings of the chart, valid as long as it is
 */
void
hr_chart_mark (HrChart            *self,
               const HrChartTheme *theme,
               double              width,
               double              height,
               guint               index,
               HrChartMark        *mark)
{
  const HrRect *rect;

  g_return_if_fail (self != NULL && theme != NULL && index < self->marks->len);

  rect = hr_scene_mark_rect (ensure_scene (self, theme, width, height), index);
  *mark = g_array_index (self->marks, HrChartMark, index);
  mark->x = rect->x;
  mark->y = rect->y;
  mark->width = rect->width;
  mark->height = rect->height;
}

/**
 * hr_chart_mark_at:
 * @index: (out): the mark under the point; for a bar its whole row counts
 *
 * Returns: whether there is one
 */
gboolean
hr_chart_mark_at (HrChart            *self,
                  const HrChartTheme *theme,
                  double              width,
                  double              height,
                  double              x,
                  double              y,
                  guint              *index)
{
  g_return_val_if_fail (self != NULL && theme != NULL && index != NULL, FALSE);

  return hr_scene_mark_at (ensure_scene (self, theme, width, height), x, y, index);
}
