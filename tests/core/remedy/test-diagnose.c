/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fixture.h"
#include "hr-calibration.h"
#include "hr-diagnose.h"
#include "hr-remedy.h"

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
  g_assert_cmpfloat (
      find (&d, HR_REMEDY_MORE_GPUS)->usd, ==,
      hr_gpu_price (hr_snapshot_gpu (snapshot, "middle"), HR_CONDITION_POLICY_ANY)->usd
          * (find (&d, HR_REMEDY_MORE_GPUS)->gpu_count - 1));
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
  plan.workload.llm.offload = HR_LLM_OFFLOAD_NONE;
  g_assert_true (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
  g_assert_cmpfloat (d.vram_short_gib, >, 0);
  check_order (&d);
}

typedef void (*Setup) (HrPlan *plan);

static void
full_fp32 (HrPlan *plan)
{
  plan->workload.nlp.method = HR_METHOD_FULL;
  plan->workload.nlp.precision = HR_PRECISION_FP32;
  plan->workload.nlp.optimizer = HR_OPTIMIZER_ADAMW;
  plan->workload.nlp.attention = HR_ATTENTION_EAGER;
  plan->workload.nlp.chunked_loss = FALSE;
  plan->workload.nlp.checkpointing = HR_CHECKPOINTING_NONE;
  plan->workload.nlp.offload = HR_OFFLOAD_NONE;
  plan->workload.nlp.sharding = HR_SHARDING_NONE;
  plan->workload.nlp.batch = 8;
}

static void
full_on_two (HrPlan *plan)
{
  full_fp32 (plan);
  plan->system.gpu_count = 2;
}

static void
offloaded (HrPlan *plan)
{
  full_fp32 (plan);
  plan->workload.nlp.precision = HR_PRECISION_BF16;
  plan->workload.nlp.offload = HR_OFFLOAD_ALL;
  plan->workload.nlp.checkpointing = HR_CHECKPOINTING_FULL;
  plan->workload.nlp.batch = 1;
}

static void
whole_weights (HrPlan *plan)
{
  g_strlcpy (plan->workload.llm.weight_format, "bf16", sizeof plan->workload.llm.weight_format);
  plan->workload.llm.batch = 32;
  plan->workload.llm.context_length = 8192;
  plan->workload.llm.offload = HR_LLM_OFFLOAD_NONE;
}

static void
many_images (HrPlan *plan)
{
  plan->workload.image.batch = 1024;
  plan->workload.image.precision = HR_PRECISION_FP32;
  plan->workload.image.optimizer = HR_OPTIMIZER_ADAMW;
}

static void
wide_lattice (HrPlan *plan)
{
  plan->workload.science.kernel = HR_KERNEL_LATTICE;
  plan->workload.science.precision = HR_PRECISION_FP64;
  plan->workload.science.cells = 2e8;
}

static void
large_matrix (HrPlan *plan)
{
  plan->workload.science.kernel = HR_KERNEL_DENSE_LINEAR_ALGEBRA;
  plan->workload.science.precision = HR_PRECISION_FP64;
  plan->workload.science.matrix_order = 60000;
}

static void
heavy_scene (HrPlan *plan)
{
  plan->workload.render.engine = HR_RENDER_ENGINE_GENERIC;
  plan->workload.render.textures[0].count = 500;
  plan->workload.render.width = 7680;
  plan->workload.render.height = 4320;
}

static void
textures_out (HrPlan *plan)
{
  plan->workload.render.textures[0].count = 500;
}

#define BIT(kind) (1u << HR_REMEDY_##kind)

/* Every remedy that applies is there, and none that does not. */
static void
test_kinds (void)
{
  static const struct
  {
    const char *name;
    HrTask      task;
    const char *gpu;
    double      ram_gib;
    Setup       setup;
    guint32     expected, absent;
  } cases[] = {
    { "full", HR_TASK_NLP_FINE_TUNE, "middle", 256, full_fp32,
      BIT (SMALLER_BATCH) | BIT (CHECKPOINTING) | BIT (MIXED_PRECISION) | BIT (OPTIMIZER_8BIT)
          | BIT (LORA) | BIT (QLORA) | BIT (CHUNKED_LOSS) | BIT (FLASH_ATTENTION)
          | BIT (SHORTER_SEQUENCE) | BIT (OFFLOAD),
      BIT (SHARDING) | BIT (MORE_RAM) | BIT (FEWER_BITS) | BIT (LESS_OFFLOAD)
          | BIT (SMALLER_IMAGES) },
    { "full on two", HR_TASK_NLP_FINE_TUNE, "middle", 256, full_on_two,
      BIT (SHARDING) | BIT (CHECKPOINTING), BIT (MORE_RAM) },
    { "offload without RAM", HR_TASK_NLP_FINE_TUNE, "passive", 32, offloaded,
      BIT (LESS_OFFLOAD) | BIT (MORE_RAM) | BIT (QLORA),
      BIT (OFFLOAD) | BIT (MORE_GPUS) | BIT (OTHER_GPU) },
    { "inference", HR_TASK_LLM_INFERENCE, "small", 64, whole_weights,
      BIT (SMALLER_BATCH) | BIT (FEWER_BITS) | BIT (KV_CACHE_BITS) | BIT (SHORTER_SEQUENCE)
          | BIT (OFFLOAD),
      BIT (LORA) | BIT (CHECKPOINTING) | BIT (MORE_RAM) },
    { "images", HR_TASK_IMAGE_CLASSIFICATION, "small", 64, many_images,
      BIT (SMALLER_BATCH) | BIT (MIXED_PRECISION) | BIT (SMALLER_IMAGES),
      BIT (LORA) | BIT (OFFLOAD) | BIT (CHECKPOINTING) | BIT (OUT_OF_CORE) },
    { "lattice", HR_TASK_SCIENTIFIC, "middle", 256, wide_lattice,
      BIT (LOWER_PRECISION) | BIT (STORAGE_PRECISION) | BIT (SMALLER_PROBLEM) | BIT (MORE_GPUS),
      BIT (SMALLER_BATCH) | BIT (OFFLOAD) | BIT (FEWER_TRIANGLES) },
    { "matrix", HR_TASK_SCIENTIFIC, "middle", 256, large_matrix,
      BIT (LOWER_PRECISION) | BIT (SMALLER_PROBLEM) | BIT (MORE_GPUS) | BIT (OTHER_GPU),
      BIT (STORAGE_PRECISION) },
    { "scene", HR_TASK_RENDERING, "small", 512, heavy_scene,
      BIT (OUT_OF_CORE) | BIT (SMALLER_TEXTURES) | BIT (LOWER_RESOLUTION),
      BIT (MORE_GPUS) | BIT (SMALLER_BATCH) | BIT (LOWER_PRECISION) },
    { "scene out of core", HR_TASK_RENDERING, "small", 512, textures_out, BIT (SMALLER_TEXTURES),
      BIT (OUT_OF_CORE) | BIT (MORE_GPUS) | BIT (RENT) },
  };
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrDiagnosis d;
      HrPlan      plan;
      guint32     found = 0;

      init_plan (&plan, cases[i].task, cases[i].gpu, cases[i].ram_gib);
      cases[i].setup (&plan);
      g_assert_true (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
      check_order (&d);
      for (guint k = 0; k < d.n_remedies; k++)
        {
          const HrRemedy *remedy = &d.remedies[k];

          found |= 1u << remedy->kind;
          if (remedy->kind < HR_REMEDY_TOGETHER && !(d.estimate.notes & HR_NOTE_OUT_OF_CORE))
            g_assert_true (remedy->saves_gib > 0.01 * d.estimate.required_gib
                           || (d.ram_short_gib > 0 && remedy->saves_ram_gib > 0));
          g_assert_cmpfloat (remedy->saves_gib, >=, 0);
          g_assert_cmpint (remedy->change.key != NULL, ==,
                           remedy->parts == 0 && remedy->kind < HR_REMEDY_TOGETHER
                               && !(remedy->kind == HR_REMEDY_OFFLOAD
                                    && cases[i].task == HR_TASK_LLM_INFERENCE));
        }
      g_test_message ("%s: %x", cases[i].name, found);
      g_assert_cmphex (found & cases[i].expected, ==, cases[i].expected);
      g_assert_cmphex (found & cases[i].absent, ==, 0);
    }
}

/* What is tight is helped by what makes it fit beyond doubt, not by a little less. */
static void
test_tight (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  guint n_tight = 0;

  for (guint count = 50; count <= 1000; count += 50)
    {
      HrDiagnosis d;
      HrPlan      plan;

      init_plan (&plan, HR_TASK_RENDERING, "middle", 256);
      plan.workload.render.textures[0] = (HrTextureGroup){ count, 2048, 2048, 4, 1 };
      g_assert_true (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
      if (d.estimate.fit != HR_FIT_TIGHT || (d.estimate.notes & HR_NOTE_OUT_OF_CORE))
        continue;
      n_tight++;
      g_assert_nonnull (find (&d, HR_REMEDY_SMALLER_TEXTURES));
      for (guint i = 0; i < d.n_remedies; i++)
        g_assert_cmpint (d.remedies[i].estimate.fit, ==, HR_FIT_FITS);
    }
  g_assert_cmpuint (n_tight, >, 0);
}

/* What runs partly from RAM does not run out, and is told what would bring it onto the card; with
 * too little RAM it is the RAM that runs out. */
static void
test_offloads (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrDiagnosis d;
  HrPlan      plan;

  init_plan (&plan, HR_TASK_LLM_INFERENCE, "small", 64);
  g_strlcpy (plan.workload.llm.weight_format, "fp16", sizeof plan.workload.llm.weight_format);
  g_assert_true (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
  g_assert_cmpint (d.estimate.fit, ==, HR_FIT_OFFLOADS);
  g_assert_true (hr_diagnosis_runs (&d));
  g_assert_cmpfloat (d.vram_short_gib + d.ram_short_gib, ==, 0);
  g_assert_cmpint (find (&d, HR_REMEDY_FEWER_BITS)->estimate.fit, <=, HR_FIT_TIGHT);
  g_assert_cmpint (find (&d, HR_REMEDY_OTHER_GPU)->estimate.fit, ==, HR_FIT_FITS);
  g_assert_null (find (&d, HR_REMEDY_RENT));
  plan.system.ram_gib = 12;
  g_assert_true (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
  g_assert_cmpfloat (d.ram_short_gib, >, 0);
  g_assert_false (hr_diagnosis_runs (&d));
  g_assert_nonnull (find (&d, HR_REMEDY_MORE_RAM));
}

/* A card that does not run the work is told so by its note; what runs it helps. */
static void
test_unsupported (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrDiagnosis d;
  HrPlan      plan;

  init_plan (&plan, HR_TASK_RENDERING, "red", 64);
  plan.workload.render.backend = HR_BACKEND_OPTIX;
  g_assert_true (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
  g_assert_true (d.estimate.notes & HR_NOTE_UNSUPPORTED);
  g_assert_true (find (&d, HR_REMEDY_OTHER_BACKEND)->is_enough);
  g_assert_true (find (&d, HR_REMEDY_OTHER_BACKEND) == &d.remedies[0]);
  g_assert_true (find (&d, HR_REMEDY_OTHER_GPU)->is_enough);
  g_assert_null (find (&d, HR_REMEDY_MORE_GPUS));
  plan.workload.render.backend = HR_BACKEND_BEST;
  g_assert_true (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
  g_assert_cmpuint (d.n_remedies, ==, 0);
}

/* A setting that is enough alone needs no company; else there is some, which is. */
static void
test_together (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrDiagnosis     d;
  HrPlan          plan;
  const HrRemedy *together;

  init_plan (&plan, HR_TASK_NLP_FINE_TUNE, "passive", 256);
  full_fp32 (&plan);
  g_assert_true (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
  together = find (&d, HR_REMEDY_TOGETHER);
  g_assert_nonnull (together);
  g_assert_true (together->is_enough);
  g_assert_false (together->changes_quality);
  g_assert_cmphex (together->parts & BIT (MORE_RAM), ==, 0);
  g_assert_true (together == &d.remedies[0]);

  /* What it moves to RAM needs more of it. */
  init_plan (&plan, HR_TASK_NLP_FINE_TUNE, "middle", 32);
  g_strlcpy (plan.system.platform, "work", sizeof plan.system.platform);
  full_fp32 (&plan);
  plan.workload.nlp.precision = HR_PRECISION_BF16;
  g_assert_true (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
  together = find (&d, HR_REMEDY_TOGETHER);
  g_assert_nonnull (together);
  g_assert_cmphex (together->parts & BIT (MORE_RAM), !=, 0);
  g_assert_cmpfloat (together->ram_gib, >=, together->estimate.host_required_gib);
  g_assert_cmpfloat (together->usd, >, 0);

  init_plan (&plan, HR_TASK_IMAGE_CLASSIFICATION, "small", 64);
  many_images (&plan);
  g_assert_true (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
  g_assert_true (find (&d, HR_REMEDY_SMALLER_BATCH)->is_enough);
  g_assert_null (find (&d, HR_REMEDY_TOGETHER));
}

/* Where everything fits there is nothing to cure, and the largest that would fit is told. */
static void
test_largest (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();

  for (int task = 0; task < HR_N_TASK; task++)
    {
      HrDiagnosis d;
      HrPlan      plan;

      init_plan (&plan, (HrTask) task, "module", 2048);
      if (task == HR_TASK_SCIENTIFIC)
        plan.workload.science.cells = 1e6;
      g_assert_true (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
      g_assert_cmpfloat (d.vram_short_gib + d.ram_short_gib, ==, 0);
      if (d.estimate.fit == HR_FIT_FITS)
        g_assert_cmpuint (d.n_remedies, ==, 0);
      g_assert_true (d.estimate.largest_batch > 0 || d.estimate.largest_size > 0);
    }
}

/* What the board does not take is no remedy. */
static void
test_board (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  HrDiagnosis d;
  HrPlan      plan;

  init_plan (&plan, HR_TASK_NLP_FINE_TUNE, "passive", 32);
  offloaded (&plan);
  g_strlcpy (plan.system.platform, "desk", sizeof plan.system.platform);
  g_assert_true (hr_diagnose (&plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
  g_assert_cmpfloat (d.ram_short_gib, >, 0);
  for (double order = 1; order < 1e3; order *= 10)
    {
      HrPlan larger = plan;

      larger.workload.nlp.shape.layers *= (guint32) order;
      g_assert_true (hr_diagnose (&larger, snapshot, hr_calibration_default (), FIXTURE_TODAY, &d));
      g_assert_cmpint (find (&d, HR_REMEDY_MORE_RAM) != NULL, ==,
                       d.estimate.host_required_gib
                           <= hr_snapshot_platform (snapshot, "desk")->max_ram_gib);
    }
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

/* Two cards with a bridge exchange over it, on any platform; other counts and cards have none, and
 * a plan that says so is refused. */
static void
test_bridge (void)
{
  static const struct
  {
    const char *gpu, *platform;
    guint       count;
    gboolean    bridge;
    double      link_gb_s;
    guint       n_errors;
  } cases[] = {
    { "middle", "", 2, FALSE, 0, 0 },        { "middle", "", 2, TRUE, 112.5, 0 },
    { "middle", "work", 2, TRUE, 112.5, 0 }, { "middle", "", 1, TRUE, 0, 1 },
    { "middle", "work", 3, TRUE, 0, 1 },     { "large", "", 2, TRUE, 0, 1 },
    { "passive", "rack", 2, TRUE, 600, 0 },  { "module", "board", 8, FALSE, 900, 0 },
    { "module", "board", 8, TRUE, 900, 1 },
  };
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrPlan plan;
      HrHost host;

      g_test_message ("case %u", i);
      init_plan (&plan, HR_TASK_LLM_INFERENCE, cases[i].gpu, 64);
      plan.system.gpu_count = cases[i].count;
      plan.system.bridge = cases[i].bridge;
      g_strlcpy (plan.system.platform, cases[i].platform, sizeof plan.system.platform);
      hr_host_for_system (&plan.system, snapshot, hr_snapshot_gpu (snapshot, cases[i].gpu), &host);
      g_assert_cmpfloat (host.link_gb_s, ==, cases[i].link_gb_s);
      hr_plan_validate (&plan, snapshot, issues);
      g_assert_cmpuint (hr_issues_n_errors (issues), ==, cases[i].n_errors);
      if (cases[i].n_errors > 0)
        g_assert_cmpstr (hr_issues_first_error (issues)->path, ==, "$.system.bridge");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnose/vram", test_vram);
  g_test_add_func ("/diagnose/more-gpus", test_more_gpus);
  g_test_add_func ("/diagnose/ram", test_ram);
  g_test_add_func ("/diagnose/fits", test_fits);
  g_test_add_func ("/diagnose/kinds", test_kinds);
  g_test_add_func ("/diagnose/tight", test_tight);
  g_test_add_func ("/diagnose/offloads", test_offloads);
  g_test_add_func ("/diagnose/unsupported", test_unsupported);
  g_test_add_func ("/diagnose/together", test_together);
  g_test_add_func ("/diagnose/largest", test_largest);
  g_test_add_func ("/diagnose/board", test_board);
  g_test_add_func ("/diagnose/unknown", test_unknown);
  g_test_add_func ("/diagnose/bridge", test_bridge);
  return g_test_run ();
}
