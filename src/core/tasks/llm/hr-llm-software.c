/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-llm.h"

#include <string.h>

#include "hr-weight-format.h"

/* What an engine's name contains, lower case, and the software that is meant: the more telling
 * words first, as in hr-engine. */
static const struct
{
  const char *word, *software;
} engines[] = {
  { "ollama", "Ollama" },
  { "ktransformers", "ktransformers" },
  { "llama.cpp", "llama.cpp" },
  { "llama-cpp", "llama.cpp" },
  { "llamacpp", "llama.cpp" },
  { "lm studio", "llama.cpp" },
  { "koboldcpp", "llama.cpp" },
  { "gguf", "llama.cpp" },
  { "ggml", "llama.cpp" },
  { "mlx", "MLX" },
  { "tensorrt", "TensorRT-LLM" },
  { "trt-llm", "TensorRT-LLM" },
  { "trtllm", "TensorRT-LLM" },
  { "sglang", "SGLang" },
  { "vllm", "vLLM" },
  { "text-generation-inference", "TGI" },
  { "tgi", "TGI" },
  { "exllamav3", "ExLlamaV3" },
  { "exl3", "ExLlamaV3" },
  { "exllama", "ExLlamaV2" },
  { "exl2", "ExLlamaV2" },
  { "tabbyapi", "ExLlamaV2" },
  { "deepspeed", "DeepSpeed" },
  { "gpt-fast", "PyTorch" },
  { "torch", "PyTorch" },
  { "transformers", "PyTorch" },
  { "hugging", "PyTorch" },
  { "autogptq", "PyTorch" },
  { "bitsandbytes", "PyTorch" },
  { "awq", "PyTorch" },
  { "litgpt", "PyTorch" },
};

/* What engines' tables of support call a weight format; NULL = nothing in particular. */
static const char *
feature_of (const char *format)
{
  static const struct
  {
    const char *prefix, *feature;
  } features[] = {
    { "awq", "awq" },          { "gptq", "gptq" },   { "fp8", "fp8 w8a8" },
    { "int8", "int8 w8a8" },   { "mxfp4", "mxfp4" }, { "nvfp4", "nvfp4" },
    { "nf4", "bitsandbytes" }, { "exl2", "exl2" },   { "exl3", "exl3" },
  };
  const HrWeightFormat *known = hr_weight_format_find (format);

  for (guint i = 0; i < G_N_ELEMENTS (features); i++)
    if (g_str_has_prefix (format, features[i].prefix))
      return features[i].feature;
  return known && known->whole_model ? "gguf" : NULL;
}

/* Formats for which the card has no arithmetic of its own still run where the weights are widened
 * on the way. */
static void
need (HrSoftwareNeeds *needs, const char *software, const char *feature)
{
  hr_software_need (needs, software, feature);
  if (g_strcmp0 (feature, "fp8 w8a8") == 0)
    hr_software_or (needs, software, "fp8 weight-only");
}

/**
 * hr_llm_software:
 *
 * The engine that is named, with the format of the weights. Where none is named, the usual one for
 * the format is meant, or another that takes it.
 */
void
hr_llm_software (const HrWorkload *workload, HrSoftwareNeeds *needs)
{
  const HrLlmWork *w = &workload->llm;
  const char      *feature = feature_of (w->weight_format);
  g_autofree char *name = g_ascii_strdown (w->engine_name, -1);

  if (name[0] == '\0' && g_strcmp0 (feature, "gguf") == 0)
    {
      hr_software_need (needs, "llama.cpp", feature);
      hr_software_or (needs, "Ollama", feature);
      return;
    }
  if (name[0] == '\0')
    {
      need (needs, "vLLM", feature);
      hr_software_or (needs, "llama.cpp", NULL);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (engines); i++)
    if (strstr (name, engines[i].word) != NULL)
      {
        need (needs, engines[i].software, feature);
        needs->needs[needs->n - 1].is_named = TRUE;
        if (strcmp (engines[i].software, "PyTorch") == 0
            && (g_strcmp0 (feature, "bitsandbytes") == 0 || g_strcmp0 (feature, "int8 w8a8") == 0))
          hr_software_need (needs, "bitsandbytes",
                            strcmp (feature, "bitsandbytes") == 0 ? "nf4" : "int8");
        return;
      }
}
