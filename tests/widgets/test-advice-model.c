/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-advice-model.h"

static guint n_answers;

static void
advice_cb (void)
{
  n_answers++;
}

static HrAdviceModel *
new_model (HrCatalog **catalog)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrAdviceModel *model;

  *catalog = hr_catalog_new (NULL);
  g_assert_true (hr_catalog_load (*catalog, issues, NULL));
  model = hr_advice_model_new (*catalog);
  n_answers = 0;
  g_signal_connect (model, "notify::advice", G_CALLBACK (advice_cb), NULL);
  return model;
}

static void
wait (HrAdviceModel *model)
{
  while (hr_advice_model_get_busy (model))
    g_main_context_iteration (NULL, TRUE);
}

/* The threads of questions that were given up may hold the model a moment longer. */
static void
finish (HrAdviceModel *model)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  g_object_add_weak_pointer (G_OBJECT (model), (gpointer *) &model);
  g_object_unref (model);
  while (model != NULL && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (model);
}

static void
test_answer (void)
{
  g_autoptr (HrCatalog) catalog = NULL;
  HrAdviceModel *model = new_model (&catalog);

  g_assert_true (hr_advice_model_get_busy (model));
  g_assert_null (hr_advice_model_get_advice (model));
  wait (model);
  g_assert_nonnull (hr_advice_model_get_advice (model));
  g_assert_cmpuint (hr_advice_model_get_advice (model)->n_picks, >, 0);
  g_assert_cmpuint (n_answers, ==, 1);
  finish (model);
}

/* Of many questions in a row only the last is answered. */
static void
test_newest_wins (void)
{
  g_autoptr (HrCatalog) catalog = NULL;
  HrAdviceModel *model = new_model (&catalog);
  HrPlan         plan = *hr_advice_model_get_plan (model);

  for (guint i = 0; i < 20; i++)
    {
      plan.constraints.budget = 2000 + 100 * i;
      hr_advice_model_set_plan (model, &plan);
    }
  wait (model);
  g_assert_cmpuint (n_answers, ==, 1);
  g_assert_cmpfloat (hr_advice_model_get_advice (model)->plan.constraints.budget, ==, 3900);
  finish (model);
}

/* A bridge that a plan's file gives stays with its two cards, and goes with them. */
static void
test_bridge_goes_with_its_cards (void)
{
  g_autoptr (HrCatalog) catalog = NULL;
  HrAdviceModel *model = new_model (&catalog);
  HrPlan         plan = *hr_advice_model_get_plan (model);

  plan.has_system = TRUE;
  g_strlcpy (plan.system.gpu, "rtx-3090", sizeof plan.system.gpu);
  plan.system.gpu_count = 2;
  plan.system.bridge = TRUE;
  hr_advice_model_set_plan (model, &plan);
  g_assert_true (hr_advice_model_get_plan (model)->system.bridge);
  plan.system.gpu_count = 3;
  hr_advice_model_set_plan (model, &plan);
  g_assert_false (hr_advice_model_get_plan (model)->system.bridge);
  wait (model);
  finish (model);
}

static void
test_same_plan_is_not_asked_again (void)
{
  g_autoptr (HrCatalog) catalog = NULL;
  HrAdviceModel *model = new_model (&catalog);
  HrPlan         plan;

  wait (model);
  plan = *hr_advice_model_get_plan (model);
  hr_advice_model_set_plan (model, &plan);
  g_assert_false (hr_advice_model_get_busy (model));
  finish (model);
}

static void
test_catalog_is_followed (void)
{
  g_autoptr (HrCatalog) catalog = NULL;
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrAdviceModel *model = new_model (&catalog);

  wait (model);
  g_assert_true (
      hr_catalog_set_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd", "1", issues));
  g_assert_true (hr_advice_model_get_busy (model));
  wait (model);
  g_assert_cmpuint (n_answers, ==, 2);
  g_assert_cmpfloat (
      hr_snapshot_gpu (hr_advice_model_get_advice (model)->snapshot, "rtx-4090")->prices[0].usd, ==,
      hr_snapshot_gpu (hr_catalog_get_snapshot (catalog), "rtx-4090")->prices[0].usd);
  finish (model);
}

/* Going to another task and back keeps what was set. */
static void
test_tasks (void)
{
  g_autoptr (HrCatalog) catalog = NULL;
  HrAdviceModel *model = new_model (&catalog);
  HrPlan         plan = *hr_advice_model_get_plan (model);

  plan.workload.nlp.sequence_length = 4096;
  plan.constraints.budget = 5000;
  hr_advice_model_set_plan (model, &plan);
  for (int task = 0; task < HR_N_TASK; task++)
    {
      hr_advice_model_set_task (model, (HrTask) task);
      g_assert_cmpint (hr_advice_model_get_plan (model)->workload.task, ==, task);
      g_assert_cmpfloat (hr_advice_model_get_plan (model)->constraints.budget, ==, 5000);
      wait (model);
      g_assert_nonnull (hr_advice_model_get_advice (model));
    }
  hr_advice_model_set_task (model, HR_TASK_NLP_FINE_TUNE);
  g_assert_cmpuint (hr_advice_model_get_plan (model)->workload.nlp.sequence_length, ==, 4096);
  wait (model);
  finish (model);
}

/* A model that goes away while it is being answered. */
static void
test_dropped (void)
{
  g_autoptr (HrCatalog) catalog = NULL;
  HrAdviceModel *model = new_model (&catalog);

  g_object_run_dispose (G_OBJECT (model));
  finish (model);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/advice-model/answer", test_answer);
  g_test_add_func ("/advice-model/newest-wins", test_newest_wins);
  g_test_add_func ("/advice-model/same-plan", test_same_plan_is_not_asked_again);
  g_test_add_func ("/advice-model/catalog", test_catalog_is_followed);
  g_test_add_func ("/advice-model/tasks", test_tasks);
  g_test_add_func ("/advice-model/bridge-goes-with-its-cards", test_bridge_goes_with_its_cards);
  g_test_add_func ("/advice-model/dropped", test_dropped);
  return g_test_run ();
}
