/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-csv-numbers.h"
#include "hr-document.h"

G_BEGIN_DECLS

/* One section as a table: a line of column ids, then a line a row, in the C locale. */

char *hr_csv_write (const HrDocument *document, HrSection section);

/* What the user says of a table beside what stands in it. */
typedef struct
{
  HrDecimal decimal;     /* HR_DECIMAL_AUTO = as the table has it */
  gboolean  accepts_far; /* prices that are far from those that they replace, too */
  HrDate    today;       /* the date of prices that the table does not date */
} HrImportOptions;

HrDocument *hr_csv_merge (const HrDocument      *document,
                          const char            *data,
                          gsize                  length,
                          const HrImportOptions *options,
                          HrIssues              *issues);

G_END_DECLS
