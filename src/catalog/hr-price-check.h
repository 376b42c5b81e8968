/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-issue.h"
#include "hr-section.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean hr_price_check (
    HrSection section, JsonObject *before, JsonObject *after, const char *path, HrIssues *issues);

G_END_DECLS
