/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-list.h"
#include "hr-catalog-view.h"

static HrCatalog *
new_catalog (void)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrCatalog *catalog = hr_catalog_new (NULL);

  g_assert_true (hr_catalog_load (catalog, issues, NULL));
  return catalog;
}

typedef struct
{
  guint n, position, removed, added;
} Changes;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, Changes *changes)
{
  changes->n++;
  changes->position = position;
  changes->removed = removed;
  changes->added = added;
}

static void
test_follows (void)
{
  g_autoptr (HrCatalog) catalog = new_catalog ();
  HrCatalogList *list = hr_catalog_list_new (catalog, HR_SECTION_GPUS);
  guint          n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_autoptr (GObject) first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_autofree char *added = NULL;
  Changes          changes = { 0 };

  g_assert_cmpuint (n, ==, hr_catalog_n_rows (catalog, HR_SECTION_GPUS));
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &changes);

  added = hr_catalog_duplicate_row (catalog, HR_SECTION_GPUS, "rtx-4090");
  g_assert_nonnull (added);
  g_assert_cmpuint (changes.n, ==, 1);
  g_assert_cmpuint (changes.added, ==, 1);
  g_assert_cmpuint (changes.removed, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n + 1);
  g_assert_cmpuint (hr_catalog_list_find (list, added), !=, G_MAXUINT);

  g_assert_true (hr_catalog_undo (catalog));
  g_assert_cmpuint (changes.n, ==, 2);
  g_assert_cmpuint (changes.removed, ==, 1);
  g_assert_cmpuint (hr_catalog_list_find (list, added), ==, G_MAXUINT);

  /* Rows that stay keep their object: selection and scroll position hang on it. */
  {
    g_autoptr (GObject) still = g_list_model_get_item (G_LIST_MODEL (list), 0);

    g_assert_true (still == first);
  }
  /* Another section's change is none of ours. */
  g_free (hr_catalog_add_row (catalog, HR_SECTION_RAM_KITS));
  g_assert_cmpuint (changes.n, ==, 2);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), n));
  g_assert_finalize_object (list);
}

static void
count_cb (HrCatalogItem *item, guint *n)
{
  (*n)++;
}

static void
test_refused_text (void)
{
  static const char *const bad[] = { "", "abc", "-5", "0", "nan", "inf", "1e999", "12,5 USD" };
  g_autoptr (HrCatalog) catalog = new_catalog ();
  g_autoptr (HrCatalogList) list = hr_catalog_list_new (catalog, HR_SECTION_GPUS);
  g_autoptr (HrCatalogItem)
      item = g_list_model_get_item (G_LIST_MODEL (list), hr_catalog_list_find (list, "rtx-4090"));
  const HrColumn  *price = hr_section_column (HR_SECTION_GPUS, "price_usd");
  g_autofree char *before = hr_catalog_item_get_text (item, price);
  guint            n_changed = 0;

  g_signal_connect (item, "changed", G_CALLBACK (count_cb), &n_changed);
  for (guint i = 1; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *shown = NULL, *kept = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_false (hr_catalog_item_set_text (item, price, bad[i]));
      g_assert_cmpstr (hr_catalog_item_get_problem (item, price), !=, NULL);
      shown = hr_catalog_item_get_text (item, price);
      g_assert_cmpstr (shown, ==, bad[i]);
      kept = hr_catalog_get_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd");
      g_assert_cmpstr (kept, ==, before);
    }
  g_assert_cmpuint (n_changed, >=, G_N_ELEMENTS (bad) - 1);

  g_assert_true (hr_catalog_item_set_text (item, price, "1999"));
  g_assert_null (hr_catalog_item_get_problem (item, price));
  {
    g_autofree char *shown = hr_catalog_item_get_text (item, price);

    g_assert_cmpfloat (g_ascii_strtod (shown, NULL), ==, 1999);
  }
}

static void
test_search (void)
{
  static const struct
  {
    const char *words;
    gboolean    matches;
  } cases[] = {
    { "", TRUE },
    { "4090", TRUE },
    { "rtx 4090", TRUE },
    { "4090 geforce", TRUE },
    { "nvidia 4090", TRUE },
    { "4090 amd", FALSE },
    { "a100", FALSE },
  };
  g_autoptr (HrCatalog) catalog = new_catalog ();
  g_autoptr (HrCatalogItem) item = hr_catalog_item_new (catalog, HR_SECTION_GPUS, "rtx-4090");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].words);
      g_assert_cmpint (hr_catalog_item_matches (item, cases[i].words), ==, cases[i].matches);
    }
}

static void
test_show (void)
{
  const HrDate today = { 2026, 11, 21 };
  g_autoptr (HrCatalog) catalog = new_catalog ();
  g_autoptr (HrCatalogItem) unpriced = hr_catalog_item_new (catalog, HR_SECTION_GPUS, "rtx-4090-d");
  g_autoptr (HrCatalogItem) stale = hr_catalog_item_new (catalog, HR_SECTION_GPUS, "rtx-3070-ti");
  g_autoptr (HrCatalogItem) fresh = hr_catalog_item_new (catalog, HR_SECTION_GPUS, "rtx-3090");
  g_autoptr (HrCatalogItem) platform = hr_catalog_item_new (catalog, HR_SECTION_PLATFORMS, "am5");
  const struct
  {
    HrCatalogItem *item;
    gboolean       shown[4];
  } cases[] = {
    { unpriced, { TRUE, FALSE, TRUE, FALSE } },
    { stale, { TRUE, TRUE, FALSE, TRUE } },
    { fresh, { TRUE, TRUE, FALSE, FALSE } },
    { platform, { TRUE, TRUE, TRUE, TRUE } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint show = 0; show < 4; show++)
      {
        g_test_message ("%s %u", hr_catalog_item_get_row_id (cases[i].item), show);
        g_assert_cmpint (hr_catalog_view_shows (cases[i].item, (HrCatalogShow) show, today), ==,
                         cases[i].shown[show]);
      }
}

static void
test_columns (void)
{
  for (guint section = 0; section < HR_N_SECTION; section++)
    {
      const char *const *ids = hr_catalog_view_columns ((HrSection) section);

      for (guint i = 0; ids[i] != NULL; i++)
        {
          g_test_message ("%u %s", section, ids[i]);
          g_assert_nonnull (hr_section_column ((HrSection) section, ids[i]));
        }
    }
}

static void
test_sort (void)
{
  g_autoptr (HrCatalog) catalog = new_catalog ();
  g_autoptr (HrCatalogItem) cheap = hr_catalog_item_new (catalog, HR_SECTION_GPUS, "rtx-3070");
  g_autoptr (HrCatalogItem) dear = hr_catalog_item_new (catalog, HR_SECTION_GPUS, "rtx-5090");
  g_autoptr (HrCatalogItem) unpriced = hr_catalog_item_new (catalog, HR_SECTION_GPUS, "rtx-4090-d");
  g_autoptr (GtkSorter)
      sorter = hr_catalog_view_sorter (hr_section_column (HR_SECTION_GPUS, "price_usd"));

  g_assert_cmpint (gtk_sorter_compare (sorter, cheap, dear), ==, GTK_ORDERING_SMALLER);
  g_assert_cmpint (gtk_sorter_compare (sorter, dear, cheap), ==, GTK_ORDERING_LARGER);
  g_assert_cmpint (gtk_sorter_compare (sorter, cheap, cheap), ==, GTK_ORDERING_EQUAL);
  g_assert_cmpint (gtk_sorter_compare (sorter, unpriced, dear), ==, GTK_ORDERING_LARGER);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalog-list/follows", test_follows);
  g_test_add_func ("/catalog-list/refused-text", test_refused_text);
  g_test_add_func ("/catalog-list/search", test_search);
  g_test_add_func ("/catalog-list/show", test_show);
  g_test_add_func ("/catalog-list/columns", test_columns);
  g_test_add_func ("/catalog-list/sort", test_sort);
  return g_test_run ();
}
