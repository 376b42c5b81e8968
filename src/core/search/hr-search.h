/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-build.h"
#include "hr-cost.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A candidate is a machine (a card, how many, and a host around them) with one of the settings that
 * "auto" may become: the variants of the task, each with every batch of hr_batches_init(). The
 * answer is the optimum over all candidates; a test holds it against a brute force that shares
 * nothing with the search but the host rules and the estimate.
 *
 * The search has two floors. The lower knows no money but the hosts' prices: for each cell, a
 * card and how many of it, it finds every machine and setting that no other of the cell beats in
 * price, time and power. Whatever the card costs, the budget, the electricity or the hours are,
 * the best machine of the cell is among those few; the upper floor (hr-rank) chooses among them,
 * and so the thresholds bisect on the same search without estimating anything again. */

/* RAM keeps an eighth free for the rest of the system. */
#define HR_RAM_USABLE (7.0 / 8.0)

typedef struct
{
  HrWorkload workload;
  guint      quality; /* 0 = as good as asked; more = LoRA, QLoRA where "auto" chose them */
} HrVariant;

typedef struct
{
  guint16 option;  /* into options */
  guint16 bundle;  /* into the option's bundles */
  guint16 variant; /* into variants[gpu_count − 1] */
  guint8  kind;    /* HrHostKind */
  guint8  tight;
  guint8  n_unpriced;
  guint8  quality;
  guint8  on_cards; /* a machine that is missed: all of it asked of the cards, nothing of RAM */
  guint32 batch;    /* resolved; 0 = the task has none */
  double  host_usd; /* without the cards, or the whole system; no tax */
  double  seconds;  /* by hr_search_digits() */
  double  wall_w;
  double  peak_w;       /* at the wall, when all does what it can */
  double  free_gib;     /* per GPU, with these settings */
  double  headroom_gib; /* the same where the plan's aim is headroom; else 0: no reason to keep a
                           point */
  double doubt;         /* ≥ 1: what the estimate's doubts cost, as a factor, where time counts */
  double risk;          /* ≥ 1: what of it counts for every aim */
} HrPoint;

typedef struct
{
  const HrGpu   *gpu;
  const HrPrice *price; /* of one card, that the plan's condition allows; NULL = none */
  guint8         gpu_count;
  guint8 verdict[HR_N_HOST_KIND]; /* HrHostVerdict: the one that comes nearest, by host kind */
  guint8 is_unsupported;
  guint8 is_without_software; /* some of the settings need what does not run on the card */
  guint8 is_searched;
  guint  n_points;
  const HrPoint *points;
  double         required_gib; /* the least of all variants */
  double         available_gib;
} HrCell;

typedef struct
{
  const HrPlan        *plan;
  const HrSnapshot    *snapshot;
  const HrCalibration *calibration;
  HrHostOptions       *options;
  gboolean             borrows_options; /* of another search */
  guint                n_gpus;
  const HrGpu        **gpus;
  const guint8        *counts;   /* by card, bit mask of 1 << (count − 1); NULL = all */
  guint                max_gpus; /* of the cells: beyond the plan's, for the changes */
  guint                n_variants[HR_MAX_GPUS];
  HrVariant           *variants[HR_MAX_GPUS];
  guint                n_cells; /* n_gpus × max_gpus, by GPU, then by count */
  HrCell              *cells;
  GPtrArray           *live;        /* the cells that have points */
  gboolean             by_deadline; /* what, beside money and time, decides between two points */
  gboolean             by_watts;
  gboolean             by_value;
  double               beat; /* what cannot be as good by the aim is left out; INFINITY = nothing */
  HrMoney              money;
  GPtrArray           *arrays; /* owned: the points */
  guint64              candidates;
  guint64              estimated;
} HrSearch;

HrSearch *hr_search_new (const HrPlan        *plan,
                         const HrSnapshot    *snapshot,
                         const HrCalibration *calibration,
                         const HrGpu *const  *gpus,
                         guint                n_gpus,
                         guint                n_threads,
                         GCancellable        *cancellable);
HrSearch *hr_search_new_like (const HrSearch     *other,
                              const HrPlan       *plan,
                              const HrGpu *const *gpus,
                              const guint8       *counts,
                              guint               n_gpus,
                              double              beat,
                              guint               n_threads,
                              GCancellable       *cancellable);
void      hr_search_more (HrSearch *search, guint index);
void      hr_search_free (HrSearch *search);
double    hr_search_digits (double value);
double    hr_search_failure (const HrEstimate *estimate);
double    hr_search_unmeasured (const HrEstimate *estimate, const HrGpu *gpu);
double    hr_search_room (const HrEstimate *least, double room);
double    hr_search_risk (const HrEstimate *estimate, const HrGpu *gpu);
double    hr_search_waiting (const HrEstimate *estimate, const HrWorkload *settings);
double hr_search_doubt (const HrEstimate *estimate, const HrGpu *gpu, const HrWorkload *settings);
void hr_search_trace_settings (const HrWorkload *asked, const HrWorkload *settings, HrTrace *trace);
void hr_search_expand (
    const HrSearch *search, const HrCell *cell, const HrPoint *point, HrDate today, HrPick *pick);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrSearch, hr_search_free)

G_END_DECLS
