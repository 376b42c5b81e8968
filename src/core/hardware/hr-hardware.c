/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-hardware.h"

gboolean
hr_price_is_known (const HrPrice *price)
{
  return price != NULL && price->usd > 0;
}

gboolean
hr_gpu_is_single_sale (const HrGpu *gpu)
{
  return gpu->form == HR_FORM_PCIE_ACTIVE || gpu->form == HR_FORM_PCIE_PASSIVE;
}

gboolean
hr_gpu_is_unified (const HrGpu *gpu)
{
  return gpu->form == HR_FORM_MACHINE;
}

const HrGpu *
hr_gpu_none (void)
{
  static const HrGpu none = { .id = "none",
                              .name = "CPU",
                              .vendor = HR_VENDOR_OTHER,
                              .segment = HR_SEGMENT_CONSUMER,
                              .arch = HR_ARCH_OTHER,
                              .form = HR_FORM_MACHINE,
                              .memory_type = HR_MEMORY_TYPE_OTHER,
                              .devices = 1,
                              .confidence = 'A' };

  return &none;
}

/**
 * hr_gpu_dropped_by:
 *
 * A card whose maker's current toolkit no longer supports it keeps the frameworks of its day.
 * Sources: NVIDIA CUDA Toolkit 13.0 release notes, August 2025 (Maxwell, Pascal and Volta are out;
 * PyTorch plans to end the builds with CUDA 12 that still have them, pytorch/pytorch#190385
 * of 17 July 2026); those of 12.0 (Kepler is out); AMD ROCm 5.6 release notes (gfx906, maintained
 * until the second quarter of 2024).
 *
 * Returns: (nullable): the first version of the toolkit that leaves the card's generation out;
 *   %NULL where it is supported, or nothing is known.
 */
const char *
hr_gpu_dropped_by (const HrGpu *gpu)
{
  if (gpu->chip && g_str_has_prefix (gpu->chip, "sm_3"))
    return "CUDA 12";
  if (gpu->chip && g_str_has_prefix (gpu->chip, "sm_5"))
    return "CUDA 13";
  switch ((int) gpu->arch)
    {
    case HR_ARCH_PASCAL:
    case HR_ARCH_VOLTA:
      return "CUDA 13";
    case HR_ARCH_GCN5:
      return "ROCm 6";
    default:
      return NULL;
    }
}

/**
 * hr_gpu_device_gib:
 *
 * Returns: GiB of one device as printed; a MI250 is two devices of 64, an A16 four of 16.
 */
double
hr_gpu_device_gib (const HrGpu *gpu)
{
  return gpu->vram_gib / MAX (gpu->devices, 1);
}

/**
 * hr_gpu_usable_gib:
 *
 * Returns: GiB of one device that the driver reports, before any process has its context. Where no
 *   report is known: 98 % of what is printed (the reports known run from 96 % with ECC on the
 * card's own DRAM to 99.9 %).
 */
double
hr_gpu_usable_gib (const HrGpu *gpu)
{
  if (gpu->usable_mib > 0)
    return gpu->usable_mib / 1024.0 / MAX (gpu->devices, 1);
  return 0.98 * hr_gpu_device_gib (gpu);
}

static gboolean
policy_allows (HrConditionPolicy policy, HrCondition condition)
{
  switch (policy)
    {
    case HR_CONDITION_POLICY_NEW:
      return condition == HR_CONDITION_NEW;
    case HR_CONDITION_POLICY_USED:
      return condition == HR_CONDITION_USED || condition == HR_CONDITION_REFURBISHED;
    case HR_CONDITION_POLICY_ANY:
    case HR_N_CONDITION_POLICY:
    default:
      return TRUE;
    }
}

/**
 * hr_gpu_price:
 * @gpu: a card
 * @policy: which conditions count
 *
 * Returns: (nullable): the newest dated price that @policy allows; of two equally new the lower
 * one. The user's own come before all others, whatever their dates: a clock may have been wrong,
 * and who enters a price means it. A launch price is never returned.
 */
const HrPrice *
hr_gpu_price (const HrGpu *gpu, HrConditionPolicy policy)
{
  const HrPrice *best = NULL;

  for (guint i = 0; i < gpu->n_prices; i++)
    {
      const HrPrice *price = &gpu->prices[i];
      int            newer;

      if (!hr_price_is_known (price) || price->is_unpayable
          || !policy_allows (policy, price->condition))
        continue;
      newer = best ? price->is_own - best->is_own : 1;
      if (newer == 0)
        newer = hr_date_compare (price->date, best->date);
      if (newer > 0 || (newer == 0 && price->usd < best->usd))
        best = price;
    }
  return best;
}

/**
 * hr_pcie_usable_gb_s:
 * @gen: PCIe generation, 1…6
 * @lanes: electrical width, 1…16
 *
 * Returns: usable GB/s one way. Generations 3 to 5 are measured host-to-device copies (x16:
 * 13, 26.5, 55; x8: 6.8, 13.5, 28); others scale by the generation's raw rate.
 */
double
hr_pcie_usable_gb_s (guint gen, guint lanes)
{
  static const double x16[] = { 0, 3.2, 6.4, 13, 26.5, 55, 110 };

  return x16[MIN (gen, 6)] * MIN (lanes, 16) / 16.0;
}

/**
 * hr_host_default_for:
 * @gpu: a card
 * @gpu_count: how many
 * @host: (out): the usual host of such a card
 *
 * For an estimate whose host is not given: the card's own PCIe interface at full width, the
 * interconnect of its baseboard (a bridge between PCIe cards is sold apart, and few have one), and
 * RAM, cores and storage that do not bind.
 */
void
hr_host_default_for (const HrGpu *gpu, guint gpu_count, HrHost *host)
{
  gboolean server = gpu->segment == HR_SEGMENT_DATACENTER;

  *host = (HrHost){
    .ram_gib = 0,
    .ram_bandwidth_gb_s = server ? 300 : 80,
    .cpu_cores = (server ? 16 : 12) * MAX (1, MIN (gpu_count, 8)),
    .pcie_gen = gpu->pcie_gen,
    .pcie_lanes = gpu->pcie_lanes,
    .pcie_gb_s = hr_pcie_usable_gb_s (gpu->pcie_gen, gpu->pcie_lanes),
    .peer_to_peer = gpu->segment != HR_SEGMENT_CONSUMER,
    .link_gb_s = gpu_count > 1 && !hr_gpu_is_single_sale (gpu) ? gpu->link_gb_s : 0,
    .storage_gb_s = 6,
  };
}
