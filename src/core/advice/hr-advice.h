/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-pick.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  double       price_usd;
  double       seconds;
  int          pick; /* index into picks; −1 = not among them */
  const HrGpu *gpu;
  guint        gpu_count;
} HrParetoPoint;

typedef struct
{
  const HrGpu *gpu;
  HrReason     reason;
  HrSentence   message;
  HrReason     change_kind; /* which constraint the smallest change touches */
  HrSentence   change;
  double       distance; /* of the change, for the order within a reason; no unit */
} HrExcluded;

typedef struct
{
  const char  *quantity; /* "gpu-price", "budget", "electricity", "batch", "setting", … */
  const HrGpu *of;       /* NULL where the quantity is not a card's */
  const char  *key;      /* of a setting: the plan's key, … */
  const char  *nick;     /* … and the value that changes the pick */
  double       value;    /* USD for prices, and of a setting's machine; else the quantity's unit */
  double       job_usd;  /* of a setting: what a run then costs */
  const HrGpu *then;     /* the pick beyond it; NULL = none feasible */
  guint        then_count;
  HrSentence   message;
} HrThreshold;

typedef struct
{
  guint64 candidates; /* considered: estimated, or proven not to win */
  guint64 estimated;
  double  seconds; /* filled by the caller, who has a clock */
} HrAdviceStats;

#define HR_MAX_VERDICT_LINES 4

/* Immutable, reference counted, holds its snapshot. */
typedef struct
{
  HrPlan            plan; /* as asked, every default filled in */
  HrDate            today;
  const HrSnapshot *snapshot;
  guint             n_picks;
  HrPick           *picks; /* ranked by the aim, best first; one a (GPU, count) */
  guint             n_pareto;
  HrParetoPoint    *pareto; /* price ascending, time descending */
  guint             n_excluded;
  HrExcluded       *excluded; /* grouped by reason */
  guint             n_thresholds;
  HrThreshold      *thresholds;
  HrPick           *nearest_miss;     /* NULL when there are picks */
  HrReason          miss_reason;      /* without a nearest miss: what took out the last cards */
  double            miss_by;          /* USD, GiB, W or hours, by miss_reason */
  double            confidence;       /* probability that picks[0] beats picks[1]; 0 = no second */
  double            price_confidence; /* the same by the ranges of the prices alone */
  HrVerdict         verdict;
  HrEdge            edge;      /* of a close call: why the first goes first */
  guint             n_verdict; /* one line first, then what has to be known with it */
  HrSentence        verdict_lines[HR_MAX_VERDICT_LINES];
  HrAdviceStats     stats;
  gint              ref_count;
} HrAdvice;

HrAdvice *hr_advice_new (const HrPlan        *plan,
                         const HrSnapshot    *snapshot,
                         const HrCalibration *calibration,
                         HrDate               today,
                         GCancellable        *cancellable);
HrAdvice *hr_advice_new_threaded (const HrPlan        *plan,
                                  const HrSnapshot    *snapshot,
                                  const HrCalibration *calibration,
                                  HrDate               today,
                                  guint                n_threads,
                                  GCancellable        *cancellable);
HrAdvice *hr_advice_ref (const HrAdvice *advice);
void      hr_advice_unref (HrAdvice *advice);

/* Of a pick's cautions, those that speak against it. */
gboolean hr_reasons_is_against (HrSentenceId id);

/* A machine that is given rather than searched. @build gets the parts that have to be bought. */
gboolean hr_advice_build_for (const HrPlan     *plan,
                              const HrSnapshot *snapshot,
                              HrDate            today,
                              const HrGpu      *gpu,
                              guint             gpu_count,
                              HrBuild          *build);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrAdvice, hr_advice_unref)

G_END_DECLS
