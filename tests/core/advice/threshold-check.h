/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice.h"

guint threshold_check_plan (const HrPlan *plan, const HrSnapshot *snapshot, guint n_between);
