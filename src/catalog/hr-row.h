/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-issue.h"
#include "hr-section.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The source of a price that the user typed: text has a label for it. */
#define HR_SOURCE_USER "user"

/* Between a row of a file and the plain structure of the snapshot. */

gboolean hr_row_parse (HrSection     section,
                       JsonObject   *object,
                       GStringChunk *strings,
                       gpointer      row,
                       const char   *path,
                       HrIssues     *issues);
gboolean hr_row_check_price (
    HrSection section, JsonNode *node, gboolean is_key, const char *path, HrIssues *issues);
const char *hr_row_object_id (HrSection section, JsonObject *object);

/* One cell as text in the C locale, and back. */
char    *hr_row_get_cell (JsonObject *object, const HrColumn *column);
gboolean hr_row_put_cell (HrSection       section,
                          JsonObject     *object,
                          const HrColumn *column,
                          const char     *text,
                          HrDate          today,
                          const char     *path,
                          HrIssues       *issues);
gboolean
hr_row_is_valid (HrSection section, JsonObject *object, const char *path, HrIssues *issues);
gboolean hr_row_set_cell (HrSection       section,
                          JsonObject     *object,
                          const HrColumn *column,
                          const char     *text,
                          HrDate          today,
                          const char     *path,
                          HrIssues       *issues);

G_END_DECLS
