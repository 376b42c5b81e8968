/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice.h"
#include "hr-comparison.h"
#include "hr-diagnose.h"
#include "hr-json-writer.h"
#include "hr-own.h"

G_BEGIN_DECLS

/* The objects of the plan format's answers. */
void
hr_json_estimate (HrJsonWriter *json, const char *key, const char *gpu, const HrEstimate *estimate);
void hr_json_estimate_of_plan (HrJsonWriter     *json,
                               const char       *key,
                               const HrPlan     *plan,
                               const HrWorkload *settings,
                               const HrSnapshot *snapshot,
                               const HrEstimate *estimate);
void hr_json_software (HrJsonWriter     *json,
                       const char       *key,
                       const HrSnapshot *snapshot,
                       const HrWorkload *workload,
                       const HrGpu      *gpu);
void hr_json_trace (HrJsonWriter *json, const char *key, const HrTrace *trace);
void hr_json_settings (HrJsonWriter     *json,
                       const char       *key,
                       JsonNode         *asked,
                       const HrPlan     *plan,
                       const HrWorkload *settings,
                       const HrSnapshot *snapshot);
void hr_json_build (HrJsonWriter     *json,
                    const char       *key,
                    const HrBuild    *build,
                    const char       *currency,
                    const HrSnapshot *snapshot);
void hr_json_part (HrJsonWriter      *json,
                   const HrBuildPart *part,
                   const char        *currency,
                   const HrSnapshot  *snapshot);
void hr_json_cost (HrJsonWriter     *json,
                   const char       *key,
                   const HrCost     *cost,
                   const char       *currency,
                   const HrSnapshot *snapshot);
void hr_json_thresholds (HrJsonWriter      *json,
                         const char        *key,
                         const HrThreshold *thresholds,
                         guint              n,
                         const char        *currency,
                         const HrSnapshot  *snapshot);
void hr_json_sentences (HrJsonWriter     *json,
                        const char       *key,
                        const HrSentence *sentences,
                        guint             n,
                        const char       *currency,
                        const HrSnapshot *snapshot);
void hr_json_terms (HrJsonWriter *json, const char *key, const HrSentence *sentences, guint n);
void hr_json_recommendation (HrJsonWriter        *json,
                             const char          *key,
                             const HrAdvice      *advice,
                             const HrOwn         *own,
                             const HrCalibration *explain);
void hr_json_own (HrJsonWriter *json, const char *key, const HrOwn *own, JsonNode *asked);
void hr_json_comparison (HrJsonWriter *json, const char *key, const HrComparison *comparison);
void hr_json_diagnosis (HrJsonWriter      *json,
                        const char        *key,
                        const HrDiagnosis *diagnosis,
                        const HrSnapshot  *snapshot);

G_END_DECLS
