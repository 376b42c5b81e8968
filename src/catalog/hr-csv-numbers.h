/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The numbers of a table as people write them: "1,549.99", "1.299,00 €", "1'299.-", "CHF 899". One
 * cell alone often does not say what its point or comma means; the column does. */

typedef enum
{
  HR_DECIMAL_AUTO, /* not known, or not needed */
  HR_DECIMAL_POINT,
  HR_DECIMAL_COMMA,
} HrDecimal;

/* A cell taken apart. */
typedef struct
{
  char *before; /* words before the number, without spaces around: "US$" */
  char *number; /* in the C locale: "-1299.5" */
  char *after;  /* "€", "GB/s", "/hr" */
} HrCsvNumber;

void     hr_csv_number_clear (HrCsvNumber *self);
gboolean hr_csv_number_parse (const char *text, HrDecimal decimal, HrCsvNumber *number);

/* What the cells of a column say of its decimal sign: the first line that says so, 0 = none. */
typedef struct
{
  guint point, comma; /* it can be nothing else */
  guint open_point;   /* a point before three digits, which may also group thousands */
  guint open_comma;
} HrCsvNumberForm;

void      hr_csv_number_form_look (HrCsvNumberForm *form, const char *text, guint line);
void      hr_csv_number_form_add (HrCsvNumberForm *form, const HrCsvNumberForm *other);
gboolean  hr_csv_number_form_is_mixed (const HrCsvNumberForm *form);
HrDecimal hr_csv_number_form_decide (const HrCsvNumberForm *form,
                                     const HrCsvNumberForm *table,
                                     char                   separator,
                                     gboolean               is_money);
guint     hr_csv_number_form_open_line (const HrCsvNumberForm *form);

/* Signs and codes of currencies, as they stand beside amounts. */
gboolean    hr_csv_currency_is (const char *sign, const char *code);
const char *hr_csv_currency_code (const char *sign);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HrCsvNumber, hr_csv_number_clear)

G_END_DECLS
