/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-chart-table.h"

#include "hr-chart-theme.h"

#include <glib/gi18n.h>

/**
 * HrChartTable:
 *
 * The data of a chart as a table: a row for each thing that has marks, a column for each series. It
 * reads the chart's own marks, so that chart and table cannot differ.
 */
struct _HrChartTable
{
  AdwBin parent_instance;

  /* Owned by the widget tree. */
  GtkColumnView *view;

  /* Owned. */
  GPtrArray  *series; /* of char *, in the order of the chart */
  GListStore *rows;   /* of GtkStringObject with "cells" */
};

G_DEFINE_FINAL_TYPE (HrChartTable, hr_chart_table, ADW_TYPE_BIN)

static GPtrArray *
cells_of (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), "cells");
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), GPOINTER_TO_UINT (column) == 0 ? 0.0f : 1.0f);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GPtrArray  *cells = cells_of (gtk_list_item_get_item (item));
  const char *text = g_ptr_array_index (cells, GPOINTER_TO_UINT (column));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text ? text : "–");
}

static void
add_column (HrChartTable *self, const char *title, guint index)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GUINT_TO_POINTER (index));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (index));
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, index == 0);
  gtk_column_view_append_column (self->view, column);
}

static guint
series_index (HrChartTable *self, const char *name)
{
  for (guint i = 0; i < self->series->len; i++)
    if (g_str_equal (g_ptr_array_index (self->series, i), name))
      return i;
  g_ptr_array_add (self->series, g_strdup (name));
  return self->series->len - 1;
}

/* Two cards may share a name: what has an id is told apart by it. */
static void
collect (HrChartTable *self, HrChart *chart)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  HrChartTheme theme;

  hr_chart_theme_init (&theme, HR_CHART_THEME_LIGHT);
  for (guint i = 0; i < hr_chart_n_marks (chart); i++)
    {
      HrChartMark      mark;
      char            *key;
      GPtrArray       *cells;
      GtkStringObject *row;
      guint            column;

      hr_chart_mark (chart, &theme, 1000, 1000, i, &mark);
      key = g_strconcat (mark.id, "\n", mark.label, NULL);
      row = g_hash_table_lookup (known, key);
      if (row == NULL)
        {
          row = gtk_string_object_new (mark.label);
          cells = g_ptr_array_new_with_free_func (g_free);
          g_ptr_array_add (cells, g_strdup (mark.label));
          g_object_set_data_full (G_OBJECT (row), "cells", cells,
                                  (GDestroyNotify) g_ptr_array_unref);
          g_list_store_append (self->rows, row);
          g_hash_table_insert (known, g_steal_pointer (&key), row);
          g_object_unref (row);
        }
      g_free (key);
      column = series_index (self, mark.series) + 1;
      cells = cells_of (row);
      if (cells->len <= column)
        g_ptr_array_set_size (cells, (int) column + 1);
      g_free (g_ptr_array_index (cells, column));
      g_ptr_array_index (cells, column) = g_strdup (mark.value_text);
    }
}

static void
hr_chart_table_dispose (GObject *object)
{
  HrChartTable *self = HR_CHART_TABLE (object);

  g_clear_object (&self->rows);
  g_clear_pointer (&self->series, g_ptr_array_unref);
  G_OBJECT_CLASS (hr_chart_table_parent_class)->dispose (object);
}

static void
hr_chart_table_class_init (HrChartTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = hr_chart_table_dispose;
}

static void
hr_chart_table_init (HrChartTable *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->series = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GtkWidget *
hr_chart_table_new (void)
{
  return g_object_new (HR_TYPE_CHART_TABLE, NULL);
}

/**
 * hr_chart_table_set_chart:
 * @chart: (nullable) (transfer none): whose marks are shown
 */
void
hr_chart_table_set_chart (HrChartTable *self, HrChart *chart)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  gtk_column_view_set_model (self->view, NULL);
  g_list_store_remove_all (self->rows);
  g_ptr_array_set_size (self->series, 0);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
  if (chart == NULL)
    return;

  collect (self, chart);
  add_column (self, _("Name"), 0);
  for (guint i = 0; i < self->series->len; i++)
    {
      const char *name = g_ptr_array_index (self->series, i);

      add_column (self, name[0] != '\0' ? name : _("Value"), i + 1);
    }
  /* Rows that lack the last series get their empty cells. */
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (GObject) row = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      g_ptr_array_set_size (cells_of (row), (int) self->series->len + 1);
    }
  {
    g_autoptr (GtkNoSelection)
        selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->rows)));

    gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  }
}

guint
hr_chart_table_get_n_rows (HrChartTable *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

/**
 * hr_chart_table_get_cell:
 * @column: 0 = the name, then the series
 *
 * Returns: (transfer full) (nullable): the text of a cell.
 */
char *
hr_chart_table_get_cell (HrChartTable *self, guint row, guint column)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->rows), row);
  GPtrArray *cells = item ? cells_of (item) : NULL;

  return cells != NULL && column < cells->len ? g_strdup (g_ptr_array_index (cells, column)) : NULL;
}
