/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-advice-private.h"

#include <math.h>

#include "hr-gpu-power.h"
#include "hr-software-check.h"
#include "hr-host-rules.h"
#include "hr-price-today.h"
#include "hr-task.h"
#include "hr-run-estimate.h"

/* Not why this one is the pick, but what its buyer has to know. */
static gboolean
is_caution (HrSentenceId id)
{
  return id == HR_SENTENCE_PICKED_SETTING || id == HR_SENTENCE_PICKED_BATCH
         || id == HR_SENTENCE_QUALITY_LOSS || id == HR_SENTENCE_UNMEASURED
         || id == HR_SENTENCE_SLOW_FP64 || id == HR_SENTENCE_UNPRICED
         || id == HR_SENTENCE_PRICE_STALE || id == HR_SENTENCE_RAM_RULE || id == HR_SENTENCE_TIGHT
         || id == HR_SENTENCE_PRICE_MOVED || id == HR_SENTENCE_PRICE_RANGE
         || id == HR_SENTENCE_PRICE_UNPAYABLE || id == HR_SENTENCE_RAM_CHANNELS
         || id == HR_SENTENCE_DROPPED || id == HR_SENTENCE_RACK || id == HR_SENTENCE_OPEN_FRAME
         || id == HR_SENTENCE_POWER_LIMIT;
}

/* Reasons beyond the fifth are told with the cautions; what does not fit there either is the least.
 */
static HrSentence *
next (HrPick *pick, HrSentenceId id)
{
  if (!is_caution (id) && pick->n_reasons < HR_MAX_REASONS)
    return &pick->reasons[pick->n_reasons++];
  return pick->n_cautions < HR_MAX_SENTENCES ? &pick->cautions[pick->n_cautions++] : NULL;
}

#define SAY(pick, id, ...)                                             \
  G_STMT_START                                                         \
  {                                                                    \
    HrSentence *sentence_ = next (pick, HR_SENTENCE_##id);             \
    if (sentence_)                                                     \
      hr_sentence_init (sentence_, HR_SENTENCE_##id, __VA_ARGS__, -1); \
  }                                                                    \
  G_STMT_END

/* Memory: what it takes, and whether the band reaches the limit. */
static void
say_memory (HrPick *pick)
{
  const HrEstimate *e = &pick->estimate;

  if (e->fit == HR_FIT_TIGHT)
    SAY (pick, TIGHT, HR_UNIT_GIB, e->required_gib, HR_UNIT_GIB, e->high_gib, HR_UNIT_GIB,
         e->available_gib, HR_UNIT_TEXT, pick->build.gpu->name);
  else if (e->fit == HR_FIT_OFFLOADS)
    SAY (pick, RUNS_FROM_RAM, HR_UNIT_TEXT, pick->build.gpu->name, HR_UNIT_GIB, e->required_gib,
         HR_UNIT_GIB, e->host_required_gib, HR_UNIT_GB_S, pick->build.host.ram_bandwidth_gb_s,
         hr_unit_of_rate (e->throughput.unit), e->throughput.value);
  else
    SAY (pick, NEEDS_MEMORY, HR_UNIT_GIB, e->required_gib, HR_UNIT_GIB, e->low_gib, HR_UNIT_GIB,
         e->high_gib, HR_UNIT_TEXT, pick->build.gpu->name, HR_UNIT_GIB, e->available_gib);
}

static void
say_bound (HrPick *pick)
{
  const HrEstimate *e = &pick->estimate;
  double            of = e->step_seconds, part = e->stage_seconds[e->bound_by];

  if (of > 0 && part > 0)
    SAY (pick, BOUND_BY, HR_UNIT_TEXT, hr_enum_nick (&hr_enum_stage, (int) e->bound_by),
         HR_UNIT_PERCENT, MIN (100.0, 100 * part / of), HR_UNIT_SECONDS, part, HR_UNIT_SECONDS, of);
}

/* A method that changes the result, with what the full one would need on this card. */
static void
say_method (HrPick *pick, const HrPlan *plan, const HrSearch *search)
{
  HrWorkload      full = pick->settings;
  HrEstimateInput input = { .gpu = pick->build.gpu,
                            .gpu_count = pick->build.gpu_count,
                            .host = pick->build.host,
                            .workload = &full,
                            .calibration = search->calibration };
  HrEstimate      estimate;
  const char     *nick;

  if (plan->workload.task != HR_TASK_NLP_FINE_TUNE || plan->workload.nlp.method != HR_METHOD_AUTO)
    return;
  nick = hr_enum_nick (&hr_enum_method, (int) pick->settings.nlp.method);
  if (pick->settings.nlp.method == HR_METHOD_FULL)
    {
      SAY (pick, PICKED_SETTING, HR_UNIT_TEXT, "method", HR_UNIT_TEXT, nick, HR_UNIT_GIB,
           pick->estimate.required_gib);
      return;
    }
  full.nlp.method = HR_METHOD_FULL;
  full.nlp.trainable_params_m = 0;
  hr_estimate (&input, &estimate, NULL);
  SAY (pick, QUALITY_LOSS, HR_UNIT_TEXT, "method", HR_UNIT_TEXT, nick, HR_UNIT_GIB,
       pick->estimate.required_gib, HR_UNIT_GIB, estimate.required_gib);
}

static void
say_picked (HrPick *pick, const char *key, const HrEnumType *type, int value)
{
  SAY (pick, PICKED_SETTING, HR_UNIT_TEXT, key, HR_UNIT_TEXT, hr_enum_nick (type, value),
       HR_UNIT_GIB, pick->estimate.required_gib);
}

/* What "auto" came to, where the plan left something open and the gentlest value was not taken. */
static void
say_settings (HrPick *pick, const HrPlan *plan)
{
  const HrWorkload *asked = &plan->workload, *got = &pick->settings;
  const HrTaskType *type = hr_task_type (asked->task);
  HrWorkload        copy = *asked, resolved = *got;

  if (asked->task == HR_TASK_NLP_FINE_TUNE)
    {
      if (asked->nlp.checkpointing == HR_CHECKPOINTING_AUTO
          && got->nlp.checkpointing != HR_CHECKPOINTING_NONE)
        say_picked (pick, "activation_checkpointing", &hr_enum_checkpointing,
                    (int) got->nlp.checkpointing);
      if (asked->nlp.sharding == HR_SHARDING_AUTO && got->nlp.sharding > HR_SHARDING_DDP)
        say_picked (pick, "sharding", &hr_enum_sharding, (int) got->nlp.sharding);
      if (asked->nlp.offload == HR_OFFLOAD_AUTO && got->nlp.offload != HR_OFFLOAD_NONE)
        say_picked (pick, "offload", &hr_enum_offload, (int) got->nlp.offload);
    }
  if (type->batch && *type->batch (&copy) == 0)
    SAY (pick, PICKED_BATCH, HR_UNIT_COUNT, (double) *type->batch (&resolved));
}

/* What the software says of the card, the worst first. */
static void
say_software (HrPick *pick, const HrSnapshot *snapshot)
{
  HrSoftwareFindings       findings;
  const HrSoftwareFinding *worst;

  hr_software_check (snapshot, &pick->settings, pick->build.gpu, &findings);
  worst = hr_software_check_worst (&findings);
  for (guint i = 0; i < findings.n; i++)
    {
      const HrSoftwareFinding *finding = &findings.findings[i];
      HrSentence               sentence;

      if ((worst == NULL || finding == worst)
          && hr_software_check_sentence (finding, pick->build.gpu, &sentence)
          && pick->n_cautions < HR_MAX_SENTENCES)
        pick->cautions[pick->n_cautions++] = sentence;
    }
}

static void
say_doubts (HrPick *pick, const HrTerms *terms, const HrSnapshot *snapshot)
{
  const HrEstimate *e = &pick->estimate;
  const HrGpu      *gpu = pick->build.gpu;

  say_software (pick, snapshot);
  if (e->notes & HR_NOTE_EXTRAPOLATED)
    SAY (pick, UNMEASURED, HR_UNIT_TEXT, gpu->name, HR_UNIT_SECONDS, e->seconds_low,
         HR_UNIT_SECONDS, e->seconds_high);
  if (hr_gpu_dropped_by (gpu))
    SAY (pick, DROPPED, HR_UNIT_TEXT, gpu->name, HR_UNIT_TEXT, hr_gpu_dropped_by (gpu),
         HR_UNIT_HOURS, terms->money.horizon_hours);
  if (pick->build.platform && pick->build.platform->kind == HR_HOST_KIND_RACK
      && terms->constraints.host != HR_HOST_KIND_RACK)
    SAY (pick, RACK, HR_UNIT_W, pick->cost.power_w);
  if (pick->build.platform && pick->build.platform->open_frame)
    SAY (pick, OPEN_FRAME, HR_UNIT_COUNT, (double) pick->build.gpu_count);
  if (gpu->full_tdp_w > gpu->tdp_w)
    SAY (pick, POWER_LIMIT, HR_UNIT_TEXT, gpu->name, HR_UNIT_W, gpu->tdp_w, HR_UNIT_PERCENT,
         hr_gpu_power_factor (gpu));
  if (e->notes & HR_NOTE_SLOW_FP64)
    SAY (pick, SLOW_FP64, HR_UNIT_TEXT, gpu->name, HR_UNIT_TFLOPS, gpu->tflops[HR_RATE_FP64],
         HR_UNIT_TFLOPS, gpu->tflops[HR_RATE_FP32]);
}

/* The rule of thumb for RAM beside the need. */
static void
say_ram (HrPick *pick)
{
  const HrBuild *build = &pick->build;
  double         ratio, low;

  if (build->ram_gib <= 0 || hr_gpu_is_unified (build->gpu))
    return;
  ratio = hr_host_rules_ram_ratio (build->gpu, build->gpu_count, build->ram_gib, &low, NULL);
  SAY (pick, RAM_RULE, HR_UNIT_GIB, build->ram_gib, HR_UNIT_GIB, pick->estimate.host_required_gib,
       HR_UNIT_RATIO, ratio, HR_UNIT_RATIO, low, HR_UNIT_RATIO, low + 1);
  if (build->ram_channels_filled > 0)
    SAY (pick, RAM_CHANNELS, HR_UNIT_COUNT, (double) build->ram_channels_filled, HR_UNIT_COUNT,
         (double) build->platform->memory_channels, HR_UNIT_GB_S, build->host.ram_bandwidth_gb_s);
}

/* What the card may cost today, where that is not what a shop said; and the new price that nobody
 * can pay any more. */
static void
say_card_price (HrPick *pick, HrDate today)
{
  const HrGpu   *gpu = pick->build.gpu;
  const HrPrice *price = pick->build.n_parts > 0 && pick->build.parts[0].part == HR_PART_GPU
                             ? pick->build.parts[0].price
                             : NULL;
  double         low, high;

  if (price == NULL)
    return;
  low = hr_price_today_low (price);
  high = hr_price_today_high (price);
  if (price->usd != hr_price_today_listed (price))
    SAY (pick, PRICE_MOVED, HR_UNIT_TEXT, gpu->name, HR_UNIT_USD, price->usd, HR_UNIT_USD, low,
         HR_UNIT_USD, high, HR_UNIT_USD, hr_price_today_listed (price), HR_UNIT_COUNT,
         (double) hr_date_age_days (price->date, today));
  else if (price->deviation > 0 && !price->is_own)
    SAY (pick, PRICE_RANGE, HR_UNIT_TEXT, gpu->name, HR_UNIT_USD, price->usd, HR_UNIT_USD, low,
         HR_UNIT_USD, high);
  /* An older new price beside one that can be paid needs no word. */
  if (hr_gpu_price (gpu, HR_CONDITION_POLICY_NEW) != NULL)
    return;
  for (guint i = 0; i < gpu->n_prices; i++)
    if (gpu->prices[i].is_unpayable)
      {
        SAY (pick, PRICE_UNPAYABLE, HR_UNIT_TEXT, gpu->name, HR_UNIT_USD,
             hr_price_today_listed (&gpu->prices[i]), HR_UNIT_COUNT,
             (double) hr_date_age_days (gpu->prices[i].date, today), HR_UNIT_USD, price->usd);
        return;
      }
}

static void
say_money (HrPick *pick, HrDate today)
{
  const HrCost *cost = &pick->cost;

  if (cost->rent && cost->break_even_hours > 0)
    SAY (pick, RENT_BREAK_EVEN, HR_UNIT_USD_HOUR, cost->rent_hour_usd, HR_UNIT_TEXT,
         cost->rent->provider, HR_UNIT_HOURS, cost->break_even_hours, HR_UNIT_USD,
         cost->rent_job_usd, HR_UNIT_USD, cost->job_usd);
  say_card_price (pick, today);
  for (guint i = 0; i < pick->build.n_parts; i++)
    if (pick->build.parts[i].price == NULL)
      {
        SAY (pick, UNPRICED, HR_UNIT_COUNT, (double) pick->build.n_unpriced, HR_UNIT_TEXT,
             pick->build.parts[i].name, HR_UNIT_USD, pick->build.price_usd);
        break;
      }
  if (pick->build.stale_share >= 0.005)
    SAY (pick, PRICE_STALE, HR_UNIT_PERCENT, 100 * pick->build.stale_share, HR_UNIT_USD,
         pick->build.price_usd, HR_UNIT_COUNT,
         (double) hr_date_age_days (pick->build.oldest, today));
}

/* — Against another machine: only what is better is said, the aim's own figure first — */

#define CLEARLY 1.02 /* a smaller difference is not worth a sentence */

static void
say_value (HrPick *pick, const HrPick *other)
{
  if (pick->cost.job_usd > 0 && other->cost.job_usd >= 1.01 * pick->cost.job_usd)
    SAY (pick, WORK_PER_MONEY, HR_UNIT_RATIO, other->cost.job_usd / pick->cost.job_usd, HR_UNIT_USD,
         pick->cost.job_usd, HR_UNIT_TEXT, other->build.gpu->name, HR_UNIT_COUNT,
         (double) other->build.gpu_count, HR_UNIT_USD, other->cost.job_usd);
}

static void
say_faster (HrPick *pick, const HrPick *other)
{
  if (other->estimate.seconds > CLEARLY * pick->estimate.seconds && pick->estimate.seconds > 0)
    SAY (pick, FASTER_THAN, HR_UNIT_RATIO, other->estimate.seconds / pick->estimate.seconds,
         HR_UNIT_SECONDS, pick->estimate.seconds, HR_UNIT_TEXT, other->build.gpu->name,
         HR_UNIT_COUNT, (double) other->build.gpu_count, HR_UNIT_SECONDS, other->estimate.seconds);
}

static void
say_cheaper (HrPick *pick, const HrPick *other)
{
  if (other->build.price_usd > CLEARLY * pick->build.price_usd)
    SAY (pick, CHEAPER_THAN, HR_UNIT_USD, other->build.price_usd - pick->build.price_usd,
         HR_UNIT_USD, pick->build.price_usd, HR_UNIT_TEXT, other->build.gpu->name, HR_UNIT_COUNT,
         (double) other->build.gpu_count, HR_UNIT_USD, other->build.price_usd);
}

static void
say_headroom (HrPick *pick, const HrPick *other)
{
  if (pick->headroom_gib > other->headroom_gib + 1)
    SAY (pick, MORE_HEADROOM_THAN, HR_UNIT_GIB, pick->headroom_gib, HR_UNIT_TEXT,
         other->build.gpu->name, HR_UNIT_COUNT, (double) other->build.gpu_count, HR_UNIT_GIB,
         MAX (0, other->headroom_gib));
}

/* At most two sentences: the aim's own, and the best that else is to be said. */
static void
say_against (HrPick *pick, const HrPick *other, HrAim aim)
{
  static void (*const says[]) (HrPick *, const HrPick *) = { say_value, say_faster, say_cheaper,
                                                             say_headroom };
  guint before = pick->n_reasons;

  says[aim](pick, other);
  for (guint i = 0; i < G_N_ELEMENTS (says) && pick->n_reasons < before + 2; i++)
    if (i != (guint) aim)
      says[i](pick, other);
}

/* Why a machine whose run would cost less by its plain figures is not the pick after all. */
static void
say_behind (HrPick *pick, const HrPick *other)
{
  const HrEstimate *e = &other->estimate;
  const char       *name = other->build.gpu->name;
  double            n = other->build.gpu_count;

  if (other->cost.job_usd * CLEARLY >= pick->cost.job_usd)
    return;
  if (hr_search_unmeasured (e, other->build.gpu) > 1)
    SAY (pick, BEHIND_UNMEASURED, HR_UNIT_TEXT, name, HR_UNIT_COUNT, n, HR_UNIT_USD,
         other->cost.job_usd, HR_UNIT_USD, pick->cost.job_usd);
  else if (e->fit == HR_FIT_TIGHT)
    SAY (pick, BEHIND_TIGHT, HR_UNIT_TEXT, name, HR_UNIT_COUNT, n, HR_UNIT_USD, other->cost.job_usd,
         HR_UNIT_USD, pick->cost.job_usd, HR_UNIT_GIB, e->high_gib, HR_UNIT_GIB, e->available_gib);
  else if (other->build.gpu_count > pick->build.gpu_count)
    SAY (pick, BEHIND_CARDS, HR_UNIT_TEXT, name, HR_UNIT_COUNT, n, HR_UNIT_USD, other->cost.job_usd,
         HR_UNIT_USD, pick->cost.job_usd, HR_UNIT_COUNT, n);
}

/* The pick is held against the best other card, every alternative against the pick. */
static const HrPick *
rival_of (const HrAdvice *advice, guint index)
{
  if (index > 0)
    return &advice->picks[0];
  for (guint i = 1; i < advice->n_picks; i++)
    if (advice->picks[i].build.gpu != advice->picks[0].build.gpu)
      return &advice->picks[i];
  return advice->n_picks > 1 ? &advice->picks[1] : NULL;
}

static void
say_miss (HrAdvice *advice, const HrTerms *terms)
{
  HrPick *pick = advice->nearest_miss;
  double  more = advice->miss_by;

  if (advice->miss_reason == HR_REASON_BUDGET && pick->build.n_unpriced > 0)
    SAY (pick, CHANGE_RESERVE, HR_UNIT_USD, more, HR_UNIT_USD, pick->build.price_usd);
  else if (advice->miss_reason == HR_REASON_BUDGET)
    SAY (pick, CHANGE_BUDGET, HR_UNIT_USD, more, HR_UNIT_USD, pick->build.price_usd);
  else if (advice->miss_reason == HR_REASON_POWER)
    SAY (pick, CHANGE_POWER, HR_UNIT_W, more, HR_UNIT_W, pick->cost.power_w);
  else if (advice->miss_reason == HR_REASON_DEADLINE)
    SAY (pick, CHANGE_DEADLINE, HR_UNIT_HOURS, more, HR_UNIT_HOURS, pick->estimate.seconds / 3600);
  say_memory (pick);
  /* What does not fit takes no time and costs no run, here or where it is rented. */
  if (advice->miss_reason == HR_REASON_MEMORY)
    return;
  say_bound (pick);
  say_doubts (pick, terms, advice->snapshot);
  say_money (pick, advice->today);
}

/* What speaks against a machine comes first, the gravest first; then what is only good to know. */
static guint
gravity (HrSentenceId id)
{
  static const HrSentenceId against[] = {
    HR_SENTENCE_TIGHT,      HR_SENTENCE_SOFTWARE_PARTIAL, HR_SENTENCE_SOFTWARE_UNKNOWN,
    HR_SENTENCE_UNMEASURED, HR_SENTENCE_DROPPED,          HR_SENTENCE_QUALITY_LOSS,
    HR_SENTENCE_RACK,       HR_SENTENCE_OPEN_FRAME,       HR_SENTENCE_UNPRICED,
    HR_SENTENCE_SLOW_FP64,  HR_SENTENCE_PRICE_MOVED,      HR_SENTENCE_PRICE_STALE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (against); i++)
    if (against[i] == id)
      return i;
  return G_N_ELEMENTS (against);
}

/**
 * hr_reasons_is_against:
 *
 * Returns: whether the sentence speaks against the machine; other cautions are only good to know.
 */
gboolean
hr_reasons_is_against (HrSentenceId id)
{
  return gravity (id) < gravity (HR_SENTENCE_RAM_CHANNELS);
}

static void
order_cautions (HrPick *pick)
{
  for (guint i = 1; i < pick->n_cautions; i++)
    for (guint k = i; k > 0 && gravity (pick->cautions[k].id) < gravity (pick->cautions[k - 1].id);
         k--)
      {
        HrSentence swap = pick->cautions[k];

        pick->cautions[k] = pick->cautions[k - 1];
        pick->cautions[k - 1] = swap;
      }
}

/**
 * hr_reasons_fill:
 *
 * Gives each pick its sentences, the most telling first; what does not fit any more is the least.
 */
void
hr_reasons_fill (HrAdvice *advice, const HrSearch *search, const HrTerms *terms)
{
  for (guint i = 0; i < advice->n_picks; i++)
    {
      HrPick       *pick = &advice->picks[i];
      const HrPick *rival = rival_of (advice, i);

      say_memory (pick);
      if (rival)
        say_against (pick, rival, terms->constraints.aim);
      if (i == 0 && rival && terms->constraints.aim == HR_AIM_BEST_VALUE)
        say_behind (pick, rival);
      if (advice->n_picks == 1 && advice->n_excluded > 0)
        SAY (pick, ALONE, HR_UNIT_COUNT, (double) advice->n_excluded);
      say_bound (pick);
      say_method (pick, &advice->plan, search);
      if (i == 0 && advice->n_picks > 1 && advice->confidence > 0)
        SAY (pick, CONFIDENCE, HR_UNIT_COUNT, hr_confidence_draws (advice->confidence, NULL),
             HR_UNIT_TEXT, advice->picks[1].build.gpu->name, HR_UNIT_COUNT,
             (double) advice->picks[1].build.gpu_count);
      if (i == 0 && advice->n_picks > 1 && advice->price_confidence < 1)
        SAY (pick, PRICE_DRAWS, HR_UNIT_COUNT, rint (10 * advice->price_confidence), HR_UNIT_TEXT,
             advice->picks[1].build.gpu->name, HR_UNIT_COUNT,
             (double) advice->picks[1].build.gpu_count);
      say_settings (pick, &advice->plan);
      say_doubts (pick, terms, advice->snapshot);
      say_money (pick, advice->today);
      say_ram (pick);
      order_cautions (pick);
    }
  if (advice->nearest_miss)
    say_miss (advice, terms);
}
