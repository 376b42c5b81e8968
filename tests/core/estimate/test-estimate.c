/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What physics says of every estimate, swept far beyond what was measured: more work never takes
 * less time or memory, a better card is never slower, nothing beats its roofline. */

#include "hr-calibration.h"
#include "hr-estimate.h"
#include "hr-task.h"
#include "hr-run-estimate.h"

#include <math.h>

#define CARD(arch_, vendor_, memory_, gib_, gb_s_, watts_, devices_, ...)                          \
  {                                                                                                \
    .id = #arch_ #gib_, .name = "", .vendor = HR_VENDOR_##vendor_, .arch = HR_ARCH_##arch_,        \
    .memory_type = HR_MEMORY_TYPE_##memory_, .segment = HR_SEGMENT_WORKSTATION, .vram_gib = gib_,  \
    .bandwidth_gb_s = gb_s_, .tdp_w = watts_, .devices = devices_, .bus_bits = 256, .pcie_gen = 4, \
    .pcie_lanes = 16, .tflops = {                                                                  \
      __VA_ARGS__                                                                                  \
    }                                                                                              \
  }

/* clang-format off */
static const HrGpu cards[] = {
  CARD (ADA, NVIDIA, GDDR6X, 24, 1008, 450, 1, 1.3, 0, 83, 83, 330, 165, 165, 661, 661, 0),
  CARD (AMPERE, NVIDIA, HBM2E, 80, 2039, 400, 1, 9.7, 19.5, 19.5, 156, 312, 312, 312, 0, 624, 0),
  CARD (HOPPER, NVIDIA, HBM3, 80, 3350, 700, 1, 33, 67, 67, 495, 989, 989, 989, 1979, 1979, 0),
  CARD (TURING, NVIDIA, GDDR6, 16, 300, 70, 1, 0.25, 0, 8, 0, 65, 65, 0, 0, 130, 0),
  CARD (PASCAL, NVIDIA, HBM2, 16, 732, 250, 1, 4.7, 0, 9.3, 0, 0, 0, 0, 0, 0, 0),
  CARD (RDNA3, AMD, GDDR6, 24, 960, 355, 1, 1, 0, 61, 0, 123, 123, 123, 0, 123, 0),
  CARD (RDNA2, AMD, GDDR6, 16, 512, 300, 1, 1.3, 0, 21, 0, 0, 0, 0, 0, 83, 0),
  CARD (CDNA2, AMD, HBM2E, 128, 3277, 560, 2, 45, 90, 45, 0, 362, 362, 362, 0, 362, 0),
  CARD (XE2, INTEL, GDDR6, 12, 456, 190, 1, 0.9, 0, 15, 0, 117, 117, 117, 0, 233, 0),
  CARD (DA_VINCI, HUAWEI, HBM2E, 64, 1600, 310, 1, 0, 0, 0, 0, 320, 320, 320, 0, 640, 0),
};
/* clang-format on */

typedef enum
{
  MEMORY, /* of one GPU */
  STEP,   /* seconds */
  JOB,    /* seconds */
  RATE,   /* of all GPUs */
} Quantity;

typedef enum
{
  COUNT, /* guint32 */
  REAL,  /* double */
  CHOICE /* an enumeration */
} Kind;

typedef struct
{
  const char *name;
  HrTask      task;
  void (*setup) (HrWorkload *workload, guint variant);
  guint    variants;
  gsize    offset;
  Kind     kind;
  Quantity quantity;
  int      sign;       /* +1: never falls along the values; −1: never rises */
  double   values[12]; /* ended by a value below 0 */
} Sweep;

static void
nlp_setup (HrWorkload *w, guint variant)
{
  static const HrMethod methods[] = { HR_METHOD_FULL, HR_METHOD_LORA, HR_METHOD_QLORA };

  w->nlp.method = methods[variant % 3];
  w->nlp.checkpointing = variant / 3 % 2 ? HR_CHECKPOINTING_FULL : HR_CHECKPOINTING_NONE;
  w->nlp.attention = variant / 6 % 2 ? HR_ATTENTION_EAGER : HR_ATTENTION_FLASH;
  w->nlp.sharding = HR_SHARDING_NONE;
  w->nlp.batch = 4;
  if (variant / 12 % 2) /* a layer that outweighs the logits */
    {
      w->nlp.shape.vocab = 32000;
      w->nlp.shape.intermediate = 57344;
      w->nlp.shape.params_b = 0;
    }
}

static void
llm_setup (HrWorkload *w, guint variant)
{
  w->llm.engine = variant % HR_N_ENGINE;
  w->llm.offload = HR_LLM_OFFLOAD_NONE; /* moved away, a larger work takes no more memory */
  w->llm.weight_format[0] = '\0';
  w->llm.bits_per_weight = variant / HR_N_ENGINE % 2 ? 4.5 : 16;
  if (variant / HR_N_ENGINE / 2)
    {
      w->llm.shape.experts = 64;
      w->llm.shape.experts_per_token = 4;
      w->llm.shape.intermediate = 768;
      w->llm.shape.params_b = 0;
    }
}

static void
image_setup (HrWorkload *w, guint variant)
{
  static const char *const kinds[] = { "convolution", "depthwise", "attention", "windowed" };

  g_strlcpy (w->image.kind, kinds[variant % 4], sizeof w->image.kind);
  w->model_name[0] = w->model[0] = '\0';
  w->image.mode = variant / 4 % 2 ? HR_MODE_INFERENCE : HR_MODE_TRAIN;
  w->image.precision = variant / 8 % 2 ? HR_PRECISION_FP32 : HR_PRECISION_AMP;
  g_strlcpy (w->image.framework, variant / 16 % 2 ? "TensorFlow 2" : "PyTorch 2.4",
             sizeof w->image.framework);
  w->image.batch = 16;
}

static void
science_setup (HrWorkload *w, guint variant)
{
  w->science.precision = variant % 2 ? HR_PRECISION_FP32 : HR_PRECISION_FP64;
  w->science.md_engine = variant / 2 % HR_N_MD_ENGINE;
  w->science.solver = variant / 2 % HR_N_SOLVER;
}

#define SCIENCE(name_, kernel_)                    \
  static void name_ (HrWorkload *w, guint variant) \
  {                                                \
    science_setup (w, variant);                    \
    w->science.kernel = HR_KERNEL_##kernel_;       \
  }
/* clang-format off */
SCIENCE (md_setup, MOLECULAR_DYNAMICS)
SCIENCE (dense_setup, DENSE_LINEAR_ALGEBRA)
SCIENCE (lattice_setup, LATTICE)
SCIENCE (sparse_setup, SPARSE)
SCIENCE (fft_setup, FFT)
/* clang-format on */

static void
render_setup (HrWorkload *w, guint variant)
{
  w->render.mode = variant % 2 ? HR_RENDER_MODE_REAL_TIME : HR_RENDER_MODE_PATH_TRACING;
  w->render.width = 1920;
  w->render.height = 1080;
}

#define AT(member) G_STRUCT_OFFSET (HrWorkload, member)
#define POWERS                        \
  {                                   \
    1, 2, 4, 8, 16, 64, 256, 1024, -1 \
  }
#define TOKENS                                  \
  {                                             \
    16, 128, 512, 2048, 8192, 32768, 131072, -1 \
  }
#define SIZES                            \
  {                                      \
    32, 64, 128, 224, 384, 512, 1024, -1 \
  }
#define NLP                     HR_TASK_NLP_FINE_TUNE, nlp_setup, 24
#define LLM                     HR_TASK_LLM_INFERENCE, llm_setup, 4 * HR_N_ENGINE
#define IMAGE                   HR_TASK_IMAGE_CLASSIFICATION, image_setup, 32
#define RENDER                  HR_TASK_RENDERING, render_setup, 2
#define KERNEL(setup, variants) HR_TASK_SCIENTIFIC, setup, variants

/* clang-format off */
static const Sweep sweeps[] = {
  { "nlp batch", NLP, AT (nlp.batch), COUNT, MEMORY, 1, POWERS },
  { "nlp batch", NLP, AT (nlp.batch), COUNT, STEP, 1, POWERS },
  { "nlp batch", NLP, AT (nlp.batch), COUNT, RATE, 1, POWERS },
  { "nlp sequence", NLP, AT (nlp.sequence_length), COUNT, MEMORY, 1, TOKENS },
  { "nlp sequence", NLP, AT (nlp.sequence_length), COUNT, STEP, 1, TOKENS },
  { "nlp rank", NLP, AT (nlp.lora_rank), COUNT, MEMORY, 1, POWERS },
  { "nlp rank", NLP, AT (nlp.lora_rank), COUNT, RATE, -1, POWERS },
  { "nlp layers", NLP, AT (nlp.shape.layers), COUNT, MEMORY, 1, { 1, 2, 12, 48, 96, -1 } },
  { "nlp layers", NLP, AT (nlp.shape.layers), COUNT, STEP, 1, { 1, 2, 12, 48, 96, -1 } },
  { "nlp accumulation", NLP, AT (nlp.gradient_accumulation), COUNT, MEMORY, 1, POWERS },
  { "nlp precision", NLP, AT (nlp.precision), CHOICE, RATE, 1,
    { HR_PRECISION_FP32, HR_PRECISION_TF32, HR_PRECISION_FP16, -1 } },
  { "nlp attention", NLP, AT (nlp.attention), CHOICE, MEMORY, 1,
    { HR_ATTENTION_FLASH, HR_ATTENTION_EAGER, -1 } },
  { "nlp checkpointing", NLP, AT (nlp.checkpointing), CHOICE, MEMORY, -1,
    { HR_CHECKPOINTING_NONE, HR_CHECKPOINTING_SELECTIVE, HR_CHECKPOINTING_FULL, -1 } },
  { "llm batch", LLM, AT (llm.batch), COUNT, MEMORY, 1, POWERS },
  { "llm batch", LLM, AT (llm.batch), COUNT, STEP, 1, POWERS },
  { "llm prompt", LLM, AT (llm.prompt_tokens), COUNT, MEMORY, 1, TOKENS },
  { "llm prompt", LLM, AT (llm.prompt_tokens), COUNT, STEP, 1, TOKENS },
  { "llm prompt", LLM, AT (llm.prompt_tokens), COUNT, RATE, -1, TOKENS },
  { "llm answer", LLM, AT (llm.generated_tokens), COUNT, STEP, 1, TOKENS },
  { "llm bits", LLM, AT (llm.bits_per_weight), REAL, MEMORY, 1, { 1.5, 2, 3, 4, 6, 8, -1 } },
  { "llm bits", LLM, AT (llm.bits_per_weight), REAL, RATE, -1, { 1.5, 2, 3, 4, 6, 8, -1 } },
  { "llm layers", LLM, AT (llm.shape.layers), COUNT, STEP, 1, { 1, 2, 12, 48, 96, -1 } },
  { "image batch", IMAGE, AT (image.batch), COUNT, MEMORY, 1, POWERS },
  { "image batch", IMAGE, AT (image.batch), COUNT, STEP, 1, POWERS },
  { "image batch", IMAGE, AT (image.batch), COUNT, RATE, 1, POWERS },
  { "image size", IMAGE, AT (image.image_size), COUNT, MEMORY, 1, SIZES },
  { "image size", IMAGE, AT (image.image_size), COUNT, RATE, -1, SIZES },
  { "image mode", IMAGE, AT (image.mode), CHOICE, RATE, 1, { HR_MODE_TRAIN, HR_MODE_INFERENCE, -1 } },
  { "image mode", IMAGE, AT (image.mode), CHOICE, MEMORY, -1,
    { HR_MODE_TRAIN, HR_MODE_INFERENCE, -1 } },
  { "atoms", KERNEL (md_setup, 10), AT (science.atoms), REAL, MEMORY, 1,
    { 100, 1e3, 2e4, 1e5, 1e6, 1e7, 1e8, -1 } },
  { "atoms", KERNEL (md_setup, 10), AT (science.atoms), REAL, RATE, -1,
    { 100, 1e3, 2e4, 1e5, 1e6, 1e7, 1e8, -1 } },
  { "matrix", KERNEL (dense_setup, 10), AT (science.matrix_order), REAL, MEMORY, 1,
    { 100, 1e3, 1e4, 1e5, 1e6, -1 } },
  { "matrix", KERNEL (dense_setup, 10), AT (science.matrix_order), REAL, JOB, 1,
    { 100, 1e3, 1e4, 1e5, 1e6, -1 } },
  { "cells", KERNEL (lattice_setup, 2), AT (science.cells), REAL, MEMORY, 1,
    { 1e4, 1e6, 1e8, 1e10, -1 } },
  { "cells", KERNEL (lattice_setup, 2), AT (science.cells), REAL, STEP, 1,
    { 1e4, 1e6, 1e8, 1e10, -1 } },
  { "nonzeros", KERNEL (sparse_setup, 2), AT (science.nonzeros), REAL, STEP, 1,
    { 1e5, 1e7, 1e9, -1 } },
  { "points", KERNEL (fft_setup, 2), AT (science.points), REAL, STEP, 1, { 1e3, 1e6, 1e9, -1 } },
  { "triangles", RENDER, AT (render.triangles), REAL, MEMORY, 1, { 1e3, 1e5, 1e7, 1e8, 1e9, -1 } },
  { "triangles", RENDER, AT (render.triangles), REAL, JOB, 1, { 1e3, 1e5, 1e7, 1e8, 1e9, -1 } },
  { "volumes", RENDER, AT (render.volumes_gib), REAL, JOB, 1, { 0, 1, 8, 64, 512, -1 } },
  { "samples", RENDER, AT (render.samples), REAL, JOB, 1, { 1, 16, 128, 1024, 8192, -1 } },
};
/* clang-format on */

static void
set (HrWorkload *workload, const Sweep *sweep, double value)
{
  gpointer member = (char *) workload + sweep->offset;

  if (sweep->kind == COUNT)
    *(guint32 *) member = (guint32) value;
  else if (sweep->kind == REAL)
    *(double *) member = value;
  else
    *(int *) member = (int) value;
}

static double
quantity_of (const HrEstimate *e, Quantity quantity, guint gpus)
{
  switch (quantity)
    {
    case MEMORY:
      return e->required_gib;
    case STEP:
      return e->step_seconds;
    case JOB:
      return e->seconds;
    case RATE:
    default:
      return e->throughput.value * (e->throughput.per_gpu ? gpus : 1);
    }
}

static void
estimate (const HrGpu *gpu, guint gpus, const HrWorkload *workload, HrEstimate *e)
{
  HrEstimateInput input = {
    .calibration = hr_calibration_default (), .gpu = gpu, .gpu_count = gpus, .workload = workload
  };

  hr_host_default_for (gpu, gpus, &input.host);
  hr_estimate (&input, e, NULL);
  g_assert_true (isfinite (e->required_gib) && e->required_gib > 0);
  g_assert_true (isfinite (e->seconds) && e->seconds > 0);
  g_assert_true (e->low_gib <= e->required_gib && e->required_gib <= e->high_gib);
  g_assert_true (e->throughput.low > 0 && e->throughput.low <= e->throughput.value);
  g_assert_true (e->throughput.value <= e->throughput.high && isfinite (e->throughput.high));
}

static void
prepare (const Sweep *sweep, guint variant, HrWorkload *workload)
{
  hr_task_type (sweep->task)->init (workload);
  sweep->setup (workload, variant);
}

/* The rate of a batch that its card cannot hold falls when layers move to host RAM: physics too. */
static gboolean
runs (const HrEstimate *e)
{
  return (e->notes & HR_NOTE_OFFLOADED) == 0;
}

static void
check_sweep (const Sweep *sweep, const HrGpu *gpu, guint gpus, guint variant)
{
  double before = sweep->sign > 0 ? 0 : G_MAXDOUBLE;

  for (guint i = 0; sweep->values[i] >= 0; i++)
    {
      HrWorkload workload;
      HrEstimate e;
      double     value;

      prepare (sweep, variant, &workload);
      set (&workload, sweep, sweep->values[i]);
      estimate (gpu, gpus, &workload, &e);
      value = quantity_of (&e, sweep->quantity, gpus);
      if (sweep->quantity == RATE && !runs (&e))
        return;
      if (sweep->sign * (value - before) < -1e-6 * fabs (before))
        g_error ("%s, %u × %s, variant %u: %g at %g, before %g", sweep->name, gpus, gpu->id,
                 variant, value, sweep->values[i], before);
      before = value;
    }
}

static void
test_more_work (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (sweeps); s++)
    for (guint g = 0; g < G_N_ELEMENTS (cards); g++)
      for (guint variant = 0; variant < sweeps[s].variants; variant++)
        for (guint gpus = 1; gpus <= 4; gpus += 3)
          check_sweep (&sweeps[s], &cards[g], gpus, variant);
}

/* The same card with a third more of everything is never slower. */
static void
test_better_card (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (sweeps); s++)
    for (guint g = 0; g < G_N_ELEMENTS (cards); g++)
      for (guint variant = 0; variant < sweeps[s].variants; variant++)
        {
          HrWorkload workload;
          HrEstimate e, faster;
          HrGpu      better = cards[g];

          for (guint i = 0; i < HR_N_RATE; i++)
            better.tflops[i] *= 1.3;
          better.bandwidth_gb_s *= 1.3;
          better.vram_gib *= 1.3;
          prepare (&sweeps[s], variant, &workload);
          estimate (&cards[g], 1, &workload, &e);
          estimate (&better, 1, &workload, &faster);
          if (faster.throughput.value < e.throughput.value * (1 - 1e-9)
              || (e.fit == HR_FIT_FITS && faster.fit == HR_FIT_EXCEEDS))
            g_error ("%s, %s, variant %u: %g, with a better card %g", sweeps[s].name, cards[g].id,
                     variant, e.throughput.value, faster.throughput.value);
        }
}

static double
best_rate (const HrGpu *gpu)
{
  double best = 0;

  for (guint i = 0; i < HR_N_RATE; i++)
    best = MAX (best, gpu->tflops[i] * 1e12);
  return best;
}

/* Training costs at least 4 FLOP a parameter and token (LoRA), a generated token reads its weights
 * and is multiplied by them, and no memory is below that of the weights. */
static void
test_rooflines (void)
{
  for (guint g = 0; g < G_N_ELEMENTS (cards); g++)
    for (guint variant = 0; variant < 2 * HR_N_ENGINE; variant++)
      for (guint batch = 1; batch <= 1024; batch *= 4)
        {
          HrWorkload w;
          HrEstimate e;
          double     tokens, params = 7.5e9, all = cards[g].devices * HR_GIB;

          hr_task_type (HR_TASK_NLP_FINE_TUNE)->init (&w);
          nlp_setup (&w, variant);
          w.nlp.batch = batch;
          estimate (&cards[g], 1, &w, &e);
          g_assert_cmpfloat (e.throughput.value * 4 * params, <, best_rate (&cards[g]));
          g_assert_cmpfloat (e.required_gib * HR_GIB, >, params * 0.5);
          hr_task_type (HR_TASK_LLM_INFERENCE)->init (&w);
          llm_setup (&w, variant);
          w.llm.batch = batch;
          estimate (&cards[g], 1, &w, &e);
          tokens = e.throughput.value;
          g_assert_cmpfloat (tokens * 2 * params, <, best_rate (&cards[g]));
          g_assert_cmpfloat (tokens / batch * params * w.llm.bits_per_weight / 8, <,
                             cards[g].bandwidth_gb_s * 1e9);
          g_assert_cmpfloat (e.required_gib * all, >, params * w.llm.bits_per_weight / 8);
          g_assert_cmpfloat (e.prefill.value * 2 * params, <, best_rate (&cards[g]));
        }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/estimate/more-work", test_more_work);
  g_test_add_func ("/estimate/better-card", test_better_card);
  g_test_add_func ("/estimate/rooflines", test_rooflines);
  return g_test_run ();
}
