/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-model-shape.h"

#include <math.h>

typedef struct
{
  const char  *name;
  double       billions;   /* as published */
  HrModelShape shape;
} Published;

#define DENSE(h, l, n, kv, d, i, v, tied) \
  .hidden = h, .layers = l, .heads = n, .kv_heads = kv, .head_dim = d, .intermediate = i, .vocab = v, \
  .tied_embeddings = tied, .gated_mlp = TRUE

static const Published published[] = {
  { "Llama 2 7B", 6.738, { DENSE (4096, 32, 32, 32, 128, 11008, 32000, FALSE) } },
  { "Llama 2 13B", 13.016, { DENSE (5120, 40, 40, 40, 128, 13824, 32000, FALSE) } },
  { "Llama 2 70B", 68.977, { DENSE (8192, 80, 64, 8, 128, 28672, 32000, FALSE) } },
  { "Llama 3.1 8B", 8.030, { DENSE (4096, 32, 32, 8, 128, 14336, 128256, FALSE) } },
  { "Llama 3.1 70B", 70.554, { DENSE (8192, 80, 64, 8, 128, 28672, 128256, FALSE) } },
  { "Llama 3.1 405B", 405.853, { DENSE (16384, 126, 128, 8, 128, 53248, 128256, FALSE) } },
  { "Llama 3.2 1B", 1.236, { DENSE (2048, 16, 32, 8, 64, 8192, 128256, TRUE) } },
  { "Llama 3.2 3B", 3.213, { DENSE (3072, 28, 24, 8, 128, 8192, 128256, TRUE) } },
  { "TinyLlama 1.1B", 1.100, { DENSE (2048, 22, 32, 4, 64, 5632, 32000, FALSE) } },
  { "Mistral 7B", 7.242, { DENSE (4096, 32, 32, 8, 128, 14336, 32000, FALSE) } },
  { "Gemma 2B", 2.506, { DENSE (2048, 18, 8, 1, 256, 16384, 256000, TRUE) } },
  { "Gemma 7B", 8.538, { DENSE (3072, 28, 16, 16, 256, 24576, 256000, TRUE) } },
  { "Qwen2.5 7B", 7.616, { DENSE (3584, 28, 28, 4, 128, 18944, 152064, FALSE), .attention_bias = TRUE } },
  { "Qwen2.5 72B", 72.706, { DENSE (8192, 80, 64, 8, 128, 29568, 152064, FALSE), .attention_bias = TRUE } },
};

static void
test_published (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (published); i++)
    {
      HrModelSize size;

      hr_model_size (&published[i].shape, &size);
      g_test_message ("%s: %.4f of %.4f", published[i].name, size.total / 1e9, published[i].billions);
      g_assert_cmpfloat (fabs (size.total / 1e9 / published[i].billions - 1), <, 0.005);
    }
}

static void
test_published_count_wins (void)
{
  HrModelShape shape = published[0].shape;
  HrModelSize plain, given;

  hr_model_size (&shape, &plain);
  shape.params_b = 7.0;
  hr_model_size (&shape, &given);
  g_assert_cmpfloat_with_epsilon (given.total, 7.0e9, 1e7);
  g_assert_cmpfloat (given.embedding, ==, plain.embedding);
  shape.params_b = 700;
  hr_model_size (&shape, &given);
  g_assert_cmpfloat (given.total, ==, plain.total);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-shape/published", test_published);
  g_test_add_func ("/model-shape/published-count-wins", test_published_count_wins);
  return g_test_run ();
}
