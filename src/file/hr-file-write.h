/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  HR_FILE_WRITE_NONE = 0,
  HR_FILE_WRITE_PRIVATE = 1 << 0, /* a file that is new is for its owner alone */
  HR_FILE_WRITE_FOLDERS = 1 << 1, /* makes the folders that are missing, for the owner alone */
  HR_FILE_WRITE_BACKUP = 1 << 2,  /* keeps what is replaced as NAME~ */
} HrFileWriteFlags;

gboolean hr_file_write (
    const char *path, const void *data, gsize length, HrFileWriteFlags flags, GError **error);
gboolean hr_file_write_output (const char *path, const void *data, gsize length, GError **error);

G_END_DECLS
