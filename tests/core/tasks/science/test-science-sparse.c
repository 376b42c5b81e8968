/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-science.h"

/* A million rows of 27 in double precision: 27 × 12 + 4 bytes of matrix and 6 × 8 of vectors a row;
 * an iteration moves 328 + 64 bytes a row for 64 operations. */
static void
test_by_hand (void)
{
  HrCalibration cal = *hr_calibration_default ();
  HrWorkload    w = test_science (HR_KERNEL_SPARSE);
  HrGpu         gpu = test_datacenter_gpu ();
  HrEstimate    e;

  cal.sparse_efficiency = 0.5;
  cal.science_launch_s = 0;
  gpu.bandwidth_gb_s = 1000;
  w.science.precision = HR_PRECISION_FP64;
  w.science.rows = 1e6;
  w.science.nonzeros = 27e6;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_sane (&e);
  test_near (test_term (&e, HR_TERM_NONZEROS), 328e6 / HR_GIB, 1e-12);
  test_near (test_term (&e, HR_TERM_VECTORS), 48e6 / HR_GIB, 1e-12);
  test_near (e.step_seconds, 392e6 / 500e9, 1e-12);
  test_near (e.throughput.value, 64.0 / 392 * 500e9, 1e-12);
  g_assert_cmpint (e.throughput.unit, ==, HR_RATE_UNIT_FLOP_S);
}

/* HPCG is quoted at 0.14 to 0.16 flop per byte of bandwidth on V100, A100 and H100. */
static void
test_hpcg (void)
{
  HrWorkload w = test_science (HR_KERNEL_SPARSE);
  HrGpu      gpu = test_datacenter_gpu ();
  HrEstimate e;

  w.science.precision = HR_PRECISION_FP64;
  w.science.rows = 256.0 * 256 * 256;
  e = test_estimate (&gpu, 1, &w, hr_calibration_default (), NULL);
  g_assert_cmpfloat (e.throughput.value / (gpu.bandwidth_gb_s * 1e9), >, 0.12);
  g_assert_cmpfloat (e.throughput.value / (gpu.bandwidth_gb_s * 1e9), <, 0.17);
  g_assert_cmpint (e.bound_by, ==, HR_STAGE_BANDWIDTH);
}

static void
test_bad (void)
{
  static const struct
  {
    double rows, nonzeros;
    guint  errors;
  } cases[] = {
    { 100, 2700, 0 }, { 0, 0, 0 }, { 10, 101, 1 }, { -1, 0, 1 }, { NAN, NAN, 2 }, { 1e14, 1e16, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrWorkload w = test_science (HR_KERNEL_SPARSE);

      w.science.rows = cases[i].rows;
      w.science.nonzeros = cases[i].nonzeros;
      hr_task_type (HR_TASK_SCIENTIFIC)->validate (&w, issues);
      g_assert_cmpuint (hr_issues_n_errors (issues), ==, cases[i].errors);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/science-sparse/by-hand", test_by_hand);
  g_test_add_func ("/science-sparse/hpcg", test_hpcg);
  g_test_add_func ("/science-sparse/bad", test_bad);
  return g_test_run ();
}
