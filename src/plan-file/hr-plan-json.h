/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-plan.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define HR_PLAN_FORMAT  "headroom-plan"
#define HR_PLAN_VERSION 1

gboolean  hr_plan_parse (const char       *data,
                         gssize            length,
                         const HrSnapshot *snapshot,
                         HrPlan           *plan,
                         JsonNode        **document,
                         HrIssues         *issues);
gboolean  hr_plan_parse_node (JsonNode         *node,
                              const char       *base_path,
                              const HrSnapshot *snapshot,
                              HrPlan           *plan,
                              HrIssues         *issues);
JsonNode *hr_plan_to_json (const HrPlan *plan, JsonNode *original, const HrSnapshot *snapshot);
char     *hr_plan_to_text (const HrPlan *plan, JsonNode *original, const HrSnapshot *snapshot);

/* A whole new question of that task, and its default preset. */
void     hr_plan_init_default (HrPlan *plan, HrTask task, const HrSnapshot *snapshot);
gboolean hr_plan_set_preset (HrPlan *plan, const HrSnapshot *snapshot, const char *preset_id);
gboolean
hr_workload_set_preset (HrWorkload *workload, const HrSnapshot *snapshot, const char *preset_id);

/* One workload by itself: what problems.json holds. */
gboolean hr_workload_parse_node (JsonNode         *node,
                                 const char       *path,
                                 HrTask            task,
                                 const HrSnapshot *snapshot,
                                 HrWorkload       *workload,
                                 HrIssues         *issues);

G_END_DECLS
