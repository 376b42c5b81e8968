/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-field-row.h"
#include "hr-number-row.h"
#include "hr-plan-json.h"
#include "hr-catalog.h"

#include <adwaita.h>

static HrCatalog *
new_catalog (void)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrCatalog *catalog = hr_catalog_new (NULL);

  g_assert_true (hr_catalog_load (catalog, issues, NULL));
  return catalog;
}

static void
check_fields (const HrField *fields, guint n, const HrPlan *plan)
{
  for (guint i = 0; i < n; i++)
    {
      const HrField *field = &fields[i];
      double         value;

      g_test_message ("%s", field->path);
      g_assert_nonnull (field->label);
      g_assert_true (g_str_has_prefix (field->path, "$."));
      g_assert_cmpuint (field->offset, <, sizeof (HrPlan));
      if (field->kind == HR_FIELD_NICK)
        {
          g_assert_nonnull (field->choices);
          continue;
        }
      value = hr_field_get (field, plan);
      if (hr_field_applies (field, plan)
          && (field->kind == HR_FIELD_COUNT || field->kind == HR_FIELD_NUMBER)
          && !(value == 0.0 && field->empty != NULL))
        {
          g_assert_cmpfloat (value, >=, field->min);
          g_assert_cmpfloat (value, <=, field->max);
        }
      if (field->kind == HR_FIELD_CHOICE)
        {
          g_assert_cmpuint ((guint) value, <, field->type->n);
          g_assert_true (!hr_field_applies (field, plan) || field->offered == 0
                         || (field->offered & (1u << (guint) value)) != 0);
        }
    }
}

/* Each default preset lies within what its form allows. */
static void
test_tables (void)
{
  g_autoptr (HrCatalog) catalog = new_catalog ();
  guint n;

  for (int task = 0; task < HR_N_TASK; task++)
    {
      HrPlan         plan;
      const HrField *fields;

      hr_plan_init_default (&plan, (HrTask) task, hr_catalog_get_snapshot (catalog));
      fields = hr_fields_for_task ((HrTask) task, &n);
      check_fields (fields, n, &plan);
      fields = hr_fields_common (&n);
      check_fields (fields, n, &plan);
    }
}

static void
changed_cb (GtkWidget *row, gpointer user_data)
{
  hr_field_row_store (row, user_data);
}

/* What a row shows of a plan, it stores into another one. */
static void
check_rows (const HrField *fields, guint n, const HrPlan *plan)
{
  for (guint i = 0; i < n; i++)
    {
      HrPlan     other = *plan;
      GtkWidget *row = g_object_ref_sink (hr_field_row_new (&fields[i], changed_cb, &other));

      g_test_message ("%s", fields[i].path);
      hr_field_row_show (row, plan);
      g_assert_true (gtk_widget_get_visible (row) == hr_field_applies (&fields[i], plan));
      g_assert_true (hr_field_row_get_field (row) == &fields[i]);
      if (hr_field_applies (&fields[i], plan))
        hr_field_row_store (row, &other);
      g_assert_true (hr_plan_equal (plan, &other));
      g_assert_finalize_object (row);
    }
}

static void
test_rows (void)
{
  g_autoptr (HrCatalog) catalog = new_catalog ();

  for (int task = 0; task < HR_N_TASK; task++)
    {
      HrPlan         plan;
      const HrField *fields;
      guint          n;

      hr_plan_init_default (&plan, (HrTask) task, hr_catalog_get_snapshot (catalog));
      fields = hr_fields_for_task ((HrTask) task, &n);
      check_rows (fields, n, &plan);
      fields = hr_fields_common (&n);
      check_rows (fields, n, &plan);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/field/tables", test_tables);
  g_test_add_func ("/field/rows", test_rows);
  return g_test_run ();
}
