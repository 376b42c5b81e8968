/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-chart-look.h"

#include <adwaita.h>

void
hr_chart_look_init (HrChartTheme *theme, GtkWidget *widget)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  gboolean         dark = adw_style_manager_get_dark (style);
  GtkSettings     *settings = gtk_widget_get_settings (widget);
  g_autofree char *font = NULL;
  int              dpi;
  HrChartThemeKind kind = dark ? HR_CHART_THEME_DARK : HR_CHART_THEME_LIGHT;

  if (adw_style_manager_get_high_contrast (style))
    kind = dark ? HR_CHART_THEME_HIGH_CONTRAST_DARK : HR_CHART_THEME_HIGH_CONTRAST;
  hr_chart_theme_init (theme, kind);

  g_object_get (settings, "gtk-font-name", &font, "gtk-xft-dpi", &dpi, NULL);
  if (font != NULL)
    {
      g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);
      g_autofree char *family = g_strdup_printf (
          "%s %g",
          pango_font_description_get_family (description) != NULL
              ? pango_font_description_get_family (description)
              : "Sans",
          pango_font_description_get_size (description) > 0
              ? (double) pango_font_description_get_size (description) / PANGO_SCALE
              : 11.0);

      hr_chart_theme_set_font (theme, family);
    }
  if (dpi > 0)
    theme->text_scale = CLAMP (dpi / 1024.0 / 96.0, 0.5, 4.0);
  theme->rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
}
