/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-csv.h"

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

typedef struct
{
  GPtrArray *lines; /* of GPtrArray of char * */
  GPtrArray *line;
} Table;

static void
field_cb (void *field, size_t length, void *data)
{
  Table *table = data;

  g_ptr_array_add (table->line, g_strndup (field ? field : "", length));
}

static void
line_cb (int c, void *data)
{
  Table *table = data;

  g_ptr_array_add (table->lines, table->line);
  table->line = g_ptr_array_new_with_free_func (g_free);
}

static GPtrArray *
read_table (const char *data, gsize length, HrIssues *issues)
{
  struct csv_parser parser;
  Table             table = { g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref),
                              g_ptr_array_new_with_free_func (g_free) };

  if (csv_init (&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0)
    g_error ("out of memory");
  if (csv_parse (&parser, data, length, field_cb, line_cb, &table) != length
      || csv_fini (&parser, field_cb, line_cb, &table) != 0)
    {
      HrIssue *issue = hr_issues_add (issues, HR_ISSUE_SYNTAX, "$", NULL, NULL);

      issue->detail = g_strdup (N_("A quotation mark is missing or stands where none may be."));
      issue->line = table.lines->len + 1;
      issue->column = 1;
    }
  csv_free (&parser);
  g_ptr_array_unref (table.line);
  return table.lines;
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
    hr_issues_add (issues, HR_ISSUE_MISSING, "$[0]", header->len ? header->pdata[0] : NULL,
                   "id, name, …")
        ->line = 1;
  return best >= 2;
}

typedef struct
{
  HrSection  section;
  GPtrArray *header;
  HrDate     today;
  HrIssues  *issues;
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

/* Sets the cells that differ, in the order of the section's columns, so that a price comes before
 * its date and source. */
static void
put_line (const CsvReader *reader, GPtrArray *line, JsonObject *object, const char *path)
{
  guint           n;
  const HrColumn *columns = hr_section_columns (reader->section, &n);
  gboolean        keeps_price = TRUE;

  for (guint c = 0; c < n; c++)
    for (guint i = 0; i < reader->header->len && i < line->len; i++)
      {
        g_autofree char *old = NULL;

        if (strcmp (reader->header->pdata[i], columns[c].id) != 0)
          continue;
        if (strcmp (columns[c].id, "price_usd") == 0)
          keeps_price = ((const char *) line->pdata[i])[0] != '\0';
        if (columns[c].in_price && !keeps_price && strcmp (columns[c].id, "price_usd") != 0)
          continue;
        old = hr_row_get_cell (object, &columns[c]);
        if (strcmp (old, line->pdata[i]) != 0)
          hr_row_put_cell (reader->section, object, &columns[c], line->pdata[i], reader->today,
                           path, reader->issues);
      }
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

  if (line->len != reader->header->len)
    {
      g_autofree char *expected = g_strdup_printf ("%u", reader->header->len);
      g_autofree char *found = g_strdup_printf ("%u", line->len);

      hr_issues_add (reader->issues, HR_ISSUE_SYNTAX, path, found, expected)->detail = g_strdup (
          N_("The line has another number of fields than the first one."));
      set_lines (reader->issues, from, number);
      return;
    }
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

/**
 * hr_csv_merge:
 * @document: a document with all sections
 * @data: a table of one of them
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
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (HrDocument) result = NULL;
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  CsvReader reader = { .today = today, .issues = issues };

  if (!g_utf8_validate_len (data, length, NULL))
    {
      hr_issues_add (issues, HR_ISSUE_SYNTAX, "$", NULL, NULL)->detail = g_strdup (
          N_("It is not valid UTF-8."));
      return NULL;
    }
  lines = read_table (data, length, issues);
  if (lines->len == 0 && hr_issues_n_errors (issues) == errors)
    {
      HrIssue *issue = hr_issues_add (issues, HR_ISSUE_SYNTAX, "$", NULL, NULL);

      issue->detail = g_strdup (N_("The text is empty."));
      issue->line = 1;
    }
  if (hr_issues_n_errors (issues) > errors
      || !find_section (lines->pdata[0], &reader.section, issues))
    return NULL;
  reader.header = lines->pdata[0];
  for (guint i = 0; i < reader.header->len; i++)
    if (hr_section_column (reader.section, reader.header->pdata[i]) == NULL)
      hr_issues_add (issues, HR_ISSUE_UNKNOWN_KEY, reader.header->pdata[i], NULL, NULL)->line = 1;
  result = hr_document_copy (document);
  for (guint i = 0; i < result->rows[reader.section]->len; i++)
    g_hash_table_insert (
        places,
        (gpointer) hr_row_object_id (reader.section, result->rows[reader.section]->pdata[i]),
        GUINT_TO_POINTER (i + 1));
  for (guint i = 1; i < lines->len; i++)
    merge_line (&reader, result, places, lines->pdata[i], i + 1);
  return hr_issues_n_errors (issues) > errors ? NULL : g_steal_pointer (&result);
}
