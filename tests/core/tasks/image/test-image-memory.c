/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "image-case.h"
#include "hr-run-estimate.h"

static void
run (ImageCase *self, HrEstimate *estimate)
{
  hr_estimate (&self->input, estimate, NULL);
}

#define BYTES(x) ((x) / HR_GIB)

static void
test_training_fp32 (void)
{
  ImageCase  self;
  HrEstimate estimate;
  double     inputs = 10.0 * 224 * 224 * 3 * 4, live;

  image_case_init (&self);
  run (&self, &estimate);
  assert_near (image_case_term (&estimate, HR_TERM_WEIGHTS), BYTES (40e6));
  assert_near (image_case_term (&estimate, HR_TERM_MASTER_WEIGHTS), 0);
  assert_near (image_case_term (&estimate, HR_TERM_GRADIENTS), BYTES (40e6));
  assert_near (image_case_term (&estimate, HR_TERM_OPTIMIZER), BYTES (40e6));
  assert_near (image_case_term (&estimate, HR_TERM_ACTIVATIONS), BYTES (10 * 10e6 * 2 * 4));
  assert_near (image_case_term (&estimate, HR_TERM_INPUTS), BYTES (inputs));
  assert_near (image_case_term (&estimate, HR_TERM_WORKSPACE), 1);
  live = BYTES (120e6 + 800e6 + inputs);
  assert_near (estimate.allocated_gib, live + 1);
  assert_near (estimate.reserved_gib, live * 1.1 + 1.125);
  assert_near (estimate.required_gib, live * 1.1 + 1.625);
  g_assert_cmpfloat (estimate.low_gib, <, estimate.required_gib);
  g_assert_cmpfloat (estimate.high_gib, >, estimate.required_gib);
}

static void
test_states (void)
{
  static const struct
  {
    HrPrecision precision;
    HrOptimizer optimizer;
    double      weights, master, gradients, moments, element; /* bytes */
  } cases[] = {
    { HR_PRECISION_FP32, HR_OPTIMIZER_SGD, 4, 0, 4, 0, 4 },
    { HR_PRECISION_TF32, HR_OPTIMIZER_ADAMW, 4, 0, 4, 8, 4 },
    { HR_PRECISION_AMP, HR_OPTIMIZER_ADAMW, 2, 4, 4, 8, 2 },
    { HR_PRECISION_AMP, HR_OPTIMIZER_ADAMW_8BIT, 2, 4, 4, 2.06, 2 },
    { HR_PRECISION_BF16, HR_OPTIMIZER_ADAMW, 2, 0, 2, 4, 2 },
    { HR_PRECISION_AUTO, HR_OPTIMIZER_SGD_MOMENTUM, 2, 4, 4, 4, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImageCase  self;
      HrEstimate estimate;

      g_test_message ("%s %s", hr_enum_nick (&hr_enum_precision, cases[i].precision),
                      hr_enum_nick (&hr_enum_optimizer, cases[i].optimizer));
      image_case_init (&self);
      self.workload.image.precision = cases[i].precision;
      self.workload.image.optimizer = cases[i].optimizer;
      run (&self, &estimate);
      assert_near (image_case_term (&estimate, HR_TERM_WEIGHTS), BYTES (cases[i].weights * 10e6));
      assert_near (image_case_term (&estimate, HR_TERM_MASTER_WEIGHTS),
                   BYTES (cases[i].master * 10e6));
      assert_near (image_case_term (&estimate, HR_TERM_GRADIENTS),
                   BYTES (cases[i].gradients * 10e6));
      assert_near (image_case_term (&estimate, HR_TERM_OPTIMIZER), BYTES (cases[i].moments * 10e6));
      assert_near (image_case_term (&estimate, HR_TERM_ACTIVATIONS),
                   BYTES (cases[i].element * 2 * 100e6));
    }
}

static void
test_inference (void)
{
  ImageCase  self;
  HrEstimate estimate;
  double     layers = 47 * pow (10, 0.71) * pow (10, -0.41);

  image_case_init (&self);
  self.workload.image.mode = HR_MODE_INFERENCE;
  run (&self, &estimate);
  assert_near (image_case_term (&estimate, HR_TERM_WEIGHTS), BYTES (40e6));
  assert_near (image_case_term (&estimate, HR_TERM_GRADIENTS), 0);
  assert_near (image_case_term (&estimate, HR_TERM_OPTIMIZER), 0);
  assert_near (image_case_term (&estimate, HR_TERM_ACTIVATIONS), BYTES (100e6 * 4 * 4 / layers));
  self.workload.image.channels_last = TRUE;
  run (&self, &estimate);
  assert_near (image_case_term (&estimate, HR_TERM_ACTIVATIONS), BYTES (100e6 * 4 * 2 / layers));
}

/* Scores stay in memory only where attention is not fused; networks without normalisation keep
 * half. */
static void
test_traits (void)
{
  ImageCase  self;
  HrEstimate estimate;
  double     tokens = 5e9 / 10e6, share = tokens / (tokens + 640);

  image_case_init (&self);
  g_strlcpy (self.workload.image.kind, "attention", sizeof self.workload.image.kind);
  run (&self, &estimate);
  assert_near (image_case_term (&estimate, HR_TERM_ATTENTION_SCORES), 0);
  assert_near (image_case_term (&estimate, HR_TERM_ACTIVATIONS),
               BYTES (100e6 * (1 - share) * 2 * 4));
  g_strlcpy (self.workload.image.framework, "PyTorch 1.13", sizeof self.workload.image.framework);
  run (&self, &estimate);
  assert_near (image_case_term (&estimate, HR_TERM_ATTENTION_SCORES),
               BYTES (100e6 * share * 3 * 4));

  image_case_init (&self);
  g_strlcpy (self.workload.model_name, "vgg16", sizeof self.workload.model_name);
  run (&self, &estimate);
  assert_near (image_case_term (&estimate, HR_TERM_ACTIVATIONS), BYTES (400e6));
  g_strlcpy (self.workload.model_name, "vgg16_bn", sizeof self.workload.model_name);
  run (&self, &estimate);
  assert_near (image_case_term (&estimate, HR_TERM_ACTIVATIONS), BYTES (800e6));
}

static void
test_monotonic (void)
{
  for (HrMode mode = 0; mode < HR_N_MODE; mode++)
    {
      ImageCase self;
      double    last = 0;

      image_case_init (&self);
      self.workload.image.mode = mode;
      for (guint64 batch = 1; batch <= 1 << 20; batch *= 2)
        {
          HrEstimate estimate;

          self.workload.image.batch = (guint32) batch;
          run (&self, &estimate);
          g_assert_true (isfinite (estimate.required_gib));
          g_assert_cmpfloat (estimate.required_gib, >, last);
          last = estimate.required_gib;
        }
    }
}

/* The same work, 0.86 GiB and 0.5 GiB of context, on cards that leave more or less beside them. */
static void
test_overheads (void)
{
  static const struct
  {
    double usable_gib, workspace, cached;
    HrFit  fit;
  } cases[] = {
    { 16, 1, 0.21, HR_FIT_FITS },   { 2.5, 1, 0.13, HR_FIT_TIGHT },
    { 2.2, 0.83, 0, HR_FIT_TIGHT }, { 1.7, 0.33, 0, HR_FIT_TIGHT },
    { 1.5, 0.25, 0, HR_FIT_TIGHT }, { 0.1, 0.25, 0, HR_FIT_EXCEEDS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ImageCase  self;
      HrEstimate estimate;

      g_test_message ("%g GiB", cases[i].usable_gib);
      image_case_init (&self);
      self.gpu.usable_mib = cases[i].usable_gib * 1024;
      run (&self, &estimate);
      g_assert_cmpfloat_with_epsilon (image_case_term (&estimate, HR_TERM_WORKSPACE),
                                      cases[i].workspace, 0.01);
      g_assert_cmpfloat_with_epsilon (image_case_term (&estimate, HR_TERM_FRAGMENTATION),
                                      cases[i].cached, 0.01);
      g_assert_cmpint (estimate.fit, ==, cases[i].fit);
    }
}

static void
test_largest_batch (void)
{
  ImageCase  self;
  HrEstimate estimate;
  guint32    batch;

  image_case_init (&self);
  batch = hr_estimate_largest_batch (&self.input);
  g_assert_cmpuint (batch, >, 100);
  self.workload.image.batch = batch;
  run (&self, &estimate);
  g_assert_true (hr_estimate_is_likely (&estimate));
  self.workload.image.batch = batch + 1;
  run (&self, &estimate);
  g_assert_false (hr_estimate_is_likely (&estimate));
  self.workload.image.params_m = 1e5;
  g_assert_cmpuint (hr_estimate_largest_batch (&self.input), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-memory/training-fp32", test_training_fp32);
  g_test_add_func ("/image-memory/states", test_states);
  g_test_add_func ("/image-memory/inference", test_inference);
  g_test_add_func ("/image-memory/traits", test_traits);
  g_test_add_func ("/image-memory/monotonic", test_monotonic);
  g_test_add_func ("/image-memory/overheads", test_overheads);
  g_test_add_func ("/image-memory/largest-batch", test_largest_batch);
  return g_test_run ();
}
