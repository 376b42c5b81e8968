/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-question-view.h"

#include "hr-accessible.h"
#include "hr-choice-row.h"
#include "hr-field-row.h"
#include "hr-folded-rows.h"
#include "hr-number-row.h"
#include "hr-question-lists.h"
#include "hr-text.h"
#include "hr-string.h"

#include <glib/gi18n.h>

/**
 * HrQuestionView:
 *
 * The form at the left: the task, its preset and settings, the budget, and where the machine will
 * stand. Every change goes into the model at once; a change of the model (another plan, another
 * catalog) is shown here. Rows come from the tables of hr-field-tables.c.
 */
struct _HrQuestionView
{
  GtkWidget parent_instance;

  /* Template children. */
  GtkWidget           *scroller;
  AdwPreferencesGroup *task_group;
  AdwPreferencesGroup *budget_group;
  AdwPreferencesGroup *machine_group;

  /* Owned by the widget tree. */
  GtkWidget *task_row;
  GtkWidget *preset_row;
  GtkWidget *details_row;
  GtkWidget *use_row;
  GtkWidget *currency;

  /* Owned. */
  HrAdviceModel *model;
  GPtrArray     *task_rows; /* of the task that is shown */
  GPtrArray     *common_rows;
  GSignalGroup  *signals;

  guint             complete_id;
  gboolean          is_complete; /* the rows below the fold are there */
  HrTask            task;        /* whose rows are shown */
  const HrSnapshot *presets_of;  /* borrowed, for comparison only */
  gboolean          updating;
  gboolean          invalid; /* a row shows an error */
};

G_DEFINE_FINAL_TYPE (HrQuestionView, hr_question_view, GTK_TYPE_WIDGET)

enum
{
  VALIDITY_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void show_plan (HrQuestionView *self);

static gboolean
has_error (GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    if (gtk_widget_get_visible (g_ptr_array_index (rows, i))
        && gtk_widget_has_css_class (g_ptr_array_index (rows, i), "error"))
      return TRUE;
  return FALSE;
}

/* What is typed and refused is no question: the answer that is shown is to an older one. */
static void
check (HrQuestionView *self)
{
  gboolean invalid = has_error (self->task_rows) || has_error (self->common_rows);

  if (self->updating || invalid == self->invalid)
    return;
  self->invalid = invalid;
  g_signal_emit (self, signals[VALIDITY_CHANGED], 0);
}

static void
row_changed_cb (GtkWidget *row, gpointer user_data)
{
  HrQuestionView *self = user_data;
  HrPlan          plan;

  if (self->updating || self->model == NULL)
    return;

  plan = *hr_advice_model_get_plan (self->model);
  hr_field_row_store (row, &plan);
  hr_advice_model_set_plan (self->model, &plan);
}

static void
task_chosen_cb (HrQuestionView *self, const char *id)
{
  int task;

  if (self->model != NULL && hr_enum_parse (&hr_enum_task, id, &task))
    hr_advice_model_set_task (self->model, (HrTask) task);
}

static void
preset_chosen_cb (HrQuestionView *self, const char *id)
{
  if (self->model != NULL && *id != '\0')
    hr_advice_model_set_preset (self->model, id);
}

static void
currency_chosen_cb (HrQuestionView *self)
{
  GtkStringObject *item = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (self->currency));
  HrPlan           plan;

  if (self->updating || self->model == NULL || item == NULL)
    return;

  plan = *hr_advice_model_get_plan (self->model);
  hr_string_copy (plan.constraints.currency, sizeof plan.constraints.currency,
                  gtk_string_object_get_string (item));
  hr_advice_model_set_plan (self->model, &plan);
}

static void
place_row (HrQuestionView *self, GtkWidget *row, HrFieldGroup group)
{
  switch (group)
    {
    case HR_FIELD_GROUP_TASK:
      adw_preferences_group_add (self->task_group, row);
      break;
    case HR_FIELD_GROUP_DETAILS:
      hr_folded_rows_add (self->details_row, row);
      break;
    case HR_FIELD_GROUP_BUDGET:
      adw_preferences_group_add (self->budget_group, row);
      break;
    case HR_FIELD_GROUP_MACHINE:
      adw_preferences_group_add (self->machine_group, row);
      break;
    case HR_FIELD_GROUP_USE:
      hr_folded_rows_add (self->use_row, row);
      break;
    case HR_N_FIELD_GROUP:
    default:
      g_assert_not_reached ();
    }
}

static void
add_rows (HrQuestionView *self, const HrField *fields, guint n, HrFieldGroup group, GPtrArray *rows)
{
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row;

      if (fields[i].group != group)
        continue;
      row = hr_field_row_new (&fields[i], row_changed_cb, self);
      place_row (self, row, group);
      if (HR_IS_NUMBER_ROW (row))
        g_signal_connect_object (row, "checked", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (rows, row);
    }
}

static void
remove_task_rows (HrQuestionView *self)
{
  for (guint i = 0; i < self->task_rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->task_rows, i);

      /* Those in Details go with it. */
      if (hr_field_row_get_field (row)->group != HR_FIELD_GROUP_DETAILS)
        adw_preferences_group_remove (self->task_group, row);
    }
  g_ptr_array_set_size (self->task_rows, 0);

  if (self->details_row != NULL)
    adw_preferences_group_remove (self->task_group, self->details_row);
  self->details_row = NULL;
}

static GtkWidget *
find (GPtrArray *rows, const char *path)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_strcmp0 (hr_field_row_get_field (g_ptr_array_index (rows, i))->path, path) == 0)
      return g_ptr_array_index (rows, i);

  return NULL;
}

static void
add_currency (HrQuestionView *self)
{
  GtkWidget *budget = find (self->common_rows, "$.constraints.budget");

  self->currency = gtk_drop_down_new (NULL, NULL);
  gtk_widget_set_valign (self->currency, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->currency, "flat");
  gtk_widget_add_css_class (self->currency, "choice");
  hr_accessible_set_label (self->currency, _("Currency"));
  g_signal_connect_object (self->currency, "notify::selected", G_CALLBACK (currency_chosen_cb),
                           self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (budget), self->currency);
}

static void
build_task_rows (HrQuestionView *self, HrTask task)
{
  guint          n;
  const HrField *fields = hr_fields_for_task (task, &n);

  remove_task_rows (self);
  add_rows (self, fields, n, HR_FIELD_GROUP_TASK, self->task_rows);
  self->details_row = hr_folded_rows_new (_("Details"));
  adw_preferences_group_add (self->task_group, self->details_row);
  self->task = task;
  if (self->is_complete)
    add_rows (self, fields, n, HR_FIELD_GROUP_DETAILS, self->task_rows);
}

/* What is below the fold or folded in is made after the first frame: a form of thirty rows would
 * double the time until there is a window. */
static void
complete (HrQuestionView *self)
{
  guint          n;
  const HrField *fields = hr_fields_common (&n);

  if (self->is_complete)
    return;

  self->is_complete = TRUE;
  g_clear_handle_id (&self->complete_id, g_source_remove);
  add_rows (self, fields, n, HR_FIELD_GROUP_BUDGET, self->common_rows);
  add_currency (self);
  add_rows (self, fields, n, HR_FIELD_GROUP_MACHINE, self->common_rows);
  self->use_row = hr_folded_rows_new (_("Use and Power"));
  adw_preferences_group_add (self->machine_group, self->use_row);
  add_rows (self, fields, n, HR_FIELD_GROUP_USE, self->common_rows);
  gtk_widget_set_visible (GTK_WIDGET (self->budget_group), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->machine_group), TRUE);
  if (self->details_row != NULL)
    {
      fields = hr_fields_for_task (self->task, &n);
      add_rows (self, fields, n, HR_FIELD_GROUP_DETAILS, self->task_rows);
    }
  if (self->model != NULL)
    show_plan (self);
}

static gboolean
complete_cb (gpointer data)
{
  HrQuestionView *self = data;

  self->complete_id = 0;
  complete (self);

  return G_SOURCE_REMOVE;
}

static void
after_paint_cb (HrQuestionView *self, GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, self);
  if (!self->is_complete && self->complete_id == 0)
    self->complete_id = g_idle_add (complete_cb, self);
}

static void
hr_question_view_map (GtkWidget *widget)
{
  HrQuestionView *self = HR_QUESTION_VIEW (widget);

  GTK_WIDGET_CLASS (hr_question_view_parent_class)->map (widget);
  if (!self->is_complete)
    g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint",
                             G_CALLBACK (after_paint_cb), self, G_CONNECT_SWAPPED);
}

static void
show_presets (HrQuestionView   *self,
              const HrPlan     *plan,
              const HrSnapshot *snapshot,
              gboolean          other_task)
{
  gboolean    custom = plan->workload.model[0] == '\0';
  const char *shown = hr_choice_row_get_id (HR_CHOICE_ROW (self->preset_row));

  if (other_task || self->presets_of != snapshot || custom != (g_strcmp0 (shown, "") == 0))
    hr_question_list_presets (HR_CHOICE_ROW (self->preset_row), plan, snapshot);
  self->presets_of = snapshot;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->preset_row),
                                 hr_question_preset_title (plan->workload.task));
  hr_choice_row_set_id (HR_CHOICE_ROW (self->preset_row), plan->workload.model);
}

static void
summarize (GtkWidget     *expander,
           const HrField *fields,
           guint          n_fields,
           HrFieldGroup   group,
           guint          most,
           const HrPlan  *plan)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *escaped = NULL;
  guint            n = 0;

  for (guint i = 0; i < n_fields && n < most; i++)
    {
      g_autofree char *part = fields[i].group == group ? hr_field_summarize (&fields[i], plan)
                                                       : NULL;

      if (part == NULL)
        continue;
      if (n++ > 0)
        g_string_append (text, " · ");
      g_string_append (text, part);
    }

  escaped = g_markup_escape_text (text->str, -1);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), escaped);
}

static void
show_errors (GPtrArray *rows, const HrIssues *issues)
{
  for (guint i = 0; i < rows->len; i++)
    {
      GtkWidget       *row = g_ptr_array_index (rows, i);
      const char      *path = hr_field_row_get_field (row)->path;
      g_autofree char *text = NULL;

      for (guint j = 0; j < hr_issues_n (issues) && text == NULL; j++)
        if (g_strcmp0 (hr_issues_get (issues, j)->path, path) == 0
            && !hr_issue_is_warning (hr_issues_get (issues, j)))
          text = hr_text_issue (hr_issues_get (issues, j));
      hr_field_row_set_error (row, text);
    }
}

static void
show_plan (HrQuestionView *self)
{
  const HrPlan     *plan = hr_advice_model_get_plan (self->model);
  const HrSnapshot *snapshot = hr_advice_model_get_snapshot (self->model);
  gboolean          other_task = plan->workload.task != self->task || self->task_rows->len == 0;
  g_autoptr (HrIssues) issues = hr_issues_new ();
  const HrField *fields;
  guint          n;

  self->updating = TRUE;
  if (other_task)
    build_task_rows (self, plan->workload.task);
  hr_choice_row_set_id (HR_CHOICE_ROW (self->task_row),
                        hr_enum_nick (&hr_enum_task, plan->workload.task));
  show_presets (self, plan, snapshot, other_task);
  if (self->currency != NULL)
    hr_question_list_currencies (GTK_DROP_DOWN (self->currency), plan, snapshot);

  for (guint i = 0; i < self->task_rows->len; i++)
    hr_field_row_show (g_ptr_array_index (self->task_rows, i), plan);
  for (guint i = 0; i < self->common_rows->len; i++)
    hr_field_row_show (g_ptr_array_index (self->common_rows, i), plan);

  fields = hr_fields_for_task (plan->workload.task, &n);
  summarize (self->details_row, fields, n, HR_FIELD_GROUP_DETAILS, 3, plan);
  fields = hr_fields_common (&n);
  if (self->use_row != NULL)
    summarize (self->use_row, fields, n, HR_FIELD_GROUP_USE, 2, plan);
  hr_plan_validate (plan, snapshot, issues);
  show_errors (self->task_rows, issues);
  show_errors (self->common_rows, issues);
  self->updating = FALSE;
  check (self);
}

static void
hr_question_view_dispose (GObject *object)
{
  HrQuestionView *self = HR_QUESTION_VIEW (object);

  g_clear_handle_id (&self->complete_id, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->model);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->task_rows, g_ptr_array_unref);
  g_clear_pointer (&self->common_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (hr_question_view_parent_class)->dispose (object);
}

static void
hr_question_view_class_init (HrQuestionViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = hr_question_view_dispose;
  widget_class->map = hr_question_view_map;

  /**
   * HrQuestionView::validity-changed:
   *
   * hr_question_view_is_valid() has another answer now.
   */
  signals[VALIDITY_CHANGED] = g_signal_new ("validity-changed", HR_TYPE_QUESTION_VIEW,
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/headroom/Headroom/ui/hr-question-view.ui");
  gtk_widget_class_bind_template_child (widget_class, HrQuestionView, scroller);
  gtk_widget_class_bind_template_child (widget_class, HrQuestionView, task_group);
  gtk_widget_class_bind_template_child (widget_class, HrQuestionView, budget_group);
  gtk_widget_class_bind_template_child (widget_class, HrQuestionView, machine_group);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "question");
}

static void
hr_question_view_init (HrQuestionView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->task_rows = g_ptr_array_new ();
  self->common_rows = g_ptr_array_new ();

  self->task_row = hr_choice_row_new (_("Task"), HR_CHOICE_MENU);
  for (int i = 0; i < HR_N_TASK; i++)
    hr_choice_row_append (HR_CHOICE_ROW (self->task_row), hr_enum_nick (&hr_enum_task, i),
                          hr_text_enum (&hr_enum_task, i));
  g_signal_connect_object (self->task_row, "chosen", G_CALLBACK (task_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->task_group, self->task_row);

  self->preset_row = hr_choice_row_new (_("Model"), HR_CHOICE_SEARCH);
  g_signal_connect_object (self->preset_row, "chosen", G_CALLBACK (preset_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->task_group, self->preset_row);

  gtk_widget_set_visible (GTK_WIDGET (self->budget_group), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->machine_group), FALSE);

  self->signals = g_signal_group_new (HR_TYPE_ADVICE_MODEL);
  g_signal_group_connect_swapped (self->signals, "notify::plan", G_CALLBACK (show_plan), self);
}

/**
 * hr_question_view_set_model:
 * @self: a question view
 * @model: the question that it shows and changes
 */
void
hr_question_view_set_model (HrQuestionView *self, HrAdviceModel *model)
{
  g_return_if_fail (HR_IS_QUESTION_VIEW (self));
  g_return_if_fail (HR_IS_ADVICE_MODEL (model));

  if (!g_set_object (&self->model, model))
    return;

  g_signal_group_set_target (self->signals, model);
  g_signal_connect_object (hr_advice_model_get_catalog (model), "notify::snapshot",
                           G_CALLBACK (show_plan), self, G_CONNECT_SWAPPED);
  show_plan (self);
}

/**
 * hr_question_view_find_row:
 * @self: a question view
 * @path: a setting's JSON path in the plan document
 *
 * Returns: (transfer none) (nullable): the row for it, when the task has it
 */
GtkWidget *
hr_question_view_find_row (HrQuestionView *self, const char *path)
{
  GtkWidget *row;

  g_return_val_if_fail (HR_IS_QUESTION_VIEW (self), NULL);

  complete (self);
  row = find (self->common_rows, path);

  return row != NULL ? row : find (self->task_rows, path);
}

/**
 * hr_question_view_is_valid:
 * @self: a question view
 *
 * Returns: whether no row shows an error
 */
gboolean
hr_question_view_is_valid (HrQuestionView *self)
{
  g_return_val_if_fail (HR_IS_QUESTION_VIEW (self), FALSE);

  return !self->invalid;
}
