/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-snapshot.h"

#include <string.h>

HrSnapshot *
hr_snapshot_ref (const HrSnapshot *snapshot)
{
  HrSnapshot *self = (HrSnapshot *) snapshot;

  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
hr_snapshot_unref (HrSnapshot *snapshot)
{
  if (snapshot == NULL || !g_atomic_int_dec_and_test (&snapshot->ref_count))
    return;
  if (snapshot->free_arrays)
    snapshot->free_arrays (snapshot);
  g_clear_pointer (&snapshot->strings, g_string_chunk_free);
  g_free (snapshot);
}

static void
free_copies (gpointer data)
{
  HrSnapshot *snapshot = data;

  g_free ((gpointer) snapshot->gpus);
  g_free ((gpointer) snapshot->ram_kits);
  g_free ((gpointer) snapshot->host_parts);
  hr_snapshot_unref ((HrSnapshot *) snapshot->base);
}

/**
 * hr_snapshot_derive:
 * @base: a catalog
 *
 * Whoever derives it may change its cards, RAM kits and host parts until it is handed on.
 *
 * Returns: (transfer full): a catalog with its own copies of these; it keeps @base for the rest.
 */
HrSnapshot *
hr_snapshot_derive (const HrSnapshot *base)
{
  HrSnapshot *self = g_memdup2 (base, sizeof *base);

  self->gpus = g_memdup2 (base->gpus, base->n_gpus * sizeof *base->gpus);
  self->ram_kits = g_memdup2 (base->ram_kits, base->n_ram_kits * sizeof *base->ram_kits);
  self->host_parts = g_memdup2 (base->host_parts, base->n_host_parts * sizeof *base->host_parts);
  self->strings = NULL;
  self->free_arrays = free_copies;
  self->base = hr_snapshot_ref (base);
  self->ref_count = 1;
  return self;
}

/* Some hundred rows, looked up once a question: a linear search beats the upkeep of an index. */
#define DEFINE_LOOKUP(Type, function, array, count, key)            \
  const Type *function (const HrSnapshot *snapshot, const char *id) \
  {                                                                 \
    for (guint i = 0; i < snapshot->count; i++)                     \
      if (strcmp (snapshot->array[i].key, id) == 0)                 \
        return &snapshot->array[i];                                 \
    return NULL;                                                    \
  }

DEFINE_LOOKUP (HrGpu, hr_snapshot_gpu, gpus, n_gpus, id)
DEFINE_LOOKUP (HrPlatform, hr_snapshot_platform, platforms, n_platforms, id)
DEFINE_LOOKUP (HrModelPreset, hr_snapshot_model, models, n_models, id)
DEFINE_LOOKUP (HrImagePreset, hr_snapshot_image_model, image_models, n_image_models, id)
DEFINE_LOOKUP (HrProblemPreset, hr_snapshot_problem, problems, n_problems, id)
DEFINE_LOOKUP (HrExchangeRate, hr_snapshot_rate, exchange_rates, n_exchange_rates, code)
