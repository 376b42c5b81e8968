/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-chart-table.h"
#include "hr-figure.h"
#include "window-fixture.h"

/* Every mark of the chart stands in the table, in the row of what it is about. */
static void
test_marks (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  GtkWidget *table = g_object_ref_sink (hr_chart_table_new ());
  g_autoptr (HrChart) chart = NULL;
  HrFigureOptions options;
  HrChartTheme    theme;
  guint           n_found = 0;

  hr_figure_options_init (&options);
  chart = hr_figure_new (HR_FIGURE_CAPACITY_BANDWIDTH_COST, NULL, hr_catalog_get_snapshot (catalog),
                         &options);
  hr_chart_theme_init (&theme, HR_CHART_THEME_LIGHT);
  hr_chart_table_set_chart (HR_CHART_TABLE (table), chart);
  g_assert_cmpuint (hr_chart_n_marks (chart), >, 0);

  for (guint i = 0; i < hr_chart_n_marks (chart); i++)
    {
      HrChartMark mark;
      gboolean    found = FALSE;

      hr_chart_mark (chart, &theme, 1000, 1000, i, &mark);
      for (guint row = 0; !found && row < hr_chart_table_get_n_rows (HR_CHART_TABLE (table)); row++)
        {
          g_autofree char *name = hr_chart_table_get_cell (HR_CHART_TABLE (table), row, 0);

          for (guint column = 1; g_str_equal (name, mark.label) && !found && column <= 3; column++)
            {
              g_autofree char *cell = hr_chart_table_get_cell (HR_CHART_TABLE (table), row, column);

              found = g_strcmp0 (cell, mark.value_text) == 0;
            }
        }
      g_test_message ("%s, %s: %s", mark.label, mark.series, mark.value_text);
      g_assert_true (found);
      n_found++;
    }
  g_assert_cmpuint (n_found, >=, hr_chart_table_get_n_rows (HR_CHART_TABLE (table)));
  g_assert_null (hr_chart_table_get_cell (HR_CHART_TABLE (table), 0, 99));
  g_assert_null (hr_chart_table_get_cell (HR_CHART_TABLE (table), 10000, 0));
  g_assert_finalize_object (table);
}

static void
test_none (void)
{
  GtkWidget *table = g_object_ref_sink (hr_chart_table_new ());

  hr_chart_table_set_chart (HR_CHART_TABLE (table), NULL);
  g_assert_cmpuint (hr_chart_table_get_n_rows (HR_CHART_TABLE (table)), ==, 0);
  g_assert_finalize_object (table);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/chart-table/marks", test_marks);
  g_test_add_func ("/chart-table/none", test_none);
  return g_test_run ();
}
