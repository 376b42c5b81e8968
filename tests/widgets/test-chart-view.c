/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-chart-mark.h"
#include "hr-chart-view.h"
#include "hr-stack.h"

static HrChart *
new_chart (void)
{
  HrChart *chart = hr_stack_new ();
  guint    weights = hr_stack_add_part (chart, "Weights", HR_CHART_HUE_BLUE);
  guint    rest = hr_stack_add_part (chart, "Activations", HR_CHART_HUE_AMBER);

  hr_stack_add_row (chart, "rtx-4090", "RTX 4090", 24.0, "20 GiB", "20 of 24 GiB");
  hr_stack_add_segment (chart, weights, 15.0, "15 GiB");
  hr_stack_add_segment (chart, rest, 5.0, "5 GiB");
  hr_chart_set_summary (chart, "Memory of one card");
  return chart;
}

static guint
count_marks (GtkWidget *view)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += HR_IS_CHART_MARK_WIDGET (child);
  return n;
}

static void
test_marks (void)
{
  g_autoptr (HrChart) chart = new_chart ();
  GtkWidget *view = g_object_ref_sink (g_object_new (HR_TYPE_CHART_VIEW, NULL));

  gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_LIST);
  g_assert_cmpuint (count_marks (view), ==, 0);
  hr_chart_view_set_chart (HR_CHART_VIEW (view), chart);
  g_assert_cmpuint (count_marks (view), ==, hr_chart_n_marks (chart));
  g_assert_cmpuint (count_marks (view), >, 2);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Memory of one card");
  gtk_test_accessible_assert_role (gtk_widget_get_first_child (view),
                                   GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  hr_chart_view_set_chart (HR_CHART_VIEW (view), NULL);
  g_assert_cmpuint (count_marks (view), ==, 0);
  g_assert_finalize_object (view);
}

/* Only one mark at a time takes the focus, and what it is is read out. */
static void
test_walk (void)
{
  g_autoptr (HrChart) chart = new_chart ();
  GtkWidget *view = g_object_ref_sink (g_object_new (HR_TYPE_CHART_VIEW, NULL));
  GtkWidget *first;
  int        height;

  hr_chart_view_set_chart (HR_CHART_VIEW (view), chart);
  gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, 600, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, >, 10);
  gtk_widget_size_allocate (view, &(GtkAllocation){ 0, 0, 600, height }, -1);
  first = gtk_widget_get_first_child (view);
  g_assert_true (gtk_widget_get_focusable (first));
  hr_chart_view_set_current (HR_CHART_VIEW (view), 1);
  g_assert_false (gtk_widget_get_focusable (first));
  g_assert_true (gtk_widget_get_focusable (gtk_widget_get_next_sibling (first)));
  g_assert_nonnull (strstr (hr_chart_view_get_readout (HR_CHART_VIEW (view)), "5 GiB"));
  hr_chart_view_set_current (HR_CHART_VIEW (view), 1000);
  g_assert_true (gtk_widget_get_focusable (gtk_widget_get_next_sibling (first)));
  g_assert_finalize_object (view);
}

/* A chart that is replaced by one with fewer marks. */
static void
test_replace (void)
{
  g_autoptr (HrChart) chart = new_chart ();
  g_autoptr (HrChart) empty = hr_stack_new ();
  GtkWidget *view = g_object_ref_sink (g_object_new (HR_TYPE_CHART_VIEW, NULL));

  hr_chart_view_set_chart (HR_CHART_VIEW (view), chart);
  hr_chart_view_set_current (HR_CHART_VIEW (view), 2);
  hr_chart_view_set_chart (HR_CHART_VIEW (view), empty);
  g_assert_cmpuint (count_marks (view), ==, 0);
  hr_chart_view_set_chart (HR_CHART_VIEW (view), chart);
  g_assert_true (gtk_widget_get_focusable (gtk_widget_get_first_child (view)));
  g_assert_finalize_object (view);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/chart-view/marks", test_marks);
  g_test_add_func ("/chart-view/walk", test_walk);
  g_test_add_func ("/chart-view/replace", test_replace);
  return g_test_run ();
}
