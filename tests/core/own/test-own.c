/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fixture.h"
#include "hr-calibration.h"
#include "hr-own.h"
#include "hr-run-estimate.h"
#include "hr-search.h"
#include "hr-string.h"
#include "hr-task.h"

/* — Every change, tried — */

typedef struct
{
  const HrSnapshot   *snapshot;
  const HrPlan       *plan;
  const HrOwnMachine *own;
  const HrGpu        *gpu;
  guint               gpu_count;
  gboolean            found;
  gboolean            slow;
  double              objective;
  double              net_usd;
  double              seconds;
} Brute;

/* One machine: what is bought beside the cards, and the host that it makes. */
static void
try_machine (Brute *b, const HrPlatform *platform, HrHost host, double usd, gboolean is_system)
{
  const HrConstraints *c = &b->plan->constraints;
  const HrEconomics   *e = &b->plan->economics;
  gboolean             same = b->gpu == b->own->gpu;
  gboolean             mine = same && b->gpu_count == b->own->gpu_count && !is_system;
  const HrPrice       *price = hr_gpu_price (b->gpu, c->condition);
  guint                sold = same && !is_system ? 0 : b->own->gpu_count;
  guint                more = b->gpu_count - (same ? b->own->gpu_count : 0);
  double               cards = is_system || !price ? 0 : price->usd * more;
  double               resale = sold * b->own->resale_usd, tax = 1 + e->tax_rate;
  double net = (usd + cards) * tax - resale, hours, kw, pue, hour, budgeted, objective, doubt, risk;
  double free_gib, room = 1;
  gboolean   slow;
  HrWorkload workload = b->plan->workload;
  HrEstimate estimate;

  hr_estimate (
      &(HrEstimateInput){ b->gpu, b->gpu_count, host, &workload, hr_calibration_default () },
      &estimate, NULL);
  if (!hr_estimate_is_likely (&estimate) || !isfinite (estimate.seconds)
      || (estimate.notes & HR_NOTE_UNSUPPORTED)
      || estimate.host_required_gib > host.ram_gib * 7 / 8)
    return;
  free_gib = estimate.available_gib - estimate.required_gib;
  if (!mine && !(same && b->gpu_count == b->own->gpu_count))
    {
      double left = 1 - estimate.required_gib / estimate.available_gib;

      room = left >= c->room ? 1 : 1 + 2.5 * MIN (c->room - left, c->room);
    }
  doubt = hr_search_doubt (&estimate, b->gpu, &workload) * room * (sold > 0 ? 1.5 : 1);
  risk = hr_search_risk (&estimate, b->gpu) * room;
  estimate.seconds = hr_search_digits (estimate.seconds);
  hours = e->hours_per_week * 52.1775 * e->horizon_years;
  pue = e->pue > 0 ? e->pue : platform->kind == HR_HOST_KIND_RACK ? 1.4 : 1;
  kw = hr_host_rules_wall_w (platform, b->gpu, b->gpu_count, estimate.gpu_load) / 1000 * pue;
  hour = MAX (net, 0) * (1 - e->resale_share) / hours + kw * e->electricity_per_kwh;
  budgeted = c->covers == HR_COVERS_GPUS    ? (is_system ? usd : cards) * tax - resale
             : c->covers == HR_COVERS_BUILD ? net
                                            : net + kw * e->electricity_per_kwh * hours;
  if ((c->budget > 0 && budgeted > c->budget)
      || (c->deadline_hours > 0 && estimate.seconds > c->deadline_hours * 3600)
      || (c->max_power_w > 0
          && hr_host_rules_peak_w (platform, b->gpu, b->gpu_count) > c->max_power_w))
    return;
  slow = workload.task == HR_TASK_LLM_INFERENCE && workload.llm.offload == HR_LLM_OFFLOAD_AUTO
         && c->aim != HR_AIM_CHEAPEST && estimate.fit == HR_FIT_OFFLOADS
         && estimate.throughput.value < 238.0 / 60 * 1.33 * workload.llm.batch;
  objective = c->aim == HR_AIM_FASTEST         ? estimate.seconds * doubt
              : c->aim == HR_AIM_CHEAPEST      ? net * (net > 0 ? risk : 1 / risk)
              : c->aim == HR_AIM_MOST_HEADROOM ? -free_gib * (free_gib > 0 ? 1 / risk : risk)
                                               : hour * estimate.seconds / 3600 * doubt;
  if (b->found
      && (b->slow != slow
              ? slow
              : objective > b->objective || (objective == b->objective && net >= b->net_usd)))
    return;
  b->found = TRUE;
  b->slow = slow;
  b->objective = objective;
  b->net_usd = net;
  b->seconds = estimate.seconds;
}

static gboolean
is_for (const HrHostPart *part, HrPart kind, const HrPlatform *platform)
{
  return part->part == kind && part->price.usd > 0
         && (part->platform == NULL || g_str_equal (part->platform, platform->id));
}

/* Every supply and case that does, or those that are there. */
static void
try_common (Brute *b, const HrPlatform *platform, const HrHost *host, double usd)
{
  gboolean is_rack = platform->kind == HR_HOST_KIND_RACK;
  guint    slots = b->gpu_count > 1 ? hr_host_rules_slots (b->gpu, b->gpu_count) : 1;
  double   need_w = hr_host_rules_psu_w (platform, b->gpu, b->gpu_count);
  gboolean has_box = platform->kind == b->own->platform->kind && slots <= b->own->box_slots;

  for (guint i = 0; i <= b->snapshot->n_host_parts; i++)
    for (guint n = 1; n <= (is_rack ? 2 : 1); n++)
      {
        const HrHostPart *psu = i < b->snapshot->n_host_parts ? &b->snapshot->host_parts[i] : NULL;
        double            psu_usd = 0;

        if (psu == NULL ? need_w > b->own->psu_w || n > 1
                        : psu->part != HR_PART_PSU || psu->capacity * n < need_w
                              || (!is_rack && psu->capacity > 1600))
          continue;
        psu_usd = psu ? psu->price.usd * n : 0;
        if (has_box)
          try_machine (b, platform, *host, usd + psu_usd, FALSE);
        for (guint k = 0; !has_box && k < b->snapshot->n_host_parts; k++)
          {
            const HrHostPart *box = &b->snapshot->host_parts[k];

            if (box->part == (is_rack ? HR_PART_CHASSIS : HR_PART_CASE) && box->platform == NULL
                && 2 * box->gpu_slots >= slots)
              try_machine (b, platform, *host, usd + psu_usd + box->price.usd, FALSE);
          }
      }
}

static gboolean
has_barebones (const Brute *b, const HrPlatform *platform)
{
  for (guint i = 0; i < b->snapshot->n_host_parts; i++)
    if (b->snapshot->host_parts[i].part == HR_PART_CHASSIS && b->snapshot->host_parts[i].platform
        && g_str_equal (b->snapshot->host_parts[i].platform, platform->id))
      return TRUE;
  return FALSE;
}

/* The links of the cards, with no bridge and with each. */
static void
try_links (Brute            *b,
           const HrPlatform *platform,
           HrHost            host,
           double            usd,
           void (*next) (Brute *, const HrPlatform *, const HrHost *, double))
{
  hr_host_rules_link (platform, b->gpu, b->gpu_count, FALSE, &host);
  next (b, platform, &host, usd);
  hr_host_rules_link (platform, b->gpu, b->gpu_count, TRUE, &host);
  for (guint i = 0; i < b->snapshot->n_host_parts; i++)
    {
      const HrHostPart *part = &b->snapshot->host_parts[i];

      if (part->part == HR_PART_BRIDGE && g_str_equal (part->gpu, b->gpu->id)
          && hr_host_rules_bridge (b->gpu, b->gpu_count))
        next (b, platform, &host, usd + part->price.usd);
    }
}

/* Of the chassis that come with all, each that has the slots and the power. */
static void
try_barebones (Brute *b, const HrPlatform *platform, const HrHost *host, double usd)
{
  guint slots = b->gpu_count > 1 ? hr_host_rules_slots (b->gpu, b->gpu_count) : 1;

  for (guint i = 0; i < b->snapshot->n_host_parts; i++)
    {
      const HrHostPart *part = &b->snapshot->host_parts[i];

      if (part->part == HR_PART_CHASSIS && part->platform
          && g_str_equal (part->platform, platform->id)
          && part->capacity >= hr_host_rules_psu_w (platform, b->gpu, b->gpu_count)
          && 2 * part->gpu_slots >= slots)
        try_machine (b, platform, *host, usd + part->price.usd, FALSE);
    }
}

static void
try_boards (Brute *b, const HrPlatform *platform, const HrHost *host, double usd)
{
  for (guint i = 0; i < b->snapshot->n_host_parts; i++)
    if (is_for (&b->snapshot->host_parts[i], HR_PART_MOTHERBOARD, platform))
      try_common (b, platform, host, usd + b->snapshot->host_parts[i].price.usd);
}

static double
cheapest_cooler (const Brute *b, const HrPlatform *platform)
{
  double usd = INFINITY;

  for (guint i = 0; i < b->snapshot->n_host_parts; i++)
    if (is_for (&b->snapshot->host_parts[i], HR_PART_COOLER, platform))
      usd = MIN (usd, b->snapshot->host_parts[i].price.usd);
  return usd * MAX (platform->cpus, 1);
}

/* Another board with each processor of it, or the own one in the same socket. */
static void
try_cpus (Brute *b, const HrPlatform *platform, HrHost host, double usd)
{
  gboolean bare = has_barebones (b, platform);
  guint    cpus = MAX (platform->cpus, 1);

  for (guint i = 0; i < b->snapshot->n_host_parts; i++)
    {
      const HrHostPart *cpu = &b->snapshot->host_parts[i];

      if (!is_for (cpu, HR_PART_CPU, platform))
        continue;
      host.cpu_cores = cpu->cores * cpus;
      if (bare)
        try_links (b, platform, host, usd + cpu->price.usd * cpus, try_barebones);
      else
        try_links (b, platform, host, usd + cpu->price.usd * cpus + cheapest_cooler (b, platform),
                   try_boards);
    }
  if (bare || b->own->platform->socket == NULL || platform->socket == NULL
      || !g_str_equal (platform->socket, b->own->platform->socket)
      || platform->cpus != b->own->platform->cpus)
    return;
  host.cpu_cores = b->own->cpu_cores;
  try_links (b, platform, host, usd, try_boards);
}

static double
least_ram (const Brute *b)
{
  const HrWorkload *w = &b->plan->workload;
  double            vram = b->gpu->vram_gib * b->gpu_count;
  gboolean          trains = w->task == HR_TASK_NLP_FINE_TUNE
                    || (w->task == HR_TASK_IMAGE_CLASSIFICATION && w->image.mode == HR_MODE_TRAIN);

  if (b->gpu == b->own->gpu && b->gpu_count == b->own->gpu_count)
    return 0;
  if (b->plan->constraints.ram_rule == HR_RAM_RULE_NEED)
    return vram / 2;
  return trains ? vram
                      * (vram > 96   ? 4
                         : vram > 24 ? 3
                                     : 2)
         : w->task == HR_TASK_RENDERING ? vram * 2
                                        : vram / 2;
}

typedef void (*TryRam) (Brute *b, const HrPlatform *platform, HrHost host, double usd);

/* Modules of each kit, beside the own ones where @beside says how many there are. */
static void
try_rams (Brute *b, const HrPlatform *platform, HrHost host, guint beside, TryRam next)
{
  for (guint i = 0; i < b->snapshot->n_ram_kits; i++)
    for (guint n = 1; n <= 16; n++)
      {
        const HrRamKit *kit = &b->snapshot->ram_kits[i];
        guint           modules = n * kit->modules + beside;

        host.ram_gib = n * kit->modules * kit->module_gib + (beside ? b->own->ram_gib : 0);
        host.ram_bandwidth_gb_s = hr_host_rules_ram_gb_s (platform, modules, kit->speed_mt_s);
        if (g_str_equal (kit->type, platform->ram_type) && kit->price.usd > 0
            && modules <= platform->max_dimms && 2 * modules >= platform->memory_channels
            && host.ram_gib <= platform->max_ram_gib && host.ram_gib >= least_ram (b)
            && (platform != b->own->platform || host.ram_gib > b->own->ram_gib))
          next (b, platform, host, n * kit->price.usd);
      }
}

static gboolean
is_within_mains (const Brute *b, const HrPlatform *platform)
{
  return platform->kind == HR_HOST_KIND_RACK
         || hr_host_rules_peak_w (platform, b->gpu, b->gpu_count) <= 1440;
}

static void
on_own_board (Brute *b, const HrPlatform *platform, HrHost host, double usd)
{
  if (b->gpu == b->own->gpu && b->gpu_count == b->own->gpu_count)
    {
      hr_host_rules_link (platform, b->gpu, b->gpu_count, FALSE, &host);
      try_machine (b, platform, host, usd, FALSE);
    }
  else
    try_links (b, platform, host, usd, try_common);
}

static HrHost
usual_host (const Brute *b)
{
  HrHost host;

  hr_host_default_for (b->gpu, b->gpu_count, &host);
  host.cpu_cores = b->own->cpu_cores;
  return host;
}

static void
brute_own_board (Brute *b)
{
  const HrPlatform *platform = b->own->platform;
  gboolean          mine = b->gpu == b->own->gpu && b->gpu_count == b->own->gpu_count;
  HrHost            host = usual_host (b);

  if (!mine
      && (hr_host_rules_check (platform, b->gpu, b->gpu_count) != HR_HOST_FITS
          || !is_within_mains (b, platform)))
    return;
  try_rams (b, platform, host, b->own->ram_modules, on_own_board);
  try_rams (b, platform, host, 0, on_own_board);
  host.ram_gib = b->own->ram_gib;
  host.ram_bandwidth_gb_s = hr_host_rules_ram_gb_s (platform, b->own->ram_modules,
                                                    platform->ram_mt_s);
  if (!mine && host.ram_gib >= least_ram (b))
    on_own_board (b, platform, host, 0);
}

static gboolean
is_kind (const Brute *b, const HrPlatform *platform)
{
  HrHostKind kind = b->plan->constraints.host;

  return kind == HR_HOST_KIND_ANY || kind == platform->kind;
}

static void
brute_other_boards (Brute *b)
{
  for (guint i = 0; i < b->snapshot->n_platforms; i++)
    {
      const HrPlatform *platform = &b->snapshot->platforms[i];
      HrHost            host = usual_host (b);

      if (platform == b->own->platform || platform->baseboard_gpus > 0 || !is_kind (b, platform)
          || hr_host_rules_check (platform, b->gpu, b->gpu_count) != HR_HOST_FITS
          || !is_within_mains (b, platform))
        continue;
      try_rams (b, platform, host, 0, try_cpus);
      host.ram_gib = b->own->ram_gib;
      host.ram_bandwidth_gb_s = hr_host_rules_ram_gb_s (platform, b->own->ram_modules,
                                                        b->own->platform->ram_mt_s);
      if (g_str_equal (platform->ram_type, b->own->platform->ram_type)
          && b->own->ram_modules <= platform->max_dimms
          && 2 * b->own->ram_modules >= platform->memory_channels && host.ram_gib >= least_ram (b))
        try_cpus (b, platform, host, 0);
    }
}

static void
brute_systems (Brute *b)
{
  HrConditionPolicy policy = b->plan->constraints.condition;

  for (guint i = 0; i < b->snapshot->n_host_parts; i++)
    {
      const HrHostPart *part = &b->snapshot->host_parts[i];
      const HrPlatform *platform;
      HrHost host = { .ram_gib = part->capacity, .cpu_cores = part->cores, .storage_gb_s = 6 };

      if (part->part != HR_PART_SYSTEM || !g_str_equal (part->gpu, b->gpu->id)
          || part->gpu_slots != b->gpu_count || policy == HR_CONDITION_POLICY_USED)
        continue;
      platform = hr_snapshot_platform (b->snapshot, part->platform);
      if (!is_kind (b, platform))
        continue;
      host.ram_bandwidth_gb_s = hr_host_rules_ram_gb_s (platform, platform->memory_channels,
                                                        platform->ram_mt_s);
      hr_host_rules_link (platform, b->gpu, b->gpu_count, FALSE, &host);
      try_machine (b, platform, host, part->price.usd, TRUE);
    }
}

/* — Against the search — */

static gboolean
sometimes (guint one_in)
{
  return g_test_rand_int_range (0, (int) one_in) == 0;
}

static const HrChange *
find (const HrOwn *own, const HrGpu *gpu, guint n, int kind)
{
  for (guint i = 0; i < own->n_changes; i++)
    {
      const HrChange *c = &own->changes[i];

      if (c->build.gpu == gpu && c->build.gpu_count == n
          && (kind >= 0 ? (int) c->kind == kind
                        : c->kind == HR_OWN_CHANGE_ADD || c->kind == HR_OWN_CHANGE_REPLACE))
        return c;
    }
  return NULL;
}

static void
assert_close (double a, double b)
{
  g_assert_cmpfloat (fabs (a - b), <=, 1e-9 * MAX (fabs (a), fabs (b)));
}

static guint n_seen, n_found;

static void
check (const Brute *b, const HrChange *c)
{
  g_test_message ("%s × %u: %g, %g $; brute force: %g, %g $", b->gpu->id, b->gpu_count,
                  c ? c->objective : -1, c ? c->net_usd : -1, b->found ? b->objective : -1,
                  b->net_usd);
  n_seen++;
  n_found += b->found;
  g_assert_true (b->found == (c != NULL));
  if (c == NULL)
    return;
  g_assert_true (c->is_feasible);
  assert_close (c->objective, b->objective);
  assert_close (c->net_usd, b->net_usd);
  g_assert_true (!c->is_slow == !b->slow);
}

/* Of the cards that are there: money that makes them no faster is left out. */
static void
check_mine (const Brute *b, const HrOwn *own, const HrChange *c)
{
  gboolean is_useless = own->keep->is_feasible && b->seconds >= own->keep->estimate.seconds;

  if (b->found && is_useless)
    g_assert_null (c);
  else
    check (b, c);
}

static void
check_all (const HrOwn *own)
{
  const HrPlan     *plan = &own->advice->plan;
  const HrSnapshot *snapshot = own->advice->snapshot;

  for (guint i = 0; i < snapshot->n_gpus; i++)
    for (guint k = 1; k <= plan->constraints.max_gpus; k++)
      {
        const HrGpu *gpu = &snapshot->gpus[i];
        Brute        b = { .snapshot = snapshot, .plan = plan, .own = &own->machine };
        gboolean     mine = gpu == own->machine.gpu && k == own->machine.gpu_count;

        b.gpu = gpu;
        b.gpu_count = k;
        if (gpu == own->machine.gpu && k < own->machine.gpu_count)
          continue;
        if (!mine
            && ((plan->constraints.vendors && !(plan->constraints.vendors & (1u << gpu->vendor)))
                || (hr_gpu_is_single_sale (gpu)
                    && !hr_gpu_price (gpu, plan->constraints.condition))))
          {
            g_assert_null (find (own, gpu, k, -1));
            continue;
          }
        brute_own_board (&b);
        if (mine)
          {
            check_mine (&b, own, find (own, gpu, k, HR_OWN_CHANGE_RAM));
            b.found = FALSE;
          }
        brute_other_boards (&b);
        if (!mine)
          brute_systems (&b);
        if (mine)
          check_mine (&b, own, find (own, gpu, k, HR_OWN_CHANGE_HOST));
        else
          check (&b, find (own, gpu, k, -1));
      }
}

/* What is offered is in the order of the aim, and what to wait for is what makes a change first. */
static void
check_order (const HrOwn *own)
{
  g_assert_cmpuint (own->n_changes, >, 0);
  g_assert_nonnull (own->keep);
  for (guint i = 1; i < own->n_changes; i++)
    {
      const HrChange *x = &own->changes[i - 1], *y = &own->changes[i];

      g_assert_true (x->is_feasible || !y->is_feasible);
      if (x->is_feasible && y->is_feasible && x->is_slow == y->is_slow)
        g_assert_cmpfloat (x->objective, <=, y->objective);
      if (y->wait_usd > 0)
        g_assert_cmpfloat (y->wait_usd, <, y->build.parts[0].unit_usd);
    }
}

static HrOwn *
own_for (const HrPlan *plan, const HrSnapshot *snapshot)
{
  g_autoptr (HrAdvice)
      advice = hr_advice_new (plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, NULL);

  return hr_own_new (advice, hr_calibration_default (), NULL);
}

static void
random_case (HrPlan *plan, HrSnapshot **snapshot)
{
  static const HrTask tasks[] = { HR_TASK_LLM_INFERENCE, HR_TASK_NLP_FINE_TUNE,
                                  HR_TASK_IMAGE_CLASSIFICATION, HR_TASK_RENDERING };
  HrConstraints      *c = &plan->constraints;
  HrPlatform         *platforms;
  HrGpu              *gpus;
  guint               mine;

  *snapshot = fixture_random (3);
  gpus = fixture_gpus (*snapshot);
  platforms = (HrPlatform *) (*snapshot)->platforms;
  if (sometimes (2))
    {
      platforms[0].socket = platforms[1].socket = "one";
      platforms[1].ram_type = "ddr5-udimm";
    }
  for (guint i = 0; i < 3; i++)
    if (sometimes (2))
      gpus[i].prices[0].condition = HR_CONDITION_USED;
  hr_plan_init (plan, tasks[g_test_rand_int_range (0, G_N_ELEMENTS (tasks))]);
  if (plan->workload.task == HR_TASK_LLM_INFERENCE)
    {
      plan->workload.llm.offload = sometimes (2) ? HR_LLM_OFFLOAD_AUTO : HR_LLM_OFFLOAD_NONE;
      plan->workload.llm.shape.params_b = 0;
      plan->workload.llm.shape.layers = (guint32) g_test_rand_int_range (16, 100);
    }
  if (plan->workload.task == HR_TASK_NLP_FINE_TUNE)
    plan->workload.nlp.sharding = sometimes (2) ? HR_SHARDING_DDP : HR_SHARDING_ZERO3;
  if (hr_task_type (plan->workload.task)->batch)
    *hr_task_type (plan->workload.task)->batch (&plan->workload) = 1u
                                                                   << g_test_rand_int_range (0, 4);
  c->budget = sometimes (3) ? 0 : exp (g_test_rand_double_range (6, 10));
  c->covers = (HrCovers) g_test_rand_int_range (0, HR_N_COVERS);
  c->max_gpus = (guint) g_test_rand_int_range (1, 5);
  c->aim = (HrAim) g_test_rand_int_range (0, HR_N_AIM);
  c->host = (HrHostKind) g_test_rand_int_range (0, HR_N_HOST_KIND);
  c->ram_rule = (HrRamRule) g_test_rand_int_range (0, HR_N_RAM_RULE);
  c->deadline_hours = sometimes (3) ? exp (g_test_rand_double_range (0, 6)) : 0;
  c->max_power_w = sometimes (4) ? g_test_rand_double_range (300, 1500) : 0;
  plan->economics.tax_rate = sometimes (2) ? 0.19 : 0;
  plan->economics.resale_share = sometimes (3) ? 0.3 : 0;
  plan->has_system = TRUE;
  mine = (guint) g_test_rand_int_range (0, 3);
  hr_string_copy (plan->system.gpu, sizeof plan->system.gpu, gpus[mine].id);
  hr_string_copy (plan->system.platform, sizeof plan->system.platform,
                  platforms[g_test_rand_int_range (0, 2)].id);
  plan->system.gpu_count = (guint) g_test_rand_int_range (1, (int) c->max_gpus + 1);
  plan->system.ram_modules = sometimes (2) ? 2 : 4;
  plan->system.ram_gib = plan->system.ram_modules * (sometimes (2) ? 16 : 48);
  plan->system.cpu_cores = sometimes (2) ? 8 : 16;
  plan->system.psu_w = g_test_rand_double_range (500, 1700);
  plan->system.own = TRUE;
}

static void
test_brute (void)
{
  n_seen = n_found = 0;
  for (guint i = 0; i < 40; i++)
    {
      g_autoptr (HrSnapshot) snapshot = NULL;
      g_autoptr (HrOwn) own = NULL;
      HrPlan plan;

      random_case (&plan, &snapshot);
      own = own_for (&plan, snapshot);
      g_assert_nonnull (own);
      check_all (own);
      check_order (own);
    }
  g_test_message ("%u cells, %u with a change", n_seen, n_found);
  g_assert_cmpuint (n_found, >, 10);
}

static void
owner (HrPlan *plan)
{
  hr_plan_init (plan, HR_TASK_LLM_INFERENCE);
  plan->constraints.budget = 0;
  plan->has_system = TRUE;
  hr_string_copy (plan->system.gpu, sizeof plan->system.gpu, "middle");
  hr_string_copy (plan->system.platform, sizeof plan->system.platform, "desk");
  plan->system.ram_gib = 64;
  plan->system.psu_w = 850;
  plan->system.own = TRUE;
}

/* A machine that does the work is kept, and what it then costs is electricity alone. */
static void
test_keep (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrOwn) own = NULL;
  HrPlan plan;

  owner (&plan);
  own = own_for (&plan, snapshot);
  g_assert_cmpint (own->changes[0].kind, ==, HR_OWN_CHANGE_KEEP);
  g_assert_cmpint (own->changes[0].sentence.id, ==, HR_SENTENCE_OWN_KEEP);
  g_assert_cmpfloat (own->changes[0].net_usd, ==, 0);
  assert_close (own->changes[0].cost.job_usd, own->changes[0].cost.energy_usd);
}

/* One that holds half of the model gets a second card, with the supply that it takes. */
static void
test_second_card (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrOwn) own = NULL;
  const HrChange *c;
  gboolean        supply = FALSE;
  double          sum = 0;
  HrPlan          plan;

  owner (&plan);
  plan.workload.llm.offload = HR_LLM_OFFLOAD_NONE;
  plan.workload.llm.shape.params_b = 0;
  plan.workload.llm.shape.layers = 240;
  hr_string_copy (plan.system.platform, sizeof plan.system.platform, "work");
  plan.system.ram_modules = 8;
  plan.system.ram_gib = 128;
  plan.constraints.vendors = 1u << HR_VENDOR_NVIDIA;
  own = own_for (&plan, snapshot);
  g_assert_false (own->keep->is_feasible);
  g_assert_cmpint (own->keep->reason, ==, HR_REASON_MEMORY);
  g_assert_cmpint (own->keep->sentence.id, ==, HR_SENTENCE_OWN_SHORT);
  c = &own->changes[0];
  g_assert_cmpint (c->kind, ==, HR_OWN_CHANGE_ADD);
  g_assert_cmpuint (c->build.gpu_count, ==, 2);
  g_assert_cmpuint (c->n_sold, ==, 0);
  for (guint i = 0; i < c->build.n_parts; i++)
    {
      supply |= c->build.parts[i].part == HR_PART_PSU;
      sum += c->build.parts[i].unit_usd * c->build.parts[i].count;
    }
  g_assert_true (supply);
  assert_close (c->net_usd, sum);
}

/* A card that gives way brings a share of its used price, and none where nobody knows one. */
static void
test_sale (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrOwn) own = NULL;
  const HrChange *c;
  HrPlan          plan;

  owner (&plan);
  own = own_for (&plan, snapshot);
  c = find (own, hr_snapshot_gpu (own->advice->snapshot, "large"), 1, -1);
  g_assert_nonnull (c);
  g_assert_cmpuint (c->n_sold, ==, 1);
  assert_close (c->sold_usd, hr_gpu_price (own->machine.gpu, HR_CONDITION_POLICY_USED)->usd
                                 * hr_calibration_default ()->sale_share);
  assert_close (c->net_usd, c->build.price_usd - c->sold_usd);
  g_clear_pointer (&own, hr_own_free);
  hr_string_copy (plan.system.gpu, sizeof plan.system.gpu, "small");
  own = own_for (&plan, snapshot);
  g_assert_null (own->machine.resale);
  c = find (own, hr_snapshot_gpu (own->advice->snapshot, "large"), 1, -1);
  g_assert_cmpfloat (c->sold_usd, ==, 0);
}

/* What is not said of the machine is assumed, and told. */
static void
test_assumed (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrOwn) own = NULL;
  HrPlan plan;

  owner (&plan);
  plan.system.psu_w = 0;
  plan.system.platform[0] = '\0';
  own = own_for (&plan, snapshot);
  g_assert_cmpuint (own->machine.assumed, ==,
                    1u << HR_OWNED_PLATFORM | 1u << HR_OWNED_RAM_MODULES | 1u << HR_OWNED_PSU);
  g_assert_cmpstr (own->machine.platform->id, ==, "desk");
  g_assert_cmpfloat (own->machine.psu_w, >=,
                     hr_host_rules_psu_w (own->machine.platform, own->machine.gpu, 1));
}

/* No card at all: one is added to what is there. */
static void
test_no_card (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrOwn) own = NULL;
  HrPlan plan;

  owner (&plan);
  plan.system.gpu[0] = '\0';
  plan.system.gpu_count = 0;
  own = own_for (&plan, snapshot);
  g_assert_nonnull (own);
  g_assert_cmpint (own->changes[0].kind, !=, HR_OWN_CHANGE_KEEP);
  g_assert_cmpuint (own->changes[0].n_sold, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/own/brute-force", test_brute);
  g_test_add_func ("/own/keep", test_keep);
  g_test_add_func ("/own/second-card", test_second_card);
  g_test_add_func ("/own/sale", test_sale);
  g_test_add_func ("/own/assumed", test_assumed);
  g_test_add_func ("/own/no-card", test_no_card);
  return g_test_run ();
}
