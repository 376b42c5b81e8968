/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-cell.h"
#include "hr-catalog-page-private.h"
#include "hr-catalog-view.h"

/* The table as a grid: from the cell with the focus to the next one, by the keys of a spreadsheet.
 * The column view knows rows only. */

#define PAGE_ROWS 10

static guint
position_of (GtkWidget *cell)
{
  GtkListItem *item = g_object_get_data (G_OBJECT (cell), "list-item");

  return gtk_list_item_get_position (item);
}

/* (nullable): the cell of a row that the table holds at the moment. */
static GtkWidget *
find_cell (GtkWidget *root, guint position, const char *column)
{
  if (HR_IS_CATALOG_CELL (root))
    return hr_catalog_cell_get_item (HR_CATALOG_CELL (root)) != NULL
                   && position_of (root) == position
                   && g_str_equal (hr_catalog_cell_get_column (HR_CATALOG_CELL (root))->id, column)
               ? root
               : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_cell (child, position, column);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static guint
index_of (const char *const *ids, const char *id)
{
  guint i = 0;

  while (ids[i] != NULL && !g_str_equal (ids[i], id))
    i++;
  return i;
}

/* Sideways; up and down the list follows the focus by itself. */
static void
scroll_to_column (HrCatalogPage *self, GtkWidget *cell)
{
  GtkAdjustment  *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->table));
  graphene_rect_t bounds;
  double          start;

  if (!gtk_widget_compute_bounds (cell, GTK_WIDGET (self->table), &bounds)
      || bounds.size.width <= 0)
    return;
  start = gtk_adjustment_get_value (adjustment) + (double) bounds.origin.x;
  if (gtk_widget_get_direction (cell) == GTK_TEXT_DIR_RTL)
    start = gtk_adjustment_get_upper (adjustment) - start - (double) bounds.size.width;
  gtk_adjustment_clamp_page (adjustment, start, start + (double) bounds.size.width);
}

static void
enter (HrCatalogPage *self, GtkWidget *cell)
{
  gtk_single_selection_set_selected (self->selection, position_of (cell));
  scroll_to_column (self, cell);
}

/* The cell that a key goes to; it may be none: beyond the edge. */
static void
step (HrCatalogMove where, int n_columns, int n_rows, int *column, int *row)
{
  switch (where)
    {
    case HR_CATALOG_MOVE_NONE:
    case HR_CATALOG_MOVE_HERE:
      break;
    case HR_CATALOG_MOVE_NEXT:
      *row += *column + 1 == n_columns;
      *column = (*column + 1) % n_columns;
      break;
    case HR_CATALOG_MOVE_PREVIOUS:
      *row -= *column == 0;
      *column = (*column + n_columns - 1) % n_columns;
      break;
    case HR_CATALOG_MOVE_FORWARD:
      *column += 1;
      break;
    case HR_CATALOG_MOVE_BACK:
      *column -= 1;
      break;
    case HR_CATALOG_MOVE_UP:
      *row -= 1;
      break;
    case HR_CATALOG_MOVE_DOWN:
      *row += 1;
      break;
    case HR_CATALOG_MOVE_FIRST:
      *column = 0;
      break;
    case HR_CATALOG_MOVE_LAST:
      *column = n_columns - 1;
      break;
    case HR_CATALOG_MOVE_PAGE_UP:
      *row = MAX (*row - PAGE_ROWS, 0);
      break;
    case HR_CATALOG_MOVE_PAGE_DOWN:
      *row = MIN (*row + PAGE_ROWS, n_rows - 1);
      break;
    }
}

/**
 * hr_catalog_page_move:
 * @cell: the one that has the focus
 * @where: an #HrCatalogMove
 *
 * Moves the focus. At the edge an arrow stays where it is; Tab leaves the table.
 *
 * Returns: whether the key is done with
 */
gboolean
hr_catalog_page_move (HrCatalogPage *self, GtkWidget *cell, int where)
{
  const char *const *ids = hr_catalog_view_columns (self->section);
  int                n_rows = (int) g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  int                n_columns = (int) g_strv_length ((char **) ids);
  int                column, row;
  GtkWidget         *target;

  if (hr_catalog_cell_get_item (HR_CATALOG_CELL (cell)) == NULL)
    return FALSE;

  column = (int) index_of (ids, hr_catalog_cell_get_column (HR_CATALOG_CELL (cell))->id);
  row = (int) position_of (cell);
  if (where == HR_CATALOG_MOVE_HERE)
    {
      enter (self, cell);
      return TRUE;
    }

  step (where, n_columns, n_rows, &column, &row);
  if (column < 0 || column >= n_columns || row < 0 || row >= n_rows)
    return where != HR_CATALOG_MOVE_NEXT && where != HR_CATALOG_MOVE_PREVIOUS;

  /* The list makes the row, if it has none there yet. */
  gtk_widget_activate_action (cell, "list.scroll-to-item", "u", (guint) row);
  target = find_cell (GTK_WIDGET (self->table), (guint) row, ids[column]);
  return target != NULL && gtk_widget_grab_focus (target);
}
