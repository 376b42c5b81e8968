/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-chart-mark.h"
#include "hr-chart-view-private.h"
#include "hr-stack.h"

#include <glib/gstdio.h>

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

/* What the keys do: reading order for Up and Down, what is seen for Left and Right. */
static void
test_step (void)
{
  static const struct
  {
    guint    key;
    gboolean rtl;
    guint    n, from, to;
    gboolean walks;
  } cases[] = {
    { GDK_KEY_Down, FALSE, 4, 0, 1, TRUE },  { GDK_KEY_Down, FALSE, 4, 3, 3, TRUE },
    { GDK_KEY_Up, FALSE, 4, 0, 0, TRUE },    { GDK_KEY_Up, TRUE, 4, 2, 1, TRUE },
    { GDK_KEY_Right, FALSE, 4, 1, 2, TRUE }, { GDK_KEY_Right, TRUE, 4, 1, 0, TRUE },
    { GDK_KEY_Left, FALSE, 4, 1, 0, TRUE },  { GDK_KEY_KP_Left, TRUE, 4, 1, 2, TRUE },
    { GDK_KEY_Home, TRUE, 4, 2, 0, TRUE },   { GDK_KEY_KP_End, FALSE, 4, 1, 3, TRUE },
    { GDK_KEY_Down, FALSE, 1, 0, 0, TRUE },  { GDK_KEY_Down, FALSE, 0, 0, 0, FALSE },
    { GDK_KEY_a, FALSE, 4, 1, 1, FALSE },    { GDK_KEY_Return, FALSE, 4, 1, 1, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint to = cases[i].from;

      g_assert_cmpint (hr_chart_view_step (cases[i].key, cases[i].rtl, cases[i].n, &to), ==,
                       cases[i].walks);
      g_assert_cmpuint (to, ==, cases[i].to);
    }
}

/* What is copied is what is seen, finer; what is saved is what hr_chart_save() writes. */
static void
test_ways_out (void)
{
  static const char *const formats[][2] = { { "svg", "<?xml" },
                                            { "png", "\211PNG" },
                                            { "pdf", "%PDF" } };
  g_autoptr (HrChart) chart = new_chart ();
  GtkWidget       *view = g_object_ref_sink (g_object_new (HR_TYPE_CHART_VIEW, NULL));
  g_autofree char *folder = g_dir_make_tmp ("headroom-XXXXXX", NULL);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (hr_chart_view_to_texture (HR_CHART_VIEW (view), 2));
  hr_chart_view_set_chart (HR_CHART_VIEW (view), chart);
  g_assert_null (hr_chart_view_to_texture (HR_CHART_VIEW (view), 2));
  gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, 300, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (view, &(GtkAllocation){ 0, 0, 300, 200 }, -1);
  texture = hr_chart_view_to_texture (HR_CHART_VIEW (view), 2);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 600);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 400);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/chart.%s", folder, formats[i][0]);
      g_autofree char *bytes = NULL;

      g_assert_true (hr_chart_view_save (HR_CHART_VIEW (view), path, formats[i][0], &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (path, &bytes, NULL, &error));
      g_assert_true (g_str_has_prefix (bytes, formats[i][1]));
      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_false (
      hr_chart_view_save (HR_CHART_VIEW (view), "/nonexistent/chart.svg", "svg", &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
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
  g_test_add_func ("/chart-view/step", test_step);
  g_test_add_func ("/chart-view/ways-out", test_ways_out);
  return g_test_run ();
}
