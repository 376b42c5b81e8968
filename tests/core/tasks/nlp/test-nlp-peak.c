/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "transformer-case.h"

/* Plain MLP without rotation: two layer norms of 4 B a hidden element (input and output), 4 B a
 * query and a key, 4 B an element of the MLP, 48 B of statistics = 32,048 B a token and layer.
 * Gated: norms of 8 B (an FP32 copy, what is normalised, the output), litgpt's joined product and
 * the rotated queries and keys 8 B each, 8 B of the MLP = 64,048 B. The head adds 4 B a hidden
 * element, and the logits take 8 + 1,024 ÷ 1,000 B each. */
static void
test_kept (void)
{
  static const struct
  {
    const char     *what;
    gboolean        gated;
    HrCheckpointing checkpointing;
    HrAttention     attention;
    double          activations, scores, logits;
  } cases[] = {
    { "plain", FALSE, HR_CHECKPOINTING_NONE, HR_ATTENTION_FLASH, 0.32448, 0, 0.09024 },
    { "gated", TRUE, HR_CHECKPOINTING_NONE, HR_ATTENTION_FLASH, 0.64448, 0, 0.09024 },
    /* 10 heads × 1000 × 6 B a token and layer: an FP32 softmax and its 16-bit copy. */
    { "eager", FALSE, HR_CHECKPOINTING_NONE, HR_ATTENTION_EAGER, 0.32448, 0.6, 0.09024 },
    /* The inputs of each layer and a stream's gradient, 2,000 B each, and one layer's working set:
     * what it keeps and 4 B of the MLP, 8 B a hidden element. The outputs are held in FP32. */
    { "full", FALSE, HR_CHECKPOINTING_FULL, HR_ATTENTION_FLASH, 0.078048, 0, 0.04 },
    /* Every other layer: 5 × (32,048 + 2,000) B, and the same working set. */
    { "selective", FALSE, HR_CHECKPOINTING_SELECTIVE, HR_ATTENTION_FLASH, 0.228288, 0, 0.04 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TransformerCase self;

      g_test_message ("%s", cases[i].what);
      transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
      self.workload.nlp.shape.gated_mlp = cases[i].gated;
      self.workload.nlp.checkpointing = cases[i].checkpointing;
      self.workload.nlp.attention = cases[i].attention;
      transformer_case_run (&self, 1);
      g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_ACTIVATIONS),
                                      cases[i].activations, 1e-9);
      g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_ATTENTION_SCORES),
                                      cases[i].scores, 1e-9);
      g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_LOGITS),
                                      cases[i].logits, 1e-9);
    }
}

static void
test_scores (void)
{
  static const struct
  {
    HrPrecision precision;
    HrFramework framework;
    double      bytes;
  } cases[] = {
    { HR_PRECISION_BF16, HR_FRAMEWORK_HUGGING_FACE, 6 },
    { HR_PRECISION_FP32, HR_FRAMEWORK_HUGGING_FACE, 8 },
    { HR_PRECISION_AMP_FP16, HR_FRAMEWORK_HUGGING_FACE, 6 },
    { HR_PRECISION_AMP_FP16, HR_FRAMEWORK_NVIDIA_EXAMPLES, 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TransformerCase self;

      transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
      self.workload.nlp.attention = HR_ATTENTION_EAGER;
      self.workload.nlp.batch = 16;
      self.workload.nlp.precision = cases[i].precision;
      self.workload.nlp.framework = cases[i].framework;
      transformer_case_run (&self, 1);
      g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_ATTENTION_SCORES),
                                      16 * 0.1 * cases[i].bytes, 1e-6);
    }
}

static void
test_logits (void)
{
  TransformerCase self;

  transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
  self.workload.nlp.chunked_loss = TRUE;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_LOGITS), 0.09024, 1e-9);
  /* Liger's chunk: 1,000 tokens over 10 parts, as the next power of two, × 10,000 × 2 B, and the
   * gradients of input and head: 1,000 × 1,000 × 2 B and 10^7 × 8 B. */
  self.workload.nlp.loss = HR_LOSS_LIGER;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_LOGITS),
                                  128 * 1e4 * 2 / 1e9 + 0.002 + 0.08, 1e-9);
  self.workload.nlp.loss = HR_LOSS_AUTO;
  self.workload.nlp.chunked_loss = FALSE;
  self.workload.nlp.shape.encoder_only = TRUE;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat (transformer_case_term (&self, HR_TERM_LOGITS), ==, 0);
}

/* The optimizer's temporaries are the peak when a batch is small, and then they are what is listed.
 */
static void
test_optimizer_peak (void)
{
  TransformerCase self;

  transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
  self.workload.nlp.framework = HR_FRAMEWORK_HUGGING_FACE;
  self.workload.nlp.sequence_length = 10;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_WORKSPACE),
                                  2 * PARAMS_G + 16.25 * 1048576 / 1e9, 1e-6);
  g_assert_cmpfloat (transformer_case_term (&self, HR_TERM_ACTIVATIONS), ==, 0);
}

static void
test_full_card_takes_fragmentation_back (void)
{
  TransformerCase self;

  transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
  FILL (self.calibration.nlp_fragmentation, 1);
  self.calibration.nlp_fragmentation_least = 0.25;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_FRAGMENTATION), 0.41472,
                                  1e-6);
  /* What the framework holds anyway comes on top. */
  FILL (self.calibration.nlp_held_gib, 0.5);
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_FRAGMENTATION),
                                  0.41472 + 0.5 * 1.073741824, 1e-6);
  FILL (self.calibration.nlp_held_gib, 0);
  self.gpu.usable_mib = 1.2 * 1024;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_FRAGMENTATION), 0.41472 / 4,
                                  1e-6);
}

/* More of anything never needs less. */
static void
test_monotonous (void)
{
  static const HrCheckpointing checkpointing[] = { HR_CHECKPOINTING_FULL,
                                                   HR_CHECKPOINTING_SELECTIVE,
                                                   HR_CHECKPOINTING_NONE };
  double                       before = 0;

  for (guint b = 1; b <= 64; b *= 2)
    for (guint c = 0; c < G_N_ELEMENTS (checkpointing); c++)
      {
        TransformerCase self, longer;

        transformer_case_init (&self, HR_TASK_NLP_FINE_TUNE);
        self.workload.nlp.batch = b;
        self.workload.nlp.checkpointing = checkpointing[c];
        transformer_case_run (&self, 1);
        if (c > 0)
          g_assert_cmpfloat (self.estimate.required_gib, >=, before);
        before = self.estimate.required_gib;
        transformer_case_init (&longer, HR_TASK_NLP_FINE_TUNE);
        longer.workload = self.workload;
        longer.input.workload = &longer.workload;
        longer.workload.nlp.sequence_length *= 2;
        transformer_case_run (&longer, 1);
        g_assert_cmpfloat (longer.estimate.required_gib, >=, before);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nlp-peak/kept", test_kept);
  g_test_add_func ("/nlp-peak/scores", test_scores);
  g_test_add_func ("/nlp-peak/logits", test_logits);
  g_test_add_func ("/nlp-peak/optimizer-peak", test_optimizer_peak);
  g_test_add_func ("/nlp-peak/full-card", test_full_card_takes_fragmentation_back);
  g_test_add_func ("/nlp-peak/monotonous", test_monotonous);
  return g_test_run ();
}
