/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-rank-change.h"

#include <math.h>

/* Invented candidates, with more losses of quality, ties and limits than machines have, and every
 * way along which money varies: the change that is found is held against many values in between. */

#define CARDS  6
#define COUNTS 2
#define POINTS 6
#define CELLS  (CARDS * COUNTS)

typedef struct
{
  HrGpu         gpus[CARDS];
  HrPrice       prices[CARDS];
  HrPoint       points[CELLS][POINTS];
  HrCell        cells[CELLS];
  HrHostOption  option;
  HrHostOptions options;
  HrSearch      search;
  HrTerms       terms;
  GPtrArray    *field;
} World;

static double
about (double value)
{
  return value * exp (g_test_rand_double_range (-1, 1));
}

static void
world_init (World *w)
{
  *w = (World){ .options = { .n_options = 1 } };
  w->options.options = &w->option;
  w->search = (HrSearch){ .options = &w->options };
  w->search.live = g_ptr_array_new ();
  for (guint i = 0; i < CELLS; i++)
    {
      HrGpu *gpu = &w->gpus[i / COUNTS];

      *gpu = (HrGpu){ .id = "card", .form = HR_FORM_PCIE_ACTIVE };
      w->prices[i / COUNTS].usd = about (1000);
      w->cells[i] = (HrCell){ .gpu = gpu,
                              .price = &w->prices[i / COUNTS],
                              .gpu_count = (guint8) (i % COUNTS + 1),
                              .n_points = POINTS,
                              .points = w->points[i] };
      for (guint k = 0; k < POINTS; k++)
        w->points[i][k] = (HrPoint){ .kind = g_test_rand_bit () ? HR_HOST_KIND_TOWER
                                                                : HR_HOST_KIND_RACK,
                                     .quality = (guint8) g_test_rand_int_range (0, 3),
                                     .batch = k,
                                     .host_usd = about (1000),
                                     /* Few times, so that many tie. */
                                     .seconds = 1000 * g_test_rand_int_range (5, 10),
                                     .wall_w = about (600),
                                     .free_gib = g_test_rand_int_range (0, 5),
                                     .doubt = g_test_rand_double_range (1, 1.5),
                                     .risk = g_test_rand_double_range (1, 1.2) };
      for (guint k = 0; k < POINTS; k++)
        w->points[i][k].headroom_gib = w->points[i][k].free_gib;
      g_ptr_array_add (w->search.live, &w->cells[i]);
    }
  w->terms = (HrTerms){ .constraints = { .max_gpus = COUNTS,
                                         .host = HR_HOST_KIND_ANY,
                                         .aim = (HrAim) g_test_rand_int_range (0, HR_N_AIM) },
                        .money = { .budget_usd = about (3000),
                                   .covers = (HrCovers) g_test_rand_int_range (0, HR_N_COVERS),
                                   .usd_per_kwh = g_test_rand_double_range (0, 0.5),
                                   .hours_per_week = 40,
                                   .horizon_hours = 6000,
                                   .lost_share = 1,
                                   .tax = 1,
                                   .pue = { 1, 1, 1.4 } } };
  w->field = hr_rank_field (&w->search, &w->terms);
}

static void
world_clear (World *w)
{
  g_ptr_array_unref (w->field);
  g_ptr_array_unref (w->search.live);
}

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

static gboolean
best_at (const HrChange *change, double value, HrRanked *best)
{
  HrTerms terms = *change->terms;

  change->vary (&terms, change->gpu, value);
  return hr_rank_best (change->search, &terms, change->field, best);
}

static gboolean
keeps_at (const HrChange *change, double value)
{
  HrRanked best;
  gboolean found = best_at (change, value, &best);

  if (change->keeps == HR_KEEPS_OTHERS)
    return !found || best.cell->gpu != change->gpu;
  return found && best.cell->gpu == change->gpu
         && (change->keeps == HR_KEEPS_CARD || best.cell->gpu_count == change->gpu_count);
}

static gboolean
check_change (const HrChange *change)
{
  double   value = change->to, beyond;
  HrRanked then, best;
  gboolean then_found, found, changes = hr_rank_first_change (change, &value, &then, &then_found);

  for (guint i = 0; i < 100; i++)
    {
      double share = g_test_rand_double () * (1 - 1e-9);

      g_assert_true (keeps_at (change, change->from + (value - change->from) * share));
    }
  if (!changes)
    return FALSE;
  beyond = value + (change->to > change->from ? 1 : -1) * 3e-9 * MAX (value, 1e-3);
  g_assert_false (keeps_at (change, beyond));
  found = best_at (change, beyond, &best);
  g_assert_true (found == then_found);
  if (found)
    g_assert_true (best.cell == then.cell);
  return TRUE;
}

static void
test_random (void)
{
  static const struct
  {
    HrVary   vary;
    gboolean is_inverse;
    HrKeeps  keeps;
    double   from, to; /* 0 = what is asked, times … */
    double   times;
  } ways[] = {
    { vary_budget, FALSE, HR_KEEPS_MACHINE, 0, 0, 10 },
    { vary_budget, FALSE, HR_KEEPS_MACHINE, 0, 0, 0.1 },
    { vary_price, FALSE, HR_KEEPS_CARD, 0, 0, 8 },
    { vary_price, FALSE, HR_KEEPS_OTHERS, 0, 0, 0.125 },
    { vary_hours, TRUE, HR_KEEPS_MACHINE, 40, 168, 0 },
    { vary_hours, TRUE, HR_KEEPS_MACHINE, 40, 1, 0 },
    { vary_electricity, FALSE, HR_KEEPS_MACHINE, -1, 2, 0 },
  };
  guint n[G_N_ELEMENTS (ways)] = { 0 };

  for (guint round = 0; round < 400; round++)
    {
      World    w;
      HrRanked best;

      world_init (&w);
      for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
        {
          HrChange change = { .search = &w.search,
                              .field = w.field,
                              .terms = &w.terms,
                              .vary = ways[i].vary,
                              .is_inverse = ways[i].is_inverse,
                              .keeps = ways[i].keeps,
                              .from = ways[i].from,
                              .to = ways[i].to };

          if (!hr_rank_best (&w.search, &w.terms, w.field, &best))
            continue;
          change.gpu = best.cell->gpu;
          change.gpu_count = best.cell->gpu_count;
          if (change.keeps == HR_KEEPS_OTHERS)
            change.gpu = &w.gpus[(best.cell->gpu - w.gpus + 1) % CARDS];
          if (change.from < 0)
            change.from = w.terms.money.usd_per_kwh;
          else if (change.from == 0)
            {
              change.from = change.vary == vary_budget ? w.terms.money.budget_usd
                                                       : w.prices[change.gpu - w.gpus].usd;
              change.to = change.from * ways[i].times;
            }
          n[i] += check_change (&change);
        }
      world_clear (&w);
    }
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_test_message ("way %u: %u changes", i, n[i]);
      g_assert_cmpuint (n[i], >, 10);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rank-change/random", test_random);
  return g_test_run ();
}
