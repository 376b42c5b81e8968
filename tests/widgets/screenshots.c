/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* usage: screenshots FOLDER
 * Renders every page of the window, light, dark, with high contrast, narrow and with large text, to
 * PNG files, to be looked at; the README's picture is one of them. */

#include "hr-charts-page.h"
#include "hr-machine-page.h"
#include "hr-trace-window.h"
#include "window-fixture.h"

#include <glib/gstdio.h>

static const char *folder;
static guint       n_pictures;

static void
shoot (GtkWidget *window, const char *name, const char *variant)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  g_autofree char *file = g_strdup_printf ("%s/%s-%s.png", folder, name, variant);
  GskRenderNode   *node = NULL;

  for (guint i = 0; i < 20 && node == NULL; i++)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();

      fixture_settle_for (150);
      gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (window),
                              gtk_widget_get_height (window));
      node = gtk_snapshot_free_to_node (snapshot);
    }
  g_assert_nonnull (node);

  g_autoptr (GdkTexture) texture = gsk_renderer_render_texture (
      gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);

  g_assert_true (gdk_texture_save_to_png (texture, file));
  gsk_render_node_unref (node);
  n_pictures++;
}

static void
resize (HrWindow *window, int width, int height)
{
  gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
  fixture_settle ();
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_present (GTK_WINDOW (window));
  fixture_settle_for (200);
}

static void
shoot_pages (HrWindow *window, const char *variant)
{
  static const char *const pages[] = { "advice", "charts", "compare", "catalog" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      hr_window_show_page (window, pages[i]);
      fixture_wait (hr_window_get_model (window));
      shoot (GTK_WIDGET (window), pages[i], variant);
    }
  hr_window_show_page (window, "advice");
}

static void
shoot_tasks (HrWindow *window)
{
  for (int task = 0; task < HR_N_TASK; task++)
    {
      hr_advice_model_set_task (hr_window_get_model (window), (HrTask) task);
      fixture_wait (hr_window_get_model (window));
      shoot (GTK_WIDGET (window), "task", hr_enum_nick (&hr_enum_task, task));
    }
  hr_advice_model_set_task (hr_window_get_model (window), HR_TASK_NLP_FINE_TUNE);
  fixture_wait (hr_window_get_model (window));
}

static void
shoot_charts (HrWindow *window)
{
  GtkWidget *page;

  hr_window_show_page (window, "charts");
  page = fixture_find (GTK_WIDGET (window), HR_TYPE_CHARTS_PAGE, NULL);
  for (int kind = 0; kind <= HR_FIGURE_BUY_OR_RENT; kind++)
    {
      hr_charts_page_set_kind (HR_CHARTS_PAGE (page), (HrFigureKind) kind);
      shoot (GTK_WIDGET (window), "chart", hr_figure_nick ((HrFigureKind) kind));
    }
  hr_charts_page_set_kind (HR_CHARTS_PAGE (page), 0);
  hr_window_show_page (window, "advice");
}

static void
shoot_front (HrWindow *window)
{
  GtkWidget *expander = fixture_find (GTK_WIDGET (window), GTK_TYPE_EXPANDER,
                                      "Price and speed of every build");

  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  fixture_settle_for (200);
  gtk_widget_child_focus (expander, GTK_DIR_TAB_FORWARD);
  gtk_widget_child_focus (expander, GTK_DIR_TAB_FORWARD);
  fixture_settle_for (600);
  shoot (GTK_WIDGET (window), "advice", "front");
  gtk_expander_set_expanded (GTK_EXPANDER (expander), FALSE);
}

static void
shoot_nothing_fits (HrWindow *window)
{
  HrPlan plan = *hr_advice_model_get_plan (hr_window_get_model (window));
  HrPlan before = plan;

  plan.constraints.budget = 100;
  hr_advice_model_set_plan (hr_window_get_model (window), &plan);
  fixture_wait (hr_window_get_model (window));
  shoot (GTK_WIDGET (window), "advice", "nothing-fits");
  hr_advice_model_set_plan (hr_window_get_model (window), &before);
  fixture_wait (hr_window_get_model (window));
}

static void
shoot_dialogs (HrWindow *window)
{
  const HrAdvice *advice = hr_advice_model_get_advice (hr_window_get_model (window));
  GtkWidget      *trace = hr_trace_window_new (advice, &advice->picks[0]);

  gtk_window_present (GTK_WINDOW (trace));
  shoot (trace, "trace", "light");
  gtk_window_destroy (GTK_WINDOW (trace));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.my-machine", NULL);
  for (guint i = 0; i < g_list_model_get_n_items (gtk_window_get_toplevels ()); i++)
    {
      g_autoptr (GtkWidget) other = g_list_model_get_item (gtk_window_get_toplevels (), i);

      if (!HR_IS_WINDOW (other) && fixture_find (other, HR_TYPE_MACHINE_PAGE, NULL) != NULL)
        {
          shoot (other, "machine", "light");
          gtk_window_destroy (GTK_WINDOW (other));
          break;
        }
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (HrCatalog) catalog = NULL;
  AdwStyleManager *style;
  HrWindow        *window;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  folder = argc > 1 ? argv[1] : ".";
  g_mkdir_with_parents (folder, 0755);
  window = fixture_window (&application, &catalog);
  style = adw_style_manager_get_default ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  resize (window, 1280, 900);
  shoot_pages (window, "light");
  shoot_tasks (window);
  shoot_charts (window);
  shoot_front (window);
  shoot_nothing_fits (window);
  shoot_dialogs (window);

  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_DARK);
  shoot_pages (window, "dark");
  adw_style_manager_set_color_scheme (style, ADW_COLOR_SCHEME_FORCE_LIGHT);

  /* Twice: the header gives up its width only once it is narrow. */
  resize (window, 360, 760);
  resize (window, 360, 760);
  shoot_pages (window, "narrow");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-question", NULL);
  shoot (GTK_WIDGET (window), "question", "narrow");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-question", NULL);

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 * 3 / 2, NULL);
  resize (window, 1280, 900);
  shoot_pages (window, "large-text");

  gtk_window_destroy (GTK_WINDOW (window));
  fixture_settle ();
  g_print ("1..1\nok 1 %u pictures in %s\n", n_pictures, folder);

  return 0;
}
