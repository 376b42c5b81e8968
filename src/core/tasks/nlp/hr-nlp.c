/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-nlp.h"

/* Adds rank × (inputs + outputs) for each adapted projection of a layer. */
static double
lora_params (const HrNlpWork *work, const HrModelSize *size)
{
  const HrModelShape *shape = &work->shape;
  double              h = shape->hidden, rank = work->lora_rank;
  double attention = (h + size->q_dim) + (h + size->k_dim) + (h + size->v_dim) + (size->q_dim + h);
  double mlp = 0;

  if (work->lora_targets == HR_LORA_TARGETS_ALL_LINEAR)
    mlp = (shape->gated_mlp ? 3 : 2) * (h + size->mlp_width);
  else
    attention = (h + size->q_dim) + (h + size->v_dim);
  return size->layers * rank * (attention + mlp);
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
  /* DeepSpeed and InternEvo keep 16-bit weights and an FP32 copy beside the optimizer's states;
   * their "mixed precision" is this, not autocast. */
  if (work->method == HR_METHOD_FULL
      && (work->framework == HR_FRAMEWORK_DEEPSPEED || work->framework == HR_FRAMEWORK_INTERNEVO)
      && work->precision != HR_PRECISION_FP32 && work->precision != HR_PRECISION_TF32)
    {
      nlp->weight_bytes = 2;
      nlp->autocast = FALSE;
      nlp->master_copy = TRUE;
    }
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
  double           share;

  *nlp = (HrNlp){ .input = input, .work = work, .cal = input->calibration };
  hr_model_size (&work->shape, &nlp->size);
  nlp->devices = MAX (input->gpu_count, 1) * MAX (input->gpu->devices, 1);
  nlp->batch = MAX (work->batch, 1);
  nlp->sequence = work->sequence_length;
  nlp->tokens = nlp->batch * nlp->sequence;
  nlp->adapters = work->method == HR_METHOD_LORA || work->method == HR_METHOD_QLORA;
  nlp->quantised = work->method == HR_METHOD_QLORA;
  nlp->trainable = hr_nlp_trainable (work, &nlp->size);
  resolve_precision (nlp);
  nlp->base_bits = nlp->weight_bytes * 8;
  if (nlp->quantised)
    {
      nlp->base_bits = work->base_bits_per_weight > 0 ? work->base_bits_per_weight : 4.127;
      nlp->weight_bytes = MIN (nlp->weight_bytes, 2);
      nlp->autocast = FALSE;
    }
  share = 1 / nlp->devices;
  nlp->weight_shard = work->sharding == HR_SHARDING_ZERO3 ? share : 1;
  nlp->gradient_shard = work->sharding == HR_SHARDING_ZERO3 || work->sharding == HR_SHARDING_ZERO2
                            ? share
                            : 1;
  nlp->optimizer_shard = nlp->gradient_shard < 1 || work->sharding == HR_SHARDING_ZERO1 ? share : 1;
}
