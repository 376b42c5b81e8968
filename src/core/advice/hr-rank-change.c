/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-rank-change.h"

#include <math.h>

/* As one quantity of money varies, what a candidate costs against the budget is linear in it, and
 * so is what it is worth (in the quantity, or in one over it). Who wins can therefore change at
 * few values alone, each of which is the root of a linear function: where the winner ceases to be
 * feasible, or another candidate is feasible and begins to be better. From one such value to the
 * next the search is exact: nothing between two of them is missed. */

/* A candidate at both ends of the way. */
typedef struct
{
  const HrPoint *point;
  guint          cell;  /* number of its cell in the field */
  guint          first; /* line of that cell */
  double         objective[2];
  double         price[2];
  double         over[2]; /* the budget, in USD; > 0 = not feasible */
} Line;

/* Beyond a value by this share of it the change has happened, whatever was rounded. */
#define BEYOND 1e-9
/* More changes of the winner that are none are not followed: each is one candidate's. */
#define MAX_EVENTS 4096

typedef struct
{
  const HrChange *change;
  GArray         *lines;
} Way;

static double
value_at (const HrChange *change, double t)
{
  return change->from + (change->to - change->from) * t;
}

/* The place on the way, 0…1, at which objectives have gone the share @s of theirs. */
static double
place_of (const HrChange *change, double s)
{
  double value;

  if (!change->is_inverse)
    return s;
  value = 1 / (1 / change->from + (1 / change->to - 1 / change->from) * s);
  return (value - change->from) / (change->to - change->from);
}

static void
sample (Way *way)
{
  const HrChange *change = way->change;

  for (guint end = 0; end < 2; end++)
    {
      HrTerms terms = *change->terms;
      guint   n = 0;

      change->vary (&terms, change->gpu, end == 0 ? change->from : change->to);
      for (guint i = 0; i < change->field->len; i++)
        {
          const HrCell *cell = change->field->pdata[i];
          guint         unpriced = hr_rank_least_unpriced (&terms, cell), first = n;

          for (guint k = 0; k < cell->n_points; k++)
            {
              HrRanked r;
              Line     line = { .point = &cell->points[k], .cell = i, .first = first }, *at;

              if (!hr_rank_considers (&terms, &cell->points[k], unpriced))
                continue;
              hr_rank_point (change->search, &terms, cell, &cell->points[k], &r);
              if (end == 0)
                g_array_append_val (way->lines, line);
              at = &g_array_index (way->lines, Line, n++);
              at->objective[end] = r.objective;
              at->price[end] = r.price_usd;
              at->over[end] = terms.money.budget_usd > 0 ? r.budgeted_usd - terms.money.budget_usd
                                                         : -1;
            }
        }
    }
}

/* The part of the way on which a + (b − a) s is negative, or not positive where @or_zero. */
static gboolean
negative_part (double a, double b, gboolean or_zero, double *low, double *high)
{
  gboolean at_start = or_zero ? a <= 0 : a < 0, at_end = or_zero ? b <= 0 : b < 0;

  *low = 0;
  *high = 1;
  if (at_start && at_end)
    return TRUE;
  if (!at_start && !at_end)
    return FALSE;
  *(at_start ? high : low) = a / (a - b);
  return TRUE;
}

/* Where, from @t on, @q is feasible and better than @p: objective, then price. */
static double
begins_to_beat (const HrChange *change, const Line *p, const Line *q, double t)
{
  double low, high, better_low, better_high;
  double a = q->objective[0] - p->objective[0], b = q->objective[1] - p->objective[1];

  if (a == 0 && b == 0)
    {
      a = q->price[0] - p->price[0];
      b = q->price[1] - p->price[1];
    }
  if (!negative_part (q->over[0], q->over[1], TRUE, &low, &high)
      || !negative_part (a, b, a == 0 && b == 0, &better_low, &better_high))
    return INFINITY;
  low = MAX (low, place_of (change, better_low));
  high = MIN (high, place_of (change, better_high));
  return MAX (low, t) <= high ? MAX (low, t) : INFINITY;
}

/* Where a line enters or leaves the budget beyond @t. */
static double
crosses_budget (const Line *line, double t)
{
  double at = line->over[0] == line->over[1] ? INFINITY
                                             : line->over[0] / (line->over[0] - line->over[1]);

  return at > t && at <= 1 ? at : INFINITY;
}

/* The next place after @t at which one that outranks @q within its cell enters or leaves the
 * budget. */
static double
next_unmasking (const Way *way, const Line *q, double t)
{
  double next = INFINITY;

  for (guint i = q->first; i < way->lines->len; i++)
    {
      const Line *m = &g_array_index (way->lines, Line, i);

      if (m->cell != q->cell)
        break;
      if (m->point->quality < q->point->quality)
        next = MIN (next, crosses_budget (m, t));
    }
  return next;
}

/* The next place after @t at which the winner may be another than @p, which wins at @t. Better
 * candidates that do not win are outranked in their own cell by one that loses less quality. */
static double
next_event (const Way *way, const Line *p, double t)
{
  double next = crosses_budget (p, t);

  for (guint i = 0; i < way->lines->len; i++)
    {
      const Line *q = &g_array_index (way->lines, Line, i);
      double      at;

      if (q == p || (q->cell == p->cell && q->point->quality > p->point->quality))
        continue;
      if (q->cell == p->cell && q->point->quality < p->point->quality)
        at = crosses_budget (q, t);
      else
        at = begins_to_beat (way->change, p, q, t);
      next = MIN (next, at > t ? at : next_unmasking (way, q, t));
    }
  return next;
}

static gboolean
keeps (const HrChange *change, gboolean found, const HrRanked *winner)
{
  if (change->keeps == HR_KEEPS_OTHERS)
    return !found || winner->cell->gpu != change->gpu;
  return found && winner->cell->gpu == change->gpu
         && (change->keeps == HR_KEEPS_CARD || winner->cell->gpu_count == change->gpu_count);
}

static gboolean
winner_at (const HrChange *change, double value, HrRanked *winner)
{
  HrTerms terms = *change->terms;

  change->vary (&terms, change->gpu, value);
  return hr_rank_best (change->search, &terms, change->field, winner);
}

/* Where nothing is feasible, whatever becomes so wins. */
static const HrPoint no_point = { .quality = G_MAXUINT8 };
static const Line    nobody = {
     .point = &no_point, .cell = G_MAXUINT, .objective = { INFINITY, INFINITY }, .over = { -1, -1 }
};

static const Line *
line_of (const Way *way, gboolean found, const HrRanked *winner)
{
  for (guint i = 0; found && i < way->lines->len; i++)
    if (g_array_index (way->lines, Line, i).point == winner->point)
      return &g_array_index (way->lines, Line, i);
  return &nobody;
}

/* How far beyond @value the change has happened for sure, as a share of the way. */
static double
nudge (const HrChange *change, double value)
{
  double length = fabs (change->to - change->from);

  return BEYOND * MAX (fabs (value), 1e-3 * length) / length;
}

/**
 * hr_rank_first_change:
 * @value: (out): the value at which the winner ceases to keep what it shall: up to it, from
 *   @from on, it keeps it
 * @then: (out): who wins beyond it
 * @then_found: (out): whether anyone does
 *
 * Returns: whether there is such a value before @to.
 */
gboolean
hr_rank_first_change (const HrChange *self, double *value, HrRanked *then, gboolean *then_found)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  Way      way = { .change = self, .lines = lines };
  double   t = 0;
  HrRanked winner;
  gboolean found = winner_at (self, self->from, &winner);

  if (!keeps (self, found, &winner))
    return FALSE;
  sample (&way);
  for (guint i = 0; i < MAX_EVENTS && !g_cancellable_is_cancelled (self->cancellable); i++)
    {
      double event = next_event (&way, line_of (&way, found, &winner), t);

      if (event > 1)
        return FALSE;
      *value = value_at (self, event);
      t = event + nudge (self, *value);
      if (t >= 1)
        return FALSE;
      found = winner_at (self, value_at (self, t), &winner);
      if (!keeps (self, found, &winner))
        {
          *then = winner;
          *then_found = found;
          return TRUE;
        }
    }
  return FALSE;
}
