/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-pick-trace.h"

#include <math.h>
#include <string.h>

#include "fixture.h"
#include "hr-calibration.h"
#include "hr-task.h"
#include "hr-tiers.h"

static HrTrace *
trace_of (const HrAdvice *advice, const HrPick *pick)
{
  return hr_pick_trace (advice, pick, hr_calibration_default ());
}

static void
assert_same (const char *id, double traced, double figure)
{
  if (fabs (traced - figure) > 1e-9 * MAX (fabs (traced), fabs (figure)))
    g_error ("%s: %.12g is traced, %.12g is the figure", id, traced, figure);
}

/* @figure is what the trace says of @id; a figure that is nil needs no term. */
static void
check_figure (const HrTrace *trace, const char *id, double figure)
{
  const HrTraceTerm *term = hr_trace_find (trace, id);

  if (term == NULL && figure == 0)
    return;
  if (term == NULL)
    g_error ("%s (%g) is not in the trace", id, figure);
  assert_same (id, term->unit == HR_UNIT_BYTES ? term->value / HR_GIB : term->value, figure);
}

/* — The trace itself — */

static void
check_terms (const HrTrace *trace)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (hr_trace_n (trace), >, 20);
  for (guint i = 0; i < hr_trace_n (trace); i++)
    {
      const HrTraceTerm *term = hr_trace_get (trace, i);

      if (!g_hash_table_add (seen, (gpointer) term->id))
        g_error ("%s stands twice in the trace", term->id);
      g_assert_true (isfinite (term->value));
      g_assert_true (term->formula && term->formula[0]);
      g_assert_nonnull (term->source);
      for (guint k = 0; k < term->n_inputs; k++)
        g_assert_true (isfinite (term->inputs[k].value) && term->inputs[k].symbol[0]);
    }
}

/* Every bar of the memory chart and every stage of the data path is a term, of the same value. */
static void
check_estimate (const HrTrace *trace, const HrEstimate *e)
{
  const struct
  {
    const char *id;
    double      figure;
  } figures[] = {
    { "memory.allocated", e->allocated_gib },
    { "memory.reserved", e->reserved_gib },
    { "memory.required", e->required_gib },
    { "memory.low", e->low_gib },
    { "memory.high", e->high_gib },
    { "memory.available", e->available_gib },
    { "memory.headroom", e->available_gib - e->required_gib },
    { "host.required", e->host_required_gib },
    { "host.recommended", e->host_recommended_gib },
    { "time.step", e->step_seconds },
    { "time.job", e->seconds },
    { "time.job-low", e->seconds_low },
    { "time.job-high", e->seconds_high },
    { "time.load", e->gpu_load },
    { "throughput.rate", e->throughput.value },
    { "throughput.prefill", e->prefill.value },
  };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    check_figure (trace, figures[i].id, figures[i].figure);
  for (guint i = 0; i < e->n_terms; i++)
    {
      const char      *nick = hr_enum_nick (&hr_enum_term, (int) e->terms[i].term);
      g_autofree char *id = g_strconcat ("memory.", nick, NULL);

      check_figure (trace, id, e->terms[i].gib);
    }
  for (guint i = 0; i < e->n_host_terms; i++)
    {
      const char      *nick = hr_enum_nick (&hr_enum_term, (int) e->host_terms[i].term);
      g_autofree char *id = g_strconcat ("host.", nick, NULL);

      check_figure (trace, id, e->host_terms[i].gib);
    }
  for (guint i = 0; i < HR_N_STAGE; i++)
    check_figure (trace, hr_trace_stage_id ((HrStage) i), e->stage_seconds[i]);
}

static void
check_money (const HrTrace *trace, const HrBuild *b, const HrCost *c, double tax)
{
  const struct
  {
    const char *id;
    double      figure;
  } figures[] = {
    { "price.total", b->price_usd },
    { "price.unpriced", b->n_unpriced },
    { "price.stale", 100 * b->stale_share },
    { "energy.wall", c->power_w },
    { "energy.job", c->energy_kwh },
    { "energy.cost", c->energy_usd },
    { "cost.hour", c->per_hour_usd },
    { "cost.job", c->job_usd },
    { "cost.job-low", c->job_low_usd },
    { "cost.job-high", c->job_high_usd },
    { "cost.rent-hour", c->rent_hour_usd },
    { "cost.rent-job", c->rent_job_usd },
    { "cost.break-even", c->break_even_hours },
    { "cost.work-per-money", c->work_per_usd },
    { "cost.per-gib", c->usd_per_gib },
    { "cost.per-gb-s", c->usd_per_gb_s },
    { "cost.per-tflops", c->usd_per_tflops },
  };
  double parts = 0;

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    check_figure (trace, figures[i].id, figures[i].figure);
  for (guint i = 0; i < b->n_parts; i++)
    {
      const HrBuildPart *part = &b->parts[i];
      const char        *nick = hr_enum_nick (&hr_enum_part, (int) part->part);
      g_autofree char   *id = g_strconcat ("price.", nick, NULL);
      const HrTraceTerm *term = hr_trace_find (trace, id);

      check_figure (trace, id, part->unit_usd * part->count * (1 + tax));
      parts += term ? term->value : 0;
      if (part->price)
        g_assert_cmpint (hr_date_compare (term->date, part->price->date), ==, 0);
    }
  assert_same ("parts", parts, b->price_usd);
  g_assert_true ((c->break_even_date.year > 0)
                 == (hr_trace_find (trace, "cost.break-even-days") != NULL));
}

/* — What sentences rest on — */

/* Which of a sentence's figures its term explains; where it is not named, the first number. */
static guint
explained_arg (HrSentenceId id)
{
  switch ((int) id)
    {
    case HR_SENTENCE_RUNS_FROM_RAM:
    case HR_SENTENCE_FASTER_THAN:
    case HR_SENTENCE_WORK_PER_MONEY:
    case HR_SENTENCE_RAM_RULE:
    case HR_SENTENCE_SLOW_FP64:
    case HR_SENTENCE_TIGHT:
    case HR_SENTENCE_CHEAPER_THAN:
    case HR_SENTENCE_THRESHOLD_PRICE:
    case HR_SENTENCE_THRESHOLD_NONE:
    case HR_SENTENCE_CHANGE_BUDGET:
    case HR_SENTENCE_CHANGE_RESERVE:
    case HR_SENTENCE_CHANGE_POWER:
    case HR_SENTENCE_CHANGE_DEADLINE:
      return 1;
    case HR_SENTENCE_BOUND_BY:
    case HR_SENTENCE_RENT_BREAK_EVEN:
    case HR_SENTENCE_PICKED_SETTING:
    case HR_SENTENCE_QUALITY_LOSS:
    case HR_SENTENCE_UNMEASURED:
    case HR_SENTENCE_RAM_CHANNELS:
    case HR_SENTENCE_DROPPED:
      return 2;
    case HR_SENTENCE_BEHIND_UNMEASURED:
    case HR_SENTENCE_BEHIND_TIGHT:
    case HR_SENTENCE_BEHIND_CARDS:
    case HR_SENTENCE_PRICE_UNPAYABLE:
      return 3;
    case HR_SENTENCE_PRICE_MOVED:
    case HR_SENTENCE_PRICE_RANGE:
      return 1;
    case HR_SENTENCE_THRESHOLD_SETTING:
    case HR_SENTENCE_THRESHOLD_SETTING_LOSS:
    case HR_SENTENCE_THRESHOLD_SURER:
      return 6;
    default:
      return 0;
    }
}

static gboolean
says (const HrTraceTerm *term, const HrSentenceArg *arg)
{
  double value = arg->unit == HR_UNIT_HOURS && term->unit == HR_UNIT_SECONDS ? arg->value * 3600
                                                                             : arg->value;

  return arg->unit != HR_UNIT_TEXT && fabs (term->value - value) <= 1e-9 * fabs (value);
}

/* A sentence on the pick rests on a term whose value is its figure. */
static void
check_sentence (const HrTrace *trace, const HrSentence *s)
{
  const HrTraceTerm *term;

  g_assert_nonnull (s->term);
  term = hr_trace_find (trace, s->term);
  if (term == NULL)
    g_error ("sentence %d rests on %s, which is not in the trace", (int) s->id, s->term);
  g_assert_cmpuint (explained_arg (s->id), <, s->n_args);
  if (!says (term, &s->args[explained_arg (s->id)]))
    g_error ("sentence %d: %s is %g, the sentence has %g", (int) s->id, s->term, term->value,
             s->args[explained_arg (s->id)].value);
}

/* A threshold rests on the term that it varies, or on one that takes it as an input. */
static void
check_threshold (const HrTrace *trace, const HrThreshold *t)
{
  const HrSentence  *s = &t->message;
  const HrTraceTerm *term;
  gboolean           found;

  g_assert_nonnull (s->term);
  term = hr_trace_find (trace, s->term);
  if (term == NULL)
    g_error ("threshold %s rests on %s, which is not in the trace", t->quantity, s->term);
  if (s->id == HR_SENTENCE_THRESHOLD_RIVAL)
    return;
  found = says (term, &s->args[explained_arg (s->id)]);
  for (guint i = 0; i < term->n_inputs; i++)
    found |= fabs (term->inputs[i].value - s->args[explained_arg (s->id)].value)
             <= 1e-9 * fabs (term->inputs[i].value);
  if (!found)
    g_error ("threshold %s: %s does not know %g", t->quantity, s->term,
             s->args[explained_arg (s->id)].value);
}

static void
check_pick (const HrAdvice *advice, const HrPick *pick)
{
  g_autoptr (HrTrace) trace = trace_of (advice, pick);

  check_terms (trace);
  check_estimate (trace, &pick->estimate);
  check_money (trace, &pick->build, &pick->cost, advice->plan.economics.tax_rate);
  for (guint k = 0; k < pick->n_reasons; k++)
    check_sentence (trace, &pick->reasons[k]);
  for (guint k = 0; k < pick->n_cautions; k++)
    check_sentence (trace, &pick->cautions[k]);
  if (advice->n_picks > 1 && pick == &advice->picks[0])
    check_figure (trace, "ranking.confidence", advice->confidence);
  for (guint k = 0; pick == advice->picks && k < advice->n_thresholds; k++)
    check_threshold (trace, &advice->thresholds[k]);
}

static guint said[HR_N_SENTENCE];

static void
count (const HrSentence *sentences, guint n)
{
  for (guint i = 0; i < n; i++)
    said[sentences[i].id]++;
}

static void
check_plan (const HrPlan *plan, HrSnapshot *snapshot)
{
  g_autoptr (HrAdvice)
      advice = hr_advice_new (plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, NULL);

  for (guint i = 0; i < advice->n_picks; i++)
    {
      check_pick (advice, &advice->picks[i]);
      count (advice->picks[i].reasons, advice->picks[i].n_reasons);
      count (advice->picks[i].cautions, advice->picks[i].n_cautions);
    }
  for (guint i = 0; i < advice->n_thresholds; i++)
    said[advice->thresholds[i].message.id]++;
  if (advice->nearest_miss)
    {
      check_pick (advice, advice->nearest_miss);
      count (advice->nearest_miss->reasons, advice->nearest_miss->n_reasons);
    }
}

static void
test_grid (gconstpointer data)
{
  HrTask task = (HrTask) GPOINTER_TO_INT (data);

  for (guint aim = 0; aim < HR_N_AIM; aim++)
    for (double budget = 400; budget < 1e6; budget *= 5)
      {
        g_autoptr (HrSnapshot) snapshot = aim == 0 ? fixture_snapshot () : fixture_random (12);
        HrPlan plan;

        hr_plan_init (&plan, task);
        plan.constraints.aim = (HrAim) aim;
        plan.constraints.budget = budget;
        plan.constraints.covers = (HrCovers) (aim % HR_N_COVERS);
        plan.constraints.host = aim == 2 ? HR_HOST_KIND_TOWER : HR_HOST_KIND_ANY;
        plan.constraints.max_gpus = budget > 1e5 ? 8 : 4;
        plan.economics.tax_rate = 0.19;
        plan.economics.resale_share = 0.2;
        check_plan (&plan, snapshot);
      }
}

static void
test_tiers (void)
{
  for (guint tier = 0; tier < HR_N_TIER; tier++)
    for (guint task = 0; task < HR_N_TASK; task++)
      {
        g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
        HrPlan plan;

        hr_tier_plan ((HrTier) tier, (HrTask) task, &plan);
        check_plan (&plan, snapshot);
      }
}

/* From what fits easily to what does not: on the way each card is tight once. */
static void
test_lengths (void)
{
  for (double tokens = 256; tokens < 65536; tokens *= 1.25)
    {
      g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
      HrPlan plan;

      hr_plan_init (&plan, HR_TASK_NLP_FINE_TUNE);
      plan.constraints.budget = 0;
      plan.constraints.host = HR_HOST_KIND_ANY;
      plan.workload.nlp.sequence_length = (guint32) tokens;
      check_plan (&plan, snapshot);
    }
}

/* Settings that change which terms there are. */
static void
test_fine_tune_settings (void)
{
  for (guint i = 0; i < 64; i++)
    {
      g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
      HrPlan plan;

      hr_plan_init (&plan, HR_TASK_NLP_FINE_TUNE);
      plan.constraints.budget = 0;
      plan.constraints.max_gpus = 8;
      plan.constraints.host = HR_HOST_KIND_ANY;
      plan.constraints.allow_quality_loss = TRUE;
      plan.workload.nlp.batch = i % 3 == 0 ? 0 : i % 5;
      plan.workload.nlp.method = (HrMethod) (i % HR_N_METHOD);
      plan.workload.nlp.offload = (HrOffload) (i % HR_N_OFFLOAD);
      plan.workload.nlp.sharding = (HrSharding) (i % HR_N_SHARDING);
      plan.workload.nlp.checkpointing = (HrCheckpointing) (i / 2 % HR_N_CHECKPOINTING);
      plan.workload.nlp.attention = (HrAttention) (i / 4 % HR_N_ATTENTION);
      plan.workload.nlp.optimizer = (HrOptimizer) (i / 3 % HR_N_OPTIMIZER);
      plan.workload.nlp.precision = i % 7 == 0 ? HR_PRECISION_AMP_BF16 : HR_PRECISION_BF16;
      plan.workload.nlp.framework = (HrFramework) (i % HR_N_FRAMEWORK);
      check_plan (&plan, snapshot);
    }
}

static void
test_inference_settings (void)
{
  static const char *const formats[] = { "fp16", "q4_k_m", "int8", "int4" };

  for (guint i = 0; i < 24; i++)
    {
      g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
      HrPlan plan;

      hr_plan_init (&plan, HR_TASK_LLM_INFERENCE);
      plan.constraints.budget = 0;
      plan.constraints.max_gpus = 4;
      plan.constraints.host = HR_HOST_KIND_ANY;
      plan.workload.llm.engine = (HrEngine) (i % HR_N_ENGINE);
      plan.workload.llm.batch = i % 4;
      plan.workload.llm.prompt_tokens = i % 5 == 0 ? 0 : 700;
      g_strlcpy (plan.workload.llm.weight_format, formats[i % G_N_ELEMENTS (formats)],
                 sizeof plan.workload.llm.weight_format);
      check_plan (&plan, snapshot);
    }
}

static void
test_science_and_scenes (void)
{
  for (guint i = 0; i < 2 * HR_N_KERNEL; i++)
    {
      g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
      HrPlan plan;

      hr_plan_init (&plan, HR_TASK_SCIENTIFIC);
      plan.constraints.budget = 0;
      plan.constraints.host = HR_HOST_KIND_ANY;
      plan.workload.science.kernel = (HrKernel) (i % HR_N_KERNEL);
      plan.workload.science.solver = (HrSolver) (i % HR_N_SOLVER);
      plan.workload.science.md_engine = (HrMdEngine) (i % HR_N_MD_ENGINE);
      plan.workload.science.precision = i < HR_N_KERNEL ? HR_PRECISION_FP64 : HR_PRECISION_FP32;
      check_plan (&plan, snapshot);
    }
  for (guint i = 0; i < 2 * HR_N_RENDER_ENGINE; i++)
    {
      g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
      HrPlan plan;

      hr_plan_init (&plan, HR_TASK_RENDERING);
      plan.constraints.budget = 0;
      plan.constraints.host = HR_HOST_KIND_ANY;
      plan.workload.render.engine = (HrRenderEngine) (i / 2);
      plan.workload.render.mode = i % 2 ? HR_RENDER_MODE_REAL_TIME : HR_RENDER_MODE_PATH_TRACING;
      plan.workload.render.volumes_gib = i % 3 * 20;
      check_plan (&plan, snapshot);
    }
}

/* A currency with a rate: dated, and the money is still in dollars. */
static void
test_currency (void)
{
  static const HrExchangeRate rates[] = { { "EUR", 1.1, { 2026, 10, 5 }, "invented" } };
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrAdvice) advice = NULL;
  g_autoptr (HrTrace) trace = NULL;
  const HrTraceTerm *rate;
  HrPlan             plan;

  snapshot->n_exchange_rates = 1;
  snapshot->exchange_rates = rates;
  hr_plan_init (&plan, HR_TASK_LLM_INFERENCE);
  g_strlcpy (plan.constraints.currency, "EUR", sizeof plan.constraints.currency);
  advice = hr_advice_new (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, NULL);
  trace = trace_of (advice, &advice->picks[0]);
  rate = hr_trace_find (trace, "price.exchange-rate");
  g_assert_cmpfloat (rate->value, ==, 1.1);
  g_assert_cmpuint (rate->date.day, ==, 5);
  g_assert_cmpstr (rate->source, ==, "invented");
  assert_same ("energy.price", hr_trace_find (trace, "energy.price")->value,
               plan.economics.electricity_per_kwh * 1.1);
}

/* Without a cooler in the catalog every machine lacks a price. */
static void
test_unpriced (void)
{
  for (guint task = 0; task < HR_N_TASK; task++)
    {
      g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
      HrHostPart *parts = (HrHostPart *) snapshot->host_parts;
      HrPlan      plan;

      for (guint i = 0; i < snapshot->n_host_parts; i++)
        if (parts[i].part == HR_PART_COOLER)
          parts[i].price = (HrPrice){ 0 };
      hr_plan_init (&plan, (HrTask) task);
      check_plan (&plan, snapshot);
    }
}

/* A machine that is given has no price: an account of its estimate alone, and no zero. */
static void
test_given (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrAdvice) advice = NULL;
  g_autoptr (HrTrace) trace = NULL;
  HrPick given = { 0 };
  HrPlan plan;

  hr_plan_init (&plan, HR_TASK_LLM_INFERENCE);
  advice = hr_advice_new (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, NULL);
  given = advice->picks[0];
  given.build.n_parts = 0;
  given.build.price_usd = 0;
  trace = trace_of (advice, &given);
  check_estimate (trace, &given.estimate);
  for (guint i = 0; i < hr_trace_n (trace); i++)
    {
      const char *id = hr_trace_get (trace, i)->id;

      g_assert_false (g_str_has_prefix (id, "price.") || g_str_has_prefix (id, "cost.")
                      || g_str_has_prefix (id, "ranking."));
    }
}

static void
test_comparison (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();

  for (guint task = 0; task < HR_N_TASK; task++)
    {
      const HrGpu *cards[] = { &snapshot->gpus[0], &snapshot->gpus[1], &snapshot->gpus[4],
                               &snapshot->gpus[5] };
      g_autoptr (HrComparison) comparison = NULL;
      HrPlan plan;

      hr_plan_init (&plan, (HrTask) task);
      comparison = hr_comparison_new (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY,
                                      cards, G_N_ELEMENTS (cards));
      for (guint i = 0; i < comparison->n; i++)
        {
          const HrCompared *column = &comparison->columns[i];
          g_autoptr (HrTrace)
              trace = hr_compared_trace (comparison, column, hr_calibration_default ());

          check_terms (trace);
          check_estimate (trace, &column->estimate);
          if (column->has_build)
            check_money (trace, &column->build, &column->cost, plan.economics.tax_rate);
          else
            g_assert_null (hr_trace_find (trace, "cost.job"));
        }
    }
}

/* The only pick has no other to be held against, and says how many are out. */
static void
test_alone (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrPlan plan;

  snapshot->n_gpus = 2; /* the work needs the larger */
  hr_plan_init (&plan, HR_TASK_NLP_FINE_TUNE);
  plan.constraints.max_gpus = 1;
  plan.constraints.budget = 0;
  check_plan (&plan, snapshot);
  g_assert_cmpuint (said[HR_SENTENCE_ALONE], >, 0);
}

/* The grid is worth what it meets: nearly all that can be said of a pick. Those that are left need
 * a catalog of their own. */
static void
test_met (void)
{
  static const HrSentenceId met[] = {
    HR_SENTENCE_NEEDS_MEMORY,    HR_SENTENCE_BOUND_BY,        HR_SENTENCE_FASTER_THAN,
    HR_SENTENCE_WORK_PER_MONEY,  HR_SENTENCE_RAM_RULE,        HR_SENTENCE_RAM_CHANNELS,
    HR_SENTENCE_PRICE_STALE,     HR_SENTENCE_RENT_BREAK_EVEN, HR_SENTENCE_CONFIDENCE,
    HR_SENTENCE_PICKED_SETTING,  HR_SENTENCE_PICKED_BATCH,    HR_SENTENCE_QUALITY_LOSS,
    HR_SENTENCE_SLOW_FP64,       HR_SENTENCE_UNPRICED,        HR_SENTENCE_UNMEASURED,
    HR_SENTENCE_TIGHT,           HR_SENTENCE_CHEAPER_THAN,    HR_SENTENCE_MORE_HEADROOM_THAN,
    HR_SENTENCE_THRESHOLD_PRICE, HR_SENTENCE_THRESHOLD_RIVAL, HR_SENTENCE_THRESHOLD_BUDGET,
    HR_SENTENCE_THRESHOLD_HOURS, HR_SENTENCE_THRESHOLD_BATCH, HR_SENTENCE_THRESHOLD_SEQUENCE,
    HR_SENTENCE_THRESHOLD_NONE,  HR_SENTENCE_CHANGE_BUDGET,   HR_SENTENCE_BEHIND_UNMEASURED,
    HR_SENTENCE_BEHIND_TIGHT,    HR_SENTENCE_ALONE,           HR_SENTENCE_RUNS_FROM_RAM,
  };

  for (guint i = 0; i < G_N_ELEMENTS (met); i++)
    if (said[met[i]] == 0)
      g_error ("the grid never says sentence %d", (int) met[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < HR_N_TASK; i++)
    {
      g_autofree char *path = g_strconcat ("/pick-trace/grid/",
                                           hr_enum_nick (&hr_enum_task, (int) i), NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_grid);
    }
  g_test_add_func ("/pick-trace/tiers", test_tiers);
  g_test_add_func ("/pick-trace/lengths", test_lengths);
  g_test_add_func ("/pick-trace/fine-tune-settings", test_fine_tune_settings);
  g_test_add_func ("/pick-trace/inference-settings", test_inference_settings);
  g_test_add_func ("/pick-trace/science-and-scenes", test_science_and_scenes);
  g_test_add_func ("/pick-trace/currency", test_currency);
  g_test_add_func ("/pick-trace/comparison", test_comparison);
  g_test_add_func ("/pick-trace/unpriced", test_unpriced);
  g_test_add_func ("/pick-trace/given", test_given);
  g_test_add_func ("/pick-trace/alone", test_alone);
  g_test_add_func ("/pick-trace/met/all", test_met);
  return g_test_run ();
}
