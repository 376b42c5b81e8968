/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "transformer-case.h"

/* 130 M active at 2 B, a cache of 40,000 B × 1,000 tokens, at 500 of 1,000 GB/s; 10 layers at 0.1
 * ms. */
static void
test_decode (void)
{
  TransformerCase self;

  transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
  g_strlcpy (self.workload.llm.weight_format, "fp16", 24);
  self.workload.llm.engine = HR_ENGINE_VLLM;
  self.workload.llm.prompt_tokens = 900;
  self.workload.llm.generated_tokens = 200;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (1 / self.estimate.throughput.value, (0.26 + 0.04) / 500 + 1e-3,
                                  1e-6);
  self.workload.llm.weight_format[0] = '\0';
  self.workload.llm.bits_per_weight = 4;
  transformer_case_run (&self, 1);
  /* Quantised: half of the bandwidth; the head stays at 16 bits. */
  g_assert_cmpfloat_with_epsilon (1 / self.estimate.throughput.value,
                                  (0.08 / 0.5 + 0.04) / 500 + 1e-3, 1e-6);
}

static void
test_scaling (void)
{
  TransformerCase self;
  double          one, two, in_turn;

  transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
  g_strlcpy (self.workload.llm.weight_format, "fp16", 24);
  self.workload.llm.shape.layers = 20;
  self.workload.llm.shape.hidden = 8000;
  self.workload.llm.shape.intermediate = 32000;
  self.workload.llm.engine = HR_ENGINE_VLLM;
  transformer_case_run (&self, 1);
  one = self.estimate.throughput.value;
  transformer_case_run (&self, 2);
  two = self.estimate.throughput.value;
  g_assert_cmpfloat (two, >, 1.5 * one);
  self.workload.llm.engine = HR_ENGINE_LLAMA_CPP;
  transformer_case_run (&self, 2);
  in_turn = self.estimate.throughput.value;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat (in_turn, <=, self.estimate.throughput.value);
}

static void
test_batch (void)
{
  double before = 0;

  for (guint batch = 1; batch <= 64; batch *= 2)
    {
      TransformerCase self;

      transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
      self.workload.llm.engine = HR_ENGINE_VLLM;
      self.workload.llm.batch = batch;
      transformer_case_run (&self, 1);
      g_assert_cmpfloat (self.estimate.throughput.value, >, before);
      g_assert_cmpfloat (self.estimate.throughput.value / batch, >, 0);
      before = self.estimate.throughput.value;
    }
}

/* llama.cpp sends parts of a long prompt through its devices one behind the other. */
static void
test_pipeline (void)
{
  TransformerCase self;
  double          one, four;

  transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
  self.calibration.llm_pipeline_exponent = 1;
  self.calibration.llm_handover_s = 0;
  FILL (self.calibration.llm_layer_s, 0);
  FILL (self.calibration.llm_prefill_layer_s, 0);
  self.workload.llm.engine = HR_ENGINE_LLAMA_CPP;
  self.workload.llm.shape.layers = 80;
  self.workload.llm.shape.hidden = 8000;
  self.workload.llm.shape.intermediate = 32000;
  self.workload.llm.prompt_tokens = 8 * 512;
  transformer_case_run (&self, 1);
  one = self.estimate.prefill.value;
  transformer_case_run (&self, 4);
  four = self.estimate.prefill.value;
  g_assert_cmpfloat_with_epsilon (four / one, 8 * 4 / (8.0 + 4 - 1), 0.05);
  self.workload.llm.prompt_tokens = 512;
  transformer_case_run (&self, 1);
  one = self.estimate.prefill.value;
  transformer_case_run (&self, 4);
  g_assert_cmpfloat_with_epsilon (self.estimate.prefill.value / one, 1, 0.05);
}

/* Compute-bound prompts: 2 × 120 M FLOP a token at a share of 100 TFLOP/s, or of 400 TOP/s where
 * llama.cpp multiplies integers. */
static void
test_llama_cpp_prompts (void)
{
  static const struct
  {
    gboolean dated, halves;
    double   bits, rate;
  } cases[] = {
    { FALSE, TRUE, 4, 0.5 * 400 }, { FALSE, TRUE, 16, 0.25 * 100 }, { TRUE, TRUE, 4, 0.25 * 100 },
    { TRUE, FALSE, 4, 0.5 * 400 }, { FALSE, FALSE, 4, 0.5 * 400 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TransformerCase self;

      transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
      FILL (self.calibration.llm_prefill_int8, 0.5);
      FILL (self.calibration.llm_prefill_llama_cpp, 0.25);
      FILL (self.calibration.llm_layer_s, 0);
      FILL (self.calibration.llm_prefill_layer_s, 0);
      self.calibration.llm_prefill_quantised = 1;
      self.calibration.llm_prefill_attention = 1e9;
      self.gpu.memory_type = HR_MEMORY_TYPE_GDDR6;
      self.gpu.tflops[HR_RATE_INT8] = 400;
      if (!cases[i].halves)
        self.gpu.tflops[HR_RATE_FP16] = self.gpu.tflops[HR_RATE_FP16_FP32ACC] = 0;
      self.workload.llm.weight_format[0] = '\0';
      self.workload.llm.bits_per_weight = cases[i].bits;
      self.workload.llm.engine = HR_ENGINE_LLAMA_CPP;
      self.workload.llm.engine_is_dated = cases[i].dated;
      self.workload.llm.prompt_tokens = 100000;
      transformer_case_run (&self, 1);
      g_test_message ("case %u", i);
      g_assert_cmpfloat_with_epsilon (self.estimate.prefill.value * 2 * 0.12 / 1e3 / cases[i].rate,
                                      1, 1e-3);
    }
}

/* However large the batch: a generated token costs no less arithmetic than one of a prompt. */
static void
test_batched_decode (void)
{
  for (guint engine = 0; engine < HR_N_ENGINE; engine++)
    for (double bits = 4; bits <= 16; bits += 12)
      {
        TransformerCase self;

        transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
        FILL (self.calibration.llm_layer_s, 0);
        FILL (self.calibration.llm_prefill_layer_s, 0);
        self.workload.llm.weight_format[0] = '\0';
        self.workload.llm.bits_per_weight = bits;
        self.workload.llm.engine = engine;
        self.workload.llm.batch = 10000;
        self.workload.llm.prompt_tokens = 2;
        self.workload.llm.generated_tokens = 2;
        transformer_case_run (&self, 1);
        g_assert_cmpfloat (self.estimate.throughput.value, <, self.estimate.prefill.value * 1.001);
      }
}

/* A batch reads more of the experts than one sequence does: 4 of 8 chosen, 1 − 0.5 ^ 2 of the rest
 * with three sequences. */
static void
test_experts (void)
{
  TransformerCase self;
  double          active, all, seconds;

  transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
  g_strlcpy (self.workload.llm.weight_format, "fp16", 24);
  self.calibration.llm_experts_alike = 1;
  FILL (self.calibration.llm_experts_launch_s, 0);
  FILL (self.calibration.llm_layer_s, 0);
  FILL (self.calibration.llm_prefill_layer_s, 0);
  self.workload.llm.engine = HR_ENGINE_VLLM;
  self.workload.llm.prompt_tokens = 0;
  self.workload.llm.generated_tokens = 0;
  self.workload.llm.context_length = 1;
  self.workload.llm.shape.experts = 8;
  self.workload.llm.shape.experts_per_token = 4;
  transformer_case_run (&self, 1);
  active = 10 * (4e6 + 4 * 8e6 + 8000) + 1e7;
  all = 10 * 4 * 8e6;
  g_assert_cmpfloat_with_epsilon (1 / self.estimate.throughput.value, 2 * active / 500e9, 1e-7);
  self.workload.llm.batch = 3;
  transformer_case_run (&self, 1);
  seconds = 3 / self.estimate.throughput.value;
  g_assert_cmpfloat_with_epsilon (seconds, 2 * (active + 0.75 * all) / 500e9, 1e-6);
}

/* 512 tokens, 2 of 64 experts each: 16 tokens an expert, at which its product is worth half. */
static void
test_expert_prompts (void)
{
  TransformerCase self;
  double          dense, half;

  transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
  FILL (self.calibration.llm_layer_s, 0);
  FILL (self.calibration.llm_prefill_layer_s, 0);
  g_strlcpy (self.workload.llm.weight_format, "fp16", 24);
  FILL (self.calibration.llm_experts_launch_s, 0);
  self.calibration.llm_experts_efficiency = 1;
  self.calibration.llm_experts_half_tokens = 0;
  self.calibration.llm_prefill_attention = 1e9;
  FILL (self.calibration.llm_bandwidth_efficiency, 1e3);
  self.workload.llm.engine = HR_ENGINE_VLLM;
  self.workload.llm.prompt_tokens = 512;
  self.workload.llm.shape.experts = 64;
  self.workload.llm.shape.experts_per_token = 2;
  transformer_case_run (&self, 1);
  dense = self.estimate.prefill.value;
  self.calibration.llm_experts_half_tokens = 16;
  transformer_case_run (&self, 1);
  half = self.estimate.prefill.value;
  g_assert_cmpfloat_with_epsilon (dense / half, 2, 0.01);

  /* Where reading is slow: nearly all experts of ten layers once, not the two of one token. */
  FILL (self.calibration.llm_bandwidth_efficiency, 1e-3);
  transformer_case_run (&self, 1);
  g_assert_cmpfloat (512 / self.estimate.prefill.value, >, 0.99 * 2 * 10 * 64 * 8e6 / 1e9);
  self.workload.llm.prompt_tokens = 2; /* at most twice what one token reads */
  transformer_case_run (&self, 1);
  g_assert_cmpfloat (2 / self.estimate.prefill.value, <, 2 * (10 * (4e6 + 4 * 8e6) + 2e7) / 1e9);
}

/* Another vendor's driver adds what it adds to the measured engine, not a multiple of Python's
 * time.
 */
static void
test_vendor (void)
{
  static const struct
  {
    HrEngine engine;
    double   layer_s, other_s;
  } cases[] = {
    { HR_ENGINE_VLLM, 1e-4, 3e-4 },
    { HR_ENGINE_LLAMA_CPP, 5e-5, 1.5e-4 },
    { HR_ENGINE_TRANSFORMERS, 1e-2, 1e-2 + 2 * 2e-4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TransformerCase self;

      transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
      FILL (self.calibration.llm_bandwidth_efficiency, 1e6);
      FILL (self.calibration.llm_kernel_launch, 1);
      self.calibration.llm_layer_s[cases[i].engine] = cases[i].layer_s;
      self.calibration.llm_launch_vendor[HR_VENDOR_AMD] = 3;
      g_strlcpy (self.workload.llm.weight_format, "fp16", 24);
      self.workload.llm.engine = cases[i].engine;
      transformer_case_run (&self, 1);
      g_assert_cmpfloat_with_epsilon (1 / self.estimate.throughput.value, 10 * cases[i].layer_s,
                                      1e-5);
      self.gpu.vendor = HR_VENDOR_AMD;
      transformer_case_run (&self, 1);
      g_assert_cmpfloat_with_epsilon (1 / self.estimate.throughput.value, 10 * cases[i].other_s,
                                      1e-5);
    }
}

/* The band is wider where nobody measured the engine on such a card, and that is noted. */
static void
test_coverage (void)
{
  static const struct
  {
    HrEngine engine;
    HrArch   arch;
    gboolean measured;
  } cases[] = {
    { HR_ENGINE_LLAMA_CPP, HR_ARCH_BLACKWELL, TRUE }, { HR_ENGINE_VLLM, HR_ARCH_BLACKWELL, FALSE },
    { HR_ENGINE_LLAMA_CPP, HR_ARCH_RDNA4, TRUE },     { HR_ENGINE_LLAMA_CPP, HR_ARCH_XE2, TRUE },
    { HR_ENGINE_LLAMA_CPP, HR_ARCH_CDNA1, FALSE },    { HR_ENGINE_VLLM, HR_ARCH_CDNA3, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TransformerCase self;
      double          high;

      transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
      self.workload.llm.engine = cases[i].engine;
      self.gpu.arch = cases[i].arch;
      transformer_case_run (&self, 1);
      high = self.estimate.throughput.high / self.estimate.throughput.value
             / self.calibration.llm_decode_high[cases[i].engine];
      if (cases[i].measured)
        g_assert_cmpfloat_with_epsilon (high, 1, 1e-9);
      else
        g_assert_cmpfloat (high, >, 1.01);
      g_assert_cmpint ((self.estimate.notes & HR_NOTE_EXTRAPOLATED) == 0, ==, cases[i].measured);
    }
}

/* Where each kernel is issued from Python the format's kernels count; a plan that says 4.25 bits
 * alone leaves open which of two they are. */
static void
test_kernels (void)
{
  static const struct
  {
    const char *format;
    double      bits, launch;
  } cases[] = {
    { "fp16", 0, 1 },        { "int8", 0, 4 },  { "gptq-int8", 0, 2 },
    { "gptq-int4", 0, 1.6 }, { "awq", 0, 2.5 }, { "", 4.25, 2 /* √ (1.6 × 2.5) */ },
    { "", 8.25, 2 },         { "nf4", 0, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TransformerCase self;
      double         *launch = self.calibration.llm_kernel_launch;

      transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
      FILL (self.calibration.llm_bandwidth_efficiency, 1e6);
      FILL (self.calibration.llm_layer_s, 1e-2);
      launch[HR_WEIGHT_KERNEL_HALF] = 1;
      launch[HR_WEIGHT_KERNEL_INT8] = 4;
      launch[HR_WEIGHT_KERNEL_GPTQ_INT8] = 2;
      launch[HR_WEIGHT_KERNEL_GPTQ] = 1.6;
      launch[HR_WEIGHT_KERNEL_AWQ] = 2.5;
      launch[HR_WEIGHT_KERNEL_NF4] = 3;
      self.workload.llm.engine = HR_ENGINE_TRANSFORMERS;
      g_strlcpy (self.workload.llm.weight_format, cases[i].format, 24);
      self.workload.llm.bits_per_weight = cases[i].bits;
      transformer_case_run (&self, 1);
      g_test_message ("%s %g", cases[i].format, cases[i].bits);
      g_assert_cmpfloat_with_epsilon (1 / self.estimate.throughput.value, 0.1 * cases[i].launch,
                                      1e-4);
    }
}

/* A card with few multiprocessors asks for less than its memory could give. */
static void
test_few_multiprocessors (void)
{
  TransformerCase self;
  double          whole;

  transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
  FILL (self.calibration.llm_layer_s, 0);
  FILL (self.calibration.llm_bandwidth_per_tflop, 1000);
  self.gpu.tflops[HR_RATE_FP32] = 10;
  self.workload.llm.engine = HR_ENGINE_VLLM;
  transformer_case_run (&self, 1);
  whole = self.estimate.throughput.value;
  FILL (self.calibration.llm_bandwidth_per_tflop, 50); /* 500 of 1,000 GB/s */
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (whole / self.estimate.throughput.value, 2, 0.01);
}

/* The shortest prompt takes as long as its kernels take to issue. */
static void
test_prompt_floor (void)
{
  TransformerCase self;

  transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
  FILL (self.calibration.llm_layer_s, 0);
  FILL (self.calibration.llm_prefill_layer_s, 1e-2);
  self.workload.llm.engine = HR_ENGINE_VLLM;
  self.workload.llm.prompt_tokens = 2;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (2 / self.estimate.prefill.value, 0.1, 1e-4);
}

/* What vLLM did until 2024 beyond its longest graph: the centre of a plan that names such a
 * release, the low end of one that names none. */
static void
test_long_contexts (void)
{
  TransformerCase self;
  double          short_low, dated;

  transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
  FILL (self.calibration.llm_layer_s, 1e-5);
  FILL (self.calibration.llm_prefill_layer_s, 1e-2);
  self.workload.llm.engine = HR_ENGINE_VLLM;
  self.workload.llm.context_length = 8192;
  transformer_case_run (&self, 1);
  short_low = self.estimate.throughput.low / self.estimate.throughput.value;
  self.workload.llm.context_length = 8193;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat (self.estimate.throughput.low / self.estimate.throughput.value, <,
                     0.5 * short_low);
  self.workload.llm.engine_is_dated = TRUE;
  dated = self.estimate.throughput.value;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat (self.estimate.throughput.value, <, 0.5 * dated);
  g_assert_cmpfloat_with_epsilon (self.estimate.throughput.low / self.estimate.throughput.value,
                                  short_low, 1e-9);
}

static void
test_consistency (void)
{
  TransformerCase self;

  transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
  self.workload.llm.requests = 100;
  self.workload.llm.batch = 8;
  self.workload.llm.prompt_tokens = 512;
  self.workload.llm.generated_tokens = 128;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat (self.estimate.steps, ==, 13);
  g_assert_cmpfloat_with_epsilon (
      self.estimate.step_seconds,
      8 * 512 / self.estimate.prefill.value + 8 * 128 / self.estimate.throughput.value, 1e-9);
  g_assert_cmpfloat_with_epsilon (self.estimate.seconds, 13 * self.estimate.step_seconds, 1e-9);
  g_assert_cmpfloat (self.estimate.prefill.low, <, self.estimate.prefill.value);
  g_assert_cmpfloat (self.estimate.prefill.high, >, self.estimate.prefill.value);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/llm-time/decode", test_decode);
  g_test_add_func ("/llm-time/scaling", test_scaling);
  g_test_add_func ("/llm-time/batch", test_batch);
  g_test_add_func ("/llm-time/pipeline", test_pipeline);
  g_test_add_func ("/llm-time/llama-cpp-prompts", test_llama_cpp_prompts);
  g_test_add_func ("/llm-time/batched-decode", test_batched_decode);
  g_test_add_func ("/llm-time/experts", test_experts);
  g_test_add_func ("/llm-time/expert-prompts", test_expert_prompts);
  g_test_add_func ("/llm-time/vendor", test_vendor);
  g_test_add_func ("/llm-time/coverage", test_coverage);
  g_test_add_func ("/llm-time/kernels", test_kernels);
  g_test_add_func ("/llm-time/few-multiprocessors", test_few_multiprocessors);
  g_test_add_func ("/llm-time/prompt-floor", test_prompt_floor);
  g_test_add_func ("/llm-time/long-contexts", test_long_contexts);
  g_test_add_func ("/llm-time/consistency", test_consistency);
  return g_test_run ();
}
