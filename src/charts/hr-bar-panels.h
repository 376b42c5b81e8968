/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-chart.h"
#include "hr-scale.h"

G_BEGIN_DECLS

#define HR_BAR_MAX_PANELS 6

/* The same rows measured in several ways side by side: one panel a quantity, one bar a row, the
 * rows in groups with a heading and a hue each. Where it is too narrow, the panels stand below each
 * other. Mark r × panels + p is row r in panel p. */

HrChart *hr_bar_panels_new (void);
guint    hr_bar_panels_add_panel (HrChart          *chart,
                                  const char       *title,
                                  const char       *subtitle,
                                  HrScaleKind       scale,
                                  HrChartNumberFunc format,
                                  gpointer          format_data);
void     hr_bar_panels_add_line (HrChart *chart, guint panel, double value, const char *text);
void     hr_bar_panels_add_group (HrChart *chart, const char *title, HrChartHue hue);
void     hr_bar_panels_add_bar (HrChart           *chart,
                                const char        *id,
                                const char        *label,
                                const double      *values,
                                const char *const *texts,
                                const char *const *spoken);
void     hr_bar_panels_set_short (HrChart *chart, const char *label);

G_END_DECLS
