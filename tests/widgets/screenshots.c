/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* usage: screenshots FOLDER [VARIANT]
 * Renders every page of the window, light, dark, narrow and with large text, to PNG files, to be
 * looked at; the README's picture is one of them. A VARIANT is looked at instead: "high-contrast",
 * "rtl" (right to left), "extremes" (large numbers, long names, an empty catalog), or a language,
 * which HEADROOM_LOCALE_DIR has. */

#include "hr-charts-page.h"
#include "hr-import-dialog.h"
#include "hr-trace-window.h"
#include "window-fixture.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#define LARGE_TEXT_DPI (96 * 1024 * 3 / 2)

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
  static const char *const pages[] = { "advice", "charts", "compare", "machine", "catalog" };

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
shoot_charts (HrWindow *window, const char *name)
{
  GtkWidget *page;

  hr_window_show_page (window, "charts");
  page = fixture_find (GTK_WIDGET (window), HR_TYPE_CHARTS_PAGE, NULL);
  for (int kind = 0; kind <= HR_FIGURE_SENSITIVITY; kind++)
    {
      hr_charts_page_set_kind (HR_CHARTS_PAGE (page), (HrFigureKind) kind);
      shoot (GTK_WIDGET (window), name, hr_figure_nick ((HrFigureKind) kind));
    }
  hr_charts_page_set_kind (HR_CHARTS_PAGE (page), 0);
  hr_window_show_page (window, "advice");
}

static void
shoot_front (HrWindow *window)
{
  GtkWidget *expander = fixture_find (GTK_WIDGET (window), GTK_TYPE_EXPANDER,
                                      _("Price and speed of every build"));

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

/* The window that an action brings up. */
static void
shoot_beside (HrWindow *window, const char *action, const char *name, const char *variant)
{
  gtk_widget_activate_action (GTK_WIDGET (window), action, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (gtk_window_get_toplevels ()); i++)
    {
      g_autoptr (GtkWidget) other = g_list_model_get_item (gtk_window_get_toplevels (), i);

      if (HR_IS_WINDOW (other) || !gtk_widget_get_visible (other))
        continue;
      shoot (other, name, variant);
      gtk_window_close (GTK_WINDOW (other));
      fixture_settle ();
      break;
    }
}

/* An import that asks, with rows that change, a new one and one that is left out. */
static void
shoot_import (const char *variant)
{
  static const char
      table[] = "name,price_usd\nRTX 4090,2199\nRTX 5090,3899\nRX 7900 XTX,790\nGeForce 9999,5\n";
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "street-prices.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  GtkWindow *dialog;

  g_assert_true (g_file_set_contents (path, table, -1, NULL));
  dialog = hr_import_dialog_new (NULL, catalog, file);
  gtk_window_present (dialog);
  while (hr_import_dialog_is_reading (HR_IMPORT_DIALOG (dialog)))
    g_main_context_iteration (NULL, TRUE);
  shoot (GTK_WIDGET (dialog), "import", variant);
  gtk_window_close (dialog);
  fixture_settle ();
}

static void
shoot_dialogs (HrWindow *window, const char *variant)
{
  const HrAdvice *advice = hr_advice_model_get_advice (hr_window_get_model (window));
  GtkWidget      *trace = hr_trace_window_new (advice, &advice->picks[0]);

  hr_trace_window_present (NULL, trace, "cost.job");
  fixture_settle_for (100);
  shoot (trace, "trace", variant);
  gtk_window_destroy (GTK_WINDOW (trace));
  shoot_import (variant);

  shoot_beside (window, "win.show-help-overlay", "shortcuts", variant);
}

/* A machine on which everything fits, one whose card is too small, one whose RAM is, and both. */
static void
shoot_machines (HrWindow *window, const char *variant)
{
  static const struct
  {
    const char *name, *gpu;
    double      ram_gib;
    HrMethod    method;
    HrOffload   offload;
  } machines[] = {
    { "fits", "rtx-4090", 64, HR_METHOD_QLORA, HR_OFFLOAD_NONE },
    { "vram-out", "rtx-4090", 64, HR_METHOD_FULL, HR_OFFLOAD_NONE },
    { "ram-out", "rtx-6000-ada", 32, HR_METHOD_FULL, HR_OFFLOAD_ALL },
    { "both-out", "rtx-3060-12gb", 16, HR_METHOD_FULL, HR_OFFLOAD_NONE },
  };
  HrAdviceModel *model = hr_window_get_model (window);
  HrPlan         before = *hr_advice_model_get_plan (model);

  hr_window_show_page (window, "machine");
  for (guint i = 0; i < G_N_ELEMENTS (machines); i++)
    {
      g_autofree char *name = g_strdup_printf ("machine-%s", machines[i].name);
      HrPlan           plan = before;

      plan.has_system = TRUE;
      plan.system = (HrSystem){ .gpu_count = 1, .ram_gib = machines[i].ram_gib };
      g_strlcpy (plan.system.gpu, machines[i].gpu, sizeof plan.system.gpu);
      plan.workload.nlp.method = machines[i].method;
      plan.workload.nlp.offload = machines[i].offload;
      plan.workload.nlp.batch = 1;
      hr_advice_model_set_plan (model, &plan);
      fixture_wait (model);
      shoot (GTK_WIDGET (window), name, variant);
    }
  hr_advice_model_set_plan (model, &before);
  fixture_wait (model);
  hr_window_show_page (window, "advice");
}

/* Between wide and narrow, where a header runs out of room. */
static void
shoot_widths (HrWindow *window, const char *variant)
{
  static const int widths[] = { 800, 900, 1000, 1100 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *name = g_strdup_printf ("width-%d", widths[i]);

      resize (window, widths[i], 600);
      resize (window, widths[i], 600);
      shoot (GTK_WIDGET (window), name, variant);
    }
}

static void
force (AdwColorScheme scheme)
{
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static void
narrow (HrWindow *window)
{
  /* Twice: the header gives up its width only once it is narrow. */
  resize (window, 360, 760);
  resize (window, 360, 760);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, 360);
}

/* What anybody may see. */
static void
shoot_everything (HrWindow *window)
{
  resize (window, 1280, 900);
  shoot_pages (window, "light");
  shoot_tasks (window);
  shoot_charts (window, "chart");
  shoot_front (window);
  shoot_nothing_fits (window);
  shoot_dialogs (window, "light");
  shoot_widths (window, "light");
  shoot_machines (window, "light");

  force (ADW_COLOR_SCHEME_FORCE_DARK);
  shoot_pages (window, "dark");
  shoot_charts (window, "chart-dark");
  shoot_machines (window, "dark");
  force (ADW_COLOR_SCHEME_FORCE_LIGHT);

  narrow (window);
  shoot_pages (window, "narrow");
  shoot_machines (window, "narrow");
  shoot_charts (window, "chart-narrow");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-question", NULL);
  shoot (GTK_WIDGET (window), "question", "narrow");
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-question", NULL);

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", LARGE_TEXT_DPI, NULL);
  resize (window, 1280, 900);
  shoot_pages (window, "large-text");
  shoot_machines (window, "large-text");
}

static void
shoot_high_contrast (HrWindow *window)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };
  static const char *const    names[] = { "high-contrast", "high-contrast-dark" };

  resize (window, 1280, 900);
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      g_autofree char *charts = g_strdup_printf ("chart-%s", names[i]);

      force (schemes[i]);
      shoot_pages (window, names[i]);
      shoot_charts (window, charts);
      shoot_dialogs (window, names[i]);
    }
}

static void
shoot_wide_and_narrow (HrWindow *window, const char *name)
{
  g_autofree char *charts = g_strdup_printf ("chart-%s", name);
  g_autofree char *small = g_strdup_printf ("%s-narrow", name);

  resize (window, 1280, 900);
  shoot_pages (window, name);
  shoot_charts (window, charts);
  shoot_front (window);
  shoot_dialogs (window, name);
  shoot_widths (window, name);
  narrow (window);
  shoot_pages (window, small);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-question", NULL);
  shoot (GTK_WIDGET (window), "question", small);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-question", NULL);
}

static void
set_money (HrWindow *window, const char *currency, double budget, HrTask task, const char *model)
{
  HrAdviceModel *answer = hr_window_get_model (window);
  HrPlan         plan;

  hr_advice_model_set_task (answer, task);
  if (model != NULL)
    hr_advice_model_set_preset (answer, model);
  plan = *hr_advice_model_get_plan (answer);
  g_strlcpy (plan.constraints.currency, currency, sizeof plan.constraints.currency);
  plan.constraints.budget = budget;
  plan.constraints.max_gpus = 8;
  hr_advice_model_set_plan (answer, &plan);
  fixture_wait (answer);
}

/* Currencies of large numbers, a card of a long name. */
static void
stretch_catalog (HrCatalog *catalog)
{
  static const char json
      [] = "{\"format\": \"headroom-catalog\", \"version\": 1, \"exchange_rates\": ["
           "{\"code\": \"JPY\", \"usd\": 0.0067, \"date\": \"2026-11-01\", \"source\": \"-\"},"
           "{\"code\": \"KRW\", \"usd\": 0.00072, \"date\": \"2026-11-01\", \"source\": \"-\"}]}";
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("headroom-XXXXXX.json", &stream, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (
      g_file_replace_contents (file, json, strlen (json), NULL, FALSE, 0, NULL, NULL, &error));
  g_assert_true (hr_catalog_import (catalog, file, NULL, issues, &error));
  g_assert_no_error (error);
  g_file_delete (file, NULL, NULL);
  g_assert_true (hr_catalog_set_cell (
      catalog, HR_SECTION_GPUS, "rtx-pro-6000-blackwell-max-q", "name",
      "Extraordinarily Well-Named Workstation Accelerator Founders Edition Rev. 2 32GB", issues));
}

static void
shoot_empty_section (HrWindow *window, HrCatalog *catalog)
{
  GtkWidget *button;

  while (hr_catalog_n_rows (catalog, HR_SECTION_RENT_OFFERS) > 0)
    hr_catalog_delete_row (catalog, HR_SECTION_RENT_OFFERS,
                           hr_catalog_row_id (catalog, HR_SECTION_RENT_OFFERS, 0));
  hr_window_show_page (window, "catalog");
  button = fixture_find (GTK_WIDGET (window), GTK_TYPE_TOGGLE_BUTTON, "Rent Offers");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  shoot (GTK_WIDGET (window), "catalog", "empty");
}

static void
shoot_extremes (HrWindow *window, HrCatalog *catalog)
{
  static const struct
  {
    const char *name, *currency, *model;
    double      budget;
    HrTask      task;
  } cases[] = {
    { "yen", "JPY", NULL, 2e6, HR_TASK_NLP_FINE_TUNE },
    { "won", "KRW", "llama-3.1-70b", 1e9, HR_TASK_NLP_FINE_TUNE },
    { "rich", "USD", "llama-3.1-405b", 1e9, HR_TASK_LLM_INFERENCE },
  };

  stretch_catalog (catalog);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *small = g_strdup_printf ("%s-narrow", cases[i].name);

      resize (window, 1280, 900);
      set_money (window, cases[i].currency, cases[i].budget, cases[i].task, cases[i].model);
      shoot_pages (window, cases[i].name);
      narrow (window);
      shoot_pages (window, small);
    }
  shoot_empty_section (window, catalog);
}

int
main (int argc, char **argv)
{
  const char *variant = argc > 2 ? argv[2] : "";
  const char *locale_dir = g_getenv ("HEADROOM_LOCALE_DIR");
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (HrCatalog) catalog = NULL;
  HrWindow *window;

  if (g_str_equal (variant, "high-contrast"))
    g_setenv ("ADW_DEBUG_HIGH_CONTRAST", "1", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  if (locale_dir != NULL)
    {
      setlocale (LC_ALL, "");
      bindtextdomain (GETTEXT_PACKAGE, locale_dir);
      bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
      textdomain (GETTEXT_PACKAGE);
    }
  adw_init ();
  if (g_str_equal (variant, "rtl"))
    gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  folder = argc > 1 ? argv[1] : ".";
  g_mkdir_with_parents (folder, 0755);
  window = fixture_window (&application, &catalog);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  if (g_str_equal (variant, "high-contrast"))
    shoot_high_contrast (window);
  else if (g_str_equal (variant, "extremes"))
    shoot_extremes (window, catalog);
  else if (*variant != '\0')
    shoot_wide_and_narrow (window, variant);
  else
    shoot_everything (window);

  gtk_window_destroy (GTK_WINDOW (window));
  fixture_settle ();
  g_print ("1..1\nok 1 %u pictures in %s\n", n_pictures, folder);

  return 0;
}
