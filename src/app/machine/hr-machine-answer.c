/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-machine-answer.h"

#include "hr-chart-view.h"
#include "hr-figure.h"
#include "hr-machine-remedy.h"
#include "hr-remedy.h"
#include "hr-text.h"
#include "hr-wrap-box.h"

#include <glib/gi18n.h>

/**
 * HrMachineAnswer:
 *
 * One diagnosis: which of the two memories runs out and what the user will see of it, both as bars,
 * what helps, and where nothing runs out what else would fit. Emits #HrMachineAnswer::apply with
 * the number of a remedy.
 */
struct _HrMachineAnswer
{
  AdwBin parent_instance;

  /* Template children. */
  AdwPreferencesGroup *diagnosis_group;
  AdwActionRow        *verdict_row;
  GtkImage            *verdict_icon;
  GtkLabel            *vram_label;
  GtkLabel            *ram_label;
  HrChartView         *vram_chart;
  HrChartView         *ram_chart;
  AdwPreferencesGroup *largest;
  AdwPreferencesGroup *enough;
  AdwPreferencesGroup *not_enough;

  /* Owned. */
  HrDiagnosis *diagnosis;
  HrSnapshot  *snapshot; /* that the diagnosis points into */
  HrPick      *pick;     /* the machine as the charts and the trace see it */
  GPtrArray   *rows;     /* container owned, rows borrowed */
};

G_DEFINE_FINAL_TYPE (HrMachineAnswer, hr_machine_answer, ADW_TYPE_BIN)

enum
{
  APPLY,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
apply_cb (HrMachineAnswer *self, GtkButton *button)
{
  g_signal_emit (self, signals[APPLY], 0,
                 GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index")));
}

static void
add_row (HrMachineAnswer *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
  gtk_widget_set_visible (GTK_WIDGET (group), TRUE);
}

static void
clear_group (HrMachineAnswer *self, AdwPreferencesGroup *group)
{
  for (guint i = self->rows->len; i > 0; i--)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i - 1);

      if (!gtk_widget_is_ancestor (row, GTK_WIDGET (group)))
        continue;
      adw_preferences_group_remove (group, row);
      g_ptr_array_remove_index (self->rows, i - 1);
    }
  gtk_widget_set_visible (GTK_WIDGET (group), FALSE);
}

static void
show_remedies (HrMachineAnswer *self)
{
  const HrDiagnosis *d = self->diagnosis;

  clear_group (self, self->enough);
  clear_group (self, self->not_enough);
  for (guint i = 0; i < d->n_remedies; i++)
    {
      GtkWidget *button;
      GtkWidget *row = hr_machine_remedy_row_new (d, &d->remedies[i], self->snapshot, &button);

      if (button != NULL)
        {
          g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (i));
          g_signal_connect_object (button, "clicked", G_CALLBACK (apply_cb), self,
                                   G_CONNECT_SWAPPED);
        }
      add_row (self, d->remedies[i].is_enough ? self->enough : self->not_enough, row);
    }
}

static void
add_fact (HrMachineAnswer *self, const char *title, const char *value)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, NULL);
  GtkWidget *label = gtk_label_new (value);

  gtk_widget_add_css_class (label, "numeric");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  add_row (self, self->largest, row);
}

/* What else would fit, one thing changed at a time. */
static void
show_largest (HrMachineAnswer *self)
{
  const HrEstimate *e = &self->diagnosis->estimate;
  g_autofree char  *batch = hr_text_number (e->largest_batch, 15);
  g_autofree char  *tokens = hr_text_unit_value (e->largest_tokens, HR_UNIT_TOKENS);
  g_autofree char  *params = hr_text_unit_value (e->largest_params_b * 1e9, HR_UNIT_PARAMS);
  g_autofree char  *image = hr_text_pixels (e->largest_image);
  g_autofree char  *size = hr_text_size (e->largest_size, e->size_unit);

  clear_group (self, self->largest);
  if (e->largest_batch > 0)
    add_fact (self, _("Largest batch"), batch);
  if (e->largest_tokens > 0)
    add_fact (self, _("Longest sequence or context"), tokens);
  if (e->largest_params_b > 0)
    add_fact (self, _("Largest model of this shape"), params);
  if (e->largest_image > 0)
    add_fact (self, _("Largest image"), image);
  if (e->size_unit != HR_SIZE_NONE && e->largest_size > 0)
    add_fact (self, _("Largest that fits"), size);
}

/* Which memory, by how much, and which of the two faces of it the user sees. */
static const char *
judge (const HrDiagnosis *d, char **detail)
{
  g_autofree char *vram = hr_text_gib (d->vram_short_gib);
  g_autofree char *ram = hr_text_gib (d->ram_short_gib);
  g_autofree char *rest = hr_text_gib (d->estimate.available_gib - d->estimate.required_gib);
  g_autofree char *ram_rest = hr_text_gib (d->ram_gib - d->estimate.host_required_gib);

  if (d->estimate.notes & HR_NOTE_UNSUPPORTED)
    {
      *detail = hr_text_note (HR_NOTE_UNSUPPORTED);
      return _("It does not run on this card");
    }
  if (d->vram_short_gib > 0 && d->ram_short_gib > 0)
    {
      /* Translators: missing GPU memory, then missing RAM */
      *detail = g_strdup_printf (_("%1$s are missing on each GPU: the run ends with an "
                                    "out-of-memory error. %2$s of RAM are missing, too: before "
                                    "that, the machine swaps."),
                                 vram, ram);
      return _("GPU memory and RAM run out");
    }
  if (d->vram_short_gib > 0)
    {
      *detail = g_strdup_printf (
          _("%s are missing on each GPU: the run ends with an out-of-memory error."), vram);
      return _("GPU memory runs out");
    }
  if (d->ram_short_gib > 0)
    {
      *detail = g_strdup_printf (_("%s are missing: the machine swaps and hardly answers, or the "
                                    "system ends the run."),
                                 ram);
      return _("RAM runs out");
    }
  if (d->estimate.fit == HR_FIT_OFFLOADS)
    {
      *detail = g_strdup (
          _("What the GPU memory does not hold stays in RAM, from which it is read more slowly."));
      return _("It runs, partly from RAM");
    }
  if (d->estimate.notes & HR_NOTE_OUT_OF_CORE)
    {
      *detail = g_strdup (_("Textures and volumes do not fit the card: part of them stays in RAM, "
                             "which takes time."));
      return _("It runs, but not all of it on the card");
    }
  if (d->estimate.fit == HR_FIT_TIGHT)
    {
      *detail = g_strdup_printf (_("%s are left on each GPU, less than the estimate can be wrong "
                                    "by."),
                                 rest);
      return _("It fits, but only just");
    }
  if (d->ram_gib > 0)
    /* Translators: free GPU memory, then free RAM */
    *detail = g_strdup_printf (_("%1$s are left on each GPU, and %2$s of RAM."), rest, ram_rest);
  else
    *detail = g_strdup_printf (_("%s are left on each GPU. How much RAM there is was not said."),
                               rest);
  return _("It fits");
}

static void
show_verdict (HrMachineAnswer *self)
{
  const HrDiagnosis *d = self->diagnosis;
  gboolean           is_short = !hr_diagnosis_runs (d);
  g_autofree char   *detail = NULL;
  const char        *title = judge (d, &detail);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->verdict_row), title);
  adw_action_row_set_subtitle (self->verdict_row, detail);
  gtk_image_set_from_icon_name (self->verdict_icon,
                                is_short ? "dialog-warning-symbolic" : "object-select-symbolic");
  if (is_short)
    gtk_widget_add_css_class (GTK_WIDGET (self->verdict_row), "short");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->verdict_row), "short");
}

/* What the estimate had to assume; what the verdict says already is not said twice. */
static void
show_notes (HrMachineAnswer *self)
{
  guint notes = hr_diagnosis_notes (self->diagnosis)
                & ~(guint) (HR_NOTE_UNSUPPORTED | HR_NOTE_OUT_OF_CORE);

  clear_group (self, self->diagnosis_group);
  gtk_widget_set_visible (GTK_WIDGET (self->diagnosis_group), TRUE);
  for (guint bit = 0; bit < 31; bit++)
    {
      g_autofree char *text = notes & (1u << bit) ? hr_text_note ((HrNotes) (1u << bit)) : NULL;
      GtkWidget       *row;

      if (text == NULL)
        continue;
      row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", text, NULL);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("dialog-information-symbolic"));
      gtk_widget_add_css_class (row, "trace");
      add_row (self, self->diagnosis_group, row);
    }
}

/* How long the work takes, where it runs at all. */
static void
show_time (HrMachineAnswer *self)
{
  const HrDiagnosis *d = self->diagnosis;
  g_autofree char   *time = hr_text_seconds (d->estimate.seconds);
  g_autofree char   *low = hr_text_seconds (d->estimate.seconds_low);
  g_autofree char   *high = hr_text_seconds (d->estimate.seconds_high);
  g_autofree char   *rate = hr_text_throughput (&d->estimate.throughput);
  /* Translators: a duration, its interval, and a speed */
  g_autofree char *text = g_strdup_printf (_("The job takes %1$s (%2$s to %3$s), at %4$s."), time,
                                           low, high, rate);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_preferences_group_set_description (
      self->diagnosis_group, hr_diagnosis_runs (d) && d->estimate.seconds > 0 ? escaped : NULL);
}

static void
set_caption (GtkLabel *label, const char *text, gboolean is_short)
{
  gtk_label_set_label (label, text);
  if (is_short)
    {
      /* Dimmed, a warning is too pale to read. */
      gtk_widget_remove_css_class (GTK_WIDGET (label), "dim-label");
      gtk_widget_add_css_class (GTK_WIDGET (label), "warning");
      return;
    }
  gtk_widget_remove_css_class (GTK_WIDGET (label), "warning");
  gtk_widget_add_css_class (GTK_WIDGET (label), "dim-label");
}

static HrChart *
new_chart (HrMachineAnswer *self, HrFigureKind kind)
{
  HrFigureOptions options;

  hr_figure_options_init (&options);
  options.bare = TRUE;
  options.currency = self->diagnosis->plan.constraints.currency;
  return hr_figure_new_for_pick (kind, self->pick, NULL, self->snapshot, &options);
}

static void
show_memory (HrMachineAnswer *self)
{
  const HrDiagnosis *d = self->diagnosis;
  g_autoptr (HrChart) vram = new_chart (self, HR_FIGURE_MEMORY_BAR);
  g_autoptr (HrChart) ram = new_chart (self, HR_FIGURE_HOST_MEMORY_BAR);
  g_autofree char *needed = hr_text_gib (d->estimate.required_gib);
  g_autofree char *there = hr_text_gib (d->estimate.available_gib);
  g_autofree char *low = hr_text_gib (d->estimate.low_gib);
  g_autofree char *high = hr_text_gib (d->estimate.high_gib);
  g_autofree char *host = hr_text_gib (d->estimate.host_required_gib);
  g_autofree char *has = hr_text_gib (d->ram_gib);
  /* Translators: memory: needed, its band, and what there is */
  g_autofree char *vram_text = g_strdup_printf (_("%1$s (%2$s to %3$s) needed of %4$s"), needed,
                                                low, high, there);
  /* Translators: memory: needed, and what there is */
  g_autofree char *ram_text = d->ram_gib > 0
                                  ? g_strdup_printf (_("%1$s needed of %2$s"), host, has)
                                  : g_strdup_printf (_("%s needed"), host);

  set_caption (self->vram_label, vram_text, d->vram_short_gib > 0);
  set_caption (self->ram_label, ram_text, d->ram_short_gib > 0);
  hr_chart_view_set_chart (self->vram_chart, vram);
  hr_chart_view_set_chart (self->ram_chart, ram);
}

static void
make_pick (HrMachineAnswer *self)
{
  const HrSystem *system = &self->diagnosis->plan.system;
  HrPick         *pick = g_new0 (HrPick, 1);

  pick->settings = self->diagnosis->plan.workload;
  pick->estimate = self->diagnosis->estimate;
  pick->build.gpu = hr_snapshot_gpu (self->snapshot, system->gpu);
  pick->build.gpu_count = system->gpu_count;
  pick->build.ram_gib = system->ram_gib;
  if (system->platform[0] != '\0')
    pick->build.platform = hr_snapshot_platform (self->snapshot, system->platform);
  hr_host_for_system (system, self->snapshot, pick->build.gpu, &pick->build.host);
  g_free (self->pick);
  self->pick = pick;
}

static void
hr_machine_answer_dispose (GObject *object)
{
  HrMachineAnswer *self = HR_MACHINE_ANSWER (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->diagnosis, g_free);
  g_clear_pointer (&self->pick, g_free);
  g_clear_pointer (&self->snapshot, hr_snapshot_unref);
  G_OBJECT_CLASS (hr_machine_answer_parent_class)->dispose (object);
}

static void
hr_machine_answer_class_init (HrMachineAnswerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_machine_answer_dispose;

  /**
   * HrMachineAnswer::apply:
   * @index: of the remedy among those of the diagnosis
   */
  signals[APPLY] = g_signal_new ("apply", HR_TYPE_MACHINE_ANSWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  g_type_ensure (HR_TYPE_CHART_VIEW);
  g_type_ensure (HR_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/headroom/Headroom/ui/hr-machine-answer.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HrMachineAnswer, child)
  BIND (diagnosis_group);
  BIND (verdict_row);
  BIND (verdict_icon);
  BIND (vram_label);
  BIND (ram_label);
  BIND (vram_chart);
  BIND (ram_chart);
  BIND (largest);
  BIND (enough);
  BIND (not_enough);
#undef BIND
}

static void
hr_machine_answer_init (HrMachineAnswer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

/**
 * hr_machine_answer_show:
 * @diagnosis: copied
 * @snapshot: that it was made with
 */
void
hr_machine_answer_show (HrMachineAnswer *self, const HrDiagnosis *diagnosis, HrSnapshot *snapshot)
{
  g_return_if_fail (HR_IS_MACHINE_ANSWER (self));

  g_free (self->diagnosis);
  self->diagnosis = g_memdup2 (diagnosis, sizeof *diagnosis);
  hr_snapshot_ref (snapshot);
  g_clear_pointer (&self->snapshot, hr_snapshot_unref);
  self->snapshot = snapshot;
  make_pick (self);
  show_verdict (self);
  show_time (self);
  show_notes (self);
  show_memory (self);
  show_largest (self);
  show_remedies (self);
}

const HrDiagnosis *
hr_machine_answer_get_diagnosis (HrMachineAnswer *self)
{
  g_return_val_if_fail (HR_IS_MACHINE_ANSWER (self), NULL);

  return self->diagnosis;
}

/**
 * hr_machine_answer_get_pick:
 *
 * Returns: (nullable): the machine as a build of the advice, for its trace
 */
const HrPick *
hr_machine_answer_get_pick (HrMachineAnswer *self)
{
  g_return_val_if_fail (HR_IS_MACHINE_ANSWER (self), NULL);

  return self->pick;
}
