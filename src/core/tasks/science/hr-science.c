/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-science.h"

#include <math.h>

/* The interconnect that a message between two GPUs takes: NVLink or Infinity Fabric one way, PCIe
 * from card to card, or PCIe twice through the host's memory. */
static double
link_bytes_s (const HrHost *host)
{
  if (host->link_gb_s > 0)
    return host->link_gb_s / 2 * 1e9;
  return host->pcie_gb_s * (host->peer_to_peer ? 1 : 0.5) * 1e9;
}

void
hr_science_init (HrScience *s, const HrEstimateInput *input, HrEstimate *estimate, HrTrace *trace)
{
  const HrGpu         *gpu = input->gpu;
  const HrCalibration *cal = input->calibration;
  guint                devices = MAX (gpu->devices, 1);
  double               per_bit = cal->science_cache_mib_per_bit[gpu->arch];

  if (gpu->arch == HR_ARCH_AMPERE && hr_gpu_is_hbm (gpu))
    per_bit = cal->science_cache_mib_per_bit_hbm;
  *s = (HrScience){
    .input = input,
    .work = &input->workload->science,
    .cal = cal,
    .estimate = estimate,
    .trace = trace,
    .gpu = gpu,
    .n = devices * MAX (input->gpu_count, 1),
    .is_hbm = hr_gpu_is_hbm (gpu),
    .bytes_s = gpu->bandwidth_gb_s * 1e9 / devices
               * (hr_gpu_has_gddr_ecc (gpu) ? cal->gddr_ecc_factor : 1),
    .cache_bytes = per_bit * gpu->bus_bits / devices * 1024 * 1024,
    .link_s = MAX (link_bytes_s (&input->host), 1e8) * cal->science_link_efficiency,
    .alu_flop_s = hr_gpu_alu_tflops (gpu, cal) * 1e12,
    .context_bytes = cal->science_context_gib[gpu->arch] * HR_GIB,
    .steps = 1,
  };
  for (guint i = 0; i < HR_N_RATE; i++)
    s->flop_s[i] = gpu->tflops[i] * 1e12 / devices;
  s->room_bytes = MAX (hr_gpu_usable_gib (gpu) * HR_GIB - s->context_bytes, 0);
}

/**
 * hr_science_real_bytes:
 *
 * Returns: bytes of one real number of @precision; mixed keeps single precision.
 */
double
hr_science_real_bytes (HrPrecision precision)
{
  switch ((int) precision)
    {
    case HR_PRECISION_FP64:
      return 8;
    case HR_PRECISION_FP16:
    case HR_PRECISION_BF16:
      return 2;
    default:
      return 4;
    }
}

/**
 * hr_science_rate:
 *
 * Returns: the column of peak rates that matrix arithmetic of @precision runs at.
 */
HrRate
hr_science_rate (HrPrecision precision)
{
  switch ((int) precision)
    {
    case HR_PRECISION_FP64:
      return HR_RATE_FP64;
    case HR_PRECISION_TF32:
      return HR_RATE_TF32;
    case HR_PRECISION_FP16:
    case HR_PRECISION_AMP:
    case HR_PRECISION_AMP_FP16:
    case HR_PRECISION_MIXED:
      return HR_RATE_FP16_FP32ACC;
    case HR_PRECISION_BF16:
    case HR_PRECISION_AMP_BF16:
      return HR_RATE_BF16;
    default:
      return HR_RATE_FP32;
    }
}

/**
 * hr_science_peak:
 *
 * Returns: the peak of one GPU in FLOP/s, never zero: a rate that the card lacks runs on the next
 *   plainer path, and double precision without hardware in software at 1/64; both are noted.
 */
double
hr_science_peak (HrScience *s, HrRate rate)
{
  double fp32 = s->flop_s[HR_RATE_FP32] > 0 ? s->flop_s[HR_RATE_FP32] : s->alu_flop_s;
  double peak = s->flop_s[rate];

  if (peak > 0)
    return peak;
  if (rate == HR_RATE_FP64 || rate == HR_RATE_FP64_TENSOR)
    {
      s->estimate->notes |= HR_NOTE_UNSUPPORTED;
      return fp32 / 64;
    }
  if (rate == HR_RATE_FP16_FP32ACC && s->flop_s[HR_RATE_FP16] > 0)
    return s->flop_s[HR_RATE_FP16];
  if (rate == HR_RATE_BF16)
    s->estimate->notes |= HR_NOTE_NO_BF16;
  return fp32;
}

/**
 * hr_science_add_split:
 * @bytes: of the whole problem; each GPU holds its share
 */
void
hr_science_add_split (HrScience  *s,
                      HrTerm      term,
                      double      bytes,
                      const char *id,
                      const char *formula,
                      const char *source)
{
  s->split_bytes += bytes;
  hr_estimate_add_term (s->estimate, term, bytes / s->n);
  HR_TRACE (s->trace, id, formula, bytes / s->n, HR_UNIT_BYTES, source, "whole", bytes,
            HR_UNIT_BYTES, "GPUs", (double) s->n, HR_UNIT_COUNT, NULL);
}

/**
 * hr_science_trace_launches:
 * @kernels: launched in one step
 *
 * Accounts for a latency that is nothing but launches.
 */
void
hr_science_trace_launches (const HrScience *s, double kernels)
{
  HR_TRACE (s->trace, "time.latency", "kernels × launch",
            s->estimate->stage_seconds[HR_STAGE_LATENCY], HR_UNIT_SECONDS,
            "fitted to small problems", "kernels", kernels, HR_UNIT_COUNT, "launch",
            s->cal->science_launch_s, HR_UNIT_SECONDS, NULL);
}

static HrBand
memory_band (const HrScience *s)
{
  const HrCalibration *c = s->cal;
  HrKernel             kernel = s->work->kernel;
  HrBand band = hr_band (1 / c->science_memory_band[kernel], c->science_memory_band[kernel]);

  hr_estimate_rest_on (s->estimate, &band, HR_QUANTITY_MEMORY, HR_BASIS_KERNEL, &hr_enum_kernel,
                       (int) kernel, c->runs_science_memory_kernel,
                       c->science_memory_unseen_kernel);
  if (kernel == HR_KERNEL_MOLECULAR_DYNAMICS)
    hr_estimate_rest_on (s->estimate, &band, HR_QUANTITY_MEMORY, HR_BASIS_ENGINE,
                         &hr_enum_md_engine, (int) s->work->md_engine, c->runs_md_memory_engine,
                         c->science_memory_unseen_kernel);
  if (kernel == HR_KERNEL_MOLECULAR_DYNAMICS && s->work->potential != HR_POTENTIAL_BIOMOLECULAR)
    hr_band_widen (&band, c->md_potential_memory_deviation);
  return band;
}

/* Which architectures a kernel was measured on; molecular dynamics by engine, too. */
static const double *
runs_by_arch (const HrScience *s)
{
  const HrCalibration *c = s->cal;

  switch (s->work->kernel)
    {
    case HR_KERNEL_MOLECULAR_DYNAMICS:
      return s->work->md_engine == HR_MD_ENGINE_OPENMM ? c->runs_openmm_arch : c->runs_md_arch;
    case HR_KERNEL_DENSE_LINEAR_ALGEBRA:
      return c->runs_dense_arch;
    case HR_KERNEL_LATTICE:
      return c->runs_lattice_arch;
    case HR_KERNEL_SPARSE:
    case HR_KERNEL_FFT:
    case HR_KERNEL_CUSTOM:
    case HR_N_KERNEL:
    default: /* bound by bandwidth, of which the streaming kernels are */
      return c->runs_stream_arch;
    }
}

static HrBand
rate_band (const HrScience *s)
{
  const HrCalibration *c = s->cal;
  HrKernel             kernel = s->work->kernel;
  HrBand               band = hr_band (c->science_low[kernel], c->science_high[kernel]);

  hr_estimate_rest_on (s->estimate, &band, HR_QUANTITY_THROUGHPUT, HR_BASIS_KERNEL, &hr_enum_kernel,
                       (int) kernel, c->runs_science_kernel, c->science_unseen_kernel);
  if (kernel == HR_KERNEL_MOLECULAR_DYNAMICS)
    hr_estimate_rest_on (s->estimate, &band, HR_QUANTITY_THROUGHPUT, HR_BASIS_ENGINE,
                         &hr_enum_md_engine, (int) s->work->md_engine, c->runs_md_engine,
                         c->science_unseen_engine);
  hr_estimate_rest_on (s->estimate, &band, HR_QUANTITY_THROUGHPUT, HR_BASIS_ARCHITECTURE,
                       &hr_enum_arch, (int) s->gpu->arch, runs_by_arch (s), c->science_unseen_arch);
  if (s->estimate->notes & HR_NOTE_UNSUPPORTED)
    hr_band_widen (&band, c->science_unseen_arch);
  if (kernel == HR_KERNEL_MOLECULAR_DYNAMICS && s->work->potential != HR_POTENTIAL_BIOMOLECULAR)
    {
      hr_band_widen (&band, c->md_potential_deviation);
      s->estimate->notes |= HR_NOTE_EXTRAPOLATED;
    }
  return band;
}

static void
finish_memory (HrScience *s, const HrScienceKernel *kernel)
{
  HrEstimate *e = s->estimate;
  HrBand      band = memory_band (s);
  double      room = s->room_bytes - s->fixed_bytes;
  guint       devices = MAX (s->gpu->devices, 1);

  hr_estimate_add_term (e, HR_TERM_CONTEXT, s->context_bytes);
  HR_TRACE (s->trace, "memory.context", "what a process takes before its data", s->context_bytes,
            HR_UNIT_BYTES, "device memory of the smallest published runs", NULL);
  hr_estimate_set_band (e, hr_band_low (&band), hr_band_high (&band), s->trace);
  hr_estimate_finish_fit (e, s->input, s->trace);
  if (room > 0 && (!s->is_replicated || s->split_bytes <= room))
    e->gpus_to_fit = (guint) CLAMP (ceil (ceil (s->split_bytes / room) / devices), 1, 1e9);
  if (room > 0)
    {
      e->largest_size = kernel->size_for (s, room);
      e->size_unit = kernel->size_unit;
    }
  HR_TRACE (s->trace, "size.largest", "problem whose memory is all that the cards have",
            e->largest_size, HR_UNIT_COUNT, "the memory terms, solved for the size", "room",
            MAX (room, 0), HR_UNIT_BYTES, "GPUs", (double) s->n, HR_UNIT_COUNT, NULL);
}

static void
finish_host (HrScience *s)
{
  HrEstimate *e = s->estimate;
  /* Input and result pass through the host's memory once; a lattice's populations never do. */
  double data = s->is_replicated ? s->split_bytes : e->allocated_gib * HR_GIB * s->n;

  if (s->host_bytes > 0)
    data = s->host_bytes;

  hr_estimate_add_host_term (e, HR_TERM_SYSTEM, 4 * HR_GIB);
  hr_estimate_add_host_term (e, HR_TERM_APPLICATION, 1 * HR_GIB * s->n);
  hr_estimate_add_host_term (e, HR_TERM_DATASET_CACHE, data);
  HR_TRACE (s->trace, "host.system", "constant", 4 * HR_GIB, HR_UNIT_BYTES, "a desktop at rest",
            NULL);
  HR_TRACE (s->trace, "host.application", "GPUs × 1 GiB", 1 * HR_GIB * s->n, HR_UNIT_BYTES,
            "one process a GPU", "GPUs", (double) s->n, HR_UNIT_COUNT, NULL);
  HR_TRACE (s->trace, "host.dataset-cache",
            s->host_bytes > 0 ? "cells × (density, velocity, flags)" : "data of all GPUs", data,
            HR_UNIT_BYTES, "input and result pass through the host's memory once", "GPUs",
            (double) s->n, HR_UNIT_COUNT, NULL);
  hr_estimate_finish_host (e, s->input, s->trace);
}

/* What hr_science_finish() sets beside the time. */
static void
finish_trace (const HrScience *s)
{
  const HrEstimate *e = s->estimate;

  hr_estimate_trace_stages (e, "some of the stages of a step overlap", s->trace);
  hr_estimate_trace_rate (s->trace, "throughput.rate", "work of a step ÷ step", &e->throughput,
                          "all cards together");
  HR_TRACE (s->trace, "time.load", "by what the step is bound by", e->gpu_load, HR_UNIT_RATIO,
            "an assumption: arithmetic draws more than waiting for memory", NULL);
  if (e->notes & HR_NOTE_SLOW_FP64)
    HR_TRACE (s->trace, "rate.fp64", "as printed", s->gpu->tflops[HR_RATE_FP64], HR_UNIT_TFLOPS,
              "data sheet", "FP32", s->gpu->tflops[HR_RATE_FP32], HR_UNIT_TFLOPS, NULL);
}

/**
 * hr_science_finish:
 * @step_seconds: of one step, as the stages that the kernel set overlap
 *
 * Memory, fit, host RAM, rate, band, run time.
 */
void
hr_science_finish (HrScience *s, const HrScienceKernel *kernel, double step_seconds)
{
  HrEstimate *e = s->estimate;
  HrBand      band;

  finish_memory (s, kernel);
  finish_host (s);
  band = rate_band (s);
  e->step_seconds = step_seconds;
  e->steps = s->work->steps > 0 ? s->work->steps : s->steps;
  e->bound_by = HR_STAGE_COMPUTE;
  for (guint i = 0; i < HR_N_STAGE; i++)
    if (e->stage_seconds[i] > e->stage_seconds[e->bound_by])
      e->bound_by = (HrStage) i;
  e->throughput.value = s->work_per_step / step_seconds;
  hr_band_set_rate (&band, &e->throughput);
  e->throughput.unit = s->unit;
  e->throughput.per_gpu = FALSE;
  e->work = s->work_per_step * e->steps;
  e->gpu_load = s->cal->science_load[e->bound_by];
  HR_TRACE (s->trace, "time.step", "what the stages take, as they overlap", step_seconds,
            HR_UNIT_SECONDS, "sum of the stages below", "steps", e->steps, HR_UNIT_COUNT, NULL);
  hr_estimate_set_time (e, step_seconds * e->steps, "steps × step", hr_band_low (&band),
                        hr_band_high (&band), s->trace);
  finish_trace (s);
}
