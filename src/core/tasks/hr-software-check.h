/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-estimate.h"
#include "hr-sentence.h"
#include "hr-snapshot.h"

G_BEGIN_DECLS

void      hr_software_check_needs (const HrWorkload *workload, HrSoftwareNeeds *needs);
HrSupport hr_software_check (const HrSnapshot   *snapshot,
                             const HrWorkload   *workload,
                             const HrGpu        *gpu,
                             HrSoftwareFindings *findings);
guint     hr_software_check_notes (HrSupport support);
gboolean  hr_software_check_sentence (const HrSoftwareFinding *finding,
                                      const HrGpu             *gpu,
                                      HrSentence              *sentence);
const HrSoftwareFinding *hr_software_check_worst (const HrSoftwareFindings *findings);

G_END_DECLS
