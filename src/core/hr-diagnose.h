/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice.h"

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
  HR_REMEDY_MORE_RAM,
  HR_REMEDY_OTHER_GPU,
  HR_REMEDY_MORE_GPUS,
  HR_REMEDY_RENT,
  HR_N_REMEDY
} HrRemedyKind;

typedef struct
{
  HrRemedyKind kind;
  HrWorkload   settings; /* with the remedy applied */
  const HrGpu *gpu;      /* when it changes */
  guint        gpu_count;
  double       ram_gib;
  HrEstimate   estimate;
  double       saves_gib; /* of GPU memory; of host RAM for MORE_RAM */
  double       slowdown;  /* new time ÷ old time */
  double       usd;       /* to spend; per hour for RENT */
  gboolean     changes_quality;
  gboolean     is_enough; /* the workload runs with this one alone */
} HrRemedy;

/* VRAM and host RAM run out with different faces: an out-of-memory error, or a machine that
 * swaps. */
typedef struct
{
  HrPlan     plan;
  HrEstimate estimate;
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

G_END_DECLS
