/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-calibration.h"
#include "hr-estimate.h"
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
  double                 bits; /* of the linear layers, or of the whole file */
  gboolean               whole_model;
  double                 weight_bytes; /* stored, all devices */
  double                 head_bytes;   /* of them the output head */
  double                 active_bytes; /* read for one token of each sequence, all devices */
  double                 cache_bits;   /* of one element of the cache */
  HrModelCache           cache;        /* what the layers keep of a sequence */
  double                 offloaded;    /* share of the weights that stays in host RAM */
} HrLlm;

double hr_kv_precision_bits (HrKvPrecision precision);
void   hr_llm_resolve (HrLlm *llm, const HrEstimateInput *input);
double hr_llm_read_bytes (const HrLlm *llm, double tokens);
double hr_llm_cache_bytes (const HrLlm *llm, double tokens);
double hr_llm_cache_read (const HrLlm *llm, double tokens);
double hr_llm_state_bytes (const HrLlm *llm);
double hr_llm_score_flop (const HrLlm *llm, double tokens);
/* Of one device, one sequence: what is replicated there counts whole. */
double   hr_llm_device_cache_bytes (const HrLlm *llm, double tokens);
double   hr_llm_device_state_bytes (const HrLlm *llm);
gboolean hr_llm_heads_divide (const HrLlm *llm);
void     hr_llm_memory (HrLlm *llm, HrEstimate *estimate, HrTrace *trace);
void     hr_llm_host (const HrLlm *llm, HrEstimate *estimate, HrTrace *trace);
void     hr_llm_time (const HrLlm *llm, HrEstimate *estimate, HrTrace *trace);

G_END_DECLS
