/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-banner.h"

/**
 * HrBanner:
 *
 * A line above the content about something that lasts: a catalog that could not be read, edits that
 * cannot be saved. Accessibility: role alert.
 */
struct _HrBanner
{
  GtkWidget parent_instance;

  /* Owned by the widget tree. */
  GtkWidget *revealer;
  GtkLabel  *label;
  GtkWidget *button;
  GtkWidget *other_button;
};

G_DEFINE_FINAL_TYPE (HrBanner, hr_banner, GTK_TYPE_WIDGET)

static void
hr_banner_dispose (GObject *object)
{
  g_clear_pointer (&HR_BANNER (object)->revealer, gtk_widget_unparent);

  G_OBJECT_CLASS (hr_banner_parent_class)->dispose (object);
}

static void
hr_banner_class_init (HrBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_banner_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "banner");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static void
hr_banner_init (HrBanner *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0.0f);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  self->button = gtk_button_new ();
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  self->other_button = gtk_button_new ();
  gtk_widget_set_valign (self->other_button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->button);
  gtk_box_append (GTK_BOX (box), self->other_button);
  gtk_widget_add_css_class (box, "banner-content");

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
set_button (GtkWidget *button, const char *label, const char *action)
{
  gtk_widget_set_visible (button, label != NULL);
  if (label != NULL)
    gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
}

/**
 * hr_banner_show:
 * @self: a banner
 * @text: plain text
 * @button: (nullable): what can be done about it
 * @action: (nullable): the action of @button
 */
void
hr_banner_show (HrBanner *self, const char *text, const char *button, const char *action)
{
  hr_banner_offer (self, text, button, action, NULL, NULL);
}

/**
 * hr_banner_offer:
 * @self: a banner
 * @text: plain text
 * @button: (nullable): what can be done about it
 * @action: (nullable): the action of @button
 * @other_button: (nullable): what can be done instead
 * @other_action: (nullable): the action of @other_button
 */
void
hr_banner_offer (HrBanner   *self,
                 const char *text,
                 const char *button,
                 const char *action,
                 const char *other_button,
                 const char *other_action)
{
  g_return_if_fail (HR_IS_BANNER (self));

  gtk_label_set_label (self->label, text);
  set_button (self->button, button, action);
  set_button (self->other_button, other_button, other_action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
}

void
hr_banner_hide (HrBanner *self)
{
  g_return_if_fail (HR_IS_BANNER (self));

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
}
