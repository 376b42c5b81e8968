/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-snapshot.h"

/* A small catalog of invented parts with round prices, and random ones drawn from it. */

#define FIXTURE_TODAY ((HrDate){ 2026, 11, 21 })

HrSnapshot *fixture_snapshot (void);
HrSnapshot *fixture_random (guint n_gpus);
HrGpu      *fixture_gpus (HrSnapshot *snapshot); /* to be changed before the first use */
