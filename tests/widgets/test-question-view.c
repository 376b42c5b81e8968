/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-choice-row.h"
#include "hr-folded-rows.h"
#include "hr-number-row.h"
#include "hr-question-lists.h"
#include "hr-question-view.h"
#include "window-fixture.h"

static HrAdviceModel *
new_view (GtkWidget **view)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  HrAdviceModel *model = hr_advice_model_new (catalog);

  *view = g_object_ref_sink (g_object_new (HR_TYPE_QUESTION_VIEW, NULL));
  hr_question_view_set_model (HR_QUESTION_VIEW (*view), model);
  return model;
}

static void
type (GtkWidget *view, const char *path, const char *text)
{
  GtkWidget *row = hr_question_view_find_row (HR_QUESTION_VIEW (view), path);

  g_assert_true (HR_IS_NUMBER_ROW (row));
  gtk_editable_set_text (GTK_EDITABLE (hr_number_row_get_entry (HR_NUMBER_ROW (row))), text);
}

static void
test_live (void)
{
  GtkWidget *view;
  g_autoptr (HrAdviceModel) model = new_view (&view);

  fixture_wait (model);
  type (view, "$.constraints.budget", "4500");
  g_assert_cmpfloat (hr_advice_model_get_plan (model)->constraints.budget, ==, 4500);
  g_assert_true (hr_advice_model_get_busy (model));
  fixture_wait (model);
  g_assert_cmpfloat (hr_advice_model_get_advice (model)->plan.constraints.budget, ==, 4500);
  g_assert_finalize_object (view);
}

/* A wrong text says what is allowed, and the question stays what it was. */
static void
test_errors (void)
{
  GtkWidget *view;
  g_autoptr (HrAdviceModel) model = new_view (&view);
  GtkWidget *row = hr_question_view_find_row (HR_QUESTION_VIEW (view), "$.constraints.budget");
  double     budget = hr_advice_model_get_plan (model)->constraints.budget;
  static const char *const wrong[] = { "0", "lots", "-5", "1e300" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      type (view, "$.constraints.budget", wrong[i]);
      g_assert_true (gtk_widget_has_css_class (row, "error"));
      g_assert_cmpfloat (hr_advice_model_get_plan (model)->constraints.budget, ==, budget);
    }
  type (view, "$.constraints.budget", "");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpfloat (hr_advice_model_get_plan (model)->constraints.budget, ==, 0);
  fixture_wait (model);
  g_assert_finalize_object (view);
}

static void
test_tasks (void)
{
  static const struct
  {
    HrTask      task;
    const char *path;
  } cases[] = {
    { HR_TASK_NLP_FINE_TUNE, "$.workload.sequence_length" },
    { HR_TASK_LLM_INFERENCE, "$.workload.context_length" },
    { HR_TASK_IMAGE_CLASSIFICATION, "$.workload.epochs" },
    { HR_TASK_SCIENTIFIC, "$.workload.kernel" },
    { HR_TASK_RENDERING, "$.workload.triangles" },
  };
  GtkWidget *view;
  g_autoptr (HrAdviceModel) model = new_view (&view);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      hr_advice_model_set_task (model, cases[i].task);
      for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
        g_assert_cmpint (hr_question_view_find_row (HR_QUESTION_VIEW (view), cases[j].path) != NULL,
                         ==, i == j);
    }
  fixture_wait (model);
  g_assert_finalize_object (view);
}

/* Fields that mean nothing for what is chosen are not shown. */
static void
test_applies (void)
{
  GtkWidget *view;
  g_autoptr (HrAdviceModel) model = new_view (&view);
  HrPlan     plan = *hr_advice_model_get_plan (model);
  GtkWidget *rank = hr_question_view_find_row (HR_QUESTION_VIEW (view), "$.workload.lora_rank");

  plan.workload.nlp.method = HR_METHOD_LORA;
  hr_advice_model_set_plan (model, &plan);
  g_assert_true (gtk_widget_get_visible (rank));
  plan.workload.nlp.method = HR_METHOD_FULL;
  hr_advice_model_set_plan (model, &plan);
  g_assert_false (gtk_widget_get_visible (rank));
  fixture_wait (model);
  g_assert_finalize_object (view);
}

/* Whatever the plan is set to elsewhere is shown. */
static void
test_follows (void)
{
  GtkWidget *view;
  g_autoptr (HrAdviceModel) model = new_view (&view);
  HrPlan     plan = *hr_advice_model_get_plan (model);
  GtkWidget *row = hr_question_view_find_row (HR_QUESTION_VIEW (view),
                                              "$.workload.sequence_length");

  plan.workload.nlp.sequence_length = 4096;
  hr_advice_model_set_plan (model, &plan);
  g_assert_cmpfloat (hr_number_row_get_value (HR_NUMBER_ROW (row)), ==, 4096);
  fixture_wait (model);
  g_assert_finalize_object (view);
}

/* Folded rows join the tree at the first look, and those that come later at once. */
static void
test_folded (void)
{
  GtkWidget *fold = g_object_ref_sink (hr_folded_rows_new ("Details"));
  GtkWidget *early = g_object_ref_sink (adw_action_row_new ());
  GtkWidget *late = g_object_ref_sink (adw_action_row_new ());

  hr_folded_rows_add (fold, early);
  g_assert_null (gtk_widget_get_parent (early));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (fold), TRUE);
  g_assert_nonnull (gtk_widget_get_parent (early));
  hr_folded_rows_add (fold, late);
  g_assert_nonnull (gtk_widget_get_parent (late));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (fold), FALSE);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (fold), TRUE);
  g_assert_finalize_object (fold);
  g_assert_finalize_object (early);
  g_assert_finalize_object (late);

  /* One that is never unfolded keeps nothing alive. */
  fold = g_object_ref_sink (hr_folded_rows_new ("Details"));
  early = adw_action_row_new ();
  hr_folded_rows_add (fold, early);
  g_object_add_weak_pointer (G_OBJECT (early), (gpointer *) &early);
  g_assert_finalize_object (fold);
  g_assert_null (early);
}

/* Each task offers its own kind of presets; a plan's own model is offered as itself. */
static void
test_presets (void)
{
  GtkWidget *view;
  g_autoptr (HrAdviceModel) model = new_view (&view);
  const HrSnapshot *snapshot = hr_advice_model_get_snapshot (model);
  GtkWidget        *row = g_object_ref_sink (hr_choice_row_new ("Model", HR_CHOICE_SEARCH));

  for (int task = 0; task < HR_N_TASK; task++)
    {
      HrPlan plan;

      hr_advice_model_set_task (model, (HrTask) task);
      plan = *hr_advice_model_get_plan (model);
      hr_question_list_presets (HR_CHOICE_ROW (row), &plan, snapshot);
      hr_choice_row_set_id (HR_CHOICE_ROW (row), plan.workload.model);
      g_assert_cmpstr (hr_choice_row_get_id (HR_CHOICE_ROW (row)), ==, plan.workload.model);
      plan.workload.model[0] = '\0';
      hr_question_list_presets (HR_CHOICE_ROW (row), &plan, snapshot);
      hr_choice_row_set_id (HR_CHOICE_ROW (row), "");
      g_assert_cmpstr (hr_choice_row_get_id (HR_CHOICE_ROW (row)), ==, "");
    }
  g_assert_cmpstr (hr_question_preset_title (HR_TASK_RENDERING), ==, "Scene");
  g_assert_cmpstr (hr_question_preset_title (HR_TASK_SCIENTIFIC), ==, "Problem");
  g_assert_cmpstr (hr_question_preset_title (HR_TASK_LLM_INFERENCE), ==, "Model");
  fixture_wait (model);
  g_assert_finalize_object (row);
  g_assert_finalize_object (view);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/question-view/live", test_live);
  g_test_add_func ("/question-view/errors", test_errors);
  g_test_add_func ("/question-view/tasks", test_tasks);
  g_test_add_func ("/question-view/applies", test_applies);
  g_test_add_func ("/question-view/follows", test_follows);
  g_test_add_func ("/question-view/folded", test_folded);
  g_test_add_func ("/question-view/presets", test_presets);
  return g_test_run ();
}
