/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-trace-link.h"

#include <glib/gi18n.h>

/**
 * hr_trace_link_new_full:
 * @child: what shows the figure
 * @text: the figure as it is read aloud
 * @action: activated with @target
 * @target: (transfer floating)
 *
 * A figure that opens its trace: a flat button that looks like what is in it, until it is pointed
 * at or has the focus.
 *
 * Returns: (transfer floating): a button
 */
GtkWidget *
hr_trace_link_new_full (GtkWidget *child, const char *text, const char *action, GVariant *target)
{
  GtkWidget *button = gtk_button_new ();
  /* Translators: a button for a screen reader; %s is a figure or a sentence with figures */
  g_autofree char *label = g_strdup_printf (_("%s How was this computed?"), text);

  gtk_button_set_child (GTK_BUTTON (button), child);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "trace-link");
  gtk_widget_set_tooltip_text (button, _("How was this computed?"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return button;
}

/**
 * hr_trace_link_new:
 * @term: the id of a term in the trace of the shown pick
 *
 * Returns: (transfer floating): as hr_trace_link_new_full(), with the action "pick.trace"
 */
GtkWidget *
hr_trace_link_new (GtkWidget *child, const char *text, const char *term)
{
  return hr_trace_link_new_full (child, text, "pick.trace", g_variant_new_string (term));
}
