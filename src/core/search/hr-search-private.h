/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-search.h"
#include "hr-software-check.h"

G_BEGIN_DECLS

/* "auto" takes a power of two up to 1024. */
#define HR_MAX_BATCHES 11

/* One batch of a variant, on the best host that there is. */
typedef struct
{
  guint32  batch; /* 0 = the task has none */
  gboolean tight;
  double   seconds; /* no host of those in question needs less */
  double   gpu_load;
  double   doubt;   /* of the card alone */
  double   waiting; /* on the fastest host: no host of those in question has less */
  double   risk;
  double   free_gib; /* per GPU */
} HrBatchBound;

typedef struct
{
  guint        n; /* at most one unless the batch is "auto" */
  HrBatchBound each[HR_MAX_BATCHES];
} HrBatches;

#define HR_MAX_SOFTWARE_MEMO 8

/* What software says of the card, for the needs that its variants have. */
typedef struct
{
  HrSoftwareNeeds needs;
  HrSupport       support;
} HrSoftwareMemo;

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
  struct
  {
    gboolean          any;
    double            usd; /* of the cheapest machine without the cards */
    guint             n_unpriced;
    const HrPlatform *platform; /* the one that idles at the least power */
  } least[HR_N_HOST_KIND];
  GArray        *points; /* of all counts of this GPU */
  guint          first;  /* point of this cell */
  guint          hint[HR_N_HOST_KIND];
  guint          n_memo; /* of this GPU */
  HrSoftwareMemo memo[HR_MAX_SOFTWARE_MEMO];
  guint64        candidates;
  guint64        estimated;
} HrSearchWork;

void hr_search_work_init (HrSearchWork *work, const HrSearch *search);
void hr_search_work_clear (HrSearchWork *work);
void hr_batches_init (HrBatches *self, HrSearchWork *work, HrWorkload *workload, HrEstimate *first);
void hr_search_gpu (HrSearch     *search,
                    guint         index,
                    guint         from,
                    guint         to,
                    GCancellable *cancellable,
                    HrSearchWork *work);

G_END_DECLS
