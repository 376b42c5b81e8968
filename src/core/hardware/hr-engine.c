/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-engine.h"

#include <string.h>

/* What an engine's name contains, lower case, the more telling words first: "transformers+AutoGPTQ"
 * is transformers, "torchao + torch.compile (gpt-fast style)" is compiled. */
static const struct
{
  const char *word;
  HrEngine    engine;
} words[] = {
  { "llama.cpp", HR_ENGINE_LLAMA_CPP },
  { "llama-cpp", HR_ENGINE_LLAMA_CPP },
  { "llamacpp", HR_ENGINE_LLAMA_CPP },
  { "ktransformers", HR_ENGINE_LLAMA_CPP },
  { "ik_llama", HR_ENGINE_LLAMA_CPP },
  { "ollama", HR_ENGINE_LLAMA_CPP },
  { "lm studio", HR_ENGINE_LLAMA_CPP },
  { "koboldcpp", HR_ENGINE_LLAMA_CPP },
  { "gguf", HR_ENGINE_LLAMA_CPP },
  { "ggml", HR_ENGINE_LLAMA_CPP },
  { "tensorrt", HR_ENGINE_TENSORRT_LLM },
  { "trt-llm", HR_ENGINE_TENSORRT_LLM },
  { "trtllm", HR_ENGINE_TENSORRT_LLM },
  { "sglang", HR_ENGINE_SGLANG },
  { "lmdeploy", HR_ENGINE_SGLANG },
  { "vllm", HR_ENGINE_VLLM },
  { "text-generation-inference", HR_ENGINE_VLLM },
  { "tgi", HR_ENGINE_VLLM },
  { "deepspeed", HR_ENGINE_DEEPSPEED_MII },
  { "litgpt", HR_ENGINE_LITGPT },
  { "lit-gpt", HR_ENGINE_LITGPT },
  { "exllama", HR_ENGINE_EXLLAMA },
  { "exl2", HR_ENGINE_EXLLAMA },
  { "tabbyapi", HR_ENGINE_EXLLAMA },
  { "gpt-fast", HR_ENGINE_COMPILED_TORCH },
  { "torchao", HR_ENGINE_COMPILED_TORCH },
  { "torch.compile", HR_ENGINE_COMPILED_TORCH },
  { "torch-compile", HR_ENGINE_COMPILED_TORCH },
  { "mlc", HR_ENGINE_EXLLAMA },
  { "transformers", HR_ENGINE_TRANSFORMERS },
  { "hugging", HR_ENGINE_TRANSFORMERS },
  { "autogptq", HR_ENGINE_TRANSFORMERS },
  { "bitsandbytes", HR_ENGINE_TRANSFORMERS },
  { "autoawq", HR_ENGINE_AUTOAWQ },
  { "awq", HR_ENGINE_AUTOAWQ },
  { "generic", HR_ENGINE_GENERIC },
};

/**
 * hr_engine_from_name:
 * @name: free text, as a user or a benchmark writes it
 * @known: (out) (nullable): whether the name says an engine that we know
 *
 * Returns: the family of engines that it belongs to; %HR_ENGINE_GENERIC when it is not known.
 */
HrEngine
hr_engine_from_name (const char *name, gboolean *known)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (lower, words[i].word) != NULL)
      {
        if (known)
          *known = TRUE;
        return words[i].engine;
      }
  if (known)
    *known = name[0] == '\0';
  return HR_ENGINE_GENERIC;
}

/* The number at the start of @digits when it has exactly @n of them, else 0. */
static guint64
number_of (const char *digits, guint n)
{
  guint length = 0;

  while (g_ascii_isdigit (digits[length]))
    length++;
  return length == n ? g_ascii_strtoull (digits, NULL, 10) : 0;
}

/**
 * hr_engine_is_dated:
 * @name: free text, as a user or a benchmark writes it
 *
 * Kernels get faster from one year to the next. A name that says nothing means a current release.
 *
 * Returns: whether the name says a year up to 2024 ("llama.cpp (May 2024)") or a build of llama.cpp
 *   that was made by then ("b3001"; the first of 2025 is 4,406).
 */
gboolean
hr_engine_is_dated (const char *name)
{
  for (const char *at = name; *at; at++)
    {
      gboolean starts = at == name || !g_ascii_isalnum (at[-1]);
      guint64  year = starts ? number_of (at, 4) : 0;
      guint64  build = starts && *at == 'b' ? number_of (at + 1, 4) : 0;

      if ((year >= 2020 && year <= 2024) || (build >= 1000 && build < 4406))
        return TRUE;
    }
  return FALSE;
}

/**
 * hr_engine_computes_in_ram:
 *
 * Returns: whether the engine computes with weights in host RAM, by itself and by the CPU.
 */
gboolean
hr_engine_computes_in_ram (HrEngine engine)
{
  return engine == HR_ENGINE_LLAMA_CPP;
}

/**
 * hr_engine_splits_tensors:
 *
 * Returns: whether several cards share each layer (tensor parallel); else each holds some of the
 *   layers and they work in turn.
 */
gboolean
hr_engine_splits_tensors (HrEngine engine)
{
  switch (engine)
    {
    case HR_ENGINE_VLLM:
    case HR_ENGINE_TENSORRT_LLM:
    case HR_ENGINE_SGLANG:
    case HR_ENGINE_COMPILED_TORCH:
    case HR_ENGINE_DEEPSPEED_MII:
      return TRUE;
    case HR_ENGINE_GENERIC:
    case HR_ENGINE_LLAMA_CPP:
    case HR_ENGINE_TRANSFORMERS:
    case HR_ENGINE_EXLLAMA:
    case HR_ENGINE_AUTOAWQ:
    case HR_ENGINE_LITGPT:
    case HR_N_ENGINE:
    default:
      return FALSE;
    }
}
