/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-band.h"
#include "transformer-case.h"

/* One sequence of 1,000 tokens: 2 × (120 M + 10 M head) FLOP a token and pass, forward and twice
 * that backward, at 50 of 100 TFLOP/s; the scores: 4 × 1000 × 1000 × 10 ÷ 2 a token, 3.5 times,
 * at 25. */
static void
test_compute (void)
{
  static const struct
  {
    HrMethod        method;
    HrCheckpointing checkpointing;
    double          passes, scores;
  } cases[] = {
    { HR_METHOD_FULL, HR_CHECKPOINTING_NONE, 3, 3.5 },
    { HR_METHOD_FULL, HR_CHECKPOINTING_FULL, 4, 4.5 },
    { HR_METHOD_FULL, HR_CHECKPOINTING_SELECTIVE, 3.5, 4 },
    { HR_METHOD_LORA, HR_CHECKPOINTING_NONE, 2, 3.5 },
    { HR_METHOD_LORA, HR_CHECKPOINTING_FULL, 3, 4.5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TransformerCase self;
      double products = 1000 * 2 * 130e6 * cases[i].passes, scores = 1000 * 2e7 * cases[i].scores;

      transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
      self.workload.nlp.method = cases[i].method;
      self.workload.nlp.checkpointing = cases[i].checkpointing;
      transformer_case_run (&self, 1);
      g_assert_cmpfloat_with_epsilon (self.estimate.stage_seconds[HR_STAGE_COMPUTE],
                                      products / 50e12 + scores / 25e12, 1e-7);
    }
}

/* A card whose plain rate nobody entered computes FP32 at an eighth of its matrix rate. */
static void
test_unknown_rate (void)
{
  TransformerCase self;
  double          half;

  transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
  self.workload.nlp.precision = HR_PRECISION_FP16;
  transformer_case_run (&self, 1);
  half = self.estimate.stage_seconds[HR_STAGE_COMPUTE];
  self.gpu.tflops[HR_RATE_FP32] = self.gpu.tflops[HR_RATE_TF32] = 0;
  for (guint i = 0; i < 2; i++)
    {
      self.workload.nlp.precision = i ? HR_PRECISION_TF32 : HR_PRECISION_FP32;
      transformer_case_run (&self, 1);
      g_assert_cmpfloat_with_epsilon (self.estimate.stage_seconds[HR_STAGE_COMPUTE] / half, 8,
                                      1e-6);
    }
}

/* 400 W at 0.1 TFLOP/s each feed 40 TFLOP/s, less than half of 100; at 0.2 they feed enough. A card
 * whose power nobody entered is not held back. */
static void
test_power (void)
{
  static const struct
  {
    double watts, tflops_per_w, efficiency;
  } cases[] = { { 400, 0.1, 0.4 }, { 400, 0.2, 0.5 }, { 0, 0.1, 0.5 } };
  HrTask tasks[] = { HR_TASK_NLP_FINE_TUNE, HR_TASK_LLM_INFERENCE };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint t = 0; t < G_N_ELEMENTS (tasks); t++)
      {
        TransformerCase self;
        double          free, held;

        transformer_case_init (&self, tasks[t]);
        FILL (self.calibration.llm_prefill_efficiency, 0.5);
        FILL (self.calibration.llm_prefill_engine, 1);
        if (tasks[t] == HR_TASK_LLM_INFERENCE)
          {
            self.workload.llm.engine = HR_ENGINE_VLLM;
            self.workload.llm.prompt_tokens = 4096;
          }
        transformer_case_run (&self, 1);
        free = self.estimate.stage_seconds[HR_STAGE_COMPUTE];
        FILL (self.calibration.sustained_tflops_per_w, cases[i].tflops_per_w);
        self.gpu.tdp_w = cases[i].watts;
        transformer_case_run (&self, 1);
        held = self.estimate.stage_seconds[HR_STAGE_COMPUTE];
        g_assert_cmpfloat_with_epsilon (free / held, cases[i].efficiency / 0.5, 1e-6);
      }
}

static void
test_consistency (void)
{
  TransformerCase self;

  transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
  self.workload.nlp.gradient_accumulation = 4;
  self.workload.nlp.train_tokens = 1e6;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (self.estimate.throughput.value * self.estimate.step_seconds, 4000,
                                  1e-3);
  g_assert_cmpfloat (self.estimate.steps, ==, 250);
  g_assert_cmpfloat_with_epsilon (self.estimate.seconds, 250 * self.estimate.step_seconds, 1e-9);
  g_assert_cmpfloat (self.estimate.throughput.low, <, self.estimate.throughput.value);
  g_assert_cmpfloat (self.estimate.throughput.high, >, self.estimate.throughput.value);
  g_assert_cmpfloat (self.estimate.seconds_low, <, self.estimate.seconds);
  g_assert_cmpfloat (self.estimate.seconds_high, >, self.estimate.seconds);
  g_assert_true (self.estimate.throughput.per_gpu);
}

/* A ring all-reduce of 0.28 GB of gradients over 2 devices moves all of it once; half of 600 GB/s
 * at 50 %, and nothing hidden. */
static void
test_exchange (void)
{
  TransformerCase self;
  double          linked, over_pcie;

  transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
  self.calibration.nlp_exchange_overlap = self.calibration.nlp_exchange_overlap_pcie = 0;
  self.workload.nlp.sharding = HR_SHARDING_DDP;
  transformer_case_run (&self, 2);
  linked = self.estimate.stage_seconds[HR_STAGE_INTERCONNECT];
  g_assert_cmpfloat_with_epsilon (linked, 2 * PARAMS_G / 150, 1e-7);
  self.gpu.form = HR_FORM_PCIE_ACTIVE;
  self.gpu.segment = HR_SEGMENT_CONSUMER;
  transformer_case_run (&self, 2);
  over_pcie = self.estimate.stage_seconds[HR_STAGE_INTERCONNECT];
  g_assert_cmpfloat (over_pcie, >, 5 * linked);
  transformer_case_run (&self, 1);
  g_assert_cmpfloat (self.estimate.stage_seconds[HR_STAGE_INTERCONNECT], ==, 0);
}

static void
test_orders (void)
{
  TransformerCase self;
  double          plain, offloaded, quantised;

  transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
  transformer_case_run (&self, 1);
  plain = self.estimate.throughput.value;
  self.workload.nlp.offload = HR_OFFLOAD_OPTIMIZER;
  transformer_case_run (&self, 1);
  offloaded = self.estimate.throughput.value;
  g_assert_cmpfloat (offloaded, <, plain);
  self.workload.nlp.offload = HR_OFFLOAD_NONE;
  self.workload.nlp.method = HR_METHOD_LORA;
  transformer_case_run (&self, 1);
  plain = self.estimate.throughput.value;
  self.workload.nlp.method = HR_METHOD_QLORA;
  transformer_case_run (&self, 1);
  quantised = self.estimate.throughput.value;
  g_assert_cmpfloat (quantised, <, plain);
}

static void
test_unmeasured_architecture (void)
{
  TransformerCase self;
  double          width;

  transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
  transformer_case_run (&self, 1);
  g_assert_false (self.estimate.notes & HR_NOTE_EXTRAPOLATED);
  width = self.estimate.throughput.high / self.estimate.throughput.low;
  self.gpu.arch = HR_ARCH_XE2;
  transformer_case_run (&self, 1);
  g_assert_true (self.estimate.notes & HR_NOTE_EXTRAPOLATED);
  g_assert_cmpfloat (self.estimate.throughput.high / self.estimate.throughput.low, >, width * 1.1);
  g_assert_cmpuint (hr_estimate_n_missing (&self.estimate, HR_QUANTITY_THROUGHPUT), ==, 1);
}

/* Published runs of a framework, or none: the band is wider by a variance, and the basis says so.
 */
static void
test_unmeasured_framework (void)
{
  const HrCalibration *cal = hr_calibration_default ();
  TransformerCase      self;
  double               high, more = HR_Z_80 * cal->nlp_unseen_framework;

  transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
  transformer_case_run (&self, 1);
  g_assert_cmpuint (hr_estimate_n_missing (&self.estimate, HR_QUANTITY_THROUGHPUT), ==, 0);
  high = log (self.estimate.throughput.high / self.estimate.throughput.value);
  self.calibration.runs_nlp_framework[self.workload.nlp.framework] = 0;
  self.calibration.runs_nlp_memory_framework[self.workload.nlp.framework] = 0;
  transformer_case_run (&self, 1);
  g_assert_cmpuint (hr_estimate_n_missing (&self.estimate, HR_QUANTITY_THROUGHPUT), ==, 1);
  g_assert_cmpuint (hr_estimate_n_missing (&self.estimate, HR_QUANTITY_MEMORY), ==, 1);
  g_assert_cmpfloat_with_epsilon (
      log (self.estimate.throughput.high / self.estimate.throughput.value), hypot (high, more),
      1e-9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nlp-time/compute", test_compute);
  g_test_add_func ("/nlp-time/unknown-rate", test_unknown_rate);
  g_test_add_func ("/nlp-time/power", test_power);
  g_test_add_func ("/nlp-time/consistency", test_consistency);
  g_test_add_func ("/nlp-time/exchange", test_exchange);
  g_test_add_func ("/nlp-time/orders", test_orders);
  g_test_add_func ("/nlp-time/unmeasured-architecture", test_unmeasured_architecture);
  g_test_add_func ("/nlp-time/framework-without-runs", test_unmeasured_framework);
  return g_test_run ();
}
