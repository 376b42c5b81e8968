/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-enums.h"

G_BEGIN_DECLS

HrEngine hr_engine_from_name (const char *name, gboolean *known);
gboolean hr_engine_is_dated (const char *name);
gboolean hr_engine_computes_in_ram (HrEngine engine);
gboolean hr_engine_splits_tensors (HrEngine engine);

G_END_DECLS
