/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-banner.h"
#include "hr-draft.h"
#include "window-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* Nothing that was asked is lost: by a crash, by another question, or by another window. */

static const char plan_text[] = "{\"format\":\"headroom-plan\",\"version\":1,\"title\":\"Lab\","
                                "\"made_by\":\"hand\",\"workload\":{\"task\":\"rendering\"},"
                                "\"constraints\":{\"budget\":7777}}";

typedef struct
{
  char           *folder;
  char           *plan_path;
  GFile          *drafts;
  GFile          *plan_file;
  AdwApplication *application;
  HrCatalog      *catalog;
  HrWindow       *window;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *drafts = NULL;

  f->folder = g_dir_make_tmp ("headroom-drafts-XXXXXX", NULL);
  drafts = g_build_filename (f->folder, "drafts", NULL);
  f->drafts = g_file_new_for_path (drafts);
  f->plan_path = g_build_filename (f->folder, "lab.headroom", NULL);
  f->plan_file = g_file_new_for_path (f->plan_path);
  g_assert_true (g_file_set_contents (f->plan_path, plan_text, -1, NULL));
  f->window = fixture_window (&f->application, &f->catalog);
  hr_window_set_drafts (f->window, f->drafts);
}

static void
destroy (HrWindow **window)
{
  fixture_wait (hr_window_get_model (*window));
  gtk_window_destroy (GTK_WINDOW (*window));
  *window = NULL;
  fixture_settle ();
}

static HrWindow *
another (Fixture *f)
{
  HrWindow *window = HR_WINDOW (hr_window_new (GTK_APPLICATION (f->application), f->catalog));

  hr_window_set_drafts (window, f->drafts);
  return window;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) drafts = hr_draft_list (f->drafts);

  if (f->window != NULL)
    destroy (&f->window);
  for (guint i = 0; i < drafts->len; i++)
    g_file_delete (drafts->pdata[i], NULL, NULL);
  g_file_delete (f->drafts, NULL, NULL);
  g_remove (f->plan_path);
  g_rmdir (f->folder);
  g_free (f->folder);
  g_free (f->plan_path);
  g_object_unref (f->drafts);
  g_object_unref (f->plan_file);
  g_object_unref (f->application);
  g_object_unref (f->catalog);
}

static double
budget_of (HrWindow *window)
{
  return hr_advice_model_get_plan (hr_window_get_model (window))->constraints.budget;
}

static void
ask_budget (HrWindow *window, double budget)
{
  HrPlan plan = *hr_advice_model_get_plan (hr_window_get_model (window));

  plan.constraints.budget = budget;
  hr_advice_model_set_plan (hr_window_get_model (window), &plan);
}

static guint
n_drafts (Fixture *f)
{
  g_autoptr (GPtrArray) drafts = hr_draft_list (f->drafts);

  return drafts->len;
}

static void
act (HrWindow *window, const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), action, NULL);
}

static void
open_plan (Fixture *f, HrWindow *window)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  hr_window_open_file (window, f->plan_file);
  while (budget_of (window) != 7777 && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpfloat (budget_of (window), ==, 7777);
}

static const char *
title_of (HrWindow *window)
{
  return gtk_window_get_title (GTK_WINDOW (window));
}

/* While somebody types without a pause, the draft is written all the same. */
static void
test_survives_a_crash (Fixture *f, gconstpointer data)
{
  HrWindow *later;

  for (guint i = 0; i < 10; i++)
    {
      ask_budget (f->window, 5000 + i);
      fixture_settle_for (100);
    }
  g_assert_cmpuint (n_drafts (f), ==, 1);
  hr_window_flush_draft (f->window);
  /* A crash: the window leaves without a word. */
  destroy (&f->window);
  later = another (f);
  g_assert_true (hr_window_restore_newest_draft (later));
  g_assert_cmpfloat (budget_of (later), ==, 5009);
  g_assert_true (g_str_has_prefix (title_of (later), "• "));
  g_assert_nonnull (fixture_find (GTK_WIDGET (later), GTK_TYPE_BUTTON, "Discard"));
  destroy (&later);
}

static void
test_new_keeps_the_old (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) drafts = NULL;
  g_autofree char *name = NULL;

  act (f->window, "new");
  g_assert_cmpuint (n_drafts (f), ==, 0);
  ask_budget (f->window, 5432);
  act (f->window, "new");
  g_assert_cmpfloat (budget_of (f->window), !=, 5432);
  drafts = hr_draft_list (f->drafts);
  g_assert_cmpuint (drafts->len, ==, 1);
  name = g_file_get_basename (drafts->pdata[0]);
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "restore-draft",
                                  g_variant_new_string (name));
  g_assert_cmpfloat (budget_of (f->window), ==, 5432);
}

static void
test_open_keeps_the_old (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (HrDraft) draft = NULL;

  ask_budget (f->window, 5432);
  open_plan (f, f->window);
  drafts = hr_draft_list (f->drafts);
  g_assert_cmpuint (drafts->len, ==, 1);
  draft = hr_draft_read (drafts->pdata[0], hr_catalog_get_snapshot (f->catalog));
  g_assert_nonnull (draft);
  g_assert_cmpfloat (draft->plan.constraints.budget, ==, 5432);
  g_assert_null (draft->file);
}

static void
test_two_windows (Fixture *f, gconstpointer data)
{
  HrWindow *second = another (f);
  HrWindow *third;

  ask_budget (f->window, 1001);
  ask_budget (second, 1002);
  hr_window_flush_draft (f->window);
  hr_window_flush_draft (second);
  g_assert_cmpuint (n_drafts (f), ==, 2);
  /* What a window has is nobody else's. */
  third = another (f);
  g_assert_false (hr_window_restore_newest_draft (third));
  destroy (&second);
  g_assert_true (hr_window_restore_newest_draft (third));
  g_assert_cmpfloat (budget_of (third), ==, 1002);
  destroy (&third);
}

/* The draft knows the file, and what we do not know of the plan. */
static void
test_knows_its_file (Fixture *f, gconstpointer data)
{
  HrWindow        *later;
  g_autofree char *text = NULL;

  open_plan (f, f->window);
  g_assert_cmpstr (title_of (f->window), ==, "Lab");
  ask_budget (f->window, 6000);
  g_assert_cmpstr (title_of (f->window), ==, "• Lab");
  hr_window_flush_draft (f->window);
  destroy (&f->window);
  later = another (f);
  g_assert_true (hr_window_restore_newest_draft (later));
  g_assert_cmpstr (title_of (later), ==, "• Lab");
  act (later, "save");
  g_assert_cmpstr (title_of (later), ==, "Lab");
  g_assert_true (g_file_get_contents (f->plan_path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "6000"));
  g_assert_nonnull (strstr (text, "made_by"));
  destroy (&later);
}

static void
test_discard (Fixture *f, gconstpointer data)
{
  HrWindow *later;

  open_plan (f, f->window);
  ask_budget (f->window, 6000);
  hr_window_flush_draft (f->window);
  destroy (&f->window);
  later = another (f);
  g_assert_true (hr_window_restore_newest_draft (later));
  act (later, "discard-draft");
  g_assert_cmpfloat (budget_of (later), ==, 7777);
  g_assert_cmpstr (title_of (later), ==, "Lab");
  act (later, "restore-plan");
  g_assert_cmpfloat (budget_of (later), ==, 6000);
  destroy (&later);
}

static char *
content_of (Fixture *f)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (f->plan_path, &text, NULL, NULL));
  return text;
}

static void
test_newer_file_is_asked_about (Fixture *f, gconstpointer data)
{
  static const char newer[] = "{\"format\":\"headroom-plan\",\"version\":1,"
                              "\"workload\":{\"task\":\"rendering\"},"
                              "\"constraints\":{\"budget\":8888}}";
  g_autofree char  *first = NULL;
  g_autofree char  *second = NULL;

  open_plan (f, f->window);
  ask_budget (f->window, 6000);
  g_assert_true (g_file_set_contents (f->plan_path, newer, -1, NULL));
  act (f->window, "save");
  first = content_of (f);
  g_assert_cmpstr (first, ==, newer);
  g_assert_nonnull (fixture_find (GTK_WIDGET (f->window), GTK_TYPE_BUTTON, "Keep Mine"));
  act (f->window, "save-over");
  second = content_of (f);
  g_assert_nonnull (strstr (second, "6000"));
  g_assert_cmpstr (title_of (f->window), ==, "Lab");
  /* Our own writing is no news. */
  ask_budget (f->window, 6001);
  act (f->window, "save");
  g_free (second);
  second = content_of (f);
  g_assert_nonnull (strstr (second, "6001"));
}

static void
test_reload_newer_file (Fixture *f, gconstpointer data)
{
  g_autofree char *newer = NULL;
  gint64           end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  open_plan (f, f->window);
  ask_budget (f->window, 6000);
  newer = g_strdup (plan_text);
  memcpy (strstr (newer, "7777"), "8888", 4);
  g_assert_true (g_file_set_contents (f->plan_path, newer, -1, NULL));
  act (f->window, "save");
  act (f->window, "reload-plan");
  while (budget_of (f->window) != 8888 && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpfloat (budget_of (f->window), ==, 8888);
  /* What was asked here is a draft now. */
  g_assert_cmpuint (n_drafts (f), ==, 1);
}

static void
test_undo_and_redo (Fixture *f, gconstpointer data)
{
  double before = budget_of (f->window);

  ask_budget (f->window, 1);
  ask_budget (f->window, 12);
  ask_budget (f->window, 123);
  fixture_settle_for (700);
  ask_budget (f->window, 456);
  act (f->window, "undo");
  g_assert_cmpfloat (budget_of (f->window), ==, 123);
  act (f->window, "undo");
  g_assert_cmpfloat (budget_of (f->window), ==, before);
  g_assert_false (g_str_has_prefix (title_of (f->window), "•"));
  act (f->window, "undo");
  g_assert_cmpfloat (budget_of (f->window), ==, before);
  act (f->window, "redo");
  act (f->window, "redo");
  g_assert_cmpfloat (budget_of (f->window), ==, 456);
  act (f->window, "redo");
  act (f->window, "undo");
  ask_budget (f->window, 789);
  act (f->window, "redo");
  g_assert_cmpfloat (budget_of (f->window), ==, 789);
}

static char *
price_of (HrCatalog *catalog)
{
  return hr_catalog_get_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd");
}

/* Beside the question, an undo is one of the question, never of a price that nobody sees. */
static void
test_undo_acts_on_what_is_there (Fixture *f, gconstpointer data)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autofree char *edited = NULL;
  g_autofree char *undone = NULL;

  g_assert_true (
      hr_catalog_set_cell (f->catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd", "1234", issues));
  act (f->window, "undo");
  edited = price_of (f->catalog);
  g_assert_cmpstr (edited, ==, "1234");
  ask_budget (f->window, 4321);
  hr_window_show_page (f->window, "catalog");
  act (f->window, "undo");
  undone = price_of (f->catalog);
  g_assert_cmpstr (undone, !=, "1234");
  g_assert_cmpfloat (budget_of (f->window), ==, 4321);
}

/* The name and the mark are there at every width. */
static void
test_title_at_every_width (Fixture *f, gconstpointer data)
{
  static const int widths[] = { 360, 900, 1280 };

  open_plan (f, f->window);
  ask_budget (f->window, 6000);
  gtk_window_present (GTK_WINDOW (f->window));
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      GtkWidget *label;

      gtk_window_set_default_size (GTK_WINDOW (f->window), widths[i], 700);
      fixture_settle_for (300);
      label = fixture_find_mapped (GTK_WIDGET (f->window), GTK_TYPE_LABEL, "• Lab");
      g_test_message ("%d", widths[i]);
      g_assert_nonnull (label);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/drafts/survives-a-crash", test_survives_a_crash },
    { "/drafts/new-keeps-the-old", test_new_keeps_the_old },
    { "/drafts/open-keeps-the-old", test_open_keeps_the_old },
    { "/drafts/two-windows", test_two_windows },
    { "/drafts/knows-its-file", test_knows_its_file },
    { "/drafts/discard", test_discard },
    { "/drafts/newer-file-is-asked-about", test_newer_file_is_asked_about },
    { "/drafts/reload-newer-file", test_reload_newer_file },
    { "/drafts/undo-and-redo", test_undo_and_redo },
    { "/drafts/undo-acts-on-what-is-there", test_undo_acts_on_what_is_there },
    { "/drafts/title-at-every-width", test_title_at_every_width },
  };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
