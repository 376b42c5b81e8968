/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-chart-view.h"
#include "hr-charts-page.h"
#include "window-fixture.h"

/* The page draws only while it can be seen. */
static GtkWidget *
new_window (GtkWidget *page)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 600);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  fixture_settle_for (100);
  return window;
}

static GtkWidget *
child (GtkWidget *page, const char *id)
{
  return GTK_WIDGET (gtk_widget_get_template_child (page, HR_TYPE_CHARTS_PAGE, id));
}

static void
test_kinds (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  g_autoptr (HrAdviceModel) model = hr_advice_model_new (catalog);
  GtkWidget *page = g_object_ref_sink (hr_charts_page_new ());
  GtkWidget *window = new_window (page);

  hr_charts_page_set_model (HR_CHARTS_PAGE (page), model);
  fixture_wait (model);
  for (int kind = 0; kind <= HR_FIGURE_SENSITIVITY; kind++)
    {
      gboolean is_rows;

      g_test_message ("%s", hr_figure_nick ((HrFigureKind) kind));
      hr_charts_page_set_kind (HR_CHARTS_PAGE (page), (HrFigureKind) kind);
      g_assert_cmpint (hr_charts_page_get_kind (HR_CHARTS_PAGE (page)), ==, kind);
      g_assert_nonnull (hr_charts_page_get_chart (HR_CHARTS_PAGE (page)));
      is_rows = kind == HR_FIGURE_CAPACITY_BANDWIDTH_COST || kind == HR_FIGURE_MEMORY;
      g_assert_cmpint (gtk_widget_get_visible (child (page, "sort")), ==, is_rows);
      g_assert_cmpint (gtk_widget_get_visible (child (page, "segments")), ==, is_rows);
      /* What it shows, and of which machine, where that is not the pick. */
      g_assert_true (is_rows
                     || g_str_has_prefix (
                         gtk_label_get_label (GTK_LABEL (child (page, "status"))),
                         hr_chart_get_summary (hr_charts_page_get_chart (HR_CHARTS_PAGE (page)))));
      /* Nobody rents out every card: the chart then says so instead. */
      g_assert_true (hr_chart_n_marks (hr_charts_page_get_chart (HR_CHARTS_PAGE (page))) > 0
                     || hr_chart_is_empty (hr_charts_page_get_chart (HR_CHARTS_PAGE (page))));
    }
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (page);
}

/* An edit in the catalog redraws the chart. */
static void
test_follows_catalog (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  g_autoptr (HrAdviceModel) model = hr_advice_model_new (catalog);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  GtkWidget *page = g_object_ref_sink (hr_charts_page_new ());
  GtkWidget *window = new_window (page);
  HrChart   *before;

  hr_charts_page_set_model (HR_CHARTS_PAGE (page), model);
  fixture_wait (model);
  before = hr_chart_ref (hr_charts_page_get_chart (HR_CHARTS_PAGE (page)));
  g_assert_true (
      hr_catalog_set_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd", "1234", issues));
  fixture_wait (model);
  g_assert_true (hr_charts_page_get_chart (HR_CHARTS_PAGE (page)) != before);
  hr_chart_unref (before);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (page);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/charts-page/kinds", test_kinds);
  g_test_add_func ("/charts-page/follows-catalog", test_follows_catalog);
  return g_test_run ();
}
