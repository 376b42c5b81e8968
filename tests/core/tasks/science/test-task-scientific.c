/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-science.h"

/* Whatever the architecture, precision and kernel: finite figures that add up. */
static void
test_everything (void)
{
  static const double sizes[] = { 0, 1, 1e5, 1e9, 1e12 };

  for (guint arch = 0; arch < HR_N_ARCH; arch++)
    for (guint kernel = 0; kernel < HR_N_KERNEL; kernel++)
      for (guint precision = 0; precision < HR_PRECISION_AUTO; precision++)
        for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
          for (guint n = 1; n <= 8; n += 7)
            {
              HrWorkload w = test_science ((HrKernel) kernel);
              HrGpu      gpu = test_gpu ((HrArch) arch);
              HrEstimate e;

              w.science.precision = (HrPrecision) precision;
              w.science.atoms = w.science.cells = w.science.rows = w.science.points = sizes[i];
              w.science.matrix_order = MIN (sizes[i], 1e9);
              w.science.working_set_gib = sizes[i];
              e = test_estimate (&gpu, n, &w, hr_calibration_default (), NULL);
              test_sane (&e);
            }
}

/* A card of which nothing but memory is known still gets finite figures. */
static void
test_unknown_card (void)
{
  HrGpu gpu = test_gpu (HR_ARCH_OTHER);

  memset (gpu.tflops, 0, sizeof gpu.tflops);
  gpu.bus_bits = 0;
  for (guint kernel = 0; kernel < HR_N_KERNEL; kernel++)
    {
      HrWorkload w = test_science ((HrKernel) kernel);
      HrEstimate e = test_estimate (&gpu, 1, &w, hr_calibration_default (), NULL);

      test_sane (&e);
    }
}

static void
test_bad (void)
{
  static const struct
  {
    HrKernel    kernel;
    double      atoms, order, cells, steps;
    const char *path;
  } cases[] = {
    { HR_KERNEL_MOLECULAR_DYNAMICS, 0, 0, 0, 0, "$.workload.atoms" },
    { HR_KERNEL_MOLECULAR_DYNAMICS, -5, 0, 0, 0, "$.workload.atoms" },
    { HR_KERNEL_MOLECULAR_DYNAMICS, NAN, 0, 0, 0, "$.workload.atoms" },
    { HR_KERNEL_MOLECULAR_DYNAMICS, 1000, 0, 0, -1, "$.workload.steps" },
    { HR_KERNEL_MOLECULAR_DYNAMICS, 1000, 0, 0, INFINITY, "$.workload.steps" },
    { HR_KERNEL_DENSE_LINEAR_ALGEBRA, 1, 1e300, 0, 0, "$.workload.matrix_order" },
    { HR_KERNEL_DENSE_LINEAR_ALGEBRA, 1, 1e6, 0, 0, NULL },
    { HR_KERNEL_LATTICE, 1, 0, -1, 0, "$.workload.cells" },
    { HR_KERNEL_LATTICE, 1, 0, 1e9, 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrWorkload w = test_science (cases[i].kernel);

      w.science.atoms = cases[i].atoms;
      w.science.matrix_order = cases[i].order;
      w.science.cells = cases[i].cells;
      w.science.steps = cases[i].steps;
      hr_task_type (HR_TASK_SCIENTIFIC)->validate (&w, issues);
      if (cases[i].path)
        g_assert_cmpstr (hr_issues_first_error (issues)->path, ==, cases[i].path);
      else
        g_assert_cmpuint (hr_issues_n_errors (issues), ==, 0);
    }
}

/* Every term of every kernel can be opened. */
static void
test_trace (void)
{
  for (guint kernel = 0; kernel < HR_N_KERNEL; kernel++)
    {
      g_autoptr (HrTrace) trace = hr_trace_new ();
      HrWorkload w = test_science ((HrKernel) kernel);
      HrGpu      gpu = test_gpu (HR_ARCH_AMPERE);
      HrEstimate e, untraced;

      e = test_estimate (&gpu, 2, &w, hr_calibration_default (), trace);
      untraced = test_estimate (&gpu, 2, &w, hr_calibration_default (), NULL);
      g_assert_cmpfloat (e.throughput.value, ==, untraced.throughput.value);
      for (guint i = 0; i < e.n_terms; i++)
        {
          g_autofree char *id = g_strconcat (
              "memory.", hr_enum_nick (&hr_enum_term, (int) e.terms[i].term), NULL);
          const HrTraceTerm *term;

          term = hr_trace_find (trace, id);
          g_test_message ("%s", id);
          g_assert_nonnull (term);
          test_near (term->value, e.terms[i].gib * HR_GIB, 1e-12);
        }
      for (guint i = 0; i < hr_trace_n (trace); i++)
        {
          const HrTraceTerm *term = hr_trace_get (trace, i);

          g_assert_true (isfinite (term->value));
          g_assert_true (term->source != NULL && term->source[0] != '\0');
          g_assert_true (term->formula != NULL && term->formula[0] != '\0');
        }
    }
}

/* Two devices on one board share a problem as two cards do, each with half of the figures. */
static void
test_two_devices (void)
{
  HrWorkload w = test_science (HR_KERNEL_LATTICE);
  HrGpu      two = test_gpu (HR_ARCH_CDNA2), one = test_gpu (HR_ARCH_CDNA2);
  HrEstimate a, b;

  two.devices = 2;
  two.vram_gib *= 2;
  two.usable_mib *= 2;
  two.bandwidth_gb_s *= 2;
  two.bus_bits *= 2;
  for (guint i = 0; i < HR_N_RATE; i++)
    two.tflops[i] *= 2;
  w.science.precision = HR_PRECISION_FP32;
  w.science.cells = 1e8;
  a = test_estimate (&two, 1, &w, hr_calibration_default (), NULL);
  b = test_estimate (&one, 2, &w, hr_calibration_default (), NULL);
  test_near (a.throughput.value, b.throughput.value, 1e-12);
  test_near (a.required_gib, b.required_gib, 1e-12);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/task-scientific/everything", test_everything);
  g_test_add_func ("/task-scientific/unknown-card", test_unknown_card);
  g_test_add_func ("/task-scientific/bad", test_bad);
  g_test_add_func ("/task-scientific/trace", test_trace);
  g_test_add_func ("/task-scientific/two-devices", test_two_devices);
  return g_test_run ();
}
