/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "transformer-case.h"

/* Bytes a parameter that must be held, by what the published formulas of mixed precision say. */
static void
test_states (void)
{
  static const struct
  {
    const char *what;
    HrPrecision precision;
    HrOptimizer optimizer;
    guint       bits;
    HrFramework framework;
    double      weights, master, gradients, optimizer_bytes;
  } cases[] = {
    { "bf16", HR_PRECISION_BF16, HR_OPTIMIZER_ADAMW, 0, HR_FRAMEWORK_LITGPT, 2, 0, 2, 4 },
    { "bf16, FP32 states", HR_PRECISION_BF16, HR_OPTIMIZER_ADAMW, 32, HR_FRAMEWORK_LITGPT, 2, 0, 2,
      8 },
    { "fp32", HR_PRECISION_FP32, HR_OPTIMIZER_ADAMW, 0, HR_FRAMEWORK_LITGPT, 4, 0, 4, 8 },
    { "tf32", HR_PRECISION_TF32, HR_OPTIMIZER_ADAMW, 0, HR_FRAMEWORK_LITGPT, 4, 0, 4, 8 },
    { "8 bit", HR_PRECISION_BF16, HR_OPTIMIZER_ADAMW_8BIT, 0, HR_FRAMEWORK_LITGPT, 2, 0, 2,
      2.03125 },
    { "SGD", HR_PRECISION_BF16, HR_OPTIMIZER_SGD, 0, HR_FRAMEWORK_LITGPT, 2, 0, 2, 0 },
    { "momentum", HR_PRECISION_BF16, HR_OPTIMIZER_SGD_MOMENTUM, 0, HR_FRAMEWORK_LITGPT, 2, 0, 2,
      2 },
    { "Adafactor", HR_PRECISION_BF16, HR_OPTIMIZER_ADAFACTOR, 0, HR_FRAMEWORK_LITGPT, 2, 0, 2,
      0.008 },
    { "DeepSpeed, 16 bytes", HR_PRECISION_FP16, HR_OPTIMIZER_ADAMW, 0, HR_FRAMEWORK_DEEPSPEED, 2, 4,
      2, 8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TransformerCase self;

      g_test_message ("%s", cases[i].what);
      transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
      self.workload.nlp.precision = cases[i].precision;
      self.workload.nlp.optimizer = cases[i].optimizer;
      self.workload.nlp.optimizer_state_bits = cases[i].bits;
      self.workload.nlp.framework = cases[i].framework;
      transformer_case_run (&self, 1);
      g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_WEIGHTS),
                                      cases[i].weights * PARAMS_G, 1e-6);
      g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_MASTER_WEIGHTS),
                                      cases[i].master * PARAMS_G, 1e-6);
      g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_GRADIENTS),
                                      cases[i].gradients * PARAMS_G, 1e-6);
      g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_OPTIMIZER),
                                      cases[i].optimizer_bytes * PARAMS_G, 1e-6);
    }
}

static void
test_autocast (void)
{
  TransformerCase self;

  transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
  self.workload.nlp.precision = HR_PRECISION_AMP_BF16;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_WEIGHTS), 4 * PARAMS_G,
                                  1e-6);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_MASTER_WEIGHTS), 2 * 0.13,
                                  1e-6);
}

static void
test_sharding (void)
{
  static const struct
  {
    HrSharding sharding;
    double     weights, gradients, optimizer;
  } cases[] = {
    { HR_SHARDING_DDP, 1, 1, 1 },
    { HR_SHARDING_ZERO1, 1, 1, 0.25 },
    { HR_SHARDING_ZERO2, 1, 0.25, 0.25 },
    { HR_SHARDING_ZERO3, 0.25, 0.25, 0.25 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TransformerCase self;

      transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
      self.workload.nlp.precision = HR_PRECISION_BF16;
      self.workload.nlp.sharding = cases[i].sharding;
      transformer_case_run (&self, 4);
      g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_WEIGHTS),
                                      2 * PARAMS_G * cases[i].weights, 1e-6);
      g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_GRADIENTS),
                                      2 * PARAMS_G * cases[i].gradients, 1e-6);
      g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_OPTIMIZER),
                                      4 * PARAMS_G * cases[i].optimizer, 1e-6);
      g_assert_cmpfloat (transformer_case_term (&self, HR_TERM_COMMUNICATION), >, 0);
    }
}

/* LoRA of rank 8 on queries and values: 10 layers × 8 × 2 × (1000 + 1000) = 320,000 parameters. */
static void
test_adapters (void)
{
  TransformerCase self;

  transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
  self.workload.nlp.method = HR_METHOD_LORA;
  self.workload.nlp.lora_rank = 8;
  self.workload.nlp.lora_targets = HR_LORA_TARGETS_ATTENTION;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_ADAPTERS), 2 * 0.00032,
                                  1e-9);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_OPTIMIZER), 4 * 0.00032,
                                  1e-9);

  /* All linear layers: + 2 more in attention and (1000 + 4000) twice. */
  self.workload.nlp.lora_targets = HR_LORA_TARGETS_ALL_LINEAR;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_ADAPTERS), 2 * 0.00144,
                                  1e-9);

  self.workload.nlp.trainable_params_m = 2;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_ADAPTERS), 2 * 0.002, 1e-9);

  /* NF4: the layers' 120 M at 4.5 bits and, in litgpt, the head's 10 M; the rest at 16 bits or at
   * 32 (PEFT over bitsandbytes). A head that is the table stays as it is. */
  self.workload.nlp.method = HR_METHOD_QLORA;
  self.workload.nlp.base_bits_per_weight = 4.5;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_WEIGHTS),
                                  0.13 * 4.5 / 8 + (PARAMS_G - 0.13) * 2, 1e-6);
  self.workload.nlp.framework = HR_FRAMEWORK_HUGGING_FACE;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_WEIGHTS),
                                  0.12 * 4.5 / 8 + (PARAMS_G - 0.12) * 4, 1e-6);
  self.workload.nlp.base_bits_per_weight = 4.25;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_WEIGHTS),
                                  0.12 * 4.25 / 8 + (PARAMS_G - 0.12) * 2, 1e-6);
}

static void
test_offload (void)
{
  TransformerCase self;
  double          host;

  transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
  self.workload.nlp.sharding = HR_SHARDING_ZERO3;
  transformer_case_run (&self, 4);
  host = self.estimate.host_required_gib;
  self.workload.nlp.offload = HR_OFFLOAD_OPTIMIZER;
  transformer_case_run (&self, 4);
  g_assert_cmpfloat (transformer_case_term (&self, HR_TERM_OPTIMIZER), ==, 0);
  g_assert_cmpfloat (transformer_case_term (&self, HR_TERM_WEIGHTS), >, 0);
  g_assert_cmpfloat (self.estimate.host_required_gib, >, host);
  g_assert_true (self.estimate.notes & HR_NOTE_OFFLOADED);
  self.workload.nlp.offload = HR_OFFLOAD_ALL;
  transformer_case_run (&self, 4);
  g_assert_cmpfloat (transformer_case_term (&self, HR_TERM_WEIGHTS), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nlp-memory/states", test_states);
  g_test_add_func ("/nlp-memory/autocast", test_autocast);
  g_test_add_func ("/nlp-memory/sharding", test_sharding);
  g_test_add_func ("/nlp-memory/adapters", test_adapters);
  g_test_add_func ("/nlp-memory/offload", test_offload);
  return g_test_run ();
}
