/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-chart-view.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What the files of the view share: the widget itself (hr-chart-view.c), pointer, keys and menu
 * (hr-chart-view-input.c), and the ways out of it (hr-chart-view-export.c). */
struct _HrChartView
{
  GtkWidget parent_instance;

  /* Owned. */
  HrChart   *chart;
  GPtrArray *marks; /* widgets, children of this one */
  GtkWidget *menu;
  char      *readout;

  HrChartTheme theme;
  guint        current;
  gboolean     texts_are_stale;
  gboolean     compact;
};

char *hr_chart_view_describe (const HrChartMark *mark);
void  hr_chart_view_get_mark (HrChartView *self, guint index, HrChartMark *mark);
void  hr_chart_view_read_mark (HrChartView *self, guint index);
void  hr_chart_view_set_readout (HrChartView *self, const char *text);
void  hr_chart_view_activate_current (HrChartView *self);

void     hr_chart_view_add_input (HrChartView *self);
void     hr_chart_view_popup_cb (GtkWidget *widget, const char *action, GVariant *parameter);
gboolean hr_chart_view_step (guint key, gboolean rtl, guint n, guint *current);

void        hr_chart_view_copy_cb (GtkWidget *widget, const char *action, GVariant *parameter);
void        hr_chart_view_export_cb (GtkWidget *widget, const char *action, GVariant *parameter);
GdkTexture *hr_chart_view_to_texture (HrChartView *self, int scale);
gboolean
hr_chart_view_save (HrChartView *self, const char *path, const char *format, GError **error);

G_END_DECLS
