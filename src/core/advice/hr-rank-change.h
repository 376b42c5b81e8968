/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-rank.h"

G_BEGIN_DECLS

/* Which winner counts as no change. */
typedef enum
{
  HR_KEEPS_MACHINE, /* the card and the number */
  HR_KEEPS_CARD,    /* the card, in whatever number */
  HR_KEEPS_OTHERS,  /* any card but this one */
} HrKeeps;

typedef void (*HrVary) (HrTerms *terms, const HrGpu *gpu, double value);

/* What is asked: the first value on the way from @from to @to at which the winner changes. */
typedef struct
{
  const HrSearch  *search;
  const GPtrArray *field; /* from hr_rank_field() */
  const HrTerms   *terms;
  HrVary           vary;
  gboolean         is_inverse; /* money an hour is linear in 1 ÷ value: hours to spread over */
  HrKeeps          keeps;
  const HrGpu     *gpu; /* that keeps, or whose price varies */
  guint            gpu_count;
  double           from, to;
  GCancellable    *cancellable; /* looked at now and then: then there is no change */
} HrChange;

gboolean
hr_rank_first_change (const HrChange *self, double *value, HrRanked *then, gboolean *then_found);

G_END_DECLS
