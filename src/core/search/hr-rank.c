/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-rank.h"

#include <math.h>

/* Each part without a price makes the machine dearer than it looks: a quarter of what is known is
 * kept for it, in the ranking and within the budget. It is said beside the pick. */
#define UNPRICED_FACTOR 1.25

void
hr_terms_init (HrTerms *terms, const HrSearch *search)
{
  *terms = (HrTerms){ .constraints = search->plan->constraints };
  hr_money_init (&terms->money, search->plan, search->snapshot, NULL);
}

static double
card_usd (const HrTerms *terms, const HrCell *cell)
{
  if (terms->priced_gpu == cell->gpu)
    return terms->gpu_usd;
  return cell->price ? cell->price->usd : 0;
}

/**
 * hr_rank_allows:
 * @reason: (out) (optional): why not
 *
 * Returns: whether the plan's vendors, segments and conditions allow the card, and it has a
 *   price; a module's price is that of its system, which the search knows.
 */
gboolean
hr_rank_allows (const HrSearch *search, const HrTerms *terms, const HrCell *cell, HrReason *reason)
{
  const HrConstraints *c = &terms->constraints;
  const HrGpu         *gpu = cell->gpu;
  HrReason             why = HR_N_REASON;

  if (c->vendors != 0 && !(c->vendors & (1u << gpu->vendor)))
    why = HR_REASON_VENDOR;
  else if (c->segments != 0 && !(c->segments & (1u << gpu->segment)))
    why = HR_REASON_SEGMENT;
  else if (hr_gpu_is_single_sale (gpu) && card_usd (terms, cell) <= 0)
    why = hr_gpu_price (gpu, HR_CONDITION_POLICY_ANY) ? HR_REASON_CONDITION : HR_REASON_NO_PRICE;
  if (reason)
    *reason = why;
  return why == HR_N_REASON;
}

/**
 * hr_rank_reserve:
 * @n_unpriced: parts of a machine without a price
 * @trace: (nullable): gets the factor
 *
 * Returns: the factor on its price that keeps a reserve for them, in the ranking and in the budget.
 */
double
hr_rank_reserve (guint n_unpriced, HrTrace *trace)
{
  double factor = 1;

  for (guint i = 0; i < n_unpriced; i++)
    factor *= UNPRICED_FACTOR;
  HR_TRACE (trace, "price.reserve", "1.25 for each part without a price", factor, HR_UNIT_RATIO,
            "kept in the ranking and within the budget, not in the price", "parts",
            (double) n_unpriced, HR_UNIT_COUNT, NULL);
  return factor;
}

/**
 * hr_rank_headroom:
 *
 * Returns: GiB that are free, less where it is a risk to count on them.
 */
double
hr_rank_headroom (double gib, double risk)
{
  return gib > 0 ? gib / risk : gib * risk;
}

/**
 * hr_rank_point:
 * @ranked: (out): what the terms make of one machine of the cell
 *
 * All figures are linear in each price, in the budget and in the price of electricity; the
 * objective is linear in one over the hours.
 */
void
hr_rank_point (const HrSearch *search,
               const HrTerms  *terms,
               const HrCell   *cell,
               const HrPoint  *point,
               HrRanked       *ranked)
{
  const HrMoney *money = &terms->money;
  gboolean       is_system = search->options->options[point->option].system != NULL;
  double         gpus = is_system ? point->host_usd : card_usd (terms, cell) * cell->gpu_count;
  double reserve = hr_rank_reserve (point->n_unpriced, NULL), penalty = point->doubt * reserve;
  double hours = point->seconds / 3600;

  ranked->cell = cell;
  ranked->point = point;
  ranked->gpus_usd = gpus * money->tax;
  ranked->price_usd = (is_system ? gpus : gpus + point->host_usd) * money->tax;
  ranked->budgeted_usd = hr_money_budgeted_usd (money, ranked->gpus_usd, ranked->price_usd,
                                                point->wall_w, (HrHostKind) point->kind, NULL);
  if (money->covers != HR_COVERS_GPUS)
    ranked->budgeted_usd *= reserve;
  ranked->job_usd = hr_money_hour_usd (money, ranked->price_usd, point->wall_w,
                                       (HrHostKind) point->kind, NULL)
                    * hours;
  switch (terms->constraints.aim)
    {
    case HR_AIM_FASTEST:
      ranked->objective = point->seconds * point->doubt;
      break;
    case HR_AIM_CHEAPEST:
      ranked->objective = ranked->price_usd * point->risk;
      break;
    case HR_AIM_MOST_HEADROOM:
      ranked->objective = -hr_rank_headroom (point->headroom_gib, point->risk);
      break;
    case HR_AIM_BEST_VALUE:
    case HR_N_AIM:
    default:
      ranked->objective = ranked->job_usd * penalty;
      break;
    }
}

/* Ties go to the cheaper, then the faster, then the smaller machine, then the catalog's order; of
 * one card and number, to the smaller batch and the lower power. */
int
hr_ranked_compare (gconstpointer a, gconstpointer b)
{
  const HrRanked *x = a, *y = b;

  if (x->objective != y->objective)
    return x->objective < y->objective ? -1 : 1;
  if (x->price_usd != y->price_usd)
    return x->price_usd < y->price_usd ? -1 : 1;
  if (x->point->seconds != y->point->seconds)
    return x->point->seconds < y->point->seconds ? -1 : 1;
  if (x->cell->gpu_count != y->cell->gpu_count)
    return x->cell->gpu_count < y->cell->gpu_count ? -1 : 1;
  if (x->cell != y->cell)
    return x->cell < y->cell ? -1 : 1;
  if (x->point->batch != y->point->batch)
    return x->point->batch < y->point->batch ? -1 : 1;
  return x->point->wall_w < y->point->wall_w ? -1 : x->point->wall_w > y->point->wall_w;
}

static gboolean
kind_allowed (const HrTerms *terms, const HrPoint *point)
{
  return terms->constraints.host == HR_HOST_KIND_ANY
         || (HrHostKind) point->kind == terms->constraints.host;
}

static gboolean
is_feasible (const HrTerms *terms, const HrRanked *r)
{
  return terms->money.budget_usd <= 0 || r->budgeted_usd <= terms->money.budget_usd;
}

/**
 * hr_rank_least_unpriced:
 *
 * Returns: the least number of missing prices among the points of an allowed kind; %G_MAXUINT
 *   where there is none.
 */
guint
hr_rank_least_unpriced (const HrTerms *terms, const HrCell *cell)
{
  guint least = G_MAXUINT;

  for (guint i = 0; i < cell->n_points; i++)
    if (kind_allowed (terms, &cell->points[i]))
      least = MIN (least, cell->points[i].n_unpriced);
  return least;
}

/**
 * hr_rank_considers:
 * @least_unpriced: by hr_rank_least_unpriced(), of the point's cell
 *
 * Returns: whether all but the budget allows the machine.
 */
gboolean
hr_rank_considers (const HrTerms *terms, const HrPoint *point, guint least_unpriced)
{
  const HrConstraints *c = &terms->constraints;

  return kind_allowed (terms, point) && point->n_unpriced <= least_unpriced
         && (c->max_power_w <= 0 || point->peak_w <= c->max_power_w)
         && (c->deadline_hours <= 0 || point->seconds <= c->deadline_hours * 3600);
}

/**
 * hr_rank_cell:
 * @ranked: (out): the best machine of the cell
 *
 * A cell's machines differ in quality only where "auto" may lose some: the best quality that is
 * feasible goes first.
 *
 * Returns: whether one is feasible.
 */
gboolean
hr_rank_cell (const HrSearch *search, const HrTerms *terms, const HrCell *cell, HrRanked *ranked)
{
  guint    unpriced = hr_rank_least_unpriced (terms, cell);
  gboolean found = FALSE;

  if (cell->gpu_count > terms->constraints.max_gpus)
    return FALSE;
  for (guint i = 0; i < cell->n_points; i++)
    {
      const HrPoint *point = &cell->points[i];
      HrRanked       r;

      if (!hr_rank_considers (terms, point, unpriced))
        continue;
      hr_rank_point (search, terms, cell, point, &r);
      if (!is_feasible (terms, &r))
        continue;
      if (!found || point->quality < ranked->point->quality
          || (point->quality == ranked->point->quality && hr_ranked_compare (&r, ranked) < 0))
        *ranked = r;
      found = TRUE;
    }
  return found;
}

/**
 * hr_rank_all:
 *
 * Returns: (transfer full) (element-type HrRanked): the best machine of every cell that has a
 *   feasible one, best first.
 */
GArray *
hr_rank_all (const HrSearch *search, const HrTerms *terms)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (HrRanked));

  for (guint i = 0; i < search->live->len; i++)
    {
      const HrCell *cell = search->live->pdata[i];
      HrRanked      ranked;

      if (hr_rank_allows (search, terms, cell, NULL) && hr_rank_cell (search, terms, cell, &ranked))
        g_array_append_val (all, ranked);
    }
  g_array_sort (all, hr_ranked_compare);
  return all;
}

/**
 * hr_rank_field:
 *
 * Returns: (transfer full) (element-type HrCell): the cells that these terms allow, for asking
 *   for the best of them again and again with other money.
 */
GPtrArray *
hr_rank_field (const HrSearch *search, const HrTerms *terms)
{
  GPtrArray *field = g_ptr_array_new ();

  for (guint i = 0; i < search->live->len; i++)
    {
      const HrCell *cell = search->live->pdata[i];

      if (cell->gpu_count <= terms->constraints.max_gpus
          && hr_rank_allows (search, terms, cell, NULL)
          && hr_rank_least_unpriced (terms, cell) < G_MAXUINT)
        g_ptr_array_add (field, (gpointer) cell);
    }
  return field;
}

/**
 * hr_rank_best:
 * @field: from hr_rank_field()
 * @best: (out): the best machine of all
 *
 * Returns: whether any is feasible.
 */
gboolean
hr_rank_best (const HrSearch *search, const HrTerms *terms, const GPtrArray *field, HrRanked *best)
{
  gboolean found = FALSE;

  for (guint i = 0; i < field->len; i++)
    {
      HrRanked ranked;

      if (hr_rank_cell (search, terms, field->pdata[i], &ranked)
          && (!found || hr_ranked_compare (&ranked, best) < 0))
        {
          *best = ranked;
          found = TRUE;
        }
    }
  return found;
}

static gboolean
is_about_power (guint8 verdict)
{
  return verdict == HR_HOST_SUPPLY || verdict == HR_HOST_MAINS;
}

/* How far a machine is over its worst limit, as a factor; 1 = within all. */
static double
excess (const HrTerms *terms, const HrRanked *r, HrMiss *miss)
{
  const HrConstraints *c = &terms->constraints;
  double               worst = 1;

  if (c->max_power_w > 0 && r->point->peak_w > c->max_power_w * worst)
    {
      worst = r->point->peak_w / c->max_power_w;
      *miss = (HrMiss){ .reason = HR_REASON_POWER,
                        .need = r->point->peak_w,
                        .limit = c->max_power_w };
    }
  if (c->deadline_hours > 0 && r->point->seconds > c->deadline_hours * 3600 * worst)
    {
      worst = r->point->seconds / 3600 / c->deadline_hours;
      *miss = (HrMiss){ .reason = HR_REASON_DEADLINE,
                        .need = r->point->seconds / 3600,
                        .limit = c->deadline_hours };
    }
  if (terms->money.budget_usd > 0 && r->budgeted_usd > terms->money.budget_usd * worst)
    {
      worst = r->budgeted_usd / terms->money.budget_usd;
      *miss = (HrMiss){ .reason = HR_REASON_BUDGET,
                        .need = r->budgeted_usd,
                        .limit = terms->money.budget_usd };
    }
  return worst;
}

/**
 * hr_rank_miss:
 * @miss: (out): the reason why the cell has no feasible machine, and by how much
 *
 * With several machines, the one that is over by the smallest factor speaks. For a cell that is
 * within all limits the reason is %HR_N_REASON.
 */
void
hr_rank_miss (const HrSearch *search, const HrTerms *terms, const HrCell *cell, HrMiss *miss)
{
  HrHostKind host = terms->constraints.host;
  double     least = INFINITY;

  *miss = (HrMiss){ .reason = HR_N_REASON };
  for (guint i = 0; i < cell->n_points; i++)
    {
      HrMiss this = { .reason = HR_N_REASON };
      HrRanked r;
      double   factor;

      if (!kind_allowed (terms, &cell->points[i]))
        continue;
      hr_rank_point (search, terms, cell, &cell->points[i], &r);
      factor = excess (terms, &r, &this);
      this.point = &cell->points[i];
      this.price_usd = r.price_usd;
      this.n_unpriced = cell->points[i].n_unpriced;
      this.gpu_count = cell->gpu_count;
      if (factor < least)
        {
          least = factor;
          *miss = this;
        }
    }
  if (least < INFINITY)
    return;
  if (cell->is_without_software)
    *miss = (HrMiss){ .reason = HR_REASON_SOFTWARE };
  else if (cell->is_unsupported)
    *miss = (HrMiss){ .reason = HR_REASON_PRECISION };
  else if (cell->required_gib > cell->available_gib)
    *miss = (HrMiss){ .reason = HR_REASON_MEMORY,
                      .need = cell->required_gib,
                      .limit = cell->available_gib };
  else if (is_about_power (cell->verdict[host == HR_HOST_KIND_ANY ? HR_HOST_KIND_TOWER : host]))
    *miss = (HrMiss){ .reason = HR_REASON_POWER, .need = cell->gpu->tdp_w * cell->gpu_count };
  else
    *miss = (HrMiss){ .reason = HR_REASON_HOST };
}
