/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "samples.h"

#include "check-texts.h"

static void
test_texts (gconstpointer data)
{
  const Sample       *sample = data;
  static const double widths[] = { 360, 480, 640, 900, 1400 };

  for (guint w = 0; w < G_N_ELEMENTS (widths); w++)
    for (int variant = 0; variant < 4; variant++)
      {
        g_autoptr (HrChart) chart = sample->create ();
        cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 4, 4);
        cairo_t         *cr = cairo_create (surface);
        HrChartTheme     theme;
        double           height;

        hr_chart_theme_init (&theme, HR_CHART_THEME_LIGHT);
        theme.rtl = variant % 2;
        theme.text_scale = variant / 2 ? 1.5 : 1;
        height = hr_chart_preferred_height (chart, &theme, widths[w]);
        hr_chart_draw (chart, &theme, cr, widths[w], height);
        check_texts (chart);
        cairo_destroy (cr);
        cairo_surface_destroy (surface);
      }
}

/* In half of the height that it wants a chart of bars still keeps its labels apart. */
static void
test_thinned (void)
{
  for (double height = 3000; height > 60; height /= 2)
    {
      g_autoptr (HrChart) chart = sample_bars_of (120);
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 4, 4);
      cairo_t         *cr = cairo_create (surface);
      HrChartTheme     theme;

      hr_chart_theme_init (&theme, HR_CHART_THEME_LIGHT);
      hr_chart_draw (chart, &theme, cr, 900, height);
      check_texts_apart (chart);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < n_samples; i++)
    {
      g_autofree char *path = g_strconcat ("/layout/texts/", samples[i].name, NULL);

      g_test_add_data_func (path, &samples[i], test_texts);
    }
  g_test_add_func ("/layout/thinned", test_thinned);
  return g_test_run ();
}
