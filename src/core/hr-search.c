/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-search.h"

#include <math.h>
#include <string.h>

#include "hr-task.h"

#define MAX_AUTO_BATCH 1024
/* A larger batch must be worth it: the smallest within 3 % of the fastest is taken. */
#define BATCH_SLACK 1.03
/* RAM keeps an eighth free for the rest of the system. */
#define RAM_USABLE (7.0 / 8.0)

/* What it costs in the ranking that nobody has published a run of the card's generation. Within NVIDIA
 * the software is the same. Others reach, where both are published, 0.4 to 0.7 of what NVIDIA's cards
 * reach of their peak (lattices 0.56…0.73 of the bandwidth against 0.84, Blender 65…109 points a
 * TFLOP/s against 153…161): the lower end is taken. It is said beside the pick. */
#define UNMEASURED_FACTOR        1.25
#define UNMEASURED_VENDOR_FACTOR 2.50
/* A setting that takes effort must gain this much. */
#define EFFORT_STEP 0.02
/* The 80 % interval of a normal distribution reaches 1.2816 standard deviations to either side. */
#define Z_80 1.2816

typedef struct
{
  HrSearch     *search;
  GCancellable *cancellable;
  gint          next;          /* the next GPU; atomic */
  GMutex        lock;
  GCond         done;
  guint         running;
  guint64       candidates;    /* under the lock */
  guint64       estimated;
} Crew;

typedef struct
{
  const HrSearch *search;
  const HrGpu    *gpu;
  guint           gpu_count;
  HrCell         *cell;
  HrFrame        *frames;      /* by option, around gpu_count cards */
  guint          *order;       /* of the options that fit, by price */
  guint           n_fitting;
  HrHost          best_host;   /* the best of everything that the options have */
  GArray         *points;      /* of all counts of this GPU */
  guint           first;       /* point of this cell */
  guint64         candidates;
  guint64         estimated;
} Work;

/* — The settings of "auto" — */

typedef struct
{
  GArray   *variants;
  gboolean  method_is_auto;
  gboolean  allow_quality_loss;
} Collect;

static gboolean
collect_variant (const HrWorkload *workload,
                 gpointer          user_data)
{
  Collect *collect = user_data;
  HrVariant variant = { .workload = *workload };

  if (workload->task == HR_TASK_NLP_FINE_TUNE && collect->method_is_auto)
    {
      variant.quality = workload->nlp.method == HR_METHOD_FULL ? 0 : workload->nlp.method == HR_METHOD_LORA ? 1 : 2;
      if (variant.quality > 0 && !collect->allow_quality_loss)
        return TRUE;
    }
  g_array_append_val (collect->variants, variant);
  return TRUE;
}

static void
collect_variants (HrSearch *search)
{
  const HrWorkload *workload = &search->plan->workload;
  const HrTaskType *type = hr_task_type (workload->task);

  for (guint i = 0; i < search->max_gpus; i++)
    {
      Collect collect = {
        .variants = g_array_new (FALSE, FALSE, sizeof (HrVariant)),
        .method_is_auto = workload->task == HR_TASK_NLP_FINE_TUNE && workload->nlp.method == HR_METHOD_AUTO,
        .allow_quality_loss = search->plan->constraints.allow_quality_loss,
      };

      if (type->each_variant)
        type->each_variant (workload, i + 1, collect_variant, &collect);
      else
        collect_variant (workload, &collect);
      search->n_variants[i] = collect.variants->len;
      search->variants[i] = (HrVariant *) (gpointer) g_array_free (collect.variants, FALSE);
    }
}

static void
run_estimate (Work            *work,
              HrEstimateInput *input,
              HrEstimate      *estimate)
{
  hr_estimate (input, estimate, NULL);
  work->estimated++;
}

/* The batch of one variant on the best host that there is: among the powers of two that fit (that fit
 * without being tight, where there are such), the smallest that is nearly as fast as the fastest. No
 * real host is faster, so that the time is a bound for all of them. */
static gboolean
resolve_batch (Work       *work,
               HrWorkload *workload,
               HrEstimate *estimate)
{
  const HrTaskType *type = hr_task_type (workload->task);
  guint32 *batch = type->batch ? type->batch (workload) : NULL;
  HrEstimateInput input = { .gpu = work->gpu, .gpu_count = work->gpu_count, .host = work->best_host,
                            .workload = workload, .calibration = work->search->calibration };
  double seconds[16];
  gboolean tight[16];
  guint n = 0, fits = 0;
  double best = INFINITY;

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
        && (seconds[i] <= best * BATCH_SLACK || work->search->plan->constraints.aim == HR_AIM_MOST_HEADROOM))
      {
        *batch = 1u << i;
        run_estimate (work, &input, estimate);
        return TRUE;
      }
  return FALSE;
}

/* — One cell — */

/* Whether nobody would take @b where @a is to be had, whatever the card, the energy and the hours cost
 * and however large the budget is. What a doubt costs multiplies the objective, and so the figures that
 * are in it. A machine that loses quality is taken only where no better one is feasible. */
static gboolean
dominates (const HrSearch *search,
           const HrPoint  *a,
           const HrPoint  *b)
{
  if (a->kind != b->kind || a->quality > b->quality || a->n_unpriced > b->n_unpriced || a->host_usd > b->host_usd
      || (search->by_deadline && a->seconds > b->seconds) || (search->by_watts && a->wall_w > b->wall_w))
    return FALSE;
  if (a->quality < b->quality)
    return TRUE;
  if (search->by_doubt)
    return a->doubt <= b->doubt && a->seconds <= b->seconds && a->headroom_gib >= b->headroom_gib;
  return a->seconds * a->doubt <= b->seconds * b->doubt
         && a->wall_w * a->seconds * a->doubt <= b->wall_w * b->seconds * b->doubt;
}

static gboolean
is_dominated (const Work    *work,
              const HrPoint *point)
{
  for (guint i = work->first; i < work->points->len; i++)
    if (dominates (work->search, &g_array_index (work->points, HrPoint, i), point))
      return TRUE;
  return FALSE;
}

static void
add_point (Work          *work,
           const HrPoint *point)
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
known_need (const RamNeeds *needs,
            guint           cores)
{
  for (guint i = 0; i < needs->n; i++)
    if (needs->cores[i] == cores)
      return needs->gib[i];
  return 0;
}

static void
remember_need (RamNeeds *needs,
               guint     cores,
               double    gib)
{
  if (needs->n < G_N_ELEMENTS (needs->cores) && known_need (needs, cores) == 0)
    {
      needs->cores[needs->n] = cores;
      needs->gib[needs->n++] = gib;
    }
}

static void
better_host (HrHost       *best,
             const HrHost *host)
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

/* Every bundle of one option, cheapest first, as long as a machine at that price could still win if it
 * were as fast as any: as the best host of all, and then as this option with the best of everything. */
static void
search_option (Work             *work,
               guint             option_index,
               guint             variant,
               const HrWorkload *workload,
               const HrEstimate *bound)
{
  const HrHostOption *option = &work->search->options->options[option_index];
  const HrFrame *frame = &work->frames[option_index];
  const HrTaskType *type = hr_task_type (workload->task);
  HrEstimateInput input = { .gpu = work->gpu, .gpu_count = work->gpu_count, .workload = workload,
                            .calibration = work->search->calibration };
  double least_ram_gib = hr_host_rules_least_ram_gib (work->gpu, work->gpu_count);
  gboolean is_bounded = FALSE;
  RamNeeds needs = { 0 };
  HrPoint ideal = {
    .option = (guint16) option_index, .variant = (guint16) variant, .kind = (guint8) option->platform->kind,
    .quality = (guint8) work->search->variants[work->gpu_count - 1][variant].quality,
    .n_unpriced = (guint8) (frame->n_unpriced + option->bundles[0].n_unpriced),
    .batch = type->batch ? *type->batch ((HrWorkload *) workload) : 0,
    .tight = bound->fit == HR_FIT_TIGHT, .doubt = hr_search_doubt (bound, work->gpu, workload), .seconds = bound->seconds,
    .wall_w = hr_host_rules_wall_w (option->platform, work->gpu, work->gpu_count, bound->gpu_load),
    .free_gib = bound->available_gib - bound->required_gib,
    .headroom_gib = work->search->by_doubt ? bound->available_gib - bound->required_gib : 0,
  };

  for (guint i = 0; i < option->n_bundles; i++)
    {
      const HrBundle *bundle = &option->bundles[i];
      HrEstimate estimate;
      HrPoint point;

      ideal.host_usd = frame->usd + bundle->usd;
      if (!work->search->by_watts && is_dominated (work, &ideal))
        break;
      if (bundle->ram_gib > 0
          && (known_need (&needs, bundle->cores) > bundle->ram_gib * RAM_USABLE || bundle->ram_gib < least_ram_gib))
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
      point.wall_w = hr_host_rules_wall_w (option->platform, work->gpu, work->gpu_count, estimate.gpu_load);
      add_point (work, &point);
      if (estimate.seconds > ideal.seconds && !is_bounded && i + 1 < option->n_bundles)
        {
          HrBundle best = option->best;

          hr_build_host (option, &best, work->gpu, work->gpu_count, &input.host);
          run_estimate (work, &input, &estimate);
          ideal.seconds = MAX (ideal.seconds, estimate.seconds);
          ideal.wall_w = hr_host_rules_wall_w (option->platform, work->gpu, work->gpu_count, estimate.gpu_load);
          is_bounded = TRUE;
        }
    }
}

/* Machines that lack prices look cheap; where a complete one exists for the cell, they are dropped. */
static void
drop_unpriced (Work *work)
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

/* Which options take these cards, by the price of the cheapest machine; and the best host among them. */
static void
fit_options (Work *work)
{
  const HrSearch *search = work->search;
  HrCell *cell = work->cell;

  work->n_fitting = 0;
  work->best_host = (HrHost) { 0 };
  for (guint i = 0; i < search->options->n_options; i++)
    {
      const HrHostOption *option = &search->options->options[i];
      HrHostKind kind = option->platform->kind;
      HrFrame *frame = &work->frames[i];
      HrHost host;
      guint at;

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
search_cell (Work *work)
{
  const HrSearch *search = work->search;
  HrCell *cell = work->cell;
  guint n_variants = search->n_variants[work->gpu_count - 1];

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
      gboolean fits = resolve_batch (work, &workload, &bound);

      cell->required_gib = MIN (cell->required_gib, bound.required_gib);
      cell->is_unsupported |= (bound.notes & HR_NOTE_UNSUPPORTED) != 0;
      for (guint i = 0; fits && i < work->n_fitting; i++)
        search_option (work, work->order[i], v, &workload, &bound);
    }
  drop_unpriced (work);
}

/* The cells of one card from @from cards to @to, all in one array of points. */
static void
search_gpu (HrSearch     *search,
            guint         index,
            guint         from,
            guint         to,
            GCancellable *cancellable,
            Work         *work)
{
  HrCell *cells = &search->cells[index * search->max_gpus];
  guint first[HR_MAX_GPUS];

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

static void
work_init (Work           *work,
           const HrSearch *search)
{
  *work = (Work) { .search = search };
  work->frames = g_new (HrFrame, MAX (search->options->n_options, 1));
  work->order = g_new (guint, MAX (search->options->n_options, 1));
}

static void
work_clear (Work *work)
{
  g_free (work->frames);
  g_free (work->order);
}

/* — The crew — */

static void
crew_work (gpointer data,
           gpointer user_data)
{
  Crew *crew = user_data;
  HrSearch *search = crew->search;
  Work work;
  gint index;

  (void) data;
  work_init (&work, search);
  while ((index = g_atomic_int_add (&crew->next, 1)) < (gint) search->n_gpus
         && !g_cancellable_is_cancelled (crew->cancellable))
    {
      search_gpu (search, (guint) index, 1, search->plan->constraints.max_gpus, crew->cancellable, &work);
      search->arrays->pdata[index] = work.points;
    }
  work_clear (&work);
  g_mutex_lock (&crew->lock);
  crew->candidates += work.candidates;
  crew->estimated += work.estimated;
  if (--crew->running == 0)
    g_cond_signal (&crew->done);
  g_mutex_unlock (&crew->lock);
}

static void
run_crew (HrSearch     *search,
          guint         n_threads,
          GCancellable *cancellable)
{
  Crew crew = { .search = search, .cancellable = cancellable, .running = n_threads };
  GThreadPool *pool = n_threads > 1 ? g_thread_pool_new (crew_work, &crew, (gint) n_threads - 1, FALSE, NULL) : NULL;

  g_mutex_init (&crew.lock);
  g_cond_init (&crew.done);
  for (guint i = 1; i < n_threads; i++)
    g_thread_pool_push (pool, GUINT_TO_POINTER (i), NULL);
  crew_work (NULL, &crew);
  g_mutex_lock (&crew.lock);
  while (crew.running > 0)
    g_cond_wait (&crew.done, &crew.lock);
  g_mutex_unlock (&crew.lock);
  if (pool)
    g_thread_pool_free (pool, FALSE, TRUE);
  g_cond_clear (&crew.done);
  g_mutex_clear (&crew.lock);
  search->candidates = crew.candidates;
  search->estimated = crew.estimated;
}

/**
 * hr_search_new:
 * @plan: (transfer none): a question that validates; outlives the search
 * @gpus: (nullable): the cards to search; %NULL = all of @snapshot
 * @n_threads: 0 = one a processor. The result does not depend on it
 * @cancellable: (nullable): looked at before each cell
 *
 * Returns: (transfer full) (nullable): the cells with their points; %NULL when cancelled.
 */
HrSearch *
hr_search_new (const HrPlan        *plan,
               const HrSnapshot    *snapshot,
               const HrCalibration *calibration,
               const HrGpu * const *gpus,
               guint                n_gpus,
               guint                n_threads,
               GCancellable        *cancellable)
{
  HrSearch *self = g_new0 (HrSearch, 1);

  self->plan = plan;
  self->snapshot = snapshot;
  self->calibration = calibration;
  self->max_gpus = HR_MAX_GPUS;
  self->by_deadline = plan->constraints.deadline_hours > 0;
  self->by_watts = plan->constraints.max_power_w > 0
                   || (plan->constraints.covers == HR_COVERS_TOTAL && plan->constraints.budget > 0);
  self->by_doubt = plan->constraints.aim != HR_AIM_BEST_VALUE;
  self->options = hr_host_options_new (snapshot, &plan->workload, plan->constraints.condition);
  self->n_gpus = gpus ? n_gpus : snapshot->n_gpus;
  self->gpus = g_new (const HrGpu *, MAX (self->n_gpus, 1));
  self->n_cells = self->n_gpus * self->max_gpus;
  self->cells = g_new0 (HrCell, MAX (self->n_cells, 1));
  self->live = g_ptr_array_new ();
  for (guint i = 0; i < self->n_gpus; i++)
    {
      const HrPrice *price;

      self->gpus[i] = gpus ? gpus[i] : &snapshot->gpus[i];
      price = hr_gpu_price (self->gpus[i], plan->constraints.condition);
      for (guint k = 0; k < self->max_gpus; k++)
        self->cells[i * self->max_gpus + k] = (HrCell) { .gpu = self->gpus[i], .price = price,
                                                         .gpu_count = (guint8) (k + 1) };
    }
  self->arrays = g_ptr_array_new ();
  g_ptr_array_set_size (self->arrays, (gint) self->n_gpus);
  collect_variants (self);
  if (n_threads == 0)
    n_threads = g_get_num_processors ();
  run_crew (self, CLAMP (n_threads, 1, MAX (self->n_gpus, 1)), cancellable);
  if (g_cancellable_is_cancelled (cancellable))
    {
      hr_search_free (self);
      return NULL;
    }
  for (guint i = 0; i < self->n_cells; i++)
    if (self->cells[i].n_points > 0)
      g_ptr_array_add (self->live, &self->cells[i]);
  return self;
}

/**
 * hr_search_more:
 * @index: a card's, among those of the search
 *
 * Searches the cells of the card beyond the plan's number of cards, which the search left alone.
 */
void
hr_search_more (HrSearch *self,
                guint     index)
{
  guint from = self->plan->constraints.max_gpus + 1;
  Work work;

  if (from > self->max_gpus || self->cells[index * self->max_gpus + from - 1].is_searched)
    return;
  work_init (&work, self);
  search_gpu (self, index, from, self->max_gpus, NULL, &work);
  g_ptr_array_add (self->arrays, work.points);
  work_clear (&work);
  self->candidates += work.candidates;
  self->estimated += work.estimated;
}

void
hr_search_free (HrSearch *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->arrays->len; i++)
    if (self->arrays->pdata[i])
      g_array_unref (self->arrays->pdata[i]);
  g_ptr_array_unref (self->arrays);
  g_ptr_array_unref (self->live);
  for (guint i = 0; i < self->max_gpus; i++)
    g_free (self->variants[i]);
  hr_host_options_free (self->options);
  g_free (self->gpus);
  g_free (self->cells);
  g_free (self);
}

/**
 * hr_search_failure:
 *
 * Returns: the probability that the work does not fit after all, by the band as a log-normal error.
 */
double
hr_search_failure (const HrEstimate *e)
{
  double deviation;

  if (e->low_gib <= 0 || e->high_gib <= e->low_gib || e->required_gib <= 0)
    return e->fit == HR_FIT_EXCEEDS;
  deviation = log (e->high_gib / e->low_gib) / (2 * Z_80);
  return 0.5 * erfc (log (e->available_gib / e->required_gib) / deviation / G_SQRT2);
}

/**
 * hr_search_unmeasured:
 *
 * Returns: the factor, at least 1, by which an estimate that rests on no published run of the card's
 *   generation is expected to be too good.
 */
double
hr_search_unmeasured (const HrEstimate *estimate,
                      const HrGpu      *gpu)
{
  if (!(estimate->notes & HR_NOTE_EXTRAPOLATED))
    return 1;
  return gpu->vendor == HR_VENDOR_NVIDIA ? UNMEASURED_FACTOR : UNMEASURED_VENDOR_FACTOR;
}

/* Settings that take work to get right: each step away from the gentlest value. */
static guint
effort (const HrWorkload *w)
{
  if (w->task != HR_TASK_NLP_FINE_TUNE)
    return 0;
  return (w->nlp.offload > HR_OFFLOAD_NONE) + (w->nlp.offload > HR_OFFLOAD_OPTIMIZER)
         + (w->nlp.sharding > HR_SHARDING_DDP) + (w->nlp.sharding > HR_SHARDING_ZERO2);
}

/**
 * hr_search_doubt:
 * @estimate: of a card that the plan may buy
 * @gpu: the card
 * @settings: that it was made for
 *
 * A run that does not fit is bought in vain: with probability p of that, the expected cost of what
 * succeeds is 1 ÷ (1 − p). An unmeasured generation is expected to be slower, and a setting that takes
 * effort must be worth it.
 *
 * Returns: the factor, at least 1, by which the estimate's doubts make a machine look worse.
 */
double
hr_search_doubt (const HrEstimate *estimate,
                 const HrGpu      *gpu,
                 const HrWorkload *settings)
{
  return (1 + EFFORT_STEP * effort (settings)) * hr_search_unmeasured (estimate, gpu)
         / (1 - MIN (hr_search_failure (estimate), 0.9));
}

/**
 * hr_search_expand:
 * @pick: (out): the machine with its parts, the settings, the estimate and the cost; no roles and no
 *   reasons
 */
void
hr_search_expand (const HrSearch *self,
                  const HrCell   *cell,
                  const HrPoint  *point,
                  HrDate          today,
                  HrPick         *pick)
{
  const HrHostOption *option = &self->options->options[point->option];
  const HrTaskType *type = hr_task_type (self->plan->workload.task);
  HrEstimateInput input = { .gpu = cell->gpu, .gpu_count = cell->gpu_count, .workload = &pick->settings,
                            .calibration = self->calibration };

  memset (pick, 0, sizeof *pick);
  pick->settings = self->variants[cell->gpu_count - 1][point->variant].workload;
  if (type->batch)
    *type->batch (&pick->settings) = point->batch;
  hr_build_fill (self->options, option, &option->bundles[point->bundle], cell->gpu, cell->gpu_count,
                 self->plan->economics.tax_rate, today, &pick->build);
  input.host = pick->build.host;
  hr_estimate (&input, &pick->estimate, NULL);
  hr_advice_cost (self->plan, self->snapshot, &pick->build, &pick->estimate, &pick->cost);
  pick->headroom_gib = pick->estimate.available_gib - pick->estimate.required_gib;
}
