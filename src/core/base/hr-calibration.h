/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-calibration-fields.h" /* generated from data/calibration.json */

G_BEGIN_DECLS

/* One fitted or physical constant: name, unit, where it comes from, what it may be, and how well
 * the measurements pin it down. */
typedef struct
{
  const char       *id;
  const char       *unit;
  const char       *source;
  double            low, high; /* the range in which it makes sense */
  guint             n;         /* measurements that it was fitted to; 0 = physics or a document */
  double            spread;    /* geometric standard deviation of what is left; 0 = none */
  gsize             offset;    /* into HrCalibration */
  guint             n_values;
  const HrEnumType *by; /* what indexes it; NULL = one number */
} HrCoefficient;

const HrCalibration *hr_calibration_default (void);
const HrCoefficient *hr_calibration_coefficients (guint *n);

G_END_DECLS
