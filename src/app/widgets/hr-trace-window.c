/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-trace-window.h"

#include "hr-calibration.h"
#include "hr-pick-trace.h"
#include "hr-text.h"

#include <glib/gi18n.h>

/**
 * HrTraceWindow:
 *
 * "How was this computed?": every term of a machine's figures with its formula, inputs and source,
 * in the order of computation. One of them can be pointed out.
 */
struct _HrTraceWindow
{
  AdwWindow parent_instance;

  /* Template children. */
  AdwWindowTitle     *window_title;
  AdwPreferencesPage *page;

  /* Owned. */
  GHashTable *rows; /* term's id → row, a descendant */
  char       *currency;
  char       *term; /* the one that is pointed out; NULL = none */

  /* Borrowed, while the rows are made. */
  const HrSnapshot *snapshot;
};

G_DEFINE_FINAL_TYPE (HrTraceWindow, hr_trace_window, ADW_TYPE_WINDOW)

static char *
describe (HrTraceWindow *self, const HrTraceTerm *term)
{
  g_autofree char *inputs = hr_text_trace_inputs (term, self->currency, self->snapshot);
  g_autofree char *source = hr_text_trace_source (term);
  g_autoptr (GString) text = g_string_new (term->formula);

  if (*inputs != '\0')
    g_string_append_printf (text, "\n%s", inputs);
  if (*source != '\0')
    g_string_append_printf (text, "\n%s", source);

  return g_markup_escape_text (text->str, -1);
}

static GtkWidget *
new_row (HrTraceWindow *self, const HrTraceTerm *term)
{
  const char      *label = hr_text_trace_id (term->id);
  g_autofree char *value = hr_text_trace_value (term->value, term->unit, self->currency,
                                                self->snapshot);
  g_autofree char *subtitle = describe (self, term);
  g_autofree char *title = g_markup_escape_text (label, -1);
  /* Translators: what a figure is, and the figure, for a screen reader */
  g_autofree char *spoken = g_strdup_printf (_("%1$s: %2$s"), label, value);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", subtitle, NULL);
  GtkWidget *number = gtk_label_new (value);

  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (row, "trace");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_hash_table_insert (self->rows, g_strdup (term->id), row);

  return row;
}

/* "memory.weights" belongs to the group "memory". */
static char *
group_of (const char *id)
{
  const char *dot = strchr (id, '.');

  return dot != NULL ? g_strndup (id, (gsize) (dot - id)) : g_strdup (id);
}

static void
fill (HrTraceWindow *self, const HrTrace *trace)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < hr_trace_n (trace); i++)
    {
      const HrTraceTerm   *term = hr_trace_get (trace, i);
      g_autofree char     *id = group_of (term->id);
      AdwPreferencesGroup *group = g_hash_table_lookup (groups, id);

      if (group == NULL)
        {
          g_autofree char *title = g_markup_escape_text (hr_text_trace_group (term->id), -1);

          group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", title, NULL);
          adw_preferences_page_add (self->page, group);
          g_hash_table_insert (groups, g_steal_pointer (&id), group);
        }
      adw_preferences_group_add (group, new_row (self, term));
    }
}

/* The page scrolls, but does not say where its scrolled window is. */
static GtkScrolledWindow *
scroller_of (GtkWidget *row)
{
  return GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW));
}

/* How much of what comes before a row stays in sight above it. */
#define ROOM_ABOVE 72

static gboolean
scroll_cb (GtkWidget *row, GdkFrameClock *clock, gpointer data)
{
  GtkScrolledWindow *scroller = scroller_of (row);
  GtkAdjustment     *adjustment;
  graphene_rect_t    bounds;

  if (gtk_widget_get_height (row) == 0)
    return G_SOURCE_CONTINUE;
  if (scroller == NULL
      || !gtk_widget_compute_bounds (row, gtk_scrolled_window_get_child (scroller), &bounds))
    return G_SOURCE_REMOVE;

  adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_value (adjustment) + bounds.origin.y - ROOM_ABOVE);

  return G_SOURCE_REMOVE;
}

static void
hr_trace_window_finalize (GObject *object)
{
  HrTraceWindow *self = HR_TRACE_WINDOW (object);

  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_free (self->currency);
  g_free (self->term);

  G_OBJECT_CLASS (hr_trace_window_parent_class)->finalize (object);
}

static void
hr_trace_window_class_init (HrTraceWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = hr_trace_window_finalize;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/headroom/Headroom/ui/hr-trace-window.ui");
  gtk_widget_class_bind_template_child (widget_class, HrTraceWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, HrTraceWindow, page);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
hr_trace_window_init (HrTraceWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * hr_trace_window_new_for_trace:
 * @trace: what to show
 * @subtitle: the machine
 * @currency: for money
 * @snapshot: has the exchange rate
 *
 * Returns: (transfer full): a window
 */
GtkWidget *
hr_trace_window_new_for_trace (const HrTrace    *trace,
                               const char       *subtitle,
                               const char       *currency,
                               const HrSnapshot *snapshot)
{
  HrTraceWindow *self = g_object_new (HR_TYPE_TRACE_WINDOW, NULL);

  self->currency = g_strdup (currency);
  self->snapshot = snapshot;
  fill (self, trace);
  self->snapshot = NULL;
  adw_window_title_set_subtitle (self->window_title, subtitle);

  return GTK_WIDGET (self);
}

/**
 * hr_trace_window_get_row:
 *
 * Returns: (nullable): the row of @term
 */
GtkWidget *
hr_trace_window_get_row (HrTraceWindow *self, const char *term)
{
  g_return_val_if_fail (HR_IS_TRACE_WINDOW (self), NULL);

  return term != NULL ? g_hash_table_lookup (self->rows, term) : NULL;
}

/**
 * hr_trace_window_get_term:
 *
 * Returns: (nullable): the term that is pointed out
 */
const char *
hr_trace_window_get_term (HrTraceWindow *self)
{
  g_return_val_if_fail (HR_IS_TRACE_WINDOW (self), NULL);

  return self->term;
}

/**
 * hr_trace_window_show_term:
 * @term: (nullable): an id
 *
 * Points the term out: its row is marked, has the focus, and is in sight. Does nothing for a term
 * that is not there.
 */
void
hr_trace_window_show_term (HrTraceWindow *self, const char *term)
{
  GtkWidget *row, *before;

  g_return_if_fail (HR_IS_TRACE_WINDOW (self));

  row = hr_trace_window_get_row (self, term);
  before = hr_trace_window_get_row (self, self->term);
  if (row == NULL)
    return;
  if (before != NULL)
    gtk_widget_remove_css_class (before, "target");
  g_free (self->term);
  self->term = g_strdup (term);
  gtk_widget_add_css_class (row, "target");
  gtk_widget_grab_focus (row);
  gtk_widget_add_tick_callback (row, scroll_cb, NULL, NULL);
}

/**
 * hr_trace_window_present:
 * @parent: (nullable): the root over which it stands
 * @window: a #HrTraceWindow
 * @term: (nullable): pointed out
 */
void
hr_trace_window_present (GtkRoot *parent, GtkWidget *window, const char *term)
{
  if (GTK_IS_WINDOW (parent))
    gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (parent));
  hr_trace_window_show_term (HR_TRACE_WINDOW (window), term);
  gtk_window_present (GTK_WINDOW (window));
}

/**
 * hr_trace_window_new:
 * @advice: an advice
 * @pick: one of its picks, or its nearest miss
 *
 * Computes the pick's figures once more, this time with their trace.
 *
 * Returns: (transfer full): a window
 */
GtkWidget *
hr_trace_window_new (const HrAdvice *advice, const HrPick *pick)
{
  g_autoptr (HrTrace) trace = hr_pick_trace (advice, pick, hr_calibration_default ());
  g_autofree char *build = hr_text_build (&pick->build);

  return hr_trace_window_new_for_trace (trace, build, advice->plan.constraints.currency,
                                        advice->snapshot);
}

/**
 * hr_trace_window_new_compared:
 * @column: of the comparison
 *
 * Returns: (transfer full): a window
 */
GtkWidget *
hr_trace_window_new_compared (const HrComparison *comparison, guint column)
{
  const HrCompared *compared = &comparison->columns[column];
  g_autoptr (HrTrace) trace = hr_compared_trace (comparison, compared, hr_calibration_default ());
  g_autofree char *build = hr_text_build (&compared->build);

  return hr_trace_window_new_for_trace (trace, build, comparison->plan.constraints.currency,
                                        comparison->snapshot);
}
