/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-choice-row.h"

#include "hr-accessible.h"

/**
 * HrChoiceRow:
 *
 * A row with one choice out of several, each with an id. Emits #HrChoiceRow::chosen for a choice
 * that the user made, never for one that was set by the program.
 */
struct _HrChoiceRow
{
  AdwActionRow parent_instance;

  /* Owned by the widget tree: one of the two. */
  GtkWidget *drop_down;
  GtkWidget *toggles;

  /* Owned. */
  GtkStringList *labels;
  GPtrArray     *ids;
  char          *id;

  gboolean updating;
};

G_DEFINE_FINAL_TYPE (HrChoiceRow, hr_choice_row, ADW_TYPE_ACTION_ROW)

enum
{
  CHOSEN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
choose (HrChoiceRow *self, guint index)
{
  const char *id = index < self->ids->len ? g_ptr_array_index (self->ids, index) : NULL;

  if (self->updating || id == NULL || g_strcmp0 (id, self->id) == 0)
    return;

  g_free (self->id);
  self->id = g_strdup (id);
  g_signal_emit (self, signals[CHOSEN], 0, self->id);
}

static void
selected_cb (HrChoiceRow *self)
{
  choose (self, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->drop_down)));
}

static void
toggled_cb (GtkToggleButton *button, HrChoiceRow *self)
{
  if (gtk_toggle_button_get_active (button))
    choose (self, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index")));
}

static void
setup_item_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer ends_right)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), ends_right ? 1.0f : 0.0f);
  if (ends_right)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
    }
  gtk_list_item_set_child (item, label);
}

static void
bind_item_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *string = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (string));
}

static GtkListItemFactory *
make_factory (gboolean ends_right)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_item_cb), GINT_TO_POINTER (ends_right));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_item_cb), NULL);

  return factory;
}

static GtkWidget *
find_list (GtkWidget *root)
{
  GtkWidget *found = GTK_IS_LIST_VIEW (root) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_list (child);

  return found;
}

/* "4090" finds "GeForce RTX 4090": a drop-down of GTK 4.8 looks at the beginnings only, and has no
 * property for that. */
static void
search_anywhere (GtkWidget *drop_down)
{
  GtkWidget         *list = find_list (drop_down);
  GtkSelectionModel *selection = list != NULL ? gtk_list_view_get_model (GTK_LIST_VIEW (list))
                                              : NULL;
  GListModel        *model = GTK_IS_SINGLE_SELECTION (selection)
                                 ? gtk_single_selection_get_model (GTK_SINGLE_SELECTION (selection))
                                 : NULL;
  GtkFilter         *filter = GTK_IS_FILTER_LIST_MODEL (model)
                                  ? gtk_filter_list_model_get_filter (GTK_FILTER_LIST_MODEL (model))
                                  : NULL;

  if (GTK_IS_STRING_FILTER (filter))
    gtk_string_filter_set_match_mode (GTK_STRING_FILTER (filter),
                                      GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
}

static void
add_drop_down (HrChoiceRow *self, gboolean search)
{
  g_autoptr (GtkListItemFactory) closed = make_factory (TRUE);
  g_autoptr (GtkListItemFactory) open = make_factory (FALSE);
  GtkExpression *string = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->drop_down = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->labels)), string);
  gtk_drop_down_set_factory (GTK_DROP_DOWN (self->drop_down), closed);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (self->drop_down), open);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->drop_down), search);
  if (search)
    search_anywhere (self->drop_down);
  gtk_widget_set_valign (self->drop_down, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->drop_down, "flat");
  gtk_widget_add_css_class (self->drop_down, "choice");
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->drop_down);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->drop_down);
}

static void
add_toggles (HrChoiceRow *self)
{
  self->toggles = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_valign (self->toggles, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->toggles, "linked");
  gtk_widget_add_css_class (self->toggles, "segments");
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->toggles);
}

static void
add_toggle (HrChoiceRow *self, guint index, const char *label)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);
  GtkWidget *first = gtk_widget_get_first_child (self->toggles);

  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  if (first != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (first));
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), -1);
  gtk_box_append (GTK_BOX (self->toggles), button);
}

static void
show_id (HrChoiceRow *self)
{
  guint index = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < self->ids->len; i++)
    if (g_strcmp0 (g_ptr_array_index (self->ids, i), self->id) == 0)
      index = i;

  self->updating = TRUE;
  if (self->drop_down != NULL)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), index);
  else if (self->toggles != NULL)
    for (GtkWidget *child = gtk_widget_get_first_child (self->toggles); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child),
                                    GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (child), "index"))
                                        == index);
  self->updating = FALSE;
}

static void
hr_choice_row_finalize (GObject *object)
{
  HrChoiceRow *self = HR_CHOICE_ROW (object);

  g_clear_object (&self->labels);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (hr_choice_row_parent_class)->finalize (object);
}

static void
hr_choice_row_class_init (HrChoiceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = hr_choice_row_finalize;

  /**
   * HrChoiceRow::chosen:
   * @id: the id of the choice
   */
  signals[CHOSEN] = g_signal_new ("chosen", HR_TYPE_CHOICE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
hr_choice_row_init (HrChoiceRow *self)
{
  self->labels = gtk_string_list_new (NULL);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_add_css_class (GTK_WIDGET (self), "field");
}

static void
title_changed_cb (HrChoiceRow *self)
{
  hr_accessible_set_label (self->drop_down,
                           adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)));
}

/**
 * hr_choice_row_new:
 * @title: the label, a plain text
 * @style: how the values stand
 *
 * Returns: (transfer floating): a row without values
 */
GtkWidget *
hr_choice_row_new (const char *title, HrChoiceStyle style)
{
  HrChoiceRow *self = g_object_new (HR_TYPE_CHOICE_ROW, "title", title, NULL);

  if (style == HR_CHOICE_TOGGLES)
    add_toggles (self);
  else
    {
      add_drop_down (self, style == HR_CHOICE_SEARCH);
      title_changed_cb (self);
      g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
    }

  return GTK_WIDGET (self);
}

void
hr_choice_row_append (HrChoiceRow *self, const char *id, const char *label)
{
  g_return_if_fail (HR_IS_CHOICE_ROW (self));

  self->updating = TRUE;
  g_ptr_array_add (self->ids, g_strdup (id));
  gtk_string_list_append (self->labels, label);
  if (self->toggles != NULL)
    add_toggle (self, self->ids->len - 1, label);
  self->updating = FALSE;
}

/**
 * hr_choice_row_append_all:
 * @self: a row with a list
 * @ids: (element-type utf8): the ids
 * @labels: (element-type utf8): as many labels
 *
 * Appends many choices at once, which is a lot cheaper than one by one.
 */
void
hr_choice_row_append_all (HrChoiceRow *self, GPtrArray *ids, GPtrArray *labels)
{
  g_autoptr (GPtrArray) strings = g_ptr_array_new ();

  g_return_if_fail (HR_IS_CHOICE_ROW (self));
  g_return_if_fail (self->drop_down != NULL && ids->len == labels->len);

  self->updating = TRUE;
  for (guint i = 0; i < ids->len; i++)
    {
      g_ptr_array_add (self->ids, g_strdup (g_ptr_array_index (ids, i)));
      g_ptr_array_add (strings, g_ptr_array_index (labels, i));
    }
  g_ptr_array_add (strings, NULL);
  gtk_string_list_splice (self->labels, g_list_model_get_n_items (G_LIST_MODEL (self->labels)), 0,
                          (const char *const *) strings->pdata);
  self->updating = FALSE;
}

void
hr_choice_row_clear (HrChoiceRow *self)
{
  GtkWidget *child;

  g_return_if_fail (HR_IS_CHOICE_ROW (self));

  self->updating = TRUE;
  g_ptr_array_set_size (self->ids, 0);
  gtk_string_list_splice (self->labels, 0, g_list_model_get_n_items (G_LIST_MODEL (self->labels)),
                          NULL);
  while (self->toggles != NULL && (child = gtk_widget_get_first_child (self->toggles)) != NULL)
    gtk_box_remove (GTK_BOX (self->toggles), child);
  g_clear_pointer (&self->id, g_free);
  self->updating = FALSE;
}

const char *
hr_choice_row_get_id (HrChoiceRow *self)
{
  g_return_val_if_fail (HR_IS_CHOICE_ROW (self), NULL);

  return self->id;
}

void
hr_choice_row_set_id (HrChoiceRow *self, const char *id)
{
  g_return_if_fail (HR_IS_CHOICE_ROW (self));

  if (self->id != NULL && g_strcmp0 (self->id, id) == 0)
    return;

  g_free (self->id);
  self->id = g_strdup (id);
  show_id (self);
}
