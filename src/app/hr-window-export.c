/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-window-private.h"

#include "hr-file-dialog.h"
#include <glib/gi18n.h>

#if __has_include ("hr-report.h")
#include "hr-report.h"
#else
#define NO_REPORT
#endif

/* The recommendation as a document: written in a thread, told by a toast that opens it. */

typedef struct
{
  HrAdvice *advice;
  char     *path;
} Job;

static void
job_free (Job *job)
{
  hr_advice_unref (job->advice);
  g_free (job->path);
  g_free (job);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      data,
              GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;
#ifdef NO_REPORT
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, job->path);
  if (FALSE)
#else
  HrReportOptions options;

  hr_report_options_init (&options);
  if (hr_report_write_pdf (job->advice, job->path, &options, &error))
#endif
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  HrWindow *self = HR_WINDOW (source);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_path_get_basename (job->path);
  g_autofree char *uri = g_filename_to_uri (job->path, NULL, NULL);
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      hr_window_toast (self, error->message);
      return;
    }

  /* Translators: the name of a file */
  text = g_strdup_printf (_("%s written"), name);
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  if (uri != NULL)
    {
      adw_toast_set_button_label (toast, _("Open"));
      adw_toast_set_action_name (toast, "win.show-file");
      adw_toast_set_action_target_value (toast, g_variant_new_string (uri));
    }
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * hr_window_write_pdf:
 * @self: a window
 * @path: where to write the recommendation that is shown
 */
void
hr_window_write_pdf (HrWindow   *self,
                     const char *path)
{
  const HrAdvice *advice = hr_advice_model_get_advice (self->model);
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (advice != NULL);

  job = g_new0 (Job, 1);
  job->advice = hr_advice_ref (advice);
  job->path = g_strdup (path);
  task = g_task_new (self, NULL, written_cb, NULL);
  g_task_set_source_tag (task, hr_window_write_pdf);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, write_thread);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (HrWindow) self = user_data;
  g_autoptr (GFile) file = hr_file_dialog_finish (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    hr_window_write_pdf (self, path);
}

void
hr_window_export_pdf (HrWindow *self)
{
  hr_file_dialog_save (GTK_WINDOW (self), _("Export PDF"), "recommendation.pdf", chosen_cb,
                       g_object_ref (self));
}

void
hr_window_print (HrWindow *self)
{
}
