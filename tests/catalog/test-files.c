/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog.h"

#include "hr-json-text.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Each file says in its name what it is: y_ is taken, n_ is refused with a place, and then nothing
 * has changed. */

static GPtrArray *
fixture_names (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("HEADROOM_TEST_DATA"), "catalog",
                                              "fixtures", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray  *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  return names;
}

static void
test_verdicts (void)
{
  g_autoptr (GPtrArray) names = fixture_names ();
  guint good = 0, bad = 0;

  for (guint i = 0; i < names->len; i++)
    {
      g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
      const HrSnapshot *before = hr_catalog_get_snapshot (catalog);
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (GFile) file = g_file_new_for_path (names->pdata[i]);
      g_autofree char *name = g_path_get_basename (names->pdata[i]);
      g_autoptr (GError) error = NULL;
      HrImportOptions options = { .accepts_far = TRUE };
      gboolean        taken = hr_catalog_import (catalog, file, &options, issues, &error);

      g_test_message ("%s", name);
      if (name[0] == 'y')
        {
          g_assert_no_error (error);
          g_assert_true (taken);
          g_assert_cmpuint (hr_issues_n_errors (issues), ==, 0);
          good++;
          continue;
        }
      g_assert_false (taken);
      g_assert_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_INVALID);
      g_assert_cmpuint (hr_issues_n_errors (issues), >=, 1);
      g_assert_nonnull (hr_issues_first_error (issues)->path);
      g_assert_cmpuint (hr_issues_first_error (issues)->line, >, 0);
      g_assert_true (hr_catalog_get_snapshot (catalog) == before);
      bad++;
    }
  g_assert_cmpuint (good, >=, 9);
  g_assert_cmpuint (bad, >=, 40);
}

static void
write_file (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
test_all_issues_with_their_lines (void)
{
  static const char
      text[] = "{ \"format\": \"headroom-catalog\", \"version\": 1,\n"
               "  \"gpus\": [\n"
               "    { \"id\": \"a\", \"name\": \"A\", \"vendor\": \"x\", \"segment\": "
               "\"consumer\", \"arch\": \"ada\",\n"
               "      \"form\": \"sxm\", \"memory_type\": \"hbm3\", \"vram_gib\": 0,\n"
               "      \"bandwidth_gb_s\": \"fast\" },\n"
               "    { \"id\": \"a\", \"name\": \"B\", \"vendor\": \"amd\", \"segment\": "
               "\"consumer\", \"arch\": \"rdna3\",\n"
               "      \"form\": \"sxm\", \"memory_type\": \"hbm3\", \"vram_gib\": 8, "
               "\"bandwidth_gb_s\": 5,\n"
               "      \"prices\": [ { \"usd\": -1, \"date\": \"2026\", \"condition\": \"new\", "
               "\"source\": \"s\" } ] } ] }\n";
  static const struct
  {
    const char *path;
    guint       line;
  } expected[] = {
    { "$.gpus[0].vendor", 3 },
    { "$.gpus[0].vram_gib", 4 },
    { "$.gpus[0].bandwidth_gb_s", 5 },
    { "$.gpus[1].prices[0].usd", 8 },
    { "$.gpus[1].id", 6 },
  };
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "headroom-test-issues.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  g_autoptr (HrIssues) issues = hr_issues_new ();

  write_file (path, text);
  g_assert_false (hr_catalog_import (catalog, file, NULL, issues, NULL));
  g_assert_cmpuint (hr_issues_n (issues), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_cmpstr (hr_issues_get (issues, i)->path, ==, expected[i].path);
      g_assert_cmpuint (hr_issues_get (issues, i)->line, ==, expected[i].line);
    }
  g_unlink (path);
}

static void
test_too_large (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "headroom-test-large.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (HrCatalog) catalog = hr_catalog_new (file);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (GError) error = NULL;

  write_file (path, "");
  g_assert_cmpint (truncate (path, 200 * 1024 * 1024), ==, 0);
  g_assert_false (hr_catalog_load (catalog, issues, &error));
  g_assert_error (error, HR_CATALOG_ERROR, HR_CATALOG_ERROR_TOO_LARGE);
  g_assert_cmpint (hr_issues_get (issues, 0)->kind, ==, HR_ISSUE_TOO_LARGE);
  g_unlink (path);
}

static void
test_csv_round_trip (void)
{
  for (guint section = 0; section < HR_N_SECTION; section++)
    {
      g_autofree char *path = g_build_filename (g_get_tmp_dir (), "headroom-test-table.csv", NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (GError) error = NULL;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      g_assert_true (hr_catalog_export_section (catalog, (HrSection) section, file, &error));
      g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
      g_assert_true (hr_catalog_import (catalog, file, NULL, issues, &error));
      g_assert_cmpuint (hr_issues_n (issues), ==, 0);
      g_assert_true (hr_catalog_export_section (catalog, (HrSection) section, file, &error));
      g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
      g_assert_cmpstr (before, ==, after);
      g_unlink (path);
    }
}

static void
test_csv_changes (void)
{
  g_autofree char *whole = g_build_filename (g_getenv ("HEADROOM_TEST_DATA"), "catalog", "fixtures",
                                             "y_gpus.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (whole);
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autofree char *price = NULL;
  g_autofree char *date = NULL;
  g_autofree char *source = NULL;
  guint            n = hr_catalog_n_rows (catalog, HR_SECTION_GPUS);

  g_assert_true (hr_catalog_import (catalog, file, NULL, issues, NULL));
  price = hr_catalog_get_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd");
  date = hr_catalog_get_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_date");
  source = hr_catalog_get_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_source");
  g_assert_cmpstr (price, ==, "1500");
  g_assert_cmpstr (date, ==, "2026-11-01");
  g_assert_cmpstr (source, ==, "a shop, in town");
  g_assert_cmpuint (hr_catalog_n_rows (catalog, HR_SECTION_GPUS), ==, n);
  g_assert_true (hr_catalog_undo (catalog));
  g_assert_false (hr_catalog_undo (catalog));
}

static void
test_export_stands_for_itself (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "headroom-test-export.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  g_autoptr (HrCatalog) other = hr_catalog_new (NULL);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autofree char *unknown = g_build_filename (g_getenv ("HEADROOM_TEST_DATA"), "catalog",
                                               "fixtures", "y_unknown-members.json", NULL);
  g_autoptr (GFile) unknown_file = g_file_new_for_path (unknown);
  g_autofree char *text = NULL;

  g_assert_true (hr_catalog_import (catalog, unknown_file, NULL, issues, NULL));
  g_assert_cmpuint (hr_catalog_n_rows (catalog, HR_SECTION_GPUS), ==, 1);
  g_assert_true (hr_catalog_export (catalog, file, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\"colour\": \"green\""));
  g_assert_nonnull (strstr (text, "\"later\""));
  g_assert_true (hr_catalog_import (other, file, NULL, issues, NULL));
  g_assert_cmpuint (hr_catalog_n_rows (other, HR_SECTION_GPUS), ==, 1);
  g_assert_cmpuint (hr_catalog_n_rows (other, HR_SECTION_PLATFORMS), ==,
                    hr_catalog_n_rows (catalog, HR_SECTION_PLATFORMS));
  g_unlink (path);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/files/verdicts", test_verdicts);
  g_test_add_func ("/files/all-issues-with-their-lines", test_all_issues_with_their_lines);
  g_test_add_func ("/files/too-large", test_too_large);
  g_test_add_func ("/files/csv-round-trip", test_csv_round_trip);
  g_test_add_func ("/files/csv-changes", test_csv_changes);
  g_test_add_func ("/files/export-stands-for-itself", test_export_stands_for_itself);
  return g_test_run ();
}
