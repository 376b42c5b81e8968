/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-field.h"
#include "hr-string.h"

static double
scale_of (const HrField *field)
{
  return field->scale > 0.0 ? field->scale : 1.0;
}

/**
 * hr_field_get:
 * @field: a setting that is not a nick
 * @plan: the plan to read
 *
 * Returns: the value as it is shown
 */
double
hr_field_get (const HrField *field, const HrPlan *plan)
{
  gconstpointer place = G_STRUCT_MEMBER_P (plan, field->offset);

  switch (field->kind)
    {
    case HR_FIELD_CHOICE:
    case HR_FIELD_SWITCH:
      return *(const int *) place;
    case HR_FIELD_COUNT:
      return *(const guint32 *) place * scale_of (field);
    case HR_FIELD_MASK:
      return *(const guint *) place;
    case HR_FIELD_NUMBER:
      return *(const double *) place * scale_of (field);
    case HR_FIELD_NICK:
    default:
      g_return_val_if_reached (0.0);
    }
}

/**
 * hr_field_set:
 * @field: a setting that is not a nick
 * @plan: the plan to change
 * @value: the value as it is shown; within the field's range
 */
void
hr_field_set (const HrField *field, HrPlan *plan, double value)
{
  gpointer place = G_STRUCT_MEMBER_P (plan, field->offset);

  switch (field->kind)
    {
    case HR_FIELD_CHOICE:
    case HR_FIELD_SWITCH:
      *(int *) place = (int) value;
      break;
    case HR_FIELD_COUNT:
      *(guint32 *) place = (guint32) (value / scale_of (field) + 0.5);
      break;
    case HR_FIELD_MASK:
      *(guint *) place = (guint) value;
      break;
    case HR_FIELD_NUMBER:
      *(double *) place = value / scale_of (field);
      break;
    case HR_FIELD_NICK:
    default:
      g_return_if_reached ();
    }
}

const char *
hr_field_get_nick (const HrField *field, const HrPlan *plan)
{
  g_return_val_if_fail (field->kind == HR_FIELD_NICK, NULL);

  return G_STRUCT_MEMBER_P (plan, field->offset);
}

void
hr_field_set_nick (const HrField *field, HrPlan *plan, const char *nick)
{
  g_return_if_fail (field->kind == HR_FIELD_NICK);

  hr_string_copy (G_STRUCT_MEMBER_P (plan, field->offset), field->size, nick);
}

gboolean
hr_field_applies (const HrField *field, const HrPlan *plan)
{
  return field->applies == NULL || field->applies (plan);
}
