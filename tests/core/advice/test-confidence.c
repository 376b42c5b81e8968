/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "hr-advice-private.h"

#define Z_80 1.2816

static const HrGpu ada = { .id = "ada", .vendor = HR_VENDOR_NVIDIA, .arch = HR_ARCH_ADA };
static const HrGpu ada_too = { .id = "ada-too", .vendor = HR_VENDOR_NVIDIA, .arch = HR_ARCH_ADA };
static const HrGpu ampere = { .id = "ampere", .vendor = HR_VENDOR_NVIDIA, .arch = HR_ARCH_AMPERE };

static double
phi (double z)
{
  return 0.5 * erfc (-z / G_SQRT2);
}

/* A machine that takes @seconds and has @gib free of memory that is known to a standard deviation
 * of 10 % each; 10 GiB are needed. */
static HrPick
pick_of (const HrGpu *gpu, double seconds, double free_gib)
{
  HrPick pick = { .build = { .gpu = gpu, .gpu_count = 1, .price_usd = 1000 },
                  .settings = { .task = HR_TASK_LLM_INFERENCE },
                  .headroom_gib = free_gib };

  pick.estimate = (HrEstimate){
    .seconds = seconds,
    .seconds_low = seconds * exp (-0.1 * Z_80),
    .seconds_high = seconds * exp (0.1 * Z_80),
    .required_gib = 10,
    .low_gib = 10 * exp (-0.1 * Z_80),
    .high_gib = 10 * exp (0.1 * Z_80),
    .available_gib = 10 + free_gib,
    .fit_chance = phi (log ((10 + free_gib) / 10) / 0.1),
  };
  pick.cost.job_usd = seconds;
  return pick;
}

static void
assert_near (double a, double b)
{
  g_assert_cmpfloat_with_epsilon (a, b, 1e-9);
}

/* The errors of like cards are alike, so that the same gap says more. */
static void
test_time (void)
{
  static const struct
  {
    const HrGpu *a, *b;
    guint        notes; /* of both */
    double       correlation;
  } cases[] = {
    { &ada, &ampere, 0, 0 },    { &ada, &ampere, HR_NOTE_EXTRAPOLATED, 0 },
    { &ada, &ada_too, 0, 0.2 }, { &ada, &ada_too, HR_NOTE_EXTRAPOLATED, 0.6 },
    { &ada, &ada, 0, 0.6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrPick a = pick_of (cases[i].a, 100, 1000), b = pick_of (cases[i].b, 110, 1000);
      double z = log (1.1) / sqrt (0.01 + 0.01 - 2 * cases[i].correlation * 0.01);

      a.estimate.notes = b.estimate.notes = cases[i].notes;
      assert_near (hr_confidence (&a, &b, HR_AIM_FASTEST, NULL), phi (z));
      assert_near (hr_confidence (&a, &b, HR_AIM_BEST_VALUE, NULL), phi (z));
      assert_near (hr_confidence (&b, &a, HR_AIM_FASTEST, NULL), phi (-z));
      assert_near (hr_confidence (&a, &a, HR_AIM_FASTEST, NULL), 0.5);
    }
}

/* Only one of the two is unmeasured: it is expected to be slower, and shares no error. */
static void
test_unmeasured (void)
{
  HrPick a = pick_of (&ada, 100, 1000), b = pick_of (&ada_too, 100, 1000);

  b.estimate.notes = HR_NOTE_EXTRAPOLATED;
  assert_near (hr_confidence (&a, &b, HR_AIM_FASTEST, NULL),
               phi (log (1.25) / sqrt (0.02 - 2 * 0.2 * 0.01)));
}

/* With the same settings it is one error of memory: if the work does not fit the larger card, it
 * does not fit the smaller one either. */
static void
test_memory (void)
{
  HrPick a = pick_of (&ada, 100, 1), b = pick_of (&ampere, 110, 0.5), c = b;
  double better = phi (log (1.1) / sqrt (0.02));
  double fails_a = phi (-log (1.1) / 0.1), fails_b = phi (-log (1.05) / 0.1);

  assert_near (hr_confidence (&a, &b, HR_AIM_FASTEST, NULL),
               (fails_b - fails_a) + (1 - fails_b) * better);
  assert_near (hr_confidence (&b, &a, HR_AIM_FASTEST, NULL), (1 - fails_b) * (1 - better));
  c.settings.llm.batch = 8;
  assert_near (hr_confidence (&a, &c, HR_AIM_FASTEST, NULL),
               (1 - fails_a) * (fails_b + (1 - fails_b) * better));
}

/* One card alone and copies on two have the same memory; shards have not. */
static void
test_copies (void)
{
  static const struct
  {
    HrSharding sharding;
    gboolean   is_same;
  } cases[] = { { HR_SHARDING_NONE, TRUE },
                { HR_SHARDING_DDP, TRUE },
                { HR_SHARDING_ZERO3, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrPick a = pick_of (&ada, 100, 1), b = pick_of (&ampere, 100, 1);
      double fails = phi (-log (1.1) / 0.1);

      a.settings.task = b.settings.task = HR_TASK_NLP_FINE_TUNE;
      a.settings.nlp.sharding = HR_SHARDING_NONE;
      b.settings.nlp.sharding = cases[i].sharding;
      assert_near (hr_confidence (&a, &b, HR_AIM_FASTEST, NULL),
                   cases[i].is_same ? (1 - fails) * 0.5
                                    : (1 - fails) * (fails + (1 - fails) * 0.5));
    }
}

static void
test_other_aims (void)
{
  HrPick a = pick_of (&ada, 100, 1000), b = pick_of (&ampere, 50, 999);

  assert_near (hr_confidence (&a, &b, HR_AIM_MOST_HEADROOM, NULL), 1);
  assert_near (hr_confidence (&b, &a, HR_AIM_MOST_HEADROOM, NULL), 0);
  b.settings.llm.batch = 8;
  g_assert_cmpfloat (hr_confidence (&a, &b, HR_AIM_MOST_HEADROOM, NULL), <, 0.8);
  b.build.price_usd = 999;
  assert_near (hr_confidence (&a, &b, HR_AIM_CHEAPEST, NULL), 0);
  assert_near (hr_confidence (&b, &a, HR_AIM_CHEAPEST, NULL), 1);
  b.build.price_usd = 1000;
  assert_near (hr_confidence (&a, &b, HR_AIM_CHEAPEST, NULL), 0.5);
}

/* Bands without width, figures that are missing: a probability all the same. */
static void
test_edges (void)
{
  HrPick a = pick_of (&ada, 100, 1000), b = pick_of (&ampere, 110, 1000), none = { 0 };

  a.estimate.seconds_low = a.estimate.seconds_high = 0;
  b.estimate.seconds_low = b.estimate.seconds_high = 110;
  assert_near (hr_confidence (&a, &b, HR_AIM_FASTEST, NULL), 1);
  assert_near (hr_confidence (&b, &a, HR_AIM_FASTEST, NULL), 0);
  none.build.gpu = &ada;
  for (guint aim = 0; aim < HR_N_AIM; aim++)
    {
      double p = hr_confidence (&none, &none, (HrAim) aim, NULL);

      g_assert_true (p >= 0 && p <= 1);
    }
}

/* Of two prices only what they do not have in common counts, and only the share of a run's cost
 * that the purchase is. What the ranking counts beside the figure counts here as well. */
static void
test_prices (void)
{
  static const HrPrice one = { .usd = 600, .deviation = 0.2 };
  static const HrPrice two = { .usd = 800, .deviation = 0.1 };
  static const HrPrice both = { .usd = 400, .deviation = 0.3 };
  HrPick               a = pick_of (&ada, 100, 1000), b = pick_of (&ampere, 110, 1000);
  double               prices;

  a.build.n_parts = b.build.n_parts = 2;
  a.build.parts[0] = (HrBuildPart){ .count = 1, .unit_usd = 600, .price = &one };
  a.build.parts[1] = (HrBuildPart){ .count = 1, .unit_usd = 400, .price = &both };
  b.build.parts[0] = (HrBuildPart){ .count = 2, .unit_usd = 800, .price = &two };
  b.build.parts[1] = a.build.parts[1];
  a.cost.energy_usd = 50; /* half of what a run costs */
  prices = sqrt (pow (0.5 * 0.6 * 0.2, 2) + pow (0.8 * 0.1, 2) + pow ((0.5 * 0.4 - 0.2) * 0.3, 2));
  assert_near (hr_confidence_prices (&a, &b, HR_AIM_BEST_VALUE, NULL), phi (log (1.1) / prices));
  assert_near (hr_confidence (&a, &b, HR_AIM_BEST_VALUE, NULL),
               phi (log (1.1) / sqrt (0.02 + prices * prices)));
  assert_near (hr_confidence_prices (&a, &b, HR_AIM_FASTEST, NULL), 1);

  a.doubt = 1.2;
  b.doubt = 1.5;
  assert_near (hr_confidence_prices (&a, &b, HR_AIM_BEST_VALUE, NULL),
               phi (log (1.1 * 1.5 / 1.2) / prices));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/confidence/time", test_time);
  g_test_add_func ("/confidence/unmeasured", test_unmeasured);
  g_test_add_func ("/confidence/memory", test_memory);
  g_test_add_func ("/confidence/copies", test_copies);
  g_test_add_func ("/confidence/other-aims", test_other_aims);
  g_test_add_func ("/confidence/edges", test_edges);
  g_test_add_func ("/confidence/prices", test_prices);
  return g_test_run ();
}
