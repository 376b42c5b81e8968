/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-science.h"

/* 10^9 cells of 93 bytes; 153 bytes moved over 1000 GB/s at 90 %: 0.17 s a step. */
static void
test_by_hand (void)
{
  HrCalibration cal = *hr_calibration_default ();
  HrWorkload    w = test_science (HR_KERNEL_LATTICE);
  HrGpu         gpu = test_gpu (HR_ARCH_ADA);
  HrEstimate    e;

  gpu.vram_gib = 192;
  gpu.usable_mib = 0;
  cal.lattice_efficiency[HR_ARCH_ADA] = 0.9;
  cal.lattice_flop_per_cell[HR_ARCH_ADA] = 0;
  cal.science_launch_s = 0;
  w.science.precision = HR_PRECISION_FP32;
  w.science.cells = 1e9;
  w.science.steps = 100;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_sane (&e);
  test_near (test_term (&e, HR_TERM_CELLS), 93e9 / HR_GIB, 1e-12);
  test_near (e.step_seconds, 153e9 / 0.9e12, 1e-12);
  test_near (e.throughput.value, 0.9e12 / 153, 1e-12);
  g_assert_cmpint (e.throughput.unit, ==, HR_RATE_UNIT_CELLS_S);
  test_near (e.seconds, 17, 1e-9);
  g_assert_cmpint (e.bound_by, ==, HR_STAGE_BANDWIDTH);

  /* 64 operations per nanosecond: 64 more that do not overlap cost 1 ps a cell. */
  cal.lattice_flop_per_cell[HR_ARCH_ADA] = 64;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_near (e.step_seconds, 0.17 + 0.001, 1e-9);
}

/* The host holds density, velocity and flags of each cell, 17 bytes, never the populations. */
static void
test_host (void)
{
  HrWorkload w = test_science (HR_KERNEL_LATTICE);
  HrGpu      gpu = test_gpu (HR_ARCH_ADA);
  HrEstimate small, large;

  w.science.precision = HR_PRECISION_FP32;
  w.science.cells = 1e8;
  small = test_estimate (&gpu, 1, &w, hr_calibration_default (), NULL);
  w.science.cells = 2e8;
  large = test_estimate (&gpu, 1, &w, hr_calibration_default (), NULL);
  test_near (large.host_required_gib - small.host_required_gib, 1.7e9 / HR_GIB, 1e-9);
}

/* Storage halves what is held and moved; a given figure wins over both. */
static void
test_storage (void)
{
  static const struct
  {
    HrPrecision precision, storage;
    double      held, moved;
  } cases[] = {
    { HR_PRECISION_FP32, HR_PRECISION_AUTO, 93, 153 },
    { HR_PRECISION_FP32, HR_PRECISION_FP32, 93, 153 },
    { HR_PRECISION_FP32, HR_PRECISION_FP16, 55, 77 },
    { HR_PRECISION_FP64, HR_PRECISION_AUTO, 185, 305 },
  };
  HrGpu gpu = test_gpu (HR_ARCH_AMPERE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrWorkload w = test_science (HR_KERNEL_LATTICE), given;
      HrEstimate e, f;

      w.science.precision = cases[i].precision;
      w.science.storage_precision = cases[i].storage;
      w.science.cells = 1e8;
      e = test_estimate (&gpu, 1, &w, hr_calibration_default (), NULL);
      test_near (test_term (&e, HR_TERM_CELLS), cases[i].held * 1e8 / HR_GIB, 1e-12);
      given = w;
      given.science.bytes_per_cell = cases[i].held;
      given.science.bytes_moved_per_cell = cases[i].moved;
      f = test_estimate (&gpu, 1, &given, hr_calibration_default (), NULL);
      test_near (f.throughput.value, e.throughput.value, 1e-12);
      given.science.bytes_moved_per_cell *= 2;
      f = test_estimate (&gpu, 1, &given, hr_calibration_default (), NULL);
      g_assert_cmpfloat (f.throughput.value, <, e.throughput.value);
    }
}

static void
test_without_size (void)
{
  HrWorkload w = test_science (HR_KERNEL_LATTICE);
  HrGpu      gpu = test_gpu (HR_ARCH_AMPERE);
  HrEstimate e;

  w.science.precision = HR_PRECISION_FP32;
  e = test_estimate (&gpu, 1, &w, hr_calibration_default (), NULL);
  test_sane (&e);
  g_assert_true (e.notes & HR_NOTE_SAME_SIZE);
  w.science.cells = 1e7;
  e = test_estimate (&gpu, 1, &w, hr_calibration_default (), NULL);
  g_assert_false (e.notes & HR_NOTE_SAME_SIZE);
}

/* Consumer cards compute double precision slower than they can stream it, others do not. */
static void
test_double_precision (void)
{
  HrWorkload w = test_science (HR_KERNEL_LATTICE);
  HrGpu      consumer = test_gpu (HR_ARCH_ADA), server = test_datacenter_gpu ();
  HrEstimate e;

  consumer.tflops[HR_RATE_FP64] = 0.5;
  w.science.precision = HR_PRECISION_FP64;
  w.science.cells = 1e7;
  e = test_estimate (&consumer, 1, &w, hr_calibration_default (), NULL);
  test_near (e.throughput.value, 0.5e12 / 363, 0.02);
  g_assert_true (e.notes & HR_NOTE_SLOW_FP64);
  e = test_estimate (&server, 1, &w, hr_calibration_default (), NULL);
  g_assert_false (e.notes & HR_NOTE_SLOW_FP64);
}

static void
test_several (void)
{
  HrWorkload w = test_science (HR_KERNEL_LATTICE);
  HrGpu      gpu = test_gpu (HR_ARCH_AMPERE);
  HrEstimate one, four;

  w.science.precision = HR_PRECISION_FP32;
  w.science.cells = 512.0 * 512 * 512;
  one = test_estimate (&gpu, 1, &w, hr_calibration_default (), NULL);
  four = test_estimate (&gpu, 4, &w, hr_calibration_default (), NULL);
  test_sane (&four);
  test_near (test_term (&four, HR_TERM_CELLS), test_term (&one, HR_TERM_CELLS) / 4, 1e-12);
  g_assert_cmpfloat (test_term (&four, HR_TERM_HALO), >, 0);
  g_assert_cmpfloat (test_term (&one, HR_TERM_HALO), ==, 0);
  g_assert_cmpfloat (four.throughput.value, >, 2 * one.throughput.value);
  g_assert_cmpfloat (four.throughput.value, <, 4 * one.throughput.value);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/science-lattice/by-hand", test_by_hand);
  g_test_add_func ("/science-lattice/host", test_host);
  g_test_add_func ("/science-lattice/storage", test_storage);
  g_test_add_func ("/science-lattice/without-size", test_without_size);
  g_test_add_func ("/science-lattice/double-precision", test_double_precision);
  g_test_add_func ("/science-lattice/several", test_several);
  return g_test_run ();
}
