/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-data-path.h"

#include "hr-chart-private.h"

#include <math.h>

#define ARROW   20.0
#define PADDING 8.0
#define ROW_GAP 8.0
#define GAUGE   3.0
#define MAX_BOX 230.0

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
  guint  columns, rows;
  double box_width, box_height;
  double heading;
} Grid;

static void
measure (const DataPath *self, HrScene *scene, double width, Grid *grid)
{
  double bold = hr_scene_line (scene, HR_TEXT_BOLD),
         caption = hr_scene_line (scene, HR_TEXT_CAPTION);
  double widest = 0, text;

  for (guint i = 0; i < self->stages->len; i++)
    {
      const Stage *stage = &g_array_index (self->stages, Stage, i);

      hr_scene_measure (scene, HR_TEXT_BOLD, stage->value, &text, NULL);
      widest = MAX (widest, text);
      hr_scene_measure (scene, HR_TEXT_CAPTION_BOLD, stage->label, &text, NULL);
      widest = MAX (widest, text);
    }
  widest = MIN (widest + 2 * PADDING, MAX (width - ARROW, 1));
  grid->columns = CLAMP ((guint) ((width + ARROW) / (widest + ARROW)), 1, self->stages->len);
  grid->rows = (self->stages->len + grid->columns - 1) / grid->columns;
  /* Rows of like length: 3 + 3 rather than 5 + 1. */
  grid->columns = (self->stages->len + grid->rows - 1) / grid->rows;
  grid->box_width = (width - (grid->columns - 1) * ARROW - (grid->rows > 1 ? ARROW : 0))
                    / grid->columns;
  grid->box_width = CLAMP (grid->box_width, 1, MAX_BOX * bold / 17);
  grid->box_height = bold + caption + 2 * PADDING + GAUGE;
  grid->heading = 0;
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
  return grid.heading + grid.rows * (grid.box_height + ROW_GAP) - ROW_GAP + 1;
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
layout_arrow (HrScene *scene, double x, double y)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  double              half = 3.5, tip = x + ARROW - 5;

  hr_scene_segment (scene, x + 5, y, tip, y, &theme->dim, 1.4, 0);
  hr_scene_path (scene,
                 (HrPoint[]){ { tip - half, y - half }, { tip, y }, { tip - half, y + half } }, 3,
                 &theme->dim, 1.4, 0);
}

static void
layout_stage (HrScene *scene, const Stage *stage, const HrRect *box)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  double              bold = hr_scene_line (scene, HR_TEXT_BOLD),
         caption = hr_scene_line (scene, HR_TEXT_CAPTION);
  double middle = box->x + box->width / 2, room = MAX (box->width - PADDING, 1);
  double top = box->y + (box->height - bold - caption - GAUGE) / 2;

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
  hr_scene_text (scene, HR_TEXT_BOLD, &theme->text, HR_ALIGN_CENTER, middle, top + bold / 2, room,
                 stage->value);
  hr_scene_text (scene, stage->is_bottleneck ? HR_TEXT_CAPTION_BOLD : HR_TEXT_CAPTION, &theme->text,
                 HR_ALIGN_CENTER, middle, top + bold + caption / 2, room, stage->label);
}

static void
data_path_layout (HrChart *chart, HrScene *scene, const HrRect *area)
{
  DataPath *self = (DataPath *) chart;
  double    row_height;
  Grid      grid;

  measure (self, scene, area->width, &grid);
  layout_heading (self, scene, area, &grid);
  row_height = MAX (area->height - grid.heading + ROW_GAP, 1) / grid.rows - ROW_GAP;
  grid.box_height = CLAMP (row_height, 1, grid.box_height);
  for (guint i = 0; i < self->stages->len; i++)
    {
      guint  column = i % grid.columns, row = i / grid.columns;
      HrRect box = { area->x + column * (grid.box_width + ARROW),
                     area->y + grid.heading + row * (grid.box_height + ROW_GAP), grid.box_width,
                     grid.box_height };

      layout_stage (scene, &g_array_index (self->stages, Stage, i), &box);
      hr_scene_mark (scene, i, &box, NULL);
      if (i + 1 < self->stages->len)
        layout_arrow (scene, box.x + box.width, box.y + box.height / 2);
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
