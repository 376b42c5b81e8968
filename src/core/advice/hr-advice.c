/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-advice.h"

#include <math.h>
#include <string.h>

#include "hr-advice-private.h"

/* More alternatives than anyone reads, and then the best of each other card; the roles and the
 * Pareto front are found before the cut. */
#define MAX_PICKS      48
#define MAX_PICK_CARDS 256

static int
compare_price (gconstpointer a, gconstpointer b)
{
  const HrRanked *x = a, *y = b;

  if (x->price_usd != y->price_usd)
    return x->price_usd < y->price_usd ? -1 : 1;
  if (x->point->seconds != y->point->seconds)
    return x->point->seconds < y->point->seconds ? -1 : 1;
  return x->cell < y->cell ? -1 : x->cell > y->cell;
}

/* Price ascending, time descending: of the best machine of each card and number, those that none
 * beats in price or time without losing in the other. */
static void
fill_pareto (HrAdvice *advice, const GArray *ranked)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (HrRanked));
  g_autoptr (GArray) front = g_array_new (FALSE, FALSE, sizeof (HrParetoPoint));
  double fastest = INFINITY;

  if (ranked->len > 0)
    g_array_append_vals (sorted, ranked->data, ranked->len);
  g_array_sort (sorted, compare_price);
  for (guint i = 0; i < sorted->len; i++)
    {
      const HrRanked *r = &g_array_index (sorted, HrRanked, i);
      HrParetoPoint   point = { r->price_usd, r->point->seconds, -1, r->cell->gpu,
                                r->cell->gpu_count };

      if (r->point->seconds >= fastest)
        continue;
      fastest = r->point->seconds;
      for (guint k = 0; k < advice->n_picks; k++)
        if (advice->picks[k].build.gpu == r->cell->gpu
            && advice->picks[k].build.gpu_count == r->cell->gpu_count)
          point.pick = (int) k;
      g_array_append_val (front, point);
    }
  advice->n_pareto = front->len;
  advice->pareto = g_memdup2 (front->data, front->len * sizeof (HrParetoPoint));
}

/* What a role makes small. A name that is checked against the list beside it means what it says:
 * only the value, which is nobody's plain figure, counts doubts. */
static double
role_value (const HrRanked *r, HrAim aim)
{
  switch (aim)
    {
    case HR_AIM_FASTEST:
      return r->point->seconds;
    case HR_AIM_CHEAPEST:
      return r->price_usd;
    case HR_AIM_MOST_HEADROOM:
      return -r->point->free_gib;
    case HR_AIM_BEST_VALUE:
    case HR_N_AIM:
    default:
      return r->job_usd * r->point->doubt;
    }
}

/* The best of a role among all that are feasible; of equals the cheapest. */
static guint
role_holder (const GArray *ranked, HrAim aim)
{
  guint best = 0;

  for (guint i = 1; i < ranked->len; i++)
    {
      const HrRanked *r = &g_array_index (ranked, HrRanked, i),
                     *b = &g_array_index (ranked, HrRanked, best);
      double value = role_value (r, aim), least = role_value (b, aim);

      if (value < least || (value == least && r->price_usd < b->price_usd))
        best = i;
    }
  return best;
}

static gboolean
has_pick (const HrAdvice *advice, const HrGpu *gpu)
{
  for (guint i = 0; i < advice->n_picks; i++)
    if (advice->picks[i].build.gpu == gpu)
      return TRUE;
  return FALSE;
}

static void
fill_picks (HrAdvice *advice, const HrSearch *search, const HrTerms *terms, const GArray *ranked)
{
  guint holders[HR_N_ROLE] = { 0 };
  guint n = MIN (ranked->len, MAX_PICKS);

  if (ranked->len == 0)
    return;
  for (guint role = 0; role < HR_N_ROLE; role++)
    holders[role] = role_holder (ranked, (HrAim) role);
  /* The pick of the aim is the aim's role, whatever the doubts cost the others. */
  holders[terms->constraints.aim] = 0;
  advice->picks = g_new0 (HrPick, MIN (ranked->len, MAX_PICK_CARDS + HR_N_ROLE));
  for (guint i = 0; i < ranked->len; i++)
    {
      guint    roles = 0;
      gboolean wanted = i < n;

      for (guint role = 0; role < HR_N_ROLE; role++)
        if (holders[role] == i)
          roles |= 1u << role;
      if (!wanted && advice->n_picks < MAX_PICK_CARDS)
        wanted = !has_pick (advice, g_array_index (ranked, HrRanked, i).cell->gpu);
      if (wanted || roles != 0)
        {
          const HrRanked *r = &g_array_index (ranked, HrRanked, i);
          HrPick         *pick = &advice->picks[advice->n_picks++];

          hr_search_expand (search, r->cell, r->point, advice->today, pick);
          pick->roles = roles;
        }
    }
}

/**
 * hr_advice_new_threaded:
 * @n_threads: 0 = one a processor; the answer does not depend on it, to the last bit
 *
 * As hr_advice_new().
 */
HrAdvice *
hr_advice_new_threaded (const HrPlan        *plan,
                        const HrSnapshot    *snapshot,
                        const HrCalibration *calibration,
                        HrDate               today,
                        guint                n_threads,
                        GCancellable        *cancellable)
{
  HrAdvice *advice = g_new0 (HrAdvice, 1);
  g_autoptr (HrSearch) search = NULL;
  g_autoptr (GArray) ranked = NULL;
  HrTerms terms;

  advice->ref_count = 1;
  advice->plan = *plan;
  advice->today = today;
  advice->snapshot = hr_plan_snapshot (plan, snapshot, today);
  search = hr_search_new (&advice->plan, advice->snapshot, calibration, NULL, 0, n_threads,
                          cancellable);
  if (search == NULL)
    {
      hr_advice_unref (advice);
      return NULL;
    }
  hr_terms_init (&terms, search);
  ranked = hr_rank_all (search, &terms);
  fill_picks (advice, search, &terms, ranked);
  fill_pareto (advice, ranked);
  if (advice->n_picks == 0)
    hr_nearest_miss_fill (advice, search, &terms);
  if (advice->n_picks > 1)
    {
      advice->confidence = hr_confidence (&advice->picks[0], &advice->picks[1],
                                          plan->constraints.aim, NULL);
      advice->price_confidence = hr_confidence_prices (&advice->picks[0], &advice->picks[1],
                                                       plan->constraints.aim, NULL);
    }
  hr_thresholds_fill (advice, search, &terms, n_threads, cancellable);
  hr_threshold_settings (
      advice, search, ranked->len > 0 ? &g_array_index (ranked, HrRanked, 0) : NULL, cancellable);
  hr_excluded_fill (advice, search, &terms, cancellable);
  if (advice->n_picks == 0 && advice->nearest_miss == NULL)
    advice->miss_reason = hr_nearest_miss_filter (advice);
  advice->stats = (HrAdviceStats){ search->candidates, search->estimated, 0 };
  hr_reasons_fill (advice, search, &terms);
  hr_verdict_fill (advice, &terms);
  if (g_cancellable_is_cancelled (cancellable))
    {
      hr_advice_unref (advice);
      return NULL;
    }
  return advice;
}

/**
 * hr_advice_new:
 * @plan: a question that validates
 * @snapshot: the catalog; the advice rests on what its prices come to on @today
 * @calibration: the coefficients
 * @today: against which prices are stale
 * @cancellable: (nullable): looked at often
 *
 * The whole answer. The same inputs give the same answer on any number of processors.
 *
 * Returns: (transfer full) (nullable): the advice; %NULL when cancelled.
 */
HrAdvice *
hr_advice_new (const HrPlan        *plan,
               const HrSnapshot    *snapshot,
               const HrCalibration *calibration,
               HrDate               today,
               GCancellable        *cancellable)
{
  return hr_advice_new_threaded (plan, snapshot, calibration, today, 0, cancellable);
}

HrAdvice *
hr_advice_ref (const HrAdvice *advice)
{
  HrAdvice *self = (HrAdvice *) advice;

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
hr_advice_unref (HrAdvice *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  hr_snapshot_unref ((HrSnapshot *) self->snapshot);
  g_free (self->picks);
  g_free (self->pareto);
  g_free (self->excluded);
  g_free (self->thresholds);
  g_free (self->nearest_miss);
  g_free (self);
}

/**
 * hr_advice_build_for:
 * @gpu: a card
 * @gpu_count: how many
 * @build: (out): the cheapest machine around it that the plan's host allows, with the RAM that
 *   the plan's system asks for, where it does
 *
 * Returns: whether there is one.
 */
gboolean
hr_advice_build_for (const HrPlan     *plan,
                     const HrSnapshot *snapshot,
                     HrDate            today,
                     const HrGpu      *gpu,
                     guint             gpu_count,
                     HrBuild          *build)
{
  g_autoptr (HrHostOptions) options = NULL;
  HrCheapest wanted = { .host = plan->constraints.host };

  if (gpu_count < 1 || gpu_count > HR_MAX_GPUS)
    return FALSE;
  if (plan->has_system)
    {
      wanted.platform = plan->system.platform;
      wanted.ram_gib = plan->system.ram_gib;
    }
  options = hr_host_options_new (snapshot, &plan->workload, &plan->constraints);
  if (!hr_build_cheapest (options, gpu, gpu_count, &wanted))
    return FALSE;
  hr_build_fill (options, wanted.option, wanted.bundle, gpu, gpu_count, plan->economics.tax_rate,
                 today, build);
  return TRUE;
}
