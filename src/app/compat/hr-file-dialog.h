/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One asynchronous way to ask for a file, whichever class the toolkit has for it. */

void     hr_file_dialog_open (GtkWindow          *parent,
                              const char         *title,
                              const char         *filter_name,
                              const char *const  *patterns,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
void     hr_file_dialog_save (GtkWindow          *parent,
                              const char         *title,
                              const char         *name,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
void     hr_file_dialog_save_with (GtkWindow          *parent,
                                   const char         *title,
                                   const char         *name,
                                   const char         *choice,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
gboolean hr_file_dialog_is_chosen (GAsyncResult *result);
GFile   *hr_file_dialog_finish (GAsyncResult *result, GError **error);

G_END_DECLS
