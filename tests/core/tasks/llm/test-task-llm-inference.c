/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "transformer-case.h"
#include "hr-run-estimate.h"

static void
test_init (void)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrWorkload workload;

  hr_task_type (HR_TASK_LLM_INFERENCE)->init (&workload);
  g_assert_cmpint (workload.task, ==, HR_TASK_LLM_INFERENCE);
  hr_task_type (HR_TASK_LLM_INFERENCE)->validate (&workload, issues);
  g_assert_cmpuint (hr_issues_n (issues), ==, 0);
}

static void
test_validate (void)
{
  static const struct
  {
    const char *path;
    gsize       offset;
    gboolean    integer;
    double      value;
  } cases[] = {
#undef NUMBER
#undef INTEGER
#define NUMBER(path, field, value) \
  { "$.workload." path, G_STRUCT_OFFSET (HrLlmWork, field), FALSE, value }
#define INTEGER(path, field, value)                                     \
  {                                                                     \
    "$.workload." path, G_STRUCT_OFFSET (HrLlmWork, field), TRUE, value \
  }
    INTEGER ("batch", batch, (1 << 20) + 1),
    INTEGER ("context_length", context_length, (1 << 24) + 1),
    INTEGER ("prompt_tokens", prompt_tokens, (1 << 24) + 1),
    INTEGER ("generated_tokens", generated_tokens, (1 << 24) + 1),
    INTEGER ("model_config.vocab_size", shape.vocab, 0),
    NUMBER ("bits_per_weight", bits_per_weight, 0.1),
    NUMBER ("bits_per_weight", bits_per_weight, 65),
    NUMBER ("bits_per_weight", bits_per_weight, NAN),
    NUMBER ("requests", requests, -1),
    NUMBER ("requests", requests, INFINITY),
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrWorkload workload;
      void      *field;

      g_test_message ("%s %g", cases[i].path, cases[i].value);
      hr_task_type (HR_TASK_LLM_INFERENCE)->init (&workload);
      field = (char *) &workload.llm + cases[i].offset;
      if (cases[i].integer)
        *(guint32 *) field = (guint32) cases[i].value;
      else
        *(double *) field = cases[i].value;
      hr_task_type (HR_TASK_LLM_INFERENCE)->validate (&workload, issues);
      g_assert_cmpuint (hr_issues_n_errors (issues), >=, 1);
      g_assert_cmpstr (hr_issues_get (issues, 0)->path, ==, cases[i].path);
    }
}

static void
test_validate_words (void)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrWorkload workload;

  hr_task_type (HR_TASK_LLM_INFERENCE)->init (&workload);
  g_strlcpy (workload.llm.weight_format, "q9_z", sizeof workload.llm.weight_format);
  workload.llm.context_length = workload.llm.prompt_tokens = workload.llm.generated_tokens = 0;
  hr_task_type (HR_TASK_LLM_INFERENCE)->validate (&workload, issues);
  g_assert_cmpuint (hr_issues_n_errors (issues), ==, 2);
  g_assert_cmpstr (hr_issues_get (issues, 0)->path, ==, "$.workload.weight_format");
  g_assert_cmpstr (hr_issues_get (issues, 1)->path, ==, "$.workload.context_length");
}

static void
test_terms_add_up (void)
{
  for (guint engine = 0; engine < HR_N_ENGINE; engine++)
    {
      g_autoptr (HrTrace) trace = hr_trace_new ();
      TransformerCase self;
      double          sum = 0;

      transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
      self.calibration = *hr_calibration_default ();
      self.workload.llm.engine = (HrEngine) engine;
      hr_host_default_for (&self.gpu, 1, &self.input.host);
      hr_estimate (&self.input, &self.estimate, trace);
      for (guint i = 0; i < self.estimate.n_terms; i++)
        sum += self.estimate.terms[i].gib;
      g_assert_cmpfloat_with_epsilon (sum, self.estimate.required_gib, 1e-9);
      g_assert_cmpfloat (self.estimate.throughput.value, >, 0);
      g_assert_nonnull (hr_trace_find (trace, "memory.kv-cache"));
      g_assert_nonnull (hr_trace_find (trace, "time.prefill-compute"));
      for (guint i = 0; i < hr_trace_n (trace); i++)
        g_assert_true (isfinite (hr_trace_get (trace, i)->value));
    }
}

static void
test_largest_batch (void)
{
  TransformerCase self;
  guint32         batch;

  transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
  self.workload.llm.context_length = 4096;
  self.workload.llm.offload = HR_LLM_OFFLOAD_NONE;
  transformer_case_run (&self, 1);
  batch = hr_estimate_largest_batch (&self.input);
  g_assert_cmpuint (batch, >, 1);
  self.workload.llm.batch = batch;
  transformer_case_run (&self, 1);
  g_assert_true (hr_estimate_is_likely (&self.estimate));
  self.workload.llm.batch = batch + 1;
  transformer_case_run (&self, 1);
  g_assert_false (hr_estimate_is_likely (&self.estimate));
}

/* A card of which hardly anything is known still gets finite figures. */
static void
test_unknown_hardware (void)
{
  for (guint gpus = 1; gpus <= 9; gpus += 4)
    {
      TransformerCase self;

      transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
      self.calibration = *hr_calibration_default ();
      self.workload.llm.batch = 7;
      self.gpu = (HrGpu){
        .id = "new", .name = "New", .arch = HR_ARCH_OTHER, .vendor = HR_VENDOR_OTHER
      };
      transformer_case_run (&self, gpus);
      g_assert_true (isfinite (self.estimate.required_gib));
      g_assert_true (isfinite (self.estimate.seconds_high));
      g_assert_true (isfinite (self.estimate.gpu_load));
      g_assert_cmpfloat (self.estimate.throughput.value, >, 0);
      g_assert_false (hr_estimate_is_likely (&self.estimate));
      for (guint i = 0; i < HR_N_STAGE; i++)
        g_assert_true (isfinite (self.estimate.stage_seconds[i]));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/llm-inference/init", test_init);
  g_test_add_func ("/llm-inference/validate", test_validate);
  g_test_add_func ("/llm-inference/validate-words", test_validate_words);
  g_test_add_func ("/llm-inference/terms-add-up", test_terms_add_up);
  g_test_add_func ("/llm-inference/largest-batch", test_largest_batch);
  g_test_add_func ("/llm-inference/unknown-hardware", test_unknown_hardware);
  return g_test_run ();
}
