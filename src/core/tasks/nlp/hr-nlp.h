/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-calibration.h"
#include "hr-estimate.h"
#include "hr-model-shape.h"

G_BEGIN_DECLS

/* What the terms of a fine-tuning estimate share, resolved once. Private to the core. */
typedef struct
{
  const HrEstimateInput *input;
  const HrNlpWork       *work;
  const HrCalibration   *cal;
  HrModelSize            size;
  double                 devices; /* GPUs as software sees them */
  double                 tokens;  /* of one micro-step on one device */
  double                 sequence;
  double                 batch;
  double                 trainable;        /* parameters that are trained */
  double                 weight_bytes;     /* a parameter of the copy that computes */
  double                 activation_bytes; /* an element of an activation: 2 or 4 */
  double                 base_bits;        /* of a quantised base; 16 or 32 when not */
  gboolean               adapters;         /* LoRA or QLoRA */
  gboolean               quantised;
  gboolean               autocast;     /* FP32 weights, 16-bit arithmetic */
  gboolean               master_copy;  /* 16-bit weights with an FP32 copy beside them */
  double                 weight_shard; /* share of the weights that a device holds */
  double                 gradient_shard;
  double                 optimizer_shard;
} HrNlp;

void   hr_nlp_resolve (HrNlp *nlp, const HrEstimateInput *input);
double hr_nlp_trainable (const HrNlpWork *work, const HrModelSize *size);
void   hr_nlp_memory_states (const HrNlp *nlp, HrEstimate *estimate, HrTrace *trace);
void   hr_nlp_memory_peak (const HrNlp *nlp, HrEstimate *estimate, HrTrace *trace);
void   hr_nlp_host (const HrNlp *nlp, HrEstimate *estimate, HrTrace *trace);
void   hr_nlp_time (const HrNlp *nlp, HrEstimate *estimate, HrTrace *trace);

/* Bytes of optimizer state for one trained parameter, and of its widest temporary. */
double hr_nlp_state_bytes (const HrNlp *nlp);

G_END_DECLS
