/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-science.h"

#include <math.h>

#define HPL_MEMORY_SHARE 0.8

static const char lapack[] = "operation counts of BLAS and LAPACK (LAPACK Working Note 41)";

static const struct
{
  double matrices;    /* of the order squared that are held */
  double flop;        /* × order³ */
  double is_factored; /* panels hold the rate down until the matrix is large */
  double passes;      /* × order³ numbers streamed: the half of a reduction that is not blocked */
} solvers[HR_N_SOLVER] = {
  [HR_SOLVER_GENERIC] = { 1, 2, 0, 0 },
  [HR_SOLVER_PRODUCT] = { 3, 2, 0, 0 },
  [HR_SOLVER_LU] = { 1, 2.0 / 3, 1, 0 },
  [HR_SOLVER_CHOLESKY] = { 1, 1.0 / 3, 1, 0 },
  [HR_SOLVER_EIGEN] = { 3, 14.0 / 3, 0, 1.0 / 3 },
};

static void
dense_validate (const HrScienceWork *work, HrIssues *issues)
{
  hr_issues_add_range (issues, "$.workload.matrix_order", work->matrix_order, 0, 1e9);
}

/* Refinement keeps the matrix in double precision beside its low-precision factors. */
static double
element_bytes (const HrScienceWork *work)
{
  if (work->precision == HR_PRECISION_MIXED)
    return 8 + 2;
  return hr_science_real_bytes (work->precision);
}

static double
dense_size_for (const HrScience *s, double bytes)
{
  return floor (
      sqrt (bytes * s->n / (solvers[s->work->solver].matrices * element_bytes (s->work))));
}

static double
order_of (HrScience *s)
{
  if (s->work->matrix_order > 0)
    return s->work->matrix_order;
  s->estimate->notes |= HR_NOTE_SAME_SIZE;
  return MAX (dense_size_for (s, s->room_bytes * HPL_MEMORY_SHARE), 1);
}

/* The column of peaks that the plan's precision runs at on this card: the tensor path of double
 * precision where there is one, plain FP32 where matrix units lack the format. */
static HrRate
rate_on_card (HrScience *s)
{
  HrRate rate = hr_science_rate (s->work->precision);

  if (rate == HR_RATE_FP64 && s->flop_s[HR_RATE_FP64_TENSOR] > s->flop_s[HR_RATE_FP64])
    return HR_RATE_FP64_TENSOR;
  if (rate == HR_RATE_FP16_FP32ACC && s->flop_s[rate] <= 0 && s->flop_s[HR_RATE_FP16] > 0)
    return HR_RATE_FP16;
  if (rate == HR_RATE_FP64 || s->flop_s[rate] > 0)
    return rate;
  if (rate == HR_RATE_BF16)
    s->estimate->notes |= HR_NOTE_NO_BF16;
  return HR_RATE_FP32;
}

/* FLOP/s of one GPU. */
static double
dense_rate (HrScience *s, double order)
{
  const HrCalibration *cal = s->cal;
  HrRate               rate = rate_on_card (s);
  double               peak = hr_science_peak (s, rate);
  double               efficiency = hr_gpu_sustained_share (s->gpu, rate, cal);

  if (rate == HR_RATE_FP64 || rate == HR_RATE_FP64_TENSOR)
    efficiency = cal->dense_efficiency[rate];
  if (rate == HR_RATE_FP64_TENSOR)
    efficiency *= cal->dense_arch_factor[s->gpu->arch];
  if (rate == HR_RATE_FP32 && hr_science_rate (s->work->precision) == HR_RATE_BF16)
    efficiency *= cal->emulated_bf16[s->gpu->arch]; /* unpacked, multiplied and rounded again */
  if (rate == HR_RATE_FP64 && s->flop_s[HR_RATE_FP32] >= HR_SLOW_FP64_RATIO * peak)
    s->estimate->notes |= HR_NOTE_SLOW_FP64;
  if (s->work->precision == HR_PRECISION_MIXED)
    efficiency *= cal->dense_mixed_factor;
  if (solvers[s->work->solver].is_factored > 0)
    efficiency *= cal->dense_lu_efficiency * order
                  / (order + cal->dense_lu_half_order * sqrt (s->n));
  HR_TRACE (s->trace, "rate.dense", "peak × efficiency", peak * efficiency, HR_UNIT_FLOP_S,
            "published matrix products: the root of watts for each TFLOP/s of the peak", "peak",
            peak, HR_UNIT_FLOP_S, "efficiency", efficiency, HR_UNIT_RATIO, "order", order,
            HR_UNIT_COUNT, NULL);
  return peak * efficiency;
}

static void
dense_estimate (HrScience *s)
{
  HrSolver solver = s->work->solver;
  double  *stage = s->estimate->stage_seconds;
  double   order = order_of (s), size = element_bytes (s->work);
  double   matrix = order * order * size, flop = solvers[solver].flop * order * order * order;

  hr_science_add_split (s, HR_TERM_MATRIX, matrix, "memory.matrix", "order² × bytes ÷ GPUs",
                        lapack);
  if (solvers[solver].matrices > 1)
    hr_science_add_split (s, HR_TERM_WORKSPACE, matrix * (solvers[solver].matrices - 1),
                          "memory.workspace", "further matrices that the solver holds", lapack);
  stage[HR_STAGE_LATENCY] = s->cal->science_launch_s;
  stage[HR_STAGE_COMPUTE] = flop / s->n / dense_rate (s, order);
  stage[HR_STAGE_BANDWIDTH] = (3 * matrix + solvers[solver].passes * matrix * order) / s->n
                              / s->bytes_s;
  if (s->n > 1) /* each GPU sees a row and a column of blocks of a square grid */
    stage[HR_STAGE_INTERCONNECT] = 2 * matrix / sqrt (s->n) / s->link_s;
  HR_TRACE (s->trace, "time.compute", "FLOP ÷ GPUs ÷ rate", stage[HR_STAGE_COMPUTE],
            HR_UNIT_SECONDS, lapack, "FLOP", flop, HR_UNIT_FLOP, "GPUs", (double) s->n,
            HR_UNIT_COUNT, NULL);
  HR_TRACE (s->trace, "time.bandwidth", "(3 + passes × order) × matrix ÷ GPUs ÷ bandwidth",
            stage[HR_STAGE_BANDWIDTH], HR_UNIT_SECONDS, lapack, "passes", solvers[solver].passes,
            HR_UNIT_RATIO, "order", order, HR_UNIT_COUNT, "matrix", matrix, HR_UNIT_BYTES,
            "bandwidth", s->bytes_s, HR_UNIT_BYTES_S, NULL);
  hr_science_trace_launches (s, 1);
  if (s->n > 1)
    HR_TRACE (s->trace, "time.interconnect", "2 × matrix ÷ √GPUs ÷ link",
              stage[HR_STAGE_INTERCONNECT], HR_UNIT_SECONDS,
              "each GPU sees a row and a column of blocks of a square grid", "matrix", matrix,
              HR_UNIT_BYTES, "GPUs", (double) s->n, HR_UNIT_COUNT, "link", s->link_s,
              HR_UNIT_BYTES_S, NULL);
  s->unit = HR_RATE_UNIT_FLOP_S;
  s->work_per_step = flop;
  hr_science_finish (s, &hr_science_dense,
                     stage[HR_STAGE_LATENCY] + stage[HR_STAGE_BANDWIDTH]
                         + MAX (stage[HR_STAGE_COMPUTE], stage[HR_STAGE_INTERCONNECT]));
}

const HrScienceKernel hr_science_dense = {
  dense_validate,
  dense_estimate,
  dense_size_for,
  HR_SIZE_ORDER,
};
