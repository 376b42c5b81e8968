/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "hr-calibration.h"
#include "hr-gpu-power.h"
#include "hr-gpu-rate.h"

static HrGpu
card (HrSegment segment, HrForm form, double watts)
{
  HrGpu gpu = {
    .segment = segment, .form = form, .arch = HR_ARCH_AMPERE, .tdp_w = watts, .devices = 1
  };

  for (guint i = 0; i < HR_N_RATE; i++)
    gpu.tflops[i] = 100;
  gpu.bandwidth_gb_s = 936;
  gpu.psu_recommended_w = 750;
  return gpu;
}

static void
test_cooler (void)
{
  static const struct
  {
    HrSegment segment;
    HrForm    form;
    double    watts;
    HrCooler  cooler;
  } cases[] = {
    { HR_SEGMENT_CONSUMER, HR_FORM_PCIE_ACTIVE, 200, HR_COOLER_OPEN },
    { HR_SEGMENT_WORKSTATION, HR_FORM_PCIE_ACTIVE, 300, HR_COOLER_BLOWER },
    { HR_SEGMENT_WORKSTATION, HR_FORM_PCIE_ACTIVE, 600, HR_COOLER_OPEN },
    { HR_SEGMENT_DATACENTER, HR_FORM_PCIE_PASSIVE, 300, HR_COOLER_PASSIVE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrGpu gpu = card (cases[i].segment, cases[i].form, cases[i].watts);

      g_assert_cmpint (hr_gpu_power_cooler (&gpu), ==, cases[i].cooler);
    }
}

/* An RTX 3090 at 280 of 350 W keeps 0.8^¼ = 94.6 % of its rates, and all of its bandwidth. */
static void
test_limit (void)
{
  HrGpu gpu = card (HR_SEGMENT_CONSUMER, HR_FORM_PCIE_ACTIVE, 350);

  g_assert_cmpfloat (hr_gpu_power_own_w (&gpu), ==, 350);
  g_assert_cmpfloat (hr_gpu_power_factor (&gpu), ==, 1);
  hr_gpu_power_limit (&gpu, 280);
  g_assert_cmpfloat (gpu.tdp_w, ==, 280);
  g_assert_cmpfloat (hr_gpu_power_own_w (&gpu), ==, 350);
  g_assert_cmpfloat_with_epsilon (hr_gpu_power_factor (&gpu), 0.9457, 1e-4);
  g_assert_cmpfloat_with_epsilon (gpu.tflops[HR_RATE_FP32], 94.57, 1e-2);
  g_assert_cmpfloat (gpu.bandwidth_gb_s, ==, 936);
  g_assert_cmpfloat (gpu.psu_recommended_w, ==, 0);
}

static void
test_no_limit (void)
{
  static const double watts[] = { 0, -1, 350, 600 };

  for (guint i = 0; i < G_N_ELEMENTS (watts); i++)
    {
      HrGpu gpu = card (HR_SEGMENT_CONSUMER, HR_FORM_PCIE_ACTIVE, 350);

      hr_gpu_power_limit (&gpu, watts[i]);
      g_assert_cmpfloat (gpu.tdp_w, ==, 350);
      g_assert_cmpfloat (gpu.full_tdp_w, ==, 0);
      g_assert_cmpfloat (gpu.tflops[HR_RATE_FP32], ==, 100);
    }
}

/* The laws of the clock are asked about the card by itself: a limit counts once. */
static void
test_counts_once (void)
{
  const HrCalibration *c = hr_calibration_default ();
  HrGpu                own = card (HR_SEGMENT_WORKSTATION, HR_FORM_PCIE_ACTIVE, 120), held = own;

  hr_gpu_power_limit (&held, 80);
  for (guint rate = 0; rate < HR_N_RATE; rate++)
    g_assert_cmpfloat_with_epsilon (hr_gpu_sustained_share (&own, (HrRate) rate, c),
                                    hr_gpu_sustained_share (&held, (HrRate) rate, c), 1e-12);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gpu-power/cooler", test_cooler);
  g_test_add_func ("/gpu-power/limit", test_limit);
  g_test_add_func ("/gpu-power/no-limit", test_no_limit);
  g_test_add_func ("/gpu-power/counts-once", test_counts_once);
  return g_test_run ();
}
