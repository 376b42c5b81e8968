/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-search-private.h"

#include <math.h>

#include "hr-task.h"

#define MAX_AUTO_BATCH 1024
/* A larger batch must be worth it: the smallest within 3 % of the fastest is taken. */
#define BATCH_SLACK 1.03
/* RAM keeps an eighth free for the rest of the system. */
#define RAM_USABLE (7.0 / 8.0)

static void
run_estimate (HrSearchWork *work, HrEstimateInput *input, HrEstimate *estimate)
{
  hr_estimate (input, estimate, NULL);
  work->estimated++;
}

/* The batch of one variant on the best host that there is: among the powers of two that fit (that
 * fit without being tight, where there are such), the smallest that is nearly as fast as the
 * fastest. No real host is faster, so that the time is a bound for all of them. */
static gboolean
resolve_batch (HrSearchWork *work, HrWorkload *workload, HrEstimate *estimate)
{
  const HrTaskType *type = hr_task_type (workload->task);
  guint32          *batch = type->batch ? type->batch (workload) : NULL;
  HrEstimateInput   input = { .gpu = work->gpu,
                              .gpu_count = work->gpu_count,
                              .host = work->best_host,
                              .workload = workload,
                              .calibration = work->search->calibration };
  double            seconds[16];
  gboolean          tight[16];
  guint             n = 0, fits = 0;
  double            best = INFINITY;

  if (batch == NULL || *batch != 0)
    {
      run_estimate (work, &input, estimate);
      return estimate->fit != HR_FIT_EXCEEDS && !(estimate->notes & HR_NOTE_UNSUPPORTED);
    }
  for (*batch = 1; *batch <= MAX_AUTO_BATCH; *batch *= 2, n++)
    {
      run_estimate (work, &input, estimate);
      if (estimate->fit == HR_FIT_EXCEEDS || (estimate->notes & HR_NOTE_UNSUPPORTED))
        break;
      seconds[n] = estimate->seconds;
      tight[n] = estimate->fit == HR_FIT_TIGHT;
      fits += !tight[n];
    }
  if (n == 0)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if ((!tight[i] || fits == 0) && seconds[i] < best)
      best = seconds[i];
  for (guint i = 0; i < n; i++)
    if ((!tight[i] || fits == 0)
        && (seconds[i] <= best * BATCH_SLACK
            || work->search->plan->constraints.aim == HR_AIM_MOST_HEADROOM))
      {
        *batch = 1u << i;
        run_estimate (work, &input, estimate);
        return TRUE;
      }
  return FALSE;
}

/* — One cell — */

/* Whether nobody would take @b where @a is to be had, whatever the card, the energy and the hours
 * cost and however large the budget is. What a doubt costs multiplies the objective, and so the
 * figures that are in it. A machine that loses quality is taken only where no better one is
 * feasible. */
static gboolean
dominates (const HrSearch *search, const HrPoint *a, const HrPoint *b)
{
  if (a->kind != b->kind || a->quality > b->quality || a->n_unpriced > b->n_unpriced
      || a->host_usd > b->host_usd || (search->by_deadline && a->seconds > b->seconds)
      || (search->by_watts && a->wall_w > b->wall_w))
    return FALSE;
  if (a->quality < b->quality)
    return TRUE;
  if (search->by_doubt)
    return a->doubt <= b->doubt && a->seconds <= b->seconds && a->headroom_gib >= b->headroom_gib;
  return a->seconds * a->doubt <= b->seconds * b->doubt
         && a->wall_w * a->seconds * a->doubt <= b->wall_w * b->seconds * b->doubt;
}

static gboolean
is_dominated (const HrSearchWork *work, const HrPoint *point)
{
  for (guint i = work->first; i < work->points->len; i++)
    if (dominates (work->search, &g_array_index (work->points, HrPoint, i), point))
      return TRUE;
  return FALSE;
}

static void
add_point (HrSearchWork *work, const HrPoint *point)
{
  GArray *points = work->points;

  if (is_dominated (work, point))
    return;
  for (guint i = points->len; i-- > work->first;)
    if (dominates (work->search, point, &g_array_index (points, HrPoint, i)))
      g_array_remove_index (points, i);
  g_array_append_val (points, *point);
}

/* The RAM that the work needs depends on the cores, of which there are few kinds. */
typedef struct
{
  guint  n;
  guint  cores[16];
  double gib[16];
} RamNeeds;

static double
known_need (const RamNeeds *needs, guint cores)
{
  for (guint i = 0; i < needs->n; i++)
    if (needs->cores[i] == cores)
      return needs->gib[i];
  return 0;
}

static void
remember_need (RamNeeds *needs, guint cores, double gib)
{
  if (needs->n < G_N_ELEMENTS (needs->cores) && known_need (needs, cores) == 0)
    {
      needs->cores[needs->n] = cores;
      needs->gib[needs->n++] = gib;
    }
}

static void
better_host (HrHost *best, const HrHost *host)
{
  best->ram_gib = MAX (best->ram_gib, host->ram_gib);
  best->ram_bandwidth_gb_s = MAX (best->ram_bandwidth_gb_s, host->ram_bandwidth_gb_s);
  best->cpu_cores = MAX (best->cpu_cores, host->cpu_cores);
  best->pcie_gen = MAX (best->pcie_gen, host->pcie_gen);
  best->pcie_lanes = MAX (best->pcie_lanes, host->pcie_lanes);
  best->pcie_gb_s = MAX (best->pcie_gb_s, host->pcie_gb_s);
  best->peer_to_peer |= host->peer_to_peer;
  best->link_gb_s = MAX (best->link_gb_s, host->link_gb_s);
  best->storage_gb_s = MAX (best->storage_gb_s, host->storage_gb_s);
}

/* Every bundle of one option, cheapest first, as long as a machine at that price could still win
 * if it were as fast as any: as the best host of all, and then as this option with the best of
 * everything. */
static void
search_option (HrSearchWork     *work,
               guint             option_index,
               guint             variant,
               const HrWorkload *workload,
               const HrEstimate *bound,
               double            doubt)
{
  const HrHostOption *option = &work->search->options->options[option_index];
  const HrFrame      *frame = &work->frames[option_index];
  const HrTaskType   *type = hr_task_type (workload->task);
  HrEstimateInput     input = { .gpu = work->gpu,
                                .gpu_count = work->gpu_count,
                                .workload = workload,
                                .calibration = work->search->calibration };
  double              least_ram_gib = hr_host_rules_least_ram_gib (work->gpu, work->gpu_count);
  double              free_gib = bound->available_gib - bound->required_gib;
  double              wall_w = hr_host_rules_wall_w (option->platform, work->gpu, work->gpu_count,
                                                     bound->gpu_load);
  gboolean            is_bounded = FALSE;
  RamNeeds            needs = { 0 };
  HrPoint             ideal = {
                .option = (guint16) option_index,
                .variant = (guint16) variant,
                .kind = (guint8) option->platform->kind,
                .quality = (guint8) work->search->variants[work->gpu_count - 1][variant].quality,
                .n_unpriced = (guint8) (frame->n_unpriced + option->bundles[0].n_unpriced),
                .batch = type->batch ? *type->batch ((HrWorkload *) workload) : 0,
                .tight = bound->fit == HR_FIT_TIGHT,
                .doubt = doubt,
                .seconds = bound->seconds,
                .wall_w = wall_w,
                .free_gib = free_gib,
                .headroom_gib = work->search->by_doubt ? free_gib : 0,
  };

  for (guint i = 0; i < option->n_bundles; i++)
    {
      const HrBundle *bundle = &option->bundles[i];
      HrEstimate      estimate;
      HrPoint         point;

      ideal.host_usd = frame->usd + bundle->usd;
      if (!work->search->by_watts && is_dominated (work, &ideal))
        break;
      if (bundle->ram_gib > 0
          && (known_need (&needs, bundle->cores) > bundle->ram_gib * RAM_USABLE
              || bundle->ram_gib < least_ram_gib))
        continue;
      hr_build_host (option, bundle, work->gpu, work->gpu_count, &input.host);
      run_estimate (work, &input, &estimate);
      remember_need (&needs, bundle->cores, estimate.host_required_gib);
      if (estimate.fit == HR_FIT_EXCEEDS || !isfinite (estimate.seconds)
          || (bundle->ram_gib > 0 && estimate.host_required_gib > bundle->ram_gib * RAM_USABLE))
        continue;
      point = ideal;
      point.bundle = (guint16) i;
      point.seconds = estimate.seconds;
      point.wall_w = hr_host_rules_wall_w (option->platform, work->gpu, work->gpu_count,
                                           estimate.gpu_load);
      add_point (work, &point);
      if (estimate.seconds > ideal.seconds && !is_bounded && i + 1 < option->n_bundles)
        {
          HrBundle best = option->best;

          hr_build_host (option, &best, work->gpu, work->gpu_count, &input.host);
          run_estimate (work, &input, &estimate);
          ideal.seconds = MAX (ideal.seconds, estimate.seconds);
          ideal.wall_w = hr_host_rules_wall_w (option->platform, work->gpu, work->gpu_count,
                                               estimate.gpu_load);
          is_bounded = TRUE;
        }
    }
}

/* Machines that lack prices look cheap; where a complete one exists for the cell, they are
 * dropped. */
static void
drop_unpriced (HrSearchWork *work)
{
  guint least[HR_N_HOST_KIND] = { G_MAXUINT, G_MAXUINT, G_MAXUINT };

  for (guint i = work->first; i < work->points->len; i++)
    {
      const HrPoint *point = &g_array_index (work->points, HrPoint, i);

      least[point->kind] = MIN (least[point->kind], point->n_unpriced);
    }
  for (guint i = work->points->len; i-- > work->first;)
    {
      const HrPoint *point = &g_array_index (work->points, HrPoint, i);

      if (point->n_unpriced > least[point->kind])
        g_array_remove_index (work->points, i);
    }
}

/* Which options take these cards, by the price of the cheapest machine; and the best host among
 * them. */
static void
fit_options (HrSearchWork *work)
{
  const HrSearch *search = work->search;
  HrCell         *cell = work->cell;
  gboolean has_bridge = hr_build_bridge (search->options, work->gpu, work->gpu_count) != NULL;

  work->n_fitting = 0;
  work->best_host = (HrHost){ 0 };
  for (guint i = 0; i < search->options->n_options; i++)
    {
      const HrHostOption *option = &search->options->options[i];
      HrHostKind          kind = option->platform->kind;
      HrFrame            *frame = &work->frames[i];
      HrHost              host;
      guint               at;

      if (option->is_bridged && !has_bridge)
        continue;
      hr_build_frame (search->options, option, work->gpu, work->gpu_count, frame);
      if (option->system == NULL || frame->verdict == HR_HOST_FITS)
        work->candidates += option->n_ways * search->n_variants[work->gpu_count - 1];
      if (frame->verdict != HR_HOST_FITS)
        {
          if (cell->verdict[kind] != HR_HOST_FITS)
            cell->verdict[kind] = MAX (cell->verdict[kind], frame->verdict);
          continue;
        }
      cell->verdict[kind] = HR_HOST_FITS;
      hr_build_host (option, &option->best, work->gpu, work->gpu_count, &host);
      better_host (&work->best_host, &host);
      for (at = work->n_fitting++; at > 0; at--)
        {
          guint before = work->order[at - 1];

          if (work->frames[before].usd + search->options->options[before].bundles[0].usd
              <= frame->usd + option->bundles[0].usd)
            break;
          work->order[at] = before;
        }
      work->order[at] = i;
    }
}

static void
search_cell (HrSearchWork *work)
{
  const HrSearch *search = work->search;
  HrCell         *cell = work->cell;
  guint           n_variants = search->n_variants[work->gpu_count - 1];

  for (guint k = 0; k < HR_N_HOST_KIND; k++)
    cell->verdict[k] = HR_HOST_MODULE;
  cell->is_searched = TRUE;
  cell->available_gib = hr_gpu_usable_gib (work->gpu);
  fit_options (work);
  if (work->n_fitting == 0)
    return;
  cell->required_gib = INFINITY;
  for (guint v = 0; v < n_variants; v++)
    {
      HrWorkload workload = search->variants[work->gpu_count - 1][v].workload;
      HrEstimate bound;
      gboolean   fits = resolve_batch (work, &workload, &bound);
      double     doubt = fits ? hr_search_doubt (&bound, work->gpu, &workload) : 1;

      cell->required_gib = MIN (cell->required_gib, bound.required_gib);
      cell->is_unsupported |= (bound.notes & HR_NOTE_UNSUPPORTED) != 0;
      for (guint i = 0; fits && i < work->n_fitting; i++)
        search_option (work, work->order[i], v, &workload, &bound, doubt);
    }
  drop_unpriced (work);
}

/* The cells of one card from @from cards to @to, all in one array of points. */
void
hr_search_gpu (HrSearch     *search,
               guint         index,
               guint         from,
               guint         to,
               GCancellable *cancellable,
               HrSearchWork *work)
{
  HrCell *cells = &search->cells[index * search->max_gpus];
  guint   first[HR_MAX_GPUS];

  work->gpu = search->gpus[index];
  work->points = g_array_new (FALSE, FALSE, sizeof (HrPoint));
  for (guint i = from; i <= to; i++)
    {
      work->cell = &cells[i - 1];
      work->gpu_count = i;
      work->first = first[i - 1] = work->points->len;
      if (!g_cancellable_is_cancelled (cancellable))
        search_cell (work);
      work->cell->n_points = work->points->len - work->first;
    }
  for (guint i = from; i <= to; i++)
    cells[i - 1].points = &g_array_index (work->points, HrPoint, 0) + first[i - 1];
}

void
hr_search_work_init (HrSearchWork *work, const HrSearch *search)
{
  *work = (HrSearchWork){ .search = search };
  work->frames = g_new (HrFrame, MAX (search->options->n_options, 1));
  work->order = g_new (guint, MAX (search->options->n_options, 1));
}

void
hr_search_work_clear (HrSearchWork *work)
{
  g_free (work->frames);
  g_free (work->order);
}
