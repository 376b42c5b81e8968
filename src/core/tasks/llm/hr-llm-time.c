/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-llm.h"

#include <math.h>

#include "hr-gpu-rate.h"
#include "hr-transformer.h"

typedef struct
{
  double compute, bandwidth, launch, exchange, offload;
  double seconds;
  double slower; /* by what factor an old release of the engine is; 1 = it is not */
} Pass;

/* Two sums over the devices in each layer, each a message of the tokens at work. */
static double
exchange_seconds (const HrLlm *llm, double tokens)
{
  double bytes = tokens * llm->work->shape.hidden * 2, rate, n = llm->devices;

  if (n <= 1)
    return 0;
  rate = hr_transformer_link (llm->input, llm->cal, n);
  if (!llm->tensor_parallel)
    return (n - 1) * (bytes / rate + llm->cal->llm_handover_s);
  return llm->size.blocks * 2
         * (2 * (n - 1) / n * bytes / rate
            + llm->cal->llm_all_reduce_s * llm->cal->llm_launch_vendor[llm->input->gpu->vendor]);
}

/* Without a card the host does all of it. */
static void
host_pass (Pass *pass, double seconds, HrTrace *trace)
{
  pass->offload = pass->seconds = seconds;
  pass->slower = 1;
  HR_TRACE (trace, "time.decode-offload", "weights in RAM ÷ its rate, or products ÷ the CPU's",
            seconds, HR_UNIT_SECONDS, "the CPU computes where the weights lie", NULL);
}

/* One generated token for every sequence. */
static void
decode_pass (const HrLlm *llm, Pass *pass, HrTrace *trace)
{
  HrEngine engine = llm->work->engine;
  double   share = llm->tensor_parallel ? 1 / llm->devices : 1;
  double   bandwidth = hr_llm_bandwidth (llm);
  double   rate = hr_llm_decode_rate (llm);
  double   tokens = llm->prompt + llm->generated / 2;
  double   cache = (hr_llm_cache_read (llm, tokens) * hr_llm_cache_passes (llm)
                  + 2 * hr_llm_state_bytes (llm))
                 * llm->batch;
  double all_cache = cache;
  double weights = llm->active_bytes - hr_llm_read_off (llm, llm->batch);
  double flop = 2 * (llm->size.linear_active + llm->size.head) * llm->batch;
  double hidden = llm->cal->llm_launch_hidden[engine], busy;

  if (llm->input->gpu_count == 0)
    {
      host_pass (pass, hr_llm_decode_off_seconds (llm, cache), trace);
      return;
    }

  weights /= hr_llm_weight_efficiency (llm);
  /* A product computes while its weights arrive; attention over the cache is another kernel. */
  weights = MAX (weights, 0);
  cache *= 1 - llm->layers_off;
  pass->bandwidth = (weights + cache) * share / bandwidth;
  pass->compute = flop * share / rate;
  busy = MAX (weights * share / bandwidth, pass->compute) + cache * share / bandwidth;
  pass->launch = hr_llm_launch_seconds (llm);
  pass->exchange = exchange_seconds (llm, llm->batch);
  pass->offload = hr_llm_decode_off_seconds (llm, all_cache);
  pass->seconds = MAX (busy, hidden * pass->launch) + (1 - hidden) * pass->launch + pass->exchange
                  + pass->offload;
  pass->slower = 1;
  if (hr_llm_leaves_graph (llm))
    {
      double slow = MAX (busy, hr_llm_slow_launch_seconds (llm)) + pass->exchange + pass->offload;

      slow = MAX (slow, pass->seconds);
      if (llm->work->engine_is_dated)
        pass->seconds = slow;
      pass->slower = slow / pass->seconds;
    }
  HR_TRACE (trace, "time.decode-bandwidth", "(weights + cache) ÷ (bandwidth × efficiency)",
            pass->bandwidth, HR_UNIT_SECONDS,
            "each generated token reads all active weights and the cache", "weights",
            weights * share, HR_UNIT_BYTES, "cache", cache * share, HR_UNIT_BYTES, "bandwidth",
            bandwidth / 1e9, HR_UNIT_GB_S, NULL);
  HR_TRACE (trace, "time.decode-compute", "2 × active × sequences ÷ rate", pass->compute,
            HR_UNIT_SECONDS, "2 FLOP a weight and token", "FLOP", flop * share, HR_UNIT_FLOP,
            "rate", rate / 1e12, HR_UNIT_TFLOPS, NULL);
  HR_TRACE (trace, "time.decode-launch", "layers × launch + token", pass->launch, HR_UNIT_SECONDS,
            "fitted by engine", "layers", llm->size.blocks, HR_UNIT_COUNT, NULL);
  HR_TRACE (trace, "time.decode-exchange", "layers × 2 × (message ÷ link + latency)",
            pass->exchange, HR_UNIT_SECONDS, "tensor parallel: two sums a layer", "devices",
            llm->devices, HR_UNIT_COUNT, NULL);
  if (pass->offload > 0)
    HR_TRACE (trace, "time.decode-offload", "weights in RAM ÷ its rate", pass->offload,
              HR_UNIT_SECONDS, "layers that stay in host RAM", "share", llm->offloaded,
              HR_UNIT_RATIO, "RAM", llm->input->host.ram_bandwidth_gb_s, HR_UNIT_GB_S, "PCIe",
              llm->input->host.pcie_gb_s, HR_UNIT_GB_S, NULL);
}

/* Devices that hold layers in turn work at once on different parts of a long prompt: with m parts
 * and n devices the ideal time is (m + n − 1) ÷ (m × n) of one device's. */
static double
pipeline_share (const HrLlm *llm, double tokens)
{
  double parts, n = llm->devices;

  if (llm->tensor_parallel)
    return 1 / n;
  if (n <= 1 || llm->work->engine != HR_ENGINE_LLAMA_CPP)
    return 1;
  parts = ceil (tokens / llm->cal->llm_chunk_tokens[HR_ENGINE_LLAMA_CPP]);
  return pow ((parts + n - 1) / (parts * n), llm->cal->llm_pipeline_exponent);
}

/* What single experts reach of a dense product's rate: each sees only its share of the @tokens that
 * are computed at once, and a product with few columns leaves its unit half empty. */
static double
experts_share (const HrLlm *llm, double tokens)
{
  const HrModelShape *shape = &llm->work->shape;
  double              each;

  if (shape->experts <= 1)
    return 1;
  each = tokens * MAX (shape->experts_per_token, 1) / shape->experts;
  return llm->cal->llm_experts_efficiency * each / (each + llm->cal->llm_experts_half_tokens);
}

/* All prompts. */
static void
prefill_pass (const HrLlm *llm, double prompt, Pass *pass, HrTrace *trace)
{
  double tokens = prompt * llm->batch, share = pipeline_share (llm, tokens), efficiency;
  double peak = hr_llm_prefill_rate (llm, &efficiency);
  double products = tokens * 2 * llm->size.linear_active + 2 * llm->size.head * llm->batch;
  double scores = llm->batch * hr_llm_score_flop (llm, prompt);
  double chunk = llm->cal->llm_chunk_tokens[llm->work->engine];
  double relative = experts_share (llm, MIN (tokens, chunk));
  double flop = products / relative + scores / llm->cal->llm_prefill_attention;
  double bandwidth = hr_llm_bandwidth (llm);

  if (llm->input->gpu_count == 0)
    {
      host_pass (pass, hr_llm_prefill_off_seconds (llm, tokens, ceil (tokens / chunk)), NULL);
      return;
    }
  pass->compute = flop * share / (peak * efficiency);
  /* Each part of the prompts that is computed at once reads the weights that it needs. */
  pass->bandwidth = hr_llm_read_bytes (llm, MIN (tokens, chunk)) * ceil (tokens / chunk)
                    * (llm->tensor_parallel ? share : 1) / bandwidth;
  pass->launch = hr_llm_prefill_launch_seconds (llm, ceil (tokens / chunk));
  pass->exchange = exchange_seconds (llm, tokens);
  pass->offload = hr_llm_prefill_off_seconds (llm, tokens, ceil (tokens / chunk));
  pass->seconds = MAX (MAX (pass->compute, pass->bandwidth), pass->launch)
                  + llm->cal->llm_token_s[llm->work->engine] + pass->exchange + pass->offload;
  HR_TRACE (trace, "time.prefill-compute",
            "(products + scores ÷ relative) × share ÷ (peak × efficiency)", pass->compute,
            HR_UNIT_SECONDS, "efficiency fitted by architecture and engine", "products", products,
            HR_UNIT_FLOP, "scores", scores, HR_UNIT_FLOP, "relative",
            llm->cal->llm_prefill_attention, HR_UNIT_RATIO, "share", share, HR_UNIT_RATIO, "peak",
            peak / 1e12, HR_UNIT_TFLOPS, "efficiency", efficiency, HR_UNIT_RATIO, NULL);
  HR_TRACE (trace, "time.prefill-exchange", "layers × 2 × (message ÷ link + latency)",
            pass->exchange, HR_UNIT_SECONDS, "tensor parallel: two sums a layer", "devices",
            llm->devices, HR_UNIT_COUNT, NULL);
}

/* A round's stages: the prompts' pass, and one pass for each generated token. */
static void
trace_stages (const Pass       *prefill,
              const Pass       *decode,
              double            generated,
              const HrEstimate *estimate,
              HrTrace          *trace)
{
  static const char round[] = "one round: the prompts once, then a pass for each generated token";
  static const char hidden[] = "in each pass the faster of arithmetic and memory hides";
  const double     *stage = estimate->stage_seconds;
  const struct
  {
    HrStage     stage;
    const char *formula, *source;
    double      prefill, decode;
  } parts[] = {
    { HR_STAGE_COMPUTE, "prefill + (decode − its bandwidth) × generated", hidden, prefill->compute,
      decode->compute },
    { HR_STAGE_BANDWIDTH, "(prefill − its compute) + decode × generated", hidden,
      prefill->bandwidth, decode->bandwidth },
    { HR_STAGE_LATENCY, "prefill + decode × generated", round, prefill->launch, decode->launch },
    { HR_STAGE_INTERCONNECT, "prefill + decode × generated", round, prefill->exchange,
      decode->exchange },
    { HR_STAGE_HOST, "prefill + decode × generated", round, prefill->offload, decode->offload },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (stage[parts[i].stage] > 0)
      hr_trace_add (trace, hr_trace_stage_id (parts[i].stage), parts[i].formula,
                    stage[parts[i].stage], HR_UNIT_SECONDS, parts[i].source, "prefill",
                    parts[i].prefill, HR_UNIT_SECONDS, "decode", parts[i].decode, HR_UNIT_SECONDS,
                    "generated", generated, HR_UNIT_TOKENS, NULL);
}

static void
set_stages (const Pass *prefill, const Pass *decode, double generated, HrEstimate *estimate)
{
  double *stage = estimate->stage_seconds;

  stage[HR_STAGE_COMPUTE] = prefill->compute
                            + MAX (0, decode->compute - decode->bandwidth) * generated;
  stage[HR_STAGE_BANDWIDTH] = MAX (0, prefill->bandwidth - prefill->compute)
                              + decode->bandwidth * generated;
  stage[HR_STAGE_LATENCY] = prefill->launch + decode->launch * generated;
  stage[HR_STAGE_INTERCONNECT] = prefill->exchange + decode->exchange * generated;
  stage[HR_STAGE_HOST] = prefill->offload + decode->offload * generated;
  estimate->bound_by = HR_STAGE_STORAGE;
  for (guint i = 1; i < HR_N_STAGE; i++)
    if (stage[i] > stage[estimate->bound_by])
      estimate->bound_by = (HrStage) i;
}

/**
 * hr_llm_time:
 *
 * The prompts are computed at once and are bound by arithmetic; each generated token reads all
 * weights and the cache again and is bound by memory. A step is one round of requests: all
 * sequences of the batch, prompt and answer.
 */
void
hr_llm_time (const HrLlm *llm, HrEstimate *estimate, HrTrace *trace)
{
  Pass      prefill = { 0 }, decode = { 0 };
  double    prompt = MAX (llm->prompt, 1), generated = MAX (llm->generated, 1), rounds;
  HrLlmBand band, prompts;

  /* A single token is a decode step: a prompt rate is asked of a usual prompt. */
  prefill_pass (llm, prompt > 1 ? prompt : 512, &prefill, trace);
  decode_pass (llm, &decode, trace);
  band = hr_llm_decode_band (llm, decode.slower, estimate);
  prompts = hr_llm_prefill_band (llm, estimate);
  estimate->throughput = hr_transformer_throughput (llm->batch / decode.seconds, band.low,
                                                    band.high, 1, FALSE);
  estimate->prefill = hr_transformer_throughput ((prompt > 1 ? prompt : 512) * llm->batch
                                                     / prefill.seconds,
                                                 prompts.low, prompts.high, 1, FALSE);
  if (prompt <= 1)
    prefill = decode;
  set_stages (&prefill, &decode, generated, estimate);
  if (trace != NULL)
    trace_stages (&prefill, &decode, generated, estimate, trace);
  rounds = ceil (llm->work->requests / llm->batch);
  estimate->step_seconds = prefill.seconds + decode.seconds * generated;
  estimate->steps = rounds;
  estimate->work = llm->work->requests * generated;
  estimate->gpu_load = CLAMP (0.4
                                  + 0.5 * (prefill.compute + decode.bandwidth * generated)
                                        / estimate->step_seconds
                                        / (llm->tensor_parallel ? 1 : llm->devices),
                              0.25, 0.9);
  HR_TRACE (trace, "time.step", "prefill + generated × decode", estimate->step_seconds,
            HR_UNIT_SECONDS, "one round of requests", "prefill", prefill.seconds, HR_UNIT_SECONDS,
            "generated", generated, HR_UNIT_TOKENS, "decode", decode.seconds, HR_UNIT_SECONDS,
            NULL);
  hr_estimate_set_time (estimate, rounds * estimate->step_seconds, "rounds × step", band.low,
                        band.high, trace);
  HR_TRACE (trace, "time.load", "0.4 + 0.5 × busy ÷ step, 0.25 to 0.9", estimate->gpu_load,
            HR_UNIT_RATIO, "an assumption; cards that take turns share the busy part", "busy",
            prefill.compute + decode.bandwidth * generated, HR_UNIT_SECONDS, "step",
            estimate->step_seconds, HR_UNIT_SECONDS, NULL);
  hr_estimate_trace_rate (trace, "throughput.rate", "sequences ÷ decode", &estimate->throughput,
                          "generated tokens of the whole batch");
  hr_estimate_trace_rate (trace, "throughput.prefill", "prompt tokens × sequences ÷ prefill",
                          &estimate->prefill, "tokens of the prompts");
}
