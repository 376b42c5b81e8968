/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-gpu-rate.h"

#include "hr-gpu-power.h"

#include <math.h>

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

static gboolean
is_matrix_rate (HrRate rate)
{
  return rate == HR_RATE_TF32 || rate == HR_RATE_FP16 || rate == HR_RATE_FP16_FP32ACC
         || rate == HR_RATE_BF16;
}

/* FP32 through one pipe of each multiprocessor, which products keep busy, or through two, of which
 * one shares its issue slots with integers and loads. */
static gboolean
has_one_pipe (const HrGpu *gpu, const HrCalibration *calibration)
{
  return calibration->dual_issue[gpu->arch] <= 1
         || (gpu->arch == HR_ARCH_AMPERE && hr_gpu_is_hbm (gpu));
}

/**
 * hr_gpu_sustained_share:
 * @rate: that matrix arithmetic runs at
 *
 * A data sheet's peak is units × boost clock. Under products that go on for longer than an instant
 * the board's power sets the clock: power grows with clock × voltage², voltage with the clock, so
 * that the clock a given power allows goes as the root of watts for each TFLOP/s of the peak. Where
 * power is plenty the kernels' own efficiency is what remains. GeForce cards whose matrix units are
 * held to half rate never reach that wall, and boost beyond the clock that their peak is quoted at.
 *
 * A limit that the card is held to has lowered its rates already (see hr_gpu_power_limit()): the
 * law is asked about the card by itself.
 *
 * Returns: sustained rate ÷ peak of a large matrix product.
 */
double
hr_gpu_sustained_share (const HrGpu *gpu, HrRate rate, const HrCalibration *calibration)
{
  double watts = hr_gpu_power_own_w (gpu), peak = gpu->tflops[HR_RATE_FP32], cap, slope;

  if (is_matrix_rate (rate))
    {
      gboolean halved = gpu->vendor == HR_VENDOR_NVIDIA
                        && gpu->tflops[HR_RATE_FP16_FP32ACC] < 0.75 * gpu->tflops[HR_RATE_FP16];

      peak = gpu->tflops[HR_RATE_FP16_FP32ACC];
      cap = halved ? calibration->matrix_halved_cap : calibration->matrix_cap;
      slope = gpu->arch == HR_ARCH_AMPERE && hr_gpu_is_hbm (gpu)
                  ? calibration->matrix_root_watt_hbm
                  : calibration->matrix_root_watt[gpu->arch];
    }
  else
    {
      cap = has_one_pipe (gpu, calibration) ? calibration->pipe_cap : calibration->pipe_pair_cap;
      slope = calibration->pipe_root_watt[gpu->arch];
    }
  if (watts <= 0 || peak <= 0)
    return cap;
  return MIN (cap, slope * sqrt (watts * hr_gpu_power_factor (gpu) / peak));
}
