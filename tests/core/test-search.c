/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fixture.h"
#include "hr-calibration.h"
#include "hr-rank.h"
#include "hr-task.h"

/* The search against a brute force that shares nothing with it but the host rules, the estimate
 * and the way in which the batch is resolved: every processor with every kit, number of kits,
 * drive, power supply, case and cooler, each machine estimated for itself. */

typedef struct
{
  const HrSnapshot *snapshot;
  const HrPlan     *plan;
  const HrGpu      *gpu;
  guint             gpu_count;
  const HrWorkload *workload;
  guint             quality; /* of the variant in hand */
  double            best[3]; /* objective, by quality */
  guint             n;
} Brute;

static double
objective_of (const Brute      *b,
              const HrPlatform *platform,
              double            host_usd,
              gboolean          is_system,
              const HrEstimate *e)
{
  const HrConstraints *c = &b->plan->constraints;
  const HrEconomics   *money = &b->plan->economics;
  double               price = host_usd + (is_system ? 0 : b->gpu->prices[0].usd * b->gpu_count);
  double               wall = hr_host_rules_wall_w (platform, b->gpu, b->gpu_count, e->gpu_load);
  double               pue = platform->kind == HR_HOST_KIND_RACK ? 1.4 : 1;
  double               hours = money->hours_per_week * 52.1775 * money->horizon_years;
  double job = (price / hours + wall / 1000 * pue * money->electricity_per_kwh) * e->seconds / 3600;
  double doubt = hr_search_doubt (e, b->gpu, b->workload);

  if (c->budget > 0 && price > c->budget)
    return INFINITY;
  if (c->max_power_w > 0 && wall > c->max_power_w)
    return INFINITY;
  if (c->deadline_hours > 0 && e->seconds > c->deadline_hours * 3600)
    return INFINITY;
  if (c->aim == HR_AIM_FASTEST)
    return e->seconds;
  if (c->aim == HR_AIM_CHEAPEST)
    return price;
  return job * doubt;
}

static void
brute_machine (
    Brute *b, const HrPlatform *platform, const HrHost *host, double host_usd, gboolean is_system)
{
  HrEstimateInput input = { .gpu = b->gpu,
                            .gpu_count = b->gpu_count,
                            .host = *host,
                            .workload = b->workload,
                            .calibration = hr_calibration_default () };
  HrEstimate      e;

  hr_estimate (&input, &e, NULL);
  if (e.fit == HR_FIT_EXCEEDS || (e.notes & HR_NOTE_UNSUPPORTED)
      || e.host_required_gib > host->ram_gib * 7 / 8
      || host->ram_gib < hr_host_rules_least_ram_gib (b->gpu, b->gpu_count))
    return;
  b->n++;
  b->best[b->quality] = MIN (b->best[b->quality],
                             objective_of (b, platform, host_usd, is_system, &e));
}

static gboolean
is_for (const HrHostPart *part, HrPart kind, const HrPlatform *platform)
{
  return part->part == kind
         && (part->platform == NULL || g_str_equal (part->platform, platform->id));
}

#define EACH(var, kind)                                                   \
  for (guint i_##var = 0; i_##var < b->snapshot->n_host_parts; i_##var++) \
    for (const HrHostPart *var = &b->snapshot->host_parts[i_##var];       \
         var && is_for (var, kind, platform); var = NULL)

/* As it is, and with every bridge that is for the card. */
static void
brute_links (Brute *b, const HrPlatform *platform, HrHost host, double host_usd)
{
  hr_host_rules_link (platform, b->gpu, b->gpu_count, FALSE, &host);
  brute_machine (b, platform, &host, host_usd, FALSE);
  if (!hr_host_rules_bridge (b->gpu, b->gpu_count))
    return;
  hr_host_rules_link (platform, b->gpu, b->gpu_count, TRUE, &host);
  for (guint i = 0; i < b->snapshot->n_host_parts; i++)
    {
      const HrHostPart *part = &b->snapshot->host_parts[i];

      if (part->part == HR_PART_BRIDGE && g_str_equal (part->gpu, b->gpu->id))
        brute_machine (b, platform, &host, host_usd + part->price.usd, FALSE);
    }
}

/* A chassis with board, power and cooling; only what has none of them is built from parts. */
static gboolean
brute_barebones (Brute *b, const HrPlatform *platform, HrHost host, const HrRamKit *kit, guint kits)
{
  double   need_w = hr_host_rules_psu_w (platform, b->gpu, b->gpu_count);
  guint    slots = b->gpu_count > 1 ? hr_host_rules_slots (b->gpu, b->gpu_count) : 1;
  gboolean any = FALSE;

  EACH (chassis, HR_PART_CHASSIS)
    {
      if (chassis->platform == NULL)
        continue;
      any = TRUE;
      if (chassis->capacity < need_w || 2 * chassis->gpu_slots < slots)
        continue;
      EACH (cpu, HR_PART_CPU)
        EACH (nvme, HR_PART_NVME)
          {
            host.cpu_cores = cpu->cores;
            host.storage_gb_s = nvme->read_gb_s;
            brute_links (b, platform, host,
                         chassis->price.usd + cpu->price.usd + nvme->price.usd
                             + kit->price.usd * kits);
          }
    }
  return any;
}

static void
brute_parts (Brute *b, const HrPlatform *platform, HrHost host, const HrRamKit *kit, guint kits)
{
  HrPart box_kind = platform->kind == HR_HOST_KIND_RACK ? HR_PART_CHASSIS : HR_PART_CASE;
  double need_w = hr_host_rules_psu_w (platform, b->gpu, b->gpu_count);
  guint  slots = b->gpu_count > 1 ? hr_host_rules_slots (b->gpu, b->gpu_count) : 1;
  guint  cpus = MAX (platform->cpus, 1);

  EACH (cpu, HR_PART_CPU)
    EACH (board, HR_PART_MOTHERBOARD)
      EACH (box, box_kind)
        EACH (cooler, HR_PART_COOLER)
          EACH (nvme, HR_PART_NVME)
            EACH (psu, HR_PART_PSU)
              for (guint psus = 1; psus <= (platform->gpu_slots >= 4 ? 2 : 1); psus++)
                {
                  if (psu->capacity * psus < need_w || 2 * box->gpu_slots < slots)
                    continue;
                  host.cpu_cores = cpu->cores * cpus;
                  host.storage_gb_s = nvme->read_gb_s;
                  brute_links (b, platform, host,
                               cpu->price.usd * cpus + board->price.usd + box->price.usd
                                   + cooler->price.usd * cpus + nvme->price.usd
                                   + psu->price.usd * psus + kit->price.usd * kits);
                }
}

static void
brute_platform (Brute *b, const HrPlatform *platform)
{
  if (hr_host_rules_check (platform, b->gpu, b->gpu_count) != HR_HOST_FITS)
    return;
  for (guint k = 0; k < b->snapshot->n_ram_kits; k++)
    for (guint n = 1; n * b->snapshot->ram_kits[k].modules <= platform->max_dimms && n <= 16; n++)
      {
        const HrRamKit *kit = &b->snapshot->ram_kits[k];
        HrHost          host = { .ram_gib = n * kit->modules * kit->module_gib };

        if (strcmp (kit->type, platform->ram_type) != 0
            || 2 * n * kit->modules < platform->memory_channels
            || host.ram_gib > platform->max_ram_gib)
          continue;
        host.ram_bandwidth_gb_s = hr_host_rules_ram_gb_s (platform, n * kit->modules,
                                                          kit->speed_mt_s);
        if (!brute_barebones (b, platform, host, kit, n))
          brute_parts (b, platform, host, kit, n);
      }
}

static void
brute_systems (Brute *b)
{
  for (guint i = 0; i < b->snapshot->n_host_parts; i++)
    {
      const HrHostPart *part = &b->snapshot->host_parts[i];
      const HrPlatform *platform = part->platform
                                       ? hr_snapshot_platform (b->snapshot, part->platform)
                                       : NULL;
      HrHost host = { .ram_gib = part->capacity, .cpu_cores = part->cores, .storage_gb_s = 6 };

      if (part->part != HR_PART_SYSTEM || strcmp (part->gpu, b->gpu->id) != 0
          || part->gpu_slots != b->gpu_count)
        continue;
      host.ram_bandwidth_gb_s = hr_host_rules_ram_gb_s (platform, platform->memory_channels,
                                                        platform->ram_mt_s);
      hr_host_rules_link (platform, b->gpu, b->gpu_count, FALSE, &host);
      brute_machine (b, platform, &host, part->price.usd, TRUE);
    }
}

static gboolean
brute_variant (const HrWorkload *workload, gpointer user_data)
{
  Brute *b = user_data;

  b->workload = workload;
  b->quality = 0;
  if (workload->task == HR_TASK_NLP_FINE_TUNE && b->plan->workload.nlp.method == HR_METHOD_AUTO)
    b->quality = (guint) workload->nlp.method - HR_METHOD_FULL;
  if (b->quality > 0 && !b->plan->constraints.allow_quality_loss)
    return TRUE;
  for (guint p = 0; p < b->snapshot->n_platforms; p++)
    if (b->plan->constraints.host == HR_HOST_KIND_ANY
        || b->plan->constraints.host == b->snapshot->platforms[p].kind)
      brute_platform (b, &b->snapshot->platforms[p]);
  if (b->plan->constraints.host != HR_HOST_KIND_TOWER)
    brute_systems (b);
  return TRUE;
}

static double
brute_force (const HrSnapshot *snapshot, const HrPlan *plan, const HrGpu *gpu, guint gpu_count)
{
  const HrTaskType *type = hr_task_type (plan->workload.task);
  Brute             b = { .snapshot = snapshot,
                          .plan = plan,
                          .gpu = gpu,
                          .gpu_count = gpu_count,
                          .best = { INFINITY, INFINITY, INFINITY } };

  if (type->each_variant)
    type->each_variant (&plan->workload, gpu_count, brute_variant, &b);
  else
    brute_variant (&plan->workload, &b);
  /* Quality is not lost where it need not be. */
  for (guint i = 0; i < G_N_ELEMENTS (b.best); i++)
    if (isfinite (b.best[i]))
      return b.best[i];
  return INFINITY;
}

static void
random_plan (HrPlan *plan, HrTask task)
{
  const HrTaskType *type = hr_task_type (task);
  guint32          *batch;

  hr_plan_init (plan, task);
  batch = type->batch ? type->batch (&plan->workload) : NULL;
  if (batch)
    *batch = 1u << g_test_rand_int_range (0, 6);
  if (task == HR_TASK_NLP_FINE_TUNE)
    {
      plan->workload.nlp.checkpointing = HR_CHECKPOINTING_AUTO;
      plan->workload.nlp.sharding = HR_SHARDING_AUTO;
      plan->workload.nlp.offload = HR_OFFLOAD_AUTO;
      if (g_test_rand_bit ())
        plan->workload.nlp.method = HR_METHOD_AUTO;
      plan->constraints.allow_quality_loss = g_test_rand_bit ();
    }
  /* Input that some of the hosts cannot feed, so that processors and drives matter. */
  if (task == HR_TASK_IMAGE_CLASSIFICATION)
    {
      plan->workload.image.image_file_kib = exp (g_test_rand_double_range (4, 8));
      plan->workload.image.dataset_images = 1e5;
    }
  plan->constraints.budget = g_test_rand_int_range (0, 3) ? 0
                                                          : exp (g_test_rand_double_range (7, 12));
  plan->constraints.max_gpus = (guint) g_test_rand_int_range (1, 9);
  plan->constraints.aim = (HrAim) g_test_rand_int_range (0, HR_AIM_MOST_HEADROOM);
  plan->constraints.host = (HrHostKind) g_test_rand_int_range (0, HR_N_HOST_KIND);
  plan->constraints.max_power_w = g_test_rand_int_range (0, 3)
                                      ? 0
                                      : g_test_rand_double_range (300, 3000);
  plan->constraints.deadline_hours = g_test_rand_int_range (0, 3)
                                         ? 0
                                         : g_test_rand_double_range (1, 200);
  plan->economics.hours_per_week = g_test_rand_double_range (1, 168);
  plan->economics.electricity_per_kwh = g_test_rand_double_range (0, 1);
}

static void
check_cells (const HrSearch *search, const HrPlan *plan)
{
  HrTerms terms;

  hr_terms_init (&terms, search);
  for (guint i = 0; i < search->n_cells; i++)
    {
      const HrCell *cell = &search->cells[i];
      double        best = INFINITY;
      HrRanked      ranked;

      if (cell->gpu->n_prices == 0 || cell->gpu_count > plan->constraints.max_gpus)
        continue;
      best = brute_force (search->snapshot, plan, cell->gpu, cell->gpu_count);
      if (hr_rank_cell (search, &terms, cell, &ranked))
        g_assert_cmpfloat_with_epsilon (ranked.objective, best, 1e-9 * best);
      else
        g_assert_false (isfinite (best));
    }
}

static void
test_exact (gconstpointer data)
{
  HrTask task = (HrTask) GPOINTER_TO_INT (data);

  for (guint i = 0; i < 6; i++)
    {
      g_autoptr (HrSnapshot) snapshot = fixture_random (7);
      g_autoptr (HrSearch) search = NULL;
      HrPlan plan;

      random_plan (&plan, task);
      search = hr_search_new (&plan, snapshot, hr_calibration_default (), NULL, 0, 1 + i % 3, NULL);
      check_cells (search, &plan);
    }
}

static void
test_threads (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_random (40);
  HrPlan plan;
  g_autoptr (HrSearch) one = NULL;
  g_autoptr (HrSearch) many = NULL;

  hr_plan_init (&plan, HR_TASK_NLP_FINE_TUNE);
  plan.workload.nlp.batch = 0;
  one = hr_search_new (&plan, snapshot, hr_calibration_default (), NULL, 0, 1, NULL);
  many = hr_search_new (&plan, snapshot, hr_calibration_default (), NULL, 0, 7, NULL);
  g_assert_cmpuint (one->candidates, ==, many->candidates);
  g_assert_cmpuint (one->estimated, ==, many->estimated);
  for (guint i = 0; i < one->n_cells; i++)
    g_assert_cmpmem (one->cells[i].points, one->cells[i].n_points * sizeof (HrPoint),
                     many->cells[i].points, many->cells[i].n_points * sizeof (HrPoint));
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
  for (guint i = 0; i < HR_N_TASK; i++)
    {
      g_autofree char *path = g_strconcat ("/search/exact/", hr_enum_nick (&hr_enum_task, (int) i),
                                           NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_exact);
    }
  g_test_add_func ("/search/threads", test_threads);
  g_test_add_func ("/search/cancelled", test_cancelled);
  g_test_add_func ("/search/bridge", test_bridge);
  g_test_add_func ("/search/empty", test_empty);
  return g_test_run ();
}
