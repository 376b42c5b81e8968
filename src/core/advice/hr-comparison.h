/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice.h"

G_BEGIN_DECLS

#define HR_MAX_COMPARED 4

/* Two to four cards for one workload: each with its estimate and cost, even where it does not
 * fit. */
typedef struct
{
  const HrGpu *gpu;
  guint        gpu_count;
  gboolean     has_build; /* a machine can be built around it */
  gboolean     is_share;  /* else: its money is its share of a complete system's price */
  HrBuild      build;
  HrWorkload   settings;
  HrHost       host; /* that the estimate is of: the build's, or the usual one */
  HrEstimate   estimate;
  HrCost       cost;
} HrCompared;

typedef struct
{
  HrPlan            plan;
  HrDate            today;
  const HrSnapshot *snapshot;
  guint             n;
  HrCompared        columns[HR_MAX_COMPARED];
  int               best_fit, fastest, cheapest_job, best_value; /* column; −1 = none */
  guint             n_verdict;
  HrSentence        verdict[HR_MAX_SENTENCES];
  guint             n_thresholds;
  HrThreshold       thresholds[HR_MAX_SENTENCES];
  gint              ref_count;
} HrComparison;

HrComparison *hr_comparison_new (const HrPlan        *plan,
                                 const HrSnapshot    *snapshot,
                                 const HrCalibration *calibration,
                                 HrDate               today,
                                 const HrGpu *const  *gpus,
                                 guint                n_gpus);
void          hr_comparison_unref (HrComparison *comparison);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrComparison, hr_comparison_unref)

G_END_DECLS
