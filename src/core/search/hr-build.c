/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-build.h"

#include "hr-price-today.h"

#include <math.h>
#include <string.h>

/* Above this a supply is made for 200 to 240 V alone (1,800 W is what a 120 V, 15 A outlet gives).
 */
#define MOST_LOW_VOLTAGE_W 1600
#define HIGH_VOLTAGE       200

/* The cheapest power supply; of a rack or an open frame also a pair of equal ones. A tower has
 * room for one. */
static void
choose_psu (const HrHostOptions *options, const HrHostOption *option, HrFrame *frame)
{
  const HrPlatform *platform = option->platform;
  guint             most = platform->kind == HR_HOST_KIND_RACK || platform->open_frame ? 2 : 1;
  double            volts = hr_constraints_mains_volts (&options->constraints, platform->kind);
  double            best = 0;
  gboolean          any = FALSE;

  for (guint i = 0; i < options->common->len; i++)
    {
      const HrHostPart *part = options->common->pdata[i];

      if (part->part != HR_PART_PSU)
        continue;
      any = TRUE;
      if (part->capacity > MOST_LOW_VOLTAGE_W && volts < HIGH_VOLTAGE)
        continue;
      for (guint n = 1; n <= most; n++)
        if (part->capacity * n >= frame->psu_w
            && (frame->psu == NULL || part->price.usd * n < best))
          {
            frame->psu = part;
            frame->psus = n;
            best = part->price.usd * n;
          }
    }
  if (frame->psu)
    frame->usd += best;
  else if (any)
    frame->verdict = HR_HOST_SUPPLY;
  else
    frame->n_unpriced++;
}

/* A case for a tower, an empty chassis for a rack: the cheapest with slots enough; a frame with its
 * risers where there is no case. */
static void
choose_box (const HrHostOptions *options,
            const HrHostOption  *option,
            const HrGpu         *gpu,
            guint                gpu_count,
            HrFrame             *frame)
{
  const HrPlatform *platform = option->platform;
  HrPart            kind = platform->kind == HR_HOST_KIND_RACK ? HR_PART_CHASSIS : HR_PART_CASE;
  guint             slots = gpu_count > 1 ? hr_host_rules_slots (gpu, gpu_count) : 1;

  for (guint i = 0; i < options->common->len; i++)
    {
      const HrHostPart *part = options->common->pdata[i];

      /* On a frame each card stands on a riser of its own, however wide it is. */
      if (part->part == kind
          && (platform->open_frame
                  ? part->platform != NULL && strcmp (part->platform, platform->id) == 0
                        && part->gpu_slots >= gpu_count
                  : part->platform == NULL && 2 * part->gpu_slots >= slots)
          && (frame->box == NULL || part->price.usd < frame->box->price.usd))
        frame->box = part;
    }
  if (frame->box)
    frame->usd += frame->box->price.usd;
  else
    frame->n_unpriced++;
}

static void
choose_cooler (const HrHostOptions *options, const HrHostOption *option, HrFrame *frame)
{
  for (guint i = 0; i < options->common->len; i++)
    {
      const HrHostPart *part = options->common->pdata[i];

      if (part->part == HR_PART_COOLER
          && (part->platform == NULL || strcmp (part->platform, option->platform->id) == 0)
          && (frame->cooler == NULL || part->price.usd < frame->cooler->price.usd))
        frame->cooler = part;
    }
  if (frame->cooler)
    frame->usd += frame->cooler->price.usd * MAX (option->platform->cpus, 1);
  else
    frame->n_unpriced++;
}

/**
 * hr_build_least_ram_gib:
 *
 * Returns: GiB of RAM below which no machine with these cards is built, whatever the work needs:
 *   the lower end of the rule of thumb for one that trains, unless the plan wants the need alone;
 *   else the share of the GPU memory that the task's table says.
 */
double
hr_build_least_ram_gib (const HrHostOptions *options, const HrGpu *gpu, guint gpu_count)
{
  gboolean by_rule = options->constraints.ram_rule == HR_RAM_RULE_RULE;
  double   share = by_rule && options->trains ? hr_host_rules_ram_rule (gpu, gpu_count)
                   : by_rule                  ? options->ram_per_vram
                                              : HR_LEAST_RAM_PER_VRAM;

  return share * gpu->vram_gib * gpu_count;
}

/**
 * hr_build_bridge:
 *
 * Returns: (transfer none) (nullable): the cheapest bridge that joins @gpu_count of the card.
 */
const HrHostPart *
hr_build_bridge (const HrHostOptions *options, const HrGpu *gpu, guint gpu_count)
{
  const HrHostPart *best = NULL;

  for (guint i = 0; hr_host_rules_bridge (gpu, gpu_count) && i < options->common->len; i++)
    {
      const HrHostPart *part = options->common->pdata[i];

      if (part->part == HR_PART_BRIDGE && part->gpu && strcmp (part->gpu, gpu->id) == 0
          && (best == NULL || part->price.usd < best->price.usd))
        best = part;
    }
  return best;
}

/* A chassis that comes with its board and power supply takes what it has room and power for. */
static HrHostVerdict
barebone_verdict (const HrHostPart *barebone, const HrGpu *gpu, guint gpu_count, double psu_w)
{
  if (barebone->gpu_slots > 0 && gpu_count > 1
      && hr_host_rules_slots (gpu, gpu_count) > 2 * barebone->gpu_slots)
    return HR_HOST_SLOTS;
  return barebone->capacity > 0 && barebone->capacity < psu_w ? HR_HOST_SUPPLY : HR_HOST_FITS;
}

/**
 * hr_build_frame:
 * @frame: (out): the parts around @gpu_count cards that do not change the speed, and what they cost
 */
void
hr_build_frame (const HrHostOptions *options,
                const HrHostOption  *option,
                const HrGpu         *gpu,
                guint                gpu_count,
                HrFrame             *frame)
{
  *frame = (HrFrame){ .verdict = HR_HOST_FITS };
  if (option->system)
    {
      if (strcmp (option->system->gpu, gpu->id) != 0 || option->system->gpu_slots != gpu_count)
        frame->verdict = HR_HOST_NO_SYSTEM;
      frame->usd = option->system->price.usd;
      return;
    }
  frame->verdict = hr_host_rules_check (option->platform, gpu, gpu_count);
  if (frame->verdict != HR_HOST_FITS)
    return;
  if (hr_host_rules_peak_w (option->platform, gpu, gpu_count)
      > hr_constraints_mains_w (&options->constraints, option->platform->kind))
    {
      frame->verdict = HR_HOST_MAINS;
      return;
    }
  frame->psu_w = hr_host_rules_psu_w (option->platform, gpu, gpu_count);
  if (option->is_bridged)
    frame->bridge = hr_build_bridge (options, gpu, gpu_count);
  frame->usd = frame->bridge ? frame->bridge->price.usd : 0;
  if (option->barebone)
    {
      frame->verdict = barebone_verdict (option->barebone, gpu, gpu_count, frame->psu_w);
      frame->usd += option->barebone->price.usd;
      return;
    }
  if (option->board)
    frame->usd += option->board->price.usd;
  else
    frame->n_unpriced++;
  choose_psu (options, option, frame);
  choose_box (options, option, gpu, gpu_count, frame);
  choose_cooler (options, option, frame);
}

static gboolean
is_wanted (const HrPlatform *platform, const HrCheapest *c)
{
  if (c->platform && c->platform[0] != '\0')
    return strcmp (c->platform, platform->id) == 0;
  return c->host == HR_HOST_KIND_ANY || c->host == platform->kind;
}

/**
 * hr_build_cheapest:
 * @cheapest: (inout): what is asked of the host, and the cheapest that does it; one with fewer
 *   missing prices goes first
 *
 * Returns: whether there is one.
 */
gboolean
hr_build_cheapest (const HrHostOptions *options,
                   const HrGpu         *gpu,
                   guint                gpu_count,
                   HrCheapest          *cheapest)
{
  double ram_gib = MAX (cheapest->ram_gib, hr_build_least_ram_gib (options, gpu, gpu_count));

  cheapest->option = NULL;
  for (guint i = 0; i < options->n_options; i++)
    {
      const HrHostOption *option = &options->options[i];
      HrFrame             frame;

      /* The same with a bridge is never cheaper. */
      if (option->is_bridged || !is_wanted (option->platform, cheapest))
        continue;
      hr_build_frame (options, option, gpu, gpu_count, &frame);
      for (guint k = 0; frame.verdict == HR_HOST_FITS && k < option->n_bundles; k++)
        {
          const HrBundle *bundle = &option->bundles[k];
          guint           unpriced = frame.n_unpriced + bundle->n_unpriced;
          double          usd = frame.usd + bundle->usd;

          if ((bundle->ram_gib < ram_gib && option->system == NULL)
              || (cheapest->option
                  && (unpriced > cheapest->n_unpriced
                      || (unpriced == cheapest->n_unpriced && usd >= cheapest->usd))))
            continue;
          cheapest->option = option;
          cheapest->bundle = bundle;
          cheapest->n_unpriced = unpriced;
          cheapest->usd = usd;
        }
    }
  return cheapest->option != NULL;
}

/**
 * hr_build_host:
 * @host: (out): what an estimate sees of this machine
 */
void
hr_build_host (const HrHostOption *option,
               const HrBundle     *bundle,
               const HrGpu        *gpu,
               guint               gpu_count,
               HrHost             *host)
{
  *host = (HrHost){
    .ram_gib = bundle->ram_gib,
    .ram_bandwidth_gb_s = bundle->ram_gb_s,
    .cpu_cores = bundle->cores,
    .storage_gb_s = bundle->storage_gb_s,
  };
  hr_host_rules_link (option->platform, gpu, gpu_count, option->is_bridged, host);
}

static void
add_part (HrBuild       *build,
          HrPart         kind,
          const char    *id,
          const char    *name,
          guint          count,
          const HrPrice *price)
{
  HrBuildPart *part = &build->parts[build->n_parts++];

  g_assert (build->n_parts <= HR_MAX_BUILD_PARTS);
  *part = (HrBuildPart){ .part = kind, .id = id, .name = name, .count = count };
  if (!hr_price_is_known (price))
    return;
  part->unit_usd = price->usd;
  part->price = price;
}

static void
trace_sum (const HrBuild *build, double stale_usd, double tax_rate, HrDate today, HrTrace *trace)
{
  hr_trace_add (trace, "price.total", "sum of the parts", build->price_usd, HR_UNIT_USD,
                "the catalog's prices; what has none is left out", "parts", (double) build->n_parts,
                HR_UNIT_COUNT, "without a price", (double) build->n_unpriced, HR_UNIT_COUNT, "tax",
                tax_rate, HR_UNIT_RATIO, NULL);
  hr_trace_set_date (trace, build->newest);
  hr_trace_add (trace, "price.unpriced", "parts without a price", (double) build->n_unpriced,
                HR_UNIT_COUNT, "the catalog", "parts", (double) build->n_parts, HR_UNIT_COUNT,
                NULL);
  hr_trace_add (trace, "price.stale", "old prices ÷ price", 100 * build->stale_share,
                HR_UNIT_PERCENT, "a price is old after 90 days", "old prices", stale_usd,
                HR_UNIT_USD, "price", build->price_usd, HR_UNIT_USD, NULL);
  if (!hr_date_is_known (build->oldest))
    return;
  hr_trace_add (trace, "price.oldest", "today − date of the oldest price, in days",
                (double) hr_date_age_days (build->oldest, today), HR_UNIT_COUNT, "the catalog",
                NULL);
  hr_trace_set_date (trace, build->oldest);
}

/**
 * hr_build_price_deviation:
 * @build: with parts at prices of a day (see hr_price_today_snapshot())
 *
 * Returns: the deviation of ln (price of the machine), its parts' prices being wrong independently
 *   of each other; 0 where nothing is known of them.
 */
double
hr_build_price_deviation (const HrBuild *build)
{
  double variance = 0, sum = 0;

  for (guint i = 0; i < build->n_parts; i++)
    {
      const HrBuildPart *part = &build->parts[i];
      double             usd = part->unit_usd * part->count;
      double             error = part->price ? usd * part->price->deviation : 0;

      sum += usd;
      variance += error * error;
    }
  return sum > 0 ? sqrt (variance) / sum : 0;
}

static void
trace_card (const HrPrice *price, HrTrace *trace)
{
  HR_TRACE (trace, "price.card", "listed price × movement of its class since", price->usd,
            HR_UNIT_USD,
            "an 80 % range by kind of price, condition, class and age; what the user entered stays",
            "listed", hr_price_today_listed (price), HR_UNIT_USD, "low", hr_price_today_low (price),
            HR_UNIT_USD, "high", hr_price_today_high (price), HR_UNIT_USD, NULL);
  hr_trace_set_date (trace, price->date);
}

#define PRICE_ID(prefix, id, nick) "price." nick,

/**
 * hr_build_sum:
 * @build: (inout): a machine with its parts; gets what they cost
 * @tax_rate: 0…1 on top of the catalog's prices
 * @today: against which prices are stale
 * @trace: (nullable): gets each part's price, and the sum with its tax and its age
 */
void
hr_build_sum (HrBuild *build, double tax_rate, HrDate today, HrTrace *trace)
{
  static const char *const ids[HR_N_PART] = { HR_PART_LIST (PRICE_ID) };
  double                   stale_usd = 0;

  build->price_usd = 0;
  build->n_unpriced = 0;
  build->oldest = build->newest = (HrDate){ 0 };
  for (guint i = 0; i < build->n_parts; i++)
    {
      const HrBuildPart *part = &build->parts[i];
      const HrPrice     *price = part->price;
      double             usd = part->unit_usd * part->count * (1 + tax_rate);

      if (price == NULL)
        {
          build->n_unpriced++;
          continue;
        }
      build->price_usd += usd;
      if (hr_date_is_stale (price->date, today))
        stale_usd += usd;
      if (!hr_date_is_known (build->oldest) || hr_date_compare (price->date, build->oldest) < 0)
        build->oldest = price->date;
      if (hr_date_compare (price->date, build->newest) > 0)
        build->newest = price->date;
      HR_TRACE (trace, ids[part->part], "price × count × (1 + tax)", usd, HR_UNIT_USD,
                price->source ? price->source : "", "price", part->unit_usd, HR_UNIT_USD, "count",
                (double) part->count, HR_UNIT_COUNT, "tax", tax_rate, HR_UNIT_RATIO, NULL);
      hr_trace_set_date (trace, price->date);
      if (part->part == HR_PART_GPU)
        trace_card (price, trace);
    }
  build->stale_share = build->price_usd > 0 ? stale_usd / build->price_usd : 0;
  if (trace != NULL)
    trace_sum (build, stale_usd, tax_rate, today, trace);
}

/**
 * hr_build_fill:
 * @tax_rate: 0…1 on top of the catalog's prices
 * @build: (out): every part with its price; the sum with the tax
 *
 * The frame must fit (see hr_build_frame()).
 */
void
hr_build_fill (const HrHostOptions *options,
               const HrHostOption  *option,
               const HrBundle      *bundle,
               const HrGpu         *gpu,
               guint                gpu_count,
               double               tax_rate,
               HrDate               today,
               HrBuild             *build)
{
  guint   cpus = MAX (option->platform->cpus, 1);
  HrFrame frame;

  hr_build_frame (options, option, gpu, gpu_count, &frame);
  *build = (HrBuild){ .gpu = gpu, .gpu_count = gpu_count, .platform = option->platform };
  build->ram_gib = bundle->ram_gib;
  if (bundle->kit && option->system == NULL)
    build->ram_channels_filled = MIN (bundle->kits * bundle->kit->modules,
                                      option->platform->memory_channels);
  build->psu_w = frame.psu ? frame.psu->capacity * frame.psus : frame.psu_w;
  hr_build_host (option, bundle, gpu, gpu_count, &build->host);
#define ADD_PART(kind, item, n, nick)                                               \
  add_part (build, kind, (item) ? (item)->id : "", (item) ? (item)->name : nick, n, \
            (item) ? &(item)->price : NULL)
  if (option->system)
    ADD_PART (HR_PART_SYSTEM, option->system, 1, "system");
  else
    {
      add_part (build, HR_PART_GPU, gpu->id, gpu->name, gpu_count,
                hr_gpu_price (gpu, options->constraints.condition));
      if (option->barebone)
        ADD_PART (HR_PART_CHASSIS, option->barebone, 1, "chassis");
      if (bundle->cpu || option->barebone == NULL || option->barebone->cores == 0)
        ADD_PART (HR_PART_CPU, bundle->cpu, cpus, "cpu");
      if (option->barebone == NULL)
        ADD_PART (HR_PART_MOTHERBOARD, option->board, 1, "motherboard");
      ADD_PART (HR_PART_RAM, bundle->kit, bundle->kits, "ram");
      if (option->barebone == NULL)
        {
          ADD_PART (HR_PART_PSU, frame.psu, MAX (frame.psus, 1), "psu");
          if (option->platform->kind == HR_HOST_KIND_RACK)
            ADD_PART (HR_PART_CHASSIS, frame.box, 1, "chassis");
          else
            ADD_PART (HR_PART_CASE, frame.box, 1, "case");
          ADD_PART (HR_PART_COOLER, frame.cooler, cpus, "cooler");
        }
      ADD_PART (HR_PART_NVME, bundle->nvme, 1, "nvme");
      if (frame.bridge)
        ADD_PART (HR_PART_BRIDGE, frame.bridge, 1, "bridge");
    }
#undef ADD_PART
  hr_build_sum (build, tax_rate, today, NULL);
}
