/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-hardware.h"
#include "hr-software.h"
#include "hr-workload.h"

G_BEGIN_DECLS

typedef struct
{
  const char  *id;        /* "llama-3.1-8b" */
  const char  *name;      /* "Llama 3.1 8B" */
  const char  *aliases;   /* what others call it, a line each; or NULL */
  const char  *relatives; /* models that were tuned from it or share its shape; or NULL */
  HrModelShape shape;
  const char  *source;
  const char  *hf_id;  /* (nullable): "meta-llama/Llama-3.1-8B" */
  const char  *ollama; /* (nullable): "llama3.1:8b" */
  const char  *base;   /* (nullable): the id of the model whose shape a distilled one has */
} HrModelPreset;

typedef struct
{
  const char *id; /* "resnet50" */
  const char *name;
  const char *kind; /* see hr-image-kind */
  double      params_m, gmacs, macts_m;
  guint32     image_size;
  const char *source;
} HrImagePreset;

/* A scientific problem or a scene: a whole workload. */
typedef struct
{
  const char *id; /* "md-dhfr", "scene-interior" */
  const char *name;
  HrWorkload  workload;
  const char *source;
} HrProblemPreset;

/* An immutable catalog: the one thing that is handed to the core. Reference counted, thread safe.
 * The catalog library builds it; an edit makes a new one. */
typedef struct _HrSnapshot
{
  guint                  n_gpus;
  const HrGpu           *gpus;
  guint                  n_ram_kits;
  const HrRamKit        *ram_kits;
  guint                  n_platforms;
  const HrPlatform      *platforms;
  guint                  n_host_parts;
  const HrHostPart      *host_parts;
  guint                  n_rent_offers;
  const HrRentOffer     *rent_offers;
  guint                  n_exchange_rates;
  const HrExchangeRate  *exchange_rates;
  guint                  n_software;
  const HrSoftwareFact  *software;
  guint                  n_models;
  const HrModelPreset   *models;
  guint                  n_image_models;
  const HrImagePreset   *image_models;
  guint                  n_problems;
  const HrProblemPreset *problems;  /* HR_TASK_SCIENTIFIC and HR_TASK_RENDERING */
  gboolean               is_of_day; /* its prices are those to be expected on a day */
  /*< private >*/
  GStringChunk             *strings;
  GDestroyNotify            free_arrays; /* called with the snapshot */
  const struct _HrSnapshot *base;        /* owned: what it was derived from */
  gint                      ref_count;
} HrSnapshot;

HrSnapshot            *hr_snapshot_ref (const HrSnapshot *snapshot);
HrSnapshot            *hr_snapshot_derive (const HrSnapshot *base);
void                   hr_snapshot_unref (HrSnapshot *snapshot);
const HrGpu           *hr_snapshot_gpu (const HrSnapshot *snapshot, const char *id);
const HrPlatform      *hr_snapshot_platform (const HrSnapshot *snapshot, const char *id);
const HrModelPreset   *hr_snapshot_model (const HrSnapshot *snapshot, const char *id);
const HrImagePreset   *hr_snapshot_image_model (const HrSnapshot *snapshot, const char *id);
const HrProblemPreset *hr_snapshot_problem (const HrSnapshot *snapshot, const char *id);
const HrExchangeRate  *hr_snapshot_rate (const HrSnapshot *snapshot, const char *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrSnapshot, hr_snapshot_unref)

G_END_DECLS
