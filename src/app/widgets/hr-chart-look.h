/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-chart-theme.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The chart theme that goes with how @widget is drawn: dark, contrast, font, text scale, direction.
 */
void hr_chart_look_init (HrChartTheme *theme, GtkWidget *widget);

G_END_DECLS
