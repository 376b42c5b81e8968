/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-hardware.h"

G_BEGIN_DECLS

/* How a card gets rid of its heat. */
typedef enum
{
  HR_COOLER_OPEN,    /* blows into the case: another such card beside it breathes its heat */
  HR_COOLER_BLOWER,  /* out of the back: cards may stand side by side */
  HR_COOLER_PASSIVE, /* by the fans of its server */
} HrCooler;

HrCooler hr_gpu_power_cooler (const HrGpu *gpu);
double   hr_gpu_power_own_w (const HrGpu *gpu);
double   hr_gpu_power_factor (const HrGpu *gpu);
void     hr_gpu_power_limit (HrGpu *gpu, double watts);

G_END_DECLS
