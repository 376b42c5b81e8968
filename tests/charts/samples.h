/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-chart.h"

/* Charts for the tests: each kind as it is used, and each way in which data can be odd. */
typedef struct
{
  const char *name;
  HrChart *(*create) (void);
} Sample;

extern const Sample samples[];
extern const guint  n_samples;

HrChart *sample_bars_of (guint n_bars);
