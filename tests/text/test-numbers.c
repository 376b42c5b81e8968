/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-text.h"

#include <math.h>
#include <string.h>

#define NB "\302\240"

static void
test_number (void)
{
  static const struct
  {
    double      value;
    int         significant;
    const char *text;
  } cases[] = {
    { 0, 3, "0" },
    { 1, 3, "1" },
    { -1, 3, "−1" },
    { 12.5, 3, "12.5" },
    { 12.54, 3, "12.5" },
    { 1234, 2, "1,234" },
    { 999.5, 4, "999.5" },
    { 999.96, 4, "1,000" },
    { 1234567, 3, "1,234,567" },
    { 0.0031, 2, "0.0031" },
    { 0.1 + 0.2, 3, "0.3" },
    { 100, 1, "100" },
    { -0.00001, 1, "−0.00001" },
    { NAN, 3, "–" },
    { INFINITY, 3, "∞" },
    { -INFINITY, 3, "−∞" },
    { 1e300, 3, "1e+300" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hr_text_number (cases[i].value, cases[i].significant);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_units (void)
{
  static const struct
  {
    double      value;
    HrUnit      unit;
    const char *text;
  } cases[] = {
    { 18.71, HR_UNIT_GIB, "18.7" NB "GiB" },
    { 0, HR_UNIT_GIB, "0" NB "GiB" },
    { 1536, HR_UNIT_GIB, "1.5" NB "TiB" },
    { 0.05, HR_UNIT_GIB, "51" NB "MiB" },
    { 16.0 * HR_GIB, HR_UNIT_BYTES, "16" NB "GiB" },
    { 4096, HR_UNIT_BYTES, "4.1" NB "kB" },
    { 1008, HR_UNIT_GB_S, "1,008" NB "GB/s" },
    { 82.58, HR_UNIT_TFLOPS, "82.6" NB "TFLOP/s" },
    { 0.5, HR_UNIT_SECONDS, "500" NB "ms" },
    { 45, HR_UNIT_SECONDS, "45" NB "s" },
    { 5400, HR_UNIT_SECONDS, "90" NB "min" },
    { 4 * 3600, HR_UNIT_SECONDS, "4" NB "h" },
    { 5 * 86400, HR_UNIT_SECONDS, "5" NB "days" },
    { 3 * 365.25 * 86400, HR_UNIT_SECONDS, "3" NB "years" },
    { 0.0000031, HR_UNIT_SECONDS, "3.1" NB "µs" },
    { 8.03e9, HR_UNIT_PARAMS, "8.03" NB "B" },
    { 25.6e6, HR_UNIT_PARAMS, "25.6" NB "M" },
    { 110, HR_UNIT_PARAMS, "110" },
    { 20, HR_UNIT_PERCENT, "20" NB "%" },
    { 3, HR_UNIT_COUNT, "3" },
    { 4, HR_UNIT_BITS, "4" NB "bit" },
    { 1500, HR_UNIT_W, "1,500" NB "W" },
    { 2.5e12, HR_UNIT_FLOP, "2.5" NB "TFLOP" },
    { 1.9, HR_UNIT_USD_HOUR, "$1.90/h" },
    { 2048, HR_UNIT_TOKENS, "2,048" NB "tokens" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hr_text_unit_value (cases[i].value, cases[i].unit);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_every_unit_says_something (void)
{
  static const double values[] = { 0, 1e-9, 0.5, 3, 1e6, 1e18, -5, NAN, INFINITY };

  for (guint u = 0; u < HR_N_UNIT; u++)
    for (guint i = 0; i < G_N_ELEMENTS (values); i++)
      {
        g_autofree char *text = hr_text_unit_value (values[i], (HrUnit) u);

        g_assert_cmpstr (text, !=, "");
        g_assert_null (strstr (text, "nan"));
        g_assert_null (strstr (text, "inf"));
      }
}

static void
test_rates (void)
{
  static const struct
  {
    double      value;
    HrRateUnit  unit;
    const char *text;
  } cases[] = {
    { 1650, HR_RATE_UNIT_TOKENS_S, "1,650" NB "tokens/s" },
    { 4.13e10, HR_RATE_UNIT_CELLS_S, "41.3" NB "Gcells/s" },
    { 1.95e13, HR_RATE_UNIT_FLOP_S, "19.5" NB "TFLOP/s" },
    { 9.9e11, HR_RATE_UNIT_BYTES_S, "990" NB "GB/s" },
    { 0, HR_RATE_UNIT_NONE, "–" },
  };
  const HrThroughput each = { 100, 90, 110, HR_RATE_UNIT_IMAGES_S, TRUE };
  g_autofree char   *per_gpu = hr_text_throughput (&each);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hr_text_rate (cases[i].value, cases[i].unit);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
  g_assert_cmpstr (per_gpu, ==, "100" NB "images/s per GPU");
}

static void
test_money (void)
{
  HrExchangeRate rates[] = { { "EUR", 1.25, { 2026, 11, 1 }, "" },
                             { "CHF", 0.5, { 2026, 0, 0 }, "" } };
  HrSnapshot     snapshot = { .n_exchange_rates = 2, .exchange_rates = rates };
  const HrPrice  used = { .usd = 2270, .date = { 2026, 7, 0 }, .condition = HR_CONDITION_USED };
  static const struct
  {
    double      usd;
    const char *currency;
    const char *text;
  } cases[] = {
    { 3600.5, "USD", "$3,601" },   { 1.9, NULL, "$1.90" },
    { 0.012, "USD", "$0.012" },    { 0, "USD", "$0" },
    { 99.999, "USD", "$100.00" },  { 1250, "EUR", "€1,000" },
    { 50, "CHF", "CHF" NB "100" }, { 10, "XXX", "$10.00" },
  };
  g_autofree char *price = hr_text_price (&used, "USD", &snapshot);
  g_autofree char *none = hr_text_price (NULL, "USD", &snapshot);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hr_text_money (cases[i].usd, cases[i].currency, &snapshot);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
  g_assert_cmpstr (price, ==, "$2,270 (Used, July 2026)");
  g_assert_cmpstr (none, ==, "no price");
}

static void
test_date (void)
{
  static const struct
  {
    HrDate      date;
    const char *text;
  } cases[] = {
    { { 2026, 7, 12 }, "12 July 2026" },
    { { 2026, 7, 0 }, "July 2026" },
    { { 2026, 0, 0 }, "2026" },
    { { 0, 0, 0 }, "unknown date" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hr_text_date (cases[i].date);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_wrong_clock (void)
{
  const HrDate     catalog = { 2026, 11, 20 };
  g_autofree char *early = hr_text_wrong_clock ((HrDate){ 2001, 1, 2 }, catalog);
  g_autofree char *same = hr_text_wrong_clock (catalog, catalog);
  g_autofree char *later = hr_text_wrong_clock ((HrDate){ 2027, 1, 1 }, catalog);
  g_autofree char *unknown = hr_text_wrong_clock (catalog, (HrDate){ 0 });

  g_assert_nonnull (early);
  g_assert_nonnull (strstr (early, "2 January 2001"));
  g_assert_nonnull (strstr (early, "20 November 2026"));
  g_assert_null (same);
  g_assert_null (later);
  g_assert_null (unknown);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/numbers/number", test_number);
  g_test_add_func ("/numbers/units", test_units);
  g_test_add_func ("/numbers/every-unit", test_every_unit_says_something);
  g_test_add_func ("/numbers/rates", test_rates);
  g_test_add_func ("/numbers/money", test_money);
  g_test_add_func ("/numbers/date", test_date);
  g_test_add_func ("/numbers/wrong-clock", test_wrong_clock);
  return g_test_run ();
}
