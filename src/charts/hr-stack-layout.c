/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-stack-private.h"

#include <math.h>

#define MAX_PARTS  40
#define THICK      1.55 /* the single bar, in lines */
#define PITCH      1.6  /* of a row, in lines */
#define THICKNESS  0.7  /* of a bar, in rows */
#define GAP        8.0
#define COLUMN_GAP 10.0
#define MAX_LABEL  0.34 /* of the width */
#define MAX_TEXT   0.36
#define ALERT_MARK 9.0
#define MAX_EMPTY  2.5 /* times what is needed; a longer bar is cut */
#define MIN_BAR    0.4 /* of the width; with less, what is beside the bar goes above it */
#define TALL_PITCH 2.5 /* of a row of two lines, in lines */

typedef struct
{
  double   label, text; /* widths of the columns beside the bar */
  double   line, caption;
  double   heading, legend; /* heights */
  double   domain;          /* what a bar's full width stands for */
  gboolean is_tall;         /* label and text stand above the bar */
} Measures;

static gboolean
is_single (const HrStack *self)
{
  return self->rows->len == 1 && *g_array_index (self->rows, HrStackRow, 0).label == '\0';
}

static double
layout_legend (
    const HrStack *self, HrScene *scene, double x, double y, double width, gboolean dry_run)
{
  HrLegendEntry entries[MAX_PARTS] = { 0 };
  char         *texts[MAX_PARTS] = { NULL };
  guint         n = 0;
  double        height;

  for (guint p = 0; p < self->parts->len && n < MAX_PARTS; p++)
    {
      const HrStackPart *part = &g_array_index (self->parts, HrStackPart, p);
      const char        *value = NULL;
      gboolean           is_used = FALSE;

      for (guint s = 0; s < self->segments->len && !is_used; s++)
        {
          const HrStackSegment *segment = &g_array_index (self->segments, HrStackSegment, s);

          is_used = segment->part == p;
          value = segment->text;
        }
      if (!is_used)
        continue;
      texts[n] = is_single (self) && value ? g_strdup_printf ("%s\u2002%s", part->label, value)
                                           : g_strdup (part->label);
      entries[n].text = texts[n];
      entries[n++].hue = part->hue;
    }
  height = hr_legend_layout (scene, entries, n, x, y, width, dry_run);
  for (guint i = 0; i < n; i++)
    g_free (texts[i]);
  return height;
}

static gboolean
heading_needs_two_lines (const HrStack *self, HrScene *scene, double width)
{
  double heading = 0, detail = 0;

  if (*self->heading == '\0' || *self->detail == '\0')
    return FALSE;
  hr_scene_measure (scene, HR_TEXT_BOLD, self->heading, &heading, NULL);
  hr_scene_measure (scene, HR_TEXT_CAPTION, self->detail, &detail, NULL);
  return heading + detail + 3 * GAP > width;
}

static double
heading_height (const HrStack *self, HrScene *scene, double width)
{
  if (*self->heading == '\0' && *self->detail == '\0')
    return 0;
  return hr_scene_line (scene, HR_TEXT_BOLD) + GAP * 0.75
         + (heading_needs_two_lines (self, scene, width) ? hr_scene_line (scene, HR_TEXT_CAPTION)
                                                         : 0);
}

static void
measure (const HrStack *self, HrScene *scene, double width, Measures *m)
{
  double text, needed = 0;

  *m = (Measures){ .line = hr_scene_line (scene, HR_TEXT_BODY),
                   .caption = hr_scene_line (scene, HR_TEXT_CAPTION) };
  for (guint i = 0; i < self->rows->len; i++)
    {
      const HrStackRow *row = &g_array_index (self->rows, HrStackRow, i);

      needed = MAX (needed, row->total);
      if (isfinite (row->high))
        needed = MAX (needed, row->high);
      m->domain = MAX (m->domain, MAX (row->capacity, needed));
      if (is_single (self))
        continue;
      hr_scene_measure (scene, HR_TEXT_BODY, row->drawn, &text, NULL);
      m->label = MAX (m->label, text);
      if (*row->text)
        {
          hr_scene_measure (scene, HR_TEXT_CAPTION_BOLD, row->text, &text, NULL);
          m->text = MAX (m->text, text + ALERT_MARK + 5);
        }
    }
  m->is_tall = m->label + m->text + 2 * COLUMN_GAP > width * (1 - MIN_BAR);
  if (!m->is_tall)
    {
      m->label = MIN (m->label, width * MAX_LABEL);
      m->text = MIN (m->text, width * MAX_TEXT);
    }
  m->heading = heading_height (self, scene, width);
  m->legend = layout_legend (self, scene, 0, 0, width, TRUE);
  /* One huge capacity would shrink what matters, the parts, to nothing: its bar is cut. */
  if (!is_single (self) && needed > 0)
    m->domain = MIN (m->domain, needed * MAX_EMPTY);
  if (m->domain <= 0)
    m->domain = 1;
}

double
hr_stack_height (HrChart *chart, HrScene *scene, double width)
{
  HrStack *self = (HrStack *) chart;
  Measures m;
  double   bars;

  measure (self, scene, width, &m);
  bars = is_single (self) ? m.line * THICK
                          : self->rows->len * m.line * (m.is_tall ? TALL_PITCH : PITCH);
  return m.heading + bars + GAP + m.legend;
}

static void
layout_heading (const HrStack *self, HrScene *scene, const HrRect *area)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  double              line = hr_scene_line (scene, HR_TEXT_BOLD), y = area->y + line / 2;
  gboolean            two = heading_needs_two_lines (self, scene, area->width);

  hr_scene_text (scene, HR_TEXT_BOLD, &theme->text, HR_ALIGN_START, area->x, y, area->width,
                 self->heading);
  hr_scene_text (scene, HR_TEXT_CAPTION, &theme->dim, two ? HR_ALIGN_START : HR_ALIGN_END,
                 area->x + (two ? 0 : area->width),
                 two ? area->y + line + hr_scene_line (scene, HR_TEXT_CAPTION) / 2 : y, area->width,
                 self->detail);
}

/* The 80 % band as a whisker, with a halo so that it shows on every hue. */
static void
layout_band (HrScene *scene, const HrRect *bar, double low_x, double high_x)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  double              y = bar->y + bar->height / 2, cap = MIN (bar->height * 0.27, 7);
  HrChartColor        halo = theme->background;

  halo.alpha = 0.75;
  /* Ends that touch would be a blot: a band that narrow is one line. */
  if (high_x - low_x < 5)
    {
      low_x = high_x = (low_x + high_x) / 2;
      cap = bar->height * 0.42;
    }
  for (int pass = 0; pass < 2; pass++)
    {
      const HrChartColor *color = pass == 0 ? &halo : &theme->text;
      double              width = pass == 0 ? 4.5 : 1.8;

      hr_scene_segment (scene, low_x, y, high_x, y, color, width, 0);
      hr_scene_segment (scene, low_x, y - cap, low_x, y + cap, color, width, 0);
      hr_scene_segment (scene, high_x, y - cap, high_x, y + cap, color, width, 0);
    }
}

/* Two slanted lines through the end of a bar that goes on. */
static void
layout_cut (HrScene *scene, const HrRect *track)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  double              x = track->x + track->width - 14, rise = track->height / 2 + 3;

  for (int i = 0; i < 2; i++, x += 5)
    hr_scene_segment (scene, x - 3, track->y + track->height / 2 + rise, x + 3,
                      track->y + track->height / 2 - rise, &theme->dim, 1.4, 0);
}

static void
layout_segments (const HrStack    *self,
                 HrScene          *scene,
                 const HrStackRow *row,
                 const HrRect     *bar,
                 const Measures   *m)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  double              unit = bar->width / m->domain, x = bar->x, radius = MIN (4, bar->height / 5);
  HrRect track = { bar->x, bar->y, MIN (row->capacity, m->domain) * unit, bar->height };

  hr_scene_rect (scene, &track, radius, &theme->track, theme->hatched ? &theme->outline : NULL, 1);
  if (row->capacity > m->domain * 1.0001)
    layout_cut (scene, &track);
  for (guint s = 0; s < row->n_segments; s++)
    {
      const HrStackSegment *segment = &g_array_index (self->segments, HrStackSegment,
                                                      row->first_segment + s);
      const HrStackPart    *part = &g_array_index (self->parts, HrStackPart, segment->part);
      HrRect                rect = { x, bar->y, segment->value * unit, bar->height };

      x += rect.width;
      hr_scene_mark (scene, segment->mark, &rect, NULL);
      if (rect.width > 3 && s + 1 < row->n_segments)
        rect.width -= 1;
      hr_scene_hue (scene, &rect, s == 0 ? radius : MIN (radius, 1.5), part->hue, TRUE);
    }
  if (row->capacity > 0 && row->total > row->capacity)
    hr_scene_segment (scene, track.x + track.width, bar->y - 3, track.x + track.width,
                      bar->y + bar->height + 3, &theme->alert, 2, 0);
  if (isfinite (row->low) && isfinite (row->high))
    layout_band (scene, bar, bar->x + CLAMP (row->low, 0, m->domain) * unit,
                 bar->x + CLAMP (row->high, 0, m->domain) * unit);
}

/* What stands beside a bar, or above it: its name at the start, what is free or missing at the end.
 */
static void
layout_row_texts (HrScene *scene, const HrStackRow *row, const HrRect *cell, const Measures *m)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  gboolean            exceeds = row->capacity > 0 && row->total > row->capacity;
  HrTextStyle         style = exceeds ? HR_TEXT_CAPTION_BOLD : HR_TEXT_CAPTION;
  const HrChartColor *color = exceeds ? &theme->alert : &theme->dim;
  double              end = cell->x + cell->width, middle, start, width = 0, room;

  if (m->is_tall)
    {
      middle = cell->y + m->line / 2;
      hr_scene_measure (scene, style, row->text, &width, NULL);
      width = MIN (width, cell->width * 0.6);
      start = end - width;
      room = width;
      hr_scene_text (scene, HR_TEXT_BODY, &theme->text, HR_ALIGN_START, cell->x, middle,
                     MAX (cell->width - width - ALERT_MARK - 2 * COLUMN_GAP, 1), row->drawn);
    }
  else
    {
      middle = cell->y + cell->height / 2;
      start = end - m->text + ALERT_MARK + 5;
      room = m->text - ALERT_MARK - 5;
      hr_scene_text (scene, HR_TEXT_BODY, &theme->text, HR_ALIGN_END, cell->x + m->label, middle,
                     m->label, row->drawn);
    }
  if (exceeds)
    hr_scene_marker (scene, HR_MARKER_DIAMOND, start - 5 - ALERT_MARK / 2, middle, ALERT_MARK * 0.8,
                     &theme->alert, NULL);
  hr_scene_text (scene, style, color, HR_ALIGN_START, start, middle, MAX (room, 1), row->text);
}

static void
layout_row (const HrStack    *self,
            HrScene          *scene,
            const HrStackRow *row,
            const HrRect     *cell,
            const Measures   *m,
            gboolean          has_text)
{
  gboolean beside = !m->is_tall && !is_single (self);
  double   left = beside && m->label > 0 ? m->label + COLUMN_GAP : 0,
         right = beside && m->text > 0 ? m->text + COLUMN_GAP : 0;
  double above = m->is_tall ? MIN (m->line, cell->height / 2) : 0;
  double height = is_single (self) ? cell->height : (cell->height - above) * THICKNESS;
  HrRect bar = { cell->x + left, cell->y + above + (cell->height - above - height) / 2,
                 MAX (cell->width - left - right, 1), height };
  /* The row's own mark is its label, or the heading above; its segments have the bar. */
  HrRect label = is_single (self)
                     ? (HrRect){ cell->x, cell->y - m->heading, cell->width, m->heading }
                 : m->is_tall ? (HrRect){ cell->x, cell->y, cell->width, above }
                              : (HrRect){ cell->x, cell->y, left, cell->height };

  layout_segments (self, scene, row, &bar, m);
  hr_scene_mark (scene, row->mark, &label, NULL);
  if (has_text && !is_single (self))
    layout_row_texts (scene, row, cell, m);
}

void
hr_stack_layout (HrChart *chart, HrScene *scene, const HrRect *area)
{
  HrStack *self = (HrStack *) chart;
  double   natural, pitch, y;
  guint    step;
  Measures m;

  measure (self, scene, area->width, &m);
  if (m.heading > 0)
    layout_heading (self, scene, area);
  natural = m.line * (is_single (self) ? THICK : m.is_tall ? TALL_PITCH : PITCH);
  pitch = MAX (area->height - m.heading - GAP - m.legend, 1) / self->rows->len;
  pitch = MIN (pitch, natural * 1.1);
  step = MAX (1, (guint) ceil (m.line * (m.is_tall ? 1.9 : 0.95) / pitch));
  y = area->y + m.heading;
  for (guint i = 0; i < self->rows->len; i++, y += pitch)
    layout_row (self, scene, &g_array_index (self->rows, HrStackRow, i),
                &(HrRect){ area->x, y, area->width, pitch }, &m, i % step == 0);
  layout_legend (self, scene, area->x, y + GAP, area->width, FALSE);
}
