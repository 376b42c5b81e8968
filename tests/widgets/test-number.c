/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-number.h"

#include <math.h>

static const struct
{
  const char *text;
  gboolean    ok;
  double      value;
} cases[] = {
  { "0", TRUE, 0 },
  { "2048", TRUE, 2048 },
  { "2,048", TRUE, 2048 },
  { "1,234,567.5", TRUE, 1234567.5 },
  { "20 M", TRUE, 20e6 },
  { "20\302\240M", TRUE, 20e6 },
  { "1.5k", TRUE, 1500 },
  { "1,5", TRUE, 1.5 },
  { "0.15", TRUE, 0.15 },
  { "3e6", TRUE, 3e6 },
  { "2B", TRUE, 2e9 },
  { "-4", TRUE, -4 },
  { "\342\210\2224", TRUE, -4 },
  { "", FALSE, 0 },
  { "abc", FALSE, 0 },
  { "12 apples", FALSE, 0 },
  { "1.2.3", FALSE, 0 },
  { "nan", FALSE, 0 },
  { "inf", FALSE, 0 },
  { "1e999", FALSE, 0 },
  { "0x10", FALSE, 0 },
  { "5 MM", FALSE, 0 },
  { "1,2,3", FALSE, 0 },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double value = 42.0;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (hr_number_parse (cases[i].text, &value), ==, cases[i].ok);
      g_assert_cmpfloat (value, ==, cases[i].ok ? cases[i].value : 42.0);
    }
}

static void
test_format (void)
{
  static const struct
  {
    double      value;
    const char *text;
  } formats[] = {
    { 0, "0" },
    { 1, "1" },
    { 2048, "2,048" },
    { 999, "999" },
    { 20e6, "20\302\240M" },
    { 1.5e9, "1.5\302\240G" },
    { 0.15, "0.15" },
    { 1234567, "1,234,567" },
    { -2048, "-2,048" },
    { 2e12, "2\302\240T" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *text = hr_number_format (formats[i].value);
      double           back;

      g_assert_cmpstr (text, ==, formats[i].text);
      g_assert_true (hr_number_parse (text, &back));
      g_assert_cmpfloat (back, ==, formats[i].value);
    }
}

static void
test_format_in_full (void)
{
  static const struct
  {
    double      value;
    const char *text;
  } formats[] = {
    { 0, "0" },           { 3000, "3,000" }, { 4.5e6, "4,500,000" }, { 1e9, "1,000,000,000" },
    { 1234.5, "1234.5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *text = hr_number_format_in_full (formats[i].value);
      double           back;

      g_assert_cmpstr (text, ==, formats[i].text);
      g_assert_true (hr_number_parse (text, &back));
      g_assert_cmpfloat (back, ==, formats[i].value);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number/parse", test_parse);
  g_test_add_func ("/number/format", test_format);
  g_test_add_func ("/number/format-in-full", test_format_in_full);
  return g_test_run ();
}
