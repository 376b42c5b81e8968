/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-comparison.h"

G_BEGIN_DECLS

/* One line of the comparison: what it says of a card, and whether more or less of it is better. */
typedef struct
{
  const char *label;
  int         better; /* +1 more is better, −1 less is better, 0 neither */
  gboolean    starts_group;
  /* FALSE = not known for this card. */
  gboolean (*value) (const HrCompared *column, double *value);
  char *(*text) (const HrComparison *comparison, const HrCompared *column, double value);
  const char *term; /* of the column's trace; NULL = a figure of the data sheet */
} HrCompareRow;

const HrCompareRow *hr_compare_rows (guint *n);
int                 hr_compare_row_best (const HrCompareRow *row, const HrComparison *comparison);

G_END_DECLS
