/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fixture.h"
#include "hr-calibration.h"
#include "threshold-check.h"

static gboolean
sometimes (guint one_in)
{
  return g_test_rand_int_range (0, (int) one_in) == 0;
}

static void
random_plan (HrPlan *plan, HrTask task)
{
  HrConstraints *c = &plan->constraints;

  hr_plan_init (plan, task);
  c->aim = (HrAim) g_test_rand_int_range (0, HR_N_AIM);
  c->budget = exp (g_test_rand_double_range (7, 11.5));
  c->covers = (HrCovers) g_test_rand_int_range (0, HR_N_COVERS);
  c->max_gpus = (guint) g_test_rand_int_range (1, 6);
  c->host = (HrHostKind) g_test_rand_int_range (0, HR_N_HOST_KIND);
  c->max_power_w = sometimes (5) ? g_test_rand_double_range (500, 3000) : 0;
  c->deadline_hours = sometimes (5) ? exp (g_test_rand_double_range (1, 6)) : 0;
  c->allow_quality_loss = g_test_rand_bit ();
  plan->economics.hours_per_week = g_test_rand_double_range (2, 160);
  plan->economics.electricity_per_kwh = g_test_rand_double_range (0, 1);
  plan->economics.resale_share = sometimes (3) ? 0.3 : 0;
  plan->economics.tax_rate = sometimes (3) ? 0.19 : 0;
  if (task == HR_TASK_NLP_FINE_TUNE)
    {
      if (g_test_rand_bit ())
        plan->workload.nlp.method = HR_METHOD_AUTO;
      if (g_test_rand_bit ())
        plan->workload.nlp.checkpointing = HR_CHECKPOINTING_AUTO;
      plan->workload.nlp.batch = g_test_rand_bit () ? 2 : 0;
      plan->workload.nlp.sequence_length = 512;
    }
  else if (task == HR_TASK_LLM_INFERENCE)
    {
      plan->workload.llm.context_length = 2048;
      plan->workload.llm.batch = g_test_rand_bit () ? 4 : 0;
    }
  else if (task == HR_TASK_IMAGE_CLASSIFICATION)
    plan->workload.image.batch = g_test_rand_bit () ? 16 : 0;
}

static void
test_random (gconstpointer data)
{
  HrTask task = (HrTask) GPOINTER_TO_INT (data);
  guint  n = 0;

  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (HrSnapshot) snapshot = fixture_random (i % 4 ? 12 : 40);
      HrPlan plan;

      random_plan (&plan, task);
      n += threshold_check_plan (&plan, snapshot, 6);
    }
  g_test_message ("%u thresholds", n);
  g_assert_cmpuint (n, >, 0);
}

/* Where one card is the best of all however money changes, nothing is a threshold. */
static void
test_alone (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrAdvice) advice = NULL;
  HrPlan plan;

  snapshot->n_gpus = 2; /* the work needs the larger */
  hr_plan_init (&plan, HR_TASK_NLP_FINE_TUNE);
  plan.constraints.max_gpus = 1;
  plan.constraints.budget = 0;
  advice = hr_advice_new (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, NULL);
  g_assert_cmpuint (advice->n_picks, ==, 1);
  for (guint i = 0; i < advice->n_thresholds; i++)
    g_assert_true (advice->thresholds[i].then == NULL
                   || strcmp (advice->thresholds[i].quantity, "setting") == 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < HR_N_TASK; i++)
    {
      g_autofree char *path = g_strconcat ("/threshold/random/",
                                           hr_enum_nick (&hr_enum_task, (int) i), NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_random);
    }
  g_test_add_func ("/threshold/alone", test_alone);
  return g_test_run ();
}
