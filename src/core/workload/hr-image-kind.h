/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-workload.h"

G_BEGIN_DECLS

/* Where a network's kind was found; only the first two are certain. */
typedef enum
{
  HR_KIND_GIVEN,   /* the preset or the plan says it */
  HR_KIND_NAMED,   /* the name holds that of a known family */
  HR_KIND_FIGURES, /* guessed from multiplications, activations and parameters */
} HrKindOrigin;

/* Networks that share their blocks. Gated ones weigh each channel by a pooled value (squeeze and
 * excitation and its relatives): more passes over the activations, many small kernels. */
typedef struct
{
  const char *pattern; /* in a name of lower-case letters and digits */
  HrImageKind kind;
  gboolean    gated;
  gboolean    plain;    /* no normalisation layers, whose inputs would be kept too */
  gboolean    numbered; /* the name's first number is the depth: "resnet50" */
} HrImageFamily;

const HrImageFamily *hr_image_family (const char *name);
HrImageKind
      hr_image_kind (const HrImageWork *work, const HrImageFamily *family, HrKindOrigin *origin);
guint hr_image_depth (const HrImageFamily *family, const char *name);
HrImageStack hr_image_stack (const HrImageWork *work, gboolean *fused_attention);

G_END_DECLS
