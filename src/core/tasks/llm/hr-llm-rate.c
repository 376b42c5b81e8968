/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-llm.h"

#include <math.h>

#include "hr-gpu-rate.h"
#include "hr-transformer.h"

/* llama.cpp's own kernels accumulate FP16 products in FP16, which GeForce cards do at full rate,
 * and do not feed the wider units of cards with HBM. */
static gboolean
is_wide_for_llama_cpp (const HrLlm *llm)
{
  HrMemoryType type = llm->input->gpu->memory_type;

  return llm->work->engine == HR_ENGINE_LLAMA_CPP
         && (type == HR_MEMORY_TYPE_HBM2 || type == HR_MEMORY_TYPE_HBM2E
             || type == HR_MEMORY_TYPE_HBM3 || type == HR_MEMORY_TYPE_HBM3E);
}

/* Engines that issue each kernel from Python, so that a pass takes as long as that where the GPU is
 * faster; they call other kernels for each format of quantised weights. */
static gboolean
is_eager (HrEngine engine)
{
  return engine == HR_ENGINE_TRANSFORMERS || engine == HR_ENGINE_LITGPT;
}

/**
 * hr_llm_bandwidth:
 *
 * A card with few multiprocessors for its memory cannot ask for all of its rate: each keeps only so
 * many loads in flight.
 *
 * Returns: bytes per second of one device's memory that 16-bit products reach in decoding.
 */
double
hr_llm_bandwidth (const HrLlm *llm)
{
  const HrGpu *gpu = llm->input->gpu;
  double       rate = hr_transformer_bandwidth (gpu), lanes;

  lanes = gpu->tflops[HR_RATE_FP32] / MAX (gpu->devices, 1)
          * llm->cal->llm_bandwidth_per_tflop[gpu->arch] * 1e9;
  if (lanes > 0)
    rate = MIN (rate, lanes);
  rate *= llm->cal->llm_bandwidth_efficiency[gpu->arch];
  return is_wide_for_llama_cpp (llm) ? rate * llm->cal->llm_llama_cpp_wide_bandwidth : rate;
}

/**
 * hr_llm_weight_efficiency:
 *
 * Returns: what quantised products reach of the rate of 16-bit ones.
 */
double
hr_llm_weight_efficiency (const HrLlm *llm)
{
  if (llm->bits >= 16)
    return 1;
  if (is_eager (llm->work->engine))
    return hr_llm_by_kernel (llm, llm->cal->llm_kernel_efficiency);
  return llm->cal->llm_quantised_efficiency[llm->work->engine];
}

/**
 * hr_llm_cache_passes:
 *
 * Returns: how often one generated token passes over the cache: once where attention reads it in
 * place. The transformers library copies it to make room for one token more (read and written), and
 * repeats keys and values for every query head of a group before it reads them.
 */
double
hr_llm_cache_passes (const HrLlm *llm)
{
  const HrModelShape *shape = &llm->work->shape;

  if (llm->work->engine != HR_ENGINE_TRANSFORMERS)
    return 1;
  return 3
         + llm->cal->llm_cache_repeat_passes * shape->heads
               / MAX (shape->kv_heads ? shape->kv_heads : shape->heads, 1);
}

/* A router, a sort and a gather in each layer of experts; more where the vendor's kernels of one
 * expert are issued one after the other. */
static double
experts_launch (const HrLlm *llm)
{
  const HrModelShape *shape = &llm->work->shape;

  if (shape->experts <= 1)
    return 0;
  return (llm->size.layers - MIN (shape->first_dense_layers, llm->size.layers))
         * llm->cal->llm_experts_launch_s[llm->input->gpu->vendor];
}

/**
 * hr_llm_launch_seconds:
 *
 * Kernels of each layer, more of them where weights are unpacked, and the engine's own work for a
 * token and for each sequence. Other vendors' drivers take longer to issue what takes the measured
 * engine so long; what Python does on top takes as long for all.
 *
 * Returns: seconds to issue one pass of single tokens.
 */
double
hr_llm_launch_seconds (const HrLlm *llm)
{
  const double *layers = llm->cal->llm_layer_s, *tokens = llm->cal->llm_token_s;
  HrEngine      engine = llm->work->engine;
  double        layer = layers[engine], token = tokens[engine];
  double        vendor = llm->cal->llm_launch_vendor[llm->input->gpu->vendor] - 1;

  if (is_eager (engine))
    layer *= hr_llm_by_kernel (llm, llm->cal->llm_kernel_launch);
  else if (llm->bits < 16)
    layer *= llm->cal->llm_quantised_launch[engine];
  if (llm->work->engine_is_dated && engine == HR_ENGINE_LLAMA_CPP)
    layer *= llm->cal->llm_llama_cpp_dated_launch;
  layer += vendor * MIN (layer, 2 * layers[HR_ENGINE_VLLM]);
  token += vendor * MIN (token, tokens[HR_ENGINE_VLLM]);
  return llm->size.blocks * layer + experts_launch (llm) + token
         + llm->batch * llm->cal->llm_sequence_s[engine];
}

/**
 * hr_llm_slow_launch_seconds:
 *
 * Returns: seconds to issue one pass of single tokens where no graph of it was recorded.
 */
double
hr_llm_slow_launch_seconds (const HrLlm *llm)
{
  return hr_llm_launch_seconds (llm)
         + llm->size.blocks
               * MAX (0, llm->cal->llm_prefill_layer_s[llm->work->engine]
                             - llm->cal->llm_layer_s[llm->work->engine]);
}

/**
 * hr_llm_prefill_launch_seconds:
 * @passes: over the model, one for each part of the prompts that is computed at once
 *
 * Graphs are recorded for single tokens: prompts have their kernels issued one by one, which the
 * GPU's work hides where it takes longer.
 *
 * Returns: the least that prompts take.
 */
double
hr_llm_prefill_launch_seconds (const HrLlm *llm, double passes)
{
  double layer = MAX (llm->cal->llm_prefill_layer_s[llm->work->engine],
                      llm->cal->llm_layer_s[llm->work->engine]);

  layer *= llm->cal->llm_launch_vendor[llm->input->gpu->vendor];
  return passes * (llm->size.blocks * layer + experts_launch (llm));
}

/* FLOP/s of llama.cpp for prompts. FP16 weights go to the vendor's library. Quantised ones go to
 * llama.cpp's own kernels, which multiply integers of 8 bits; releases up to 2024 did so only on
 * cards without matrix units and converted to FP16 for the others. */
static double
llama_cpp_prompt_rate (const HrLlm *llm, double *efficiency)
{
  const HrGpu *gpu = llm->input->gpu;
  gboolean     has_matrix = gpu->tflops[HR_RATE_FP16_FP32ACC] > 0;
  double       devices = MAX (gpu->devices, 1);
  double       half = has_matrix ? gpu->tflops[HR_RATE_FP16] * 1e12 / devices : 0;
  double       integer = gpu->tflops[HR_RATE_INT8] * 1e12 / devices;
  double       wide = is_wide_for_llama_cpp (llm) ? llm->cal->llm_llama_cpp_wide_compute : 1;
  double       share = llm->cal->llm_prefill_int8[gpu->arch] * wide;

  *efficiency = llm->cal->llm_prefill_llama_cpp[gpu->arch];
  if (llm->bits < 16)
    *efficiency *= llm->cal->llm_prefill_quantised * wide;
  if (llm->bits < 16 && (half <= 0 || !llm->work->engine_is_dated)
      && integer * share > half * *efficiency)
    {
      *efficiency = share;
      return integer;
    }
  /* Packed FP16 of units that are none for matrices is not used, as published runs show. */
  return half > 0 ? half : hr_transformer_rate (gpu, HR_PRECISION_FP32);
}

/**
 * hr_llm_prefill_rate:
 * @efficiency: (out): share of it that prompts reach
 *
 * Returns: peak FLOP/s of one device.
 */
double
hr_llm_prefill_rate (const HrLlm *llm, double *efficiency)
{
  const HrGpu *gpu = llm->input->gpu;
  double       peak;

  if (llm->work->engine == HR_ENGINE_LLAMA_CPP)
    return llama_cpp_prompt_rate (llm, efficiency);
  peak = hr_transformer_rate (gpu, HR_PRECISION_FP16);
  *efficiency = hr_transformer_sustained (gpu, llm->cal, peak,
                                          llm->cal->llm_prefill_efficiency[gpu->arch]
                                              * llm->cal->llm_prefill_engine[llm->work->engine]);
  return peak;
}

/**
 * hr_llm_decode_rate:
 *
 * A batch of single tokens is a small prompt: its products never run better than those of prompts.
 *
 * Returns: FLOP/s of one device.
 */
double
hr_llm_decode_rate (const HrLlm *llm)
{
  double efficiency, peak = hr_llm_prefill_rate (llm, &efficiency);
  double decode = hr_transformer_rate (llm->input->gpu, HR_PRECISION_FP16)
                  * llm->cal->llm_decode_compute_efficiency;

  return MIN (decode, peak * efficiency);
}
