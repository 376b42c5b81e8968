/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-settings.h"

#define SCHEMA_ID "io.github.headroom.Headroom"

GSettings *
hr_settings_get (void)
{
  static GSettings *settings;
  static gboolean   looked;

  if (!looked)
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr (GSettingsSchema)
          schema = source != NULL ? g_settings_schema_source_lookup (source, SCHEMA_ID, TRUE)
                                  : NULL;

      looked = TRUE;
      if (schema != NULL)
        settings = g_settings_new (SCHEMA_ID);
    }

  return settings;
}

/**
 * hr_settings_get_compared:
 *
 * Returns: (transfer full): the ids of the cards of the Compare page
 */
char **
hr_settings_get_compared (void)
{
  static const char *const first[] = { "rtx-4090", "a100-pcie-80gb", NULL };
  GSettings               *settings = hr_settings_get ();

  return settings != NULL ? g_settings_get_strv (settings, "compared") : g_strdupv ((GStrv) first);
}
