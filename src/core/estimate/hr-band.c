/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-band.h"

#include <math.h>

/**
 * hr_band:
 * @low_ratio: measured ÷ estimated at the 10th percentile
 * @high_ratio: at the 90th
 */
HrBand
hr_band (double low_ratio, double high_ratio)
{
  return (HrBand){ MAX (-log (low_ratio), 0), MAX (log (high_ratio), 0) };
}

/**
 * hr_band_widen:
 * @deviation: standard deviation of one more cause of error, as a logarithm
 *
 * Causes are independent: their variances add up.
 */
void
hr_band_widen (HrBand *band, double deviation)
{
  double end = HR_Z_80 * deviation;

  if (deviation <= 0)
    return;
  band->low = sqrt (band->low * band->low + end * end);
  band->high = sqrt (band->high * band->high + end * end);
}

double
hr_band_low (const HrBand *band)
{
  return exp (-band->low);
}

double
hr_band_high (const HrBand *band)
{
  return exp (band->high);
}

/**
 * hr_band_set_rate:
 * @rate: (inout): its ends are set around its value
 */
void
hr_band_set_rate (const HrBand *band, HrThroughput *rate)
{
  rate->low = rate->value * hr_band_low (band);
  rate->high = rate->value * hr_band_high (band);
}

/**
 * hr_estimate_rest_on:
 * @band: (inout): of @quantity; wider where no run has it
 * @of: what kind of thing the estimate rests on
 * @type: of @value
 * @runs: published runs of @quantity by value of @type, "covers" of the calibration
 * @deviation: what is added where there are none, "unseen" of the calibration
 *
 * Notes what published runs an estimate rests on, and widens its band for what none of them has.
 */
void
hr_estimate_rest_on (HrEstimate       *estimate,
                     HrBand           *band,
                     HrQuantity        quantity,
                     HrBasis           of,
                     const HrEnumType *type,
                     int               value,
                     const double     *runs,
                     double            deviation)
{
  g_assert (estimate->n_basis < HR_MAX_BASIS);
  estimate->basis[estimate->n_basis++] = (HrBasisEntry){ quantity, of, type, value,
                                                         (guint) runs[value] };
  if (runs[value] >= 1)
    return;
  hr_band_widen (band, deviation);
  if (of == HR_BASIS_ARCHITECTURE && quantity != HR_QUANTITY_MEMORY)
    estimate->notes |= HR_NOTE_EXTRAPOLATED;
}

/**
 * hr_estimate_n_missing:
 *
 * Returns: how many of the things that @quantity rests on no published run has.
 */
guint
hr_estimate_n_missing (const HrEstimate *estimate, HrQuantity quantity)
{
  guint n = 0;

  for (guint i = 0; i < estimate->n_basis; i++)
    n += estimate->basis[i].quantity == quantity && estimate->basis[i].runs == 0;
  return n;
}
