/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-number-row.h"

static guint n_changes;

static void
changed_cb (void)
{
  n_changes++;
}

static HrNumberRow *
new_row (const char *empty)
{
  GtkWidget *row = g_object_ref_sink (hr_number_row_new ("Batch", 1, 100, TRUE, empty));

  n_changes = 0;
  g_signal_connect (row, "value-changed", G_CALLBACK (changed_cb), NULL);
  return HR_NUMBER_ROW (row);
}

static void
type (HrNumberRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (hr_number_row_get_entry (row)), text);
}

static void
test_typing (void)
{
  HrNumberRow *row = new_row (NULL);

  hr_number_row_set_value (row, 8);
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (hr_number_row_get_entry (row))), ==, "8");

  type (row, "16");
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpfloat (hr_number_row_get_value (row), ==, 16);
  g_assert_finalize_object (row);
}

/* What is wrong is marked and explained, and the value stays. */
static void
test_errors (void)
{
  static const char *const wrong[] = { "0", "101", "-1", "2.5", "abc", "", "1e99" };
  HrNumberRow             *row = new_row (NULL);

  hr_number_row_set_value (row, 8);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("%s", wrong[i]);
      type (row, wrong[i]);
      g_assert_false (hr_number_row_is_valid (row));
      g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
      g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                       "A whole number from 1 to 100");
      gtk_test_accessible_assert_state (hr_number_row_get_entry (row), GTK_ACCESSIBLE_STATE_INVALID,
                                        GTK_ACCESSIBLE_INVALID_TRUE);
      g_assert_cmpfloat (hr_number_row_get_value (row), ==, 8);
      g_assert_cmpuint (n_changes, ==, 0);
    }

  type (row, "9");
  g_assert_true (hr_number_row_is_valid (row));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
  g_assert_finalize_object (row);
}

static void
test_empty (void)
{
  HrNumberRow *row = new_row ("automatic");

  hr_number_row_set_value (row, 8);
  type (row, "");
  g_assert_true (hr_number_row_is_valid (row));
  g_assert_cmpfloat (hr_number_row_get_value (row), ==, 0);
  type (row, "0");
  g_assert_false (hr_number_row_is_valid (row));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "1 to 100, or empty: automatic");
  g_assert_finalize_object (row);
}

/* The program shows a value while somebody types the same one in another way. */
static void
test_typing_is_not_disturbed (void)
{
  HrNumberRow *row = new_row (NULL);

  hr_number_row_set_value (row, 8);
  type (row, "10.0");
  hr_number_row_set_value (row, 10);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (hr_number_row_get_entry (row))), ==,
                   "10.0");
  hr_number_row_set_value (row, 12);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (hr_number_row_get_entry (row))), ==, "12");
  g_assert_finalize_object (row);
}

static void
test_accessible (void)
{
  HrNumberRow *row = new_row (NULL);

  gtk_test_accessible_assert_property (hr_number_row_get_entry (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Batch");
  hr_number_row_set_error (row, "too many for this card <&>");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
  hr_number_row_set_error (row, NULL);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (row), "error"));
  g_assert_finalize_object (row);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/number-row/typing", test_typing);
  g_test_add_func ("/number-row/errors", test_errors);
  g_test_add_func ("/number-row/empty", test_empty);
  g_test_add_func ("/number-row/typing-is-not-disturbed", test_typing_is_not_disturbed);
  g_test_add_func ("/number-row/accessible", test_accessible);
  return g_test_run ();
}
