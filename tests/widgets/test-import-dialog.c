/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-import-dialog.h"
#include "window-fixture.h"

/* What a file would change is shown, what only the user knows is asked, and nothing changes until
 * Import is pressed. */

static GtkWindow *
dialog_for (HrCatalog *catalog, const char *text)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "dialog.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWindow *dialog;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  dialog = hr_import_dialog_new (NULL, catalog, file);
  gtk_window_present (dialog);
  while (hr_import_dialog_is_reading (HR_IMPORT_DIALOG (dialog)))
    g_main_context_iteration (NULL, TRUE);
  fixture_settle_for (100);
  return dialog;
}

static GtkWidget *
child_of (GtkWindow *dialog, const char *name)
{
  return GTK_WIDGET (
      gtk_widget_get_template_child (GTK_WIDGET (dialog), HR_TYPE_IMPORT_DIALOG, name));
}

static gboolean
can_take (GtkWindow *dialog)
{
  return gtk_widget_is_sensitive (child_of (dialog, "take_button"));
}

static guint
n_lines (GtkWindow *dialog)
{
  return g_list_model_get_n_items (
      G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (child_of (dialog, "lines")))));
}

static char *
price_of (HrCatalog *catalog)
{
  return hr_catalog_get_cell (catalog, HR_SECTION_GPUS, "rtx-5090", "price_usd");
}

static void
count_cb (GtkWindow *dialog, GFile *file, guint *n)
{
  (*n)++;
}

static void
wait_until_read (GtkWindow *dialog)
{
  while (hr_import_dialog_is_reading (HR_IMPORT_DIALOG (dialog)))
    g_main_context_iteration (NULL, TRUE);
  fixture_settle_for (50);
}

static void
test_takes (void)
{
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  GtkWindow       *dialog = dialog_for (catalog, "id,price_usd\nrtx-5090,4321\nrtx-4090,2222\n");
  g_autofree char *before = price_of (catalog), *after = NULL;
  guint            n_imported = 0;

  g_signal_connect (dialog, "imported", G_CALLBACK (count_cb), &n_imported);
  g_assert_true (can_take (dialog));
  g_assert_cmpuint (n_lines (dialog), ==, 2);
  g_assert_false (gtk_widget_get_visible (child_of (dialog, "choices")));
  g_assert_cmpstr (before, !=, "4321");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.take", NULL);
  after = price_of (catalog);
  g_assert_cmpstr (after, ==, "4321");
  g_assert_cmpuint (n_imported, ==, 1);
  fixture_settle ();
}

static void
test_asks_decimal (void)
{
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  GtkWindow       *dialog = dialog_for (catalog, "id,price_usd\nrtx-5090,3.499\n");
  g_autofree char *after = NULL;

  g_assert_false (can_take (dialog));
  g_assert_true (gtk_widget_get_visible (child_of (dialog, "decimal_row")));
  g_assert_cmpuint (n_lines (dialog), >=, 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (child_of (dialog, "decimal_row")), HR_DECIMAL_COMMA);
  wait_until_read (dialog);
  g_assert_true (can_take (dialog));
  g_assert_true (gtk_widget_get_visible (child_of (dialog, "decimal_row")));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "import.take", NULL);
  after = price_of (catalog);
  g_assert_cmpstr (after, ==, "3499");
  fixture_settle ();
}

static void
test_asks_far (void)
{
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  GtkWindow *dialog = dialog_for (catalog, "id,price_usd\nrtx-5090,19\n");

  g_assert_false (can_take (dialog));
  g_assert_true (gtk_widget_get_visible (child_of (dialog, "far_row")));
  gtk_switch_set_active (GTK_SWITCH (child_of (dialog, "far_switch")), TRUE);
  wait_until_read (dialog);
  g_assert_true (can_take (dialog));
  gtk_window_close (dialog);
  fixture_settle ();
}

/* A file that cannot be taken says why, and one that is closed while it is read is forgotten. */
static void
test_refuses (void)
{
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  GtkWindow *dialog = dialog_for (catalog, "nothing,of,ours\n1,2,3\n");

  g_assert_false (can_take (dialog));
  g_assert_cmpuint (strlen (gtk_label_get_label (GTK_LABEL (child_of (dialog, "summary")))), >, 10);
  gtk_window_close (dialog);
  fixture_settle ();
}

static void
test_closes_early (void)
{
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "dialog.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWindow *dialog;

  g_assert_true (g_file_set_contents (path, "id,price_usd\nrtx-5090,4321\n", -1, NULL));
  dialog = hr_import_dialog_new (NULL, catalog, file);
  gtk_window_present (dialog);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  gtk_window_close (dialog);
  for (guint i = 0; i < 200 && dialog != NULL; i++)
    fixture_settle_for (10);
  g_assert_null (dialog);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/import-dialog/takes", test_takes);
  g_test_add_func ("/import-dialog/asks-decimal", test_asks_decimal);
  g_test_add_func ("/import-dialog/asks-far", test_asks_far);
  g_test_add_func ("/import-dialog/refuses", test_refuses);
  g_test_add_func ("/import-dialog/closes-early", test_closes_early);
  return g_test_run ();
}
