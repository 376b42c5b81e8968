/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-machine-page.h"

#include "hr-calibration.h"
#include "hr-choice-row.h"
#include "hr-diagnose.h"
#include "hr-machine-detect.h"
#include "hr-number-row.h"
#include "hr-text.h"

#include <glib/gi18n.h>

/**
 * HrMachinePage:
 *
 * The user's own machine against the workload of the question: which memory runs out, VRAM or RAM,
 * by how much, and what helps, ranked by what it costs. A remedy that is a setting can be taken
 * over.
 */
struct _HrMachinePage
{
  AdwBin parent_instance;

  /* Template children. */
  AdwPreferencesGroup *machine;
  GtkButton           *detect_button;
  AdwPreferencesGroup *verdict;
  AdwPreferencesGroup *remedies;
  AdwActionRow        *verdict_row;
  GtkImage            *verdict_icon;
  AdwActionRow        *vram_row;
  AdwActionRow        *ram_row;
  GtkLevelBar         *vram_bar;
  GtkLevelBar         *ram_bar;

  /* Owned by the widget tree. */
  HrChoiceRow *gpu_row;
  HrNumberRow *count_row;
  HrNumberRow *memory_row;
  GPtrArray   *remedy_rows; /* container owned, rows borrowed */

  /* Owned. */
  HrAdviceModel *model;
  HrDiagnosis   *diagnosis; /* of what is shown; NULL = no machine is given */
  HrSnapshot    *snapshot;  /* that the diagnosis points into */
};

G_DEFINE_FINAL_TYPE (HrMachinePage, hr_machine_page, ADW_TYPE_BIN)

static void
apply_system (HrMachinePage *self)
{
  HrPlan      plan = *hr_advice_model_get_plan (self->model);
  const char *gpu = hr_choice_row_get_id (self->gpu_row);

  plan.has_system = gpu != NULL && gpu[0] != '\0';
  g_strlcpy (plan.system.gpu, gpu ? gpu : "", sizeof plan.system.gpu);
  if (hr_number_row_is_valid (self->count_row))
    plan.system.gpu_count = (guint) hr_number_row_get_value (self->count_row);
  if (hr_number_row_is_valid (self->memory_row))
    plan.system.ram_gib = hr_number_row_get_value (self->memory_row);
  hr_advice_model_set_plan (self->model, &plan);
}

/* The first card that the catalog has, and how many of its kind there are. */
static void
take_machine (HrMachinePage *self, const HrMachine *machine)
{
  HrPlan      plan = *hr_advice_model_get_plan (self->model);
  const char *gpu = NULL;
  guint       count = 0;

  for (guint i = 0; i < machine->n_gpus; i++)
    {
      if (gpu == NULL && machine->gpus[i].gpu[0] != '\0')
        gpu = machine->gpus[i].gpu;
      count += gpu != NULL && g_str_equal (gpu, machine->gpus[i].gpu);
    }
  if (gpu == NULL)
    return;
  plan.has_system = TRUE;
  g_strlcpy (plan.system.gpu, gpu, sizeof plan.system.gpu);
  plan.system.gpu_count = count;
  plan.system.ram_gib = machine->ram_gib;
  plan.system.cpu_cores = machine->cpu_cores;
  hr_advice_model_set_plan (self->model, &plan);
}

static void
detected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrMachinePage) self = user_data;
  g_autofree char *found = NULL;
  g_autofree char *escaped = NULL;
  HrMachine        machine;

  if (!hr_machine_detect_finish (result, &machine) || self->model == NULL)
    return;
  found = hr_machine_describe (&machine, hr_advice_model_get_snapshot (self->model));
  escaped = g_markup_escape_text (found, -1); /* a description is markup */
  adw_preferences_group_set_description (self->machine, escaped);
  gtk_widget_set_sensitive (GTK_WIDGET (self->detect_button), TRUE);
  take_machine (self, &machine);
}

static void
detect_clicked_cb (HrMachinePage *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->detect_button), FALSE);
  hr_machine_detect_async (self, hr_advice_model_get_snapshot (self->model), detected_cb,
                           g_object_ref (self));
}

static void
take_remedy_cb (HrMachinePage *self, GtkButton *button)
{
  guint           index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  const HrRemedy *remedy = &self->diagnosis->remedies[index];
  HrPlan          plan = *hr_advice_model_get_plan (self->model);

  plan.workload = remedy->settings;
  if (remedy->gpu != NULL)
    {
      g_strlcpy (plan.system.gpu, remedy->gpu->id, sizeof plan.system.gpu);
      plan.system.gpu_count = remedy->gpu_count;
    }
  if (remedy->kind == HR_REMEDY_MORE_RAM)
    plan.system.ram_gib = remedy->ram_gib;
  hr_advice_model_set_plan (self->model, &plan);
}

/* "−6.1 GiB · 1.3 × the time · $1,207 · changes the result" */
static char *
describe_remedy (HrMachinePage *self, const HrRemedy *remedy)
{
  const char *currency = self->diagnosis->plan.constraints.currency;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (remedy->kind == HR_REMEDY_OTHER_GPU || remedy->kind == HR_REMEDY_MORE_GPUS)
    g_ptr_array_add (parts, g_strdup_printf ("%u × %s", remedy->gpu_count, remedy->gpu->name));
  if (remedy->saves_gib > 0)
    {
      g_autofree char *gib = hr_text_gib (remedy->saves_gib);

      /* Translators: an amount of memory, "6.1 GiB" */
      g_ptr_array_add (parts, remedy->kind == HR_REMEDY_MORE_RAM
                                  ? g_strdup_printf (_("adds %s"), gib)
                                  : g_strdup_printf (_("saves %s"), gib));
    }
  if (remedy->slowdown > 0)
    {
      g_autofree char *ratio = hr_text_number (remedy->slowdown, 2);

      /* Translators: "1.3 × the time" */
      g_ptr_array_add (parts, g_strdup_printf (_("%s × the time"), ratio));
    }
  if (remedy->usd > 0)
    {
      g_autofree char *money = hr_text_money (remedy->usd, currency, self->snapshot);

      /* Translators: money for an hour of renting */
      g_ptr_array_add (parts, remedy->kind == HR_REMEDY_RENT
                                  ? g_strdup_printf (_("%s an hour"), money)
                                  : g_strdup (money));
    }
  if (remedy->changes_quality)
    g_ptr_array_add (parts, g_strdup (_("changes the result")));
  g_ptr_array_add (
      parts, g_strdup (remedy->is_enough ? _("enough by itself") : _("not enough by itself")));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

static GtkWidget *
new_remedy_row (HrMachinePage *self, guint index)
{
  const HrRemedy  *remedy = &self->diagnosis->remedies[index];
  g_autofree char *plain = describe_remedy (self, remedy);
  g_autofree char *subtitle = g_markup_escape_text (plain, -1);
  g_autofree char *title = g_markup_escape_text (hr_text_remedy (remedy->kind), -1);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "subtitle", subtitle, NULL);
  GtkWidget *icon = gtk_image_new_from_icon_name (remedy->is_enough ? "object-select-symbolic"
                                                                    : "list-remove-symbolic");

  gtk_widget_add_css_class (icon, remedy->is_enough ? "success" : "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  if (remedy->kind != HR_REMEDY_RENT)
    {
      GtkWidget       *button = gtk_button_new_with_label (_("Apply"));
      g_autofree char *label = g_strdup_printf (_("Apply: %s"), hr_text_remedy (remedy->kind));

      g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (take_remedy_cb), self);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  return row;
}

static void
show_memory (AdwActionRow *row, GtkLevelBar *bar, double needed_gib, double there_gib)
{
  g_autofree char *needed = hr_text_gib (needed_gib);
  g_autofree char *there = hr_text_gib (there_gib);
  /* Translators: needed memory, then the memory that is there */
  g_autofree char *text = there_gib > 0 ? g_strdup_printf (_("%s needed of %s"), needed, there)
                                        : g_strdup_printf (_("%s needed"), needed);

  adw_action_row_set_subtitle (row, text);
  gtk_widget_set_visible (GTK_WIDGET (bar), there_gib > 0);
  gtk_level_bar_set_value (bar, there_gib > 0 ? MIN (needed_gib / there_gib, 1.0) : 0);
  if (needed_gib > there_gib)
    gtk_widget_add_css_class (GTK_WIDGET (bar), "exceeds");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (bar), "exceeds");
}

static void
show_verdict (HrMachinePage *self)
{
  const HrDiagnosis *d = self->diagnosis;
  g_autofree char   *vram = hr_text_gib (d->vram_short_gib);
  g_autofree char   *ram = hr_text_gib (d->ram_short_gib);
  g_autofree char   *detail = NULL;
  const char        *title;

  if (d->vram_short_gib > 0 && d->ram_short_gib > 0)
    {
      title = _("Both memories run out");
      /* Translators: missing GPU memory, then missing RAM */
      detail = g_strdup_printf (_("GPU memory is short by %s and RAM by %s"), vram, ram);
    }
  else if (d->vram_short_gib > 0)
    {
      title = _("GPU memory runs out");
      detail = g_strdup_printf (_("Short by %s: the run ends with an out-of-memory error"), vram);
    }
  else if (d->ram_short_gib > 0)
    {
      title = _("RAM runs out");
      detail = g_strdup_printf (_("Short by %s: the machine swaps, or the system ends the run"),
                                ram);
    }
  else if (d->estimate.fit == HR_FIT_TIGHT)
    {
      title = _("It fits, but only just");
      detail = g_strdup (_("The limit lies within the error band of the estimate"));
    }
  else
    {
      title = _("It fits");
      detail = hr_text_throughput (&d->estimate.throughput);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->verdict_row), title);
  adw_action_row_set_subtitle (self->verdict_row, detail);
  gtk_image_set_from_icon_name (self->verdict_icon, d->vram_short_gib > 0 || d->ram_short_gib > 0
                                                        ? "dialog-warning-symbolic"
                                                        : "object-select-symbolic");
  show_memory (self->vram_row, self->vram_bar, d->estimate.required_gib, d->estimate.available_gib);
  show_memory (self->ram_row, self->ram_bar, d->estimate.host_required_gib, d->ram_gib);
}

static void
show_diagnosis (HrMachinePage *self)
{
  for (guint i = 0; i < self->remedy_rows->len; i++)
    adw_preferences_group_remove (self->remedies, g_ptr_array_index (self->remedy_rows, i));
  g_ptr_array_set_size (self->remedy_rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict), self->diagnosis != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->remedies),
                          self->diagnosis != NULL && self->diagnosis->n_remedies > 0);
  if (self->diagnosis == NULL)
    return;
  show_verdict (self);
  for (guint i = 0; i < self->diagnosis->n_remedies; i++)
    {
      GtkWidget *row = new_remedy_row (self, i);

      g_ptr_array_add (self->remedy_rows, row);
      adw_preferences_group_add (self->remedies, row);
    }
}

static void
update (HrMachinePage *self)
{
  const HrPlan     *plan = hr_advice_model_get_plan (self->model);
  const HrSnapshot *snapshot = hr_advice_model_get_snapshot (self->model);

  hr_choice_row_set_id (self->gpu_row, plan->has_system ? plan->system.gpu : "");
  hr_number_row_set_value (self->count_row, plan->has_system ? MAX (plan->system.gpu_count, 1) : 1);
  hr_number_row_set_value (self->memory_row, plan->system.ram_gib);
  g_clear_pointer (&self->diagnosis, g_free);
  g_clear_pointer (&self->snapshot, hr_snapshot_unref);
  if (plan->has_system && plan->system.gpu[0] != '\0')
    {
      self->snapshot = hr_snapshot_ref (snapshot);
      self->diagnosis = g_new0 (HrDiagnosis, 1);
      if (!hr_diagnose (plan, snapshot, hr_calibration_default (),
                        hr_advice_model_get_today (self->model), self->diagnosis))
        g_clear_pointer (&self->diagnosis, g_free);
    }
  show_diagnosis (self);
}

static void
fill_gpus (HrMachinePage *self)
{
  const HrSnapshot *snapshot = hr_advice_model_get_snapshot (self->model);

  hr_choice_row_clear (self->gpu_row);
  hr_choice_row_append (self->gpu_row, "", _("Not Given"));
  for (guint i = 0; i < snapshot->n_gpus; i++)
    hr_choice_row_append (self->gpu_row, snapshot->gpus[i].id, snapshot->gpus[i].name);
}

static void
catalog_changed_cb (HrMachinePage *self)
{
  fill_gpus (self);
  update (self);
}

static void
hr_machine_page_dispose (GObject *object)
{
  HrMachinePage *self = HR_MACHINE_PAGE (object);

  g_clear_pointer (&self->diagnosis, g_free);
  g_clear_pointer (&self->snapshot, hr_snapshot_unref);
  g_clear_pointer (&self->remedy_rows, g_ptr_array_unref);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (hr_machine_page_parent_class)->dispose (object);
}

static void
hr_machine_page_class_init (HrMachinePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_machine_page_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/headroom/Headroom/ui/hr-machine-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HrMachinePage, child)
  BIND (machine);
  BIND (detect_button);
  BIND (verdict);
  BIND (remedies);
  BIND (verdict_row);
  BIND (verdict_icon);
  BIND (vram_row);
  BIND (ram_row);
  BIND (vram_bar);
  BIND (ram_bar);
#undef BIND
}

static void
hr_machine_page_init (HrMachinePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->remedy_rows = g_ptr_array_new ();
  g_signal_connect_object (self->detect_button, "clicked", G_CALLBACK (detect_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  self->gpu_row = HR_CHOICE_ROW (hr_choice_row_new (_("GPU"), HR_CHOICE_SEARCH));
  self->count_row = HR_NUMBER_ROW (hr_number_row_new (_("Number of GPUs"), 1, 1024, TRUE, NULL));
  self->memory_row = HR_NUMBER_ROW (
      hr_number_row_new (_("RAM"), 0, 65536, FALSE, _("Not given")));
  hr_number_row_set_unit (self->memory_row, "GiB");
  adw_preferences_group_add (self->machine, GTK_WIDGET (self->gpu_row));
  adw_preferences_group_add (self->machine, GTK_WIDGET (self->count_row));
  adw_preferences_group_add (self->machine, GTK_WIDGET (self->memory_row));
  g_signal_connect_object (self->gpu_row, "chosen", G_CALLBACK (apply_system), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->count_row, "value-changed", G_CALLBACK (apply_system), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->memory_row, "value-changed", G_CALLBACK (apply_system), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
hr_machine_page_new (void)
{
  return g_object_new (HR_TYPE_MACHINE_PAGE, NULL);
}

/**
 * hr_machine_page_set_model:
 * @model: the question whose workload is diagnosed; set once
 */
void
hr_machine_page_set_model (HrMachinePage *self, HrAdviceModel *model)
{
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "notify::plan", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (hr_advice_model_get_catalog (model), "notify::snapshot",
                           G_CALLBACK (catalog_changed_cb), self, G_CONNECT_SWAPPED);
  catalog_changed_cb (self);
}
