/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-catalog.h"

G_BEGIN_DECLS

void hr_print_import (GString *out, const HrImportReport *report, gboolean is_dry);
void hr_json_import (GString *out, const HrImportReport *report, gboolean is_dry);

G_END_DECLS
