/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-band.h"
#include "hr-calibration.h"
#include "hr-gpu-rate.h"
#include "hr-task-type.h"

G_BEGIN_DECLS

/* What the parts of the rendering task share. */

typedef struct
{
  const HrEstimateInput *input;
  const HrRenderWork    *work;
  const HrCalibration   *cal;
  HrEstimate            *estimate;
  HrTrace               *trace;
  const HrGpu           *gpu;
  guint                  n;       /* GPUs that software sees, all cards together */
  HrBackend              backend; /* never BEST */
  double                 pixels;
  double out_of_core; /* 0…1: share of the textures and volumes left in host RAM */
} HrRender;

void hr_render_memory (HrRender *r);
void hr_render_path_tracing (HrRender *r);
void hr_render_real_time (HrRender *r);
void hr_render_finish (
    HrRender *r, double value, HrRateUnit unit, double seconds_per_frame, const HrBand *band);
HrBackend
hr_render_backend (const HrGpu *gpu, HrRenderEngine engine, HrBackend wanted, gboolean *runs);
double hr_render_score (HrRender *r);

void hr_render_software (const HrWorkload *workload, HrSoftwareNeeds *needs);

G_END_DECLS
