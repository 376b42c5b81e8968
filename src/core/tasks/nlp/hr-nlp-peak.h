/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-nlp-layer.h"

G_BEGIN_DECLS

/* The worst moments of a step, in the order in which they come. */
typedef enum
{
  HR_NLP_FORWARD,     /* the forward pass is over, the loss computed */
  HR_NLP_LOSS,        /* its backward pass */
  HR_NLP_LAST_LAYER,  /* all is kept, few gradients are there */
  HR_NLP_FIRST_LAYER, /* nearly all gradients are there, nothing else is kept */
  HR_NLP_EMBEDDING,   /* the backward pass is over */
  HR_NLP_STEP,        /* the optimizer's */
  HR_NLP_N_MOMENTS
} HrNlpMomentKind;

/* Bytes that a moment has beside what lives through the whole run. */
typedef struct
{
  double activations, scores, logits, gradients, gathered, copies, workspace;
} HrNlpMoment;

typedef struct
{
  HrNlpLayer      layer;
  double          kept; /* by all layers, from the forward to the backward pass */
  double          kept_scores;
  double          recomputed; /* one layer with all that its backward pass needs */
  double          head;
  double          forward_bytes, backward_bytes; /* a logit */
  double          logits_forward, logits_backward;
  double          gradients;       /* of all that is trained */
  double          gradients_loss;  /* there already when the loss is computed */
  double          gradients_last;  /* at the backward pass of the last layer, which is the first */
  double          gradients_first; /* of the first layer, which is the last */
  double          gathered, copies, temporary;
  HrNlpMoment     moments[HR_NLP_N_MOMENTS];
  HrNlpMomentKind worst;
  double          bytes; /* of the worst moment */
} HrNlpPeak;

void hr_nlp_peak (const HrNlp *nlp, HrNlpPeak *peak);
void
hr_nlp_memory_peak (const HrNlp *nlp, const HrNlpPeak *peak, HrEstimate *estimate, HrTrace *trace);
double hr_nlp_memory_workspace (const HrNlp     *nlp,
                                const HrNlpPeak *peak,
                                HrEstimate      *estimate,
                                HrTrace         *trace);

G_END_DECLS
