/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-mask-row.h"

#include "hr-accessible.h"

#include <glib/gi18n.h>

/**
 * HrMaskRow:
 *
 * A row with any number of choices, as check buttons in a popover. None checked, or all of them, is
 * mask 0: no restriction.
 */
struct _HrMaskRow
{
  AdwActionRow parent_instance;

  /* Owned by the widget tree. */
  GtkWidget *button;
  GtkWidget *checks;

  guint    offered;
  guint    mask;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (HrMaskRow, hr_mask_row, ADW_TYPE_ACTION_ROW)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static guint
bit_of (GtkWidget *check)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "bit"));
}

static void
show_summary (HrMaskRow *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (self->checks); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if ((self->mask & bit_of (child)) != 0)
      {
        if (text->len > 0)
          g_string_append (text, ", ");
        g_string_append (text, gtk_check_button_get_label (GTK_CHECK_BUTTON (child)));
      }

  /* Translators: no restriction: cards of all makers or classes */
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->button), text->len > 0 ? text->str : _("All"));
}

static void
toggled_cb (HrMaskRow *self)
{
  guint mask = 0;

  if (self->updating)
    return;

  for (GtkWidget *child = gtk_widget_get_first_child (self->checks); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (child)))
      mask |= bit_of (child);
  if (mask == self->offered)
    mask = 0;
  if (mask == self->mask)
    return;

  self->mask = mask;
  show_summary (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
hr_mask_row_class_init (HrMaskRowClass *klass)
{
  /**
   * HrMaskRow::changed:
   *
   * The user checked or unchecked something.
   */
  signals[CHANGED] = g_signal_new ("changed", HR_TYPE_MASK_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
hr_mask_row_init (HrMaskRow *self)
{
  GtkWidget *popover = gtk_popover_new ();

  self->checks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_popover_set_child (GTK_POPOVER (popover), self->checks);

  self->button = gtk_menu_button_new ();
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover);
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->button), TRUE);
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "choice");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->button);
  gtk_widget_add_css_class (GTK_WIDGET (self), "field");
}

GtkWidget *
hr_mask_row_new (const char *title)
{
  HrMaskRow *self = g_object_new (HR_TYPE_MASK_ROW, "title", title, NULL);

  hr_accessible_set_label (self->button, title);
  show_summary (self);

  return GTK_WIDGET (self);
}

void
hr_mask_row_append (HrMaskRow *self, guint bit, const char *label)
{
  GtkWidget *check;

  g_return_if_fail (HR_IS_MASK_ROW (self));

  check = gtk_check_button_new_with_label (label);
  g_object_set_data (G_OBJECT (check), "bit", GUINT_TO_POINTER (bit));
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->checks), check);
  self->offered |= bit;
}

guint
hr_mask_row_get_mask (HrMaskRow *self)
{
  g_return_val_if_fail (HR_IS_MASK_ROW (self), 0);

  return self->mask;
}

void
hr_mask_row_set_mask (HrMaskRow *self, guint mask)
{
  g_return_if_fail (HR_IS_MASK_ROW (self));

  self->updating = TRUE;
  self->mask = mask;
  for (GtkWidget *child = gtk_widget_get_first_child (self->checks); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (child), (mask & bit_of (child)) != 0);
  self->updating = FALSE;
  show_summary (self);
}
