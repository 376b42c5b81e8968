/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-calibration.h"
#include "hr-estimate.h"

G_BEGIN_DECLS

/* What training and inference of transformers share: rates of one device in SI units. */
double hr_transformer_context (const HrGpu *gpu, const HrCalibration *cal);
double hr_transformer_rate (const HrGpu *gpu, HrPrecision precision);
double hr_transformer_sustained (const HrGpu         *gpu,
                                 const HrCalibration *cal,
                                 double               peak,
                                 double               efficiency);
double hr_transformer_bandwidth (const HrGpu *gpu);
double hr_transformer_pcie (const HrHost *host);
double hr_transformer_link (const HrEstimateInput *input, const HrCalibration *cal, double devices);
double hr_transformer_widen (const HrGpu *gpu, HrEstimate *estimate);
HrThroughput
hr_transformer_throughput (double value, double low, double high, double widen, gboolean per_gpu);

G_END_DECLS
