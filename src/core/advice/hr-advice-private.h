/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice.h"
#include "hr-rank.h"

G_BEGIN_DECLS

/* The parts of an advice, each filled from the same search. */

HrReason hr_nearest_miss_filter (const HrAdvice *advice);
void     hr_nearest_miss_fill (HrAdvice *advice, const HrSearch *search, const HrTerms *terms);
void     hr_verdict_fill (HrAdvice *advice, const HrTerms *terms);
void     hr_reasons_fill (HrAdvice *advice, const HrSearch *search, const HrTerms *terms);
void     hr_excluded_fill (HrAdvice      *advice,
                           HrSearch      *search,
                           const HrTerms *terms,
                           GCancellable  *cancellable);
/* The quantities that are followed, one or two values of each, and two settings. */
#define HR_MAX_THRESHOLDS 12

void   hr_excluded_change (HrExcluded    *excluded,
                           HrSearch      *search,
                           const HrTerms *terms,
                           const HrCell  *cells,
                           const HrMiss  *miss);
void   hr_thresholds_fill (HrAdvice       *advice,
                           const HrSearch *search,
                           const HrTerms  *terms,
                           guint           n_threads,
                           GCancellable   *cancellable);
void   hr_threshold_settings (HrAdvice       *advice,
                              const HrSearch *search,
                              const HrRanked *now,
                              GCancellable   *cancellable);
double hr_confidence (const HrPick *a, const HrPick *b, HrAim aim, HrTrace *trace);
double hr_confidence_prices (const HrPick *a, const HrPick *b, HrAim aim, HrTrace *trace);
double hr_confidence_draws (double confidence, HrTrace *trace);
double hr_pick_objective (const HrPick *pick, HrAim aim);
void   hr_pick_trace_objective (const HrPick *pick, HrAim aim, HrTrace *trace);

G_END_DECLS
