/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char  *folder;
  GFile *file;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("headroom-catalog-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->file = g_file_new_build_filename (fixture->folder, "data", "catalog.json", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "data", NULL);

  g_file_delete (fixture->file, NULL, NULL);
  g_rmdir (folder);
  g_rmdir (fixture->folder);
  g_clear_object (&fixture->file);
  g_free (fixture->folder);
}

static void
assert_cell (HrCatalog  *catalog,
             HrSection   section,
             const char *row,
             const char *column,
             const char *expected)
{
  g_autofree char *cell = hr_catalog_get_cell (catalog, section, row, column);

  g_assert_cmpstr (cell, ==, expected);
}

static void
assert_set (
    HrCatalog *catalog, HrSection section, const char *row, const char *column, const char *text)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();

  g_assert_true (hr_catalog_set_cell (catalog, section, row, column, text, issues));
  g_assert_cmpuint (hr_issues_n_errors (issues), ==, 0);
  assert_cell (catalog, section, row, column, text);
}

static double
price_of (HrCatalog *catalog, const char *gpu)
{
  const HrGpu   *found = hr_snapshot_gpu (hr_catalog_get_snapshot (catalog), gpu);
  const HrPrice *price = hr_gpu_price (found, HR_CONDITION_POLICY_ANY);

  return price ? price->usd : 0;
}

static void
test_built_in (void)
{
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  const HrSnapshot *snapshot = hr_catalog_get_snapshot (catalog);
  const HrGpu      *gpu = hr_snapshot_gpu (snapshot, "rtx-4090");

  g_assert_true (hr_catalog_load (catalog, issues, NULL));
  g_assert_cmpuint (snapshot->n_gpus, >=, 113);
  g_assert_cmpuint (snapshot->n_platforms, >=, 16);
  g_assert_nonnull (gpu);
  g_assert_cmpstr (gpu->name, ==, "GeForce RTX 4090");
  g_assert_cmpint (gpu->arch, ==, HR_ARCH_ADA);
  g_assert_cmpfloat (gpu->bandwidth_gb_s, ==, 1008);
  g_assert_cmpfloat (gpu->usable_mib, ==, 24564);
  g_assert_cmpfloat (price_of (catalog, "rtx-4090"), ==, 2270);
  g_assert_cmpuint (hr_snapshot_gpu (snapshot, "mi250")->devices, ==, 2);
  g_assert_cmpuint (hr_snapshot_platform (snapshot, "wrx90")->lanes_per_gpu[3], ==, 16);
  assert_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd", "2270");
  assert_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_date", "2026-07");
  assert_cell (catalog, HR_SECTION_GPUS, "mi60", "price_usd", "");
  g_assert_null (hr_catalog_get_cell (catalog, HR_SECTION_GPUS, "no-such", "name"));
  g_assert_null (hr_catalog_get_cell (catalog, HR_SECTION_GPUS, "mi60", "no-such"));
}

static void
test_edit_undo_redo (void)
{
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  g_autoptr (HrSnapshot) before = hr_snapshot_ref (hr_catalog_get_snapshot (catalog));
  gboolean         can_undo, can_redo, modified;
  guint            n = hr_catalog_n_rows (catalog, HR_SECTION_GPUS);
  g_autofree char *copy = NULL;

  assert_set (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd", "1999.5");
  g_assert_cmpfloat (price_of (catalog, "rtx-4090"), ==, 1999.5);
  assert_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_source", "user");
  /* A snapshot that somebody holds does not change. */
  g_assert_cmpfloat (
      hr_gpu_price (hr_snapshot_gpu (before, "rtx-4090"), HR_CONDITION_POLICY_ANY)->usd, ==, 2270);
  assert_set (catalog, HR_SECTION_GPUS, "rtx-4090", "name", "My 4090");
  copy = hr_catalog_duplicate_row (catalog, HR_SECTION_GPUS, "rtx-4090");
  g_assert_cmpstr (copy, ==, "rtx-4090-2");
  g_assert_cmpuint (hr_catalog_n_rows (catalog, HR_SECTION_GPUS), ==, n + 1);
  g_assert_true (hr_catalog_delete_row (catalog, HR_SECTION_GPUS, "rtx-4090"));
  g_assert_false (hr_catalog_has_row (catalog, HR_SECTION_GPUS, "rtx-4090"));
  g_object_get (catalog, "can-undo", &can_undo, "can-redo", &can_redo, "modified", &modified, NULL);
  g_assert_true (can_undo && !can_redo && modified);

  for (int i = 0; i < 4; i++)
    g_assert_true (hr_catalog_undo (catalog));
  g_assert_false (hr_catalog_undo (catalog));
  g_assert_cmpfloat (price_of (catalog, "rtx-4090"), ==, 2270);
  g_assert_cmpuint (hr_catalog_n_rows (catalog, HR_SECTION_GPUS), ==, n);
  assert_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_date", "2026-07");
  g_object_get (catalog, "modified", &modified, NULL);
  g_assert_false (modified);
  for (int i = 0; i < 4; i++)
    g_assert_true (hr_catalog_redo (catalog));
  g_assert_false (hr_catalog_redo (catalog));
  g_assert_false (hr_catalog_has_row (catalog, HR_SECTION_GPUS, "rtx-4090"));

  hr_catalog_reset (catalog);
  g_assert_cmpfloat (price_of (catalog, "rtx-4090"), ==, 2270);
  g_assert_true (hr_catalog_undo (catalog));
  g_assert_false (hr_catalog_has_row (catalog, HR_SECTION_GPUS, "rtx-4090"));
}

static void
test_bad_cells (void)
{
  static const struct
  {
    const char *column, *text;
    HrIssueKind kind;
  } cases[] = {
    { "price_usd", "0", HR_ISSUE_OUT_OF_RANGE },
    { "price_usd", "-5", HR_ISSUE_OUT_OF_RANGE },
    { "price_usd", "cheap", HR_ISSUE_WRONG_TYPE },
    { "price_usd", "nan", HR_ISSUE_NOT_FINITE },
    { "price_usd", "inf", HR_ISSUE_NOT_FINITE },
    { "price_usd", "1e400", HR_ISSUE_NOT_FINITE },
    { "price_usd", "0x400", HR_ISSUE_WRONG_TYPE },
    { "price_usd", "1,000", HR_ISSUE_WRONG_TYPE },
    { "price_date", "yesterday", HR_ISSUE_UNKNOWN_VALUE },
    { "price_date", "2026-02-30", HR_ISSUE_UNKNOWN_VALUE },
    { "price_condition", "mint", HR_ISSUE_UNKNOWN_VALUE },
    { "vendor", "Nvidia", HR_ISSUE_UNKNOWN_VALUE },
    { "vram_gib", "", HR_ISSUE_MISSING },
    { "vram_gib", "-1", HR_ISSUE_OUT_OF_RANGE },
    { "pcie_lanes", "8.5", HR_ISSUE_OUT_OF_RANGE },
    { "devices", "1000000000", HR_ISSUE_OUT_OF_RANGE },
    { "ecc", "maybe", HR_ISSUE_WRONG_TYPE },
    { "name", "", HR_ISSUE_MISSING },
    { "id", "other", HR_ISSUE_UNKNOWN_ID },
    { "no-such", "1", HR_ISSUE_UNKNOWN_ID },
  };
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  const HrSnapshot *snapshot = hr_catalog_get_snapshot (catalog);
  gboolean          can_undo;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();

      g_test_message ("%s = %s", cases[i].column, cases[i].text);
      g_assert_false (hr_catalog_set_cell (catalog, HR_SECTION_GPUS, "rtx-4090", cases[i].column,
                                           cases[i].text, issues));
      g_assert_cmpuint (hr_issues_n_errors (issues), ==, 1);
      g_assert_cmpint (hr_issues_get (issues, 0)->kind, ==, cases[i].kind);
      if (cases[i].kind == HR_ISSUE_NOT_FINITE)
        g_assert_cmpstr (hr_issues_get (issues, 0)->value, ==, cases[i].text);
    }
  g_assert_true (hr_catalog_get_snapshot (catalog) == snapshot);
  g_object_get (catalog, "can-undo", &can_undo, NULL);
  g_assert_false (can_undo);
}

static void
test_price_removed_and_added (void)
{
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);

  assert_set (catalog, HR_SECTION_GPUS, "mi60", "price_usd", "300");
  g_assert_cmpfloat (price_of (catalog, "mi60"), ==, 300);
  assert_set (catalog, HR_SECTION_GPUS, "mi60", "price_usd", "");
  g_assert_cmpfloat (price_of (catalog, "mi60"), ==, 0);
  /* The newest price goes first, and the one before it shows. */
  assert_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd", "2270");
  {
    g_autoptr (HrIssues) issues = hr_issues_new ();

    g_assert_true (
        hr_catalog_set_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd", "", issues));
  }
  assert_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd", "1819.99");
}

static void
test_add_rows (void)
{
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);

  for (guint i = 0; i < HR_N_SECTION; i++)
    for (int k = 0; k < 2; k++)
      {
        g_autofree char *id = hr_catalog_add_row (catalog, (HrSection) i);

        g_assert_nonnull (id);
        g_assert_true (hr_catalog_has_row (catalog, (HrSection) i, id));
      }
}

/* The user's word counts, whatever the clock said when it was given: in the answer and in the cell,
 * typed or imported. */
static void
test_own_price_counts (Fixture *fixture, gconstpointer data)
{
  static const char        overlay[] = "{\"format\":\"headroom-catalog\",\"version\":2,"
                                       "\"base\":\"built-in\",\"gpus\":[{\"id\":\"rtx-4090\","
                                       "\"price_changes\":[{\"price\":{\"usd\":1234,\"date\":"
                                       "\"2001-01-01\",\"condition\":\"used\",\"kind\":\"street\","
                                       "\"source\":\"%s\"}}]}]}";
  static const char *const sources[] = { "user", "a shop" };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      g_autofree char *text = g_strdup_printf (overlay, sources[i]);
      g_autofree char *path = g_build_filename (fixture->folder, "own.json", NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (HrCatalog) catalog = hr_catalog_new (file);
      g_autoptr (HrIssues) issues = hr_issues_new ();

      g_assert_true (g_file_set_contents (path, text, -1, NULL));
      g_assert_true (hr_catalog_load (catalog, issues, NULL));
      g_assert_cmpfloat (price_of (catalog, "rtx-4090"), ==, 1234);
      assert_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd", "1234");
      /* The next edit is of that very price. */
      assert_set (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd", "1300");
      g_assert_cmpfloat (price_of (catalog, "rtx-4090"), ==, 1300);
      g_remove (path);
    }
}

static void
test_save_and_load (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCatalog) first = hr_catalog_new (fixture->file);
  g_autoptr (HrCatalog) second = hr_catalog_new (fixture->file);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean         modified;

  g_assert_true (hr_catalog_load (first, issues, &error));
  assert_set (first, HR_SECTION_GPUS, "rtx-4090", "price_usd", "1500");
  g_assert_true (hr_catalog_delete_row (first, HR_SECTION_GPUS, "rtx-3060-ti"));
  g_free (hr_catalog_add_row (first, HR_SECTION_HOST_PARTS));
  g_assert_true (hr_catalog_save (first, &error));
  g_assert_no_error (error);
  g_object_get (first, "modified", &modified, NULL);
  g_assert_false (modified);

  /* Only what differs is stored. */
  g_assert_true (g_file_load_contents (fixture->file, NULL, &text, NULL, NULL, NULL));
  g_assert_nonnull (strstr (text, "rtx-4090"));
  g_assert_null (strstr (text, "rtx-3090"));

  g_assert_true (hr_catalog_load (second, issues, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (price_of (second, "rtx-4090"), ==, 1500);
  g_assert_false (hr_catalog_has_row (second, HR_SECTION_GPUS, "rtx-3060-ti"));
  g_assert_true (hr_catalog_has_row (second, HR_SECTION_HOST_PARTS, "new-part"));
  g_assert_cmpuint (hr_catalog_get_snapshot (second)->n_models, ==,
                    hr_catalog_get_snapshot (first)->n_models);

  /* Both save: the later one is told that the file has changed, and nothing is lost. */
  g_usleep (20000);
  assert_set (second, HR_SECTION_GPUS, "rtx-4090", "price_usd", "1600");
  g_assert_true (hr_catalog_save (second, &error));
  assert_set (first, HR_SECTION_GPUS, "rtx-4090", "price_usd", "1700");
  g_assert_false (hr_catalog_save (first, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG);
}

static void
test_broken_file_is_kept (Fixture *fixture, gconstpointer data)
{
  static const char broken[] = "{\"format\": \"headroom-catalog\", \"version\": 1, \"gpus\": [";
  g_autoptr (HrCatalog) catalog = hr_catalog_new (fixture->file);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = g_file_get_parent (fixture->file);
  g_autofree char *text = NULL;
  g_autofree char *save_error = NULL;

  g_assert_true (g_file_make_directory_with_parents (folder, NULL, NULL));
  g_assert_true (g_file_replace_contents (fixture->file, broken, strlen (broken), NULL, FALSE,
                                          G_FILE_CREATE_NONE, NULL, NULL, NULL));
  g_assert_false (hr_catalog_load (catalog, issues, &error));
  g_assert_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_INVALID);
  g_assert_cmpint (hr_issues_get (issues, 0)->kind, ==, HR_ISSUE_SYNTAX);
  g_clear_error (&error);
  assert_set (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd", "1");
  g_assert_false (hr_catalog_save (catalog, &error));
  g_assert_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_READ_ONLY);
  g_object_get (catalog, "save-error", &save_error, NULL);
  g_assert_nonnull (save_error);
  g_assert_true (g_file_load_contents (fixture->file, NULL, &text, NULL, NULL, NULL));
  g_assert_cmpstr (text, ==, broken);
}

/* The folder is a file: nothing can be written there. The edit stays, and the catalog says why. */
static void
test_unwritable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *in_the_way = g_build_filename (fixture->folder, "data", NULL);
  g_autoptr (HrCatalog) catalog = hr_catalog_new (fixture->file);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *save_error = NULL;
  g_autofree char *none = NULL;
  gboolean         modified;

  g_assert_true (g_file_set_contents (in_the_way, "x", 1, NULL));
  assert_set (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd", "1500");
  g_assert_false (hr_catalog_save (catalog, &error));
  g_assert_nonnull (error);
  g_object_get (catalog, "save-error", &save_error, "modified", &modified, NULL);
  g_assert_cmpstr (save_error, ==, error->message);
  g_assert_true (modified);
  g_assert_cmpfloat (price_of (catalog, "rtx-4090"), ==, 1500);

  g_assert_cmpint (g_unlink (in_the_way), ==, 0);
  g_assert_true (hr_catalog_save (catalog, NULL));
  g_object_get (catalog, "save-error", &none, "modified", &modified, NULL);
  g_assert_null (none);
  g_assert_false (modified);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (hr_catalog_save_finish (HR_CATALOG (source), result, &error));
  g_assert_no_error (error);
  g_main_loop_quit (data);
}

/* What is edited while the thread writes is not lost: it is still unsaved. */
static void
test_save_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (HrCatalog) catalog = hr_catalog_new (fixture->file);
  gboolean modified;

  assert_set (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd", "1500");
  hr_catalog_save_async (catalog, NULL, saved_cb, loop);
  assert_set (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd", "1400");
  g_main_loop_run (loop);
  g_object_get (catalog, "modified", &modified, NULL);
  g_assert_true (modified);
  hr_catalog_save_async (catalog, NULL, saved_cb, loop);
  g_main_loop_run (loop);
  g_object_get (catalog, "modified", &modified, NULL);
  g_assert_false (modified);
}

/* A file that stands for itself stays one, and keeps what this version does not know. */
static void
test_whole_document (Fixture *fixture, gconstpointer data)
{
  static const char whole
      [] = "{\"format\": \"headroom-catalog\", \"version\": 1, \"mine\": 7, \"gpus\": ["
           "{\"id\": \"one\", \"name\": \"One\", \"vendor\": \"other\", \"segment\": \"consumer\","
           " \"arch\": \"other\", \"form\": \"pcie-active\", \"memory_type\": \"gddr6\","
           " \"vram_gib\": 8, \"bandwidth_gb_s\": 100, \"colour\": \"red\"}]}";
  g_autoptr (HrCatalog) catalog = hr_catalog_new (fixture->file);
  g_autoptr (GFile) folder = g_file_get_parent (fixture->file);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autofree char *text = NULL;

  g_assert_true (g_file_make_directory_with_parents (folder, NULL, NULL));
  g_assert_true (g_file_replace_contents (fixture->file, whole, strlen (whole), NULL, FALSE,
                                          G_FILE_CREATE_NONE, NULL, NULL, NULL));
  g_assert_true (hr_catalog_load (catalog, issues, NULL));
  g_assert_cmpuint (hr_catalog_n_rows (catalog, HR_SECTION_GPUS), ==, 1);
  assert_set (catalog, HR_SECTION_GPUS, "one", "vram_gib", "16");
  g_assert_true (hr_catalog_save (catalog, NULL));
  g_assert_true (g_file_load_contents (fixture->file, NULL, &text, NULL, NULL, NULL));
  g_assert_null (strstr (text, "\"base\""));
  g_assert_nonnull (strstr (text, "\"mine\": 7"));
  g_assert_nonnull (strstr (text, "\"colour\": \"red\""));
  g_assert_nonnull (strstr (text, "\"vram_gib\": 16"));
}

/* Reset is the way out of a broken file; what it held is kept beside it. */
static void
test_reset_backs_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (HrCatalog) catalog = hr_catalog_new (fixture->file);
  g_autoptr (GFile) folder = g_file_get_parent (fixture->file);
  g_autoptr (GFile) backup = g_file_get_child (folder, "catalog.json~");
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autofree char *kept = NULL;

  g_assert_true (g_file_make_directory_with_parents (folder, NULL, NULL));
  g_assert_true (g_file_replace_contents (fixture->file, "broken", 6, NULL, FALSE,
                                          G_FILE_CREATE_NONE, NULL, NULL, NULL));
  g_assert_false (hr_catalog_load (catalog, issues, NULL));
  hr_catalog_reset (catalog);
  g_assert_true (hr_catalog_save (catalog, NULL));
  g_assert_true (g_file_load_contents (backup, NULL, &kept, NULL, NULL, NULL));
  g_assert_cmpstr (kept, ==, "broken");
  g_assert_true (g_file_delete (backup, NULL, NULL));
  g_assert_true (hr_catalog_load (catalog, issues, NULL));
}

static void
write_user_file (Fixture *fixture, const char *text)
{
  g_autoptr (GFile) folder = g_file_get_parent (fixture->file);
  g_autoptr (GError) error = NULL;

  g_file_make_directory_with_parents (folder, NULL, NULL);
  g_file_replace_contents (fixture->file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE,
                           NULL, NULL, &error);
  g_assert_no_error (error);
}

/* A file of the first version loads as it always did: its list is the card's list. Saved again it
 * says what differs, entry by entry, and what it said before is kept beside it; a file that says
 * nothing that needs the newer version stays of the first. */
static void
test_old_file_is_backed_up (Fixture *fixture, gconstpointer data)
{
  static const char old
      [] = "{\"format\":\"headroom-catalog\",\"version\":1,\"base\":\"built-in\",\"gpus\":["
           "{\"id\":\"rtx-4090\",\"tdp_w\":400,\"prices\":[{\"usd\":1234,\"date\":\"2026-11-20\","
           "\"condition\":\"used\",\"kind\":\"street\",\"source\":\"user\"}]}]}";
  g_autoptr (HrCatalog) catalog = hr_catalog_new (fixture->file);
  g_autoptr (HrCatalog) again = hr_catalog_new (fixture->file);
  g_autoptr (GFile) folder = g_file_get_parent (fixture->file);
  g_autoptr (GFile) backup = g_file_get_child (folder, "catalog.json~");
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autofree char *kept = NULL;
  g_autofree char *text = NULL;

  write_user_file (fixture, old);
  g_assert_true (hr_catalog_load (catalog, issues, NULL));
  g_assert_cmpuint (hr_issues_n (issues), ==, 0);
  g_assert_cmpuint (hr_snapshot_gpu (hr_catalog_get_snapshot (catalog), "rtx-4090")->n_prices, ==,
                    1);
  assert_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd", "1234");
  assert_set (catalog, HR_SECTION_GPUS, "rtx-4090", "tdp_w", "410");
  g_assert_true (hr_catalog_save (catalog, NULL));
  g_assert_true (g_file_load_contents (backup, NULL, &kept, NULL, NULL, NULL));
  g_assert_cmpstr (kept, ==, old);
  g_assert_true (g_file_delete (backup, NULL, NULL));
  g_assert_true (g_file_load_contents (fixture->file, NULL, &text, NULL, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"version\": 2"));
  g_assert_nonnull (strstr (text, "\"price_changes\""));
  g_assert_null (strstr (text, "\"prices\""));
  g_assert_true (hr_catalog_load (again, issues, NULL));
  assert_cell (again, HR_SECTION_GPUS, "rtx-4090", "price_usd", "1234");
  assert_cell (again, HR_SECTION_GPUS, "rtx-4090", "price_source", "user");
  assert_cell (again, HR_SECTION_GPUS, "rtx-4090", "tdp_w", "410");
  assert_set (again, HR_SECTION_GPUS, "rtx-4090", "tdp_w", "420");
  g_assert_true (hr_catalog_save (again, NULL));
  g_assert_false (g_file_query_exists (backup, NULL));
}

static void
test_old_file_stays_old (Fixture *fixture, gconstpointer data)
{
  static const char old[] = "{\"format\":\"headroom-catalog\",\"version\":1,\"base\":\"built-in\","
                            "\"gpus\":[{\"id\":\"rtx-4090\",\"tdp_w\":400}]}";
  g_autoptr (HrCatalog) catalog = hr_catalog_new (fixture->file);
  g_autoptr (GFile) folder = g_file_get_parent (fixture->file);
  g_autoptr (GFile) backup = g_file_get_child (folder, "catalog.json~");
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autofree char *text = NULL;

  write_user_file (fixture, old);
  g_assert_true (hr_catalog_load (catalog, issues, NULL));
  assert_set (catalog, HR_SECTION_GPUS, "rtx-4090", "tdp_w", "410");
  g_assert_true (hr_catalog_save (catalog, NULL));
  g_assert_false (g_file_query_exists (backup, NULL));
  g_assert_true (g_file_load_contents (fixture->file, NULL, &text, NULL, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"version\": 1"));
}

/* A card that a version of the program no longer has does not cost the user the rest of the file,
 * nor what it says of that card. */
static void
test_change_of_what_is_gone_is_kept (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "{\"format\":\"headroom-catalog\",\"version\":2,"
                             "\"base\":\"built-in\",\"gpus\":["
                             "{\"id\":\"rtx-4090-2\",\"price_changes\":[{\"price\":{\"usd\":77,"
                             "\"date\":\"2026\",\"condition\":\"new\",\"source\":\"s\"}}]},"
                             "{\"id\":\"rtx-4090\",\"tdp_w\":400}],"
                             "\"ram_kits\":[{\"id\":\"gone-kit\",\"ecc\":true}]}";
  g_autoptr (HrCatalog) catalog = hr_catalog_new (fixture->file);
  g_autoptr (HrCatalog) again = hr_catalog_new (fixture->file);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autofree char *copy = NULL;
  g_autofree char *saved = NULL;
  g_autofree char *saved_again = NULL;

  write_user_file (fixture, text);
  g_assert_true (hr_catalog_load (catalog, issues, NULL));
  g_assert_cmpuint (hr_issues_n (issues), ==, 2);
  g_assert_cmpuint (hr_issues_n_errors (issues), ==, 0);
  g_assert_cmpint (hr_issues_get (issues, 0)->kind, ==, HR_ISSUE_UNUSED_ROW);
  g_assert_cmpstr (hr_issues_get (issues, 0)->path, ==, "$.gpus[0]");
  g_assert_cmpstr (hr_issues_get (issues, 0)->value, ==, "rtx-4090-2");
  g_assert_cmpstr (hr_issues_get (issues, 1)->path, ==, "$.ram_kits[0]");
  g_assert_false (hr_catalog_has_row (catalog, HR_SECTION_GPUS, "rtx-4090-2"));
  assert_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "tdp_w", "400");
  assert_set (catalog, HR_SECTION_GPUS, "rtx-4090", "tdp_w", "410");
  g_assert_true (hr_catalog_save (catalog, NULL));
  g_assert_true (g_file_load_contents (fixture->file, NULL, &saved, NULL, NULL, NULL));
  g_assert_nonnull (strstr (saved, "\"rtx-4090-2\""));
  g_assert_nonnull (strstr (saved, "77"));
  g_assert_nonnull (strstr (saved, "\"gone-kit\""));
  /* A row of the user's own that takes the id is the one that counts, and undoing it is no loss. */
  hr_issues_free (g_steal_pointer (&issues));
  issues = hr_issues_new ();
  g_assert_true (hr_catalog_load (again, issues, NULL));
  copy = hr_catalog_duplicate_row (again, HR_SECTION_GPUS, "rtx-4090");
  g_assert_cmpstr (copy, ==, "rtx-4090-2");
  g_assert_true (hr_catalog_save (again, NULL));
  g_assert_true (hr_catalog_load (catalog, issues, NULL));
  g_assert_true (hr_catalog_has_row (catalog, HR_SECTION_GPUS, "rtx-4090-2"));
  g_assert_true (hr_catalog_undo (again));
  g_assert_true (hr_catalog_save (again, NULL));
  g_assert_true (g_file_load_contents (fixture->file, NULL, &saved_again, NULL, NULL, NULL));
  g_assert_nonnull (strstr (saved_again, "77"));
}

/* One that says most of a card, but not all, is a slip of its writer, and is named. */
static void
test_incomplete_own_row_is_refused (Fixture *fixture, gconstpointer data)
{
  static const char
      text[] = "{\"format\":\"headroom-catalog\",\"version\":1,\"base\":\"built-in\",\"gpus\":["
               "{\"id\":\"mine\",\"name\":\"Mine\",\"vendor\":\"amd\",\"segment\":\"consumer\","
               "\"arch\":\"rdna3\",\"form\":\"pcie-active\",\"memory_type\":\"gddr6\","
               "\"bandwidth_gb_s\":500}]}";
  g_autoptr (HrCatalog) catalog = hr_catalog_new (fixture->file);
  g_autoptr (HrIssues) issues = hr_issues_new ();

  write_user_file (fixture, text);
  g_assert_false (hr_catalog_load (catalog, issues, NULL));
  g_assert_cmpstr (hr_issues_first_error (issues)->path, ==, "$.gpus[0].vram_gib");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog/built-in", test_built_in);
  g_test_add_func ("/catalog/edit-undo-redo", test_edit_undo_redo);
  g_test_add_func ("/catalog/bad-cells", test_bad_cells);
  g_test_add_func ("/catalog/price-removed-and-added", test_price_removed_and_added);
  g_test_add_func ("/catalog/add-rows", test_add_rows);
  g_test_add ("/catalog/own-price-counts", Fixture, NULL, set_up, test_own_price_counts, tear_down);
  g_test_add ("/catalog/save-and-load", Fixture, NULL, set_up, test_save_and_load, tear_down);
  g_test_add ("/catalog/broken-file-is-kept", Fixture, NULL, set_up, test_broken_file_is_kept,
              tear_down);
  g_test_add ("/catalog/change-of-what-is-gone-is-kept", Fixture, NULL, set_up,
              test_change_of_what_is_gone_is_kept, tear_down);
  g_test_add ("/catalog/incomplete-own-row-is-refused", Fixture, NULL, set_up,
              test_incomplete_own_row_is_refused, tear_down);
  g_test_add ("/catalog/unwritable", Fixture, NULL, set_up, test_unwritable, tear_down);
  g_test_add ("/catalog/save-async", Fixture, NULL, set_up, test_save_async, tear_down);
  g_test_add ("/catalog/whole-document", Fixture, NULL, set_up, test_whole_document, tear_down);
  g_test_add ("/catalog/reset-backs-up", Fixture, NULL, set_up, test_reset_backs_up, tear_down);
  g_test_add ("/catalog/old-file-is-backed-up", Fixture, NULL, set_up, test_old_file_is_backed_up,
              tear_down);
  g_test_add ("/catalog/old-file-stays-old", Fixture, NULL, set_up, test_old_file_stays_old,
              tear_down);
  return g_test_run ();
}
