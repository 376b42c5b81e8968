/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-file-lock.h"
#include "hr-file-target.h"
#include "hr-file-write.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Whatever happens while a file is written, there is the old one or the new one, and nothing else
 * in the folder. */

typedef struct
{
  char *folder;
  char *path;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("headroom-write-XXXXXX", NULL);
  g_assert_nonnull (place->folder);
  place->path = g_build_filename (place->folder, "a.json", NULL);
}

static guint
n_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (place->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (place->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (place->folder);
  g_free (place->folder);
  g_free (place->path);
}

static void
put (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hr_file_write (path, text, strlen (text), HR_FILE_WRITE_NONE, &error));
  g_assert_no_error (error);
}

static void
assert_holds (const char *path, const char *text)
{
  g_autofree char *data = NULL;

  g_assert_true (g_file_get_contents (path, &data, NULL, NULL));
  g_assert_cmpstr (data, ==, text);
}

static void
test_plain (Place *place, gconstpointer data)
{
  struct stat info;

  put (place->path, "one");
  assert_holds (place->path, "one");
  put (place->path, "");
  assert_holds (place->path, "");
  g_assert_cmpint (g_chmod (place->path, 0640), ==, 0);
  put (place->path, "two");
  assert_holds (place->path, "two");
  g_assert_cmpint (stat (place->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0640);
  g_assert_cmpuint (n_entries (place->folder), ==, 1);
}

static void
test_owner (Place *place, gconstpointer data)
{
  struct stat info;

  if (geteuid () != 0)
    {
      g_test_skip ("only root has files of others");
      return;
    }
  put (place->path, "one");
  g_assert_cmpint (chown (place->path, 1234, 4321), ==, 0);
  put (place->path, "two");
  g_assert_cmpint (stat (place->path, &info), ==, 0);
  g_assert_cmpuint (info.st_uid, ==, 1234);
  g_assert_cmpuint (info.st_gid, ==, 4321);
}

static void
test_private_and_folders (Place *place, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (place->folder, "new", NULL);
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  g_autoptr (GError) error = NULL;
  struct stat info;

  g_assert_false (hr_file_write (path, "x", 1, HR_FILE_WRITE_NONE, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_clear_error (&error);
  g_assert_true (
      hr_file_write (path, "x", 1, HR_FILE_WRITE_FOLDERS | HR_FILE_WRITE_PRIVATE, &error));
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0600);
  g_remove (path);
  g_rmdir (folder);
}

static void
test_backup (Place *place, gconstpointer data)
{
  g_autofree char *backup = g_strconcat (place->path, "~", NULL);

  put (place->path, "one");
  g_assert_true (hr_file_write (place->path, "two", 3, HR_FILE_WRITE_BACKUP, NULL));
  assert_holds (place->path, "two");
  assert_holds (backup, "one");
}

/* A link stays a link, a chain of them too, and one that leads to nothing yet makes the file. */
static void
test_links (Place *place, gconstpointer data)
{
  g_autofree char *link = g_build_filename (place->folder, "link", NULL);
  g_autofree char *chain = g_build_filename (place->folder, "chain", NULL);
  g_autofree char *circle = g_build_filename (place->folder, "circle", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (symlink ("a.json", link), ==, 0);
  g_assert_cmpint (symlink (link, chain), ==, 0);
  put (chain, "one");
  assert_holds (place->path, "one");
  put (chain, "two");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_test (chain, G_FILE_TEST_IS_SYMLINK));
  g_assert_false (g_file_test (place->path, G_FILE_TEST_IS_SYMLINK));
  assert_holds (place->path, "two");
  g_assert_cmpint (symlink ("circle", circle), ==, 0);
  g_assert_false (hr_file_write (circle, "x", 1, HR_FILE_WRITE_NONE, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_LOOP);
}

static gpointer
read_pipe (gpointer path)
{
  char *data = NULL;

  g_file_get_contents (path, &data, NULL, NULL);
  return data;
}

static void
test_pipe (Place *place, gconstpointer data)
{
  g_autofree char *read = NULL;
  struct stat      info;
  GThread         *reader;

  g_assert_cmpint (mkfifo (place->path, 0600), ==, 0);
  reader = g_thread_new ("reader", read_pipe, place->path);
  put (place->path, "through the pipe");
  read = g_thread_join (reader);
  g_assert_cmpstr (read, ==, "through the pipe");
  g_assert_cmpint (lstat (place->path, &info), ==, 0);
  g_assert_true (S_ISFIFO (info.st_mode));
}

static void
test_device (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  struct stat info;

  put ("/dev/null", "nowhere");
  g_assert_cmpint (stat ("/dev/null", &info), ==, 0);
  g_assert_true (S_ISCHR (info.st_mode));
  if (!g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    return;
  g_assert_false (hr_file_write ("/dev/full", "x", 1, HR_FILE_WRITE_NONE, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
}

/* What is open here is gone on with, not begun anew: standard output may be a file. */
static void
test_descriptor (Place *place, gconstpointer data)
{
  int              fd = open (place->path, O_RDWR | O_CREAT, 0600);
  g_autofree char *name = g_strdup_printf ("/dev/fd/%d", fd);
  g_autofree char *own = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autofree char *link = g_build_filename (place->folder, "link", NULL);

  g_assert_cmpint (write (fd, "first ", 6), ==, 6);
  put (name, "second ");
  put (own, "third ");
  g_assert_cmpint (symlink (name, link), ==, 0);
  put (link, "fourth");
  close (fd);
  assert_holds (place->path, "first second third fourth");
  g_assert_true (g_file_test ("/dev/fd", G_FILE_TEST_IS_SYMLINK));
}

static void
test_refused (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (hr_file_write (place->folder, "x", 1, HR_FILE_WRITE_NONE, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
  g_clear_error (&error);
  put (place->path, "one");
  if (geteuid () == 0)
    return;
  g_chmod (place->path, 0400);
  g_assert_false (hr_file_write (place->path, "x", 1, HR_FILE_WRITE_NONE, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ACCES);
  g_clear_error (&error);
  g_chmod (place->path, 0600);
  g_chmod (place->folder, 0500);
  g_assert_false (hr_file_write (place->path, "x", 1, HR_FILE_WRITE_NONE, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ACCES);
  g_chmod (place->folder, 0700);
  assert_holds (place->path, "one");
}

/* As on a full disk: the system takes the first bytes and no more. */
static void
test_no_space (Place *place, gconstpointer data)
{
  g_autofree char *large = g_strnfill (100000, 'x');
  g_autofree char *other = g_build_filename (place->folder, "b.json", NULL);
  struct rlimit    old, small;
  sighandler_t     handler = signal (SIGXFSZ, SIG_IGN);

  put (place->path, "one");
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small = old;
  small.rlim_cur = 4096;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) new_error = NULL;

      g_assert_false (hr_file_write (place->path, large, 100000, HR_FILE_WRITE_NONE, &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED); /* EFBIG has no code of its own */
      g_assert_cmpstr (error->message, ==, g_strerror (EFBIG));
      g_assert_false (hr_file_write (other, large, 100000, HR_FILE_WRITE_NONE, &new_error));
      g_assert_nonnull (new_error);
    }
  setrlimit (RLIMIT_FSIZE, &old);
  signal (SIGXFSZ, handler);
  assert_holds (place->path, "one");
  g_assert_cmpuint (n_entries (place->folder), ==, 1);
  put (place->path, "two");
  assert_holds (place->path, "two");
}

/* What a killed writer left goes away with the next write, what is being written stays, and so does
 * what is not ours by its name. */
static void
test_sweep (Place *place, gconstpointer data)
{
  g_autofree char *stale = g_build_filename (place->folder, ".headroom-0000abcd.tmp", NULL);
  g_autofree char *busy = g_build_filename (place->folder, ".headroom-0000abce.tmp", NULL);
  g_autofree char *other = g_build_filename (place->folder, ".other-0000abce.tmp", NULL);
  int              fd;

  g_assert_true (g_file_set_contents (stale, "half", -1, NULL));
  g_assert_true (g_file_set_contents (busy, "half", -1, NULL));
  g_assert_true (g_file_set_contents (other, "half", -1, NULL));
  fd = open (busy, O_RDWR | O_CLOEXEC);
  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);
  put (place->path, "one");
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (busy, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  close (fd);
}

/* A child writes as fast as it can, a letter over and over, and is killed at any moment. */
static void
write_for_ever (const char *path)
{
  g_autofree char *text = g_malloc (50000);

  for (guint i = 0;; i++)
    {
      memset (text, 'a' + (int) (i % 26), 50000);
      if (!hr_file_write (path, text, 50000, HR_FILE_WRITE_NONE, NULL))
        _exit (1);
    }
}

static void
test_kill (Place *place, gconstpointer data)
{
  g_autofree char *link = g_build_filename (place->folder, "link", NULL);

  g_assert_cmpint (symlink ("a.json", link), ==, 0);
  put (place->path, "");
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *text = NULL;
      gsize            length;
      int              status;
      pid_t            child = fork ();

      if (child == 0)
        write_for_ever (link);
      g_usleep ((gulong) g_test_rand_int_range (1, 20000));
      kill (child, SIGKILL);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFSIGNALED (status));
      g_assert_true (g_file_get_contents (place->path, &text, &length, NULL));
      if (length == 0 && i == 0)
        continue;
      g_assert_true (length == 50000 || length == 0);
      for (gsize k = 1; k < length; k++)
        g_assert_cmpint (text[k], ==, text[0]);
    }
  put (link, "after all");
  assert_holds (place->path, "after all");
  g_assert_cmpuint (n_entries (place->folder), ==, 2);
}

static gpointer
write_many (gpointer path)
{
  for (guint i = 0; i < 50; i++)
    put (path, i % 2 ? "odd" : "even");
  return NULL;
}

static void
test_two_writers (Place *place, gconstpointer data)
{
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("writer", write_many, place->path);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  assert_holds (place->path, "odd");
  g_assert_cmpuint (n_entries (place->folder), ==, 1);
}

static void
test_lock (Place *place, gconstpointer data)
{
  g_autofree char *link = g_build_filename (place->folder, "link", NULL);
  g_autoptr (GError) error = NULL;
  HrFileLock *first = hr_file_lock_take (place->path, 0, &error);
  HrFileLock *second;

  g_assert_no_error (error);
  g_assert_nonnull (first);
  g_assert_cmpint (symlink ("a.json", link), ==, 0);
  second = hr_file_lock_take (link, 30, &error);
  g_assert_null (second);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_AGAIN);
  hr_file_lock_release (first);
  second = hr_file_lock_take (link, 0, NULL);
  g_assert_nonnull (second);
  hr_file_lock_release (second);
}

/* A number in a file, counted up by several processes: none gets lost. */
static void
test_lock_counts (Place *place, gconstpointer data)
{
  pid_t children[6];

  put (place->path, "0");
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    if ((children[i] = fork ()) == 0)
      {
        for (guint k = 0; k < 20; k++)
          {
            HrFileLock      *lock = hr_file_lock_take (place->path, 30000, NULL);
            g_autofree char *old = NULL;
            g_autofree char *new = NULL;

            g_file_get_contents (place->path, &old, NULL, NULL);
            new = g_strdup_printf ("%d", atoi (old) + 1);
            put (place->path, new);
            hr_file_lock_release (lock);
          }
        _exit (0);
      }
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      int status;

      g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
      g_assert_cmpint (status, ==, 0);
    }
  assert_holds (place->path, "120");
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Place *place, gconstpointer data);
  } tests[] = {
    { "/file-write/plain", test_plain },
    { "/file-write/owner", test_owner },
    { "/file-write/private-and-folders", test_private_and_folders },
    { "/file-write/backup", test_backup },
    { "/file-write/links", test_links },
    { "/file-write/pipe", test_pipe },
    { "/file-write/device", test_device },
    { "/file-write/descriptor", test_descriptor },
    { "/file-write/refused", test_refused },
    { "/file-write/no-space", test_no_space },
    { "/file-write/sweep", test_sweep },
    { "/file-write/kill", test_kill },
    { "/file-write/two-writers", test_two_writers },
    { "/file-write/lock", test_lock },
    { "/file-write/lock-counts", test_lock_counts },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Place, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
