/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-llm.h"

#include <math.h>

#include "hr-gpu-rate.h"
#include "hr-transformer.h"

/* Beyond so many tokens vLLM up to 2024 recorded no graph of a pass and issued its kernels one by
 * one (its option max_seq_len_to_capture). */
#define VLLM_GRAPH_TOKENS 8192

#define ENGINE_BIT(engine) (1u << HR_ENGINE_##engine)

/* Engines with published runs of each quantity behind the constants. */
static const guint memory_measured = ENGINE_BIT (TRANSFORMERS) | ENGINE_BIT (LITGPT)
                                     | ENGINE_BIT (COMPILED_TORCH) | ENGINE_BIT (AUTOAWQ);
static const guint speed_measured = ENGINE_BIT (LLAMA_CPP) | ENGINE_BIT (VLLM)
                                    | ENGINE_BIT (TENSORRT_LLM) | ENGINE_BIT (SGLANG)
                                    | ENGINE_BIT (TRANSFORMERS) | ENGINE_BIT (EXLLAMA)
                                    | ENGINE_BIT (AUTOAWQ) | ENGINE_BIT (COMPILED_TORCH)
                                    | ENGINE_BIT (LITGPT) | ENGINE_BIT (DEEPSPEED_MII);

/* @low and @high made wider by a deviation between sources that their runs do not show. */
static HrLlmBand
widened (double low, double high, double deviation)
{
  double more = HR_Z_80 * deviation;

  return (HrLlmBand){ exp (-hypot (log (low), more)), exp (hypot (log (high), more)) };
}

/* llama.cpp is what people run at home: its users published its rates on more architectures than
 * were measured with other engines. */
static gboolean
knows_architecture (const HrLlm *llm, HrEstimate *estimate)
{
  static const guint measured = HR_ARCH_BIT (AMPERE) | HR_ARCH_BIT (ADA) | HR_ARCH_BIT (HOPPER)
                                | HR_ARCH_BIT (BLACKWELL) | HR_ARCH_BIT (RDNA2)
                                | HR_ARCH_BIT (RDNA3) | HR_ARCH_BIT (RDNA4) | HR_ARCH_BIT (XE2);

  if (llm->work->engine == HR_ENGINE_LLAMA_CPP && (measured >> llm->input->gpu->arch & 1) != 0)
    return TRUE;
  return hr_transformer_widen (llm->input->gpu, estimate) == 1;
}

/* Standard deviation, as a logarithm, of what no source measured: independent doubts. */
static double
speed_doubt (const HrLlm *llm, HrEstimate *estimate)
{
  const HrCalibration *cal = llm->cal;
  double               doubt = 0;

  if (!knows_architecture (llm, estimate))
    doubt = hypot (doubt, cal->llm_unmeasured_arch);
  if ((speed_measured >> llm->work->engine & 1) == 0)
    {
      doubt = hypot (doubt, cal->llm_unmeasured_engine);
      estimate->notes |= HR_NOTE_UNMEASURED_ENGINE;
    }
  if (llm->work->shape.experts > 1 && llm->input->gpu->vendor != HR_VENDOR_NVIDIA)
    {
      doubt = hypot (doubt, cal->llm_unmeasured_experts);
      estimate->notes |= HR_NOTE_FEW_EXPERT_RUNS;
    }
  return doubt;
}

/**
 * hr_llm_memory_band:
 * @estimate: gets a note where no run of the engine is behind the band
 *
 * Returns: measured ÷ estimated memory at the 10th and 90th percentile of sources that were left
 *   out, wider where no source measured the engine.
 */
HrLlmBand
hr_llm_memory_band (const HrLlm *llm, HrEstimate *estimate)
{
  HrEngine engine = llm->work->engine;
  double   doubt = 0;

  if ((memory_measured >> engine & 1) == 0)
    {
      doubt = llm->cal->llm_unmeasured_memory;
      estimate->notes |= HR_NOTE_UNMEASURED_MEMORY;
    }
  return widened (llm->cal->llm_memory_low[engine], llm->cal->llm_memory_high[engine], doubt);
}

/* Whether the pass of a release up to 2024 has its kernels issued one by one. */
gboolean
hr_llm_leaves_graph (const HrLlm *llm)
{
  return llm->work->engine == HR_ENGINE_VLLM && llm->context > VLLM_GRAPH_TOKENS;
}

/**
 * hr_llm_decode_band:
 * @slower: by what factor an old release of the engine is slower; 1 = it is not
 *
 * Returns: measured ÷ estimated rate at the 10th and 90th percentile. The low end reaches what an
 *   old release does where the plan does not say which it is.
 */
HrLlmBand
hr_llm_decode_band (const HrLlm *llm, double slower, HrEstimate *estimate)
{
  HrEngine  engine = llm->work->engine;
  HrLlmBand band = widened (llm->cal->llm_decode_low[engine], llm->cal->llm_decode_high[engine],
                            speed_doubt (llm, estimate));

  band.low /= slower;
  return band;
}

HrLlmBand
hr_llm_prefill_band (const HrLlm *llm, HrEstimate *estimate)
{
  HrEngine engine = llm->work->engine;

  return widened (llm->cal->llm_prefill_low[engine], llm->cal->llm_prefill_high[engine],
                  speed_doubt (llm, estimate));
}
