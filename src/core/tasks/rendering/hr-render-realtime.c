/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-render.h"

static const char passes[] = "roofline over the passes of a current renderer; titles differ widely";

/**
 * hr_render_real_time:
 *
 * Frames a second of one GPU: arithmetic and traffic per pixel, whichever is slower. More cards do
 * not speed up a frame.
 */
void
hr_render_real_time (HrRender *r)
{
  const HrCalibration *cal = r->cal;
  const HrGpu         *gpu = r->gpu;
  double              *stage = r->estimate->stage_seconds;
  guint                devices = MAX (gpu->devices, 1);
  double               tflops = MAX (gpu->tflops[HR_RATE_FP32], 0.1) / devices;
  double               bandwidth = MAX (gpu->bandwidth_gb_s, 1) / devices;
  HrBand               band = hr_band (1 / cal->realtime_band, cal->realtime_band);

  stage[HR_STAGE_COMPUTE] = r->pixels * cal->realtime_flop_per_pixel / (tflops * 1e12);
  stage[HR_STAGE_BANDWIDTH] = r->pixels * cal->realtime_bytes_per_pixel / (bandwidth * 1e9);
  stage[HR_STAGE_LATENCY] = 1e-3; /* submission and passes that do not scale with pixels */
  HR_TRACE (r->trace, "time.compute", "pixels × FLOP per pixel ÷ FP32 rate",
            stage[HR_STAGE_COMPUTE], HR_UNIT_SECONDS, passes, "pixels", r->pixels, HR_UNIT_PIXELS,
            "FP32 rate", tflops, HR_UNIT_TFLOPS, NULL);
  HR_TRACE (r->trace, "time.bandwidth", "pixels × bytes per pixel ÷ bandwidth",
            stage[HR_STAGE_BANDWIDTH], HR_UNIT_SECONDS, passes, "bandwidth", bandwidth,
            HR_UNIT_GB_S, NULL);
  HR_TRACE (r->trace, "time.latency", "constant", stage[HR_STAGE_LATENCY], HR_UNIT_SECONDS,
            "submission and passes that do not scale with pixels", NULL);
  hr_estimate_trace_stages (r->estimate, "the stages of a frame follow one another", r->trace);
  {
    double frame = stage[HR_STAGE_LATENCY] + stage[HR_STAGE_COMPUTE] + stage[HR_STAGE_BANDWIDTH];

    hr_render_finish (r, 1 / frame, HR_RATE_UNIT_FRAMES_S, frame, &band);
  }
}
