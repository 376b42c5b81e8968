/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-host-rules.h"

static const HrPlatform desk = {
  .id = "desk",
  .kind = HR_HOST_KIND_TOWER,
  .memory_channels = 2,
  .ram_mt_s = 5600,
  .ram_mt_s_2dpc = 3600,
  .pcie_gen = 5,
  .gpu_slots = 2,
  .lanes_per_gpu = { 16, 8 },
  .idle_w = 60,
  .load_w = 240,
};
static const HrPlatform rack = {
  .id = "rack",
  .kind = HR_HOST_KIND_RACK,
  .memory_channels = 12,
  .ram_mt_s = 4800,
  .pcie_gen = 5,
  .gpu_slots = 8,
  .lanes_per_gpu = { 16, 16, 16, 16, 16, 16, 16, 8 },
  .passive_cooling = TRUE,
  .idle_w = 140,
  .load_w = 500,
};
static const HrPlatform board = {
  .id = "board",
  .kind = HR_HOST_KIND_RACK,
  .lanes_per_gpu = { 0, 0, 0, 0, 0, 0, 0, 16 },
  .baseboard_gpus = 8,
  .pcie_gen = 5,
  .module_form = HR_FORM_SXM,
};

static HrGpu
card (HrForm form, double slots)
{
  return (HrGpu){ .form = form,
                  .segment = HR_SEGMENT_WORKSTATION,
                  .slots = slots,
                  .vram_gib = 24,
                  .devices = 1,
                  .pcie_gen = 4,
                  .pcie_lanes = 16,
                  .link_gb_s = 100,
                  .tdp_w = 350,
                  .psu_recommended_w = 750 };
}

static void
test_check (void)
{
  static const struct
  {
    const HrPlatform *platform;
    HrForm            form;
    double            slots;
    guint             count;
    HrHostVerdict     verdict;
  } cases[] = {
    { &desk, HR_FORM_PCIE_ACTIVE, 2, 1, HR_HOST_FITS },
    { &desk, HR_FORM_PCIE_ACTIVE, 4, 1, HR_HOST_FITS },
    { &desk, HR_FORM_PCIE_ACTIVE, 2, 2, HR_HOST_FITS },
    { &desk, HR_FORM_PCIE_ACTIVE, 2.5, 2, HR_HOST_SLOTS },
    { &desk, HR_FORM_PCIE_ACTIVE, 3, 2, HR_HOST_SLOTS },
    { &desk, HR_FORM_PCIE_ACTIVE, 1, 3, HR_HOST_LANES },
    { &desk, HR_FORM_PCIE_ACTIVE, 1, 9, HR_HOST_SLOTS },
    { &desk, HR_FORM_PCIE_PASSIVE, 2, 1, HR_HOST_COOLING },
    { &rack, HR_FORM_PCIE_PASSIVE, 2, 8, HR_HOST_FITS },
    { &rack, HR_FORM_PCIE_ACTIVE, 3, 5, HR_HOST_FITS },
    { &rack, HR_FORM_PCIE_ACTIVE, 3, 6, HR_HOST_SLOTS },
    { &desk, HR_FORM_SXM, 0, 1, HR_HOST_MODULE },
    { &rack, HR_FORM_OAM, 0, 8, HR_HOST_MODULE },
    { &rack, HR_FORM_MEZZANINE, 0, 1, HR_HOST_MODULE },
    { &board, HR_FORM_PCIE_ACTIVE, 2, 8, HR_HOST_MODULE },
    { &board, HR_FORM_SXM, 0, 8, HR_HOST_MODULE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrGpu gpu = card (cases[i].form, cases[i].slots);

      g_test_message ("case %u", i);
      g_assert_cmpint (hr_host_rules_check (cases[i].platform, &gpu, cases[i].count), ==,
                       cases[i].verdict);
    }
}

/* 1.3 × (cards + host), never less than the maker's figure and than 150 W a connector. */
static void
test_psu (void)
{
  HrGpu gpu = card (HR_FORM_PCIE_ACTIVE, 2);

  g_assert_cmpfloat_with_epsilon (hr_host_rules_psu_w (&desk, &gpu, 1), 1.3 * (350 + 240), 1e-9);
  g_assert_cmpfloat_with_epsilon (hr_host_rules_psu_w (&desk, &gpu, 2), 1.3 * (700 + 240), 1e-9);
  gpu.psu_recommended_w = 1000;
  g_assert_cmpfloat_with_epsilon (hr_host_rules_psu_w (&desk, &gpu, 1), 1000, 1e-9);
  gpu.psu_recommended_w = 0;
  gpu.tdp_w = 70;
  g_assert_cmpfloat_with_epsilon (hr_host_rules_psu_w (&desk, &gpu, 1), 1.3 * (70 + 240), 1e-9);
}

/* Channels × 8 B × MT/s: two DDR5-5600 channels are 89.6 GB/s. */
static void
test_ram (void)
{
  g_assert_cmpfloat_with_epsilon (hr_host_rules_ram_gb_s (&desk, 2, 6000), 89.6, 1e-9);
  g_assert_cmpfloat_with_epsilon (hr_host_rules_ram_gb_s (&desk, 1, 6000), 44.8, 1e-9);
  g_assert_cmpfloat_with_epsilon (hr_host_rules_ram_gb_s (&desk, 4, 6000), 57.6, 1e-9);
  g_assert_cmpfloat_with_epsilon (hr_host_rules_ram_gb_s (&desk, 2, 4800), 76.8, 1e-9);
  g_assert_cmpfloat_with_epsilon (hr_host_rules_ram_gb_s (&rack, 12, 4800), 460.8, 1e-9);
}

static void
test_link (void)
{
  HrGpu  gpu = card (HR_FORM_PCIE_ACTIVE, 2), module = card (HR_FORM_SXM, 0);
  HrHost host = { .ram_gib = 64 };

  gpu.segment = HR_SEGMENT_CONSUMER;
  hr_host_rules_link (&desk, &gpu, 2, FALSE, &host);
  g_assert_cmpuint (host.pcie_lanes, ==, 8);
  g_assert_cmpuint (host.pcie_gen, ==, 4);
  g_assert_cmpfloat_with_epsilon (host.pcie_gb_s, 13.25, 1e-9);
  g_assert_false (host.peer_to_peer);
  g_assert_cmpfloat (host.link_gb_s, ==, 0);
  g_assert_cmpfloat (host.ram_gib, ==, 64);
  module.segment = HR_SEGMENT_DATACENTER;
  hr_host_rules_link (&board, &module, 8, FALSE, &host);
  g_assert_true (host.peer_to_peer);
  g_assert_cmpfloat (host.link_gb_s, ==, 100);
}

/* Two cards, never more, and only where the link beats the slot; a baseboard needs no bridge. */
static void
test_bridge (void)
{
  static const struct
  {
    HrForm form;
    double link_gb_s;
    guint  pcie_gen, count;
    double expected_gb_s;
  } cases[] = {
    { HR_FORM_PCIE_ACTIVE, 112.5, 4, 1, 0 },  { HR_FORM_PCIE_ACTIVE, 112.5, 4, 2, 112.5 },
    { HR_FORM_PCIE_ACTIVE, 112.5, 4, 3, 0 },  { HR_FORM_PCIE_ACTIVE, 112.5, 4, 4, 0 },
    { HR_FORM_PCIE_ACTIVE, 0, 4, 2, 0 },      { HR_FORM_PCIE_ACTIVE, 53, 4, 2, 53 },
    { HR_FORM_PCIE_ACTIVE, 52.9, 4, 2, 0 },   { HR_FORM_PCIE_ACTIVE, 53, 5, 2, 0 },
    { HR_FORM_PCIE_PASSIVE, 600, 4, 2, 600 }, { HR_FORM_SXM, 600, 4, 2, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrGpu  gpu = card (cases[i].form, 2);
      HrHost host = { 0 };

      g_test_message ("case %u", i);
      gpu.link_gb_s = cases[i].link_gb_s;
      gpu.pcie_gen = cases[i].pcie_gen;
      g_assert_cmpint (hr_host_rules_bridge (&gpu, cases[i].count), ==, cases[i].expected_gb_s > 0);
      hr_host_rules_link (&rack, &gpu, cases[i].count, TRUE, &host);
      g_assert_cmpfloat (host.link_gb_s, ==, cases[i].expected_gb_s);
      hr_host_rules_link (&rack, &gpu, cases[i].count, FALSE, &host);
      g_assert_cmpfloat (host.link_gb_s, ==, 0);
    }
}

/* A server for passive cards takes no others, and none that its cables cannot feed. */
static void
test_passive_server (void)
{
  HrPlatform server = rack;
  HrGpu      passive = card (HR_FORM_PCIE_PASSIVE, 2), active = card (HR_FORM_PCIE_ACTIVE, 2);

  server.module_form = HR_FORM_PCIE_PASSIVE;
  g_assert_cmpint (hr_host_rules_check (&server, &passive, 1), ==, HR_HOST_FITS);
  g_assert_cmpint (hr_host_rules_check (&server, &active, 1), ==, HR_HOST_SLOTS);
  server.card_max_w = 350;
  g_assert_cmpint (hr_host_rules_check (&server, &passive, 8), ==, HR_HOST_FITS);
  server.card_max_w = 349;
  g_assert_cmpint (hr_host_rules_check (&server, &passive, 1), ==, HR_HOST_SUPPLY);
}

/* Open coolers blow into the case: two at most in a tower, as many as there are risers on a frame,
 * whatever their width. Blowers, and open ones in a rack, are held by slots alone. */
static void
test_cooler (void)
{
  HrPlatform tower = { .kind = HR_HOST_KIND_TOWER,
                       .gpu_slots = 7,
                       .module_form = HR_FORM_PCIE_ACTIVE };
  HrPlatform frame, chassis;
  HrGpu open = card (HR_FORM_PCIE_ACTIVE, 3), blower = card (HR_FORM_PCIE_ACTIVE, 2), hot = open;

  for (guint i = 0; i < 8; i++)
    tower.lanes_per_gpu[i] = 16;
  frame = chassis = tower;
  frame.open_frame = TRUE;
  chassis.kind = HR_HOST_KIND_RACK;
  open.segment = HR_SEGMENT_CONSUMER;
  hot.tdp_w = 600;
  g_assert_cmpint (hr_host_rules_check (&tower, &open, 2), ==, HR_HOST_FITS);
  g_assert_cmpint (hr_host_rules_check (&tower, &open, 3), ==, HR_HOST_COOLING);
  g_assert_cmpint (hr_host_rules_check (&tower, &hot, 3), ==, HR_HOST_COOLING);
  g_assert_cmpint (hr_host_rules_check (&tower, &blower, 4), ==, HR_HOST_FITS);
  g_assert_cmpint (hr_host_rules_check (&frame, &open, 7), ==, HR_HOST_FITS);
  g_assert_cmpint (hr_host_rules_check (&frame, &open, 8), ==, HR_HOST_SLOTS);
  g_assert_cmpint (hr_host_rules_check (&chassis, &open, 4), ==, HR_HOST_FITS);
}

/* 2 × 350 W and a host of 240 W through a supply of 89 %. */
static void
test_peak (void)
{
  HrPlatform host = { .load_w = 240 };
  HrGpu      gpu = card (HR_FORM_PCIE_ACTIVE, 2);

  g_assert_cmpfloat_with_epsilon (hr_host_rules_peak_w (&host, &gpu, 2), 940 / 0.89, 1e-9);
}

static void
test_wall (void)
{
  HrGpu gpu = card (HR_FORM_PCIE_ACTIVE, 2);

  g_assert_cmpfloat_with_epsilon (hr_host_rules_wall_w (&desk, &gpu, 2, 0.5),
                                  (350 + 60 + 45) / 0.92, 1e-9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host-rules/check", test_check);
  g_test_add_func ("/host-rules/psu", test_psu);
  g_test_add_func ("/host-rules/ram", test_ram);
  g_test_add_func ("/host-rules/link", test_link);
  g_test_add_func ("/host-rules/bridge", test_bridge);
  g_test_add_func ("/host-rules/passive-server", test_passive_server);
  g_test_add_func ("/host-rules/cooler", test_cooler);
  g_test_add_func ("/host-rules/peak", test_peak);
  g_test_add_func ("/host-rules/wall", test_wall);
  return g_test_run ();
}
