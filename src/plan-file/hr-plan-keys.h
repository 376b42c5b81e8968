/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-plan.h"
#include "hr-resolve.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The keys of a plan document as tables: one row a key says its type, what it allows and where it
 * goes, and parser, writer and JSON Schema follow the table. */

typedef enum
{
  HR_KEY_NUMBER, /* double */
  HR_KEY_COUNT,  /* guint32 */
  HR_KEY_FLAG,   /* gboolean */
  HR_KEY_ENUM,   /* int */
  HR_KEY_TEXT,   /* char[size] */
  HR_KEY_MASK,   /* guint, a list of nicks */
  HR_KEY_LABEL,  /* kept, shown, not computed with: no field */
  HR_KEY_OWN,    /* read and written by its own functions */
} HrKeyType;

typedef struct _HrPlanReader HrPlanReader;
typedef struct _HrPlanKey    HrPlanKey;

struct _HrPlanReader
{
  const HrSnapshot *snapshot;
  HrIssues         *issues;
};

struct _HrPlanKey
{
  const char       *key;
  HrKeyType         type;
  const HrEnumType *enum_type;
  guint64           subset;   /* of enum_type, as 1 << value; 0 = all */
  double            min, max; /* both included */
  gsize             offset;
  gsize             size;      /* of a text's buffer, with the final zero */
  gboolean          auto_zero; /* "auto" stands for 0 */
  gboolean          null_zero; /* null stands for 0: no limit */
  gboolean          skip_zero; /* 0 or "" is not written */
  int               names;     /* of a text: 1 + the HrNameKind that it is an id of; 0 = none */
  void (*read) (const HrPlanReader *reader, JsonNode *node, const char *path, gpointer base);
  JsonNode *(*write) (gconstpointer base, JsonNode *original);
};

typedef struct
{
  const HrPlanKey *keys;
  guint            n;
} HrPlanKeys;

const char *
hr_plan_resolve (const HrPlanReader *reader, HrNameKind kind, const char *text, const char *path);
HrPlanKeys hr_plan_keys_constraints (void);
HrPlanKeys hr_plan_keys_economics (void);
HrPlanKeys hr_plan_keys_system (void);
HrPlanKeys hr_plan_keys_workload (HrTask task);

void  hr_plan_keys_read (const HrPlanReader *reader,
                         const HrPlanKeys   *keys,
                         JsonObject         *object,
                         const char         *path,
                         gpointer            base);
void  hr_plan_keys_write (const HrPlanKeys *keys, JsonObject *object, gconstpointer base);
char *hr_plan_key_allowed (const HrPlanKey *key);

/* hr-plan-preset.c: a task's defaults, with its preset or with a model of the plan's own to come.
 */
void hr_plan_init_workload (HrWorkload       *workload,
                            HrTask            task,
                            gboolean          with_preset,
                            const HrSnapshot *snapshot);

/* hr-plan-keys-own.c */
void
hr_plan_read_textures (const HrPlanReader *reader, JsonNode *node, const char *path, gpointer base);
JsonNode *hr_plan_write_textures (gconstpointer base, JsonNode *original);
void      hr_plan_read_resolution (const HrPlanReader *reader,
                                   JsonNode           *node,
                                   const char         *path,
                                   gpointer            base);
JsonNode *hr_plan_write_resolution (gconstpointer base, JsonNode *original);
void      hr_plan_read_benchmark (const HrPlanReader *reader,
                                  JsonNode           *node,
                                  const char         *path,
                                  gpointer            base);
JsonNode *hr_plan_write_benchmark (gconstpointer base, JsonNode *original);
void
hr_plan_read_engine (const HrPlanReader *reader, JsonNode *node, const char *path, gpointer base);
JsonNode *hr_plan_write_engine (gconstpointer base, JsonNode *original);
void
hr_plan_read_model (const HrPlanReader *reader, JsonNode *node, const char *path, gpointer base);
JsonNode *hr_plan_write_model (gconstpointer base, JsonNode *original);
void
hr_plan_read_config (const HrPlanReader *reader, JsonNode *node, const char *path, gpointer base);
JsonNode *hr_plan_write_config (gconstpointer base, JsonNode *original);
void      hr_plan_read_complexity (const HrPlanReader *reader,
                                   JsonNode           *node,
                                   const char         *path,
                                   gpointer            base);
JsonNode *hr_plan_write_complexity (gconstpointer base, JsonNode *original);
void
hr_plan_read_mains (const HrPlanReader *reader, JsonNode *node, const char *path, gpointer base);
JsonNode *hr_plan_write_mains (gconstpointer base, JsonNode *original);
void
hr_plan_read_software (const HrPlanReader *reader, JsonNode *node, const char *path, gpointer base);
JsonNode *hr_plan_write_software (gconstpointer base, JsonNode *original);

G_END_DECLS
