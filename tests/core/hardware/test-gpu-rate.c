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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gpu-rate/alu", test_alu);
  g_test_add_func ("/gpu-rate/ecc", test_ecc);
  return g_test_run ();
}
