/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-adaptive-bin.h"

static HrAdaptiveBin *
new_bin (GtkWidget **sidebar, GtkWidget **content)
{
  HrAdaptiveBin *bin = g_object_ref_sink (g_object_new (HR_TYPE_ADAPTIVE_BIN, NULL));

  *sidebar = gtk_drawing_area_new ();
  *content = gtk_drawing_area_new ();
  GTK_BUILDABLE_GET_IFACE (bin)->add_child (GTK_BUILDABLE (bin), NULL, G_OBJECT (*sidebar),
                                            "sidebar");
  GTK_BUILDABLE_GET_IFACE (bin)->add_child (GTK_BUILDABLE (bin), NULL, G_OBJECT (*content), NULL);

  return bin;
}

static void
allocate (HrAdaptiveBin *bin, int width)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (bin), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (bin), GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_queue_allocate (GTK_WIDGET (bin));
  gtk_widget_size_allocate (GTK_WIDGET (bin), &(GtkAllocation){ 0, 0, width, 500 }, -1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_widths (void)
{
  static const struct
  {
    int      width;
    gboolean narrow, sidebar, content;
  } cases[] = {
    { 1200, FALSE, TRUE, TRUE }, { 840, FALSE, TRUE, TRUE },  { 839, TRUE, FALSE, TRUE },
    { 360, TRUE, FALSE, TRUE },  { 1000, FALSE, TRUE, TRUE },
  };
  GtkWidget     *sidebar, *content;
  HrAdaptiveBin *bin = new_bin (&sidebar, &content);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%d", cases[i].width);
      allocate (bin, cases[i].width);
      g_assert_cmpint (hr_adaptive_bin_get_narrow (bin), ==, cases[i].narrow);
      g_assert_cmpint (gtk_widget_get_child_visible (sidebar), ==, cases[i].sidebar);
      g_assert_cmpint (gtk_widget_get_child_visible (content), ==, cases[i].content);
    }
  g_assert_finalize_object (bin);
}

static void
test_show_sidebar (void)
{
  GtkWidget     *sidebar, *content;
  HrAdaptiveBin *bin = new_bin (&sidebar, &content);

  hr_adaptive_bin_set_show_sidebar (bin, TRUE);
  allocate (bin, 400);
  g_assert_true (gtk_widget_get_child_visible (sidebar));
  g_assert_false (gtk_widget_get_child_visible (content));
  g_assert_cmpint (gtk_widget_get_width (sidebar), ==, 400);
  g_assert_finalize_object (bin);
}

static void
test_without_sidebar (void)
{
  GtkWidget     *sidebar, *content;
  HrAdaptiveBin *bin = new_bin (&sidebar, &content);

  hr_adaptive_bin_set_has_sidebar (bin, FALSE);
  allocate (bin, 1200);
  g_assert_false (gtk_widget_get_child_visible (sidebar));
  g_assert_cmpint (gtk_widget_get_width (content), ==, 1200);
  g_assert_false (hr_adaptive_bin_get_narrow (bin));
  g_assert_finalize_object (bin);
}

static void
test_expect_width (void)
{
  GtkWidget     *sidebar, *content;
  HrAdaptiveBin *bin = new_bin (&sidebar, &content);

  hr_adaptive_bin_expect_width (bin, 360);
  g_assert_true (hr_adaptive_bin_get_narrow (bin));
  hr_adaptive_bin_expect_width (bin, 1280);
  g_assert_false (hr_adaptive_bin_get_narrow (bin));
  g_assert_finalize_object (bin);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/adaptive-bin/widths", test_widths);
  g_test_add_func ("/adaptive-bin/show-sidebar", test_show_sidebar);
  g_test_add_func ("/adaptive-bin/without-sidebar", test_without_sidebar);
  g_test_add_func ("/adaptive-bin/expect-width", test_expect_width);
  return g_test_run ();
}
