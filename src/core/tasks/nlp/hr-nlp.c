/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-nlp.h"

/* Rank × (inputs + outputs) for each adapted projection of all layers. Every expert is a set of
 * projections of its own, and the router is one more. */
static double
lora_params (const HrNlpWork *work, const HrModelSize *size)
{
  const HrModelShape *shape = &work->shape;
  double              h = shape->hidden, rank = work->lora_rank, layers = size->layers;
  double attention = (h + size->q_dim) + (h + size->k_dim) + (h + size->v_dim) + (size->q_dim + h);
  double matrices = shape->gated_mlp ? 3 : 2, mlp, width;

  if (work->lora_targets != HR_LORA_TARGETS_ALL_LINEAR)
    return layers * rank * ((h + size->q_dim) + (h + size->v_dim));
  mlp = layers * matrices * (h + shape->intermediate);
  if (shape->experts > 1)
    {
      double dense = MIN (shape->first_dense_layers, layers), shared = shape->shared_experts;

      width = shape->moe_intermediate ? shape->moe_intermediate : shape->intermediate;
      mlp = dense * matrices * (h + shape->intermediate);
      if (shape->shared_intermediate > 0)
        mlp += (layers - dense) * matrices * (h + shape->shared_intermediate);
      else if (shared > 0)
        mlp += (layers - dense) * matrices * (h + shared * width);
      if (!hr_nlp_framework (work->framework)->skips_experts)
        mlp += (layers - dense) * (shape->experts * matrices * (h + width) + (h + shape->experts));
    }
  return rank * (layers * attention + mlp);
}

/**
 * hr_nlp_trainable:
 *
 * Returns: the number of parameters that are trained: all of them, those of the adapters (two
 *   matrices of the rank beside each target: for "attention" the query and the value, as in the
 * LoRA paper), or what the plan says.
 */
double
hr_nlp_trainable (const HrNlpWork *work, const HrModelSize *size)
{
  double trainable;

  if (work->method == HR_METHOD_FULL)
    return size->total;
  trainable = work->trainable_params_m > 0 ? work->trainable_params_m * 1e6
                                           : lora_params (work, size);
  if (work->train_embeddings)
    trainable += size->embedding + (work->shape.tied_embeddings ? 0 : size->head);
  return MIN (trainable, size->total);
}

/**
 * hr_nlp_quantises_head:
 *
 * Returns: whether the head is quantised with the layers: Fabric's bitsandbytes plugin, which
 * litgpt uses, replaces every product; Hugging Face leaves the head as it is.
 */
gboolean
hr_nlp_quantises_head (const HrNlp *nlp)
{
  return nlp->quantised && nlp->bitsandbytes && nlp->facts->quantises_head
         && !nlp->work->shape.tied_embeddings && !nlp->trains_head;
}

static void
resolve_precision (HrNlp *nlp)
{
  const HrNlpWork *work = nlp->work;

  switch (work->precision)
    {
    case HR_PRECISION_FP32:
    case HR_PRECISION_TF32:
      nlp->weight_bytes = nlp->activation_bytes = 4;
      break;
    case HR_PRECISION_AMP:
    case HR_PRECISION_AMP_BF16:
    case HR_PRECISION_AMP_FP16:
      nlp->weight_bytes = 4;
      nlp->activation_bytes = 2;
      nlp->autocast = TRUE;
      break;
    case HR_PRECISION_BF16:
    case HR_PRECISION_FP16:
    case HR_PRECISION_FP64:
    case HR_PRECISION_MIXED:
    case HR_PRECISION_AUTO:
    case HR_N_PRECISION:
    default:
      nlp->weight_bytes = nlp->activation_bytes = 2;
      break;
    }
  /* DeepSpeed, InternEvo and Megatron keep 16-bit weights and an FP32 copy beside the optimizer's
   * states; their "mixed precision" is this, not autocast. */
  if (work->method == HR_METHOD_FULL && nlp->facts->master_copy
      && work->precision != HR_PRECISION_FP32 && work->precision != HR_PRECISION_TF32)
    {
      nlp->weight_bytes = 2;
      nlp->autocast = FALSE;
      nlp->master_copy = TRUE;
    }
  nlp->half_softmax = work->precision == HR_PRECISION_FP16
                      || work->precision == HR_PRECISION_AMP_FP16
                      || work->precision == HR_PRECISION_AMP;
}

/* A quantised base and what PEFT makes of the rest: it is raised to FP32 where bitsandbytes
 * quantised (NF4 and LLM.int8). GPTQ and AWQ bases, whose bits end in a quarter, keep 16 bits, and
 * so do sharded runs, where all parameters must have one type. */
static void
resolve_base (HrNlp *nlp)
{
  const HrNlpWork *work = nlp->work;
  double           quarters;

  nlp->base_bits = nlp->weight_bytes * 8;
  if (!nlp->quantised)
    return;
  nlp->base_bits = work->base_bits_per_weight > 0 ? work->base_bits_per_weight : 4.127;
  nlp->weight_bytes = MIN (nlp->weight_bytes, 2);
  nlp->autocast = FALSE;
  quarters = nlp->base_bits * 4;
  nlp->bitsandbytes = quarters != (double) (int) quarters || nlp->base_bits == 8
                      || nlp->base_bits == 4.5;
  nlp->fp32_stream_of_base = nlp->facts->prepares_base && nlp->bitsandbytes
                             && work->sharding == HR_SHARDING_NONE;
}

/* LoRA's matrices: as the plan says, else as its optimizer's states say, else as the framework
 * does; sharded runs have one type for all. Trained tables beside them keep the base's type. */
static void
resolve_adapters (HrNlp *nlp)
{
  const HrNlpWork *work = nlp->work;
  double           tables = nlp->weight_bytes;

  nlp->trained_bytes = nlp->weight_bytes;
  nlp->trains_head = !nlp->adapters || work->train_embeddings;
  if (!nlp->adapters)
    return;
  nlp->adapts_output = nlp->adapts_mlp = nlp->adapts_down = work->lora_targets
                                                            == HR_LORA_TARGETS_ALL_LINEAR;
  nlp->adapts_qkv = nlp->facts->joins_qkv ? 1 : nlp->adapts_mlp ? 3 : 2;
  nlp->drops = work->lora_dropout > 0 && !nlp->facts->fused_mlp;
  nlp->adapter_bytes = nlp->facts->adapters_fp32 && work->sharding != HR_SHARDING_ZERO3 ? 4 : 2;
  if (work->optimizer_state_bits == 16 || work->optimizer_state_bits == 32)
    nlp->adapter_bytes = work->optimizer_state_bits / 8;
  if (work->adapter_precision == HR_PRECISION_FP32)
    nlp->adapter_bytes = tables = 4;
  else if (work->adapter_precision != HR_PRECISION_AUTO)
    nlp->adapter_bytes = 2;
  nlp->adapter_bytes = MAX (nlp->adapter_bytes, nlp->weight_bytes);
  if (work->train_embeddings)
    nlp->tables = MIN (nlp->trainable,
                       nlp->size.embedding + (work->shape.tied_embeddings ? 0 : nlp->size.head));
  if (nlp->trainable > 0)
    nlp->trained_bytes = ((nlp->trainable - nlp->tables) * nlp->adapter_bytes
                          + nlp->tables * tables)
                         / nlp->trainable;
}

static void
resolve_shards (HrNlp *nlp)
{
  const HrNlpWork *work = nlp->work;
  double           share = 1 / nlp->devices;
  gboolean         all = work->sharding == HR_SHARDING_ZERO3;
  gboolean         most = all || work->sharding == HR_SHARDING_ZERO2;

  nlp->weight_shard = all ? share : 1;
  nlp->gradient_shard = most ? share : 1;
  nlp->optimizer_shard = most || work->sharding == HR_SHARDING_ZERO1 ? share : 1;
  nlp->gathers = all && (nlp->devices > 1 || work->offload == HR_OFFLOAD_ALL);
  /* Gradients go to the host as soon as they are made. */
  nlp->gradients_offloaded = most && work->offload != HR_OFFLOAD_NONE && !nlp->adapters;
  nlp->gradients_stay = nlp->facts->keeps_gradients || work->gradient_accumulation > 1;
  nlp->stream_bytes = nlp->weight_bytes > 2 || nlp->fp32_stream_of_base ? 4 : 2;
  /* FSDP's units compute in 16 bits as a whole, so that autocast has nothing to copy; Hugging
   * Face's norms leave the stream in FP32. */
  if (nlp->gathers && nlp->autocast)
    {
      nlp->autocast = FALSE;
      nlp->stream_bytes = nlp->facts->prepares_base || nlp->facts->lists_optimizer ? 4 : 2;
    }
  if (nlp->tables > 0 && work->adapter_precision == HR_PRECISION_FP32)
    nlp->stream_bytes = 4;
}

/**
 * hr_nlp_resolve:
 * @nlp: (out): filled for @input
 * @input: an estimate of a fine-tuning workload
 */
void
hr_nlp_resolve (HrNlp *nlp, const HrEstimateInput *input)
{
  const HrNlpWork *work = &input->workload->nlp;
  const char      *family = work->shape.family;

  *nlp = (HrNlp){ .input = input, .work = work, .cal = input->calibration };
  nlp->facts = hr_nlp_framework (work->framework);
  hr_model_size (&work->shape, &nlp->size);
  nlp->devices = MAX (input->gpu_count, 1) * MAX (input->gpu->devices, 1);
  nlp->batch = MAX (work->batch, 1);
  /* A pair is one sample: the answer that is preferred and the other one run side by side. */
  if (work->objective == HR_OBJECTIVE_DPO)
    nlp->batch *= 2;
  nlp->sequence = work->sequence_length;
  nlp->tokens = nlp->batch * nlp->sequence;
  nlp->adapters = work->method == HR_METHOD_LORA || work->method == HR_METHOD_QLORA;
  nlp->quantised = work->method == HR_METHOD_QLORA;
  nlp->trainable = hr_nlp_trainable (work, &nlp->size);
  nlp->loss = hr_nlp_loss (work);
  nlp->has_logits = !work->shape.encoder_only;
  /* Sharded runs of Hugging Face's models are mostly loops of one's own, which hold the output. */
  nlp->keeps_outputs = nlp->facts->keeps_outputs
                       || (work->framework == HR_FRAMEWORK_HUGGING_FACE
                           && work->sharding > HR_SHARDING_NONE);
  nlp->soft_capped = nlp->four_norms = g_str_has_prefix (family, "gemma2");
  nlp->four_norms |= g_str_has_prefix (family, "gemma3");
  resolve_precision (nlp);
  resolve_base (nlp);
  resolve_adapters (nlp);
  resolve_shards (nlp);
}
