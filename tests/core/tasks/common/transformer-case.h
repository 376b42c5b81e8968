/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "hr-calibration.h"
#include "hr-task.h"
#include "hr-run-estimate.h"

/* One case with round numbers, so that what the tests expect can be computed by hand and does not
 * move with the next fit: a card of 80 GiB, 100 TFLOP/s and 1,000 GB/s, and a model of 1,000 wide,
 * 10 layers, 10 heads and 10,000 words: 10 × (4 + 8) × 10^6 + 2 × 10^7 parameters and the norms. */
typedef struct
{
  HrCalibration   calibration;
  HrGpu           gpu;
  HrWorkload      workload;
  HrEstimateInput input;
  HrEstimate      estimate;
} TransformerCase;

static inline void
transformer_fill (double *values, guint n, double value)
{
  for (guint i = 0; i < n; i++)
    values[i] = value;
}

#define FILL(array, value) transformer_fill ((array), G_N_ELEMENTS (array), (value))

static inline void
transformer_case_coefficients (HrCalibration *c)
{
  *c = *hr_calibration_default ();
  FILL (c->context_gib, 0.5);

  FILL (c->nlp_fragmentation, 0);
  FILL (c->nlp_held_gib, 0);
  FILL (c->runs_nlp_framework, 1);
  FILL (c->runs_nlp_memory_framework, 1);
  c->nlp_varied_lengths = 0;
  c->nlp_fragmentation_least = 0;
  c->nlp_bucket_bytes = 1e6;
  FILL (c->nlp_compute_efficiency, 0.5 / 0.8);
  FILL (c->nlp_layer_launch_s, 0.00012);
  FILL (c->nlp_framework_efficiency, 1);
  c->nlp_attention_efficiency = 0.5;
  c->link_efficiency = 0.5;
  FILL (c->sustained_tflops_per_w, 10);
  FILL (c->llm_engine_gib, 0);
  FILL (c->llm_cache_overhead, 0);
  FILL (c->llm_bandwidth_efficiency, 0.5);
  FILL (c->llm_quantised_efficiency, 0.5);
  FILL (c->llm_layer_s, 1e-4);
  FILL (c->llm_token_s, 0);
  FILL (c->llm_sequence_s, 0);
  FILL (c->llm_launch_hidden, 0);
  FILL (c->llm_launch_vendor, 1);
  FILL (c->llm_quantised_launch, 1);
  FILL (c->llm_chunk_tokens, 512);
}

static inline void
transformer_case_init (TransformerCase *self, HrTask task)
{
  HrModelShape shape = { .hidden = 1000,
                         .layers = 10,
                         .heads = 10,
                         .kv_heads = 10,
                         .head_dim = 100,
                         .intermediate = 4000,
                         .vocab = 10000 };

  *self = (TransformerCase){
    .gpu = { .id = "test",
             .name = "Test",
             .vendor = HR_VENDOR_NVIDIA,
             .segment = HR_SEGMENT_DATACENTER,
             .arch = HR_ARCH_AMPERE,
             .form = HR_FORM_SXM,
             .memory_type = HR_MEMORY_TYPE_HBM2E,
             .vram_gib = 80,
             .usable_mib = 80 * 1024,
             .devices = 1,
             .bandwidth_gb_s = 1000,
             .pcie_gen = 4,
             .pcie_lanes = 16,
             .link_gb_s = 600,
             .tdp_w = 400 },
  };
  transformer_case_coefficients (&self->calibration);
  for (guint i = 0; i < HR_N_RATE; i++)
    self->gpu.tflops[i] = 100;
  hr_task_type (task)->init (&self->workload);
  if (task == HR_TASK_NLP_FINE_TUNE)
    {
      self->workload.nlp.shape = shape;
      self->workload.nlp.sequence_length = 1000;
      self->workload.nlp.gradient_accumulation = 1;
      self->workload.nlp.method = HR_METHOD_FULL;
      self->workload.nlp.checkpointing = HR_CHECKPOINTING_NONE;
      self->workload.nlp.sharding = HR_SHARDING_NONE;
      self->workload.nlp.framework = HR_FRAMEWORK_LITGPT;
    }
  else
    self->workload.llm.shape = shape;
  self->input = (HrEstimateInput){ .gpu = &self->gpu,
                                   .gpu_count = 1,
                                   .workload = &self->workload,
                                   .calibration = &self->calibration };
}

static inline void
transformer_case_run (TransformerCase *self, guint gpu_count)
{
  self->input.gpu_count = gpu_count;
  hr_host_default_for (&self->gpu, gpu_count, &self->input.host);
  hr_estimate (&self->input, &self->estimate, NULL);
}

/* GB (10^9) of a term; 0 when it is not listed. */
static inline double
transformer_case_term (const TransformerCase *self, HrTerm term)
{
  double sum = 0;

  for (guint i = 0; i < self->estimate.n_terms; i++)
    if (self->estimate.terms[i].term == term)
      sum += self->estimate.terms[i].gib * HR_GIB / 1e9;
  return sum;
}

#define PARAMS_G 0.140042 /* 10^9: 120 M of layers, 20 M of tables, 42 k of norms */
