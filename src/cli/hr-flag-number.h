/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers of the command line as people write them: "3k", "$3,000", "64GB", "128k", "2 days". */

typedef enum
{
  HR_FLAG_COUNT,
  HR_FLAG_TOKENS, /* a length: "128k" is 131,072 */
  HR_FLAG_MONEY,
  HR_FLAG_GIB,
  HR_FLAG_WATTS,
  HR_FLAG_HOURS,
  HR_FLAG_YEARS,
  HR_FLAG_SHARE,
} HrFlagUnit;

typedef enum
{
  HR_FLAG_IS_NUMBER,
  HR_FLAG_IS_NONE,  /* "none", "unlimited": no limit */
  HR_FLAG_IS_OPEN,  /* "3.000" dollars can be 3 or 3,000 */
  HR_FLAG_IS_OTHER, /* "auto", "many" */
} HrFlagForm;

HrFlagForm
hr_flag_number (const char *text, HrFlagUnit unit, double *value, const char **currency_sign);

G_END_DECLS
