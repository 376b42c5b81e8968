/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "hr-band.h"

static void
assert_near (double a, double b)
{
  g_assert_cmpfloat_with_epsilon (a, b, 1e-9);
}

/* 0.3² + 0.4² = 0.5², each side for itself. */
static void
test_widen (void)
{
  HrBand       band = hr_band (exp (-HR_Z_80 * 0.3), exp (HR_Z_80 * 1.2));
  HrThroughput rate = { .value = 10 };

  hr_band_widen (&band, 0);
  assert_near (band.low, HR_Z_80 * 0.3);
  hr_band_widen (&band, 0.4);
  assert_near (hr_band_low (&band), exp (-HR_Z_80 * 0.5));
  assert_near (hr_band_high (&band), exp (HR_Z_80 * sqrt (1.44 + 0.16)));
  hr_band_set_rate (&band, &rate);
  assert_near (rate.low, 10 * hr_band_low (&band));
  assert_near (rate.high, 10 * hr_band_high (&band));
}

static void
test_rest_on (void)
{
  double     runs[HR_N_ARCH] = { [HR_ARCH_ADA] = 12 };
  HrEstimate e = { .n_basis = 0 };
  HrBand     band = { 0, 0 };

  hr_estimate_rest_on (&e, &band, HR_QUANTITY_MEMORY, HR_BASIS_ARCHITECTURE, &hr_enum_arch,
                       HR_ARCH_ADA, runs, 0.4);
  assert_near (band.high, 0);
  hr_estimate_rest_on (&e, &band, HR_QUANTITY_MEMORY, HR_BASIS_ARCHITECTURE, &hr_enum_arch,
                       HR_ARCH_VOLTA, runs, 0.4);
  assert_near (band.high, HR_Z_80 * 0.4);
  g_assert_cmpuint (e.notes, ==, 0);
  hr_estimate_rest_on (&e, &band, HR_QUANTITY_THROUGHPUT, HR_BASIS_ARCHITECTURE, &hr_enum_arch,
                       HR_ARCH_VOLTA, runs, 0.4);
  g_assert_cmpuint (e.notes, ==, HR_NOTE_EXTRAPOLATED);
  g_assert_cmpuint (e.n_basis, ==, 3);
  g_assert_cmpuint (e.basis[0].runs, ==, 12);
  g_assert_cmpuint (hr_estimate_n_missing (&e, HR_QUANTITY_MEMORY), ==, 1);
}

/* The limit beyond the upper end, at it, at the estimate, at the lower end, below: the chance is
 * that of a normal logarithm on each side. */
static void
test_fit (void)
{
  static const struct
  {
    double usable_gib;
    HrFit  fit;
    double chance;
  } cases[] = {
    { 14.5, HR_FIT_FITS, 0.9215 }, { 13.9, HR_FIT_TIGHT, 0.89 },   { 10, HR_FIT_TIGHT, 0.5 },
    { 8.1, HR_FIT_TIGHT, 0.114 },  { 7.9, HR_FIT_EXCEEDS, 0.087 }, { 2, HR_FIT_EXCEEDS, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrGpu           gpu = { .vram_gib = 16, .usable_mib = cases[i].usable_gib * 1024 };
      HrEstimateInput input = { .gpu = &gpu };
      HrEstimate      e = { .required_gib = 10, .low_gib = 8, .high_gib = 14 };

      g_test_message ("%g GiB", cases[i].usable_gib);
      hr_estimate_finish_fit (&e, &input, NULL);
      g_assert_cmpint (e.fit, ==, cases[i].fit);
      g_assert_cmpfloat_with_epsilon (e.fit_chance, cases[i].chance, 0.006);
      g_assert_cmpint (hr_estimate_is_likely (&e), ==, cases[i].usable_gib >= 10);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/band/widen", test_widen);
  g_test_add_func ("/band/rest-on", test_rest_on);
  g_test_add_func ("/band/fit", test_fit);
  return g_test_run ();
}
