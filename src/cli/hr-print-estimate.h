/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-estimate.h"
#include "hr-snapshot.h"

G_BEGIN_DECLS

/* Answers as a person reads them on a terminal. */
void hr_print_fit (GString *out, const HrEstimate *estimate);
void hr_print_largest (GString *out, const HrEstimate *estimate);
void hr_print_memory (GString *out, const HrEstimate *estimate);
void hr_print_speed (GString *out, const HrEstimate *estimate, gboolean with_stages);
void hr_print_notes (GString *out, guint notes);
void hr_print_trace (GString          *out,
                     const HrTrace    *trace,
                     const char       *currency,
                     const HrSnapshot *snapshot);

G_END_DECLS
