/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-document.h"
#include "hr-plan-json.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Whatever is taken can be written, and is the same plan when it is read again. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (HrIssues) more = hr_issues_new ();
  g_autoptr (JsonNode) document = NULL;
  g_autofree char *text = NULL;
  HrPlan           plan, again;

  if (!hr_plan_parse ((const char *) data, (gssize) size, hr_builtin_snapshot (), &plan, &document,
                      issues))
    {
      g_assert_cmpuint (hr_issues_n_errors (issues), >, 0);
      return 0;
    }
  text = hr_plan_to_text (&plan, document, hr_builtin_snapshot ());
  g_assert_true (hr_plan_parse (text, -1, hr_builtin_snapshot (), &again, NULL, more));
  g_assert_true (hr_plan_equal (&plan, &again));
  return 0;
}
