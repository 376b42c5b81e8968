/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog.h"
#include "hr-figure.h"

#define REPEATS     20
#define MAX_DRAW_MS 5.0

/* The largest chart, all cards in three panels: drawn again (scrolling, hovering) within a third of
 * a frame; laid out and drawn for the first time within two. */
static void
bench_cards (void)
{
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  HrIssues *issues = hr_issues_new ();
  g_autoptr (HrChart) chart = NULL;
  HrFigureOptions  options;
  cairo_surface_t *surface;
  HrChartTheme     theme;
  gint64           start, first;
  double           height, again = G_MAXDOUBLE;
  cairo_t         *cr;

  g_assert_true (hr_catalog_load (catalog, issues, NULL));
  hr_figure_options_init (&options);
  chart = hr_figure_new (HR_FIGURE_CAPACITY_BANDWIDTH_COST, NULL, hr_catalog_get_snapshot (catalog),
                         &options);
  hr_chart_theme_init (&theme, HR_CHART_THEME_LIGHT);
  height = hr_chart_preferred_height (chart, &theme, 1000);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1000, (int) height);
  cr = cairo_create (surface);
  start = g_get_monotonic_time ();
  hr_chart_draw (chart, &theme, cr, 1000, height);
  first = g_get_monotonic_time () - start;
  for (guint i = 0; i < REPEATS; i++)
    {
      start = g_get_monotonic_time ();
      hr_chart_draw (chart, &theme, cr, 1000, height);
      again = MIN (again, (double) (g_get_monotonic_time () - start) / 1000);
    }
  g_test_message ("%u marks: %.2f ms first, %.2f ms again", hr_chart_n_marks (chart),
                  (double) first / 1000, again);
  g_assert_cmpfloat (again, <, MAX_DRAW_MS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  hr_issues_free (issues);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bench/charts/cards", bench_cards);
  return g_test_run ();
}
