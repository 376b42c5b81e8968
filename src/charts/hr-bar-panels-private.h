/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-bar-panels.h"
#include "hr-chart-private.h"

G_BEGIN_DECLS

typedef struct
{
  const char       *title, *subtitle;
  HrScaleKind       kind;
  HrScale           scale;
  HrChartNumberFunc format;
  gpointer          format_data;
  double            line; /* NaN = none */
  const char       *line_text;
} HrPanel;

typedef struct
{
  const char *title;
  HrChartHue  hue;
  guint       first_bar;
} HrBarGroup;

typedef struct
{
  const char *label;
  guint       group;
  double      values[HR_BAR_MAX_PANELS];
  const char *texts[HR_BAR_MAX_PANELS];
} HrBar;

typedef struct
{
  HrChart parent;
  guint   n_panels;
  HrPanel panels[HR_BAR_MAX_PANELS];
  GArray *groups;
  GArray *bars;
} HrBarPanels;

double hr_bar_panels_height (HrChart *chart, HrScene *scene, double width);
void   hr_bar_panels_layout (HrChart *chart, HrScene *scene, const HrRect *area);

G_END_DECLS
