/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice.h"
#include "hr-comparison.h"
#include "hr-diagnose.h"
#include "hr-own.h"

G_BEGIN_DECLS

/* Answers as a person reads them on a terminal. */
void hr_print_advice (GString *out, const HrAdvice *advice, gboolean all);
void hr_print_own (GString *out, const HrOwn *own);
void hr_print_comparison (GString *out, const HrComparison *comparison);
void hr_print_diagnosis (GString *out, const HrDiagnosis *diagnosis, const HrSnapshot *snapshot);
gboolean hr_cli_is_cured (const HrDiagnosis *diagnosis);

void hr_print_sentences (GString          *out,
                         const char       *heading,
                         const HrSentence *sentences,
                         guint             n,
                         const char       *currency,
                         const HrSnapshot *snapshot);
void hr_print_thresholds (GString           *out,
                          const HrThreshold *thresholds,
                          guint              n,
                          const char        *currency,
                          const HrSnapshot  *snapshot);

G_END_DECLS
