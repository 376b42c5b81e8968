/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-keeper.h"
#include "window-fixture.h"

#include <glib/gstdio.h>

/* The window's catalog and its file stay the same, whoever changes either. */

typedef struct
{
  char            *folder;
  char            *path;
  GFile           *file;
  HrCatalog       *catalog;
  HrCatalogKeeper *keeper;
  HrCatalog       *other; /* as another program has it */
} Fixture;

static HrCatalog *
load (GFile *file)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrCatalog *catalog = hr_catalog_new (file);

  g_assert_true (hr_catalog_load (catalog, issues, NULL));
  return catalog;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("headroom-keeper-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "catalog.json", NULL);
  f->file = g_file_new_for_path (f->path);
  f->catalog = load (f->file);
  f->keeper = hr_catalog_keeper_new (f->catalog);
  f->other = load (f->file);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  fixture_settle ();
  g_assert_finalize_object (f->keeper);
  g_object_unref (f->catalog);
  g_object_unref (f->other);
  g_object_unref (f->file);
  g_remove (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

static void
set_price (HrCatalog *catalog, const char *gpu, const char *text)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();

  g_assert_true (hr_catalog_set_cell (catalog, HR_SECTION_GPUS, gpu, "price_usd", text, issues));
}

static gboolean
has_price (HrCatalog *catalog, const char *gpu, const char *text)
{
  g_autofree char *cell = hr_catalog_get_cell (catalog, HR_SECTION_GPUS, gpu, "price_usd");

  return g_strcmp0 (cell, text) == 0;
}

static gboolean
is_in_file (Fixture *f, const char *gpu, const char *text)
{
  g_autoptr (HrCatalog) later = load (f->file);

  return has_price (later, gpu, text);
}

/* Somebody who goes on typing does not keep what was typed from the disk for more than a second. */
static void
test_saved_within_a_second (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < 10; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", 1000 + i);

      set_price (f->catalog, i % 2 ? "rtx-4090" : "rtx-3090", text);
      fixture_settle_for (100);
      if (i == 0)
        g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
    }
  g_assert_true (is_in_file (f, "rtx-3090", "1006") || is_in_file (f, "rtx-3090", "1008"));
  fixture_settle_for (1000);
  g_assert_true (is_in_file (f, "rtx-3090", "1008"));
  g_assert_true (is_in_file (f, "rtx-4090", "1009"));
}

static void
test_flush_is_at_once (Fixture *f, gconstpointer data)
{
  set_price (f->catalog, "rtx-4090", "1111");
  hr_catalog_keeper_flush (f->keeper);
  g_assert_true (is_in_file (f, "rtx-4090", "1111"));
}

static void
test_outside_is_merged (Fixture *f, gconstpointer data)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  set_price (f->other, "rtx-3090", "555");
  g_assert_true (hr_catalog_save (f->other, NULL));
  set_price (f->catalog, "rtx-4090", "1111");
  while (g_get_monotonic_time () < end
         && !(has_price (f->catalog, "rtx-3090", "555") && is_in_file (f, "rtx-4090", "1111")))
    fixture_settle_for (50);
  g_assert_true (has_price (f->catalog, "rtx-3090", "555"));
  g_assert_true (is_in_file (f, "rtx-4090", "1111"));
  g_assert_true (is_in_file (f, "rtx-3090", "555"));
  /* And on: the window is not locked out. */
  set_price (f->catalog, "rtx-4090", "1112");
  fixture_settle_for (1000);
  g_assert_true (is_in_file (f, "rtx-4090", "1112"));
}

/* Nobody touches the window: what another program wrote is seen there all the same. */
static void
test_outside_is_watched (Fixture *f, gconstpointer data)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  set_price (f->catalog, "rtx-4090", "1111");
  hr_catalog_keeper_flush (f->keeper);
  g_object_unref (f->other);
  f->other = load (f->file);
  fixture_settle_for (200);
  set_price (f->other, "rtx-3090", "555");
  g_assert_true (hr_catalog_save (f->other, NULL));
  while (g_get_monotonic_time () < end && !has_price (f->catalog, "rtx-3090", "555"))
    fixture_settle_for (50);
  g_assert_true (has_price (f->catalog, "rtx-3090", "555"));
}

static void
test_conflict_is_asked_about (Fixture *f, gconstpointer data)
{
  g_autofree char *conflict = NULL;

  set_price (f->other, "rtx-4090", "2222");
  set_price (f->catalog, "rtx-4090", "1111");
  g_assert_true (hr_catalog_save (f->other, NULL));
  fixture_settle_for (1500);
  g_object_get (f->catalog, "conflict", &conflict, NULL);
  g_assert_cmpstr (conflict, ==, "GeForce RTX 4090");
  g_assert_true (is_in_file (f, "rtx-4090", "2222"));
  g_assert_true (hr_catalog_keep_mine (f->catalog));
  hr_catalog_keeper_save (f->keeper);
  fixture_settle_for (1000);
  g_assert_true (is_in_file (f, "rtx-4090", "1111"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/catalog-keeper/saved-within-a-second", test_saved_within_a_second },
    { "/catalog-keeper/flush-is-at-once", test_flush_is_at_once },
    { "/catalog-keeper/outside-is-merged", test_outside_is_merged },
    { "/catalog-keeper/outside-is-watched", test_outside_is_watched },
    { "/catalog-keeper/conflict-is-asked-about", test_conflict_is_asked_about },
  };

  gtk_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
