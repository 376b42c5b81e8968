/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-issue.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define HR_MAX_FILE_BYTES (64 * 1024 * 1024)
#define HR_MAX_JSON_DEPTH 64

/* The door for every JSON text: what json-glib does not check, and where in the text a path lies.
 */

JsonNode *hr_json_load (const char *data, gssize length, HrIssues *issues);
void      hr_json_locate_issues (HrIssues *issues, const char *data, gssize length);

gboolean hr_json_scan (const char *data, gsize length, HrIssues *issues);
void     hr_json_place (const char *data, const char *at, guint *line, guint *column);
void     hr_json_place_on (const char *from, const char *at, guint *line, guint *column);

char *hr_json_to_text (JsonNode *node, gboolean pretty);

/* A deep copy that can be changed; for messages, a value as it was written. */
JsonObject *hr_json_object_copy (JsonObject *object);
JsonNode   *hr_json_take_object (JsonObject *object);
JsonNode   *hr_json_take_array (JsonArray *array);
JsonNode   *hr_json_copy (JsonNode *node);
char       *hr_json_value_text (JsonNode *node);
gboolean    hr_json_is_number (JsonNode *node);
gboolean    hr_json_is_text (JsonNode *node);

G_END_DECLS
