/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fixture.h"
#include "hr-calibration.h"
#include "hr-remedy.h"
#include "hr-task.h"
#include "hr-run-estimate.h"

static void
init (HrEstimateInput  *input,
      HrWorkload       *workload,
      const HrSnapshot *snapshot,
      HrTask            task,
      const char       *gpu)
{
  *input = (HrEstimateInput){ .gpu = hr_snapshot_gpu (snapshot, gpu),
                              .gpu_count = 1,
                              .workload = workload,
                              .calibration = hr_calibration_default () };
  hr_host_default_for (input->gpu, 1, &input->host);
  hr_task_type (task)->init (workload);
}

/* The estimate of a remedy is that of its settings, and only its own settings are changed. */
static void
test_apply (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();

  for (int task = 0; task < HR_N_TASK; task++)
    for (guint kind = 0; kind < HR_N_REMEDY; kind++)
      {
        HrEstimateInput input;
        HrWorkload      workload, settings;
        HrEstimate      estimate, again;
        HrSettingChange change;

        init (&input, &workload, snapshot, (HrTask) task, "small");
        hr_remedy_resolve (&input, &workload);
        if (!hr_remedy_apply ((HrRemedyKind) kind, &input, &settings, &estimate, &change))
          continue;
        g_assert_nonnull (change.key);
        g_assert_cmpint (memcmp (&settings, &workload, sizeof settings), !=, 0);
        input.workload = &settings;
        hr_estimate (&input, &again, NULL);
        g_assert_cmpfloat (estimate.required_gib, ==, again.required_gib);
        g_assert_cmpfloat (estimate.seconds, ==, again.seconds);
      }
}

/* "auto" is the gentlest that runs; RAM counts where it is given. */
static void
test_resolve (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrEstimateInput input;
  HrWorkload      workload;
  HrEstimate      estimate;

  init (&input, &workload, snapshot, HR_TASK_NLP_FINE_TUNE, "passive");
  workload.nlp.method = HR_METHOD_FULL;
  workload.nlp.checkpointing = HR_CHECKPOINTING_AUTO;
  workload.nlp.offload = HR_OFFLOAD_AUTO;
  workload.nlp.batch = 1;
  hr_remedy_resolve (&input, &workload);
  g_assert_cmpint (workload.nlp.offload, !=, HR_OFFLOAD_AUTO);
  g_assert_cmpint (workload.nlp.checkpointing, !=, HR_CHECKPOINTING_AUTO);
  hr_estimate (&input, &estimate, NULL);
  g_assert_true (hr_remedy_runs (&input, &estimate));

  init (&input, &workload, snapshot, HR_TASK_NLP_FINE_TUNE, "small");
  workload.nlp.method = HR_METHOD_AUTO;
  workload.nlp.batch = 0;
  hr_remedy_resolve (&input, &workload);
  g_assert_cmpint (workload.nlp.method, !=, HR_METHOD_AUTO);
  g_assert_cmpuint (workload.nlp.batch, >, 0);

  input.host.ram_gib = 1;
  hr_estimate (&input, &estimate, NULL);
  estimate.fit = HR_FIT_FITS;
  estimate.fit_chance = 1;
  g_assert_false (hr_remedy_runs (&input, &estimate));
  input.host.ram_gib = 0;
  g_assert_true (hr_remedy_runs (&input, &estimate));
}

/* A tight data-parallel run does not go before a roomy sharded one, and a batch that is "auto" does
 * not fill a card to the brim. */
static void
test_resolve_not_tight (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrEstimateInput input;
  HrWorkload      workload;
  HrEstimate      estimate;
  guint           n_tight = 0, n_roomy = 0;

  for (double usable = 6000; usable < 60000; usable *= 1.03)
    {
      HrWorkload alone;
      HrGpu      gpu;

      init (&input, &workload, snapshot, HR_TASK_NLP_FINE_TUNE, "small");
      gpu = *input.gpu;
      gpu.usable_mib = usable;
      input.gpu = &gpu;
      input.gpu_count = 4;
      workload.nlp.method = HR_METHOD_FULL;
      workload.nlp.shape.layers = 8;
      workload.nlp.sharding = HR_SHARDING_AUTO;
      workload.nlp.checkpointing = HR_CHECKPOINTING_FULL;
      workload.nlp.offload = HR_OFFLOAD_NONE;
      workload.nlp.batch = 1;
      alone = workload;
      alone.nlp.sharding = HR_SHARDING_DDP;
      input.workload = &alone;
      hr_estimate (&input, &estimate, NULL);
      if (estimate.fit != HR_FIT_TIGHT || !hr_remedy_runs (&input, &estimate))
        continue;
      n_tight++;
      hr_remedy_resolve (&input, &workload);
      input.workload = &workload;
      hr_estimate (&input, &estimate, NULL);
      n_roomy += estimate.fit == HR_FIT_FITS;
    }
  g_assert_cmpuint (n_tight, >, 0);
  g_assert_cmpuint (n_roomy, ==, n_tight);

  init (&input, &workload, snapshot, HR_TASK_NLP_FINE_TUNE, "small");
  workload.nlp.method = HR_METHOD_QLORA;
  workload.nlp.batch = 0;
  hr_remedy_resolve (&input, &workload);
  input.workload = &workload;
  hr_estimate (&input, &estimate, NULL);
  g_assert_true (estimate.fit == HR_FIT_FITS || workload.nlp.batch == 1);
}

/* Autocast keeps FP32 weights and the result; where that is not enough, BF16 throughout. */
static void
test_precision (void)
{
  static const struct
  {
    HrPrecision before;
    double      usable_mib;
    HrPrecision after;
    gboolean    changes_quality;
  } cases[] = {
    { HR_PRECISION_FP32, 0, HR_PRECISION_AMP_BF16, FALSE },
    { HR_PRECISION_FP32, 8192, HR_PRECISION_BF16, TRUE },
    { HR_PRECISION_AMP_FP16, 8192, HR_PRECISION_BF16, TRUE },
    { HR_PRECISION_BF16, 8192, HR_PRECISION_BF16, FALSE },
  };
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrEstimateInput input;
      HrWorkload      workload, settings;
      HrEstimate      estimate;
      HrSettingChange change;
      HrGpu           gpu;

      init (&input, &workload, snapshot, HR_TASK_NLP_FINE_TUNE, "passive");
      gpu = *input.gpu;
      gpu.usable_mib = cases[i].usable_mib;
      gpu.vram_gib = 1000;
      input.gpu = &gpu;
      workload.nlp.method = HR_METHOD_FULL;
      workload.nlp.precision = cases[i].before;
      workload.nlp.batch = 1;
      g_assert_cmpint (
          hr_remedy_apply (HR_REMEDY_MIXED_PRECISION, &input, &settings, &estimate, &change), ==,
          cases[i].before != cases[i].after);
      if (cases[i].before == cases[i].after)
        continue;
      g_assert_cmpint (settings.nlp.precision, ==, cases[i].after);
      g_assert_cmpint (change.changes_quality, ==, cases[i].changes_quality);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/remedy/apply", test_apply);
  g_test_add_func ("/remedy/resolve", test_resolve);
  g_test_add_func ("/remedy/resolve-not-tight", test_resolve_not_tight);
  g_test_add_func ("/remedy/precision", test_precision);
  return g_test_run ();
}
