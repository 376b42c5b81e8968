/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-date.h"

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gboolean    ok;
    HrDate      date;
  } cases[] = {
    { "2026-07-12", TRUE, { 2026, 7, 12 } },
    { "2026-07", TRUE, { 2026, 7, 0 } },
    { "2026", TRUE, { 2026, 0, 0 } },
    { "2024-02-29", TRUE, { 2024, 2, 29 } },
    { "2026-02-29", FALSE, { 0 } },
    { "2026-13", FALSE, { 0 } },
    { "2026-00", FALSE, { 0 } },
    { "2026-7", FALSE, { 0 } },
    { "", FALSE, { 0 } },
    { "1826-07", FALSE, { 0 } },
    { "2026/07/12", FALSE, { 0 } },
    { "2026-07-12T", FALSE, { 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrDate date = { 0 };
      char   text[16];

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (hr_date_parse (cases[i].text, &date), ==, cases[i].ok);
      g_assert_cmpmem (&date, sizeof date, &cases[i].date, sizeof date);
      hr_date_format (date, text);
      g_assert_cmpstr (text, ==, cases[i].ok ? cases[i].text : "");
    }
}

static void
test_age (void)
{
  const HrDate today = { 2026, 11, 21 };

  g_assert_cmpint (hr_date_age_days ((HrDate){ 2026, 11, 20 }, today), ==, 1);
  g_assert_cmpint (hr_date_age_days ((HrDate){ 2026, 12, 1 }, today), ==, 0);
  g_assert_cmpint (hr_date_age_days ((HrDate){ 0 }, today), ==, G_MAXINT);
  g_assert_true (hr_date_is_stale ((HrDate){ 2025, 7, 23 }, today));
  g_assert_true (hr_date_is_stale ((HrDate){ 0 }, today));
  g_assert_false (hr_date_is_stale ((HrDate){ 2026, 9, 0 }, today));
  g_assert_cmpint (hr_date_compare ((HrDate){ 0 }, today), <, 0);
  g_assert_cmpint (hr_date_compare (today, (HrDate){ 2026, 11, 0 }), >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/parse", test_parse);
  g_test_add_func ("/date/age", test_age);
  return g_test_run ();
}
