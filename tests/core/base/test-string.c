/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-string.h"

#include <string.h>

/* Whatever the size of the field, what is in it is UTF-8, and the rest of it is zero. */
static void
test_copy (void)
{
  static const char *const texts[] = {
    "plain", "Größe", "显存 80 GiB", "a\360\237\232\200b", "\xff\xfe broken \xc3", "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (gsize size = 1; size < 24; size++)
      {
        char buffer[24];

        memset (buffer, 'x', sizeof buffer);
        hr_string_copy (buffer, size, texts[i]);
        g_assert_cmpuint (strlen (buffer), <, size);
        g_assert_true (g_utf8_validate (buffer, -1, NULL));
        for (gsize k = strlen (buffer); k < size; k++)
          g_assert_cmpint (buffer[k], ==, '\0');
        for (gsize k = size; k < sizeof buffer; k++)
          g_assert_cmpint (buffer[k], ==, 'x');
      }
}

static void
test_cut (void)
{
  g_assert_cmpuint (hr_string_cut ("Größe", 2), ==, 2);
  g_assert_cmpuint (hr_string_cut ("Größe", 3), ==, 2);
  g_assert_cmpuint (hr_string_cut ("Größe", 4), ==, 4);
  g_assert_cmpuint (hr_string_cut ("Größe", 100), ==, strlen ("Größe"));
  g_assert_cmpuint (hr_string_cut ("显", 2), ==, 0);
}

static void
test_printable (void)
{
  static const struct
  {
    const char *text, *keep, *expected;
  } cases[] = {
    { "plain Größe", "", "plain Größe" },
    { "a\033[31mred", "", "a\357\277\275[31mred" },
    { "a\302\233"
      "31mred",
      "",
      "a\357\277\275"
      "31mred" },
    { "a\nb\tc", "\n", "a\nb\357\277\275c" },
    { "a\177b", "", "a\357\277\275b" },
    { "a\342\200\256b", "\n\t", "a\357\277\275b" },
    { "\xff", "", "\357\277\275" },
    { "", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hr_string_printable (cases[i].text, cases[i].keep);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_formulas (void)
{
  static const char *const formulas[] = {
    "=1+1", "+A1", "-A1", "@SUM(1)", "\t=1", "--5", "-", "="
  };
  static const char *const texts[] = { "", "a=1", "-5", "+3.5", "-1e5", "RTX", "'=1" };

  for (guint i = 0; i < G_N_ELEMENTS (formulas); i++)
    {
      g_autofree char *cell = g_strconcat ("'", formulas[i], NULL);

      g_assert_true (hr_string_is_formula (formulas[i]));
      g_assert_cmpstr (hr_string_from_cell (cell), ==, formulas[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (hr_string_is_formula (texts[i]));
  g_assert_cmpstr (hr_string_from_cell ("'tis"), ==, "'tis");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/string/copy", test_copy);
  g_test_add_func ("/string/cut", test_cut);
  g_test_add_func ("/string/printable", test_printable);
  g_test_add_func ("/string/formulas", test_formulas);
  return g_test_run ();
}
