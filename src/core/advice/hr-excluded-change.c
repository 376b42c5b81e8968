/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "hr-advice-private.h"
#include "hr-remedy.h"
#include "hr-run-estimate.h"

/* How far a card is from being in, for the order within a reason: a setting first, then by how much
 * more of what lacks (as a factor), by rent, by money; what nothing lets in last. */
#define FAR_SETTING 0.0
#define FAR_QUALITY 0.5
#define FAR_RENT    1e3
#define FAR_MONEY   1e6
#define FAR_NONE    1e12

/* The cheapest machine with the card under these terms, in any number of cards and whatever it
 * costs: its price is said with the change. */
static gboolean
cheapest (const HrSearch *search, const HrTerms *terms, const HrCell *cells, HrRanked *best)
{
  HrTerms  any = *terms;
  gboolean found = FALSE;

  any.constraints.aim = HR_AIM_CHEAPEST;
  any.money.budget_usd = 0;
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
      if (!hr_estimate_is_likely (&estimate) || (estimate.notes & HR_NOTE_UNSUPPORTED)
          || estimate.seconds * n * offer->usd_per_gpu_hour >= best_job)
        continue;
      best = offer;
      best_job = estimate.seconds * n * offer->usd_per_gpu_hour;
      best_estimate = estimate;
    }
  if (best == NULL)
    return FALSE;
  excluded->change_kind = HR_REASON_HOST;
  excluded->distance = FAR_RENT + best_job;
  hr_sentence_init (
      &excluded->change, HR_SENTENCE_CHANGE_RENT, HR_UNIT_TEXT, best->provider, HR_UNIT_COUNT,
      (double) MAX (best->gpu_count, 1), HR_UNIT_USD_HOUR,
      best->usd_per_gpu_hour * MAX (best->gpu_count, 1), HR_UNIT_USD,
      best_estimate.seconds / 3600 * best->usd_per_gpu_hour * MAX (best->gpu_count, 1), -1);
  return TRUE;
}

/* Whether the cheapest machine with one card does the work with @settings within all limits. */
static gboolean
one_does_it (const HrSearch   *search,
             const HrTerms    *terms,
             const HrCell     *cells,
             const HrWorkload *settings,
             HrEstimate       *estimate)
{
  const HrMoney       *money = &terms->money;
  const HrConstraints *c = &terms->constraints;
  HrCheapest           machine = { .host = c->host, .ram_gib = estimate->host_required_gib };
  HrEstimateInput      input = {
         .gpu = cells->gpu, .gpu_count = 1, .workload = settings, .calibration = search->calibration
  };
  double gpus_usd, price_usd, wall_w, peak_w;

  if (cells->price == NULL || !hr_build_cheapest (search->options, cells->gpu, 1, &machine)
      || machine.n_unpriced > 0)
    return FALSE;
  hr_build_host (machine.option, machine.bundle, cells->gpu, 1, &input.host);
  hr_estimate (&input, estimate, NULL);
  gpus_usd = cells->price->usd * money->tax;
  price_usd = gpus_usd + machine.usd * money->tax;
  wall_w = hr_host_rules_wall_w (machine.option->platform, cells->gpu, 1, estimate->gpu_load);
  peak_w = hr_host_rules_peak_w (machine.option->platform, cells->gpu, 1);
  return hr_estimate_is_likely (estimate) && !(estimate->notes & HR_NOTE_UNSUPPORTED)
         && (money->budget_usd <= 0
             || hr_money_budgeted_usd (money, gpus_usd, price_usd, wall_w,
                                       machine.option->platform->kind, NULL)
                    <= money->budget_usd)
         && (c->max_power_w <= 0 || peak_w <= c->max_power_w)
         && (c->deadline_hours <= 0 || estimate->seconds <= c->deadline_hours * 3600);
}

/* The gentlest setting with which one card does the work. */
static gboolean
change_setting (HrExcluded     *excluded,
                const HrSearch *search,
                const HrTerms  *terms,
                const HrCell   *cells)
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
          || !hr_estimate_is_likely (&estimate)
          || !one_does_it (search, terms, cells, &settings, &estimate))
        continue;
      excluded->change_kind = HR_REASON_MEMORY;
      excluded->distance = change.changes_quality ? FAR_QUALITY : FAR_SETTING;
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
  excluded->distance = FAR_MONEY + ranked.price_usd;
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
  excluded->distance = FAR_MONEY + ranked.price_usd;
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
  excluded->distance = FAR_MONEY + 1 / room;
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
  const HrPrice *price = hr_gpu_price (excluded->gpu, HR_CONDITION_POLICY_ANY);
  HrTerms        given = *terms;
  HrRanked       ranked;

  if (price && excluded->reason == HR_REASON_CONDITION)
    {
      given.priced_gpu = excluded->gpu;
      given.gpu_usd = price->usd;
    }
  else if (cells->price == NULL)
    return FALSE;
  if (!cheapest (search, &given, cells, &ranked))
    return FALSE;
  excluded->distance = FAR_MONEY + ranked.price_usd;
  if (excluded->reason == HR_REASON_CONDITION)
    hr_sentence_init (&excluded->change, HR_SENTENCE_CHANGE_CONDITION, HR_UNIT_TEXT,
                      hr_enum_nick (&hr_enum_condition, (int) price->condition), HR_UNIT_USD,
                      price->usd, -1);
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
any_feasible (const HrSearch *search, const HrTerms *terms, const HrCell *cells)
{
  HrRanked ranked;

  for (guint i = 0; i < search->max_gpus; i++)
    if (hr_rank_cell (search, terms, &cells[i], &ranked))
      return TRUE;
  return FALSE;
}

/* So much more money: for the machine that missed, or, where that misses another limit too, for the
 * cheapest that keeps the others. */
static gboolean
change_budget (HrExcluded     *excluded,
               const HrSearch *search,
               const HrTerms  *terms,
               const HrCell   *cells,
               const HrMiss   *miss)
{
  HrTerms  given = *terms;
  double   need = miss->need, price_usd = miss->price_usd;
  guint    n_unpriced = miss->n_unpriced;
  HrRanked ranked;

  given.money.budget_usd = need;
  if (!any_feasible (search, &given, cells))
    {
      if (!cheapest (search, terms, cells, &ranked))
        return FALSE;
      need = ranked.budgeted_usd;
      price_usd = ranked.price_usd;
      n_unpriced = ranked.point->n_unpriced;
    }
  excluded->distance = need / miss->limit;
  hr_sentence_init (&excluded->change,
                    n_unpriced > 0 ? HR_SENTENCE_CHANGE_RESERVE : HR_SENTENCE_CHANGE_BUDGET,
                    HR_UNIT_USD, need - miss->limit, HR_UNIT_USD, price_usd, -1);
  return TRUE;
}

/* So much more power or time, where nothing else is in the way. */
static gboolean
change_limit (HrExcluded     *excluded,
              const HrSearch *search,
              const HrTerms  *terms,
              const HrCell   *cells,
              const HrMiss   *miss)
{
  HrTerms      given = *terms;
  HrSentenceId id = HR_SENTENCE_CHANGE_POWER;
  HrUnit       unit = HR_UNIT_W;

  if (excluded->reason == HR_REASON_POWER)
    given.constraints.max_power_w = miss->need;
  else
    {
      given.constraints.deadline_hours = miss->need;
      id = HR_SENTENCE_CHANGE_DEADLINE;
      unit = HR_UNIT_HOURS;
    }
  if (!any_feasible (search, &given, cells))
    return FALSE;
  excluded->distance = miss->need / miss->limit;
  hr_sentence_init (&excluded->change, id, unit, miss->need - miss->limit, unit, miss->need, -1);
  return TRUE;
}

/* What is over one of the plan's limits. */
static gboolean
change_excess (HrExcluded     *excluded,
               const HrSearch *search,
               const HrTerms  *terms,
               const HrCell   *cells,
               const HrMiss   *miss)
{
  excluded->change_kind = excluded->reason;
  if (miss->limit <= 0 || miss->need <= miss->limit)
    return FALSE;
  if (excluded->reason != HR_REASON_BUDGET)
    return change_limit (excluded, search, terms, cells, miss);
  /* Several cards may be too dear together, where one would do with another setting. */
  return (miss->gpu_count > 1 && change_setting (excluded, search, terms, cells))
         || change_budget (excluded, search, terms, cells, miss);
}

/**
 * hr_excluded_change:
 * @excluded: has its reason; gets the smallest change that lets the card in, and how far that is
 * @cells: of the card
 * @miss: (nullable): by how much the nearest machine misses; %NULL where none was looked at
 */
void
hr_excluded_change (HrExcluded    *excluded,
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
      found = change_excess (excluded, search, terms, cells, miss);
      break;
    case HR_REASON_MEMORY:
      found = change_setting (excluded, search, terms, cells)
              || change_gpus (excluded, search, terms, cells)
              || change_rent (excluded, search, cells);
      break;
    case HR_REASON_HOST:
      found = change_host (excluded, search, terms, cells) || change_rent (excluded, search, cells)
              || change_gpus (excluded, search, terms, cells);
      break;
    case HR_REASON_PRECISION:
    case HR_REASON_SOFTWARE:
    case HR_N_REASON:
    default:
      break;
    }
  if (found)
    return;
  excluded->distance = FAR_NONE;
  hr_sentence_init (&excluded->change, HR_SENTENCE_CHANGE_NONE, HR_UNIT_TEXT, excluded->gpu->name,
                    -1);
}
