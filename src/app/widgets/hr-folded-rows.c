/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-folded-rows.h"

/* Rows that nobody sees are styled and measured all the same: they wait outside until the first
 * look, which makes the first frame of the window come earlier. */

#define WAITING_KEY "hr-waiting-rows"

static void
unfold_cb (AdwExpanderRow *expander)
{
  GPtrArray *waiting = g_object_get_data (G_OBJECT (expander), WAITING_KEY);

  if (!adw_expander_row_get_expanded (expander) || waiting == NULL)
    return;

  for (guint i = 0; i < waiting->len; i++)
    adw_expander_row_add_row (expander, g_ptr_array_index (waiting, i));
  g_object_set_data (G_OBJECT (expander), WAITING_KEY, NULL);
}

/**
 * hr_folded_rows_new:
 * @title: what it holds
 *
 * Returns: (transfer floating): a row that folds others in
 */
GtkWidget *
hr_folded_rows_new (const char *title)
{
  GtkWidget *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "title", title, NULL);

  gtk_widget_add_css_class (row, "field");
  g_signal_connect (row, "notify::expanded", G_CALLBACK (unfold_cb), NULL);

  return row;
}

/**
 * hr_folded_rows_add:
 * @expander: made by hr_folded_rows_new()
 * @row: (transfer floating): becomes a child of it when it is unfolded for the first time
 */
void
hr_folded_rows_add (GtkWidget *expander, GtkWidget *row)
{
  GPtrArray *waiting = g_object_get_data (G_OBJECT (expander), WAITING_KEY);

  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (expander)))
    {
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
      return;
    }

  if (waiting == NULL)
    {
      waiting = g_ptr_array_new_with_free_func (g_object_unref);
      g_object_set_data_full (G_OBJECT (expander), WAITING_KEY, waiting,
                              (GDestroyNotify) g_ptr_array_unref);
    }
  g_ptr_array_add (waiting, g_object_ref_sink (row));
}
