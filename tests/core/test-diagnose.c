/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fixture.h"
#include "hr-calibration.h"
#include "hr-diagnose.h"

static void
init_plan (HrPlan *plan, HrTask task, const char *gpu, double ram_gib)
{
  hr_plan_init (plan, task);
  plan->has_system = TRUE;
  g_strlcpy (plan->system.gpu, gpu, sizeof plan->system.gpu);
  plan->system.gpu_count = 1;
  plan->system.ram_gib = ram_gib;
}

static HrRemedy *
find (HrDiagnosis *d, HrRemedyKind kind)
{
  for (guint i = 0; i < d->n_remedies; i++)
    if (d->remedies[i].kind == kind)
      return &d->remedies[i];
  return NULL;
}

static void
check_order (const HrDiagnosis *d)
{
  for (guint i = 1; i < d->n_remedies; i++)
    g_assert_true (d->remedies[i - 1].is_enough >= d->remedies[i].is_enough);
  for (guint i = 0; i < d->n_remedies; i++)
    for (guint k = 0; k < i; k++)
      g_assert_cmpint (d->remedies[i].kind, !=, d->remedies[k].kind);
}

/* A full fine-tune of 8B on 24 GiB: the card runs out; LoRA costs quality, a larger card money. */
static void
test_vram (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrDiagnosis d;
  HrPlan      plan;

  init_plan (&plan, HR_TASK_NLP_FINE_TUNE, "middle", 256);
  plan.workload.nlp.method = HR_METHOD_FULL;
  plan.workload.nlp.batch = 4;
  plan.workload.nlp.checkpointing = HR_CHECKPOINTING_NONE;
  g_assert_true (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
  check_order (&d);
  g_assert_cmpfloat (d.vram_short_gib, >, 0);
  g_assert_cmpfloat_with_epsilon (d.vram_short_gib,
                                  d.estimate.required_gib - d.estimate.available_gib, 1e-9);
  g_assert_cmpfloat (d.ram_short_gib, ==, 0);
  g_assert_nonnull (find (&d, HR_REMEDY_SMALLER_BATCH));
  g_assert_cmpuint (find (&d, HR_REMEDY_SMALLER_BATCH)->settings.nlp.gradient_accumulation, >=,
                    4 * plan.workload.nlp.gradient_accumulation);
  g_assert_nonnull (find (&d, HR_REMEDY_CHECKPOINTING));
  g_assert_cmpfloat (find (&d, HR_REMEDY_CHECKPOINTING)->slowdown, >, 1);
  g_assert_true (find (&d, HR_REMEDY_LORA)->changes_quality);
  g_assert_true (find (&d, HR_REMEDY_QLORA)->changes_quality);
  g_assert_null (find (&d, HR_REMEDY_MORE_RAM));
  for (guint i = 0; i < d.n_remedies; i++)
    if (d.remedies[i].is_enough)
      g_assert_cmpint (d.remedies[i].estimate.fit, !=, HR_FIT_EXCEEDS);
}

/* Copies of what does not fit do not fit either: more cards help by sharing it. */
static void
test_more_gpus (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrDiagnosis d;
  HrPlan      plan;

  init_plan (&plan, HR_TASK_NLP_FINE_TUNE, "middle", 256);
  plan.workload.nlp.method = HR_METHOD_FULL;
  plan.workload.nlp.batch = 1;
  plan.workload.nlp.checkpointing = HR_CHECKPOINTING_FULL;
  g_assert_true (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
  check_order (&d);
  g_assert_true (find (&d, HR_REMEDY_MORE_GPUS)->is_enough);
  g_assert_cmpuint (find (&d, HR_REMEDY_MORE_GPUS)->gpu_count, >, 1);
  g_assert_cmpint (find (&d, HR_REMEDY_MORE_GPUS)->settings.nlp.sharding, ==, HR_SHARDING_ZERO3);
  g_assert_cmpfloat (find (&d, HR_REMEDY_MORE_GPUS)->usd, ==,
                     900 * (find (&d, HR_REMEDY_MORE_GPUS)->gpu_count - 1));
}

static void
test_ram (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrDiagnosis d;
  HrPlan      plan;

  init_plan (&plan, HR_TASK_LLM_INFERENCE, "large", 1);
  g_assert_true (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
  g_assert_cmpfloat (d.vram_short_gib, ==, 0);
  g_assert_cmpfloat (d.ram_short_gib, >, 0);
  g_assert_true (find (&d, HR_REMEDY_MORE_RAM)->is_enough);
  g_assert_cmpfloat (find (&d, HR_REMEDY_MORE_RAM)->ram_gib, >=, d.estimate.host_required_gib);
}

static void
test_fits (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrDiagnosis d;
  HrPlan      plan;

  init_plan (&plan, HR_TASK_LLM_INFERENCE, "large", 128);
  g_assert_true (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
  g_assert_cmpfloat (d.vram_short_gib + d.ram_short_gib, ==, 0);
  /* What other programs hold counts: with 3 GiB free the same work runs out. */
  plan.system.free_gib = 3;
  g_assert_true (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
  g_assert_cmpfloat (d.vram_short_gib, >, 0);
  check_order (&d);
}

static void
test_unknown (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrDiagnosis d;
  HrPlan      plan;

  init_plan (&plan, HR_TASK_RENDERING, "nothing", 64);
  g_assert_false (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnose/vram", test_vram);
  g_test_add_func ("/diagnose/more-gpus", test_more_gpus);
  g_test_add_func ("/diagnose/ram", test_ram);
  g_test_add_func ("/diagnose/fits", test_fits);
  g_test_add_func ("/diagnose/unknown", test_unknown);
  return g_test_run ();
}
