/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-science.h"

/* A matrix of order 10^6 in double precision is 8 × 10^12 bytes: no card has it, and the estimate
 * says how many would. */
static void
test_terabytes (void)
{
  HrCalibration cal = *hr_calibration_default ();
  HrWorkload    w = test_science (HR_KERNEL_DENSE_LINEAR_ALGEBRA);
  HrGpu         gpu = test_datacenter_gpu ();
  HrEstimate    e;

  cal.science_context_gib[HR_ARCH_HOPPER] = 0.5;
  w.science.precision = HR_PRECISION_FP64;
  w.science.matrix_order = 1e6;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_sane (&e);
  g_assert_cmpint (e.fit, ==, HR_FIT_EXCEEDS);
  test_near (test_term (&e, HR_TERM_MATRIX), 8e12 / HR_GIB, 1e-12);
  g_assert_cmpuint (e.gpus_to_fit, ==, 94); /* 7450.58 GiB ÷ 79.5 */
  e = test_estimate (&gpu, 94, &w, &cal, NULL);
  g_assert_cmpfloat (e.required_gib, <=, e.available_gib);
  e = test_estimate (&gpu, 93, &w, &cal, NULL);
  g_assert_cmpfloat (e.required_gib, >, e.available_gib);
}

static void
test_solvers (void)
{
  static const struct
  {
    HrSolver    solver;
    HrPrecision precision;
    double      bytes, flop;
  } cases[] = {
    { HR_SOLVER_GENERIC, HR_PRECISION_FP64, 8, 2 },
    { HR_SOLVER_PRODUCT, HR_PRECISION_FP64, 24, 2 },
    { HR_SOLVER_PRODUCT, HR_PRECISION_FP32, 12, 2 },
    { HR_SOLVER_PRODUCT, HR_PRECISION_BF16, 6, 2 },
    { HR_SOLVER_LU, HR_PRECISION_FP64, 8, 2.0 / 3 },
    { HR_SOLVER_LU, HR_PRECISION_MIXED, 10, 2.0 / 3 }, /* the matrix, and its FP16 factors */
    { HR_SOLVER_CHOLESKY, HR_PRECISION_FP64, 8, 1.0 / 3 },
    { HR_SOLVER_EIGEN, HR_PRECISION_FP64, 24, 14.0 / 3 },
  };
  HrGpu gpu = test_datacenter_gpu ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrWorkload w = test_science (HR_KERNEL_DENSE_LINEAR_ALGEBRA);
      HrEstimate e;

      w.science.solver = cases[i].solver;
      w.science.precision = cases[i].precision;
      w.science.matrix_order = 10000;
      e = test_estimate (&gpu, 1, &w, hr_calibration_default (), NULL);
      g_test_message ("%s", hr_enum_nick (&hr_enum_solver, cases[i].solver));
      test_sane (&e);
      test_near (e.allocated_gib, cases[i].bytes * 1e8 / HR_GIB, 1e-12);
      test_near (e.work, cases[i].flop * 1e12, 1e-12);
      g_assert_cmpint (e.throughput.unit, ==, HR_RATE_UNIT_FLOP_S);
    }
}

/* Double precision at 1/64 is made plain; a card with a tensor path for it uses that. */
static void
test_double_precision (void)
{
  HrCalibration cal = *hr_calibration_default ();
  HrWorkload    w = test_science (HR_KERNEL_DENSE_LINEAR_ALGEBRA);
  HrGpu         consumer = test_gpu (HR_ARCH_ADA), server = test_datacenter_gpu ();
  HrEstimate    e;

  cal.dense_efficiency[HR_RATE_FP64] = cal.dense_efficiency[HR_RATE_FP64_TENSOR] = 0.9;
  w.science.precision = HR_PRECISION_FP64;
  w.science.matrix_order = 20000;
  e = test_estimate (&consumer, 1, &w, &cal, NULL);
  g_assert_true (e.notes & HR_NOTE_SLOW_FP64);
  test_near (e.throughput.value, 0.9e12, 0.01);
  e = test_estimate (&server, 1, &w, &cal, NULL);
  g_assert_false (e.notes & HR_NOTE_SLOW_FP64);
  test_near (e.throughput.value, 0.9 * 64e12, 0.02);

  consumer.tflops[HR_RATE_FP64] = 0; /* a card without any: in software, and said */
  e = test_estimate (&consumer, 1, &w, &cal, NULL);
  test_sane (&e);
  g_assert_true (e.notes & HR_NOTE_UNSUPPORTED);
}

/* A format that the matrix units lack runs on the FP32 units: TF32 as FP32 does, BF16 slower still,
 * because each number is unpacked and rounded again. */
static void
test_missing_format (void)
{
  HrCalibration cal = *hr_calibration_default ();
  HrWorkload    w = test_science (HR_KERNEL_DENSE_LINEAR_ALGEBRA);
  HrGpu         gpu = test_gpu (HR_ARCH_TURING);
  HrEstimate    e;
  double        fp32;

  cal.emulated_bf16[HR_ARCH_TURING] = 0.5;
  cal.pipe_cap = 0.8;
  cal.pipe_root_watt[HR_ARCH_TURING] = 1;
  gpu.tflops[HR_RATE_TF32] = gpu.tflops[HR_RATE_BF16] = 0;
  w.science.matrix_order = 100000;
  w.science.precision = HR_PRECISION_FP32;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  fp32 = e.throughput.value;
  test_near (fp32, 0.8 * 64e12, 0.01);
  w.science.precision = HR_PRECISION_TF32;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_near (e.throughput.value, fp32, 0.01);
  g_assert_false (e.notes & HR_NOTE_NO_BF16);
  w.science.precision = HR_PRECISION_BF16;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_near (e.throughput.value, fp32 / 2, 0.01);
  g_assert_true (e.notes & HR_NOTE_NO_BF16);
}

/* Without an order: 80 % of the memory, as HPL is run, on one card and on eight. */
static void
test_memory_filling (void)
{
  HrCalibration cal = *hr_calibration_default ();
  HrWorkload    w = test_science (HR_KERNEL_DENSE_LINEAR_ALGEBRA);
  HrGpu         gpu = test_datacenter_gpu ();

  cal.science_context_gib[HR_ARCH_HOPPER] = 0.5;
  w.science.precision = HR_PRECISION_FP64;
  w.science.solver = HR_SOLVER_LU;
  for (guint n = 1; n <= 8; n *= 2)
    {
      HrEstimate e = test_estimate (&gpu, n, &w, &cal, NULL);

      test_sane (&e);
      test_near (e.allocated_gib, 0.8 * 79.5, 1e-4);
      g_assert_cmpint (e.fit, ==, HR_FIT_FITS);
      g_assert_true (e.notes & HR_NOTE_SAME_SIZE);
    }
}

static void
test_scaling (void)
{
  HrWorkload w = test_science (HR_KERNEL_DENSE_LINEAR_ALGEBRA);
  HrGpu      gpu = test_datacenter_gpu ();
  double     last = 0;

  w.science.precision = HR_PRECISION_FP64;
  w.science.matrix_order = 100000;
  for (guint n = 1; n <= 8; n++)
    {
      HrEstimate e = test_estimate (&gpu, n, &w, hr_calibration_default (), NULL);

      g_assert_cmpfloat (e.throughput.value, >, last);
      last = e.throughput.value;
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/science-dense/terabytes", test_terabytes);
  g_test_add_func ("/science-dense/solvers", test_solvers);
  g_test_add_func ("/science-dense/double-precision", test_double_precision);
  g_test_add_func ("/science-dense/missing-format", test_missing_format);
  g_test_add_func ("/science-dense/memory-filling", test_memory_filling);
  g_test_add_func ("/science-dense/scaling", test_scaling);
  return g_test_run ();
}
