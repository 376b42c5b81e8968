/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "hr-price-today.h"

#include <string.h>

/* clang-format off */
#define DATE { 2026, 10, 1 }
#define PRICE(dollars) { .usd = dollars, .date = DATE, .condition = HR_CONDITION_NEW, .source = "invented" }
#define STALE(dollars) { .usd = dollars, .date = { 2026, 1, 1 }, .condition = HR_CONDITION_USED, .source = "invented" }
/* clang-format on */

static const HrGpu gpus[] = {
  { .id = "small",
    .name = "Small 8",
    .vendor = HR_VENDOR_NVIDIA,
    .segment = HR_SEGMENT_CONSUMER,
    .arch = HR_ARCH_ADA,
    .form = HR_FORM_PCIE_ACTIVE,
    .slots = 2,
    .vram_gib = 8,
    .devices = 1,
    .bandwidth_gb_s = 280,
    .tflops = { 0.3, 0, 20, 20, 80, 40, 40, 160, 160, 0 },
    .pcie_gen = 4,
    .pcie_lanes = 8,
    .tdp_w = 120,
    .psu_recommended_w = 550,
    .n_prices = 1,
    .prices = { PRICE (300) } },
  { .id = "middle",
    .name = "Middle 24",
    .vendor = HR_VENDOR_NVIDIA,
    .segment = HR_SEGMENT_CONSUMER,
    .arch = HR_ARCH_AMPERE,
    .form = HR_FORM_PCIE_ACTIVE,
    .slots = 3,
    .vram_gib = 24,
    .devices = 1,
    .bandwidth_gb_s = 936,
    .tflops = { 0.6, 0, 36, 36, 142, 71, 71, 0, 284, 0 },
    .pcie_gen = 4,
    .pcie_lanes = 16,
    .link_gb_s = 112.5,
    .tdp_w = 350,
    .psu_recommended_w = 750,
    .n_prices = 1,
    .prices = { STALE (900) } },
  { .id = "large",
    .name = "Large 48",
    .vendor = HR_VENDOR_NVIDIA,
    .segment = HR_SEGMENT_WORKSTATION,
    .arch = HR_ARCH_ADA,
    .form = HR_FORM_PCIE_ACTIVE,
    .slots = 2,
    .vram_gib = 48,
    .devices = 1,
    .bandwidth_gb_s = 960,
    .tflops = { 1.4, 0, 91, 182, 364, 364, 364, 728, 728, 0 },
    .pcie_gen = 4,
    .pcie_lanes = 16,
    .tdp_w = 300,
    .ecc = TRUE,
    .n_prices = 1,
    .prices = { PRICE (5500) } },
  { .id = "red",
    .name = "Red 16",
    .vendor = HR_VENDOR_AMD,
    .segment = HR_SEGMENT_CONSUMER,
    .arch = HR_ARCH_RDNA4,
    .form = HR_FORM_PCIE_ACTIVE,
    .slots = 2.5,
    .vram_gib = 16,
    .devices = 1,
    .bandwidth_gb_s = 640,
    .tflops = { 0.7, 0, 49, 97, 195, 195, 195, 390, 390, 0 },
    .pcie_gen = 5,
    .pcie_lanes = 16,
    .tdp_w = 300,
    .psu_recommended_w = 750,
    .n_prices = 1,
    .prices = { PRICE (600) } },
  { .id = "passive",
    .name = "Passive 80",
    .vendor = HR_VENDOR_NVIDIA,
    .segment = HR_SEGMENT_DATACENTER,
    .arch = HR_ARCH_AMPERE,
    .form = HR_FORM_PCIE_PASSIVE,
    .slots = 2,
    .vram_gib = 80,
    .devices = 1,
    .bandwidth_gb_s = 1935,
    .tflops = { 9.7, 19.5, 19.5, 156, 312, 312, 312, 0, 624, 0 },
    .pcie_gen = 4,
    .pcie_lanes = 16,
    .link_gb_s = 600,
    .tdp_w = 300,
    .ecc = TRUE,
    .n_prices = 1,
    .prices = { STALE (9000) } },
  { .id = "module",
    .name = "Module 80",
    .vendor = HR_VENDOR_NVIDIA,
    .segment = HR_SEGMENT_DATACENTER,
    .arch = HR_ARCH_HOPPER,
    .form = HR_FORM_SXM,
    .vram_gib = 80,
    .devices = 1,
    .bandwidth_gb_s = 3350,
    .tflops = { 34, 67, 67, 495, 989, 989, 989, 1979, 1979, 0 },
    .pcie_gen = 5,
    .pcie_lanes = 16,
    .link_gb_s = 900,
    .tdp_w = 700,
    .ecc = TRUE,
    .n_prices = 1,
    .prices = { STALE (14000) } },
  { .id = "priceless",
    .name = "Priceless 32",
    .vendor = HR_VENDOR_NVIDIA,
    .segment = HR_SEGMENT_CONSUMER,
    .arch = HR_ARCH_ADA,
    .form = HR_FORM_PCIE_ACTIVE,
    .slots = 2,
    .vram_gib = 32,
    .devices = 1,
    .bandwidth_gb_s = 1000,
    .tflops = { 1, 0, 60, 60, 240, 120, 120, 480, 480, 0 },
    .pcie_gen = 5,
    .pcie_lanes = 16,
    .tdp_w = 320,
    .launch_price_usd = 999 },
};

/* clang-format off: one part a line */
static const HrRamKit kits[] = {
  { .id = "u-2x16",
    .name = "2 × 16",
    .type = "ddr5-udimm",
    .speed_mt_s = 6000,
    .modules = 2,
    .module_gib = 16,
    .price = PRICE (200) },
  { .id = "u-2x48",
    .name = "2 × 48",
    .type = "ddr5-udimm",
    .speed_mt_s = 5200,
    .modules = 2,
    .module_gib = 48,
    .price = PRICE (700) },
  { .id = "r-1x32",
    .name = "1 × 32",
    .type = "ddr5-rdimm",
    .speed_mt_s = 4800,
    .modules = 1,
    .module_gib = 32,
    .price = PRICE (250) },
  { .id = "r-4x64",
    .name = "4 × 64",
    .type = "ddr5-rdimm",
    .speed_mt_s = 5600,
    .modules = 4,
    .module_gib = 64,
    .price = PRICE (2400) },
};

static const HrPlatform platforms[] = {
  { .id = "desk",
    .name = "Desk",
    .kind = HR_HOST_KIND_TOWER,
    .cpus = 1,
    .memory_channels = 2,
    .max_dimms = 4,
    .max_ram_gib = 256,
    .ram_type = "ddr5-udimm",
    .ram_mt_s = 5600,
    .ram_mt_s_2dpc = 3600,
    .pcie_gen = 5,
    .gpu_slots = 2,
    .lanes_per_gpu = { 16, 8 },
    .idle_w = 60,
    .load_w = 250 },
  { .id = "work",
    .name = "Work",
    .kind = HR_HOST_KIND_TOWER,
    .cpus = 1,
    .memory_channels = 8,
    .max_dimms = 8,
    .max_ram_gib = 2048,
    .ram_type = "ddr5-rdimm",
    .ram_mt_s = 5200,
    .pcie_gen = 5,
    .gpu_slots = 4,
    .lanes_per_gpu = { 16, 16, 16, 16 },
    .idle_w = 120,
    .load_w = 400 },
  { .id = "rack",
    .name = "Rack",
    .kind = HR_HOST_KIND_RACK,
    .cpus = 2,
    .memory_channels = 16,
    .max_dimms = 32,
    .max_ram_gib = 4096,
    .ram_type = "ddr5-rdimm",
    .ram_mt_s = 4800,
    .ram_mt_s_2dpc = 4400,
    .pcie_gen = 5,
    .gpu_slots = 8,
    .lanes_per_gpu = { 16, 16, 16, 16, 16, 16, 16, 16 },
    .passive_cooling = TRUE,
    .idle_w = 250,
    .load_w = 800 },
  { .id = "board",
    .name = "Baseboard",
    .kind = HR_HOST_KIND_RACK,
    .cpus = 2,
    .memory_channels = 16,
    .max_dimms = 32,
    .max_ram_gib = 4096,
    .ram_type = "ddr5-rdimm",
    .ram_mt_s = 4800,
    .pcie_gen = 5,
    .lanes_per_gpu = { 0, 0, 0, 0, 0, 0, 0, 16 },
    .module_form = HR_FORM_SXM,
    .baseboard_gpus = 8,
    .idle_w = 1500,
    .load_w = 4600 },
  { .id = "box",
    .name = "Box",
    .kind = HR_HOST_KIND_RACK,
    .cpus = 1,
    .memory_channels = 8,
    .max_dimms = 8,
    .max_ram_gib = 1024,
    .ram_type = "ddr5-rdimm",
    .ram_mt_s = 4800,
    .pcie_gen = 4,
    .gpu_slots = 8,
    .lanes_per_gpu = { 16, 16, 16, 16, 8, 8, 8, 8 },
    .passive_cooling = TRUE,
    .module_form = HR_FORM_PCIE_PASSIVE,
    .card_max_w = 500,
    .idle_w = 150,
    .load_w = 400 },
};

static const HrHostPart parts[] = {
  { .part = HR_PART_CPU,
    .id = "desk-8",
    .name = "Desk 8",
    .platform = "desk",
    .cores = 8,
    .price = PRICE (250) },
  { .part = HR_PART_CPU,
    .id = "desk-16",
    .name = "Desk 16",
    .platform = "desk",
    .cores = 16,
    .price = PRICE (500) },
  { .part = HR_PART_CPU,
    .id = "desk-12",
    .name = "Desk 12, dear",
    .platform = "desk",
    .cores = 12,
    .price = PRICE (520) },
  { .part = HR_PART_CPU,
    .id = "work-24",
    .name = "Work 24",
    .platform = "work",
    .cores = 24,
    .price = PRICE (1500) },
  { .part = HR_PART_CPU,
    .id = "work-64",
    .name = "Work 64",
    .platform = "work",
    .cores = 64,
    .price = PRICE (5000) },
  { .part = HR_PART_CPU,
    .id = "rack-32",
    .name = "Rack 32",
    .platform = "rack",
    .cores = 32,
    .price = PRICE (2000) },
  { .part = HR_PART_CPU,
    .id = "box-16",
    .name = "Box 16",
    .platform = "box",
    .cores = 16,
    .price = PRICE (400) },
  { .part = HR_PART_CHASSIS,
    .id = "box-4",
    .name = "Box with everything",
    .platform = "box",
    .gpu_slots = 4,
    .capacity = 2200,
    .price = PRICE (2000) },
  { .part = HR_PART_CHASSIS,
    .id = "box-8",
    .name = "Larger box with everything",
    .platform = "box",
    .gpu_slots = 8,
    .capacity = 4400,
    .price = PRICE (3000) },
  { .part = HR_PART_BRIDGE,
    .id = "bridge-middle",
    .name = "Bridge",
    .gpu = "middle",
    .price = PRICE (100) },
  { .part = HR_PART_BRIDGE,
    .id = "bridge-middle-dear",
    .name = "Dear bridge",
    .gpu = "middle",
    .price = PRICE (250) },
  { .part = HR_PART_BRIDGE,
    .id = "bridge-passive",
    .name = "Bridges",
    .gpu = "passive",
    .price = PRICE (600) },
  { .part = HR_PART_MOTHERBOARD,
    .id = "desk-board",
    .name = "Desk board",
    .platform = "desk",
    .price = PRICE (200) },
  { .part = HR_PART_MOTHERBOARD,
    .id = "work-board",
    .name = "Work board",
    .platform = "work",
    .price = PRICE (1000) },
  { .part = HR_PART_MOTHERBOARD,
    .id = "rack-board",
    .name = "Rack board",
    .platform = "rack",
    .price = PRICE (1200) },
  { .part = HR_PART_PSU, .id = "psu-650", .name = "650 W", .capacity = 650, .price = PRICE (90) },
  { .part = HR_PART_PSU,
    .id = "psu-1000",
    .name = "1000 W",
    .capacity = 1000,
    .price = PRICE (180) },
  { .part = HR_PART_PSU,
    .id = "psu-1600",
    .name = "1600 W",
    .capacity = 1600,
    .price = PRICE (450) },
  { .part = HR_PART_PSU,
    .id = "psu-2200",
    .name = "2200 W",
    .capacity = 2200,
    .price = PRICE (700) },
  { .part = HR_PART_CASE, .id = "case-2", .name = "Case", .gpu_slots = 2, .price = PRICE (100) },
  { .part = HR_PART_CASE,
    .id = "case-4",
    .name = "Large case",
    .gpu_slots = 4,
    .price = PRICE (250) },
  { .part = HR_PART_CHASSIS,
    .id = "chassis-8",
    .name = "Chassis",
    .gpu_slots = 8,
    .price = PRICE (1500) },
  { .part = HR_PART_COOLER, .id = "cooler", .name = "Cooler", .price = PRICE (60) },
  { .part = HR_PART_NVME,
    .id = "nvme-1",
    .name = "1 TB",
    .capacity = 1000,
    .read_gb_s = 3,
    .price = PRICE (80) },
  { .part = HR_PART_NVME,
    .id = "nvme-2",
    .name = "2 TB",
    .capacity = 2000,
    .read_gb_s = 7,
    .price = PRICE (180) },
  { .part = HR_PART_SYSTEM,
    .id = "system-8",
    .name = "8 modules",
    .platform = "board",
    .gpu_slots = 8,
    .gpu = "module",
    .cores = 96,
    .capacity = 2048,
    .price = PRICE (250000) },
};

static const HrRentOffer offers[] = {
  { .id = "rent-middle",
    .gpu = "middle",
    .provider = "Somewhere",
    .kind = "on-demand",
    .gpu_count = 1,
    .usd_per_gpu_hour = 0.3,
    .date = DATE },
  { .id = "rent-module",
    .gpu = "module",
    .provider = "Elsewhere",
    .kind = "on-demand",
    .gpu_count = 1,
    .usd_per_gpu_hour = 2.5,
    .date = DATE },
};

static void
free_arrays (gpointer data)
{
  HrSnapshot *snapshot = data;

  g_free ((gpointer) snapshot->gpus);
  g_free ((gpointer) snapshot->ram_kits);
  g_free ((gpointer) snapshot->platforms);
  g_free ((gpointer) snapshot->host_parts);
}

HrSnapshot *
fixture_snapshot (void)
{
  HrSnapshot *s = g_new0 (HrSnapshot, 1), *today;

  s->ref_count = 1;
  s->free_arrays = free_arrays;
  s->n_gpus = G_N_ELEMENTS (gpus);
  s->gpus = g_memdup2 (gpus, sizeof gpus);
  s->n_ram_kits = G_N_ELEMENTS (kits);
  s->ram_kits = g_memdup2 (kits, sizeof kits);
  s->n_platforms = G_N_ELEMENTS (platforms);
  s->platforms = g_memdup2 (platforms, sizeof platforms);
  s->n_host_parts = G_N_ELEMENTS (parts);
  s->host_parts = g_memdup2 (parts, sizeof parts);
  s->n_rent_offers = G_N_ELEMENTS (offers);
  s->rent_offers = offers;
  /* The prices are those of the day, so that what a test sets is what counts. */
  today = hr_price_today_snapshot (s, FIXTURE_TODAY);
  hr_snapshot_unref (s);
  return today;
}

HrGpu *
fixture_gpus (HrSnapshot *snapshot)
{
  return (HrGpu *) snapshot->gpus;
}

static double
about (double value)
{
  return value * g_test_rand_double_range (0.5, 2);
}

/* The same parts with prices, memories, speeds and powers halved to doubled at random, and @n_gpus
 * cards, each made from one of the fixture's. */
HrSnapshot *
fixture_random (guint n_gpus)
{
  HrSnapshot *s = fixture_snapshot ();
  HrGpu      *cards = g_new (HrGpu, n_gpus);
  HrRamKit   *ram = (HrRamKit *) s->ram_kits;
  HrHostPart *host = (HrHostPart *) s->host_parts;

  for (guint i = 0; i < n_gpus; i++)
    {
      cards[i] = gpus[i % G_N_ELEMENTS (gpus)];
      cards[i].vram_gib = about (cards[i].vram_gib);
      cards[i].bandwidth_gb_s = about (cards[i].bandwidth_gb_s);
      cards[i].tdp_w = about (cards[i].tdp_w);
      cards[i].prices[0].usd = about (cards[i].prices[0].usd);
      for (guint k = 0; k < HR_N_RATE; k++)
        cards[i].tflops[k] = about (cards[i].tflops[k]);
    }
  g_free ((gpointer) s->gpus);
  s->gpus = cards;
  s->n_gpus = n_gpus;
  for (guint i = 0; i < s->n_ram_kits; i++)
    ram[i].price.usd = about (ram[i].price.usd);
  for (guint i = 0; i < s->n_host_parts; i++)
    host[i].price.usd = about (host[i].price.usd);
  return s;
}
