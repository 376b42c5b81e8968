/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-model-shape.h"

#include <math.h>

typedef struct
{
  const char  *name;
  double       billions; /* as published */
  HrModelShape shape;
} Published;

#define DENSE(h, l, n, kv, d, i, v, tied)                                                 \
  .hidden = h, .layers = l, .heads = n, .kv_heads = kv, .head_dim = d, .intermediate = i, \
  .vocab = v, .tied_embeddings = tied, .gated_mlp = TRUE

#define PLAIN(h, l, n, i, v, tied)                                                    \
  .hidden = h, .layers = l, .heads = n, .kv_heads = n, .intermediate = i, .vocab = v, \
  .tied_embeddings = tied

#define BIASED .attention_bias = TRUE, .mlp_bias = TRUE

/* Counts as the publishers' checkpoints hold them. */
static const Published published[] = {
  { "Llama 2 7B", 6.738, { DENSE (4096, 32, 32, 32, 128, 11008, 32000, FALSE) } },
  { "Llama 2 13B", 13.016, { DENSE (5120, 40, 40, 40, 128, 13824, 32000, FALSE) } },
  { "Llama 2 70B", 68.977, { DENSE (8192, 80, 64, 8, 128, 28672, 32000, FALSE) } },
  { "CodeLlama 34B", 33.744, { DENSE (8192, 48, 64, 8, 128, 22016, 32000, FALSE) } },
  { "Llama 3.1 8B", 8.030, { DENSE (4096, 32, 32, 8, 128, 14336, 128256, FALSE) } },
  { "Llama 3.1 70B", 70.554, { DENSE (8192, 80, 64, 8, 128, 28672, 128256, FALSE) } },
  { "Llama 3.1 405B", 405.853, { DENSE (16384, 126, 128, 8, 128, 53248, 128256, FALSE) } },
  { "Llama 3.2 1B", 1.236, { DENSE (2048, 16, 32, 8, 64, 8192, 128256, TRUE) } },
  { "Llama 3.2 3B", 3.213, { DENSE (3072, 28, 24, 8, 128, 8192, 128256, TRUE) } },
  { "TinyLlama 1.1B", 1.100, { DENSE (2048, 22, 32, 4, 64, 5632, 32000, FALSE) } },
  { "Mistral 7B", 7.242, { DENSE (4096, 32, 32, 8, 128, 14336, 32000, FALSE) } },
  { "Yi 34B", 34.389, { DENSE (7168, 60, 56, 8, 128, 20480, 64000, FALSE) } },
  { "Phi-3 mini", 3.821, { DENSE (3072, 32, 32, 32, 96, 8192, 32064, FALSE) } },
  { "Gemma 2B", 2.506, { DENSE (2048, 18, 8, 1, 256, 16384, 256000, TRUE) } },
  { "Gemma 7B", 8.538, { DENSE (3072, 28, 16, 16, 256, 24576, 256000, TRUE) } },
  { "Gemma 2 9B",
    9.241,
    { DENSE (3584, 42, 16, 8, 256, 14336, 256000, TRUE), .family = "gemma2" } },
  { "Qwen 7B",
    7.721,
    { DENSE (4096, 32, 32, 32, 128, 11008, 151936, FALSE), .attention_bias = TRUE } },
  { "Qwen2.5 0.5B",
    0.494,
    { DENSE (896, 24, 14, 2, 64, 4864, 151936, TRUE), .attention_bias = TRUE } },
  { "Qwen2.5 7B",
    7.616,
    { DENSE (3584, 28, 28, 4, 128, 18944, 152064, FALSE), .attention_bias = TRUE } },
  { "Qwen2.5 32B",
    32.764,
    { DENSE (5120, 64, 40, 8, 128, 27648, 152064, FALSE), .attention_bias = TRUE } },
  { "Qwen2.5 72B",
    72.706,
    { DENSE (8192, 80, 64, 8, 128, 29568, 152064, FALSE), .attention_bias = TRUE } },
  { "Qwen3 8B", 8.191, { DENSE (4096, 36, 32, 8, 128, 12288, 151936, FALSE) } },
  { "Mixtral 8x7B",
    46.703,
    { DENSE (4096, 32, 32, 8, 128, 14336, 32000, FALSE), .experts = 8, .experts_per_token = 2 } },
  { "Qwen3 30B-A3B",
    30.532,
    { DENSE (2048, 48, 32, 4, 128, 6144, 151936, FALSE), .experts = 128, .experts_per_token = 8,
      .moe_intermediate = 768 } },
  { "Qwen3 235B-A22B",
    235.094,
    { DENSE (4096, 94, 64, 4, 128, 12288, 151936, FALSE), .experts = 128, .experts_per_token = 8,
      .moe_intermediate = 1536 } },
  { "DeepSeek V3",
    671.026,
    { DENSE (7168, 61, 128, 128, 0, 18432, 129280, FALSE), .experts = 256, .experts_per_token = 8,
      .shared_experts = 1, .moe_intermediate = 2048, .first_dense_layers = 3, .kv_lora_rank = 512,
      .q_lora_rank = 1536, .qk_rope_head_dim = 64, .qk_nope_head_dim = 128, .v_head_dim = 128 } },
  { "DeepSeek V2 Lite",
    15.706,
    { DENSE (2048, 27, 16, 16, 0, 10944, 102400, FALSE), .experts = 64, .experts_per_token = 6,
      .shared_experts = 2, .moe_intermediate = 1408, .first_dense_layers = 1, .kv_lora_rank = 512,
      .qk_rope_head_dim = 64, .qk_nope_head_dim = 128, .v_head_dim = 128 } },
  { "GPT-2",
    0.12444,
    { PLAIN (768, 12, 12, 3072, 50257, TRUE), BIASED, .positions_learned = TRUE,
      .max_positions = 1024 } },
  { "GPT-2 XL",
    1.55761,
    { PLAIN (1600, 48, 25, 6400, 50257, TRUE), BIASED, .positions_learned = TRUE,
      .max_positions = 1024 } },
  { "OPT 6.7B",
    6.658,
    { PLAIN (4096, 32, 32, 16384, 50272, TRUE), BIASED, .positions_learned = TRUE,
      .max_positions = 2050 } },
  { "BLOOM 7B1", 7.069, { PLAIN (4096, 30, 32, 16384, 250880, TRUE), BIASED } },
  { "MPT 7B", 6.649, { PLAIN (4096, 32, 32, 16384, 50432, TRUE) } },
  { "GPT-J 6B",
    6.051,
    { PLAIN (4096, 28, 16, 16384, 50400, FALSE), .mlp_bias = TRUE, .parallel_residual = TRUE } },
  { "GPT-NeoX 20B",
    20.555,
    { PLAIN (6144, 44, 64, 24576, 50432, FALSE), BIASED, .parallel_residual = TRUE } },
  { "Phi-2",
    2.780,
    { PLAIN (2560, 32, 32, 10240, 51200, FALSE), BIASED, .parallel_residual = TRUE } },
  { "Falcon 7B",
    6.922,
    { .hidden = 4544,
      .layers = 32,
      .heads = 71,
      .kv_heads = 1,
      .head_dim = 64,
      .intermediate = 18176,
      .vocab = 65024,
      .tied_embeddings = TRUE,
      .parallel_residual = TRUE } },
  { "BERT base",
    0.10948,
    { PLAIN (768, 12, 12, 3072, 30522, TRUE), BIASED, .positions_learned = TRUE,
      .max_positions = 512, .encoder_only = TRUE } },
  { "BERT large",
    0.33514,
    { PLAIN (1024, 24, 16, 4096, 30522, TRUE), BIASED, .positions_learned = TRUE,
      .max_positions = 512, .encoder_only = TRUE } },
  { "RoBERTa large",
    0.35536,
    { PLAIN (1024, 24, 16, 4096, 50265, TRUE), BIASED, .positions_learned = TRUE,
      .max_positions = 514, .encoder_only = TRUE } },
  { "T5 base", 0.22290, { PLAIN (768, 12, 12, 3072, 32128, TRUE), .decoder_layers = 12 } },
  { "Flan-T5 XXL",
    11.135,
    { DENSE (4096, 24, 64, 64, 64, 10240, 32128, FALSE), .decoder_layers = 24 } },
};

static void
test_published (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (published); i++)
    {
      HrModelSize size;

      hr_model_size (&published[i].shape, &size);
      g_test_message ("%s: %.4f of %.4f", published[i].name, size.total / 1e9,
                      published[i].billions);
      g_assert_cmpfloat (fabs (size.total / 1e9 / published[i].billions - 1), <, 0.005);
    }
}

static void
test_active (void)
{
  static const struct
  {
    const char *name;
    double      billions;
  } cases[] = {
    { "Mixtral 8x7B", 12.75 },
    { "Qwen3 30B-A3B", 3.04 },
    { "Llama 2 7B", 6.61 },
    { "DeepSeek V3", 36.6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint j = 0; j < G_N_ELEMENTS (published); j++)
      if (g_str_equal (cases[i].name, published[j].name))
        {
          HrModelSize size;

          hr_model_size (&published[j].shape, &size);
          g_test_message ("%s: %.3f active", cases[i].name, (size.linear_active + size.head) / 1e9);
          g_assert_cmpfloat (fabs ((size.linear_active + size.head) / 1e9 / cases[i].billions - 1),
                             <, 0.01);
        }
}

static void
test_published_count_wins (void)
{
  HrModelShape shape = published[0].shape;
  HrModelSize  plain, given;

  hr_model_size (&shape, &plain);
  shape.params_b = 7.0;
  hr_model_size (&shape, &given);
  g_assert_cmpfloat_with_epsilon (given.total, 7.0e9, 1e7);
  g_assert_cmpfloat (given.embedding, ==, plain.embedding);
  shape.params_b = 700;
  hr_model_size (&shape, &given);
  g_assert_cmpfloat (given.total, ==, plain.total);
}

static void
test_cache_layers (void)
{
  static const struct
  {
    guint32 layers, decoder, window, every;
    double  full, sliding;
  } cases[] = {
    { 32, 0, 0, 0, 32, 0 },    { 32, 0, 4096, 0, 0, 32 }, { 42, 0, 4096, 2, 21, 21 },
    { 34, 0, 1024, 6, 5, 29 }, { 12, 12, 0, 0, 12, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrModelShape shape = { .hidden = 64,
                             .heads = 1,
                             .layers = cases[i].layers,
                             .decoder_layers = cases[i].decoder,
                             .sliding_window = cases[i].window,
                             .sliding_every = cases[i].every };
      HrModelCache cache;

      hr_model_cache (&shape, &cache);
      g_assert_cmpfloat (cache.layers, ==, cases[i].full + cases[i].sliding);
      g_assert_cmpfloat (cache.window_layers, ==, cases[i].sliding);
    }
}

static void
test_family (void)
{
  static const char *const known[] = { "llama", "qwen2", "qwen3_moe",  "gpt_neox",
                                       "gpt2",  "bert",  "deepseek_v3" };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    g_assert_true (hr_model_family_is_known (known[i]));
  g_assert_false (hr_model_family_is_known (""));
  g_assert_false (hr_model_family_is_known ("perceiver"));
  g_assert_false (hr_model_family_is_known ("l"));
}

static void
test_validate (void)
{
  static const struct
  {
    const char  *what;
    HrModelShape shape;
    const char  *path;
  } cases[] = {
    { "sound", { DENSE (4096, 32, 32, 8, 128, 14336, 128256, FALSE) }, NULL },
    { "no layers", { DENSE (4096, 0, 32, 8, 128, 14336, 128256, FALSE) }, "$.m.num_hidden_layers" },
    { "no width", { DENSE (0, 32, 32, 8, 128, 14336, 128256, FALSE) }, "$.m.hidden_size" },
    { "too wide", { DENSE (4000000, 32, 32, 8, 128, 14336, 128256, FALSE) }, "$.m.hidden_size" },
    { "no words", { DENSE (4096, 32, 32, 8, 128, 14336, 0, FALSE) }, "$.m.vocab_size" },
    { "groups", { DENSE (4096, 32, 32, 7, 128, 14336, 128256, FALSE) }, "$.m.num_key_value_heads" },
    { "more groups",
      { DENSE (4096, 32, 32, 64, 128, 14336, 128256, FALSE) },
      "$.m.num_key_value_heads" },
    { "heads", { PLAIN (770, 12, 12, 3072, 50257, TRUE) }, "$.m.num_attention_heads" },
    { "experts",
      { DENSE (4096, 32, 32, 8, 128, 14336, 32000, FALSE), .experts = 8, .experts_per_token = 9 },
      "$.m.num_experts_per_tok" },
    { "published",
      { DENSE (4096, 32, 32, 8, 128, 14336, 32000, FALSE), .params_b = -1 },
      "$.m.params_b" },
    { "not a number",
      { DENSE (4096, 32, 32, 8, 128, 14336, 32000, FALSE), .params_b = NAN },
      "$.m.params_b" },
    { "beyond",
      { DENSE (1 << 20, 4096, 65536, 8, 128, 1 << 22, 1 << 24, FALSE) },
      "$.m.num_hidden_layers" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();

      g_test_message ("%s", cases[i].what);
      hr_model_shape_validate (&cases[i].shape, "$.m", issues);
      g_assert_cmpuint (hr_issues_n_errors (issues), ==, cases[i].path ? 1 : 0);
      if (cases[i].path)
        g_assert_cmpstr (hr_issues_first_error (issues)->path, ==, cases[i].path);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-shape/published", test_published);
  g_test_add_func ("/model-shape/published-count-wins", test_published_count_wins);
  g_test_add_func ("/model-shape/active", test_active);
  g_test_add_func ("/model-shape/cache-layers", test_cache_layers);
  g_test_add_func ("/model-shape/family", test_family);
  g_test_add_func ("/model-shape/validate", test_validate);
  return g_test_run ();
}
