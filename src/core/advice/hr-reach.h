/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-pick.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a budget can do: for sizes of the task, from small to large, the cheapest machine that does
 * each, whatever it costs. */

#define HR_MAX_RUNGS 8

typedef struct
{
  const char *id;       /* of the preset */
  const char *name;     /* borrowed from the snapshot */
  double      size;     /* parameters in 10^9, or the GiB that the problem takes */
  gboolean    is_found; /* whether any machine does it */
  gboolean    is_within;
  double      more_usd; /* beyond the budget, on the plan's terms */
  HrPick      pick;
} HrRung;

typedef struct
{
  HrPlan            plan;
  const HrSnapshot *snapshot;
  guint             n;
  HrRung            rungs[HR_MAX_RUNGS]; /* by what their machines cost */
} HrReach;

HrReach *hr_reach_new (const HrPlan        *plan,
                       const HrSnapshot    *snapshot,
                       const HrCalibration *calibration,
                       HrDate               today,
                       GCancellable        *cancellable);
void     hr_reach_free (HrReach *reach);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrReach, hr_reach_free)

G_END_DECLS
