/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-row-dialog.h"

#include "hr-catalog-cell.h"
#include "hr-catalog-view.h"
#include "hr-text.h"

#include <glib/gi18n.h>

static GtkWidget *
field_row (const HrColumn *column, HrCatalogItem *item, HrDate today)
{
  g_autofree char *title = hr_catalog_view_title (column);
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *cell = hr_catalog_cell_new (column);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  hr_catalog_cell_set_item (HR_CATALOG_CELL (cell), item);
  hr_catalog_cell_set_today (HR_CATALOG_CELL (cell), today);
  gtk_widget_set_sensitive (cell, column->editable);
  gtk_widget_set_valign (cell, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (cell, 160, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), cell);
  return row;
}

/**
 * hr_catalog_row_dialog_new:
 * @parent: the window it belongs to
 * @item: a row of the catalog
 * @today: for stale prices
 *
 * Every field of a row, those that the table has no room for included, edited in place.
 *
 * Returns: (transfer none): a modal window, not yet presented.
 */
GtkWindow *
hr_catalog_row_dialog_new (GtkWindow *parent, HrCatalogItem *item, HrDate today)
{
  HrSection           section = hr_catalog_item_get_section (item);
  const HrColumn     *name = hr_section_column (section, "name");
  g_autofree char    *title = name ? hr_catalog_item_get_text (item, name)
                                   : g_strdup (hr_catalog_item_get_row_id (item));
  GtkWidget          *window = adw_window_new ();
  GtkWidget          *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget          *page = adw_preferences_page_new ();
  GtkWidget          *group = adw_preferences_group_new ();
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  const HrColumn     *columns;
  guint               n;

  columns = hr_section_columns (section, &n);
  for (guint i = 0; i < n; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), field_row (&columns[i], item, today));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), title);
  gtk_window_set_default_size (GTK_WINDOW (window), 560, 640);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, shortcuts);
  return GTK_WINDOW (window);
}
