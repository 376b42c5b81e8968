/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-import-preview.h"

#include "hr-catalog-private.h"
#include "hr-document-reconcile.h"

struct _HrImportPreview
{
  HrDocument    *base;     /* the catalog as it was when the file was read */
  HrDocument    *document; /* as it will be; NULL = the file cannot be taken */
  HrIssues      *issues;
  HrImportReport report;
  GError        *refusal; /* why not, when @document is NULL */
};

/* What the thread needs, all of it its own: references of JSON objects are counted without locks,
 * so that none of the catalog's may be touched from there. */
typedef struct
{
  GFile          *file;
  char           *catalog; /* the catalog's rows as text */
  gsize           length;
  HrSnapshot     *snapshot;
  HrImportOptions options;
} PreviewJob;

static void
preview_job_free (gpointer data)
{
  PreviewJob *job = data;

  g_clear_object (&job->file);
  g_clear_pointer (&job->snapshot, hr_snapshot_unref);
  g_free (job->catalog);
  g_free (job);
}

void
hr_import_preview_free (HrImportPreview *self)
{
  if (self == NULL)
    return;
  hr_document_free (self->base);
  hr_document_free (self->document);
  hr_issues_free (self->issues);
  g_clear_pointer (&self->report.changes, g_ptr_array_unref);
  g_clear_error (&self->refusal);
  g_free (self);
}

static void
preview_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  PreviewJob      *job = data;
  HrImportPreview *self = g_new0 (HrImportPreview, 1);
  g_autoptr (HrDocument) builtin = hr_builtin_load_document ();

  self->issues = hr_issues_new ();
  self->base = hr_document_parse (job->catalog, (gssize) job->length, self->issues);
  job->options.report = &self->report;
  if (self->base != NULL && !g_cancellable_is_cancelled (cancellable))
    self->document = hr_import_read (builtin, self->base, job->file, &job->options, self->issues,
                                     &self->refusal);
  g_task_return_pointer (task, self, (GDestroyNotify) hr_import_preview_free);
}

/**
 * hr_import_preview_async:
 * @catalog: a catalog
 * @file: as for hr_catalog_import()
 * @options: (nullable): what the user says of it
 * @cancellable: (nullable): ends the waiting at once; what the thread still does is thrown away
 * @callback: called in this thread
 * @user_data: for @callback
 *
 * Finds out in another thread what hr_catalog_import() would do; the catalog can be edited
 * meanwhile.
 */
void
hr_import_preview_async (HrCatalog             *catalog,
                         GFile                 *file,
                         const HrImportOptions *options,
                         GCancellable          *cancellable,
                         GAsyncReadyCallback    callback,
                         gpointer               user_data)
{
  g_autoptr (GTask) task = g_task_new (catalog, cancellable, callback, user_data);
  PreviewJob *job = g_new0 (PreviewJob, 1);

  job->file = g_object_ref (file);
  job->snapshot = hr_snapshot_ref (hr_catalog_get_snapshot (catalog));
  job->catalog = hr_document_to_data (catalog->document, &job->length);
  if (options != NULL)
    job->options = *options;
  if (job->options.today.year == 0)
    job->options.today = hr_catalog_today ();
  job->options.snapshot = job->snapshot;
  g_task_set_source_tag (task, hr_import_preview_async);
  g_task_set_task_data (task, job, preview_job_free);
  g_task_set_return_on_cancel (task, TRUE);
  g_task_run_in_thread (task, preview_thread);
}

/**
 * hr_import_preview_finish:
 *
 * Returns: (transfer full) (nullable): what was found, a refusal included; %NULL with
 *   %G_IO_ERROR_CANCELLED.
 */
HrImportPreview *
hr_import_preview_finish (HrCatalog *catalog, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, catalog), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Whether the file can be taken. */
gboolean
hr_import_preview_is_good (const HrImportPreview *self)
{
  return self->document != NULL;
}

const HrIssues *
hr_import_preview_issues (const HrImportPreview *self)
{
  return self->issues;
}

const HrImportReport *
hr_import_preview_report (const HrImportPreview *self)
{
  return &self->report;
}

/* (nullable): why the file cannot be taken, for the user, when no issue says it. */
const char *
hr_import_preview_refusal (const HrImportPreview *self)
{
  return self->refusal ? self->refusal->message : NULL;
}

/* Whether the file waits for what only the user knows: HR_ISSUE_AMBIGUOUS numbers, or HR_ISSUE_FAR
 * prices. */
gboolean
hr_import_preview_needs (const HrImportPreview *self, HrIssueKind kind)
{
  for (guint i = 0; i < hr_issues_n (self->issues); i++)
    if (hr_issues_get (self->issues, i)->kind == kind)
      return TRUE;
  return FALSE;
}

/**
 * hr_import_preview_apply:
 * @self: a preview that is good
 * @catalog: the catalog that it was made for
 * @error: set when what it would become has errors
 *
 * One edit. What was edited since the file was read stays, but for what the file says otherwise.
 */
gboolean
hr_import_preview_apply (HrImportPreview *self, HrCatalog *catalog, GError **error)
{
  HrDocument *merged;

  g_return_val_if_fail (self->document != NULL, FALSE);

  merged = hr_document_reconcile (self->base, catalog->document, self->document,
                                  HR_RECONCILE_THEIRS, NULL);
  if (hr_catalog_apply_document (catalog, merged))
    return TRUE;
  g_set_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_INVALID, "The catalog has errors");
  return FALSE;
}
