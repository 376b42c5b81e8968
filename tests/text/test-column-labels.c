/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-section.h"
#include "hr-text.h"

/* A column without a label would show its identifier to the user. */
static void
test_every_column (void)
{
  for (guint section = 0; section < HR_N_SECTION; section++)
    {
      guint           n;
      const HrColumn *columns = hr_section_columns ((HrSection) section, &n);

      g_assert_cmpuint (n, >, 0);
      for (guint i = 0; i < n; i++)
        {
          g_test_message ("%s.%s", hr_section_info ((HrSection) section)->nick, columns[i].id);
          g_assert_cmpstr (hr_text_key (columns[i].id), !=, columns[i].id);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/column-labels/every-column", test_every_column);
  return g_test_run ();
}
