/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-workload.h"

G_BEGIN_DECLS

/* Where a network's kind was found; only the first two are certain. */
typedef enum
{
  HR_KIND_GIVEN,      /* the preset or the plan says it */
  HR_KIND_NAMED,      /* the name holds that of a known family */
  HR_KIND_FIGURES,    /* guessed from multiplications, activations and parameters */
} HrKindOrigin;

gboolean     hr_image_kind_from_name (const char        *name,
                                      HrImageKind       *kind);
HrImageKind  hr_image_kind           (const HrImageWork *work,
                                      const char        *name,
                                      HrKindOrigin      *origin);
HrImageStack hr_image_stack          (const HrImageWork *work);

G_END_DECLS
