/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fixture.h"
#include "hr-price-today.h"

#define PRICE(dollars, y, m, how)                                        \
  {                                                                      \
    .usd = dollars, .date = { y, m, 0 }, .condition = HR_CONDITION_##how \
  }

/* clang-format off */
static const HrGpu cards[] = {
  /* A new price of the year before, under what a used one costs now. */
  { .id = "old-list", .vendor = HR_VENDOR_NVIDIA, .n_prices = 2,
    .prices = { PRICE (2000, 2026, 10, USED), PRICE (1800, 2026, 3, NEW) } },
  /* The same, above it: dear, but to be had. */
  { .id = "dear", .vendor = HR_VENDOR_NVIDIA, .n_prices = 2,
    .prices = { PRICE (2000, 2026, 10, USED), PRICE (2600, 2026, 3, NEW) } },
  /* Above it, and a year older: nobody sells it new. */
  { .id = "gone", .vendor = HR_VENDOR_NVIDIA, .n_prices = 2,
    .prices = { PRICE (450, 2026, 10, USED), PRICE (950, 2025, 7, NEW) } },
  /* A new price of this month may be a bargain. */
  { .id = "bargain", .vendor = HR_VENDOR_NVIDIA, .n_prices = 2,
    .prices = { PRICE (2000, 2026, 10, USED), PRICE (1800, 2026, 11, NEW) } },
  { .id = "shortage", .vendor = HR_VENDOR_NVIDIA, .n_prices = 1,
    .prices = { PRICE (600, 2025, 7, NEW) } },
  { .id = "radeon", .vendor = HR_VENDOR_AMD, .n_prices = 1,
    .prices = { PRICE (1000, 2026, 5, USED) } },
  { .id = "own", .vendor = HR_VENDOR_NVIDIA, .n_prices = 1,
    .prices = { { .usd = 700, .date = { 2025, 7, 0 }, .condition = HR_CONDITION_NEW, .is_own = TRUE } } },
};
/* clang-format on */

static const HrPrice *
price_of (const HrSnapshot *snapshot, const char *id, HrConditionPolicy policy)
{
  return hr_gpu_price (hr_snapshot_gpu (snapshot, id), policy);
}

static HrSnapshot *
today (const HrSnapshot **files)
{
  HrSnapshot *snapshot = g_new0 (HrSnapshot, 1), *result;

  snapshot->ref_count = 1;
  snapshot->n_gpus = G_N_ELEMENTS (cards);
  snapshot->gpus = cards;
  result = hr_price_today_snapshot (snapshot, FIXTURE_TODAY);
  if (files)
    *files = snapshot;
  hr_snapshot_unref (snapshot);
  return result;
}

static void
test_payable (void)
{
  static const struct
  {
    const char *id;
    double      any, new; /* 0 = none */
  } cases[] = {
    { "old-list", 2000, 0 },
    { "dear", 2000, 2600 * 1.15 * 1.15 },
    { "gone", 450, 0 },
    { "bargain", 1800, 1800 },
  };
  g_autoptr (HrSnapshot) snapshot = today (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const HrPrice *any = price_of (snapshot, cases[i].id, HR_CONDITION_POLICY_ANY);
      const HrPrice *new = price_of (snapshot, cases[i].id, HR_CONDITION_POLICY_NEW);

      g_assert_cmpfloat (any->usd, ==, cases[i].any);
      g_assert_cmpfloat_with_epsilon (new ? new->usd : 0, cases[i].new, 0.5);
    }
}

/* What is old moved with its class, what is the user's did not; the source's figure stays. */
static void
test_moves (void)
{
  const HrSnapshot *files;
  g_autoptr (HrSnapshot) again = NULL;
  g_autoptr (HrSnapshot) snapshot = today (&files);
  const HrPrice *shortage = price_of (snapshot, "shortage", HR_CONDITION_POLICY_ANY);
  const HrPrice *radeon = price_of (snapshot, "radeon", HR_CONDITION_POLICY_ANY);
  const HrPrice *own = price_of (snapshot, "own", HR_CONDITION_POLICY_ANY);
  const HrPrice *fresh = price_of (snapshot, "bargain", HR_CONDITION_POLICY_ANY);

  g_assert_cmpfloat (shortage->usd, ==, 942);
  g_assert_cmpfloat (hr_price_today_listed (shortage), ==, 600);
  g_assert_cmpfloat (radeon->usd, ==, 1020);
  g_assert_cmpfloat (own->usd, ==, 700);
  g_assert_cmpfloat (own->deviation, <, fresh->deviation);
  g_assert_cmpfloat (fresh->deviation, <, shortage->deviation);
  g_assert_cmpfloat (hr_price_today_low (shortage), <, shortage->usd);
  g_assert_cmpfloat_with_epsilon (hr_price_today_low (shortage) * hr_price_today_high (shortage)
                                      / shortage->usd,
                                  shortage->usd, 1e-6);
  /* The files' own catalog stays as it is, and of the day's there is no other day. */
  g_assert_cmpfloat (files->gpus[4].prices[0].usd, ==, 600);
  again = hr_price_today_snapshot (snapshot, (HrDate){ 2028, 1, 1 });
  g_assert_true (again == snapshot);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/price-today/payable", test_payable);
  g_test_add_func ("/price-today/moves", test_moves);
  return g_test_run ();
}
