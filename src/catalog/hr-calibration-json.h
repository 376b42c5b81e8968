/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-calibration.h"
#include "hr-issue.h"

G_BEGIN_DECLS

gboolean hr_calibration_parse (const char    *data,
                               gssize         length,
                               HrCalibration *calibration,
                               HrIssues      *issues);

G_END_DECLS
