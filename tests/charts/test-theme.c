/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-chart-theme.h"

#include <math.h>

static double
channel (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

/* Relative luminance and contrast as WCAG 2.1 defines them. */
static double
luminance (const HrChartColor *color)
{
  return 0.2126 * channel (color->red) + 0.7152 * channel (color->green)
         + 0.0722 * channel (color->blue);
}

static double
contrast (const HrChartColor *a, const HrChartColor *b)
{
  double first = luminance (a), second = luminance (b);

  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}

static void
test_text_is_readable (void)
{
  for (guint i = 0; i < HR_CHART_N_THEME; i++)
    {
      double least = i == HR_CHART_THEME_HIGH_CONTRAST || i == HR_CHART_THEME_HIGH_CONTRAST_DARK
                         ? 7
                         : 4.5;
      HrChartTheme theme;

      hr_chart_theme_init (&theme, (HrChartThemeKind) i);
      g_assert_cmpfloat (contrast (&theme.text, &theme.background), >=, least);
      g_assert_cmpfloat (contrast (&theme.dim, &theme.background), >=, least);
      g_assert_cmpfloat (contrast (&theme.text, &theme.surface), >=, least);
      g_assert_cmpfloat (contrast (&theme.text, &theme.highlight), >=, least);
      g_assert_cmpfloat (contrast (&theme.alert, &theme.background), >=, least);
    }
}

/* A colour as an eye without long-wave (protan) or middle-wave (deutan) cones has it: the matrices
 * are those of Viénot, Brettel and Mollon (1999), on linear RGB. */
static void
simulate (const HrChartColor *color, gboolean protan, double seen[3])
{
  double red = channel (color->red), green = channel (color->green), blue = channel (color->blue);

  seen[0] = protan ? 0.11238 * red + 0.88762 * green : 0.29275 * red + 0.70725 * green;
  seen[1] = seen[0];
  seen[2] = protan ? 0.00401 * red - 0.00401 * green + blue
                   : -0.02234 * red + 0.02234 * green + blue;
}

/* The three hues of the segments can be told apart by everybody; all others have a pattern too. */
static void
test_segments_differ (void)
{
  for (guint i = 0; i < HR_CHART_N_THEME; i++)
    for (int protan = 0; protan < 2; protan++)
      for (guint a = 0; a < 3; a++)
        for (guint b = a + 1; b < 3; b++)
          {
            HrChartTheme theme;
            double       first[3], second[3], distance = 0;

            hr_chart_theme_init (&theme, (HrChartThemeKind) i);
            simulate (&theme.hues[a], protan, first);
            simulate (&theme.hues[b], protan, second);
            for (guint k = 0; k < 3; k++)
              distance += (first[k] - second[k]) * (first[k] - second[k]);
            g_assert_cmpfloat (sqrt (distance), >, 0.1);
          }
}

static void
test_nicks (void)
{
  for (guint i = 0; i < HR_CHART_N_THEME; i++)
    {
      HrChartThemeKind kind;

      g_assert_true (hr_chart_theme_parse (hr_chart_theme_nick ((HrChartThemeKind) i), &kind));
      g_assert_cmpuint (kind, ==, i);
    }
  g_assert_false (hr_chart_theme_parse ("pink", &(HrChartThemeKind){ 0 }));
}

static void
test_equal (void)
{
  HrChartTheme a, b;

  hr_chart_theme_init (&a, HR_CHART_THEME_LIGHT);
  hr_chart_theme_init (&b, HR_CHART_THEME_LIGHT);
  g_assert_true (hr_chart_theme_equal (&a, &b));
  b.hues[HR_CHART_N_HUE - 1].blue += 0.01;
  g_assert_false (hr_chart_theme_equal (&a, &b));
  b = a;
  hr_chart_theme_set_font (&b, "Sans 30");
  g_assert_false (hr_chart_theme_equal (&a, &b));
  b = a;
  b.rtl = TRUE;
  g_assert_false (hr_chart_theme_equal (&a, &b));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/theme/text-is-readable", test_text_is_readable);
  g_test_add_func ("/theme/segments-differ", test_segments_differ);
  g_test_add_func ("/theme/nicks", test_nicks);
  g_test_add_func ("/theme/equal", test_equal);
  return g_test_run ();
}
