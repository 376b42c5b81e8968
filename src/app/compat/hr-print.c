/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-print.h"

#include <glib/gstdio.h>
#include <gtk/gtkunixprint.h>

typedef struct
{
  GtkWindow    *window;
  char         *title;
  char         *path;
  HrPrintFailed failed;
} Print;

static void
print_free (Print *print)
{
  g_unlink (print->path);
  g_object_unref (print->window);
  g_free (print->title);
  g_free (print->path);
  g_free (print);
}

static void
sent_cb (GtkPrintJob *job, gpointer user_data, const GError *error)
{
  Print *print = user_data;

  if (error != NULL)
    print->failed (print->window, error->message);
}

static void
response_cb (GtkPrintUnixDialog *dialog, int response, Print *print)
{
  GtkPrinter *printer = gtk_print_unix_dialog_get_selected_printer (dialog);
  g_autoptr (GtkPrintSettings) settings = gtk_print_unix_dialog_get_settings (dialog);

  if (response == GTK_RESPONSE_OK && printer != NULL)
    {
      g_autoptr (GtkPrintJob) job = gtk_print_job_new (
          print->title, printer, settings, gtk_print_unix_dialog_get_page_setup (dialog));
      g_autoptr (GError) error = NULL;

      if (gtk_print_job_set_source_file (job, print->path, &error))
        gtk_print_job_send (job, sent_cb, print, (GDestroyNotify) print_free);
      else
        {
          print->failed (print->window, error->message);
          print_free (print);
        }
    }
  else
    print_free (print);

  gtk_window_destroy (GTK_WINDOW (dialog));
}

void
hr_print_pdf (GtkWindow *window, const char *title, const char *path, HrPrintFailed failed)
{
  GtkWidget *dialog = gtk_print_unix_dialog_new (title, window);
  Print     *print = g_new0 (Print, 1);

  print->window = g_object_ref (window);
  print->title = g_strdup (title);
  print->path = g_strdup (path);
  print->failed = failed;
  gtk_print_unix_dialog_set_manual_capabilities (GTK_PRINT_UNIX_DIALOG (dialog),
                                                 GTK_PRINT_CAPABILITY_GENERATE_PDF);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), print);
  gtk_window_present (GTK_WINDOW (dialog));
}
