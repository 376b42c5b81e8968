/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "hr-advice-private.h"
#include "hr-rank-change.h"
#include "hr-task.h"
#include "hr-run-estimate.h"

/* How far each quantity is followed. Beyond, the question is another one. */
#define PRICE_FACTOR  8.0
#define BUDGET_FACTOR 10.0
#define MAX_HOURS     168.0
#define MIN_HOURS     1.0
#define MAX_USD_KWH   2.0
#define MAX_BATCH     (1u << 16)
#define MAX_TOKENS    (1u << 20)
/* The way that a size may go is looked at in so many steps. */
#define SIZE_STEPS 8
/* Among how many a change is looked for before all are asked, and at most. */
#define FIRST_CONTENDERS 10
#define CONTENDERS       32
/* A search with more estimates than this gets threads even for a few cards. */
#define MANY_ESTIMATED 20000

typedef struct
{
  HrAdvice       *advice;
  const HrSearch *search;
  GPtrArray      *field; /* the cells that may win */
  const HrTerms  *terms; /* of the question */
  const HrGpu    *pick;
  guint           pick_count;
  guint           n_threads;
  GCancellable   *cancellable;
  const HrGpu    *then; /* the best beyond the change; NULL = nothing is feasible */
  guint           then_count;
} Probe;

static HrChange
change_of (const Probe *self, HrVary vary, double from, double to)
{
  return (HrChange){ .search = self->search,
                     .field = self->field,
                     .terms = self->terms,
                     .vary = vary,
                     .keeps = HR_KEEPS_MACHINE,
                     .gpu = self->pick,
                     .gpu_count = self->pick_count,
                     .from = from,
                     .to = to,
                     .cancellable = self->cancellable };
}

static gboolean
find (Probe *self, const HrChange *change, double *value)
{
  HrRanked then;
  gboolean found;

  if (g_cancellable_is_cancelled (self->cancellable)
      || !hr_rank_first_change (change, value, &then, &found))
    return FALSE;
  self->then = found ? then.cell->gpu : NULL;
  self->then_count = found ? then.cell->gpu_count : 0;
  return TRUE;
}

static HrThreshold *
add (Probe *self, const char *quantity, const HrGpu *of, double value)
{
  HrAdvice    *advice = self->advice;
  HrThreshold *threshold = &advice->thresholds[advice->n_thresholds++];

  g_assert (advice->n_thresholds <= HR_MAX_THRESHOLDS);
  *threshold = (HrThreshold){ .quantity = quantity,
                              .of = of,
                              .value = value,
                              .then = self->then,
                              .then_count = self->then_count };
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
vary_price (HrTerms *terms, const HrGpu *gpu, double value)
{
  terms->priced_gpu = gpu;
  terms->gpu_usd = value;
}

static void
vary_budget (HrTerms *terms, const HrGpu *gpu, double value)
{
  terms->money.budget_usd = value;
}

static void
vary_hours (HrTerms *terms, const HrGpu *gpu, double value)
{
  terms->money.horizon_hours *= value / terms->money.hours_per_week;
  terms->money.hours_per_week = value;
}

static void
vary_electricity (HrTerms *terms, const HrGpu *gpu, double value)
{
  terms->money.usd_per_kwh = value;
}

static void
pick_price (Probe *self)
{
  const HrPrice *price = hr_gpu_price (self->pick, self->search->plan->constraints.condition);
  HrChange       change;
  HrThreshold   *t;
  double         value;

  /* A module's price is not what its system costs. */
  if (price == NULL || !hr_gpu_is_single_sale (self->pick))
    return;
  change = change_of (self, vary_price, price->usd, price->usd * PRICE_FACTOR);
  change.keeps = HR_KEEPS_CARD;
  if (!find (self, &change, &value))
    return;
  t = add (self, "gpu-price", self->pick, value);
  hr_sentence_init (&t->message, HR_SENTENCE_THRESHOLD_PRICE, HR_UNIT_TEXT, self->pick->name,
                    HR_UNIT_USD, price->usd, HR_UNIT_USD, value, HR_UNIT_TEXT,
                    t->then ? t->then->name : "", HR_UNIT_COUNT, (double) t->then_count, -1);
}

static const HrGpu *
rival_of (const Probe *self)
{
  for (guint i = 1; i < self->advice->n_picks; i++)
    if (self->advice->picks[i].build.gpu != self->pick)
      return self->advice->picks[i].build.gpu;
  return NULL;
}

/* The runner-up's price below which it wins, and wins however low the price is. */
static void
rival_price (Probe *self)
{
  const HrGpu   *rival = rival_of (self);
  const HrPrice *price = rival ? hr_gpu_price (rival, self->search->plan->constraints.condition)
                               : NULL;
  HrChange       change;
  HrThreshold   *t;
  guint          count;
  double         value, again;

  if (price == NULL || !hr_gpu_is_single_sale (rival))
    return;
  change = change_of (self, vary_price, price->usd, price->usd / PRICE_FACTOR);
  change.keeps = HR_KEEPS_OTHERS;
  change.gpu = rival;
  if (!find (self, &change, &value))
    return;
  count = self->then_count;
  change.keeps = HR_KEEPS_CARD;
  change.from = MAX (value * (1 - 1e-6), change.to);
  if (change.from <= change.to || find (self, &change, &again))
    return;
  self->then = rival;
  self->then_count = count;
  t = add (self, "rival-price", rival, value);
  hr_sentence_init (&t->message, HR_SENTENCE_THRESHOLD_RIVAL, HR_UNIT_TEXT, rival->name,
                    HR_UNIT_USD, price->usd, HR_UNIT_USD, value, -1);
}

static void
budget (Probe *self)
{
  double       now = self->terms->money.budget_usd, value;
  HrChange     up = change_of (self, vary_budget, now, now * BUDGET_FACTOR);
  HrChange     down = change_of (self, vary_budget, now, now / BUDGET_FACTOR);
  HrThreshold *t;

  if (now <= 0)
    return;
  if (find (self, &up, &value))
    say (add (self, "budget", NULL, value), HR_SENTENCE_THRESHOLD_BUDGET, HR_UNIT_USD, now);
  else
    {
      self->then = self->pick;
      self->then_count = self->pick_count;
      t = add (self, "budget", NULL, now * BUDGET_FACTOR);
      hr_sentence_init (&t->message, HR_SENTENCE_THRESHOLD_NONE, HR_UNIT_TEXT, "budget",
                        HR_UNIT_USD, now, HR_UNIT_USD, now * BUDGET_FACTOR, -1);
    }
  if (find (self, &down, &value))
    say (add (self, "budget", NULL, value), HR_SENTENCE_THRESHOLD_BUDGET_DOWN, HR_UNIT_USD, now);
}

static void
running (Probe *self)
{
  double   hours = self->terms->money.hours_per_week, usd = self->terms->money.usd_per_kwh, value;
  HrChange more = change_of (self, vary_hours, hours, MAX_HOURS);
  HrChange less = change_of (self, vary_hours, hours, MIN_HOURS);
  HrChange dearer = change_of (self, vary_electricity, usd, MAX_USD_KWH);

  more.is_inverse = less.is_inverse = TRUE;
  if (hours < MAX_HOURS && find (self, &more, &value))
    say (add (self, "hours-per-week", NULL, value), HR_SENTENCE_THRESHOLD_HOURS, HR_UNIT_HOURS,
         hours);
  else if (hours > MIN_HOURS && find (self, &less, &value))
    say (add (self, "hours-per-week", NULL, value), HR_SENTENCE_THRESHOLD_HOURS_DOWN, HR_UNIT_HOURS,
         hours);
  if (usd < MAX_USD_KWH && find (self, &dearer, &value))
    say (add (self, "electricity", NULL, value), HR_SENTENCE_THRESHOLD_ELECTRICITY, HR_UNIT_USD,
         usd);
}

/* — The work itself: each probe is a search of its own — */

typedef struct
{
  HrPlan       plan;
  guint32     *number;                 /* of the plan's workload */
  const HrGpu *contenders[CONTENDERS]; /* among which the change is looked for first, … */
  guint8       counts[CONTENDERS];     /* … and how many of each, as bits */
  guint        n_contenders;
} Size;

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
  return hr_estimate_is_likely (&estimate);
}

/* The first value beyond what the memory of the pick takes, with its settings; @limit where it
 * takes all. */
static guint32
first_excess (const Probe *self, gsize offset, guint32 now, guint32 limit)
{
  HrWorkload workload = self->advice->picks[0].settings;
  guint32   *number = G_STRUCT_MEMBER_P (&workload, offset);
  guint32    fits = now, exceeds = limit;

  if (pick_fits (self, number, limit, &workload))
    return limit;
  while (exceeds - fits > 1)
    {
      guint32 middle = fits + (exceeds - fits) / 2;

      if (pick_fits (self, number, middle, &workload))
        fits = middle;
      else
        exceeds = middle;
    }
  return exceeds;
}

static gboolean
add_contender (Size *size, const HrGpu *gpu, guint count)
{
  guint8 bit = (guint8) (1u << (count - 1));
  guint  i = 0;

  while (i < size->n_contenders && size->contenders[i] != gpu)
    i++;
  if (i == CONTENDERS || (i < size->n_contenders && (size->counts[i] & bit)))
    return FALSE;
  if (i == size->n_contenders)
    size->contenders[size->n_contenders++] = gpu;
  size->counts[i] |= bit;
  return TRUE;
}

/* The best at the size's value, among the contenders or all cards, as far as they can be as good as
 * @beat; returns its figure by the aim, INFINITY where nothing is feasible, and NAN when cancelled.
 */
static double
best_of_size (Probe *self, Size *size, gboolean among_all, double beat)
{
  guint n_threads = among_all || self->search->estimated > MANY_ESTIMATED ? self->n_threads : 1;
  g_autoptr (HrSearch) search = hr_search_new_like (
      self->search, &size->plan, among_all ? NULL : size->contenders,
      among_all ? NULL : size->counts, size->n_contenders, beat, n_threads, self->cancellable);
  g_autoptr (GPtrArray) field = NULL;
  HrTerms  terms;
  HrRanked best;

  if (search == NULL)
    return NAN;
  hr_terms_init (&terms, search);
  field = hr_rank_field (search, &terms);
  self->then = NULL;
  self->then_count = 0;
  if (!hr_rank_best (search, &terms, field, &best))
    return INFINITY;
  self->then = best.cell->gpu;
  self->then_count = best.cell->gpu_count;
  return best.objective;
}

/* Whether the pick is best at @value, among the contenders or all cards, of which only those that
 * can be as good as the best contender have to be looked at. */
static gboolean
stays (Probe *self, Size *size, guint32 value, gboolean among_all)
{
  double best;

  *size->number = value;
  best = best_of_size (self, size, FALSE, INFINITY);
  if (among_all && !isnan (best))
    best = best_of_size (self, size, TRUE, best);
  return isnan (best) || (self->then == self->pick && self->then_count == self->pick_count);
}

/* The first of some steps from @from, where the pick is best of the contenders, to @to at which it
 * is not, bisected; 0 = none. */
static guint32
first_loss (Probe *self, Size *size, guint32 from, guint32 to)
{
  guint32 keeps = from, loses = 0;

  for (guint i = 1; i <= SIZE_STEPS && loses == 0; i++)
    {
      double  at = from * pow ((double) to / from, (double) i / SIZE_STEPS);
      guint32 step = i == SIZE_STEPS ? to : (guint32) MAX (floor (at), from);

      if (step <= keeps)
        continue;
      if (stays (self, size, step, FALSE))
        keeps = step;
      else
        loses = step;
    }
  while (loses > keeps + 1 && !g_cancellable_is_cancelled (self->cancellable))
    {
      guint32 middle = keeps + (loses - keeps) / 2;

      if (stays (self, size, middle, FALSE))
        keeps = middle;
      else
        loses = middle;
    }
  return loses;
}

/* The first value up to @limit at which the pick is not the best of all cards: looked for among a
 * few, and then held against all at the last value that keeps it; whoever wins there joins the few.
 * 0 = none. */
static guint32
first_size (Probe *self, Size *size, guint32 now, guint32 end, guint32 limit)
{
  guint32 value;

  while (!g_cancellable_is_cancelled (self->cancellable))
    {
      value = first_loss (self, size, now, end);
      if (value == 0 && stays (self, size, end, TRUE))
        {
          /* "auto" found other settings for the pick. */
          if (end == limit)
            return 0;
          now = end;
          end = limit;
          continue;
        }
      if (value > 0 && (value == now + 1 || stays (self, size, value - 1, TRUE)))
        return stays (self, size, value, TRUE) ? 0 : value;
      if (self->then == NULL || !add_contender (size, self->then, self->then_count))
        return 0;
      if (value > 0)
        end = value - 1;
    }
  return 0;
}

static void
work_size (
    Probe *self, const char *quantity, HrSentenceId id, HrUnit unit, gsize offset, guint32 limit)
{
  Size    size = { .plan = self->advice->plan };
  guint32 now, value;

  size.number = G_STRUCT_MEMBER_P (&size.plan.workload, offset);
  now = *size.number;
  if (now == 0 || now >= limit)
    return;
  for (guint i = 0; i < MIN (self->advice->n_picks, FIRST_CONTENDERS); i++)
    add_contender (&size, self->advice->picks[i].build.gpu, self->advice->picks[i].build.gpu_count);
  value = first_size (self, &size, now, first_excess (self, offset, now, limit), limit);
  if (value > 0)
    say (add (self, quantity, NULL, value), id, unit, now);
}

static void
work_sizes (Probe *self)
{
  const HrWorkload *w = &self->advice->plan.workload;
  const HrTaskType *type = hr_task_type (w->task);
  HrWorkload        copy = *w;

  if (type->batch && *type->batch (&copy) > 0)
    work_size (self, "batch", HR_SENTENCE_THRESHOLD_BATCH, HR_UNIT_COUNT,
               (gsize) ((char *) type->batch (&copy) - (char *) &copy), MAX_BATCH);
  if (w->task == HR_TASK_NLP_FINE_TUNE)
    work_size (self, "sequence", HR_SENTENCE_THRESHOLD_SEQUENCE, HR_UNIT_TOKENS,
               G_STRUCT_OFFSET (HrWorkload, nlp.sequence_length), MAX_TOKENS);
  else if (w->task == HR_TASK_LLM_INFERENCE)
    work_size (self, "context", HR_SENTENCE_THRESHOLD_SEQUENCE, HR_UNIT_TOKENS,
               G_STRUCT_OFFSET (HrWorkload, llm.context_length), MAX_TOKENS);
}

/**
 * hr_thresholds_fill:
 * @n_threads: 0 = one a processor
 *
 * The values at which the pick changes first: of its own price and of the runner-up's, the budget,
 * the hours and the electricity, exactly (see hr_rank_first_change()) on the points that the search
 * left, which hold the optimum for any money. Up to the value, from what is asked, the pick stays;
 * beyond it another wins.
 *
 * The batch, the sequence and the context are whole numbers, each asked in a search of its own: the
 * pick wins at one less than the value and loses at it. A loss is looked for in geometric steps, of
 * which the first that shows one is bisected; one that is made good within a step is not seen.
 */
void
hr_thresholds_fill (HrAdvice       *advice,
                    const HrSearch *search,
                    const HrTerms  *terms,
                    guint           n_threads,
                    GCancellable   *cancellable)
{
  Probe self = { .advice = advice,
                 .search = search,
                 .terms = terms,
                 .n_threads = n_threads,
                 .cancellable = cancellable };

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
  work_sizes (&self);
  g_ptr_array_unref (self.field);
}
