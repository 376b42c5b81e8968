/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-csv.h"

#include "hr-csv-table.h"
#include "hr-foreign.h"
#include "hr-json-text.h"
#include "hr-price-check.h"
#include "hr-row.h"
#include "hr-string.h"
#include "hr-text-decode.h"

#include <csv.h>
#include <glib/gi18n.h>
#include <string.h>

static void
append_field (GString *text, const char *field)
{
  gsize            size = 2 * strlen (field) + 3;
  g_autofree char *quoted = NULL;

  if (strpbrk (field, ",\"\r\n") == NULL)
    {
      g_string_append (text, field);
      return;
    }
  quoted = g_malloc (size);
  g_string_append_len (text, quoted, (gssize) csv_write (quoted, size, field, strlen (field)));
}

/**
 * hr_csv_write:
 *
 * Returns: (transfer full): the section as RFC 4180 has it, lines ended by LF.
 */
char *
hr_csv_write (const HrDocument *document, HrSection section)
{
  GString        *text = g_string_new (NULL);
  guint           n;
  const HrColumn *columns = hr_section_columns (section, &n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i ? "," : "", columns[i].id);
  g_string_append_c (text, '\n');
  for (guint row = 0; row < document->rows[section]->len; row++)
    {
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *cell = hr_row_get_cell (g_ptr_array_index (document->rows[section], row),
                                                   &columns[i]);

          if (i > 0)
            g_string_append_c (text, ',');
          if (columns[i].type == HR_COLUMN_TEXT && hr_string_is_formula (cell))
            {
              g_autofree char *plain = g_strconcat ("'", cell, NULL);

              append_field (text, plain);
            }
          else
            append_field (text, cell);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* The section whose columns the header names; the one that knows the most of them. */
static gboolean
find_section (GPtrArray *header, HrSection *section, HrIssues *issues)
{
  guint best = 0;

  for (guint s = 0; s < HR_N_SECTION; s++)
    {
      guint    known = 0;
      gboolean has_id = FALSE;

      for (guint i = 0; i < header->len; i++)
        {
          known += hr_section_column ((HrSection) s, header->pdata[i]) != NULL;
          has_id |= strcmp (header->pdata[i], hr_section_info ((HrSection) s)->id_column) == 0;
        }
      if (has_id && known > best)
        {
          best = known;
          *section = (HrSection) s;
        }
    }
  if (best < 2)
    {
      HrIssue *issue = hr_issues_add (issues, HR_ISSUE_MISSING, "$[0]",
                                      header->len ? header->pdata[0] : NULL, "id, name, …");

      issue->line = issue->column = 1;
    }
  return best >= 2;
}

/* No section has as many columns. */
#define MAX_COLUMNS 64

typedef struct
{
  HrSection       section;
  const HrColumn *columns;
  guint           n_columns;
  guint           places[MAX_COLUMNS]; /* of each column in the header; G_MAXUINT = not there */
  guint           id_place;
  GPtrArray      *header;
  GHashTable     *rows;  /* id -> place in the section, from 1 */
  GHashTable     *lines; /* id and condition -> line of the table */
  const HrImportOptions *options;
  HrIssues              *issues;
} CsvReader;

static void
find_places (CsvReader *reader)
{
  reader->columns = hr_section_columns (reader->section, &reader->n_columns);
  g_assert (reader->n_columns <= MAX_COLUMNS);
  for (guint c = 0; c < reader->n_columns; c++)
    {
      reader->places[c] = G_MAXUINT;
      for (guint i = reader->header->len; i > 0; i--)
        if (strcmp (reader->header->pdata[i - 1], reader->columns[c].id) == 0)
          reader->places[c] = i - 1;
      if (strcmp (reader->columns[c].id, hr_section_info (reader->section)->id_column) == 0)
        reader->id_place = reader->places[c];
    }
}

static const char *
id_of (const CsvReader *reader, GPtrArray *line)
{
  return line->pdata[reader->id_place] ? hr_string_from_cell (line->pdata[reader->id_place]) : "";
}

/* (nullable): the field of @line under that column; NULL = the table says nothing of it. */
static const char *
find_field (const CsvReader *reader, GPtrArray *line, guint column)
{
  guint place = reader->places[column];

  if (place >= line->len || line->pdata[place] == NULL)
    return NULL;
  return reader->columns[column].type == HR_COLUMN_TEXT ? hr_string_from_cell (line->pdata[place])
                                                        : line->pdata[place];
}

/* (nullable): the same of the column that is called so, which the section may lack. */
static const char *
find_named (const CsvReader *reader, GPtrArray *line, const char *name)
{
  for (guint c = 0; c < reader->n_columns; c++)
    if (strcmp (reader->columns[c].id, name) == 0)
      return find_field (reader, line, c);
  return NULL;
}

/* Whether a line says something new of the row's price: then it is another price, and what was
 * noted of the old one does not hold for it. */
static gboolean
has_new_price (const CsvReader *reader, GPtrArray *line, JsonObject *object)
{
  for (guint c = 0; c < reader->n_columns; c++)
    {
      const char      *text = reader->columns[c].in_price ? find_field (reader, line, c) : NULL;
      g_autofree char *old = text ? hr_row_get_cell (object, &reader->columns[c]) : NULL;

      if (text != NULL && strcmp (old, text) != 0)
        return TRUE;
    }
  return FALSE;
}

/* (transfer full) (nullable): the prices of another condition than the line's, taken out of @object
 * while the line is put to it: the price of a new card does not stand in for that of a used one. */
static JsonArray *
set_aside_prices (const CsvReader *reader, GPtrArray *line, JsonObject *object)
{
  const HrColumn  *column = hr_section_column (reader->section, "price_condition");
  const char      *condition = find_named (reader, line, "price_condition");
  const char      *usd = find_named (reader, line, "price_usd");
  g_autofree char *old = column ? hr_row_get_cell (object, column) : NULL;
  g_autoptr (JsonArray) same = json_array_new ();
  g_autoptr (JsonArray) others = json_array_new ();
  JsonArray *all;

  if (!json_object_has_member (object, "prices") || !condition || !usd || condition[0] == '\0'
      || usd[0] == '\0' || strcmp (condition, old) == 0)
    return NULL;
  all = json_object_get_array_member (object, "prices");
  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *price = json_array_get_object_element (all, i);
      const char *its = json_object_get_string_member_with_default (price, "condition", "");

      json_array_add_object_element (strcmp (its, condition) == 0 ? same : others,
                                     json_object_ref (price));
    }
  if (json_array_get_length (same) > 0)
    json_object_set_array_member (object, "prices", g_steal_pointer (&same));
  else
    json_object_remove_member (object, "prices");
  return g_steal_pointer (&others);
}

static void
put_back_prices (JsonObject *object, JsonArray *others)
{
  JsonArray *prices = json_object_has_member (object, "prices")
                          ? json_object_get_array_member (object, "prices")
                          : NULL;

  if (prices == NULL)
    {
      json_object_set_array_member (object, "prices", json_array_ref (others));
      return;
    }
  for (guint i = 0; i < json_array_get_length (others); i++)
    json_array_add_element (prices, json_node_copy (json_array_get_element (others, i)));
}

/* Sets the cells that differ, in the order of the section's columns, so that a price comes before
 * its date and source. */
static void
put_line (const CsvReader *reader, GPtrArray *line, JsonObject *object, const char *path)
{
  g_autoptr (JsonArray) others = set_aside_prices (reader, line, object);
  gboolean keeps_price = FALSE;
  gboolean is_new = has_new_price (reader, line, object);

  for (guint c = 0; c < reader->n_columns; c++)
    {
      const HrColumn  *column = &reader->columns[c];
      gboolean         is_usd = strcmp (column->id, "price_usd") == 0;
      const char      *text = find_field (reader, line, c);
      g_autofree char *old = NULL;

      if (text == NULL)
        continue;
      if (is_usd)
        keeps_price = text[0] != '\0';
      else if (column->in_price && !keeps_price)
        continue;
      old = hr_row_get_cell (object, column);
      if (strcmp (old, text) != 0 || (is_usd && is_new && keeps_price))
        hr_row_put_cell (reader->section, object, column, text, reader->options->today, path,
                         reader->issues);
    }
  if (others != NULL)
    put_back_prices (object, others);
}

/* One card can have a price for each condition, but not two of one. */
static gboolean
is_twice (const CsvReader *reader, GPtrArray *line, const char *path, guint number)
{
  const char      *condition = find_named (reader, line, "price_condition");
  const char      *id = id_of (reader, line);
  g_autofree char *key = g_strconcat (id, "\n", condition, NULL);
  g_autofree char *other = NULL;
  guint            first = GPOINTER_TO_UINT (g_hash_table_lookup (reader->lines, key));

  if (first == 0 || id[0] == '\0')
    {
      g_hash_table_insert (reader->lines, g_steal_pointer (&key), GUINT_TO_POINTER (number));
      return FALSE;
    }
  other = g_strdup_printf ("$[%u]", first - 1);
  hr_issues_add (reader->issues, HR_ISSUE_DUPLICATE, path, id, other);
  return TRUE;
}

static void
merge_line (const CsvReader *reader, HrDocument *result, GPtrArray *line, guint number)
{
  GPtrArray       *rows = result->rows[reader->section];
  const char      *id = id_of (reader, line);
  g_autofree char *path = g_strdup_printf ("$.%s.%s", hr_section_info (reader->section)->nick, id);
  guint            place = GPOINTER_TO_UINT (g_hash_table_lookup (reader->rows, id));
  JsonObject      *before = place ? g_ptr_array_index (rows, place - 1) : NULL;
  guint            errors = hr_issues_n_errors (reader->issues);
  g_autoptr (JsonObject) object = NULL;

  if (is_twice (reader, line, path, number))
    return;
  object = before ? hr_json_object_copy (before) : json_object_new ();
  put_line (reader, line, object, path);
  if (hr_issues_n_errors (reader->issues) == errors)
    hr_row_is_valid (reader->section, object, path, reader->issues);
  if (hr_issues_n_errors (reader->issues) > errors)
    return;
  if (before != NULL && !reader->options->accepts_far)
    hr_price_check (reader->section, before, object, path, reader->issues);
  if (before != NULL)
    {
      g_ptr_array_index (rows, place - 1) = g_steal_pointer (&object);
      g_hash_table_replace (reader->rows,
                            (gpointer) hr_row_object_id (reader->section, rows->pdata[place - 1]),
                            GUINT_TO_POINTER (place));
      json_object_unref (before);
      return;
    }
  g_ptr_array_add (rows, json_object_ref (object));
  g_hash_table_insert (reader->rows, (gpointer) hr_row_object_id (reader->section, object),
                       GUINT_TO_POINTER (rows->len));
}

/* Columns that are not known are passed over; the date of a price that is not there would be put to
 * another price. */
static void
check_header (const CsvReader *reader)
{
  gboolean has_price = FALSE, has_more = FALSE;

  for (guint i = 0; i < reader->header->len; i++)
    {
      const char     *name = reader->header->pdata[i];
      const HrColumn *column = hr_section_column (reader->section, name);

      if (column == NULL)
        {
          hr_issues_add (reader->issues, HR_ISSUE_UNKNOWN_KEY, name, NULL, NULL);
          continue;
        }
      has_price |= strcmp (name, "price_usd") == 0;
      has_more |= column->in_price;
    }
  if (has_more && !has_price)
    hr_issues_add (reader->issues, HR_ISSUE_MISSING, "price_usd", NULL,
                   "price_usd, price_eur; price, currency");
}

static void
merge_lines (CsvReader *reader, HrDocument *result, const HrCsvTable *table)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *rows = result->rows[reader->section];

  reader->rows = known;
  reader->lines = lines;
  for (guint i = 0; i < rows->len; i++)
    if (hr_row_object_id (reader->section, rows->pdata[i]) != NULL)
      g_hash_table_insert (known, (gpointer) hr_row_object_id (reader->section, rows->pdata[i]),
                           GUINT_TO_POINTER (i + 1));
  for (guint i = 1; i < table->lines->len; i++)
    {
      GPtrArray *line = table->lines->pdata[i];

      hr_issues_set_place (reader->issues, hr_csv_table_number (table, i), 1);
      if (line->len > 0)
        merge_line (reader, result, line, hr_csv_table_number (table, i));
    }
}

static HrCsvTable *
read_table (const HrDocument      *document,
            const char            *data,
            gsize                  length,
            const HrImportOptions *options,
            HrIssues              *issues)
{
  g_autoptr (HrCsvTable) table = NULL;
  g_autofree char *text = NULL;
  const char      *encoding;
  HrForeign        foreign = { .snapshot = options->snapshot,
                               .origin = options->origin,
                               .today = options->today,
                               .issues = issues };

  text = hr_text_decode (data, length, &length, &encoding);
  if (text == NULL)
    {
      hr_issues_add (issues, HR_ISSUE_SYNTAX, "$", NULL, NULL)->detail = g_strdup (
          N_("It is no text."));
      return NULL;
    }
  table = hr_csv_table_new (text, length, issues);
  if (table->lines->len == 0)
    {
      HrIssue *issue = hr_issues_add (issues, HR_ISSUE_SYNTAX, "$", NULL, NULL);

      issue->detail = g_strdup (N_("The text is empty."));
      issue->line = issue->column = 1;
      return NULL;
    }
  foreign.table = table;
  if (options->snapshot != NULL)
    hr_foreign_name_columns (&foreign);
  if (foreign.kind != HR_FOREIGN_RENT
      && !hr_csv_table_read_numbers (table, options->decimal, issues))
    return NULL;
  hr_csv_table_convert (table, document->rows[HR_SECTION_EXCHANGE_RATES], issues);
  hr_foreign_resolve (&foreign);
  if (options->report != NULL)
    {
      options->report->encoding = encoding;
      options->report->separator = table->separator;
      options->report->n_rows = table->lines->len - 1;
      options->report->n_left_out = foreign.n_left_out;
    }
  return g_steal_pointer (&table);
}

/**
 * hr_csv_merge:
 * @document: a document with all sections
 * @data: a table of one of them; see hr_csv_table_new(), hr_csv_table_read_numbers() and
 *   hr_csv_table_convert()
 * @options: what the user says of it
 * @issues: gets everything that is wrong, with its line
 *
 * Returns: (transfer full) (nullable): @document with the table's rows; %NULL when an error was
 * added.
 */
HrDocument *
hr_csv_merge (const HrDocument      *document,
              const char            *data,
              gsize                  length,
              const HrImportOptions *options,
              HrIssues              *issues)
{
  guint errors = hr_issues_n_errors (issues);
  g_autoptr (HrCsvTable) table = read_table (document, data, length, options, issues);
  g_autoptr (HrDocument) result = NULL;
  CsvReader reader = { .options = options, .issues = issues };

  if (table == NULL)
    return NULL;
  reader.header = table->lines->pdata[0];
  if (!find_section (reader.header, &reader.section, issues))
    return NULL;
  if (options->report != NULL)
    options->report->section = reader.section;
  hr_issues_set_place (issues, 1, 1);
  find_places (&reader);
  check_header (&reader);
  result = hr_document_copy (document);
  merge_lines (&reader, result, table);
  hr_issues_set_place (issues, 0, 0);
  return hr_issues_n_errors (issues) > errors ? NULL : g_steal_pointer (&result);
}
