/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-file-lock.h"

#include "hr-file-target.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#define POLL_MS   10
#define LOCK_NAME ".headroom-lock"

struct _HrFileLock
{
  int fd;
};

static gboolean
is_busy (int code)
{
  return code == EWOULDBLOCK || code == EINTR;
}

/* The file itself is another one after each save, so the lock is on what stays: the folder. Network
 * file systems lock files only: there it is a file beside. */
static int
open_lock (const char *folder)
{
  g_autofree char *name = g_build_filename (folder, LOCK_NAME, NULL);
  int              fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd >= 0 && (flock (fd, LOCK_EX | LOCK_NB) == 0 || is_busy (errno)))
    return fd;
  if (fd >= 0)
    close (fd);
  return open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
}

/**
 * hr_file_lock_take:
 * @path: a file that is going to be read, changed and replaced; its folder is made when there is
 *   none
 * @timeout_ms: how long to wait for somebody who has the lock
 *
 * Returns: (transfer full) (nullable): the lock; %NULL with a #GFileError, %G_FILE_ERROR_AGAIN when
 *   somebody else has it all the time.
 */
HrFileLock *
hr_file_lock_take (const char *path, guint timeout_ms, GError **error)
{
  g_auto (HrFileTarget) target = { 0 };
  g_autofree char *folder = NULL;
  HrFileLock      *self;
  int              fd;

  if (!hr_file_target_find (path, &target, error))
    return NULL;
  folder = g_path_get_dirname (target.path);
  if (g_mkdir_with_parents (folder, 0700) != 0 || (fd = open_lock (folder)) < 0)
    {
      hr_file_set_error (error, errno);
      return NULL;
    }
  for (guint waited = 0; flock (fd, LOCK_EX | LOCK_NB) != 0; waited += POLL_MS)
    {
      /* Where nothing can be locked, one writer at a time is up to the users. */
      if (!is_busy (errno))
        break;
      if (waited >= timeout_ms)
        {
          hr_file_set_error (error, EAGAIN);
          close (fd);
          return NULL;
        }
      g_usleep (POLL_MS * 1000);
    }
  self = g_new0 (HrFileLock, 1);
  self->fd = fd;
  return self;
}

void
hr_file_lock_release (HrFileLock *self)
{
  close (self->fd);
  g_free (self);
}
