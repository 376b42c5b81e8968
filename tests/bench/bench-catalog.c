/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog.h"
#include "hr-document.h"

#include <time.h>

/* Processor time, so that a busy machine does not count. */
static double
cpu_ms (void)
{
  return 1000.0 * (double) clock () / CLOCKS_PER_SEC;
}

/* The command line starts with this, and must answer within 50 ms. */
static void
bench_load (void)
{
  double start = cpu_ms (), ms;

  hr_builtin_snapshot ();
  ms = cpu_ms () - start;
  g_test_minimized_result (ms, "load of the built-in catalog: %.2f ms", ms);
  g_assert_cmpfloat (ms, <, 20);
}

/* An edit is followed by everything within a frame or two. */
static void
bench_edit (void)
{
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  double start = cpu_ms (), ms;

  for (int i = 0; i < 50; i++)
    {
      g_autofree char *text = g_strdup_printf ("%d", 1000 + i);

      g_assert_true (
          hr_catalog_set_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd", text, issues));
    }
  ms = (cpu_ms () - start) / 50;
  g_test_minimized_result (ms, "one edit: %.2f ms", ms);
  g_assert_cmpfloat (ms, <, 8);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bench/catalog/load", bench_load);
  g_test_add_func ("/bench/catalog/edit", bench_edit);
  return g_test_run ();
}
