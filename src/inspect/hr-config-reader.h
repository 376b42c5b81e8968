/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-issue.h"
#include "hr-model-family.h"
#include "hr-workload.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define HR_CONFIG_PARTS 2

/* Reads one object of a config.json. Keys are alternatives ("a|b|c"): the first that is there and
 * not null counts. What is wrong goes to @issues and reads as the fallback. */
typedef struct
{
  JsonObject          *config; /* of the language model */
  JsonObject          *outer;  /* of the whole file */
  const char          *path;
  HrIssues            *issues;
  const HrModelFamily *family;
  gboolean             nested;                 /* the language model has an object of its own */
  JsonObject          *parts[HR_CONFIG_PARTS]; /* where keys may stand as well: MPT, DBRX */
} HrConfigReader;

void hr_config_find_parts (HrConfigReader *reader);

JsonNode  *hr_config_member (const HrConfigReader *reader, const char *keys);
JsonArray *hr_config_list (const HrConfigReader *reader, const char *keys);
gboolean   hr_config_object (const HrConfigReader *reader, const char *keys, HrConfigReader *inner);
double
hr_config_number (const HrConfigReader *reader, const char *keys, double fallback, double max);
guint32     hr_config_count (const HrConfigReader *reader, const char *keys, double fallback);
guint32     hr_config_required (const HrConfigReader *reader, const char *keys, guint32 fallback);
gboolean    hr_config_flag (const HrConfigReader *reader, const char *keys, gboolean fallback);
const char *hr_config_text (const HrConfigReader *reader, const char *keys);
/* Of a list by layer: its @index-th number, of a single number that; @fallback when neither. */
double hr_config_at (const HrConfigReader *reader, const char *keys, guint index, double fallback);
gboolean hr_config_contains (JsonArray *list, double number);

/* Says that a part is not known and keeps its name. */
void hr_config_add_unknown (const HrConfigReader *reader,
                            HrModelShape         *shape,
                            const char           *key,
                            const char           *value);

void     hr_config_read_stacks (const HrConfigReader *reader, HrModelShape *shape);
void     hr_config_read_layers (const HrConfigReader *reader, HrModelShape *shape);
void     hr_config_read_towers (const HrConfigReader *reader, HrModelShape *shape);
void     hr_config_read_format (const HrConfigReader *reader, HrModelShape *shape);
gboolean hr_config_read_kinds (const HrConfigReader *reader, HrModelShape *shape);
void     hr_config_write_kinds (JsonObject *config, const HrModelShape *shape);
void     hr_config_find_unknown (const HrConfigReader *reader, HrModelShape *shape);

G_END_DECLS
