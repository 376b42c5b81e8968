/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-science.h"

/* Either roof: 64 TFLOP/s and 1 TB/s at 50 %. */
static void
test_roofs (void)
{
  static const struct
  {
    double     flop, bytes, seconds;
    HrRateUnit unit;
  } cases[] = {
    { 32e12, 0, 1, HR_RATE_UNIT_FLOP_S },          { 0, 0.5e12, 1, HR_RATE_UNIT_BYTES_S },
    { 32e12, 1e12, 2, HR_RATE_UNIT_BYTES_S },      { 64e12, 0.5e12, 2, HR_RATE_UNIT_FLOP_S },
    { 0, 0, 10e9 / 0.5e12, HR_RATE_UNIT_BYTES_S }, /* the working set is read once */
  };
  HrCalibration cal = *hr_calibration_default ();
  HrGpu         gpu = test_gpu (HR_ARCH_ADA);

  cal.custom_efficiency = cal.custom_compute_efficiency = 0.5;
  cal.science_launch_s = 0;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrWorkload w = test_science (HR_KERNEL_CUSTOM);
      HrEstimate e;

      w.science.precision = HR_PRECISION_FP32;
      w.science.working_set_gib = 10e9 / HR_GIB;
      w.science.flops_per_step = cases[i].flop;
      w.science.bytes_per_step = cases[i].bytes;
      e = test_estimate (&gpu, 1, &w, &cal, NULL);
      test_sane (&e);
      test_near (e.step_seconds, cases[i].seconds, 1e-9);
      g_assert_cmpint (e.throughput.unit, ==, cases[i].unit);
      test_near (test_term (&e, HR_TERM_WORKING_SET), 10e9 / HR_GIB, 1e-12);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/science-custom/roofs", test_roofs);
  return g_test_run ();
}
