/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-price-today.h"

#include "hr-quantile.h"

#include <math.h>
#include <string.h>

/* How prices of a class move: by a factor a month, for at most two months (what is older is less
 * certain, not dearer), once they are older than 90 days (until then they count as they are, and
 * the range says what may have happened); and what lies between a price from before the memory
 * shortage and one of September 2026. Both from dated prices of the same goods: new RTX 50 cards
 * × 1.14 to 1.50 in a month and × 1.28 to 2.63 over the shortage (median 1.57), used consumer cards
 * × 1.05 to 1.10, NVIDIA PRO × 1.10 and × 1.55 to 1.80, Radeon × 1.01 and × 1.06 to 1.20, DDR5
 * UDIMM × 1.12 in steps that fall as fast, RDIMM × 1.02 to 1.03, drives × 1.04 and × 2.0,
 * processors, boards and supplies flat with a noise of 10 to 20 %, used data centre cards flat. For
 * the shortage's factors of Radeon cards, used NVIDIA cards and server RAM there are few pairs:
 * they are estimates within those ranges. */
typedef struct
{
  double month;
  double shortage;
  double noise; /* of prices of one day, as a logarithm */
} Movement;

static const Movement flat = { 1, 1, 0.10 };
static const Movement nvidia_consumer_new = { 1.15, 1.57, 0.10 };
static const Movement nvidia_pro_new = { 1.10, 1.60, 0.10 };
static const Movement nvidia_consumer_used = { 1.05, 1.50, 0.10 };
static const Movement radeon_new = { 1.01, 1.20, 0.10 };
static const Movement radeon_used = { 1.01, 1.10, 0.10 };
static const Movement udimm = { 1.06, 2.50, 0.20 };
static const Movement rdimm = { 1.02, 5.00, 0.10 };
static const Movement drive = { 1.04, 2.00, 0.10 };
static const Movement board = { 1, 1, 0.15 };

#define MOST_MONTHS    2.0
#define DAYS_PER_MONTH 30.44
#define DAYS_PER_YEAR  365
/* Memory, and what is made with it, began to rise then. */
static const HrDate shortage = { 2025, 10, 1 };
/* How sure a price of the day is, by where it comes from; a used one depends on the copy. All as
 * standard deviations of logarithms. */
static const double of_kind[HR_N_PRICE_KIND] = {
  [HR_PRICE_KIND_STREET] = 0.08,   [HR_PRICE_KIND_RETAIL] = 0.05,       [HR_PRICE_KIND_LIST] = 0.08,
  [HR_PRICE_KIND_ESTIMATE] = 0.25, [HR_PRICE_KIND_SYSTEM_SHARE] = 0.25,
};
#define OF_USED      0.08
#define OF_MONTH     0.03
#define OF_AGE       0.25 /* at most */
#define OF_SHORTAGE  0.25
#define OF_OWN_PRICE 0.02

static gboolean
is_used (const HrPrice *price)
{
  return price->condition == HR_CONDITION_USED || price->condition == HR_CONDITION_REFURBISHED;
}

static const Movement *
movement_of_gpu (const HrGpu *gpu, const HrPrice *price)
{
  if (price->kind == HR_PRICE_KIND_ESTIMATE || price->kind == HR_PRICE_KIND_SYSTEM_SHARE
      || gpu->segment == HR_SEGMENT_DATACENTER)
    return &flat;
  if (gpu->vendor == HR_VENDOR_NVIDIA && gpu->segment == HR_SEGMENT_CONSUMER)
    return is_used (price) ? &nvidia_consumer_used : &nvidia_consumer_new;
  if (gpu->vendor == HR_VENDOR_NVIDIA)
    return is_used (price) ? &flat : &nvidia_pro_new;
  if (gpu->vendor == HR_VENDOR_AMD)
    return is_used (price) ? &radeon_used : &radeon_new;
  return &flat;
}

static const Movement *
movement_of_part (HrPart part)
{
  switch (part)
    {
    case HR_PART_NVME:
      return &drive;
    case HR_PART_MOTHERBOARD:
    case HR_PART_PSU:
    case HR_PART_CASE:
    case HR_PART_COOLER:
      return &board;
    case HR_PART_GPU:
    case HR_PART_CPU:
    case HR_PART_RAM:
    case HR_PART_CHASSIS:
    case HR_PART_SYSTEM:
    case HR_PART_BRIDGE:
    case HR_N_PART:
    default:
      return &flat;
    }
}

static const Movement *
movement_of_ram (const HrRamKit *kit)
{
  if (g_str_has_prefix (kit->type, "ddr5-udimm"))
    return &udimm;
  return g_str_has_prefix (kit->type, "ddr5") ? &rdimm : &flat;
}

/* The expected price of @today, and how sure it is. */
static void
age (HrPrice *price, const Movement *movement, HrDate today)
{
  double   months, deviation;
  gboolean is_before = hr_date_compare (price->date, shortage) < 0
                       && hr_date_compare (shortage, today) < 0;

  if (!hr_price_is_known (price))
    return;
  price->listed_usd = price->usd;
  if (price->is_own)
    {
      price->deviation = OF_OWN_PRICE;
      return;
    }
  if (!hr_date_is_known (price->date))
    {
      price->deviation = OF_SHORTAGE;
      return;
    }
  months = hr_date_age_days (price->date, today) / DAYS_PER_MONTH;
  deviation = hypot (hypot (movement->noise, of_kind[price->kind]),
                     MIN (OF_AGE, OF_MONTH * months));
  if (is_used (price))
    deviation = hypot (deviation, OF_USED);
  if (is_before && movement->shortage != 1)
    {
      price->usd *= movement->shortage;
      deviation = hypot (deviation, OF_SHORTAGE);
    }
  else if (hr_date_is_stale (price->date, today))
    price->usd *= pow (movement->month, MIN (MOST_MONTHS, months));
  else
    deviation = hypot (deviation, log (movement->month) * MIN (MOST_MONTHS, months));
  /* Nobody knows the cents. */
  if (price->usd != price->listed_usd)
    price->usd = price->usd >= 100 ? rint (price->usd) : rint (10 * price->usd) / 10;
  price->deviation = deviation;
}

/* A new card for less than a used one costs is an old list, not an offer; and where the newest new
 * price is a year older than a used one, it is sold used. */
static void
find_unpayable (HrGpu *gpu, HrDate today)
{
  const HrPrice *used = hr_gpu_price (gpu, HR_CONDITION_POLICY_USED);

  for (guint i = 0; used != NULL && i < gpu->n_prices; i++)
    {
      HrPrice *price = &gpu->prices[i];

      price->is_unpayable = price->condition == HR_CONDITION_NEW && !price->is_own
                            && hr_date_is_stale (price->date, today)
                            && (price->usd < used->usd
                                || hr_date_age_days (price->date, used->date) > DAYS_PER_YEAR);
    }
}

/**
 * hr_price_today_snapshot:
 * @snapshot: a catalog
 * @today: the day on which somebody buys
 *
 * The same catalog with the prices that are to be expected on that day. What the user entered stays
 * as it is. A new card's price that is older than 90 days and below the same card's used price, or
 * older than it by a year, cannot be paid, and does not count.
 *
 * Returns: (transfer full): the catalog of that day; @snapshot itself where it is that already.
 */
HrSnapshot *
hr_price_today_snapshot (const HrSnapshot *snapshot, HrDate today)
{
  HrSnapshot *self;
  HrGpu      *gpus;
  HrRamKit   *kits;
  HrHostPart *parts;

  if (snapshot->is_of_day || !hr_date_is_known (today))
    return hr_snapshot_ref (snapshot);
  self = hr_snapshot_derive (snapshot);
  self->is_of_day = TRUE;
  gpus = (HrGpu *) self->gpus;
  kits = (HrRamKit *) self->ram_kits;
  parts = (HrHostPart *) self->host_parts;
  for (guint i = 0; i < snapshot->n_gpus; i++)
    {
      find_unpayable (&gpus[i], today);
      for (guint k = 0; k < gpus[i].n_prices; k++)
        age (&gpus[i].prices[k], movement_of_gpu (&gpus[i], &gpus[i].prices[k]), today);
    }
  for (guint i = 0; i < snapshot->n_ram_kits; i++)
    age (&kits[i].price, movement_of_ram (&kits[i]), today);
  for (guint i = 0; i < snapshot->n_host_parts; i++)
    age (&parts[i].price, movement_of_part (parts[i].part), today);
  return self;
}

/**
 * hr_price_today_listed:
 *
 * Returns: what the source said on its date.
 */
double
hr_price_today_listed (const HrPrice *price)
{
  return price->listed_usd > 0 ? price->listed_usd : price->usd;
}

/**
 * hr_price_today_low:
 *
 * Returns: the lower end of the 80 % interval of a price of hr_price_today_snapshot().
 */
double
hr_price_today_low (const HrPrice *price)
{
  return price->usd * exp (-HR_Z_80 * price->deviation);
}

/**
 * hr_price_today_high:
 *
 * Returns: the upper end of it.
 */
double
hr_price_today_high (const HrPrice *price)
{
  return price->usd * exp (HR_Z_80 * price->deviation);
}
