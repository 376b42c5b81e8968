/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-adaptive-bin.h"
#include "hr-advice-page.h"
#include "hr-catalog-page.h"
#include "hr-charts-page.h"
#include "hr-compare-page.h"
#include "hr-machine-page.h"
#include "hr-tiers.h"
#include "window-fixture.h"

#include <glib/gstdio.h>

static void
finish (HrWindow *window, AdwApplication *application, HrCatalog *catalog)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  while (window != NULL && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (window);
  g_object_unref (application);
  g_object_unref (catalog);
}

/* Every page instantiates, and the window goes away with all of them. */
static void
test_pages (void)
{
  static const char *const names[] = { "advice", "charts", "compare", "machine", "catalog" };
  AdwApplication          *application;
  HrCatalog               *catalog;
  HrWindow                *window = fixture_window (&application, &catalog);
  const GType types[] = { HR_TYPE_ADVICE_PAGE, HR_TYPE_CHARTS_PAGE, HR_TYPE_COMPARE_PAGE,
                          HR_TYPE_MACHINE_PAGE, HR_TYPE_CATALOG_PAGE };

  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *page;

      hr_window_show_page (window, names[i]);
      fixture_settle_for (100);
      page = fixture_find (GTK_WIDGET (window), types[i], NULL);
      g_assert_nonnull (page);
      g_assert_true (gtk_widget_get_mapped (page));
    }
  finish (window, application, catalog);
}

/* What takes the focus for a composite has a name; else the name of its class is read aloud. */
static void
check_names (GtkWidget *root, guint *n)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_EXPANDER (child) || (GTK_IS_DROP_DOWN (root) && GTK_IS_BUTTON (child)))
        {
          g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (child),
                                                           GTK_ACCESSIBLE_PROPERTY_LABEL));
          (*n)++;
        }
      check_names (child, n);
    }
}

static void
test_names (void)
{
  static const char *const names[] = { "advice", "charts", "compare", "machine", "catalog" };
  AdwApplication          *application;
  HrCatalog               *catalog;
  HrWindow                *window = fixture_window (&application, &catalog);
  guint                    n = 0;

  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      hr_window_show_page (window, names[i]);
      fixture_settle_for (100);
    }
  check_names (GTK_WIDGET (window), &n);
  g_assert_cmpuint (n, >=, 10);
  finish (window, application, catalog);
}

static void
test_actions (void)
{
  static const char *const actions[] = {
    "open",         "open-recent", "new",       "save",
    "save-as",      "export-pdf",  "print",     "undo",
    "redo",         "find",        "show-page", "show-question",
    "compare-card", "show-error",  "show-file", "show-help-overlay",
    "close",
  };
  AdwApplication *application;
  HrCatalog      *catalog;
  HrWindow       *window = fixture_window (&application, &catalog);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_assert_nonnull (g_action_map_lookup_action (G_ACTION_MAP (window), actions[i]));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "export-pdf"));
  finish (window, application, catalog);
}

/* A ready plan takes the question's place, keeps its task, and is taken back. */
static void
test_tier (void)
{
  AdwApplication *application;
  HrCatalog      *catalog;
  HrWindow       *window = fixture_window (&application, &catalog);
  HrAdviceModel  *model = hr_window_get_model (window);
  HrPlan          before = *hr_advice_model_get_plan (model), expected;

  for (guint tier = 0; tier < HR_N_TIER; tier++)
    {
      g_action_group_activate_action (
          G_ACTION_GROUP (window), "tier",
          g_variant_new_string (hr_enum_nick (&hr_enum_tier, (int) tier)));
      hr_tier_plan ((HrTier) tier, before.workload.task, &expected);
      g_assert_true (hr_plan_equal (hr_advice_model_get_plan (model), &expected));
      g_action_group_activate_action (G_ACTION_GROUP (window), "restore-plan", NULL);
      g_assert_true (hr_plan_equal (hr_advice_model_get_plan (model), &before));
    }
  g_action_group_activate_action (G_ACTION_GROUP (window), "tier",
                                  g_variant_new_string ("no such"));
  g_assert_true (hr_plan_equal (hr_advice_model_get_plan (model), &before));
  fixture_wait (model);
  finish (window, application, catalog);
}

/* What can be taken back is the last replacement, and it is what the toast names. */
static void
test_undo_toast (void)
{
  AdwApplication *application;
  HrCatalog      *catalog;
  HrWindow       *window = fixture_window (&application, &catalog);
  GtkWidget      *toast;

  gtk_window_present (GTK_WINDOW (window));
  fixture_settle_for (200);
  for (guint tier = 0; tier < 2; tier++)
    {
      g_action_group_activate_action (
          G_ACTION_GROUP (window), "tier",
          g_variant_new_string (hr_enum_nick (&hr_enum_tier, (int) tier)));
      fixture_settle_for (600);
    }
  toast = fixture_find (GTK_WIDGET (window), GTK_TYPE_LABEL,
                        "The plan “Project team” is in the question now");
  g_assert_nonnull (toast);
  g_assert_true (gtk_widget_get_mapped (toast));
  g_assert_null (fixture_find (GTK_WIDGET (window), GTK_TYPE_LABEL,
                               "The plan “Learner” is in the question now"));
  finish (window, application, catalog);
}

/* 360 pixels are enough, and the header follows. */
static void
test_narrow (void)
{
  AdwApplication          *application;
  HrCatalog               *catalog;
  HrWindow                *window = fixture_window (&application, &catalog);
  static const char *const names[] = { "charts", "compare", "machine", "catalog", "advice" };
  GtkWidget               *bin = fixture_find (GTK_WIDGET (window), HR_TYPE_ADAPTIVE_BIN, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    hr_window_show_page (window, names[i]);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 640);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < 100 && !hr_adaptive_bin_get_narrow (HR_ADAPTIVE_BIN (bin)); i++)
    fixture_settle_for (100);
  fixture_settle_for (300);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      int minimum;

      hr_window_show_page (window, names[i]);
      fixture_settle_for (100);
      /* Without a compositor the window draws a frame, which is not ours. */
      gtk_widget_measure (adw_application_window_get_content (ADW_APPLICATION_WINDOW (window)),
                          GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      g_test_message ("%s: %d", names[i], minimum);
      g_assert_cmpint (minimum, <=, 360);
    }
  g_assert_true (hr_adaptive_bin_get_narrow (HR_ADAPTIVE_BIN (bin)));
  g_action_group_activate_action (G_ACTION_GROUP (window), "show-question", NULL);
  g_assert_true (hr_adaptive_bin_get_show_sidebar (HR_ADAPTIVE_BIN (bin)));
  finish (window, application, catalog);
}

static void
wait_for_title (HrWindow *window, const char *title)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (g_strcmp0 (gtk_window_get_title (GTK_WINDOW (window)), title) != 0
         && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, title);
}

static void
test_open (void)
{
  AdwApplication  *application;
  HrCatalog       *catalog;
  HrWindow        *window = fixture_window (&application, &catalog);
  g_autofree char *folder = g_dir_make_tmp ("headroom-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.headroom", NULL);
  g_autofree char *bad_path = g_build_filename (folder, "bad.headroom", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) bad = g_file_new_for_path (bad_path);
  const HrPlan *plan = hr_advice_model_get_plan (hr_window_get_model (window));

  g_assert_true (
      g_file_set_contents (path,
                           "{\"format\":\"headroom-plan\",\"version\":1,\"title\":\"Lab\","
                           "\"workload\":{\"task\":\"rendering\"},"
                           "\"constraints\":{\"budget\":7777}}",
                           -1, NULL));
  g_assert_true (g_file_set_contents (bad_path,
                                      "{\"format\":\"headroom-plan\",\"version\":1,"
                                      "\"workload\":{\"task\":\"cooking\"}}",
                                      -1, NULL));
  hr_window_open_file (window, file);
  wait_for_title (window, "Lab");
  g_assert_cmpint (plan->workload.task, ==, HR_TASK_RENDERING);
  g_assert_cmpfloat (plan->constraints.budget, ==, 7777);

  /* A file that is refused changes nothing. */
  hr_window_open_file (window, bad);
  fixture_settle_for (200);
  g_assert_cmpint (plan->workload.task, ==, HR_TASK_RENDERING);
  g_assert_cmpfloat (plan->constraints.budget, ==, 7777);

  g_remove (path);
  g_remove (bad_path);
  g_rmdir (folder);
  fixture_wait (hr_window_get_model (window));
  finish (window, application, catalog);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  g_test_add_func ("/window/pages", test_pages);
  g_test_add_func ("/window/names", test_names);
  g_test_add_func ("/window/actions", test_actions);
  g_test_add_func ("/window/tier", test_tier);
  g_test_add_func ("/window/undo-toast", test_undo_toast);
  g_test_add_func ("/window/narrow", test_narrow);
  g_test_add_func ("/window/open", test_open);
  return g_test_run ();
}
