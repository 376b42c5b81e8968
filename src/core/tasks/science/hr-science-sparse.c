/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-science.h"

#include <math.h>

#define TYPICAL_ROWS     (256.0 * 256 * 256)
#define STENCIL          27 /* entries of a row of the HPCG matrix */
#define INDEX_BYTES      4
#define CG_VECTORS       6  /* x, b, r, p, Ap, and the preconditioner's z */
#define CG_VECTOR_PASSES 8  /* reads and writes of a vector in one iteration, updates fused */
#define KERNELS          6  /* launched in one iteration */
#define CG_VECTOR_FLOP   10 /* three updates and two dot products a row */

static const char hpcg[] = "conjugate gradients over CSR: counts of the algorithm; HPCG reference";

static void
sparse_validate (const HrScienceWork *work, HrIssues *issues)
{
  hr_issues_add_range (issues, "$.workload.rows", work->rows, 0, 1e13);
  hr_issues_add_range (issues, "$.workload.nonzeros", work->nonzeros, 0, 1e15);
  if (work->rows > 0 && work->nonzeros > work->rows * work->rows)
    hr_issues_add_range (issues, "$.workload.nonzeros", work->nonzeros, 0, work->rows * work->rows);
}

static double
rows_of (const HrScienceWork *work)
{
  if (work->rows > 0)
    return work->rows;
  return work->nonzeros > 0 ? work->nonzeros / STENCIL : TYPICAL_ROWS;
}

static double
nonzeros_of (const HrScienceWork *work)
{
  return work->nonzeros > 0 ? work->nonzeros : rows_of (work) * STENCIL;
}

static double
bytes_per_row (const HrScienceWork *work)
{
  double real = hr_science_real_bytes (work->precision);

  return nonzeros_of (work) / rows_of (work) * (real + INDEX_BYTES) + INDEX_BYTES
         + CG_VECTORS * real;
}

static double
sparse_size_for (const HrScience *s, double bytes)
{
  return floor (bytes * s->n / bytes_per_row (s->work));
}

static void
sparse_estimate (HrScience *s)
{
  const HrScienceWork *work = s->work;
  double              *stage = s->estimate->stage_seconds;
  double               rows = rows_of (work), nonzeros = nonzeros_of (work),
         real = hr_science_real_bytes (work->precision);
  double flop = 2 * nonzeros + CG_VECTOR_FLOP * rows;
  double moved = nonzeros * (real + INDEX_BYTES) + rows * (INDEX_BYTES + CG_VECTOR_PASSES * real);
  HrRate rate = work->precision == HR_PRECISION_FP64 ? HR_RATE_FP64 : HR_RATE_FP32;

  if (work->rows <= 0 && work->nonzeros <= 0)
    s->estimate->notes |= HR_NOTE_SAME_SIZE;
  hr_science_add_split (s, HR_TERM_NONZEROS, nonzeros * (real + INDEX_BYTES) + rows * INDEX_BYTES,
                        "memory.nonzeros", "nonzeros × (value + index) + rows × pointer", hpcg);
  hr_science_add_split (s, HR_TERM_VECTORS, rows * real * CG_VECTORS, "memory.vectors",
                        "rows × vectors × bytes", hpcg);
  stage[HR_STAGE_LATENCY] = KERNELS * s->cal->science_launch_s;
  stage[HR_STAGE_BANDWIDTH] = moved / s->n / (s->bytes_s * s->cal->sparse_efficiency);
  stage[HR_STAGE_COMPUTE] = flop / s->n / hr_science_peak (s, rate);
  if (s->n > 1) /* one layer of unknowns each way, and two dot products */
    stage[HR_STAGE_INTERCONNECT] = 2 * pow (rows, 2.0 / 3) * real / s->link_s
                                   + 3 * s->cal->science_link_latency_s * log2 (s->n);
  HR_TRACE (s->trace, "time.bandwidth", "bytes of one iteration ÷ GPUs ÷ (bandwidth × efficiency)",
            stage[HR_STAGE_BANDWIDTH], HR_UNIT_SECONDS, hpcg, "bytes", moved, HR_UNIT_BYTES,
            "bandwidth", s->bytes_s, HR_UNIT_BYTES_S, "efficiency", s->cal->sparse_efficiency,
            HR_UNIT_RATIO, NULL);
  HR_TRACE (s->trace, "time.compute", "FLOP of one iteration ÷ GPUs ÷ peak",
            stage[HR_STAGE_COMPUTE], HR_UNIT_SECONDS, hpcg, "FLOP", flop, HR_UNIT_FLOP, "GPUs",
            (double) s->n, HR_UNIT_COUNT, "peak", hr_science_peak (s, rate), HR_UNIT_FLOP_S, NULL);
  hr_science_trace_launches (s, KERNELS);
  if (s->n > 1)
    HR_TRACE (s->trace, "time.interconnect", "layer of unknowns ÷ link + sums × latency",
              stage[HR_STAGE_INTERCONNECT], HR_UNIT_SECONDS,
              "one layer of unknowns each way, and two dot products", "layer",
              2 * pow (rows, 2.0 / 3) * real, HR_UNIT_BYTES, "link", s->link_s, HR_UNIT_BYTES_S,
              "latency", s->cal->science_link_latency_s, HR_UNIT_SECONDS, NULL);
  s->unit = HR_RATE_UNIT_FLOP_S;
  s->work_per_step = flop;
  s->steps = 1000;
  hr_science_finish (s, &hr_science_sparse,
                     stage[HR_STAGE_LATENCY]
                         + MAX (stage[HR_STAGE_BANDWIDTH], stage[HR_STAGE_COMPUTE])
                         + stage[HR_STAGE_INTERCONNECT]);
}

const HrScienceKernel hr_science_sparse = {
  sparse_validate,
  sparse_estimate,
  sparse_size_for,
  HR_SIZE_ROWS,
};
