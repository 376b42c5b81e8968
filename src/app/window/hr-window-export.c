/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-window-private.h"

#include "hr-file-dialog.h"
#include "hr-local-file.h"
#include "hr-print.h"
#include "hr-report.h"

#include <glib/gi18n.h>
#include <unistd.h>

/* The recommendation as a document: written in a thread, told by a toast that opens it. */

typedef struct
{
  HrAdvice *advice;
  guint     pick;
  gboolean  with_trace;
  GFile    *file; /* %NULL: path is all that there is */
  char     *path;
} Job;

static void
job_free (Job *job)
{
  hr_advice_unref (job->advice);
  g_clear_object (&job->file);
  g_free (job->path);
  g_free (job);
}

static gboolean
write_to (const char *path, gpointer data, GError **error)
{
  Job            *job = data;
  HrReportOptions options;

  hr_report_options_init (&options);
  options.pick = job->pick;
  options.with_trace = job->with_trace;
  return hr_report_write_pdf (job->advice, path, &options, error);
}

static void
write_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job    *job = data;
  GError *error = NULL;

  if (job->file != NULL ? hr_local_file_write (job->file, write_to, job, &error)
                        : write_to (job->path, job, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HrWindow        *self = HR_WINDOW (source);
  Job             *job = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_file_get_basename (job->file);
  g_autofree char *uri = g_file_get_uri (job->file);
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      /* Translators: a file, and why */
      text = g_strdup_printf (_("“%s” was not written: %s"), name, error->message);
      hr_window_toast (self, text);
      return;
    }

  /* Translators: the name of a file */
  text = g_strdup_printf (_("%s written"), name);
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, _("Open"));
  adw_toast_set_action_name (toast, "win.show-file");
  adw_toast_set_action_target_value (toast, g_variant_new_string (uri));
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
write_pdf (HrWindow           *self,
           GFile              *file,
           const char         *path,
           gboolean            with_trace,
           GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, NULL);
  Job *job = g_new0 (Job, 1);

  job->advice = hr_advice_ref (hr_advice_model_get_advice (self->model));
  job->pick = hr_advice_page_get_pick (self->advice_page);
  job->with_trace = with_trace;
  job->file = file != NULL ? g_object_ref (file) : NULL;
  job->path = g_strdup (path);
  g_task_set_source_tag (task, write_pdf);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, write_thread);
}

/**
 * hr_window_write_pdf:
 * @self: a window that has an answer
 * @file: where to write the recommendation that is shown, on this machine or another
 * @with_trace: whether the document says how each figure was computed
 */
void
hr_window_write_pdf (HrWindow *self, GFile *file, gboolean with_trace)
{
  g_return_if_fail (hr_advice_model_get_advice (self->model) != NULL);

  write_pdf (self, file, NULL, with_trace, written_cb);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrWindow) self = user_data;
  g_autoptr (GFile) file = hr_file_dialog_finish (result, NULL);

  if (file != NULL)
    hr_window_write_pdf (self, file, hr_file_dialog_is_chosen (result));
}

void
hr_window_export_pdf (HrWindow *self)
{
  hr_file_dialog_save_with (GTK_WINDOW (self), _("Export PDF"), "recommendation.pdf",
                            _("Include Computation"), chosen_cb, g_object_ref (self));
}

static void
print_failed (GtkWindow *window, const char *message)
{
  hr_window_toast (HR_WINDOW (window), message);
}

static void
ready_to_print_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    hr_print_pdf (GTK_WINDOW (source), _("Recommendation"), job->path, print_failed);
  else
    hr_window_toast (HR_WINDOW (source), error->message);
}

void
hr_window_print (HrWindow *self)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("headroom-XXXXXX.pdf", &path, &error);

  if (fd < 0)
    {
      hr_window_toast (self, error->message);
      return;
    }
  close (fd);
  write_pdf (self, NULL, path, FALSE, ready_to_print_cb);
}
