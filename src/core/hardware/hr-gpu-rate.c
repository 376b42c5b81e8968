/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-gpu-rate.h"

gboolean
hr_gpu_is_hbm (const HrGpu *gpu)
{
  return gpu->memory_type == HR_MEMORY_TYPE_HBM2 || gpu->memory_type == HR_MEMORY_TYPE_HBM2E
         || gpu->memory_type == HR_MEMORY_TYPE_HBM3 || gpu->memory_type == HR_MEMORY_TYPE_HBM3E;
}

/**
 * hr_gpu_has_gddr_ecc:
 *
 * Returns: whether the card keeps ECC in its GDDR, which takes bandwidth. Datacenter cards ship
 * with it on and workstation cards with it off; HBM and GDDR7 have bits of their own for it.
 */
gboolean
hr_gpu_has_gddr_ecc (const HrGpu *gpu)
{
  return gpu->segment == HR_SEGMENT_DATACENTER && gpu->ecc && !hr_gpu_is_hbm (gpu)
         && gpu->memory_type != HR_MEMORY_TYPE_GDDR7;
}

/**
 * hr_gpu_alu_tflops:
 *
 * Returns: FP32 TFLOP/s of one device for code that mixes integers, dependencies and memory: where
 * the peak counts a second pipe, that pipe is left out. Never zero: a card whose peak is not known
 * is taken at an eighth of its matrix rate.
 */
double
hr_gpu_alu_tflops (const HrGpu *gpu, const HrCalibration *calibration)
{
  double fp32 = gpu->tflops[HR_RATE_FP32];

  if (fp32 <= 0)
    fp32 = MAX (gpu->tflops[HR_RATE_FP16] / 8, 1);
  fp32 /= MAX (gpu->devices, 1);
  if (gpu->arch == HR_ARCH_AMPERE && hr_gpu_is_hbm (gpu)) /* A100, A30: one pipe, as on Volta */
    return fp32;
  return fp32 / calibration->dual_issue[gpu->arch];
}
