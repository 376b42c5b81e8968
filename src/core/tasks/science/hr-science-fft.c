/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-science.h"

#include <math.h>

#define TYPICAL_POINTS (512.0 * 512 * 512)
#define BITS_PER_PASS  10 /* a transform of 1,024 points stays in one multiprocessor */

static const char
    cooley[] = "5 N log2 N operations; one read and one write for each 1,024 points of depth";

static void
fft_validate (const HrScienceWork *work, HrIssues *issues)
{
  hr_issues_add_range (issues, "$.workload.points", work->points, 0, 1e15);
}

static double
complex_bytes (const HrScienceWork *work)
{
  return 2 * hr_science_real_bytes (work->precision);
}

static double
fft_size_for (const HrScience *s, double bytes)
{
  return floor (bytes * s->n / (2 * complex_bytes (s->work)));
}

static void
fft_estimate (HrScience *s)
{
  const HrScienceWork *work = s->work;
  double              *stage = s->estimate->stage_seconds;
  double               points = work->points > 0 ? work->points : TYPICAL_POINTS;
  double               data = points * complex_bytes (work), depth = MAX (log2 (points), 1);
  double               passes = ceil (depth / BITS_PER_PASS), flop = 5 * points * depth;
  HrRate               rate = work->precision == HR_PRECISION_FP64 ? HR_RATE_FP64 : HR_RATE_FP32;
  double               peak = hr_science_peak (s, rate);

  if (work->points <= 0)
    s->estimate->notes |= HR_NOTE_SAME_SIZE;
  if (rate == HR_RATE_FP64 && s->flop_s[HR_RATE_FP32] >= HR_SLOW_FP64_RATIO * peak)
    s->estimate->notes |= HR_NOTE_SLOW_FP64;
  hr_science_add_split (s, HR_TERM_GRID, data, "memory.grid", "points × complex number", cooley);
  hr_science_add_split (s, HR_TERM_PLAN, data, "memory.fft-plan", "work area as large as the data",
                        cooley);
  stage[HR_STAGE_LATENCY] = passes * s->cal->science_launch_s;
  stage[HR_STAGE_BANDWIDTH] = passes * 2 * data / s->n / (s->bytes_s * s->cal->fft_efficiency);
  stage[HR_STAGE_COMPUTE] = flop / s->n / (peak * s->cal->custom_compute_efficiency);
  if (s->n > 1) /* each GPU sends all but its own share once */
    stage[HR_STAGE_INTERCONNECT] = data / s->n * (1 - 1.0 / s->n) / s->link_s
                                   + s->cal->science_link_latency_s * s->n;
  HR_TRACE (s->trace, "time.bandwidth", "passes × 2 × data ÷ GPUs ÷ (bandwidth × efficiency)",
            stage[HR_STAGE_BANDWIDTH], HR_UNIT_SECONDS, cooley, "passes", passes, HR_UNIT_COUNT,
            "data", data, HR_UNIT_BYTES, "bandwidth", s->bytes_s, HR_UNIT_BYTES_S, "efficiency",
            s->cal->fft_efficiency, HR_UNIT_RATIO, NULL);
  HR_TRACE (s->trace, "time.compute", "5 N log2 N ÷ GPUs ÷ rate", stage[HR_STAGE_COMPUTE],
            HR_UNIT_SECONDS, cooley, "FLOP", flop, HR_UNIT_FLOP, "peak", peak, HR_UNIT_FLOP_S,
            NULL);
  hr_science_trace_launches (s, passes);
  if (s->n > 1)
    HR_TRACE (s->trace, "time.interconnect", "data ÷ GPUs × (1 − 1 ÷ GPUs) ÷ link + GPUs × latency",
              stage[HR_STAGE_INTERCONNECT], HR_UNIT_SECONDS,
              "each GPU sends all but its own share once", "data", data, HR_UNIT_BYTES, "GPUs",
              (double) s->n, HR_UNIT_COUNT, "link", s->link_s, HR_UNIT_BYTES_S, "latency",
              s->cal->science_link_latency_s, HR_UNIT_SECONDS, NULL);
  s->unit = HR_RATE_UNIT_FLOP_S;
  s->work_per_step = flop;
  s->steps = 1000;
  hr_science_finish (s, &hr_science_fft,
                     stage[HR_STAGE_LATENCY]
                         + MAX (stage[HR_STAGE_BANDWIDTH], stage[HR_STAGE_COMPUTE])
                         + stage[HR_STAGE_INTERCONNECT]);
}

const HrScienceKernel hr_science_fft = {
  fft_validate,
  fft_estimate,
  fft_size_for,
  HR_SIZE_POINTS,
};
