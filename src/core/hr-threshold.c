/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "hr-advice-private.h"
#include "hr-task.h"

/* How far each quantity is followed. Beyond, the question is another one. */
#define PRICE_FACTOR  8.0
#define BUDGET_FACTOR 10.0
#define MAX_HOURS     168.0
#define MIN_HOURS     1.0
#define MAX_USD_KWH   2.0
/* A threshold is found to one part in 2^20 of the interval in which it lies. */
#define HALVINGS 20
/* The first change lies in the first of so many steps of the way in which the pick differs. */
#define STEPS 12

typedef struct
{
  HrAdvice       *advice;
  const HrSearch *search;
  GPtrArray      *field; /* the cells that may win */
  HrTerms         terms; /* of the question; varied and put back */
  const HrGpu    *pick;
  guint           pick_count;
  gboolean        by_card; /* the pick is its card, in whatever number */
  HrRanked        then;    /* the best beyond the change */
  gboolean        then_found;
} Probe;

typedef void (*Vary) (Probe *self, double value);

static gboolean
stays (Probe *self, Vary vary, double value)
{
  HrTerms  saved = self->terms;
  HrRanked best;
  gboolean found;

  vary (self, value);
  found = hr_rank_best (self->search, &self->terms, self->field, &best);
  self->terms = saved;
  if (found && best.cell->gpu == self->pick
      && (self->by_card || best.cell->gpu_count == self->pick_count))
    return TRUE;
  self->then = best;
  self->then_found = found;
  return FALSE;
}

/* Where the pick changes between @from, where it holds, and @to, where it does not. */
static double
bisect (Probe *self, Vary vary, double from, double to)
{
  for (guint i = 0; i < HALVINGS; i++)
    {
      double middle = from + (to - from) / 2;

      if (stays (self, vary, middle))
        from = middle;
      else
        to = middle;
    }
  stays (self, vary, to);
  return to;
}

/* The first change on the way from @from to @to, in geometric steps. */
static gboolean
first_change (Probe *self, Vary vary, double from, double to, double *value)
{
  double low = from, ratio = pow (to / from, 1.0 / STEPS);

  for (guint i = 1; i <= STEPS; i++)
    {
      double high = i == STEPS ? to : from * pow (ratio, i);

      if (!stays (self, vary, high))
        {
          *value = bisect (self, vary, low, high);
          return TRUE;
        }
      low = high;
    }
  return FALSE;
}

static HrThreshold *
add (Probe *self, const char *quantity, const HrGpu *of, double value)
{
  HrAdvice    *advice = self->advice;
  HrThreshold *threshold = &advice->thresholds[advice->n_thresholds++];

  g_assert (advice->n_thresholds <= HR_MAX_THRESHOLDS);
  *threshold = (HrThreshold){ .quantity = quantity, .of = of, .value = value };
  if (self->then_found)
    {
      threshold->then = self->then.cell->gpu;
      threshold->then_count = self->then.cell->gpu_count;
    }
  return threshold;
}

/* The sentence of a quantity that was @now and changes the pick at @value. */
static void
say (HrThreshold *t, HrSentenceId id, HrUnit unit, double now)
{
  hr_sentence_init (&t->message, id, unit, now, unit, t->value, HR_UNIT_TEXT,
                    t->then ? t->then->name : "", HR_UNIT_COUNT, (double) t->then_count, -1);
}

/* — The quantities — */

static void
vary_pick_price (Probe *self, double value)
{
  self->terms.priced_gpu = self->pick;
  self->terms.gpu_usd = value;
}

static void
vary_budget (Probe *self, double value)
{
  self->terms.money.budget_usd = value;
}

static void
vary_hours (Probe *self, double value)
{
  HrMoney *money = &self->terms.money;

  money->horizon_hours *= value / money->hours_per_week;
  money->hours_per_week = value;
}

static void
vary_electricity (Probe *self, double value)
{
  self->terms.money.usd_per_kwh = value;
}

static void
pick_price (Probe *self)
{
  const HrPrice *price = hr_gpu_price (self->pick, self->search->plan->constraints.condition);
  HrThreshold   *t;
  double         value;

  /* A module's price is not what its system costs. */
  if (price == NULL || !hr_gpu_is_single_sale (self->pick))
    return;
  self->by_card = TRUE;
  if (!stays (self, vary_pick_price, price->usd * PRICE_FACTOR))
    {
      value = bisect (self, vary_pick_price, price->usd, price->usd * PRICE_FACTOR);
      t = add (self, "gpu-price", self->pick, value);
      hr_sentence_init (&t->message, HR_SENTENCE_THRESHOLD_PRICE, HR_UNIT_TEXT, self->pick->name,
                        HR_UNIT_USD, price->usd, HR_UNIT_USD, value, HR_UNIT_TEXT,
                        t->then ? t->then->name : "", HR_UNIT_COUNT, (double) t->then_count, -1);
    }
  self->by_card = FALSE;
}

/* The runner-up's price below which it wins. Its card becomes the probe's: it "stays" where it
 * wins. */
static void
rival_price (Probe *self)
{
  Probe          rival = *self;
  const HrPrice *price;
  HrThreshold   *t;
  double         value;

  for (guint i = 1; i < self->advice->n_picks; i++)
    if (self->advice->picks[i].build.gpu != self->pick)
      {
        rival.pick = self->advice->picks[i].build.gpu;
        break;
      }
  price = hr_gpu_price (rival.pick, self->search->plan->constraints.condition);
  if (rival.pick == self->pick || price == NULL || !hr_gpu_is_single_sale (rival.pick))
    return;
  rival.by_card = TRUE;
  if (!stays (&rival, vary_pick_price, price->usd / PRICE_FACTOR))
    return;
  value = bisect (&rival, vary_pick_price, price->usd / PRICE_FACTOR, price->usd);
  if (!stays (&rival, vary_pick_price, value) && value > price->usd / PRICE_FACTOR)
    value -= price->usd * (1 - 1 / PRICE_FACTOR) / (1 << (HALVINGS - 1));
  self->then_found = FALSE;
  t = add (self, "rival-price", rival.pick, value);
  t->then = rival.pick;
  t->then_count = 1;
  hr_sentence_init (&t->message, HR_SENTENCE_THRESHOLD_RIVAL, HR_UNIT_TEXT, rival.pick->name,
                    HR_UNIT_USD, price->usd, HR_UNIT_USD, value, -1);
}

static void
budget (Probe *self)
{
  double       now = self->terms.money.budget_usd, value;
  HrThreshold *t;

  if (now <= 0)
    return;
  if (first_change (self, vary_budget, now, now * BUDGET_FACTOR, &value))
    say (add (self, "budget", NULL, value), HR_SENTENCE_THRESHOLD_BUDGET, HR_UNIT_USD, now);
  else
    {
      self->then_found = FALSE;
      t = add (self, "budget", NULL, now * BUDGET_FACTOR);
      t->then = self->pick;
      t->then_count = self->pick_count;
      hr_sentence_init (&t->message, HR_SENTENCE_THRESHOLD_NONE, HR_UNIT_TEXT, "budget",
                        HR_UNIT_USD, now, HR_UNIT_USD, now * BUDGET_FACTOR, -1);
    }
  if (!stays (self, vary_budget, now / BUDGET_FACTOR))
    {
      value = bisect (self, vary_budget, now, now / BUDGET_FACTOR);
      say (add (self, "budget", NULL, value), HR_SENTENCE_THRESHOLD_BUDGET, HR_UNIT_USD, now);
    }
}

static void
running (Probe *self)
{
  double hours = self->terms.money.hours_per_week, usd = self->terms.money.usd_per_kwh, value;

  if (hours < MAX_HOURS && first_change (self, vary_hours, hours, MAX_HOURS, &value))
    say (add (self, "hours-per-week", NULL, value), HR_SENTENCE_THRESHOLD_HOURS, HR_UNIT_HOURS,
         hours);
  else if (hours > MIN_HOURS && first_change (self, vary_hours, hours, MIN_HOURS, &value))
    say (add (self, "hours-per-week", NULL, value), HR_SENTENCE_THRESHOLD_HOURS, HR_UNIT_HOURS,
         hours);
  if (usd > 0 && usd < MAX_USD_KWH
      && first_change (self, vary_electricity, usd, MAX_USD_KWH, &value))
    say (add (self, "electricity", NULL, value), HR_SENTENCE_THRESHOLD_ELECTRICITY, HR_UNIT_USD,
         usd);
}

/* — The work itself: each probe is a search of its own — */

static gboolean
pick_fits (const Probe *self, guint32 *number, guint32 value, HrWorkload *workload)
{
  const HrPick   *pick = &self->advice->picks[0];
  HrEstimateInput input = { .gpu = self->pick,
                            .gpu_count = self->pick_count,
                            .host = pick->build.host,
                            .workload = workload,
                            .calibration = self->search->calibration };
  HrEstimate      estimate;

  *number = value;
  hr_estimate (&input, &estimate, NULL);
  return estimate.fit != HR_FIT_EXCEEDS;
}

/* The pick as it is holds up to what its card's memory takes; what wins beyond is searched anew. */
static void
work_size (Probe        *self,
           const char   *quantity,
           HrSentenceId  id,
           HrUnit        unit,
           gsize         offset,
           guint32       limit,
           GCancellable *cancellable)
{
  HrPlan     plan = self->advice->plan;
  HrWorkload workload = self->advice->picks[0].settings;
  guint32   *number = G_STRUCT_MEMBER_P (&workload, offset);
  guint32   *asked = G_STRUCT_MEMBER_P (&plan.workload, offset);
  guint32    now = *asked, fits = now, exceeds = now;
  g_autoptr (HrSearch) search = NULL;
  g_autoptr (GPtrArray) field = NULL;
  HrTerms terms;

  if (now == 0)
    return;
  do
    {
      fits = exceeds;
      exceeds = exceeds > limit / 2 ? limit + 1 : exceeds * 2;
    }
  while (exceeds <= limit && pick_fits (self, number, exceeds, &workload));
  if (exceeds > limit)
    return;
  while (exceeds - fits > 1)
    {
      guint32 middle = fits + (exceeds - fits) / 2;

      if (pick_fits (self, number, middle, &workload))
        fits = middle;
      else
        exceeds = middle;
    }
  *asked = exceeds;
  search = hr_search_new (&plan, self->search->snapshot, self->search->calibration, NULL, 0, 0,
                          cancellable);
  if (search == NULL)
    return;
  hr_terms_init (&terms, search);
  field = hr_rank_field (search, &terms);
  self->then_found = hr_rank_best (search, &terms, field, &self->then);
  if (!self->then_found || self->then.cell->gpu != self->pick
      || self->then.cell->gpu_count != self->pick_count)
    say (add (self, quantity, NULL, exceeds), id, unit, now);
}

static void
work_sizes (Probe *self, GCancellable *cancellable)
{
  const HrWorkload *w = &self->advice->plan.workload;
  const HrTaskType *type = hr_task_type (w->task);
  HrWorkload        copy = *w;

  if (type->batch && *type->batch (&copy) > 0)
    work_size (self, "batch", HR_SENTENCE_THRESHOLD_BATCH, HR_UNIT_COUNT,
               (gsize) ((char *) type->batch (&copy) - (char *) &copy), 1u << 16, cancellable);
  if (w->task == HR_TASK_NLP_FINE_TUNE)
    work_size (self, "sequence", HR_SENTENCE_THRESHOLD_SEQUENCE, HR_UNIT_TOKENS,
               G_STRUCT_OFFSET (HrWorkload, nlp.sequence_length), 1u << 20, cancellable);
  else if (w->task == HR_TASK_LLM_INFERENCE)
    work_size (self, "context", HR_SENTENCE_THRESHOLD_SEQUENCE, HR_UNIT_TOKENS,
               G_STRUCT_OFFSET (HrWorkload, llm.context_length), 1u << 20, cancellable);
}

/**
 * hr_thresholds_fill:
 *
 * The values at which the pick changes: of its own price and of the runner-up's, the budget, the
 * hours and the electricity, by bisection on the points that the search left, which hold the
 * optimum for any money; and of the batch and the sequence, by searching again.
 */
void
hr_thresholds_fill (HrAdvice       *advice,
                    const HrSearch *search,
                    const HrTerms  *terms,
                    GCancellable   *cancellable)
{
  Probe self = { .advice = advice, .search = search, .terms = *terms };

  if (advice->n_picks == 0)
    return;
  advice->thresholds = g_new0 (HrThreshold, HR_MAX_THRESHOLDS);
  self.field = hr_rank_field (search, terms);
  self.pick = advice->picks[0].build.gpu;
  self.pick_count = advice->picks[0].build.gpu_count;
  pick_price (&self);
  rival_price (&self);
  budget (&self);
  running (&self);
  work_sizes (&self, cancellable);
  g_ptr_array_unref (self.field);
}
