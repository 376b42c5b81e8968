/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-calibration.h"
#include "hr-estimate.h"
#include "hr-software.h"
#include "hr-model-shape.h"

G_BEGIN_DECLS

/* What the terms of an inference estimate share, resolved once. Private to the core. */
typedef struct
{
  const HrEstimateInput *input;
  const HrLlmWork       *work;
  const HrCalibration   *cal;
  HrModelSize            size;
  double                 devices;
  gboolean               tensor_parallel; /* else the devices hold layers in turn */
  double                 batch;
  double                 prompt, generated, context;
  double                 bits; /* of the linear layers, or of the whole file; of experts alone */
  double                 dense_bits; /* of what is beside experts */
  gboolean               whole_model;
  HrWeightKernel         kernel, other_kernel; /* two where the plan leaves open which */
  double                 weight_bytes;         /* stored, all devices */
  double                 head_bytes;           /* of them the output head */
  double                 active_bytes; /* read for one token of each sequence, all devices */
  double                 cache_bits;   /* of one element of the cache */
  HrModelCache           cache;        /* what the layers keep of a sequence */
  double                 experts_off, layers_off; /* shares that lie in host RAM */
  double                 offloaded;               /* share of the weights, of any kind */
} HrLlm;

/* The system, and an engine's process. */
#define HR_LLM_SYSTEM_GIB 6.5

/* Measured ÷ estimated at the ends of the 80 % interval. */
typedef struct
{
  double low, high;
} HrLlmBand;

double hr_kv_precision_bits (HrKvPrecision precision);
void   hr_llm_resolve (HrLlm *llm, const HrEstimateInput *input);
void   hr_llm_resolve_weights (HrLlm *llm);
double hr_llm_by_kernel (const HrLlm *llm, const double *values);
double hr_llm_read_bytes (const HrLlm *llm, double tokens);
double hr_llm_cache_bytes (const HrLlm *llm, double tokens);
double hr_llm_cache_read (const HrLlm *llm, double tokens);
double hr_llm_state_bytes (const HrLlm *llm);
double hr_llm_score_flop (const HrLlm *llm, double tokens);
/* Of one device, one sequence: what is replicated there counts whole. */
double    hr_llm_device_cache_bytes (const HrLlm *llm, double tokens);
double    hr_llm_device_state_bytes (const HrLlm *llm);
gboolean  hr_llm_heads_divide (const HrLlm *llm);
void      hr_llm_memory (HrLlm *llm, HrEstimate *estimate, HrTrace *trace);
void      hr_llm_host (const HrLlm *llm, HrEstimate *estimate, HrTrace *trace);
double    hr_llm_bandwidth (const HrLlm *llm);
double    hr_llm_weight_efficiency (const HrLlm *llm);
double    hr_llm_cache_passes (const HrLlm *llm);
double    hr_llm_launch_seconds (const HrLlm *llm);
double    hr_llm_slow_launch_seconds (const HrLlm *llm);
double    hr_llm_prefill_launch_seconds (const HrLlm *llm, double passes);
double    hr_llm_prefill_rate (const HrLlm *llm, double *efficiency);
double    hr_llm_decode_rate (const HrLlm *llm);
gboolean  hr_llm_leaves_graph (const HrLlm *llm);
HrLlmBand hr_llm_memory_band (const HrLlm *llm, HrEstimate *estimate);
HrLlmBand hr_llm_decode_band (const HrLlm *llm, double slower, HrEstimate *estimate);
HrLlmBand hr_llm_prefill_band (const HrLlm *llm, HrEstimate *estimate);
gboolean  hr_llm_can_offload (HrEngine engine);
double    hr_llm_read_experts (const HrLlm *llm, double tokens);
void      hr_llm_place (HrLlm *llm, double fixed, double cache);
double    hr_llm_bytes_off (const HrLlm *llm);
double    hr_llm_read_off (const HrLlm *llm, double tokens);
gboolean  hr_llm_runs_from_drive (const HrLlm *llm);
double    hr_llm_decode_off_seconds (const HrLlm *llm, double cache);
double    hr_llm_prefill_off_seconds (const HrLlm *llm, double tokens, double passes);
void      hr_llm_time (const HrLlm *llm, HrEstimate *estimate, HrTrace *trace);

void hr_llm_software (const HrWorkload *workload, HrSoftwareNeeds *needs);

G_END_DECLS
