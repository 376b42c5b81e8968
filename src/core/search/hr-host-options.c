/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "hr-build.h"
#include "hr-task.h"

#define MAX_KITS 16

/* Room for the system and programs beside the data, and for two copies of what is worked on: an
 * assumption, rounded up by the sizes that are sold. */
#define DISK_SYSTEM_GB 200.0
/* A complete server with eight modules comes with 2 to 4 TB of RAM; the lower end, where its row
 * does not say. */
#define SYSTEM_RAM_GIB 2048.0

static gboolean
condition_allows (HrConditionPolicy policy, HrCondition condition)
{
  /* Host parts follow the wish for new parts; "used" is a wish for used cards, not for used
   * drives. */
  return policy != HR_CONDITION_POLICY_NEW || condition == HR_CONDITION_NEW
         || condition == HR_CONDITION_UNKNOWN;
}

static gboolean
part_is_for (const HrHostPart *part, HrPart kind, const HrPlatform *platform)
{
  return part->part == kind
         && (part->platform == NULL || strcmp (part->platform, platform->id) == 0);
}

static gboolean
is_priced (const HrHostPart *part, HrConditionPolicy policy)
{
  return hr_price_is_known (&part->price) && condition_allows (policy, part->price.condition);
}

/* GB that the drive has to hold. */
static double
disk_needed_gb (const HrWorkload *w)
{
  switch (w->task)
    {
    case HR_TASK_IMAGE_CLASSIFICATION:
      return DISK_SYSTEM_GB + w->image.dataset_images * w->image.image_file_kib * 1024 / 1e9;
    case HR_TASK_NLP_FINE_TUNE:
      return DISK_SYSTEM_GB + 6 * MAX (w->nlp.shape.params_b, 1);
    case HR_TASK_LLM_INFERENCE:
      return DISK_SYSTEM_GB + 4 * MAX (w->llm.shape.params_b, 1);
    case HR_TASK_SCIENTIFIC:
    case HR_TASK_RENDERING:
    case HR_N_TASK:
    default:
      return 2 * DISK_SYSTEM_GB;
    }
}

/* More cores are not always better: each may load data into its own piece of RAM. */
static gboolean
bundle_dominates (const HrBundle *a, const HrBundle *b)
{
  return a->n_unpriced <= b->n_unpriced && a->usd <= b->usd && a->cores == b->cores
         && a->ram_gib >= b->ram_gib && a->ram_gb_s >= b->ram_gb_s
         && a->storage_gb_s >= b->storage_gb_s;
}

/* Adds @bundle unless one that is there is as good; drops those that it makes useless. */
static void
add_bundle (GArray *bundles, const HrBundle *bundle)
{
  for (guint i = 0; i < bundles->len; i++)
    if (bundle_dominates (&g_array_index (bundles, HrBundle, i), bundle))
      return;
  for (guint i = bundles->len; i-- > 0;)
    if (bundle_dominates (bundle, &g_array_index (bundles, HrBundle, i)))
      g_array_remove_index (bundles, i);
  g_array_append_val (bundles, *bundle);
}

static int
compare_bundles (gconstpointer a, gconstpointer b)
{
  const HrBundle *x = a, *y = b;

  if (x->usd != y->usd)
    return x->usd < y->usd ? -1 : 1;
  if (x->ram_gib != y->ram_gib)
    return x->ram_gib < y->ram_gib ? -1 : 1;
  if (x->cores != y->cores)
    return x->cores < y->cores ? -1 : 1;
  return x->kit == y->kit ? 0 : x->kit < y->kit ? -1 : 1;
}

/* The ways to fill one component, none dominated, as bundles that hold this component alone. */
static GArray *
cpu_ways (const HrSnapshot *snapshot,
          const HrPlatform *platform,
          const HrHostPart *barebone,
          HrConditionPolicy policy,
          guint            *n_raw)
{
  GArray  *ways = g_array_new (FALSE, FALSE, sizeof (HrBundle));
  guint    cpus = MAX (platform->cpus, 1);
  HrBundle bare = { .cores = 16 * cpus, .n_unpriced = 1 };

  *n_raw = 1;
  if (barebone && barebone->cores > 0)
    {
      bare = (HrBundle){ .cores = barebone->cores };
      g_array_append_val (ways, bare);
      return ways;
    }
  for (guint i = 0; i < snapshot->n_host_parts; i++)
    {
      const HrHostPart *part = &snapshot->host_parts[i];

      if (part_is_for (part, HR_PART_CPU, platform) && part->platform && is_priced (part, policy))
        {
          HrBundle way = { .cpu = part,
                           .usd = part->price.usd * cpus,
                           .cores = part->cores * cpus };

          add_bundle (ways, &way);
          ++*n_raw;
        }
    }
  if (ways->len == 0)
    g_array_append_val (ways, bare);
  return ways;
}

static GArray *
ram_ways (const HrSnapshot *snapshot,
          const HrPlatform *platform,
          HrConditionPolicy policy,
          guint            *n_raw)
{
  GArray *ways = g_array_new (FALSE, FALSE, sizeof (HrBundle));

  *n_raw = 0;
  for (guint i = 0; i < snapshot->n_ram_kits; i++)
    {
      const HrRamKit *kit = &snapshot->ram_kits[i];
      gboolean        priced = hr_price_is_known (&kit->price)
                        && condition_allows (policy, kit->price.condition);

      if (strcmp (kit->type, platform->ram_type) != 0)
        continue;
      for (guint n = 1; n <= MAX_KITS && n * kit->modules <= platform->max_dimms
                        && n * kit->modules * kit->module_gib <= platform->max_ram_gib;
           n++)
        {
          HrBundle way = {
            .kit = kit,
            .kits = n,
            .usd = priced ? n * kit->price.usd : 0,
            .n_unpriced = !priced,
            .ram_gib = n * kit->modules * kit->module_gib,
            .ram_gb_s = hr_host_rules_ram_gb_s (platform, n * kit->modules, kit->speed_mt_s),
          };

          /* Half of the channels at least: fewer starve the cards, whatever the capacity. */
          if (2 * n * kit->modules < platform->memory_channels)
            continue;
          add_bundle (ways, &way);
          ++*n_raw;
        }
    }
  /* A kit without a price looks cheaper than any other: only where no other fits the platform. */
  {
    gboolean any_priced = FALSE;

    for (guint i = 0; i < ways->len; i++)
      any_priced |= g_array_index (ways, HrBundle, i).n_unpriced == 0;
    for (guint i = ways->len; any_priced && i-- > 0;)
      if (g_array_index (ways, HrBundle, i).n_unpriced > 0)
        g_array_remove_index (ways, i);
  }
  return ways;
}

static GArray *
nvme_ways (const HrSnapshot *snapshot,
           const HrPlatform *platform,
           HrConditionPolicy policy,
           double            needed_gb,
           guint            *n_raw)
{
  GArray           *ways = g_array_new (FALSE, FALSE, sizeof (HrBundle));
  const HrHostPart *largest = NULL;
  HrBundle          none = { .n_unpriced = 1, .storage_gb_s = 5 };

  *n_raw = 0;
  for (guint i = 0; i < snapshot->n_host_parts; i++)
    {
      const HrHostPart *part = &snapshot->host_parts[i];

      if (!part_is_for (part, HR_PART_NVME, platform) || !is_priced (part, policy))
        continue;
      if (largest == NULL || part->capacity > largest->capacity)
        largest = part;
      ++*n_raw;
      if (part->capacity >= needed_gb)
        {
          HrBundle way = { .nvme = part, .usd = part->price.usd, .storage_gb_s = part->read_gb_s };

          add_bundle (ways, &way);
        }
    }
  /* A dataset beyond the largest drive lies elsewhere; the machine still gets the largest. */
  if (ways->len == 0 && largest)
    {
      HrBundle way = { .nvme = largest,
                       .usd = largest->price.usd,
                       .storage_gb_s = largest->read_gb_s };

      g_array_append_val (ways, way);
    }
  else if (ways->len == 0)
    g_array_append_val (ways, none);
  return ways;
}

static const HrHostPart *
cheapest_for (const HrSnapshot *snapshot,
              HrPart            kind,
              const HrPlatform *platform,
              HrConditionPolicy policy)
{
  const HrHostPart *best = NULL;

  for (guint i = 0; i < snapshot->n_host_parts; i++)
    {
      const HrHostPart *part = &snapshot->host_parts[i];

      if (part_is_for (part, kind, platform) && part->platform && is_priced (part, policy)
          && (best == NULL || part->price.usd < best->price.usd))
        best = part;
    }
  return best;
}

static void
fill_best (HrHostOption *option)
{
  option->best = option->bundles[0];
  /* More cores take more RAM for their loaders, which a machine with fewer has free for the page
   * cache: only one without end is a bound for all. */
  option->best.ram_gib = INFINITY;
  for (guint i = 1; i < option->n_bundles; i++)
    {
      const HrBundle *bundle = &option->bundles[i];

      option->best.cores = MAX (option->best.cores, bundle->cores);
      option->best.ram_gb_s = MAX (option->best.ram_gb_s, bundle->ram_gb_s);
      option->best.storage_gb_s = MAX (option->best.storage_gb_s, bundle->storage_gb_s);
    }
}

static void
fill_option (HrHostOption     *option,
             const HrSnapshot *snapshot,
             HrConditionPolicy policy,
             double            disk_gb)
{
  guint n_cpu, n_ram, n_nvme;
  g_autoptr (GArray) cpus = NULL;
  g_autoptr (GArray) rams = NULL;
  g_autoptr (GArray) nvmes = NULL;
  GArray *bundles = g_array_new (FALSE, FALSE, sizeof (HrBundle));

  option->board = cheapest_for (snapshot, HR_PART_MOTHERBOARD, option->platform, policy);
  cpus = cpu_ways (snapshot, option->platform, option->barebone, policy, &n_cpu);
  rams = ram_ways (snapshot, option->platform, policy, &n_ram);
  nvmes = nvme_ways (snapshot, option->platform, policy, disk_gb, &n_nvme);
  /* No sum of undominated components is dominated unless two sums tie: all of them are kept. */
  for (guint i = 0; i < cpus->len; i++)
    for (guint j = 0; j < rams->len; j++)
      for (guint k = 0; k < nvmes->len; k++)
        {
          HrBundle        bundle = g_array_index (rams, HrBundle, j);
          const HrBundle *cpu = &g_array_index (cpus, HrBundle, i);
          const HrBundle *nvme = &g_array_index (nvmes, HrBundle, k);

          bundle.cpu = cpu->cpu;
          bundle.cores = cpu->cores;
          bundle.nvme = nvme->nvme;
          bundle.storage_gb_s = nvme->storage_gb_s;
          bundle.usd += cpu->usd + nvme->usd;
          bundle.n_unpriced += cpu->n_unpriced + nvme->n_unpriced;
          g_array_append_val (bundles, bundle);
        }
  g_array_sort (bundles, compare_bundles);
  option->n_ways = (guint64) n_cpu * n_ram * MAX (n_nvme, 1);
  option->n_bundles = bundles->len;
  option->bundles = (HrBundle *) (gpointer) g_array_free (bundles, FALSE);
}

static void
fill_system (HrHostOption *option, const HrHostPart *system, const HrPlatform *platform)
{
  option->platform = platform;
  option->system = system;
  option->n_ways = 1;
  option->n_bundles = 1;
  option->bundles = g_new0 (HrBundle, 1);
  option->bundles[0] = (HrBundle){
    .cores = system->cores > 0 ? system->cores : 32 * MAX (platform->cpus, 1),
    .ram_gib = system->capacity > 0 ? system->capacity
                                    : MIN (SYSTEM_RAM_GIB, platform->max_ram_gib),
    .ram_gb_s = hr_host_rules_ram_gb_s (platform, platform->memory_channels, platform->ram_mt_s),
    .storage_gb_s = MAX (system->read_gb_s, 6),
  };
  fill_best (option);
}

/* A chassis with board and power for @platform that no other does as well for less money; 0 for the
 * power means whatever is needed. */
static gboolean
is_barebone_for (const HrSnapshot *snapshot,
                 const HrHostPart *part,
                 const HrPlatform *platform,
                 HrConditionPolicy policy)
{
  if (!part_is_for (part, HR_PART_CHASSIS, platform) || part->platform == NULL
      || !is_priced (part, policy))
    return FALSE;
  for (guint i = 0; i < snapshot->n_host_parts; i++)
    {
      const HrHostPart *other = &snapshot->host_parts[i];

      if (other != part && part_is_for (other, HR_PART_CHASSIS, platform) && other->platform
          && is_priced (other, policy) && other->cores == part->cores
          && (other->gpu_slots == 0 || (part->gpu_slots > 0 && other->gpu_slots >= part->gpu_slots))
          && (other->capacity <= 0 || (part->capacity > 0 && other->capacity >= part->capacity))
          && (other->price.usd < part->price.usd
              || (other->price.usd == part->price.usd && other < part)))
        return FALSE;
    }
  return TRUE;
}

static void
add_option (HrHostOptions    *self,
            const HrPlatform *platform,
            const HrHostPart *barebone,
            double            disk_gb)
{
  HrHostOption *option = &self->options[self->n_options];

  *option = (HrHostOption){ .platform = platform, .barebone = barebone };
  fill_option (option, self->snapshot, self->constraints.condition, disk_gb);
  if (option->n_bundles > 0)
    {
      fill_best (option);
      self->n_options++;
    }
  else
    g_clear_pointer (&option->bundles, g_free);
}

/* A platform in each chassis that has everything for it; from parts where there is none. */
static void
add_platform (HrHostOptions *self, const HrPlatform *platform, double disk_gb)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->snapshot->n_host_parts; i++)
    if (is_barebone_for (self->snapshot, &self->snapshot->host_parts[i], platform,
                         self->constraints.condition))
      {
        add_option (self, platform, &self->snapshot->host_parts[i], disk_gb);
        any = TRUE;
      }
  if (!any)
    add_option (self, platform, NULL, disk_gb);
}

/* Every platform once more with a bridge between two cards, where there is any bridge. */
static void
add_bridged (HrHostOptions *self)
{
  guint    n = self->n_options;
  gboolean any = FALSE;

  for (guint i = 0; i < self->common->len; i++)
    any |= ((const HrHostPart *) self->common->pdata[i])->part == HR_PART_BRIDGE;
  for (guint i = 0; any && i < n; i++)
    if (self->options[i].system == NULL)
      {
        self->options[self->n_options] = self->options[i];
        self->options[self->n_options++].is_bridged = TRUE;
      }
}

/* Machines with shared memory are measured in inference alone. */
static gboolean
does (const HrSnapshot *snapshot, const HrHostPart *system, const HrWorkload *workload)
{
  const HrGpu *gpu = hr_snapshot_gpu (snapshot, system->gpu);

  return workload->task == HR_TASK_LLM_INFERENCE || gpu == NULL || !hr_gpu_is_unified (gpu);
}

/**
 * hr_host_options_new:
 * @snapshot: a catalog
 * @workload: says how much the drive must hold
 * @constraints: the plan's: new parts only or any, open frames, the circuit
 *
 * Every platform with every way to fill it that is not dominated (another way has the same cores,
 * is at least as good in RAM, its bandwidth and the drive, and costs no more; a worse one is not
 * bought even where its slowness would keep the machine below a limit of power), every complete
 * system, and the platforms with a bridge between two cards.
 *
 * Returns: (transfer full): the options, borrowing from @snapshot.
 */
HrHostOptions *
hr_host_options_new (const HrSnapshot    *snapshot,
                     const HrWorkload    *workload,
                     const HrConstraints *constraints)
{
  const HrTaskType *type = hr_task_type (workload->task);
  HrConditionPolicy condition = constraints->condition;
  HrHostOptions    *self = g_new0 (HrHostOptions, 1);
  double            disk_gb = disk_needed_gb (workload);

  self->snapshot = snapshot;
  self->constraints = *constraints;
  self->trains = type->trains && type->trains (workload);
  self->ram_per_vram = type->ram_per_vram > 0 ? type->ram_per_vram : HR_LEAST_RAM_PER_VRAM;
  self->options = g_new0 (HrHostOption, 2 * (snapshot->n_platforms + snapshot->n_host_parts));
  self->common = g_ptr_array_new ();
  for (guint i = 0; i < snapshot->n_host_parts; i++)
    {
      const HrHostPart *part = &snapshot->host_parts[i];

      if (is_priced (part, condition)
          && (part->part == HR_PART_PSU || part->part == HR_PART_CASE
              || part->part == HR_PART_COOLER || (part->part == HR_PART_BRIDGE && part->gpu)
              || (part->part == HR_PART_CHASSIS && part->platform == NULL)))
        g_ptr_array_add (self->common, (gpointer) part);
    }
  for (guint i = 0; i < snapshot->n_platforms; i++)
    if (snapshot->platforms[i].baseboard_gpus == 0
        && (!snapshot->platforms[i].open_frame || hr_constraints_open_frame (constraints)))
      add_platform (self, &snapshot->platforms[i], disk_gb);
  for (guint i = 0; i < snapshot->n_host_parts; i++)
    {
      const HrHostPart *part = &snapshot->host_parts[i];
      const HrPlatform *platform = part->platform ? hr_snapshot_platform (snapshot, part->platform)
                                                  : NULL;
      gboolean          wanted = condition == HR_CONDITION_POLICY_ANY
                        || (condition == HR_CONDITION_POLICY_NEW)
                               == (part->price.condition == HR_CONDITION_NEW);

      if (part->part == HR_PART_SYSTEM && part->gpu && platform && hr_price_is_known (&part->price)
          && wanted && does (snapshot, part, workload))
        fill_system (&self->options[self->n_options++], part, platform);
    }
  add_bridged (self);
  return self;
}

void
hr_host_options_free (HrHostOptions *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_options; i++)
    if (!self->options[i].is_bridged)
      g_free (self->options[i].bundles);
  g_free (self->options);
  g_ptr_array_unref (self->common);
  g_free (self);
}
