/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-diagnose.h"

G_BEGIN_DECLS

/* What a remedy changed: the plan's key, and its new value as a nick or as a number. */
typedef struct
{
  const char *key;
  const char *nick; /* NULL = number */
  double      number;
  gboolean    changes_quality;
} HrSettingChange;

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

/* The remedies that change settings alone, gentlest first: those that lose no quality, then the
 * others. */
extern const HrRemedyKind hr_setting_remedies[];
extern const guint        hr_n_setting_remedies;

G_END_DECLS
