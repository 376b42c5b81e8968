/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-search-private.h"

#include <math.h>
#include <string.h>

#include "hr-task.h"
#include "hr-run-estimate.h"
#include "hr-cost.h"

typedef struct
{
  HrSearch     *search;
  GCancellable *cancellable;
  gint          next; /* the next GPU; atomic */
  GMutex        lock;
  GCond         done;
  guint         running;
  guint64       candidates; /* under the lock */
  guint64       estimated;
} Crew;

/* — The settings of "auto" — */

typedef struct
{
  GArray           *variants;
  const HrTaskType *type;
  const HrWorkload *asked;
  gboolean          allow_quality_loss;
} Collect;

static gboolean
collect_variant (const HrWorkload *workload, gpointer user_data)
{
  Collect  *collect = user_data;
  HrVariant variant = { .workload = *workload };

  if (collect->type->quality)
    variant.quality = (guint8) collect->type->quality (collect->asked, workload);
  if (variant.quality > 0 && !collect->allow_quality_loss)
    return TRUE;
  g_array_append_val (collect->variants, variant);
  return TRUE;
}

static void
collect_variants (HrSearch *search)
{
  HrWorkload        settings;
  const HrWorkload *workload = &settings;
  const HrTaskType *type = hr_task_type (search->plan->workload.task);

  hr_plan_settings (search->plan, &settings);
  for (guint i = 0; i < search->max_gpus; i++)
    {
      Collect collect = {
        .variants = g_array_new (FALSE, FALSE, sizeof (HrVariant)),
        .type = type,
        .asked = workload,
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

/* — The crew — */

static void
crew_work (gpointer data, gpointer user_data)
{
  Crew        *crew = user_data;
  HrSearch    *search = crew->search;
  HrSearchWork work;
  gint         index;

  (void) data;
  hr_search_work_init (&work, search);
  while ((index = g_atomic_int_add (&crew->next, 1)) < (gint) search->n_gpus
         && !g_cancellable_is_cancelled (crew->cancellable))
    {
      hr_search_gpu (search, (guint) index, 1, search->plan->constraints.max_gpus,
                     crew->cancellable, &work);
      search->arrays->pdata[index] = work.points;
    }
  hr_search_work_clear (&work);
  g_mutex_lock (&crew->lock);
  crew->candidates += work.candidates;
  crew->estimated += work.estimated;
  if (--crew->running == 0)
    g_cond_signal (&crew->done);
  g_mutex_unlock (&crew->lock);
}

static void
run_crew (HrSearch *search, guint n_threads, GCancellable *cancellable)
{
  Crew         crew = { .search = search, .cancellable = cancellable, .running = n_threads };
  GThreadPool *pool = n_threads > 1
                          ? g_thread_pool_new (crew_work, &crew, (gint) n_threads - 1, FALSE, NULL)
                          : NULL;

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

static HrSearch *
search_init (const HrPlan        *plan,
             const HrSnapshot    *snapshot,
             const HrCalibration *calibration,
             const HrGpu *const  *gpus,
             guint                n_gpus)
{
  HrSearch *self = g_new0 (HrSearch, 1);

  self->plan = plan;
  self->snapshot = snapshot;
  self->calibration = calibration;
  self->max_gpus = HR_MAX_GPUS;
  self->by_deadline = plan->constraints.deadline_hours > 0;
  self->by_watts = plan->constraints.max_power_w > 0
                   || (plan->constraints.covers == HR_COVERS_TOTAL && plan->constraints.budget > 0);
  self->by_value = plan->constraints.aim == HR_AIM_BEST_VALUE;
  self->beat = INFINITY;
  hr_money_init (&self->money, plan, snapshot, NULL);
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
        self->cells[i * self->max_gpus + k] = (HrCell){ .gpu = self->gpus[i],
                                                        .price = price,
                                                        .gpu_count = (guint8) (k + 1) };
    }
  self->arrays = g_ptr_array_new ();
  g_ptr_array_set_size (self->arrays, (gint) self->n_gpus);
  collect_variants (self);
  return self;
}

static HrSearch *
search_run (HrSearch *self, guint n_threads, GCancellable *cancellable)
{
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
               const HrGpu *const  *gpus,
               guint                n_gpus,
               guint                n_threads,
               GCancellable        *cancellable)
{
  HrSearch *self = search_init (plan, snapshot, calibration, gpus, n_gpus);

  self->options = hr_host_options_new (snapshot, &plan->workload, &plan->constraints);
  return search_run (self, n_threads, cancellable);
}

/**
 * hr_search_new_like:
 * @other: a search whose hosts are those of @plan too: same wishes for parts, mains and RAM, and a
 *   workload that differs in what no drive sees; outlives the new one
 * @plan: (transfer none): as in hr_search_new()
 * @gpus: (nullable): the cards to search; %NULL = all
 * @counts: (nullable): which numbers of each, as bits of 1 << (number − 1); %NULL = all
 * @beat: the aim's figure of a machine that is known: what cannot be as good is left out;
 *   %INFINITY = nothing is
 *
 * Returns: (transfer full) (nullable): as in hr_search_new().
 */
HrSearch *
hr_search_new_like (const HrSearch     *other,
                    const HrPlan       *plan,
                    const HrGpu *const *gpus,
                    const guint8       *counts,
                    guint               n_gpus,
                    double              beat,
                    guint               n_threads,
                    GCancellable       *cancellable)
{
  HrSearch *self = search_init (plan, other->snapshot, other->calibration, gpus, n_gpus);

  self->options = other->options;
  self->borrows_options = TRUE;
  self->counts = counts;
  self->beat = beat;
  return search_run (self, n_threads, cancellable);
}

/**
 * hr_search_more:
 * @index: a card's, among those of the search
 *
 * Searches the cells of the card beyond the plan's number of cards, which the search left alone.
 */
void
hr_search_more (HrSearch *self, guint index)
{
  guint        from = self->plan->constraints.max_gpus + 1;
  HrSearchWork work;

  if (from > self->max_gpus || self->cells[index * self->max_gpus + from - 1].is_searched)
    return;
  hr_search_work_init (&work, self);
  hr_search_gpu (self, index, from, self->max_gpus, NULL, &work);
  g_ptr_array_add (self->arrays, work.points);
  hr_search_work_clear (&work);
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
  if (!self->borrows_options)
    hr_host_options_free (self->options);
  g_free (self->gpus);
  g_free (self->cells);
  g_free (self);
}

/**
 * hr_search_expand:
 * @pick: (out): the machine with its parts, the settings, the estimate and the cost; no roles and
 *   no reasons
 */
void
hr_search_expand (
    const HrSearch *self, const HrCell *cell, const HrPoint *point, HrDate today, HrPick *pick)
{
  const HrHostOption *option = &self->options->options[point->option];
  const HrTaskType   *type = hr_task_type (self->plan->workload.task);
  HrEstimateInput     input = { .gpu = cell->gpu,
                                .gpu_count = cell->gpu_count,
                                .workload = &pick->settings,
                                .calibration = self->calibration };

  memset (pick, 0, sizeof *pick);
  pick->settings = self->variants[cell->gpu_count - 1][point->variant].workload;
  if (type->batch)
    *type->batch (&pick->settings) = point->batch;
  if (point->on_cards)
    hr_task_keep_on_cards (&pick->settings);
  hr_build_fill (self->options, option, &option->bundles[point->bundle], cell->gpu, cell->gpu_count,
                 self->plan->economics.tax_rate, today, &pick->build);
  input.host = pick->build.host;
  hr_estimate (&input, &pick->estimate, NULL);
  pick->estimate.notes |= hr_software_check_notes (
      hr_software_check (self->snapshot, &pick->settings, cell->gpu, NULL));
  hr_cost_fill (self->plan, self->snapshot, &pick->build, &pick->estimate, &pick->cost, NULL);
  hr_cost_date (&pick->cost, self->plan, today, NULL);
  pick->doubt = point->doubt;
  pick->risk = point->risk;
  pick->headroom_gib = pick->estimate.available_gib - pick->estimate.required_gib;
}
