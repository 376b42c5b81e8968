/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-estimate.h"
#include "hr-plan.h"

G_BEGIN_DECLS

typedef enum
{
  HR_REMEDY_SMALLER_BATCH,
  HR_REMEDY_CHECKPOINTING,
  HR_REMEDY_MIXED_PRECISION,
  HR_REMEDY_OPTIMIZER_8BIT,
  HR_REMEDY_LORA,
  HR_REMEDY_QLORA,
  HR_REMEDY_CHUNKED_LOSS,
  HR_REMEDY_FLASH_ATTENTION,
  HR_REMEDY_SHORTER_SEQUENCE,
  HR_REMEDY_OFFLOAD,
  HR_REMEDY_SHARDING,
  HR_REMEDY_FEWER_BITS,
  HR_REMEDY_KV_CACHE_BITS,
  HR_REMEDY_LESS_OFFLOAD,
  HR_REMEDY_SMALLER_IMAGES,
  HR_REMEDY_STORAGE_PRECISION,
  HR_REMEDY_LOWER_PRECISION,
  HR_REMEDY_SMALLER_PROBLEM,
  HR_REMEDY_OTHER_BACKEND,
  HR_REMEDY_OUT_OF_CORE,
  HR_REMEDY_SMALLER_TEXTURES,
  HR_REMEDY_LOWER_RESOLUTION,
  HR_REMEDY_FEWER_TRIANGLES,
  HR_REMEDY_TOGETHER, /* several settings, none of which is enough alone */
  HR_REMEDY_MORE_RAM,
  HR_REMEDY_OTHER_GPU,
  HR_REMEDY_MORE_GPUS,
  HR_REMEDY_RENT,
  HR_N_REMEDY
} HrRemedyKind;

/* What a remedy changed: the plan's key, and its new value as a nick or as a number. */
typedef struct
{
  const char *key;  /* NULL = no setting of the plan */
  const char *nick; /* NULL = number */
  double      number;
  gboolean    changes_quality;
} HrSettingChange;

typedef struct
{
  HrRemedyKind    kind;
  HrWorkload      settings; /* with the remedy applied */
  HrSettingChange change;   /* of one setting */
  guint32         parts;    /* of TOGETHER: bit mask of 1 << HrRemedyKind */
  const HrGpu    *gpu;      /* when it changes */
  guint           gpu_count;
  double          ram_gib;
  HrEstimate      estimate;
  double          saves_gib;     /* of GPU memory; of host RAM for MORE_RAM */
  double          saves_ram_gib; /* of host RAM that the work needs */
  double          slowdown;      /* new time ÷ old time */
  double          usd;           /* to spend; per hour for RENT */
  double          usd_run;       /* RENT: of one job */
  gboolean        changes_quality;
  gboolean        is_enough; /* the workload runs with this one alone */
} HrRemedy;

/* VRAM and host RAM run out with different faces: an out-of-memory error, or a machine that
 * swaps. */
typedef struct
{
  HrPlan     plan;           /* with each "auto" resolved */
  HrEstimate estimate;       /* with the largest that would fit, where it fits */
  double     vram_short_gib; /* > 0 = runs out */
  double     ram_short_gib;
  double     ram_gib;
  guint      n_remedies;
  HrRemedy   remedies[HR_N_REMEDY]; /* ranked: enough first, then by what they cost */
} HrDiagnosis;

/* @plan must have a system. Returns FALSE when its GPU is not in @snapshot. */
gboolean hr_diagnose (const HrPlan        *plan,
                      const HrSnapshot    *snapshot,
                      const HrCalibration *calibration,
                      HrDate               today,
                      HrDiagnosis         *diagnosis);

gboolean hr_diagnosis_runs (const HrDiagnosis *self);
guint    hr_diagnosis_notes (const HrDiagnosis *self);
gboolean hr_diagnosis_compares (const HrDiagnosis *self, const HrRemedy *remedy);
gboolean hr_remedy_buys_ram (const HrRemedy *self);

G_END_DECLS
