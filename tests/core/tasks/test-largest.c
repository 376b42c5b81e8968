/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-calibration.h"
#include "hr-model-shape.h"
#include "hr-task.h"
#include "transformer-case.h"
#include "hr-run-estimate.h"

static void
find (TransformerCase *self)
{
  transformer_case_run (self, 1);
  hr_estimate_find_largest (&self->input, self->input.workload, &self->estimate);
}

/* Each answer fits, and one more does not. */
static void
test_exact (void)
{
  static const HrTask tasks[] = { HR_TASK_NLP_FINE_TUNE, HR_TASK_LLM_INFERENCE };

  for (guint t = 0; t < G_N_ELEMENTS (tasks); t++)
    for (guint more = 0; more <= 1; more++)
      {
        TransformerCase self;
        HrEstimate      found;

        transformer_case_init (&self, tasks[t]);
        self.gpu.usable_mib = 4096;
        if (tasks[t] == HR_TASK_LLM_INFERENCE)
          self.workload.llm.offload = HR_LLM_OFFLOAD_NONE;
        find (&self);
        found = self.estimate;
        g_assert_cmpuint (found.largest_batch, >, 0);
        g_assert_cmpuint (found.largest_tokens, >, 0);
        if (tasks[t] == HR_TASK_NLP_FINE_TUNE)
          self.workload.nlp.sequence_length = found.largest_tokens + more;
        else
          self.workload.llm.context_length = found.largest_tokens + more;
        transformer_case_run (&self, 1);
        g_assert_cmpint (!hr_estimate_is_likely (&self.estimate), ==, more);
      }
}

/* The given model has 140 M parameters: what fits 4 GiB is larger, what fits 1 GiB is smaller. */
static void
test_model (void)
{
  TransformerCase self;

  transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
  self.gpu.usable_mib = 8192;
  find (&self);
  g_assert_cmpfloat (self.estimate.largest_params_b, >, PARAMS_G);
  self.gpu.usable_mib = 1400;
  find (&self);
  g_assert_cmpfloat (self.estimate.largest_params_b, <, PARAMS_G);
  g_assert_cmpfloat (self.estimate.largest_params_b, >, 0);
}

/* An image, a scene: each answer fits, and the next step does not. */
static void
test_image_and_scene (void)
{
  for (guint more = 0; more <= 1; more++)
    {
      HrEstimateInput input;
      HrWorkload      workload;
      HrGpu           gpu = { .arch = HR_ARCH_ADA, .vram_gib = 8, .devices = 1, .bus_bits = 128 };
      HrEstimate      estimate, found;

      gpu.bandwidth_gb_s = 500;
      for (guint i = 0; i < HR_N_RATE; i++)
        gpu.tflops[i] = 20;
      input = (HrEstimateInput){
        .gpu = &gpu, .gpu_count = 1, .workload = &workload, .calibration = hr_calibration_default ()
      };
      hr_host_default_for (&gpu, 1, &input.host);

      hr_task_type (HR_TASK_IMAGE_CLASSIFICATION)->init (&workload);
      workload.image.batch = 32;
      hr_estimate (&input, &estimate, NULL);
      hr_estimate_find_largest (&input, &workload, &estimate);
      found = estimate;
      g_assert_cmpuint (found.largest_image % 32, ==, 0);
      g_assert_cmpuint (found.largest_batch, >=, 32);
      workload.image.image_size = found.largest_image + 32 * more;
      hr_estimate (&input, &estimate, NULL);
      g_assert_cmpint (!hr_estimate_is_likely (&estimate), ==, more);

      hr_task_type (HR_TASK_RENDERING)->init (&workload);
      hr_estimate (&input, &estimate, NULL);
      hr_estimate_find_largest (&input, &workload, &estimate);
      found = estimate;
      g_assert_cmpint (found.size_unit, ==, HR_SIZE_TRIANGLES);
      workload.render.triangles = found.largest_size + 1000 * more;
      hr_estimate (&input, &estimate, NULL);
      g_assert_cmpint (!hr_estimate_is_likely (&estimate), ==, more);
    }
}

/* What is "auto" is chosen anew for each size: what fits is what the most frugal choice holds, not
 * what the one that was chosen for the size at hand does. */
static void
test_auto (void)
{
  TransformerCase self;
  HrWorkload      asked;
  guint32         tokens = 0, batch = 0;

  transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
  self.gpu.usable_mib = 4096;
  for (int c = HR_CHECKPOINTING_NONE; c <= HR_CHECKPOINTING_FULL; c++)
    {
      self.workload.nlp.checkpointing = (HrCheckpointing) c;
      self.workload.nlp.batch = 1;
      find (&self);
      tokens = MAX (tokens, self.estimate.largest_tokens);
      batch = MAX (batch, self.estimate.largest_batch);
    }
  g_assert_cmpuint (batch, >, 1);
  self.workload.nlp.checkpointing = HR_CHECKPOINTING_NONE;
  asked = self.workload;
  asked.nlp.checkpointing = HR_CHECKPOINTING_AUTO;
  asked.nlp.batch = 0;
  transformer_case_run (&self, 1);
  hr_estimate_find_largest (&self.input, &asked, &self.estimate);
  g_assert_cmpuint (self.estimate.largest_tokens, ==, tokens);
  g_assert_cmpuint (self.estimate.largest_batch, ==, batch);
}

static void
test_nothing_fits (void)
{
  TransformerCase self;

  transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
  self.gpu.usable_mib = 100;
  find (&self);
  g_assert_cmpuint (self.estimate.largest_batch, ==, 0);
  g_assert_cmpuint (self.estimate.largest_tokens, ==, 0);
  g_assert_cmpfloat (self.estimate.largest_params_b, ==, 0);
}

static void
test_other_tasks (void)
{
  TransformerCase self;

  transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
  transformer_case_run (&self, 1);
  hr_task_type (HR_TASK_SCIENTIFIC)->init (&self.workload);
  hr_estimate_find_largest (&self.input, &self.workload, &self.estimate);
  g_assert_cmpuint (self.estimate.largest_batch, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/largest/exact", test_exact);
  g_test_add_func ("/largest/model", test_model);
  g_test_add_func ("/largest/auto", test_auto);
  g_test_add_func ("/largest/nothing-fits", test_nothing_fits);
  g_test_add_func ("/largest/image-and-scene", test_image_and_scene);
  g_test_add_func ("/largest/other-tasks", test_other_tasks);
  return g_test_run ();
}
