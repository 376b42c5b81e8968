/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-file-gio.h"

/**
 * hr_file_write_gfile:
 * @file: where a user said that it shall go
 * @data: the whole new contents
 * @length: bytes
 *
 * hr_file_write(); a file that has no path here, on a server, is written as well as its file system
 * can.
 *
 * Returns: whether it is done; else @error is a #GFileError or a #GIOErrorEnum.
 */
gboolean
hr_file_write_gfile (
    GFile *file, const void *data, gsize length, HrFileWriteFlags flags, GError **error)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    return hr_file_write (path, data, length, flags, error);
  return g_file_replace_contents (file, data, length, NULL, (flags & HR_FILE_WRITE_BACKUP) != 0,
                                  flags & HR_FILE_WRITE_PRIVATE ? G_FILE_CREATE_PRIVATE
                                                                : G_FILE_CREATE_NONE,
                                  NULL, NULL, error);
}
