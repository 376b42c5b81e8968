/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-csv.h"
#include "hr-document.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
try_json (const char *data, gsize size)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (HrIssues) more = hr_issues_new ();
  g_autoptr (HrDocument) document = hr_document_parse (data, (gssize) size, issues);
  g_autoptr (HrDocument) whole = NULL;
  g_autoptr (HrSnapshot) snapshot = NULL;

  if (document == NULL || !hr_document_validate (document, hr_builtin_document (), issues)
      || hr_issues_n_errors (issues) > 0)
    {
      g_assert_cmpuint (hr_issues_n_errors (issues), >, 0);
      return;
    }
  whole = hr_document_merge (hr_builtin_document (), document);
  snapshot = hr_document_snapshot (whole, hr_builtin_snapshot (), more);
  g_assert_nonnull (snapshot);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (HrDocument) table = NULL;
  HrImportOptions options = { .today = { 2026, 11, 21 } };

  try_json ((const char *) data, size);
  table = hr_csv_merge (hr_builtin_document (), (const char *) data, size, &options, issues);
  g_assert_true ((table == NULL) == (hr_issues_n_errors (issues) > 0));
  return 0;
}
