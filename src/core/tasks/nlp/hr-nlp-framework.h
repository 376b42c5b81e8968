/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-workload.h"

G_BEGIN_DECLS

/* What a framework's code does that memory or time depends on. Private to the core. */
typedef struct
{
  HrLoss      loss;                /* its own, where a plan names none */
  gboolean    fused_norms;         /* a norm keeps its 16-bit input and no FP32 copy */
  gboolean    fused_mlp;           /* the activated gate is computed again */
  gboolean    quantises_head;      /* a quantised base has its head quantised as well */
  gboolean    joins_qkv;           /* one product makes queries, keys and values, and all is kept */
  gboolean    checkpoints_to_host; /* inputs of recomputed layers go to the host's RAM */
  gboolean    adapters_fp32;       /* LoRA's matrices over a 16-bit base */
  gboolean    autocasts_adapters;  /* … and their products run in 16 bits all the same */
  gboolean    prepares_base;       /* raises what is not quantised to FP32 */
  gboolean    lists_optimizer;     /* AdamW over lists of tensors, with a temporary for all */
  gboolean    steps_one_by_one;    /* updates one tensor after the other, not fused */
  gboolean    repeats_keys;        /* grouped keys and values, to the queries' width */
  gboolean    keeps_outputs;       /* the caller holds the logits through the backward pass */
  gboolean    keeps_gradients;     /* they are zeroed, not freed */
  gboolean    master_copy;         /* 16-bit weights with FP32 ones beside the optimizer's states */
  gboolean    buckets;             /* gradients pass through buffers even on one card */
  gboolean    compiled;
  gboolean    packs;    /* sequences fill a batch by default */
  gboolean    own_loss; /* chunks are its own; others take Liger's when they are asked for any */
  guint       year;     /* of the code that is described, where a plan names none; 0 = newest */
  gboolean    skips_experts; /* adapters on all linear layers leave out routed experts */
  const char *source;
} HrNlpFramework;

/* What the bytes of a logit depend on. */
typedef struct
{
  const HrNlpWork *work;
  HrLoss           loss;
  double           batch;
  double           sequence;
  gboolean         full_precision; /* all FP32 */
  gboolean         fp32_logits;    /* the head is FP32 and no autocast lowers it */
  gboolean         half_softmax;   /* FP16 */
  gboolean         trains_head;
  gboolean         compiled;      /* the upcast is fused: no FP32 logits */
  gboolean         keeps_outputs; /* the caller holds the logits through the backward pass */
  gboolean         soft_capped;
} HrNlpLossInput;

const HrNlpFramework *hr_nlp_framework (HrFramework framework);
guint                 hr_nlp_framework_year (const HrNlpWork *work);
HrLoss                hr_nlp_loss (const HrNlpWork *work);
void   hr_nlp_loss_bytes (const HrNlpLossInput *input, double *forward, double *backward);
double hr_nlp_output_bytes (const HrNlpWork *work);

G_END_DECLS
