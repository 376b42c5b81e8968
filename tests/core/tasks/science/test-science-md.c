/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-science.h"

#define KB 1000.0

/* Engine, atoms, and the device memory that was measured on a V100: HECBioSim benchmark results. */
static void
test_memory (void)
{
  static const struct
  {
    HrMdEngine engine;
    double     atoms, gib;
  } cases[] = {
    { HR_MD_ENGINE_OPENMM, 2997924, 2.555 },  { HR_MD_ENGINE_GROMACS, 2997924, 2.0 },
    { HR_MD_ENGINE_AMBER, 2997924, 8.646 },   { HR_MD_ENGINE_NAMD, 2997924, 9.562 },
    { HR_MD_ENGINE_LAMMPS, 1403180, 15.329 }, { HR_MD_ENGINE_OPENMM, 19605, 0.336 },
  };
  HrGpu gpu = test_gpu (HR_ARCH_VOLTA);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrWorkload w = test_science (HR_KERNEL_MOLECULAR_DYNAMICS);
      HrEstimate e;

      w.science.md_engine = cases[i].engine;
      w.science.atoms = cases[i].atoms;
      e = test_estimate (&gpu, 1, &w, hr_calibration_default (), NULL);
      g_test_message ("%s %g", hr_enum_nick (&hr_enum_md_engine, cases[i].engine), cases[i].atoms);
      test_sane (&e);
      test_near (e.required_gib, cases[i].gib, 0.08);
    }
}

/* 1e6 atoms × 1 KB on a card with 24 GiB, 0.5 GiB of context and 0.5 GiB of engine: 23 GiB ÷ 1 KB.
 */
static void
test_largest (void)
{
  HrCalibration cal = *hr_calibration_default ();
  HrWorkload    w = test_science (HR_KERNEL_MOLECULAR_DYNAMICS);
  HrGpu         gpu = test_gpu (HR_ARCH_ADA);
  HrEstimate    e;

  cal.md_bytes_per_atom[HR_MD_ENGINE_OPENMM] = cal.md_bytes_per_atom[HR_MD_ENGINE_GROMACS] = KB;
  cal.md_engine_gib[HR_MD_ENGINE_OPENMM] = cal.md_engine_gib[HR_MD_ENGINE_GROMACS] = 0.5;
  cal.science_context_gib[HR_ARCH_ADA] = 0.5;
  w.science.atoms = 1e6;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_near (test_term (&e, HR_TERM_PARTICLES), 1e9 / HR_GIB, 1e-12);
  test_near (e.largest_size, 23 * HR_GIB / KB, 1e-6);
  g_assert_cmpuint (e.gpus_to_fit, ==, 1);

  /* OpenMM keeps every atom on every card, GROMACS a domain each. */
  e = test_estimate (&gpu, 4, &w, &cal, NULL);
  test_near (e.largest_size, 23 * HR_GIB / KB, 1e-6);
  w.science.md_engine = HR_MD_ENGINE_GROMACS;
  e = test_estimate (&gpu, 4, &w, &cal, NULL);
  test_near (e.largest_size, 4 * 23 * HR_GIB / KB, 1e-6);

  w.science.atoms = 1e9; /* 931 GiB */
  e = test_estimate (&gpu, 4, &w, &cal, NULL);
  g_assert_cmpint (e.fit, ==, HR_FIT_EXCEEDS);
  g_assert_cmpuint (e.gpus_to_fit, ==, 41);
  w.science.md_engine = HR_MD_ENGINE_OPENMM;
  e = test_estimate (&gpu, 4, &w, &cal, NULL);
  g_assert_cmpuint (e.gpus_to_fit, ==, 0);
}

/* A million atoms at 10 TFLOP/s of one pipe and 10 ns an atom, no traffic, no launches: 10 ms a
 * step; at 2.5 fs, 2.5e-6 ns ÷ 0.01 s × 86,400 s = 21.6 ns a day. */
static void
test_step (void)
{
  HrCalibration cal = *hr_calibration_default ();
  HrWorkload    w = test_science (HR_KERNEL_MOLECULAR_DYNAMICS);
  HrGpu         gpu = test_gpu (HR_ARCH_ADA);
  HrEstimate    e;

  gpu.tflops[HR_RATE_FP32] = 20;
  cal.dual_issue[HR_ARCH_ADA] = 2;
  cal.md_s_per_atom = 1e-8;
  cal.md_arch_factor[HR_ARCH_ADA] = cal.md_engine_factor[HR_MD_ENGINE_OPENMM] = 1;
  cal.md_bytes_moved_per_atom = 0;
  cal.md_step_s[HR_MD_ENGINE_OPENMM] = 0;
  cal.md_cutoff_factor[HR_MD_ENGINE_OPENMM] = 1;
  w.science.atoms = 1e6;
  w.science.timestep_fs = 2.5;
  w.science.steps = 1000;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_near (e.step_seconds, 0.01, 1e-12);
  test_near (e.throughput.value, 21.6, 1e-12);
  g_assert_cmpint (e.throughput.unit, ==, HR_RATE_UNIT_NS_DAY);
  test_near (e.seconds, 10, 1e-12);
  test_near (e.work, e.throughput.value * e.seconds, 1e-12);
  g_assert_cmpint (e.bound_by, ==, HR_STAGE_COMPUTE);

  /* Twice the setting's work below 3 fs; double precision at a tenth of the plain rate. */
  cal.md_cutoff_factor[HR_MD_ENGINE_OPENMM] = 2;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_near (e.step_seconds, 0.02, 1e-12);
  w.science.precision = HR_PRECISION_FP64;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_near (e.step_seconds, 0.2, 1e-12);
  g_assert_true (e.notes & HR_NOTE_SLOW_FP64);

  /* In single precision nothing is summed in double. */
  cal.md_single_factor = 0.8;
  w.science.precision = HR_PRECISION_FP32;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_near (e.step_seconds, 0.016, 1e-12);
}

/* Launches bound a small system: a card with twice the rate is hardly faster. */
static void
test_small_system (void)
{
  HrWorkload w = test_science (HR_KERNEL_MOLECULAR_DYNAMICS);
  HrGpu      one = test_gpu (HR_ARCH_ADA), two = test_gpu (HR_ARCH_ADA);
  HrEstimate a, b;

  two.tflops[HR_RATE_FP32] *= 2;
  two.bandwidth_gb_s *= 2;
  w.science.atoms = 5000;
  a = test_estimate (&one, 1, &w, hr_calibration_default (), NULL);
  b = test_estimate (&two, 1, &w, hr_calibration_default (), NULL);
  g_assert_cmpint (a.bound_by, ==, HR_STAGE_LATENCY);
  g_assert_cmpfloat (b.throughput.value, <, 1.15 * a.throughput.value);
  w.science.atoms = 5e6;
  a = test_estimate (&one, 1, &w, hr_calibration_default (), NULL);
  b = test_estimate (&two, 1, &w, hr_calibration_default (), NULL);
  g_assert_cmpfloat (b.throughput.value, >, 1.5 * a.throughput.value);
}

/* Potentials differ in memory and in work; one that charges do not reach far in leaves the CPU out.
 * GROMACS on cards of its GPU-resident years does a share of the work that it did before. */
static void
test_potential (void)
{
  HrCalibration cal = *hr_calibration_default ();
  HrWorkload    w = test_science (HR_KERNEL_MOLECULAR_DYNAMICS);
  HrGpu         gpu = test_gpu (HR_ARCH_ADA);
  HrEstimate    bio, e;

  cal.md_bytes_moved_per_atom = 0;
  cal.md_step_s[HR_MD_ENGINE_LAMMPS] = cal.md_step_s[HR_MD_ENGINE_GROMACS] = 0;
  cal.md_potential_work[HR_POTENTIAL_REAXFF] = 50;
  cal.md_potential_bytes[HR_POTENTIAL_REAXFF] = 20000;
  cal.md_resident_factor = 0.5;
  w.science.md_engine = HR_MD_ENGINE_LAMMPS;
  w.science.atoms = 1e5;
  bio = test_estimate (&gpu, 1, &w, &cal, NULL);
  w.science.potential = HR_POTENTIAL_REAXFF;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_sane (&e);
  test_near (test_term (&e, HR_TERM_PARTICLES), 2e9 / HR_GIB, 1e-12);
  g_assert_cmpfloat (e.stage_seconds[HR_STAGE_HOST], ==, 0);
  g_assert_cmpfloat (bio.stage_seconds[HR_STAGE_HOST], >, 0);
  test_near (e.stage_seconds[HR_STAGE_COMPUTE], 50 * bio.stage_seconds[HR_STAGE_COMPUTE], 1e-12);
  g_assert_true (e.notes & HR_NOTE_EXTRAPOLATED);
  g_assert_cmpfloat (e.throughput.high / e.throughput.value, >,
                     bio.throughput.high / bio.throughput.value);

  w.science.potential = HR_POTENTIAL_BIOMOLECULAR;
  w.science.md_engine = HR_MD_ENGINE_GROMACS;
  e = test_estimate (&gpu, 1, &w, &cal, NULL);
  gpu.arch = HR_ARCH_VOLTA;
  cal.dual_issue[HR_ARCH_VOLTA] = cal.dual_issue[HR_ARCH_ADA];
  cal.md_arch_factor[HR_ARCH_VOLTA] = cal.md_arch_factor[HR_ARCH_ADA];
  bio = test_estimate (&gpu, 1, &w, &cal, NULL);
  test_near (e.stage_seconds[HR_STAGE_COMPUTE], bio.stage_seconds[HR_STAGE_COMPUTE] / 2, 1e-12);
}

/* What no run has, the engine or the architecture with that engine, adds to the band as variances
 * do. */
static void
test_band (void)
{
  static const struct
  {
    HrMdEngine engine;
    HrArch     arch;
    double     deviation;
  } cases[] = {
    { HR_MD_ENGINE_OPENMM, HR_ARCH_ADA, 0.3 },
    { HR_MD_ENGINE_GROMACS, HR_ARCH_ADA, 0.5 },
    { HR_MD_ENGINE_AMBER, HR_ARCH_VOLTA, 0.5 },
    { HR_MD_ENGINE_GROMACS, HR_ARCH_VOLTA, 0.3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrCalibration cal = *hr_calibration_default ();
      HrWorkload    w = test_science (HR_KERNEL_MOLECULAR_DYNAMICS);
      HrGpu         gpu = test_gpu (cases[i].arch);
      HrEstimate    e;

      cal.science_high[HR_KERNEL_MOLECULAR_DYNAMICS] = exp (1.2816 * 0.3);
      cal.runs_science_kernel[HR_KERNEL_MOLECULAR_DYNAMICS] = 9;
      memset (cal.runs_md_arch, 0, sizeof cal.runs_md_arch);
      memset (cal.runs_md_engine, 0, sizeof cal.runs_md_engine);
      cal.runs_openmm_arch[HR_ARCH_ADA] = cal.runs_md_arch[HR_ARCH_VOLTA] = 1;
      cal.runs_md_engine[HR_MD_ENGINE_OPENMM] = cal.runs_md_engine[HR_MD_ENGINE_GROMACS] = 1;
      cal.science_unseen_arch = cal.science_unseen_engine = 0.4;
      w.science.md_engine = cases[i].engine;
      e = test_estimate (&gpu, 1, &w, &cal, NULL);
      test_near (e.throughput.high / e.throughput.value, exp (1.2816 * cases[i].deviation), 1e-9);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/science-md/memory", test_memory);
  g_test_add_func ("/science-md/largest", test_largest);
  g_test_add_func ("/science-md/step", test_step);
  g_test_add_func ("/science-md/small-system", test_small_system);
  g_test_add_func ("/science-md/potential", test_potential);
  g_test_add_func ("/science-md/band", test_band);
  return g_test_run ();
}
