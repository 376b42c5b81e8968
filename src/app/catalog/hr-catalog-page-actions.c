/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-page-private.h"

#include "hr-catalog-row-dialog.h"
#include "hr-catalog-view.h"
#include "hr-file-dialog.h"
#include "hr-import-dialog.h"
#include "hr-text.h"

#include <glib/gi18n.h>

static const char *const file_patterns[] = { "*.json", "*.jsonl", "*.csv", "*.tsv", "*.txt",
                                             "*.md",   "*.html",  "*.htm", NULL };

/* A toast's title is markup: what users typed is escaped. */
static void
toast (HrCatalogPage *self, const char *text, gboolean with_undo)
{
  g_autofree char *title = g_markup_escape_text (text, -1);
  AdwToast        *notice = adw_toast_new (title);

  if (with_undo)
    {
      adw_toast_set_button_label (notice, _("_Undo"));
      adw_toast_set_action_name (notice, "catalog.undo");
    }
  adw_toast_overlay_add_toast (self->toasts, notice);
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HrCatalogPage   *self = HR_CATALOG_PAGE (widget);
  g_autofree char *row_id = hr_catalog_add_row (self->catalog, self->section);

  hr_catalog_page_reveal (self, row_id);
  gtk_widget_activate_action (widget, "catalog.edit", NULL);
}

static void
duplicate_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HrCatalogPage   *self = HR_CATALOG_PAGE (widget);
  HrCatalogItem   *item = hr_catalog_page_selected (self);
  g_autofree char *row_id = NULL;

  if (item == NULL)
    return;
  row_id = hr_catalog_duplicate_row (self->catalog, self->section,
                                     hr_catalog_item_get_row_id (item));
  if (row_id != NULL)
    hr_catalog_page_reveal (self, row_id);
}

static char *
name_of (HrCatalogItem *item)
{
  const HrColumn *name = hr_section_column (hr_catalog_item_get_section (item), "name");

  return name ? hr_catalog_item_get_text (item, name)
              : g_strdup (hr_catalog_item_get_row_id (item));
}

static void
delete_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HrCatalogPage   *self = HR_CATALOG_PAGE (widget);
  HrCatalogItem   *item = hr_catalog_page_selected (self);
  g_autofree char *name = NULL, *text = NULL;

  if (item == NULL)
    return;
  name = name_of (item);
  /* Translators: the name of a card or a part */
  text = g_strdup_printf (_("“%s” deleted"), name);
  if (hr_catalog_delete_row (self->catalog, self->section, hr_catalog_item_get_row_id (item)))
    toast (self, text, TRUE);
}

static void
edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HrCatalogPage *self = HR_CATALOG_PAGE (widget);
  HrCatalogItem *item = hr_catalog_page_selected (self);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  HrDate today = { (guint16) g_date_time_get_year (now), (guint8) g_date_time_get_month (now),
                   (guint8) g_date_time_get_day_of_month (now) };

  if (item != NULL)
    gtk_window_present (
        hr_catalog_row_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), item, today));
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hr_catalog_undo (HR_CATALOG_PAGE (widget)->catalog);
}

static void
redo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hr_catalog_redo (HR_CATALOG_PAGE (widget)->catalog);
}

static void
reset_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HrCatalogPage *self = HR_CATALOG_PAGE (widget);

  hr_catalog_reset (self->catalog);
  toast (self, _("The catalog is the built-in one again"), TRUE);
}

static void
imported_cb (HrCatalogPage *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *text = g_strdup_printf (_("“%s” imported"), name);

  toast (self, text, TRUE);
}

static void
import_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrCatalogPage) self = user_data;
  g_autoptr (GFile) file = hr_file_dialog_finish (result, NULL);
  GtkWindow *dialog;

  if (file == NULL)
    return;
  dialog = hr_import_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 self->catalog, file);
  g_signal_connect_object (dialog, "imported", G_CALLBACK (imported_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (dialog);
}

static void
import_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hr_file_dialog_open (GTK_WINDOW (gtk_widget_get_root (widget)), _("Import a Catalog"),
                       _("Catalogs and price lists (JSON, CSV, text)"), file_patterns,
                       import_chosen_cb, g_object_ref (widget));
}

static void
export_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrCatalogPage) self = user_data;
  g_autoptr (GFile) file = hr_file_dialog_finish (result, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL, *text = NULL;

  if (file == NULL)
    return;
  name = g_file_get_basename (file);
  if (hr_catalog_export (self->catalog, file, &error))
    text = g_strdup_printf (_("Exported to “%s”"), name);
  else
    text = g_strdup_printf (_("“%s” was not written: %s"), name, error->message);
  toast (self, text, FALSE);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  hr_file_dialog_save (GTK_WINDOW (gtk_widget_get_root (widget)), _("Export the Catalog"),
                       "headroom-catalog.json", export_chosen_cb, g_object_ref (widget));
}

void
hr_catalog_page_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char                 *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "catalog.add", add_cb },       { "catalog.duplicate", duplicate_cb },
    { "catalog.delete", delete_cb }, { "catalog.edit", edit_cb },
    { "catalog.undo", undo_cb },     { "catalog.redo", redo_cb },
    { "catalog.reset", reset_cb },   { "catalog.import", import_cb },
    { "catalog.export", export_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "catalog.undo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "catalog.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "catalog.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK,
                                       "catalog.duplicate", NULL);
}
