/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-question-lists.h"

#include <glib/gi18n.h>

/**
 * hr_question_list_presets:
 * @row: a choice row, which loses what it offered
 * @plan: the question
 * @snapshot: the catalog
 *
 * Offers the models, scenes or problems of the question's task; first, under the id "", the
 * plan's own where it names no preset.
 */
void
hr_question_list_presets (HrChoiceRow *row, const HrPlan *plan, const HrSnapshot *snapshot)
{
  const HrWorkload *work = &plan->workload;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

#define ADD(id, name)                           \
  G_STMT_START                                  \
  {                                             \
    g_ptr_array_add (ids, (gpointer) (id));     \
    g_ptr_array_add (names, (gpointer) (name)); \
  }                                             \
  G_STMT_END

  if (work->model[0] == '\0')
    ADD ("", work->model_name[0] != '\0' ? work->model_name : _("Given by the plan"));
  if (work->task == HR_TASK_NLP_FINE_TUNE || work->task == HR_TASK_LLM_INFERENCE)
    for (guint i = 0; i < snapshot->n_models; i++)
      ADD (snapshot->models[i].id, snapshot->models[i].name);
  else if (work->task == HR_TASK_IMAGE_CLASSIFICATION)
    for (guint i = 0; i < snapshot->n_image_models; i++)
      ADD (snapshot->image_models[i].id, snapshot->image_models[i].name);
  else
    for (guint i = 0; i < snapshot->n_problems; i++)
      if (snapshot->problems[i].workload.task == work->task)
        ADD (snapshot->problems[i].id, snapshot->problems[i].name);
#undef ADD

  hr_choice_row_clear (row);
  hr_choice_row_append_all (row, ids, names);
}

/**
 * hr_question_preset_title:
 * @task: a task
 *
 * Returns: what its presets are
 */
const char *
hr_question_preset_title (HrTask task)
{
  if (task == HR_TASK_RENDERING)
    return _("Scene");
  if (task == HR_TASK_SCIENTIFIC)
    return _("Problem");
  return _("Model");
}

/**
 * hr_question_list_currencies:
 * @menu: a drop-down, which loses what it offered
 * @plan: the question; its currency is selected
 * @snapshot: the catalog, whose exchange rates say which there are
 */
void
hr_question_list_currencies (GtkDropDown *menu, const HrPlan *plan, const HrSnapshot *snapshot)
{
  g_autoptr (GtkStringList) codes = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (codes, "USD");
  for (guint i = 0; i < snapshot->n_exchange_rates; i++)
    if (g_strcmp0 (snapshot->exchange_rates[i].code, "USD") != 0)
      gtk_string_list_append (codes, snapshot->exchange_rates[i].code);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (codes)); i++)
    if (g_strcmp0 (gtk_string_list_get_string (codes, i), plan->constraints.currency) == 0)
      selected = i;

  gtk_drop_down_set_model (menu, G_LIST_MODEL (codes));
  gtk_drop_down_set_selected (menu, selected);
}
