/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-model-shape.h"

#include <string.h>

/**
 * hr_model_cache:
 * @cache: (out): what the layers keep of one sequence
 */
void
hr_model_cache (const HrModelShape *shape, HrModelCache *cache)
{
  HrLayer        scratch[HR_MAX_LAYER_KINDS];
  guint          n;
  const HrLayer *kinds = hr_model_kinds (shape, scratch, &n);

  memset (cache, 0, sizeof *cache);
  for (guint i = 0; i < n; i++)
    {
      const HrLayer *kind = &kinds[i];
      double         count = kind->count;
      gboolean       window = kind->window > 0;

      cache->state_layers += hr_layer_has_state (kind) ? count : 0;
      cache->matrix += count * kind->matrix;
      cache->columns += count * kind->columns;
      cache->fixed += count * kind->fixed;
      if (!hr_layer_keeps_cache (kind))
        continue;
      cache->layers += count;
      cache->window_layers += window ? count : 0;
      if (window)
        cache->window_token += count * kind->cache;
      else
        cache->token += count * kind->cache;
      if (kind->ratio > 0) /* entries of both kinds for several tokens, in one precision */
        cache->token += count * (kind->cache / kind->ratio + kind->index_bytes / 2);
      else
        cache->index_bytes += count * kind->index_bytes;
    }
}

/**
 * hr_model_cache_elements:
 * @tokens: of one sequence
 *
 * Returns: elements of the cache of one sequence: keys and values (or the latent vector) of each
 *   layer that keeps them, of as many tokens as it keeps.
 */
double
hr_model_cache_elements (const HrModelShape *shape, double tokens)
{
  HrLayer        scratch[HR_MAX_LAYER_KINDS];
  guint          n;
  const HrLayer *kinds = hr_model_kinds (shape, scratch, &n);
  double         elements = 0;

  for (guint i = 0; i < n; i++)
    if (hr_layer_keeps_cache (&kinds[i]))
      elements += kinds[i].count * kinds[i].cache * hr_layer_entries (&kinds[i], tokens);
  return elements;
}

/**
 * hr_model_state_bytes:
 *
 * Returns: what one sequence keeps whatever its length: matrices in FP32, the inputs of
 *   convolutions and what cross attention reads in 16 bits.
 */
double
hr_model_state_bytes (const HrModelShape *shape)
{
  HrModelCache cache;

  hr_model_cache (shape, &cache);
  return cache.matrix * 4 + (cache.columns + cache.fixed) * 2;
}

/**
 * hr_model_shape_scale:
 * @shape: (inout): a model whose kinds are listed, or not
 * @factor: by which width, depth and MLP grow alike
 *
 * Scales what is listed by kind; the numbers of the usual layer are the caller's.
 */
void
hr_model_shape_scale (HrModelShape *shape, double factor)
{
  for (guint i = 0; i < shape->n_kinds; i++)
    hr_layer_scale (&shape->kinds[i], factor);
  shape->layer_tables *= factor * factor;
  shape->extra_params *= factor * factor;
  shape->saved_params *= factor * factor;
  for (guint i = 0; i < shape->n_towers; i++)
    shape->towers[i].params *= factor * factor;
}
