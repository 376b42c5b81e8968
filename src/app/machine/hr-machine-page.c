/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-machine-page.h"

#include "hr-calibration.h"
#include "hr-choice-row.h"
#include "hr-machine-answer.h"
#include "hr-machine-detect.h"
#include "hr-machine-remedy.h"
#include "hr-number-row.h"
#include "hr-text.h"
#include "hr-trace-window.h"
#include "hr-string.h"

#include <glib/gi18n.h>

/**
 * HrMachinePage:
 *
 * The user's own machine against the workload of the question. It shows the machine of the plan;
 * where the plan has none, the one that the program runs on, which becomes the plan's with the
 * first change. Emits #HrMachinePage::replace-plan for what one click should be able to take back.
 */
struct _HrMachinePage
{
  AdwBin parent_instance;

  /* Template children. */
  AdwPreferencesGroup *machine;
  GtkButton           *detect_button;
  GtkWidget           *status;
  GtkLabel            *status_text;
  GtkWidget           *pick_button;
  HrMachineAnswer     *answer;

  /* Owned by the widget tree. */
  HrChoiceRow *gpu_row;
  HrChoiceRow *platform_row;
  HrNumberRow *count_row;
  HrNumberRow *memory_row;
  HrNumberRow *free_row;

  /* Owned. */
  HrAdviceModel *model;
  char          *root;       /* where to look; NULL = here */
  char          *nvidia_smi; /* what it printed; NULL = ask it */
  char          *found;      /* what was found, in words */

  HrSystem here; /* for a plan without a machine */
  gboolean looking, takes_what_is_found, updating;
};

G_DEFINE_FINAL_TYPE (HrMachinePage, hr_machine_page, ADW_TYPE_BIN)

enum
{
  REPLACE_PLAN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void update (HrMachinePage *self);

static const HrSystem *
system_of (HrMachinePage *self)
{
  const HrPlan *plan = hr_advice_model_get_plan (self->model);

  return plan->has_system ? &plan->system : &self->here;
}

/* What stands in the rows, over what has no row. */
static void
read_rows (HrMachinePage *self, HrSystem *system)
{
  const char *gpu = hr_choice_row_get_id (self->gpu_row);
  const char *platform = hr_choice_row_get_id (self->platform_row);

  *system = *system_of (self);
  if (hr_number_row_is_valid (self->free_row))
    system->free_gib = hr_number_row_get_value (self->free_row);
  if (g_strcmp0 (gpu, system->gpu) != 0)
    system->free_gib = 0; /* that was of the other card */
  hr_string_copy (system->gpu, sizeof system->gpu, gpu ? gpu : "");
  hr_string_copy (system->platform, sizeof system->platform, platform ? platform : "");
  if (hr_number_row_is_valid (self->count_row))
    system->gpu_count = (guint) hr_number_row_get_value (self->count_row);
  if (hr_number_row_is_valid (self->memory_row))
    system->ram_gib = hr_number_row_get_value (self->memory_row);
}

/* A machine without a card cannot be the plan's. */
static void
row_changed_cb (HrMachinePage *self)
{
  HrPlan   plan;
  HrSystem system;

  if (self->updating || self->model == NULL)
    return;

  read_rows (self, &system);
  plan = *hr_advice_model_get_plan (self->model);
  self->here = system;
  plan.has_system = system.gpu[0] != '\0';
  plan.system = plan.has_system ? system : (HrSystem){ 0 };
  if (hr_plan_equal (&plan, hr_advice_model_get_plan (self->model)))
    update (self);
  else
    hr_advice_model_set_plan (self->model, &plan);
}

static void
replace_plan (HrMachinePage *self, const HrPlan *plan, const char *text)
{
  g_signal_emit (self, signals[REPLACE_PLAN], 0, plan, text);
}

static void
show_found (HrMachinePage *self)
{
  const HrPlan    *plan = hr_advice_model_get_plan (self->model);
  g_autofree char *plain = NULL;
  g_autofree char *escaped = NULL;

  if (self->looking)
    plain = g_strdup (_("Looking what this computer has…"));
  else if (self->found != NULL && plan->has_system && !hr_system_equal (&plan->system, &self->here))
    /* Translators: a sentence that says what was found in this computer */
    plain = g_strdup_printf (_("The machine of the plan. %s"), self->found);
  else
    plain = g_strdup (self->found != NULL ? self->found : "");
  escaped = g_markup_escape_text (plain, -1); /* a description is markup */
  adw_preferences_group_set_description (self->machine, escaped);
  gtk_widget_set_sensitive (GTK_WIDGET (self->detect_button), !self->looking);
}

static void
detected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrMachinePage) self = user_data;
  const HrSnapshot *snapshot;
  HrMachine         machine;
  HrSystem          system;
  HrPlan            plan;

  self->looking = FALSE;
  if (!hr_machine_detect_finish (result, &machine) || self->model == NULL)
    return;
  snapshot = hr_advice_model_get_snapshot (self->model);
  g_free (self->found);
  self->found = hr_machine_describe (&machine, snapshot);
  hr_machine_to_system (&machine, snapshot, &system);
  plan = *hr_advice_model_get_plan (self->model);
  if (!plan.has_system || self->takes_what_is_found)
    self->here = system;
  if (plan.has_system && self->takes_what_is_found && system.gpu[0] != '\0'
      && !hr_system_equal (&plan.system, &system))
    {
      plan.system = system;
      replace_plan (self, &plan, _("The plan has this computer’s hardware now"));
    }
  self->takes_what_is_found = FALSE;
  update (self);
}

static void
detect (HrMachinePage *self)
{
  const HrDetectOptions options = { .root = self->root, .nvidia_smi = self->nvidia_smi };

  if (self->looking)
    return;
  self->looking = TRUE;
  hr_machine_detect_async (&options, hr_advice_model_get_snapshot (self->model), detected_cb,
                           g_object_ref (self));
}

static void
detect_clicked_cb (HrMachinePage *self)
{
  self->takes_what_is_found = TRUE;
  detect (self);
  show_found (self);
}

static void
pick_clicked_cb (HrMachinePage *self)
{
  const HrAdvice *advice = hr_advice_model_get_advice (self->model);
  HrPlan          plan = *hr_advice_model_get_plan (self->model);
  const HrBuild  *build;

  if (advice == NULL || advice->n_picks == 0)
    return;
  build = &advice->picks[0].build;
  plan.has_system = TRUE;
  plan.system = (HrSystem){ .gpu_count = build->gpu_count, .ram_gib = build->ram_gib };
  hr_string_copy (plan.system.gpu, sizeof plan.system.gpu, build->gpu->id);
  if (build->platform != NULL)
    hr_string_copy (plan.system.platform, sizeof plan.system.platform, build->platform->id);
  replace_plan (self, &plan, _("The plan has the recommended machine now"));
}

static void
apply_cb (HrMachinePage *self, guint index)
{
  const HrDiagnosis *diagnosis = hr_machine_answer_get_diagnosis (self->answer);
  const HrRemedy    *remedy = &diagnosis->remedies[index];
  HrPlan             plan = *hr_advice_model_get_plan (self->model);
  g_autofree char   *text = NULL;

  if (!hr_machine_remedy_apply (remedy, &diagnosis->plan.system, &plan))
    return;
  /* Translators: of the name of a remedy, such as "Smaller textures" */
  text = g_strdup_printf (_("Applied: %s"), hr_text_remedy (remedy->kind));
  replace_plan (self, &plan, text);
}

static void
trace_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  HrMachinePage  *self = HR_MACHINE_PAGE (widget);
  const HrPick   *pick = hr_machine_answer_get_pick (self->answer);
  const HrAdvice *advice = hr_advice_model_get_advice (self->model);

  if (pick != NULL && advice != NULL)
    hr_trace_window_present (gtk_widget_get_root (widget), hr_trace_window_new (advice, pick),
                             NULL);
}

static void
show_rows (HrMachinePage *self)
{
  const HrSystem *system = system_of (self);

  self->updating = TRUE;
  hr_choice_row_set_id (self->gpu_row, system->gpu);
  hr_choice_row_set_id (self->platform_row, system->platform);
  hr_number_row_set_value (self->count_row, MAX (system->gpu_count, 1));
  hr_number_row_set_value (self->memory_row, system->ram_gib);
  hr_number_row_set_value (self->free_row, system->free_gib);
  gtk_widget_set_visible (GTK_WIDGET (self->free_row), system->gpu[0] != '\0');
  self->updating = FALSE;
}

/* Nothing to diagnose: what is missing, and what can be done about it. */
static void
show_status (HrMachinePage *self)
{
  const HrAdvice *advice = hr_advice_model_get_advice (self->model);
  const HrSystem *system = system_of (self);

  gtk_label_set_label (self->status_text,
                       self->looking ? _("Looking for a GPU in this computer…")
                       : system->gpu[0] != '\0'
                           ? _("The catalog does not have the plan’s GPU: choose one above.")
                           : _("Choose one above, or see how the recommended machine does."));
  gtk_widget_set_visible (self->pick_button,
                          !self->looking && advice != NULL && advice->n_picks > 0);
}

static void
update (HrMachinePage *self)
{
  const HrSnapshot       *snapshot = hr_advice_model_get_snapshot (self->model);
  g_autofree HrDiagnosis *diagnosis = g_new0 (HrDiagnosis, 1);
  HrPlan                  plan = *hr_advice_model_get_plan (self->model);
  gboolean                has_answer;

  show_rows (self);
  show_found (self);
  plan.has_system = TRUE;
  plan.system = *system_of (self);
  plan.system.gpu_count = MAX (plan.system.gpu_count, 1);
  has_answer = hr_diagnose (&plan, snapshot, hr_calibration_default (),
                            hr_advice_model_get_today (self->model), diagnosis);
  gtk_widget_set_visible (self->status, !has_answer);
  gtk_widget_set_visible (GTK_WIDGET (self->answer), has_answer);
  if (has_answer)
    hr_machine_answer_show (self->answer, diagnosis, (HrSnapshot *) snapshot);
  else
    show_status (self);
}

/* The page that nobody sees answers nothing. */
static void
changed_cb (HrMachinePage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

static void
fill_choices (HrMachinePage *self)
{
  const HrSnapshot *snapshot = hr_advice_model_get_snapshot (self->model);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_ptr_array_add (ids, (gpointer) "");
  g_ptr_array_add (names, (gpointer) _("Choose…"));
  for (guint i = 0; i < snapshot->n_gpus; i++)
    {
      g_ptr_array_add (ids, (gpointer) snapshot->gpus[i].id);
      g_ptr_array_add (names, (gpointer) snapshot->gpus[i].name);
    }
  hr_choice_row_clear (self->gpu_row);
  hr_choice_row_append_all (self->gpu_row, ids, names);

  g_ptr_array_set_size (ids, 0);
  g_ptr_array_set_size (names, 0);
  g_ptr_array_add (ids, (gpointer) "");
  g_ptr_array_add (names, (gpointer) _("Usual for the card"));
  for (guint i = 0; i < snapshot->n_platforms; i++)
    {
      g_ptr_array_add (ids, (gpointer) snapshot->platforms[i].id);
      g_ptr_array_add (names, (gpointer) snapshot->platforms[i].name);
    }
  hr_choice_row_clear (self->platform_row);
  hr_choice_row_append_all (self->platform_row, ids, names);
}

static void
catalog_changed_cb (HrMachinePage *self)
{
  self->updating = TRUE;
  fill_choices (self);
  self->updating = FALSE;
  changed_cb (self);
}

static void
hr_machine_page_map (GtkWidget *widget)
{
  HrMachinePage *self = HR_MACHINE_PAGE (widget);

  GTK_WIDGET_CLASS (hr_machine_page_parent_class)->map (widget);
  if (self->model == NULL)
    return;
  if (self->found == NULL)
    detect (self);
  update (self);
}

static void
hr_machine_page_dispose (GObject *object)
{
  HrMachinePage *self = HR_MACHINE_PAGE (object);

  g_clear_pointer (&self->found, g_free);
  g_clear_pointer (&self->root, g_free);
  g_clear_pointer (&self->nvidia_smi, g_free);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (hr_machine_page_parent_class)->dispose (object);
}

static void
hr_machine_page_class_init (HrMachinePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = hr_machine_page_dispose;
  widget_class->map = hr_machine_page_map;

  /**
   * HrMachinePage::replace-plan:
   * @plan: (type gpointer): a plan to put in the place of the question's
   * @text: what was done, in words
   */
  signals[REPLACE_PLAN] = g_signal_new ("replace-plan", HR_TYPE_MACHINE_PAGE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER,
                                        G_TYPE_STRING);
  g_type_ensure (HR_TYPE_MACHINE_ANSWER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/headroom/Headroom/ui/hr-machine-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, HrMachinePage, child)
  BIND (machine);
  BIND (detect_button);
  BIND (status);
  BIND (status_text);
  BIND (pick_button);
  BIND (answer);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, detect_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, pick_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_install_action (widget_class, "machine.trace", NULL, trace_cb);
}

static void
add_row (HrMachinePage *self, gpointer row, const char *signal)
{
  adw_preferences_group_add (self->machine, GTK_WIDGET (row));
  g_signal_connect_object (row, signal, G_CALLBACK (row_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
hr_machine_page_init (HrMachinePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->gpu_row = HR_CHOICE_ROW (hr_choice_row_new (_("GPU"), HR_CHOICE_SEARCH));
  self->count_row = HR_NUMBER_ROW (hr_number_row_new (_("Number of GPUs"), 1, 1024, TRUE, NULL));
  self->free_row = HR_NUMBER_ROW (
      hr_number_row_new (_("Free GPU Memory"), 0, 4096, FALSE, _("All of it")));
  self->memory_row = HR_NUMBER_ROW (
      hr_number_row_new (_("RAM"), 0, 65536, FALSE, _("Not given")));
  self->platform_row = HR_CHOICE_ROW (hr_choice_row_new (_("Platform"), HR_CHOICE_SEARCH));
  hr_number_row_set_unit (self->free_row, "GiB");
  hr_number_row_set_unit (self->memory_row, "GiB");
  add_row (self, self->gpu_row, "chosen");
  add_row (self, self->count_row, "value-changed");
  add_row (self, self->free_row, "value-changed");
  add_row (self, self->memory_row, "value-changed");
  add_row (self, self->platform_row, "chosen");
}

GtkWidget *
hr_machine_page_new (void)
{
  return g_object_new (HR_TYPE_MACHINE_PAGE, NULL);
}

/**
 * hr_machine_page_look_in:
 * @root: (nullable): a folder with "proc" and "sys" in the place of "/", for tests
 * @nvidia_smi: (nullable): what nvidia-smi would print
 *
 * Where to look for hardware; before the page is first shown.
 */
void
hr_machine_page_look_in (HrMachinePage *self, const char *root, const char *nvidia_smi)
{
  g_return_if_fail (HR_IS_MACHINE_PAGE (self));

  g_free (self->root);
  self->root = g_strdup (root);
  g_free (self->nvidia_smi);
  self->nvidia_smi = g_strdup (nvidia_smi);
}

gboolean
hr_machine_page_is_looking (HrMachinePage *self)
{
  g_return_val_if_fail (HR_IS_MACHINE_PAGE (self), FALSE);

  return self->looking;
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
  g_signal_connect_object (model, "notify::plan", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::advice", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (hr_advice_model_get_catalog (model), "notify::snapshot",
                           G_CALLBACK (catalog_changed_cb), self, G_CONNECT_SWAPPED);
  catalog_changed_cb (self);
}
