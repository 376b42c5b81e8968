/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-builds-list.h"

#include "hr-badges.h"
#include "hr-text.h"

#include <glib/gi18n.h>

/**
 * HrBuildsList:
 *
 * The ranked builds beside the one that is shown in full, as a table whose rows can be activated:
 * #HrBuildsList::chosen then tells which. Rows are kept and refilled, so that an answer that
 * follows each keystroke does not flicker.
 */

#define N_FIRST 6

enum
{
  COLUMN_PRICE,
  COLUMN_TIME,
  COLUMN_RUN,
  COLUMN_HEADROOM,
  N_COLUMNS
};

struct _HrBuildsList
{
  GtkWidget parent_instance;

  /* Owned by the widget tree. */
  GtkWidget  *box;
  GtkListBox *list;
  GtkWidget  *more;
  GtkWidget  *header_columns[N_COLUMNS];

  /* Owned. */
  HrAdvice     *advice;
  GtkSizeGroup *widths[N_COLUMNS];
  GPtrArray    *rows;

  guint    shown;
  gboolean all;
  gboolean narrow;
};

typedef struct
{
  GtkWidget *row;
  GtkLabel  *name;
  HrWrapBox *badges;
  GtkWidget *columns[N_COLUMNS];
} Row;

G_DEFINE_FINAL_TYPE (HrBuildsList, hr_builds_list, GTK_TYPE_WIDGET)

enum
{
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
column_is_shown (HrBuildsList *self, guint column)
{
  return !self->narrow || column == COLUMN_PRICE || column == COLUMN_TIME;
}

static GtkWidget *
new_cell (HrBuildsList *self, GtkWidget *box, guint column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1.0f);
  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_visible (label, column_is_shown (self, column));
  gtk_size_group_add_widget (self->widths[column], label);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static Row *
new_row (HrBuildsList *self)
{
  Row       *row = g_new0 (Row, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *left = g_object_new (HR_TYPE_WRAP_BOX, "spacing", 6, "hexpand", TRUE, NULL);

  row->row = gtk_list_box_row_new ();
  row->name = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (row->name, 0.0f);
  gtk_label_set_ellipsize (row->name, PANGO_ELLIPSIZE_END);
  row->badges = g_object_new (HR_TYPE_WRAP_BOX, "spacing", 6, "valign", GTK_ALIGN_CENTER, NULL);
  hr_wrap_box_append (HR_WRAP_BOX (left), GTK_WIDGET (row->name));
  hr_wrap_box_append (HR_WRAP_BOX (left), GTK_WIDGET (row->badges));
  gtk_widget_set_valign (left, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), left);
  for (guint i = 0; i < N_COLUMNS; i++)
    row->columns[i] = new_cell (self, box, i);
  gtk_widget_add_css_class (box, "build-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row->row), box);
  gtk_list_box_append (self->list, row->row);

  return row;
}

static void
fill_row (HrBuildsList *self, Row *row, guint index)
{
  const HrPick    *pick = &self->advice->picks[index];
  const char      *currency = self->advice->plan.constraints.currency;
  g_autofree char *name = g_strdup_printf ("%u\302\240×\302\240%s", pick->build.gpu_count,
                                           pick->build.gpu->name);
  g_autofree char *price = hr_text_money (pick->build.price_usd, currency, self->advice->snapshot);
  g_autofree char *time = hr_text_seconds (pick->estimate.seconds);
  g_autofree char *run = hr_text_money (pick->cost.job_usd, currency, self->advice->snapshot);
  g_autofree char *headroom = hr_text_gib (pick->headroom_gib);
  /* Translators: a build for a screen reader: name, price, time, cost of a run, free memory */
  g_autofree char *spoken = g_strdup_printf (_("%s: %s, %s, %s a run, %s free"), name, price, time,
                                             run, headroom);

  g_object_set_data (G_OBJECT (row->row), "pick", GUINT_TO_POINTER (index));
  gtk_label_set_label (row->name, name);
  gtk_label_set_label (GTK_LABEL (row->columns[COLUMN_PRICE]), price);
  gtk_label_set_label (GTK_LABEL (row->columns[COLUMN_TIME]), time);
  gtk_label_set_label (GTK_LABEL (row->columns[COLUMN_RUN]), run);
  gtk_label_set_label (GTK_LABEL (row->columns[COLUMN_HEADROOM]), headroom);
  hr_badges_show_roles (row->badges, pick->roles);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  gtk_widget_set_visible (row->row, TRUE);
}

static void
show_rows (HrBuildsList *self)
{
  guint n = self->advice != NULL ? self->advice->n_picks : 0;
  guint used = 0;

  for (guint i = 0; i < n && (self->all || used < N_FIRST); i++)
    {
      if (i == self->shown)
        continue;
      if (used == self->rows->len)
        g_ptr_array_add (self->rows, new_row (self));
      fill_row (self, g_ptr_array_index (self->rows, used++), i);
    }
  for (guint i = used; i < self->rows->len; i++)
    gtk_widget_set_visible (((Row *) g_ptr_array_index (self->rows, i))->row, FALSE);

  gtk_widget_set_visible (self->more, !self->all && n > used + 1);
  if (!self->all && n > used + 1)
    {
      g_autofree char *label = g_strdup_printf (
          ngettext ("Show %u More", "Show %u More", n - used - 1), n - used - 1);

      gtk_button_set_label (GTK_BUTTON (self->more), label);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), used > 0);
}

static void
row_activated_cb (HrBuildsList *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[CHOSEN], 0,
                 GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "pick")));
}

static void
more_cb (HrBuildsList *self)
{
  self->all = TRUE;
  show_rows (self);
}

static GtkWidget *
new_header (HrBuildsList *self)
{
  const char *titles[N_COLUMNS] = { _("Price"), _("Time"), _("A Run"),
                                    C_("column", "Headroom") };
  GtkWidget  *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget  *title = gtk_label_new (_("Other Builds"));

  gtk_label_set_xalign (GTK_LABEL (title), 0.0f);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (box), title);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      self->header_columns[i] = new_cell (self, box, i);
      gtk_label_set_label (GTK_LABEL (self->header_columns[i]), titles[i]);
      gtk_widget_add_css_class (self->header_columns[i], "dim-label");
      gtk_widget_add_css_class (self->header_columns[i], "caption");
    }
  gtk_widget_add_css_class (box, "build-header");

  return box;
}

static void
hr_builds_list_dispose (GObject *object)
{
  HrBuildsList *self = HR_BUILDS_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->advice, hr_advice_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  for (guint i = 0; i < N_COLUMNS; i++)
    g_clear_object (&self->widths[i]);

  G_OBJECT_CLASS (hr_builds_list_parent_class)->dispose (object);
}

static void
hr_builds_list_class_init (HrBuildsListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_builds_list_dispose;

  /**
   * HrBuildsList::chosen:
   * @pick: index into the advice's picks
   */
  signals[CHOSEN] = g_signal_new ("chosen", HR_TYPE_BUILDS_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "builds");
}

static void
hr_builds_list_init (HrBuildsList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < N_COLUMNS; i++)
    self->widths[i] = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), new_header (self));

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Other Builds"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->list));

  self->more = gtk_button_new ();
  gtk_widget_set_halign (self->more, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->more, "flat");
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->more);
}

/**
 * hr_builds_list_set_advice:
 * @self: a list of builds
 * @advice: (nullable): the advice
 * @shown: the pick that is shown elsewhere, and left out here
 */
void
hr_builds_list_set_advice (HrBuildsList *self, const HrAdvice *advice, guint shown)
{
  HrAdvice *old;

  g_return_if_fail (HR_IS_BUILDS_LIST (self));

  old = self->advice;
  self->advice = advice != NULL ? hr_advice_ref (advice) : NULL;
  self->shown = shown;
  g_clear_pointer (&old, hr_advice_unref);
  show_rows (self);
}

void
hr_builds_list_set_narrow (HrBuildsList *self, gboolean narrow)
{
  g_return_if_fail (HR_IS_BUILDS_LIST (self));

  self->narrow = narrow;
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      gtk_widget_set_visible (self->header_columns[i], column_is_shown (self, i));
      for (guint j = 0; j < self->rows->len; j++)
        gtk_widget_set_visible (((Row *) g_ptr_array_index (self->rows, j))->columns[i],
                                column_is_shown (self, i));
    }
}
