/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-fit-bin.h"

/* All of it or nothing, at the width where it just fits, above and below. */
static void
test_fit (void)
{
  GtkWidget *bin = g_object_ref_sink (g_object_new (HR_TYPE_FIT_BIN, NULL));
  GtkWidget *label = gtk_label_new ("Headroom");
  int        minimum, natural, height, own;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  hr_fit_bin_set_child (HR_FIT_BIN (bin), label);
  g_assert_true (hr_fit_bin_get_child (HR_FIT_BIN (bin)) == label);
  gtk_widget_measure (bin, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 0);
  g_assert_cmpint (natural, >, 20);
  gtk_widget_measure (bin, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  gtk_widget_measure (label, GTK_ORIENTATION_VERTICAL, -1, &own, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, own);
  for (int width = natural + 1; width >= natural - 1; width--)
    {
      gtk_widget_size_allocate (bin, &(GtkAllocation){ 0, 0, width, height }, -1);
      g_assert_cmpint (gtk_widget_get_child_visible (label), ==, width >= natural);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_cmpint (hr_fit_bin_get_fits (HR_FIT_BIN (bin)), ==, width >= natural);
    }
  gtk_widget_size_allocate (bin, &(GtkAllocation){ 0, 0, natural, height }, -1);
  g_assert_true (gtk_widget_get_child_visible (label));
  g_assert_finalize_object (bin);
}

static void
test_empty (void)
{
  GtkWidget *bin = g_object_ref_sink (g_object_new (HR_TYPE_FIT_BIN, NULL));
  int        minimum, natural;

  gtk_widget_measure (bin, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 0);
  g_assert_cmpint (natural, ==, 0);
  gtk_widget_size_allocate (bin, &(GtkAllocation){ 0, 0, 10, 10 }, -1);
  hr_fit_bin_set_child (HR_FIT_BIN (bin), gtk_label_new ("a"));
  hr_fit_bin_set_child (HR_FIT_BIN (bin), NULL);
  g_assert_null (gtk_widget_get_first_child (bin));
  g_assert_finalize_object (bin);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fit-bin/fit", test_fit);
  g_test_add_func ("/fit-bin/empty", test_empty);
  return g_test_run ();
}
