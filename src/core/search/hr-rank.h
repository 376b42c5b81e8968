/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-search.h"

G_BEGIN_DECLS

/* What the upper floor of the search varies: the plan's constraints and money, and one card's
 * price. */
typedef struct
{
  HrConstraints constraints;
  HrMoney       money;
  const HrGpu  *priced_gpu; /* NULL, or the card that costs gpu_usd instead of its price */
  double        gpu_usd;
} HrTerms;

typedef struct
{
  const HrCell  *cell;
  const HrPoint *point;
  double         price_usd; /* tax included */
  double         gpus_usd;
  double         budgeted_usd;
  double         job_usd;
  double         objective; /* less is better */
} HrRanked;

/* What a cell's best machine misses by. */
typedef struct
{
  HrReason       reason;
  const HrPoint *point; /* NULL for reasons that come before any machine */
  double         need,
      limit;        /* USD, GiB, W or hours, by reason; USD with what is kept for missing prices */
  double price_usd; /* of the machine */
  guint  n_unpriced;
  guint  gpu_count;
} HrMiss;

void hr_terms_init (HrTerms *terms, const HrSearch *search);
gboolean
hr_rank_cell (const HrSearch *search, const HrTerms *terms, const HrCell *cell, HrRanked *ranked);
gboolean
hr_rank_allows (const HrSearch *search, const HrTerms *terms, const HrCell *cell, HrReason *reason);
void hr_rank_miss (const HrSearch *search, const HrTerms *terms, const HrCell *cell, HrMiss *miss);
GArray    *hr_rank_all (const HrSearch *search, const HrTerms *terms);
GPtrArray *hr_rank_field (const HrSearch *search, const HrTerms *terms);
gboolean
hr_rank_best (const HrSearch *search, const HrTerms *terms, const GPtrArray *field, HrRanked *best);
void     hr_rank_point (const HrSearch *search,
                        const HrTerms  *terms,
                        const HrCell   *cell,
                        const HrPoint  *point,
                        HrRanked       *ranked);
guint    hr_rank_least_unpriced (const HrTerms *terms, const HrCell *cell);
gboolean hr_rank_considers (const HrTerms *terms, const HrPoint *point, guint least_unpriced);
double   hr_rank_reserve (guint n_unpriced, HrTrace *trace);
double   hr_rank_headroom (double gib, double risk);
int      hr_ranked_compare (gconstpointer a, gconstpointer b);

G_END_DECLS
