/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-calibration.h"
#include "hr-hardware.h"

G_BEGIN_DECLS

gboolean hr_gpu_is_hbm (const HrGpu *gpu);
gboolean hr_gpu_has_gddr_ecc (const HrGpu *gpu);
double   hr_gpu_alu_tflops (const HrGpu *gpu, const HrCalibration *calibration);
double   hr_gpu_sustained_share (const HrGpu *gpu, HrRate rate, const HrCalibration *calibration);

#define HR_ARCH_BIT(arch) (1u << HR_ARCH_##arch)

G_END_DECLS
