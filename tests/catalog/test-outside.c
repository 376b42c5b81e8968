/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Two catalogs of one file, as in two programs: whatever either of them saved is there afterwards,
 * and where both changed the same, the user is asked. */

typedef struct
{
  char      *folder;
  char      *path;
  GFile     *file;
  HrCatalog *mine;
  HrCatalog *other;
} Fixture;

static HrCatalog *
load (GFile *file)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (GError) error = NULL;
  HrCatalog *catalog = hr_catalog_new (file);

  g_assert_true (hr_catalog_load (catalog, issues, &error));
  g_assert_no_error (error);
  return catalog;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("headroom-outside-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "catalog.json", NULL);
  fixture->file = g_file_new_for_path (fixture->path);
  fixture->mine = load (fixture->file);
  fixture->other = load (fixture->file);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_object_unref (fixture->file);
  g_object_unref (fixture->mine);
  g_object_unref (fixture->other);
}

static void
set (HrCatalog *catalog, HrSection section, const char *row, const char *column, const char *text)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();

  g_assert_true (hr_catalog_set_cell (catalog, section, row, column, text, issues));
}

static void
set_price (HrCatalog *catalog, const char *row, const char *text)
{
  set (catalog, HR_SECTION_GPUS, row, "price_usd", text);
}

static void
assert_cell (HrCatalog *catalog, const char *row, const char *column, const char *expected)
{
  g_autofree char *cell = hr_catalog_get_cell (catalog, HR_SECTION_GPUS, row, column);

  g_assert_cmpstr (cell, ==, expected);
}

static void
save (HrCatalog *catalog)
{
  g_autoptr (GError) error = NULL;

  hr_catalog_save (catalog, &error);
  g_assert_no_error (error);
}

static gboolean
is_modified (HrCatalog *catalog)
{
  gboolean modified;

  g_object_get (catalog, "modified", &modified, NULL);
  return modified;
}

/* As the window does when its monitor tells. */
static gboolean
look (HrCatalog *catalog, GFile *file, GError **error)
{
  g_autofree char *data = NULL;
  gsize            length;

  g_assert_true (g_file_load_contents (file, NULL, &data, &length, NULL, NULL));
  return hr_catalog_take_outside (catalog, data, length, error);
}

static void
test_both_are_saved (Fixture *f, gconstpointer data)
{
  g_autoptr (HrCatalog) later = NULL;

  set_price (f->mine, "rtx-4090", "1111");
  set (f->mine, HR_SECTION_GPUS, "rtx-3090", "tdp_w", "351");
  set_price (f->other, "rtx-3090", "555");
  g_assert_true (hr_catalog_delete_row (f->other, HR_SECTION_GPUS, "rtx-3060-ti"));
  g_free (hr_catalog_add_row (f->other, HR_SECTION_HOST_PARTS));
  save (f->other);
  save (f->mine);
  g_assert_false (is_modified (f->mine));
  later = load (f->file);
  assert_cell (later, "rtx-4090", "price_usd", "1111");
  assert_cell (later, "rtx-3090", "price_usd", "555");
  assert_cell (later, "rtx-3090", "tdp_w", "351");
  g_assert_false (hr_catalog_has_row (later, HR_SECTION_GPUS, "rtx-3060-ti"));
  g_assert_true (hr_catalog_has_row (later, HR_SECTION_HOST_PARTS, "new-part"));
  assert_cell (f->mine, "rtx-3090", "price_usd", "555");
}

static guint n_changed;

static void
changed_cb (void)
{
  n_changed++;
}

static void
test_outside_is_shown (Fixture *f, gconstpointer data)
{
  n_changed = 0;
  set_price (f->other, "rtx-3090", "555");
  save (f->other);
  g_signal_connect (f->mine, "changed", G_CALLBACK (changed_cb), NULL);
  g_assert_true (look (f->mine, f->file, NULL));
  assert_cell (f->mine, "rtx-3090", "price_usd", "555");
  g_assert_false (is_modified (f->mine));
  g_assert_cmpuint (n_changed, ==, HR_N_SECTION);
  /* Nothing new: nobody is told. */
  g_assert_true (look (f->mine, f->file, NULL));
  g_assert_cmpuint (n_changed, ==, HR_N_SECTION);
}

static void
test_undo_leaves_the_others_alone (Fixture *f, gconstpointer data)
{
  g_autofree char *before = hr_catalog_get_cell (f->mine, HR_SECTION_GPUS, "rtx-3090", "price_usd");

  set_price (f->mine, "rtx-3090", "444");
  save (f->mine);
  g_object_unref (f->other);
  f->other = load (f->file);
  set (f->other, HR_SECTION_GPUS, "rtx-3090", "tdp_w", "351");
  set_price (f->other, "rtx-4090", "1111");
  g_assert_true (hr_catalog_delete_row (f->other, HR_SECTION_GPUS, "rtx-3060-ti"));
  save (f->other);
  g_assert_true (look (f->mine, f->file, NULL));
  g_assert_true (hr_catalog_undo (f->mine));
  assert_cell (f->mine, "rtx-3090", "price_usd", before);
  assert_cell (f->mine, "rtx-3090", "tdp_w", "351");
  assert_cell (f->mine, "rtx-4090", "price_usd", "1111");
  g_assert_true (hr_catalog_redo (f->mine));
  assert_cell (f->mine, "rtx-3090", "price_usd", "444");
  assert_cell (f->mine, "rtx-3090", "tdp_w", "351");
}

/* Both change the same price, and each one something else. */
static void
collide (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *conflict = NULL;
  g_autofree char *save_error = NULL;

  set_price (f->mine, "rtx-4090", "1111");
  set_price (f->mine, "rtx-5090", "5555");
  set_price (f->other, "rtx-4090", "2222");
  set_price (f->other, "rtx-3090", "555");
  save (f->other);
  g_assert_false (hr_catalog_save (f->mine, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG);
  g_clear_error (&error);
  g_object_get (f->mine, "conflict", &conflict, "save-error", &save_error, NULL);
  g_assert_cmpstr (conflict, ==, "GeForce RTX 4090");
  g_assert_nonnull (save_error);
  /* Nothing of either is touched before somebody decides. */
  g_assert_false (look (f->mine, f->file, NULL));
  g_assert_false (hr_catalog_save (f->mine, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG);
  assert_cell (f->mine, "rtx-4090", "price_usd", "1111");
}

static void
test_keep_mine (Fixture *f, gconstpointer data)
{
  g_autoptr (HrCatalog) later = NULL;
  g_autofree char *conflict = NULL;

  collide (f);
  g_assert_true (hr_catalog_keep_mine (f->mine));
  g_object_get (f->mine, "conflict", &conflict, NULL);
  g_assert_null (conflict);
  save (f->mine);
  later = load (f->file);
  assert_cell (later, "rtx-4090", "price_usd", "1111");
  assert_cell (later, "rtx-5090", "price_usd", "5555");
  assert_cell (later, "rtx-3090", "price_usd", "555");
  g_assert_false (hr_catalog_keep_mine (f->mine));
}

static void
test_reload (Fixture *f, gconstpointer data)
{
  g_autoptr (HrCatalog) later = NULL;

  collide (f);
  g_assert_true (hr_catalog_reload (f->mine));
  assert_cell (f->mine, "rtx-4090", "price_usd", "2222");
  assert_cell (f->mine, "rtx-5090", "price_usd", "5555");
  assert_cell (f->mine, "rtx-3090", "price_usd", "555");
  g_assert_true (is_modified (f->mine));
  save (f->mine);
  later = load (f->file);
  assert_cell (later, "rtx-5090", "price_usd", "5555");
  /* What was typed here is one undo away. */
  g_assert_true (hr_catalog_undo (f->mine));
  assert_cell (f->mine, "rtx-4090", "price_usd", "1111");
}

static void
test_broken_outside (Fixture *f, gconstpointer data)
{
  g_autofree char *backup = g_strconcat (f->path, "~", NULL);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrCatalog) later = NULL;

  set_price (f->mine, "rtx-4090", "1111");
  save (f->mine);
  g_assert_true (g_file_set_contents (f->path, "{ half", -1, NULL));
  set_price (f->mine, "rtx-4090", "1112");
  g_assert_false (hr_catalog_save (f->mine, &error));
  g_assert_false (hr_catalog_reload (f->mine));
  g_assert_true (hr_catalog_keep_mine (f->mine));
  save (f->mine);
  g_assert_true (g_file_get_contents (backup, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "{ half");
  later = load (f->file);
  assert_cell (later, "rtx-4090", "price_usd", "1112");
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer done)
{
  g_autoptr (GError) error = NULL;

  hr_catalog_save_finish (HR_CATALOG (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) done = TRUE;
}

/* Closing while a save is under way: what we write ourselves never collides with us. */
static void
test_own_saves_do_not_collide (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", 1000 + i);
      g_autofree char *next = g_strdup_printf ("%u", 2000 + i);
      g_autoptr (HrCatalog) later = NULL;
      gboolean done = FALSE;

      set_price (f->mine, "rtx-4090", text);
      hr_catalog_save_async (f->mine, NULL, saved_cb, &done);
      if (i % 2)
        g_usleep (20000);
      set_price (f->mine, "rtx-4090", next);
      save (f->mine);
      later = load (f->file);
      assert_cell (later, "rtx-4090", "price_usd", next);
      while (!done)
        g_main_context_iteration (NULL, TRUE);
      save (f->mine);
      g_object_unref (g_steal_pointer (&later));
      later = load (f->file);
      assert_cell (later, "rtx-4090", "price_usd", next);
    }
}

/* The first bytes are taken and no more; the edit stays, and another try is enough. */
static void
test_no_space (Fixture *f, gconstpointer data)
{
  sighandler_t     handler = signal (SIGXFSZ, SIG_IGN);
  struct rlimit    old, small;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  set_price (f->mine, "rtx-4090", "1111");
  save (f->mine);
  g_assert_true (g_file_get_contents (f->path, &before, NULL, NULL));
  set_price (f->mine, "rtx-5090", "5555");
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small = old;
  small.rlim_cur = 100;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (hr_catalog_save (f->mine, &error));
  g_assert_cmpstr (error->message, ==, g_strerror (EFBIG));
  setrlimit (RLIMIT_FSIZE, &old);
  signal (SIGXFSZ, handler);
  g_assert_true (g_file_get_contents (f->path, &after, NULL, NULL));
  g_assert_cmpstr (before, ==, after);
  g_assert_true (is_modified (f->mine));
  save (f->mine);
  g_object_unref (f->other);
  f->other = load (f->file);
  assert_cell (f->other, "rtx-5090", "price_usd", "5555");
}

static void
test_removed_outside (Fixture *f, gconstpointer data)
{
  set_price (f->mine, "rtx-4090", "1111");
  save (f->mine);
  g_assert_cmpint (g_remove (f->path), ==, 0);
  set_price (f->mine, "rtx-5090", "5555");
  save (f->mine);
  g_object_unref (f->other);
  f->other = load (f->file);
  assert_cell (f->other, "rtx-4090", "price_usd", "1111");
  assert_cell (f->other, "rtx-5090", "price_usd", "5555");
}

/* In a child: edits for ever, and says each price that is saved. */
static void
edit_for_ever (GFile *file, int out, guint from)
{
  HrCatalog *catalog = load (file);

  for (guint i = from;; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      set_price (catalog, "rtx-4090", text);
      if (!hr_catalog_save (catalog, NULL) || write (out, &i, sizeof i) != sizeof i)
        _exit (1);
    }
}

/* What was said to be saved is there after SIGKILL, or what came after it; through a link as well.
 */
static void
test_kill (Fixture *f, gconstpointer data)
{
  const char      *wanted = g_getenv ("HEADROOM_TEST_KILLS");
  guint            n = wanted ? (guint) atoi (wanted) : 25;
  g_autofree char *name = g_build_filename (f->folder, "link.json", NULL);
  g_autoptr (GFile) link = g_file_new_for_path (name);
  guint last = 1;

  g_assert_cmpint (symlink ("catalog.json", name), ==, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HrCatalog) later = NULL;
      g_autofree char *cell = NULL;
      int              ends[2], status;
      guint            said;
      pid_t            child;

      g_assert_cmpint (pipe (ends), ==, 0);
      child = fork ();
      if (child == 0)
        edit_for_ever (link, ends[1], last + 1);
      close (ends[1]);
      g_usleep ((gulong) g_test_rand_int_range (1000, 150000));
      kill (child, SIGKILL);
      waitpid (child, &status, 0);
      g_assert_true (WIFSIGNALED (status));
      while (read (ends[0], &said, sizeof said) == sizeof said)
        last = said;
      close (ends[0]);
      if (!g_file_test (f->path, G_FILE_TEST_EXISTS))
        continue;
      later = load (f->file);
      cell = hr_catalog_get_cell (later, HR_SECTION_GPUS, "rtx-4090", "price_usd");
      if (last > 1)
        g_assert_cmpuint ((guint) atoi (cell), >=, last);
      last = MAX (last, (guint) atoi (cell));
    }
  g_assert_cmpuint (last, >, 1);
  g_assert_true (g_file_test (name, G_FILE_TEST_IS_SYMLINK));
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/outside/both-are-saved", test_both_are_saved },
    { "/outside/outside-is-shown", test_outside_is_shown },
    { "/outside/undo-leaves-the-others-alone", test_undo_leaves_the_others_alone },
    { "/outside/keep-mine", test_keep_mine },
    { "/outside/reload", test_reload },
    { "/outside/broken-outside", test_broken_outside },
    { "/outside/own-saves-do-not-collide", test_own_saves_do_not_collide },
    { "/outside/no-space", test_no_space },
    { "/outside/removed-outside", test_removed_outside },
    { "/outside/kill", test_kill },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
