/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-private.h"

#include "hr-csv.h"
#include "hr-json-text.h"

#include <string.h>

/* Reads @file, but no more than a catalog can sensibly have. */
static gboolean
read_file (GFile *file, char **data, gsize *length, char **etag, HrIssues *issues, GError **error)
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
  return g_file_load_contents (file, NULL, data, length, etag, error);
}

/* What a file says of itself, beside its rows. */
typedef struct
{
  char    *etag;
  gboolean is_overlay;
  guint    version;
} FileFrame;

static void
file_frame_clear (FileFrame *frame)
{
  g_free (frame->etag);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FileFrame, file_frame_clear)

/* (transfer full) (nullable): a document with all sections, or NULL with the error set. */
static HrDocument *
read_document (GFile *file, FileFrame *frame, HrIssues *issues, GError **error)
{
  g_autofree char *data = NULL;
  gsize            length;
  g_autoptr (HrDocument) own = NULL;
  guint errors = hr_issues_n_errors (issues);

  if (!read_file (file, &data, &length, &frame->etag, issues, error))
    return NULL;
  own = hr_document_parse (data, (gssize) length, issues);
  if (own != NULL)
    {
      hr_document_validate (own, hr_builtin_document (), issues);
      hr_json_locate_issues (issues, data, (gssize) length);
    }
  if (own == NULL || hr_issues_n_errors (issues) > errors)
    {
      g_set_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_INVALID, "The catalog has errors");
      return NULL;
    }
  frame->is_overlay = own->is_overlay;
  frame->version = own->version;
  return hr_document_merge (hr_builtin_document (), own);
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
  g_auto (FileFrame) frame = { .is_overlay = TRUE };
  HrDocument *document;

  g_return_val_if_fail (HR_IS_CATALOG (self), FALSE);

  if (self->user_file == NULL)
    return TRUE;
  document = read_document (self->user_file, &frame, issues, &own_error);
  if (document == NULL && g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
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
  self->is_overlay = frame.is_overlay;
  self->file_version = frame.version;
  g_free (self->etag);
  self->etag = g_steal_pointer (&frame.etag);
  return TRUE;
}

static char *
file_data (HrCatalog *self, gsize *length, guint *version)
{
  g_autoptr (HrDocument) overlay = NULL;
  const HrDocument *document = self->document;

  if (self->is_overlay)
    document = overlay = hr_document_diff (hr_builtin_document (), self->document);
  *version = hr_document_version (document);
  return hr_document_to_data (document, length);
}

typedef struct
{
  GFile   *file;
  char    *data;
  gsize    length;
  char    *etag; /* in: of the file as it was read; out: as it was written */
  guint    version;
  gboolean backup;
  guint    position;
} SaveJob;

static void
save_job_free (gpointer data)
{
  SaveJob *job = data;

  g_clear_object (&job->file);
  g_free (job->data);
  g_free (job->etag);
  g_free (job);
}

static SaveJob *
save_job_new (HrCatalog *self, GError **error)
{
  SaveJob *job;

  if (self->user_file == NULL || self->is_broken)
    {
      g_set_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_READ_ONLY,
                   self->is_broken ? "The catalog's file has errors and is left as it is"
                                   : "The built-in catalog is not saved");
      return NULL;
    }
  job = g_new0 (SaveJob, 1);
  job->file = g_object_ref (self->user_file);
  job->data = file_data (self, &job->length, &job->version);
  job->etag = g_strdup (self->etag);
  /* A program of the file's age could not read what replaces it. */
  job->backup = self->wants_backup
                || (self->file_version != 0 && self->file_version < job->version);
  job->position = self->position;
  return job;
}

/* What was built is read again before it replaces anything. */
static gboolean
check_data (SaveJob *job, GError **error)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (HrDocument) document = hr_document_parse (job->data, (gssize) job->length, issues);

  if (document != NULL && hr_issues_first_error (issues) == NULL)
    return TRUE;
  g_set_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_INVALID, "The catalog cannot be written");
  return FALSE;
}

static gboolean
save_job_run (SaveJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (job->file);
  g_autoptr (GError) folder_error = NULL;
  g_autofree char *etag = NULL;

  if (!check_data (job, error))
    return FALSE;
  if (folder != NULL && !g_file_make_directory_with_parents (folder, cancellable, &folder_error)
      && !g_error_matches (folder_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&folder_error));
      return FALSE;
    }
  /* A file that has come into being since we looked is somebody else's. */
  if (job->etag == NULL && !job->backup && g_file_query_exists (job->file, cancellable))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG,
                   "The catalog's file was changed by another program");
      return FALSE;
    }
  if (!g_file_replace_contents (job->file, job->data, job->length, job->etag, job->backup,
                                G_FILE_CREATE_NONE, &etag, cancellable, error))
    return FALSE;
  g_free (job->etag);
  job->etag = g_steal_pointer (&etag);
  return TRUE;
}

static void
finish_job (HrCatalog *self, const SaveJob *job, const GError *error)
{
  hr_catalog_set_save_error (self, error ? error->message : NULL);
  if (error != NULL)
    return;
  g_free (self->etag);
  self->etag = g_strdup (job->etag);
  self->wants_backup = FALSE;
  self->file_version = job->version;
  hr_catalog_mark_saved (self, job->position);
}

/**
 * hr_catalog_save:
 *
 * Writes the user's file in one step: it is the old or the new one, never half of one.
 *
 * Returns: %FALSE with %G_IO_ERROR_WRONG_ETAG when another program has changed the file,
 *   %HR_CATALOG_ERROR_READ_ONLY when it has errors, or why it cannot be written. The edits stay in
 *   memory, and "save-error" says why.
 */
gboolean
hr_catalog_save (HrCatalog *self, GError **error)
{
  g_autoptr (GError) own = NULL;
  SaveJob *job;

  g_return_val_if_fail (HR_IS_CATALOG (self), FALSE);

  job = save_job_new (self, &own);
  if (job != NULL)
    save_job_run (job, NULL, &own);
  finish_job (self, job, own);
  if (job != NULL)
    save_job_free (job);
  if (own == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&own));
  return FALSE;
}

static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (save_job_run (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
hr_catalog_save_async (HrCatalog          *self,
                       GCancellable       *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  GError  *error = NULL;
  SaveJob *job = save_job_new (self, &error);

  g_task_set_source_tag (task, hr_catalog_save_async);
  if (job == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, job, save_job_free);
  g_task_run_in_thread (task, save_thread);
}

gboolean
hr_catalog_save_finish (HrCatalog *self, GAsyncResult *result, GError **error)
{
  GError *own = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  g_task_propagate_boolean (G_TASK (result), &own);
  finish_job (self, g_task_get_task_data (G_TASK (result)), own);
  if (own == NULL)
    return TRUE;
  g_propagate_error (error, own);
  return FALSE;
}

static gboolean
has_suffix (GFile *file, const char *suffix)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = name ? g_ascii_strdown (name, -1) : NULL;

  return lower != NULL && g_str_has_suffix (lower, suffix);
}

static HrDocument *
read_csv (HrCatalog *self, GFile *file, HrIssues *issues, GError **error)
{
  g_autofree char *data = NULL;
  gsize            length;
  HrDocument      *document;

  if (!read_file (file, &data, &length, NULL, issues, error))
    return NULL;
  document = hr_csv_merge (self->document, data, length, hr_catalog_today (), issues);
  if (document == NULL)
    g_set_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_INVALID, "The table has errors");
  return document;
}

/**
 * hr_catalog_import:
 * @self: a catalog
 * @file: a whole catalog or an overlay as JSON, or one section as a table (.csv)
 * @issues: gets everything that is wrong
 * @error: set when nothing was imported
 *
 * A table's first line names its columns, which say what section it is; rows with a known id change
 * that row, others are added. One edit, so that one undo takes it back.
 */
gboolean
hr_catalog_import (HrCatalog *self, GFile *file, HrIssues *issues, GError **error)
{
  g_auto (FileFrame) frame = { 0 };
  HrDocument *document;

  g_return_val_if_fail (HR_IS_CATALOG (self), FALSE);

  document = has_suffix (file, ".csv") ? read_csv (self, file, issues, error)
                                       : read_document (file, &frame, issues, error);
  if (document == NULL)
    return FALSE;
  if (hr_catalog_apply_document (self, document))
    return TRUE;
  g_set_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_INVALID, "The catalog has errors");
  return FALSE;
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
  return g_file_replace_contents (file, data, strlen (data), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                  NULL, error);
}

/* "ram_kits.csv" and "ram-kits.csv" hold the RAM kits; any other name the GPUs. */
static HrSection
section_of_name (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  HrSection        section;

  name[strlen (name) - strlen (".csv")] = '\0';
  g_strdelimit (name, "-", '_');
  return hr_section_parse (name, &section) ? section : HR_SECTION_GPUS;
}

/**
 * hr_catalog_export:
 *
 * Writes the whole catalog, as JSON that stands for itself; into a .csv file the section that the
 * file's name says ("rent_offers.csv"), else the GPUs.
 */
gboolean
hr_catalog_export (HrCatalog *self, GFile *file, GError **error)
{
  gsize            length;
  g_autofree char *data = NULL;

  g_return_val_if_fail (HR_IS_CATALOG (self), FALSE);

  if (has_suffix (file, ".csv"))
    return hr_catalog_export_section (self, section_of_name (file), file, error);
  data = hr_document_to_data (self->document, &length);
  return g_file_replace_contents (file, data, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL,
                                  error);
}
