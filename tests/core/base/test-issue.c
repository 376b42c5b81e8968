/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-issue.h"

/* A hundred are kept, all are counted. */
static void
test_limit (void)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();

  for (guint i = 0; i < 100; i++)
    hr_issues_add (issues, HR_ISSUE_MISSING, "$.a", NULL, NULL);
  g_assert_cmpuint (hr_issues_n (issues), ==, 100);
  g_assert_cmpuint (hr_issues_n_more (issues), ==, 0);
  for (guint i = 0; i < 1000; i++)
    hr_issues_add (issues, i % 2 ? HR_ISSUE_SYNTAX : HR_ISSUE_UNKNOWN_KEY, "$.b", "x", "y")
        ->line = i;
  g_assert_cmpuint (hr_issues_n (issues), ==, 100);
  g_assert_cmpuint (hr_issues_n_errors (issues), ==, 600);
  g_assert_cmpuint (hr_issues_n_more (issues), ==, 1000);
  g_assert_cmpint (hr_issues_get (issues, 99)->kind, ==, HR_ISSUE_MISSING);
}

/* Whatever refuses an input is said, even behind a thousand warnings. */
static void
test_errors_before_warnings (void)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();

  for (guint i = 0; i < 1000; i++)
    hr_issues_add (issues, HR_ISSUE_UNKNOWN_KEY, "$.w", NULL, NULL);
  g_assert_null (hr_issues_first_error (issues));
  hr_issues_add (issues, HR_ISSUE_MISSING, "$.e", NULL, NULL)->line = 7;
  g_assert_cmpuint (hr_issues_n (issues), ==, 100);
  g_assert_cmpuint (hr_issues_n_more (issues), ==, 901);
  g_assert_cmpuint (hr_issues_n_errors (issues), ==, 1);
  g_assert_cmpstr (hr_issues_first_error (issues)->path, ==, "$.e");
  g_assert_cmpuint (hr_issues_first_error (issues)->line, ==, 7);
}

static void
test_place (void)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();

  hr_issues_set_place (issues, 3, 1);
  g_assert_cmpuint (hr_issues_add (issues, HR_ISSUE_MISSING, "a", NULL, NULL)->line, ==, 3);
  hr_issues_set_place (issues, 0, 0);
  g_assert_cmpuint (hr_issues_add (issues, HR_ISSUE_MISSING, "a", NULL, NULL)->line, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/issue/limit", test_limit);
  g_test_add_func ("/issue/errors-before-warnings", test_errors_before_warnings);
  g_test_add_func ("/issue/place", test_place);
  return g_test_run ();
}
