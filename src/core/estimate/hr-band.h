/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-estimate.h"

G_BEGIN_DECLS

/* An 80 % interval around an estimate: the natural logarithms of estimate ÷ low end and of high end
 * ÷ estimate, neither negative. It starts as the spread of published runs that the fit had not
 * seen, and what they have in common and the question lacks is added as a variance. */
typedef struct
{
  double low, high;
} HrBand;

HrBand hr_band (double low_ratio, double high_ratio);
void   hr_band_widen (HrBand *band, double deviation);
double hr_band_low (const HrBand *band);
double hr_band_high (const HrBand *band);
void   hr_estimate_rest_on (HrEstimate       *estimate,
                            HrBand           *band,
                            HrQuantity        quantity,
                            HrBasis           of,
                            const HrEnumType *type,
                            int               value,
                            const double     *runs,
                            double            deviation);
void   hr_band_set_rate (const HrBand *band, HrThroughput *rate);
guint  hr_estimate_n_missing (const HrEstimate *estimate, HrQuantity quantity);

G_END_DECLS
