/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-advice.h"
#include "hr-calibration.h"
#include "hr-catalog.h"
#include "hr-remedy.h"
#include "hr-search.h"
#include "hr-run-estimate.h"

#include <math.h>
#include <string.h>

/* How long an answer takes over the built-in catalog, and over one ten and a hundred times as
 * large: the least of some runs, because other work on the machine only ever makes it longer. With
 * --strict (or HEADROOM_BENCH_STRICT=1) the limits of the project are asserted; without it they are
 * reported. */

#define RUNS 9

static gboolean strict;

typedef struct
{
  double  ms;
  guint64 candidates, estimated;
  guint   n_picks, n_thresholds;
} Run;

static const HrSnapshot *
builtin (void)
{
  static HrCatalog *catalog;

  if (catalog == NULL)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (GError) error = NULL;

      catalog = hr_catalog_new (NULL);
      hr_catalog_load (catalog, issues, &error);
      g_assert_no_error (error);
    }
  return hr_catalog_get_snapshot (catalog);
}

/* @times as many cards, none quite like another. */
static HrSnapshot *
enlarged (const HrSnapshot *snapshot, guint times)
{
  HrSnapshot *copy = g_memdup2 (snapshot, sizeof *snapshot);
  HrGpu      *gpus = g_new (HrGpu, snapshot->n_gpus * times);

  for (guint i = 0; i < snapshot->n_gpus * times; i++)
    {
      gpus[i] = snapshot->gpus[i % snapshot->n_gpus];
      gpus[i].bandwidth_gb_s *= 1 + 1e-4 * (i / snapshot->n_gpus);
      for (guint k = 0; k < gpus[i].n_prices; k++)
        gpus[i].prices[k].usd *= 1 + 3e-4 * (i / snapshot->n_gpus);
    }
  copy->gpus = gpus;
  copy->n_gpus = snapshot->n_gpus * times;
  copy->strings = NULL;
  copy->free_arrays = NULL;
  copy->ref_count = 1;
  return copy;
}

static Run
measure (const HrPlan *plan, const HrSnapshot *snapshot, guint runs)
{
  Run run = { .ms = INFINITY };

  for (guint i = 0; i < runs; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (HrAdvice) advice = hr_advice_new (plan, snapshot, hr_calibration_default (),
                                                   (HrDate){ 2026, 11, 21 }, NULL);
      double ms = (double) (g_get_monotonic_time () - start) / 1000;

      run.ms = MIN (run.ms, ms);
      run.candidates = advice->stats.candidates;
      run.estimated = advice->stats.estimated;
      run.n_picks = advice->n_picks;
      run.n_thresholds = advice->n_thresholds;
    }
  return run;
}

static void
report (const char *what, const Run *run, double limit_ms)
{
  g_test_message ("%-24s %7.2f ms (limit %.0f), %" G_GUINT64_FORMAT
                  " candidates, %" G_GUINT64_FORMAT " estimated, %u picks, %u thresholds",
                  what, run->ms, limit_ms, run->candidates, run->estimated, run->n_picks,
                  run->n_thresholds);
  g_assert_cmpuint (run->candidates, >=, 1000000);
  if (strict)
    g_assert_cmpfloat (run->ms, <=, limit_ms);
}

static void
all_auto (HrPlan *plan)
{
  HrNlpWork *work = &plan->workload.nlp;

  work->method = HR_METHOD_AUTO;
  work->precision = HR_PRECISION_AUTO;
  work->batch = 0;
  work->checkpointing = HR_CHECKPOINTING_AUTO;
  work->sharding = HR_SHARDING_AUTO;
  work->offload = HR_OFFLOAD_AUTO;
  plan->constraints.allow_quality_loss = TRUE;
}

static void
bench_fixed (void)
{
  for (guint task = 0; task < HR_N_TASK; task++)
    {
      HrPlan plan;
      Run    run;

      hr_plan_init (&plan, (HrTask) task);
      run = measure (&plan, builtin (), RUNS);
      report (hr_enum_nick (&hr_enum_task, (int) task), &run, 16);
    }
}

/* One full estimate without a trace: at most 0.5 µs. */
static void
bench_estimate (void)
{
  const HrGpu *gpu = hr_snapshot_gpu (builtin (), "rtx-4090");

  for (guint task = 0; task < HR_N_TASK; task++)
    {
      double          best = INFINITY;
      HrEstimateInput input = { .gpu = gpu,
                                .gpu_count = 1,
                                .calibration = hr_calibration_default () };
      HrEstimate      estimate;
      HrPlan          plan;

      hr_plan_init (&plan, (HrTask) task);
      input.workload = &plan.workload;
      hr_host_default_for (gpu, 1, &input.host);
      hr_remedy_settle (&input, &plan.workload);
      for (guint run = 0; run < RUNS; run++)
        {
          gint64 start = g_get_monotonic_time ();

          for (guint i = 0; i < 20000; i++)
            hr_estimate (&input, &estimate, NULL);
          best = MIN (best, (double) (g_get_monotonic_time () - start) * 1000 / 20000);
        }
      g_test_message ("%-24s %7.0f ns an estimate (limit 500)",
                      hr_enum_nick (&hr_enum_task, (int) task), best);
      if (strict)
        g_assert_cmpfloat (best, <=, 500);
    }
}

/* The search alone, which has the pick. */
static void
bench_search (const HrPlan *plan, double limit_ms)
{
  double least = INFINITY;

  for (guint i = 0; i < RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (HrSearch)
          search = hr_search_new (plan, builtin (), hr_calibration_default (), NULL, 0, 0, NULL);

      least = MIN (least, (double) (g_get_monotonic_time () - start) / 1000);
    }
  g_test_message ("%-24s %7.2f ms (limit %.0f)", "all auto, the pick alone", least, limit_ms);
  if (strict)
    g_assert_cmpfloat (least, <=, limit_ms);
}

/* The thresholds may follow. A limit of power leaves less to prune. */
static void
bench_auto (void)
{
  HrPlan plan;
  Run    run;

  hr_plan_init (&plan, HR_TASK_NLP_FINE_TUNE);
  all_auto (&plan);
  bench_search (&plan, 100);
  run = measure (&plan, builtin (), RUNS);
  report ("nlp-fine-tune, all auto", &run, 300);
  plan.constraints.max_power_w = 1500;
  run = measure (&plan, builtin (), 3);
  report ("all auto, up to 1500 W", &run, 300);
}

static void
bench_scaling (void)
{
  static const guint times[] = { 1, 10, 100 };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      HrSnapshot      *snapshot = enlarged (builtin (), times[i]);
      g_autofree char *what = g_strdup_printf ("nlp-fine-tune, %u cards", snapshot->n_gpus);
      gpointer         gpus = (gpointer) snapshot->gpus;
      HrPlan           plan;
      Run              run;

      hr_plan_init (&plan, HR_TASK_NLP_FINE_TUNE);
      run = measure (&plan, snapshot, 3);
      report (what, &run, times[i] == 1 ? 16 : 10.0 * times[i]);
      hr_snapshot_unref (snapshot);
      g_free (gpus);
    }
}

typedef struct
{
  GCancellable *cancellable;
  gulong        after_us;
} Cancel;

static gpointer
cancel_soon (gpointer data)
{
  Cancel *cancel = data;

  g_usleep (cancel->after_us);
  g_cancellable_cancel (cancel->cancellable);
  return GSIZE_TO_POINTER ((gsize) g_get_monotonic_time ());
}

/* Early in the search, in its middle, and while the thresholds are looked for. */
static void
bench_cancel (void)
{
  static const gulong after_us[] = { 2000, 50000, 400000, 800000 };
  HrSnapshot         *snapshot = enlarged (builtin (), 100);
  gpointer            gpus = (gpointer) snapshot->gpus;
  HrPlan              plan;

  hr_plan_init (&plan, HR_TASK_NLP_FINE_TUNE);
  for (guint k = 0; k < G_N_ELEMENTS (after_us); k++)
    {
      double least = INFINITY;
      guint  n = 0;

      if (k < 2)
        all_auto (&plan);
      else
        hr_plan_init (&plan, HR_TASK_NLP_FINE_TUNE);
      for (guint i = 0; i < 5; i++)
        {
          g_autoptr (GCancellable) cancellable = g_cancellable_new ();
          Cancel    cancel = { cancellable, after_us[k] };
          GThread  *thread = g_thread_new ("cancel", cancel_soon, &cancel);
          HrAdvice *advice = hr_advice_new (&plan, snapshot, hr_calibration_default (),
                                            (HrDate){ 2026, 11, 21 }, cancellable);
          gint64    end = g_get_monotonic_time ();
          gint64    at = (gint64) GPOINTER_TO_SIZE (g_thread_join (thread));

          g_assert_true (advice == NULL || end <= at + 5000);
          if (advice == NULL)
            least = MIN (least, (double) (end - at) / 1000);
          n += advice == NULL;
          g_clear_pointer (&advice, hr_advice_unref);
        }
      g_test_message ("after %lu ms: %u of 5 cancelled, within %.2f ms (limit 5)",
                      after_us[k] / 1000, n, n ? least : 0);
      if (strict && n > 0)
        g_assert_cmpfloat (least, <=, 5);
    }
  hr_snapshot_unref (snapshot);
  g_free (gpus);
}

int
main (int argc, char *argv[])
{
  strict = g_strcmp0 (g_getenv ("HEADROOM_BENCH_STRICT"), "1") == 0;
  for (int i = 1; i < argc; i++)
    if (strcmp (argv[i], "--strict") == 0)
      {
        strict = TRUE;
        argv[i] = (char *) "--verbose";
      }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/advice/estimate", bench_estimate);
  g_test_add_func ("/advice/fixed", bench_fixed);
  g_test_add_func ("/advice/auto", bench_auto);
  g_test_add_func ("/advice/scaling", bench_scaling);
  g_test_add_func ("/advice/cancel", bench_cancel);
  return g_test_run ();
}
