/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-document.h"
#include "hr-json-text.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* A catalog that stands for itself, or an overlay: what is taken can be written and taken again. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (HrIssues) more = hr_issues_new ();
  g_autoptr (HrDocument) document = hr_document_parse ((const char *) data, (gssize) size, issues);
  g_autoptr (HrDocument) whole = NULL;
  g_autoptr (HrDocument) overlay = NULL;
  g_autoptr (HrDocument) again = NULL;
  g_autoptr (HrSnapshot) snapshot = NULL;
  g_autofree char *text = NULL;
  gsize            length;

  if (document != NULL)
    hr_document_validate (document, hr_builtin_document (), issues);
  hr_json_locate_issues (issues, (const char *) data, (gssize) size);
  if (document == NULL || hr_issues_n_errors (issues) > 0)
    {
      g_assert_cmpuint (hr_issues_n_errors (issues), >, 0);
      return 0;
    }
  whole = hr_document_merge (hr_builtin_document (), document);
  snapshot = hr_document_snapshot (whole, hr_builtin_snapshot (), more);
  g_assert_nonnull (snapshot);
  overlay = hr_document_diff (hr_builtin_document (), whole);
  text = hr_document_to_data (overlay, &length);
  again = hr_document_parse (text, (gssize) length, more);
  g_assert_nonnull (again);
  g_assert_cmpuint (hr_issues_n_errors (more), ==, 0);
  return 0;
}
