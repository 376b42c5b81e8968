/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-science.h"

#include <math.h>

#define TYPICAL_WORKING_SET (1.0 * HR_GIB)

static const char roofline[] = "roofline model (Williams, Waterman, Patterson 2009)";

static void
custom_validate (const HrScienceWork *work, HrIssues *issues)
{
  hr_issues_add_range (issues, "$.workload.working_set_gib", work->working_set_gib, 0, 1e9);
  hr_issues_add_range (issues, "$.workload.flops_per_step", work->flops_per_step, 0, 1e30);
  hr_issues_add_range (issues, "$.workload.bytes_per_step", work->bytes_per_step, 0, 1e30);
}

static double
custom_size_for (const HrScience *s, double bytes)
{
  return bytes * s->n / HR_GIB;
}

static void
custom_estimate (HrScience *s)
{
  const HrScienceWork *work = s->work;
  double              *stage = s->estimate->stage_seconds;
  double held = work->working_set_gib > 0 ? work->working_set_gib * HR_GIB : TYPICAL_WORKING_SET;
  double moved = work->bytes_per_step, flop = work->flops_per_step;
  double peak = hr_science_peak (s, hr_science_rate (work->precision == HR_PRECISION_MIXED
                                                         ? HR_PRECISION_FP32
                                                         : work->precision));
  double efficiency = s->cal->custom_efficiency;

  if (work->precision == HR_PRECISION_FP64 && s->flop_s[HR_RATE_FP32] >= HR_SLOW_FP64_RATIO * peak)
    s->estimate->notes |= HR_NOTE_SLOW_FP64;
  if (work->working_set_gib <= 0 || (moved <= 0 && flop <= 0))
    s->estimate->notes |= HR_NOTE_SAME_SIZE;
  if (moved <= 0 && flop <= 0)
    moved = held; /* what is held is read once */
  hr_science_add_split (s, HR_TERM_WORKING_SET, held, "memory.working-set", "as given ÷ GPUs",
                        "the plan");
  stage[HR_STAGE_LATENCY] = s->cal->science_launch_s;
  stage[HR_STAGE_BANDWIDTH] = moved / s->n / (s->bytes_s * efficiency);
  stage[HR_STAGE_COMPUTE] = flop / s->n / (peak * s->cal->custom_compute_efficiency);
  HR_TRACE (s->trace, "time.bandwidth", "bytes per step ÷ GPUs ÷ (bandwidth × efficiency)",
            stage[HR_STAGE_BANDWIDTH], HR_UNIT_SECONDS, roofline, "bytes", moved, HR_UNIT_BYTES,
            "bandwidth", s->bytes_s, HR_UNIT_BYTES_S, "efficiency", efficiency, HR_UNIT_RATIO,
            NULL);
  HR_TRACE (s->trace, "time.compute", "FLOP per step ÷ GPUs ÷ (peak × efficiency)",
            stage[HR_STAGE_COMPUTE], HR_UNIT_SECONDS, roofline, "FLOP", flop, HR_UNIT_FLOP, "peak",
            peak, HR_UNIT_FLOP_S, "efficiency", s->cal->custom_compute_efficiency, HR_UNIT_RATIO,
            NULL);
  hr_science_trace_launches (s, 1);
  if (stage[HR_STAGE_COMPUTE] > stage[HR_STAGE_BANDWIDTH])
    {
      s->unit = HR_RATE_UNIT_FLOP_S;
      s->work_per_step = flop;
    }
  else
    {
      s->unit = HR_RATE_UNIT_BYTES_S;
      s->work_per_step = moved;
    }
  s->steps = 1000;
  hr_science_finish (s, &hr_science_custom,
                     stage[HR_STAGE_LATENCY]
                         + MAX (stage[HR_STAGE_BANDWIDTH], stage[HR_STAGE_COMPUTE]));
}

const HrScienceKernel hr_science_custom = {
  custom_validate,
  custom_estimate,
  custom_size_for,
  HR_SIZE_GIB,
};
