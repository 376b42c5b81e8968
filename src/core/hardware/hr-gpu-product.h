/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-hardware.h"

G_BEGIN_DECLS

double hr_gpu_product_share (const HrGpu *gpu);

G_END_DECLS
