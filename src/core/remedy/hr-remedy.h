/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-diagnose.h"

G_BEGIN_DECLS

gboolean hr_remedy_apply (HrRemedyKind           kind,
                          const HrEstimateInput *input,
                          HrWorkload            *settings,
                          HrEstimate            *estimate,
                          HrSettingChange       *change);
void     hr_host_for_system (const HrSystem   *system,
                             const HrSnapshot *snapshot,
                             const HrGpu      *gpu,
                             HrHost           *host);
void     hr_remedy_settle (const HrEstimateInput *input, HrWorkload *settings);
void     hr_remedy_resolve (const HrEstimateInput *input, HrWorkload *settings);
gboolean hr_remedy_runs (const HrEstimateInput *input, const HrEstimate *estimate);
gboolean hr_remedy_together (const HrEstimateInput *input,
                             HrWorkload            *settings,
                             HrEstimate            *estimate,
                             guint32               *parts,
                             gboolean              *changes_quality);

/* Of images, science and rendering: hr-remedy-task.c. */
gboolean hr_remedy_apply_task (HrRemedyKind           kind,
                               const HrEstimateInput *input,
                               HrWorkload            *settings,
                               HrSettingChange       *change);

/* The remedies that change settings alone, gentlest first: those that lose no quality, then the
 * others. */
extern const HrRemedyKind hr_setting_remedies[];
extern const guint        hr_n_setting_remedies;
/* Those that give up something of the result itself, or of where it is kept. */
extern const HrRemedyKind hr_task_remedies[];
extern const guint        hr_n_task_remedies;

G_END_DECLS
