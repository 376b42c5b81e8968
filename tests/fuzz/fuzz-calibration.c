/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-calibration-json.h"

#include <math.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autofree HrCalibration *own = g_memdup2 (hr_calibration_default (), sizeof *own);
  const HrCoefficient      *all;
  guint                     n;

  hr_calibration_parse ((const char *) data, (gssize) size, own, issues);
  all = hr_calibration_coefficients (&n);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < MAX (all[i].n_values, 1); k++)
      {
        double value = ((const double *) ((const char *) own + all[i].offset))[k];

        g_assert_true (isfinite (value) && value >= all[i].low && value <= all[i].high);
      }
  return 0;
}
