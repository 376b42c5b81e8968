/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-calibration.h"
#include "hr-task.h"
#include "hr-run-estimate.h"

#include <math.h>
#include <string.h>

/* Cards with round figures, so that a reader can follow the sums. */

static inline HrGpu
test_gpu (HrArch arch)
{
  HrGpu gpu = {
    .id = "test",
    .name = "Test",
    .vendor = HR_VENDOR_NVIDIA,
    .segment = HR_SEGMENT_CONSUMER,
    .arch = arch,
    .memory_type = HR_MEMORY_TYPE_GDDR6X,
    .vram_gib = 24,
    .usable_mib = 24 * 1024,
    .devices = 1,
    .bus_bits = 384,
    .bandwidth_gb_s = 1000,
    .pcie_gen = 4,
    .pcie_lanes = 16,
    .tdp_w = 400,
  };

  gpu.tflops[HR_RATE_FP32] = 64;
  gpu.tflops[HR_RATE_FP64] = 1;
  gpu.tflops[HR_RATE_TF32] = 64;
  gpu.tflops[HR_RATE_FP16] = 256;
  gpu.tflops[HR_RATE_FP16_FP32ACC] = 128;
  gpu.tflops[HR_RATE_BF16] = 128;
  return gpu;
}

static inline HrGpu
test_datacenter_gpu (void)
{
  HrGpu gpu = test_gpu (HR_ARCH_HOPPER);

  gpu.segment = HR_SEGMENT_DATACENTER;
  gpu.memory_type = HR_MEMORY_TYPE_HBM3;
  gpu.vram_gib = 80;
  gpu.usable_mib = 80 * 1024;
  gpu.bus_bits = 5120;
  gpu.bandwidth_gb_s = 3000;
  gpu.link_gb_s = 900;
  gpu.ecc = TRUE;
  gpu.tflops[HR_RATE_FP64] = 32;
  gpu.tflops[HR_RATE_FP64_TENSOR] = 64;
  return gpu;
}

static inline HrEstimate
test_estimate (const HrGpu         *gpu,
               guint                count,
               const HrWorkload    *workload,
               const HrCalibration *calibration,
               HrTrace             *trace)
{
  HrEstimate      estimate;
  HrEstimateInput input = {
    .gpu = gpu,
    .gpu_count = count,
    .workload = workload,
    .calibration = calibration,
  };

  memset (&estimate, 0xa5, sizeof estimate); /* whatever is not set shows */
  hr_host_default_for (gpu, count, &input.host);
  hr_estimate (&input, &estimate, trace);
  return estimate;
}

static inline HrWorkload
test_science (HrKernel kernel)
{
  HrWorkload workload;

  hr_task_type (HR_TASK_SCIENTIFIC)->init (&workload);
  workload.science.kernel = kernel;
  return workload;
}

static inline double
test_term (const HrEstimate *estimate, HrTerm term)
{
  for (guint i = 0; i < estimate->n_terms; i++)
    if (estimate->terms[i].term == term)
      return estimate->terms[i].gib;
  return 0;
}

/* What must hold of every estimate, whatever was asked. */
static inline void
test_sane (const HrEstimate *estimate)
{
  double sum = 0;

  for (guint i = 0; i < estimate->n_terms; i++)
    {
      g_assert_true (isfinite (estimate->terms[i].gib) && estimate->terms[i].gib > 0);
      sum += estimate->terms[i].gib;
    }
  g_assert_cmpfloat_with_epsilon (sum, estimate->required_gib, 1e-9 * sum);
  g_assert_cmpfloat (estimate->allocated_gib, <=, estimate->reserved_gib);
  g_assert_cmpfloat (estimate->reserved_gib, <=, estimate->required_gib);
  g_assert_cmpfloat (estimate->low_gib, <, estimate->required_gib);
  g_assert_cmpfloat (estimate->high_gib, >, estimate->required_gib);
  g_assert_cmpfloat (estimate->available_gib, >, 0);
  g_assert_true (isfinite (estimate->throughput.value) && estimate->throughput.value > 0);
  g_assert_cmpfloat (estimate->throughput.low, <, estimate->throughput.value);
  g_assert_cmpfloat (estimate->throughput.high, >, estimate->throughput.value);
  g_assert_true (isfinite (estimate->step_seconds) && estimate->step_seconds > 0);
  g_assert_cmpfloat (estimate->steps, >, 0);
  g_assert_true (isfinite (estimate->seconds) && estimate->seconds > 0);
  g_assert_true (isfinite (estimate->work) && estimate->work > 0);
  g_assert_true (estimate->gpu_load > 0 && estimate->gpu_load <= 1);
  g_assert_cmpuint (estimate->bound_by, <, HR_N_STAGE);
  for (guint i = 0; i < HR_N_STAGE; i++)
    {
      g_assert_true (isfinite (estimate->stage_seconds[i]) && estimate->stage_seconds[i] >= 0);
      g_assert_cmpfloat (estimate->stage_seconds[i], <=,
                         estimate->stage_seconds[estimate->bound_by]);
    }
}

#define test_near(a, b, relative) \
  g_assert_cmpfloat_with_epsilon ((a), (b), (relative) *fabs ((double) (b)))
