/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-pick.h"

G_BEGIN_DECLS

/* What the cost of a run rests on beside what was asked. */
typedef enum
{
  HR_ASSUMPTION_SPEED,
  HR_ASSUMPTION_MACHINE_PRICE,
  HR_ASSUMPTION_HOURS,
  HR_ASSUMPTION_HORIZON,
  HR_ASSUMPTION_ELECTRICITY,
  HR_ASSUMPTION_RESALE,
  HR_N_ASSUMPTION
} HrAssumption;

/* One assumption moved to both ends of what it may be, all else equal. */
typedef struct
{
  HrAssumption assumption;
  double       low, high; /* relative to what is assumed; of the resale: the share itself */
  double       least_usd, most_usd; /* what a run then costs: the smaller and the larger */
} HrSensitivity;

guint hr_sensitivity_list (const HrPlan     *plan,
                           const HrSnapshot *snapshot,
                           const HrPick     *pick,
                           HrSensitivity     list[HR_N_ASSUMPTION]);

G_END_DECLS
