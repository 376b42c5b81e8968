/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-plan.h"

/* The answer as it is defined, found by looking at every machine with every setting: nothing is
 * pruned, sorted, bounded or shared between machines, and nothing of the search is used but the
 * host rules, the estimate, the task's variants and what a doubt costs. */

typedef struct
{
  const HrGpu *gpu;
  guint        gpu_count;
  HrHostKind   kind;
  guint        n_unpriced;
  guint        quality;
  guint32      batch;
  double       price_usd; /* tax included */
  double       budgeted_usd;
  double       seconds;
  double       wall_w, peak_w;
  double       free_gib;
  double       doubt, risk;
  double       job_usd;
  double       objective;
} BruteCandidate;

gboolean brute_cell (const HrSnapshot *snapshot,
                     const HrPlan     *plan,
                     const HrGpu      *gpu,
                     guint             gpu_count,
                     BruteCandidate   *best);
gboolean brute_allows (const HrPlan *plan, const HrGpu *gpu);
GArray  *brute_all (const HrSnapshot *snapshot, const HrPlan *plan);
GArray  *brute_front (const GArray *all);
int      brute_compare (gconstpointer a, gconstpointer b);
