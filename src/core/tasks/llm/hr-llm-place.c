/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-llm.h"

#include <math.h>

#include "hr-engine.h"
#include "hr-transformer.h"

/* What lies where when a model is larger than the cards, and what reading it from there takes. */

/* Of a card, left free when it is filled on purpose. */
#define MARGIN 0.02
/* Of a prompt's part; fewer tokens than these are computed by the CPU where the weights lie. */
#define TOKENS_TO_COPY 32

/**
 * hr_llm_can_offload:
 *
 * Returns: whether the engine computes with weights in host RAM, by itself.
 */
gboolean
hr_llm_can_offload (HrEngine engine)
{
  return hr_engine_computes_in_ram (engine);
}

/* Bytes of routed experts, all devices. */
static double
expert_bytes (const HrLlm *llm)
{
  return llm->size.experts * llm->bits / 8;
}

/**
 * hr_llm_place:
 * @fixed: bytes of one device that stay there: context, buffers
 * @cache: bytes of one device that go with its layers
 *
 * Experts leave first where the plan allows it: a token reads few of them. What is left goes by
 * layers, with their cache.
 */
void
hr_llm_place (HrLlm *llm, double fixed, double cache)
{
  double room = hr_gpu_usable_gib (llm->input->gpu) * HR_GIB * (1 - MARGIN) - fixed;
  double weights = llm->weight_bytes / llm->devices, experts = expert_bytes (llm) / llm->devices;
  double over = weights + cache - room, asked = 0, rest;
  HrLlmOffload how = llm->work->offload;

  llm->experts_off = llm->layers_off = 0;
  if (llm->input->gpu_count == 0)
    {
      llm->layers_off = 1;
      return;
    }
  if (how == HR_LLM_OFFLOAD_NONE || !hr_llm_can_offload (llm->work->engine)
      || hr_gpu_is_unified (llm->input->gpu)) /* there is no other memory */
    return;
  if (llm->work->gpu_layers > 0)
    asked = 1 - MIN (llm->work->gpu_layers / MAX (llm->size.layers, 1), 1);
  if (over - MARGIN * hr_gpu_usable_gib (llm->input->gpu) * HR_GIB <= 0 && asked <= 0)
    return;
  if (how != HR_LLM_OFFLOAD_LAYERS && asked <= 0 && experts > 0)
    llm->experts_off = MIN (over / experts, 1);
  over -= llm->experts_off * experts;
  rest = weights - llm->experts_off * experts + cache;
  if (over > 0 || asked > 0)
    llm->layers_off = CLAMP (MAX (over / rest, asked), 0, 1);
  if (llm->layers_off > 0) /* whole layers */
    llm->layers_off = MIN (ceil (llm->layers_off * llm->size.layers) / llm->size.layers, 1);
}

/**
 * hr_llm_bytes_off:
 *
 * Returns: bytes of weights that lie in host RAM.
 */
double
hr_llm_bytes_off (const HrLlm *llm)
{
  double experts = expert_bytes (llm) * llm->experts_off;

  return experts + (llm->weight_bytes - experts) * llm->layers_off;
}

/**
 * hr_llm_read_off:
 * @tokens: that are computed at once
 *
 * Returns: bytes of weights that one pass reads from host RAM: of experts those that are chosen.
 */
double
hr_llm_read_off (const HrLlm *llm, double tokens)
{
  double read = hr_llm_read_bytes (llm, tokens);
  double experts = hr_llm_read_experts (llm, tokens) * llm->experts_off;

  return experts + (read - experts) * llm->layers_off;
}

/* The share of what lies off the cards that RAM does not hold and the drive gives again and again.
 */
static double
on_drive (const HrLlm *llm)
{
  double ram = llm->input->host.ram_gib * HR_GIB, off = hr_llm_bytes_off (llm);
  double room = ram - HR_LLM_SYSTEM_GIB * HR_GIB;

  if (ram <= 0 || off <= 0 || off <= room)
    return 0;
  return 1 - MAX (room, 0) / off;
}

gboolean
hr_llm_runs_from_drive (const HrLlm *llm)
{
  return on_drive (llm) > 0;
}

static double
ram_rate (const HrLlm *llm)
{
  return MAX (llm->input->host.ram_bandwidth_gb_s, 10) * 1e9 * llm->cal->llm_cpu_bandwidth;
}

static double
drive_seconds (const HrLlm *llm, double bytes)
{
  return bytes * on_drive (llm) / (MAX (llm->input->host.storage_gb_s, 0.5) * 1e9 * 0.6);
}

/**
 * hr_llm_decode_off_seconds:
 *
 * Returns: seconds of a pass of single tokens that the CPU takes, or the drive.
 */
double
hr_llm_decode_off_seconds (const HrLlm *llm, double cache)
{
  double read = hr_llm_read_off (llm, llm->batch), steps;

  if (llm->experts_off <= 0 && llm->layers_off <= 0)
    return 0;
  /* Every layer of which a part lies in RAM hands its token over, and back. */
  /* Many sequences at once are bound by what the processor computes. */
  if (llm->input->gpu_count == 0)
    return MAX ((read + cache) / ram_rate (llm),
                2 * llm->size.linear_active * llm->batch
                    / (MAX (llm->input->host.cpu_cores, 8) * llm->cal->llm_cpu_core_gflops * 1e9))
           + drive_seconds (llm, read);
  steps = llm->size.layers * (llm->layers_off < 1 ? MAX (llm->experts_off, llm->layers_off) : 0);
  return (read + cache * llm->layers_off) / ram_rate (llm) + steps * llm->cal->llm_cpu_handover_s
         + drive_seconds (llm, read);
}

/**
 * hr_llm_prefill_off_seconds:
 * @tokens: of all prompts
 * @passes: parts in which they are computed
 *
 * Long prompts have the weights copied to the card for each part; short ones, and those of a
 * machine without one, are computed by the CPU at its own rate.
 */
double
hr_llm_prefill_off_seconds (const HrLlm *llm, double tokens, double passes)
{
  double off = hr_llm_bytes_off (llm), copied, computed, active;

  if (off <= 0)
    return 0;
  active = llm->size.linear_active
           * CLAMP (hr_llm_read_off (llm, 1) / MAX (hr_llm_read_bytes (llm, 1), 1), 0, 1);
  computed = 2 * active * tokens
             / (MAX (llm->input->host.cpu_cores, 8) * llm->cal->llm_cpu_core_gflops * 1e9);
  computed = MAX (computed, hr_llm_read_off (llm, tokens / passes) * passes / ram_rate (llm));
  copied = off * passes / hr_transformer_pcie (&llm->input->host);
  if (tokens / passes < TOKENS_TO_COPY || llm->input->gpu->bandwidth_gb_s <= 0)
    copied = computed;
  return MIN (computed, copied) + drive_seconds (llm, off) * passes;
}
