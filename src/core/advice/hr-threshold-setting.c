/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "hr-advice-private.h"
#include "hr-remedy.h"

/* What would change the pick, apart from money and sizes: one setting. The same changes that mend a
 * machine that is too small let a smaller or another machine do. */

/* A change is worth naming when the aim gains this much by it. */
#define LEAST_GAIN 0.05
/* Each change is a search of its own. One that made more estimates than this is too large to be
 * asked several times again within the time of an answer: "auto" has then tried most of the changes
 * itself, or the catalog is ten times the usual one. */
#define MAX_ESTIMATED 20000

typedef struct
{
  HrSettingChange change;
  HrRanked        then;
  gboolean        found;
} Gain;

/* Those that ask for another task (fewer tokens), for another result of a step (a smaller batch),
 * or for more cards than the machine has. */
static gboolean
is_of_the_work (HrRemedyKind kind)
{
  return kind == HR_REMEDY_SHORTER_SEQUENCE || kind == HR_REMEDY_SMALLER_BATCH
         || kind == HR_REMEDY_SHARDING;
}

/* What another pick must be below to be named; the aim's objective can be negative. */
static double
least_gain (const HrRanked *now)
{
  return now->objective - LEAST_GAIN * fabs (now->objective);
}

static gboolean
gains_over (const HrRanked *then, const HrRanked *now)
{
  return then->objective < least_gain (now);
}

static gboolean
is_gain (const HrRanked *then, const HrRanked *now)
{
  if (now == NULL)
    return TRUE;
  return gains_over (then, now) && then->point->n_unpriced <= now->point->n_unpriced
         && (then->cell->gpu != now->cell->gpu || then->cell->gpu_count != now->cell->gpu_count);
}

/* Searches with @plan, the question with one setting changed, and keeps the machine in @gain when
 * it beats @now and what @gain has. The cells belong to the search: only what a sentence needs is
 * copied by the caller, who gets the search to hold them. */
static HrSearch *
try_change (const HrSearch        *asked,
            const HrPlan          *plan,
            const HrRanked        *now,
            const HrSettingChange *change,
            Gain                  *gain,
            GCancellable          *cancellable)
{
  double beat = gain->found ? gain->then.objective : now ? least_gain (now) : INFINITY;
  g_autoptr (HrSearch)
      search = hr_search_new_like (asked, plan, NULL, NULL, 0, beat, 0, cancellable);
  g_autoptr (GPtrArray) field = NULL;
  HrTerms  terms;
  HrRanked best;

  if (search == NULL)
    return NULL;
  hr_terms_init (&terms, search);
  field = hr_rank_field (search, &terms);
  if (!hr_rank_best (search, &terms, field, &best) || !is_gain (&best, now)
      || (gain->found && best.objective >= gain->then.objective))
    return NULL;
  *gain = (Gain){ .change = *change, .then = best, .found = TRUE };
  return g_steal_pointer (&search);
}

/* Quality is not given up for sureness alone. */
static gboolean
is_cheaper (const HrAdvice *advice, const Gain *gain)
{
  return advice->n_picks == 0 || advice->plan.constraints.aim != HR_AIM_BEST_VALUE
         || gain->then.job_usd < advice->picks[0].cost.job_usd;
}

/* A machine can win although its run costs more: because it is surer to do it. */
static HrSentenceId
sentence_of (const HrAdvice *advice, const Gain *gain)
{
  gboolean loses_quality = gain->change.changes_quality;

  if (advice->n_picks == 0)
    return loses_quality ? HR_SENTENCE_THRESHOLD_FEASIBLE_LOSS : HR_SENTENCE_THRESHOLD_FEASIBLE;
  if (loses_quality)
    return HR_SENTENCE_THRESHOLD_SETTING_LOSS;
  return advice->plan.constraints.aim == HR_AIM_BEST_VALUE
                 && gain->then.job_usd >= advice->picks[0].cost.job_usd
             ? HR_SENTENCE_THRESHOLD_SURER
             : HR_SENTENCE_THRESHOLD_SETTING;
}

static void
add (HrAdvice *advice, const Gain *gain)
{
  const HrSettingChange *change = &gain->change;
  HrThreshold           *t = &advice->thresholds[advice->n_thresholds++];
  const HrGpu           *gpu = gain->then.cell->gpu;
  double                 count = gain->then.cell->gpu_count;

  g_assert (advice->n_thresholds <= HR_MAX_THRESHOLDS);
  *t = (HrThreshold){ .quantity = "setting",
                      .key = change->key,
                      .nick = change->nick,
                      .value = gain->then.price_usd,
                      .job_usd = gain->then.job_usd,
                      .then = gpu,
                      .then_count = gain->then.cell->gpu_count };
  if (advice->n_picks == 0)
    hr_sentence_init (&t->message, sentence_of (advice, gain), HR_UNIT_TEXT, change->key,
                      HR_UNIT_TEXT, change->nick, HR_UNIT_TEXT, gpu->name, HR_UNIT_COUNT, count,
                      HR_UNIT_USD, t->value, HR_UNIT_USD, t->job_usd, -1);
  else
    hr_sentence_init (&t->message, sentence_of (advice, gain), HR_UNIT_TEXT, change->key,
                      HR_UNIT_TEXT, change->nick, HR_UNIT_TEXT, gpu->name, HR_UNIT_COUNT, count,
                      HR_UNIT_USD, t->value, HR_UNIT_USD, t->job_usd, HR_UNIT_USD,
                      advice->picks[0].cost.job_usd, -1);
}

/* The hardware on which a change's steps are tried: the pick's, or the one that misses by least. */
static gboolean
hardware (const HrAdvice *advice, const HrSearch *search, HrEstimateInput *input)
{
  const HrPick *pick = advice->n_picks > 0 ? &advice->picks[0] : advice->nearest_miss;

  *input = (HrEstimateInput){ .workload = &advice->plan.workload,
                              .calibration = search->calibration };
  if (pick == NULL)
    return FALSE;
  input->gpu = pick->build.gpu;
  input->gpu_count = pick->build.gpu_count;
  input->host = pick->build.host;
  return TRUE;
}

/**
 * hr_threshold_settings:
 * @now: (nullable): the pick, as ranked; %NULL when nothing is feasible
 *
 * Adds the one setting without a loss of quality, and the one with, by which the aim gains most
 * through another pick; where nothing is feasible, those that make something so. Each is found by
 * a search of its own with only that setting changed. A setting that is "auto" has been tried by
 * the search already.
 */
void
hr_threshold_settings (HrAdvice       *advice,
                       const HrSearch *search,
                       const HrRanked *now,
                       GCancellable   *cancellable)
{
  HrPlan          plan = advice->plan;
  HrEstimateInput input;
  Gain            gains[2] = { 0 }; /* without and with a loss of quality */
  HrSearch       *holders[2] = { NULL };

  if (search->estimated > MAX_ESTIMATED || !hardware (advice, search, &input))
    return;
  for (guint i = 0; i < hr_n_setting_remedies; i++)
    {
      HrRemedyKind    kind = hr_setting_remedies[i];
      HrSettingChange change;
      HrEstimate      estimate;
      HrSearch       *holder;
      guint           which;

      if (is_of_the_work (kind)
          || !hr_remedy_apply (kind, &input, &plan.workload, &estimate, &change)
          || change.nick == NULL)
        continue;
      which = change.changes_quality ? 1 : 0;
      holder = try_change (search, &plan, now, &change, &gains[which], cancellable);
      if (holder == NULL)
        continue;
      g_clear_pointer (&holders[which], hr_search_free);
      holders[which] = holder;
    }
  if (advice->thresholds == NULL)
    advice->thresholds = g_new0 (HrThreshold, HR_MAX_THRESHOLDS);
  for (guint which = 0; which < G_N_ELEMENTS (gains); which++)
    {
      /* A loss of quality must gain more than what costs none. */
      if (gains[which].found && (which == 0 || is_cheaper (advice, &gains[which]))
          && (which == 0 || !gains[0].found || gains_over (&gains[1].then, &gains[0].then)))
        add (advice, &gains[which]);
      g_clear_pointer (&holders[which], hr_search_free);
    }
}
