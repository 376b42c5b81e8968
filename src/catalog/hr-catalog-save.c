/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-private.h"

#include "hr-file-gio.h"

#include <string.h>

/* Nobody writes between our looking at the file and our replacing it; programs that do not know of
 * the lock are noticed by the bytes. Objects of JSON stay in the catalog's thread: a thread that
 * writes gets bytes, and hands back bytes of somebody else's to be merged. */

#define LOCK_TIMEOUT_MS 30000
#define MAX_ROUNDS      8 /* others who save at the same time, one after the other */

typedef struct
{
  /* In. */
  GFile         *file;
  char          *data;
  gsize          length;
  char          *etag;    /* of the file as we know it; NULL = there is none */
  char          *written; /* of @data */
  gboolean       backup;
  gboolean       is_locked;
  guint          position;
  guint          serial;
  HrDocument    *document; /* what @data says; only the catalog's thread looks at it */
  HrCatalogFrame frame;

  /* Out: the file, where it is another one. */
  char *outside;
  gsize outside_length;
} SaveJob;

/**
 * hr_catalog_etag:
 *
 * Returns: (transfer full): what tells one content from another, whenever it was written.
 */
char *
hr_catalog_etag (const char *data, gsize length)
{
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, length);
}

/**
 * hr_catalog_set_synced:
 * @document: what the file holds now, with all sections
 * @frame: and says of itself
 * @etag: (transfer full): of its bytes
 */
void
hr_catalog_set_synced (HrCatalog            *self,
                       const HrDocument     *document,
                       const HrCatalogFrame *frame,
                       char                 *etag)
{
  HrDocument *copy = hr_document_copy (document);

  hr_document_free (self->synced);
  self->synced = copy;
  self->is_overlay = frame->is_overlay;
  self->file_version = frame->version;
  g_free (self->etag);
  self->etag = etag;
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

static void
save_job_free (gpointer data)
{
  SaveJob *job = data;

  g_clear_object (&job->file);
  hr_document_free (job->document);
  g_free (job->data);
  g_free (job->etag);
  g_free (job->written);
  g_free (job->outside);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaveJob, save_job_free)

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
  if (self->outside != NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG,
                   "The catalog's file was changed by another program");
      return NULL;
    }
  job = g_new0 (SaveJob, 1);
  job->file = g_object_ref (self->user_file);
  job->data = file_data (self, &job->length, &job->frame.version);
  job->written = hr_catalog_etag (job->data, job->length);
  job->etag = g_strdup (self->etag);
  job->document = hr_document_copy (self->document);
  job->frame.is_overlay = self->is_overlay;
  job->is_locked = self->lock != NULL;
  /* A program of the file's age could not read what replaces it. */
  job->backup = self->wants_backup
                || (self->file_version != 0 && self->file_version < job->frame.version);
  job->position = self->position;
  job->serial = ++self->serial;
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

/* A file that was removed holds nothing that could get lost. A broken one that is to be replaced is
 * kept as the backup. */
static gboolean
check_unchanged (SaveJob *job, GError **error)
{
  g_autofree char *data = NULL;
  g_autofree char *etag = NULL;
  g_autoptr (GError) own = NULL;
  gsize length;

  if (job->etag == NULL && job->backup)
    return TRUE;
  if (!g_file_load_contents (job->file, NULL, &data, &length, NULL, &own))
    {
      if (g_error_matches (own, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&own));
      return FALSE;
    }
  etag = hr_catalog_etag (data, length);
  if (g_strcmp0 (etag, job->etag) == 0 || g_strcmp0 (etag, job->written) == 0)
    return TRUE;
  job->outside = g_steal_pointer (&data);
  job->outside_length = length;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG,
               "The catalog's file was changed by another program");
  return FALSE;
}

static gboolean
save_job_run (SaveJob *job, GError **error)
{
  g_autofree char *path = g_file_get_path (job->file);
  g_autoptr (HrFileLock) lock = NULL;
  HrFileWriteFlags flags = HR_FILE_WRITE_FOLDERS | (job->backup ? HR_FILE_WRITE_BACKUP : 0);

  if (!check_data (job, error))
    return FALSE;
  if (!job->is_locked && path != NULL)
    {
      lock = hr_file_lock_take (path, LOCK_TIMEOUT_MS, error);
      if (lock == NULL)
        return FALSE;
    }
  return check_unchanged (job, error)
         && hr_file_write_gfile (job->file, job->data, job->length, flags, error);
}

/* One that was begun earlier can be told of later: then the file has gone on. */
static void
take_saved (HrCatalog *self, const SaveJob *job)
{
  if (job->serial <= self->last_serial)
    return;
  self->last_serial = job->serial;
  hr_catalog_set_synced (self, job->document, &job->frame, g_strdup (job->written));
  self->wants_backup = FALSE;
  hr_catalog_mark_saved (self, job->position);
}

/* Returns: whether the file is what the catalog was, or can be so at another try, which is due
 * while the catalog is modified. Takes @error. */
static gboolean
finish_job (HrCatalog *self, SaveJob *job, GError *error, GError **result)
{
  if (error == NULL)
    take_saved (self, job);
  else if (job != NULL && job->outside != NULL)
    {
      g_clear_error (&error);
      hr_catalog_take_outside (self, job->outside, job->outside_length, &error);
    }
  hr_catalog_set_save_error (self, error ? error->message : NULL);
  if (error == NULL)
    return TRUE;
  g_propagate_error (result, error);
  return FALSE;
}

static gboolean
is_modified (HrCatalog *self)
{
  return self->position != self->saved_position;
}

/**
 * hr_catalog_save:
 *
 * Writes the user's file in one step: it is the old or the new one, never half of one. What another
 * program changed meanwhile is merged.
 *
 * Returns: %FALSE with %G_IO_ERROR_WRONG_ETAG when another program has changed the same as the
 * user, %HR_CATALOG_ERROR_READ_ONLY when it has errors, or why it cannot be written. The edits stay
 * in memory, and "save-error" says why.
 */
gboolean
hr_catalog_save (HrCatalog *self, GError **error)
{
  g_return_val_if_fail (HR_IS_CATALOG (self), FALSE);

  for (guint i = 0; i < MAX_ROUNDS; i++)
    {
      GError *own = NULL;
      g_autoptr (SaveJob) job = save_job_new (self, &own);
      gboolean is_written = job != NULL && save_job_run (job, &own);

      if (!finish_job (self, job, own, error))
        return FALSE;
      if (is_written || !is_modified (self))
        return TRUE;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "The catalog's file keeps changing");
  return FALSE;
}

/* Returns: whether the file is what we are just writing, or have written without having been told
 * so yet; then that is what others go on from. */
gboolean
hr_catalog_adopt_own (HrCatalog *self, const char *etag)
{
  for (guint i = 0; i < self->saving->len; i++)
    {
      SaveJob *job = self->saving->pdata[i];

      if (strcmp (job->written, etag) != 0)
        continue;
      take_saved (self, job);
      return TRUE;
    }
  return FALSE;
}

static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (save_job_run (data, &error))
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
  /* What was written counts, whoever has lost interest. */
  g_task_set_check_cancellable (task, FALSE);
  if (job == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_add (self->saving, job);
  g_task_set_task_data (task, job, save_job_free);
  g_task_run_in_thread (task, save_thread);
}

/**
 * hr_catalog_save_finish:
 *
 * Returns: as hr_catalog_save(); when another program's changes were merged, the catalog is still
 *   modified, and the next save is due.
 */
gboolean
hr_catalog_save_finish (HrCatalog *self, GAsyncResult *result, GError **error)
{
  GError  *own = NULL;
  SaveJob *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  g_task_propagate_boolean (G_TASK (result), &own);
  g_ptr_array_remove (self->saving, job);
  return finish_job (self, job, own, error);
}

/**
 * hr_catalog_lock:
 *
 * Keeps other programs from saving up to hr_catalog_unlock(): for who loads, changes and saves as
 * one step. Waits for whoever has the lock.
 */
gboolean
hr_catalog_lock (HrCatalog *self, GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (HR_IS_CATALOG (self) && self->lock == NULL, FALSE);

  path = self->user_file ? g_file_get_path (self->user_file) : NULL;
  if (path == NULL)
    return TRUE;
  self->lock = hr_file_lock_take (path, LOCK_TIMEOUT_MS, error);
  return self->lock != NULL;
}

void
hr_catalog_unlock (HrCatalog *self)
{
  g_clear_pointer (&self->lock, hr_file_lock_release);
}

/**
 * hr_catalog_get_file:
 *
 * Returns: (transfer none) (nullable): where a user's changes are kept
 */
GFile *
hr_catalog_get_file (HrCatalog *self)
{
  g_return_val_if_fail (HR_IS_CATALOG (self), NULL);

  return self->user_file;
}
