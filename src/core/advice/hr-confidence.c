/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "hr-advice-private.h"

/* How alike the errors of two times of one workload are: the correlation of measured ÷ estimated
 * among published runs of one workload, in deviations of their bands. Of one card (with other
 * batches or numbers) 22 workloads have 0.57, of two cards of one architecture 25 have 0.20, of
 * two architectures 36 have 0.05: what an architecture or a task has in common was fitted away.
 * "build-aux/calibrate --correlation" finds them again. */
#define SAME_CARD         0.6
#define SAME_ARCHITECTURE 0.2
/* What widens the band of an architecture that nobody measured is all in common to its cards; taken
 * to be as much as one card has in common with itself. */
#define SAME_UNMEASURED SAME_CARD

static const char *
objective_formula (HrAim aim)
{
  return aim == HR_AIM_FASTEST         ? "time of the job"
         : aim == HR_AIM_CHEAPEST      ? "price"
         : aim == HR_AIM_MOST_HEADROOM ? "− headroom"
                                       : "cost of a run";
}

static HrUnit
objective_unit (HrAim aim)
{
  return aim == HR_AIM_FASTEST         ? HR_UNIT_SECONDS
         : aim == HR_AIM_MOST_HEADROOM ? HR_UNIT_GIB
                                       : HR_UNIT_USD;
}

/**
 * hr_pick_trace_objective:
 * @trace: gets what decides between machines
 */
void
hr_pick_trace_objective (const HrPick *pick, HrAim aim, HrTrace *trace)
{
  hr_trace_add (trace, "ranking.objective", objective_formula (aim), hr_pick_objective (pick, aim),
                objective_unit (aim), "the plan's aim: the machine with the least of it is first",
                "doubt",
                hr_search_doubt (&pick->estimate, pick->build.gpu, &pick->settings)
                    * hr_search_waiting (&pick->estimate, &pick->settings),
                HR_UNIT_RATIO, NULL);
}

/**
 * hr_pick_objective:
 *
 * Returns: what the aim makes small: dollars a job, seconds, dollars, or GiB that are not free.
 */
double
hr_pick_objective (const HrPick *pick, HrAim aim)
{
  switch (aim)
    {
    case HR_AIM_FASTEST:
      return pick->estimate.seconds;
    case HR_AIM_CHEAPEST:
      return pick->build.price_usd;
    case HR_AIM_MOST_HEADROOM:
      return -pick->headroom_gib;
    case HR_AIM_BEST_VALUE:
    case HR_N_AIM:
    default:
      return pick->cost.job_usd;
    }
}

static double
log_deviation (double low, double high)
{
  return low > 0 && high > low ? log (high / low) / (2 * HR_Z_80) : 0;
}

static double
normal (double z)
{
  return 0.5 * erfc (-z / G_SQRT2);
}

static double
time_correlation (const HrPick *a, const HrPick *b)
{
  if (a->build.gpu == b->build.gpu)
    return SAME_CARD;
  if (a->build.gpu->arch != b->build.gpu->arch)
    return 0;
  return (a->estimate.notes & b->estimate.notes & HR_NOTE_EXTRAPOLATED) ? SAME_UNMEASURED
                                                                        : SAME_ARCHITECTURE;
}

/* The terms of the memory are the workload's, whatever the card: with the same settings an error in
 * them is the same on all cards. One card alone and copies on several have the same terms, too. */
static gboolean
shares_memory_error (const HrPick *a, const HrPick *b)
{
  HrWorkload x = a->settings, y = b->settings;

  if (x.task == HR_TASK_NLP_FINE_TUNE && x.nlp.sharding <= HR_SHARDING_DDP
      && y.nlp.sharding <= HR_SHARDING_DDP)
    x.nlp.sharding = y.nlp.sharding;
  return memcmp (&x, &y, sizeof x) == 0;
}

/* What the ranking counts beside the figure and the chance of fitting, which is a case of its own
 * here. */
static double
other_doubts (const HrPick *pick, HrAim aim)
{
  double doubts = aim == HR_AIM_CHEAPEST ? pick->risk : pick->doubt;

  if (doubts <= 0)
    return aim == HR_AIM_CHEAPEST ? 1 : hr_search_unmeasured (&pick->estimate, pick->build.gpu);
  return doubts * MAX (pick->estimate.fit_chance, 0.1);
}

/* What share of the aim's figure a part's price is. */
static double
price_weight (const HrPick *pick, const HrPrice *price, HrAim aim)
{
  double usd = 0, sum = 0, purchase = 1;

  if (aim != HR_AIM_CHEAPEST && pick->cost.job_usd > 0)
    purchase = 1 - pick->cost.energy_usd / pick->cost.job_usd;
  for (guint i = 0; i < pick->build.n_parts; i++)
    {
      const HrBuildPart *part = &pick->build.parts[i];

      sum += part->unit_usd * part->count;
      if (part->price == price)
        usd += part->unit_usd * part->count;
    }
  return sum > 0 ? purchase * usd / sum : 0;
}

/* Whether a part before number @n has the same price: it is counted there. */
static gboolean
is_counted (const HrPick *pick, const HrPrice *price, guint n)
{
  for (guint i = 0; i < n; i++)
    if (pick->build.parts[i].price == price)
      return TRUE;
  return FALSE;
}

/* The standard deviation of ln (theirs ÷ ours) by the prices alone. An error in the price of a part
 * that both have is one and the same error. */
static double
price_deviation (const HrPick *a, const HrPick *b, HrAim aim)
{
  double variance = 0;

  if (aim != HR_AIM_BEST_VALUE && aim != HR_AIM_CHEAPEST)
    return 0;
  for (guint side = 0; side < 2; side++)
    {
      const HrPick *pick = side == 0 ? a : b;

      for (guint i = 0; i < pick->build.n_parts; i++)
        {
          const HrPrice *price = pick->build.parts[i].price;
          double         error;

          if (price == NULL || is_counted (pick, price, i)
              || (side == 1 && is_counted (a, price, a->build.n_parts)))
            continue;
          error = (price_weight (a, price, aim) - price_weight (b, price, aim)) * price->deviation;
          variance += error * error;
        }
    }
  return sqrt (variance);
}

static double
share_of_draws (double gap, double deviation)
{
  if (deviation <= 0)
    return gap > 0 ? 1 : gap < 0 ? 0 : 0.5;
  return normal (gap / deviation);
}

static double
gap_of (const HrPick *a, const HrPick *b, HrAim aim)
{
  double ours = hr_pick_objective (a, aim) * other_doubts (a, aim);
  double theirs = hr_pick_objective (b, aim) * other_doubts (b, aim);

  return ours > 0 && theirs > 0 ? log (theirs / ours) : 0;
}

/**
 * hr_confidence_prices:
 * @trace: (nullable): gets the draws
 *
 * Returns: in what share of draws of all prices, by their ranges, @a is better than @b by the aim,
 *   if the estimates are right; 1 where prices do not count.
 */
double
hr_confidence_prices (const HrPick *a, const HrPick *b, HrAim aim, HrTrace *trace)
{
  double deviation = price_deviation (a, b, aim), share;

  if (aim != HR_AIM_BEST_VALUE && aim != HR_AIM_CHEAPEST)
    return 1;
  share = share_of_draws (gap_of (a, b, aim), deviation);
  HR_TRACE (trace, "ranking.price-draws", "10 × Φ (lead ÷ deviation of the prices), rounded",
            round (10 * share), HR_UNIT_COUNT,
            "the estimates taken as right; a part that both have has one price", "lead",
            gap_of (a, b, aim), HR_UNIT_RATIO, "deviation", deviation, HR_UNIT_RATIO, NULL);
  return share;
}

/* That @a is better than @b when both run: @gap is by how much it is, @deviation how sure that is.
 */
static double
when_both_run (const HrPick *a, const HrPick *b, HrAim aim, HrTrace *trace)
{
  const HrEstimate *x = &a->estimate, *y = &b->estimate;
  double            gap, deviation, ours, theirs, correlation;
  double            prices = price_deviation (a, b, aim);

  if (aim == HR_AIM_CHEAPEST)
    return share_of_draws (gap_of (a, b, aim), prices);
  if (aim == HR_AIM_MOST_HEADROOM)
    {
      ours = (x->high_gib - x->low_gib) / (2 * HR_Z_80);
      theirs = (y->high_gib - y->low_gib) / (2 * HR_Z_80);
      correlation = shares_memory_error (a, b) ? 1 : 0;
      gap = a->headroom_gib - b->headroom_gib;
    }
  else
    {
      if (hr_pick_objective (a, aim) <= 0 || hr_pick_objective (b, aim) <= 0)
        return 0.5;
      ours = log_deviation (x->seconds_low, x->seconds_high);
      theirs = log_deviation (y->seconds_low, y->seconds_high);
      correlation = time_correlation (a, b);
      gap = gap_of (a, b, aim);
    }
  deviation = sqrt (MAX (0, ours * ours + theirs * theirs - 2 * correlation * ours * theirs)
                    + prices * prices);
  HR_TRACE (trace, "ranking.gap",
            aim == HR_AIM_MOST_HEADROOM ? "ours − theirs, in GiB"
                                        : "ln (theirs × their doubts ÷ (ours × our doubts))",
            gap, HR_UNIT_RATIO,
            "by the aim's own figure and what the ranking counts beside it, without the chance of "
            "fitting",
            "our doubts", other_doubts (a, aim), HR_UNIT_RATIO, "their doubts",
            other_doubts (b, aim), HR_UNIT_RATIO, "ours", hr_pick_objective (a, aim),
            objective_unit (aim), "theirs", hr_pick_objective (b, aim), objective_unit (aim), NULL);
  HR_TRACE (trace, "ranking.deviation",
            "√ (ours² + theirs² − 2 × correlation × ours × theirs + prices²)", deviation,
            HR_UNIT_RATIO,
            "standard deviations out of both 80 % intervals; the correlation of published runs' "
            "errors",
            "ours", ours, HR_UNIT_RATIO, "theirs", theirs, HR_UNIT_RATIO, "correlation",
            correlation, HR_UNIT_RATIO, "prices", prices, HR_UNIT_RATIO, NULL);
  return share_of_draws (gap, deviation);
}

/**
 * hr_confidence:
 * @a: the pick
 * @b: the runner-up
 * @trace: (nullable): gets the probability and what it is made of
 *
 * In closed form, so that nothing is drawn and the same question has the same answer. Assumed:
 * the bands of both times are log-normal errors that are alike as far as the cards are (see
 * SAME_CARD); an unmeasured card takes the time that is expected of it; either may turn out not to
 * fit, by a log-normal error of its memory, which is one and the same error where the settings are
 * the same, and independent where they differ; errors of time, memory and prices are independent,
 * those of prices by their ranges (see hr_price_today_snapshot()).
 *
 * Returns: the probability that @a is better than @b by the aim, 0…1.
 */
double
hr_confidence (const HrPick *a, const HrPick *b, HrAim aim, HrTrace *trace)
{
  double fails_a = hr_search_failure (&a->estimate), fails_b = hr_search_failure (&b->estimate);
  double better = when_both_run (a, b, aim, trace), alone, both, confidence;

  if (shares_memory_error (a, b))
    {
      alone = MAX (0, fails_b - fails_a);
      both = 1 - MAX (fails_a, fails_b);
    }
  else
    {
      alone = (1 - fails_a) * fails_b;
      both = (1 - fails_a) * (1 - fails_b);
    }
  confidence = alone + both * better;
  HR_TRACE (trace, "ranking.confidence", "alone + both × better", confidence, HR_UNIT_RATIO,
            "alone: the next does not fit after all, the pick does; both: both fit, with one error "
            "of memory where the settings are the same; better: Φ (gap ÷ deviation)",
            "alone", alone, HR_UNIT_RATIO, "both", both, HR_UNIT_RATIO, "better", better,
            HR_UNIT_RATIO, "fails", fails_a, HR_UNIT_RATIO, "next fails", fails_b, HR_UNIT_RATIO,
            NULL);
  return confidence;
}

/**
 * hr_confidence_draws:
 * @confidence: from hr_confidence()
 *
 * Returns: the same in draws of ten, as it is said.
 */
double
hr_confidence_draws (double confidence, HrTrace *trace)
{
  double draws = round (10 * confidence);

  HR_TRACE (trace, "ranking.draws", "10 × confidence, rounded", draws, HR_UNIT_COUNT,
            "in how many of ten draws the pick is better than the next", "confidence", confidence,
            HR_UNIT_RATIO, NULL);
  return draws;
}
