/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-dialogs.h"

#include "hr-choice-row.h"
#include "hr-config.h"
#include "hr-number-row.h"
#include "hr-settings.h"

#include <glib/gi18n.h>

void
hr_about_present (GtkWindow *parent)
{
  adw_show_about_window (parent, "application-name", _("Headroom"), "application-icon", HR_APP_ID,
                         "version", HR_VERSION, "developer-name", _("The Headroom authors"),
                         "copyright", "© 2026 The Headroom authors", "license-type",
                         GTK_LICENSE_GPL_3_0,
                         /* Translators: put your names here, one a line */
                         "translator-credits", _("translator-credits"), "comments",
                         _("Which GPU, how many, with how much RAM, in what machine, for "
                            "this task and this budget, and why."),
                         NULL);
}

/**
 * hr_color_scheme_from_setting:
 *
 * Maps the setting's word to #AdwColorScheme, for g_settings_bind_with_mapping().
 */
gboolean
hr_color_scheme_from_setting (GValue *value, GVariant *variant, gpointer user_data)
{
  const char *nick = g_variant_get_string (variant, NULL);

  g_value_set_enum (value, g_str_equal (nick, "light")  ? ADW_COLOR_SCHEME_FORCE_LIGHT
                           : g_str_equal (nick, "dark") ? ADW_COLOR_SCHEME_FORCE_DARK
                                                        : ADW_COLOR_SCHEME_DEFAULT);
  return TRUE;
}

static void
currency_chosen_cb (GtkWidget *row, const char *id)
{
  g_settings_set_string (hr_settings_get (), "currency", id);
}

static void
scheme_chosen_cb (GtkWidget *row, const char *id)
{
  g_settings_set_string (hr_settings_get (), "color-scheme", id);
}

static void
electricity_changed_cb (HrNumberRow *row)
{
  g_settings_set_double (hr_settings_get (), "electricity-per-kwh", hr_number_row_get_value (row));
}

static GtkWidget *
new_currency_row (const HrSnapshot *snapshot)
{
  GtkWidget       *row = hr_choice_row_new (_("Currency"), HR_CHOICE_MENU);
  g_autofree char *currency = g_settings_get_string (hr_settings_get (), "currency");

  hr_choice_row_append (HR_CHOICE_ROW (row), "USD", "USD");
  for (guint i = 0; i < snapshot->n_exchange_rates; i++)
    if (g_strcmp0 (snapshot->exchange_rates[i].code, "USD") != 0)
      hr_choice_row_append (HR_CHOICE_ROW (row), snapshot->exchange_rates[i].code,
                            snapshot->exchange_rates[i].code);
  hr_choice_row_set_id (HR_CHOICE_ROW (row), currency);
  g_signal_connect (row, "chosen", G_CALLBACK (currency_chosen_cb), NULL);

  return row;
}

static GtkWidget *
new_scheme_row (void)
{
  GtkWidget       *row = hr_choice_row_new (_("Appearance"), HR_CHOICE_TOGGLES);
  g_autofree char *scheme = g_settings_get_string (hr_settings_get (), "color-scheme");

  hr_choice_row_append (HR_CHOICE_ROW (row), "system", _("System"));
  hr_choice_row_append (HR_CHOICE_ROW (row), "light", _("Light"));
  hr_choice_row_append (HR_CHOICE_ROW (row), "dark", _("Dark"));
  hr_choice_row_set_id (HR_CHOICE_ROW (row), scheme);
  g_signal_connect (row, "chosen", G_CALLBACK (scheme_chosen_cb), NULL);

  return row;
}

/**
 * hr_preferences_present:
 * @parent: (nullable): the window
 * @snapshot: for the currencies
 *
 * What a new question starts with, and how the program looks.
 */
void
hr_preferences_present (GtkWindow *parent, const HrSnapshot *snapshot)
{
  GtkWidget           *window, *electricity;
  AdwPreferencesPage  *page;
  AdwPreferencesGroup *question, *look;

  if (hr_settings_get () == NULL)
    return;

  window = g_object_new (ADW_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal", TRUE,
                         "search-enabled", FALSE, "default-width", 480, "default-height", 400,
                         NULL);
  page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  question = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _("New Plans"), "description",
                           _("A plan that is open keeps its own."), NULL);
  look = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", _("Look"), NULL);

  electricity = hr_number_row_new (_("Electricity"), 0.001, 100, FALSE,
                                   g_dpgettext2 (NULL, "empty", NC_("empty", "default")));
  hr_number_row_set_unit (HR_NUMBER_ROW (electricity), g_dpgettext2 (NULL, "unit", "per kWh"));
  hr_number_row_set_value (HR_NUMBER_ROW (electricity),
                           g_settings_get_double (hr_settings_get (), "electricity-per-kwh"));
  g_signal_connect (electricity, "value-changed", G_CALLBACK (electricity_changed_cb), NULL);

  adw_preferences_group_add (question, new_currency_row (snapshot));
  adw_preferences_group_add (question, electricity);
  adw_preferences_group_add (look, new_scheme_row ());
  adw_preferences_page_add (page, question);
  adw_preferences_page_add (page, look);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
}
