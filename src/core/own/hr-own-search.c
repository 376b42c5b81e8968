/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "hr-host-rules.h"
#include "hr-own-private.h"
#include "hr-run-estimate.h"
#include "hr-search.h"

/* The search of changes: every number of every card that the plan allows, in the machine that is
 * there with what it lacks, and in every other that can be built around what it has. A test holds
 * it against a brute force that tries them all. */

/* One way to hold some cards: what is bought beside them, and what the host then is. */
typedef struct
{
  const HrHostOption *option; /* NULL = the board that is there */
  const HrHostPart   *cpu;
  const HrRamKit     *kit; /* bought; NULL = the RAM that is there */
  guint               kits;
  const HrHostPart   *psu;
  guint               psus;
  const HrHostPart   *box;
  const HrHostPart   *cooler;
  const HrHostPart   *bridge;
  double              psu_w;
  double              ram_gib;
  double              usd; /* of all this, without tax */
  HrHost              host;
} Way;

/* Modules that are there, bought beside them, or in their place. */
typedef struct
{
  const HrRamKit *kit;
  guint           kits;
  double          gib;
  double          gb_s;
  double          usd;
} Ram;

typedef struct
{
  HrOwnWork *work;
  GArray    *rams; /* on the board that is there */
  /* Of the cell. */
  const HrGpu *gpu;
  guint        gpu_count;
  double       least_ram_gib;
  GArray      *ways;
} Search;

static gboolean
allows_condition (const HrPlan *plan, const HrPrice *price)
{
  return hr_price_is_known (price)
         && (plan->constraints.condition != HR_CONDITION_POLICY_NEW
             || price->condition == HR_CONDITION_NEW || price->condition == HR_CONDITION_UNKNOWN);
}

static void
add_ram (Search *self, const HrRamKit *kit, guint kits, gboolean beside)
{
  const HrOwnMachine *m = &self->work->own->machine;
  guint               modules = kits * kit->modules + (beside ? m->ram_modules : 0);
  Ram                 ram = { .kit = kit, .kits = kits, .usd = kits * kit->price.usd };

  ram.gib = kits * kit->modules * kit->module_gib + (beside ? m->ram_gib : 0);
  ram.gb_s = hr_host_rules_ram_gb_s (m->platform, modules, kit->speed_mt_s);
  if (modules > m->platform->max_dimms || ram.gib > m->platform->max_ram_gib
      || ram.gib <= m->ram_gib || 2 * modules < m->platform->memory_channels)
    return;
  g_array_append_val (self->rams, ram);
}

static void
list_rams (Search *self)
{
  const HrOwnMachine *m = &self->work->own->machine;
  Ram                 as_it_is = { .gib = m->ram_gib };

  if (m->platform == NULL)
    return;
  as_it_is.gb_s = hr_host_rules_ram_gb_s (m->platform, m->ram_modules, m->platform->ram_mt_s);
  g_array_append_val (self->rams, as_it_is);
  for (guint i = 0; i < self->work->snapshot->n_ram_kits; i++)
    {
      const HrRamKit *kit = &self->work->snapshot->ram_kits[i];

      if (strcmp (kit->type, m->platform->ram_type) != 0
          || !allows_condition (self->work->plan, &kit->price))
        continue;
      for (guint n = 1; n * kit->modules <= m->platform->max_dimms; n++)
        {
          add_ram (self, kit, n, TRUE);
          add_ram (self, kit, n, FALSE);
        }
    }
}

static gboolean
are_own_cards (const Search *self)
{
  return self->gpu == self->work->own->machine.gpu
         && self->gpu_count == self->work->own->machine.gpu_count;
}

/* The case that is there holds the cards where they are no wider than those that it was chosen
 * for. */
static gboolean
needs_box (const Search *self, const HrPlatform *platform)
{
  const HrOwnMachine *m = &self->work->own->machine;
  guint slots = self->gpu_count > 1 ? hr_host_rules_slots (self->gpu, self->gpu_count) : 1;

  return platform->kind != m->platform->kind || platform->open_frame != m->platform->open_frame
         || (platform->open_frame ? 2 * self->gpu_count : slots) > m->box_slots;
}

/* The supply that is there, where it is strong enough, and so with the case. */
static gboolean
take_common (const Search *self, const HrPlatform *platform, const HrFrame *frame, Way *way)
{
  const HrOwnMachine *m = &self->work->own->machine;
  double              need_w = hr_host_rules_psu_w (platform, self->gpu, self->gpu_count);

  way->psu_w = m->psu_w;
  if (need_w > m->psu_w)
    {
      if (frame->psu == NULL)
        return FALSE;
      way->psu = frame->psu;
      way->psus = frame->psus;
      way->psu_w = frame->psu->capacity * frame->psus;
      way->usd += frame->psu->price.usd * frame->psus;
    }
  if (needs_box (self, platform))
    {
      if (frame->box == NULL)
        return FALSE;
      way->box = frame->box;
      way->usd += frame->box->price.usd;
    }
  return TRUE;
}

/* Whether the rules let the cards stand on the board: the supply apart, which may be there. */
static gboolean
takes_cards (const Search *self, const HrPlatform *platform, const HrFrame *frame)
{
  return frame->verdict == HR_HOST_FITS
         || (frame->verdict == HR_HOST_SUPPLY
             && hr_host_rules_check (platform, self->gpu, self->gpu_count) == HR_HOST_FITS);
}

/* On the board that is there. */
static void
add_own_ways (Search *self)
{
  const HrOwnMachine *m = &self->work->own->machine;
  const HrHostOption *option = m->option;
  gboolean            own_cards = are_own_cards (self);
  const HrHostPart   *bridge = NULL;
  HrFrame             frame;
  Way                 way = { .psu_w = m->psu_w };

  if (m->platform == NULL || (option == NULL && !own_cards))
    return;
  if (!own_cards)
    {
      hr_build_frame (self->work->own->options, option, self->gpu, self->gpu_count, &frame);
      if (!takes_cards (self, m->platform, &frame))
        return;
      /* A chassis with its own supply has the power that its rule has checked. */
      if (option->barebone == NULL && !take_common (self, m->platform, &frame, &way))
        return;
      bridge = hr_build_bridge (self->work->own->options, self->gpu, self->gpu_count);
    }
  for (guint i = own_cards ? 1 : 0; i < self->rams->len; i++)
    for (guint k = 0; k < (bridge ? 2 : 1); k++)
      {
        const Ram *ram = &g_array_index (self->rams, Ram, i);
        Way this = way;

        if (ram->gib < self->least_ram_gib && !own_cards)
          continue;
        hr_own_host (self->work, self->gpu, self->gpu_count,
                     own_cards ? self->work->plan->system.bridge : k == 1, &this.host);
        this.kit = ram->kit;
        this.kits = ram->kits;
        this.bridge = k == 1 ? bridge : NULL;
        this.host.ram_gib = this.ram_gib = ram->gib;
        this.host.ram_bandwidth_gb_s = ram->gb_s;
        this.usd += ram->usd + (k == 1 ? bridge->price.usd : 0);
        g_array_append_val (self->ways, this);
      }
}

/* The processor that is there, with its cooler, goes into another board of its socket. */
static gboolean
keeps_cpu (const Search *self, const HrPlatform *platform)
{
  const HrPlatform *mine = self->work->own->machine.platform;

  return mine->socket && platform->socket && strcmp (mine->socket, platform->socket) == 0
         && mine->cpus == platform->cpus && mine->kind == platform->kind;
}

static void
add_bundle (Search             *self,
            const HrHostOption *option,
            const HrBundle     *bundle,
            const Way          *common,
            gboolean            with_own_cpu)
{
  const HrOwnMachine *m = &self->work->own->machine;
  const HrPlatform   *platform = option->platform;
  guint               cpus = MAX (platform->cpus, 1);
  Way                 way = *common;
  HrHost              usual;

  hr_build_host (option, bundle, self->gpu, self->gpu_count, &way.host);
  if (with_own_cpu)
    way.host.cpu_cores = m->cpu_cores;
  else
    {
      way.cpu = bundle->cpu;
      way.usd += bundle->cpu ? bundle->cpu->price.usd * cpus : 0;
      way.cooler = option->barebone ? NULL : common->cooler;
      way.usd += way.cooler ? way.cooler->price.usd * cpus : 0;
    }
  if (with_own_cpu)
    way.cooler = NULL;
  /* The drive comes along. */
  hr_host_default_for (self->gpu, self->gpu_count, &usual);
  way.host.storage_gb_s = usual.storage_gb_s;
  if (bundle->kit && allows_condition (self->work->plan, &bundle->kit->price)
      && bundle->ram_gib >= self->least_ram_gib)
    {
      Way bought = way;

      bought.kit = bundle->kit;
      bought.kits = bundle->kits;
      bought.ram_gib = bundle->ram_gib;
      bought.usd += bundle->kits * bundle->kit->price.usd;
      g_array_append_val (self->ways, bought);
    }
  if (strcmp (platform->ram_type, m->platform->ram_type) == 0
      && m->ram_modules <= platform->max_dimms && 2 * m->ram_modules >= platform->memory_channels
      && m->ram_gib >= self->least_ram_gib)
    {
      way.ram_gib = way.host.ram_gib = m->ram_gib;
      way.host.ram_bandwidth_gb_s = hr_host_rules_ram_gb_s (platform, m->ram_modules,
                                                            m->platform->ram_mt_s);
      g_array_append_val (self->ways, way);
    }
}

/* In another machine, with all of the old one that fits there. */
static void
add_option (Search *self, const HrHostOption *option)
{
  const HrConstraints *c = &self->work->plan->constraints;
  HrFrame              frame;
  Way                  way = { .option = option };

  if (option->platform == self->work->own->machine.platform && option->system == NULL)
    return;
  if (c->host != HR_HOST_KIND_ANY && option->platform->kind != c->host)
    return;
  hr_build_frame (self->work->own->options, option, self->gpu, self->gpu_count, &frame);
  if (option->system)
    {
      if (frame.verdict != HR_HOST_FITS)
        return;
      way.usd = option->system->price.usd;
      way.ram_gib = option->bundles[0].ram_gib;
      way.psu_w = frame.psu_w;
      hr_build_host (option, &option->bundles[0], self->gpu, self->gpu_count, &way.host);
      g_array_append_val (self->ways, way);
      return;
    }
  if (!takes_cards (self, option->platform, &frame) || (option->is_bridged && frame.bridge == NULL))
    return;
  way.bridge = frame.bridge;
  way.usd = frame.bridge ? frame.bridge->price.usd : 0;
  if (option->barebone)
    {
      if (frame.verdict != HR_HOST_FITS)
        return;
      way.usd += option->barebone->price.usd;
      way.psu_w = MAX (option->barebone->capacity, frame.psu_w);
    }
  else
    {
      if (option->board == NULL || !take_common (self, option->platform, &frame, &way))
        return;
      way.cooler = frame.cooler;
      way.usd += option->board->price.usd;
    }
  for (guint i = 0; i < option->n_bundles; i++)
    {
      const HrBundle *bundle = &option->bundles[i];

      /* Each processor and RAM once: the drive comes along. */
      if (bundle->nvme != option->bundles[0].nvme)
        continue;
      if (option->barebone ? bundle->cpu || option->barebone->cores > 0
                           : bundle->cpu && frame.cooler)
        add_bundle (self, option, bundle, &way, FALSE);
      if (option->barebone == NULL && bundle->cpu == option->bundles[0].cpu
          && keeps_cpu (self, option->platform))
        add_bundle (self, option, bundle, &way, TRUE);
    }
}

static void
add_part (HrBuild *build, HrPart kind, const HrHostPart *part, guint count)
{
  if (part == NULL || count == 0 || build->n_parts == HR_MAX_BUILD_PARTS)
    return;
  build->parts[build->n_parts++] = (HrBuildPart){ .part = kind,
                                                  .id = part->id,
                                                  .name = part->name,
                                                  .count = count,
                                                  .unit_usd = part->price.usd,
                                                  .price = &part->price };
}

/* How many cards are bought, and which are left over. */
static guint
cards_to_buy (const Search *self, guint *n_sold)
{
  const HrOwnMachine *m = &self->work->own->machine;
  gboolean            same = self->gpu == m->gpu;

  *n_sold = same ? 0 : m->gpu_count;
  return same ? self->gpu_count - m->gpu_count : self->gpu_count;
}

static const HrPrice *
card_price (const Search *self)
{
  return hr_gpu_price (self->gpu, self->work->plan->constraints.condition);
}

static void
fill_build (const Search *self, const Way *way, HrBuild *build, guint *n_sold)
{
  const HrOwnMachine *m = &self->work->own->machine;
  const HrHostOption *option = way->option;
  const HrPlatform   *platform = option ? option->platform : m->platform;
  guint               cards = cards_to_buy (self, n_sold), cpus = MAX (platform->cpus, 1);
  const HrPrice      *price = card_price (self);

  *build = (HrBuild){ .gpu = self->gpu,
                      .gpu_count = self->gpu_count,
                      .platform = platform,
                      .ram_gib = way->ram_gib,
                      .psu_w = way->psu_w,
                      .host = way->host };
  if (option && option->system)
    {
      *n_sold = m->gpu_count;
      add_part (build, HR_PART_SYSTEM, option->system, 1);
    }
  else if (cards > 0)
    build->parts[build->n_parts++] = (HrBuildPart){ .part = HR_PART_GPU,
                                                    .id = self->gpu->id,
                                                    .name = self->gpu->name,
                                                    .count = cards,
                                                    .unit_usd = price->usd,
                                                    .price = price };
  if (option && option->system == NULL)
    {
      if (option->barebone)
        add_part (build, HR_PART_CHASSIS, option->barebone, 1);
      else
        add_part (build, HR_PART_MOTHERBOARD, option->board, 1);
      add_part (build, HR_PART_CPU, way->cpu, cpus);
      add_part (build, HR_PART_COOLER, way->cooler, cpus);
    }
  if (way->kit)
    build->parts[build->n_parts++] = (HrBuildPart){ .part = HR_PART_RAM,
                                                    .id = way->kit->id,
                                                    .name = way->kit->name,
                                                    .count = way->kits,
                                                    .unit_usd = way->kit->price.usd,
                                                    .price = &way->kit->price };
  add_part (build, HR_PART_PSU, way->psu, way->psus);
  add_part (build, platform->kind == HR_HOST_KIND_RACK ? HR_PART_CHASSIS : HR_PART_CASE, way->box,
            1);
  add_part (build, HR_PART_BRIDGE, way->bridge, 1);
  hr_build_sum (build, self->work->plan->economics.tax_rate, self->work->own->advice->today, NULL);
}

static HrOwnChange
kind_of (const Search *self, const Way *way)
{
  const HrOwnMachine *m = &self->work->own->machine;

  if (are_own_cards (self) && !(way->option && way->option->system))
    return way->option ? HR_OWN_CHANGE_HOST : HR_OWN_CHANGE_RAM;
  return self->gpu == m->gpu && self->gpu_count > m->gpu_count ? HR_OWN_CHANGE_ADD
                                                               : HR_OWN_CHANGE_REPLACE;
}

static int
compare_ways (gconstpointer a, gconstpointer b)
{
  const Way *x = a, *y = b;

  return x->usd < y->usd ? -1 : x->usd > y->usd;
}

static void
best_host (const Search *self, HrHost *best)
{
  *best = (HrHost){ 0 };
  for (guint i = 0; i < self->ways->len; i++)
    {
      const HrHost *host = &g_array_index (self->ways, Way, i).host;

      best->ram_bandwidth_gb_s = MAX (best->ram_bandwidth_gb_s, host->ram_bandwidth_gb_s);
      best->cpu_cores = MAX (best->cpu_cores, host->cpu_cores);
      best->pcie_gen = MAX (best->pcie_gen, host->pcie_gen);
      best->pcie_lanes = MAX (best->pcie_lanes, host->pcie_lanes);
      best->pcie_gb_s = MAX (best->pcie_gb_s, host->pcie_gb_s);
      best->peer_to_peer |= host->peer_to_peer;
      best->link_gb_s = MAX (best->link_gb_s, host->link_gb_s);
      best->storage_gb_s = MAX (best->storage_gb_s, host->storage_gb_s);
    }
  best->ram_gib = INFINITY;
}

/* Rounding must not end the search before what is just as good. */
#define BOUND_FUZZ (1 + 1e-9)

/* Whether no dearer way can be as good: were it as fast as the best host, and idle. */
static gboolean
is_hopeless (const Search *self, const HrChange *ideal, const Way *way, const HrChange *best)
{
  HrChange bound = *ideal;
  double   cards = card_price (self) ? card_price (self)->usd : 0;
  guint    n_sold, n = cards_to_buy (self, &n_sold);
  double   net;

  if ((way->option && way->option->system) || (best->is_slow && !ideal->is_slow))
    return FALSE;
  net = (way->usd + cards * n) * self->work->money.tax
        - n_sold * self->work->own->machine.resale_usd;
  return hr_own_objective (self->work, &bound, net) > best->objective * BOUND_FUZZ
         && best->objective > 0;
}

/* The settings are the gentlest that the cards run, whatever the host; it has to have the RAM. */
static void
search_ways (Search *self)
{
  HrOwnWork *work = self->work;
  HrChange   ideal = { .reason = HR_N_REASON }, best = { .is_feasible = FALSE };
  HrHost     host;

  if (self->ways->len == 0)
    return;
  g_array_sort (self->ways, compare_ways);
  best_host (self, &host);
  hr_own_settle (work, self->gpu, self->gpu_count, &host, &ideal.settings);
  if (!hr_own_estimate (work, self->gpu, self->gpu_count, &host, &ideal))
    return;
  for (guint i = 0; i < self->ways->len; i++)
    {
      const Way *way = &g_array_index (self->ways, Way, i);
      HrChange   change = { .settings = ideal.settings };

      if (best.is_feasible && is_hopeless (self, &ideal, way, &best))
        break;
      if (!hr_own_estimate (work, self->gpu, self->gpu_count, &way->host, &change)
          || change.estimate.host_required_gib > way->ram_gib * HR_RAM_USABLE)
        continue;
      change.kind = kind_of (self, way);
      fill_build (self, way, &change.build, &change.n_sold);
      change.sold_usd = change.n_sold * work->own->machine.resale_usd;
      if (hr_own_judge (work, &change)
          && (!best.is_feasible || hr_own_compare (&change, &best) < 0))
        best = change;
    }
  if (best.is_feasible)
    g_array_append_val (work->changes, best);
}

/* Cards that the plan allows to buy; modules come in systems alone. */
static gboolean
is_for_sale (const Search *self)
{
  const HrConstraints *c = &self->work->plan->constraints;
  const HrGpu         *gpu = self->gpu;

  if ((c->vendors && !(c->vendors & (1u << gpu->vendor)))
      || (c->segments && !(c->segments & (1u << gpu->segment))))
    return FALSE;
  return !hr_gpu_is_single_sale (gpu) || card_price (self) != NULL;
}

static void
search_cell (Search *self)
{
  const HrHostOptions *options = self->work->own->options;
  const HrOwnMachine  *m = &self->work->own->machine;
  gboolean             own_cards = are_own_cards (self);

  if (!own_cards
      && (!is_for_sale (self) || (self->gpu == m->gpu && self->gpu_count < m->gpu_count)))
    return;
  self->least_ram_gib = own_cards ? 0
                                  : hr_build_least_ram_gib (options, self->gpu, self->gpu_count);
  g_array_set_size (self->ways, 0);
  add_own_ways (self);
  /* More RAM and another machine are two changes. */
  if (own_cards)
    {
      search_ways (self);
      g_array_set_size (self->ways, 0);
    }
  for (guint i = 0; m->platform && i < options->n_options; i++)
    if (!own_cards || options->options[i].system == NULL)
      add_option (self, &options->options[i]);
  search_ways (self);
}

/**
 * hr_own_search:
 * @work: gets the best change of each card and number, and more RAM and another machine for the
 *   cards that are there
 */
void
hr_own_search (HrOwnWork *work, GCancellable *cancellable)
{
  g_autoptr (GArray) rams = g_array_new (FALSE, FALSE, sizeof (Ram));
  g_autoptr (GArray) ways = g_array_new (FALSE, FALSE, sizeof (Way));
  Search       self = { .work = work, .rams = rams, .ways = ways };
  const HrGpu *own = work->own->machine.gpu;
  guint        n = work->own->machine.gpu_count;

  list_rams (&self);
  for (guint i = 0; i < work->snapshot->n_gpus && !g_cancellable_is_cancelled (cancellable); i++)
    for (guint k = 1; k <= HR_MAX_GPUS; k++)
      {
        self.gpu = &work->snapshot->gpus[i];
        self.gpu_count = k;
        if (k <= work->plan->constraints.max_gpus || (self.gpu == own && k == n))
          search_cell (&self);
      }
}
