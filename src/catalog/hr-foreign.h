/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-csv-table.h"
#include "hr-gpu-match.h"
#include "hr-section.h"

G_BEGIN_DECLS

/* Tables that others publish, turned into one of ours: columns -> members by name, rows -> ids by
 * the matcher of names. */

typedef enum
{
  HR_FOREIGN_NONE, /* its columns are our own */
  HR_FOREIGN_GPUS, /* prices or figures of cards */
  HR_FOREIGN_RENT, /* offers of machines by the hour */
  HR_FOREIGN_RAM,
  HR_FOREIGN_CPUS,
  HR_FOREIGN_BOARDS,
  HR_FOREIGN_SUPPLIES,
} HrForeignKind;

typedef struct
{
  HrCsvTable       *table;
  const HrSnapshot *snapshot;
  HrForeignKind     kind;
  const char       *origin; /* what the file is called; or NULL */
  HrDate            today;
  HrIssues         *issues;
  guint             n_left_out;
} HrForeign;

gboolean hr_foreign_is_header (char *const *cells, guint n);
void     hr_foreign_name_columns (HrForeign *self);
void     hr_foreign_resolve (HrForeign *self);

/* Between the files of it. */
guint       hr_foreign_column (const HrForeign *self, const char *name);
const char *hr_foreign_cell (const HrForeign *self, const GPtrArray *line, const char *name);
void        hr_foreign_leave_out (
           HrForeign *self, guint line, const char *name, const char *candidates, const char *why);
void hr_foreign_put (GPtrArray *line, const char *text);
void hr_foreign_take_lines (HrForeign *self, GPtrArray *lines);
void hr_foreign_resolve_gpus (HrForeign *self);
void hr_foreign_resolve_rent (HrForeign *self);
void hr_foreign_resolve_parts (HrForeign *self);

/* Other files that hold a table. */
char *hr_foreign_table_from_json (const char *data, gsize length);
char *hr_foreign_table_from_text (const char *text, const HrSnapshot *snapshot);
char *hr_foreign_table_from_markdown (const char *text);
char *hr_foreign_table_from_html (const char *text);

G_END_DECLS
