/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "threshold-check.h"

#include <string.h>

#include "hr-calibration.h"
#include "hr-rank.h"
#include "hr-task.h"

/* Every threshold is held against fresh searches of the whole question: the pick stays all the way
 * up to the value, and beyond it the pick is what the threshold says. */

static void
set_price (HrSnapshot *snapshot, guint index, double usd)
{
  HrGpu *gpu = (HrGpu *) &snapshot->gpus[index];

  /* Of two prices of the same day the lower counts: what a card costs is all of them. */
  for (guint i = 0; i < gpu->n_prices; i++)
    gpu->prices[i].usd = usd;
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
  g_autoptr (HrSnapshot) snapshot = hr_snapshot_derive (advice->snapshot);
  HrPlan plan = advice->plan;
  g_autoptr (HrSearch) search = NULL;
  g_autoptr (GPtrArray) field = NULL;
  HrTerms  terms;
  HrRanked best;
  gboolean found;

  if (g_str_has_suffix (t->quantity, "price"))
    set_price (snapshot, (guint) (t->of - advice->snapshot->gpus), value);
  else
    set_quantity (t, value, &plan);
  search = hr_search_new (&plan, snapshot, hr_calibration_default (), NULL, 0, 1, NULL);
  hr_terms_init (&terms, search);
  field = hr_rank_field (search, &terms);
  found = hr_rank_best (search, &terms, field, &best);
  *gpu = found ? (guint) (best.cell->gpu - snapshot->gpus) : G_MAXUINT;
  *count = found ? best.cell->gpu_count : 0;
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
check_threshold (const HrAdvice *advice, const HrThreshold *t, guint n_between)
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
  for (guint i = 0; i < n_between && !is_size (t); i++)
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

/* Checks every threshold of the advice for @plan, with @n_between values on the way to each.
 * Returns their number. */
guint
threshold_check_plan (const HrPlan *plan, const HrSnapshot *snapshot, guint n_between)
{
  g_autoptr (HrAdvice) advice = hr_advice_new (plan, snapshot, hr_calibration_default (),
                                               (HrDate){ 2026, 11, 21 }, NULL);

  for (guint i = 0; i < advice->n_thresholds; i++)
    check_threshold (advice, &advice->thresholds[i], n_between);
  return advice->n_thresholds;
}
