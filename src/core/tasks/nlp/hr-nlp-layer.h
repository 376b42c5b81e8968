/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-nlp.h"

G_BEGIN_DECLS

/* Bytes of one token, by the width that they belong to. */
typedef struct
{
  double hidden, query, key, mlp;
} HrNlpWidths;

/* What one layer holds, in bytes of one token. */
typedef struct
{
  HrNlpWidths widths; /* coefficients of what is kept */
  double      kept;   /* for the backward pass, without scores */
  double      scores; /* of eager attention */
  double      work;   /* more, in the middle of the layer's backward pass */
  double whole; /* bytes of the layer's weights that are unpacked or cast, whatever the tokens */
} HrNlpLayer;

void   hr_nlp_layer (const HrNlp *nlp, HrNlpLayer *layer);
double hr_nlp_bytes_a_score (const HrNlp *nlp);

G_END_DECLS
