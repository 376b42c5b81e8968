/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fixture.h"
#include "hr-advice-private.h"
#include "hr-advice.h"
#include "hr-calibration.h"
#include "hr-rank-change.h"
#include "hr-task.h"

/* Every threshold is held against fresh searches of the whole question: the pick stays all the way
 * up to the value, and beyond it the pick is what the threshold says. */

typedef struct
{
  const HrPlan     *plan;
  const HrSnapshot *snapshot;
  HrSnapshot       *priced; /* the same with one card's price changed */
} Question;

static HrSnapshot *
copy_snapshot (const HrSnapshot *snapshot)
{
  HrSnapshot *copy = g_memdup2 (snapshot, sizeof *snapshot);

  copy->gpus = g_memdup2 (snapshot->gpus, snapshot->n_gpus * sizeof (HrGpu));
  copy->free_arrays = NULL;
  copy->strings = NULL;
  copy->ref_count = 1;
  return copy;
}

static void
set_price (HrSnapshot *snapshot, guint index, HrConditionPolicy policy, double usd)
{
  HrGpu *gpu = &fixture_gpus (snapshot)[index];

  gpu->prices[hr_gpu_price (gpu, policy) - gpu->prices].usd = usd;
}

static void
set_quantity (const HrThreshold *t, double value, HrPlan *plan)
{
  if (strcmp (t->quantity, "budget") == 0)
    plan->constraints.budget = value;
  else if (strcmp (t->quantity, "hours-per-week") == 0)
    plan->economics.hours_per_week = value;
  else if (strcmp (t->quantity, "electricity") == 0)
    plan->economics.electricity_per_kwh = value;
  else if (strcmp (t->quantity, "sequence") == 0)
    plan->workload.nlp.sequence_length = (guint32) value;
  else if (strcmp (t->quantity, "context") == 0)
    plan->workload.llm.context_length = (guint32) value;
  else
    *hr_task_type (plan->workload.task)->batch (&plan->workload) = (guint32) value;
}

/* The pick of the question with the quantity at @value, as an index into the catalog. */
static gboolean
ask (const HrAdvice *advice, const HrThreshold *t, double value, guint *gpu, guint *count)
{
  HrSnapshot *snapshot = copy_snapshot (advice->snapshot);
  HrPlan      plan = advice->plan;
  g_autoptr (HrSearch) search = NULL;
  g_autoptr (GPtrArray) field = NULL;
  HrTerms  terms;
  HrRanked best;
  gboolean found;

  if (g_str_has_suffix (t->quantity, "price"))
    set_price (snapshot, (guint) (t->of - advice->snapshot->gpus), plan.constraints.condition,
               value);
  else
    set_quantity (t, value, &plan);
  search = hr_search_new (&plan, snapshot, hr_calibration_default (), NULL, 0, 1, NULL);
  hr_terms_init (&terms, search);
  field = hr_rank_field (search, &terms);
  found = hr_rank_best (search, &terms, field, &best);
  *gpu = found ? (guint) (best.cell->gpu - snapshot->gpus) : G_MAXUINT;
  *count = found ? best.cell->gpu_count : 0;
  g_free ((gpointer) snapshot->gpus);
  g_free (snapshot);
  return found;
}

static double
now_of (const HrAdvice *advice, const HrThreshold *t)
{
  const HrPlan *plan = &advice->plan;
  HrWorkload    workload = plan->workload;

  if (g_str_has_suffix (t->quantity, "price"))
    return hr_gpu_price (t->of, plan->constraints.condition)->usd;
  if (strcmp (t->quantity, "budget") == 0)
    return plan->constraints.budget;
  if (strcmp (t->quantity, "hours-per-week") == 0)
    return plan->economics.hours_per_week;
  if (strcmp (t->quantity, "electricity") == 0)
    return plan->economics.electricity_per_kwh;
  if (strcmp (t->quantity, "sequence") == 0)
    return workload.nlp.sequence_length;
  if (strcmp (t->quantity, "context") == 0)
    return workload.llm.context_length;
  return *hr_task_type (workload.task)->batch (&workload);
}

/* Whether the answer is still the pick; for a rival's price, whether it is not yet the rival. */
static gboolean
keeps (const HrAdvice *advice, const HrThreshold *t, gboolean found, guint gpu, guint count)
{
  const HrBuild *pick = &advice->picks[0].build;
  const HrGpu   *winner = found ? &advice->snapshot->gpus[gpu] : NULL;

  if (strcmp (t->quantity, "rival-price") == 0)
    return winner != t->of;
  return winner == pick->gpu
         && (strcmp (t->quantity, "gpu-price") == 0 || count == pick->gpu_count);
}

static gboolean
is_size (const HrThreshold *t)
{
  return strcmp (t->quantity, "batch") == 0 || strcmp (t->quantity, "sequence") == 0
         || strcmp (t->quantity, "context") == 0;
}

static void
check_threshold (const HrAdvice *advice, const HrThreshold *t)
{
  double   now = now_of (advice, t), direction = t->value > now ? 1 : -1;
  double   before = is_size (t) ? t->value - 1 : t->value - direction * 1e-7 * t->value;
  double   beyond = is_size (t) ? t->value : t->value + direction * 1e-7 * t->value;
  guint    gpu, count;
  gboolean found;

  if (strcmp (t->quantity, "setting") == 0)
    return;
  g_test_message ("%s%s%s: %g now, %.9g: %s × %u", t->quantity, t->of ? " of " : "",
                  t->of ? t->of->id : "", now, t->value, t->then ? t->then->id : "nothing",
                  t->then_count);
  found = ask (advice, t, before, &gpu, &count);
  g_assert_true (keeps (advice, t, found, gpu, count));
  /* The first change: none on the way, at any place. */
  for (guint i = 0; i < 6 && !is_size (t); i++)
    {
      found = ask (advice, t, now + (before - now) * g_test_rand_double (), &gpu, &count);
      g_assert_true (keeps (advice, t, found, gpu, count));
    }
  found = ask (advice, t, beyond, &gpu, &count);
  g_assert_true (t->then == (found ? &advice->snapshot->gpus[gpu] : NULL));
  g_assert_cmpuint (t->then_count, ==, count);
  if (t->then == advice->picks[0].build.gpu && t->then_count == advice->picks[0].build.gpu_count)
    g_assert_cmpint (t->message.id, ==, HR_SENTENCE_THRESHOLD_NONE);
  if (strcmp (t->quantity, "rival-price") == 0)
    {
      found = ask (advice, t, now / 7.99, &gpu, &count);
      g_assert_true (&advice->snapshot->gpus[gpu] == t->of);
    }
}

static guint n_checked[HR_N_TASK];

static void
check_plan (const HrPlan *plan, const HrSnapshot *snapshot)
{
  g_autoptr (HrAdvice)
      advice = hr_advice_new (plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, NULL);

  for (guint i = 0; i < advice->n_thresholds; i++)
    {
      check_threshold (advice, &advice->thresholds[i]);
      n_checked[plan->workload.task]++;
    }
}

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

  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (HrSnapshot) snapshot = fixture_random (i % 4 ? 12 : 40);
      HrPlan plan;

      random_plan (&plan, task);
      check_plan (&plan, snapshot);
    }
  g_test_message ("%u thresholds", n_checked[task]);
  g_assert_cmpuint (n_checked[task], >, 0);
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
