/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-file-dialog.h"

#include <glib/gi18n.h>

/* The id of the dialog's one choice. */
#define CHOSEN "chosen"

static void
response_cb (GtkNativeDialog *dialog, int response, GTask *task)
{
  g_object_set_data (
      G_OBJECT (task), CHOSEN,
      GINT_TO_POINTER (
          g_strcmp0 (gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (dialog), CHOSEN), "true")
          == 0));
  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)),
                           g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Dismissed");

  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
  g_object_unref (task);
}

static void
present (GtkFileChooserNative *dialog,
         GtkWindow            *parent,
         GAsyncReadyCallback   callback,
         gpointer              user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/**
 * hr_file_dialog_open:
 * @parent: (nullable): the window that asks
 * @title: of the dialog
 * @filter_name: what kind of files @patterns are
 * @patterns: (array zero-terminated=1): globs
 * @callback: called with the answer, for hr_file_dialog_finish()
 * @user_data: for @callback
 */
void
hr_file_dialog_open (GtkWindow          *parent,
                     const char         *title,
                     const char         *filter_name,
                     const char *const  *patterns,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  g_autoptr (GtkFileFilter) some = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (some, filter_name);
  for (guint i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (some, patterns[i]);
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), some);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), all);
  present (dialog, parent, callback, user_data);
}

/**
 * hr_file_dialog_save_with:
 * @parent: (nullable): the window that asks
 * @title: of the dialog
 * @name: of the file, at first
 * @choice: (nullable): what can be switched on, for hr_file_dialog_is_chosen()
 * @callback: called with the answer, for hr_file_dialog_finish()
 * @user_data: for @callback
 */
void
hr_file_dialog_save_with (GtkWindow          *parent,
                          const char         *title,
                          const char         *name,
                          const char         *choice,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  if (choice != NULL)
    gtk_file_chooser_add_choice (GTK_FILE_CHOOSER (dialog), CHOSEN, choice, NULL, NULL);
  present (dialog, parent, callback, user_data);
}

void
hr_file_dialog_save (GtkWindow          *parent,
                     const char         *title,
                     const char         *name,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  hr_file_dialog_save_with (parent, title, name, NULL, callback, user_data);
}

/* Whether the choice of hr_file_dialog_save_with() was switched on. */
gboolean
hr_file_dialog_is_chosen (GAsyncResult *result)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (result), CHOSEN));
}

/**
 * hr_file_dialog_finish:
 * @result: the result that the callback got
 * @error: return location; %G_IO_ERROR_CANCELLED when the user left without a choice
 *
 * Returns: (transfer full) (nullable): the file
 */
GFile *
hr_file_dialog_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
