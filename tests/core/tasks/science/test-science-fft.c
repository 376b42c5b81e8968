/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-science.h"

/* 1024³ points in single precision: 8 GiB of data and as much work area; 30 bits deep, so three
 * passes of a read and a write each. */
static void
test_by_hand (void)
{
  HrCalibration cal = *hr_calibration_default ();
  HrWorkload    w = test_science (HR_KERNEL_FFT);
  HrGpu         gpu = test_datacenter_gpu ();
  double        points = 1024.0 * 1024 * 1024;
  HrEstimate    e;

  cal.fft_efficiency = 0.5;
  cal.science_launch_s = 0;
  w.science.precision = HR_PRECISION_FP32;
  w.science.points = points;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_sane (&e);
  test_near (test_term (&e, HR_TERM_GRID), 8, 1e-12);
  test_near (test_term (&e, HR_TERM_PLAN), 8, 1e-12);
  test_near (e.step_seconds, 3 * 2 * 8 * HR_GIB / 1.5e12, 1e-12);
  test_near (e.throughput.value * e.step_seconds, 5 * points * 30, 1e-12);
  g_assert_cmpint (e.bound_by, ==, HR_STAGE_BANDWIDTH);
}

static void
test_edges (void)
{
  static const double points[] = { 1, 2, 1024, 1025, 1e12 };
  HrGpu               gpu = test_gpu (HR_ARCH_ADA);

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    for (guint n = 1; n <= 8; n += 7)
      {
        HrWorkload w = test_science (HR_KERNEL_FFT);
        HrEstimate e;

        w.science.precision = HR_PRECISION_FP64;
        w.science.points = points[i];
        e = test_estimate (&gpu, n, &w, hr_calibration_default (), NULL);
        g_test_message ("%g points on %u", points[i], n);
        test_sane (&e);
        g_assert_true (e.notes & HR_NOTE_SLOW_FP64);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/science-fft/by-hand", test_by_hand);
  g_test_add_func ("/science-fft/edges", test_edges);
  return g_test_run ();
}
