/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-figure.h"

#include "check-texts.h"
#include "fixture.h"

#include <math.h>
#include <string.h>

/* Every figure of every task, in every width: finite, drawn without an error, and never silent. */
static void
check_chart (HrChart *chart)
{
  static const double widths[] = { 360, 900 };
  cairo_surface_t    *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 8, 8);
  cairo_t            *cr = cairo_create (surface);
  HrChartTheme        theme;

  hr_chart_theme_init (&theme, HR_CHART_THEME_LIGHT);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      double height = hr_chart_preferred_height (chart, &theme, widths[i]);

      g_assert_true (isfinite (height) && height >= 1);
      hr_chart_draw (chart, &theme, cr, widths[i], height);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      check_texts (chart);
      for (guint k = 0; k < hr_chart_n_marks (chart); k++)
        {
          HrChartMark mark;

          hr_chart_mark (chart, &theme, widths[i], height, k, &mark);
          g_assert_true (g_utf8_validate (mark.value_text, -1, NULL));
          g_assert_null (strstr (mark.value_text, "nan"));
          g_assert_null (strstr (mark.value_text, "inf"));
        }
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_all (void)
{
  static const double budgets[] = { 500, 3000, 50000 };
  g_autoptr (HrCatalog) catalog = fixture_catalog ();

  for (guint task = 0; task < HR_N_TASK; task++)
    for (guint b = 0; b < G_N_ELEMENTS (budgets); b++)
      {
        g_autoptr (HrAdvice) advice = fixture_advice (catalog, (HrTask) task, budgets[b]);

        for (guint kind = 0; kind < HR_N_FIGURE; kind++)
          {
            g_autoptr (HrChart) chart = NULL;
            HrFigureOptions options;

            hr_figure_options_init (&options);
            options.logarithmic = b == 1;
            options.currency = b == 2 ? "EUR" : NULL;
            chart = hr_figure_new ((HrFigureKind) kind, advice, advice->snapshot, &options);
            check_chart (chart);
          }
      }
}

/* Without advice there are the cards; what needs an answer says that there is none. */
static void
test_without_advice (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();

  for (guint kind = 0; kind < HR_N_FIGURE; kind++)
    {
      HrFigureOptions options;
      g_autoptr (HrChart) chart = NULL;

      hr_figure_options_init (&options);
      chart = hr_figure_new ((HrFigureKind) kind, NULL, hr_catalog_get_snapshot (catalog),
                             &options);
      g_assert_cmpint (hr_chart_is_empty (chart), ==, hr_figure_needs_advice ((HrFigureKind) kind));
      check_chart (chart);
    }
}

static void
test_empty_catalog (void)
{
  HrSnapshot      snapshot = { .ref_count = 2 };
  HrFigureOptions options;
  g_autoptr (HrChart) chart = NULL;

  hr_figure_options_init (&options);
  chart = hr_figure_new (HR_FIGURE_CAPACITY_BANDWIDTH_COST, NULL, &snapshot, &options);
  g_assert_true (hr_chart_is_empty (chart));
  check_chart (chart);
}

static void
test_filters (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  const HrSnapshot *snapshot = hr_catalog_get_snapshot (catalog);
  guint             consumer = 0, all, previous = 0;
  HrFigureOptions   options;

  for (guint i = 0; i < snapshot->n_gpus; i++)
    consumer += snapshot->gpus[i].segment == HR_SEGMENT_CONSUMER;
  hr_figure_options_init (&options);
  {
    g_autoptr (HrChart)
        chart = hr_figure_new (HR_FIGURE_CAPACITY_BANDWIDTH_COST, NULL, snapshot, &options);

    all = hr_chart_n_marks (chart);
    g_assert_cmpuint (all, ==, 3 * snapshot->n_gpus);
  }
  options.segments = 1u << HR_SEGMENT_CONSUMER;
  {
    g_autoptr (HrChart)
        chart = hr_figure_new (HR_FIGURE_CAPACITY_BANDWIDTH_COST, NULL, snapshot, &options);

    g_assert_cmpuint (hr_chart_n_marks (chart), ==, 3 * consumer);
  }
  options.segments = 0;
  options.priced_only = TRUE;
  {
    g_autoptr (HrChart)
        chart = hr_figure_new (HR_FIGURE_CAPACITY_BANDWIDTH_COST, NULL, snapshot, &options);

    g_assert_cmpuint (hr_chart_n_marks (chart), <, all);
  }
  options.top = 4;
  for (guint sort = 0; sort < HR_N_FIGURE_SORT; sort++)
    {
      g_autoptr (HrChart) chart = NULL;

      options.sort = (HrFigureSort) sort;
      chart = hr_figure_new (HR_FIGURE_CAPACITY_BANDWIDTH_COST, NULL, snapshot, &options);
      g_assert_cmpuint (hr_chart_n_marks (chart), ==, 3 * 4 * HR_N_SEGMENT);
      g_assert_true (sort == 0 || hr_chart_n_marks (chart) == previous);
      previous = hr_chart_n_marks (chart);
    }
}

static gboolean
shows (HrChart *chart, const char *id)
{
  HrChartTheme theme;

  hr_chart_theme_init (&theme, HR_CHART_THEME_LIGHT);
  for (guint i = 0; i < hr_chart_n_marks (chart); i++)
    {
      HrChartMark mark;

      hr_chart_mark (chart, &theme, 900, 900, i, &mark);
      if (g_str_equal (mark.id, id))
        return TRUE;
    }
  return FALSE;
}

/* Few places: what is always shown, the best answers to the question, and the fastest cards. */
static void
test_few_cards (void)
{
  static const char *const own[] = { "l40s", "rtx-3060-12gb", "not-there", NULL };
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  const HrSnapshot *snapshot = hr_catalog_get_snapshot (catalog);
  g_autoptr (HrAdvice) advice = fixture_advice (catalog, HR_TASK_NLP_FINE_TUNE, 3000);
  HrFigureOptions options;

  g_assert_cmpuint (advice->n_picks, >, 0);
  hr_figure_options_init (&options);
  options.top = 4;
  for (guint pass = 0; pass < 4; pass++)
    {
      g_autoptr (HrChart) chart = NULL;

      options.always = pass < 2 ? NULL : own;
      chart = hr_figure_new (HR_FIGURE_CAPACITY_BANDWIDTH_COST, pass % 2 ? advice : NULL, snapshot,
                             &options);
      g_assert_cmpuint (hr_chart_n_marks (chart), ==, 3 * 4 * HR_N_SEGMENT);
      g_assert_cmpint (shows (chart, "rtx-4090") && shows (chart, "a100-pcie-80gb"), ==, pass < 2);
      g_assert_cmpint (shows (chart, "l40s") && shows (chart, "rtx-3060-12gb"), ==, pass >= 2);
      g_assert_true (shows (chart, "rtx-5090")); /* the fastest of its class */
      if (pass % 2)
        g_assert_true (shows (chart, advice->picks[0].build.gpu->id));
    }
}

/* Of each type of RAM the cheapest and the fastest kit, four quantities each, beside cards. */
static void
test_ram_vram (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  const HrSnapshot *snapshot = hr_catalog_get_snapshot (catalog);
  HrFigureOptions   options;
  g_autoptr (HrChart) chart = NULL;
  HrChartTheme theme;
  HrChartMark  mark;
  guint        kits = 0, cards = 0;

  hr_figure_options_init (&options);
  chart = hr_figure_new (HR_FIGURE_RAM_VRAM, NULL, snapshot, &options);
  hr_chart_theme_init (&theme, HR_CHART_THEME_LIGHT);
  for (guint i = 0; i < hr_chart_n_marks (chart); i += 4)
    {
      hr_chart_mark (chart, &theme, 900, 900, i, &mark);
      if (hr_snapshot_gpu (snapshot, mark.id))
        cards++;
      for (guint k = 0; k < snapshot->n_ram_kits; k++)
        kits += g_str_equal (mark.id, snapshot->ram_kits[k].id);
    }
  g_assert_cmpuint (4 * (kits + cards), ==, hr_chart_n_marks (chart));
  g_assert_cmpuint (kits, >=, 4);
  g_assert_cmpuint (cards, ==, 4 * HR_N_SEGMENT);
  g_assert_true (shows (chart, "rtx-4090") && shows (chart, "ddr4-udimm-2x16"));
}

/* The narrowest place of the way stands out, whatever the machine is. */
static void
test_memory_path (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  g_autoptr (HrAdvice) advice = fixture_advice (catalog, HR_TASK_NLP_FINE_TUNE, 3000);
  HrPick          pick = advice->picks[0];
  HrFigureOptions options;

  hr_figure_options_init (&options);
  for (guint narrow = 0; narrow < 4; narrow++)
    {
      double *rates[] = { &pick.build.host.storage_gb_s, &pick.build.host.ram_bandwidth_gb_s,
                          &pick.build.host.pcie_gb_s };
      g_autofree char *summary = NULL;
      g_autoptr (HrChart) chart = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
        *rates[i] = i == narrow ? 1 : 2 + i;
      if (narrow == 3)
        pick.build.host.storage_gb_s = 0; /* not known: left out */
      chart = hr_figure_new_for_pick (HR_FIGURE_MEMORY_PATH, &pick, advice, advice->snapshot,
                                      &options);
      g_assert_cmpuint (hr_chart_n_marks (chart), ==, narrow == 3 ? 3 : 4);
      summary = g_strdup (hr_chart_get_summary (chart));
      g_assert_nonnull (strstr (summary, narrow == 0   ? "NVMe drive"
                                         : narrow == 2 ? "PCIe"
                                                       : "RAM"));
      check_chart (chart);
    }
}

static void
test_nicks (void)
{
  for (guint i = 0; i < HR_N_FIGURE; i++)
    {
      HrFigureKind kind;

      g_assert_true (hr_figure_parse (hr_figure_nick ((HrFigureKind) i), &kind));
      g_assert_cmpuint (kind, ==, i);
      g_assert_cmpint (strlen (hr_figure_title (kind)), >, 0);
    }
  for (guint i = 0; i < HR_N_FIGURE_SORT; i++)
    {
      HrFigureSort sort;

      g_assert_true (hr_figure_sort_parse (hr_figure_sort_nick ((HrFigureSort) i), &sort));
      g_assert_cmpuint (sort, ==, i);
    }
  g_assert_false (hr_figure_parse ("pie", &(HrFigureKind){ 0 }));
  g_assert_false (hr_figure_sort_parse ("pie", &(HrFigureSort){ 0 }));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure/all", test_all);
  g_test_add_func ("/figure/without-advice", test_without_advice);
  g_test_add_func ("/figure/empty-catalog", test_empty_catalog);
  g_test_add_func ("/figure/filters", test_filters);
  g_test_add_func ("/figure/few-cards", test_few_cards);
  g_test_add_func ("/figure/ram-vram", test_ram_vram);
  g_test_add_func ("/figure/memory-path", test_memory_path);
  g_test_add_func ("/figure/nicks", test_nicks);
  return g_test_run ();
}
