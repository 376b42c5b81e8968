/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-chart-private.h"

#define SWATCH      10.0
#define LINE_SAMPLE 22.0
#define GAP         5.0
#define BETWEEN     14.0

static void
draw_swatch (HrScene *scene, const HrLegendEntry *entry, double x, double y_center)
{
  const HrChartTheme *theme = hr_scene_theme (scene);
  const HrChartColor *color = &theme->hues[entry->hue % HR_CHART_N_HUE];

  if (entry->is_line)
    hr_scene_segment (scene, x, y_center, x + LINE_SAMPLE, y_center, color, theme->line_width,
                      entry->dash);
  if (entry->is_marker)
    hr_scene_marker (scene, entry->marker, x + (entry->is_line ? LINE_SAMPLE : SWATCH) / 2,
                     y_center, SWATCH * 0.9, color, theme->hatched ? &theme->outline : NULL);
  if (!entry->is_line && !entry->is_marker)
    hr_scene_hue (scene, &(HrRect){ x, y_center - SWATCH / 2, SWATCH, SWATCH }, 2, entry->hue,
                  TRUE);
}

/**
 * hr_legend_layout:
 * @dry_run: only measure
 *
 * Lays the entries out in reading order, in as many rows as they need.
 *
 * Returns: the height that they take
 */
double
hr_legend_layout (HrScene             *scene,
                  const HrLegendEntry *entries,
                  guint                n_entries,
                  double               x,
                  double               y,
                  double               width,
                  gboolean             dry_run)
{
  double line = hr_scene_line (scene, HR_TEXT_CAPTION) + 3;
  double at = x, top = y;

  if (n_entries == 0)
    return 0;
  for (guint i = 0; i < n_entries; i++)
    {
      const HrLegendEntry *entry = &entries[i];
      double               swatch = (entry->is_line ? LINE_SAMPLE : SWATCH) + GAP;
      double               text;

      hr_scene_measure (scene, HR_TEXT_CAPTION, entry->text, &text, NULL);
      if (at > x && at + swatch + text > x + width)
        {
          at = x;
          top += line;
        }
      if (!dry_run)
        {
          draw_swatch (scene, entry, at, top + line / 2);
          hr_scene_text (scene, HR_TEXT_CAPTION, &hr_scene_theme (scene)->text, HR_ALIGN_START,
                         at + swatch, top + line / 2, MAX (width - swatch, 1), entry->text);
        }
      at += swatch + text + BETWEEN;
    }
  return top + line - y;
}
