/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-file-write.h"

#include "hr-file-target.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/* Every file that the program writes goes through here: it is the old one or the new one, whole,
 * and on the disk when we say so. g_file_replace_contents() and g_file_set_contents() are not
 * enough: the one renames what a full disk cut short, the other replaces a device by a file. */

#define TEMPORARY_PREFIX ".headroom-"
#define TEMPORARY_SUFFIX ".tmp"
#define MAX_TRIES        100

static gboolean
write_all (int fd, const char *data, gsize length)
{
  while (length > 0)
    {
      ssize_t n = write (fd, data, MIN (length, G_MAXSSIZE));

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      data += n;
      length -= (gsize) n;
    }
  return TRUE;
}

/* What is no file, or lies where there is nothing to wait for, has nothing to be synchronised. */
static gboolean
synchronise (int fd)
{
  while (fsync (fd) != 0)
    if (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP || errno == EROFS)
      return TRUE;
    else if (errno != EINTR)
      return FALSE;
  return TRUE;
}

static gboolean
is_temporary (const char *name)
{
  return g_str_has_prefix (name, TEMPORARY_PREFIX) && g_str_has_suffix (name, TEMPORARY_SUFFIX);
}

/* A temporary file whose writer was killed has nobody who holds it. */
static void
sweep_one (const char *path)
{
  struct stat info;
  int         fd = open (path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

  if (fd < 0)
    return;
  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && info.st_uid == geteuid ()
      && flock (fd, LOCK_EX | LOCK_NB) == 0)
    unlink (path);
  close (fd);
}

static void
sweep (const char *folder)
{
  DIR           *dir = opendir (folder);
  struct dirent *entry;

  while (dir != NULL && (entry = readdir (dir)) != NULL)
    if (is_temporary (entry->d_name))
      {
        g_autofree char *path = g_build_filename (folder, entry->d_name, NULL);

        sweep_one (path);
      }
  if (dir != NULL)
    closedir (dir);
}

/* The lock says that somebody is at it. Whoever sweeps in the moment before it takes the name away,
 * and another try is due. */
static gboolean
hold (int fd, const char *path)
{
  struct stat mine, named;

  while (flock (fd, LOCK_EX) != 0 && errno == EINTR)
    ;
  return fstat (fd, &mine) == 0 && stat (path, &named) == 0 && mine.st_ino == named.st_ino
         && mine.st_dev == named.st_dev;
}

/* Returns: a descriptor, and in @path the name; −1 with errno. */
static int
open_temporary (const char *folder, mode_t mode, char **path)
{
  for (guint i = 0; i < MAX_TRIES; i++)
    {
      g_autofree char *name = g_strdup_printf (TEMPORARY_PREFIX "%08x" TEMPORARY_SUFFIX,
                                               g_random_int ());
      g_autofree char *full = g_build_filename (folder, name, NULL);
      int              fd = open (full, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);

      if (fd < 0 && errno != EEXIST)
        return -1;
      if (fd < 0)
        continue;
      if (hold (fd, full))
        {
          *path = g_steal_pointer (&full);
          return fd;
        }
      close (fd);
    }
  errno = EEXIST;
  return -1;
}

/* Returns: whether the new file is as much its owner's, and as open to others, as the old one. */
static gboolean
keep_owner (int fd, const struct stat *old)
{
  struct stat now;

  if (fstat (fd, &now) != 0)
    return FALSE;
  if ((now.st_uid != old->st_uid || now.st_gid != old->st_gid)
      && fchown (fd, old->st_uid, old->st_gid) != 0
      && (now.st_uid != old->st_uid || fchown (fd, (uid_t) -1, old->st_gid) != 0))
    return FALSE;
  return fchmod (fd, old->st_mode & 07777) == 0;
}

/* A file of somebody else's, in which we may write: its owner stays only when it does. Room is made
 * before the first byte changes. */
static gboolean
write_in_place (const char *path, const char *data, gsize length)
{
  int      fd = open (path, O_WRONLY | O_CLOEXEC);
  gboolean done;
  int      code;

  if (fd < 0)
    return FALSE;
  code = length > 0 ? posix_fallocate (fd, 0, (off_t) length) : 0;
  if (code != 0 && code != EOPNOTSUPP && code != EINVAL)
    {
      close (fd);
      errno = code;
      return FALSE;
    }
  done = write_all (fd, data, length) && ftruncate (fd, (off_t) length) == 0 && synchronise (fd);
  code = errno;
  close (fd);
  errno = code;
  return done;
}

static gboolean
synchronise_folder (const char *folder)
{
  int      fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done;
  int      code;

  /* One that may be searched but not read can still be written in. */
  if (fd < 0)
    return errno == EACCES;
  done = synchronise (fd);
  code = errno;
  close (fd);
  errno = code;
  return done;
}

/* The part with one way out: the temporary file is away afterwards, whatever happens. It is held up
 * to then, for nobody to sweep it. */
static gboolean
replace (const HrFileTarget *target,
         const char         *folder,
         const char         *data,
         gsize               length,
         HrFileWriteFlags    flags)
{
  g_autofree char *temporary = NULL;
  gboolean         is_new = target->kind == HR_FILE_TARGET_NEW;
  mode_t           mode = is_new && !(flags & HR_FILE_WRITE_PRIVATE) ? 0666 : 0600;
  int              fd = open_temporary (folder, mode, &temporary);
  gboolean         is_kept, done;
  int              code;

  if (fd < 0)
    return FALSE;
  is_kept = is_new || keep_owner (fd, &target->info);
  done = write_all (fd, data, length) && synchronise (fd);
  if (done && is_kept)
    done = rename (temporary, target->path) == 0;
  else if (done)
    done = write_in_place (target->path, data, length);
  code = errno;
  if (!done || !is_kept)
    unlink (temporary);
  close (fd);
  errno = code;
  return done && synchronise_folder (folder);
}

static gboolean
back_up (const HrFileTarget *target, GError **error)
{
  g_autofree char *old = NULL;
  g_autofree char *name = g_strconcat (target->path, "~", NULL);
  gsize            length;

  return g_file_get_contents (target->path, &old, &length, error)
         && hr_file_write (name, old, length, HR_FILE_WRITE_PRIVATE, error);
}

static gboolean
write_stream (const HrFileTarget *target, const char *data, gsize length)
{
  gboolean is_open = target->kind == HR_FILE_TARGET_DESCRIPTOR;
  int      fd = is_open ? target->descriptor : open (target->path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
  gboolean done;
  int      code;

  if (fd < 0)
    return FALSE;
  done = write_all (fd, data, length);
  code = errno;
  if (!is_open && close (fd) != 0 && done)
    return FALSE;
  errno = code;
  return done;
}

/**
 * hr_file_write:
 * @path: a name in the file system
 * @data: the whole new contents
 * @length: bytes
 *
 * A regular file is replaced in one step by a new one from the same folder, after that is on the
 * disk; its mode and owner stay. Links are followed. A pipe, a device or an open descriptor
 * (/dev/stdout) is written into, never replaced.
 *
 * Returns: whether it is done; else @error is a #GFileError that says why, and a regular file is
 *   what it was.
 */
gboolean
hr_file_write (
    const char *path, const void *data, gsize length, HrFileWriteFlags flags, GError **error)
{
  g_auto (HrFileTarget) target = { 0 };
  g_autofree char *folder = NULL;
  gboolean         done;

  g_return_val_if_fail (path != NULL && (data != NULL || length == 0), FALSE);

  if (!hr_file_target_find (path, &target, error))
    return FALSE;
  folder = g_path_get_dirname (target.path);
  if (target.kind == HR_FILE_TARGET_STREAM || target.kind == HR_FILE_TARGET_DESCRIPTOR)
    done = write_stream (&target, data, length);
  else
    {
      if (flags & HR_FILE_WRITE_BACKUP && target.kind == HR_FILE_TARGET_REGULAR
          && !back_up (&target, error))
        return FALSE;
      if (flags & HR_FILE_WRITE_FOLDERS)
        g_mkdir_with_parents (folder, 0700);
      sweep (folder);
      /* A file that is read-only is meant to stay, although its folder would let us. */
      done = (target.kind == HR_FILE_TARGET_NEW || access (target.path, W_OK) == 0)
             && replace (&target, folder, data, length, flags);
    }
  if (!done)
    hr_file_set_error (error, errno);
  return done;
}

/**
 * hr_file_write_output:
 * @path: as a user named it on the command line: "-" is standard output
 *
 * hr_file_write() for results.
 */
gboolean
hr_file_write_output (const char *path, const void *data, gsize length, GError **error)
{
  if (strcmp (path, "-") != 0)
    return hr_file_write (path, data, length, HR_FILE_WRITE_NONE, error);
  /* Not through the stream: what it still holds comes first. */
  if (fflush (stdout) == 0 && write_all (STDOUT_FILENO, data, length))
    return TRUE;
  hr_file_set_error (error, errno);
  return FALSE;
}
