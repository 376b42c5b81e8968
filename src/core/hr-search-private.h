/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-search.h"

G_BEGIN_DECLS

/* What one thread works with. */
typedef struct
{
  const HrSearch *search;
  const HrGpu    *gpu;
  guint           gpu_count;
  HrCell         *cell;
  HrFrame        *frames; /* by option, around gpu_count cards */
  guint          *order;  /* of the options that fit, by price */
  guint           n_fitting;
  HrHost          best_host; /* the best of everything that the options have */
  GArray         *points;    /* of all counts of this GPU */
  guint           first;     /* point of this cell */
  guint64         candidates;
  guint64         estimated;
} HrSearchWork;

void hr_search_work_init (HrSearchWork *work, const HrSearch *search);
void hr_search_work_clear (HrSearchWork *work);
void hr_search_gpu (HrSearch     *search,
                    guint         index,
                    guint         from,
                    guint         to,
                    GCancellable *cancellable,
                    HrSearchWork *work);

G_END_DECLS
