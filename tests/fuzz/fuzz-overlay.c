/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-document.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
assert_same_rows (const HrDocument *a, const HrDocument *b)
{
  for (guint section = 0; section < HR_N_SECTION; section++)
    {
      g_assert_cmpuint (a->rows[section]->len, ==, b->rows[section]->len);
      for (guint i = 0; i < a->rows[section]->len; i++)
        g_assert_true (json_object_equal (a->rows[section]->pdata[i], b->rows[section]->pdata[i]));
    }
}

/* What a user changed, saved and read again, makes the same catalog. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const HrDocument *base = hr_builtin_document ();
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (HrDocument) document = hr_document_parse ((const char *) data, (gssize) size, issues);
  g_autoptr (HrDocument) whole = NULL;
  g_autoptr (HrDocument) overlay = NULL;
  g_autoptr (HrDocument) again = NULL;
  g_autoptr (HrDocument) whole_again = NULL;
  g_autofree char *text = NULL;
  gsize            length;

  if (document == NULL || !document->is_overlay || !hr_document_validate (document, base, issues)
      || hr_issues_n_errors (issues) > 0)
    return 0;
  whole = hr_document_merge (base, document);
  overlay = hr_document_diff (base, whole);
  text = hr_document_to_data (overlay, &length);
  again = hr_document_parse (text, (gssize) length, issues);
  g_assert_nonnull (again);
  g_assert_cmpuint (hr_issues_n_errors (issues), ==, 0);
  whole_again = hr_document_merge (base, again);
  assert_same_rows (whole, whole_again);
  return 0;
}
