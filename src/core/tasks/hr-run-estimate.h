/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-estimate.h"

G_BEGIN_DECLS

void    hr_estimate (const HrEstimateInput *input, HrEstimate *estimate, HrTrace *trace);
guint32 hr_estimate_largest_batch (const HrEstimateInput *input);
void    hr_estimate_find_largest (const HrEstimateInput *input,
                                  const HrWorkload      *asked,
                                  HrEstimate            *estimate);

G_END_DECLS
