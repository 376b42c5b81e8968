/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-local-file.h"

#include "hr-file-gio.h"

#include <glib/gstdio.h>
#include <unistd.h>

static gboolean
send (const char *path, GFile *file, GError **error)
{
  g_autofree char *data = NULL;
  gsize            length;

  return g_file_get_contents (path, &data, &length, error)
         && hr_file_write_gfile (file, data, length, 0, error);
}

/**
 * hr_local_file_write:
 * @file: where the user wants it: here, or on another machine
 * @write: writes it to a path of this machine
 * @user_data: for @write
 * @error: return location
 *
 * What can only be written to a path is written into a temporary file and sent from there, when
 * @file has no path.
 *
 * Returns: %FALSE with @error set if it is not there
 */
gboolean
hr_local_file_write (GFile *file, HrLocalFileWrite write, gpointer user_data, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *temporary = NULL;
  gboolean         is_written;
  int              fd;

  if (path != NULL)
    return write (path, user_data, error);

  fd = g_file_open_tmp ("headroom-XXXXXX", &temporary, error);
  if (fd < 0)
    return FALSE;
  close (fd);
  is_written = write (temporary, user_data, error) && send (temporary, file, error);
  g_unlink (temporary);
  return is_written;
}
