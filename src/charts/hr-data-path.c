/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-data-path.h"

#include "hr-chart-private.h"

#include <math.h>

#define ARROW      20.0
#define PADDING    8.0
#define ROW_GAP    8.0
#define GAUGE      3.0
#define MAX_BOX    230.0
#define TIGHT      0.65 /* of arrow and padding, before stages go into another row */
#define LIST_GAP   15.0 /* between stages one below the other, for the arrow */
#define TOO_NARROW 3    /* rows: more than two of boxes are no path any more */

typedef struct
{
  const char *label, *value;
  double      share;
  gboolean    is_bottleneck;
} Stage;

typedef struct
{
  HrChart     parent;
  const char *heading, *detail;
  GArray     *stages;
} DataPath;

typedef struct
{
  guint    columns, rows;
  gboolean is_list; /* one below the other, a line each */
  double   box_width, box_height;
  double   arrow, row_gap;
  double   heading;
} Grid;

/* The widths of the widest value and of the widest label, as they are drawn. */
static double
widest_stage (const DataPath *self, HrScene *scene)
{
  double widest = 0, text;

  for (guint i = 0; i < self->stages->len; i++)
    {
      const Stage *stage = &g_array_index (self->stages, Stage, i);

      hr_scene_measure (scene, HR_TEXT_BOLD, stage->value, &text, NULL);
      widest = MAX (widest, text);
      hr_scene_measure (scene, stage->is_bottleneck ? HR_TEXT_CAPTION_BOLD : HR_TEXT_CAPTION,
                        stage->label, &text, NULL);
      widest = MAX (widest, text);
    }

  return widest;
}

static void
measure_boxes (const DataPath *self, HrScene *scene, double width, double tightness, Grid *grid)
{
  double bold = hr_scene_line (scene, HR_TEXT_BOLD);
  double widest = widest_stage (self, scene) + 2 * PADDING * tightness;

  grid->arrow = ARROW * tightness;
  widest = MIN (widest, MAX (width - grid->arrow, 1));
  grid->columns = CLAMP ((guint) ((width + grid->arrow) / (widest + grid->arrow)), 1,
                         self->stages->len);
  grid->rows = (self->stages->len + grid->columns - 1) / grid->columns;
  /* Rows of like length: 3 + 3 rather than 5 + 1. */
  grid->columns = (self->stages->len + grid->rows - 1) / grid->rows;
  grid->box_width = (width - (grid->columns - 1) * grid->arrow - (grid->rows > 1 ? grid->arrow : 0))
                    / grid->columns;
  grid->box_width = CLAMP (grid->box_width, 1, MAX_BOX * bold / 17);
}

static void
measure (const DataPath *self, HrScene *scene, double width, Grid *grid)
{
  double bold = hr_scene_line (scene, HR_TEXT_BOLD),
         caption = hr_scene_line (scene, HR_TEXT_CAPTION);
  double text;

  *grid = (Grid){ .row_gap = ROW_GAP };
  measure_boxes (self, scene, width, 1, grid);
  if (grid->rows > 1)
    measure_boxes (self, scene, width, TIGHT, grid);
  grid->box_height = bold + caption + 2 * PADDING + GAUGE;
  if (grid->rows >= TOO_NARROW)
    {
      grid->is_list = TRUE;
      grid->columns = 1;
      grid->rows = self->stages->len;
      grid->box_width = width;
      grid->box_height = bold + PADDING + GAUGE;
      grid->row_gap = LIST_GAP;
    }
  if (*self->heading || *self->detail)
    {
      double detail;

      hr_scene_measure (scene, HR_TEXT_BOLD, self->heading, &text, NULL);
      hr_scene_measure (scene, HR_TEXT_CAPTION, self->detail, &detail, NULL);
      grid->heading = bold + 6 + (text + detail + 24 > width && *self->detail ? caption : 0);
    }
}

static double
data_path_height (HrChart *chart, HrScene *scene, double width)
{
  DataPath *self = (DataPath *) chart;
  Grid      grid;

  measure (self, scene, width, &grid);
  return grid.heading + grid.rows * (grid.box_height + grid.row_gap) - grid.row_gap + 1;
}

static void
layout_heading (const DataPath *self, HrScene *scene, const HrRect *area, const Grid *grid)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  double              bold = hr_scene_line (scene, HR_TEXT_BOLD),
         caption = hr_scene_line (scene, HR_TEXT_CAPTION);
  gboolean two = grid->heading > bold + 6 + caption / 2;

  if (grid->heading == 0)
    return;
  hr_scene_text (scene, HR_TEXT_BOLD, &theme->text, HR_ALIGN_START, area->x, area->y + bold / 2,
                 area->width, self->heading);
  hr_scene_text (scene, HR_TEXT_CAPTION, &theme->dim, two ? HR_ALIGN_START : HR_ALIGN_END,
                 area->x + (two ? 0 : area->width), area->y + (two ? bold + caption / 2 : bold / 2),
                 area->width, self->detail);
}

static void
layout_arrow (HrScene *scene, double x, double y, double length)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  double              half = 3.5, margin = length / 4, tip = x + length - margin;

  hr_scene_segment (scene, x + margin, y, tip, y, &theme->dim, 1.4, 0);
  hr_scene_path (scene,
                 (HrPoint[]){ { tip - half, y - half }, { tip, y }, { tip - half, y + half } }, 3,
                 &theme->dim, 1.4, 0);
}

static void
layout_arrow_down (HrScene *scene, double x, double y, double length)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  double              half = 3.5, tip = y + length - 2;

  hr_scene_segment (scene, x, y + 2, x, tip, &theme->dim, 1.4, 0);
  hr_scene_path (scene,
                 (HrPoint[]){ { x - half, tip - half }, { x, tip }, { x + half, tip - half } }, 3,
                 &theme->dim, 1.4, 0);
}

static void
layout_box (HrScene *scene, const Stage *stage, const HrRect *box)
{
  const HrChartTheme *theme = hr_scene_theme (scene);

  hr_scene_rect (scene, box, 6, stage->is_bottleneck ? &theme->highlight : &theme->surface,
                 stage->is_bottleneck ? &theme->highlight_outline : &theme->outline,
                 stage->is_bottleneck ? 2 : 1);
  if (stage->share * (box->width - 2 * PADDING) >= 2)
    {
      HrRect gauge = { box->x + PADDING, box->y + box->height - PADDING / 2 - GAUGE,
                       MAX ((box->width - 2 * PADDING) * MIN (stage->share, 1), 1), GAUGE };

      hr_scene_rect (scene, &gauge, GAUGE / 2,
                     stage->is_bottleneck ? &theme->highlight_outline : &theme->axis, NULL, 0);
    }
}

/* In a box: the value above what it is of. In a list: at its end. */
static void
layout_stage (HrScene *scene, const Stage *stage, const HrRect *box, gboolean is_list)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  double              bold = hr_scene_line (scene, HR_TEXT_BOLD),
         caption = hr_scene_line (scene, HR_TEXT_CAPTION);
  HrTextStyle label = stage->is_bottleneck ? HR_TEXT_CAPTION_BOLD : HR_TEXT_CAPTION;
  double      middle = box->x + box->width / 2, room = MAX (box->width - PADDING, 1);
  double      top = box->y + (box->height - bold - caption - GAUGE) / 2, value;

  layout_box (scene, stage, box);
  if (!is_list)
    {
      hr_scene_text (scene, HR_TEXT_BOLD, &theme->text, HR_ALIGN_CENTER, middle, top + bold / 2,
                     room, stage->value);
      hr_scene_text (scene, label, &theme->text, HR_ALIGN_CENTER, middle, top + bold + caption / 2,
                     room, stage->label);
      return;
    }

  middle = box->y + (box->height - GAUGE) / 2;
  room = MAX (box->width - 3 * PADDING, 1);
  hr_scene_measure (scene, HR_TEXT_BOLD, stage->value, &value, NULL);
  value = MIN (value, room * 0.6);
  hr_scene_text (scene, label, &theme->text, HR_ALIGN_START, box->x + PADDING, middle,
                 MAX (room - value, 1), stage->label);
  hr_scene_text (scene, HR_TEXT_BOLD, &theme->text, HR_ALIGN_END, box->x + box->width - PADDING,
                 middle, MAX (value, 1), stage->value);
}

static void
data_path_layout (HrChart *chart, HrScene *scene, const HrRect *area)
{
  DataPath *self = (DataPath *) chart;
  double    row_height;
  Grid      grid;

  measure (self, scene, area->width, &grid);
  layout_heading (self, scene, area, &grid);
  row_height = MAX (area->height - grid.heading + grid.row_gap, 1) / grid.rows - grid.row_gap;
  grid.box_height = CLAMP (row_height, 1, grid.box_height);
  for (guint i = 0; i < self->stages->len; i++)
    {
      guint  column = i % grid.columns, row = i / grid.columns;
      HrRect box = { area->x + column * (grid.box_width + grid.arrow),
                     area->y + grid.heading + row * (grid.box_height + grid.row_gap),
                     grid.box_width, grid.box_height };

      layout_stage (scene, &g_array_index (self->stages, Stage, i), &box, grid.is_list);
      hr_scene_mark (scene, i, &box, NULL);
      if (i + 1 == self->stages->len)
        break;
      if (grid.is_list)
        layout_arrow_down (scene, box.x + box.width / 2, box.y + box.height, grid.row_gap);
      else
        layout_arrow (scene, box.x + box.width, box.y + box.height / 2, grid.arrow);
    }
}

static gboolean
data_path_is_empty (HrChart *chart)
{
  return ((DataPath *) chart)->stages->len == 0;
}

static void
data_path_clear (HrChart *chart)
{
  g_array_unref (((DataPath *) chart)->stages);
}

static const HrChartClass data_path_class = {
  sizeof (DataPath), data_path_is_empty, data_path_height, data_path_layout, data_path_clear,
};

static DataPath *
get_open (HrChart *chart)
{
  g_return_val_if_fail (chart != NULL && chart->klass == &data_path_class, NULL);
  g_return_val_if_fail (!chart->is_sealed, NULL);

  return (DataPath *) chart;
}

HrChart *
hr_data_path_new (void)
{
  DataPath *self = hr_chart_new_of_class (&data_path_class);

  self->heading = self->detail = "";
  self->stages = g_array_new (FALSE, TRUE, sizeof (Stage));
  return &self->parent;
}

/**
 * hr_data_path_set_heading:
 * @heading: "Where a step spends its time"
 * @detail: (nullable): "1.94 s a step; bound by compute"
 */
void
hr_data_path_set_heading (HrChart *chart, const char *heading, const char *detail)
{
  DataPath *self = get_open (chart);

  g_return_if_fail (self != NULL);

  self->heading = hr_chart_intern (chart, heading);
  self->detail = hr_chart_intern (chart, detail);
}

/**
 * hr_data_path_add_stage:
 * @value_text: the time that it takes, "1.90 s"; "–" where it has no part
 * @share: 0…1 of the slowest stage's time, drawn as a gauge; 0 = none
 * @spoken: (nullable): the value for reading out, e.g. "1.90 s, the bottleneck"
 */
void
hr_data_path_add_stage (HrChart    *chart,
                        const char *label,
                        const char *value_text,
                        double      share,
                        gboolean    is_bottleneck,
                        const char *spoken)
{
  DataPath *self = get_open (chart);
  Stage     stage = { 0 };

  g_return_if_fail (self != NULL);

  stage.label = hr_chart_intern (chart, label);
  stage.value = hr_chart_intern (chart, value_text);
  stage.share = isfinite (share) ? CLAMP (share, 0, 1) : 0;
  stage.is_bottleneck = is_bottleneck;
  g_array_append_val (self->stages, stage);
  hr_chart_add_mark (chart, "", label, "", spoken ? spoken : value_text);
}

/**
 * hr_data_path_name_stage:
 * @id: what the last stage is about
 */
void
hr_data_path_name_stage (HrChart *chart, const char *id)
{
  g_return_if_fail (chart->marks->len > 0 && !chart->is_sealed);

  g_array_index (chart->marks, HrChartMark, chart->marks->len - 1).id = hr_chart_intern (chart, id);
}
