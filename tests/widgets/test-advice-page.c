/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-advice-page.h"
#include "hr-chart-view.h"
#include "hr-builds-list.h"
#include "hr-excluded-view.h"
#include "hr-pick-view.h"
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

/* Each task's answer has a trace that can be opened. */
static void
test_trace (void)
{
  GtkWidget *page;
  g_autoptr (HrAdviceModel) model = new_page (&page);

  for (int task = 0; task < HR_N_TASK; task++)
    {
      const HrAdvice *advice;
      GtkWidget      *window;

      hr_advice_model_set_task (model, (HrTask) task);
      fixture_wait (model);
      advice = hr_advice_model_get_advice (model);
      if (advice->n_picks == 0)
        continue;
      window = hr_trace_window_new (advice, &advice->picks[0]);
      g_assert_nonnull (fixture_find (window, ADW_TYPE_ACTION_ROW, NULL));
      g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
      gtk_window_destroy (GTK_WINDOW (window));
      fixture_settle ();
      g_assert_null (window);
    }
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
  g_test_add_func ("/advice-page/excluded", test_excluded);
  g_test_add_func ("/advice-page/front", test_front);
  g_test_add_func ("/advice-page/trace", test_trace);
  return g_test_run ();
}
