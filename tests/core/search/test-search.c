/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "brute.h"
#include "fixture.h"
#include "hr-advice.h"
#include "hr-calibration.h"
#include "hr-rank.h"
#include "hr-task.h"

/* — A catalog and a question at random — */

/* Some parts lose their price, so that machines without one have to be ranked, too. */
static HrSnapshot *
random_snapshot (guint n_gpus)
{
  HrSnapshot *snapshot = fixture_random (n_gpus);
  HrHostPart *parts = (HrHostPart *) snapshot->host_parts;
  HrGpu      *gpus = fixture_gpus (snapshot);

  for (guint i = 0; i < snapshot->n_host_parts; i++)
    if ((parts[i].part == HR_PART_COOLER || parts[i].part == HR_PART_MOTHERBOARD
         || parts[i].part == HR_PART_CASE)
        && g_test_rand_int_range (0, 8) == 0)
      parts[i].price.usd = 0;
  for (guint i = 0; i < n_gpus; i++)
    if (g_test_rand_int_range (0, 3) == 0 && gpus[i].n_prices > 0)
      {
        gpus[i].prices[1] = gpus[i].prices[0];
        gpus[i].prices[1].condition = HR_CONDITION_USED;
        gpus[i].prices[1].usd *= 0.7;
        gpus[i].n_prices = 2;
      }
  return snapshot;
}

static gboolean
sometimes (guint one_in)
{
  return g_test_rand_int_range (0, (int) one_in) == 0;
}

static void
random_nlp (HrPlan *plan)
{
  HrNlpWork *work = &plan->workload.nlp;

  if (sometimes (2))
    work->method = HR_METHOD_AUTO;
  if (sometimes (2))
    work->checkpointing = HR_CHECKPOINTING_AUTO;
  if (sometimes (2))
    work->offload = HR_OFFLOAD_AUTO;
  if (sometimes (3))
    work->sharding = HR_SHARDING_DDP;
  if (sometimes (2))
    work->precision = HR_PRECISION_AUTO;
  work->sequence_length = 1u << g_test_rand_int_range (8, 13);
  plan->constraints.allow_quality_loss = g_test_rand_bit ();
}

/* Models that some of the cards do not hold, with experts or without, and what may be done then. */
static void
random_llm (HrPlan *plan)
{
  HrLlmWork *work = &plan->workload.llm;

  work->offload = (HrLlmOffload) g_test_rand_int_range (0, HR_N_LLM_OFFLOAD);
  work->shape.params_b = 0;
  work->shape.layers = (guint32) g_test_rand_int_range (16, 160);
  if (sometimes (2))
    {
      work->shape.experts = 64;
      work->shape.experts_per_token = 4;
      work->shape.moe_intermediate = 1536;
    }
}

static void
random_constraints (HrConstraints *c)
{
  c->budget = sometimes (3) ? 0 : exp (g_test_rand_double_range (7, 12));
  c->covers = (HrCovers) g_test_rand_int_range (0, HR_N_COVERS);
  c->max_gpus = (guint) (sometimes (4) ? 8 : g_test_rand_int_range (1, 5));
  c->host = (HrHostKind) g_test_rand_int_range (0, HR_N_HOST_KIND);
  c->condition = sometimes (2)
                     ? HR_CONDITION_POLICY_ANY
                     : (HrConditionPolicy) g_test_rand_int_range (0, HR_N_CONDITION_POLICY);
  c->vendors = sometimes (4) ? 1u << HR_VENDOR_NVIDIA : 0;
  c->segments = sometimes (4) ? 1u << HR_SEGMENT_CONSUMER | 1u << HR_SEGMENT_WORKSTATION : 0;
  c->max_power_w = sometimes (3) ? g_test_rand_double_range (300, 3000) : 0;
  c->deadline_hours = sometimes (3) ? exp (g_test_rand_double_range (0, 6)) : 0;
}

static void
random_plan (HrPlan *plan, HrTask task, HrAim aim)
{
  const HrTaskType *type = hr_task_type (task);
  guint32          *batch;

  hr_plan_init (plan, task);
  batch = type->batch ? type->batch (&plan->workload) : NULL;
  if (batch)
    *batch = sometimes (2) ? 0 : 1u << g_test_rand_int_range (0, 6);
  if (task == HR_TASK_NLP_FINE_TUNE)
    random_nlp (plan);
  if (task == HR_TASK_LLM_INFERENCE && sometimes (2))
    random_llm (plan);
  /* Input that some of the hosts cannot feed, so that processors and drives matter. */
  if (task == HR_TASK_IMAGE_CLASSIFICATION)
    {
      plan->workload.image.image_file_kib = exp (g_test_rand_double_range (4, 8));
      plan->workload.image.dataset_images = exp (g_test_rand_double_range (8, 13));
      if (sometimes (2))
        plan->workload.image.precision = HR_PRECISION_AUTO;
    }
  if (task == HR_TASK_SCIENTIFIC)
    plan->workload.science.kernel = (HrKernel) g_test_rand_int_range (0, HR_KERNEL_CUSTOM);
  random_constraints (&plan->constraints);
  plan->constraints.aim = aim;
  plan->economics.hours_per_week = g_test_rand_double_range (1, 168);
  plan->economics.electricity_per_kwh = g_test_rand_double_range (0, 1);
  plan->economics.resale_share = sometimes (3) ? 0.3 : 0;
  plan->economics.tax_rate = sometimes (3) ? 0.19 : 0;
  plan->economics.pue = sometimes (3) ? 1.2 : 0;
}

/* — The search against the brute force — */

static void
assert_close (double a, double b)
{
  g_assert_cmpfloat (fabs (a - b), <=, 1e-9 * MAX (fabs (a), fabs (b)));
}

static guint n_feasible, n_cells_seen, n_auto_batches;

static void
check_cells (const HrSearch *search, const HrPlan *plan)
{
  HrTerms terms;

  hr_terms_init (&terms, search);
  for (guint i = 0; i < search->n_cells; i++)
    {
      const HrCell  *cell = &search->cells[i];
      BruteCandidate best;
      HrRanked       ranked;

      if (cell->gpu_count > plan->constraints.max_gpus)
        continue;
      /* What has no price is tried singly. */
      if (cell->gpu_count > 1 && hr_gpu_is_single_sale (cell->gpu)
          && hr_gpu_price (cell->gpu, HR_CONDITION_POLICY_ANY) == NULL)
        continue;
      g_assert_true (hr_rank_allows (search, &terms, cell, NULL) == brute_allows (plan, cell->gpu));
      n_cells_seen++;
      if (!brute_cell (search->snapshot, plan, cell->gpu, cell->gpu_count, &best))
        {
          g_assert_false (hr_rank_cell (search, &terms, cell, &ranked));
          continue;
        }
      n_feasible++;
      g_assert_true (hr_rank_cell (search, &terms, cell, &ranked));
      g_test_message (
          "%s × %u: $%.17g, %g s, batch %u, %.17g; brute force: $%.17g, %g s, batch %u, %.17g",
          cell->gpu->id, cell->gpu_count, ranked.price_usd, ranked.point->seconds,
          ranked.point->batch, ranked.objective, best.price_usd, best.seconds, best.batch,
          best.objective);
      assert_close (ranked.objective, best.objective);
      assert_close (ranked.price_usd, best.price_usd);
      assert_close (ranked.point->seconds, best.seconds);
      assert_close (ranked.point->wall_w, best.wall_w);
      g_assert_cmpuint (ranked.point->quality, ==, best.quality);
      assert_close (ranked.point->free_gib, best.free_gib);
      g_assert_cmpuint (ranked.point->batch, ==, best.batch);
      n_auto_batches += best.batch > 1;
    }
}

static void
check_ranking (const HrSearch *search, const HrPlan *plan)
{
  g_autoptr (GArray) all = brute_all (search->snapshot, plan);
  g_autoptr (GArray) ranked = NULL;
  g_autoptr (GPtrArray) field = NULL;
  HrTerms  terms;
  HrRanked best;

  hr_terms_init (&terms, search);
  ranked = hr_rank_all (search, &terms);
  field = hr_rank_field (search, &terms);
  g_assert_cmpuint (ranked->len, ==, all->len);
  g_assert_true (hr_rank_best (search, &terms, field, &best) == (all->len > 0));
  for (guint i = 0; i < all->len; i++)
    assert_close (g_array_index (ranked, HrRanked, i).objective,
                  g_array_index (all, BruteCandidate, i).objective);
  if (all->len == 0)
    return;
  g_assert_true (best.cell == g_array_index (ranked, HrRanked, 0).cell);
  g_assert_true (best.cell->gpu == g_array_index (all, BruteCandidate, 0).gpu);
  g_assert_cmpuint (best.cell->gpu_count, ==, g_array_index (all, BruteCandidate, 0).gpu_count);
}

static void
check_front (const HrSnapshot *snapshot, const HrPlan *plan)
{
  g_autoptr (GArray) all = brute_all (snapshot, plan);
  g_autoptr (GArray) front = brute_front (all);
  g_autoptr (HrAdvice)
      advice = hr_advice_new (plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, NULL);

  g_assert_cmpuint (advice->n_pareto, ==, front->len);
  for (guint i = 0; i < front->len; i++)
    {
      const BruteCandidate *c = &g_array_index (front, BruteCandidate, i);

      assert_close (advice->pareto[i].price_usd, c->price_usd);
      assert_close (advice->pareto[i].seconds, c->seconds);
      g_assert_true (advice->pareto[i].gpu == c->gpu);
      g_assert_cmpuint (advice->pareto[i].gpu_count, ==, c->gpu_count);
    }
}

static void
test_exact (gconstpointer data)
{
  HrTask task = (HrTask) (GPOINTER_TO_INT (data) % HR_N_TASK);
  HrAim  aim = (HrAim) (GPOINTER_TO_INT (data) / HR_N_TASK);

  /* Every test starts from the same seed. */
  for (int i = 0; i < GPOINTER_TO_INT (data); i++)
    g_test_rand_int ();
  n_feasible = n_cells_seen = n_auto_batches = 0;
  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (HrSnapshot) snapshot = random_snapshot (i % 2 ? 7 : 4);
      g_autoptr (HrSearch) search = NULL;
      HrPlan plan;

      random_plan (&plan, task, aim);
      search = hr_search_new (&plan, snapshot, hr_calibration_default (), NULL, 0, 1 + i % 3, NULL);
      check_cells (search, &plan);
      if (i % 4 == 0)
        {
          check_ranking (search, &plan);
          check_front (snapshot, &plan);
        }
    }
  g_test_message ("%u of %u cells feasible, %u with a batch beyond 1", n_feasible, n_cells_seen,
                  n_auto_batches);
}

static void
test_threads (void)
{
  static const guint n_threads[] = { 2, 3, 8 };
  g_autoptr (HrSnapshot) snapshot = fixture_random (40);

  for (guint task = 0; task < HR_N_TASK; task++)
    {
      HrPlan            plan;
      const HrTaskType *type = hr_task_type ((HrTask) task);
      g_autoptr (HrSearch) one = NULL;

      hr_plan_init (&plan, (HrTask) task);
      if (type->batch)
        *type->batch (&plan.workload) = 0;
      if (task == HR_TASK_NLP_FINE_TUNE)
        random_nlp (&plan);
      one = hr_search_new (&plan, snapshot, hr_calibration_default (), NULL, 0, 1, NULL);
      for (guint k = 0; k < G_N_ELEMENTS (n_threads); k++)
        {
          g_autoptr (HrSearch) many = hr_search_new (&plan, snapshot, hr_calibration_default (),
                                                     NULL, 0, n_threads[k], NULL);

          g_assert_cmpuint (one->candidates, ==, many->candidates);
          g_assert_cmpuint (one->estimated, ==, many->estimated);
          for (guint i = 0; i < one->n_cells; i++)
            g_assert_cmpmem (one->cells[i].points, one->cells[i].n_points * sizeof (HrPoint),
                             many->cells[i].points, many->cells[i].n_points * sizeof (HrPoint));
        }
    }
}

static void
test_cancelled (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  HrPlan plan;

  hr_plan_init (&plan, HR_TASK_LLM_INFERENCE);
  g_cancellable_cancel (cancellable);
  g_assert_null (
      hr_search_new (&plan, snapshot, hr_calibration_default (), NULL, 0, 2, cancellable));
  g_assert_null (
      hr_advice_new (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, cancellable));
}

static const HrBuildPart *
find_part (const HrBuild *build, HrPart kind)
{
  for (guint i = 0; i < build->n_parts; i++)
    if (build->parts[i].part == kind)
      return &build->parts[i];
  return NULL;
}

/* Two cards that exchange every gradient are faster with a bridge, which is the cheapest that is
 * for them, stands among the parts and is paid for; one card and four have none. */
static void
test_bridge (void)
{
  static const struct
  {
    const char *gpu, *bridge;
    double      link_gb_s;
  } cases[] = { { "middle", "bridge-middle", 112.5 }, { "passive", "bridge-passive", 600 } };
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrSearch) search = NULL;
  HrPlan  plan;
  HrTerms terms;
  guint   n = 0;

  hr_plan_init (&plan, HR_TASK_NLP_FINE_TUNE);
  plan.workload.nlp.method = HR_METHOD_LORA;
  plan.workload.nlp.sharding = HR_SHARDING_ZERO3;
  plan.workload.nlp.batch = 1;
  plan.constraints.aim = HR_AIM_FASTEST;
  plan.constraints.budget = 0;
  plan.constraints.max_gpus = 4;
  search = hr_search_new (&plan, snapshot, hr_calibration_default (), NULL, 0, 1, NULL);
  hr_terms_init (&terms, search);
  for (guint i = 0; i < search->n_cells; i++)
    for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
      {
        const HrCell      *cell = &search->cells[i];
        const HrBuildPart *part;
        HrRanked           ranked;
        HrPick             pick;

        if (strcmp (cell->gpu->id, cases[k].gpu) != 0
            || !hr_rank_cell (search, &terms, cell, &ranked))
          continue;
        hr_search_expand (search, cell, ranked.point, FIXTURE_TODAY, &pick);
        part = find_part (&pick.build, HR_PART_BRIDGE);
        if (cell->gpu_count != 2)
          {
            g_assert_null (part);
            g_assert_cmpfloat (pick.build.host.link_gb_s, ==, 0);
            continue;
          }
        g_assert_nonnull (part);
        g_assert_cmpstr (part->id, ==, cases[k].bridge);
        g_assert_cmpuint (part->count, ==, 1);
        g_assert_cmpfloat (part->unit_usd, >, 0);
        g_assert_cmpfloat (pick.build.host.link_gb_s, ==, cases[k].link_gb_s);
        n++;
      }
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (cases));
}

/* What no card holds runs from the RAM of a machine that has it, or not at all where the plan says
 * so; what one card holds stays on it. */
static void
test_offload (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();

  for (guint layers = 32; layers <= 320; layers += 288)
    for (guint may = 0; may <= 1; may++)
      {
        g_autoptr (HrAdvice) advice = NULL;
        HrPlan plan;
        guint  offloads = 0;

        hr_plan_init (&plan, HR_TASK_LLM_INFERENCE);
        g_assert_cmpint (plan.workload.llm.offload, ==, HR_LLM_OFFLOAD_AUTO);
        plan.workload.llm.shape.layers = layers;
        plan.workload.llm.shape.params_b = 0;
        plan.workload.llm.batch = 0;
        plan.constraints.max_gpus = 1;
        plan.constraints.budget = 0;
        g_strlcpy (plan.workload.llm.weight_format, "fp16", 5);
        if (!may)
          plan.workload.llm.offload = HR_LLM_OFFLOAD_NONE;
        advice = hr_advice_new (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, NULL);
        for (guint i = 0; i < advice->n_picks; i++)
          {
            const HrPick     *pick = &advice->picks[i];
            const HrEstimate *e = &pick->estimate;

            g_assert_cmpfloat (e->host_required_gib, <=, pick->build.ram_gib * HR_RAM_USABLE);
            g_assert_cmpfloat (e->required_gib, <=, e->available_gib);
            if (e->fit != HR_FIT_OFFLOADS)
              continue;
            offloads++;
            g_assert_cmpint (pick->reasons[0].id, ==, HR_SENTENCE_RUNS_FROM_RAM);
            g_assert_false (e->notes & HR_NOTE_FROM_DRIVE);
          }
        if (layers > 32)
          {
            g_assert_cmpuint (advice->n_picks > 0, ==, may);
            g_assert_cmpuint (offloads, ==, advice->n_picks);
            g_assert_true (may || advice->miss_reason == HR_REASON_MEMORY);
          }
        else
          g_assert_cmpuint (offloads > 0, ==, may); /* the card of 8 GiB */
      }
}

static void
test_empty (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrSearch) search = NULL;
  HrPlan plan;

  snapshot->n_gpus = 0;
  hr_plan_init (&plan, HR_TASK_RENDERING);
  search = hr_search_new (&plan, snapshot, hr_calibration_default (), NULL, 0, 0, NULL);
  g_assert_cmpuint (search->n_cells, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < HR_N_TASK * HR_N_AIM; i++)
    {
      g_autofree char *path = g_strdup_printf ("/search/exact/%s/%s",
                                               hr_enum_nick (&hr_enum_task, (int) i % HR_N_TASK),
                                               hr_enum_nick (&hr_enum_aim, (int) i / HR_N_TASK));

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_exact);
    }
  g_test_add_func ("/search/threads", test_threads);
  g_test_add_func ("/search/cancelled", test_cancelled);
  g_test_add_func ("/search/bridge", test_bridge);
  g_test_add_func ("/search/offload", test_offload);
  g_test_add_func ("/search/empty", test_empty);
  return g_test_run ();
}
