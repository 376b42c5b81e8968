/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-bar-panels-private.h"

#include <math.h>

static gboolean
bar_panels_is_empty (HrChart *chart)
{
  HrBarPanels *self = (HrBarPanels *) chart;

  return self->bars->len == 0 || self->n_panels == 0;
}

static void
bar_panels_clear (HrChart *chart)
{
  HrBarPanels *self = (HrBarPanels *) chart;

  g_array_unref (self->groups);
  g_array_unref (self->bars);
}

static const HrChartClass bar_panels_class = {
  sizeof (HrBarPanels), bar_panels_is_empty, hr_bar_panels_height,
  hr_bar_panels_layout, bar_panels_clear,
};

static HrBarPanels *
get_open (HrChart *chart)
{
  g_return_val_if_fail (chart != NULL && chart->klass == &bar_panels_class, NULL);
  g_return_val_if_fail (!chart->is_sealed, NULL);

  return (HrBarPanels *) chart;
}

/**
 * hr_bar_panels_new:
 *
 * Returns: (transfer full): an empty chart; add its panels, then its groups and their bars
 */
HrChart *
hr_bar_panels_new (void)
{
  HrBarPanels *self = hr_chart_new_of_class (&bar_panels_class);

  self->groups = g_array_new (FALSE, TRUE, sizeof (HrBarGroup));
  self->bars = g_array_new (FALSE, TRUE, sizeof (HrBar));
  return &self->parent;
}

/**
 * hr_bar_panels_add_panel:
 * @title: what is measured
 * @subtitle: (nullable): in which unit, of when
 * @scale: linear, from 0; or logarithmic, from a power of ten
 * @format: (nullable) (scope forever): formats the axis's figures
 *
 * All panels have to be there before the first bar.
 *
 * Returns: its index
 */
guint
hr_bar_panels_add_panel (HrChart          *chart,
                         const char       *title,
                         const char       *subtitle,
                         HrScaleKind       scale,
                         HrChartNumberFunc format,
                         gpointer          format_data)
{
  HrBarPanels *self = get_open (chart);

  g_return_val_if_fail (self != NULL && self->n_panels < HR_BAR_MAX_PANELS, 0);
  g_return_val_if_fail (self->bars->len == 0, 0);

  self->panels[self->n_panels] = (HrPanel){
    .title = hr_chart_intern (chart, title),
    .subtitle = hr_chart_intern (chart, subtitle),
    .kind = scale,
    .format = format,
    .format_data = format_data,
    .line = NAN,
  };
  return self->n_panels++;
}

/**
 * hr_bar_panels_add_line:
 * @value: where a dashed line crosses the bars of @panel
 * @text: what it means, e.g. "this task needs 19.3 GiB"
 */
void
hr_bar_panels_add_line (HrChart *chart, guint panel, double value, const char *text)
{
  HrBarPanels *self = get_open (chart);

  g_return_if_fail (self != NULL && panel < self->n_panels);

  self->panels[panel].line = value;
  self->panels[panel].line_text = hr_chart_intern (chart, text);
}

/**
 * hr_bar_panels_add_group:
 * @title: (nullable): its heading; without one its bars follow the others
 */
void
hr_bar_panels_add_group (HrChart *chart, const char *title, HrChartHue hue)
{
  HrBarPanels *self = get_open (chart);
  HrBarGroup   group = { 0 };

  g_return_if_fail (self != NULL);

  group.title = hr_chart_intern (chart, title);
  group.hue = hue;
  group.first_bar = self->bars->len;
  g_array_append_val (self->groups, group);
}

/**
 * hr_bar_panels_add_bar:
 * @id: (nullable): the caller's id of the row, returned with its marks
 * @values: (array): one a panel; what is not finite or not above 0 has no bar
 * @texts: (array): one a panel, at the bar's end: "1,008"; or why there is none: "no price"
 * @spoken: (nullable) (array): one a panel, for reading out: "1,008 GB/s"; %NULL = as @texts
 *
 * Adds a row to the last group.
 */
void
hr_bar_panels_add_bar (HrChart           *chart,
                       const char        *id,
                       const char        *label,
                       const double      *values,
                       const char *const *texts,
                       const char *const *spoken)
{
  HrBarPanels *self = get_open (chart);
  HrBar        bar = { 0 };

  g_return_if_fail (self != NULL && self->n_panels > 0);

  if (self->groups->len == 0)
    hr_bar_panels_add_group (chart, NULL, HR_CHART_HUE_BLUE);
  bar.label = hr_chart_intern (chart, label);
  bar.group = self->groups->len - 1;
  for (guint p = 0; p < self->n_panels; p++)
    {
      bar.values[p] = values[p];
      bar.texts[p] = hr_chart_intern (chart, texts[p]);
      hr_chart_add_mark (chart, id, label, self->panels[p].title, spoken ? spoken[p] : texts[p]);
    }
  g_array_append_val (self->bars, bar);
}

/**
 * hr_bar_panels_set_short:
 * @label: what is drawn for the last row; its marks keep the full name
 */
void
hr_bar_panels_set_short (HrChart *chart, const char *label)
{
  HrBarPanels *self = get_open (chart);

  g_return_if_fail (self != NULL && self->bars->len > 0);

  g_array_index (self->bars, HrBar, self->bars->len - 1).label = hr_chart_intern (chart, label);
}
