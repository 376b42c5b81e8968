/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-issue.h"
#include "hr-section.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The member of an overlay's row that holds what a user changed in the row's list of prices. */
#define HR_PRICE_CHANGES "price_changes"

gboolean   hr_price_changes_apply_to (HrSection section);
gboolean   hr_price_changes_same_entry (JsonObject *a, JsonObject *b);
JsonArray *hr_price_changes_diff (JsonNode *base, JsonNode *prices);
JsonArray *hr_price_changes_merge (JsonNode *base, JsonNode *changes);
gboolean
hr_price_changes_check (HrSection section, JsonObject *row, const char *path, HrIssues *issues);

G_END_DECLS
