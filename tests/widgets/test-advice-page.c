/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-advice-page.h"
#include "hr-chart-view.h"
#include "hr-builds-list.h"
#include "hr-excluded-view.h"
#include "hr-calibration.h"
#include "hr-pick-trace.h"
#include "hr-pick-view.h"
#include "hr-text.h"
#include "hr-trace-window.h"
#include "window-fixture.h"

static HrAdviceModel *
new_page (GtkWidget **page)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  HrAdviceModel *model = hr_advice_model_new (catalog);

  *page = g_object_ref_sink (g_object_new (HR_TYPE_ADVICE_PAGE, NULL));
  hr_advice_page_set_model (HR_ADVICE_PAGE (*page), model);
  fixture_wait (model);
  return model;
}

static void
test_hero (void)
{
  GtkWidget *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);
  const HrAdvice  *advice = hr_advice_model_get_advice (model);
  g_autofree char *title = g_strdup_printf (
      "%u\302\240×\302\240%s", advice->picks[0].build.gpu_count, advice->picks[0].build.gpu->name);

  g_assert_nonnull (
      fixture_find (fixture_find (page, HR_TYPE_PICK_VIEW, NULL), GTK_TYPE_LABEL, title));
  g_assert_cmpuint (hr_advice_page_get_pick (HR_ADVICE_PAGE (page)), ==, 0);
  g_assert_finalize_object (page);
}

/* Another build is shown in full while it is among the picks. */
static void
test_choose (void)
{
  GtkWidget *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);
  HrPlan           plan = *hr_advice_model_get_plan (model);
  const HrAdvice  *advice = hr_advice_model_get_advice (model);
  g_autofree char *title = g_strdup_printf (
      "%u\302\240×\302\240%s", advice->picks[1].build.gpu_count, advice->picks[1].build.gpu->name);

  g_assert_cmpuint (advice->n_picks, >, 2);
  g_signal_emit_by_name (fixture_find (page, HR_TYPE_BUILDS_LIST, NULL), "chosen", 1);
  g_assert_cmpuint (hr_advice_page_get_pick (HR_ADVICE_PAGE (page)), ==, 1);
  g_assert_nonnull (
      fixture_find (fixture_find (page, HR_TYPE_PICK_VIEW, NULL), GTK_TYPE_LABEL, title));

  plan.constraints.budget = 10;
  hr_advice_model_set_plan (model, &plan);
  fixture_wait (model);
  g_assert_cmpuint (hr_advice_page_get_pick (HR_ADVICE_PAGE (page)), ==, 0);
  g_assert_finalize_object (page);
}

static void
test_nothing_fits (void)
{
  GtkWidget *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);
  HrPlan     plan = *hr_advice_model_get_plan (model);
  GtkWidget *status;

  plan.constraints.budget = 100;
  hr_advice_model_set_plan (model, &plan);
  fixture_wait (model);
  g_assert_cmpuint (hr_advice_model_get_advice (model)->n_picks, ==, 0);
  status = fixture_find (page, GTK_TYPE_LABEL, "Nothing Fits");
  g_assert_nonnull (status);
  g_assert_true (gtk_widget_get_visible (gtk_widget_get_parent (status)));
  g_assert_true (*gtk_label_get_label (GTK_LABEL (gtk_widget_get_next_sibling (status))) != '\0');
  g_assert_finalize_object (page);
}

/* That nothing fits is said at the top: who has scrolled down the answer before sees it. */
static void
test_scroll (void)
{
  GtkWidget *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);
  HrPlan     plan = *hr_advice_model_get_plan (model);
  GtkWidget *window = g_object_new (GTK_TYPE_WINDOW, "default-width", 600, "default-height", 500,
                                    "child", page, NULL);
  GtkAdjustment *adjustment;

  gtk_window_present (GTK_WINDOW (window));
  fixture_settle_for (300);
  adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (gtk_widget_get_first_child (page)));
  /* A busy machine lays the page out later. */
  for (guint i = 0; i < 50 && gtk_adjustment_get_value (adjustment) < 200; i++)
    {
      gtk_adjustment_set_value (adjustment, 200);
      fixture_settle_for (100);
    }
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 100);

  /* Another answer leaves the place as it is. */
  plan.constraints.budget += 1;
  hr_advice_model_set_plan (model, &plan);
  fixture_wait (model);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 100);

  plan.constraints.budget = 100;
  hr_advice_model_set_plan (model, &plan);
  fixture_wait (model);
  fixture_settle_for (100);
  g_assert_cmpuint (hr_advice_model_get_advice (model)->n_picks, ==, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (page);
}

/* The settings that make it work stand beside the nearest miss, which is not praised. */
static void
test_miss (void)
{
  GtkWidget *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);
  HrPlan           plan;
  const HrAdvice  *advice;
  GtkWidget       *heading, *why;
  g_autofree char *text = NULL;

  hr_advice_model_set_task (model, HR_TASK_NLP_FINE_TUNE);
  plan = *hr_advice_model_get_plan (model);
  plan.workload.nlp.method = HR_METHOD_FULL;
  plan.constraints.budget = 2500;
  hr_advice_model_set_plan (model, &plan);
  fixture_wait (model);
  advice = hr_advice_model_get_advice (model);
  g_assert_cmpuint (advice->n_picks, ==, 0);
  g_assert_cmpuint (advice->n_thresholds, >, 0);
  g_assert_cmpstr (advice->thresholds[0].quantity, ==, "setting");
  text = hr_text_sentence (&advice->thresholds[0].message, plan.constraints.currency,
                           advice->snapshot);

  heading = fixture_find (page, GTK_TYPE_LABEL, "What would change it");
  g_assert_true (gtk_widget_get_visible (gtk_widget_get_parent (heading)));
  g_assert_nonnull (fixture_find (gtk_widget_get_parent (heading), GTK_TYPE_LABEL, text));
  why = fixture_find (page, GTK_TYPE_LABEL, "What rules it out");
  g_assert_nonnull (why);
  g_assert_true (gtk_widget_get_visible (gtk_widget_get_parent (why)));
  g_assert_null (fixture_find (page, GTK_TYPE_LABEL, "Why this one"));
  g_assert_finalize_object (page);
}

/* The front is drawn when it is asked for, and has a mark for each of its points. */
static void
test_front (void)
{
  GtkWidget *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);
  GtkWidget   *expander = fixture_find (page, GTK_TYPE_EXPANDER, "Price and speed of every build");
  HrChartView *view;

  g_assert_nonnull (expander);
  g_assert_true (gtk_widget_get_visible (expander));
  view = HR_CHART_VIEW (gtk_expander_get_child (GTK_EXPANDER (expander)));
  g_assert_null (hr_chart_view_get_chart (view));
  gtk_expander_set_expanded (GTK_EXPANDER (expander), TRUE);
  g_assert_nonnull (hr_chart_view_get_chart (view));
  g_assert_cmpuint (hr_chart_n_marks (hr_chart_view_get_chart (view)), >=,
                    hr_advice_model_get_advice (model)->n_pareto);
  g_assert_finalize_object (page);
}

static void
test_excluded (void)
{
  GtkWidget *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);
  GtkWidget *view = fixture_find (page, HR_TYPE_EXCLUDED_VIEW, NULL);

  g_assert_cmpuint (hr_advice_model_get_advice (model)->n_excluded, >, 0);
  g_assert_true (gtk_widget_get_visible (view));
  g_assert_null (fixture_find (view, ADW_TYPE_EXPANDER_ROW, NULL));
  hr_excluded_view_set_expanded (HR_EXCLUDED_VIEW (view), TRUE);
  fixture_settle_for (50);
  g_assert_nonnull (fixture_find (view, ADW_TYPE_EXPANDER_ROW, NULL));
  g_assert_finalize_object (page);
}

/* The trace window that is open; NULL = none. */
static HrTraceWindow *
open_trace (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (HR_IS_TRACE_WINDOW (window))
        return HR_TRACE_WINDOW (window);
    }
  return NULL;
}

static void
close_trace (void)
{
  HrTraceWindow *window = open_trace ();

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_window_destroy (GTK_WINDOW (window));
  fixture_settle ();
  g_assert_null (window);
}

/* A term is pointed out, and what its row says is the figure. */
static void
check_opened (const HrAdvice *advice, const HrPick *pick, const char *id)
{
  HrTraceWindow *window = open_trace ();
  g_autoptr (HrTrace) trace = hr_pick_trace (advice, pick, hr_calibration_default ());
  const HrTraceTerm *term = hr_trace_find (trace, id);
  g_autofree char   *value = NULL;
  GtkWidget         *row;

  g_assert_nonnull (window);
  g_assert_nonnull (term);
  g_assert_cmpstr (hr_trace_window_get_term (window), ==, id);
  row = hr_trace_window_get_row (window, id);
  g_assert_true (gtk_widget_has_css_class (row, "target"));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == row);
  value = hr_text_trace_value (term->value, term->unit, advice->plan.constraints.currency,
                               advice->snapshot);
  g_assert_nonnull (fixture_find (row, GTK_TYPE_LABEL, value));
  close_trace ();
}

static void
collect_links (GtkWidget *widget, GPtrArray *links)
{
  if (gtk_widget_has_css_class (widget, "trace-link"))
    g_ptr_array_add (links, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_links (child, links);
}

/* The page as it is seen, with the whole answer. */
static GtkWidget *
present (GtkWidget *page)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_set_default_size (GTK_WINDOW (window), 900, 900);
  gtk_window_present (GTK_WINDOW (window));
  fixture_settle_for (300);
  return window;
}

/* Each figure and sentence of each task's answer opens its trace, from the keyboard too. */
static void
test_trace (void)
{
  GtkWidget *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);
  GtkWidget *window = present (page);

  for (int task = 0; task < HR_N_TASK; task++)
    {
      g_autoptr (GPtrArray) links = g_ptr_array_new ();
      g_autoptr (HrTrace) trace = NULL;
      const HrAdvice *advice;

      hr_advice_model_set_task (model, (HrTask) task);
      fixture_wait (model);
      advice = hr_advice_model_get_advice (model);
      g_assert_cmpuint (advice->n_picks, >, 0);
      trace = hr_pick_trace (advice, &advice->picks[0], hr_calibration_default ());
      collect_links (fixture_find (page, HR_TYPE_PICK_VIEW, NULL), links);
      g_assert_cmpuint (links->len, >=,
                        3 + advice->picks[0].n_reasons + advice->picks[0].n_cautions);
      for (guint i = 0; i < links->len; i++)
        {
          GtkWidget *link = links->pdata[i];
          GVariant  *term = gtk_actionable_get_action_target_value (GTK_ACTIONABLE (link));

          g_assert_true (gtk_widget_get_focusable (link));
          gtk_test_accessible_assert_role (link, GTK_ACCESSIBLE_ROLE_BUTTON);
          g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (link),
                                                           GTK_ACCESSIBLE_PROPERTY_LABEL));
          g_assert_nonnull (hr_trace_find (trace, g_variant_get_string (term, NULL)));
          /* A window takes its time: those of one task show that they open. */
          if (task != HR_TASK_LLM_INFERENCE)
            continue;
          g_signal_emit_by_name (link, "clicked");
          check_opened (advice, &advice->picks[0], g_variant_get_string (term, NULL));
        }
    }
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (page);
}

/* The parts of the memory bar and the stages of the data path open their terms. */
static void
test_trace_of_charts (void)
{
  GtkWidget *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);
  const HrAdvice   *advice = hr_advice_model_get_advice (model);
  const HrEstimate *estimate = &advice->picks[0].estimate;
  GtkWidget        *window = present (page);
  GtkWidget        *memory = fixture_find (page, HR_TYPE_CHART_VIEW, NULL);
  GtkWidget        *pick = fixture_find (page, HR_TYPE_PICK_VIEW, NULL);

  for (guint i = 0; i < estimate->n_terms; i++)
    {
      g_autofree char *id = g_strconcat (
          "memory.", hr_enum_nick (&hr_enum_term, (int) estimate->terms[i].term), NULL);

      g_assert_true (gtk_widget_is_ancestor (memory, pick));
      g_signal_emit_by_name (memory, "activated", id);
      check_opened (advice, &advice->picks[0], id);
    }
  for (guint i = 0; i < HR_N_STAGE; i++)
    if (estimate->stage_seconds[i] > 0)
      {
        g_signal_emit_by_name (memory, "activated", hr_trace_stage_id ((HrStage) i));
        check_opened (advice, &advice->picks[0], hr_trace_stage_id ((HrStage) i));
      }
  g_signal_emit_by_name (memory, "activated", "");
  g_assert_null (open_trace ());
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (page);
}

/* Tab walks over the page and comes back, past what is folded in: GTK would warn of a widget that
 * is in no window. */
static void
test_tab (void)
{
  GtkWidget *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);
  GtkWidget *window = g_object_new (GTK_TYPE_WINDOW, "default-width", 600, "default-height", 500,
                                    "child", page, NULL);
  GtkWidget *first;
  guint      n_expanders = 0, n = 0;

  gtk_window_present (GTK_WINDOW (window));
  fixture_settle_for (300);
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));
  first = gtk_window_get_focus (GTK_WINDOW (window));
  do
    {
      n_expanders += GTK_IS_EXPANDER (gtk_window_get_focus (GTK_WINDOW (window)));
      gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
      n++;
    }
  while (gtk_window_get_focus (GTK_WINDOW (window)) != first && n < 200);
  g_assert_cmpuint (n, >, 20);
  g_assert_cmpuint (n, <, 200);
  g_assert_cmpuint (n_expanders, >=, 2);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (page);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/advice-page/hero", test_hero);
  g_test_add_func ("/advice-page/choose", test_choose);
  g_test_add_func ("/advice-page/nothing-fits", test_nothing_fits);
  g_test_add_func ("/advice-page/miss", test_miss);
  g_test_add_func ("/advice-page/scroll", test_scroll);
  g_test_add_func ("/advice-page/tab", test_tab);
  g_test_add_func ("/advice-page/excluded", test_excluded);
  g_test_add_func ("/advice-page/front", test_front);
  g_test_add_func ("/advice-page/trace", test_trace);
  g_test_add_func ("/advice-page/trace-of-charts", test_trace_of_charts);
  return g_test_run ();
}
