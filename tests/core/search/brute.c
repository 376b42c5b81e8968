/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "brute.h"

#include <math.h>
#include <string.h>

#include "hr-calibration.h"
#include "hr-host-rules.h"
#include "hr-search.h"
#include "hr-task.h"
#include "hr-run-estimate.h"

/* — Every machine around some cards — */

typedef struct
{
  const HrPlatform *platform;
  HrHost            host;
  double            usd; /* without the cards, unless it is a system */
  guint             n_unpriced;
  gboolean          is_system;
} Machine;

typedef struct
{
  const HrSnapshot *snapshot;
  const HrPlan     *plan;
  const HrGpu      *gpu;
  guint             gpu_count;
  const HrPlatform *platform;
  GArray           *machines;
  GArray           *candidates;
} Brute;

static gboolean
is_usable (const Brute *b, const HrPrice *price)
{
  return price->usd > 0
         && (b->plan->constraints.condition != HR_CONDITION_POLICY_NEW
             || price->condition == HR_CONDITION_NEW || price->condition == HR_CONDITION_UNKNOWN);
}

/* The parts that may fill one place of a machine; a place that no part fills is left empty, and
 * lacks a price. */
static GPtrArray *
parts_for (const Brute *b, HrPart kind, guint slots)
{
  GPtrArray *parts = g_ptr_array_new ();

  for (guint i = 0; i < b->snapshot->n_host_parts; i++)
    {
      const HrHostPart *part = &b->snapshot->host_parts[i];

      if (part->part == kind && is_usable (b, &part->price) && 2 * part->gpu_slots >= slots
          && (part->platform == NULL || g_str_equal (part->platform, b->platform->id)))
        g_ptr_array_add (parts, (gpointer) part);
    }
  if (parts->len == 0)
    g_ptr_array_add (parts, NULL);
  return parts;
}

static double
usd_of (const HrHostPart *part, guint count)
{
  return part ? part->price.usd * count : 0;
}

#define EACH(var, parts)                                                                        \
  for (guint i_##var = 0; i_##var < parts->len; i_##var++)                                      \
    for (const HrHostPart *var = parts->pdata[i_##var], *once_##var = (gpointer) b; once_##var; \
         once_##var = NULL)

/* A drive holds the data set beside 200 GB of system; where none does, the largest is taken. What
 * the other tasks read is smaller than any drive of the fixture. */
static gboolean
is_drive_for (const Brute *b, const GPtrArray *drives, const HrHostPart *drive)
{
  const HrImageWork *work = &b->plan->workload.image;
  double             needed = 0, largest = 0;

  if (b->plan->workload.task == HR_TASK_IMAGE_CLASSIFICATION)
    needed = 200 + work->dataset_images * work->image_file_kib * 1024 / 1e9;
  for (guint i = 0; i < drives->len; i++)
    largest = MAX (largest, ((const HrHostPart *) drives->pdata[i])->capacity);
  return drive->capacity >= MIN (needed, largest);
}

/* Where power counts, a part that can do less for more money would win by being slow: such parts
 * are not bought. Elsewhere they are tried with all others, and must not win. */
static gboolean
is_power_limited (const Brute *b)
{
  const HrConstraints *c = &b->plan->constraints;

  return c->max_power_w > 0 || (c->covers == HR_COVERS_TOTAL && c->budget > 0);
}

static gboolean
is_outdone_drive (const Brute *b, const GPtrArray *drives, const HrHostPart *drive)
{
  for (guint i = 0; is_power_limited (b) && i < drives->len; i++)
    {
      const HrHostPart *other = drives->pdata[i];

      if (other != drive && is_drive_for (b, drives, other) && other->price.usd <= drive->price.usd
          && other->read_gb_s >= drive->read_gb_s)
        return TRUE;
    }
  return FALSE;
}

static gboolean
fill_ram (const Brute *b, const HrRamKit *kit, guint n, HrHost *host, double *usd)
{
  guint modules = n * kit->modules;

  host->ram_gib = modules * kit->module_gib;
  host->ram_bandwidth_gb_s = hr_host_rules_ram_gb_s (b->platform, modules, kit->speed_mt_s);
  *usd = n * kit->price.usd;
  return strcmp (kit->type, b->platform->ram_type) == 0 && n <= 16
         && modules <= b->platform->max_dimms && 2 * modules >= b->platform->memory_channels
         && host->ram_gib <= b->platform->max_ram_gib;
}

static gboolean
is_outdone_ram (const Brute *b, const HrHost *host, double usd)
{
  for (guint k = 0; is_power_limited (b) && k < b->snapshot->n_ram_kits; k++)
    for (guint n = 1; n <= 16; n++)
      {
        HrHost other;
        double other_usd;

        if (fill_ram (b, &b->snapshot->ram_kits[k], n, &other, &other_usd) && other_usd <= usd
            && other.ram_gib >= host->ram_gib
            && other.ram_bandwidth_gb_s >= host->ram_bandwidth_gb_s
            && (other_usd < usd || other.ram_gib > host->ram_gib
                || other.ram_bandwidth_gb_s > host->ram_bandwidth_gb_s))
          return TRUE;
      }
  return FALSE;
}

/* Times and the prices of hosts are compared by their first forty binary digits: what follows is
 * rounding. */
static double
digits (double value)
{
  double unit = exp2 (floor (log2 (value)) - 39);

  return value > 0 ? rint (value / unit) * unit : value;
}

/* As it is, and with every bridge that joins the cards. */
static void
add_machine (Brute *b, const HrHost *host, double usd, guint n_unpriced)
{
  Machine machine = {
    .platform = b->platform, .host = *host, .usd = digits (usd), .n_unpriced = n_unpriced
  };

  hr_host_rules_link (b->platform, b->gpu, b->gpu_count, FALSE, &machine.host);
  g_array_append_val (b->machines, machine);
  hr_host_rules_link (b->platform, b->gpu, b->gpu_count, TRUE, &machine.host);
  for (guint i = 0; i < b->snapshot->n_host_parts; i++)
    {
      const HrHostPart *part = &b->snapshot->host_parts[i];

      machine.usd = digits (usd + part->price.usd);
      if (part->part == HR_PART_BRIDGE && is_usable (b, &part->price)
          && g_str_equal (part->gpu, b->gpu->id) && hr_host_rules_bridge (b->gpu, b->gpu_count))
        g_array_append_val (b->machines, machine);
    }
}

/* Outside of a rack a supply of more than 1,600 W needs a circuit of 200 V: the fixture's plans
 * are in US dollars and euros. */
static gboolean
is_low_voltage (const Brute *b)
{
  const HrConstraints *c = &b->plan->constraints;

  return b->platform->kind != HR_HOST_KIND_RACK && c->mains_volts < 200
         && (c->mains_volts > 0 || g_str_equal (c->currency, "USD"));
}

static gboolean
can_plug_in (const Brute *b, const HrHostPart *psu)
{
  return psu->capacity <= 1600 || !is_low_voltage (b);
}

/* 80 % of 120 V × 15 A, of 230 V × 16 A. */
static gboolean
is_within_mains (const Brute *b)
{
  double peak = (b->gpu->tdp_w * b->gpu_count + b->platform->load_w) / 0.89;

  return b->platform->kind == HR_HOST_KIND_RACK || peak <= (is_low_voltage (b) ? 1440 : 2944);
}

/* Twice to four times the GPU memory for training, twice for rendering, half for all else and where
 * only the need counts. */
static double
least_ram_gib (const Brute *b)
{
  const HrWorkload *w = &b->plan->workload;
  double            vram = b->gpu->vram_gib * b->gpu_count;

  if (b->plan->constraints.ram_rule == HR_RAM_RULE_NEED)
    return vram * 0.5;
  if (w->task == HR_TASK_NLP_FINE_TUNE
      || (w->task == HR_TASK_IMAGE_CLASSIFICATION && w->image.mode == HR_MODE_TRAIN))
    return vram * (vram > 96 ? 4 : vram > 24 ? 3 : 2);
  return w->task == HR_TASK_RENDERING ? vram * 2 : vram * 0.5;
}

/* Every board, case and cooler, and every supply, or pair of it, that is strong enough. */
static void
add_frames (Brute *b, const HrHost *host, double usd)
{
  gboolean is_rack = b->platform->kind == HR_HOST_KIND_RACK;
  guint    slots = b->gpu_count > 1 ? hr_host_rules_slots (b->gpu, b->gpu_count) : 1;
  guint    cpus = MAX (b->platform->cpus, 1);
  double   need_w = hr_host_rules_psu_w (b->platform, b->gpu, b->gpu_count);
  g_autoptr (GPtrArray) boards = parts_for (b, HR_PART_MOTHERBOARD, 0);
  g_autoptr (GPtrArray) boxes = parts_for (b, is_rack ? HR_PART_CHASSIS : HR_PART_CASE, slots);
  g_autoptr (GPtrArray) coolers = parts_for (b, HR_PART_COOLER, 0);
  g_autoptr (GPtrArray) psus = parts_for (b, HR_PART_PSU, 0);

  EACH (board, boards)
    EACH (box, boxes)
      EACH (cooler, coolers)
        EACH (psu, psus)
          for (guint n = 1; n <= (is_rack || b->platform->open_frame ? 2 : 1); n++)
            if (psu == NULL || (psu->capacity * n >= need_w && can_plug_in (b, psu)))
              add_machine (b, host,
                           usd + usd_of (board, 1) + usd_of (box, 1) + usd_of (cooler, cpus)
                               + usd_of (psu, n),
                           !board + !box + !cooler + !psu);
}

/* A chassis with board, power and cooling; only where there is none for the platform a machine is
 * built from parts. */
static gboolean
add_barebones (Brute *b, const HrHost *host, double usd)
{
  guint    slots = b->gpu_count > 1 ? hr_host_rules_slots (b->gpu, b->gpu_count) : 1;
  double   need_w = hr_host_rules_psu_w (b->platform, b->gpu, b->gpu_count);
  gboolean any = FALSE;

  for (guint i = 0; i < b->snapshot->n_host_parts; i++)
    {
      const HrHostPart *part = &b->snapshot->host_parts[i];

      if (part->part != HR_PART_CHASSIS || part->platform == NULL || !is_usable (b, &part->price)
          || !g_str_equal (part->platform, b->platform->id))
        continue;
      any = TRUE;
      if (part->capacity >= need_w && 2 * part->gpu_slots >= slots)
        add_machine (b, host, usd + part->price.usd, 0);
    }
  return any;
}

static void
add_platform (Brute *b)
{
  const HrPlatform *platform = b->platform;
  guint             cpus = MAX (platform->cpus, 1);
  g_autoptr (GPtrArray) all_cpus = parts_for (b, HR_PART_CPU, 0);
  g_autoptr (GPtrArray) drives = parts_for (b, HR_PART_NVME, 0);

  if (hr_host_rules_check (platform, b->gpu, b->gpu_count) != HR_HOST_FITS || !is_within_mains (b)
      || (platform->open_frame && b->plan->constraints.host != HR_HOST_KIND_ANY
          && !b->plan->constraints.open_frame))
    return;
  for (guint k = 0; k < b->snapshot->n_ram_kits; k++)
    for (guint n = 1; n <= 16; n++)
      {
        HrHost host = { 0 };
        double ram_usd;

        if (!fill_ram (b, &b->snapshot->ram_kits[k], n, &host, &ram_usd)
            || host.ram_gib < least_ram_gib (b) || is_outdone_ram (b, &host, ram_usd))
          continue;
        EACH (cpu, all_cpus)
          EACH (drive, drives)
            {
              double usd = ram_usd + usd_of (cpu, cpus) + usd_of (drive, 1);

              if (!is_drive_for (b, drives, drive) || is_outdone_drive (b, drives, drive))
                continue;
              host.cpu_cores = cpu->cores * cpus;
              host.storage_gb_s = drive->read_gb_s;
              if (!add_barebones (b, &host, usd))
                add_frames (b, &host, usd);
            }
      }
}

static void
add_systems (Brute *b)
{
  HrConditionPolicy policy = b->plan->constraints.condition;

  for (guint i = 0; i < b->snapshot->n_host_parts; i++)
    {
      const HrHostPart *part = &b->snapshot->host_parts[i];
      Machine           machine = { .usd = part->price.usd, .is_system = TRUE };

      if (part->part != HR_PART_SYSTEM || strcmp (part->gpu, b->gpu->id) != 0
          || part->gpu_slots != b->gpu_count
          || (policy != HR_CONDITION_POLICY_ANY
              && (policy == HR_CONDITION_POLICY_NEW)
                     != (part->price.condition == HR_CONDITION_NEW)))
        continue;
      machine.platform = hr_snapshot_platform (b->snapshot, part->platform);
      machine.host = (HrHost){ .ram_gib = part->capacity,
                               .cpu_cores = part->cores,
                               .storage_gb_s = 6 };
      machine.host.ram_bandwidth_gb_s = hr_host_rules_ram_gb_s (
          machine.platform, machine.platform->memory_channels, machine.platform->ram_mt_s);
      hr_host_rules_link (machine.platform, b->gpu, b->gpu_count, FALSE, &machine.host);
      g_array_append_val (b->machines, machine);
    }
}

/* — Every setting on every machine — */

static void
estimate (const Brute *b, const HrWorkload *workload, const HrHost *host, HrEstimate *e)
{
  HrEstimateInput input = { .gpu = b->gpu,
                            .gpu_count = b->gpu_count,
                            .host = *host,
                            .workload = workload,
                            .calibration = hr_calibration_default () };

  hr_estimate (&input, e, NULL);
}

/* The best of everything that any machine has. */
static HrHost
best_host (const Brute *b)
{
  HrHost best = { .ram_gib = INFINITY };

  for (guint i = 0; i < b->machines->len; i++)
    {
      const HrHost *host = &g_array_index (b->machines, Machine, i).host;

      best.ram_bandwidth_gb_s = MAX (best.ram_bandwidth_gb_s, host->ram_bandwidth_gb_s);
      best.cpu_cores = MAX (best.cpu_cores, host->cpu_cores);
      best.pcie_gen = MAX (best.pcie_gen, host->pcie_gen);
      best.pcie_lanes = MAX (best.pcie_lanes, host->pcie_lanes);
      best.pcie_gb_s = MAX (best.pcie_gb_s, host->pcie_gb_s);
      best.peer_to_peer = best.peer_to_peer || host->peer_to_peer;
      best.link_gb_s = MAX (best.link_gb_s, host->link_gb_s);
      best.storage_gb_s = MAX (best.storage_gb_s, host->storage_gb_s);
    }
  return best;
}

/* "auto": powers of two up to 1024 that fit, those from RAM only where none fits the cards; not the
 * tight ones where one is not tight; none larger than the smallest within 3 % of the fastest on the
 * best host. */
static guint
batches_of (const Brute *b, HrWorkload *workload, guint32 *batch, guint32 *batches)
{
  HrHost   host = best_host (b);
  double   seconds[11], fastest = INFINITY;
  gboolean is_tight[11], any_safe = FALSE, any_on_cards = FALSE;
  guint    n_fit = 0, n = 0;

  if (batch == NULL || *batch != 0)
    {
      batches[0] = batch ? *batch : 0;
      return 1;
    }
  for (guint i = 0; i < 11; i++)
    {
      HrEstimate e;

      *batch = 1u << i;
      estimate (b, workload, &host, &e);
      if (!hr_estimate_is_likely (&e) || (e.notes & HR_NOTE_UNSUPPORTED))
        break;
      if (e.fit == HR_FIT_OFFLOADS && any_on_cards)
        break;
      any_on_cards = any_on_cards || e.fit != HR_FIT_OFFLOADS;
      seconds[i] = digits (e.seconds);
      is_tight[i] = e.fit == HR_FIT_TIGHT;
      any_safe = any_safe || !is_tight[i];
      n_fit = i + 1;
    }
  for (guint i = 0; i < n_fit; i++)
    if (!any_safe || !is_tight[i])
      fastest = MIN (fastest, seconds[i]);
  for (guint i = 0; i < n_fit; i++)
    if (!any_safe || !is_tight[i])
      {
        batches[n++] = 1u << i;
        if (seconds[i] <= 1.03 * fastest)
          break;
      }
  return n;
}

/* Too little free memory costs: what the smallest batch leaves, which is one where it is open. */
static double
room_of (const Brute *b, HrWorkload *workload, guint32 *batch, guint32 smallest)
{
  HrHost     host = best_host (b);
  double     wanted = b->plan->constraints.room, left;
  HrEstimate e;

  if (batch)
    *batch = smallest;
  estimate (b, workload, &host, &e);
  left = 1 - e.required_gib / e.available_gib;
  return left >= wanted ? 1 : 1 + 2.5 * MIN (wanted - left, wanted);
}

/* What the plan's documented terms make of a machine and its estimate. */
static void
add_candidate (Brute            *b,
               const Machine    *machine,
               const HrWorkload *workload,
               guint32           batch,
               guint             quality,
               double            room,
               const HrEstimate *e)
{
  const HrConstraints *c = &b->plan->constraints;
  const HrEconomics   *money = &b->plan->economics;
  HrHostKind           kind = machine->platform->kind;
  const HrPrice       *price = hr_gpu_price (b->gpu, c->condition);
  double               tax = 1 + money->tax_rate, reserve = pow (1.25, machine->n_unpriced);
  double cards = machine->is_system ? machine->usd : (price ? price->usd : 0) * b->gpu_count;
  double pue = money->pue > 0 ? money->pue : kind == HR_HOST_KIND_RACK ? 1.4 : 1;
  double hours = money->hours_per_week * 52.1775 * money->horizon_years;
  double kw, hour_usd;
  BruteCandidate candidate = {
    .gpu = b->gpu,
    .gpu_count = b->gpu_count,
    .kind = kind,
    .n_unpriced = machine->n_unpriced,
    .quality = quality,
    .batch = batch,
    .price_usd = (machine->is_system ? cards : cards + machine->usd) * tax,
    .seconds = digits (e->seconds),
    .wall_w = hr_host_rules_wall_w (machine->platform, b->gpu, b->gpu_count, e->gpu_load),
    .peak_w = hr_host_rules_peak_w (machine->platform, b->gpu, b->gpu_count),
    .free_gib = e->available_gib - e->required_gib,
    .doubt = hr_search_doubt (e, b->gpu, workload) * room * hr_search_waiting (e, workload),
    .risk = hr_search_risk (e, b->gpu) * room,
  };

  kw = candidate.wall_w / 1000 * pue;
  hour_usd = candidate.price_usd * (1 - money->resale_share) / hours
             + kw * money->electricity_per_kwh;
  candidate.job_usd = hour_usd * candidate.seconds / 3600;
  candidate.budgeted_usd = c->covers == HR_COVERS_GPUS ? cards * tax
                           : c->covers == HR_COVERS_BUILD
                               ? candidate.price_usd * reserve
                               : (candidate.price_usd + kw * money->electricity_per_kwh * hours)
                                     * reserve;
  candidate.objective = c->aim == HR_AIM_FASTEST    ? candidate.seconds * candidate.doubt
                        : c->aim == HR_AIM_CHEAPEST ? candidate.price_usd * candidate.risk
                        : c->aim == HR_AIM_MOST_HEADROOM
                            ? -candidate.free_gib
                                  * (candidate.free_gib > 0 ? 1 / candidate.risk : candidate.risk)
                            : candidate.job_usd * candidate.doubt * reserve;
  g_array_append_val (b->candidates, candidate);
}

static gboolean
add_variant (const HrWorkload *variant, gpointer user_data)
{
  Brute            *b = user_data;
  const HrTaskType *type = hr_task_type (variant->task);
  HrWorkload        workload = *variant;
  guint32          *batch = type->batch ? type->batch (&workload) : NULL, batches[11] = { 0 };
  guint             n = batches_of (b, &workload, batch, batches), quality = 0;
  double            room;

  if (variant->task == HR_TASK_NLP_FINE_TUNE && b->plan->workload.nlp.method == HR_METHOD_AUTO)
    quality = (guint) variant->nlp.method - HR_METHOD_FULL;
  if (quality > 0 && !b->plan->constraints.allow_quality_loss)
    return TRUE;
  room = n > 0 ? room_of (b, &workload, batch, batches[0]) : 1;
  for (guint i = 0; i < n; i++)
    {
      HrHost     last = { 0 };
      HrEstimate e;

      if (batch)
        *batch = batches[i];
      for (guint k = 0; k < b->machines->len; k++)
        {
          const Machine *machine = &g_array_index (b->machines, Machine, k);

          /* Machines that differ in what no estimate sees stand side by side. */
          if (k == 0 || memcmp (&last, &machine->host, sizeof last) != 0)
            estimate (b, &workload, &machine->host, &e);
          last = machine->host;
          if (hr_estimate_is_likely (&e) && !(e.notes & HR_NOTE_UNSUPPORTED)
              && e.host_required_gib <= machine->host.ram_gib * 7 / 8)
            add_candidate (b, machine, &workload, batches[i], quality, room, &e);
        }
    }
  return TRUE;
}

/* — The choice — */

/* By the aim, then the cheaper, the faster, the fewer cards, the catalog's order, the smaller
 * batch, the lower power. */
int
brute_compare (gconstpointer a, gconstpointer b)
{
  const BruteCandidate *x = a, *y = b;
  double                cards = (double) x->gpu_count - y->gpu_count;
  double                differences[] = {
                   x->objective - y->objective,
                   x->price_usd - y->price_usd,
                   x->seconds - y->seconds,
                   cards,
  };

  for (guint i = 0; i < G_N_ELEMENTS (differences); i++)
    if (differences[i] != 0)
      return differences[i] < 0 ? -1 : 1;
  if (x->gpu != y->gpu)
    return x->gpu < y->gpu ? -1 : 1;
  if (x->batch != y->batch)
    return x->batch < y->batch ? -1 : 1;
  return x->wall_w < y->wall_w ? -1 : x->wall_w > y->wall_w;
}

static gboolean
is_wanted_kind (const HrPlan *plan, HrHostKind kind)
{
  return plan->constraints.host == HR_HOST_KIND_ANY || plan->constraints.host == kind;
}

static gboolean
is_feasible (const HrPlan *plan, const BruteCandidate *c)
{
  const HrConstraints *limits = &plan->constraints;

  return (limits->budget <= 0 || c->budgeted_usd <= limits->budget)
         && (limits->max_power_w <= 0 || c->peak_w <= limits->max_power_w)
         && (limits->deadline_hours <= 0 || c->seconds <= limits->deadline_hours * 3600);
}

/* Of the machines that lack the fewest prices those that are feasible; of these the ones that lose
 * no quality that another keeps; of these the best. */
static gboolean
choose (const Brute *b, BruteCandidate *best)
{
  guint    unpriced = G_MAXUINT;
  gboolean found = FALSE;

  for (guint i = 0; i < b->candidates->len; i++)
    {
      const BruteCandidate *c = &g_array_index (b->candidates, BruteCandidate, i);

      if (is_wanted_kind (b->plan, c->kind))
        unpriced = MIN (unpriced, c->n_unpriced);
    }
  for (guint i = 0; i < b->candidates->len; i++)
    {
      const BruteCandidate *c = &g_array_index (b->candidates, BruteCandidate, i);

      if (!is_wanted_kind (b->plan, c->kind) || c->n_unpriced > unpriced
          || !is_feasible (b->plan, c))
        continue;
      if (!found || c->quality < best->quality
          || (c->quality == best->quality && brute_compare (c, best) < 0))
        *best = *c;
      found = TRUE;
    }
  return found;
}

/* The best machine around so many of a card, whatever the plan wants of cards. */
gboolean
brute_cell (const HrSnapshot *snapshot,
            const HrPlan     *plan,
            const HrGpu      *gpu,
            guint             gpu_count,
            BruteCandidate   *best)
{
  const HrTaskType *type = hr_task_type (plan->workload.task);
  g_autoptr (GArray) machines = g_array_new (FALSE, FALSE, sizeof (Machine));
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (BruteCandidate));
  Brute b = { .snapshot = snapshot,
              .plan = plan,
              .gpu = gpu,
              .gpu_count = gpu_count,
              .machines = machines,
              .candidates = candidates };

  for (guint i = 0; i < snapshot->n_platforms; i++)
    {
      b.platform = &snapshot->platforms[i];
      add_platform (&b);
    }
  add_systems (&b);
  if (type->each_variant)
    type->each_variant (&plan->workload, gpu_count, add_variant, &b);
  else
    add_variant (&plan->workload, &b);
  return choose (&b, best);
}

/* Whether the plan's wishes allow the card, and it has a price; a module comes with its system. */
gboolean
brute_allows (const HrPlan *plan, const HrGpu *gpu)
{
  const HrConstraints *c = &plan->constraints;

  return (c->vendors == 0 || (c->vendors & (1u << gpu->vendor)))
         && (c->segments == 0 || (c->segments & (1u << gpu->segment)))
         && (!hr_gpu_is_single_sale (gpu) || hr_gpu_price (gpu, c->condition));
}

/* The best machine of each card and number that has one, best first. */
GArray *
brute_all (const HrSnapshot *snapshot, const HrPlan *plan)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (BruteCandidate));

  for (guint i = 0; i < snapshot->n_gpus; i++)
    for (guint n = 1; n <= plan->constraints.max_gpus; n++)
      {
        BruteCandidate best;

        if (brute_allows (plan, &snapshot->gpus[i])
            && brute_cell (snapshot, plan, &snapshot->gpus[i], n, &best))
          g_array_append_val (all, best);
      }
  g_array_sort (all, brute_compare);
  return all;
}

static int
compare_prices (gconstpointer a, gconstpointer b)
{
  const BruteCandidate *x = a, *y = b;

  return x->price_usd != y->price_usd ? (x->price_usd < y->price_usd ? -1 : 1)
         : x->seconds < y->seconds    ? -1
                                      : x->seconds > y->seconds;
}

/* Those that none of the others beats in price or in time without losing in the other. */
GArray *
brute_front (const GArray *all)
{
  GArray *front = g_array_new (FALSE, FALSE, sizeof (BruteCandidate));

  for (guint i = 0; i < all->len; i++)
    {
      const BruteCandidate *x = &g_array_index (all, BruteCandidate, i);
      gboolean              is_beaten = FALSE;

      for (guint k = 0; k < all->len; k++)
        {
          const BruteCandidate *y = &g_array_index (all, BruteCandidate, k);

          is_beaten = is_beaten
                      || (y->price_usd <= x->price_usd && y->seconds <= x->seconds
                          && (y->price_usd < x->price_usd || y->seconds < x->seconds));
        }
      if (!is_beaten)
        g_array_append_val (front, *x);
    }
  g_array_sort (front, compare_prices);
  return front;
}
