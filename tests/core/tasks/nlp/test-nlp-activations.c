/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "transformer-case.h"

/* Plain MLP, learned positions: 2 B × 4 widths of attention + 2 B × 2 × 4000 + 4 B of norms a
 * hidden element = 28,000 B a token and layer; gated: + 2 rotated widths, four of the MLP, 8 B of
 * norms. */
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
    { "plain", FALSE, HR_CHECKPOINTING_NONE, HR_ATTENTION_FLASH, 0.28, 0, 0.1 },
    { "gated", TRUE, HR_CHECKPOINTING_NONE, HR_ATTENTION_FLASH, 0.52, 0, 0.1 },
    /* 10 heads × 1000 × (2 × 2 + 1) B a token and layer. */
    { "eager", FALSE, HR_CHECKPOINTING_NONE, HR_ATTENTION_EAGER, 0.28, 0.5, 0.1 },
    /* The inputs of each layer; the loss is the larger moment. */
    { "full", FALSE, HR_CHECKPOINTING_FULL, HR_ATTENTION_FLASH, 0.02, 0, 0.1 },
    /* Every other layer: 5 × (28,000 + 2,000) B. */
    { "selective", FALSE, HR_CHECKPOINTING_SELECTIVE, HR_ATTENTION_FLASH, 0.15, 0, 0.1 },
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
    { HR_PRECISION_BF16, HR_FRAMEWORK_HUGGING_FACE, 5 },
    { HR_PRECISION_FP32, HR_FRAMEWORK_HUGGING_FACE, 9 },
    { HR_PRECISION_AMP_FP16, HR_FRAMEWORK_HUGGING_FACE, 11 },
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
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_LOGITS), 0.1 / 8, 1e-9);
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
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_WORKSPACE), 2 * PARAMS_G,
                                  1e-6);
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
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_FRAGMENTATION), 0.38, 1e-6);
  self.gpu.usable_mib = 1.2 * 1024;
  transformer_case_run (&self, 1);
  g_assert_cmpfloat_with_epsilon (transformer_case_term (&self, HR_TERM_FRAGMENTATION), 0.38 / 4,
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
  g_test_add_func ("/nlp-activations/kept", test_kept);
  g_test_add_func ("/nlp-activations/scores", test_scores);
  g_test_add_func ("/nlp-activations/logits", test_logits);
  g_test_add_func ("/nlp-activations/optimizer-peak", test_optimizer_peak);
  g_test_add_func ("/nlp-activations/full-card", test_full_card_takes_fragmentation_back);
  g_test_add_func ("/nlp-activations/monotonous", test_monotonous);
  return g_test_run ();
}
