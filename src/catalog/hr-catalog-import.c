/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-private.h"

#include "hr-document-reconcile.h"
#include "hr-price-check.h"
#include "hr-row.h"

static HrDocument *
read_csv (
    HrCatalog *self, GFile *file, const HrImportOptions *options, HrIssues *issues, GError **error)
{
  g_autofree char *data = NULL;
  gsize            length;
  HrDocument      *document;

  if (!hr_catalog_read_file (file, &data, &length, issues, error))
    return NULL;
  document = hr_csv_merge (self->document, data, length, options, issues);
  if (document == NULL)
    g_set_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_INVALID, "The table has errors");
  return document;
}

/* A whole catalog says its prices plainly, but they may be far from those that they replace, too.
 */
static gboolean
check_prices (HrCatalog *self, const HrDocument *document, HrIssues *issues)
{
  guint errors = hr_issues_n_errors (issues);

  for (guint section = 0; section < HR_N_SECTION; section++)
    for (guint i = 0; i < document->rows[section]->len; i++)
      {
        JsonObject *row = document->rows[section]->pdata[i];
        const char *id = hr_row_object_id ((HrSection) section, row);
        JsonObject *before = id ? hr_catalog_find_row (self, (HrSection) section, id, NULL) : NULL;
        g_autofree char *path = NULL;

        if (before == NULL || before == row)
          continue;
        path = g_strdup_printf ("$.%s.%s", hr_section_info ((HrSection) section)->nick, id);
        hr_price_check ((HrSection) section, before, row, path, issues);
      }
  return hr_issues_n_errors (issues) == errors;
}

/* What somebody else changed of the built-in catalog is changed here as well; the user's own
 * changes of other rows and prices stay. A catalog that stands for itself takes the place of
 * everything. */
static HrDocument *
read_json (HrCatalog             *self,
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
  document = hr_catalog_parse (data, length, &frame, issues, error);
  if (document == NULL)
    return NULL;
  if (!options->accepts_far && !check_prices (self, document, issues))
    {
      g_set_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_INVALID, "The catalog has errors");
      return NULL;
    }
  if (!frame.is_overlay)
    return g_steal_pointer (&document);
  return hr_document_reconcile (hr_builtin_document (), self->document, document,
                                HR_RECONCILE_THEIRS, NULL);
}

static gboolean
has_suffix (GFile *file, const char *suffix)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = name ? g_ascii_strdown (name, -1) : NULL;

  return lower != NULL && g_str_has_suffix (lower, suffix);
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
 * that row, others are added. One edit, so that one undo takes it back.
 */
gboolean
hr_catalog_import (
    HrCatalog *self, GFile *file, const HrImportOptions *options, HrIssues *issues, GError **error)
{
  HrImportOptions own = options ? *options : (HrImportOptions){ 0 };
  gboolean        is_table = has_suffix (file, ".csv")
                      || has_suffix (file, ".tsv");
  HrDocument *document;

  g_return_val_if_fail (HR_IS_CATALOG (self), FALSE);

  if (own.today.year == 0)
    own.today = hr_catalog_today ();
  document = is_table ? read_csv (self, file, &own, issues, error)
                      : read_json (self, file, &own, issues, error);
  if (document == NULL)
    return FALSE;
  if (hr_catalog_apply_document (self, document))
    return TRUE;
  g_set_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_INVALID, "The catalog has errors");
  return FALSE;
}
