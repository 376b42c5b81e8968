/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-number-row.h"

#include "hr-number.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * HrNumberRow:
 *
 * A row with a number that is typed. Each keystroke that makes a number within the range emits
 * #HrNumberRow::value-changed; anything else marks the row and says what is allowed, and the value
 * stays what it was. With an @empty text, an empty entry means zero ("no limit").
 *
 * States: `error`. Accessibility: the entry is labelled by the title, INVALID while it is wrong.
 */
struct _HrNumberRow
{
  AdwActionRow parent_instance;

  /* Owned by the row's template-less tree. */
  GtkWidget *entry;
  GtkWidget *unit;

  /* Owned. */
  char *empty;
  char *outer_error;

  double   min, max;
  double   value;
  gboolean integer;
  gboolean invalid;
  gboolean updating;
  gboolean in_full; /* no letter for millions */
};

G_DEFINE_FINAL_TYPE (HrNumberRow, hr_number_row, ADW_TYPE_ACTION_ROW)

enum
{
  VALUE_CHANGED,
  CHECKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static char *
describe_range (HrNumberRow *self)
{
  g_autofree char *min = hr_number_format (self->min);
  g_autofree char *max = hr_number_format (self->max);

  if (self->empty != NULL)
    /* Translators: what may be typed: a range of numbers, or nothing, which means e.g. "no limit"
     */
    return g_strdup_printf (_("%s to %s, or empty: %s"), min, max, self->empty);
  if (self->integer)
    /* Translators: what may be typed: a range */
    return g_strdup_printf (_("A whole number from %s to %s"), min, max);

  /* Translators: what may be typed: a range */
  return g_strdup_printf (_("A number from %s to %s"), min, max);
}

static void
show_error (HrNumberRow *self)
{
  g_autofree char *range = self->invalid ? describe_range (self) : NULL;
  const char      *text = self->invalid ? range : self->outer_error;
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : g_strdup ("");

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");

  gtk_accessible_update_state (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
      text != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : "", -1);
  g_signal_emit (self, signals[CHECKED], 0);
}

static gboolean
read_entry (HrNumberRow *self, double *value)
{
  g_autofree char *text = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (*text == '\0')
    {
      *value = 0.0;
      return self->empty != NULL;
    }

  return hr_number_parse (text, value) && *value >= self->min && *value <= self->max
         && (!self->integer || *value == floor (*value));
}

static void
fit_entry (HrNumberRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  glong       n = g_utf8_strlen (*text != '\0' || self->empty == NULL ? text : self->empty, -1);

  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), (int) CLAMP (n + 1, 4, 14));
  /* "no deadline hours" would read badly. */
  gtk_widget_set_visible (self->unit, *gtk_label_get_label (GTK_LABEL (self->unit)) != '\0'
                                          && (*text != '\0' || self->empty == NULL));
}

static void
entry_changed_cb (HrNumberRow *self)
{
  double value;

  fit_entry (self);
  if (self->updating)
    return;

  self->invalid = !read_entry (self, &value);
  show_error (self);

  if (!self->invalid && value != self->value)
    {
      self->value = value;
      g_signal_emit (self, signals[VALUE_CHANGED], 0);
    }
}

static void
write_entry (HrNumberRow *self)
{
  g_autofree char *text = self->value == 0.0 && self->empty != NULL ? g_strdup ("")
                          : self->in_full ? hr_number_format_in_full (self->value)
                                          : hr_number_format (self->value);

  self->updating = TRUE;
  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->updating = FALSE;
  fit_entry (self);
}

/* Leaving the entry writes the number as it is understood; a wrong text stays, with its message. */
static void
focus_left_cb (HrNumberRow *self)
{
  if (!self->invalid)
    write_entry (self);
}

static void
hr_number_row_finalize (GObject *object)
{
  HrNumberRow *self = HR_NUMBER_ROW (object);

  g_free (self->empty);
  g_free (self->outer_error);

  G_OBJECT_CLASS (hr_number_row_parent_class)->finalize (object);
}

static void
hr_number_row_class_init (HrNumberRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = hr_number_row_finalize;

  /**
   * HrNumberRow::value-changed:
   *
   * The user typed another number that is allowed.
   */
  signals[VALUE_CHANGED] = g_signal_new ("value-changed", HR_TYPE_NUMBER_ROW, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * HrNumberRow::checked:
   *
   * What is typed, or its place among the other numbers, was looked at: it is wrong or right now.
   */
  signals[CHECKED] = g_signal_new ("checked", HR_TYPE_NUMBER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
hr_number_row_init (HrNumberRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = gtk_entry_new ();
  gtk_entry_set_has_frame (GTK_ENTRY (self->entry), FALSE);
  gtk_entry_set_alignment (GTK_ENTRY (self->entry), 1.0f);
  gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), GTK_INPUT_PURPOSE_NUMBER);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), 14);
  gtk_widget_set_valign (self->entry, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->entry, "value");
  /* Not "changed", which comes twice for a text that is replaced: once for the empty one between.
   */
  g_signal_connect_object (self->entry, "notify::text", G_CALLBACK (entry_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, focus);

  self->unit = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->unit, "dim-label");
  gtk_widget_set_visible (self->unit, FALSE);

  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->entry);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), self->unit);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), self->entry);
  gtk_widget_add_css_class (GTK_WIDGET (self), "field");
}

/**
 * hr_number_row_new:
 * @title: the label, a plain text
 * @min: the smallest number allowed
 * @max: the largest number allowed
 * @integer: whether only whole numbers are
 * @empty: (nullable): what an empty entry means; %NULL = a number is required
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *
hr_number_row_new (const char *title, double min, double max, gboolean integer, const char *empty)
{
  HrNumberRow *self = g_object_new (HR_TYPE_NUMBER_ROW, "title", title, NULL);

  self->min = min;
  self->max = max;
  self->integer = integer;
  self->empty = g_strdup (empty);
  if (empty != NULL)
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), empty);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);

  return GTK_WIDGET (self);
}

double
hr_number_row_get_value (HrNumberRow *self)
{
  g_return_val_if_fail (HR_IS_NUMBER_ROW (self), 0.0);

  return self->value;
}

/**
 * hr_number_row_set_value:
 * @self: a row
 * @value: the number; 0 = empty, where the row allows it
 *
 * Shows @value without emitting a signal. A text that already reads as @value is left as it is, so
 * that typing is never disturbed.
 */
void
hr_number_row_set_value (HrNumberRow *self, double value)
{
  double shown;

  g_return_if_fail (HR_IS_NUMBER_ROW (self));

  if (self->value == value && !self->invalid && read_entry (self, &shown) && shown == value)
    return;
  if (self->value == value && self->invalid)
    return;

  self->value = value;
  self->invalid = FALSE;
  write_entry (self);
  show_error (self);
}

/**
 * hr_number_row_set_in_full:
 * @self: a row
 * @in_full: whether millions have all of their digits, as money does
 */
void
hr_number_row_set_in_full (HrNumberRow *self, gboolean in_full)
{
  g_return_if_fail (HR_IS_NUMBER_ROW (self));

  self->in_full = in_full;
  write_entry (self);
}

void
hr_number_row_set_unit (HrNumberRow *self, const char *unit)
{
  g_return_if_fail (HR_IS_NUMBER_ROW (self));

  gtk_label_set_label (GTK_LABEL (self->unit), unit != NULL ? unit : "");
  fit_entry (self);
}

/**
 * hr_number_row_set_error:
 * @self: a row
 * @error: (nullable): what is wrong with the value in the light of the others
 */
void
hr_number_row_set_error (HrNumberRow *self, const char *error)
{
  g_return_if_fail (HR_IS_NUMBER_ROW (self));

  if (g_strcmp0 (self->outer_error, error) == 0)
    return;

  g_free (self->outer_error);
  self->outer_error = g_strdup (error);
  show_error (self);
}

gboolean
hr_number_row_is_valid (HrNumberRow *self)
{
  g_return_val_if_fail (HR_IS_NUMBER_ROW (self), FALSE);

  return !self->invalid;
}

GtkWidget *
hr_number_row_get_entry (HrNumberRow *self)
{
  g_return_val_if_fail (HR_IS_NUMBER_ROW (self), NULL);

  return self->entry;
}
