/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-rank.h"
#include "hr-search-private.h"

#include <math.h>
#include <string.h>

#include "hr-task.h"
#include "hr-run-estimate.h"

/* — One cell — */

/* The least that a machine of some kind can be with one variant and batch. */
typedef struct
{
  guint8  kind;
  guint8  quality;
  guint   n_unpriced;
  guint32 batch;
  double  host_usd;
  double  seconds;
  double  time_cost; /* seconds × doubt, by which the purchase counts */
  double  wall_w;
  double  energy_cost; /* W × seconds × doubt */
  double  headroom_gib;
  double  risk;
} Ideal;

static void
run_estimate (HrSearchWork *work, HrEstimateInput *input, HrEstimate *estimate)
{
  hr_estimate (input, estimate, NULL);
  estimate->seconds = hr_search_digits (estimate->seconds);
  work->estimated++;
}

/* Whether nobody would take any machine within @b where @a is to be had, whatever the card, the
 * energy and the hours cost and however large the budget is. What a doubt costs multiplies the
 * value and the time, and so the figures that are in them; price and headroom know the risk alone.
 * A machine that loses quality is taken only where no better one is feasible. Of equals the smaller
 * batch stays, then the lower power. */
static gboolean
dominates (const HrSearch *search, const HrPoint *a, const Ideal *b)
{
  if (a->kind != b->kind || a->quality > b->quality || a->n_unpriced > b->n_unpriced
      || a->host_usd > b->host_usd || (search->by_deadline && a->seconds > b->seconds))
    return FALSE;
  if (a->quality < b->quality)
    return TRUE;
  if (a->host_usd == b->host_usd && a->seconds == b->seconds && a->headroom_gib == b->headroom_gib
      && (a->batch > b->batch || (a->batch == b->batch && a->wall_w > b->wall_w)))
    return FALSE;
  if (search->by_value)
    return a->seconds * a->doubt <= b->time_cost
           && a->wall_w * (a->seconds * a->doubt) <= b->energy_cost;
  return a->seconds <= b->seconds && a->seconds * a->doubt <= b->time_cost && a->risk <= b->risk
         && a->headroom_gib >= b->headroom_gib;
}

/* What counts of the free memory: nothing, where headroom is not the aim. */
static double
headroom_of (const HrSearch *search, const HrBatchBound *bound)
{
  return search->plan->constraints.aim == HR_AIM_MOST_HEADROOM ? bound->free_gib : 0;
}

static Ideal
ideal_of (const HrPoint *point)
{
  return (Ideal){ .kind = point->kind,
                  .quality = point->quality,
                  .n_unpriced = point->n_unpriced,
                  .batch = point->batch,
                  .host_usd = point->host_usd,
                  .seconds = point->seconds,
                  .time_cost = point->seconds * point->doubt,
                  .wall_w = point->wall_w,
                  .energy_cost = point->wall_w * (point->seconds * point->doubt),
                  .headroom_gib = point->headroom_gib,
                  .risk = point->risk };
}

/* Whether @a is taken rather than a machine that draws @wall_w while it works and @peak_w at its
 * peak, as far as power goes: where energy counts against the budget it draws no more; where power
 * is limited its peak is no higher, or within the limit. */
static gboolean
is_frugal (const HrSearch *search, const HrPoint *a, double wall_w, double peak_w)
{
  const HrConstraints *c = &search->plan->constraints;

  return !search->by_watts
         || ((c->covers != HR_COVERS_TOTAL || c->budget <= 0 || a->wall_w <= wall_w)
             && (c->max_power_w <= 0 || a->peak_w <= MAX (c->max_power_w, peak_w)));
}

/* A slow host can draw less than any bound says: with a limit only what is within it counts. */
static gboolean
is_hopeless (HrSearchWork *work, const Ideal *ideal)
{
  const HrSearch *search = work->search;
  const HrPoint  *points = &g_array_index (work->points, HrPoint, 0);
  guint           n = work->points->len, hint = work->hint[ideal->kind];

  /* What dominated the last settings mostly dominates the next. */
  if (hint >= work->first && hint < n && is_frugal (search, &points[hint], 0, 0)
      && dominates (search, &points[hint], ideal))
    return TRUE;
  for (guint i = work->first; i < n; i++)
    if (is_frugal (search, &points[i], 0, 0) && dominates (search, &points[i], ideal))
      {
        work->hint[ideal->kind] = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
beats (const HrSearch *search, const HrPoint *a, const HrPoint *b, const Ideal *ideal_b)
{
  return is_frugal (search, a, b->wall_w, b->peak_w) && dominates (search, a, ideal_b);
}

static gboolean
is_dominated (const HrSearchWork *work, const HrPoint *point)
{
  Ideal ideal = ideal_of (point);

  for (guint i = work->first; i < work->points->len; i++)
    if (beats (work->search, &g_array_index (work->points, HrPoint, i), point, &ideal))
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
    {
      const HrPoint *other = &g_array_index (points, HrPoint, i);
      Ideal          ideal = ideal_of (other);

      if (beats (work->search, point, other, &ideal))
        g_array_remove_index (points, i);
    }
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

/* The least that a machine on @platform can be with this batch. */
static void
bound_ideal (const HrSearchWork *work,
             const HrBatchBound *bound,
             const HrPlatform   *platform,
             Ideal              *ideal)
{
  ideal->batch = bound->batch;
  ideal->seconds = bound->seconds;
  ideal->time_cost = bound->seconds * (bound->doubt * bound->waiting);
  ideal->wall_w = hr_host_rules_wall_w (platform, work->gpu, work->gpu_count, bound->gpu_load);
  ideal->energy_cost = ideal->wall_w * ideal->time_cost;
  ideal->headroom_gib = headroom_of (work->search, bound);
  ideal->risk = bound->risk;
}

/* A complete system comes with the RAM that its maker gives it. */
static double
least_ram_of (const HrSearchWork *work, const HrHostOption *option)
{
  return option->system
             ? 0
             : hr_build_least_ram_gib (work->search->options, work->gpu, work->gpu_count);
}

/* Every bundle of one option, cheapest first, as long as a machine at that price could still win
 * if it were as fast as any: as the best host of all, and then as this option with the best of
 * everything. */
static void
search_option (HrSearchWork     *work,
               guint             option_index,
               guint             variant,
               const HrWorkload *workload,
               HrBatchBound      bound)
{
  const HrHostOption *option = &work->search->options->options[option_index];
  const HrFrame      *frame = &work->frames[option_index];
  HrEstimateInput     input = { .gpu = work->gpu,
                                .gpu_count = work->gpu_count,
                                .workload = workload,
                                .calibration = work->search->calibration };
  double              least_ram_gib = least_ram_of (work, option);
  gboolean            is_bounded = FALSE;
  RamNeeds            needs = { 0 };
  HrEstimate          estimate;
  HrPoint             point = {
                .option = (guint16) option_index,
                .variant = (guint16) variant,
                .kind = (guint8) option->platform->kind,
                .quality = (guint8) work->search->variants[work->gpu_count - 1][variant].quality,
                .n_unpriced = (guint8) (frame->n_unpriced + option->bundles[0].n_unpriced),
                .batch = bound.batch,
                .tight = (guint8) bound.tight,
                .risk = bound.risk,
                .free_gib = bound.free_gib,
                .headroom_gib = headroom_of (work->search, &bound),
  };
  Ideal ideal = { .kind = point.kind, .quality = point.quality, .n_unpriced = point.n_unpriced };

  bound_ideal (work, &bound, option->platform, &ideal);
  for (guint i = 0; i < option->n_bundles; i++)
    {
      const HrBundle *bundle = &option->bundles[i];

      ideal.host_usd = hr_search_digits (frame->usd + bundle->usd);
      if (is_hopeless (work, &ideal))
        break;
      if (bundle->ram_gib > 0
          && (known_need (&needs, bundle->cores) > bundle->ram_gib * HR_RAM_USABLE
              || bundle->ram_gib < least_ram_gib))
        continue;
      hr_build_host (option, bundle, work->gpu, work->gpu_count, &input.host);
      run_estimate (work, &input, &estimate);
      remember_need (&needs, bundle->cores, estimate.host_required_gib);
      if (!hr_estimate_is_likely (&estimate) || !isfinite (estimate.seconds)
          || (bundle->ram_gib > 0 && estimate.host_required_gib > bundle->ram_gib * HR_RAM_USABLE))
        continue;
      point.bundle = (guint16) i;
      point.host_usd = ideal.host_usd;
      point.seconds = estimate.seconds;
      point.doubt = bound.doubt * hr_search_waiting (&estimate, workload);
      point.wall_w = hr_host_rules_wall_w (option->platform, work->gpu, work->gpu_count,
                                           estimate.gpu_load);
      point.peak_w = hr_host_rules_peak_w (option->platform, work->gpu, work->gpu_count);
      add_point (work, &point);
      if (estimate.seconds > bound.seconds && !is_bounded && i + 1 < option->n_bundles)
        {
          hr_build_host (option, &option->best, work->gpu, work->gpu_count, &input.host);
          run_estimate (work, &input, &estimate);
          if (estimate.seconds > bound.seconds)
            {
              bound.seconds = estimate.seconds;
              bound.gpu_load = estimate.gpu_load;
              bound_ideal (work, &bound, option->platform, &ideal);
            }
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

static void
lower_least (HrSearchWork *work, HrHostKind kind, const HrHostOption *option, const HrFrame *frame)
{
  const HrPlatform *least = work->least[kind].platform, *platform = option->platform;
  double            usd = hr_search_digits (frame->usd + option->bundles[0].usd);
  guint             n_unpriced = frame->n_unpriced + option->bundles[0].n_unpriced;

  if (!work->least[kind].any || usd < work->least[kind].usd)
    work->least[kind].usd = usd;
  if (!work->least[kind].any || n_unpriced < work->least[kind].n_unpriced)
    work->least[kind].n_unpriced = n_unpriced;
  if (least == NULL
      || hr_host_rules_wall_w (platform, work->gpu, work->gpu_count, 0)
             < hr_host_rules_wall_w (least, work->gpu, work->gpu_count, 0))
    work->least[kind].platform = platform;
  work->least[kind].any = TRUE;
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
  memset (work->least, 0, sizeof work->least);
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
      lower_least (work, kind, option, frame);
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

/* Whether no machine can win with these settings, were it the cheapest, the most frugal and the
 * fastest of its kind at once. */
static gboolean
are_settings_hopeless (HrSearchWork *work, guint variant, const HrBatchBound *bound)
{
  for (guint k = 0; k < HR_N_HOST_KIND; k++)
    {
      Ideal ideal = {
        .kind = (guint8) k,
        .quality = (guint8) work->search->variants[work->gpu_count - 1][variant].quality,
        .n_unpriced = work->least[k].n_unpriced,
        .host_usd = work->least[k].usd
      };

      if (!work->least[k].any)
        continue;
      bound_ideal (work, bound, work->least[k].platform, &ideal);
      if (!is_hopeless (work, &ideal))
        return FALSE;
    }
  return TRUE;
}

/* The largest batch goes first: it is the fastest, and rules most of the others out. */
static void
search_variant (HrSearchWork *work, guint variant, HrWorkload *workload, const HrBatches *batches)
{
  const HrTaskType *type = hr_task_type (workload->task);

  for (guint b = batches->n; b-- > 0;)
    {
      const HrBatchBound *bound = &batches->each[b];

      if (are_settings_hopeless (work, variant, bound))
        continue;
      if (type->batch)
        *type->batch (workload) = bound->batch;
      for (guint i = 0; i < work->n_fitting; i++)
        search_option (work, work->order[i], variant, workload, *bound);
    }
}

/* Rounding must not leave out what is just as good. */
#define BEAT_FUZZ (1 + 1e-9)

/* Whether @ideal, with the cards, is worse by the aim than what has to be beaten. */
static gboolean
is_beaten (const HrSearchWork *work, const Ideal *ideal)
{
  const HrSearch *search = work->search;
  const HrCell   *cell = work->cell;
  double          cards = cell->price && hr_gpu_is_single_sale (cell->gpu)
                              ? cell->price->usd * cell->gpu_count
                              : 0;
  double          price_usd = (ideal->host_usd + cards) * search->money.tax;
  double          hour_usd;

  switch (search->plan->constraints.aim)
    {
    case HR_AIM_FASTEST:
      return ideal->time_cost > search->beat * BEAT_FUZZ;
    case HR_AIM_CHEAPEST:
      return price_usd * ideal->risk > search->beat * BEAT_FUZZ;
    case HR_AIM_MOST_HEADROOM:
      return -hr_rank_headroom (ideal->headroom_gib, ideal->risk)
             > search->beat + (BEAT_FUZZ - 1) * fabs (search->beat);
    case HR_AIM_BEST_VALUE:
    case HR_N_AIM:
    default:
      hour_usd = hr_money_hour_usd (&search->money, price_usd, ideal->wall_w,
                                    (HrHostKind) ideal->kind, NULL);
      return hour_usd * ideal->time_cost / 3600 > search->beat * BEAT_FUZZ;
    }
}

/* Whether no machine of the cell can be as good as what has to be beaten. It is all settings or
 * none: better ones that cost too much still go before those that lose quality. */
static gboolean
is_cell_beaten (HrSearchWork *work)
{
  const HrSearch *search = work->search;

  for (guint v = 0; v < search->n_variants[work->gpu_count - 1]; v++)
    {
      HrWorkload workload = search->variants[work->gpu_count - 1][v].workload;
      HrEstimate first;
      HrBatches  batches;

      hr_batches_init (&batches, work, &workload, &first);
      for (guint b = 0; b < batches.n; b++)
        for (guint k = 0; k < HR_N_HOST_KIND; k++)
          {
            Ideal ideal = { .kind = (guint8) k, .host_usd = work->least[k].usd };

            if (!work->least[k].any)
              continue;
            bound_ideal (work, &batches.each[b], work->least[k].platform, &ideal);
            if (!is_beaten (work, &ideal))
              return FALSE;
          }
    }
  return TRUE;
}

/* What the cards would need for what no host holds the rest of: the least of all settings. */
static double
required_on_cards (HrSearchWork *work)
{
  const HrSearch *search = work->search;
  double          least = INFINITY;

  for (guint v = 0; v < search->n_variants[work->gpu_count - 1]; v++)
    {
      HrWorkload workload = search->variants[work->gpu_count - 1][v].workload;
      HrEstimate first;
      HrBatches  batches;

      if (!hr_task_keep_on_cards (&workload))
        return 0;
      hr_batches_init (&batches, work, &workload, &first);
      least = MIN (least, first.required_gib);
    }
  return least;
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
  if (work->n_fitting == 0 || (isfinite (search->beat) && is_cell_beaten (work)))
    return;
  cell->required_gib = INFINITY;
  for (guint v = 0; v < n_variants; v++)
    {
      HrWorkload workload = search->variants[work->gpu_count - 1][v].workload;
      HrEstimate first;
      HrBatches  batches;

      hr_batches_init (&batches, work, &workload, &first);
      cell->required_gib = MIN (cell->required_gib, first.required_gib);
      cell->is_unsupported |= (first.notes & HR_NOTE_UNSUPPORTED) != 0;
      cell->is_without_software |= (first.notes & HR_NOTE_NO_SOFTWARE) != 0;
      search_variant (work, v, &workload, &batches);
    }
  if (work->points->len == work->first)
    cell->required_gib = MAX (cell->required_gib, required_on_cards (work));
  drop_unpriced (work);
}

/* Of a card that nobody can buy for now only that is asked which one of it may cost, and what is
 * soldered into a machine comes singly. */
static gboolean
is_alone (const HrGpu *gpu)
{
  return gpu->form == HR_FORM_LAPTOP || gpu->form == HR_FORM_MACHINE
         || (hr_gpu_is_single_sale (gpu) && hr_gpu_price (gpu, HR_CONDITION_POLICY_ANY) == NULL);
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
  work->n_memo = 0;
  work->points = g_array_new (FALSE, FALSE, sizeof (HrPoint));
  for (guint i = from; i <= to; i++)
    {
      work->cell = &cells[i - 1];
      work->gpu_count = i;
      work->first = first[i - 1] = work->points->len;
      if ((i == 1 || !is_alone (work->gpu))
          && (search->counts == NULL || (search->counts[index] & (1u << (i - 1))))
          && !g_cancellable_is_cancelled (cancellable))
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
