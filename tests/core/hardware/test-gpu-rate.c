/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-science.h"

#include "hr-gpu-rate.h"

static void
test_alu (void)
{
  static const struct
  {
    HrArch       arch;
    HrMemoryType memory;
    double       fp32, fp16;
    guint        devices;
    double       expected;
  } cases[] = {
    { HR_ARCH_VOLTA, HR_MEMORY_TYPE_HBM2, 14, 112, 1, 14 },
    { HR_ARCH_AMPERE, HR_MEMORY_TYPE_GDDR6X, 36, 0, 1, 18 }, /* two pipes, one of them shared */
    { HR_ARCH_AMPERE, HR_MEMORY_TYPE_HBM2E, 19.5, 312, 1, 19.5 },
    { HR_ARCH_CDNA2, HR_MEMORY_TYPE_HBM2E, 48, 0, 2, 24 },     /* two devices on a card */
    { HR_ARCH_DA_VINCI, HR_MEMORY_TYPE_OTHER, 0, 320, 1, 40 }, /* FP32 not known */
    { HR_ARCH_OTHER, HR_MEMORY_TYPE_OTHER, 0, 0, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrGpu gpu = { .arch = cases[i].arch,
                    .memory_type = cases[i].memory,
                    .devices = cases[i].devices };

      gpu.tflops[HR_RATE_FP32] = cases[i].fp32;
      gpu.tflops[HR_RATE_FP16] = cases[i].fp16;
      test_near (hr_gpu_alu_tflops (&gpu, hr_calibration_default ()), cases[i].expected, 1e-12);
    }
}

static void
test_ecc (void)
{
  static const struct
  {
    HrSegment    segment;
    HrMemoryType memory;
    gboolean     ecc, expected;
  } cases[] = {
    { HR_SEGMENT_DATACENTER, HR_MEMORY_TYPE_GDDR6, TRUE, TRUE },   /* A40, L40S */
    { HR_SEGMENT_WORKSTATION, HR_MEMORY_TYPE_GDDR6, TRUE, FALSE }, /* off as shipped */
    { HR_SEGMENT_CONSUMER, HR_MEMORY_TYPE_GDDR6X, FALSE, FALSE },
    { HR_SEGMENT_DATACENTER, HR_MEMORY_TYPE_HBM3, TRUE, FALSE },
    { HR_SEGMENT_DATACENTER, HR_MEMORY_TYPE_GDDR7, TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrGpu gpu = { .segment = cases[i].segment,
                    .memory_type = cases[i].memory,
                    .ecc = cases[i].ecc };

      g_assert_cmpint (hr_gpu_has_gddr_ecc (&gpu), ==, cases[i].expected);
    }
}

/* What is left of a peak after the board's power, by hand: cap where power is plenty, else the
 * slope times √(watts ÷ TFLOP/s). */
static void
test_sustained (void)
{
  HrCalibration c = *hr_calibration_default ();
  HrGpu         gpu = test_datacenter_gpu ();

  c.matrix_root_watt[HR_ARCH_HOPPER] = 0.5;
  c.matrix_root_watt[HR_ARCH_AMPERE] = 0.3;
  c.matrix_root_watt_hbm = 0.2;
  c.matrix_cap = 0.9;
  c.matrix_halved_cap = 1.1;
  c.pipe_root_watt[HR_ARCH_HOPPER] = c.pipe_root_watt[HR_ARCH_AMPERE] = 0.1;
  c.pipe_cap = 0.95;
  c.pipe_pair_cap = 0.8;
  gpu.tdp_w = 100;
  gpu.tflops[HR_RATE_FP16] = gpu.tflops[HR_RATE_FP16_FP32ACC] = 100;
  gpu.tflops[HR_RATE_FP32] = 4;
  test_near (hr_gpu_sustained_share (&gpu, HR_RATE_BF16, &c), 0.5, 1e-12);
  test_near (hr_gpu_sustained_share (&gpu, HR_RATE_TF32, &c), 0.5, 1e-12);
  test_near (hr_gpu_sustained_share (&gpu, HR_RATE_FP32, &c), 0.5, 1e-12);
  gpu.tdp_w = 400;
  test_near (hr_gpu_sustained_share (&gpu, HR_RATE_BF16, &c), 0.9, 1e-12);
  test_near (hr_gpu_sustained_share (&gpu, HR_RATE_FP32, &c), 0.8, 1e-12); /* two pipes */
  gpu.tdp_w = 25;
  test_near (hr_gpu_sustained_share (&gpu, HR_RATE_BF16, &c), 0.25, 1e-12);
  gpu.arch = HR_ARCH_AMPERE; /* A100: one pipe, and a process of its own */
  gpu.tdp_w = 400;
  test_near (hr_gpu_sustained_share (&gpu, HR_RATE_BF16, &c), 0.4, 1e-12);
  test_near (hr_gpu_sustained_share (&gpu, HR_RATE_FP32, &c), 0.95, 1e-12);
  gpu.memory_type = HR_MEMORY_TYPE_GDDR6X;
  test_near (hr_gpu_sustained_share (&gpu, HR_RATE_BF16, &c), 0.6, 1e-12);
  gpu.tdp_w = 1600;
  test_near (hr_gpu_sustained_share (&gpu, HR_RATE_BF16, &c), 0.9, 1e-12);
  gpu.tflops[HR_RATE_FP16] = 200; /* held to half rate: boosts beyond the quoted clock */
  test_near (hr_gpu_sustained_share (&gpu, HR_RATE_BF16, &c), 1.1, 1e-12);
  gpu.tdp_w = 0; /* not known */
  test_near (hr_gpu_sustained_share (&gpu, HR_RATE_BF16, &c), 1.1, 1e-12);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gpu-rate/alu", test_alu);
  g_test_add_func ("/gpu-rate/ecc", test_ecc);
  g_test_add_func ("/gpu-rate/sustained", test_sustained);
  return g_test_run ();
}
