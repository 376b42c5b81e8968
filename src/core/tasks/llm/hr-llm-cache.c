/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-llm.h"

#include <math.h>

/* What is kept of the tokens: keys and values by layer, recurrent states; what of it each device
 * holds. */

double
hr_kv_precision_bits (HrKvPrecision precision)
{
  switch (precision)
    {
    case HR_KV_PRECISION_FP8:
    case HR_KV_PRECISION_INT8:
      return 8;
    case HR_KV_PRECISION_Q8_0:
      return 8.5;
    case HR_KV_PRECISION_Q4_0:
      return 4.5;
    case HR_KV_PRECISION_FP16:
    case HR_KV_PRECISION_BF16:
    case HR_N_KV_PRECISION:
    default:
      return 16;
    }
}

/* Of all layers of a kind and one sequence. */
static double
kind_bytes (const HrLlm *llm, const HrLayer *kind, double tokens)
{
  if (!hr_layer_keeps_cache (kind))
    return 0;
  return kind->count
         * (hr_layer_entries (kind, tokens) * kind->cache * llm->cache_bits / 8
            + tokens * kind->index_bytes);
}

/* A device's share of the cache of one kind. Tensor parallelism splits heads and keeps at least one
 * on each device; a latent vector belongs to all heads and is whole on each. Layers that are dealt
 * out are dealt out whole. */
static double
device_share (const HrLlm *llm, const HrLayer *kind)
{
  double n = llm->devices;

  if (n <= 1)
    return 1;
  if (!llm->tensor_parallel)
    return ceil (kind->count / n) / kind->count;
  if (kind->mixer == HR_MIXER_LATENT || kind->mixer == HR_MIXER_COMPRESSED)
    return 1;
  return kind->kv_heads > 0 ? MAX (1 / n, 1.0 / kind->kv_heads) : 1 / n;
}

/* Of one layer and sequence. llama.cpp keeps a convolution's inputs in FP32 as well. */
static double
state_bytes (const HrLlm *llm, const HrLayer *kind)
{
  double element = llm->work->engine == HR_ENGINE_LLAMA_CPP ? 4 : 2;

  return kind->matrix * 4 + kind->columns * element + kind->fixed * 2;
}

/**
 * hr_llm_cache_bytes:
 * @tokens: of one sequence
 *
 * Returns: bytes that the cache of one sequence needs, all devices, nothing replicated.
 */
double
hr_llm_cache_bytes (const HrLlm *llm, double tokens)
{
  HrLayer        scratch[HR_MAX_LAYER_KINDS];
  guint          n;
  const HrLayer *kinds = hr_model_kinds (&llm->work->shape, scratch, &n);
  double         bytes = 0;

  for (guint i = 0; i < n; i++)
    bytes += kind_bytes (llm, &kinds[i], tokens);
  return bytes;
}

/**
 * hr_llm_cache_read:
 * @tokens: before the one that is generated
 *
 * Returns: bytes of the cache that one more token of a sequence reads, all devices. Layers that
 *   share the cache of others read it as well; sparse attention reads what it has chosen.
 */
double
hr_llm_cache_read (const HrLlm *llm, double tokens)
{
  HrLayer        scratch[HR_MAX_LAYER_KINDS];
  guint          n;
  const HrLayer *kinds = hr_model_kinds (&llm->work->shape, scratch, &n);
  double         bytes = 0;

  for (guint i = 0; i < n; i++)
    bytes += kinds[i].count
             * (hr_layer_entries_read (&kinds[i], tokens) * kinds[i].cache * llm->cache_bits / 8
                + tokens * kinds[i].index_bytes);
  return bytes;
}

/**
 * hr_llm_device_cache_bytes:
 * @tokens: of one sequence
 *
 * Returns: bytes of its cache on the fullest device.
 */
double
hr_llm_device_cache_bytes (const HrLlm *llm, double tokens)
{
  HrLayer        scratch[HR_MAX_LAYER_KINDS];
  guint          n;
  const HrLayer *kinds = hr_model_kinds (&llm->work->shape, scratch, &n);
  double         bytes = 0;

  for (guint i = 0; i < n; i++)
    bytes += kind_bytes (llm, &kinds[i], tokens) * device_share (llm, &kinds[i]);
  return bytes;
}

/**
 * hr_llm_state_bytes:
 *
 * Returns: bytes that one sequence keeps whatever its length, all devices.
 */
double
hr_llm_state_bytes (const HrLlm *llm)
{
  HrLayer state = { .matrix = llm->cache.matrix,
                    .columns = llm->cache.columns,
                    .fixed = llm->cache.fixed };

  return state_bytes (llm, &state);
}

/**
 * hr_llm_device_state_bytes:
 *
 * Returns: of it what one device keeps: heads are split, layers dealt out.
 */
double
hr_llm_device_state_bytes (const HrLlm *llm)
{
  double layers = MAX (llm->cache.state_layers, 1);

  if (llm->tensor_parallel)
    return hr_llm_state_bytes (llm) / llm->devices;
  return hr_llm_state_bytes (llm) * ceil (layers / llm->devices) / layers;
}

/**
 * hr_llm_score_flop:
 * @tokens: of a prompt
 *
 * Returns: FLOP of attending to what came before, for all of them: 4 for each query element and
 *   entry, over half of the entries on average where every token is kept, 4 for each element of a
 *   recurrent matrix.
 */
double
hr_llm_score_flop (const HrLlm *llm, double tokens)
{
  HrLayer        scratch[HR_MAX_LAYER_KINDS];
  guint          n;
  const HrLayer *kinds = hr_model_kinds (&llm->work->shape, scratch, &n);
  double         flop = 0;

  for (guint i = 0; i < n; i++)
    {
      double entries = kinds[i].heads > 0 ? hr_layer_entries_read (&kinds[i], tokens / 2) : 0;

      flop += 4 * kinds[i].count * (entries * kinds[i].q_width + kinds[i].matrix);
    }
  return flop * tokens;
}

/**
 * hr_llm_heads_divide:
 *
 * Returns: whether each device gets as many heads as the others, where an engine splits tensors.
 */
gboolean
hr_llm_heads_divide (const HrLlm *llm)
{
  HrLayer        scratch[HR_MAX_LAYER_KINDS];
  guint          n, devices = (guint) llm->devices;
  const HrLayer *kinds = hr_model_kinds (&llm->work->shape, scratch, &n);

  if (!llm->tensor_parallel || devices <= 1)
    return TRUE;
  for (guint i = 0; i < n; i++)
    if (kinds[i].heads % devices != 0)
      return FALSE;
  return TRUE;
}
