/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-money.h"

#include <string.h>

/**
 * hr_money_to_usd:
 * @currency: ISO 4217
 *
 * Returns: US dollars at the snapshot's rate; a currency without one counts as US dollars, which
 *   hr_plan_validate() refuses before.
 */
double
hr_money_to_usd (const HrSnapshot *snapshot, double amount, const char *currency)
{
  const HrExchangeRate *rate = strcmp (currency, "USD") == 0
                                   ? NULL
                                   : hr_snapshot_rate (snapshot, currency);

  return rate ? amount * rate->usd : amount;
}

double
hr_money_from_usd (const HrSnapshot *snapshot, double usd, const char *currency)
{
  const HrExchangeRate *rate = strcmp (currency, "USD") == 0
                                   ? NULL
                                   : hr_snapshot_rate (snapshot, currency);

  return rate && rate->usd > 0 ? usd / rate->usd : usd;
}
