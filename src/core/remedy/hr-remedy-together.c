/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-remedy.h"

#include "hr-task.h"
#include "hr-run-estimate.h"

/* The batch comes after what costs nothing, so that it shrinks no more than it must; what goes to
 * host RAM is the last of what leaves the result as it is. */
static const HrRemedyKind order[] = {
  HR_REMEDY_FLASH_ATTENTION,
  HR_REMEDY_CHUNKED_LOSS,
  HR_REMEDY_OPTIMIZER_8BIT,
  HR_REMEDY_MIXED_PRECISION,
  HR_REMEDY_SHARDING,
  HR_REMEDY_CHECKPOINTING,
  HR_REMEDY_SMALLER_BATCH,
  HR_REMEDY_OFFLOAD,
  HR_REMEDY_KV_CACHE_BITS,
  HR_REMEDY_LORA,
  HR_REMEDY_QLORA,
  HR_REMEDY_FEWER_BITS,
  HR_REMEDY_STORAGE_PRECISION,
  HR_REMEDY_LOWER_PRECISION,
  HR_REMEDY_SMALLER_TEXTURES,
  HR_REMEDY_SMALLER_IMAGES,
  HR_REMEDY_LOWER_RESOLUTION,
  HR_REMEDY_FEWER_TRIANGLES,
  HR_REMEDY_SHORTER_SEQUENCE,
};

typedef struct
{
  HrWorkload settings;
  HrEstimate estimate;
  guint32    parts;
  gboolean   changes_quality, runs;
} Attempt;

static gboolean
helps (const HrEstimateInput *input, const HrEstimate *before, const HrEstimate *after)
{
  return after->required_gib < before->required_gib - 1e-6
         || (input->host.ram_gib > 0 && before->host_required_gib > input->host.ram_gib
             && after->host_required_gib < before->host_required_gib - 1e-6);
}

/* Those of @allowed, one on top of the other, until the work runs. A change of the method moves the
 * peak: what did not help before it is tried again. */
static void
pile_up (const HrEstimateInput *input, guint32 allowed, gboolean with_quality, Attempt *attempt)
{
  HrEstimateInput with = *input;

  *attempt = (Attempt){ .settings = *input->workload };
  with.workload = &attempt->settings;
  hr_estimate (&with, &attempt->estimate, NULL);
  attempt->runs = hr_remedy_runs (input, &attempt->estimate);
  for (guint i = 0; i < G_N_ELEMENTS (order) && !attempt->runs; i++)
    {
      HrWorkload      settings;
      HrEstimate      estimate;
      HrSettingChange change;

      if (!(allowed & ~attempt->parts & (1u << order[i]))
          || !hr_remedy_apply (order[i], &with, &settings, &estimate, &change)
          || (change.changes_quality && !with_quality)
          || !helps (input, &attempt->estimate, &estimate))
        continue;
      attempt->settings = settings;
      attempt->estimate = estimate;
      attempt->parts |= 1u << order[i];
      attempt->changes_quality = attempt->changes_quality || change.changes_quality;
      attempt->runs = hr_remedy_runs (input, &estimate);
      if (change.changes_quality)
        i = G_MAXUINT; /* the next is the first */
    }
}

/* Neither time nor quality: nobody leaves these out. */
#define FREE_PARTS (1u << HR_REMEDY_FLASH_ATTENTION | 1u << HR_REMEDY_CHUNKED_LOSS)

/* What costs something and was not needed after all is left out, the costliest first. */
static void
thin_out (const HrEstimateInput *input, gboolean with_quality, Attempt *attempt)
{
  for (guint i = G_N_ELEMENTS (order); i > 0; i--)
    {
      guint32 less = attempt->parts & ~(1u << order[i - 1]);
      Attempt without;

      if (less == attempt->parts || (FREE_PARTS & (1u << order[i - 1])))
        continue;
      pile_up (input, less, with_quality, &without);
      if (without.runs)
        *attempt = without;
    }
}

/* The batch was halved before the last settings were there: as large again as they allow. */
static void
relax_batch (const HrEstimateInput *input, Attempt *attempt)
{
  const HrTaskType *type = hr_task_type (input->workload->task);
  HrWorkload        original = *input->workload, settings = attempt->settings;
  HrEstimateInput   with = *input;
  HrEstimate        estimate;
  guint32           before, *batch;

  if (!(attempt->parts & (1u << HR_REMEDY_SMALLER_BATCH)))
    return;
  before = *type->batch (&original);
  batch = type->batch (&settings);
  with.workload = &settings;
  for (guint32 larger = (before + 1) / 2; larger > *type->batch (&attempt->settings);
       larger = (larger + 1) / 2)
    {
      *batch = larger;
      if (settings.task == HR_TASK_NLP_FINE_TUNE)
        settings.nlp.gradient_accumulation = MAX (original.nlp.gradient_accumulation, 1)
                                             * ((before + larger - 1) / larger);
      hr_estimate (&with, &estimate, NULL);
      if (!hr_remedy_runs (input, &estimate))
        continue;
      attempt->settings = settings;
      attempt->estimate = estimate;
      return;
    }
}

/**
 * hr_remedy_together:
 * @input: the hardware and the settings as they are, none of them "auto"
 * @settings: (out): with several remedies
 * @estimate: (out): with those settings
 * @parts: (out): bit mask of 1 << HrRemedyKind
 * @changes_quality: (inout): whether those that can change the result are allowed; whether one of
 *   them was needed
 *
 * Settings with which the work runs, gentlest first: none that costs time or quality can be left
 * out.
 *
 * Returns: whether there are such settings.
 */
gboolean
hr_remedy_together (const HrEstimateInput *input,
                    HrWorkload            *settings,
                    HrEstimate            *estimate,
                    guint32               *parts,
                    gboolean              *changes_quality)
{
  Attempt attempt;

  pile_up (input, G_MAXUINT32, *changes_quality, &attempt);
  if (!attempt.runs || attempt.parts == 0)
    return FALSE;
  thin_out (input, *changes_quality, &attempt);
  relax_batch (input, &attempt);
  *settings = attempt.settings;
  *estimate = attempt.estimate;
  *parts = attempt.parts;
  *changes_quality = attempt.changes_quality;
  return TRUE;
}
