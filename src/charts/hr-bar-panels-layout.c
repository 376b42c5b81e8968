/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-bar-panels-private.h"

#include <math.h>

#define PITCH     1.55 /* of a row, in lines of body text */
#define HEADING   1.25 /* of a group's heading, in rows */
#define GROUP_GAP 0.55 /* above every group but the first, in rows */
#define THICKNESS 0.66 /* of a bar, in rows */
#define LABEL_GAP 9.0
#define PANEL_GAP 26.0
#define VALUE_GAP 6.0
#define MIN_PANEL 112.0 /* pixels; below, panels go below each other */
#define MAX_LABEL 0.42  /* of the width */
#define TICKS     5

/* Where things go in one block: one or more panels that share their labels. */
typedef struct
{
  guint  first, n; /* panels */
  double label_width;
  double header, footer; /* heights */
  guint  subtitle_lines;
  double pitch;
  double panel_width;
  HrRect area;
} Block;

static double
block_units (const HrBarPanels *self)
{
  double units = self->bars->len;

  for (guint g = 0; g < self->groups->len; g++)
    if (*g_array_index (self->groups, HrBarGroup, g).title)
      units += HEADING + (g > 0 ? GROUP_GAP : 0);
  return units;
}

static double
widest_label (const HrBarPanels *self, HrScene *scene)
{
  double widest = 0, width;

  for (guint i = 0; i < self->bars->len; i++)
    {
      hr_scene_measure (scene, HR_TEXT_BODY, g_array_index (self->bars, HrBar, i).label, &width,
                        NULL);
      widest = MAX (widest, width);
    }
  return widest;
}

static double
widest_value (const HrBarPanels *self, HrScene *scene, guint panel)
{
  double widest = 0, width;

  for (guint i = 0; i < self->bars->len; i++)
    {
      const char *text = g_array_index (self->bars, HrBar, i).texts[panel];

      if (*text == '\0')
        continue;
      hr_scene_measure (scene, HR_TEXT_BODY, text, &width, NULL);
      widest = MAX (widest, width);
    }
  return widest;
}

/* Texts may reach into half of the gap to the next panel; behind the last there is none. */
static double
text_room (const Block *block, guint panel)
{
  return block->panel_width + (panel + 1 < block->first + block->n ? PANEL_GAP / 2 : 0);
}

/* The heading of the first group leaves its row in the panels free: the place for what a line
 * means, which is then in sight however many rows there are. */
static gboolean
first_heading (const HrBarPanels *self)
{
  return self->groups->len > 0 && *g_array_index (self->groups, HrBarGroup, 0).title != '\0';
}

static void
block_init (
    Block *block, const HrBarPanels *self, HrScene *scene, guint first, guint n, double width)
{
  double   caption = hr_scene_line (scene, HR_TEXT_CAPTION);
  gboolean has_title = FALSE, has_subtitle = FALSE, has_line = FALSE;

  *block = (Block){ .first = first, .n = n };
  for (guint p = first; p < first + n; p++)
    {
      has_title |= *self->panels[p].title != '\0';
      has_subtitle |= *self->panels[p].subtitle != '\0';
      has_line |= isfinite (self->panels[p].line);
    }
  block->label_width = MIN (widest_label (self, scene), width * MAX_LABEL);
  block->footer = caption + 6 + (has_line && !first_heading (self) ? caption + 3 : 0);
  block->pitch = hr_scene_line (scene, HR_TEXT_BODY) * PITCH;
  block->panel_width = (width - block->label_width - LABEL_GAP - (n - 1) * PANEL_GAP) / n;
  block->subtitle_lines = has_subtitle ? 1 : 0;
  for (guint p = first; p < first + n; p++)
    {
      double subtitle;

      hr_scene_measure (scene, HR_TEXT_CAPTION, self->panels[p].subtitle, &subtitle, NULL);
      if (subtitle > text_room (block, p))
        block->subtitle_lines = 2;
    }
  block->header = (has_title ? hr_scene_line (scene, HR_TEXT_BOLD) : 0)
                  + block->subtitle_lines * caption + 8;
}

static gboolean
is_narrow (const HrBarPanels *self, HrScene *scene, double width)
{
  double scale = hr_scene_line (scene, HR_TEXT_BODY) / 17;
  Block  block;

  block_init (&block, self, scene, 0, self->n_panels, width);
  return self->n_panels > 1 && block.panel_width < MIN_PANEL * scale;
}

static double
block_height (const HrBarPanels *self, const Block *block)
{
  return block->header + block->footer + block_units (self) * block->pitch;
}

double
hr_bar_panels_height (HrChart *chart, HrScene *scene, double width)
{
  HrBarPanels *self = (HrBarPanels *) chart;
  Block        block;

  if (!is_narrow (self, scene, width))
    {
      block_init (&block, self, scene, 0, self->n_panels, width);
      return block_height (self, &block);
    }
  block_init (&block, self, scene, 0, 1, width);
  return self->n_panels * (block_height (self, &block) + PANEL_GAP) - PANEL_GAP;
}

static void
layout_header (const HrBarPanels *self, HrScene *scene, const Block *block, guint panel, double x)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  double              line = hr_scene_line (scene, HR_TEXT_BOLD),
         caption = hr_scene_line (scene, HR_TEXT_CAPTION);

  hr_scene_text (scene, HR_TEXT_BOLD, &theme->text, HR_ALIGN_START, x, block->area.y + line / 2,
                 text_room (block, panel), self->panels[panel].title);
  if (block->subtitle_lines > 1)
    hr_scene_wrapped (
        scene, HR_TEXT_CAPTION, &theme->dim, HR_ALIGN_START,
        &(HrRect){ x, block->area.y + line + 1, text_room (block, panel), 2 * caption },
        self->panels[panel].subtitle);
  else
    hr_scene_text (scene, HR_TEXT_CAPTION, &theme->dim, HR_ALIGN_START, x,
                   block->area.y + line + 1 + caption / 2, text_room (block, panel),
                   self->panels[panel].subtitle);
}

/* The grid, thinned until its labels have room, and the line of need. */
static void
layout_axis (const HrBarPanels *self,
             HrScene           *scene,
             const Block       *block,
             guint              panel,
             double             x,
             double             room,
             double             top,
             double             bottom)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  const HrPanel      *p = &self->panels[panel];
  double              caption = hr_scene_line (scene, HR_TEXT_CAPTION), last_end = -INFINITY;
  double              ticks[HR_SCALE_MAX_TICKS];
  guint               n = hr_scale_ticks (&p->scale, CLAMP ((guint) (room / 45), 2, TICKS), ticks);

  for (guint i = 0; i < n; i++)
    {
      double           at = x + hr_scale_map (&p->scale, ticks[i]) * room;
      g_autofree char *text = p->format ? p->format (ticks[i], p->format_data)
                                        : g_strdup_printf ("%g", ticks[i]);
      double           width;

      hr_scene_segment (scene, at, top, at, bottom, i == 0 ? &theme->axis : &theme->grid, 1, 0);
      hr_scene_measure (scene, HR_TEXT_CAPTION, text, &width, NULL);
      if (at - width / 2 < last_end + 6 || at + width / 2 > x + text_room (block, panel))
        continue;
      hr_scene_text (scene, HR_TEXT_CAPTION, &theme->dim, HR_ALIGN_CENTER, at,
                     bottom + 4 + caption / 2, 0, text);
      last_end = at + width / 2;
    }
}

/* In the row of the first heading nothing else stands in the panels: what a line means may run from
 * that heading to the next panel that has a line, or to the edge. */
static void
line_text_room (const HrBarPanels *self,
                HrScene           *scene,
                const Block       *block,
                guint              panel,
                double             x,
                double            *from,
                double            *to)
{
  double title = 0;

  *from = x;
  *to = block->area.x + block->area.width;
  if (panel == block->first)
    {
      hr_scene_measure (scene, HR_TEXT_CAPTION_BOLD,
                        g_array_index (self->groups, HrBarGroup, 0).title, &title, NULL);
      *from = MIN (x, block->area.x + title + LABEL_GAP);
    }
  for (guint p = panel + 1; p < block->first + block->n; p++)
    if (isfinite (self->panels[p].line))
      *to = MIN (*to, x + text_room (block, panel));
}

static void
layout_need (const HrBarPanels *self,
             HrScene           *scene,
             const Block       *block,
             guint              panel,
             double             x,
             double             room,
             double             top,
             double             bottom)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  const HrPanel      *p = &self->panels[panel];
  double              caption = hr_scene_line (scene, HR_TEXT_CAPTION), at, width, end, from, to;

  if (!isfinite (p->line) || !hr_scale_takes (&p->scale, p->line))
    return;
  at = x + hr_scale_map (&p->scale, p->line) * room;
  end = x + text_room (block, panel);
  hr_scene_measure (scene, HR_TEXT_CAPTION, p->line_text, &width, NULL);
  if (first_heading (self))
    {
      gboolean is_left;

      line_text_room (self, scene, block, panel, x, &from, &to);
      is_left = at + 5 + width > to && (at - 5 - width >= from || at - from > to - at);
      hr_scene_segment (scene, at, top - 2, at, bottom, &theme->alert, 1.5, 4);
      if (block->pitch * HEADING >= caption * 0.9)
        hr_scene_text (scene, HR_TEXT_CAPTION, &theme->alert,
                       is_left ? HR_ALIGN_END : HR_ALIGN_START, is_left ? at - 5 : at + 5,
                       top + block->pitch * HEADING / 2,
                       MAX (is_left ? at - 5 - from : to - at - 5, 1), p->line_text);
      return;
    }
  hr_scene_segment (scene, at, top - 2, at, bottom + 7 + caption, &theme->alert, 1.5, 4);
  hr_scene_text (scene, HR_TEXT_CAPTION, &theme->alert, HR_ALIGN_START,
                 MAX (x, MIN (at - 2, end - width)), bottom + 7 + caption * 1.5, end - x,
                 p->line_text);
}

static void
layout_bar (const HrBarPanels *self,
            HrScene           *scene,
            const Block       *block,
            guint              index,
            guint              panel,
            const HrRect      *cell,
            double             room,
            gboolean           has_text)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  const HrBar        *bar = &g_array_index (self->bars, HrBar, index);
  const HrBarGroup   *group = &g_array_index (self->groups, HrBarGroup, bar->group);
  const HrPanel      *p = &self->panels[panel];
  double              value = bar->values[panel], middle = cell->y + cell->height / 2;
  gboolean            is_known = hr_scale_takes (&p->scale, value) && value > 0;
  double              length = is_known ? CLAMP (hr_scale_map (&p->scale, value), 0, 1) * room : 0;
  double              thickness = cell->height * THICKNESS;
  HrRect rect = { cell->x, middle - thickness / 2, is_known ? MAX (length, 1.5) : 0, thickness };
  double text_x = rect.x + rect.width + VALUE_GAP, line_x, width = 0;

  if (is_known)
    hr_scene_hue (scene, &rect, 2.5, group->hue, FALSE);
  else if (*bar->texts[panel])
    hr_scene_measure (scene, HR_TEXT_CAPTION, bar->texts[panel], &rect.width, NULL);
  hr_scene_mark (scene, index * self->n_panels + panel, &rect, cell);
  if (!has_text || *bar->texts[panel] == '\0')
    return;
  /* A figure with a line through it cannot be read: it goes to the line's other side. */
  hr_scene_measure (scene, HR_TEXT_BODY, bar->texts[panel], &width, NULL);
  line_x = isfinite (p->line) ? cell->x + hr_scale_map (&p->scale, p->line) * room : -1;
  if (line_x > text_x - 3 && line_x < text_x + width + 3)
    text_x = line_x + 4;
  hr_scene_text (scene, is_known ? HR_TEXT_BODY : HR_TEXT_CAPTION,
                 is_known ? &theme->text : &theme->dim, HR_ALIGN_START,
                 is_known ? text_x : cell->x + 3, middle,
                 MAX (cell->x + text_room (block, panel) - text_x, 1), bar->texts[panel]);
}

static double
panel_room (const HrBarPanels *self, HrScene *scene, const Block *block, guint panel)
{
  return MAX (block->panel_width - widest_value (self, scene, panel) - VALUE_GAP,
              block->panel_width * 0.3);
}

static void
layout_rows (const HrBarPanels *self, HrScene *scene, const Block *block, const double *rooms)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  double              line = hr_scene_line (scene, HR_TEXT_BODY), y = block->area.y + block->header;
  guint               step = MAX (1, (guint) ceil (line * 0.95 / MAX (block->pitch, 0.01)));
  guint               group = G_MAXUINT;

  for (guint i = 0; i < self->bars->len; i++)
    {
      const HrBar *bar = &g_array_index (self->bars, HrBar, i);
      gboolean     has_text = i % step == 0;
      double       x = block->area.x + block->label_width + LABEL_GAP;

      if (bar->group != group)
        {
          const HrBarGroup *g = &g_array_index (self->groups, HrBarGroup, bar->group);

          group = bar->group;
          if (*g->title)
            {
              y += (i > 0 ? GROUP_GAP : 0) * block->pitch;
              if (block->pitch * HEADING >= line * 0.8)
                hr_scene_text (scene, HR_TEXT_CAPTION_BOLD, &theme->text, HR_ALIGN_START,
                               block->area.x, y + block->pitch * HEADING / 2,
                               block->label_width + LABEL_GAP, g->title);
              y += HEADING * block->pitch;
            }
        }
      if (has_text)
        hr_scene_text (scene, HR_TEXT_BODY, &theme->text, HR_ALIGN_END,
                       block->area.x + block->label_width, y + block->pitch / 2,
                       MAX (block->label_width, 1), bar->label);
      for (guint p = 0; p < block->n; p++, x += block->panel_width + PANEL_GAP)
        {
          HrRect cell = { x, y, MAX (text_room (block, block->first + p), 1), block->pitch };

          layout_bar (self, scene, block, i, block->first + p, &cell, rooms[p], has_text);
        }
      y += block->pitch;
    }
}

static void
layout_block (const HrBarPanels *self, HrScene *scene, Block *block, const HrRect *area)
{
  double units = block_units (self), room_for_rows, top, bottom, x;
  double rooms[HR_BAR_MAX_PANELS];

  block->area = *area;
  room_for_rows = MAX (area->height - block->header - block->footer, 1);
  block->pitch = MIN (block->pitch * 1.1, room_for_rows / MAX (units, 1));
  block->panel_width = MAX (block->panel_width, 1);
  top = area->y + block->header;
  bottom = top + units * block->pitch;
  x = area->x + block->label_width + LABEL_GAP;
  for (guint p = 0; p < block->n; p++, x += block->panel_width + PANEL_GAP)
    {
      rooms[p] = panel_room (self, scene, block, block->first + p);
      layout_header (self, scene, block, block->first + p, x);
      layout_axis (self, scene, block, block->first + p, x, rooms[p], top, bottom);
    }
  layout_rows (self, scene, block, rooms);
  x = area->x + block->label_width + LABEL_GAP;
  for (guint p = 0; p < block->n; p++, x += block->panel_width + PANEL_GAP)
    layout_need (self, scene, block, block->first + p, x, rooms[p], top, bottom);
}

static void
prepare_scales (HrBarPanels *self)
{
  g_autofree double *values = g_new (double, self->bars->len + 1);

  for (guint p = 0; p < self->n_panels; p++)
    {
      HrPanel *panel = &self->panels[p];

      for (guint i = 0; i < self->bars->len; i++)
        values[i] = g_array_index (self->bars, HrBar, i).values[p];
      /* A line far beyond all bars would flatten them: it then stands at the end. */
      hr_scale_init (&panel->scale, panel->kind, values, self->bars->len, TRUE);
      if (isfinite (panel->line) && panel->line > panel->scale.max
          && panel->line < 2 * panel->scale.max)
        panel->scale.max = panel->line;
      if (panel->kind == HR_SCALE_LOG)
        panel->scale.min = pow (10, floor (log10 (panel->scale.min) - 0.15));
    }
}

void
hr_bar_panels_layout (HrChart *chart, HrScene *scene, const HrRect *area)
{
  HrBarPanels *self = (HrBarPanels *) chart;
  Block        block;

  prepare_scales (self);
  if (!is_narrow (self, scene, area->width))
    {
      block_init (&block, self, scene, 0, self->n_panels, area->width);
      layout_block (self, scene, &block, area);
      return;
    }
  for (guint p = 0; p < self->n_panels; p++)
    {
      double height = (area->height + PANEL_GAP) / self->n_panels;
      HrRect part = { area->x, area->y + p * height, area->width, MAX (height - PANEL_GAP, 1) };

      block_init (&block, self, scene, p, 1, area->width);
      layout_block (self, scene, &block, &part);
    }
}
