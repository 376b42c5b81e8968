/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "samples.h"

#include <math.h>
#include <string.h>

static gboolean
is_odd (const Sample *sample)
{
  return strstr (sample->name, "odd") || strcmp (sample->name, "empty") == 0;
}

/* The middle of each mark finds that mark again, in every theme, direction and width. */
static void
test_hit_is_inverse (gconstpointer data)
{
  const Sample       *sample = data;
  static const double widths[] = { 360, 640, 1200 };

  for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
    for (int rtl = 0; rtl < 2; rtl++)
      {
        g_autoptr (HrChart) chart = sample->create ();
        HrChartTheme theme;
        double       height;

        hr_chart_theme_init (&theme, HR_CHART_THEME_LIGHT);
        theme.rtl = rtl;
        height = hr_chart_preferred_height (chart, &theme, widths[w]);
        g_assert_cmpuint (hr_chart_n_marks (chart), >, 0);
        for (guint i = 0; i < hr_chart_n_marks (chart); i++)
          {
            HrChartMark mark;
            guint       found = G_MAXUINT;

            hr_chart_mark (chart, &theme, widths[w], height, i, &mark);
            g_assert_nonnull (mark.label);
            g_assert_nonnull (mark.value_text);
            g_assert_cmpfloat (mark.x, >=, -0.01);
            g_assert_cmpfloat (mark.y, >=, -0.01);
            g_assert_cmpfloat (mark.x + mark.width, <=, widths[w] + 0.01);
            g_assert_cmpfloat (mark.y + mark.height, <=, height + 0.01);
            g_assert_true (hr_chart_mark_at (chart, &theme, widths[w], height,
                                             mark.x + mark.width / 2, mark.y + mark.height / 2,
                                             &found));
            g_assert_cmpuint (found, ==, i);
          }
        g_assert_false (
            hr_chart_mark_at (chart, &theme, widths[w], height, -50, -50, &(guint){ 0 }));
      }
}

/* Any size, however small, large or not a number, gives finite marks and a context without error.
 */
static void
test_any_size (gconstpointer data)
{
  const Sample       *sample = data;
  static const double sizes[] = { 1, 2, 17, 90, 700, 5000, 0, -3, NAN, INFINITY };
  cairo_surface_t    *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 64, 64);
  cairo_t            *cr = cairo_create (surface);

  for (guint w = 0; w < G_N_ELEMENTS (sizes); w++)
    for (guint h = 0; h < G_N_ELEMENTS (sizes); h += 3)
      {
        g_autoptr (HrChart) chart = sample->create ();
        HrChartTheme theme;

        hr_chart_theme_init (&theme, (HrChartThemeKind) (w % HR_CHART_N_THEME));
        theme.rtl = h % 2;
        theme.text_scale = w % 3 == 0 ? 1.5 : 1;
        g_assert_true (isfinite (hr_chart_preferred_height (chart, &theme, sizes[w])));
        hr_chart_draw (chart, &theme, cr, sizes[w], sizes[h]);
        g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
        for (guint i = 0; i < hr_chart_n_marks (chart); i++)
          {
            HrChartMark mark;

            hr_chart_mark (chart, &theme, sizes[w], sizes[h], i, &mark);
            g_assert_true (isfinite (mark.x) && isfinite (mark.y));
            g_assert_true (mark.width >= 0 && mark.height >= 0);
          }
      }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_bars_speak (void)
{
  g_autoptr (HrChart) chart = samples[0].create ();
  HrChartTheme theme;
  HrChartMark  mark;

  hr_chart_theme_init (&theme, HR_CHART_THEME_LIGHT);
  hr_chart_mark (chart, &theme, 800, 500, 4, &mark);
  g_assert_cmpstr (mark.id, ==, "rtx-5070-ti");
  g_assert_cmpstr (mark.label, ==, "RTX 5070 Ti");
  g_assert_cmpstr (mark.series, ==, "Bandwidth");
  g_assert_cmpstr (mark.value_text, ==, "896");
}

/* Mirrored, a bar lies as far from the right as it did from the left. */
static void
test_mirrored (void)
{
  g_autoptr (HrChart) chart = samples[0].create ();
  HrChartTheme ltr, rtl;
  HrChartMark  a, b;

  hr_chart_theme_init (&ltr, HR_CHART_THEME_LIGHT);
  rtl = ltr;
  rtl.rtl = TRUE;
  hr_chart_mark (chart, &ltr, 800, 500, 7, &a);
  hr_chart_mark (chart, &rtl, 800, 500, 7, &b);
  g_assert_cmpfloat_with_epsilon (b.x, 800 - a.x - a.width, 0.01);
  g_assert_cmpfloat_with_epsilon (b.y, a.y, 0.01);
}

/* Asking for a mark must not cost a layout each time: this would take seconds. */
static void
test_layout_is_kept (void)
{
  g_autoptr (HrChart) chart = sample_bars_of (300);
  HrChartTheme theme;
  HrChartMark  mark;
  gint64       start;

  hr_chart_theme_init (&theme, HR_CHART_THEME_LIGHT);
  hr_chart_mark (chart, &theme, 900, 6000, 0, &mark);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < hr_chart_n_marks (chart); i++)
    hr_chart_mark (chart, &theme, 900, 6000, i, &mark);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC / 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < n_samples; i++)
    {
      g_autofree char *inverse = g_strconcat ("/marks/hit-is-inverse/", samples[i].name, NULL);
      g_autofree char *any_size = g_strconcat ("/marks/any-size/", samples[i].name, NULL);

      if (!is_odd (&samples[i]))
        g_test_add_data_func (inverse, &samples[i], test_hit_is_inverse);
      g_test_add_data_func (any_size, &samples[i], test_any_size);
    }
  g_test_add_func ("/marks/bars-speak", test_bars_speak);
  g_test_add_func ("/marks/mirrored", test_mirrored);
  g_test_add_func ("/marks/layout-is-kept", test_layout_is_kept);
  return g_test_run ();
}
