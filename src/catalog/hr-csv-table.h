/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-csv-numbers.h"
#include "hr-issue.h"

G_BEGIN_DECLS

/* A table as it was read: GPtrArrays of texts, the first of which is the header. Every line has as
 * many fields as the header; one that did not was reported and has none. A field that says nothing
 * at all, not even that the cell is empty, is NULL. */
typedef struct
{
  GPtrArray *lines;
  char       separator;
  guint      preface; /* lines of the file before the header */
  GArray    *numbers; /* guint: the file's lines that lines were made of; NULL = they are its own */
} HrCsvTable;

HrCsvTable *hr_csv_table_new (const char *data, gsize length, HrIssues *issues);
void        hr_csv_table_free (HrCsvTable *self);
gboolean    hr_csv_table_read_numbers (HrCsvTable *self, HrDecimal decimal, HrIssues *issues);
guint       hr_csv_table_number (const HrCsvTable *self, guint line);
void        hr_csv_table_convert (HrCsvTable *self, GPtrArray *rates, HrIssues *issues);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrCsvTable, hr_csv_table_free)

G_END_DECLS
