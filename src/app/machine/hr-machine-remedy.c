/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-machine-remedy.h"

#include "hr-text.h"
#include "hr-string.h"

#include <glib/gi18n.h>

/* Renting is no setting, and where layers go is up to the engine. */
static gboolean
can_apply (const HrRemedy *remedy)
{
  return remedy->kind != HR_REMEDY_RENT
         && (remedy->change.key != NULL || remedy->parts != 0 || remedy->gpu != NULL
             || hr_remedy_buys_ram (remedy));
}

/* What is changed: the setting, the settings, the cards, the RAM. */
static void
add_change (GPtrArray *parts, const HrRemedy *remedy)
{
  char *change = hr_text_change (&remedy->change);

  if (change != NULL)
    g_ptr_array_add (parts, change);
  if (remedy->parts != 0)
    g_ptr_array_add (parts, hr_text_remedy_parts (remedy->parts));
  if (remedy->gpu != NULL)
    /* Translators: how many, and the name of a card */
    g_ptr_array_add (parts,
                     g_strdup_printf (_("%1$u × %2$s"), remedy->gpu_count, remedy->gpu->name));
  if (hr_remedy_buys_ram (remedy))
    {
      g_autofree char *gib = hr_text_gib (remedy->ram_gib);

      /* Translators: an amount of memory to buy. */
      g_ptr_array_add (parts, g_strdup_printf (_("%s of RAM"), gib));
    }
}

/* Its new estimate: both memories, as far as they change, and the time. */
static void
add_estimate (GPtrArray *parts, const HrDiagnosis *diagnosis, const HrRemedy *remedy)
{
  g_autofree char *vram = hr_text_gib (remedy->estimate.required_gib);
  g_autofree char *has = hr_text_gib (remedy->estimate.available_gib);
  g_autofree char *ram = hr_text_gib (remedy->estimate.host_required_gib);
  g_autofree char *time = hr_text_seconds (remedy->estimate.seconds);
  g_autofree char *ratio = hr_text_number (remedy->slowdown, 2);

  /* Translators: GPU memory: needed, and what there is */
  g_ptr_array_add (parts, g_strdup_printf (_("needs %1$s of %2$s"), vram, has));
  if (diagnosis->ram_short_gib > 0 || remedy->estimate.host_required_gib > diagnosis->ram_gib)
    /* Translators: an amount of RAM that is needed */
    g_ptr_array_add (parts, g_strdup_printf (_("RAM: %s"), ram));
  if (!(remedy->estimate.seconds > 0))
    return;
  if (hr_diagnosis_compares (diagnosis, remedy) && !g_str_equal (ratio, "1"))
    /* Translators: a duration, and how it compares: "3 h, 1.3 × the time" */
    g_ptr_array_add (parts, g_strdup_printf (_("%1$s, %2$s × the time"), time, ratio));
  else
    g_ptr_array_add (parts, g_steal_pointer (&time));
}

static void
add_money (GPtrArray         *parts,
           const HrDiagnosis *diagnosis,
           const HrRemedy    *remedy,
           const HrSnapshot  *snapshot)
{
  const char      *currency = diagnosis->plan.constraints.currency;
  g_autofree char *money = hr_text_money (remedy->usd, currency, snapshot);
  g_autofree char *run = hr_text_money (remedy->usd_run, currency, snapshot);

  if (remedy->usd_run > 0)
    /* Translators: money for an hour of renting, and for the whole job */
    g_ptr_array_add (parts, g_strdup_printf (_("%1$s an hour, %2$s a run"), money, run));
  else if (remedy->usd > 0)
    g_ptr_array_add (parts, g_steal_pointer (&money));
  else if (remedy->gpu != NULL || hr_remedy_buys_ram (remedy))
    g_ptr_array_add (parts, g_strdup (_("no price")));
}

/**
 * hr_machine_remedy_describe:
 * @remedy: one of @diagnosis
 *
 * Returns: what it changes, its new estimate and what it costs, in one line; not markup
 */
char *
hr_machine_remedy_describe (const HrDiagnosis *diagnosis,
                            const HrRemedy    *remedy,
                            const HrSnapshot  *snapshot)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  add_change (parts, remedy);
  add_estimate (parts, diagnosis, remedy);
  add_money (parts, diagnosis, remedy, snapshot);
  if (remedy->changes_quality)
    g_ptr_array_add (parts, g_strdup (_("can change the result")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

/**
 * hr_machine_remedy_row_new:
 * @button: (out) (nullable) (transfer none): applies it; %NULL where that is no setting
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
hr_machine_remedy_row_new (const HrDiagnosis *diagnosis,
                           const HrRemedy    *remedy,
                           const HrSnapshot  *snapshot,
                           GtkWidget        **button)
{
  const char      *name = hr_text_remedy (remedy->kind);
  g_autofree char *plain = hr_machine_remedy_describe (diagnosis, remedy, snapshot);
  g_autofree char *subtitle = g_markup_escape_text (plain, -1);
  g_autofree char *title = g_markup_escape_text (name, -1);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", subtitle, NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name (remedy->is_enough ? "object-select-symbolic"
                                                                    : "list-remove-symbolic");
  g_autofree char *label = NULL;

  *button = NULL;
  gtk_widget_add_css_class (row, "remedy");
  gtk_widget_add_css_class (icon, remedy->is_enough ? "success" : "dim-label");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  remedy->is_enough ? _("Enough") : _("Not enough alone"), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (!can_apply (remedy))
    return row;

  /* Translators: of the name of a remedy, such as "Smaller textures" */
  label = g_strdup_printf (_("Apply: %s"), name);
  *button = gtk_button_new_with_label (_("Apply"));
  gtk_widget_set_valign (*button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (*button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), *button);
  return row;
}

/**
 * hr_machine_remedy_apply:
 * @system: the machine that was diagnosed
 * @plan: (inout): gets the remedy's settings, or its hardware
 *
 * Returns: whether there was something to change
 */
gboolean
hr_machine_remedy_apply (const HrRemedy *remedy, const HrSystem *system, HrPlan *plan)
{
  if (!can_apply (remedy))
    return FALSE;

  plan->workload = remedy->settings;
  if (remedy->gpu == NULL && !hr_remedy_buys_ram (remedy))
    return TRUE;
  plan->has_system = TRUE;
  plan->system = *system;
  if (remedy->gpu != NULL)
    {
      if (g_strcmp0 (remedy->gpu->id, system->gpu) != 0)
        plan->system.free_gib = 0;
      hr_string_copy (plan->system.gpu, sizeof plan->system.gpu, remedy->gpu->id);
      plan->system.gpu_count = remedy->gpu_count;
    }
  if (hr_remedy_buys_ram (remedy))
    plan->system.ram_gib = remedy->ram_gib;
  return TRUE;
}
