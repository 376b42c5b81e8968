/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "transformer-case.h"
#include "hr-run-estimate.h"

static void
test_init (void)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrWorkload workload;

  hr_task_type (HR_TASK_NLP_FINE_TUNE)->init (&workload);
  g_assert_cmpint (workload.task, ==, HR_TASK_NLP_FINE_TUNE);
  g_assert_cmpstr (workload.model, ==, "llama-3.1-8b");
  hr_task_type (HR_TASK_NLP_FINE_TUNE)->validate (&workload, issues);
  g_assert_cmpuint (hr_issues_n (issues), ==, 0);
}

/* A pair runs twice the tokens, and a model that is trained whole is held a second time; adapters
 * are measured against their own base. What is not known is refused by its name. */
static void
test_objective (void)
{
  for (guint adapters = 0; adapters <= 1; adapters++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      TransformerCase self;
      double          weights, required, step;

      transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
      self.workload.nlp.method = adapters ? HR_METHOD_LORA : HR_METHOD_FULL;
      transformer_case_run (&self, 1);
      weights = transformer_case_term (&self, HR_TERM_WEIGHTS);
      required = self.estimate.required_gib;
      step = self.estimate.step_seconds;
      self.workload.nlp.objective = HR_OBJECTIVE_DPO;
      transformer_case_run (&self, 1);
      g_assert_cmpfloat (self.estimate.required_gib, >, required);
      g_assert_cmpfloat (self.estimate.step_seconds, >, 1.9 * step);
      if (adapters)
        g_assert_cmpfloat (transformer_case_term (&self, HR_TERM_WEIGHTS), ==, weights);
      else
        g_assert_cmpfloat (transformer_case_term (&self, HR_TERM_WEIGHTS), >, 1.4 * weights);
      hr_task_type (HR_TASK_NLP_FINE_TUNE)->validate (&self.workload, issues);
      g_assert_cmpuint (hr_issues_n (issues), ==, 0);
      self.workload.nlp.objective = HR_OBJECTIVE_GRPO;
      hr_task_type (HR_TASK_NLP_FINE_TUNE)->validate (&self.workload, issues);
      g_assert_cmpuint (hr_issues_n (issues), ==, 1);
    }
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
#define NUMBER(path, field, value) \
  { "$.workload." path, G_STRUCT_OFFSET (HrNlpWork, field), FALSE, value }
#define INTEGER(path, field, value)                                     \
  {                                                                     \
    "$.workload." path, G_STRUCT_OFFSET (HrNlpWork, field), TRUE, value \
  }
    INTEGER ("batch", batch, (1 << 20) + 1),
    INTEGER ("gradient_accumulation", gradient_accumulation, 0),
    INTEGER ("sequence_length", sequence_length, 0),
    INTEGER ("sequence_length", sequence_length, (1 << 24) + 1),
    INTEGER ("optimizer_state_bits", optimizer_state_bits, 7),
    INTEGER ("lora_rank", lora_rank, 0),
    INTEGER ("lora_rank", lora_rank, 70000),
    INTEGER ("model_config.num_hidden_layers", shape.layers, 0),
    NUMBER ("train_tokens", train_tokens, -1),
    NUMBER ("train_tokens", train_tokens, NAN),
    NUMBER ("train_tokens", train_tokens, 1e17),
    NUMBER ("trainable_params_m", trainable_params_m, INFINITY),
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrWorkload workload;
      void      *field;

      g_test_message ("%s %g", cases[i].path, cases[i].value);
      hr_task_type (HR_TASK_NLP_FINE_TUNE)->init (&workload);
      field = (char *) &workload.nlp + cases[i].offset;
      if (cases[i].integer)
        *(guint32 *) field = (guint32) cases[i].value;
      else
        *(double *) field = cases[i].value;
      hr_task_type (HR_TASK_NLP_FINE_TUNE)->validate (&workload, issues);
      g_assert_cmpuint (hr_issues_n (issues), ==, 1);
      g_assert_cmpstr (hr_issues_get (issues, 0)->path, ==, cases[i].path);
    }
}

/* Each factor is allowed alone, their product is not. */
static void
test_overflow (void)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrWorkload workload;

  hr_task_type (HR_TASK_NLP_FINE_TUNE)->init (&workload);
  workload.nlp.batch = 1 << 20;
  workload.nlp.sequence_length = 1 << 24;
  hr_task_type (HR_TASK_NLP_FINE_TUNE)->validate (&workload, issues);
  g_assert_cmpuint (hr_issues_n (issues), ==, 1);
  g_assert_cmpstr (hr_issues_get (issues, 0)->path, ==, "$.workload.batch");
}

typedef struct
{
  guint     n, stop_after;
  HrNlpWork first, last;
} Variants;

static gboolean
collect_cb (const HrWorkload *variant, gpointer user_data)
{
  Variants *variants = user_data;

  g_assert_cmpint (variant->nlp.method, !=, HR_METHOD_AUTO);
  g_assert_cmpint (variant->nlp.checkpointing, !=, HR_CHECKPOINTING_AUTO);
  g_assert_cmpint (variant->nlp.sharding, !=, HR_SHARDING_AUTO);
  g_assert_cmpint (variant->nlp.offload, !=, HR_OFFLOAD_AUTO);
  if (variants->n++ == 0)
    variants->first = variant->nlp;
  variants->last = variant->nlp;
  return variants->n != variants->stop_after;
}

static void
test_variants (void)
{
  static const struct
  {
    gboolean automatic;
    guint    gpus, stop, n;
  } cases[] = {
    { FALSE, 1, 0, 1 },
    { TRUE, 1, 0, 3 * 3 * 3 },
    { TRUE, 4, 0, 3 * 3 * 3 * 3 },
    { TRUE, 4, 5, 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Variants   variants = { .stop_after = cases[i].stop };
      HrWorkload workload;

      hr_task_type (HR_TASK_NLP_FINE_TUNE)->init (&workload);
      if (cases[i].automatic)
        {
          workload.nlp.method = HR_METHOD_AUTO;
          workload.nlp.checkpointing = HR_CHECKPOINTING_AUTO;
          workload.nlp.offload = HR_OFFLOAD_AUTO;
          workload.nlp.precision = HR_PRECISION_AUTO;
        }
      hr_task_type (HR_TASK_NLP_FINE_TUNE)
          ->each_variant (&workload, cases[i].gpus, collect_cb, &variants);
      g_assert_cmpuint (variants.n, ==, cases[i].n);
      if (cases[i].automatic)
        {
          g_assert_cmpint (variants.first.method, ==, HR_METHOD_FULL);
          g_assert_cmpint (variants.first.checkpointing, ==, HR_CHECKPOINTING_NONE);
          g_assert_cmpint (variants.first.offload, ==, HR_OFFLOAD_NONE);
          g_assert_cmpint (variants.first.precision, ==, HR_PRECISION_BF16);
        }
    }
}

/* The largest batch is exact: it fits, and one more does not. */
static void
test_largest_batch (void)
{
  static const double gib[] = { 0.5, 2, 8, 24, 80 };

  for (guint i = 0; i < G_N_ELEMENTS (gib); i++)
    {
      TransformerCase self;
      guint32         batch;

      transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
      self.gpu.usable_mib = gib[i] * 1024;
      transformer_case_run (&self, 1);
      batch = hr_estimate_largest_batch (&self.input);
      if (i == 0)
        g_assert_cmpuint (batch, ==, 0);
      else
        g_assert_cmpuint (batch, >, 0);
      self.workload.nlp.batch = batch + 1;
      transformer_case_run (&self, 1);
      g_assert_false (hr_estimate_is_likely (&self.estimate));
      if (batch == 0)
        continue;
      self.workload.nlp.batch = batch;
      transformer_case_run (&self, 1);
      g_assert_true (hr_estimate_is_likely (&self.estimate));
    }
}

static void
test_terms_add_up (void)
{
  g_autoptr (HrTrace) trace = hr_trace_new ();
  TransformerCase self;
  double          sum = 0;

  transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
  hr_host_default_for (&self.gpu, 1, &self.input.host);
  hr_estimate (&self.input, &self.estimate, trace);
  for (guint i = 0; i < self.estimate.n_terms; i++)
    sum += self.estimate.terms[i].gib;
  g_assert_cmpfloat_with_epsilon (sum, self.estimate.required_gib, 1e-9);
  g_assert_nonnull (hr_trace_find (trace, "memory.weights"));
  g_assert_nonnull (hr_trace_find (trace, "memory.logits"));
  g_assert_nonnull (hr_trace_find (trace, "time.compute"));
  for (guint i = 0; i < hr_trace_n (trace); i++)
    {
      g_assert_true (isfinite (hr_trace_get (trace, i)->value));
      g_assert_cmpstr (hr_trace_get (trace, i)->source, !=, "");
    }
}

/* A card of which hardly anything is known still gets finite figures. */
static void
test_unknown_hardware (void)
{
  for (guint gpus = 1; gpus <= 9; gpus += 4)
    {
      TransformerCase self;

      transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
      self.calibration = *hr_calibration_default ();
      self.workload.nlp.offload = HR_OFFLOAD_ALL;
      self.workload.nlp.sharding = HR_SHARDING_ZERO3;
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
  g_test_add_func ("/nlp-fine-tune/init", test_init);
  g_test_add_func ("/nlp-fine-tune/validate", test_validate);
  g_test_add_func ("/nlp-fine-tune/objective", test_objective);
  g_test_add_func ("/nlp-fine-tune/overflow", test_overflow);
  g_test_add_func ("/nlp-fine-tune/variants", test_variants);
  g_test_add_func ("/nlp-fine-tune/largest-batch", test_largest_batch);
  g_test_add_func ("/nlp-fine-tune/terms-add-up", test_terms_add_up);
  g_test_add_func ("/nlp-fine-tune/unknown-hardware", test_unknown_hardware);
  return g_test_run ();
}
