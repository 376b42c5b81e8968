/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-private.h"

#include "hr-document-reconcile.h"
#include "hr-document-changes.h"
#include "hr-foreign.h"
#include "hr-price-check.h"
#include "hr-row.h"
#include "hr-text-decode.h"

#include <string.h>

static gboolean
is_pasted (const char *name)
{
  g_autofree char *lower = name ? g_ascii_strdown (name, -1) : NULL;

  return lower != NULL && (g_str_has_suffix (lower, ".txt") || g_str_has_suffix (lower, ".md"));
}

/* (nullable): a list of objects, or a list that was pasted as text, as a table. */
static char *
as_table (const char *data, gsize length, const HrImportOptions *options)
{
  const char      *encoding;
  gsize            decoded;
  g_autofree char *text = hr_text_decode (data, length, &decoded, &encoding);
  const char      *start = text ? text + strspn (text, " \t\r\n") : "";
  char            *table;

  if (start[0] == '[' || start[0] == '{')
    return hr_foreign_table_from_json (text, decoded);
  if (start[0] == '<')
    return hr_foreign_table_from_html (text);
  if (text != NULL && is_pasted (options->origin)
      && (table = hr_foreign_table_from_markdown (text)) != NULL)
    return table;
  if (text == NULL || options->snapshot == NULL || !is_pasted (options->origin))
    return NULL;
  return hr_foreign_table_from_text (text, options->snapshot);
}

static HrDocument *
read_csv (const HrDocument      *catalog,
          GFile                 *file,
          const HrImportOptions *options,
          HrIssues              *issues,
          GError               **error)
{
  g_autofree char *data = NULL;
  g_autofree char *table = NULL;
  gsize            length;
  HrDocument      *document;

  if (!hr_catalog_read_file (file, &data, &length, issues, error))
    return NULL;
  table = as_table (data, length, options);
  document = hr_csv_merge (catalog, table ? table : data, table ? strlen (table) : length, options,
                           issues);
  if (document == NULL)
    g_set_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_INVALID, "The table has errors");
  return document;
}

/* (transfer full): id -> JsonObject, both borrowed of @catalog */
static GHashTable *
rows_by_id (HrSection section, const HrDocument *catalog)
{
  GHashTable *rows = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < catalog->rows[section]->len; i++)
    {
      JsonObject *row = catalog->rows[section]->pdata[i];
      const char *id = hr_row_object_id (section, row);

      if (id != NULL)
        g_hash_table_insert (rows, (char *) id, row);
    }
  return rows;
}

/* A whole catalog says its prices plainly, but they may be far from those that they replace, too.
 */
static gboolean
check_prices (const HrDocument *catalog, const HrDocument *document, HrIssues *issues)
{
  guint errors = hr_issues_n_errors (issues);

  for (guint section = 0; section < HR_N_SECTION; section++)
    {
      g_autoptr (GHashTable) rows = rows_by_id ((HrSection) section, catalog);

      for (guint i = 0; i < document->rows[section]->len; i++)
        {
          JsonObject      *row = document->rows[section]->pdata[i];
          const char      *id = hr_row_object_id ((HrSection) section, row);
          JsonObject      *before = id ? g_hash_table_lookup (rows, id) : NULL;
          g_autofree char *path = NULL;

          if (before == NULL || before == row)
            continue;
          path = g_strdup_printf ("$.%s.%s", hr_section_info ((HrSection) section)->nick, id);
          hr_price_check ((HrSection) section, before, row, path, issues);
        }
    }
  return hr_issues_n_errors (issues) == errors;
}

/* What somebody else changed of the built-in catalog is changed here as well; the user's own
 * changes of other rows and prices stay. A catalog that stands for itself takes the place of
 * everything. */
static HrDocument *
read_json (const HrDocument      *builtin,
           const HrDocument      *catalog,
           GFile                 *file,
           const HrImportOptions *options,
           HrIssues              *issues,
           GError               **error)
{
  HrCatalogFrame   frame = { 0 };
  g_autofree char *data = NULL;
  gsize            length;
  g_autoptr (HrDocument) document = NULL;

  if (!hr_catalog_read_file (file, &data, &length, issues, error))
    return NULL;
  document = hr_catalog_parse (builtin, data, length, &frame, issues, error);
  if (document == NULL)
    return NULL;
  if (!options->accepts_far && !check_prices (catalog, document, issues))
    {
      g_set_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_INVALID, "The catalog has errors");
      return NULL;
    }
  if (!frame.is_overlay)
    return g_steal_pointer (&document);
  return hr_document_reconcile (builtin, catalog, document, HR_RECONCILE_THEIRS, NULL);
}

static gboolean
has_suffix (GFile *file, const char *suffix)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = name ? g_ascii_strdown (name, -1) : NULL;

  return lower != NULL && g_str_has_suffix (lower, suffix);
}

/* A list of objects is a table; an object is a catalog of ours, which says so. */
static gboolean
is_list (GFile *file)
{
  static const char *const suffixes[] = { ".csv", ".tsv", ".jsonl", ".ndjson", ".html", ".htm" };
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char  start[512] = "";
  gsize n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (has_suffix (file, suffixes[i]))
      return TRUE;
  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), start, sizeof start - 1, &n, NULL,
                                   NULL))
    return FALSE;
  return start[strspn (start, " \t\r\n\xef\xbb\xbf")] == '[';
}

/**
 * hr_import_read:
 * @builtin: what is built in
 * @catalog: the rows as they are, of all sections
 * @file: a whole catalog or an overlay as JSON, or one section as a table (.csv, .tsv)
 * @options: what the user says of it
 * @issues: gets everything that is wrong
 * @error: set when the file cannot be taken
 *
 * Reads @file and touches nothing but its arguments, so that it can run in any thread that has the
 * two documents for itself: rows are counted without locks.
 *
 * Returns: (transfer full) (nullable): the catalog as it will be.
 */
HrDocument *
hr_import_read (const HrDocument      *builtin,
                const HrDocument      *catalog,
                GFile                 *file,
                const HrImportOptions *options,
                HrIssues              *issues,
                GError               **error)
{
  HrImportOptions  own = *options;
  g_autofree char *name = g_file_get_basename (file);
  gboolean         is_table = is_pasted (name) || is_list (file);
  HrDocument      *document;

  own.origin = name;
  document = is_table ? read_csv (catalog, file, &own, issues, error)
                      : read_json (builtin, catalog, file, &own, issues, error);
  if (document != NULL && own.report != NULL)
    own.report->changes = hr_document_changes (catalog, document);
  return document;
}

/**
 * hr_catalog_import:
 * @self: a catalog
 * @file: a whole catalog or an overlay as JSON, or one section as a table (.csv, .tsv)
 * @options: (nullable): what the user says of it
 * @issues: gets everything that is wrong
 * @error: set when nothing was imported
 *
 * A table's first line names its columns, which say what section it is; rows with a known id change
 * that row, others are added. One edit, so that one undo takes it back. The window, which must not
 * wait, has hr_import_preview_async().
 */
gboolean
hr_catalog_import (
    HrCatalog *self, GFile *file, const HrImportOptions *options, HrIssues *issues, GError **error)
{
  HrImportOptions own = options ? *options : (HrImportOptions){ 0 };
  HrDocument     *document;

  g_return_val_if_fail (HR_IS_CATALOG (self), FALSE);

  if (own.today.year == 0)
    own.today = hr_catalog_today ();
  own.snapshot = hr_catalog_get_snapshot (self);
  document = hr_import_read (hr_builtin_document (), self->document, file, &own, issues, error);
  if (document == NULL)
    return FALSE;
  if (own.is_dry)
    {
      hr_document_free (document);
      return TRUE;
    }
  if (hr_catalog_apply_document (self, document))
    return TRUE;
  g_set_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_INVALID, "The catalog has errors");
  return FALSE;
}
