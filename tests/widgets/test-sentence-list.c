/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-sentence-list.h"
#include "window-fixture.h"

/* Each sentence is an item of the list; one with a term is a button that opens it. */
static void
test_add (void)
{
  GtkBox *list = g_object_ref_sink (
      g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST, NULL));
  GtkWidget *plain, *linked, *button;

  hr_sentence_list_add (list, "It fits.", NULL);
  hr_sentence_list_add (list, "It costs $100.", "price.total");
  plain = gtk_widget_get_first_child (GTK_WIDGET (list));
  linked = gtk_widget_get_last_child (GTK_WIDGET (list));
  g_assert_true (plain != linked);
  gtk_test_accessible_assert_role (plain, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (plain, GTK_ACCESSIBLE_PROPERTY_LABEL, "It fits.");
  g_assert_null (fixture_find (plain, GTK_TYPE_BUTTON, NULL));
  g_assert_nonnull (fixture_find (plain, GTK_TYPE_LABEL, "It fits."));

  button = fixture_find (linked, GTK_TYPE_BUTTON, NULL);
  g_assert_nonnull (button);
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "pick.trace");
  g_assert_cmpstr (
      g_variant_get_string (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button)), NULL),
      ==, "price.total");

  hr_sentence_list_clear (list);
  g_assert_null (gtk_widget_get_first_child (GTK_WIDGET (list)));
  hr_sentence_list_clear (list);
  g_assert_finalize_object (list);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/sentence-list/add", test_add);

  return g_test_run ();
}
