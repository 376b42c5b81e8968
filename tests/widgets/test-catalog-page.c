/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-catalog-cell.h"
#include "hr-catalog-page.h"

static HrCatalog *
new_catalog (void)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrCatalog *catalog = hr_catalog_new (NULL);

  g_assert_true (hr_catalog_load (catalog, issues, NULL));
  return catalog;
}

static void
settle (void)
{
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
}

static gboolean
end_cb (gpointer done)
{
  *(gboolean *) done = TRUE;
  return G_SOURCE_REMOVE;
}

static void
settle_for (guint milliseconds)
{
  gboolean done = FALSE;

  g_timeout_add (milliseconds, end_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static char *
price_of (HrCatalog *catalog)
{
  return hr_catalog_get_cell (catalog, HR_SECTION_GPUS, "rtx-4090", "price_usd");
}

static void
test_sections (void)
{
  g_autoptr (HrCatalog) catalog = new_catalog ();
  GtkWidget *page = g_object_ref_sink (hr_catalog_page_new ());

  hr_catalog_page_set_catalog (HR_CATALOG_PAGE (page), catalog);
  for (guint section = 0; section < HR_N_SECTION; section++)
    {
      hr_catalog_page_set_section (HR_CATALOG_PAGE (page), (HrSection) section);
      g_assert_cmpuint (hr_catalog_page_get_n_shown (HR_CATALOG_PAGE (page)), ==,
                        hr_catalog_n_rows (catalog, (HrSection) section));
      g_assert_cmpuint (hr_catalog_page_get_section (HR_CATALOG_PAGE (page)), ==, section);
    }
  g_assert_finalize_object (page);
}

static void
test_search (void)
{
  g_autoptr (HrCatalog) catalog = new_catalog ();
  GtkWidget *page = g_object_ref_sink (hr_catalog_page_new ());

  hr_catalog_page_set_catalog (HR_CATALOG_PAGE (page), catalog);
  hr_catalog_page_set_search (HR_CATALOG_PAGE (page), "RTX 4090");
  g_assert_cmpuint (hr_catalog_page_get_n_shown (HR_CATALOG_PAGE (page)), ==, 4);
  hr_catalog_page_set_search (HR_CATALOG_PAGE (page), "no such card");
  g_assert_cmpuint (hr_catalog_page_get_n_shown (HR_CATALOG_PAGE (page)), ==, 0);
  g_assert_finalize_object (page);
}

/* Nothing found and nothing there are two things. */
static void
test_empty (void)
{
  g_autoptr (HrCatalog) catalog = new_catalog ();
  GtkWidget *page = g_object_ref_sink (hr_catalog_page_new ());
  GObject   *stack = gtk_widget_get_template_child (page, HR_TYPE_CATALOG_PAGE, "stack");

  hr_catalog_page_set_catalog (HR_CATALOG_PAGE (page), catalog);
  hr_catalog_page_set_section (HR_CATALOG_PAGE (page), HR_SECTION_EXCHANGE_RATES);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "table");
  hr_catalog_page_set_search (HR_CATALOG_PAGE (page), "no such rate");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "empty");
  hr_catalog_page_set_search (HR_CATALOG_PAGE (page), "");
  while (hr_catalog_n_rows (catalog, HR_SECTION_EXCHANGE_RATES) > 0)
    hr_catalog_delete_row (catalog, HR_SECTION_EXCHANGE_RATES,
                           hr_catalog_row_id (catalog, HR_SECTION_EXCHANGE_RATES, 0));
  settle ();
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "none");
  g_assert_finalize_object (page);
}

/* Every action works on the catalog, and is undone by it. */
static void
test_actions (void)
{
  g_autoptr (HrCatalog) catalog = new_catalog ();
  GtkWidget *page = g_object_ref_sink (hr_catalog_page_new ());
  GtkWidget *window = gtk_window_new ();
  guint      n = hr_catalog_n_rows (catalog, HR_SECTION_GPUS);

  gtk_window_set_child (GTK_WINDOW (window), page);
  hr_catalog_page_set_catalog (HR_CATALOG_PAGE (page), catalog);
  gtk_window_present (GTK_WINDOW (window));
  settle ();

  g_assert_true (gtk_widget_activate_action (page, "catalog.duplicate", NULL));
  g_assert_cmpuint (hr_catalog_n_rows (catalog, HR_SECTION_GPUS), ==, n + 1);
  g_assert_true (gtk_widget_activate_action (page, "catalog.undo", NULL));
  g_assert_cmpuint (hr_catalog_n_rows (catalog, HR_SECTION_GPUS), ==, n);
  g_assert_true (gtk_widget_activate_action (page, "catalog.redo", NULL));
  g_assert_cmpuint (hr_catalog_n_rows (catalog, HR_SECTION_GPUS), ==, n + 1);
  g_assert_true (gtk_widget_activate_action (page, "catalog.delete", NULL));
  g_assert_cmpuint (hr_catalog_n_rows (catalog, HR_SECTION_GPUS), ==, n);
  g_assert_true (gtk_widget_activate_action (page, "catalog.reset", NULL));
  g_assert_cmpuint (hr_catalog_n_rows (catalog, HR_SECTION_GPUS), ==, n);
  settle ();
  gtk_window_set_child (GTK_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
  g_assert_finalize_object (page);
}

static GtkWidget *
find_entry (GtkWidget *cell)
{
  for (GtkWidget *child = gtk_widget_get_first_child (cell); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_ENTRY (child))
      return child;
  return NULL;
}

static void
test_cell (void)
{
  g_autoptr (HrCatalog) catalog = new_catalog ();
  g_autoptr (HrCatalogItem) item = hr_catalog_item_new (catalog, HR_SECTION_GPUS, "rtx-4090");
  GtkWidget *cell = g_object_ref_sink (
      hr_catalog_cell_new (hr_section_column (HR_SECTION_GPUS, "price_usd")));
  GtkWidget       *window = gtk_window_new ();
  g_autofree char *before = price_of (catalog), *kept = NULL, *taken = NULL, *undone = NULL;

  gtk_window_set_child (GTK_WINDOW (window), cell);
  gtk_window_present (GTK_WINDOW (window));
  hr_catalog_cell_set_item (HR_CATALOG_CELL (cell), item);
  gtk_test_accessible_assert_role (cell, GTK_ACCESSIBLE_ROLE_BUTTON);
  g_assert_null (find_entry (cell));

  /* Taken back */
  g_assert_true (hr_catalog_cell_edit (HR_CATALOG_CELL (cell)));
  g_assert_false (hr_catalog_cell_edit (HR_CATALOG_CELL (cell)));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (cell)), "1");
  hr_catalog_cell_stop (HR_CATALOG_CELL (cell), FALSE);
  kept = price_of (catalog);
  g_assert_cmpstr (kept, ==, before);

  /* Refused: the text stays, with its reason */
  hr_catalog_cell_edit (HR_CATALOG_CELL (cell));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (cell)), "-1");
  hr_catalog_cell_stop (HR_CATALOG_CELL (cell), TRUE);
  g_assert_true (gtk_widget_has_css_class (cell, "error"));
  g_assert_nonnull (gtk_widget_get_tooltip_text (cell));
  gtk_test_accessible_assert_state (cell, GTK_ACCESSIBLE_STATE_INVALID,
                                    GTK_ACCESSIBLE_INVALID_TRUE);

  /* Taken */
  hr_catalog_cell_edit (HR_CATALOG_CELL (cell));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_entry (cell))), ==, "-1");
  gtk_editable_set_text (GTK_EDITABLE (find_entry (cell)), " 1234 ");
  hr_catalog_cell_stop (HR_CATALOG_CELL (cell), TRUE);
  taken = price_of (catalog);
  g_assert_cmpfloat (g_ascii_strtod (taken, NULL), ==, 1234);
  g_assert_false (gtk_widget_has_css_class (cell, "error"));

  g_assert_true (hr_catalog_undo (catalog));
  undone = price_of (catalog);
  g_assert_cmpstr (undone, ==, before);

  gtk_window_set_child (GTK_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
  g_assert_finalize_object (cell);
}

/* Leaving the cell for whatever takes the focus keeps the text; the focus stays where it went. */
static void
test_left (void)
{
  g_autoptr (HrCatalog) catalog = new_catalog ();
  g_autoptr (HrCatalogItem) item = hr_catalog_item_new (catalog, HR_SECTION_GPUS, "rtx-4090");
  GtkWidget       *cell = hr_catalog_cell_new (hr_section_column (HR_SECTION_GPUS, "price_usd"));
  GtkWidget       *window = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget       *other = gtk_button_new_with_label ("other");
  g_autofree char *taken = NULL;

  gtk_box_append (GTK_BOX (box), cell);
  gtk_box_append (GTK_BOX (box), other);
  gtk_window_set_child (GTK_WINDOW (window), box);
  hr_catalog_cell_set_item (HR_CATALOG_CELL (cell), item);
  gtk_window_present (GTK_WINDOW (window));
  settle ();

  hr_catalog_cell_edit (HR_CATALOG_CELL (cell));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (cell)), "1234");
  gtk_widget_grab_focus (other);
  settle ();
  g_assert_null (find_entry (cell));
  g_assert_true (gtk_widget_has_focus (other)
                 || gtk_window_get_focus (GTK_WINDOW (window)) == other);
  taken = price_of (catalog);
  g_assert_cmpfloat (g_ascii_strtod (taken, NULL), ==, 1234);
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

static GBytes *
picture_of (GtkWidget *window)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GdkTexture) texture = NULL;
  GskRenderNode *node;
  guchar        *data;
  gsize          stride, size;

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), gtk_widget_get_width (window),
                          gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  gsk_render_node_unref (node);
  stride = 4 * (gsize) gdk_texture_get_width (texture);
  size = stride * (gsize) gdk_texture_get_height (texture);
  data = g_malloc (size);
  gdk_texture_download (texture, data, stride);
  return g_bytes_new_take (data, size);
}

/* A ring goes all around the cell with the focus: as many pixels as its outline has at least. */
static void
test_ring (void)
{
  g_autoptr (HrCatalog) catalog = new_catalog ();
  g_autoptr (HrCatalogItem) item = hr_catalog_item_new (catalog, HR_SECTION_GPUS, "rtx-4090");
  GtkWidget *cell = hr_catalog_cell_new (hr_section_column (HR_SECTION_GPUS, "price_usd"));
  GtkWidget *window = gtk_window_new ();
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();
  g_autoptr (GBytes) before = NULL, after = NULL;
  guint n_changed = 0;

  gtk_css_provider_load_from_resource (provider, "/io/github/headroom/Headroom/style.css");
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (window),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  hr_catalog_cell_set_item (HR_CATALOG_CELL (cell), item);
  gtk_widget_set_valign (cell, GTK_ALIGN_CENTER);
  gtk_window_set_child (GTK_WINDOW (window), cell);
  gtk_window_set_default_size (GTK_WINDOW (window), 200, 80);
  gtk_window_present (GTK_WINDOW (window));
  settle_for (200);
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  settle_for (400);
  before = picture_of (window);
  gtk_widget_grab_focus (cell);
  settle_for (400);
  after = picture_of (window);

  g_assert_cmpuint (g_bytes_get_size (before), ==, g_bytes_get_size (after));
  for (gsize i = 0; i < g_bytes_get_size (after); i += 4)
    n_changed += memcmp ((const char *) g_bytes_get_data (before, NULL) + i,
                         (const char *) g_bytes_get_data (after, NULL) + i, 4)
                 != 0;
  g_assert_cmpuint (n_changed, >=,
                    2 * (guint) (gtk_widget_get_width (cell) + gtk_widget_get_height (cell)));
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

static void
test_read_only_cell (void)
{
  g_autoptr (HrCatalog) catalog = new_catalog ();
  g_autoptr (HrCatalogItem) item = hr_catalog_item_new (catalog, HR_SECTION_GPUS, "rtx-4090");
  GtkWidget *cell = g_object_ref_sink (
      hr_catalog_cell_new (hr_section_column (HR_SECTION_GPUS, "id")));

  hr_catalog_cell_set_item (HR_CATALOG_CELL (cell), item);
  g_assert_false (hr_catalog_cell_edit (HR_CATALOG_CELL (cell)));
  g_assert_finalize_object (cell);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/catalog-page/sections", test_sections);
  g_test_add_func ("/catalog-page/search", test_search);
  g_test_add_func ("/catalog-page/empty", test_empty);
  g_test_add_func ("/catalog-page/actions", test_actions);
  g_test_add_func ("/catalog-page/cell", test_cell);
  g_test_add_func ("/catalog-page/left", test_left);
  g_test_add_func ("/catalog-page/ring", test_ring);
  g_test_add_func ("/catalog-page/read-only-cell", test_read_only_cell);
  return g_test_run ();
}
