/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-text.h"

#include <math.h>

#include <glib/gi18n-lib.h>

static const struct
{
  char        code[4];
  const char *symbol;
} symbols[] = {
  { "USD", "$" },   { "EUR", "€" }, { "GBP", "£" }, { "CNY", "CN¥" },
  { "JPY", "JP¥" }, { "INR", "₹" }, { "KRW", "₩" },
};

static const char *
symbol_for (const char *currency)
{
  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (g_str_equal (symbols[i].code, currency))
      return symbols[i].symbol;
  return NULL;
}

/**
 * hr_text_money:
 * @usd: an amount in US dollars
 * @currency: (nullable): ISO 4217 code to show it in; %NULL = USD
 * @snapshot: (nullable): has the exchange rate
 *
 * Converts at the snapshot's rate. A currency without a rate is not guessed: US dollars are shown.
 *
 * Returns: "$3,600", "€1.90", "CHF 0.012", "−$143".
 */
char *
hr_text_money (double usd, const char *currency, const HrSnapshot *snapshot)
{
  const HrExchangeRate *rate = NULL;
  const char           *symbol;
  double                amount = usd;
  g_autofree char      *number = NULL;

  if (usd < 0)
    {
      g_autofree char *positive = hr_text_money (-usd, currency, snapshot);

      /* Translators: less than no money: %s is "$3,600". */
      return g_strdup_printf (C_("money", "−%s"), positive);
    }
  if (currency == NULL || currency[0] == '\0')
    currency = "USD";
  if (!g_str_equal (currency, "USD"))
    {
      rate = snapshot ? hr_snapshot_rate (snapshot, currency) : NULL;
      if (rate != NULL && rate->usd > 0)
        amount = usd / rate->usd;
      else
        currency = "USD";
    }
  if (fabs (amount) >= 100)
    number = hr_text_number (round (amount), 15);
  else if (fabs (amount) >= 0.1)
    {
      g_autofree char *cents = g_strdup_printf ("%.2f", amount);

      number = g_steal_pointer (&cents);
    }
  else
    number = hr_text_number (amount, 2);
  symbol = symbol_for (currency);
  if (symbol != NULL)
    /* Translators: money with its symbol: %1$s is "$", %2$s is "3,600". */
    return g_strdup_printf (C_("money", "%1$s%2$s"), symbol, number);
  /* Translators: money with a currency code: %1$s is "CHF", %2$s is "3,600". */
  return g_strdup_printf (C_("money", "%1$s\302\240%2$s"), currency, number);
}

/**
 * hr_text_price:
 * @price: (nullable): a catalog price
 *
 * Returns: the price with its condition and date, or "no price".
 */
char *
hr_text_price (const HrPrice *price, const char *currency, const HrSnapshot *snapshot)
{
  g_autofree char *money = NULL, *date = NULL;

  if (price == NULL || !(price->usd > 0))
    return g_strdup (_("no price"));
  money = hr_text_money (price->usd, currency, snapshot);
  date = hr_text_date (price->date);
  if (price->condition == HR_CONDITION_UNKNOWN)
    /* Translators: a price and its date. */
    return g_strdup_printf (_("%1$s (%2$s)"), money, date);
  /* Translators: a price, the condition of what is sold ("Used"), and the price's date. */
  return g_strdup_printf (_("%1$s (%2$s, %3$s)"), money,
                          hr_text_enum (&hr_enum_condition, (int) price->condition), date);
}
