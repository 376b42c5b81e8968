/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-nlp-framework.h"

/* The newest year whose code differs from what came before. */
#define NEWEST_YEAR 2025

/* Facts of a framework's code, each with where it can be read. Memory and time are worked out from
 * these; only what no code says (fragmentation, launches) is fitted. */
static const HrNlpFramework frameworks[HR_N_FRAMEWORK] = {
  [HR_FRAMEWORK_HUGGING_FACE] = { .loss = HR_LOSS_PLAIN,
                                  .adapters_fp32 = TRUE,
                                  .autocasts_adapters = TRUE,
                                  .prepares_base = TRUE,
                                  .lists_optimizer = TRUE,
                                  .source = "transformers: loss/loss_utils.py, trainer.py; "
                                            "peft: utils/other.py" },
  [HR_FRAMEWORK_TRL] = { .loss = HR_LOSS_PLAIN,
                         .adapters_fp32 = TRUE,
                         .autocasts_adapters = TRUE,
                         .prepares_base = TRUE,
                         .lists_optimizer = TRUE,
                         .source = "trl: trainer/sft_trainer.py" },
  /* Casts embeddings and norms back to 16 bits after PEFT has raised them. */
  [HR_FRAMEWORK_AXOLOTL] = { .loss = HR_LOSS_PLAIN,
                             .adapters_fp32 = TRUE,
                             .autocasts_adapters = TRUE,
                             .lists_optimizer = TRUE,
                             .packs = TRUE,
                             .source = "axolotl: loaders/model.py" },
  [HR_FRAMEWORK_LLAMA_FACTORY] = { .loss = HR_LOSS_PLAIN,
                                   .adapters_fp32 = TRUE,
                                   .autocasts_adapters = TRUE,
                                   .lists_optimizer = TRUE,
                                   .source = "LLaMA-Factory: model/adapter.py, "
                                             "model/model_utils/checkpointing.py" },
  /* Norms, rotations and the MLP are kernels of its own; checkpoints go to the host's RAM; the loss
   * is computed in chunks that never hold all logits (before 2024: in place). */
  [HR_FRAMEWORK_UNSLOTH] = { .loss = HR_LOSS_LIGER,
                             .fused_norms = TRUE,
                             .fused_mlp = TRUE,
                             .checkpoints_to_host = TRUE,
                             .skips_experts = TRUE,
                             .packs = TRUE,
                             .source = "unsloth: models/_utils.py, kernels/; unsloth_zoo: "
                                       "gradient_checkpointing.py, fused_losses/" },
  [HR_FRAMEWORK_TORCHTUNE] = { .loss = HR_LOSS_CHUNKED,
                               .own_loss = TRUE,
                               .repeats_keys = TRUE,
                               .lists_optimizer = TRUE,
                               .source = "torchtune: modules/loss/, models/" },
  [HR_FRAMEWORK_LITGPT] = { .loss = HR_LOSS_CHUNKED,
                            .keeps_outputs = TRUE,
                            .keeps_gradients = TRUE,
                            .joins_qkv = TRUE,
                            .quantises_head = TRUE,
                            .own_loss = TRUE,
                            .year = 2023,
                            .source = "litgpt: lora.py, utils.py (chunked_cross_entropy)" },
  /* 16-bit weights, FP32 copies of them and of the gradients beside the optimizer's states; the
   * gradients stay in one buffer. */
  [HR_FRAMEWORK_DEEPSPEED] = { .loss = HR_LOSS_PLAIN,
                               .adapters_fp32 = TRUE,
                               .keeps_gradients = TRUE,
                               .master_copy = TRUE,
                               .buckets = TRUE,
                               .source = "DeepSpeed: runtime/zero/stage_1_and_2.py, "
                                         "runtime/bf16_optimizer.py" },
  [HR_FRAMEWORK_LLM_FOUNDRY] = { .loss = HR_LOSS_INPLACE,
                                 .source = "llm-foundry: models/mpt/modeling_mpt.py" },
  [HR_FRAMEWORK_TORCHTITAN] = { .loss = HR_LOSS_PLAIN,
                                .compiled = TRUE,
                                .fused_norms = TRUE,
                                .source = "torchtitan: components/loss.py" },
  [HR_FRAMEWORK_INTERNEVO] = { .loss = HR_LOSS_INPLACE,
                               .fused_norms = TRUE,
                               .master_copy = TRUE,
                               .keeps_gradients = TRUE,
                               .packs = TRUE,
                               .source = "InternEvo: internlm/model/losses/" },
  [HR_FRAMEWORK_NVIDIA_EXAMPLES] = { .loss = HR_LOSS_PLAIN,
                                     .fused_norms = TRUE,
                                     .master_copy = TRUE,
                                     .source = "NVIDIA DeepLearningExamples: "
                                               "PyTorch/LanguageModeling/BERT/" },
  /* A trainer in C++ and CUDA: one graph a step, head and loss in chunks, in place. */
  [HR_FRAMEWORK_LLMQ] = { .loss = HR_LOSS_LIGER,
                          .fused_norms = TRUE,
                          .fused_mlp = TRUE,
                          .keeps_gradients = TRUE,
                          .compiled = TRUE,
                          .packs = TRUE,
                          .source = "llmq: src/models/, src/kernels/" },
  [HR_FRAMEWORK_NEMO] = { .loss = HR_LOSS_INPLACE,
                          .fused_norms = TRUE,
                          .fused_mlp = TRUE,
                          .master_copy = TRUE,
                          .keeps_gradients = TRUE,
                          .source = "Megatron-LM: core/tensor_parallel/cross_entropy.py, "
                                    "core/optimizer/" },
};

/**
 * hr_nlp_framework:
 *
 * Returns: the facts of the framework that a plan names.
 */
const HrNlpFramework *
hr_nlp_framework (HrFramework framework)
{
  return &frameworks[framework < HR_N_FRAMEWORK ? framework : HR_FRAMEWORK_HUGGING_FACE];
}

/**
 * hr_nlp_framework_year:
 *
 * Returns: the year of the framework's code; the newest that is known where the plan has none.
 */
guint
hr_nlp_framework_year (const HrNlpWork *work)
{
  guint known = hr_nlp_framework (work->framework)->year;

  return work->framework_year > 0 ? work->framework_year : known > 0 ? known : NEWEST_YEAR;
}

/**
 * hr_nlp_loss:
 *
 * Returns: how the loss treats the logits: as the plan says, else as the framework does.
 */
HrLoss
hr_nlp_loss (const HrNlpWork *work)
{
  HrLoss loss = work->chunked_loss && work->loss <= HR_LOSS_PLAIN ? HR_LOSS_CHUNKED : work->loss;

  /* Without chunks of their own, what frameworks are given is Liger's loss. */
  if (loss == HR_LOSS_CHUNKED && !hr_nlp_framework (work->framework)->own_loss)
    return HR_LOSS_LIGER;
  if (loss != HR_LOSS_AUTO)
    return loss;
  /* Unsloth wrote the gradient over the logits until it took over losses that never hold them. */
  if (work->framework == HR_FRAMEWORK_UNSLOTH && hr_nlp_framework_year (work) < 2024)
    return HR_LOSS_INPLACE;
  return hr_nlp_framework (work->framework)->loss;
}

/**
 * hr_nlp_output_bytes:
 *
 * Returns: bytes a logit of what a model returns: FP32 in transformers up to 4.44 and in litgpt.
 */
double
hr_nlp_output_bytes (const HrNlpWork *work)
{
  return work->framework == HR_FRAMEWORK_LITGPT || hr_nlp_framework_year (work) <= 2023 ? 4 : 2;
}

/* transformers up to 4.44 (2024-08) shift the logits by copying them unless there is one sequence;
 * 4.45 to 4.49 copy always, beside the 16-bit ones; since then the labels are padded instead. The
 * 12 bytes of the backward pass are the softmax, its gradient and the loss's, all FP32. */
static void
plain_bytes (const HrNlpLossInput *input, double *forward, double *backward)
{
  guint year = hr_nlp_framework_year (input->work);

  if (input->full_precision)
    *forward = 8;
  else if (year <= 2023)
    *forward = input->batch > 1 ? 12 : 8;
  else if (year == 2024)
    *forward = input->batch > 1 ? 14 : 10;
  else
    *forward = 10;
  *backward = 12 + (input->keeps_outputs ? hr_nlp_output_bytes (input->work) : 0);
  if (input->compiled)
    {
      *forward = 4;
      *backward = 6;
    }
  /* CUDA's softmax takes FP16 as it is and returns its gradient in FP16. */
  if (input->half_softmax)
    *backward -= 2;
}

static void
chunked_bytes (const HrNlpLossInput *input, double *forward, double *backward)
{
  guint year = hr_nlp_framework_year (input->work);

  if (input->work->framework == HR_FRAMEWORK_LITGPT)
    {
      /* Chunks of 128 tokens; the runtime returns all logits in FP32. */
      *forward = 8;
      *backward = 8 + 1024 / MAX (input->sequence, 128);
    }
  else if (input->work->framework == HR_FRAMEWORK_TORCHTUNE && year <= 2024)
    {
      /* A list of eight 16-bit chunks, each raised to FP32 in its turn. */
      *forward = 6.5;
      *backward = 5;
    }
  else
    {
      /* The head inside of the chunk. */
      *forward = 4.5;
      *backward = input->trains_head ? 6 : 5;
    }
}

/**
 * hr_nlp_loss_bytes:
 * @input: what the loss depends on
 * @forward: (out): bytes a logit when the forward pass is over
 * @backward: (out): at the worst moment of the loss's backward pass
 *
 * Worked out by replaying the order in which the loss of each framework allocates and frees.
 */
void
hr_nlp_loss_bytes (const HrNlpLossInput *input, double *forward, double *backward)
{
  switch (input->loss)
    {
    case HR_LOSS_CHUNKED:
      chunked_bytes (input, forward, backward);
      break;
    case HR_LOSS_INPLACE:
      /* The gradient overwrites the logits; Megatron's softmax is FP32. */
      *forward = input->full_precision || input->fp32_logits   ? 8
                 : input->work->framework == HR_FRAMEWORK_NEMO ? 6
                                                               : 2;
      *backward = *forward + (input->trains_head && *forward <= 2 ? 1 : 0);
      break;
    case HR_LOSS_LIGER:
      *forward = *backward = 0;
      break;
    case HR_LOSS_AUTO:
    case HR_LOSS_PLAIN:
    case HR_N_LOSS:
    default:
      plain_bytes (input, forward, backward);
      break;
    }
  if (input->soft_capped && input->loss != HR_LOSS_LIGER)
    {
      *forward += 2;
      *backward += 2;
    }
}
