/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice.h"
#include "hr-build.h"

G_BEGIN_DECLS

/* What to change on a machine that its owner has: each change priced with what has to be bought and
 * what can be sold, on the plan's terms, ranked by its aim. */

#define HR_MAX_CHANGES 40

typedef enum
{
  HR_OWNED_PLATFORM,
  HR_OWNED_RAM,
  HR_OWNED_RAM_MODULES,
  HR_OWNED_PSU,
} HrOwned;

/* The machine that is there. What the plan leaves open is what the cheapest such machine has. */
typedef struct
{
  const HrGpu        *gpu;
  guint               gpu_count;
  const HrPlatform   *platform; /* NULL = the catalog has none that takes these cards */
  const HrHostOption *option;   /* the same with its parts, of the search; or NULL */
  double              ram_gib;
  guint               ram_modules;
  guint               cpu_cores;
  double              psu_w;
  double              box_slots;  /* single slots for cards in its case */
  guint               assumed;    /* bit mask of 1 << HrOwned */
  double              resale_usd; /* that one card brings; 0 = no used price is known */
  const HrPrice      *resale;     /* the price that it is taken from */
  double              resale_share;
} HrOwnMachine;

typedef struct
{
  HrOwnChange kind;
  gboolean    is_feasible;
  HrReason    reason; /* why not */
  HrBuild     build;  /* the machine after the change; its parts and price are what is bought */
  guint       n_sold; /* cards */
  double      sold_usd;
  double      net_usd; /* bought with tax, less what is sold */
  HrWorkload  settings;
  HrEstimate  estimate;
  HrCost      cost;    /* purchases are the net */
  gboolean    is_slow; /* runs from RAM, slower than people read */
  double      doubt, risk;
  double      objective; /* less is better */
  double      wait_usd;  /* price of one card below which this change is the first; 0 = none */
  HrSentence  sentence;
} HrChange;

/* Holds its advice. */
typedef struct
{
  const HrAdvice *advice;
  HrOwnMachine    machine;
  HrHostOptions  *options;
  guint           n_changes;
  HrChange       *changes; /* feasible ones first, best first */
  HrChange       *keep;    /* among them */
} HrOwn;

HrOwn *
hr_own_new (const HrAdvice *advice, const HrCalibration *calibration, GCancellable *cancellable);
void     hr_own_free (HrOwn *own);
gboolean hr_own_is_asked (const HrPlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrOwn, hr_own_free)

G_END_DECLS
