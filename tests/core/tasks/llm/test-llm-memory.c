/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "transformer-case.h"
#include "hr-run-estimate.h"

static void
set_engine (TransformerCase *self, const char *format, double bits, HrEngine engine)
{
  transformer_case_init (self, HR_TASK_LLM_INFERENCE);
  g_strlcpy (self->workload.llm.weight_format, format, sizeof self->workload.llm.weight_format);
  self->workload.llm.bits_per_weight = bits;
  self->workload.llm.engine = engine;
}

/* 120 M in the layers, 20.042 M beside them: embedding, head, norms. */
static void
test_weights (void)
{
  static const struct
  {
    const char *format;
    double      bits;
    HrEngine    engine;
    double      gigabytes;
  } cases[] = {
    { "fp16", 0, HR_ENGINE_VLLM, 2 * PARAMS_G },
    { "fp32", 0, HR_ENGINE_VLLM, 4 * PARAMS_G },
    { "q8_0", 0, HR_ENGINE_LLAMA_CPP, 8.5 / 8 * PARAMS_G },
    { "", 4.9, HR_ENGINE_LLAMA_CPP, 4.9 / 8 * PARAMS_G },
    { "awq", 0, HR_ENGINE_VLLM, 0.12 * 4.25 / 8 + 0.020042 * 2 },
    { "", 4.25, HR_ENGINE_VLLM, 0.12 * 4.25 / 8 + 0.020042 * 2 },
    { "int8", 0, HR_ENGINE_TRANSFORMERS, 0.12 + 0.020042 * 2 },
    /* Quantised while it is loaded: the head too. */
    { "", 4.5, HR_ENGINE_LITGPT, 0.13 * 4.5 / 8 + 0.010042 * 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TransformerCase self;

      g_test_message ("%s %g", cases[i].format, cases[i].bits);
      set_engine (&self, cases[i].format, cases[i].bits, cases[i].engine);
      transformer_case_run (&self, 1);
      g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_WEIGHTS),
                                      cases[i].gigabytes, 5e-5);
    }
}

/* Two widths × 2 B × 10 layers = 40,000 B a token. */
static void
test_cache (void)
{
  static const struct
  {
    const char   *what;
    guint32       kv_heads, window, every, latent;
    HrKvPrecision precision;
    double        megabytes;
  } cases[] = {
    { "all heads", 10, 0, 0, 0, HR_KV_PRECISION_FP16, 40 },
    { "two groups", 2, 0, 0, 0, HR_KV_PRECISION_FP16, 8 },
    { "one byte", 10, 0, 0, 0, HR_KV_PRECISION_FP8, 20 },
    { "q8_0", 10, 0, 0, 0, HR_KV_PRECISION_Q8_0, 21.25 },
    { "q4_0", 10, 0, 0, 0, HR_KV_PRECISION_Q4_0, 11.25 },
    { "window", 10, 100, 0, 0, HR_KV_PRECISION_FP16, 4 },
    { "every other", 10, 100, 2, 0, HR_KV_PRECISION_FP16, 22 },
    { "latent", 10, 0, 0, 64, HR_KV_PRECISION_FP16, 2 * 10 * (64 + 16) / 1000.0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TransformerCase self;
      HrModelShape   *shape = &self.workload.llm.shape;

      g_test_message ("%s", cases[i].what);
      set_engine (&self, "fp16", 0, HR_ENGINE_VLLM);
      shape->kv_heads = cases[i].kv_heads;
      shape->sliding_window = cases[i].window;
      shape->sliding_every = cases[i].every;
      shape->kv_lora_rank = cases[i].latent;
      shape->qk_rope_head_dim = 16;
      shape->qk_nope_head_dim = 84;
      self.workload.llm.kv_precision = cases[i].precision;
      self.workload.llm.context_length = 1000;
      transformer_case_run (&self, 1);
      g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_KV_CACHE) * 1e3,
                                      cases[i].megabytes, 1e-6);
      self.workload.llm.batch = 3;
      transformer_case_run (&self, 1);
      g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_KV_CACHE) * 1e3,
                                      3 * cases[i].megabytes, 1e-6);
      transformer_case_run (&self, 2);
      g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_KV_CACHE) * 1e3,
                                      (cases[i].latent ? 3 : 1.5) * cases[i].megabytes, 1e-6);
    }
}

/* Tensor parallelism gives each device at least one head of keys and values, and the whole latent;
 * engines that deal layers out give some devices one more. */
static void
test_cache_of_devices (void)
{
  static const struct
  {
    const char *what;
    HrEngine    engine;
    guint32     kv_heads, latent;
    guint       devices;
    double      share;
  } cases[] = {
    { "as many heads as devices", HR_ENGINE_VLLM, 5, 0, 5, 0.2 },
    { "fewer heads than devices", HR_ENGINE_VLLM, 2, 0, 5, 0.5 },
    { "a latent is whole", HR_ENGINE_SGLANG, 10, 64, 5, 1 },
    { "layers in turn", HR_ENGINE_LLAMA_CPP, 10, 0, 3, 0.4 },
    { "a latent by layers", HR_ENGINE_LLAMA_CPP, 10, 64, 5, 0.2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TransformerCase self;
      HrModelShape   *shape = &self.workload.llm.shape;
      double          one;

      g_test_message ("%s", cases[i].what);
      set_engine (&self, "fp16", 0, cases[i].engine);
      shape->kv_heads = cases[i].kv_heads;
      shape->kv_lora_rank = cases[i].latent;
      shape->qk_rope_head_dim = 16;
      shape->qk_nope_head_dim = 84;
      self.workload.llm.context_length = 1000;
      transformer_case_run (&self, 1);
      one = transformer_case_term (&self, HR_TERM_KV_CACHE);
      transformer_case_run (&self, cases[i].devices);
      g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_KV_CACHE) / one,
                                      cases[i].share, 1e-6);
    }
}

/* The cards must share the heads evenly where an engine splits tensors. */
static void
test_heads_divide (void)
{
  static const struct
  {
    HrEngine engine;
    guint    devices;
    gboolean runs;
  } cases[] = {
    { HR_ENGINE_VLLM, 1, TRUE },      { HR_ENGINE_VLLM, 2, TRUE },
    { HR_ENGINE_VLLM, 3, FALSE },     { HR_ENGINE_TENSORRT_LLM, 4, FALSE },
    { HR_ENGINE_LLAMA_CPP, 3, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TransformerCase self;

      set_engine (&self, "fp16", 0, cases[i].engine);
      transformer_case_run (&self, cases[i].devices);
      g_assert_cmpint ((self.estimate.notes & HR_NOTE_UNEVEN_HEADS) == 0, ==, cases[i].runs);
      g_assert_cmpint ((self.estimate.notes & HR_NOTE_UNSUPPORTED) == 0, ==, cases[i].runs);
    }
}

/* Each layer keeps what its kind keeps: a state stands apart from the cache and does not grow. */
static void
test_kinds (void)
{
  TransformerCase self;
  HrModelShape   *shape = &self.workload.llm.shape;

  set_engine (&self, "fp16", 0, HR_ENGINE_VLLM);
  shape->n_kinds = 2;
  shape->kinds[0] = (HrLayer){ .count = 6 };
  hr_layer_add_attention (
      &shape->kinds[0],
      &(HrAttentionDims){ .hidden = 1000, .heads = 10, .kv_heads = 2, .head_dim = 100 });
  shape->kinds[1] = (HrLayer){ .count = 4 };
  hr_layer_add_delta_net (&shape->kinds[1], &(HrRecurrentDims){ .hidden = 1000,
                                                                .heads = 10,
                                                                .head_dim = 100,
                                                                .key_heads = 5,
                                                                .key_dim = 100,
                                                                .kernel = 4 });
  self.workload.llm.context_length = 1000;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_KV_CACHE) * 1e3,
                                  6 * 400 * 2 * 1000 / 1e6, 1e-6);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_STATES) * 1e3,
                                  4 * (10 * 100 * 100 * 4 + 2000 * 3 * 2) / 1e6, 1e-6);
  self.workload.llm.context_length = 2000;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_STATES) * 1e3,
                                  4 * (10 * 100 * 100 * 4 + 2000 * 3 * 2) / 1e6, 1e-6);
}

static void
test_context_by_default (void)
{
  TransformerCase self;

  set_engine (&self, "fp16", 0, HR_ENGINE_VLLM);
  self.workload.llm.context_length = 0;
  self.workload.llm.prompt_tokens = 600;
  self.workload.llm.generated_tokens = 400;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_KV_CACHE) * 1e3, 40, 1e-6);
}

static void
test_what_does_not_fit_is_offloaded (void)
{
  TransformerCase self;
  double          fast, slow;

  set_engine (&self, "fp16", 0, HR_ENGINE_LLAMA_CPP);
  self.workload.llm.offload = HR_LLM_OFFLOAD_AUTO;
  transformer_case_run (&self, 1);
  fast = self.estimate.throughput.value;
  g_assert_false (self.estimate.notes & HR_NOTE_OFFLOADED);
  self.gpu.usable_mib = 700;
  transformer_case_run (&self, 1);
  slow = self.estimate.throughput.value;
  g_assert_true (self.estimate.notes & HR_NOTE_OFFLOADED);
  g_assert_cmpint (self.estimate.fit, ==, HR_FIT_OFFLOADS);
  g_assert_cmpfloat (slow, <, fast);
  g_assert_cmpfloat (slow, >, 0);
}

/* What the card does not hold goes to RAM, of a mixture its experts first, and each byte is
 * somewhere once. */
static void
test_places (void)
{
  for (guint experts = 0; experts <= 8; experts += 8)
    {
      TransformerCase self;
      double          whole, kept, off = 0;

      transformer_case_init (&self, HR_TASK_LLM_INFERENCE);
      g_strlcpy (self.workload.llm.weight_format, "fp16", 24);
      self.workload.llm.shape.layers = 100;
      self.workload.llm.shape.hidden = 8000;
      self.workload.llm.shape.intermediate = 32000;
      self.workload.llm.shape.experts = experts;
      self.workload.llm.shape.experts_per_token = experts ? 2 : 0;
      self.workload.llm.engine = HR_ENGINE_LLAMA_CPP;
      self.workload.llm.offload = HR_LLM_OFFLOAD_NONE;
      transformer_case_run (&self, 1);
      whole = self.estimate.terms[0].gib;
      g_assert_cmpint (self.estimate.fit, ==, HR_FIT_EXCEEDS);
      self.workload.llm.offload = HR_LLM_OFFLOAD_AUTO;
      transformer_case_run (&self, 1);
      g_assert_cmpint (self.estimate.fit, ==, HR_FIT_OFFLOADS);
      kept = self.estimate.terms[0].gib;
      for (guint i = 0; i < self.estimate.n_host_terms; i++)
        if (self.estimate.host_terms[i].term == HR_TERM_OFFLOADED)
          off = self.estimate.host_terms[i].gib;
      g_assert_cmpfloat (off, >, 0);
      g_assert_cmpfloat (kept + off, >=, whole * (1 - 1e-9));
      g_assert_cmpfloat (kept + off, <, whole * 1.1);
      g_assert_cmpfloat (self.estimate.required_gib, <=, self.estimate.available_gib);

      /* RAM that does not hold it leaves the drive. */
      self.input.host.ram_gib = 16;
      hr_estimate (&self.input, &self.estimate, NULL);
      g_assert_cmpint (self.estimate.fit, ==, HR_FIT_EXCEEDS);
      g_assert_true (self.estimate.notes & HR_NOTE_FROM_DRIVE);

      /* Engines that cannot compute there do not. */
      self.workload.llm.engine = HR_ENGINE_VLLM;
      transformer_case_run (&self, 1);
      g_assert_cmpint (self.estimate.fit, ==, HR_FIT_EXCEEDS);
      g_assert_false (self.estimate.notes & HR_NOTE_OFFLOADED);
    }
}

/* Without a card all of it is the host's: no memory of a card, and the rate of the RAM. */
static void
test_no_card (void)
{
  TransformerCase self;
  double          slow;

  set_engine (&self, "q4_k_m", 0, HR_ENGINE_LLAMA_CPP);
  self.gpu = *hr_gpu_none ();
  self.calibration = *hr_calibration_default ();
  self.input.gpu_count = 0;
  self.input.host = (HrHost){ .ram_gib = 64, .ram_bandwidth_gb_s = 40, .cpu_cores = 8 };
  hr_estimate (&self.input, &self.estimate, NULL);
  slow = self.estimate.throughput.value;
  g_assert_cmpint (self.estimate.fit, ==, HR_FIT_OFFLOADS);
  g_assert_cmpuint (self.estimate.n_terms, ==, 0);
  g_assert_cmpfloat (self.estimate.required_gib, ==, 0);
  g_assert_cmpfloat (self.estimate.host_required_gib, >, 0);
  g_assert_true (isfinite (self.estimate.seconds) && isfinite (self.estimate.prefill.value));
  g_assert_cmpfloat (slow, >, 0);
  self.input.host.ram_bandwidth_gb_s = 80;
  hr_estimate (&self.input, &self.estimate, NULL);
  g_assert_cmpfloat_with_epsilon (self.estimate.throughput.value / slow, 2, 1e-6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/llm-memory/weights", test_weights);
  g_test_add_func ("/llm-memory/cache", test_cache);
  g_test_add_func ("/llm-memory/cache-of-devices", test_cache_of_devices);
  g_test_add_func ("/llm-memory/heads-divide", test_heads_divide);
  g_test_add_func ("/llm-memory/kinds", test_kinds);
  g_test_add_func ("/llm-memory/context-by-default", test_context_by_default);
  g_test_add_func ("/llm-memory/offloaded", test_what_does_not_fit_is_offloaded);
  g_test_add_func ("/llm-memory/places", test_places);
  g_test_add_func ("/llm-memory/no-card", test_no_card);
  return g_test_run ();
}
