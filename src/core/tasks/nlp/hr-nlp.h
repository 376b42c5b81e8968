/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-calibration.h"
#include "hr-estimate.h"
#include "hr-software.h"
#include "hr-model-shape.h"
#include "hr-nlp-framework.h"

G_BEGIN_DECLS

/* What the terms of a fine-tuning estimate share, resolved once. Private to the core. */
typedef struct
{
  const HrEstimateInput *input;
  const HrNlpWork       *work;
  const HrCalibration   *cal;
  const HrNlpFramework  *facts;
  HrModelSize            size;
  double                 devices; /* GPUs as software sees them */
  double                 tokens;  /* of one micro-step on one device */
  double                 sequence;
  double                 batch;
  double                 trainable;        /* parameters that are trained */
  double                 tables;           /* of them in embeddings and head beside adapters */
  double                 weight_bytes;     /* a parameter of the copy that computes */
  double                 activation_bytes; /* an element of an activation: 2 or 4 */
  double                 stream_bytes;     /* an element between two layers: 2 or 4 */
  double                 adapter_bytes;    /* a parameter of LoRA's matrices */
  double                 trained_bytes;    /* a trained parameter, on average */
  double                 base_bits;        /* of a quantised base; 16 or 32 when not */
  HrLoss                 loss;             /* resolved */
  gboolean               adapters;         /* LoRA or QLoRA */
  double                 adapts_qkv;       /* how many of these three products have adapters */
  gboolean               adapts_output;
  gboolean               adapts_mlp;  /* the products before the nonlinearity … */
  gboolean               adapts_down; /* … and behind it */
  gboolean               has_logits;
  gboolean               keeps_outputs; /* logits are held through the backward pass */
  gboolean               drops;         /* LoRA with dropout */
  gboolean               quantised;
  gboolean               bitsandbytes; /* unpacks one matrix at a time; GPTQ and AWQ a layer */
  gboolean               autocast;     /* FP32 weights, 16-bit arithmetic */
  gboolean               fp32_stream_of_base; /* what is not quantised was raised to FP32 */
  gboolean               master_copy;         /* 16-bit weights with an FP32 copy beside them */
  gboolean               trains_head;
  gboolean               gradients_stay; /* from one micro-step to the next */
  gboolean               gradients_offloaded;
  gboolean               gathers; /* weights come from other devices or the host, layer by layer */
  gboolean               half_softmax;
  gboolean               soft_capped;
  gboolean               four_norms;
  double                 weight_shard; /* share of the weights that a device holds */
  double                 gradient_shard;
  double                 optimizer_shard;
} HrNlp;

void     hr_nlp_resolve (HrNlp *nlp, const HrEstimateInput *input);
gboolean hr_nlp_quantises_head (const HrNlp *nlp);
double   hr_nlp_trainable (const HrNlpWork *work, const HrModelSize *size);
void     hr_nlp_memory_states (const HrNlp *nlp, HrEstimate *estimate, HrTrace *trace);
void     hr_nlp_host (const HrNlp *nlp, HrEstimate *estimate, HrTrace *trace);
void     hr_nlp_time (const HrNlp *nlp, HrEstimate *estimate, HrTrace *trace);

/* Bytes of optimizer state for one trained parameter, and of its widest temporary. */
double hr_nlp_state_bytes (const HrNlp *nlp);

void hr_nlp_software (const HrWorkload *workload, HrSoftwareNeeds *needs);

G_END_DECLS
