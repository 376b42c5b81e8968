/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-json-writer.h"
#include "hr-log.h"

G_BEGIN_DECLS

void hr_print_log (GString *out, const HrLog *log, const HrSnapshot *snapshot);
void hr_print_log_asks (GString *out, char **asks);
void
hr_json_log (HrJsonWriter *json, const char *key, const HrLog *log, JsonObject *plan, char **asks);
void hr_json_log_facts (HrJsonWriter *json, const HrLog *log);

G_END_DECLS
