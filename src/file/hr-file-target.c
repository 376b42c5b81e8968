/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-file-target.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define MAX_LINKS 40 /* as the kernel follows */

/* The reason in the user's language; whoever shows it says which file. */
void
hr_file_set_error (GError **error, int code)
{
  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (code), g_strerror (code));
}

void
hr_file_target_clear (HrFileTarget *target)
{
  g_clear_pointer (&target->path, g_free);
}

/* "/dev/fd/3", "/proc/self/fd/3" and whatever leads to them. Opening such a name anew would start
 * at the beginning of a file that this process is in the middle of. */
static gboolean
parse_descriptor (const char *path, int *descriptor)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *own = g_strdup_printf ("/proc/%d/fd", (int) getpid ());
  char            *real = NULL;
  guint64          number;
  gboolean         is_own;

  if (!g_ascii_string_to_unsigned (name, 10, 0, G_MAXINT, &number, NULL))
    return FALSE;
  real = realpath (folder, NULL);
  is_own = real != NULL && strcmp (real, own) == 0;
  free (real);
  *descriptor = (int) number;
  return is_own;
}

static gboolean
follow_link (char **path)
{
  char             buffer[4096];
  ssize_t          n = readlink (*path, buffer, sizeof buffer - 1);
  g_autofree char *folder = NULL;
  g_autofree char *old = NULL;

  if (n < 0)
    return FALSE;
  buffer[n] = '\0';
  folder = g_path_get_dirname (*path);
  old = *path;
  *path = g_path_is_absolute (buffer) ? g_strdup (buffer) : g_build_filename (folder, buffer, NULL);
  return TRUE;
}

static gboolean
look_at (HrFileTarget *target, GError **error)
{
  if (stat (target->path, &target->info) != 0)
    {
      if (errno != ENOENT)
        {
          hr_file_set_error (error, errno);
          return FALSE;
        }
      target->kind = HR_FILE_TARGET_NEW;
      return TRUE;
    }
  if (S_ISDIR (target->info.st_mode))
    {
      hr_file_set_error (error, EISDIR);
      return FALSE;
    }
  target->kind = S_ISREG (target->info.st_mode) ? HR_FILE_TARGET_REGULAR : HR_FILE_TARGET_STREAM;
  return TRUE;
}

/**
 * hr_file_target_find:
 * @path: a name in the file system
 * @target: (out): what it leads to; clear it with hr_file_target_clear()
 *
 * A link that leads to nothing yet is followed as well.
 *
 * Returns: %FALSE with a #GFileError for a folder, a circle of links, or what cannot be looked at.
 */
gboolean
hr_file_target_find (const char *path, HrFileTarget *target, GError **error)
{
  *target = (HrFileTarget){ .path = g_strdup (path), .descriptor = -1 };
  for (guint i = 0; i < MAX_LINKS; i++)
    {
      if (parse_descriptor (target->path, &target->descriptor))
        {
          target->kind = HR_FILE_TARGET_DESCRIPTOR;
          return TRUE;
        }
      if (!follow_link (&target->path))
        return look_at (target, error);
    }
  hr_file_set_error (error, ELOOP);
  return FALSE;
}
