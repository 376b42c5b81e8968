/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-compare-table.h"

#include "hr-accessible.h"
#include "hr-compare-rows.h"
#include "hr-trace-link.h"

#include <glib/gi18n.h>

/* The cards in columns. What is done in a column's head goes up the widget tree as the actions
 * "compare.choose" (from, to) and "compare.remove", and a figure that is asked about as
 * "compare.trace" (column, term). */

#define NARROW_LABEL_CHARS 9
#define IDS_KEY            "hr-ids"
#define CARD_KEY           "hr-card"

static void
setup_name_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_width_chars (GTK_LABEL (label), 8);
  gtk_list_item_set_child (item, label);
}

static void
bind_name_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
card_chosen_cb (GtkDropDown *chooser)
{
  char      **ids = g_object_get_data (G_OBJECT (chooser), IDS_KEY);
  const char *from = g_object_get_data (G_OBJECT (chooser), CARD_KEY);
  guint       selected = gtk_drop_down_get_selected (chooser);

  if (selected < g_strv_length (ids) && g_strcmp0 (ids[selected], from) != 0)
    gtk_widget_activate_action (GTK_WIDGET (chooser), "compare.choose", "(ss)", from,
                                ids[selected]);
}

static GtkWidget *
new_chooser (const HrSnapshot *snapshot, const HrGpu *gpu)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) list_factory = NULL;
  GtkWidget *chooser;
  guint      selected = 0;

  for (guint i = 0; i < snapshot->n_gpus; i++)
    {
      gtk_string_list_append (names, snapshot->gpus[i].name);
      g_strv_builder_add (ids, snapshot->gpus[i].id);
      if (g_strcmp0 (snapshot->gpus[i].id, gpu->id) == 0)
        selected = i;
    }
  chooser = gtk_drop_down_new (
      G_LIST_MODEL (names), gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  /* Short in the column, whole in the list. */
  list_factory = g_object_ref (gtk_drop_down_get_factory (GTK_DROP_DOWN (chooser)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_name_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_name_cb), NULL);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (chooser), list_factory);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (chooser), factory);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (chooser), TRUE);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (chooser), selected);
  gtk_widget_set_hexpand (chooser, TRUE);
  gtk_widget_set_tooltip_text (chooser, gpu->name);
  gtk_widget_add_css_class (chooser, "card-chooser");
  hr_accessible_set_label (chooser, _("Card"));
  g_object_set_data_full (G_OBJECT (chooser), IDS_KEY, g_strv_builder_end (ids),
                          (GDestroyNotify) g_strfreev);
  g_object_set_data_full (G_OBJECT (chooser), CARD_KEY, g_strdup (gpu->id), g_free);
  g_signal_connect (chooser, "notify::selected", G_CALLBACK (card_chosen_cb), NULL);

  return chooser;
}

static GtkWidget *
new_head (const HrComparison *comparison, guint column)
{
  const HrGpu *gpu = comparison->columns[column].gpu;
  GtkWidget   *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_append (GTK_BOX (box), new_chooser (comparison->snapshot, gpu));
  if (comparison->n > 2)
    {
      GtkWidget *remove = gtk_button_new_from_icon_name ("window-close-symbolic");
      /* Translators: a card is taken out of the comparison */
      g_autofree char *label = g_strdup_printf (_("Remove %s"), gpu->name);

      gtk_widget_add_css_class (remove, "flat");
      gtk_widget_set_tooltip_text (remove, label);
      hr_accessible_set_label (remove, label);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (remove), "s", gpu->id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "compare.remove");
      gtk_box_append (GTK_BOX (box), remove);
    }

  return box;
}

static char *
speak (const HrCompareRow *row, const HrCompared *compared, const char *text, gboolean is_best)
{
  if (is_best)
    /* Translators: a value of a comparison for a screen reader: the card, the row, the value */
    return g_strdup_printf (_("%s, %s: %s, best"), compared->gpu->name, _(row->label), text);

  return g_strdup_printf (_("%s, %s: %s"), compared->gpu->name, _(row->label), text);
}

/* A figure that has a trace opens it; what has no machine around it has no price either. */
static GtkWidget *
with_trace (const HrComparison *comparison,
            const HrCompareRow *row,
            const HrCompared   *compared,
            GtkWidget          *label,
            const char         *spoken)
{
  gboolean is_money = row->term != NULL
                      && (g_str_has_prefix (row->term, "price.")
                          || g_str_has_prefix (row->term, "cost.")
                          || g_str_has_prefix (row->term, "energy."));
  g_autofree char *sentence = NULL;

  if (row->term == NULL || (is_money && !compared->has_build))
    return label;

  /* Translators: a figure that is read aloud, made a sentence */
  sentence = g_strdup_printf (_("%s."), spoken);
  gtk_widget_add_css_class (label, "figure");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return hr_trace_link_new_full (
      label, sentence, "compare.trace",
      g_variant_new ("(us)", (guint) (compared - comparison->columns), row->term));
}

static GtkWidget *
new_value (const HrComparison *comparison,
           const HrCompareRow *row,
           const HrCompared   *compared,
           gboolean            is_best,
           gboolean            narrow)
{
  double           value;
  gboolean         is_known = row->value (compared, &value);
  g_autofree char *text = is_known ? row->text (comparison, compared, value) : g_strdup ("–");
  g_autofree char *spoken = speak (row, compared, text, is_best);
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, narrow ? 2 : 6);
  GtkWidget       *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  spoken, -1);
  if (is_best)
    {
      GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

      hr_accessible_set_label (mark, _("Best"));
      gtk_widget_set_tooltip_text (mark, _("Best"));
      gtk_box_append (GTK_BOX (box), mark);
      gtk_widget_add_css_class (box, "best");
    }
  gtk_box_append (GTK_BOX (box),
                  is_known ? with_trace (comparison, row, compared, label, spoken) : label);
  gtk_widget_set_halign (box, GTK_ALIGN_END);
  if (row->text != NULL && compared->estimate.fit == HR_FIT_EXCEEDS && row->starts_group
      && row->better == 0)
    gtk_widget_add_css_class (label, "error");

  return box;
}

static GtkWidget *
new_label (const HrCompareRow *row, gboolean narrow)
{
  GtkWidget *label = gtk_label_new (_(row->label));

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  if (narrow)
    {
      /* One width only: what scrolls sideways is asked for its height without a width. */
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_width_chars (GTK_LABEL (label), NARROW_LABEL_CHARS);
      gtk_label_set_max_width_chars (GTK_LABEL (label), NARROW_LABEL_CHARS);
    }
  gtk_widget_add_css_class (label, "dim-label");

  return label;
}

/**
 * hr_compare_table_fill:
 * @table: a grid, which loses what it held
 * @comparison: what to show
 * @narrow: whether the labels of the rows are to wrap
 *
 * Heads with a choice of cards, then a line for each of hr_compare_rows(), the best of it marked.
 */
void
hr_compare_table_fill (GtkGrid *table, const HrComparison *comparison, gboolean narrow)
{
  guint               n;
  const HrCompareRow *rows = hr_compare_rows (&n);
  GtkWidget          *child;
  int                 line = 0;

  gtk_grid_set_column_spacing (table, narrow ? 6 : 12);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (table))) != NULL)
    gtk_grid_remove (table, child);

  for (guint i = 0; i < comparison->n; i++)
    gtk_grid_attach (table, new_head (comparison, i), (int) i + 1, line, 1, 1);

  for (guint r = 0; r < n; r++)
    {
      int best = hr_compare_row_best (&rows[r], comparison);

      if (rows[r].starts_group)
        gtk_grid_attach (table, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0, ++line,
                         (int) comparison->n + 1, 1);
      line++;
      gtk_grid_attach (table, new_label (&rows[r], narrow), 0, line, 1, 1);
      for (guint i = 0; i < comparison->n; i++)
        gtk_grid_attach (
            table,
            new_value (comparison, &rows[r], &comparison->columns[i], best == (int) i, narrow),
            (int) i + 1, line, 1, 1);
    }
}
