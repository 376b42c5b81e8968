/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-calibration-json.h"

#include <string.h>

static void
test_override (void)
{
  guint                n;
  const HrCoefficient *all = hr_calibration_coefficients (&n);

  g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < n; i++)
    {
      HrCalibration    calibration = *hr_calibration_default ();
      double           middle = (all[i].low + all[i].high) / 2;
      const double    *field = (const double *) ((const char *) &calibration + all[i].offset);
      char             number[G_ASCII_DTOSTR_BUF_SIZE];
      g_autofree char *text = g_strdup_printf (
          all[i].by ? "{\"x\":[{\"id\":\"%s\",\"values\":{\"*\":%s}}]}"
                    : "{\"x\":[{\"id\":\"%s\",\"value\":%s}]}",
          all[i].id, g_ascii_dtostr (number, sizeof number, middle));
      g_autoptr (HrIssues) issues = hr_issues_new ();

      g_test_message ("%s", text);
      g_assert_true (hr_calibration_parse (text, -1, &calibration, issues));
      for (guint k = 0; k < all[i].n_values; k++)
        g_assert_cmpfloat (field[k], ==, middle);
    }
}

static void
test_bad (void)
{
  guint                n;
  const HrCoefficient *all = hr_calibration_coefficients (&n);
  g_autofree char     *range = g_strdup_printf (
          "{\"x\":[{\"id\":\"%s\",\"value\":1e300,\"values\":{\"*\":1e300}}]}", all[0].id);
  g_autofree char *type = g_strdup_printf (
      "{\"x\":[{\"id\":\"%s\",\"value\":\"a\",\"values\":{\"*\":\"a\"}}]}", all[0].id);
  g_autofree char *missing = g_strdup_printf ("{\"x\":[{\"id\":\"%s\"}]}", all[0].id);
  const struct
  {
    const char *text;
    HrIssueKind kind;
  } cases[] = {
    { "", HR_ISSUE_SYNTAX },
    { "[]", HR_ISSUE_WRONG_TYPE },
    { "{\"x\":[1]}", HR_ISSUE_WRONG_TYPE },
    { "{\"x\":[{\"id\":\"no_such\",\"value\":1}]}", HR_ISSUE_UNKNOWN_ID },
    { range, HR_ISSUE_OUT_OF_RANGE },
    { type, HR_ISSUE_WRONG_TYPE },
    { missing, HR_ISSUE_MISSING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrCalibration calibration = *hr_calibration_default ();
      g_autoptr (HrIssues) issues = hr_issues_new ();

      g_test_message ("%s", cases[i].text);
      g_assert_false (hr_calibration_parse (cases[i].text, -1, &calibration, issues));
      g_assert_cmpint (hr_issues_get (issues, 0)->kind, ==, cases[i].kind);
      g_assert_cmpmem (&calibration, sizeof calibration, hr_calibration_default (),
                       sizeof calibration);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calibration-json/override", test_override);
  g_test_add_func ("/calibration-json/bad", test_bad);
  return g_test_run ();
}
