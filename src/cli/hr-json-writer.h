/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Writes JSON straight into a string: members in the order in which they are said, numbers as the
 * shortest text that reads back as the same double, whatever the locale. A number that is not
 * finite becomes null. @key is NULL for the elements of an array and the outermost value. */
typedef struct
{
  GString *out;
  gboolean pretty;
  guint    depth;
  gboolean has_members;
} HrJsonWriter;

void hr_json_init (HrJsonWriter *self, GString *out, gboolean pretty);
void hr_json_begin_object (HrJsonWriter *self, const char *key);
void hr_json_end_object (HrJsonWriter *self);
void hr_json_begin_array (HrJsonWriter *self, const char *key);
void hr_json_end_array (HrJsonWriter *self);
void hr_json_string (HrJsonWriter *self, const char *key, const char *value);
void hr_json_number (HrJsonWriter *self, const char *key, double value);
void hr_json_boolean (HrJsonWriter *self, const char *key, gboolean value);
void hr_json_null (HrJsonWriter *self, const char *key);
void hr_json_node (HrJsonWriter *self, const char *key, JsonNode *node);

G_END_DECLS
