/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-excluded-view.h"

#include "hr-accessible.h"
#include "hr-text.h"

#include <glib/gi18n.h>

/**
 * HrExcludedView:
 *
 * The cards that are out, grouped by reason, each with the smallest change that would let it in.
 * The rows are made when somebody opens the list, not with every answer.
 */
struct _HrExcludedView
{
  GtkWidget parent_instance;

  /* Owned by the widget tree. */
  GtkWidget *content;
  GtkWidget *expander;
  GtkLabel  *title;   /* kept: one that is set as a text would be another widget each time */
  GtkLabel  *summary; /* below: a title that wraps gets no room from an expander */
  GtkBox    *groups;

  /* Owned. */
  HrAdvice *advice;
};

G_DEFINE_FINAL_TYPE (HrExcludedView, hr_excluded_view, GTK_TYPE_WIDGET)

static guint
count (const HrAdvice *advice, HrReason reason)
{
  guint n = 0;

  for (guint i = 0; i < advice->n_excluded; i++)
    n += advice->excluded[i].reason == reason;

  return n;
}

static char *
summarize (const HrAdvice *advice)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int reason = 0, n = 0; reason < HR_N_REASON; reason++)
    if (count (advice, (HrReason) reason) > 0)
      /* Translators: a separator, a reason why cards are out, and how many are out for it */
      g_string_append_printf (text, _("%s%s:\302\240%u"), n++ > 0 ? " · " : "",
                              hr_text_enum (&hr_enum_reason, reason),
                              count (advice, (HrReason) reason));

  return g_strdup (text->str);
}

static char *
sentence (HrExcludedView *self, const HrSentence *value)
{
  return hr_text_sentence (value, self->advice->plan.constraints.currency, self->advice->snapshot);
}

static GtkWidget *
new_row (HrExcludedView *self, const HrExcluded *excluded)
{
  g_autofree char *message = sentence (self, &excluded->message);
  g_autofree char *change = excluded->change.id == HR_SENTENCE_CHANGE_NONE
                                ? NULL
                                : sentence (self, &excluded->change);
  g_autofree char *plain = change != NULL ? g_strdup_printf ("%s\n%s", message, change)
                                          : g_strdup (message);
  g_autofree char *title = g_markup_escape_text (excluded->gpu->name, -1);
  g_autofree char *subtitle = g_markup_escape_text (plain, -1);

  return g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", subtitle, NULL);
}

static GtkWidget *
new_group (HrExcludedView *self, HrReason reason)
{
  g_autofree char *title = g_strdup_printf ("%s (%u)", hr_text_enum (&hr_enum_reason, (int) reason),
                                            count (self->advice, reason));
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  GtkWidget       *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "title", escaped, NULL);

  for (guint i = 0; i < self->advice->n_excluded; i++)
    if (self->advice->excluded[i].reason == reason)
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_row (self, &self->advice->excluded[i]));

  return row;
}

static void
fill_groups (HrExcludedView *self)
{
  GtkWidget *child, *list;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  if (self->advice == NULL || !gtk_expander_get_expanded (GTK_EXPANDER (self->expander)))
    return;

  list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Cards That Are Out"), -1);
  for (int reason = 0; reason < HR_N_REASON; reason++)
    if (count (self->advice, (HrReason) reason) > 0)
      gtk_list_box_append (GTK_LIST_BOX (list), new_group (self, (HrReason) reason));
  gtk_box_append (self->groups, list);
}

static void
hr_excluded_view_dispose (GObject *object)
{
  HrExcludedView *self = HR_EXCLUDED_VIEW (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->advice, hr_advice_unref);

  G_OBJECT_CLASS (hr_excluded_view_parent_class)->dispose (object);
}

static void
hr_excluded_view_class_init (HrExcludedViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_excluded_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "excluded");
}

static void
hr_excluded_view_init (HrExcludedView *self)
{
  self->summary = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->summary, TRUE);
  gtk_label_set_xalign (self->summary, 0.0f);
  gtk_widget_add_css_class (GTK_WIDGET (self->summary), "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->summary), "caption");

  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_widget_set_margin_top (GTK_WIDGET (self->groups), 6);

  self->expander = gtk_expander_new (NULL);
  gtk_widget_add_css_class (self->expander, "heading");
  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_expander_set_label_widget (GTK_EXPANDER (self->expander), GTK_WIDGET (self->title));
  gtk_expander_set_child (GTK_EXPANDER (self->expander), GTK_WIDGET (self->groups));
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->content), self->expander);
  gtk_box_append (GTK_BOX (self->content), GTK_WIDGET (self->summary));
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));
  /* GTK looks for the focus in what is folded in, unless it is hidden. */
  g_object_bind_property (self->expander, "expanded", self->groups, "visible",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->expander, "expanded", self->summary, "visible",
                          G_BINDING_INVERT_BOOLEAN | G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->expander, "notify::expanded", G_CALLBACK (fill_groups), self,
                           G_CONNECT_SWAPPED);
}

/**
 * hr_excluded_view_set_advice:
 * @self: a view of excluded cards
 * @advice: (nullable): the advice
 */
void
hr_excluded_view_set_advice (HrExcludedView *self, const HrAdvice *advice)
{
  HrAdvice        *old;
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (HR_IS_EXCLUDED_VIEW (self));

  old = self->advice;
  self->advice = advice != NULL ? hr_advice_ref (advice) : NULL;
  g_clear_pointer (&old, hr_advice_unref);

  gtk_widget_set_visible (GTK_WIDGET (self), advice != NULL && advice->n_excluded > 0);
  if (advice == NULL || advice->n_excluded == 0)
    return;

  title = g_strdup_printf (ngettext ("%u card ruled out", "%u cards ruled out", advice->n_excluded),
                           advice->n_excluded);
  gtk_label_set_label (self->title, title);
  hr_accessible_set_label (self->expander, title);
  text = summarize (advice);
  gtk_label_set_label (self->summary, text);
  fill_groups (self);
}

void
hr_excluded_view_set_expanded (HrExcludedView *self, gboolean expanded)
{
  g_return_if_fail (HR_IS_EXCLUDED_VIEW (self));

  gtk_expander_set_expanded (GTK_EXPANDER (self->expander), expanded);
}
