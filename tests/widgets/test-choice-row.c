/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-choice-row.h"
#include "hr-mask-row.h"

static char *chosen;
static guint n_changes;

static void
chosen_cb (HrChoiceRow *row, const char *id)
{
  g_free (chosen);
  chosen = g_strdup (id);
  n_changes++;
}

static HrChoiceRow *
new_row (HrChoiceStyle style)
{
  GtkWidget *row = g_object_ref_sink (hr_choice_row_new ("Method", style));

  n_changes = 0;
  hr_choice_row_append (HR_CHOICE_ROW (row), "full", "Full");
  hr_choice_row_append (HR_CHOICE_ROW (row), "lora", "LoRA");
  hr_choice_row_append (HR_CHOICE_ROW (row), "qlora", "QLoRA");
  g_signal_connect (row, "chosen", G_CALLBACK (chosen_cb), NULL);
  return HR_CHOICE_ROW (row);
}

static GtkWidget *
find (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_set (gconstpointer style)
{
  HrChoiceRow *row = new_row ((HrChoiceStyle) GPOINTER_TO_INT (style));

  g_assert_null (hr_choice_row_get_id (row));
  hr_choice_row_set_id (row, "lora");
  g_assert_cmpstr (hr_choice_row_get_id (row), ==, "lora");
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_finalize_object (row);
}

static void
test_menu (void)
{
  HrChoiceRow *row = new_row (HR_CHOICE_MENU);
  GtkWidget   *menu = find (GTK_WIDGET (row), GTK_TYPE_DROP_DOWN);

  hr_choice_row_set_id (row, "full");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (menu), 2);
  g_assert_cmpstr (chosen, ==, "qlora");
  g_assert_cmpuint (n_changes, ==, 1);
  gtk_test_accessible_assert_property (menu, GTK_ACCESSIBLE_PROPERTY_LABEL, "Method");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), "Scene");
  gtk_test_accessible_assert_property (menu, GTK_ACCESSIBLE_PROPERTY_LABEL, "Scene");
  g_assert_finalize_object (row);
}

/* What is typed is found anywhere in a label. */
static void
test_search (void)
{
  HrChoiceRow *row = new_row (HR_CHOICE_SEARCH);
  GtkWidget   *menu = find (GTK_WIDGET (row), GTK_TYPE_DROP_DOWN);
  GtkWidget   *list = find (menu, GTK_TYPE_LIST_VIEW);
  GListModel  *shown = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  guint        all = g_list_model_get_n_items (shown);

  gtk_editable_set_text (GTK_EDITABLE (find (menu, GTK_TYPE_SEARCH_ENTRY)), "oRA");
  for (guint i = 0; i < 100 && g_list_model_get_n_items (shown) == all; i++)
    {
      g_usleep (10000);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 2);
  g_assert_finalize_object (row);
}

static void
test_toggles (void)
{
  HrChoiceRow *row = new_row (HR_CHOICE_TOGGLES);
  GtkWidget   *first = find (GTK_WIDGET (row), GTK_TYPE_TOGGLE_BUTTON);

  hr_choice_row_set_id (row, "full");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (first)));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (gtk_widget_get_next_sibling (first)), TRUE);
  g_assert_cmpstr (chosen, ==, "lora");
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_finalize_object (row);
}

static void
test_clear (void)
{
  HrChoiceRow *row = new_row (HR_CHOICE_TOGGLES);

  hr_choice_row_set_id (row, "full");
  hr_choice_row_clear (row);
  g_assert_null (hr_choice_row_get_id (row));
  g_assert_null (find (GTK_WIDGET (row), GTK_TYPE_TOGGLE_BUTTON));
  g_assert_finalize_object (row);
}

static void
test_mask (void)
{
  GtkWidget *row = g_object_ref_sink (hr_mask_row_new ("Makers"));
  GtkWidget *button = find (row, GTK_TYPE_MENU_BUTTON);

  hr_mask_row_append (HR_MASK_ROW (row), 1, "NVIDIA");
  hr_mask_row_append (HR_MASK_ROW (row), 2, "AMD");
  g_assert_cmpstr (gtk_menu_button_get_label (GTK_MENU_BUTTON (button)), ==, "All");
  hr_mask_row_set_mask (HR_MASK_ROW (row), 2);
  g_assert_cmpstr (gtk_menu_button_get_label (GTK_MENU_BUTTON (button)), ==, "AMD");
  g_assert_cmpuint (hr_mask_row_get_mask (HR_MASK_ROW (row)), ==, 2);
  g_assert_finalize_object (row);
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_data_func ("/choice-row/set/menu", GINT_TO_POINTER (HR_CHOICE_MENU), test_set);
  g_test_add_data_func ("/choice-row/set/search", GINT_TO_POINTER (HR_CHOICE_SEARCH), test_set);
  g_test_add_data_func ("/choice-row/set/toggles", GINT_TO_POINTER (HR_CHOICE_TOGGLES), test_set);
  g_test_add_func ("/choice-row/menu", test_menu);
  g_test_add_func ("/choice-row/search", test_search);
  g_test_add_func ("/choice-row/toggles", test_toggles);
  g_test_add_func ("/choice-row/clear", test_clear);
  g_test_add_func ("/mask-row/mask", test_mask);
  status = g_test_run ();
  g_free (chosen);
  return status;
}
