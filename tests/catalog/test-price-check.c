/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-price-check.h"

#include "hr-csv.h"
#include "hr-json-text.h"

#include <string.h>

#define PRICE(usd, condition) \
  "{\"usd\": " usd ", \"date\": \"2026-08\", \"condition\": \"" condition "\"}"

static void
test_rows (void)
{
  static const struct
  {
    HrSection   section;
    const char *before, *after;
    gboolean    is_near;
  } cases[] = {
    { HR_SECTION_GPUS, "{\"prices\": [" PRICE ("2000", "new") "]}",
      "{\"prices\": [" PRICE ("501", "new") "]}", TRUE },
    { HR_SECTION_GPUS, "{\"prices\": [" PRICE ("2000", "new") "]}",
      "{\"prices\": [" PRICE ("499", "new") "]}", FALSE },
    { HR_SECTION_GPUS, "{\"prices\": [" PRICE ("2000", "new") "]}",
      "{\"prices\": [" PRICE ("7999", "new") "]}", TRUE },
    { HR_SECTION_GPUS, "{\"prices\": [" PRICE ("2000", "new") "]}",
      "{\"prices\": [" PRICE ("8001", "new") "]}", FALSE },
    /* An old module is cheap beside a new one, but not for a few dollars. */
    { HR_SECTION_GPUS, "{\"prices\": [" PRICE ("8000", "new") "]}",
      "{\"prices\": [" PRICE ("590", "used") "]}", TRUE },
    { HR_SECTION_GPUS, "{\"prices\": [" PRICE ("8000", "new") "]}",
      "{\"prices\": [" PRICE ("5.9", "used") "]}", FALSE },
    /* What has not changed is not looked at. */
    { HR_SECTION_GPUS, "{\"prices\": [" PRICE ("8000", "new") ", " PRICE ("5", "used") "]}",
      "{\"prices\": [" PRICE ("8100", "new") ", " PRICE ("5", "used") "]}", TRUE },
    { HR_SECTION_GPUS, "{}", "{\"prices\": [" PRICE ("5", "used") "]}", TRUE },
    { HR_SECTION_RAM_KITS, "{\"price\": " PRICE ("200", "new") "}",
      "{\"price\": " PRICE ("2", "new") "}", FALSE },
    { HR_SECTION_RENT_OFFERS, "{\"usd_per_gpu_hour\": 2.5}", "{\"usd_per_gpu_hour\": 2.1}", TRUE },
    { HR_SECTION_RENT_OFFERS, "{\"usd_per_gpu_hour\": 2.5}", "{\"usd_per_gpu_hour\": 2500}",
      FALSE },
    { HR_SECTION_EXCHANGE_RATES, "{\"usd\": 0.0064}", "{\"usd\": 156}", FALSE },
    { HR_SECTION_PLATFORMS, "{\"max_ram_gib\": 1}", "{\"max_ram_gib\": 1000}", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (JsonNode) before = hr_json_load (cases[i].before, -1, issues);
      g_autoptr (JsonNode) after = hr_json_load (cases[i].after, -1, issues);

      g_test_message ("%u", i);
      g_assert_cmpint (hr_price_check (cases[i].section, json_node_get_object (before),
                                       json_node_get_object (after), "$.x", issues),
                       ==, cases[i].is_near);
      g_assert_cmpuint (hr_issues_n_errors (issues), ==, !cases[i].is_near);
      if (!cases[i].is_near)
        g_assert_cmpint (hr_issues_get (issues, 0)->kind, ==, HR_ISSUE_FAR);
    }
}

/* A table says where, and takes it when the user does. */
static void
test_table (void)
{
  static const char text[] = "id,price_usd\nrtx-4070,575\nrtx-5090,4.06\n";
  HrImportOptions   options = { .today = { 2026, 11, 21 } };
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (HrIssues) none = hr_issues_new ();
  g_autoptr (HrDocument) taken = NULL;
  const HrIssue *issue;

  g_assert_null (hr_csv_merge (hr_builtin_document (), text, strlen (text), &options, issues));
  g_assert_cmpuint (hr_issues_n (issues), ==, 1);
  issue = hr_issues_get (issues, 0);
  g_assert_cmpint (issue->kind, ==, HR_ISSUE_FAR);
  g_assert_cmpstr (issue->path, ==, "$.gpus.rtx-5090.price_usd");
  g_assert_cmpstr (issue->value, ==, "4.06");
  g_assert_cmpuint (issue->line, ==, 3);
  options.accepts_far = TRUE;
  taken = hr_csv_merge (hr_builtin_document (), text, strlen (text), &options, none);
  g_assert_nonnull (taken);
  g_assert_cmpuint (hr_issues_n (none), ==, 0);
}

/* Two prices for one card of one condition; used and new are two. */
static void
test_twice (void)
{
  static const char twice[] = "id,price_usd\nrtx-3090,900\nrtx-4080,880\nrtx-3090,1100\n";
  static const char both[] = "id,price_usd,price_condition\nrtx-3090,900,used\nrtx-3090,1400,new\n";
  HrImportOptions   options = { .today = { 2026, 11, 21 } };
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (HrIssues) none = hr_issues_new ();
  g_autoptr (HrDocument) taken = NULL;

  g_assert_null (hr_csv_merge (hr_builtin_document (), twice, strlen (twice), &options, issues));
  g_assert_cmpuint (hr_issues_n (issues), ==, 1);
  g_assert_cmpint (hr_issues_get (issues, 0)->kind, ==, HR_ISSUE_DUPLICATE);
  g_assert_cmpstr (hr_issues_get (issues, 0)->value, ==, "rtx-3090");
  g_assert_cmpuint (hr_issues_get (issues, 0)->line, ==, 4);
  taken = hr_csv_merge (hr_builtin_document (), both, strlen (both), &options, none);
  g_assert_nonnull (taken);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/price-check/rows", test_rows);
  g_test_add_func ("/price-check/table", test_table);
  g_test_add_func ("/price-check/twice", test_twice);
  return g_test_run ();
}
