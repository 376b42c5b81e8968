/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-comparison.h"

G_BEGIN_DECLS

/* How every figure of a machine was computed: the estimate's, the price's, the cost's and the
 * ranking's. Made on demand only; the functions that compute the figures write it. */

HrTrace *
hr_pick_trace (const HrAdvice *advice, const HrPick *pick, const HrCalibration *calibration);
HrTrace *hr_compared_trace (const HrComparison  *comparison,
                            const HrCompared    *column,
                            const HrCalibration *calibration);

G_END_DECLS
