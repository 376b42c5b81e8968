/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-csv.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* The first byte says what the user says of the table. What is taken can be
 * written. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (HrDocument) table = NULL;
  HrImportOptions options = { .today = { 2026, 11, 21 }, .accepts_far = TRUE };

  if (size > 0 && data[0] < 3)
    {
      options.decimal = (HrDecimal) data[0];
      data++;
      size--;
    }
  table = hr_csv_merge (hr_builtin_document (), (const char *) data, size, &options, issues);
  g_assert_true ((table == NULL) == (hr_issues_n_errors (issues) > 0));
  for (guint section = 0; table != NULL && section < HR_N_SECTION; section++)
    {
      g_autofree char *text = NULL;

      if (table->rows[section]->len == hr_builtin_document ()->rows[section]->len)
        continue;
      text = hr_csv_write (table, (HrSection) section);
      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
  return 0;
}
