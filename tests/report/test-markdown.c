/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-report.h"

#include "fixture.h"

#include <string.h>

static guint
count_cells (const char *line)
{
  guint n = 0;

  for (const char *c = line; *c; c++)
    {
      if (*c == '\\' && c[1])
        c++;
      else if (*c == '|')
        n++;
    }
  return n;
}

/* Each table has as many cells in every row as in its header, and the document has its parts. */
static void
test_tables (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();

  for (guint task = 0; task < HR_N_TASK; task++)
    {
      g_autoptr (HrAdvice) advice = fixture_advice (catalog, (HrTask) task, 5000);
      HrReportOptions  options;
      g_autofree char *text = NULL;
      g_auto (GStrv) lines = NULL;
      guint cells = 0, tables = 0;

      hr_report_options_init (&options);
      options.with_trace = TRUE;
      text = hr_report_markdown (advice, &options);
      g_assert_true (g_utf8_validate (text, -1, NULL));
      g_assert_true (g_str_has_prefix (text, "# GPU recommendation\n"));
      g_assert_nonnull (strstr (text, "## Why this one"));
      g_assert_nonnull (strstr (text, "## How it was computed"));
      lines = g_strsplit (text, "\n", -1);
      for (guint i = 0; lines[i]; i++)
        {
          if (lines[i][0] != '|')
            cells = 0;
          else if (cells == 0)
            {
              cells = count_cells (lines[i]);
              tables++;
            }
          else
            g_assert_cmpuint (count_cells (lines[i]), ==, cells);
        }
      g_assert_cmpuint (tables, >=, 5);
      /* Charts of a hundred marks are not a hundred lines. */
      g_assert_cmpuint (g_strv_length (lines), <, 350);
    }
}

static void
test_escaped (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  g_autoptr (HrAdvice) advice = NULL;
  g_autofree char *text = NULL;
  HrReportOptions  options;
  HrPlan           plan;

  hr_plan_init (&plan, HR_TASK_SCIENTIFIC);
  g_strlcpy (plan.title, "a|b *c* <i>d</i>\n# e", sizeof plan.title);
  advice = fixture_advice_for (catalog, &plan);
  hr_report_options_init (&options);
  text = hr_report_markdown (advice, &options);
  g_assert_true (g_str_has_prefix (text, "# a\\|b \\*c\\* \\<i\\>d\\</i\\> \\# e\n"));
}

/* "$1,234.50" */
static double
amount (const char *cell)
{
  g_auto (GStrv) parts = g_strsplit (cell, ",", -1);
  g_autofree char *plain = g_strjoinv ("", parts);
  const char      *digits = strchr (plain, '$');

  return digits ? g_ascii_strtod (digits + 1, NULL) : 0;
}

/* Number times each is the total, and the totals are the price. */
static void
test_parts_add_up (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();

  for (guint task = 0; task < HR_N_TASK; task++)
    {
      g_autoptr (HrAdvice) advice = fixture_advice (catalog, (HrTask) task, 9000);
      HrReportOptions  options;
      g_autofree char *text = NULL;
      g_auto (GStrv) lines = NULL;
      double sum = 0, together = 0;
      guint  rows = 0;

      hr_report_options_init (&options);
      text = hr_report_markdown (advice, &options);
      lines = g_strsplit (strstr (text, "## Parts and prices"), "\n", -1);
      for (guint i = 4; g_str_has_prefix (lines[i], "| "); i++)
        {
          g_auto (GStrv) cells = g_strsplit (lines[i], "|", -1);

          g_assert_cmpuint (g_strv_length (cells), ==, 7);
          if (strstr (cells[1], "Together"))
            together = amount (cells[5]);
          else
            {
              sum += amount (cells[5]);
              g_assert_cmpfloat_with_epsilon (
                  amount (cells[5]), amount (cells[4]) * g_ascii_strtod (cells[3], NULL), 1.5);
              rows++;
            }
        }
      g_assert_cmpuint (rows, ==, advice->picks[0].build.n_parts);
      g_assert_cmpfloat_with_epsilon (together, advice->picks[0].build.price_usd, 1);
      g_assert_cmpfloat_with_epsilon (sum, together, 0.6 * rows);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/markdown/tables", test_tables);
  g_test_add_func ("/markdown/escaped", test_escaped);
  g_test_add_func ("/markdown/parts-add-up", test_parts_add_up);
  return g_test_run ();
}
