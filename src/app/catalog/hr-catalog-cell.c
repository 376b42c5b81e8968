/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-cell.h"

#include "hr-text.h"

#include <glib/gi18n.h>

/**
 * HrCatalogCell:
 *
 * One cell that is edited in place. At rest it is one label, so that a table of a thousand cells
 * stays light; the entry, or the list of values, exists only while it is edited. Return, F2, a
 * double click or a typed character start the edit; Return, Tab, an arrow up or down and leaving
 * the cell in whatever way end it; Escape takes it back. Which cell is the next one is known to
 * whoever answers #HrCatalogCell::move.
 *
 * States: the `error` class and the invalid state with the reason as the tooltip for refused text,
 * the `stale` class for a price date that is older than %HR_STALE_DAYS.
 */
struct _HrCatalogCell
{
  GtkWidget parent_instance;

  /* Owned by the widget tree. */
  GtkWidget *label;
  GtkWidget *entry;   /* while text is edited */
  GtkWidget *popover; /* of the last choice of a value */

  const HrColumn *column;
  HrDate          today;
  HrCatalogItem  *item; /* owned */
  gulong          changed_id;
  guint           left_id; /* the edit was left, and is about to end */
  gboolean        typed;   /* the edit began with a character: all four arrows end it */
};

G_DEFINE_FINAL_TYPE (HrCatalogCell, hr_catalog_cell, GTK_TYPE_WIDGET)

enum
{
  MOVE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gboolean
is_number (const HrColumn *column)
{
  return column->type == HR_COLUMN_NUMBER || column->type == HR_COLUMN_INTEGER;
}

/* What the cell shows at rest: values of a list by their label, the rest as it is typed. */
static char *
shown_text (HrCatalogCell *self, const char *text)
{
  int value;

  if (self->column->type == HR_COLUMN_ENUM && hr_enum_parse (self->column->enum_type, text, &value))
    return g_strdup (hr_text_enum (self->column->enum_type, value));
  if (self->column->type == HR_COLUMN_BOOLEAN)
    return g_strdup (g_str_equal (text, "true") ? _("Yes") : _("No"));
  return g_strdup (text[0] != '\0' ? text : "–");
}

static gboolean
is_stale (HrCatalogCell *self, const char *text)
{
  HrDate date;

  return self->column->in_price && self->column->type == HR_COLUMN_DATE
         && hr_date_parse (text, &date) && hr_date_is_stale (date, self->today);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_text (HrCatalogCell *self)
{
  g_autofree char *text = NULL, *shown = NULL, *name = NULL;
  const char      *problem;
  gboolean         stale;

  if (self->item == NULL)
    return;

  text = hr_catalog_item_get_text (self->item, self->column);
  shown = shown_text (self, text);
  problem = hr_catalog_item_get_problem (self->item, self->column);
  stale = is_stale (self, text);
  gtk_label_set_label (GTK_LABEL (self->label), shown);
  set_class (GTK_WIDGET (self), "error", problem != NULL);
  set_class (GTK_WIDGET (self), "stale", stale);
  set_class (self->label, "dim-label", text[0] == '\0' || stale);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), problem ? problem
                                                  : stale ? _("Older than 90 days")
                                                          : NULL);
  /* Translators: a table cell for screen readers: column, then value */
  name = g_strdup_printf (_("%s: %s"), hr_text_key (self->column->id), shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, problem ? problem : "", -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               problem ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/* An entry that still has the focus hands it to the cell before it goes: a window that loses its
 * focus widget would look for another one, anywhere. */
static void
keep_focus (HrCatalogCell *self, GtkWidget *entry)
{
  GtkRoot   *root = gtk_widget_get_root (entry);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && (focus == entry || gtk_widget_is_ancestor (focus, entry)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * hr_catalog_cell_stop:
 * @commit: whether the typed text is handed to the catalog
 *
 * Ends an edit, if there is one. Not to be called while the focus is moving.
 */
void
hr_catalog_cell_stop (HrCatalogCell *self, gboolean commit)
{
  /* Kept until the end: a key in the entry is what mostly brings us here. */
  g_autoptr (GtkWidget) entry = self->entry ? g_object_ref (self->entry) : NULL;
  g_autofree char *text = NULL, *before = NULL;

  g_clear_handle_id (&self->left_id, g_source_remove);
  if (entry == NULL)
    return;
  self->entry = NULL;
  self->typed = FALSE;
  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  before = hr_catalog_item_get_text (self->item, self->column);
  keep_focus (self, entry);
  gtk_widget_unparent (entry);
  gtk_widget_set_child_visible (self->label, TRUE);
  if (commit && !g_str_equal (text, before))
    hr_catalog_item_set_text (self->item, self->column, text);
}

static void
activate_entry_cb (HrCatalogCell *self)
{
  hr_catalog_cell_stop (self, TRUE);
}

static gboolean
left_cb (gpointer data)
{
  HrCatalogCell *self = data;

  self->left_id = 0;
  hr_catalog_cell_stop (self, TRUE);
  return G_SOURCE_REMOVE;
}

/* The window is in the middle of moving the focus. Taking away the widget that it leaves makes it
 * begin anew, and come here again: for ever. So the edit ends as soon as the move is done. */
static void
leave_entry_cb (HrCatalogCell *self)
{
  if (self->entry != NULL && self->left_id == 0)
    self->left_id = g_idle_add_full (G_PRIORITY_HIGH, left_cb, self, NULL);
}

static gboolean
move (HrCatalogCell *self, HrCatalogMove where)
{
  gboolean moved = FALSE;

  g_signal_emit (self, signals[MOVE], 0, (int) where, &moved);
  return moved;
}

static gboolean
has_modifier (GdkModifierType state)
{
  return (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0;
}

/* Where a key of a spreadsheet goes; the arrows follow the direction of the text. */
static HrCatalogMove
where_to (HrCatalogCell *self, guint keyval, GdkModifierType state)
{
  gboolean back = (state & GDK_SHIFT_MASK) != 0;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  switch (keyval)
    {
    case GDK_KEY_ISO_Left_Tab:
      return HR_CATALOG_MOVE_PREVIOUS;
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      return back ? HR_CATALOG_MOVE_PREVIOUS : HR_CATALOG_MOVE_NEXT;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return back ? HR_CATALOG_MOVE_UP : HR_CATALOG_MOVE_DOWN;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return HR_CATALOG_MOVE_UP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return HR_CATALOG_MOVE_DOWN;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return rtl ? HR_CATALOG_MOVE_FORWARD : HR_CATALOG_MOVE_BACK;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return rtl ? HR_CATALOG_MOVE_BACK : HR_CATALOG_MOVE_FORWARD;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return HR_CATALOG_MOVE_FIRST;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return HR_CATALOG_MOVE_LAST;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      return HR_CATALOG_MOVE_PAGE_UP;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      return HR_CATALOG_MOVE_PAGE_DOWN;
    default:
      return HR_CATALOG_MOVE_NONE;
    }
}

/* In a text that one went into to change it, these belong to the text. */
static gboolean
stays_in_text (HrCatalogMove where)
{
  return where == HR_CATALOG_MOVE_BACK || where == HR_CATALOG_MOVE_FORWARD
         || where == HR_CATALOG_MOVE_FIRST || where == HR_CATALOG_MOVE_LAST;
}

static gboolean
entry_key_cb (HrCatalogCell *self, guint keyval, guint keycode, GdkModifierType state)
{
  HrCatalogMove where = where_to (self, keyval, state);

  if (keyval == GDK_KEY_Escape)
    {
      hr_catalog_cell_stop (self, FALSE);
      return GDK_EVENT_STOP;
    }
  if (where == HR_CATALOG_MOVE_NONE || has_modifier (state)
      || (stays_in_text (where) && (!self->typed || (state & GDK_SHIFT_MASK) != 0)))
    return GDK_EVENT_PROPAGATE;

  hr_catalog_cell_stop (self, TRUE);
  if (!move (self, where) && (where == HR_CATALOG_MOVE_NEXT || where == HR_CATALOG_MOVE_PREVIOUS))
    gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))),
                            where == HR_CATALOG_MOVE_NEXT ? GTK_DIR_TAB_FORWARD
                                                          : GTK_DIR_TAB_BACKWARD);
  return GDK_EVENT_STOP;
}

static void
edit_text (HrCatalogCell *self)
{
  g_autofree char    *text = hr_catalog_item_get_text (self->item, self->column);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = gtk_entry_new ();
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 4);
  gtk_editable_set_alignment (GTK_EDITABLE (self->entry), is_number (self->column) ? 1.0f : 0.0f);
  gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), is_number (self->column)
                                                            ? GTK_INPUT_PURPOSE_NUMBER
                                                            : GTK_INPUT_PURPOSE_FREE_FORM);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  hr_text_key (self->column->id), -1);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_entry_cb), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (entry_key_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_entry_cb), self);
  gtk_widget_add_controller (self->entry, focus);
  gtk_widget_set_child_visible (self->label, FALSE);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  gtk_widget_grab_focus (self->entry);
}

static void
choose_cb (HrCatalogCell *self, GtkListBoxRow *row)
{
  int value = gtk_list_box_row_get_index (row);

  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_widget_grab_focus (GTK_WIDGET (self));
  hr_catalog_item_set_text (self->item, self->column,
                            hr_enum_nick (self->column->enum_type, value));
}

static void
choose_value (HrCatalogCell *self)
{
  g_autofree char *text = hr_catalog_item_get_text (self->item, self->column);
  GtkWidget       *list = gtk_list_box_new ();
  GtkWidget       *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; i < self->column->enum_type->n; i++)
    {
      GtkWidget *label = gtk_label_new (hr_text_enum (self->column->enum_type, (int) i));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_list_box_append (GTK_LIST_BOX (list), label);
      if (g_str_equal (text, self->column->enum_type->nicks[i]))
        gtk_list_box_select_row (GTK_LIST_BOX (list),
                                 gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) i));
    }
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (choose_cb), self);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_propagate_natural_width (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), scroller);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
toggle_value (HrCatalogCell *self)
{
  g_autofree char *text = hr_catalog_item_get_text (self->item, self->column);

  hr_catalog_item_set_text (self->item, self->column,
                            g_str_equal (text, "true") ? "false" : "true");
}

/**
 * hr_catalog_cell_edit:
 *
 * Starts an edit.
 *
 * Returns: whether the cell can be edited.
 */
gboolean
hr_catalog_cell_edit (HrCatalogCell *self)
{
  if (self->item == NULL || !self->column->editable || self->entry != NULL)
    return FALSE;

  if (self->column->type == HR_COLUMN_ENUM)
    choose_value (self);
  else if (self->column->type == HR_COLUMN_BOOLEAN)
    toggle_value (self);
  else
    edit_text (self);
  return TRUE;
}

/* Like a spreadsheet: what is typed replaces what stands there. */
static gboolean
begins_text (HrCatalogCell *self, guint keyval, gunichar typed)
{
  if (self->column->type == HR_COLUMN_ENUM || self->column->type == HR_COLUMN_BOOLEAN)
    return FALSE;
  if (keyval == GDK_KEY_BackSpace)
    return TRUE;
  if (is_number (self->column))
    return g_unichar_isdigit (typed) || (typed != 0 && strchr ("+-.,", (int) typed) != NULL);
  return g_unichar_isgraph (typed);
}

static gboolean
type_over (HrCatalogCell *self, guint keyval, gunichar typed)
{
  char text[8] = { 0 };

  if (!begins_text (self, keyval, typed) || !hr_catalog_cell_edit (self))
    return FALSE;
  if (keyval != GDK_KEY_BackSpace)
    g_unichar_to_utf8 (typed, text);
  self->typed = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  return TRUE;
}

static gboolean
key_pressed_cb (HrCatalogCell *self, guint keyval, guint keycode, GdkModifierType state)
{
  HrCatalogMove where = where_to (self, keyval, state);

  if (self->entry != NULL || has_modifier (state))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_F2 || keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    return hr_catalog_cell_edit (self) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_space && self->column->type == HR_COLUMN_BOOLEAN)
    return hr_catalog_cell_edit (self) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
  if (where != HR_CATALOG_MOVE_NONE)
    return move (self, where) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
  return type_over (self, keyval, gdk_keyval_to_unicode (keyval)) ? GDK_EVENT_STOP
                                                                  : GDK_EVENT_PROPAGATE;
}

static void
entered_cb (HrCatalogCell *self)
{
  move (self, HR_CATALOG_MOVE_HERE);
}

static void
pressed_cb (GtkGestureClick *click, int n_press, double x, double y, HrCatalogCell *self)
{
  if (self->entry != NULL)
    return;
  /* The row would take the focus to its first cell. */
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (n_press == 2)
    hr_catalog_cell_edit (self);
}

static void
hr_catalog_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  HrCatalogCell *self = HR_CATALOG_CELL (widget);

  gtk_widget_size_allocate (self->label, &(GtkAllocation){ 0, 0, width, height }, baseline);
  if (self->entry != NULL)
    gtk_widget_size_allocate (self->entry, &(GtkAllocation){ 0, 0, width, height }, baseline);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

/* The entry must not make the column wider or the row higher while it is there. */
static void
hr_catalog_cell_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  HrCatalogCell *self = HR_CATALOG_CELL (widget);

  gtk_widget_measure (self->label, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
  if (self->entry != NULL)
    {
      int entry_minimum;

      gtk_widget_measure (self->entry, orientation, -1, &entry_minimum, NULL, NULL, NULL);
      *minimum = MAX (*minimum, entry_minimum);
      *natural = MAX (*natural, *minimum);
      *minimum_baseline = *natural_baseline = -1;
    }
}

static void
hr_catalog_cell_dispose (GObject *object)
{
  HrCatalogCell *self = HR_CATALOG_CELL (object);

  hr_catalog_cell_set_item (self, NULL);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->entry, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (hr_catalog_cell_parent_class)->dispose (object);
}

static void
hr_catalog_cell_class_init (HrCatalogCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_catalog_cell_dispose;
  widget_class->size_allocate = hr_catalog_cell_size_allocate;
  widget_class->measure = hr_catalog_cell_measure;
  /**
   * HrCatalogCell::move:
   * @where: an #HrCatalogMove
   *
   * A key asks for the focus to go to another cell, or this one has just got it.
   *
   * Returns: whether the key is done with.
   */
  signals[MOVE] = g_signal_new ("move", HR_TYPE_CATALOG_CELL, G_SIGNAL_RUN_LAST, 0,
                                g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 1,
                                G_TYPE_INT);

  gtk_widget_class_set_css_name (widget_class, "catalogcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
hr_catalog_cell_init (HrCatalogCell *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture         *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (entered_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * hr_catalog_cell_new:
 * @column: (transfer none): static
 *
 * Returns: (transfer floating): an empty cell.
 */
GtkWidget *
hr_catalog_cell_new (const HrColumn *column)
{
  HrCatalogCell *self = g_object_new (HR_TYPE_CATALOG_CELL, NULL);
  gboolean       wide = g_str_equal (column->id, "name");

  self->column = column;
  gtk_label_set_xalign (GTK_LABEL (self->label), is_number (column) ? 1.0f : 0.0f);
  gtk_label_set_width_chars (GTK_LABEL (self->label), wide ? 22 : 5);
  gtk_label_set_max_width_chars (GTK_LABEL (self->label), wide ? 40 : 18);
  if (is_number (column))
    gtk_widget_add_css_class (self->label, "numeric");
  return GTK_WIDGET (self);
}

/**
 * hr_catalog_cell_set_item:
 * @item: (nullable): the row; %NULL for a cell that is recycled
 *
 * An edit that is under way is kept: it is handed to the row that it belongs to.
 */
void
hr_catalog_cell_set_item (HrCatalogCell *self, HrCatalogItem *item)
{
  hr_catalog_cell_stop (self, TRUE);
  /* A list that is still open would choose for another row. */
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_signal_handler (&self->changed_id, self->item);
  g_set_object (&self->item, item);
  if (item != NULL)
    self->changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (show_text), self);
  show_text (self);
}

void
hr_catalog_cell_set_today (HrCatalogCell *self, HrDate today)
{
  self->today = today;
  show_text (self);
}

const HrColumn *
hr_catalog_cell_get_column (HrCatalogCell *self)
{
  return self->column;
}

/**
 * hr_catalog_cell_get_item:
 *
 * Returns: (nullable) (transfer none): the row that it shows.
 */
HrCatalogItem *
hr_catalog_cell_get_item (HrCatalogCell *self)
{
  return self->item;
}
