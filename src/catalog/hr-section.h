/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-snapshot.h"

G_BEGIN_DECLS

/* The tables of the catalog that a user can edit. */
typedef enum
{
  HR_SECTION_GPUS,
  HR_SECTION_RAM_KITS,
  HR_SECTION_PLATFORMS,
  HR_SECTION_HOST_PARTS,
  HR_SECTION_RENT_OFFERS,
  HR_SECTION_EXCHANGE_RATES,
  HR_SECTION_SOFTWARE,
  HR_N_SECTION
} HrSection;

typedef enum
{
  HR_COLUMN_TEXT,
  HR_COLUMN_NUMBER,
  HR_COLUMN_INTEGER,
  HR_COLUMN_ENUM,
  HR_COLUMN_DATE,
  HR_COLUMN_BOOLEAN,
} HrColumnType;

/* One column: what a file, a cell and a snapshot's structure call it and allow for it. */
typedef struct
{
  const char       *id; /* the member's name in the file as well, but for prices */
  HrColumnType      type;
  HrUnit            unit;
  double            min, max; /* of numbers, both included */
  const HrEnumType *enum_type;
  gboolean          editable; /* FALSE: the row's id */
  gboolean          required;
  gboolean          in_price; /* a member of the row's price (a GPU's newest price) */
  gsize             offset;   /* into the row's structure, or into its HrPrice */
  gsize             size;     /* text: 0 = a borrowed string, else a buffer of that size */
} HrColumn;

typedef struct
{
  const char *nick; /* "gpus": the member of the file */
  const char *id_column;
  gsize       row_size;
  gsize       prices_offset;   /* of the HrPrice or the array; G_MAXSIZE = the section has none */
  gsize       n_prices_offset; /* G_MAXSIZE = one price, under "price" */
} HrSectionInfo;

const HrSectionInfo *hr_section_info (HrSection section);
const HrColumn      *hr_section_columns (HrSection section, guint *n);
const HrColumn      *hr_section_column (HrSection section, const char *column_id);
gboolean             hr_section_parse (const char *nick, HrSection *section);
char                *hr_column_allowed (const HrColumn *column);

/* The rows of a section in a snapshot: an array of structures of row_size bytes. */
gconstpointer hr_section_rows (const HrSnapshot *snapshot, HrSection section, guint *n);

G_END_DECLS
