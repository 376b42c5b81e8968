/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "samples.h"

#include <glib/gstdio.h>
#include <pango/pango.h>
#include <stdlib.h>
#include <string.h>

/* Each chart against its reference picture, per channel. With HEADROOM_WRITE_REFERENCE set to a
 * folder the pictures are written there instead: look at them before they become the reference. */

#define TOLERANCE 2
#define WIDTH     640

typedef struct
{
  const char      *sample;
  const char      *variant;
  HrChartThemeKind theme;
  double           width;
  double           height; /* 0 = as preferred */
  double           text_scale;
  gboolean         rtl;
} Picture;

static const Picture pictures[] = {
  { "bars", "light", HR_CHART_THEME_LIGHT, WIDTH, 0, 1, FALSE },
  { "bars", "dark", HR_CHART_THEME_DARK, WIDTH, 0, 1, FALSE },
  { "bars", "high-contrast", HR_CHART_THEME_HIGH_CONTRAST, WIDTH, 0, 1, FALSE },
  { "bars", "print", HR_CHART_THEME_PRINT, WIDTH, 0, 1, FALSE },
  { "bars", "narrow", HR_CHART_THEME_LIGHT, 360, 0, 1, FALSE },
  { "bars", "large-text", HR_CHART_THEME_LIGHT, WIDTH, 0, 1.5, FALSE },
  { "bars", "right-to-left", HR_CHART_THEME_LIGHT, WIDTH, 0, 1, TRUE },
  { "bars-log", "light", HR_CHART_THEME_LIGHT, WIDTH, 0, 1, FALSE },
  { "bars-many", "light", HR_CHART_THEME_LIGHT, WIDTH, 400, 1, FALSE },
  { "bars-odd", "light", HR_CHART_THEME_LIGHT, WIDTH, 0, 1, FALSE },
  { "empty", "dark", HR_CHART_THEME_DARK, WIDTH, 0, 1, FALSE },
  { "memory-bar", "light", HR_CHART_THEME_LIGHT, WIDTH, 0, 1, FALSE },
  { "memory-bar", "high-contrast-dark", HR_CHART_THEME_HIGH_CONTRAST_DARK, WIDTH, 0, 1, FALSE },
  { "memory-bar-exceeds", "light", HR_CHART_THEME_LIGHT, WIDTH, 0, 1, FALSE },
  { "memory-by-card", "dark", HR_CHART_THEME_DARK, WIDTH, 0, 1, FALSE },
  { "memory-by-card", "narrow", HR_CHART_THEME_LIGHT, 320, 0, 1, FALSE },
  { "data-path", "light", HR_CHART_THEME_LIGHT, WIDTH, 0, 1, FALSE },
  { "data-path", "narrow", HR_CHART_THEME_DARK, 360, 0, 1, FALSE },
  { "data-path", "list", HR_CHART_THEME_LIGHT, 220, 0, 1, FALSE },
  { "scatter", "light", HR_CHART_THEME_LIGHT, WIDTH, 0, 1, FALSE },
  { "roofline", "light", HR_CHART_THEME_LIGHT, WIDTH, 0, 1, FALSE },
  { "lines", "high-contrast", HR_CHART_THEME_HIGH_CONTRAST, WIDTH, 0, 1, FALSE },
};

static cairo_surface_t *
render (const Picture *picture)
{
  g_autoptr (HrChart) chart = NULL;
  cairo_surface_t *surface;
  HrChartTheme     theme;
  double           height;
  cairo_t         *cr;

  for (guint i = 0; i < n_samples; i++)
    if (strcmp (samples[i].name, picture->sample) == 0)
      chart = samples[i].create ();
  g_assert_nonnull (chart);
  hr_chart_theme_init (&theme, picture->theme);
  hr_chart_theme_set_font (&theme, "DejaVu Sans 9");
  theme.text_scale = picture->text_scale;
  theme.rtl = picture->rtl;
  height = picture->height > 0 ? picture->height
                               : hr_chart_preferred_height (chart, &theme, picture->width);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) picture->width, (int) height);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, theme.background.red, theme.background.green, theme.background.blue);
  cairo_paint (cr);
  hr_chart_draw (chart, &theme, cr, picture->width, height);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Returns how many pixels differ; paints those red into @drawn. */
static guint
compare (cairo_surface_t *drawn, cairo_surface_t *reference)
{
  int width = cairo_image_surface_get_width (drawn),
      height = cairo_image_surface_get_height (drawn);
  guint differing = 0;

  for (int y = 0; y < height; y++)
    {
      guchar *a = cairo_image_surface_get_data (drawn) + y * cairo_image_surface_get_stride (drawn);
      guchar *b = cairo_image_surface_get_data (reference)
                  + y * cairo_image_surface_get_stride (reference);

      for (int x = 0; x < width; x++, a += 4, b += 4)
        if (abs (a[0] - b[0]) > TOLERANCE || abs (a[1] - b[1]) > TOLERANCE
            || abs (a[2] - b[2]) > TOLERANCE)
          {
            memcpy (a, &(guint32){ 0xffff0000 }, 4);
            differing++;
          }
    }
  return differing;
}

/* Pango draws the same text a little differently from series to series: each has its pictures. */
static char *
reference_folder (void)
{
  int              version = pango_version ();
  g_autofree char *series = g_strdup_printf ("pango-%d.%d", version / 10000, version / 100 % 100);

  return g_build_filename (g_getenv ("HEADROOM_TEST_DATA"), "charts", "reference", series, NULL);
}

static void
test_picture (gconstpointer data)
{
  const Picture   *picture = data;
  g_autofree char *name = g_strdup_printf ("%s-%s.png", picture->sample, picture->variant);
  g_autofree char *references = reference_folder ();
  g_autofree char *file = g_build_filename (references, name, NULL);
  const char      *folder = g_getenv ("HEADROOM_WRITE_REFERENCE");
  cairo_surface_t *drawn = render (picture), *reference;
  guint            differing;

  if (folder)
    {
      g_autofree char *target = g_build_filename (folder, name, NULL);

      g_assert_cmpint (cairo_surface_write_to_png (drawn, target), ==, CAIRO_STATUS_SUCCESS);
      cairo_surface_destroy (drawn);
      return;
    }
  if (!g_file_test (references, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("no pictures for this series of Pango");
      cairo_surface_destroy (drawn);
      return;
    }
  reference = cairo_image_surface_create_from_png (file);
  g_assert_cmpint (cairo_surface_status (reference), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_image_surface_get_width (drawn), ==,
                   cairo_image_surface_get_width (reference));
  g_assert_cmpint (cairo_image_surface_get_height (drawn), ==,
                   cairo_image_surface_get_height (reference));
  differing = compare (drawn, reference);
  if (differing > 0)
    {
      g_autofree char *difference = g_strdup_printf ("%s/difference-%s", g_get_tmp_dir (), name);

      cairo_surface_mark_dirty (drawn);
      cairo_surface_write_to_png (drawn, difference);
      g_test_message ("%u pixels differ from %s: red in %s", differing, file, difference);
      g_test_fail ();
    }
  cairo_surface_destroy (drawn);
  cairo_surface_destroy (reference);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autofree char *path = g_strdup_printf ("/pictures/%s/%s", pictures[i].sample,
                                               pictures[i].variant);

      g_test_add_data_func (path, &pictures[i], test_picture);
    }
  return g_test_run ();
}
