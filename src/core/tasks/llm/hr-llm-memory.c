/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-llm.h"

#include <math.h>

#include "hr-engine.h"
#include "hr-transformer.h"

/**
 * hr_llm_resolve:
 * @llm: (out): filled for @input
 * @input: an estimate of an inference workload
 *
 * A context of 0 is what the prompt and the generated tokens need.
 */
void
hr_llm_resolve (HrLlm *llm, const HrEstimateInput *input)
{
  const HrLlmWork *work = &input->workload->llm;

  *llm = (HrLlm){ .input = input, .work = work, .cal = input->calibration };
  hr_model_size (&work->shape, &llm->size);
  llm->devices = MAX (input->gpu_count, 1) * MAX (input->gpu->devices, 1);
  llm->tensor_parallel = hr_engine_splits_tensors (work->engine);
  llm->batch = MAX (work->batch, 1);
  llm->prompt = work->prompt_tokens;
  llm->generated = work->generated_tokens;
  llm->context = work->context_length ? work->context_length
                                      : MAX (llm->prompt + llm->generated, 1);
  hr_llm_resolve_weights (llm);
  llm->cache_bits = hr_kv_precision_bits (work->kv_precision);
  hr_model_cache (&work->shape, &llm->cache);
}

/* Temporaries of the widest layer for the tokens that run at once, and the logits. */
static double
compute_buffer (const HrLlm *llm)
{
  double chunk = llm->cal->llm_chunk_tokens[llm->work->engine];
  double tokens = MIN (MAX (llm->prompt, 1) * llm->batch, chunk);
  double width = 4 * llm->work->shape.hidden + 2 * llm->size.mlp_width_max
                 + llm->size.mixer_width_max;
  double logits = llm->batch * llm->work->shape.vocab * 4;

  if (llm->tensor_parallel)
    width = 4 * llm->work->shape.hidden + (width - 4 * llm->work->shape.hidden) / llm->devices;
  /* Attention of its day that stores its scores: in 16 bit, their softmax in 32 and a copy in 16.
   */
  if (llm->work->engine == HR_ENGINE_AUTOAWQ)
    logits += llm->batch * llm->prompt * llm->prompt * llm->work->shape.heads * 8;
  if (llm->work->engine == HR_ENGINE_TRANSFORMERS)
    logits = MIN (MAX (llm->prompt, 1) * llm->batch, 1e7) * llm->work->shape.vocab
             * llm->cal->llm_prompt_logit_bytes;
  return tokens * width * 2 + logits;
}

/* What the cache holds beyond its tokens, as a share. An engine that makes the cache longer by
 * copying it leaves blocks that are too small for the next token, so the share is that of what is
 * generated; the others take pages or the whole context at once. */
static double
cache_overhead (const HrLlm *llm)
{
  double share = llm->cal->llm_cache_overhead[llm->work->engine];

  if (llm->work->engine == HR_ENGINE_TRANSFORMERS)
    share *= llm->generated / MAX (llm->prompt + llm->generated, 1);
  return share;
}

static void
trace_cache (const HrLlm *llm, double cache, double state, HrTrace *trace)
{
  HR_TRACE (trace, "memory.kv-cache",
            "sequences × (tokens × every token + window × window layers) × bits ÷ 8 "
            "on each device",
            cache, HR_UNIT_BYTES, "keys and values, or latents, of every layer that keeps them",
            "sequences", llm->batch, HR_UNIT_COUNT, "tokens", llm->context, HR_UNIT_TOKENS,
            "layers", llm->cache.layers, HR_UNIT_COUNT, "of them with a window",
            llm->cache.window_layers, HR_UNIT_COUNT, "bits", llm->cache_bits, HR_UNIT_BITS, NULL);
  if (state > 0)
    HR_TRACE (trace, "memory.recurrent-states",
              "sequences × layers × (matrix × 4 B + last inputs × 2 B)", state, HR_UNIT_BYTES,
              "recurrent layers keep as much of a long text as of a short one", "sequences",
              llm->batch, HR_UNIT_COUNT, "layers", llm->cache.state_layers, HR_UNIT_COUNT, NULL);
}

/**
 * hr_llm_memory:
 *
 * Adds what one device needs: its share of the weights and of the cache, buffers, the engine's own
 * overhead and the context. What an engine pre-allocates beyond that is its choice and not counted.
 */
void
hr_llm_memory (HrLlm *llm, HrEstimate *estimate, HrTrace *trace)
{
  HrEngine engine = llm->work->engine;
  double   share = 1 / llm->devices;
  double   weights = llm->weight_bytes * share;
  double   cache = hr_llm_device_cache_bytes (llm, llm->context) * llm->batch;
  double   held = cache * cache_overhead (llm) + llm->cal->llm_held_gib[engine] * HR_GIB;
  double   state = hr_llm_device_state_bytes (llm) * llm->batch;
  double   buffer = compute_buffer (llm);
  double   overhead = llm->cal->llm_engine_gib[engine] * HR_GIB;
  double   loading = engine == HR_ENGINE_LITGPT && !llm->whole_model && llm->bits < 16
                         ? 2 * 2 * llm->size.largest_matrix
                         : 0;
  double   context = hr_transformer_context (llm->input->gpu, llm->cal);

  if (llm->input->gpu_count == 0) /* what the host has: hr_llm_host() */
    buffer = overhead = loading = context = 0;

  hr_llm_place (llm, MAX (buffer, loading) + overhead + context, cache + state + held);
  weights -= hr_llm_bytes_off (llm) * share;
  cache *= 1 - llm->layers_off;
  state *= 1 - llm->layers_off;
  held *= 1 - llm->layers_off;
  hr_estimate_add_term (estimate, HR_TERM_WEIGHTS, weights);
  hr_estimate_add_term (estimate, HR_TERM_KV_CACHE, cache);
  hr_estimate_add_term (estimate, HR_TERM_STATES, state);
  hr_estimate_add_term (estimate, HR_TERM_WORKSPACE, MAX (buffer, loading));
  hr_estimate_add_term (estimate, HR_TERM_ENGINE, overhead);
  hr_estimate_add_term (estimate, HR_TERM_FRAGMENTATION, held);
  hr_estimate_add_term (estimate, HR_TERM_CONTEXT, context);
  HR_TRACE (trace, "memory.weights",
            llm->whole_model ? "params × bits ÷ 8 ÷ devices"
                             : "(linear × bits ÷ 8 + (params − linear) × 2 B) ÷ devices",
            weights, HR_UNIT_BYTES, "the format's own layout", "params", llm->size.total,
            HR_UNIT_PARAMS, "linear", llm->size.linear, HR_UNIT_PARAMS, "bits", llm->bits,
            HR_UNIT_BITS, "devices", llm->devices, HR_UNIT_COUNT, NULL);
  trace_cache (llm, cache, state, trace);
  HR_TRACE (trace, "memory.workspace",
            "tokens at once × widths × 2 B + logits, or what quantising takes while it loads",
            MAX (buffer, loading), HR_UNIT_BYTES, "temporaries of the widest layer", "batch",
            llm->batch, HR_UNIT_COUNT, "prompt", llm->prompt, HR_UNIT_TOKENS, "quantising", loading,
            HR_UNIT_BYTES, NULL);
  HR_TRACE (trace, "memory.engine", "by engine", overhead, HR_UNIT_BYTES, "fitted by engine", NULL);
  HR_TRACE (trace, "memory.fragmentation", "cache × overhead + held", held, HR_UNIT_BYTES,
            "blocks that the allocator keeps while the cache grows, or pages half full", "cache",
            cache, HR_UNIT_BYTES, "overhead", cache_overhead (llm), HR_UNIT_RATIO, "held",
            llm->cal->llm_held_gib[engine] * HR_GIB, HR_UNIT_BYTES, NULL);
  HR_TRACE (trace, "memory.context", "context + share × card", context, HR_UNIT_BYTES,
            "device memory less the allocator's in published runs", "share",
            llm->cal->driver_reserved_share, HR_UNIT_RATIO, "card",
            hr_gpu_usable_gib (llm->input->gpu) * HR_GIB, HR_UNIT_BYTES, NULL);
  llm->offloaded = hr_llm_bytes_off (llm) / MAX (llm->weight_bytes, 1);
}

/**
 * hr_llm_host:
 *
 * Adds the host RAM: the system, the engine's processes, the checkpoint while it is read (mapped
 * from the file by llama.cpp, so it is cache there and counts once), and layers that do not fit the
 * cards.
 */
void
hr_llm_host (const HrLlm *llm, HrEstimate *estimate, HrTrace *trace)
{
  double processes = llm->tensor_parallel ? llm->devices : 1;
  double offloaded = hr_llm_bytes_off (llm);
  double loading = llm->tensor_parallel ? llm->weight_bytes * 0.25 : llm->weight_bytes * 0.5;

  /* Pages of the file that lie in RAM for good are not held a second time to be loaded. */
  if (offloaded > 0 || hr_gpu_is_unified (llm->input->gpu))
    loading = 0;
  offloaded += llm->layers_off * hr_llm_cache_bytes (llm, llm->context) * llm->batch;
  if (llm->input->gpu_count == 0)
    offloaded += compute_buffer (llm);

  hr_estimate_add_host_term (estimate, HR_TERM_SYSTEM, 4 * HR_GIB);
  hr_estimate_add_host_term (estimate, HR_TERM_APPLICATION, processes * 2.5 * HR_GIB);
  hr_estimate_add_host_term (estimate, HR_TERM_CHECKPOINT_LOADING, loading);
  hr_estimate_add_host_term (estimate, HR_TERM_OFFLOADED, offloaded);
  HR_TRACE (trace, "host.system", "constant", 4 * HR_GIB, HR_UNIT_BYTES, "a desktop at rest", NULL);
  HR_TRACE (trace, "host.application", "processes × 2.5 GiB", processes * 2.5 * HR_GIB,
            HR_UNIT_BYTES, "resident size of an engine's process", "processes", processes,
            HR_UNIT_COUNT, NULL);
  HR_TRACE (trace, "host.checkpoint-loading", "weights × share", loading, HR_UNIT_BYTES,
            "the file's pages while weights are copied to the cards", "weights", llm->weight_bytes,
            HR_UNIT_BYTES, NULL);
  HR_TRACE (trace, "host.offloaded-states", "weights × share that does not fit", offloaded,
            HR_UNIT_BYTES, "layers that stay in host RAM", "share", llm->offloaded, HR_UNIT_RATIO,
            NULL);
}
