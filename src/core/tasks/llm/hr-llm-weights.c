/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-llm.h"

#include <math.h>

#include "hr-weight-format.h"

/* What a GGUF keeps beside experts in MXFP4: Q8_0, 8 bits and a scale of 16 for 32 weights. */
#define WIDE_BITS 8.5

/* The format that multiplies the weights: by its name, else by its bits, which say 8.25 of GPTQ's 8
 * bits and 4.25 of GPTQ's or AWQ's 4 (a scale and a zero point for 128 weights). 8 bits without a
 * name are FP8 where the card multiplies it, else LLM.int8(). */
static void
resolve_kernels (HrLlm *llm, const HrWeightFormat *format)
{
  static const struct
  {
    const char    *prefix;
    HrWeightKernel kernel;
  } names[] = {
    { "fp8", HR_WEIGHT_KERNEL_FP8 },
    { "int8", HR_WEIGHT_KERNEL_INT8 },
    { "gptq-int8", HR_WEIGHT_KERNEL_GPTQ_INT8 },
    { "gptq", HR_WEIGHT_KERNEL_GPTQ },
    { "awq", HR_WEIGHT_KERNEL_AWQ },
    { "nf4", HR_WEIGHT_KERNEL_NF4 },
    { "fp4", HR_WEIGHT_KERNEL_NF4 },
  };

  llm->kernel = llm->other_kernel = HR_WEIGHT_KERNEL_BLOCKS;
  for (guint i = 0; format && i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (format->nick, names[i].prefix))
      {
        llm->kernel = llm->other_kernel = names[i].kernel;
        return;
      }
  if (llm->bits >= 16)
    llm->kernel = llm->other_kernel = HR_WEIGHT_KERNEL_HALF;
  else if (format == NULL && llm->bits > 8)
    llm->kernel = llm->other_kernel = HR_WEIGHT_KERNEL_GPTQ_INT8;
  else if (format == NULL && llm->bits == 8)
    llm->kernel = llm->other_kernel = llm->work->engine == HR_ENGINE_TRANSFORMERS
                                              && llm->input->gpu->tflops[HR_RATE_FP8] > 0
                                          ? HR_WEIGHT_KERNEL_FP8
                                          : HR_WEIGHT_KERNEL_INT8;
  else if (format == NULL && llm->bits == 4.25)
    {
      llm->kernel = HR_WEIGHT_KERNEL_GPTQ;
      llm->other_kernel = HR_WEIGHT_KERNEL_AWQ;
    }
  else if (format == NULL)
    llm->kernel = llm->other_kernel = HR_WEIGHT_KERNEL_NF4;
}

/**
 * hr_llm_by_kernel:
 * @values: one for each kernel
 *
 * Returns: that of the format at hand; the mean of two where the plan leaves open which it is.
 */
double
hr_llm_by_kernel (const HrLlm *llm, const double *values)
{
  return sqrt (values[llm->kernel] * values[llm->other_kernel]);
}

/* Bits of the weights and what they are the bits of: said outright, or by the format's name. */
static void
resolve_bits (HrLlm *llm)
{
  const HrLlmWork      *work = llm->work;
  const HrWeightFormat *format = work->weight_format[0]
                                     ? hr_weight_format_find (work->weight_format)
                                     : NULL;

  llm->bits = work->bits_per_weight > 0 ? work->bits_per_weight : format ? format->bits : 16;
  if (format && (format->whole_model || work->bits_per_weight <= 0))
    llm->whole_model = format->whole_model || !format->keeps_head;
  else
    llm->whole_model = llm->bits >= 16 || work->engine == HR_ENGINE_LLAMA_CPP
                       || work->engine == HR_ENGINE_EXLLAMA;
  resolve_kernels (llm, format);
}

/* Parameters of experts that one step reads for @tokens tokens at once beyond those of one token.
 * Each goes through some of the experts, all together through more of them: all but
 * (1 − chosen ÷ experts) ^ n, where n grows slower than the tokens because some experts are chosen
 * more often than others. */
static double
more_experts (const HrLlm *llm, double tokens)
{
  const HrModelShape *shape = &llm->work->shape;
  const HrModelSize  *size = &llm->size;
  double              chosen;

  if (shape->experts <= 1)
    return 0;
  chosen = MIN (MAX (shape->experts_per_token, 1) / (double) shape->experts, 1);
  return (size->experts - size->experts_active)
         * (1 - pow (1 - chosen, pow (tokens, llm->cal->llm_experts_alike) - 1));
}

/* Formats that hold experts alone; what is beside them stays wide: 16 bits, or Q8_0 in a GGUF. */
static gboolean
only_experts (const HrLlm *llm)
{
  const HrLlmWork *work = llm->work;

  return work->shape.experts > 1 && llm->bits < 8
         && (g_ascii_strcasecmp (work->weight_format, "mxfp4") == 0
             || g_str_has_prefix (work->shape.family, "gpt_oss")
             || g_str_has_prefix (work->shape.family, "gpt-oss"));
}

/* In the publisher's own format the experts may be narrow and other layers wider. */
static double
native_rest_bits (const HrLlm *llm)
{
  const HrModelShape   *shape = &llm->work->shape;
  const HrWeightFormat *rest = shape->native_rest[0] ? hr_weight_format_find (shape->native_rest)
                                                     : NULL;

  return rest != NULL && llm->work->bits_per_weight <= 0
                 && g_ascii_strcasecmp (llm->work->weight_format, shape->native_format) == 0
             ? rest->bits
             : llm->bits;
}

/* Encoders of images and sounds stay in 16 bits. */
static void
resolve_weights (HrLlm *llm)
{
  const HrModelSize *size = &llm->size;
  double             rest = size->total - size->linear, head = 2, wide, linear;

  llm->dense_bits = native_rest_bits (llm);
  if (only_experts (llm))
    {
      wide = llm->work->engine == HR_ENGINE_LLAMA_CPP ? WIDE_BITS
             : llm->dense_bits > llm->bits            ? llm->dense_bits
                                                      : 16;
      llm->dense_bits = wide;
      if (llm->whole_model) /* a mean of both kinds */
        llm->bits = MAX (
            (size->total * llm->bits - (size->total - size->experts) * wide) / size->experts, 3);
      llm->weight_bytes = (size->experts * llm->bits + (size->total - size->experts) * wide) / 8;
      llm->head_bytes = size->head * wide / 8;
      return;
    }
  if (llm->whole_model)
    {
      llm->weight_bytes = (size->total - size->towers) * llm->bits / 8 + size->towers * 2;
      llm->head_bytes = size->head * llm->bits / 8;
      return;
    }
  linear = (size->experts * llm->bits + (size->linear - size->experts) * llm->dense_bits) / 8;
  /* Formats that an engine makes while it loads cover the output head as well. */
  if (llm->work->engine == HR_ENGINE_LITGPT)
    {
      head = llm->bits / 8;
      rest = size->embedding + size->other + size->towers;
      llm->weight_bytes = linear + rest * 2 + size->head * head;
    }
  else
    llm->weight_bytes = linear + rest * 2;
  llm->head_bytes = size->head * head;
}

/**
 * hr_llm_read_bytes:
 * @tokens: that are computed at once
 *
 * Returns: bytes of weights that one pass over the model reads for them, of all devices.
 */
double
hr_llm_read_bytes (const HrLlm *llm, double tokens)
{
  const HrModelSize *size = &llm->size;
  double             dense = size->linear_active - size->experts_active;

  return dense * llm->dense_bits / 8
         + (size->experts_active + more_experts (llm, MAX (tokens, 1))) * llm->bits / 8
         + llm->head_bytes;
}

/**
 * hr_llm_read_experts:
 * @tokens: that are computed at once
 *
 * Returns: of hr_llm_read_bytes() those of routed experts.
 */
double
hr_llm_read_experts (const HrLlm *llm, double tokens)
{
  return (llm->size.experts_active + more_experts (llm, MAX (tokens, 1))) * llm->bits / 8;
}

/**
 * hr_llm_resolve_weights:
 *
 * What is stored, in which format, and what one token reads of it.
 */
void
hr_llm_resolve_weights (HrLlm *llm)
{
  resolve_bits (llm);
  resolve_weights (llm);
  llm->active_bytes = hr_llm_read_bytes (llm, llm->batch);
}
