/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-csv.h"

#include "hr-csv-table.h"
#include "hr-json-text.h"
#include "hr-row.h"

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

typedef struct
{
  HrSection         section;
  const HrCsvTable *table;
  GPtrArray        *header;
  HrDate            today;
  HrIssues         *issues;
} CsvReader;

static const char *
id_of (const CsvReader *reader, GPtrArray *line)
{
  for (guint i = 0; i < reader->header->len && i < line->len; i++)
    if (strcmp (reader->header->pdata[i], hr_section_info (reader->section)->id_column) == 0)
      return line->pdata[i];
  return "";
}

static void
set_lines (HrIssues *issues, guint from, guint line)
{
  for (guint i = from; i < hr_issues_n (issues); i++)
    {
      HrIssue *issue = (HrIssue *) hr_issues_get (issues, i);

      issue->line = line;
      issue->column = 1;
    }
}

/* (nullable): the field of @line under @column; NULL = the table says nothing of it. */
static char *
find_field (const CsvReader *reader, GPtrArray *line, const HrColumn *column)
{
  for (guint i = 0; i < reader->header->len; i++)
    if (strcmp (reader->header->pdata[i], column->id) == 0 && line->pdata[i] != NULL)
      return column->type == HR_COLUMN_NUMBER || column->type == HR_COLUMN_INTEGER
                 ? hr_csv_table_number (reader->table, line->pdata[i])
                 : g_strdup (line->pdata[i]);
  return NULL;
}

/* Whether a line says something new of the row's price: then it is another price, and what was
 * noted of the old one does not hold for it. */
static gboolean
has_new_price (const CsvReader *reader, GPtrArray *line, JsonObject *object)
{
  guint           n;
  const HrColumn *columns = hr_section_columns (reader->section, &n);

  for (guint c = 0; c < n; c++)
    {
      g_autofree char *text = columns[c].in_price ? find_field (reader, line, &columns[c]) : NULL;
      g_autofree char *old = text ? hr_row_get_cell (object, &columns[c]) : NULL;

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
  const HrColumn  *amount = hr_section_column (reader->section, "price_usd");
  g_autofree char *condition = column ? find_field (reader, line, column) : NULL;
  g_autofree char *usd = amount ? find_field (reader, line, amount) : NULL;
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
  guint           n;
  const HrColumn *columns = hr_section_columns (reader->section, &n);
  g_autoptr (JsonArray) others = set_aside_prices (reader, line, object);
  gboolean keeps_price = FALSE;
  gboolean is_new = has_new_price (reader, line, object);

  for (guint c = 0; c < n; c++)
    {
      gboolean         is_usd = strcmp (columns[c].id, "price_usd") == 0;
      g_autofree char *text = find_field (reader, line, &columns[c]);
      g_autofree char *old = NULL;

      if (text == NULL)
        continue;
      if (is_usd)
        keeps_price = text[0] != '\0';
      else if (columns[c].in_price && !keeps_price)
        continue;
      old = hr_row_get_cell (object, &columns[c]);
      if (strcmp (old, text) != 0 || (is_usd && is_new && keeps_price))
        hr_row_put_cell (reader->section, object, &columns[c], text, reader->today, path,
                         reader->issues);
    }
  if (others != NULL)
    put_back_prices (object, others);
}

static void
merge_line (
    const CsvReader *reader, HrDocument *result, GHashTable *places, GPtrArray *line, guint number)
{
  GPtrArray       *rows = result->rows[reader->section];
  const char      *id = id_of (reader, line);
  g_autofree char *path = g_strdup_printf ("$.%s.%s", hr_section_info (reader->section)->nick, id);
  guint            place = GPOINTER_TO_UINT (g_hash_table_lookup (places, id));
  g_autoptr (JsonObject) object = NULL;
  guint from = hr_issues_n (reader->issues);

  object = place ? hr_json_object_copy (g_ptr_array_index (rows, place - 1)) : json_object_new ();
  put_line (reader, line, object, path);
  if (hr_issues_n (reader->issues) == from)
    hr_row_is_valid (reader->section, object, path, reader->issues);
  set_lines (reader->issues, from, number);
  if (place)
    {
      json_object_unref (g_ptr_array_index (rows, place - 1));
      g_ptr_array_index (rows, place - 1) = g_steal_pointer (&object);
      return;
    }
  g_ptr_array_add (rows, json_object_ref (object));
  if (hr_row_object_id (reader->section, object) != NULL)
    g_hash_table_insert (places, (gpointer) hr_row_object_id (reader->section, object),
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
      HrIssue        *issue;

      if (column == NULL)
        {
          issue = hr_issues_add (reader->issues, HR_ISSUE_UNKNOWN_KEY, name, NULL, NULL);
          issue->line = issue->column = 1;
          continue;
        }
      has_price |= strcmp (name, "price_usd") == 0;
      has_more |= column->in_price;
    }
  if (has_more && !has_price)
    {
      HrIssue *issue = hr_issues_add (reader->issues, HR_ISSUE_MISSING, "price_usd", NULL,
                                      "price_usd, price_eur; price, currency");

      issue->line = issue->column = 1;
    }
}

/**
 * hr_csv_merge:
 * @document: a document with all sections
 * @data: a table of one of them; see hr_csv_table_new() and hr_csv_table_convert()
 * @today: the date of prices that the table does not date
 * @issues: gets everything that is wrong, with its line
 *
 * Returns: (transfer full) (nullable): @document with the table's rows; %NULL when an error was
 * added.
 */
HrDocument *
hr_csv_merge (
    const HrDocument *document, const char *data, gsize length, HrDate today, HrIssues *issues)
{
  guint errors = hr_issues_n_errors (issues);
  g_autoptr (HrCsvTable) table = NULL;
  g_autoptr (HrDocument) result = NULL;
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  CsvReader reader = { .today = today, .issues = issues };

  if (!g_utf8_validate_len (data, length, NULL))
    {
      hr_issues_add (issues, HR_ISSUE_SYNTAX, "$", NULL, NULL)->detail = g_strdup (
          N_("It is not valid UTF-8."));
      return NULL;
    }
  table = hr_csv_table_new (data, length, issues);
  if (table->lines->len == 0)
    {
      HrIssue *issue = hr_issues_add (issues, HR_ISSUE_SYNTAX, "$", NULL, NULL);

      issue->detail = g_strdup (N_("The text is empty."));
      issue->line = issue->column = 1;
      return NULL;
    }
  hr_csv_table_convert (table, document->rows[HR_SECTION_EXCHANGE_RATES], issues);
  reader.table = table;
  reader.header = table->lines->pdata[0];
  if (!find_section (reader.header, &reader.section, issues))
    return NULL;
  check_header (&reader);
  result = hr_document_copy (document);
  for (guint i = 0; i < result->rows[reader.section]->len; i++)
    g_hash_table_insert (
        places,
        (gpointer) hr_row_object_id (reader.section, result->rows[reader.section]->pdata[i]),
        GUINT_TO_POINTER (i + 1));
  for (guint i = 1; i < table->lines->len; i++)
    if (((GPtrArray *) table->lines->pdata[i])->len > 0)
      merge_line (&reader, result, places, table->lines->pdata[i], i + 1);
  return hr_issues_n_errors (issues) > errors ? NULL : g_steal_pointer (&result);
}
