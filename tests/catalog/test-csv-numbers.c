/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-csv-numbers.h"

/* NULL = no such number. */
static void
test_cells (void)
{
  static const struct
  {
    const char *text, *point, *comma, *before, *after;
  } cases[] = {
    { "1999", "1999", "1999", "", "" },
    { "1999.5", "1999.5", NULL, "", "" },
    { "1999,50", NULL, "1999.50", "", "" },
    { "3.499", "3.499", "3499", "", "" },
    { "1,523", "1523", "1.523", "", "" },
    { "1,549.99", "1549.99", NULL, "", "" },
    { "1.299,00 €", NULL, "1299.00", "", "€" },
    { "1.299,00\302\240€", NULL, "1299.00", "", "€" },
    { "$1,549.99", "1549.99", NULL, "$", "" },
    { "US$ 999", "999", "999", "US$", "" },
    { "-$900", "-900", "-900", "$", "" },
    { "$-900", "-900", "-900", "$", "" },
    { "\342\210\222900", "-900", "-900", "", "" },
    { "1'299.50", "1299.50", NULL, "", "" },
    { "CHF 1\342\200\231299.\342\200\223", "1299", NULL, "CHF", "" },
    { "899,-", NULL, "899", "", "" },
    { "1.299,\342\200\224 €", NULL, "1299", "", "€" },
    { "1 299,50", NULL, "1299.50", "", "" },
    { "1\342\200\257299,50", NULL, "1299.50", "", "" },
    { "12\302\240500", "12500", "12500", "", "" },
    { "1.234.567", NULL, "1234567", "", "" },
    { "1,234,567", "1234567", NULL, "", "" },
    { "1,23,456.00", "123456.00", NULL, "", "" },
    { "0.500", "0.500", NULL, "", "" },
    { "0,500", NULL, "0.500", "", "" },
    { ".5", "0.5", NULL, "", "" },
    { "1e-05", "1e-05", "1e-05", "", "" },
    { "1.5E+3", "1.5E+3", NULL, "", "" },
    { "1,008 GB/s", "1008", "1.008", "", "GB/s" },
    { "24 GB", "24", "24", "", "GB" },
    { "$1.99/hr", "1.99", NULL, "$", "/hr" },
    { "\357\277\245\357\274\223\357\274\231\357\274\231\357\274\231", "3999", "3999", "¥", "" },
    { "", NULL, NULL, "", "" },
    { "dear", NULL, NULL, "", "" },
    { "nan", NULL, NULL, "", "" },
    { "inf", NULL, NULL, "", "" },
    { "0x400", NULL, NULL, "", "" },
    { "0x1p3", NULL, NULL, "", "" },
    { "1.1.50", NULL, NULL, "", "" },
    { "1.299.00", NULL, NULL, "", "" },
    { "1,2,3", NULL, NULL, "", "" },
    { "12,34.5", NULL, NULL, "", "" },
    { "1 2", NULL, NULL, "", "" },
    { "1 or 2", NULL, NULL, "", "" },
    { "999..99", NULL, NULL, "", "" },
    { "\xff"
      "9",
      NULL, NULL, "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (HrCsvNumber) point = { 0 };
      g_auto (HrCsvNumber) comma = { 0 };
      g_auto (HrCsvNumber) any = { 0 };
      gboolean         is_any = cases[i].point != NULL || cases[i].comma != NULL;
      g_autofree char *shown = g_strescape (cases[i].text, NULL);

      g_test_message ("%u: %s", i, shown);
      g_assert_cmpint (hr_csv_number_parse (cases[i].text, HR_DECIMAL_POINT, &point), ==,
                       cases[i].point != NULL);
      g_assert_cmpint (hr_csv_number_parse (cases[i].text, HR_DECIMAL_COMMA, &comma), ==,
                       cases[i].comma != NULL);
      g_assert_cmpint (hr_csv_number_parse (cases[i].text, HR_DECIMAL_AUTO, &any), ==, is_any);
      g_assert_cmpstr (point.number, ==, cases[i].point);
      g_assert_cmpstr (comma.number, ==, cases[i].comma);
      if (!is_any)
        continue;
      g_assert_cmpstr (any.number, ==, cases[i].point ? cases[i].point : cases[i].comma);
      g_assert_cmpstr (any.before, ==, cases[i].before);
      g_assert_cmpstr (any.after, ==, cases[i].after);
    }
}

static HrCsvNumberForm
form_of (const char *cells)
{
  HrCsvNumberForm form = { 0 };
  g_auto (GStrv) parts = g_strsplit (cells, "|", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    hr_csv_number_form_look (&form, parts[i], i + 2);
  return form;
}

/* One cell that can be nothing else decides for all of its column. */
static void
test_columns (void)
{
  static const struct
  {
    const char *cells;
    char        separator;
    HrDecimal   money, other;
  } cases[] = {
    { "899|1199", ',', HR_DECIMAL_POINT, HR_DECIMAL_POINT },
    { "3.499|549,90", ';', HR_DECIMAL_COMMA, HR_DECIMAL_COMMA },
    { "3.499|549,90", ',', HR_DECIMAL_COMMA, HR_DECIMAL_COMMA },
    { "3.499|549.9", ';', HR_DECIMAL_POINT, HR_DECIMAL_POINT },
    { "3.499|1.234.567", '\t', HR_DECIMAL_COMMA, HR_DECIMAL_COMMA },
    { "3.499|1.299", ';', HR_DECIMAL_COMMA, HR_DECIMAL_AUTO },
    { "3.499", ',', HR_DECIMAL_AUTO, HR_DECIMAL_POINT },
    { "3.499", '\t', HR_DECIMAL_AUTO, HR_DECIMAL_AUTO },
    { "1,523", ',', HR_DECIMAL_POINT, HR_DECIMAL_POINT },
    { "1,523", ';', HR_DECIMAL_AUTO, HR_DECIMAL_COMMA },
    { "1,523", '\t', HR_DECIMAL_AUTO, HR_DECIMAL_AUTO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrCsvNumberForm form = form_of (cases[i].cells);

      g_test_message ("%s", cases[i].cells);
      g_assert_false (hr_csv_number_form_is_mixed (&form));
      g_assert_cmpint (hr_csv_number_form_decide (&form, NULL, cases[i].separator, TRUE), ==,
                       cases[i].money);
      g_assert_cmpint (hr_csv_number_form_decide (&form, NULL, cases[i].separator, FALSE), ==,
                       cases[i].other);
    }
}

/* The other columns of a table know, but a price with three decimals is no price. */
static void
test_table (void)
{
  HrCsvNumberForm form = form_of ("3.499"), with_comma = form_of ("24,5"),
                  with_point = form_of ("24.5");

  g_assert_cmpint (hr_csv_number_form_decide (&form, &with_comma, '\t', TRUE), ==,
                   HR_DECIMAL_COMMA);
  g_assert_cmpint (hr_csv_number_form_decide (&form, &with_comma, ',', FALSE), ==,
                   HR_DECIMAL_COMMA);
  g_assert_cmpint (hr_csv_number_form_decide (&form, &with_point, ';', TRUE), ==, HR_DECIMAL_AUTO);
  g_assert_cmpint (hr_csv_number_form_decide (&form, &with_point, ';', FALSE), ==,
                   HR_DECIMAL_POINT);
}

static void
test_mixed (void)
{
  static const char *const mixed[] = { "1.299,00|3,450.00", "1.5|1,5", "1.299|3,450" };
  static const char *const pure[] = { "1.299|3,450.00", "5|6", "1.299|1.5", "" };

  for (guint i = 0; i < G_N_ELEMENTS (mixed); i++)
    {
      HrCsvNumberForm form = form_of (mixed[i]);

      g_assert_true (hr_csv_number_form_is_mixed (&form));
    }
  for (guint i = 0; i < G_N_ELEMENTS (pure); i++)
    {
      HrCsvNumberForm form = form_of (pure[i]);

      g_assert_false (hr_csv_number_form_is_mixed (&form));
    }
}

static void
test_currencies (void)
{
  static const struct
  {
    const char *sign, *code;
  } cases[] = {
    { "$", "USD" },   { "US$", "USD" }, { "€", "EUR" },   { "eur", "EUR" }, { "Euro", "EUR" },
    { "£", "GBP" },   { "CHF", "CHF" }, { "Fr.", "CHF" }, { "元", "CNY" },  { "円", "JPY" },
    { "¥", "" },      { "￥", "" },     { "kr", "" },     { "zł", "PLN" },  { "A$", "AUD" },
    { "GB/s", NULL }, { "", NULL },     { "/hr", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (hr_csv_currency_code (cases[i].sign), ==, cases[i].code);
  g_assert_true (hr_csv_currency_is ("$", "cad"));
  g_assert_true (hr_csv_currency_is ("¥", "JPY"));
  g_assert_true (hr_csv_currency_is ("xau", "XAU"));
  g_assert_false (hr_csv_currency_is ("€", "USD"));
  g_assert_false (hr_csv_currency_is ("€", ""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-numbers/cells", test_cells);
  g_test_add_func ("/csv-numbers/columns", test_columns);
  g_test_add_func ("/csv-numbers/table", test_table);
  g_test_add_func ("/csv-numbers/mixed", test_mixed);
  g_test_add_func ("/csv-numbers/currencies", test_currencies);
  return g_test_run ();
}
