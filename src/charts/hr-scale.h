/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HR_SCALE_LINEAR,
  HR_SCALE_LOG,
} HrScaleKind;

#define HR_SCALE_MAX_TICKS 64

/* A plain value that maps a domain of numbers to 0…1. After hr_scale_init() min < max and both are
 * finite, whatever went in; on a logarithmic scale both are positive. */
typedef struct
{
  HrScaleKind kind;
  double      min, max;
} HrScale;

void hr_scale_init (
    HrScale *self, HrScaleKind kind, const double *values, guint n_values, gboolean from_zero);
void     hr_scale_extend (HrScale *self, double fraction);
void     hr_scale_nice (HrScale *self, guint max_ticks);
double   hr_scale_map (const HrScale *self, double value);
double   hr_scale_invert (const HrScale *self, double position);
gboolean hr_scale_takes (const HrScale *self, double value);
guint    hr_scale_ticks (const HrScale *self, guint max_ticks, double ticks[HR_SCALE_MAX_TICKS]);

G_END_DECLS
