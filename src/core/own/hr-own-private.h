/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-build.h"
#include "hr-cost.h"
#include "hr-own.h"

G_BEGIN_DECLS

/* What a search of changes works with. */
typedef struct
{
  HrOwn               *own;
  const HrPlan        *plan;
  const HrSnapshot    *snapshot;
  const HrCalibration *calibration;
  HrMoney              money;
  GArray              *changes; /* HrChange */
} HrOwnWork;

gboolean hr_own_estimate (
    const HrOwnWork *work, const HrGpu *gpu, guint gpu_count, const HrHost *host, HrChange *change);
void     hr_own_settle (const HrOwnWork *work,
                        const HrGpu     *gpu,
                        guint            gpu_count,
                        const HrHost    *host,
                        HrWorkload      *settings);
gboolean hr_own_judge (const HrOwnWork *work, HrChange *change);
double   hr_own_objective (const HrOwnWork *work, const HrChange *change, double net_usd);
void     hr_own_host (
        const HrOwnWork *work, const HrGpu *gpu, guint gpu_count, gboolean bridged, HrHost *host);
int hr_own_compare (gconstpointer a, gconstpointer b);

/* hr-own-search.c */
void hr_own_search (HrOwnWork *work, GCancellable *cancellable);

/* hr-own-sentence.c */
void hr_own_say (const HrOwn *own, HrChange *change);

G_END_DECLS
