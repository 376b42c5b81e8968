/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-trace-window.h"

#include "hr-calibration.h"
#include "hr-text.h"
#include "hr-trace.h"

#include <glib/gi18n.h>

/**
 * HrTraceWindow:
 *
 * "How was this computed?": every term of one estimate with its formula, inputs and source, in the
 * order of computation.
 */
struct _HrTraceWindow
{
  AdwWindow parent_instance;

  /* Template children. */
  AdwWindowTitle     *window_title;
  AdwPreferencesPage *page;
};

G_DEFINE_FINAL_TYPE (HrTraceWindow, hr_trace_window, ADW_TYPE_WINDOW)

static char *
describe_inputs (const HrTraceTerm *term)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < term->n_inputs; i++)
    {
      g_autofree char *value = hr_text_unit_value (term->inputs[i].value, term->inputs[i].unit);

      g_string_append_printf (text, "%s%s = %s", i > 0 ? ", " : "", term->inputs[i].symbol, value);
    }

  return g_strdup (text->str);
}

/* A term that has no label of its own yet: its id without the group, as words. */
static char *
title_of (const HrTraceTerm *term)
{
  const char      *label = hr_text_trace_id (term->id);
  const char      *dot = strrchr (term->id, '.');
  g_autofree char *words = NULL;

  if (label != NULL && g_strcmp0 (label, term->id) != 0)
    return g_markup_escape_text (label, -1);

  words = g_strdup (dot != NULL ? dot + 1 : term->id);
  g_strdelimit (words, "-_", ' ');
  words[0] = g_ascii_toupper (words[0]);

  return g_markup_escape_text (words, -1);
}

static GtkWidget *
new_row (const HrTraceTerm *term)
{
  g_autofree char *value = hr_text_unit_value (term->value, term->unit);
  g_autofree char *inputs = describe_inputs (term);
  g_autofree char *plain = g_strdup_printf (
      "%s%s%s%s%s", term->formula != NULL ? term->formula : "", *inputs != '\0' ? "\n" : "", inputs,
      term->source != NULL && *term->source != '\0' ? "\n" : "",
      term->source != NULL ? term->source : "");
  g_autofree char *subtitle = g_markup_escape_text (plain, -1);
  g_autofree char *title = title_of (term);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", subtitle, NULL);
  GtkWidget *number = gtk_label_new (value);

  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (row, "trace");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), number);

  return row;
}

/* "memory.weights" belongs to the group "memory". */
static char *
group_of (const char *id)
{
  const char *dot = strchr (id, '.');

  return dot != NULL ? g_strndup (id, (gsize) (dot - id)) : g_strdup (id);
}

static const char *
group_title (const char *group)
{
  static const struct
  {
    const char *id, *title;
  } table[] = {
    { "memory", N_("Memory on the GPU") },
    { "host", N_("Memory of the Host") },
    { "time", N_("Time") },
    { "throughput", N_("Speed") },
    { "shape", N_("Model") },
    { "model", N_("Model") },
    { "cost", N_("Money") },
    { "work", N_("Work") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (table[i].id, group) == 0)
      return _(table[i].title);

  return group;
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
          g_autofree char *title = g_markup_escape_text (group_title (id), -1);

          group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", title, NULL);
          adw_preferences_page_add (self->page, group);
          g_hash_table_insert (groups, g_steal_pointer (&id), group);
        }
      adw_preferences_group_add (group, new_row (term));
    }
}

static void
hr_trace_window_class_init (HrTraceWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

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
}

/**
 * hr_trace_window_new:
 * @advice: an advice
 * @pick: one of its picks
 *
 * Runs the pick's estimate once more, this time with its trace.
 *
 * Returns: (transfer full): a window
 */
GtkWidget *
hr_trace_window_new (const HrAdvice *advice, const HrPick *pick)
{
  HrTraceWindow *self = g_object_new (HR_TYPE_TRACE_WINDOW, NULL);
  g_autoptr (HrTrace) trace = hr_trace_new ();
  g_autofree char *build = hr_text_build (&pick->build);
  HrEstimate       estimate = { 0 };
  HrEstimateInput  input = {
     .gpu = pick->build.gpu,
     .gpu_count = pick->build.gpu_count,
     .host = pick->build.host,
     .workload = &pick->settings,
     .calibration = hr_calibration_default (),
  };

  hr_estimate (&input, &estimate, trace);
  fill (self, trace);
  adw_window_title_set_subtitle (self->window_title, build);

  return GTK_WIDGET (self);
}

void
hr_trace_window_present (GtkRoot *parent, const HrAdvice *advice, const HrPick *pick)
{
  GtkWidget *window = hr_trace_window_new (advice, pick);

  if (GTK_IS_WINDOW (parent))
    gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (parent));
  gtk_window_present (GTK_WINDOW (window));
}
