/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-band.h"
#include "hr-calibration.h"
#include "hr-estimate.h"
#include "hr-software.h"
#include "hr-image-kind.h"

G_BEGIN_DECLS

/* What the files of image classification hand to each other. */

/* One network at the size it runs at; figures are of one image, forward only. */
typedef struct
{
  HrImageKind  kind;
  HrKindOrigin origin;
  HrImageStack stack;
  gboolean     gated; /* see HrImageFamily */
  gboolean     plain;
  gboolean     channels_last;
  double       params;
  double       macs;
  double       acts;           /* output elements of convolutions and matrix products */
  double       scores;         /* of which attention scores */
  double       kept_scores;    /* those that pass through memory: none where attention is fused */
  double       layers;         /* convolutions and matrix products, one after another */
  double       typical_layers; /* as many as networks with such figures usually have */
  double       pixels;         /* of one image */
  double       compute_bytes;  /* of one element in the precision of most layers: 4 or 2 */
  gboolean     train;
  gboolean     autocast; /* FP32 weights, cast to 16 bit for most layers */
} HrImageNet;

/* Seconds of one step on one GPU. */
typedef struct
{
  double compute, traffic, launch, optimizer, exchange;
  double step;
} HrImageTime;

/* GPUs that software sees: a card can carry several. Each has its own batch. */
static inline double
hr_image_devices (const HrEstimateInput *input)
{
  return (double) MAX (input->gpu_count, 1) * MAX (input->gpu->devices, 1);
}

/* "auto" is resolved before; a batch that was not is one image, never a division by zero. */
static inline double
hr_image_batch (const HrEstimateInput *input)
{
  return MAX (input->workload->image.batch, 1);
}

void   hr_image_net (const HrImageWork *work, const char *name, HrImageNet *net);
void   hr_image_scale (HrImageKind kind,
                       double      native_size,
                       double      size,
                       double      params,
                       double     *macs,
                       double     *acts,
                       double     *scores);
double hr_image_rate (const HrGpu         *gpu,
                      const HrImageNet    *net,
                      HrPrecision          precision,
                      const HrCalibration *calibration,
                      guint               *notes);
void   hr_image_memory (const HrEstimateInput *input,
                        const HrImageNet      *net,
                        HrEstimate            *estimate,
                        HrTrace               *trace);
void   hr_image_time (const HrEstimateInput *input,
                      const HrImageNet      *net,
                      HrImageTime           *time,
                      guint                 *notes,
                      HrTrace               *trace);
void   hr_image_input (const HrEstimateInput *input,
                       const HrImageNet      *net,
                       HrEstimate            *estimate,
                       HrTrace               *trace);
HrBand hr_image_time_band (const HrEstimateInput *input,
                           const HrImageNet      *net,
                           const HrImageTime     *time,
                           HrEstimate            *estimate);
HrBand
hr_image_memory_band (const HrEstimateInput *input, const HrImageNet *net, HrEstimate *estimate);

void hr_image_software (const HrWorkload *workload, HrSoftwareNeeds *needs);

G_END_DECLS
