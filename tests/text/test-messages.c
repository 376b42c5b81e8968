/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-text.h"

#include <string.h>

static void
test_issues (void)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrIssue         *issue = hr_issues_add (issues, HR_ISSUE_OUT_OF_RANGE, "$.workload.batch", "-3",
                                          "1 … 65536");
  g_autofree char *range = hr_text_issue (issue);
  g_autofree char *place = hr_text_issue_place (issue);
  g_autofree char *with_line = NULL;

  g_assert_cmpstr (range, ==, "-3 is out of range. Allowed: 1 … 65536.");
  g_assert_cmpstr (place, ==, "$.workload.batch");
  issue->line = 3;
  issue->column = 7;
  with_line = hr_text_issue_place (issue);
  g_assert_cmpstr (with_line, ==, "$.workload.batch (line 3, column 7)");
}

/* Each kind says something, whatever of it is missing. */
static void
test_every_kind (void)
{
  for (int kind = 0; kind <= HR_ISSUE_UNUSED_ROW; kind++)
    for (int full = 0; full < 2; full++)
      {
        g_autoptr (HrIssues) issues = hr_issues_new ();
        HrIssue         *issue = hr_issues_add (issues, (HrIssueKind) kind, full ? "$.a" : NULL,
                                        full ? "100%s" : NULL, full ? "b" : NULL);
        g_autofree char *text = hr_text_issue (issue);
        g_autofree char *place = hr_text_issue_place (issue);

        g_assert_cmpstr (text, !=, "");
        g_assert_nonnull (place);
      }
}

static void
test_notes_and_remedies (void)
{
  for (guint bit = 0; (1u << bit) <= HR_NOTE_SAME_SIZE; bit++)
    {
      g_autofree char *text = hr_text_note ((HrNotes) (1u << bit));

      g_assert_true (g_str_has_suffix (text, "."));
    }
  for (guint kind = 0; kind < HR_N_REMEDY; kind++)
    {
      g_assert_cmpstr (hr_text_remedy ((HrRemedyKind) kind), !=, "");
      g_assert_null (strchr (hr_text_remedy_id ((HrRemedyKind) kind), ' '));
    }
}

static void
test_build (void)
{
  const HrGpu      gpu = { .id = "x", .name = "GeForce RTX 4090" };
  const HrPlatform platform = { .id = "am5", .name = "AMD AM5" };
  HrBuild          build = { .gpu = &gpu, .gpu_count = 2 };
  g_autofree char *bare = hr_text_build (&build);
  g_autofree char *full = NULL;

  g_assert_cmpstr (bare, ==, "2 × GeForce RTX 4090");
  build.platform = &platform;
  build.ram_gib = 64;
  full = hr_text_build (&build);
  g_assert_cmpstr (full, ==, "2 × GeForce RTX 4090, AMD AM5, 64\302\240GiB of RAM");
}

static void
test_miss (void)
{
  for (guint reason = 0; reason < HR_N_REASON; reason++)
    {
      g_autofree char *text = hr_text_miss ((HrReason) reason, 120, "USD", NULL);

      g_assert_true (g_str_has_suffix (text, "."));
    }
}

/* A machine that does not do the task is not praised. */
static void
test_why (void)
{
  const HrAdvice picked = { .n_picks = 1 }, missed = { .n_picks = 0 };

  g_assert_cmpstr (hr_text_why (&picked), ==, "Why this one");
  g_assert_cmpstr (hr_text_why (&missed), ==, "What rules it out");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/messages/issues", test_issues);
  g_test_add_func ("/messages/every-kind", test_every_kind);
  g_test_add_func ("/messages/notes-and-remedies", test_notes_and_remedies);
  g_test_add_func ("/messages/build", test_build);
  g_test_add_func ("/messages/miss", test_miss);
  g_test_add_func ("/messages/why", test_why);
  return g_test_run ();
}
