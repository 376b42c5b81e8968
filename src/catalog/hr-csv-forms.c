/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-csv-table.h"

#include "hr-section.h"

#include <glib/gi18n.h>
#include <string.h>

/* What a column of the table holds, as far as numbers go. */
typedef struct
{
  gboolean        is_number;
  gboolean        is_money; /* a price of a thing, in whatever currency */
  HrUnit          unit;
  HrCsvNumberForm form;
  HrDecimal       decimal;
} Column;

typedef struct
{
  HrCsvTable *table;
  GPtrArray  *header;
  Column     *columns;
  HrIssues   *issues;
} Forms;

/* "price", "price_usd", "price_eur" */
static gboolean
is_price_name (const char *name)
{
  const char *code = name + strlen ("price_");

  return strcmp (name, "price") == 0
         || (g_str_has_prefix (name, "price_") && strlen (code) == 3 && g_ascii_isalpha (code[0])
             && g_ascii_isalpha (code[1]) && g_ascii_isalpha (code[2]));
}

static void
find_column (const char *name, Column *column)
{
  column->is_number = column->is_money = is_price_name (name);
  for (guint s = 0; s < HR_N_SECTION && !column->is_number; s++)
    {
      const HrColumn *known = hr_section_column ((HrSection) s, name);

      if (known == NULL || (known->type != HR_COLUMN_NUMBER && known->type != HR_COLUMN_INTEGER))
        continue;
      column->is_number = TRUE;
      column->unit = known->unit;
      /* The price of a dollar in another currency has as many decimals as it likes. */
      column->is_money = known->unit == HR_UNIT_USD && s != HR_SECTION_EXCHANGE_RATES;
    }
}

static GPtrArray *
line_of (const HrCsvTable *table, guint i)
{
  return g_ptr_array_index (table->lines, i);
}

static const char *
field_of (const HrCsvTable *table, guint line, guint column)
{
  GPtrArray *fields = line_of (table, line - 1);

  return column < fields->len && fields->pdata[column] ? fields->pdata[column] : "";
}

static void
look (Forms *forms)
{
  for (guint i = 1; i < forms->table->lines->len; i++)
    {
      GPtrArray *line = line_of (forms->table, i);

      for (guint c = 0; c < line->len && c < forms->header->len; c++)
        if (forms->columns[c].is_number && line->pdata[c] != NULL)
          hr_csv_number_form_look (&forms->columns[c].form, line->pdata[c], i + 1);
    }
}

static HrIssue *
add_issue (Forms *forms, HrIssueKind kind, guint column, guint line, const char *allowed)
{
  HrIssue *issue = hr_issues_add (forms->issues, kind, forms->header->pdata[column],
                                  field_of (forms->table, line, column), allowed);

  issue->line = line;
  issue->column = 1;
  return issue;
}

static void
refuse_mixed (Forms *forms, guint column)
{
  const HrCsvNumberForm *form = &forms->columns[column].form;
  const guint            lines[] = { form->point ? form->point : form->open_comma,
                          form->comma ? form->comma : form->open_point };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    add_issue (forms, HR_ISSUE_IMPOSSIBLE, column, lines[i], NULL)->detail = g_strdup (
        N_("The numbers of one column have two forms."));
}

static void
ask (Forms *forms, guint column)
{
  guint       line = hr_csv_number_form_open_line (&forms->columns[column].form);
  const char *text = field_of (forms->table, line, column);
  g_auto (HrCsvNumber) point = { 0 };
  g_auto (HrCsvNumber) comma = { 0 };
  g_autofree char *allowed = NULL;

  hr_csv_number_parse (text, HR_DECIMAL_POINT, &point);
  hr_csv_number_parse (text, HR_DECIMAL_COMMA, &comma);
  allowed = g_strdup_printf ("%s, %s", point.number, comma.number);
  add_issue (forms, HR_ISSUE_AMBIGUOUS, column, line, allowed);
}

/* What the user says goes before what the table seems to say. */
static void
decide (Forms *forms, HrDecimal wanted)
{
  HrCsvNumberForm all = { 0 };

  for (guint c = 0; c < forms->header->len; c++)
    hr_csv_number_form_add (&all, &forms->columns[c].form);
  for (guint c = 0; c < forms->header->len; c++)
    {
      Column *column = &forms->columns[c];

      column->decimal = wanted;
      if (!column->is_number || wanted != HR_DECIMAL_AUTO)
        continue;
      if (hr_csv_number_form_is_mixed (&column->form))
        {
          refuse_mixed (forms, c);
          continue;
        }
      column->decimal = hr_csv_number_form_decide (&column->form, &all, forms->table->separator,
                                                   column->is_money);
      if (column->decimal == HR_DECIMAL_AUTO)
        ask (forms, c);
    }
}

/* Whether what stands behind a number is the unit that its column has anyway. */
static gboolean
is_unit (HrUnit unit, const char *text)
{
  static const struct
  {
    HrUnit      unit;
    const char *text;
  } units[] = {
    { HR_UNIT_GIB, "gb" },
    { HR_UNIT_GIB, "gib" },
    { HR_UNIT_W, "w" },
    { HR_UNIT_W, "watt" },
    { HR_UNIT_W, "watts" },
    { HR_UNIT_GB_S, "gb/s" },
    { HR_UNIT_GB_S, "gbps" },
    { HR_UNIT_TFLOPS, "tflops" },
    { HR_UNIT_TFLOPS, "tflop/s" },
    { HR_UNIT_USD, "usd" },
    { HR_UNIT_USD, "$" },
    { HR_UNIT_USD_HOUR, "usd" },
    { HR_UNIT_USD_HOUR, "$" },
    { HR_UNIT_USD_HOUR, "usd/hour" },
  };
  g_autofree char *lower = g_ascii_strdown (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (units[i].unit == unit && strcmp (units[i].text, lower) == 0)
      return TRUE;
  return FALSE;
}

/* The code that an amount's words and its column name; NULL = they contradict each other or say
 * something else. @code is "" when the column names none. */
static const char *
currency_of (const HrCsvNumber *number, const char *code)
{
  const char *const words[] = { number->before, number->after };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (words[i][0] == '\0')
        continue;
      if (hr_csv_currency_code (words[i]) == NULL
          || (code[0] != '\0' && !hr_csv_currency_is (words[i], code)))
        return NULL;
      if (code[0] == '\0')
        code = hr_csv_currency_code (words[i])[0] ? hr_csv_currency_code (words[i]) : words[i];
    }
  return code;
}

static void
replace (GPtrArray *line, guint column, const char *text)
{
  char *copy = g_strdup (text);

  g_free (line->pdata[column]);
  line->pdata[column] = copy;
}

/* A price: its currency stands in the header, in a cell beside it, or at the amount itself, and
 * then goes to the cell beside it. */
static void
read_price (Forms *forms, guint row, guint c, guint currency, const HrCsvNumber *number)
{
  const char *name = forms->header->pdata[c];
  gboolean    is_named = strcmp (name, "price") != 0;
  GPtrArray  *line = line_of (forms->table, row);
  const char *code = is_named                                         ? name + strlen ("price_")
                     : currency != G_MAXUINT && line->pdata[currency] ? line->pdata[currency]
                                                                      : "";
  const char *found = currency_of (number, code);

  if (found == NULL && (hr_csv_currency_code (number->before) || number->before[0] == '\0')
      && (hr_csv_currency_code (number->after) || number->after[0] == '\0'))
    add_issue (forms, HR_ISSUE_IMPOSSIBLE, c, row + 1, NULL)->detail = g_strdup (
        N_("The amount and its column name two currencies."));
  if (found == NULL)
    return;
  if (!is_named && currency != G_MAXUINT && found != code)
    replace (line, currency, found);
  replace (line, c, number->number);
}

/* A cell that is no such number stays as it is: who reads it next refuses it by name. */
static void
read_cells (Forms *forms, guint currency)
{
  for (guint i = 1; i < forms->table->lines->len; i++)
    {
      GPtrArray *line = line_of (forms->table, i);

      for (guint c = 0; c < line->len && c < forms->header->len; c++)
        {
          const Column *column = &forms->columns[c];
          g_auto (HrCsvNumber) number = { 0 };

          if (!column->is_number || line->pdata[c] == NULL
              || !hr_csv_number_parse (line->pdata[c], column->decimal, &number))
            continue;
          if (is_price_name (forms->header->pdata[c]))
            read_price (forms, i, c, currency, &number);
          else if ((number.before[0] == '\0' || is_unit (column->unit, number.before))
                   && (number.after[0] == '\0' || is_unit (column->unit, number.after)))
            replace (line, c, number.number);
        }
    }
}

/* Whether some amount of the column names its own currency. */
static gboolean
has_currency (const Forms *forms, guint c)
{
  for (guint i = 1; i < forms->table->lines->len; i++)
    {
      g_auto (HrCsvNumber) number = { 0 };

      if (hr_csv_number_parse (field_of (forms->table, i + 1, c), forms->columns[c].decimal,
                               &number)
          && (number.before[0] != '\0' || number.after[0] != '\0'))
        return TRUE;
    }
  return FALSE;
}

static void
add_currency (Forms *forms)
{
  for (guint i = 0; i < forms->table->lines->len; i++)
    if (line_of (forms->table, i)->len > 0)
      g_ptr_array_add (line_of (forms->table, i), g_strdup (i == 0 ? "currency" : ""));
}

/* The column that names the currencies of "price", made when the amounts name them; G_MAXUINT =
 * there is none. */
static guint
find_currency (Forms *forms, guint n)
{
  guint price = G_MAXUINT;

  for (guint c = 0; c < n; c++)
    if (strcmp (forms->header->pdata[c], "currency") == 0
        || strcmp (forms->header->pdata[c], "price_currency") == 0)
      return c;
    else if (strcmp (forms->header->pdata[c], "price") == 0)
      price = c;
  if (price == G_MAXUINT || !has_currency (forms, price))
    return G_MAXUINT;
  add_currency (forms);
  return n;
}

/**
 * hr_csv_table_read_numbers:
 * @decimal: the decimal sign that the user names; %HR_DECIMAL_AUTO = what the table says
 * @issues: gets each column whose numbers can be read in two ways, or have two forms
 *
 * Turns every number, of a price or of a column that a section has, into one of the C locale, and
 * takes the currency off an amount: see hr_csv_table_convert(). Columns have to have their own
 * names by now.
 *
 * Returns: whether all columns could be read.
 */
gboolean
hr_csv_table_read_numbers (HrCsvTable *self, HrDecimal decimal, HrIssues *issues)
{
  guint              errors = hr_issues_n_errors (issues);
  GPtrArray         *header = self->lines->len > 0 ? line_of (self, 0) : NULL;
  guint              n = header ? header->len : 0;
  g_autofree Column *columns = g_new0 (Column, n + 1);
  Forms              forms = { self, header, columns, issues };

  if (n == 0)
    return TRUE;
  for (guint c = 0; c < n; c++)
    find_column (header->pdata[c], &columns[c]);
  look (&forms);
  decide (&forms, decimal);
  if (hr_issues_n_errors (issues) == errors)
    read_cells (&forms, find_currency (&forms, n));
  return hr_issues_n_errors (issues) == errors;
}
