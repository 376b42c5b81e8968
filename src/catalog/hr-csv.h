/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-csv-numbers.h"
#include "hr-document.h"

G_BEGIN_DECLS

/* One section as a table: a line of column ids, then a line a row, in the C locale. */

char *hr_csv_write (const HrDocument *document, HrSection section);

/* What was found out of a file, and what it changes. */
typedef struct
{
  const char *encoding;  /* NULL = not told */
  char        separator; /* of a table */
  HrSection   section;
  guint       n_rows; /* for the catalog */
  guint       n_left_out;
  GPtrArray  *changes; /* owned, of HrCellChange; see hr-document-changes.h */
} HrImportReport;

/* What the user says of a table beside what stands in it. */
typedef struct
{
  HrDecimal         decimal;     /* HR_DECIMAL_AUTO = as the table has it */
  gboolean          accepts_far; /* prices that are far from those that they replace, too */
  HrDate            today;       /* the date of prices that the table does not date */
  gboolean          is_dry;      /* nothing is to change */
  const HrSnapshot *snapshot;    /* whose names rows may have instead of ids; NULL = ids alone */
  const char       *origin;      /* what the file is called; or NULL */
  HrImportReport   *report;      /* gets what was found out; or NULL */
} HrImportOptions;

HrDocument *hr_csv_merge (const HrDocument      *document,
                          const char            *data,
                          gsize                  length,
                          const HrImportOptions *options,
                          HrIssues              *issues);

G_END_DECLS
