/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-page.h"

#include "hr-accessible.h"
#include "hr-catalog-cell.h"
#include "hr-catalog-list.h"
#include "hr-catalog-page-private.h"
#include "hr-catalog-view.h"
#include "hr-text.h"
#include "hr-wrap-box.h"

#include <glib/gi18n.h>

/**
 * HrCatalogPage:
 *
 * The catalog as tables that are edited in place. Each edit is applied and saved at once, and can
 * be undone; what the catalog refuses stays in its cell with the reason.
 */

G_DEFINE_FINAL_TYPE (HrCatalogPage, hr_catalog_page, ADW_TYPE_BIN)

/* In the order of the buttons. */
static const struct
{
  HrSection   section;
  const char *label;
} sections[] = {
  { HR_SECTION_GPUS, N_("GPUs") },
  { HR_SECTION_RAM_KITS, N_("RAM") },
  { HR_SECTION_PLATFORMS, N_("Platforms") },
  { HR_SECTION_HOST_PARTS, N_("Host Parts") },
  { HR_SECTION_RENT_OFFERS, N_("Rent Offers") },
  { HR_SECTION_EXCHANGE_RATES, N_("Exchange Rates") },
  { HR_SECTION_SOFTWARE, N_("Software") },
};

static HrDate
date_of_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return (HrDate){ (guint16) g_date_time_get_year (now), (guint8) g_date_time_get_month (now),
                   (guint8) g_date_time_get_day_of_month (now) };
}

/* Sections and columns */

static gboolean
move_cb (GtkWidget *cell, int where)
{
  GtkWidget *page = gtk_widget_get_ancestor (cell, HR_TYPE_CATALOG_PAGE);

  return page != NULL && hr_catalog_page_move (HR_CATALOG_PAGE (page), cell, where);
}

static void
setup_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, const HrColumn *column)
{
  GtkWidget *cell = hr_catalog_cell_new (column);

  hr_catalog_cell_set_today (HR_CATALOG_CELL (cell), date_of_today ());
  g_object_set_data (G_OBJECT (cell), "list-item", item);
  g_signal_connect (cell, "move", G_CALLBACK (move_cb), NULL);
  gtk_list_item_set_child (item, cell);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  hr_catalog_cell_set_item (HR_CATALOG_CELL (gtk_list_item_get_child (item)),
                            gtk_list_item_get_item (item));
}

static void
unbind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  hr_catalog_cell_set_item (HR_CATALOG_CELL (gtk_list_item_get_child (item)), NULL);
}

static void
add_column (HrCatalogPage *self, const HrColumn *column)
{
  g_autofree char *title = hr_catalog_view_title (column);
  g_autoptr (GtkSorter) sorter = hr_catalog_view_sorter (column);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) view_column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cell_cb), NULL);
  view_column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_sorter (view_column, sorter);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_expand (view_column, g_str_equal (column->id, "name")
                                                      || g_str_has_suffix (column->id, "source"));
  gtk_column_view_append_column (self->table, view_column);
}

static void
show_section (HrCatalogPage *self)
{
  GListModel        *columns = gtk_column_view_get_columns (self->table);
  const char *const *ids = hr_catalog_view_columns (self->section);
  GtkSortListModel  *sorted;

  gtk_column_view_set_model (self->table, NULL);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->table, column);
    }
  for (guint i = 0; ids[i] != NULL; i++)
    add_column (self, hr_section_column (self->section, ids[i]));

  g_clear_object (&self->list);
  self->list = hr_catalog_list_new (self->catalog, self->section);
  gtk_filter_list_model_set_model (self->filtered, G_LIST_MODEL (self->list));
  sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (self->filtered)),
                                    g_object_ref (gtk_column_view_get_sorter (self->table)));
  g_clear_object (&self->selection);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (hr_catalog_page_sync),
                           self, G_CONNECT_SWAPPED);
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  gtk_widget_set_visible (GTK_WIDGET (self->show), hr_catalog_view_has_price (self->section));
  hr_catalog_page_sync (self);
}

static void
section_toggled_cb (HrCatalogPage *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    hr_catalog_page_set_section (
        self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "section")));
}

static void
add_section_buttons (HrCatalogPage *self)
{
  GtkWidget *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_(sections[i].label));

      g_object_set_data (G_OBJECT (button), "section", GUINT_TO_POINTER (sections[i].section));
      if (first == NULL)
        {
          first = button;
          gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
        }
      else
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
      g_signal_connect_swapped (button, "toggled", G_CALLBACK (section_toggled_cb), self);
      gtk_box_append (self->sections, button);
      self->section_buttons[sections[i].section] = button;
    }
}

/* Filter and status */

static gboolean
filter_cb (gpointer item, gpointer user_data)
{
  HrCatalogPage *self = user_data;
  HrCatalogShow  show = gtk_drop_down_get_selected (self->show);

  return hr_catalog_item_matches (item, self->words)
         && hr_catalog_view_shows (item, show, date_of_today ());
}

static void
filter_changed_cb (HrCatalogPage *self)
{
  g_free (self->words);
  self->words = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->search)), -1);
  if (self->filter != NULL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  hr_catalog_page_sync (self);
}

static char *
describe_rows (HrCatalogPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  guint shown = hr_catalog_page_get_n_shown (self), unpriced = 0, stale = 0;
  g_autoptr (GString) text = g_string_new (NULL);

  if (hr_catalog_view_has_price (self->section))
    for (guint i = 0; i < n; i++)
      {
        g_autoptr (HrCatalogItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), i);

        unpriced += hr_catalog_view_shows (item, HR_CATALOG_SHOW_UNPRICED, date_of_today ());
        stale += hr_catalog_view_shows (item, HR_CATALOG_SHOW_STALE, date_of_today ());
      }
  /* Translators: shown rows, all rows */
  g_string_append_printf (text, ngettext ("%u of %u row shown", "%u of %u rows shown", n), shown,
                          n);
  if (unpriced > 0)
    g_string_append_printf (
        text, ngettext (" · %u without a price", " · %u without a price", unpriced), unpriced);
  if (stale > 0)
    g_string_append_printf (
        text, ngettext (" · %u price older than 90 days", " · %u prices older than 90 days", stale),
        stale);
  if (shown > 0)
    g_string_append (text, _(" · Return or a double click edits a cell"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
hr_catalog_page_sync (HrCatalogPage *self)
{
  g_autofree char *text = NULL;
  gboolean         can_undo = FALSE, can_redo = FALSE;
  gboolean         selected;

  if (self->catalog == NULL || self->list == NULL)
    return;

  selected = hr_catalog_page_selected (self) != NULL;
  g_object_get (self->catalog, "can-undo", &can_undo, "can-redo", &can_redo, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "catalog.undo", can_undo);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "catalog.redo", can_redo);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "catalog.duplicate", selected);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "catalog.delete", selected);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "catalog.edit", selected);
  gtk_stack_set_visible_child_name (
      self->stack, hr_catalog_page_get_n_shown (self) > 0                     ? "table"
                   : g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0 ? "empty"
                                                                              : "none");
  text = describe_rows (self);
  gtk_label_set_label (self->status, text);
}

HrCatalogItem *
hr_catalog_page_selected (HrCatalogPage *self)
{
  return self->selection ? gtk_single_selection_get_selected_item (self->selection) : NULL;
}

/* A row that an action made is shown, whatever the filter was, and selected. */
void
hr_catalog_page_reveal (HrCatalogPage *self, const char *row_id)
{
  GListModel *model = G_LIST_MODEL (self->selection);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_drop_down_set_selected (self->show, HR_CATALOG_SHOW_ALL);
  filter_changed_cb (self);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (HrCatalogItem) item = g_list_model_get_item (model, i);

      if (!g_str_equal (hr_catalog_item_get_row_id (item), row_id))
        continue;
      gtk_single_selection_set_selected (self->selection, i);
      gtk_widget_activate_action (GTK_WIDGET (self->table), "list.scroll-to-item", "u", i);
      return;
    }
}

static void
hr_catalog_page_dispose (GObject *object)
{
  HrCatalogPage *self = HR_CATALOG_PAGE (object);

  if (self->table != NULL)
    gtk_column_view_set_model (self->table, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->list);
  g_clear_object (&self->catalog);
  g_clear_pointer (&self->words, g_free);
  G_OBJECT_CLASS (hr_catalog_page_parent_class)->dispose (object);
}

static void
hr_catalog_page_class_init (HrCatalogPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_catalog_page_dispose;
  g_type_ensure (HR_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/headroom/Headroom/ui/hr-catalog-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HrCatalogPage, child)
  BIND (toasts);
  BIND (sections);
  BIND (search);
  BIND (show);
  BIND (stack);
  BIND (table);
  BIND (status);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  hr_catalog_page_install_actions (widget_class);
}

static void
hr_catalog_page_init (HrCatalogPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hr_accessible_set_label (GTK_WIDGET (self->show), _("Show"));
  self->words = g_strdup ("");
  self->filter = GTK_FILTER (gtk_custom_filter_new (filter_cb, self, NULL));
  self->filtered = gtk_filter_list_model_new (NULL, self->filter);
  add_section_buttons (self);
}

GtkWidget *
hr_catalog_page_new (void)
{
  return g_object_new (HR_TYPE_CATALOG_PAGE, NULL);
}

/**
 * hr_catalog_page_set_catalog:
 * @catalog: what is shown and edited; set once
 */
void
hr_catalog_page_set_catalog (HrCatalogPage *self, HrCatalog *catalog)
{
  g_return_if_fail (self->catalog == NULL);

  self->catalog = g_object_ref (catalog);
  g_signal_connect_object (catalog, "notify::can-undo", G_CALLBACK (hr_catalog_page_sync), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (catalog, "notify::can-redo", G_CALLBACK (hr_catalog_page_sync), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (catalog, "notify::snapshot", G_CALLBACK (hr_catalog_page_sync), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  show_section (self);
}

void
hr_catalog_page_set_section (HrCatalogPage *self, HrSection section)
{
  if (self->section == section && self->list != NULL)
    return;

  self->section = section;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->section_buttons[section]), TRUE);
  if (self->catalog != NULL)
    show_section (self);
}

HrSection
hr_catalog_page_get_section (HrCatalogPage *self)
{
  return self->section;
}

void
hr_catalog_page_set_search (HrCatalogPage *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  filter_changed_cb (self);
}

/**
 * hr_catalog_page_get_n_shown:
 *
 * Returns: how many rows search and filter let through.
 */
guint
hr_catalog_page_get_n_shown (HrCatalogPage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->filtered));
}

void
hr_catalog_page_focus_search (HrCatalogPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
