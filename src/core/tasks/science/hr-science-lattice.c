/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-science.h"

#include <math.h>

#define TYPICAL_CELLS (256.0 * 256 * 256)
#define DIRECTIONS    19  /* of D3Q19, the usual lattice */
#define HOST_BYTES    17  /* of a cell: density and velocity in FP32, flags */
#define CROSSING      5   /* of them that leave a cell through one face */
#define COLLISION     363 /* operations of one collision, single relaxation time */

static const char flx[] = "FluidX3D: D3Q19 with one copy of the populations, streamed in place";

static HrPrecision
storage_of (const HrScienceWork *work)
{
  return work->storage_precision == HR_PRECISION_AUTO ? work->precision : work->storage_precision;
}

static void
lattice_validate (const HrScienceWork *work, HrIssues *issues)
{
  hr_issues_add_range (issues, "$.workload.cells", work->cells, 0, 1e15);
  hr_issues_add_range (issues, "$.workload.bytes_per_cell", work->bytes_per_cell, 0, 1e6);
  hr_issues_add_range (issues, "$.workload.bytes_moved_per_cell", work->bytes_moved_per_cell, 0,
                       1e7);
}

/* Populations, density and velocity (at single precision at least), one byte of flags. */
static double
held_per_cell (const HrScienceWork *work)
{
  double real = hr_science_real_bytes (storage_of (work));

  return work->bytes_per_cell > 0 ? work->bytes_per_cell
                                  : DIRECTIONS * real + 4 * MAX (real, 4) + 1;
}

/* Each population is read and written once, and the flag is read. */
static double
moved_per_cell (const HrScienceWork *work)
{
  if (work->bytes_moved_per_cell > 0)
    return work->bytes_moved_per_cell;
  return 2 * DIRECTIONS * hr_science_real_bytes (storage_of (work)) + 1;
}

static double
lattice_size_for (const HrScience *s, double bytes)
{
  return floor (bytes * s->n / held_per_cell (s->work));
}

/* Slabs: each GPU has two neighbours, and each face sends the populations that cross it. Portable
 * codes copy them down to the host and up again, one after the other, whatever link the cards have.
 */
static void
halo (HrScience *s, double cells, double moved)
{
  double face = pow (cells, 2.0 / 3);
  double bytes = 2 * face * moved / 2 * CROSSING / DIRECTIONS;
  double pcie = MAX (s->input->host.pcie_gb_s, 0.1) * 1e9;
  double seconds = 2 * bytes / pcie + 4 * s->cal->science_link_latency_s;

  if (s->n < 2)
    return;
  hr_estimate_add_term (s->estimate, HR_TERM_HALO, 2 * bytes);
  s->fixed_bytes += 2 * bytes;
  s->estimate->stage_seconds[HR_STAGE_INTERCONNECT] = seconds;
  HR_TRACE (s->trace, "memory.halo", "2 × bytes that cross two faces", 2 * bytes, HR_UNIT_BYTES,
            flx, "face", face, HR_UNIT_COUNT, NULL);
  HR_TRACE (s->trace, "time.interconnect", "2 × bytes that cross two faces ÷ PCIe", seconds,
            HR_UNIT_SECONDS, flx, "face", face, HR_UNIT_COUNT, "bytes", bytes, HR_UNIT_BYTES,
            "PCIe", pcie, HR_UNIT_BYTES_S, NULL);
}

/* Double precision overlaps with memory traffic until it is slower than that. */
static double
collision_seconds (HrScience *s, double cells)
{
  double seconds = cells / s->n * COLLISION / hr_science_peak (s, HR_RATE_FP64);

  if (seconds > s->estimate->stage_seconds[HR_STAGE_BANDWIDTH])
    {
      s->estimate->notes |= HR_NOTE_SLOW_FP64;
      return seconds - s->estimate->stage_seconds[HR_STAGE_BANDWIDTH];
    }
  return 0;
}

static void
lattice_estimate (HrScience *s)
{
  const HrCalibration *cal = s->cal;
  double              *stage = s->estimate->stage_seconds;
  double               cells = s->work->cells > 0 ? s->work->cells : TYPICAL_CELLS * s->n;
  double               moved = moved_per_cell (s->work);
  double               flop = cal->lattice_flop_per_cell[s->gpu->arch];
  double               efficiency = cal->lattice_efficiency[s->gpu->arch];

  if (s->work->cells <= 0)
    s->estimate->notes |= HR_NOTE_SAME_SIZE;
  s->host_bytes = cells * HOST_BYTES;
  hr_science_add_split (s, HR_TERM_CELLS, cells * held_per_cell (s->work), "memory.cells",
                        "cells × bytes per cell ÷ GPUs", flx);
  stage[HR_STAGE_LATENCY] = cal->science_launch_s;
  stage[HR_STAGE_BANDWIDTH] = cells / s->n * moved / (s->bytes_s * efficiency);
  stage[HR_STAGE_COMPUTE] = cells / s->n * flop / hr_science_peak (s, HR_RATE_FP32);
  if (s->work->precision == HR_PRECISION_FP64)
    stage[HR_STAGE_COMPUTE] += collision_seconds (s, cells);
  halo (s, cells, moved);
  HR_TRACE (s->trace, "time.bandwidth", "cells ÷ GPUs × bytes moved ÷ (bandwidth × efficiency)",
            stage[HR_STAGE_BANDWIDTH], HR_UNIT_SECONDS, flx, "cells", cells, HR_UNIT_COUNT,
            "bytes moved", moved, HR_UNIT_BYTES, "bandwidth", s->bytes_s, HR_UNIT_BYTES_S,
            "efficiency", efficiency, HR_UNIT_RATIO, NULL);
  HR_TRACE (s->trace, "time.compute", "cells ÷ GPUs × FLOP that do not overlap ÷ FP32 rate",
            stage[HR_STAGE_COMPUTE], HR_UNIT_SECONDS, flx, "FLOP per cell", flop, HR_UNIT_FLOP,
            NULL);
  hr_science_trace_launches (s, 1);
  s->unit = HR_RATE_UNIT_CELLS_S;
  s->work_per_step = cells;
  s->steps = 10000;
  hr_science_finish (s, &hr_science_lattice,
                     stage[HR_STAGE_LATENCY] + stage[HR_STAGE_BANDWIDTH] + stage[HR_STAGE_COMPUTE]
                         + stage[HR_STAGE_INTERCONNECT]);
}

const HrScienceKernel hr_science_lattice = {
  lattice_validate,
  lattice_estimate,
  lattice_size_for,
  HR_SIZE_CELLS,
};
