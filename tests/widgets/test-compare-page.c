/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-compare-page.h"
#include "hr-compare-rows.h"
#include "hr-trace-window.h"
#include "window-fixture.h"

static HrAdviceModel *
new_page (GtkWidget **page)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  HrAdviceModel *model = hr_advice_model_new (catalog);

  *page = g_object_ref_sink (hr_compare_page_new ());
  hr_compare_page_set_model (HR_COMPARE_PAGE (*page), model);
  fixture_wait (model);
  fixture_settle_for (300);
  return model;
}

static guint
count_columns (GtkWidget *page)
{
  GtkWidget *grid = fixture_find (page, GTK_TYPE_GRID, NULL);
  guint      n = 0;

  while (gtk_grid_get_child_at (GTK_GRID (grid), (int) n + 1, 0) != NULL)
    n++;
  return n;
}

static void
finish (GtkWidget *page)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  g_object_unref (page);
  while (page != NULL && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (page);
}

static void
test_default (void)
{
  GtkWidget *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);
  g_auto (GStrv) cards = hr_compare_page_get_cards (HR_COMPARE_PAGE (page));

  g_assert_cmpstr (cards[0], ==, "rtx-4090");
  g_assert_cmpstr (cards[1], ==, "a100-pcie-80gb");
  g_assert_null (cards[2]);
  g_assert_cmpuint (count_columns (page), ==, 2);
  g_assert_nonnull (hr_advice_model_get_advice (model));
  finish (page);
}

/* What holds and what would change it are two lists, a sentence an item. */
static void
test_verdict (void)
{
  static const char *const titles[] = { "Verdict", "What would change it" };
  GtkWidget               *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GtkWidget *title = fixture_find (page, GTK_TYPE_LABEL, titles[i]);
      GtkWidget *list = gtk_widget_get_next_sibling (title);

      gtk_test_accessible_assert_role (list, GTK_ACCESSIBLE_ROLE_LIST);
      g_assert_true (gtk_widget_get_visible (title));
      g_assert_nonnull (gtk_widget_get_first_child (list));
      for (GtkWidget *item = gtk_widget_get_first_child (list); item != NULL;
           item = gtk_widget_get_next_sibling (item))
        gtk_test_accessible_assert_role (item, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
    }
  g_assert_nonnull (hr_advice_model_get_advice (model));
  finish (page);
}

static void
test_add (void)
{
  GtkWidget *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);

  g_assert_false (hr_compare_page_add_card (HR_COMPARE_PAGE (page), "rtx-4090"));
  g_assert_true (hr_compare_page_add_card (HR_COMPARE_PAGE (page), "rtx-3090"));
  g_assert_true (hr_compare_page_add_card (HR_COMPARE_PAGE (page), "rtx-5090"));
  g_assert_false (hr_compare_page_add_card (HR_COMPARE_PAGE (page), "l40s"));
  fixture_settle_for (500);
  g_assert_cmpuint (count_columns (page), ==, 4);
  g_assert_nonnull (hr_advice_model_get_advice (model));
  hr_compare_page_set_cards (HR_COMPARE_PAGE (page),
                             (const char *const[]){ "rtx-4090", "a100-pcie-80gb", NULL });
  finish (page);
}

/* A card that the catalog no longer has is replaced, not a crash. */
static void
test_unknown (void)
{
  GtkWidget *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);

  hr_compare_page_set_cards (HR_COMPARE_PAGE (page),
                             (const char *const[]){ "gone", "rtx-4090", NULL });
  fixture_settle_for (500);
  g_assert_cmpuint (count_columns (page), ==, 2);
  g_assert_nonnull (hr_advice_model_get_advice (model));
  hr_compare_page_set_cards (HR_COMPARE_PAGE (page),
                             (const char *const[]){ "rtx-4090", "a100-pcie-80gb", NULL });
  finish (page);
}

/* Another card in a column, by its menu and by the action that it sends; and a column less. */
static void
test_choose (void)
{
  GtkWidget *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);
  GtkWidget *grid = fixture_find (page, GTK_TYPE_GRID, NULL);
  GtkWidget *menu = fixture_find (gtk_grid_get_child_at (GTK_GRID (grid), 1, 0), GTK_TYPE_DROP_DOWN,
                                  NULL);
  GtkWidget *window = gtk_window_new (); /* actions go up to the page only below a root */
  g_auto (GStrv) cards = NULL;
  g_auto (GStrv) fewer = NULL;

  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (menu), 3);
  fixture_settle_for (300);
  cards = hr_compare_page_get_cards (HR_COMPARE_PAGE (page));
  g_assert_cmpstr (cards[0], ==, hr_advice_model_get_snapshot (model)->gpus[3].id);
  g_assert_cmpstr (cards[1], ==, "a100-pcie-80gb");

  g_assert_true (hr_compare_page_add_card (HR_COMPARE_PAGE (page), "l40s"));
  gtk_widget_activate_action (page, "compare.remove", "s", "a100-pcie-80gb");
  gtk_widget_activate_action (page, "compare.choose", "(ss)", "not-there", "rtx-3090");
  fewer = hr_compare_page_get_cards (HR_COMPARE_PAGE (page));
  g_assert_cmpuint (g_strv_length (fewer), ==, 2);
  g_assert_cmpstr (fewer[0], ==, cards[0]);
  g_assert_cmpstr (fewer[1], ==, "l40s");
  fixture_settle_for (300);
  gtk_window_destroy (GTK_WINDOW (window));
  finish (page);
}

/* Where the catalog lacks a card, a choice in the column that stands for it replaces it. */
static void
test_choose_for_the_missing (void)
{
  GtkWidget *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);
  g_auto (GStrv) cards = NULL;

  hr_compare_page_set_cards (HR_COMPARE_PAGE (page),
                             (const char *const[]){ "gone", "rtx-4090", NULL });
  fixture_settle_for (300);
  gtk_widget_activate_action (page, "compare.choose", "(ss)", "a100-pcie-40gb", "l40s");
  cards = hr_compare_page_get_cards (HR_COMPARE_PAGE (page));
  g_assert_cmpstr (cards[0], ==, "l40s");
  g_assert_cmpstr (cards[1], ==, "rtx-4090");
  fixture_settle_for (300);
  g_assert_nonnull (model);
  finish (page);
}

static gboolean
vram (const HrCompared *column, double *value)
{
  *value = column->estimate.available_gib;
  return *value > 0.0;
}

static void
test_best (void)
{
  static const struct
  {
    int    better;
    double values[3];
    int    best;
  } cases[] = {
    { 1, { 24, 80, 48 }, 1 },  { -1, { 24, 80, 48 }, 0 }, { 1, { 24, 24, 24 }, -1 },
    { 0, { 24, 80, 48 }, -1 }, { 1, { 0, 80, 0 }, -1 },   { -1, { 0, 80, 48 }, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrComparison comparison = { .n = 3 };
      HrCompareRow row = { .label = "x", .better = cases[i].better, .value = vram };

      for (guint j = 0; j < 3; j++)
        comparison.columns[j].estimate.available_gib = cases[i].values[j];
      g_assert_cmpint (hr_compare_row_best (&row, &comparison), ==, cases[i].best);
    }
}

/* The link to @term in the first column. */
static GtkWidget *
find_link (GtkWidget *widget, const char *term)
{
  if (gtk_widget_has_css_class (widget, "trace-link"))
    {
      const char *target;
      guint       column;

      g_variant_get (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (widget)), "(u&s)",
                     &column, &target);
      return column == 0 && g_str_equal (target, term) ? widget : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_link (child, term);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
open_trace (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (HR_IS_TRACE_WINDOW (window))
        return window;
    }
  return NULL;
}

/* A figure opens the trace of its card at its term, which says the same. */
static void
test_trace (void)
{
  static const char *const terms[] = { "memory.headroom", "time.job", "price.total", "cost.job" };
  GtkWidget               *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  fixture_settle_for (300);
  for (guint i = 0; i < G_N_ELEMENTS (terms); i++)
    {
      GtkWidget  *link = find_link (page, terms[i]), *trace;
      const char *text;

      g_assert_nonnull (link);
      text = gtk_label_get_label (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (link))));
      g_signal_emit_by_name (link, "clicked");
      trace = open_trace ();
      g_assert_nonnull (trace);
      g_assert_cmpstr (hr_trace_window_get_term (HR_TRACE_WINDOW (trace)), ==, terms[i]);
      g_assert_nonnull (fixture_find (hr_trace_window_get_row (HR_TRACE_WINDOW (trace), terms[i]),
                                      GTK_TYPE_LABEL, text));
      gtk_window_destroy (GTK_WINDOW (trace));
      fixture_settle ();
    }
  gtk_window_destroy (GTK_WINDOW (window));
  finish (page);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/compare-page/default", test_default);
  g_test_add_func ("/compare-page/verdict", test_verdict);
  g_test_add_func ("/compare-page/add", test_add);
  g_test_add_func ("/compare-page/unknown", test_unknown);
  g_test_add_func ("/compare-page/best", test_best);
  g_test_add_func ("/compare-page/choose", test_choose);
  g_test_add_func ("/compare-page/choose-for-the-missing", test_choose_for_the_missing);
  g_test_add_func ("/compare-page/trace", test_trace);
  return g_test_run ();
}
