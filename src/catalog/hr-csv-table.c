/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-csv-table.h"

#include "hr-foreign.h"

#include <csv.h>
#include <glib/gi18n.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define BOM "\xef\xbb\xbf"

/* Lines before a table's header, at most. */
#define MAX_PREFACE 20
/* Columns of a line that are looked at for a header. */
#define MAX_LOOKED_AT 256

/* What a price may be, as the catalog has it. */
#define LEAST_USD 0.01
#define MOST_USD  1e8

static GPtrArray *
new_line (void)
{
  return g_ptr_array_new_with_free_func (g_free);
}

/* — Reading — */

/* What separates the fields of the first line: a comma, or what a spreadsheet writes where the
 * comma is the decimal sign. */
static char
find_separator (const char *data, gsize length)
{
  static const char candidates[] = ",;\t";
  guint             n[G_N_ELEMENTS (candidates) - 1] = { 0 };
  guint             best = 0;
  gboolean          quoted = FALSE;

  for (gsize i = 0; i < length && data[i] != '\n'; i++)
    {
      const char *found = data[i] == '\0' ? NULL : strchr (candidates, data[i]);

      if (data[i] == '"')
        quoted = !quoted;
      else if (found != NULL && !quoted)
        n[found - candidates]++;
    }
  for (guint i = 1; i < G_N_ELEMENTS (n); i++)
    if (n[i] > n[best])
      best = i;
  return candidates[best];
}

/* Where the header begins, and how many lines stand before it: a title, an address, a date. A table
 * whose header is none that anybody knows begins where the file does. */
static gsize
find_header (const char *data, gsize length, guint *preface)
{
  gsize at = 0;

  *preface = 0;
  for (guint i = 0; i < MAX_PREFACE && at < length; i++)
    {
      const char      *newline = memchr (data + at, '\n', length - at);
      gsize            n = newline ? (gsize) (newline - data) - at : length - at;
      const char       separator[] = { find_separator (data + at, n), '\0' };
      g_autofree char *line = g_strndup (data + at, n);
      g_auto (GStrv) cells = NULL;

      g_strdelimit (line, "\"\r", ' ');
      cells = g_strsplit (line, separator, -1);
      for (guint c = 0; cells[c] != NULL; c++)
        g_strstrip (cells[c]);
      if (g_strv_length (cells) > 1
          && hr_foreign_is_header (cells, MIN (g_strv_length (cells), MAX_LOOKED_AT)))
        {
          *preface = i;
          return at;
        }
      at += n + 1;
    }
  return 0;
}

typedef struct
{
  GPtrArray *lines;
  GPtrArray *line;
} Reader;

static void
field_cb (void *field, size_t length, void *data)
{
  Reader *reader = data;

  g_ptr_array_add (reader->line, g_strndup (field ? field : "", length));
}

static void
line_cb (int c, void *data)
{
  Reader *reader = data;

  g_ptr_array_add (reader->lines, reader->line);
  reader->line = new_line ();
}

static void
check_lengths (const HrCsvTable *self, HrIssues *issues)
{
  GPtrArray *lines = self->lines;
  guint      n = lines->len > 0 ? ((GPtrArray *) lines->pdata[0])->len : 0;

  for (guint i = 1; i < lines->len; i++)
    {
      GPtrArray       *line = lines->pdata[i];
      g_autofree char *path = g_strdup_printf ("$[%u]", i);
      g_autofree char *expected = g_strdup_printf ("%u", n);
      g_autofree char *found = g_strdup_printf ("%u", line->len);
      HrIssue         *issue;

      if (line->len == n)
        continue;
      issue = hr_issues_add (issues, HR_ISSUE_SYNTAX, path, found, expected);
      issue->detail = g_strdup (N_("The line has another number of fields than the first one."));
      issue->line = hr_csv_table_number (self, i);
      issue->column = 1;
      g_ptr_array_set_size (line, 0);
    }
}

/**
 * hr_csv_table_new:
 * @data: a table in UTF-8, separated by commas, semicolons or tabs
 * @issues: gets what is wrong, with its line
 *
 * Returns: (transfer full): the table, as far as it could be read.
 */
HrCsvTable *
hr_csv_table_new (const char *data, gsize length, HrIssues *issues)
{
  HrCsvTable       *self = g_new0 (HrCsvTable, 1);
  struct csv_parser parser;
  Reader            reader = { g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref),
                               new_line () };
  char              separator;
  gsize             skipped;

  if (length >= strlen (BOM) && memcmp (data, BOM, strlen (BOM)) == 0)
    {
      data += strlen (BOM);
      length -= strlen (BOM);
    }
  skipped = find_header (data, length, &self->preface);
  data += skipped;
  length -= skipped;
  separator = find_separator (data, length);
  if (csv_init (&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
    g_error ("out of memory");
  csv_set_delim (&parser, (unsigned char) separator);
  if (csv_parse (&parser, data, length, field_cb, line_cb, &reader) != length
      || csv_fini (&parser, field_cb, line_cb, &reader) != 0)
    {
      HrIssue *issue = hr_issues_add (issues, HR_ISSUE_SYNTAX, "$", NULL, NULL);

      issue->detail = g_strdup (N_("A quotation mark is missing or stands where none may be."));
      issue->line = reader.lines->len + 1;
      issue->column = 1;
    }
  csv_free (&parser);
  g_ptr_array_unref (reader.line);
  self->lines = reader.lines;
  self->separator = separator;
  check_lengths (self, issues);
  return self;
}

void
hr_csv_table_free (HrCsvTable *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->lines);
  g_clear_pointer (&self->numbers, g_array_unref);
  g_free (self);
}

/**
 * hr_csv_table_number:
 *
 * Returns: which line of the file @line is, the first one being 1.
 */
guint
hr_csv_table_number (const HrCsvTable *self, guint line)
{
  return self->preface
         + (self->numbers != NULL && line < self->numbers->len
                ? g_array_index (self->numbers, guint, line)
                : line + 1);
}

/* — Prices in other currencies — */

/* Where the header has a price that is not in dollars. */
typedef struct
{
  guint amount;
  guint currency; /* the column that names it; G_MAXUINT = the header does */
  char  code[4];  /* then this */
} Foreign;

static guint
find_column (GPtrArray *header, const char *name)
{
  for (guint i = 0; i < header->len; i++)
    if (strcmp (header->pdata[i], name) == 0)
      return i;
  return G_MAXUINT;
}

static HrIssue *
add_issue (
    HrIssues *issues, HrIssueKind kind, const char *path, const char *value, const char *allowed)
{
  HrIssue *issue = hr_issues_add (issues, kind, path, value, allowed);

  issue->column = 1;
  return issue;
}

/* "price_eur", or "price" with "currency" beside it. */
static GArray *
find_foreign (GPtrArray *header, HrIssues *issues)
{
  GArray *all = g_array_new (FALSE, TRUE, sizeof (Foreign));
  guint   currency = MIN (find_column (header, "currency"), find_column (header, "price_currency"));

  for (guint i = 0; i < header->len; i++)
    {
      const char *name = header->pdata[i];
      const char *code = name + strlen ("price_");
      Foreign     foreign = { .amount = i, .currency = G_MAXUINT };

      if (strcmp (name, "price") == 0)
        foreign.currency = currency;
      else if (!g_str_has_prefix (name, "price_") || strlen (code) != 3
               || g_ascii_strcasecmp (code, "usd") == 0)
        continue;
      for (guint k = 0; strcmp (name, "price") != 0 && k < 3; k++)
        foreign.code[k] = g_ascii_toupper (code[k]);
      if (strcmp (name, "price") == 0 && currency == G_MAXUINT)
        add_issue (issues, HR_ISSUE_MISSING, "currency", NULL, "price_usd; price, currency")
            ->line = 1;
      else
        g_array_append_val (all, foreign);
    }
  return all;
}

static JsonObject *
find_rate (GPtrArray *rates, const char *code)
{
  for (guint i = 0; i < rates->len; i++)
    if (g_ascii_strcasecmp (json_object_get_string_member (rates->pdata[i], "code"), code) == 0)
      return rates->pdata[i];
  return NULL;
}

static char *
known_codes (GPtrArray *rates)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rates->len; i++)
    g_string_append_printf (text, "%s%s", i ? ", " : "",
                            json_object_get_string_member (rates->pdata[i], "code"));
  return g_string_free (text, FALSE);
}

typedef struct
{
  GPtrArray *header; /* as it was read */
  GArray    *foreign;
  GPtrArray *rates;
  HrIssues  *issues;
  guint      number; /* of the line */
} Converter;

/* The amount of @line in dollars, and how it came about; NULL when it has none or is refused. */
static char *
convert_line (const Converter *converter, const Foreign *foreign, GPtrArray *line, char **note)
{
  const char *name = converter->header->pdata[foreign->amount];
  gboolean    is_named = foreign->currency != G_MAXUINT;
  const char *code = is_named ? line->pdata[foreign->currency] : foreign->code;
  const char *field = line->pdata[foreign->amount];
  JsonObject *rate = find_rate (converter->rates, code);
  g_auto (HrCsvNumber) number = { 0 };
  gboolean is_number;
  double   usd = 0;
  char     text[G_ASCII_DTOSTR_BUF_SIZE], factor[G_ASCII_DTOSTR_BUF_SIZE];

  if (field[0] == '\0')
    return NULL;
  if (rate == NULL)
    {
      g_autofree char *codes = known_codes (converter->rates);

      add_issue (converter->issues, HR_ISSUE_UNKNOWN_VALUE,
                 is_named ? converter->header->pdata[foreign->currency] : name, code, codes)
          ->line = converter->number;
      return NULL;
    }
  is_number = hr_csv_number_parse (field, HR_DECIMAL_POINT, &number) && number.before[0] == '\0'
              && number.after[0] == '\0';
  if (is_number)
    usd = g_ascii_strtod (number.number, NULL) * json_object_get_double_member (rate, "usd");
  usd = round (usd * 100) / 100;
  if (!is_number || !(usd >= LEAST_USD && usd <= MOST_USD))
    {
      add_issue (converter->issues, is_number ? HR_ISSUE_OUT_OF_RANGE : HR_ISSUE_WRONG_TYPE, name,
                 field, "0.01 … 100000000")
          ->line = converter->number;
      return NULL;
    }
  g_ascii_formatd (factor, sizeof factor, "%.6g", json_object_get_double_member (rate, "usd"));
  if (g_ascii_strcasecmp (code, "USD") != 0)
    *note = g_strdup_printf (
        "%s %s × %s USD/%s, %s", field, json_object_get_string_member (rate, "code"), factor,
        json_object_get_string_member (rate, "code"), json_object_get_string_member (rate, "date"));
  return g_strdup (g_ascii_formatd (text, sizeof text, "%.12g", usd));
}

static gboolean
is_converted (const Converter *converter, guint column)
{
  for (guint i = 0; i < converter->foreign->len; i++)
    {
      const Foreign *foreign = &g_array_index (converter->foreign, Foreign, i);

      if (foreign->amount == column || foreign->currency == column)
        return TRUE;
    }
  return FALSE;
}

static void
put_field (GPtrArray *line, guint column, char *text)
{
  if (text == NULL)
    return;
  g_free (line->pdata[column]);
  line->pdata[column] = text;
}

/* @line without what is not in dollars, and with what that comes to. */
static GPtrArray *
convert_fields (const Converter *converter, GPtrArray *line, guint usd, guint note, guint n)
{
  GPtrArray *result = new_line ();
  guint      n_prices = 0;

  for (guint i = 0; i < line->len; i++)
    if (!is_converted (converter, i))
      g_ptr_array_add (result, g_strdup (line->pdata[i]));
  g_ptr_array_set_size (result, (int) n);
  n_prices = result->pdata[usd] != NULL && ((char *) result->pdata[usd])[0] != '\0';
  for (guint i = 0; i < converter->foreign->len; i++)
    {
      const Foreign   *foreign = &g_array_index (converter->foreign, Foreign, i);
      g_autofree char *how = NULL;
      char            *text = convert_line (converter, foreign, line, &how);

      n_prices += text != NULL;
      put_field (result, usd, text);
      if (result->pdata[note] == NULL || ((char *) result->pdata[note])[0] == '\0')
        put_field (result, note, g_steal_pointer (&how));
    }
  if (n_prices > 1)
    {
      HrIssue *issue = add_issue (converter->issues, HR_ISSUE_IMPOSSIBLE, "price_usd", NULL, NULL);

      issue->detail = g_strdup (N_("The line has prices in two currencies."));
      issue->line = converter->number;
    }
  return result;
}

/**
 * hr_csv_table_convert:
 * @rates: the catalog's exchange rates
 * @issues: gets what is wrong, with its line
 *
 * Turns columns such as "price_eur", or "price" beside "currency", into "price_usd", and notes the
 * amount and the rate beside it. A line without an amount says nothing of its price.
 */
void
hr_csv_table_convert (HrCsvTable *self, GPtrArray *rates, HrIssues *issues)
{
  GPtrArray *header = self->lines->pdata[0];
  g_autoptr (GPtrArray) old_header = g_ptr_array_ref (header);
  g_autoptr (GPtrArray) new_header = new_line ();
  g_autoptr (GArray) foreign = find_foreign (header, issues);
  Converter converter = { old_header, foreign, rates, issues, 0 };
  guint     usd, note;

  if (foreign->len == 0)
    return;
  for (guint i = 0; i < header->len; i++)
    if (!is_converted (&converter, i))
      g_ptr_array_add (new_header, g_strdup (header->pdata[i]));
  usd = find_column (new_header, "price_usd");
  if (usd == G_MAXUINT)
    {
      usd = new_header->len;
      g_ptr_array_add (new_header, g_strdup ("price_usd"));
    }
  note = find_column (new_header, "price_note");
  if (note == G_MAXUINT)
    {
      note = new_header->len;
      g_ptr_array_add (new_header, g_strdup ("price_note"));
    }
  for (guint i = 1; i < self->lines->len; i++)
    {
      GPtrArray *line = self->lines->pdata[i];

      converter.number = hr_csv_table_number (self, i);
      if (line->len == 0)
        continue;
      self->lines->pdata[i] = convert_fields (&converter, line, usd, note, new_header->len);
      g_ptr_array_unref (line);
    }
  g_ptr_array_unref (header);
  self->lines->pdata[0] = g_steal_pointer (&new_header);
}
