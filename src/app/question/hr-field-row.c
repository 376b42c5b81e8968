/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-field-row.h"

#include "hr-choice-row.h"
#include "hr-mask-row.h"
#include "hr-number-row.h"
#include "hr-number.h"
#include "hr-text.h"

#include <glib/gi18n.h>

#define FIELD_KEY   "hr-field"
#define CHANGED_KEY "hr-field-changed"
#define DATA_KEY    "hr-field-data"

static void
row_changed_cb (GtkWidget *row)
{
  HrFieldRowChanged changed = (HrFieldRowChanged) g_object_get_data (G_OBJECT (row), CHANGED_KEY);

  changed (row, g_object_get_data (G_OBJECT (row), DATA_KEY));
}

static gboolean
is_offered (const HrField *field, guint value)
{
  return field->offered == 0 || (field->offered & (1u << value)) != 0;
}

static GtkWidget *
new_choice (const HrField *field)
{
  HrChoiceStyle style = field->toggles ? HR_CHOICE_TOGGLES : HR_CHOICE_MENU;
  GtkWidget    *row = hr_choice_row_new (_(field->label), style);

  if (field->kind == HR_FIELD_NICK)
    for (guint i = 0; field->choices[i] != NULL; i++)
      hr_choice_row_append (HR_CHOICE_ROW (row), field->choices[i], field->choices[i]);
  else
    for (guint i = 0; i < field->type->n; i++)
      if (is_offered (field, i))
        hr_choice_row_append (HR_CHOICE_ROW (row), hr_enum_nick (field->type, (int) i),
                              hr_text_enum (field->type, (int) i));
  g_signal_connect (row, "chosen", G_CALLBACK (row_changed_cb), NULL);

  return row;
}

static GtkWidget *
new_mask (const HrField *field)
{
  GtkWidget *row = hr_mask_row_new (_(field->label));

  for (guint i = 0; i < field->type->n; i++)
    if (is_offered (field, i))
      hr_mask_row_append (HR_MASK_ROW (row), 1u << i, hr_text_enum (field->type, (int) i));
  g_signal_connect (row, "changed", G_CALLBACK (row_changed_cb), NULL);

  return row;
}

static GtkWidget *
new_number (const HrField *field)
{
  const char *empty = field->empty != NULL ? g_dpgettext2 (NULL, "empty", field->empty) : NULL;
  GtkWidget  *row = hr_number_row_new (_(field->label), field->min, field->max,
                                       field->kind == HR_FIELD_COUNT, empty);

  if (g_strcmp0 (field->unit, "currency") == 0)
    hr_number_row_set_in_full (HR_NUMBER_ROW (row), TRUE);
  else if (field->unit != NULL)
    hr_number_row_set_unit (HR_NUMBER_ROW (row), g_dpgettext2 (NULL, "unit", field->unit));
  g_signal_connect (row, "value-changed", G_CALLBACK (row_changed_cb), NULL);

  return row;
}

static void
switched_cb (GtkWidget *widget, GParamSpec *pspec, GtkWidget *row)
{
  row_changed_cb (row);
}

static GtkWidget *
new_switch (const HrField *field)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _(field->label), NULL);
  GtkWidget *toggle = gtk_switch_new ();

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(field->label), -1);
  gtk_widget_add_css_class (row, "field");
  g_object_set_data (G_OBJECT (row), "switch", toggle);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (switched_cb), row, 0);

  return row;
}

/**
 * hr_field_row_new:
 * @field: a setting; must outlive the row
 * @changed: called when the user changed it
 * @user_data: for @changed
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
hr_field_row_new (const HrField *field, HrFieldRowChanged changed, gpointer user_data)
{
  GtkWidget *row;

  switch (field->kind)
    {
    case HR_FIELD_CHOICE:
    case HR_FIELD_NICK:
      row = new_choice (field);
      break;
    case HR_FIELD_MASK:
      row = new_mask (field);
      break;
    case HR_FIELD_SWITCH:
      row = new_switch (field);
      break;
    case HR_FIELD_COUNT:
    case HR_FIELD_NUMBER:
    default:
      row = new_number (field);
      break;
    }

  gtk_widget_set_name (row, field->path);
  g_object_set_data (G_OBJECT (row), FIELD_KEY, (gpointer) field);
  g_object_set_data (G_OBJECT (row), CHANGED_KEY, (gpointer) changed);
  g_object_set_data (G_OBJECT (row), DATA_KEY, user_data);

  return row;
}

const HrField *
hr_field_row_get_field (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), FIELD_KEY);
}

/**
 * hr_field_row_show:
 * @row: a row
 * @plan: the plan whose value it is to show
 *
 * Does not call the row's callback.
 */
void
hr_field_row_show (GtkWidget *row, const HrPlan *plan)
{
  const HrField *field = hr_field_row_get_field (row);
  gboolean       applies = hr_field_applies (field, plan);
  GtkWidget     *toggle;

  gtk_widget_set_visible (row, applies);
  if (!applies)
    return;

  switch (field->kind)
    {
    case HR_FIELD_CHOICE:
      hr_choice_row_set_id (HR_CHOICE_ROW (row),
                            hr_enum_nick (field->type, (int) hr_field_get (field, plan)));
      break;
    case HR_FIELD_NICK:
      hr_choice_row_set_id (HR_CHOICE_ROW (row), hr_field_get_nick (field, plan));
      break;
    case HR_FIELD_MASK:
      hr_mask_row_set_mask (HR_MASK_ROW (row), (guint) hr_field_get (field, plan));
      break;
    case HR_FIELD_SWITCH:
      toggle = g_object_get_data (G_OBJECT (row), "switch");
      g_signal_handlers_block_by_func (toggle, switched_cb, row);
      gtk_switch_set_active (GTK_SWITCH (toggle), hr_field_get (field, plan) != 0.0);
      g_signal_handlers_unblock_by_func (toggle, switched_cb, row);
      break;
    case HR_FIELD_COUNT:
    case HR_FIELD_NUMBER:
    default:
      hr_number_row_set_value (HR_NUMBER_ROW (row), hr_field_get (field, plan));
      break;
    }
}

/**
 * hr_field_row_store:
 * @row: a row that the user changed
 * @plan: the plan to write its value to
 */
void
hr_field_row_store (GtkWidget *row, HrPlan *plan)
{
  const HrField *field = hr_field_row_get_field (row);
  int            value;

  switch (field->kind)
    {
    case HR_FIELD_CHOICE:
      if (hr_enum_parse (field->type, hr_choice_row_get_id (HR_CHOICE_ROW (row)), &value))
        hr_field_set (field, plan, value);
      break;
    case HR_FIELD_NICK:
      hr_field_set_nick (field, plan, hr_choice_row_get_id (HR_CHOICE_ROW (row)));
      break;
    case HR_FIELD_MASK:
      hr_field_set (field, plan, hr_mask_row_get_mask (HR_MASK_ROW (row)));
      break;
    case HR_FIELD_SWITCH:
      hr_field_set (field, plan,
                    gtk_switch_get_active (g_object_get_data (G_OBJECT (row), "switch")));
      break;
    case HR_FIELD_COUNT:
    case HR_FIELD_NUMBER:
    default:
      hr_field_set (field, plan, hr_number_row_get_value (HR_NUMBER_ROW (row)));
      break;
    }
}

void
hr_field_row_set_error (GtkWidget *row, const char *error)
{
  if (HR_IS_NUMBER_ROW (row))
    {
      hr_number_row_set_error (HR_NUMBER_ROW (row), error);
      return;
    }

  g_autofree char *escaped = error != NULL ? g_markup_escape_text (error, -1) : g_strdup ("");

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped);
  if (error != NULL)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
}

/**
 * hr_field_summarize:
 * @field: a setting
 * @plan: the plan
 *
 * Returns: (transfer full) (nullable): the value in a word or two, for the row that it hides in
 */
char *
hr_field_summarize (const HrField *field, const HrPlan *plan)
{
  g_autofree char *number = NULL;

  if (!hr_field_applies (field, plan))
    return NULL;

  switch (field->kind)
    {
    case HR_FIELD_CHOICE:
      return g_strdup (hr_text_enum (field->type, (int) hr_field_get (field, plan)));
    case HR_FIELD_NICK:
      return g_strdup (hr_field_get_nick (field, plan));
    case HR_FIELD_COUNT:
    case HR_FIELD_NUMBER:
      if (hr_field_get (field, plan) == 0.0)
        return NULL;
      number = hr_number_format (hr_field_get (field, plan));
      if (field->unit == NULL)
        return g_strdup_printf ("%s\302\240%s", _(field->label), number);
      return g_strdup_printf ("%s\302\240%s\302\240%s", _(field->label), number,
                              g_dpgettext2 (NULL, "unit", field->unit));
    case HR_FIELD_MASK:
    case HR_FIELD_SWITCH:
    default:
      return NULL;
    }
}
