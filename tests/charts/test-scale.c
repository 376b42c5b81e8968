/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-scale.h"

#include <math.h>

static void
assert_near (double a, double b)
{
  if (fabs (a - b) > 1e-9 * MAX (1, fabs (b)))
    g_error ("%.17g is not %.17g", a, b);
}

static void
test_domain (void)
{
  static const struct
  {
    HrScaleKind kind;
    guint       n;
    double      values[4];
    gboolean    from_zero;
    double      min, max;
  } rows[] = {
    { HR_SCALE_LINEAR, 0, { 0 }, FALSE, 0, 1 },
    { HR_SCALE_LINEAR, 3, { 16, 24, 80 }, TRUE, 0, 80 },
    { HR_SCALE_LINEAR, 3, { 16, 24, 80 }, FALSE, 16, 80 },
    { HR_SCALE_LINEAR, 2, { -5, 5 }, TRUE, -5, 5 },
    { HR_SCALE_LINEAR, 1, { 0 }, TRUE, 0, 1 },
    { HR_SCALE_LINEAR, 1, { 24 }, FALSE, 12, 36 },
    { HR_SCALE_LINEAR, 1, { -24 }, FALSE, -36, -12 },
    { HR_SCALE_LINEAR, 4, { NAN, 3, INFINITY, 9 }, FALSE, 3, 9 },
    { HR_SCALE_LINEAR, 2, { NAN, -INFINITY }, TRUE, 0, 1 },
    { HR_SCALE_LINEAR, 2, { 1e-12, 1e9 }, TRUE, 0, 1e9 },
    { HR_SCALE_LOG, 0, { 0 }, FALSE, 1, 10 },
    { HR_SCALE_LOG, 3, { 0, -3, NAN }, FALSE, 1, 10 },
    { HR_SCALE_LOG, 4, { 0, 10, 1000, NAN }, FALSE, 10, 1000 },
    { HR_SCALE_LOG, 1, { 10 }, FALSE, 5, 20 },
    { HR_SCALE_LOG, 3, { 10, 10, 10 }, TRUE, 5, 20 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HrScale scale;

      hr_scale_init (&scale, rows[i].kind, rows[i].values, rows[i].n, rows[i].from_zero);
      assert_near (scale.min, rows[i].min);
      assert_near (scale.max, rows[i].max);
      g_assert_cmpfloat (scale.min, <, scale.max);
    }
}

static void
test_ticks (void)
{
  static const struct
  {
    HrScaleKind kind;
    double      min, max;
    guint       max_ticks;
    guint       n;
    double      ticks[8];
  } rows[] = {
    { HR_SCALE_LINEAR, 0, 192, 5, 4, { 0, 50, 100, 150 } },
    { HR_SCALE_LINEAR, 0, 1, 5, 6, { 0, 0.2, 0.4, 0.6, 0.8, 1 } },
    { HR_SCALE_LINEAR, -1, 1, 4, 5, { -1, -0.5, 0, 0.5, 1 } },
    { HR_SCALE_LINEAR, 0, 1e9, 2, 3, { 0, 5e8, 1e9 } },
    { HR_SCALE_LINEAR, 17, 18, 1, 2, { 17, 18 } },
    { HR_SCALE_LOG, 1, 1000, 4, 4, { 1, 10, 100, 1000 } },
    { HR_SCALE_LOG, 1, 100, 8, 7, { 1, 2, 5, 10, 20, 50, 100 } },
    { HR_SCALE_LOG, 1, 100, 5, 5, { 1, 3, 10, 30, 100 } },
    { HR_SCALE_LOG, 1, 1e8, 5, 5, { 1, 1e2, 1e4, 1e6, 1e8 } },
    { HR_SCALE_LOG, 11, 19, 5, 4, { 12, 14, 16, 18 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HrScale scale = { rows[i].kind, rows[i].min, rows[i].max };
      double  ticks[HR_SCALE_MAX_TICKS];
      guint   n = hr_scale_ticks (&scale, rows[i].max_ticks, ticks);

      g_assert_cmpuint (n, ==, rows[i].n);
      for (guint k = 0; k < n; k++)
        assert_near (ticks[k], rows[i].ticks[k]);
    }
}

/* No domain, however odd, gives too many ticks, ticks outside or ticks out of order. */
static void
test_ticks_are_inside (void)
{
  static const double ends[] = { -1e300, -1e100, -1e9, -1,  0,    1e-300, 1e-100, 1e-9,
                                 0.3,    1,      7,    1e9, 1e15, 1e100,  1e300 };

  for (guint a = 0; a < G_N_ELEMENTS (ends); a++)
    for (guint b = 0; b < G_N_ELEMENTS (ends); b++)
      for (guint kind = 0; kind < 2; kind++)
        for (guint max = 1; max < 20; max += 6)
          {
            double  ticks[HR_SCALE_MAX_TICKS];
            HrScale scale;
            guint   n;

            hr_scale_init (&scale, (HrScaleKind) kind, (double[]){ ends[a], ends[b] }, 2, FALSE);
            g_assert_true (isfinite (scale.min) && isfinite (scale.max) && scale.min < scale.max);
            n = hr_scale_ticks (&scale, max, ticks);
            g_assert_cmpuint (n, <=, max + 2);
            for (guint i = 0; i < n; i++)
              {
                double position = hr_scale_map (&scale, ticks[i]);

                g_assert_true (position > -1e-6 && position < 1 + 1e-6);
                g_assert_true (i == 0 || ticks[i] > ticks[i - 1]);
              }
          }
}

static void
test_map (void)
{
  HrScale linear = { HR_SCALE_LINEAR, 0, 200 }, logarithmic = { HR_SCALE_LOG, 1, 10000 };

  assert_near (hr_scale_map (&linear, 50), 0.25);
  assert_near (hr_scale_map (&linear, 1e12), 2);
  assert_near (hr_scale_map (&linear, -1e12), -1);
  assert_near (hr_scale_map (&linear, NAN), 0);
  assert_near (hr_scale_map (&linear, INFINITY), 0);
  assert_near (hr_scale_map (&logarithmic, 100), 0.5);
  assert_near (hr_scale_map (&logarithmic, 0), 0);
  assert_near (hr_scale_map (&logarithmic, -4), 0);
  for (double at = 0; at <= 1; at += 0.125)
    {
      assert_near (hr_scale_map (&linear, hr_scale_invert (&linear, at)), at);
      assert_near (hr_scale_map (&logarithmic, hr_scale_invert (&logarithmic, at)), at);
    }
  g_assert_true (isfinite (hr_scale_invert (&logarithmic, NAN)));
}

static void
test_nice (void)
{
  HrScale scale = { HR_SCALE_LINEAR, 3, 97 };

  hr_scale_nice (&scale, 5);
  assert_near (scale.min, 0);
  assert_near (scale.max, 100);
  hr_scale_nice (&scale, 5);
  assert_near (scale.max, 100);
  hr_scale_extend (&scale, 0.05);
  assert_near (scale.min, 0);
  assert_near (scale.max, 105);
  scale = (HrScale){ HR_SCALE_LOG, 1, 100 };
  hr_scale_extend (&scale, 0.5);
  assert_near (scale.min, 0.1);
  assert_near (scale.max, 1000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scale/domain", test_domain);
  g_test_add_func ("/scale/ticks", test_ticks);
  g_test_add_func ("/scale/ticks-are-inside", test_ticks_are_inside);
  g_test_add_func ("/scale/map", test_map);
  g_test_add_func ("/scale/nice", test_nice);
  return g_test_run ();
}
