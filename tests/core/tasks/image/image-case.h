/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "hr-image.h"
#include "hr-task.h"

/* One case with round coefficients, so that what the tests expect can be computed by hand and does
 * not move with the next fit: a card of 10 TFLOP/s FP32, 40 TFLOP/s FP16 and 1,000 GB/s, and a
 * network of 10 million parameters, 5 GMACs and 10 million activations. */
typedef struct
{
  HrCalibration   calibration;
  HrGpu           gpu;
  HrWorkload      workload;
  HrEstimateInput input;
} ImageCase;

static inline void
fill (double *values, guint n, double value)
{
  for (guint i = 0; i < n; i++)
    values[i] = value;
}

#define FILL(array, value) fill ((array), G_N_ELEMENTS (array), (value))

static inline void
image_case_coefficients (HrCalibration *c)
{
  *c = *hr_calibration_default ();
  FILL (c->context_gib, 0.25);
  FILL (c->image_compute_efficiency, 0.5);
  FILL (c->image_arch_compute, 1);
  FILL (c->image_arch_bandwidth, 1);
  FILL (c->image_moves_train, 25);
  FILL (c->image_moves_inference, 5);
  FILL (c->image_stack_train, 1);
  FILL (c->image_stack_inference, 1);
  FILL (c->image_channels_last, 1);
  FILL (c->image_launch_us, 0.001);
  FILL (c->image_launch_host, 1);
  FILL (c->image_saved_activations, 2);
  FILL (c->image_live_layers, 4);
  FILL (c->image_time_low, 0.8);
  FILL (c->image_time_high, 1.25);
  FILL (c->runs_image_memory_kind, 1);
  FILL (c->runs_image_memory_mode, 1);
  c->image_memory_low = 0.9;
  c->image_memory_high = 1.1;
  FILL (c->image_workspace_gib, 1);
  c->image_workspace_least_gib = 0.25;
  c->image_library_gib = 0.25;
  c->image_cached_gib = 0.125;
  c->image_saved_scores = 3;
  c->image_plain_saved = 0.5;
  c->image_channels_last_live = 0.5;
  c->image_hbm_compute = c->image_hbm_bandwidth = 1;
  c->image_power_share = c->image_gddr_watts = 0.01; /* power is never short */
  c->image_fp32_compute = c->image_tf32_compute = c->image_full_moves = 1;
  c->image_gate_moves = c->image_gate_launches = c->image_launch_autocast = 1;
  c->pcie_host_efficiency = 0.25;
  c->pcie_peer_efficiency = 0.5;
  c->link_efficiency = 0.8;
  c->image_exchange_hidden = 0;
  c->image_straggle = 0;
  c->image_fragmentation = 0.1;
  c->image_worker_gib = 0.5;
  c->image_process_gib = 2;
  c->image_system_gib = 3;
  c->image_decode_ms_per_100_kib = 2;
  c->image_augment_ms_per_mpixel = 20;
}

static inline void
image_case_init (ImageCase *self)
{
  image_case_coefficients (&self->calibration);
  self->gpu = (HrGpu){
    .id = "test",
    .name = "Test",
    .vendor = HR_VENDOR_NVIDIA,
    .segment = HR_SEGMENT_CONSUMER,
    .arch = HR_ARCH_TURING,
    .memory_type = HR_MEMORY_TYPE_GDDR6,
    .vram_gib = 16,
    .usable_mib = 16 * 1024,
    .devices = 1,
    .bandwidth_gb_s = 1000,
    .pcie_gen = 4,
    .pcie_lanes = 16,
    .tdp_w = 300,
  };
  self->gpu.tflops[HR_RATE_FP32] = 10;
  self->gpu.tflops[HR_RATE_FP16_FP32ACC] = 40;
  hr_task_type (HR_TASK_IMAGE_CLASSIFICATION)->init (&self->workload);
  self->workload.model[0] = '\0';
  g_strlcpy (self->workload.model_name, "a network", sizeof self->workload.model_name);
  self->workload.image.params_m = 10;
  self->workload.image.gmacs = 5;
  self->workload.image.macts_m = 10;
  self->workload.image.precision = HR_PRECISION_FP32;
  self->workload.image.batch = 10;
  self->input = (HrEstimateInput){
    .gpu = &self->gpu,
    .gpu_count = 1,
    .workload = &self->workload,
    .calibration = &self->calibration,
  };
  hr_host_default_for (&self->gpu, 1, &self->input.host);
}

static inline double
image_case_term (const HrEstimate *estimate, HrTerm term)
{
  for (guint i = 0; i < estimate->n_terms; i++)
    if (estimate->terms[i].term == term)
      return estimate->terms[i].gib;
  return 0;
}

/* Relative to what is expected: seconds are small, bytes large. */
static inline double
tolerance (double expected)
{
  return 1e-9 * fabs (expected) + 1e-15;
}

#define assert_near(value, expected) \
  g_assert_cmpfloat_with_epsilon ((double) (value), (double) (expected), tolerance (expected))
