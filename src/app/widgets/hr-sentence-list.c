/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-sentence-list.h"

#include "hr-trace-link.h"

/* Tells that a sentence opens something. */
static GtkWidget *
with_arrow (GtkWidget *label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), arrow);

  return box;
}

/**
 * hr_sentence_list_measure_anew:
 * @list: visible, and just filled with labels that wrap
 *
 * What is filled while it or a box around it is hidden keeps the measures of when it was empty: GTK
 * takes them for new until they are used. Lines that wrap would get the height of one.
 */
void
hr_sentence_list_measure_anew (GtkBox *list)
{
  gtk_widget_measure (GTK_WIDGET (list), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_queue_resize (GTK_WIDGET (list));
}

/**
 * hr_sentence_list_clear:
 * @list: loses its sentences
 */
void
hr_sentence_list_clear (GtkBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_box_remove (list, child);
}

/**
 * hr_sentence_list_add:
 * @list: gets one more
 * @text: a sentence
 * @term: (nullable): the term of the trace that it rests on and opens, by "pick.trace"
 */
void
hr_sentence_list_add (GtkBox *list, const char *text, const char *term)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "spacing", 8, "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
  GtkWidget *bullet = g_object_new (GTK_TYPE_LABEL, "label", "•", "valign", GTK_ALIGN_START,
                                    "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "hexpand", TRUE, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (term != NULL)
    label = hr_trace_link_new (with_arrow (label), text, term);
  gtk_box_append (GTK_BOX (row), bullet);
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (list, row);
  hr_sentence_list_measure_anew (list);
}
