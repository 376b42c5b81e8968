/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-table.h"

static void
test_width (void)
{
  g_assert_cmpuint (hr_text_width (""), ==, 0);
  g_assert_cmpuint (hr_text_width ("RTX"), ==, 3);
  g_assert_cmpuint (hr_text_width ("显卡"), ==, 4);
  g_assert_cmpuint (hr_text_width ("e\314\201"), ==, 1);
  g_assert_cmpuint (hr_text_width ("24\302\240GiB"), ==, 6);
}

static void
test_alignment (void)
{
  g_autoptr (HrTable) table = hr_table_new ("lrl");
  g_autoptr (GString) out = g_string_new (NULL);

  hr_table_add (table, "显卡", "1", "x", NULL);
  hr_table_rule (table);
  hr_table_add (table, "card", "100", "", NULL);
  hr_table_add (table, "é", NULL);
  hr_table_print (table, out);
  g_assert_cmpstr (out->str, ==,
                   "显卡    1  x\n"
                   "────────────\n"
                   "card  100\n"
                   "é\n");
}

static void
test_empty (void)
{
  g_autoptr (HrTable) table = hr_table_new ("l");
  g_autoptr (GString) out = g_string_new (NULL);

  hr_table_print (table, out);
  g_assert_cmpstr (out->str, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table/width", test_width);
  g_test_add_func ("/table/alignment", test_alignment);
  g_test_add_func ("/table/empty", test_empty);
  return g_test_run ();
}
