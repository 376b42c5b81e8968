/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-dialogs.h"
#include "hr-trace-window.h"
#include "window-fixture.h"

/* Every window beside the main one, opened and drawn: warnings are fatal here, so that GTK's about
 * sizes and styles are failures. */

typedef struct
{
  AdwApplication *application;
  HrCatalog      *catalog;
  HrWindow       *window;
} Fixture;

static void
setup (Fixture *fixture, gconstpointer data)
{
  fixture->window = fixture_window (&fixture->application, &fixture->catalog);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture_settle_for (200);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture_settle ();
  g_clear_object (&fixture->catalog);
  g_clear_object (&fixture->application);
}

/* The window that came up beside the main one is drawn, and goes. */
static void
look (Fixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint       n = 0;

  fixture_settle_for (400);
  for (guint i = g_list_model_get_n_items (windows); i > 0; i--)
    {
      g_autoptr (GtkWidget) other = g_list_model_get_item (windows, i - 1);

      if (other == GTK_WIDGET (fixture->window))
        continue;
      for (guint k = 0; k < 50 && gtk_widget_get_width (other) <= 200; k++)
        fixture_settle_for (100);
      g_assert_cmpint (gtk_widget_get_width (other), >, 200);
      gtk_window_destroy (GTK_WINDOW (other));
      n++;
    }
  g_assert_cmpuint (n, ==, 1);
}

static void
test_about (Fixture *fixture, gconstpointer data)
{
  hr_about_present (GTK_WINDOW (fixture->window));
  look (fixture);
}

static void
test_preferences (Fixture *fixture, gconstpointer data)
{
  hr_preferences_present (GTK_WINDOW (fixture->window),
                          hr_advice_model_get_snapshot (hr_window_get_model (fixture->window)));
  look (fixture);
}

static void
test_shortcuts (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-help-overlay", NULL);
  look (fixture);
}

static void
test_trace (Fixture *fixture, gconstpointer data)
{
  const HrAdvice *advice = hr_advice_model_get_advice (hr_window_get_model (fixture->window));

  gtk_window_present (GTK_WINDOW (hr_trace_window_new (advice, &advice->picks[0])));
  look (fixture);
}

static void
test_open (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.open", NULL);
  look (fixture);
}

static void
test_save (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.save-as", NULL);
  look (fixture);
}

static void
test_error (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-error", "s",
                              "<b>It & that</b> went wrong");
  fixture_settle_for (400);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name) g_test_add ("/dialogs/" #name, Fixture, NULL, setup, test_##name, teardown)
  ADD (about);
  ADD (preferences);
  ADD (shortcuts);
  ADD (trace);
  ADD (open);
  ADD (save);
  ADD (error);
  return g_test_run ();
}
