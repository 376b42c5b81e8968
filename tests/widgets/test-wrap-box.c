/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-wrap-box.h"

#include <adwaita.h>

static GtkWidget *
new_child (int width)
{
  GtkWidget *child = gtk_drawing_area_new ();

  gtk_widget_set_size_request (child, width, 10);
  return child;
}

static int
height_for (GtkWidget *box, int width)
{
  int minimum;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, width, &minimum, NULL, NULL, NULL);
  return minimum;
}

static void
test_lines (void)
{
  static const struct
  {
    int width, height;
  } cases[] = {
    { 320, 10 }, { 310, 10 }, { 309, 25 }, { 205, 25 }, { 204, 40 }, { 100, 40 },
  };
  GtkWidget *box = g_object_ref_sink (g_object_new (HR_TYPE_WRAP_BOX, "spacing", 5, NULL));
  int        minimum, natural;

  for (guint i = 0; i < 3; i++)
    hr_wrap_box_append (HR_WRAP_BOX (box), new_child (100));
  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  g_assert_cmpint (minimum, ==, 100);
  g_assert_cmpint (natural, ==, 310);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%d", cases[i].width);
      g_assert_cmpint (height_for (box, cases[i].width), ==, cases[i].height);
    }
  hr_wrap_box_clear (HR_WRAP_BOX (box));
  g_assert_null (gtk_widget_get_first_child (box));
  g_assert_cmpint (height_for (box, 100), ==, 0);
  g_assert_finalize_object (box);
}

/* What is left of a line goes to the child that expands. */
static void
test_expand (void)
{
  GtkWidget *box = g_object_ref_sink (g_object_new (HR_TYPE_WRAP_BOX, "spacing", 10, NULL));
  GtkWidget *first = new_child (100);
  GtkWidget *second = new_child (100);
  int        minimum;

  gtk_widget_set_hexpand (first, TRUE);
  hr_wrap_box_append (HR_WRAP_BOX (box), first);
  hr_wrap_box_append (HR_WRAP_BOX (box), second);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, 300, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (box, &(GtkAllocation){ 0, 0, 300, 10 }, -1);
  g_assert_cmpint (gtk_widget_get_width (first), ==, 190);
  g_assert_cmpint (gtk_widget_get_width (second), ==, 100);
  g_assert_finalize_object (box);
}

static void
test_hidden (void)
{
  GtkWidget *box = g_object_ref_sink (g_object_new (HR_TYPE_WRAP_BOX, "spacing", 10, NULL));
  GtkWidget *hidden = new_child (100);

  hr_wrap_box_append (HR_WRAP_BOX (box), hidden);
  hr_wrap_box_append (HR_WRAP_BOX (box), new_child (100));
  gtk_widget_set_visible (hidden, FALSE);
  g_assert_cmpint (height_for (box, 100), ==, 10);
  g_assert_finalize_object (box);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/wrap-box/lines", test_lines);
  g_test_add_func ("/wrap-box/expand", test_expand);
  g_test_add_func ("/wrap-box/hidden", test_hidden);
  return g_test_run ();
}
