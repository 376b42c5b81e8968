/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "hr-advice-private.h"
#include "hr-remedy.h"

/* How near a reason is to being in: of a card's cells, the one that came furthest speaks. */
static const guint8 nearness[HR_N_REASON] = {
  [HR_REASON_PRECISION] = 1, [HR_REASON_HOST] = 2,     [HR_REASON_MEMORY] = 3,
  [HR_REASON_POWER] = 4,     [HR_REASON_DEADLINE] = 5, [HR_REASON_BUDGET] = 6,
};

static void
init_message (HrExcluded *excluded, const HrMiss *miss, const HrTerms *terms)
{
  const HrGpu   *gpu = excluded->gpu;
  HrSentence    *s = &excluded->message;
  const HrPrice *price;

  switch (excluded->reason)
    {
    case HR_REASON_VENDOR:
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_VENDOR, HR_UNIT_TEXT, gpu->name, HR_UNIT_TEXT,
                        hr_enum_nick (&hr_enum_vendor, (int) gpu->vendor), -1);
      break;
    case HR_REASON_SEGMENT:
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_SEGMENT, HR_UNIT_TEXT, gpu->name, HR_UNIT_TEXT,
                        hr_enum_nick (&hr_enum_segment, (int) gpu->segment), -1);
      break;
    case HR_REASON_NO_PRICE:
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_NO_PRICE, HR_UNIT_TEXT, gpu->name, HR_UNIT_GIB,
                        gpu->vram_gib, -1);
      break;
    case HR_REASON_CONDITION:
      price = hr_gpu_price (gpu, HR_CONDITION_POLICY_ANY);
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_CONDITION, HR_UNIT_TEXT, gpu->name, HR_UNIT_TEXT,
                        hr_enum_nick (&hr_enum_condition, (int) price->condition), HR_UNIT_USD,
                        price->usd, -1);
      break;
    case HR_REASON_MEMORY:
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_MEMORY, HR_UNIT_TEXT, gpu->name, HR_UNIT_GIB,
                        miss->need, HR_UNIT_GIB, miss->limit, -1);
      break;
    case HR_REASON_BUDGET:
      if (miss->n_unpriced > 0 && miss->price_usd <= miss->limit)
        hr_sentence_init (s, HR_SENTENCE_EXCLUDED_UNPRICED, HR_UNIT_TEXT, gpu->name, HR_UNIT_USD,
                          miss->price_usd, HR_UNIT_COUNT, (double) miss->n_unpriced, HR_UNIT_USD,
                          miss->limit, -1);
      else
        hr_sentence_init (s, HR_SENTENCE_EXCLUDED_BUDGET, HR_UNIT_TEXT, gpu->name, HR_UNIT_USD,
                          miss->price_usd, HR_UNIT_USD, miss->limit, -1);
      break;
    case HR_REASON_POWER:
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_POWER, HR_UNIT_TEXT, gpu->name, HR_UNIT_W,
                        miss->need, HR_UNIT_W, miss->limit, -1);
      break;
    case HR_REASON_DEADLINE:
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_DEADLINE, HR_UNIT_TEXT, gpu->name, HR_UNIT_HOURS,
                        miss->need, HR_UNIT_HOURS, miss->limit, -1);
      break;
    case HR_REASON_PRECISION:
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_PRECISION, HR_UNIT_TEXT, gpu->name, HR_UNIT_TEXT,
                        "", -1);
      break;
    case HR_REASON_HOST:
    case HR_N_REASON:
    default:
      hr_sentence_init (s, HR_SENTENCE_EXCLUDED_HOST, HR_UNIT_TEXT, gpu->name, HR_UNIT_TEXT,
                        hr_enum_nick (&hr_enum_form, (int) gpu->form), HR_UNIT_TEXT,
                        hr_enum_nick (&hr_enum_host_kind, (int) terms->constraints.host), -1);
      break;
    }
}

/* The cheapest machine with the card under these terms, in any number of cards. */
static gboolean
cheapest (const HrSearch *search, const HrTerms *terms, const HrCell *cells, HrRanked *best)
{
  HrTerms  any = *terms;
  gboolean found = FALSE;

  any.constraints.aim = HR_AIM_CHEAPEST;
  any.money.budget_usd = 0;
  any.constraints.max_power_w = 0;
  any.constraints.deadline_hours = 0;
  for (guint i = 0; i < search->max_gpus; i++)
    {
      HrRanked ranked;

      if (hr_rank_cell (search, &any, &cells[i], &ranked)
          && (!found || ranked.price_usd < best->price_usd))
        {
          *best = ranked;
          found = TRUE;
        }
    }
  return found;
}

static gboolean
change_rent (HrExcluded *excluded, const HrSearch *search, const HrCell *cells)
{
  const HrSnapshot  *snapshot = search->snapshot;
  const HrRentOffer *best = NULL;
  HrEstimate         estimate, best_estimate = { 0 };
  double             best_job = INFINITY;

  for (guint i = 0; i < snapshot->n_rent_offers; i++)
    {
      const HrRentOffer *offer = &snapshot->rent_offers[i];
      guint              n = CLAMP (offer->gpu_count, 1, search->max_gpus);
      HrEstimateInput    input = { .gpu = excluded->gpu,
                                   .gpu_count = n,
                                   .calibration = search->calibration };
      HrWorkload         workload = search->variants[n - 1][0].workload;

      if (strcmp (offer->gpu, excluded->gpu->id) != 0 || offer->usd_per_gpu_hour <= 0)
        continue;
      input.workload = &workload;
      hr_host_default_for (excluded->gpu, n, &input.host);
      hr_remedy_settle (&input, &workload);
      hr_estimate (&input, &estimate, NULL);
      if (estimate.fit == HR_FIT_EXCEEDS || (estimate.notes & HR_NOTE_UNSUPPORTED)
          || estimate.seconds * n * offer->usd_per_gpu_hour >= best_job)
        continue;
      best = offer;
      best_job = estimate.seconds * n * offer->usd_per_gpu_hour;
      best_estimate = estimate;
    }
  if (best == NULL)
    return FALSE;
  excluded->change_kind = HR_REASON_HOST;
  hr_sentence_init (
      &excluded->change, HR_SENTENCE_CHANGE_RENT, HR_UNIT_TEXT, best->provider, HR_UNIT_COUNT,
      (double) MAX (best->gpu_count, 1), HR_UNIT_USD_HOUR,
      best->usd_per_gpu_hour * MAX (best->gpu_count, 1), HR_UNIT_USD,
      best_estimate.seconds / 3600 * best->usd_per_gpu_hour * MAX (best->gpu_count, 1), -1);
  return TRUE;
}

/* The gentlest setting with which one card takes the work. */
static gboolean
change_setting (HrExcluded *excluded, const HrSearch *search)
{
  HrEstimateInput input = { .gpu = excluded->gpu,
                            .gpu_count = 1,
                            .calibration = search->calibration };
  HrWorkload      now = search->plan->workload, settings;
  HrEstimate      estimate;
  HrSettingChange change;

  input.workload = &now;
  hr_host_default_for (excluded->gpu, 1, &input.host);
  hr_remedy_settle (&input, &now);
  for (guint i = 0; i < hr_n_setting_remedies; i++)
    {
      if (!hr_remedy_apply (hr_setting_remedies[i], &input, &settings, &estimate, &change)
          || estimate.fit == HR_FIT_EXCEEDS)
        continue;
      excluded->change_kind = HR_REASON_MEMORY;
      if (change.nick)
        hr_sentence_init (&excluded->change, HR_SENTENCE_CHANGE_SETTING, HR_UNIT_TEXT, change.key,
                          HR_UNIT_TEXT, change.nick, HR_UNIT_GIB, estimate.required_gib,
                          HR_UNIT_GIB, estimate.available_gib, -1);
      else if (strcmp (change.key, "batch") == 0)
        hr_sentence_init (&excluded->change, HR_SENTENCE_CHANGE_BATCH, HR_UNIT_COUNT, change.number,
                          HR_UNIT_GIB, estimate.required_gib, HR_UNIT_GIB, estimate.available_gib,
                          -1);
      else
        hr_sentence_init (&excluded->change, HR_SENTENCE_CHANGE_TOKENS, HR_UNIT_TOKENS,
                          change.number, HR_UNIT_GIB, estimate.required_gib, HR_UNIT_GIB,
                          estimate.available_gib, -1);
      return TRUE;
    }
  return FALSE;
}

/* More cards than the plan allows, or than the smallest number that was too few. */
static gboolean
change_gpus (HrExcluded *excluded, HrSearch *search, const HrTerms *terms, const HrCell *cells)
{
  HrTerms  more = *terms;
  HrRanked ranked;

  hr_search_more (search, (guint) (cells - search->cells) / search->max_gpus);
  more.constraints.max_gpus = search->max_gpus;
  if (!cheapest (search, &more, cells, &ranked))
    return FALSE;
  excluded->change_kind = HR_REASON_HOST;
  hr_sentence_init (&excluded->change, HR_SENTENCE_CHANGE_GPUS, HR_UNIT_COUNT,
                    (double) ranked.cell->gpu_count, HR_UNIT_TEXT, excluded->gpu->name, HR_UNIT_USD,
                    ranked.price_usd, -1);
  return TRUE;
}

static gboolean
change_host (HrExcluded     *excluded,
             const HrSearch *search,
             const HrTerms  *terms,
             const HrCell   *cells)
{
  HrTerms  any = *terms;
  HrRanked ranked;

  any.constraints.host = HR_HOST_KIND_ANY;
  if (!cheapest (search, &any, cells, &ranked))
    return FALSE;
  excluded->change_kind = HR_REASON_HOST;
  hr_sentence_init (&excluded->change, HR_SENTENCE_CHANGE_HOST, HR_UNIT_TEXT,
                    hr_enum_nick (&hr_enum_host_kind, (int) ranked.point->kind), HR_UNIT_USD,
                    ranked.price_usd, -1);
  return TRUE;
}

/* What the card may cost for the cheapest machine with it to be within the budget. */
static gboolean
change_price (HrExcluded     *excluded,
              const HrSearch *search,
              const HrTerms  *terms,
              const HrCell   *cells)
{
  HrTerms  given = *terms;
  HrRanked ranked;
  double   room;

  given.priced_gpu = excluded->gpu;
  given.gpu_usd = 1;
  if (!cheapest (search, &given, cells, &ranked) || terms->money.budget_usd <= 0)
    return FALSE;
  room = (terms->money.budget_usd - ranked.budgeted_usd) / terms->money.tax / ranked.cell->gpu_count
         + 1;
  if (room < 1)
    return FALSE;
  excluded->change_kind = HR_REASON_NO_PRICE;
  hr_sentence_init (&excluded->change, HR_SENTENCE_CHANGE_PRICE, HR_UNIT_TEXT, excluded->gpu->name,
                    HR_UNIT_USD, room, -1);
  return TRUE;
}

/* A wish of the plan that shuts the card out: what its cheapest machine would be. */
static gboolean
change_wish (HrExcluded     *excluded,
             const HrSearch *search,
             const HrTerms  *terms,
             const HrCell   *cells)
{
  const HrPrice *price;
  HrRanked       ranked;

  if (excluded->reason == HR_REASON_CONDITION)
    {
      price = hr_gpu_price (excluded->gpu, HR_CONDITION_POLICY_ANY);
      hr_sentence_init (&excluded->change, HR_SENTENCE_CHANGE_CONDITION, HR_UNIT_TEXT,
                        hr_enum_nick (&hr_enum_condition, (int) price->condition), HR_UNIT_USD,
                        price->usd, -1);
    }
  else if (!cells->price || !cheapest (search, terms, cells, &ranked))
    return FALSE;
  else if (excluded->reason == HR_REASON_VENDOR)
    hr_sentence_init (&excluded->change, HR_SENTENCE_CHANGE_VENDOR, HR_UNIT_TEXT,
                      hr_enum_nick (&hr_enum_vendor, (int) excluded->gpu->vendor), HR_UNIT_USD,
                      ranked.price_usd, -1);
  else
    hr_sentence_init (&excluded->change, HR_SENTENCE_CHANGE_SEGMENT, HR_UNIT_TEXT,
                      hr_enum_nick (&hr_enum_segment, (int) excluded->gpu->segment), HR_UNIT_USD,
                      ranked.price_usd, -1);
  excluded->change_kind = excluded->reason;
  return TRUE;
}

static gboolean
change_limit (HrExcluded *excluded, const HrMiss *miss)
{
  double more = miss->need - miss->limit;

  excluded->change_kind = excluded->reason;
  if (miss->limit <= 0 || more <= 0)
    return FALSE;
  if (excluded->reason == HR_REASON_BUDGET)
    hr_sentence_init (&excluded->change,
                      miss->n_unpriced > 0 ? HR_SENTENCE_CHANGE_RESERVE : HR_SENTENCE_CHANGE_BUDGET,
                      HR_UNIT_USD, more, HR_UNIT_USD, miss->price_usd, -1);
  else if (excluded->reason == HR_REASON_POWER)
    hr_sentence_init (&excluded->change, HR_SENTENCE_CHANGE_POWER, HR_UNIT_W, more, HR_UNIT_W,
                      miss->need, -1);
  else
    hr_sentence_init (&excluded->change, HR_SENTENCE_CHANGE_DEADLINE, HR_UNIT_HOURS, more,
                      HR_UNIT_HOURS, miss->need, -1);
  return TRUE;
}

static void
find_change (HrExcluded    *excluded,
             HrSearch      *search,
             const HrTerms *terms,
             const HrCell  *cells,
             const HrMiss  *miss)
{
  gboolean found = FALSE;

  switch (excluded->reason)
    {
    case HR_REASON_VENDOR:
    case HR_REASON_SEGMENT:
    case HR_REASON_CONDITION:
      found = change_wish (excluded, search, terms, cells);
      break;
    case HR_REASON_NO_PRICE:
      found = change_price (excluded, search, terms, cells)
              || change_rent (excluded, search, cells);
      break;
    case HR_REASON_BUDGET:
    case HR_REASON_POWER:
    case HR_REASON_DEADLINE:
      found = change_limit (excluded, miss);
      break;
    case HR_REASON_MEMORY:
      found = change_setting (excluded, search) || change_gpus (excluded, search, terms, cells)
              || change_rent (excluded, search, cells);
      break;
    case HR_REASON_HOST:
      found = change_host (excluded, search, terms, cells)
              || change_gpus (excluded, search, terms, cells)
              || change_rent (excluded, search, cells);
      break;
    case HR_REASON_PRECISION:
    case HR_N_REASON:
    default:
      break;
    }
  if (!found)
    hr_sentence_init (&excluded->change, HR_SENTENCE_CHANGE_NONE, HR_UNIT_TEXT, excluded->gpu->name,
                      -1);
}

static void
exclude (HrAdvice *advice, HrSearch *search, const HrTerms *terms, guint index)
{
  const HrCell *cells = &search->cells[index * search->max_gpus];
  HrExcluded   *excluded = &advice->excluded[advice->n_excluded];
  HrMiss        best = { .reason = HR_N_REASON };

  *excluded = (HrExcluded){ .gpu = cells->gpu, .change_kind = HR_N_REASON };
  if (!hr_rank_allows (search, terms, cells, &excluded->reason))
    {
      init_message (excluded, NULL, terms);
      find_change (excluded, search, terms, cells, NULL);
      advice->n_excluded++;
      return;
    }
  for (guint i = 0; i < MIN (search->max_gpus, terms->constraints.max_gpus); i++)
    {
      HrRanked ranked;
      HrMiss   miss;

      if (hr_rank_cell (search, terms, &cells[i], &ranked))
        return;
      hr_rank_miss (search, terms, &cells[i], &miss);
      if (miss.reason == HR_N_REASON)
        continue;
      if (best.reason == HR_N_REASON || nearness[miss.reason] > nearness[best.reason]
          || (miss.reason == best.reason && miss.need < best.need))
        best = miss;
    }
  excluded->reason = best.reason == HR_N_REASON ? HR_REASON_HOST : best.reason;
  init_message (excluded, &best, terms);
  find_change (excluded, search, terms, cells, &best);
  advice->n_excluded++;
}

static int
compare_excluded (gconstpointer a, gconstpointer b)
{
  const HrExcluded *x = a, *y = b;

  if (x->reason != y->reason)
    return (int) x->reason - (int) y->reason;
  return x->gpu < y->gpu ? -1 : x->gpu > y->gpu;
}

/**
 * hr_excluded_fill:
 *
 * Every card that is in no feasible machine, with one reason, grouped by it.
 */
void
hr_excluded_fill (HrAdvice *advice, HrSearch *search, const HrTerms *terms)
{
  advice->excluded = g_new0 (HrExcluded, MAX (search->n_gpus, 1));
  for (guint i = 0; i < search->n_gpus; i++)
    exclude (advice, search, terms, i);
  qsort (advice->excluded, advice->n_excluded, sizeof (HrExcluded), compare_excluded);
}
