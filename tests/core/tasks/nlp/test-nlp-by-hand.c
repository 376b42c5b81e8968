/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "transformer-case.h"

/* The default question (LoRA on Llama 3.1 8B, 2,048 tokens) and questions like it, worked out by
 * hand, term by term, from the code of transformers and PEFT. All are at their worst in the loss:
 *
 *   tokens = batch × sequence; h = 4,096, L = 32, V = 128,256, MLP 14,336, keys 1,024
 *   weights: 8,030,261,000 × 2 B
 *   adapters of all seven products: rank × L × (2 × (h + h) + 2 × (h + 1,024) + 3 × (h + 14,336))
 *     = rank × 2,621,440, FP32: 4 B; of query and value: rank × L × 13,312 = rank × 425,984
 *   AdamW: two moments of 4 B; gradients 4 B, which are there at the loss if micro-steps accumulate
 *   activations: a checkpoint a layer, tokens × L × h × 2 B = tokens × 262,144, and the last norm's
 *     FP32 copy of its input, tokens × h × 4 B = tokens × 16,384
 *   logits: softmax, its gradient and the loss's in FP32: tokens × V × 12 B
 *
 * Over NF4: 6,979,321,856 weights of the layers × 4.127 bits, the other 1,050,939,144 in FP32; the
 * stream is FP32 (tokens × 524,288 of checkpoints); autocast copies the head (V × h × 2 B) and the
 * last norm's output twice, once more in FP32 (tokens × h × (4 + 6) B). */

static const struct
{
  const char   *what;
  guint         batch, sequence, rank, accumulation, year, gpus;
  HrMethod      method;
  HrLoraTargets targets;
  HrPrecision   precision;
  HrOptimizer   optimizer;
  double        weights, adapters, states, gradients, activations, logits;
} cases[] = {
#define LORA HR_METHOD_LORA
#define ALL  HR_LORA_TARGETS_ALL_LINEAR
#define BF16 HR_PRECISION_BF16
#define ADAM HR_OPTIMIZER_ADAMW
  { "the default", 1, 2048, 16, 16, 0, 1, LORA, ALL, BF16, ADAM, 16060522000, 167772160, 335544320,
    167772160, 570425344, 3152019456 },
  { "a batch of four", 4, 2048, 16, 16, 0, 1, LORA, ALL, BF16, ADAM, 16060522000, 167772160,
    335544320, 167772160, 2281701376, 12608077824 },
  { "8,192 tokens", 1, 8192, 16, 16, 0, 1, LORA, ALL, BF16, ADAM, 16060522000, 167772160, 335544320,
    167772160, 2281701376, 12608077824 },
  { "rank 64", 1, 2048, 64, 16, 0, 1, LORA, ALL, BF16, ADAM, 16060522000, 671088640, 1342177280,
    671088640, 570425344, 3152019456 },
  { "query and value", 1, 2048, 16, 16, 0, 1, LORA, HR_LORA_TARGETS_ATTENTION, BF16, ADAM,
    16060522000, 27262976, 54525952, 27262976, 570425344, 3152019456 },
  { "no accumulation: gradients come later", 1, 2048, 16, 1, 0, 1, LORA, ALL, BF16, ADAM,
    16060522000, 167772160, 335544320, 0, 570425344, 3152019456 },
  { "8-bit AdamW: 2 × (1 + 4 ÷ 256) B", 1, 2048, 16, 16, 0, 1, LORA, ALL, BF16,
    HR_OPTIMIZER_ADAMW_8BIT, 16060522000, 167772160, 85196800, 167772160, 570425344, 3152019456 },
  { "FP16: the softmax returns its gradient in 16 bits, 10 B", 1, 2048, 16, 16, 0, 1, LORA, ALL,
    HR_PRECISION_FP16, ADAM, 16060522000, 167772160, 335544320, 167772160, 570425344, 2626682880 },
  { "transformers of 2024 copy shifted logits beside the 16-bit ones: 14 B", 2, 2048, 16, 16, 2024,
    1, LORA, ALL, BF16, ADAM, 16060522000, 167772160, 335544320, 167772160, 1140850688,
    7354712064 },
  { "two cards, a loop of one's own that holds the logits: 14 B", 1, 2048, 16, 16, 0, 2, LORA, ALL,
    BF16, ADAM, 16060522000, 167772160, 335544320, 167772160, 570425344, 3677356032 },
  { "QLoRA", 1, 2048, 16, 16, 0, 1, HR_METHOD_QLORA, ALL, BF16, ADAM, 7804214238, 167772160,
    335544320, 167772160, 2208301056, 3152019456 },
};

static void
test_terms (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TransformerCase self;
      HrNlpWork      *w = &self.workload.nlp;

      g_test_message ("%s", cases[i].what);
      transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
      hr_task_type (HR_TASK_NLP_FINE_TUNE)->init (&self.workload);
      w->batch = cases[i].batch;
      w->sequence_length = cases[i].sequence;
      w->lora_rank = cases[i].rank;
      w->gradient_accumulation = cases[i].accumulation;
      w->framework_year = cases[i].year;
      w->method = cases[i].method;
      w->lora_targets = cases[i].targets;
      w->precision = cases[i].precision;
      w->optimizer = cases[i].optimizer;
      w->sharding = cases[i].gpus > 1 ? HR_SHARDING_DDP : HR_SHARDING_NONE;
      transformer_case_run (&self, cases[i].gpus);
#define TERM(term, bytes) \
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, term), (bytes) / 1e9, 1e-6)
      TERM (HR_TERM_WEIGHTS, cases[i].weights);
      TERM (HR_TERM_ADAPTERS, cases[i].adapters);
      TERM (HR_TERM_OPTIMIZER, cases[i].states);
      TERM (HR_TERM_GRADIENTS, cases[i].gradients);
      TERM (HR_TERM_ACTIVATIONS, cases[i].activations);
      TERM (HR_TERM_LOGITS, cases[i].logits);
      /* Two workspaces of cuBLAS: 16.25 MiB. */
      TERM (HR_TERM_WORKSPACE, 17039360.0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nlp-by-hand/terms", test_terms);
  return g_test_run ();
}
