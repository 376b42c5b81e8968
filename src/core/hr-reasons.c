/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "hr-advice-private.h"
#include "hr-task.h"

static HrSentence *
next (HrPick *pick)
{
  return pick->n_reasons < HR_MAX_SENTENCES ? &pick->reasons[pick->n_reasons++] : NULL;
}

#define SAY(pick, id, ...) \
  G_STMT_START \
    { \
      HrSentence *sentence_ = next (pick); \
      if (sentence_) \
        hr_sentence_init (sentence_, HR_SENTENCE_##id, __VA_ARGS__, -1); \
    } \
  G_STMT_END

/* Memory: what it takes, and whether the band reaches the limit. */
static void
say_memory (HrPick *pick)
{
  const HrEstimate *e = &pick->estimate;

  if (e->fit == HR_FIT_TIGHT)
    SAY (pick, TIGHT, HR_UNIT_GIB, e->required_gib, HR_UNIT_GIB, e->high_gib, HR_UNIT_GIB, e->available_gib,
         HR_UNIT_TEXT, pick->build.gpu->name);
  else
    SAY (pick, NEEDS_MEMORY, HR_UNIT_GIB, e->required_gib, HR_UNIT_GIB, e->low_gib, HR_UNIT_GIB, e->high_gib,
         HR_UNIT_TEXT, pick->build.gpu->name, HR_UNIT_GIB, e->available_gib);
}

static void
say_bound (HrPick *pick)
{
  const HrEstimate *e = &pick->estimate;
  double of = e->step_seconds, part = e->stage_seconds[e->bound_by];

  if (of > 0 && part > 0)
    SAY (pick, BOUND_BY, HR_UNIT_TEXT, hr_enum_nick (&hr_enum_stage, (int) e->bound_by), HR_UNIT_PERCENT,
         MIN (100.0, 100 * part / of), HR_UNIT_SECONDS, part, HR_UNIT_SECONDS, of);
}

/* What "auto" came to, where the plan left something open. */
static void
say_settings (HrPick       *pick,
              const HrPlan *plan)
{
  const HrWorkload *asked = &plan->workload, *got = &pick->settings;
  const HrTaskType *type = hr_task_type (asked->task);
  HrWorkload copy = *asked, resolved = *got;

  if (asked->task == HR_TASK_NLP_FINE_TUNE)
    {
      if (asked->nlp.method == HR_METHOD_AUTO)
        SAY (pick, PICKED_SETTING, HR_UNIT_TEXT, "method", HR_UNIT_TEXT,
             hr_enum_nick (&hr_enum_method, (int) got->nlp.method));
      if (asked->nlp.checkpointing == HR_CHECKPOINTING_AUTO && got->nlp.checkpointing != HR_CHECKPOINTING_NONE)
        SAY (pick, PICKED_SETTING, HR_UNIT_TEXT, "activation_checkpointing", HR_UNIT_TEXT,
             hr_enum_nick (&hr_enum_checkpointing, (int) got->nlp.checkpointing));
      if (asked->nlp.sharding == HR_SHARDING_AUTO && got->nlp.sharding != HR_SHARDING_NONE)
        SAY (pick, PICKED_SETTING, HR_UNIT_TEXT, "sharding", HR_UNIT_TEXT,
             hr_enum_nick (&hr_enum_sharding, (int) got->nlp.sharding));
      if (asked->nlp.offload == HR_OFFLOAD_AUTO && got->nlp.offload != HR_OFFLOAD_NONE)
        SAY (pick, PICKED_SETTING, HR_UNIT_TEXT, "offload", HR_UNIT_TEXT,
             hr_enum_nick (&hr_enum_offload, (int) got->nlp.offload));
    }
  if (type->batch && *type->batch (&copy) == 0)
    SAY (pick, PICKED_BATCH, HR_UNIT_COUNT, (double) *type->batch (&resolved));
}

static void
say_money (HrPick       *pick,
           const HrPlan *plan,
           HrDate        today)
{
  const HrCost *cost = &pick->cost;

  (void) plan;
  if (cost->rent && cost->break_even_hours > 0)
    SAY (pick, RENT_BREAK_EVEN, HR_UNIT_USD_HOUR, cost->rent_hour_usd, HR_UNIT_TEXT, cost->rent->provider,
         HR_UNIT_HOURS, cost->break_even_hours, HR_UNIT_USD, cost->rent_job_usd, HR_UNIT_USD, cost->job_usd);
  if (pick->build.n_unpriced > 0)
    for (guint i = 0; i < pick->build.n_parts; i++)
      if (pick->build.parts[i].price == NULL)
        {
          SAY (pick, UNPRICED, HR_UNIT_COUNT, (double) pick->build.n_unpriced, HR_UNIT_TEXT,
               pick->build.parts[i].name, HR_UNIT_USD, pick->build.price_usd);
          break;
        }
  if (pick->build.stale_share >= 0.005)
    SAY (pick, PRICE_STALE, HR_UNIT_PERCENT, 100 * pick->build.stale_share, HR_UNIT_USD, pick->build.price_usd,
         HR_UNIT_COUNT, (double) hr_date_age_days (pick->build.oldest, today));
}

/* Against the best other card: the same card in another number says little. */
static void
say_against (HrAdvice *advice,
             HrPick   *pick)
{
  HrPick *other = NULL;

  for (guint i = 0; i < advice->n_picks && other == NULL; i++)
    if (advice->picks[i].build.gpu != pick->build.gpu)
      other = &advice->picks[i];
  if (other == NULL)
    return;
  if (other->cost.job_usd > pick->cost.job_usd && pick->cost.job_usd > 0)
    SAY (pick, WORK_PER_MONEY, HR_UNIT_RATIO, other->cost.job_usd / pick->cost.job_usd, HR_UNIT_USD,
         pick->cost.job_usd, HR_UNIT_TEXT, other->build.gpu->name, HR_UNIT_COUNT, (double) other->build.gpu_count,
         HR_UNIT_USD, other->cost.job_usd);
  if (other->estimate.seconds > 1.02 * pick->estimate.seconds)
    SAY (pick, FASTER_THAN, HR_UNIT_RATIO, other->estimate.seconds / pick->estimate.seconds, HR_UNIT_SECONDS,
         pick->estimate.seconds, HR_UNIT_TEXT, other->build.gpu->name, HR_UNIT_COUNT,
         (double) other->build.gpu_count, HR_UNIT_SECONDS, other->estimate.seconds);
  else if (other->build.price_usd > 1.02 * pick->build.price_usd)
    SAY (pick, CHEAPER_THAN, HR_UNIT_USD, other->build.price_usd - pick->build.price_usd, HR_UNIT_USD,
         pick->build.price_usd, HR_UNIT_TEXT, other->build.gpu->name, HR_UNIT_COUNT,
         (double) other->build.gpu_count, HR_UNIT_USD, other->build.price_usd);
}

/**
 * hr_reasons_fill:
 *
 * Gives each pick its sentences, the most telling first.
 */
void
hr_reasons_fill (HrAdvice       *advice,
                 const HrSearch *search,
                 const HrTerms  *terms)
{
  (void) search;
  (void) terms;
  for (guint i = 0; i < advice->n_picks; i++)
    {
      HrPick *pick = &advice->picks[i];

      say_memory (pick);
      say_against (advice, pick);
      say_bound (pick);
      say_settings (pick, &advice->plan);
      say_money (pick, &advice->plan, advice->today);
    }
}
