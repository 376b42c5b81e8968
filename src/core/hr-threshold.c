/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "hr-advice-private.h"

void
hr_thresholds_fill (HrAdvice       *advice,
                    const HrSearch *search,
                    const HrTerms  *terms,
                    GCancellable   *cancellable)
{
  (void) advice;
  (void) search;
  (void) terms;
  (void) cancellable;
}
