/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog.h"
#include "hr-document.h"

#include <string.h>

#define STEPS 300

static char *
text_of (HrCatalog *catalog)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("headroom-edit-XXXXXX.json", &stream, NULL);
  char *text = NULL;

  g_assert_true (hr_catalog_export (catalog, file, NULL));
  g_assert_true (g_file_load_contents (file, NULL, &text, NULL, NULL, NULL));
  g_file_delete (file, NULL, NULL);
  return text;
}

static const char *
random_row (HrCatalog *catalog, GRand *rand, HrSection section)
{
  return hr_catalog_row_id (
      catalog, section,
      (guint) g_rand_int_range (rand, 0, (gint32) hr_catalog_n_rows (catalog, section)));
}

static gboolean
random_edit (HrCatalog *catalog, GRand *rand)
{
  HrSection        section = (HrSection) g_rand_int_range (rand, 0, HR_N_SECTION - 1);
  g_autofree char *row = g_strdup (random_row (catalog, rand, section));
  g_autofree char *number = g_strdup_printf ("%d", g_rand_int_range (rand, 1, 5000));
  g_autofree char *made = NULL;
  g_autoptr (HrIssues) issues = hr_issues_new ();
  const char *column = section == HR_SECTION_RENT_OFFERS ? "usd_per_gpu_hour"
                       : section == HR_SECTION_PLATFORMS ? "load_w"
                                                         : "price_usd";

  switch (g_rand_int_range (rand, 0, 5))
    {
    case 0:
      made = hr_catalog_add_row (catalog, section);
      return made != NULL;
    case 1:
      made = hr_catalog_duplicate_row (catalog, section, row);
      return made != NULL;
    case 2:
      return hr_catalog_n_rows (catalog, section) > 1
             && hr_catalog_delete_row (catalog, section, row);
    default:
      return hr_catalog_set_cell (catalog, section, row, column, number, issues);
    }
}

/* However many edits: undoing all gives the bytes of the start, redoing all the bytes of the end.
 */
static void
test_undo_all_redo_all (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (HrCatalog) catalog = hr_catalog_new (NULL);
  g_autofree char *start = text_of (catalog);
  g_autofree char *end = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  guint            n = 0, edits = 0;

  for (guint i = 0; i < STEPS; i++)
    edits += random_edit (catalog, rand);
  g_assert_cmpuint (edits, >, STEPS / 2);
  end = text_of (catalog);
  while (hr_catalog_undo (catalog))
    n++;
  g_assert_cmpuint (n, <=, edits);
  undone = text_of (catalog);
  g_assert_cmpstr (undone, ==, start);
  while (hr_catalog_redo (catalog))
    n--;
  g_assert_cmpuint (n, ==, 0);
  redone = text_of (catalog);
  g_assert_cmpstr (redone, ==, end);
}

/* The overlay of any edited catalog, merged again, is that catalog, row by row. */
static void
test_overlay_is_the_difference (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autofree char *folder = g_dir_make_tmp ("headroom-edit-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "catalog.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) directory = g_file_new_for_path (folder);
  g_autoptr (HrCatalog) catalog = hr_catalog_new (file);
  g_autoptr (HrCatalog) again = hr_catalog_new (file);
  g_autoptr (HrIssues) issues = hr_issues_new ();

  for (guint i = 0; i < STEPS / 3; i++)
    random_edit (catalog, rand);
  g_assert_true (hr_catalog_save (catalog, NULL));
  g_assert_true (hr_catalog_load (again, issues, NULL));
  for (guint section = 0; section < HR_N_SECTION; section++)
    {
      guint           n;
      const HrColumn *columns = hr_section_columns ((HrSection) section, &n);

      g_assert_cmpuint (hr_catalog_n_rows (again, (HrSection) section), ==,
                        hr_catalog_n_rows (catalog, (HrSection) section));
      for (guint row = 0; row < hr_catalog_n_rows (catalog, (HrSection) section); row++)
        for (guint i = 0; i < n; i++)
          {
            const char      *id = hr_catalog_row_id (catalog, (HrSection) section, row);
            g_autofree char *a = hr_catalog_get_cell (catalog, (HrSection) section, id,
                                                      columns[i].id);
            g_autofree char *b = hr_catalog_get_cell (again, (HrSection) section, id,
                                                      columns[i].id);

            g_assert_cmpstr (a, ==, b);
          }
    }
  g_file_delete (file, NULL, NULL);
  g_file_delete (directory, NULL, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/undo-all-redo-all", test_undo_all_redo_all);
  g_test_add_func ("/edit/overlay-is-the-difference", test_overlay_is_the_difference);
  return g_test_run ();
}
