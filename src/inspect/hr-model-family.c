/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-model-family.h"

#include <string.h>

/* Source of all: the configuration classes of huggingface/transformers, and what their modelling
 * files build. Variants follow their base ("qwen2_vl_text" is qwen2_vl). */
static const HrModelFamily families[] = {
  { "llama", "llama", .gated_mlp = TRUE, .hidden = 4096, .layers = 32, .heads = 32,
    .intermediate = 11008, .vocab = 32000 },
  { "mistral", "mistral", .gated_mlp = TRUE, .hidden = 4096, .layers = 32, .heads = 32,
    .kv_heads = 8, .intermediate = 14336, .vocab = 32000 },
  { "mistral3", "mistral", .gated_mlp = TRUE },
  { "ministral", "mistral", .gated_mlp = TRUE },
  { "ministral3", "mistral", .gated_mlp = TRUE },
  { "mixtral", "mixtral", .gated_mlp = TRUE },
  { "qwen", "qwen1", .gated_mlp = TRUE, .attention_bias = TRUE, .halves_mlp = TRUE },
  { "qwen1", "qwen1", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "qwen2", "qwen2", .gated_mlp = TRUE, .attention_bias = TRUE, .hidden = 4096, .layers = 32,
    .heads = 32, .kv_heads = 32, .intermediate = 22016, .vocab = 151936 },
  { "qwen2_moe", "qwen2moe", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "qwen2moe", "qwen2moe", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "qwen2_vl", "qwen2", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "qwen2_5_vl", "qwen2", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "qwen3", "qwen3", .gated_mlp = TRUE },
  { "qwen3_vl", "qwen3", .gated_mlp = TRUE },
  { "qwen3_moe", "qwen3moe", .gated_mlp = TRUE },
  { "qwen3moe", "qwen3moe", .gated_mlp = TRUE },
  { "qwen3_vl_moe", "qwen3moe", .gated_mlp = TRUE },
  { "qwen3_omni_moe", "qwen3moe", .gated_mlp = TRUE },
  { "qwen3_next", "qwen3next", .gated_mlp = TRUE, .output_gate = TRUE,
    .recurrence = HR_RECURRENCE_DELTA_NET },
  { "qwen3_5", "qwen3.5", .gated_mlp = TRUE, .output_gate = TRUE,
    .recurrence = HR_RECURRENCE_DELTA_NET },
  { "qwen3_5_moe", "qwen3.5moe", .gated_mlp = TRUE, .output_gate = TRUE,
    .recurrence = HR_RECURRENCE_DELTA_NET },
  { "gemma", "gemma", .gated_mlp = TRUE, .tied = TRUE, .hidden = 3072, .layers = 28, .heads = 16,
    .kv_heads = 16, .head_dim = 256, .intermediate = 24576, .vocab = 256000 },
  { "gemma2", "gemma2", .gated_mlp = TRUE, .tied = TRUE, .sliding_every = 2, .four_norms = TRUE,
    .hidden = 2304, .layers = 26, .heads = 8, .kv_heads = 4, .head_dim = 256, .intermediate = 9216,
    .vocab = 256000, .window = 4096 },
  { "gemma3", "gemma3", .gated_mlp = TRUE, .tied = TRUE, .sliding_every = 6, .four_norms = TRUE,
    .hidden = 2304, .layers = 26, .heads = 8, .kv_heads = 4, .head_dim = 256, .intermediate = 9216,
    .vocab = 262208, .window = 4096 },
  { "gemma3n", "gemma3n", .gated_mlp = TRUE, .tied = TRUE, .sliding_every = 5, .four_norms = TRUE,
    .hidden = 2048, .layers = 35, .heads = 8, .kv_heads = 2, .head_dim = 256, .intermediate = 16384,
    .vocab = 262400, .window = 512 },
  { "gemma4", "gemma4", .gated_mlp = TRUE, .tied = TRUE, .sliding_every = 6, .four_norms = TRUE,
    .window = 1024 },
  { "phi", "phi", .attention_bias = TRUE, .mlp_bias = TRUE, .parallel_residual = TRUE },
  { "phi3", "phi3", .gated_mlp = TRUE, .hidden = 3072, .layers = 32, .heads = 32,
    .intermediate = 8192, .vocab = 32064 },
  { "phi4mm", "phi3", .gated_mlp = TRUE },
  { "phimoe", "phimoe", .gated_mlp = TRUE },
  { "falcon", "falcon", .tied = TRUE, .parallel_residual = TRUE },
  { "RefinedWeb", "falcon", .tied = TRUE, .parallel_residual = TRUE },
  { "RefinedWebModel", "falcon", .tied = TRUE, .parallel_residual = TRUE },
  { "falcon_h1", "falcon-h1", .gated_mlp = TRUE, .every_layer_mixes_both = TRUE,
    .recurrence = HR_RECURRENCE_MAMBA2 },
  { "falcon_mamba", "mamba", .gated_mlp = TRUE, .recurrence = HR_RECURRENCE_MAMBA },
  { "mamba", "mamba", .gated_mlp = TRUE, .tied = TRUE, .recurrence = HR_RECURRENCE_MAMBA },
  { "mamba2", "mamba2", .gated_mlp = TRUE, .recurrence = HR_RECURRENCE_MAMBA2 },
  { "rwkv7", "rwkv7", .recurrence = HR_RECURRENCE_RWKV7 },
  { "jamba", "jamba", .gated_mlp = TRUE, .recurrence = HR_RECURRENCE_MAMBA },
  { "bamba", "bamba", .gated_mlp = TRUE, .recurrence = HR_RECURRENCE_MAMBA2 },
  { "nemotron_h", "nemotron-h", .one_thing = TRUE, .recurrence = HR_RECURRENCE_MAMBA2 },
  { "nemotron", "nemotron", .gated_mlp = FALSE },
  { "deci", "deci", .gated_mlp = TRUE },
  { "nemotron-nas", "deci", .gated_mlp = TRUE },
  { "granite", "granite", .gated_mlp = TRUE },
  { "granitemoe", "granite", .gated_mlp = TRUE },
  { "granitemoeshared", "granite", .gated_mlp = TRUE },
  { "granitemoehybrid", "granite", .gated_mlp = TRUE, .recurrence = HR_RECURRENCE_MAMBA2 },
  { "lfm2", "lfm2", .gated_mlp = TRUE, .tied = TRUE },
  { "lfm2_moe", "lfm2moe", .gated_mlp = TRUE, .tied = TRUE },
  { "mpt", "mpt", .tied = TRUE },
  { "gpt2", "gpt2", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .positions = 1024 },
  { "gpt3", "gpt3", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .positions = 2048 },
  { "gpt_bigcode", "gpt2", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .positions = 1024 },
  { "gptj", "gptj", .mlp_bias = TRUE, .parallel_residual = TRUE },
  { "gpt_neox", "neox", .attention_bias = TRUE, .mlp_bias = TRUE, .parallel_residual = TRUE },
  { "neox", "neox", .attention_bias = TRUE, .mlp_bias = TRUE, .parallel_residual = TRUE },
  { "bloom", "bloom", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE },
  { "opt", "opt", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE, .positions_learned = TRUE,
    .positions = 2050 },
  { "bert", "bert", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .encoder_only = TRUE, .positions = 512 },
  { "distilbert", "bert", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .encoder_only = TRUE, .positions = 512 },
  { "electra", "bert", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .encoder_only = TRUE, .positions = 512 },
  { "roberta", "roberta", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .encoder_only = TRUE, .positions = 514 },
  { "xlm-roberta", "roberta", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .encoder_only = TRUE, .positions = 514 },
  { "bart", "bart", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .positions = 1026 },
  { "encdec", "bart", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .positions = 1026 },
  { "t5", "t5", .tied = TRUE },
  { "mt5", "t5", .gated_mlp = TRUE },
  { "umt5", "t5", .gated_mlp = TRUE },
  { "chatglm", "glm", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "glm", "glm", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "glm4", "glm", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "glm4v", "glm", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "glm4_moe", "glm4moe", .gated_mlp = TRUE },
  { "glm4v_moe", "glm4moe", .gated_mlp = TRUE },
  { "glm4_moe_lite", "deepseek", .gated_mlp = TRUE },
  { "glm_moe_dsa", "deepseek", .gated_mlp = TRUE },
  { "deepseek", "deepseek", .gated_mlp = TRUE },
  { "deepseek_v2", "deepseek", .gated_mlp = TRUE },
  { "deepseek_v3", "deepseek", .gated_mlp = TRUE },
  { "deepseek_v32", "deepseek", .gated_mlp = TRUE },
  { "deepseek_v4", "deepseek", .gated_mlp = TRUE },
  { "mistral4", "deepseek", .gated_mlp = TRUE },
  { "kimi_k2", "deepseek", .gated_mlp = TRUE },
  { "kimi_k25", "deepseek", .gated_mlp = TRUE },
  { "kimi_linear", "kimi-linear", .gated_mlp = TRUE, .recurrence = HR_RECURRENCE_KDA },
  { "gpt_oss", "gpt-oss", .gated_mlp = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .sliding_every = 2, .window = 128 },
  { "llama4", "llama4", .gated_mlp = TRUE, .sliding_every = 4, .window = 8192,
    .shared_experts = 1 },
  { "mllama", "llama", .gated_mlp = TRUE },
  { "minimax", "minimax", .gated_mlp = TRUE, .recurrence = HR_RECURRENCE_LIGHTNING },
  { "minimax_m1", "minimax", .gated_mlp = TRUE, .recurrence = HR_RECURRENCE_LIGHTNING },
  { "minimax_text_01", "minimax", .gated_mlp = TRUE, .recurrence = HR_RECURRENCE_LIGHTNING },
  { "minimax_m2", "minimax", .gated_mlp = TRUE },
  { "minimax_m3", "minimax", .gated_mlp = TRUE },
  { "minimax_m3_vl", "minimax", .gated_mlp = TRUE },
  { "cohere", "cohere", .gated_mlp = TRUE, .tied = TRUE },
  { "cohere2", "cohere", .gated_mlp = TRUE, .tied = TRUE, .sliding_every = 4, .window = 4096 },
  { "olmo", "olmo", .gated_mlp = TRUE },
  { "olmo2", "olmo", .gated_mlp = TRUE },
  { "olmo3", "olmo", .gated_mlp = TRUE, .sliding_every = 4, .window = 4096 },
  { "olmoe", "olmoe", .gated_mlp = TRUE },
  { "exaone", "exaone", .gated_mlp = TRUE },
  { "exaone4", "exaone", .gated_mlp = TRUE, .sliding_every = 4 },
  { "exaone4_5", "exaone", .gated_mlp = TRUE, .sliding_every = 4 },
  { "apertus", "apertus", .gated_mlp = FALSE },
  { "smollm3", "smollm3", .gated_mlp = TRUE, .tied = TRUE },
  { "seed_oss", "seed-oss", .gated_mlp = TRUE },
  { "mimo", "mimo", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "hunyuan_v1_dense", "hunyuan", .gated_mlp = TRUE },
  { "hunyuan_v1_moe", "hunyuan", .gated_mlp = TRUE },
  { "hunyuan", "hunyuan", .gated_mlp = TRUE },
  { "hy_v3", "hunyuan", .gated_mlp = TRUE },
  { "ernie4_5", "ernie", .gated_mlp = TRUE },
  { "ernie4_5_moe", "ernie", .gated_mlp = TRUE },
  { "solar_open", "solar", .gated_mlp = TRUE },
  { "step3p5", "step", .gated_mlp = TRUE },
  { "step3p7", "step", .gated_mlp = TRUE },
  { "dbrx", "dbrx", .gated_mlp = TRUE },
  { "starcoder2", "starcoder2", .attention_bias = TRUE, .mlp_bias = TRUE, .tied = TRUE },
  { "modernbert", "modernbert", .gated_mlp = TRUE, .tied = TRUE, .encoder_only = TRUE,
    .sliding_every = 3, .window = 128 },
  { "whisper", "whisper", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE },
  { "internlm2", "internlm", .gated_mlp = TRUE },
  { "internlm", "internlm", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "internvl", "qwen3", .gated_mlp = TRUE },
  { "baichuan", "baichuan", .gated_mlp = TRUE },
};

/* Not known: the shape alone decides; a gated MLP is what nearly all models since 2023 have. */
static const HrModelFamily generic_family = { "", "", .gated_mlp = TRUE };

static const HrModelFamily *
find_exact (const char *type, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (strncmp (families[i].type, type, length) == 0 && families[i].type[length] == '\0')
      return &families[i];
  return NULL;
}

/**
 * hr_model_family_find:
 * @type: (nullable): "qwen3_moe", "gemma3_text", …
 *
 * Returns: (transfer none): the family; one that knows nothing where there is no such type.
 */
const HrModelFamily *
hr_model_family_find (const char *type)
{
  static const char *const suffixes[] = { "_text", "_language", "_thinker", "_llm" };
  const HrModelFamily     *family = type ? find_exact (type, strlen (type)) : NULL;

  for (guint i = 0; type != NULL && family == NULL && i < G_N_ELEMENTS (suffixes); i++)
    {
      const char *at = strstr (type, suffixes[i]);

      if (at != NULL && at > type)
        family = find_exact (type, (gsize) (at - type));
    }
  return family ? family : &generic_family;
}
