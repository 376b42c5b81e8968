/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-host-rules.h"

#include "hr-gpu-power.h"

#include <math.h>

/* A supply runs at most at 1 ÷ 1.3 of its rating, so that load peaks of the cards do not trip it.
 * */
#define PSU_HEADROOM 1.3
/* 80 PLUS Gold at half load on 230 V: 92 %. */
#define PSU_EFFICIENCY 0.92
/* How far the host goes from idle to full load while its cards work (an assumption: data loading
 * and launching kernels keep a few cores busy). */
#define HOST_LOAD_SHARE 0.25
/* A PCIe 8-pin connector carries 150 W, the slot 75 W (PCIe CEM); a supply has about one such
 * connector, or a 16-pin worth four, for each 150 W of its rating. */
#define SLOT_W      75.0
#define CONNECTOR_W 150.0

/* 80 PLUS Gold at full load on 230 V: 89 %. */
#define PSU_EFFICIENCY_FULL 0.89
/* Open coolers that a tower carries off the heat of: one above the other, with a slot between. */
#define MOST_OPEN_IN_TOWER 2

/**
 * hr_host_rules_slots:
 *
 * Returns: slots that @gpu_count cards take side by side; 2.5 slots block three.
 */
guint
hr_host_rules_slots (const HrGpu *gpu, guint gpu_count)
{
  return (guint) ceil (MAX (gpu->slots, 1)) * gpu_count;
}

/**
 * hr_host_rules_check:
 * @platform: a board family with its case
 * @gpu: a card
 * @gpu_count: how many, 1…8
 *
 * Form, cooling, slots, lanes and the power of one card; the power supply is chosen with the parts.
 * A single card of any width fits wherever a card fits at all: nothing is beside it. A server that
 * is built for passive cards alone has no room for the height and the plugs of others. Three open
 * coolers in one case stand in each other's heat; on an open frame each stands apart, one a slot.
 *
 * Returns: the first rule that refuses, or %HR_HOST_FITS.
 */
HrHostVerdict
hr_host_rules_check (const HrPlatform *platform, const HrGpu *gpu, guint gpu_count)
{
  if (!hr_gpu_is_single_sale (gpu) || platform->baseboard_gpus > 0)
    return HR_HOST_MODULE;
  if (gpu->form == HR_FORM_PCIE_PASSIVE && !platform->passive_cooling)
    return HR_HOST_COOLING;
  if (hr_gpu_power_cooler (gpu) == HR_COOLER_OPEN && gpu_count > MOST_OPEN_IN_TOWER
      && platform->kind == HR_HOST_KIND_TOWER && !platform->open_frame)
    return HR_HOST_COOLING;
  if (platform->gpu_slots == 0 || gpu_count > HR_HOST_MAX_GPUS
      || (platform->module_form == HR_FORM_PCIE_PASSIVE && gpu->form != HR_FORM_PCIE_PASSIVE))
    return HR_HOST_SLOTS;
  if (gpu_count > 1 && !platform->open_frame
      && hr_host_rules_slots (gpu, gpu_count) > 2 * platform->gpu_slots)
    return HR_HOST_SLOTS;
  if (platform->open_frame && gpu_count > platform->gpu_slots)
    return HR_HOST_SLOTS;
  if (platform->lanes_per_gpu[gpu_count - 1] == 0)
    return HR_HOST_LANES;
  if (platform->card_max_w > 0 && gpu->tdp_w > platform->card_max_w)
    return HR_HOST_SUPPLY;
  return HR_HOST_FITS;
}

/**
 * hr_host_rules_peak_w:
 *
 * Returns: watts at the wall while cards and processors do all they can: what a circuit must bear.
 */
double
hr_host_rules_peak_w (const HrPlatform *platform, const HrGpu *gpu, guint gpu_count)
{
  return (gpu->tdp_w * gpu_count + platform->load_w) / PSU_EFFICIENCY_FULL;
}

/**
 * hr_host_rules_psu_w:
 *
 * Returns: the rating in watts that the power supply needs: the full load and 30 %, never less than
 *   the card's maker asks for, and enough connectors.
 */
double
hr_host_rules_psu_w (const HrPlatform *platform, const HrGpu *gpu, guint gpu_count)
{
  double load = PSU_HEADROOM * (gpu->tdp_w * gpu_count + platform->load_w);
  double connectors = ceil (MAX (0, gpu->tdp_w - SLOT_W) / CONNECTOR_W) * gpu_count;

  load = MAX (load, connectors * CONNECTOR_W);
  if (gpu->psu_recommended_w > 0)
    load = MAX (load, gpu->psu_recommended_w + PSU_HEADROOM * gpu->tdp_w * (gpu_count - 1));
  return load;
}

/**
 * hr_host_rules_ram_gb_s_traced:
 * @modules: all together
 * @kit_mt_s: what the modules are sold for
 * @trace: (nullable): gets the bandwidth
 *
 * Returns: GB/s: filled channels × 8 bytes × the rate that the platform runs them at, which is
 *   lower with two modules in a channel.
 */
double
hr_host_rules_ram_gb_s_traced (const HrPlatform *platform,
                               guint             modules,
                               double            kit_mt_s,
                               HrTrace          *trace)
{
  double mt_s = platform->ram_mt_s, gb_s, filled = MIN (modules, platform->memory_channels);

  if (modules > platform->memory_channels && platform->ram_mt_s_2dpc > 0)
    mt_s = platform->ram_mt_s_2dpc;
  if (mt_s <= 0 || (kit_mt_s > 0 && kit_mt_s < mt_s))
    mt_s = kit_mt_s;
  gb_s = filled * 8 * mt_s / 1000;
  HR_TRACE (trace, "host.bandwidth", "channels filled × 8 B × rate", gb_s, HR_UNIT_GB_S,
            "the slower of what the modules and the platform do, in MT/s", "channels filled",
            filled, HR_UNIT_COUNT, "channels", (double) platform->memory_channels, HR_UNIT_COUNT,
            "modules", (double) modules, HR_UNIT_COUNT, "rate", mt_s, HR_UNIT_COUNT, NULL);
  return gb_s;
}

double
hr_host_rules_ram_gb_s (const HrPlatform *platform, guint modules, double kit_mt_s)
{
  return hr_host_rules_ram_gb_s_traced (platform, modules, kit_mt_s, NULL);
}

/**
 * hr_host_rules_bridge:
 *
 * A bridge joins two cards, and no more than two: among four cards with two bridges a ring still
 * passes the slots. It is worth a thought where one way of it is as fast as the slot.
 *
 * Returns: whether @gpu_count of the cards can be joined by a bridge.
 */
gboolean
hr_host_rules_bridge (const HrGpu *gpu, guint gpu_count)
{
  return gpu_count == 2 && hr_gpu_is_single_sale (gpu)
         && gpu->link_gb_s / 2 >= hr_pcie_usable_gb_s (gpu->pcie_gen, gpu->pcie_lanes);
}

/**
 * hr_host_rules_link:
 * @is_bridged: whether a bridge that is bought apart joins the cards (see hr_host_rules_bridge())
 * @host: gets lanes, generation, peer-to-peer and link; the rest is left alone
 *
 * GeForce and other consumer cards have no PCIe peer-to-peer. NVLink and Infinity Fabric count on a
 * baseboard, and between two cards with a bridge.
 */
void
hr_host_rules_link (const HrPlatform *platform,
                    const HrGpu      *gpu,
                    guint             gpu_count,
                    gboolean          is_bridged,
                    HrHost           *host)
{
  guint    lanes = platform->lanes_per_gpu[CLAMP (gpu_count, 1, HR_HOST_MAX_GPUS) - 1];
  gboolean is_linked = platform->baseboard_gpus > 0
                           ? gpu_count > 1
                           : is_bridged && hr_host_rules_bridge (gpu, gpu_count);

  host->pcie_gen = MIN (platform->pcie_gen, gpu->pcie_gen);
  host->pcie_lanes = MIN (lanes > 0 ? lanes : gpu->pcie_lanes, gpu->pcie_lanes);
  host->pcie_gb_s = hr_pcie_usable_gb_s (host->pcie_gen, host->pcie_lanes);
  host->peer_to_peer = gpu->segment != HR_SEGMENT_CONSUMER;
  host->link_gb_s = is_linked ? gpu->link_gb_s : 0;
}

/**
 * hr_host_rules_wall_w_traced:
 * @gpu_load: 0…1 of the cards' board power
 * @trace: (nullable): gets the power with its parts
 *
 * Returns: watts at the wall while the machine works, before any cooling of the room.
 */
double
hr_host_rules_wall_w_traced (
    const HrPlatform *platform, const HrGpu *gpu, guint gpu_count, double gpu_load, HrTrace *trace)
{
  double host = platform->idle_w + HOST_LOAD_SHARE * MAX (0, platform->load_w - platform->idle_w);
  double wall = (gpu->tdp_w * gpu_count * gpu_load + host) / PSU_EFFICIENCY;

  HR_TRACE (trace, "energy.wall", "(board power × cards × load + host) ÷ efficiency", wall,
            HR_UNIT_W,
            "efficiency: 80 PLUS Gold at half load on 230 V; host: a quarter of the way "
            "from idle to full load",
            "board power", gpu->tdp_w, HR_UNIT_W, "cards", (double) gpu_count, HR_UNIT_COUNT,
            "load", gpu_load, HR_UNIT_RATIO, "host", host, HR_UNIT_W, "efficiency", PSU_EFFICIENCY,
            HR_UNIT_RATIO, NULL);
  return wall;
}

double
hr_host_rules_wall_w (const HrPlatform *platform,
                      const HrGpu      *gpu,
                      guint             gpu_count,
                      double            gpu_load)
{
  return hr_host_rules_wall_w_traced (platform, gpu, gpu_count, gpu_load, NULL);
}

/* The rule of thumb begins at 2 for GPU memory up to the first, at 3 up to the second, then at 4,
 * and reaches one further. */
#define RULE_SMALL_GIB  24
#define RULE_MIDDLE_GIB 96

/**
 * hr_host_rules_ram_rule:
 *
 * Returns: where the rule of thumb for RAM ÷ GPU memory begins; it ends one above.
 */
double
hr_host_rules_ram_rule (const HrGpu *gpu, guint gpu_count)
{
  double vram = gpu->vram_gib * gpu_count;

  return vram <= RULE_SMALL_GIB ? 2 : vram <= RULE_MIDDLE_GIB ? 3 : 4;
}

/**
 * hr_host_rules_ram_ratio:
 * @ram_gib: of the machine
 * @rule_low: (out): where the rule of thumb begins; it ends one above
 * @trace: (nullable): gets the ratio
 *
 * The rule of thumb that is shown beside the need: 2 to 3 times the GPU memory to begin with, 3 to
 * 4 in the middle, 4 to 5 for large models.
 *
 * Returns: RAM ÷ GPU memory of all cards.
 */
double
hr_host_rules_ram_ratio (
    const HrGpu *gpu, guint gpu_count, double ram_gib, double *rule_low, HrTrace *trace)
{
  double vram = gpu->vram_gib * gpu_count, ratio = ram_gib / vram;

  *rule_low = hr_host_rules_ram_rule (gpu, gpu_count);
  HR_TRACE (trace, "host.ratio", "RAM ÷ GPU memory", ratio, HR_UNIT_RATIO,
            "rule of thumb: 2 to 3 for entry, 3 to 4 for the middle, 4 to 5 for large models",
            "RAM", ram_gib, HR_UNIT_GIB, "GPU memory", vram, HR_UNIT_GIB, "rule from", *rule_low,
            HR_UNIT_RATIO, "rule to", *rule_low + 1, HR_UNIT_RATIO, NULL);
  return ratio;
}
