/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-csv-numbers.h"

#include <string.h>

#define MAX_RUNS  16
#define MAX_CHARS 200

/* — One cell — */

/* The digits of a cell, between what separates them. An apostrophe of any kind is '\''. */
typedef struct
{
  const char *runs[MAX_RUNS];
  gsize       lengths[MAX_RUNS];
  char        separators[MAX_RUNS]; /* before the run of that index */
  guint       n;
  gboolean    is_negative;
  gboolean    is_whole;   /* ",-" or ".–" stands where the decimals would */
  const char *exponent;   /* (nullable): "e-05" */
  gsize       n_exponent; /* its characters */
  const char *start, *end;
} Digits;

/* The separator at @p when digits follow it; @next gets where they begin. */
static char
separator_at (const char *p, const char **next)
{
  static const char apostrophe[] = "\342\200\231";
  gsize             length = 1;
  char              separator = *p;

  if (strncmp (p, apostrophe, strlen (apostrophe)) == 0)
    {
      length = strlen (apostrophe);
      separator = '\'';
    }
  else if (separator == '\0' || strchr (".,' ", separator) == NULL)
    return '\0';
  *next = p + length;
  return g_ascii_isdigit (**next) ? separator : '\0';
}

/* A hyphen, a minus sign or a dash at @p; how many bytes. */
static gsize
dash_at (const char *p)
{
  static const char *const dashes[] = { "-", "\342\210\222", "\342\200\223", "\342\200\224" };

  for (guint i = 0; i < G_N_ELEMENTS (dashes); i++)
    if (g_str_has_prefix (p, dashes[i]))
      return strlen (dashes[i]);
  return 0;
}

static const char *
skip_digits (const char *p)
{
  while (g_ascii_isdigit (*p))
    p++;
  return p;
}

static void
scan_exponent (Digits *digits)
{
  const char *p = digits->end;

  if (*p != 'e' && *p != 'E')
    return;
  p++;
  if (*p == '+' || *p == '-')
    p++;
  if (!g_ascii_isdigit (*p))
    return;
  digits->exponent = digits->end;
  digits->end = skip_digits (p);
  digits->n_exponent = (gsize) (digits->end - digits->exponent);
}

/* What stands at the end of the digits: "899,-", "899.--", "5." */
static void
scan_whole (Digits *digits)
{
  const char *p = digits->end;
  gsize       dash;

  if (*p != '.' && *p != ',')
    return;
  p++;
  dash = dash_at (p);
  if (dash == 0 && (*digits->end == ',' || *p != '\0'))
    return;
  digits->is_whole = TRUE;
  digits->separators[digits->n] = *digits->end;
  for (; dash > 0; dash = dash_at (p))
    p += dash;
  digits->end = p;
}

static gboolean
scan_digits (const char *text, Digits *digits)
{
  const char *p = text, *next = text;

  memset (digits, 0, sizeof *digits);
  while (*p != '\0' && !g_ascii_isdigit (*p)
         && !((*p == '.' || *p == ',') && g_ascii_isdigit (p[1])))
    p++;
  if (*p == '\0')
    return FALSE;
  digits->start = p;
  if (!g_ascii_isdigit (*p)) /* ".5" has an empty run before its point */
    {
      digits->runs[0] = p;
      digits->n = 1;
    }
  else
    next = p;
  while (digits->n == 0
         || (*p != '\0' && (digits->separators[digits->n] = separator_at (p, &next))))
    {
      if (digits->n == MAX_RUNS - 1)
        return FALSE;
      digits->runs[digits->n] = next;
      p = skip_digits (next);
      digits->lengths[digits->n++] = (gsize) (p - next);
    }
  digits->separators[digits->n] = '\0';
  digits->end = p;
  scan_whole (digits);
  if (!digits->is_whole)
    scan_exponent (digits);
  return TRUE;
}

/* Whether the runs up to @n are groups of thousands, all with one separator other than @decimal;
 * of lakhs, too, which are groups of two before the last. */
static gboolean
are_groups (const Digits *digits, guint n, char decimal)
{
  gboolean thousands = TRUE, lakhs = n > 2 && digits->separators[1] == ',';

  if (n == 1)
    return TRUE;
  if (digits->separators[1] == decimal || digits->lengths[0] < 1 || digits->lengths[0] > 3
      || *digits->runs[0] == '0' || digits->lengths[n - 1] != 3)
    return FALSE;
  for (guint i = 1; i < n; i++)
    {
      if (digits->separators[i] != digits->separators[1])
        return FALSE;
      thousands &= digits->lengths[i] == 3;
      lakhs &= digits->lengths[i] == (i == n - 1 ? 3 : 2);
    }
  return thousands || lakhs;
}

/* Whether the digits are a number where @decimal is the sign; @n_whole gets the runs before it. */
static gboolean
fits (const Digits *digits, char decimal, guint *n_whole)
{
  guint    n = digits->n;
  gboolean has_fraction = n > 1 && digits->separators[n - 1] == decimal;

  if (digits->is_whole && digits->separators[n] != decimal)
    return FALSE;
  has_fraction &= !digits->is_whole;
  *n_whole = has_fraction ? n - 1 : n;
  if (digits->exponent != NULL && *n_whole > 1)
    return FALSE;
  return are_groups (digits, *n_whole, decimal);
}

/* The words between @from and @to, without spaces and without a sign at @sign. */
static char *
take_words (const char *from, const char *to, gboolean *is_negative)
{
  GString *text = g_string_new_len (from, to - from);
  gsize    dash;

  g_strstrip (text->str);
  if (is_negative != NULL)
    {
      gsize length = strlen (text->str);

      dash = dash_at (text->str);
      if (dash > 0 || text->str[0] == '+')
        {
          *is_negative = dash > 0;
          memmove (text->str, text->str + MAX (dash, 1), length - MAX (dash, 1) + 1);
        }
      else if (length > 0)
        for (guint bytes = 1; bytes <= 3 && bytes <= length; bytes += 2)
          if (dash_at (text->str + length - bytes) == bytes)
            {
              *is_negative = TRUE;
              text->str[length - bytes] = '\0';
              break;
            }
      g_strstrip (text->str);
    }
  return g_string_free (text, FALSE);
}

/* (transfer full) (nullable): @text with all its kinds of spaces and of digits made the plain ones.
 */
static char *
normalize (const char *text)
{
  if (strnlen (text, MAX_CHARS + 1) > MAX_CHARS || !g_utf8_validate (text, -1, NULL))
    return NULL;
  return g_utf8_normalize (text, -1, G_NORMALIZE_NFKC);
}

void
hr_csv_number_clear (HrCsvNumber *self)
{
  g_clear_pointer (&self->before, g_free);
  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->after, g_free);
}

static char
sign_of (HrDecimal decimal)
{
  return decimal == HR_DECIMAL_COMMA ? ',' : '.';
}

/**
 * hr_csv_number_parse:
 * @text: a cell
 * @decimal: the column's sign; %HR_DECIMAL_AUTO = the one with which the cell is a number
 * @number: (out): its parts; empty when %FALSE is returned
 *
 * Hexadecimal numbers, "nan" and the like are no numbers here, nor are two numbers in one cell.
 *
 * Returns: whether the cell holds one number of that form.
 */
gboolean
hr_csv_number_parse (const char *text, HrDecimal decimal, HrCsvNumber *number)
{
  g_autofree char *plain = normalize (text);
  g_autoptr (GString) result = NULL;
  Digits   digits;
  guint    n_whole;
  gboolean ok;

  memset (number, 0, sizeof *number);
  if (plain == NULL || !scan_digits (plain, &digits)
      || (*digits.end != '\0' && g_ascii_isalpha (*digits.end) && *digits.start == '0'
          && digits.n == 1 && digits.lengths[0] == 1 && g_ascii_tolower (*digits.end) == 'x'))
    return FALSE;
  ok = fits (&digits, sign_of (decimal), &n_whole)
       || (decimal == HR_DECIMAL_AUTO && fits (&digits, ',', &n_whole));
  if (!ok || strpbrk (digits.end, "0123456789") != NULL)
    return FALSE;
  result = g_string_new (NULL);
  for (guint i = 0; i < digits.n; i++)
    {
      if (i == n_whole)
        g_string_append (result, result->len ? "." : "0.");
      g_string_append_len (result, digits.runs[i], (gssize) digits.lengths[i]);
    }
  g_string_append_len (result, digits.exponent, (gssize) digits.n_exponent);
  number->before = take_words (plain, digits.start, &digits.is_negative);
  number->after = take_words (digits.end, digits.end + strlen (digits.end), NULL);
  if (digits.is_negative)
    g_string_prepend_c (result, '-');
  number->number = g_string_free (g_steal_pointer (&result), FALSE);
  return TRUE;
}

/* — A column — */

static void
note_line (guint *first, guint line)
{
  if (*first == 0)
    *first = line;
}

/**
 * hr_csv_number_form_look:
 * @form: (inout): what is known of the column, at first all zero
 * @text: one of its cells
 * @line: its line, from 1
 */
void
hr_csv_number_form_look (HrCsvNumberForm *form, const char *text, guint line)
{
  g_autofree char *plain = normalize (text);
  Digits           digits;
  guint            n;
  gboolean         point, comma;

  if (plain == NULL || !scan_digits (plain, &digits))
    return;
  point = fits (&digits, '.', &n);
  comma = fits (&digits, ',', &n);
  if (point != comma)
    note_line (point ? &form->point : &form->comma, line);
  else if (point && digits.n == 2 && digits.separators[1] == '.')
    note_line (&form->open_point, line);
  else if (point && digits.n == 2 && digits.separators[1] == ',')
    note_line (&form->open_comma, line);
}

/**
 * hr_csv_number_form_add:
 * @form: (inout): what is known of a whole table, at first all zero
 * @other: what is known of a column
 */
void
hr_csv_number_form_add (HrCsvNumberForm *form, const HrCsvNumberForm *other)
{
  note_line (&form->point, other->point);
  note_line (&form->comma, other->comma);
  note_line (&form->open_point, other->open_point);
  note_line (&form->open_comma, other->open_comma);
}

/**
 * hr_csv_number_form_is_mixed:
 *
 * Returns: whether the column has numbers of both forms; two open cells of different signs, "1.299"
 *   and "3,450", are such, too.
 */
gboolean
hr_csv_number_form_is_mixed (const HrCsvNumberForm *form)
{
  return (form->point != 0 && form->comma != 0)
         || (form->point == 0 && form->comma == 0 && form->open_point != 0
             && form->open_comma != 0);
}

/**
 * hr_csv_number_form_open_line:
 *
 * Returns: the first line that can be read in two ways; 0 = none.
 */
guint
hr_csv_number_form_open_line (const HrCsvNumberForm *form)
{
  if (form->open_point == 0 || form->open_comma == 0)
    return form->open_point + form->open_comma;
  return MIN (form->open_point, form->open_comma);
}

/**
 * hr_csv_number_form_decide:
 * @form: a column that is not mixed
 * @table: (nullable): what is known of all number columns of the table together
 * @separator: what stands between the fields
 * @is_money: whether they are prices, which do not have three decimals
 *
 * A cell that can be nothing else decides. Without one the other columns do, then the separator: a
 * program that writes commas between fields has the point as decimal sign, one that writes
 * semicolons the comma. That a price would then have three decimals speaks against it.
 *
 * Returns: the sign; %HR_DECIMAL_AUTO when somebody has to be asked
 */
HrDecimal
hr_csv_number_form_decide (const HrCsvNumberForm *form,
                           const HrCsvNumberForm *table,
                           char                   separator,
                           gboolean               is_money)
{
  HrDecimal usual = separator == ';'   ? HR_DECIMAL_COMMA
                    : separator == ',' ? HR_DECIMAL_POINT
                                       : HR_DECIMAL_AUTO;
  gboolean  is_known = table != NULL && (table->point != 0) != (table->comma != 0);
  gboolean  has_decimals;

  if (form->point != 0 || form->comma != 0)
    return form->point != 0 ? HR_DECIMAL_POINT : HR_DECIMAL_COMMA;
  if (is_known)
    usual = table->point != 0 ? HR_DECIMAL_POINT : HR_DECIMAL_COMMA;
  if (hr_csv_number_form_open_line (form) == 0)
    return usual == HR_DECIMAL_AUTO ? HR_DECIMAL_POINT : usual;
  if (usual == HR_DECIMAL_AUTO)
    return usual;
  has_decimals = (usual == HR_DECIMAL_POINT ? form->open_point : form->open_comma) != 0;
  if (is_money)
    return has_decimals ? HR_DECIMAL_AUTO : usual;
  return has_decimals || is_known || separator == ',' ? usual : HR_DECIMAL_AUTO;
}

/* — Currencies — */

/* What stands for several currencies means the first, unless that is "". */
static const struct
{
  const char *sign, *codes;
} currencies[] = {
  { "$", "USD CAD AUD NZD HKD SGD TWD MXN ARS CLP COP" },
  { "US$", "USD" },
  { "U$", "USD" },
  { "USD$", "USD" },
  { "dollar", "USD" },
  { "dollars", "USD" },
  { "€", "EUR" },
  { "euro", "EUR" },
  { "euros", "EUR" },
  { "£", "GBP" },
  { "¥", " JPY CNY" },
  { "元", "CNY" },
  { "rmb", "CNY" },
  { "cn¥", "CNY" },
  { "円", "JPY" },
  { "yen", "JPY" },
  { "fr.", "CHF" },
  { "fr", "CHF" },
  { "sfr.", "CHF" },
  { "sfr", "CHF" },
  { "₹", "INR" },
  { "rs.", "INR" },
  { "rs", "INR" },
  { "₩", "KRW" },
  { "원", "KRW" },
  { "zł", "PLN" },
  { "zl", "PLN" },
  { "kč", "CZK" },
  { "ft", "HUF" },
  { "lei", "RON" },
  { "kr", " SEK NOK DKK ISK" },
  { "kr.", " SEK NOK DKK ISK" },
  { "r$", "BRL" },
  { "c$", "CAD" },
  { "ca$", "CAD" },
  { "a$", "AUD" },
  { "au$", "AUD" },
  { "nz$", "NZD" },
  { "hk$", "HKD" },
  { "s$", "SGD" },
  { "nt$", "TWD" },
  { "mx$", "MXN" },
  { "₽", "RUB" },
  { "руб.", "RUB" },
  { "₴", "UAH" },
  { "₺", "TRY" },
  { "tl", "TRY" },
  { "₪", "ILS" },
};

static const char *
codes_of (const char *sign)
{
  g_autofree char *plain = g_utf8_normalize (sign, -1, G_NORMALIZE_NFKC);
  g_autofree char *lower = plain ? g_utf8_strdown (plain, -1) : NULL;

  for (guint i = 0; lower != NULL && i < G_N_ELEMENTS (currencies); i++)
    {
      g_autofree char *its = g_utf8_strdown (currencies[i].sign, -1);

      if (strcmp (lower, its) == 0)
        return currencies[i].codes;
    }
  return NULL;
}

static gboolean
is_code (const char *text)
{
  return strlen (text) == 3 && g_ascii_isalpha (text[0]) && g_ascii_isalpha (text[1])
         && g_ascii_isalpha (text[2]);
}

/**
 * hr_csv_currency_is:
 * @sign: what stands beside an amount
 * @code: a currency's code
 *
 * Returns: whether @sign can mean that currency: "$" can mean CAD.
 */
gboolean
hr_csv_currency_is (const char *sign, const char *code)
{
  const char      *codes = codes_of (sign);
  g_autofree char *upper = g_ascii_strup (code, -1);

  if (g_ascii_strcasecmp (sign, code) == 0)
    return TRUE;
  return is_code (code) && codes != NULL && strstr (codes, upper) != NULL;
}

/**
 * hr_csv_currency_code:
 * @sign: what stands beside an amount
 *
 * Returns: (transfer none) (nullable): the code, interned, of the currency that it means when
 *   nothing else says it; "" when it is a currency's sign but may be that of several, as "¥" and
 *   "kr" are; %NULL when it is none.
 */
const char *
hr_csv_currency_code (const char *sign)
{
  const char      *codes = codes_of (sign);
  g_autofree char *code = NULL;

  if (codes == NULL && !is_code (sign))
    return NULL;
  if (codes != NULL && codes[0] == ' ')
    return "";
  code = g_ascii_strup (codes ? codes : sign, 3);
  return g_intern_string (code);
}
