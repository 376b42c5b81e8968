/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-plan.h"

G_BEGIN_DECLS

typedef enum
{
  HR_FIELD_CHOICE, /* an enumeration, as a combo row or, with few values, as toggles */
  HR_FIELD_COUNT,  /* guint32 */
  HR_FIELD_NUMBER, /* double */
  HR_FIELD_SWITCH, /* gboolean */
  HR_FIELD_NICK,   /* char[]: one of choices */
  HR_FIELD_MASK,   /* guint: a bit for each value of type; 0 = all */
} HrFieldKind;

typedef enum
{
  HR_FIELD_GROUP_TASK,
  HR_FIELD_GROUP_DETAILS,
  HR_FIELD_GROUP_BUDGET,
  HR_FIELD_GROUP_MACHINE,
  HR_FIELD_GROUP_USE,
  HR_N_FIELD_GROUP
} HrFieldGroup;

/* One setting of the question: where it lives in the plan, and what may stand in it. */
typedef struct
{
  const char        *path; /* in the plan document, as issues name it */
  const char        *label;
  HrFieldGroup       group;
  HrFieldKind        kind;
  gsize              offset; /* into HrPlan */
  const HrEnumType  *type;
  guint              offered; /* bit mask of enumeration values; 0 = all */
  const char *const *choices;
  gsize              size; /* of a nick's array */
  double             min, max;
  const char        *empty;   /* what an empty entry stands for; NULL = a value is required */
  const char        *unit;    /* shown behind the number; "currency" = the plan's */
  gboolean           toggles; /* few and short values: side by side instead of a menu */
  double             scale;   /* shown value = scale × stored value; 0 = 1 */
  gboolean (*applies) (const HrPlan *plan);
} HrField;

const HrField *hr_fields_common (guint *n);
const HrField *hr_fields_for_task (HrTask task, guint *n);
double         hr_field_get (const HrField *field, const HrPlan *plan);
void           hr_field_set (const HrField *field, HrPlan *plan, double value);
const char    *hr_field_get_nick (const HrField *field, const HrPlan *plan);
void           hr_field_set_nick (const HrField *field, HrPlan *plan, const char *nick);
gboolean       hr_field_applies (const HrField *field, const HrPlan *plan);

G_END_DECLS
