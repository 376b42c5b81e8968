/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-document.h"

G_BEGIN_DECLS

/* Whose value stands where both sides changed the same. */
typedef enum
{
  HR_RECONCILE_OURS,
  HR_RECONCILE_THEIRS,
} HrReconcile;

JsonObject *hr_reconcile_row (
    HrSection section, JsonObject *base, JsonObject *ours, JsonObject *theirs, HrReconcile side);
HrDocument *hr_document_reconcile (const HrDocument *base,
                                   const HrDocument *ours,
                                   const HrDocument *theirs,
                                   HrReconcile       side,
                                   GPtrArray        *collisions);
gboolean    hr_document_equal (const HrDocument *a, const HrDocument *b);

G_END_DECLS
