/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-science.h"

#include <math.h>

#define TYPICAL_ATOMS    23558 /* dihydrofolate reductase in water, the benchmark of all engines */
#define NS_PER_FS        1e-6
#define SECONDS_PER_DAY  86400.0
#define FAST_TIMESTEP_FS 3.0 /* longer steps go with heavy hydrogens and short cutoffs */
#define REFERENCE_FLOP_S 1e13

static const char
    hec[] = "HECBioSim benchmark results: device memory of five engines by system size";
static const char omm[] = "OpenMM benchmark page; HECBioSim for the other engines";

static double
atoms_of (const HrScienceWork *work)
{
  return work->atoms > 0 ? work->atoms : TYPICAL_ATOMS;
}

static void
md_validate (const HrScienceWork *work, HrIssues *issues)
{
  hr_issues_add_range (issues, "$.workload.atoms", work->atoms, 1, 1e12);
  hr_issues_add_range (issues, "$.workload.timestep_fs", work->timestep_fs, 0, 1000);
}

/* OpenMM and AMBER keep every atom on every GPU; the others cut space into domains. */
static gboolean
is_replicated (HrMdEngine engine)
{
  return engine == HR_MD_ENGINE_OPENMM || engine == HR_MD_ENGINE_AMBER;
}

static double
bytes_per_atom (const HrScience *s)
{
  HrPotential potential = s->work->potential;
  double      bytes = potential == HR_POTENTIAL_BIOMOLECULAR
                          ? s->cal->md_bytes_per_atom[s->work->md_engine]
                          : s->cal->md_potential_bytes[potential];

  return bytes * (s->work->precision == HR_PRECISION_FP64 ? 2 : 1);
}

static double
md_size_for (const HrScience *s, double bytes)
{
  return floor (bytes * (s->is_replicated ? 1 : s->n) / bytes_per_atom (s));
}

static void
md_memory (HrScience *s, double atoms)
{
  HrMdEngine engine = s->work->md_engine;
  double     per_atom = bytes_per_atom (s);
  double     bytes = atoms * per_atom;

  s->is_replicated = is_replicated (engine);
  s->fixed_bytes = s->cal->md_engine_gib[engine] * HR_GIB;
  hr_estimate_add_term (s->estimate, HR_TERM_ENGINE, s->fixed_bytes);
  HR_TRACE (s->trace, "memory.engine", "engine's own buffers", s->fixed_bytes, HR_UNIT_BYTES, hec,
            NULL);
  s->split_bytes = bytes;
  if (!s->is_replicated)
    bytes /= s->n;
  hr_estimate_add_term (s->estimate, HR_TERM_PARTICLES, bytes);
  HR_TRACE (s->trace, "memory.particles", "atoms × bytes per atom", bytes, HR_UNIT_BYTES, hec,
            "atoms", atoms, HR_UNIT_COUNT, "bytes per atom", per_atom, HR_UNIT_BYTES, NULL);
}

static double
setup_factor (const HrScience *s, double timestep)
{
  return timestep < FAST_TIMESTEP_FS ? s->cal->md_cutoff_factor[s->work->md_engine] : 1;
}

static gboolean
is_double (const HrScience *s)
{
  return s->work->precision == HR_PRECISION_FP64;
}

/* All arithmetic in double precision runs at that rate; mixed accumulates in it only what costs
 * little. */
static double
double_precision_factor (HrScience *s)
{
  double ratio;

  if (!is_double (s))
    return 1;
  ratio = s->alu_flop_s / hr_science_peak (s, HR_RATE_FP64);
  if (ratio >= HR_SLOW_FP64_RATIO / 2)
    s->estimate->notes |= HR_NOTE_SLOW_FP64;
  return MAX (ratio, 1);
}

/* GROMACS keeps positions on the card from step to step since 2020, and hosts of that age and later
 * run it so; older cards were timed by versions that bring them back for constraints. */
static double
resident_factor (const HrScience *s)
{
  HrArch arch = s->gpu->arch;

  if (s->work->md_engine != HR_MD_ENGINE_GROMACS || arch == HR_ARCH_PASCAL || arch == HR_ARCH_VOLTA
      || arch == HR_ARCH_TURING)
    return 1;
  return s->cal->md_resident_factor;
}

/* How much work an atom is beside OpenMM's own benchmark, which runs at 4 fs with a short cutoff.
 */
static double
work_factor (const HrScience *s, double timestep)
{
  double factor = s->cal->md_engine_factor[s->work->md_engine]
                  * s->cal->md_arch_factor[s->gpu->arch] * resident_factor (s)
                  * s->cal->md_potential_work[s->work->potential];

  if (s->gpu->arch == HR_ARCH_AMPERE && s->is_hbm)
    factor *= s->cal->md_hbm_ampere_factor;
  if (s->work->precision == HR_PRECISION_FP32) /* nothing is summed in double precision */
    factor *= s->cal->md_single_factor;
  return factor * setup_factor (s, timestep);
}

/* Launches cost the same whatever the size; then arithmetic per atom, which a wider chip divides
 * less than in proportion; then traffic per atom, for what has left the cache. More GPUs divide a
 * part. */
static double
md_step (HrScience *s, double atoms, double timestep)
{
  const HrCalibration *cal = s->cal;
  HrMdEngine           engine = s->work->md_engine;
  double              *stage = s->estimate->stage_seconds;
  double               factor = work_factor (s, timestep);
  double cached = s->cache_bytes / (atoms * cal->md_cached_bytes_per_atom + s->cache_bytes);
  double share = s->n > 1 ? 1 - cal->md_parallel_share[engine] * (1 - 1.0 / s->n) : 1;
  double width = pow (REFERENCE_FLOP_S / s->alu_flop_s, cal->md_width_exponent);
  double twice = is_double (s) ? 2 : 1; /* numbers of eight bytes */
  double per_atom = cal->md_s_per_atom * factor * width * double_precision_factor (s);
  double moved = cal->md_bytes_moved_per_atom * cal->md_traffic_factor[engine] * factor * twice
                 * (1 - cached);

  stage[HR_STAGE_LATENCY] = cal->md_step_s[engine] * setup_factor (s, timestep)
                            * (s->is_hbm ? cal->md_hbm_latency_factor : 1);
  stage[HR_STAGE_COMPUTE] = atoms * per_atom * share;
  stage[HR_STAGE_BANDWIDTH] = atoms * moved / s->bytes_s * share;
  if (s->work->potential == HR_POTENTIAL_BIOMOLECULAR) /* long-range charges on the CPU */
    stage[HR_STAGE_HOST] = atoms * cal->md_host_s_per_atom[engine];
  if (s->n > 1) /* positions out, forces back, three single-precision numbers each */
    stage[HR_STAGE_INTERCONNECT] = cal->md_exchange_s[engine] * s->n + atoms * 24 / s->link_s;
  HR_TRACE (s->trace, "time.latency", "launches of one step", stage[HR_STAGE_LATENCY],
            HR_UNIT_SECONDS, omm, NULL);
  HR_TRACE (s->trace, "time.compute",
            "atoms × time per atom × engine × (10 TFLOP/s ÷ FP32 rate)^width × share",
            stage[HR_STAGE_COMPUTE], HR_UNIT_SECONDS, omm, "atoms", atoms, HR_UNIT_COUNT,
            "time per atom", cal->md_s_per_atom, HR_UNIT_SECONDS, "engine", factor, HR_UNIT_RATIO,
            "FP32 rate", s->alu_flop_s, HR_UNIT_FLOP_S, "width", cal->md_width_exponent,
            HR_UNIT_NONE, "share", share, HR_UNIT_RATIO, NULL);
  HR_TRACE (s->trace, "time.bandwidth", "atoms × bytes moved per atom ÷ bandwidth × share",
            stage[HR_STAGE_BANDWIDTH], HR_UNIT_SECONDS, omm, "bytes moved", moved, HR_UNIT_BYTES,
            "bandwidth", s->bytes_s, HR_UNIT_BYTES_S, "cached", cached, HR_UNIT_RATIO, NULL);
  if (stage[HR_STAGE_HOST] > 0)
    HR_TRACE (s->trace, "time.host", "atoms × time per atom on the CPU", stage[HR_STAGE_HOST],
              HR_UNIT_SECONDS, hec, "atoms", atoms, HR_UNIT_COUNT, NULL);
  if (s->n > 1)
    HR_TRACE (s->trace, "time.interconnect", "GPUs × latency + atoms × 24 B ÷ link",
              stage[HR_STAGE_INTERCONNECT], HR_UNIT_SECONDS,
              "positions out, forces back, three single-precision numbers each", "GPUs",
              (double) s->n, HR_UNIT_COUNT, "latency", cal->md_exchange_s[engine], HR_UNIT_SECONDS,
              "atoms", atoms, HR_UNIT_COUNT, "link", s->link_s, HR_UNIT_BYTES_S, NULL);
  return stage[HR_STAGE_LATENCY] + stage[HR_STAGE_COMPUTE] + stage[HR_STAGE_BANDWIDTH]
         + stage[HR_STAGE_HOST] + stage[HR_STAGE_INTERCONNECT];
}

static void
md_estimate (HrScience *s)
{
  double atoms = atoms_of (s->work);
  double timestep = s->work->timestep_fs > 0 ? s->work->timestep_fs : 2;
  double step;

  if (s->work->atoms <= 0)
    s->estimate->notes |= HR_NOTE_SAME_SIZE;
  md_memory (s, atoms);
  step = md_step (s, atoms, timestep);
  s->unit = HR_RATE_UNIT_NS_DAY;
  s->work_per_step = timestep * NS_PER_FS * SECONDS_PER_DAY;
  s->steps = 1e9 / timestep; /* one microsecond */
  hr_science_finish (s, &hr_science_md, step);
}

const HrScienceKernel hr_science_md = {
  md_validate,
  md_estimate,
  md_size_for,
  HR_SIZE_ATOMS,
};
