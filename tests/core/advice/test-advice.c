/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fixture.h"
#include "hr-advice.h"
#include "hr-price-today.h"
#include "hr-calibration.h"
#include "hr-task.h"
#include "hr-tiers.h"

static HrAdvice *
advise (const HrPlan *plan, const HrSnapshot *snapshot)
{
  return hr_advice_new (plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, NULL);
}

static double
objective (const HrPick *pick, HrAim aim)
{
  return aim == HR_AIM_FASTEST    ? pick->estimate.seconds
         : aim == HR_AIM_CHEAPEST ? pick->build.price_usd
                                  : pick->cost.job_usd;
}

/* What must hold of any answer. */
static void
check_advice (const HrAdvice *advice)
{
  const HrConstraints *c = &advice->plan.constraints;
  guint                roles = 0;

  for (guint i = 0; i < advice->n_picks; i++)
    {
      const HrPick *pick = &advice->picks[i];
      double        sum = 0;

      g_assert_cmpint (pick->estimate.fit, !=, HR_FIT_EXCEEDS);
      g_assert_cmpfloat (pick->headroom_gib, >=, 0);
      g_assert_cmpuint (pick->build.gpu_count, <=, c->max_gpus);
      g_assert_true (isfinite (pick->cost.job_usd) && pick->cost.job_usd > 0);
      g_assert_cmpfloat (pick->build.price_usd, >, 0);
      if (c->budget > 0 && c->covers == HR_COVERS_BUILD)
        g_assert_cmpfloat (pick->build.price_usd, <=, c->budget * (1 + 1e-12));
      if (c->host == HR_HOST_KIND_TOWER)
        g_assert_cmpint (pick->build.gpu->form, ==, HR_FORM_PCIE_ACTIVE);
      g_assert_true (pick->build.ram_gib == 0
                     || pick->build.ram_gib >= pick->estimate.host_required_gib);
      for (guint k = 0; k < pick->build.n_parts; k++)
        sum += pick->build.parts[k].unit_usd * pick->build.parts[k].count;
      g_assert_cmpfloat_with_epsilon (sum * (1 + advice->plan.economics.tax_rate),
                                      pick->build.price_usd, 1e-6);
      g_assert_cmpuint (roles & pick->roles, ==, 0);
      roles |= pick->roles;
      for (guint k = 0; k < i; k++)
        g_assert_false (advice->picks[k].build.gpu == pick->build.gpu
                        && advice->picks[k].build.gpu_count == pick->build.gpu_count);
    }
  if (advice->n_picks > 0)
    {
      g_assert_cmpuint (roles, ==, (1u << HR_N_ROLE) - 1);
      g_assert_true (advice->picks[0].roles & (1u << c->aim));
      g_assert_null (advice->nearest_miss);
    }
  for (guint i = 1; i < advice->n_pareto; i++)
    {
      g_assert_cmpfloat (advice->pareto[i].price_usd, >=, advice->pareto[i - 1].price_usd);
      g_assert_cmpfloat (advice->pareto[i].seconds, <, advice->pareto[i - 1].seconds);
    }
  g_assert_true (advice->confidence >= 0 && advice->confidence <= 1);
}

/* Every card is either in a pick or excluded with one reason and one change. */
static void
check_complete (const HrAdvice *advice)
{
  for (guint i = 0; i < advice->snapshot->n_gpus; i++)
    {
      const HrGpu *gpu = &advice->snapshot->gpus[i];
      guint        picked = 0, excluded = 0;

      for (guint k = 0; k < advice->n_picks; k++)
        picked += advice->picks[k].build.gpu == gpu;
      for (guint k = 0; k < advice->n_excluded; k++)
        if (advice->excluded[k].gpu == gpu)
          {
            excluded++;
            g_assert_cmpuint (advice->excluded[k].message.n_args, >, 0);
            g_assert_cmpuint (advice->excluded[k].change.n_args, >, 0);
          }
      g_assert_true ((picked > 0) != (excluded == 1));
    }
}

/* — Each number of a sentence is one of the figures of the advice — */

typedef struct
{
  double values[4096];
  guint  n;
} Figures;

static void
figure (Figures *f, double value)
{
  g_assert_cmpuint (f->n, <, G_N_ELEMENTS (f->values));
  f->values[f->n++] = value;
}

static void
pick_figures (Figures *f, const HrPick *p)
{
  const HrEstimate *e = &p->estimate;
  const HrCost     *c = &p->cost;
  const double      values[] = {
         e->required_gib,
         e->low_gib,
         e->high_gib,
         e->available_gib,
         e->host_required_gib,
         e->throughput.value,
         e->step_seconds,
         e->seconds,
         e->seconds_low,
         e->seconds_high,
         e->stage_seconds[e->bound_by],
         p->headroom_gib,
         MAX (0, p->headroom_gib),
         c->job_usd,
         c->rent_hour_usd,
         c->rent_job_usd,
         c->break_even_hours,
         c->power_w,
         p->build.price_usd,
         p->build.ram_gib,
         p->build.ram_channels_filled,
         p->build.platform->memory_channels,
         p->build.host.ram_bandwidth_gb_s,
         p->build.n_unpriced,
         p->build.gpu_count,
         p->build.gpu->vram_gib,
         100 * p->build.stale_share,
         p->build.gpu->tflops[HR_RATE_FP64],
         p->build.gpu->tflops[HR_RATE_FP32],
         hr_date_age_days (p->build.oldest, FIXTURE_TODAY),
         e->seconds / 3600,
  };
  const HrPrice *card = p->build.n_parts > 0 ? p->build.parts[0].price : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    figure (f, values[i]);
  if (card != NULL)
    {
      figure (f, card->usd);
      figure (f, hr_price_today_low (card));
      figure (f, hr_price_today_high (card));
      figure (f, hr_price_today_listed (card));
      figure (f, hr_date_age_days (card->date, FIXTURE_TODAY));
    }
  for (guint i = 0; i < p->build.gpu->n_prices; i++)
    {
      figure (f, hr_price_today_listed (&p->build.gpu->prices[i]));
      figure (f, hr_date_age_days (p->build.gpu->prices[i].date, FIXTURE_TODAY));
    }
}

static gboolean
is_figure (const Figures *f, double value)
{
  for (guint i = 0; i < f->n; i++)
    if (fabs (f->values[i] - value) <= 1e-9 * fabs (value))
      return TRUE;
  return FALSE;
}

static void
check_sentences (const HrAdvice *advice)
{
  g_autofree Figures *f = g_new0 (Figures, 1);

  for (guint i = 0; i < advice->n_picks; i++)
    pick_figures (f, &advice->picks[i]);
  figure (f, round (10 * advice->confidence));
  figure (f, round (10 * advice->price_confidence));
  figure (f, advice->n_excluded);
  for (guint i = 0; i < advice->n_picks; i++)
    for (guint k = 0; k < advice->picks[i].n_reasons + advice->picks[i].n_cautions; k++)
      {
        const HrPick     *pick = &advice->picks[i];
        const HrSentence *s = k < pick->n_reasons ? &pick->reasons[k]
                                                  : &pick->cautions[k - pick->n_reasons];
        guint             numbers = 0;

        for (guint a = 0; a < s->n_args; a++)
          {
            const HrSentenceArg *arg = &s->args[a];

            g_assert_true (arg->unit != HR_UNIT_TEXT || (arg->text && arg->text[0]));
            if (arg->unit == HR_UNIT_TEXT)
              continue;
            numbers++;
            g_assert_true (isfinite (arg->value));
            /* Ratios, shares and differences are made of two figures that stand beside them. */
            if (arg->unit == HR_UNIT_RATIO || arg->unit == HR_UNIT_PERCENT
                || s->id == HR_SENTENCE_CHEAPER_THAN || s->id == HR_SENTENCE_QUALITY_LOSS
                || s->id == HR_SENTENCE_PICKED_BATCH)
              continue;
            if (!is_figure (f, arg->value))
              g_error ("sentence %d: %g is no figure of the advice", (int) s->id, arg->value);
          }
        g_assert_cmpuint (numbers, >, 0);
      }
}

static void
test_any (gconstpointer data)
{
  HrTask task = (HrTask) GPOINTER_TO_INT (data);

  for (guint aim = 0; aim < HR_N_AIM; aim++)
    for (double budget = 800; budget < 1e6; budget *= 4)
      {
        g_autoptr (HrSnapshot) snapshot = aim == 0 ? fixture_snapshot () : fixture_random (12);
        g_autoptr (HrAdvice) advice = NULL;
        HrPlan plan;

        hr_plan_init (&plan, task);
        plan.constraints.aim = (HrAim) aim;
        plan.constraints.budget = budget;
        plan.constraints.host = aim == 2 ? HR_HOST_KIND_TOWER : HR_HOST_KIND_ANY;
        plan.constraints.max_gpus = budget > 1e5 ? 8 : 4;
        plan.economics.tax_rate = 0.19;
        advice = advise (&plan, snapshot);
        check_advice (advice);
        check_complete (advice);
        check_sentences (advice);
        for (guint i = 1; i < advice->n_picks && aim != HR_AIM_MOST_HEADROOM; i++)
          if (!(advice->picks[i].estimate.notes & HR_NOTE_EXTRAPOLATED)
              && advice->picks[0].roles == 0)
            g_assert_cmpfloat (objective (&advice->picks[0], plan.constraints.aim), <=,
                               2.6 * objective (&advice->picks[i], plan.constraints.aim));
      }
}

/* — Thresholds: what they say comes true in a fresh search on both sides — */

static void
ask_again (
    const HrAdvice *advice, const HrThreshold *t, double value, const HrGpu **gpu, guint *count)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrAdvice) again = NULL;
  HrPlan plan = advice->plan;

  memcpy ((gpointer) snapshot->gpus, advice->snapshot->gpus, snapshot->n_gpus * sizeof (HrGpu));
  if (g_str_has_suffix (t->quantity, "price"))
    fixture_gpus (snapshot)[t->of - advice->snapshot->gpus].prices[0].usd = value;
  else if (strcmp (t->quantity, "budget") == 0)
    plan.constraints.budget = value;
  else if (strcmp (t->quantity, "hours-per-week") == 0)
    plan.economics.hours_per_week = value;
  else if (strcmp (t->quantity, "electricity") == 0)
    plan.economics.electricity_per_kwh = value;
  else if (strcmp (t->quantity, "sequence") == 0)
    plan.workload.nlp.sequence_length = (guint32) value;
  else if (strcmp (t->quantity, "context") == 0)
    plan.workload.llm.context_length = (guint32) value;
  else
    *hr_task_type (plan.workload.task)->batch (&plan.workload) = (guint32) value;
  again = advise (&plan, snapshot);
  *gpu = NULL;
  if (again->n_picks > 0)
    *gpu = &advice->snapshot->gpus[again->picks[0].build.gpu - snapshot->gpus];
  *count = again->n_picks ? again->picks[0].build.gpu_count : 0;
}

static void
check_threshold (const HrAdvice *advice, const HrThreshold *t, double now)
{
  const HrGpu *pick = advice->picks[0].build.gpu, *gpu;
  double before = t->value + (now - t->value) * 0.01, beyond = t->value - (now - t->value) * 0.001;
  guint  count, pick_count = advice->picks[0].build.gpu_count;

  g_test_message ("%s: %g now, %g", t->quantity, now, t->value);
  ask_again (advice, t, before, &gpu, &count);
  g_assert_true (gpu == pick);
  if (t->then == pick && t->then_count == pick_count)
    return;
  ask_again (advice, t, beyond, &gpu, &count);
  g_assert_true (gpu == t->then);
  if (strcmp (t->quantity, "rival-price") != 0)
    g_assert_cmpuint (count, ==, t->then_count);
}

static void
test_thresholds (gconstpointer data)
{
  HrTask task = (HrTask) GPOINTER_TO_INT (data);
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrAdvice) advice = NULL;
  HrPlan plan;

  hr_plan_init (&plan, task);
  plan.constraints.budget = 9000;
  advice = advise (&plan, snapshot);
  g_assert_cmpuint (advice->n_picks, >, 1);
  g_assert_cmpuint (advice->n_thresholds, >, 0);
  for (guint i = 0; i < advice->n_thresholds; i++)
    {
      const HrThreshold *t = &advice->thresholds[i];
      double             now = plan.constraints.budget;

      if (g_str_has_suffix (t->quantity, "price"))
        now = t->of->prices[0].usd;
      else if (strcmp (t->quantity, "hours-per-week") == 0)
        now = plan.economics.hours_per_week;
      else if (strcmp (t->quantity, "electricity") == 0)
        now = plan.economics.electricity_per_kwh;
      else if (strcmp (t->quantity, "budget") != 0)
        continue;
      check_threshold (advice, t, now);
    }
}

static void
test_nothing_fits (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrAdvice) advice = NULL;
  HrPlan plan;

  hr_plan_init (&plan, HR_TASK_LLM_INFERENCE);
  plan.constraints.budget = 500;
  advice = advise (&plan, snapshot);
  g_assert_cmpuint (advice->n_picks, ==, 0);
  g_assert_nonnull (advice->nearest_miss);
  g_assert_cmpint (advice->miss_reason, ==, HR_REASON_BUDGET);
  g_assert_cmpfloat_with_epsilon (advice->miss_by, advice->nearest_miss->build.price_usd - 500,
                                  1e-6);
}

/* A catalog without hosts: every card is out, and nothing is near. */
static void
test_no_hosts (void)
{
  for (guint task = 0; task < HR_N_TASK; task++)
    {
      g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
      g_autoptr (HrAdvice) advice = NULL;
      HrPlan plan;

      snapshot->n_platforms = snapshot->n_host_parts = snapshot->n_ram_kits = 0;
      hr_plan_init (&plan, (HrTask) task);
      advice = advise (&plan, snapshot);
      g_assert_cmpuint (advice->n_picks, ==, 0);
      g_assert_null (advice->nearest_miss);
      check_complete (advice);
    }
}

static void
test_tiers (void)
{
  for (guint tier = 0; tier < HR_N_TIER; tier++)
    for (guint task = 0; task < HR_N_TASK; task++)
      {
        g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
        g_autoptr (HrIssues) issues = hr_issues_new ();
        g_autoptr (HrAdvice) advice = NULL;
        HrPlan plan;

        hr_tier_plan ((HrTier) tier, (HrTask) task, &plan);
        hr_plan_validate (&plan, snapshot, issues);
        g_assert_cmpuint (hr_issues_n_errors (issues), ==, 0);
        advice = advise (&plan, snapshot);
        check_advice (advice);
        g_assert_cmpuint (advice->n_picks, >, 0);
      }
}

/* A close call is one that is ahead in fewer than 65 of 100 draws; and each answer says first what
 * it is. */
static void
test_verdict (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();

  for (guint task = 0; task < HR_N_TASK; task++)
    for (guint budget = 0; budget < 3; budget++)
      {
        static const double amounts[] = { 20, 3000, 30000 };
        g_autoptr (HrAdvice) advice = NULL;
        HrPlan plan;

        hr_plan_init (&plan, (HrTask) task);
        plan.constraints.budget = amounts[budget];
        advice = advise (&plan, snapshot);
        g_assert_cmpuint (advice->n_verdict, >, 0);
        if (advice->n_picks == 0)
          {
            g_assert_cmpint (advice->verdict, ==, HR_VERDICT_NONE);
            g_assert_cmpint (advice->verdict_lines[0].id, ==, HR_SENTENCE_NO_ANSWER);
            continue;
          }
        g_assert_cmpint (advice->verdict, ==,
                         advice->n_picks > 1 && advice->confidence < 0.65 ? HR_VERDICT_CLOSE
                                                                          : HR_VERDICT_CLEAR);
        g_assert_true ((advice->verdict_lines[0].id == HR_SENTENCE_CLEAR_PICK)
                       == (advice->verdict == HR_VERDICT_CLEAR));
        g_assert_cmpstr (advice->verdict_lines[0].args[0].text, ==,
                         advice->picks[0].build.gpu->name);
        g_assert_true ((advice->picks[0].estimate.fit == HR_FIT_TIGHT)
                       == (advice->n_verdict > 1
                           && advice->verdict_lines[1].id == HR_SENTENCE_FIRST_IS_TIGHT));
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < HR_N_TASK; i++)
    {
      g_autofree char *any = g_strconcat ("/advice/any/", hr_enum_nick (&hr_enum_task, (int) i),
                                          NULL);
      g_autofree char *thresholds = g_strconcat ("/advice/thresholds/",
                                                 hr_enum_nick (&hr_enum_task, (int) i), NULL);

      g_test_add_data_func (any, GINT_TO_POINTER (i), test_any);
      g_test_add_data_func (thresholds, GINT_TO_POINTER (i), test_thresholds);
    }
  g_test_add_func ("/advice/nothing-fits", test_nothing_fits);
  g_test_add_func ("/advice/no-hosts", test_no_hosts);
  g_test_add_func ("/advice/tiers", test_tiers);
  g_test_add_func ("/advice/verdict", test_verdict);
  return g_test_run ();
}
