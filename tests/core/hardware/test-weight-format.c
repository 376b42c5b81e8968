/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-weight-format.h"

static void
test_find (void)
{
  static const struct
  {
    const char *nick;
    double      bits;
    gboolean    whole, keeps;
  } cases[] = {
    { "fp16", 16, FALSE, FALSE },    { "BF16", 16, FALSE, FALSE }, { "fp32", 32, FALSE, FALSE },
    { "int8", 8, FALSE, TRUE },      { "awq", 4.25, FALSE, TRUE }, { "nf4", 4.5, FALSE, TRUE },
    { "Q4_K_M", 4.89, TRUE, FALSE }, { "q8_0", 8.5, TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const HrWeightFormat *format = hr_weight_format_find (cases[i].nick);

      g_assert_nonnull (format);
      g_assert_cmpfloat (format->bits, ==, cases[i].bits);
      g_assert_cmpint (format->whole_model, ==, cases[i].whole);
      g_assert_cmpint (format->keeps_head, ==, cases[i].keeps);
    }
  g_assert_null (hr_weight_format_find (""));
  g_assert_null (hr_weight_format_find ("q4"));
  g_assert_null (hr_weight_format_find ("q4_k_m "));
}

static void
test_table (void)
{
  g_autofree char *allowed = hr_weight_format_allowed ();

  for (guint i = 0; i < hr_weight_format_n (); i++)
    {
      const HrWeightFormat *format = hr_weight_format_get (i);

      g_assert_cmpfloat (format->bits, >=, 1);
      g_assert_cmpfloat (format->bits, <=, 32);
      g_assert_true (hr_weight_format_find (format->nick) == format);
      g_assert_nonnull (g_strrstr (allowed, format->nick));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/weight-format/find", test_find);
  g_test_add_func ("/weight-format/table", test_table);
  return g_test_run ();
}
