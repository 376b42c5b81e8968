/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fixture.h"
#include "hr-calibration.h"
#include "hr-rank.h"
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

/* What the aim counts of the free memory of the pick when @t's setting is taken. */
static double
headroom_with (const HrAdvice *advice, const HrThreshold *t)
{
  g_autoptr (HrAdvice) with = NULL;
  HrPlan plan = advice->plan;
  int    value = 0;

  if (strcmp (t->key, "method") == 0 && hr_enum_parse (&hr_enum_method, t->nick, &value))
    plan.workload.nlp.method = (HrMethod) value;
  else if (strcmp (t->key, "activation_checkpointing") == 0
           && hr_enum_parse (&hr_enum_checkpointing, t->nick, &value))
    plan.workload.nlp.checkpointing = (HrCheckpointing) value;
  else if (strcmp (t->key, "optimizer") == 0 && hr_enum_parse (&hr_enum_optimizer, t->nick, &value))
    plan.workload.nlp.optimizer = (HrOptimizer) value;
  else if (strcmp (t->key, "offload") == 0 && hr_enum_parse (&hr_enum_offload, t->nick, &value))
    plan.workload.nlp.offload = (HrOffload) value;
  else
    {
      g_assert_cmpstr (t->key, ==, "chunked_loss");
      plan.workload.nlp.chunked_loss = TRUE;
    }
  with = hr_advice_new (&plan, advice->snapshot, hr_calibration_default (), FIXTURE_TODAY, NULL);
  g_assert_cmpuint (with->n_picks, >, 0);
  return hr_rank_headroom (with->picks[0].headroom_gib, with->picks[0].risk);
}

/* A setting that costs quality is named beside one that does not where it gains more, and only
 * there; so it is where the aim's figure is the better the larger it is. */
static void
test_loss_gains_more (void)
{
  guint n_both = 0;

  for (guint i = 0; i < 1024; i++)
    {
      g_autoptr (HrSnapshot) snapshot = i < 128 ? fixture_snapshot () : fixture_random (12);
      g_autoptr (HrAdvice) advice = NULL;
      const HrThreshold *named[2] = { NULL };
      guint              n = 0;
      HrPlan             plan;

      hr_plan_init (&plan, HR_TASK_NLP_FINE_TUNE);
      plan.constraints.aim = HR_AIM_MOST_HEADROOM;
      plan.constraints.max_gpus = 1;
      plan.workload.nlp.method = i % 2 ? HR_METHOD_LORA : HR_METHOD_FULL;
      plan.workload.nlp.checkpointing = i / 2 % 2 ? HR_CHECKPOINTING_FULL : HR_CHECKPOINTING_NONE;
      plan.workload.nlp.batch = 1u << (i / 4 % 4);
      plan.workload.nlp.sequence_length = 256u << (i / 16 % 8);
      advice = hr_advice_new (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, NULL);
      for (guint k = 0; k < advice->n_thresholds; k++)
        if (strcmp (advice->thresholds[k].quantity, "setting") == 0)
          named[n++] = &advice->thresholds[k];
      n_both += n == 2;
      if (n == 2)
        g_assert_cmpfloat (headroom_with (advice, named[1]), >,
                           headroom_with (advice, named[0]) * 1.05);
    }
  g_assert_cmpuint (n_both, >, 0);
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
  g_test_add_func ("/threshold/loss-gains-more", test_loss_gains_more);
  return g_test_run ();
}
