/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-engine.h"

static void
test_from_name (void)
{
  static const struct
  {
    const char *name;
    HrEngine    engine;
    gboolean    known;
  } cases[] = {
    { "llama.cpp (May 2024, CUDA/Metal)", HR_ENGINE_LLAMA_CPP, TRUE },
    { "Ollama 0.3", HR_ENGINE_LLAMA_CPP, TRUE },
    { "vLLM", HR_ENGINE_VLLM, TRUE },
    { "TensorRT-LLM", HR_ENGINE_TENSORRT_LLM, TRUE },
    { "SGLang", HR_ENGINE_SGLANG, TRUE },
    { "transformers (FA2)", HR_ENGINE_TRANSFORMERS, TRUE },
    { "transformers+AutoGPTQ", HR_ENGINE_TRANSFORMERS, TRUE },
    { "ExLlamaV2", HR_ENGINE_EXLLAMA, TRUE },
    { "AutoAWQ", HR_ENGINE_AUTOAWQ, TRUE },
    { "torchao + torch.compile (gpt-fast style)", HR_ENGINE_COMPILED_TORCH, TRUE },
    { "gpt-fast (torch.compile, TP)", HR_ENGINE_COMPILED_TORCH, TRUE },
    { "litgpt", HR_ENGINE_LITGPT, TRUE },
    { "Deepspeed-MII", HR_ENGINE_DEEPSPEED_MII, TRUE },
    { "my own engine", HR_ENGINE_GENERIC, FALSE },
    { "", HR_ENGINE_GENERIC, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean known = !cases[i].known;

      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (hr_engine_from_name (cases[i].name, &known), ==, cases[i].engine);
      g_assert_cmpint (known, ==, cases[i].known);
    }
  g_assert_true (hr_engine_splits_tensors (HR_ENGINE_VLLM));
  g_assert_false (hr_engine_splits_tensors (HR_ENGINE_LLAMA_CPP));
}

static void
test_is_dated (void)
{
  static const struct
  {
    const char *name;
    gboolean    dated;
  } cases[] = {
    { "", FALSE },
    { "llama.cpp", FALSE },
    { "llama.cpp (May 2024, CUDA/Metal)", TRUE },
    { "llama.cpp CUDA (2024-01)", TRUE },
    { "2023", TRUE },
    { "llama.cpp 2025-03", FALSE },
    { "llama.cpp b3001", TRUE },
    { "llama.cpp b4405", TRUE },
    { "llama.cpp b4406", FALSE },
    { "llama.cpp b12327", FALSE },
    { "web3001 b30", FALSE },
    { "20240 tokens", FALSE },
    { "build x2024", FALSE },
    { "vLLM 0.6.3 (2024)", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].name);
      g_assert_cmpint (hr_engine_is_dated (cases[i].name), ==, cases[i].dated);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/from-name", test_from_name);
  g_test_add_func ("/engine/is-dated", test_is_dated);
  return g_test_run ();
}
