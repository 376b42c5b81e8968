/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-chart-mark.h"

struct _HrChartMarkWidget
{
  GtkWidget parent_instance;

  char *text;
};

G_DEFINE_FINAL_TYPE (HrChartMarkWidget, hr_chart_mark_widget, GTK_TYPE_WIDGET)

static void
hr_chart_mark_widget_finalize (GObject *object)
{
  g_free (HR_CHART_MARK_WIDGET (object)->text);

  G_OBJECT_CLASS (hr_chart_mark_widget_parent_class)->finalize (object);
}

static gboolean
hr_chart_mark_widget_contains (GtkWidget *widget, double x, double y)
{
  return FALSE; /* The view itself answers to the pointer. */
}

static void
hr_chart_mark_widget_class_init (HrChartMarkWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hr_chart_mark_widget_finalize;
  widget_class->contains = hr_chart_mark_widget_contains;
  gtk_widget_class_set_css_name (widget_class, "chartmark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
hr_chart_mark_widget_init (HrChartMarkWidget *self)
{
}

GtkWidget *
hr_chart_mark_widget_new (void)
{
  return g_object_new (HR_TYPE_CHART_MARK_WIDGET, NULL);
}

void
hr_chart_mark_widget_set_text (HrChartMarkWidget *self, const char *text)
{
  g_return_if_fail (HR_IS_CHART_MARK_WIDGET (self));

  if (g_strcmp0 (self->text, text) == 0)
    return;

  g_free (self->text);
  self->text = g_strdup (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}
