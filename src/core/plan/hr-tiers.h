/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-plan.h"

G_BEGIN_DECLS

/* Ready plans for someone who has no idea yet what to ask for. */
void hr_tier_plan (HrTier tier, HrTask task, HrPlan *plan);

G_END_DECLS
