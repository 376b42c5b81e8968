/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-gpu-power.h"

#include <math.h>

/* No blower of two slots carries off more (RTX 6000 Ada, A6000 and PRO 6000 Max-Q: 300 W; the
 * 600 W PRO 6000 blows through into the case). */
#define MOST_BLOWER_W 400

/**
 * hr_gpu_power_cooler:
 *
 * Returns: what the class and the power of a card say of its cooler: consumer cards and those of
 *   more power than a blower carries off are open, other workstation cards have blowers.
 */
HrCooler
hr_gpu_power_cooler (const HrGpu *gpu)
{
  if (gpu->form != HR_FORM_PCIE_ACTIVE)
    return HR_COOLER_PASSIVE;
  return gpu->segment == HR_SEGMENT_CONSUMER || gpu->tdp_w > MOST_BLOWER_W ? HR_COOLER_OPEN
                                                                           : HR_COOLER_BLOWER;
}

/* Speed goes with the fourth root of the power that a card may draw: an RTX 3090 keeps 95 % of its
 * training speed at 280 of 350 W (Puget Systems, quad RTX 3090 power limiting, 2020), and cards of
 * later generations lose less. */
#define POWER_EXPONENT 0.25

/**
 * hr_gpu_power_own_w:
 *
 * Returns: the board power that the card has by itself: what laws of its clock were found with.
 */
double
hr_gpu_power_own_w (const HrGpu *gpu)
{
  return MAX (gpu->full_tdp_w, gpu->tdp_w);
}

/**
 * hr_gpu_power_factor:
 *
 * Returns: the share of its own rates that a card keeps at the power that it is held to; 1 where
 *   it is held to none.
 */
double
hr_gpu_power_factor (const HrGpu *gpu)
{
  double own = hr_gpu_power_own_w (gpu);

  return own > gpu->tdp_w ? pow (gpu->tdp_w / own, POWER_EXPONENT) : 1;
}

/**
 * hr_gpu_power_limit:
 * @gpu: (inout): a card that is one's own to change
 * @watts: what its driver is told to hold it to
 *
 * A limit above its board power changes nothing. Bandwidth stays: memory keeps its clock.
 */
void
hr_gpu_power_limit (HrGpu *gpu, double watts)
{
  double factor;

  if (watts <= 0 || watts >= gpu->tdp_w)
    return;
  factor = pow (watts / gpu->tdp_w, POWER_EXPONENT);
  gpu->full_tdp_w = hr_gpu_power_own_w (gpu);
  gpu->tdp_w = watts;
  for (guint i = 0; i < HR_N_RATE; i++)
    gpu->tflops[i] *= factor;
  gpu->psu_recommended_w = 0;
}
