/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "samples.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

typedef struct
{
  char *folder;
} Fixture;

static void
setup (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("headroom-save-XXXXXX", NULL);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
test_formats (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    HrChartFormat format;
    const char   *start;
  } rows[] = {
    { HR_CHART_FORMAT_SVG, "<?xml" },
    { HR_CHART_FORMAT_PNG, "\x89PNG" },
    { HR_CHART_FORMAT_PDF, "%PDF" },
  };

  for (guint s = 0; s < n_samples; s++)
    for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
      {
        g_autofree char *file = g_build_filename (fixture->folder, "chart", NULL);
        g_autoptr (HrChart) chart = samples[s].create ();
        g_autoptr (GError) error = NULL;
        g_autofree char *bytes = NULL;
        HrChartTheme     theme;
        gsize            length;

        hr_chart_theme_init (&theme, HR_CHART_THEME_PRINT);
        g_assert_true (hr_chart_save (chart, &theme, file, rows[i].format, 500, 0, &error));
        g_assert_no_error (error);
        g_assert_true (g_file_get_contents (file, &bytes, &length, NULL));
        g_assert_cmpuint (length, >, 500);
        g_assert_cmpint (memcmp (bytes, rows[i].start, strlen (rows[i].start)), ==, 0);
      }
}

static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    double width, height;
  } sizes[] = {
    { 0, 100 },   { -1, 100 },  { 100, -1 },  { NAN, 100 },
    { 100, NAN }, { 1e9, 100 }, { 100, 1e9 }, { INFINITY, 0 },
  };
  g_autofree char *file = g_build_filename (fixture->folder, "chart.png", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->folder, "no", "such", "chart.png", NULL);
  g_autoptr (HrChart) chart = samples[0].create ();
  g_autoptr (GError) write_error = NULL;
  HrChartTheme theme;

  hr_chart_theme_init (&theme, HR_CHART_THEME_LIGHT);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (hr_chart_save (chart, &theme, file, HR_CHART_FORMAT_PNG, sizes[i].width,
                                     sizes[i].height, &error));
      g_assert_error (error, HR_CHART_ERROR, HR_CHART_ERROR_SIZE);
      g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
    }
  g_assert_false (
      hr_chart_save (chart, &theme, nowhere, HR_CHART_FORMAT_PNG, 300, 200, &write_error));
  g_assert_error (write_error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/save/formats", Fixture, NULL, setup, test_formats, teardown);
  g_test_add ("/save/refused", Fixture, NULL, setup, test_refused, teardown);
  return g_test_run ();
}
