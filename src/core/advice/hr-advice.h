/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-estimate.h"
#include "hr-plan.h"
#include "hr-sentence.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define HR_MAX_BUILD_PARTS 12
#define HR_MAX_SENTENCES   10
#define HR_MAX_REASONS     5 /* more are not read */

/* Money in the core is US dollars; the borders convert with the snapshot's dated exchange rate. */

typedef struct
{
  HrPart         part;
  const char    *id;
  const char    *name;
  guint          count;
  double         unit_usd; /* tax not included; 0 = no price, and then the build says so */
  const HrPrice *price;    /* date, condition, source; NULL where there is none */
} HrBuildPart;

typedef struct
{
  const HrGpu      *gpu;
  guint             gpu_count;
  const HrPlatform *platform;
  double            ram_gib;
  guint             ram_channels_filled; /* 0 where a complete system does not say */
  double            psu_w;
  guint             n_parts;
  HrBuildPart       parts[HR_MAX_BUILD_PARTS];
  double            price_usd;      /* tax included */
  double            stale_share;    /* 0…1 of price_usd that rests on stale prices */
  guint             n_unpriced;     /* parts without a price, left out of price_usd */
  HrDate            oldest, newest; /* of the prices in it */
  HrHost            host;
} HrBuild;

typedef struct
{
  double             job_usd; /* share of the purchase over the horizon + energy */
  double             job_low_usd, job_high_usd;
  double             energy_kwh; /* of the job */
  double             energy_usd;
  double             power_w;       /* at the wall while working */
  double             per_hour_usd;  /* purchase share + energy */
  const HrRentOffer *rent;          /* cheapest offer for the same or an equivalent card; or NULL */
  double             rent_hour_usd; /* for gpu_count cards */
  double             rent_job_usd;
  double             break_even_hours; /* of use at which buying wins; 0 = never or no offer */
  HrDate             break_even_date;  /* at the plan's hours a week from today; unknown likewise */
  double             usd_per_gib;      /* GPU price ÷ its memory */
  double             usd_per_gb_s;
  double             usd_per_tflops; /* at the task's precision */
  double             work_per_usd;   /* work of the horizon ÷ money of the horizon */
} HrCost;

typedef struct
{
  guint      roles; /* bit mask of 1 << HrRole */
  HrBuild    build;
  HrWorkload settings; /* the workload with every "auto" resolved */
  HrEstimate estimate;
  HrCost     cost;
  double     headroom_gib; /* available − required, per GPU */
  guint      n_reasons;
  HrSentence reasons[HR_MAX_REASONS];
  guint      n_cautions; /* to know beside the reasons: doubts, old prices, settings */
  HrSentence cautions[HR_MAX_SENTENCES];
} HrPick;

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
  HrPick           *nearest_miss; /* NULL when there are picks */
  HrReason          miss_reason;  /* without a nearest miss: what took out the last cards */
  double            miss_by;      /* USD, GiB, W or hours, by miss_reason */
  double            confidence;   /* probability that picks[0] beats picks[1]; 0 = no second */
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

/* A machine that is given rather than searched. @build gets the parts that have to be bought. */
gboolean hr_advice_build_for (const HrPlan     *plan,
                              const HrSnapshot *snapshot,
                              HrDate            today,
                              const HrGpu      *gpu,
                              guint             gpu_count,
                              HrBuild          *build);
void     hr_advice_cost (const HrPlan     *plan,
                         const HrSnapshot *snapshot,
                         const HrBuild    *build,
                         const HrEstimate *estimate,
                         HrCost           *cost,
                         HrTrace          *trace);
double   hr_money_to_usd (const HrSnapshot *snapshot, double amount, const char *currency);
double   hr_money_from_usd (const HrSnapshot *snapshot, double usd, const char *currency);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrAdvice, hr_advice_unref)

G_END_DECLS
