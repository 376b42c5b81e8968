/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-application.h"
#include "hr-help.h"
#include "window-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* What is opened on F1, without a viewer: a launcher that notes what it was asked for, and shows
 * what it is told to. */
static GPtrArray *asked;
static gboolean   has_viewer, has_browser;

static void
launch (GtkWindow *parent, const char *uri, HrHelpDone done, gpointer data)
{
  g_ptr_array_add (asked, g_strdup (uri));
  done (g_str_has_prefix (uri, "help:") ? has_viewer : has_browser, data);
}

typedef struct
{
  GtkApplication *application;
  HrWindow       *window;
  char           *folder;
} Fixture;

static void
setup (Fixture *fixture, gconstpointer data)
{
  g_autofree char *english = NULL, *page = NULL;

  asked = g_ptr_array_new_with_free_func (g_free);
  has_viewer = has_browser = TRUE;
  fixture->folder = g_dir_make_tmp ("headroom-help-XXXXXX", NULL);
  english = g_build_filename (fixture->folder, "C", NULL);
  page = g_build_filename (english, "catalog.html", NULL);
  g_assert_cmpint (g_mkdir (english, 0700), ==, 0);
  g_assert_true (g_file_set_contents (page, "<!DOCTYPE html>", -1, NULL));
  hr_help_set_launch (launch, fixture->folder);
  fixture->application = GTK_APPLICATION (hr_application_new ());
  g_application_set_flags (G_APPLICATION (fixture->application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (fixture->application), NULL, NULL));
  g_application_activate (G_APPLICATION (fixture->application));
  fixture->window = HR_WINDOW (gtk_application_get_active_window (fixture->application));
  g_assert_nonnull (fixture->window);
  fixture_settle_for (200);
  fixture_wait (hr_window_get_model (fixture->window));
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  g_autofree char *english = g_build_filename (fixture->folder, "C", NULL);
  g_autofree char *page = g_build_filename (english, "catalog.html", NULL);

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture_settle ();
  g_clear_object (&fixture->application);
  hr_help_set_launch (NULL, NULL);
  g_clear_pointer (&asked, g_ptr_array_unref);
  g_remove (page);
  g_rmdir (english);
  g_rmdir (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

/* As the key does: whatever the application has for it. */
static void
press_f1 (Fixture *fixture)
{
  g_auto (GStrv) actions = gtk_application_get_actions_for_accel (fixture->application, "F1");

  g_assert_cmpuint (g_strv_length (actions), ==, 1);
  g_assert_true (g_str_has_prefix (actions[0], "app."));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), actions[0] + 4, NULL);
  fixture_settle ();
}

static void
test_topics (Fixture *fixture, gconstpointer data)
{
  static const char *const pages[] = { "advice", "charts", "compare", "machine", "catalog" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *uri = g_strconcat ("help:headroom/", pages[i], NULL);

      hr_window_show_page (fixture->window, pages[i]);
      fixture_settle_for (50);
      press_f1 (fixture);
      g_assert_cmpuint (asked->len, ==, i + 1);
      g_assert_cmpstr (asked->pdata[i], ==, uri);
    }
}

/* In a narrow window the question stands in the page's place. */
static void
test_question (Fixture *fixture, gconstpointer data)
{
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 700);
  fixture_settle_for (400);
  hr_window_show_page (fixture->window, "charts");
  fixture_settle_for (100);
  press_f1 (fixture);
  g_action_group_activate_action (G_ACTION_GROUP (fixture->window), "show-question", NULL);
  fixture_settle_for (400);
  press_f1 (fixture);
  g_assert_cmpuint (asked->len, ==, 2);
  g_assert_cmpstr (asked->pdata[0], ==, "help:headroom/charts");
  g_assert_cmpstr (asked->pdata[1], ==, "help:headroom/question");
}

static GtkWidget *
find_toast (Fixture *fixture)
{
  return fixture_find_mapped (
      GTK_WIDGET (fixture->window), GTK_TYPE_LABEL,
      "The help cannot be shown: there is neither a help viewer nor a browser");
}

static void
test_browser (Fixture *fixture, gconstpointer data)
{
  has_viewer = FALSE;
  hr_window_show_page (fixture->window, "catalog");
  fixture_settle_for (50);
  press_f1 (fixture);
  g_assert_cmpuint (asked->len, ==, 2);
  g_assert_cmpstr (asked->pdata[0], ==, "help:headroom/catalog");
  g_assert_true (g_str_has_prefix (asked->pdata[1], "file:///"));
  g_assert_true (g_str_has_suffix (asked->pdata[1], "/C/catalog.html"));
  g_assert_null (find_toast (fixture));
}

/* Neither opens, or there is no such page: it is said. */
static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  has_viewer = has_browser = FALSE;
  hr_window_show_page (fixture->window, "catalog");
  fixture_settle_for (50);
  press_f1 (fixture);
  fixture_settle_for (300);
  g_assert_cmpuint (asked->len, ==, 2);
  g_assert_nonnull (find_toast (fixture));
}

/* Of any page, from outside too; never another file. */
static void
test_topic_action (Fixture *fixture, gconstpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "help-topic",
                                  g_variant_new_string ("two-memories"));
  g_action_group_activate_action (G_ACTION_GROUP (fixture->application), "help-topic",
                                  g_variant_new_string ("../../../etc/passwd"));
  fixture_settle ();
  g_assert_cmpuint (asked->len, ==, 2);
  g_assert_cmpstr (asked->pdata[0], ==, "help:headroom/two-memories");
  g_assert_cmpstr (asked->pdata[1], ==, "help:headroom/index");
}

/* The best language that has the page; English has all. */
static void
test_page (Fixture *fixture, gconstpointer data)
{
  static const char *const german[] = { "de_DE.UTF-8", "de_DE", "de", "C", NULL };
  g_autofree char         *folder = g_build_filename (fixture->folder, "de", NULL);
  g_autofree char         *page = g_build_filename (folder, "catalog.html", NULL);
  g_autofree char         *english = hr_help_page (fixture->folder, german, "catalog");
  g_autofree char         *best = NULL;

  g_assert_true (g_str_has_suffix (english, "/C/catalog.html"));
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (page, "<!DOCTYPE html>", -1, NULL));
  best = hr_help_page (fixture->folder, german, "catalog");
  g_assert_cmpstr (best, ==, page);
  g_assert_null (hr_help_page (fixture->folder, german, "advice"));
  g_remove (page);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_autofree char *data = g_dir_make_tmp ("headroom-data-XXXXXX", NULL);
  int              status;

  g_setenv ("XDG_DATA_HOME", data, TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name) g_test_add ("/help/" #name, Fixture, NULL, setup, test_##name, teardown)
  ADD (topics);
  ADD (question);
  ADD (browser);
  ADD (nobody);
  ADD (topic_action);
  ADD (page);
  status = g_test_run ();
  g_rmdir (data);
  return status;
}
