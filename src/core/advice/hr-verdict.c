/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "hr-advice-private.h"

/* Ahead in fewer draws of figures and prices than this: a close call. */
#define CLEAR_CHANCE 0.65
/* A difference of noise and heat that one notices. */
#define QUIETER 1.15
/* A share of the price that rests on old figures. */
#define MORE_STALE 0.1

/* — Why the first of two near equals goes first: what somebody who builds such machines looks at,
 * in this order. Each says how much worse a machine is; less is better. — */

static double
support (const HrPick *pick)
{
  guint notes = pick->estimate.notes;

  return (notes & (HR_NOTE_SOFTWARE_PARTIAL | HR_NOTE_SOFTWARE_UNKNOWN) ? 2 : 0)
         + (notes & HR_NOTE_EXTRAPOLATED ? 1 : 0)
         + (pick->build.gpu->vendor != HR_VENDOR_NVIDIA ? 0.5 : 0);
}

static double
cards (const HrPick *pick)
{
  return pick->build.gpu_count;
}

static double
noise (const HrPick *pick)
{
  gboolean is_rack = pick->build.platform && pick->build.platform->kind == HR_HOST_KIND_RACK;

  /* In steps of what one notices; a rack is louder than any tower. */
  return (is_rack ? 1e3 : 0) + floor (log (MAX (pick->cost.power_w, 1)) / log (QUIETER));
}

static double
age (const HrPick *pick)
{
  return floor (pick->build.stale_share / MORE_STALE);
}

static double
resale (const HrPick *pick)
{
  return (double) pick->build.gpu->segment + (hr_gpu_dropped_by (pick->build.gpu) ? 1 : 0);
}

/* Where those speak for the other, the figures decided: which of them is true of the first. */
static HrEdge
edge_in_figures (const HrPick *a, const HrPick *b)
{
  if (a->cost.job_usd < b->cost.job_usd)
    return HR_EDGE_COST;
  if (a->estimate.fit_chance > b->estimate.fit_chance)
    return HR_EDGE_ROOM;
  if (a->estimate.seconds < b->estimate.seconds)
    return HR_EDGE_SPEED;
  if (a->build.price_usd < b->build.price_usd)
    return HR_EDGE_PRICE;
  return a->headroom_gib > b->headroom_gib ? HR_EDGE_ROOM : HR_EDGE_COST;
}

static HrEdge
edge_of (const HrPick *a, const HrPick *b)
{
  static const struct
  {
    HrEdge edge;
    double (*worse) (const HrPick *pick);
  } looks[] = { { HR_EDGE_SUPPORT, support },
                { HR_EDGE_CARDS, cards },
                { HR_EDGE_QUIET, noise },
                { HR_EDGE_PRICE_DATE, age },
                { HR_EDGE_RESALE, resale } };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      double ours = looks[i].worse (a), theirs = looks[i].worse (b);

      if (ours < theirs)
        return looks[i].edge;
      if (ours > theirs)
        break;
    }
  return edge_in_figures (a, b);
}

/* — The lines — */

static HrSentence *
next (HrAdvice *advice)
{
  g_assert (advice->n_verdict < HR_MAX_VERDICT_LINES);
  return &advice->verdict_lines[advice->n_verdict++];
}

#define SAY(advice, id, ...) hr_sentence_init (next (advice), HR_SENTENCE_##id, __VA_ARGS__, -1)
#define MACHINE(pick) \
  HR_UNIT_TEXT, (pick)->build.gpu->name, HR_UNIT_COUNT, (double) (pick)->build.gpu_count

static void
say_none (HrAdvice *advice, const HrTerms *terms)
{
  advice->verdict = HR_VERDICT_NONE;
  SAY (advice, NO_ANSWER, HR_UNIT_USD, terms->money.budget_usd);
}

static void
say_close (HrAdvice *advice)
{
  static const HrSentenceId lines[HR_N_EDGE] = {
    [HR_EDGE_COST] = HR_SENTENCE_CLOSE_COST,
    [HR_EDGE_SUPPORT] = HR_SENTENCE_CLOSE_SUPPORT,
    [HR_EDGE_CARDS] = HR_SENTENCE_CLOSE_CARDS,
    [HR_EDGE_QUIET] = HR_SENTENCE_CLOSE_QUIET,
    [HR_EDGE_PRICE_DATE] = HR_SENTENCE_CLOSE_PRICE_DATE,
    [HR_EDGE_RESALE] = HR_SENTENCE_CLOSE_RESALE,
    [HR_EDGE_ROOM] = HR_SENTENCE_CLOSE_ROOM,
    [HR_EDGE_SPEED] = HR_SENTENCE_CLOSE_SPEED,
    [HR_EDGE_PRICE] = HR_SENTENCE_CLOSE_PRICE,
  };
  const HrPick *a = &advice->picks[0], *b = &advice->picks[1];

  advice->verdict = HR_VERDICT_CLOSE;
  advice->edge = edge_of (a, b);
  hr_sentence_init (next (advice), lines[advice->edge], MACHINE (a), HR_UNIT_USD,
                    a->build.price_usd, MACHINE (b), HR_UNIT_USD, b->build.price_usd, -1);
}

/**
 * hr_verdict_fill:
 *
 * How sure the answer is, in one line that says what to buy, and what has to be known with it: that
 * memory is tight, that the software runs with limits.
 */
void
hr_verdict_fill (HrAdvice *advice, const HrTerms *terms)
{
  const HrPick *pick = advice->picks;

  advice->n_verdict = 0;
  if (advice->n_picks == 0)
    {
      say_none (advice, terms);
      return;
    }
  if (advice->n_picks > 1 && advice->confidence < CLEAR_CHANCE)
    say_close (advice);
  else
    {
      advice->verdict = HR_VERDICT_CLEAR;
      SAY (advice, CLEAR_PICK, MACHINE (pick), HR_UNIT_USD, pick->build.price_usd, HR_UNIT_SECONDS,
           pick->estimate.seconds, HR_UNIT_USD, pick->cost.job_usd);
    }
  if (pick->estimate.fit == HR_FIT_TIGHT)
    SAY (advice, FIRST_IS_TIGHT, HR_UNIT_COUNT, rint (10 * pick->estimate.fit_chance));
  if (pick->estimate.notes & HR_NOTE_SOFTWARE_PARTIAL)
    SAY (advice, FIRST_IS_PARTIAL, HR_UNIT_TEXT, pick->build.gpu->name);
  else if (pick->estimate.notes & HR_NOTE_SOFTWARE_UNKNOWN)
    SAY (advice, FIRST_IS_UNKNOWN, HR_UNIT_TEXT, pick->build.gpu->name);
}
