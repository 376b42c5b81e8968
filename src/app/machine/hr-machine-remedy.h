/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-diagnose.h"

#include <adwaita.h>

G_BEGIN_DECLS

char      *hr_machine_remedy_describe (const HrDiagnosis *diagnosis,
                                       const HrRemedy    *remedy,
                                       const HrSnapshot  *snapshot);
GtkWidget *hr_machine_remedy_row_new (const HrDiagnosis *diagnosis,
                                      const HrRemedy    *remedy,
                                      const HrSnapshot  *snapshot,
                                      GtkWidget        **button);
gboolean   hr_machine_remedy_apply (const HrRemedy *remedy, const HrSystem *system, HrPlan *plan);

G_END_DECLS
