/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-private.h"

#include "hr-csv.h"
#include "hr-file-gio.h"
#include "hr-json-text.h"

#include <string.h>

/* Reads @file, but no more than a catalog can sensibly have. */
gboolean
hr_catalog_read_file (GFile *file, char **data, gsize *length, HrIssues *issues, GError **error)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, NULL, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_size (info) > HR_MAX_FILE_BYTES)
    {
      g_autofree char *size = g_strdup_printf ("%" G_GOFFSET_FORMAT " B",
                                               g_file_info_get_size (info));

      hr_issues_add (issues, HR_ISSUE_TOO_LARGE, "$", size, "64 MiB");
      g_set_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_TOO_LARGE,
                   "The file has %s, at most 64 MiB", size);
      return FALSE;
    }
  return g_file_load_contents (file, NULL, data, length, NULL, error);
}

/**
 * hr_catalog_parse:
 * @builtin: what an overlay lies over
 * @data: the bytes of a file
 * @length: how many
 * @frame: (out): what the file says of itself
 * @issues: gets everything that is wrong
 * @error: set when there are errors
 *
 * Returns: (transfer full) (nullable): a document with all sections.
 */
HrDocument *
hr_catalog_parse (const HrDocument *builtin,
                  const char       *data,
                  gsize             length,
                  HrCatalogFrame   *frame,
                  HrIssues         *issues,
                  GError          **error)
{
  guint errors = hr_issues_n_errors (issues);
  g_autoptr (HrDocument) own = hr_document_parse (data, (gssize) length, issues);

  if (own != NULL)
    {
      hr_document_validate (own, builtin, issues);
      hr_json_locate_issues (issues, data, (gssize) length);
    }
  if (own == NULL || hr_issues_n_errors (issues) > errors)
    {
      g_set_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_INVALID, "The catalog has errors");
      return NULL;
    }
  frame->is_overlay = own->is_overlay;
  frame->version = own->version;
  return hr_document_merge (builtin, own);
}

/**
 * hr_catalog_load:
 * @self: a catalog
 * @issues: gets everything that is wrong with the file
 * @error: set when the file cannot be read or has errors
 *
 * On failure the catalog stays what it was, and the file is not written over. A file that does not
 * exist is no failure.
 *
 * Returns: whether the catalog is what the file says.
 */
gboolean
hr_catalog_load (HrCatalog *self, HrIssues *issues, GError **error)
{
  g_autoptr (GError) own_error = NULL;
  HrCatalogFrame   frame = { .is_overlay = TRUE };
  g_autofree char *data = NULL;
  gsize            length = 0;
  HrDocument      *document;

  g_return_val_if_fail (HR_IS_CATALOG (self), FALSE);

  if (self->user_file == NULL)
    return TRUE;
  if (!hr_catalog_read_file (self->user_file, &data, &length, issues, &own_error)
      && g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  document = data ? hr_catalog_parse (hr_builtin_document (), data, length, &frame, issues,
                                      &own_error)
                  : NULL;
  if (document == NULL || !hr_catalog_take_document (self, document))
    {
      self->is_broken = TRUE;
      if (own_error == NULL)
        g_set_error (&own_error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_INVALID,
                     "The catalog has errors");
      g_propagate_error (error, g_steal_pointer (&own_error));
      return FALSE;
    }
  self->is_broken = FALSE;
  hr_catalog_set_synced (self, self->document, &frame, hr_catalog_etag (data, length));
  return TRUE;
}

static gboolean
is_table (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_str_has_suffix (lower, ".csv");
}

/**
 * hr_catalog_export_section:
 *
 * Writes one section as a table of comma-separated values, with a line of column ids.
 */
gboolean
hr_catalog_export_section (HrCatalog *self, HrSection section, GFile *file, GError **error)
{
  g_autofree char *data = NULL;

  g_return_val_if_fail (HR_IS_CATALOG (self), FALSE);

  data = hr_csv_write (self->document, section);
  return hr_file_write_gfile (file, data, strlen (data), HR_FILE_WRITE_NONE, error);
}

/* "ram_kits.csv" and "ram-kits.csv" hold the RAM kits; any other name the GPUs. */
static HrSection
section_of_name (const char *file)
{
  g_autofree char *name = g_path_get_basename (file);
  HrSection        section;

  name[strlen (name) - strlen (".csv")] = '\0';
  g_strdelimit (name, "-", '_');
  return hr_section_parse (name, &section) ? section : HR_SECTION_GPUS;
}

/**
 * hr_catalog_export_data:
 * @self: a catalog
 * @name: of the file that is going to hold it
 * @length: (out): bytes
 *
 * Returns: (transfer full): the whole catalog, as JSON that stands for itself; for a .csv file the
 *   section that the file's name says ("rent_offers.csv"), else the GPUs.
 */
char *
hr_catalog_export_data (HrCatalog *self, const char *name, gsize *length)
{
  char *data;

  g_return_val_if_fail (HR_IS_CATALOG (self), NULL);

  if (!is_table (name))
    return hr_document_to_data (self->document, length);
  data = hr_csv_write (self->document, section_of_name (name));
  *length = strlen (data);
  return data;
}

/**
 * hr_catalog_export:
 *
 * Writes hr_catalog_export_data().
 */
gboolean
hr_catalog_export (HrCatalog *self, GFile *file, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  gsize            length;
  g_autofree char *data = hr_catalog_export_data (self, name, &length);

  return hr_file_write_gfile (file, data, length, HR_FILE_WRITE_NONE, error);
}
