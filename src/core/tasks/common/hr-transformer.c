/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-transformer.h"

#include "hr-gpu-power.h"

/* Devices of one server; more are joined by the network between servers. */
#define DEVICES_PER_SERVER 8

/* Plain FP32 of a card whose rate nobody entered is an eighth of its matrix rate, as elsewhere. */
static double
first_known (const HrGpu *gpu, const HrRate *rates, guint n)
{
  for (guint i = 0; i < n; i++)
    if (gpu->tflops[rates[i]] > 0)
      return gpu->tflops[rates[i]];
  return MAX (gpu->tflops[HR_RATE_FP16] / 8, 1);
}

/**
 * hr_transformer_context:
 *
 * Returns: bytes that are gone before a program's first tensor: its context and what the driver
 * keeps.
 */
double
hr_transformer_context (const HrGpu *gpu, const HrCalibration *cal)
{
  return (cal->context_gib[gpu->vendor] + cal->driver_reserved_share * hr_gpu_usable_gib (gpu))
         * HR_GIB;
}

/**
 * hr_transformer_rate:
 * @gpu: a card
 * @precision: of the products
 *
 * Returns: dense FLOP/s of one device with FP32 accumulation, which is what training uses: half of
 * the FP16 figure on GeForce cards. A card without the unit falls back to the next slower one.
 */
double
hr_transformer_rate (const HrGpu *gpu, HrPrecision precision)
{
  static const HrRate half[] = { HR_RATE_FP16_FP32ACC, HR_RATE_BF16, HR_RATE_FP16, HR_RATE_FP32 };
  static const HrRate brain[] = { HR_RATE_BF16, HR_RATE_FP16_FP32ACC, HR_RATE_FP32 };
  static const HrRate tf32[] = { HR_RATE_TF32, HR_RATE_FP32 };
  static const HrRate full[] = { HR_RATE_FP32 };
  static const HrRate wide[] = { HR_RATE_FP64_TENSOR, HR_RATE_FP64, HR_RATE_FP32 };
  double              devices = MAX (gpu->devices, 1), tflops;

  switch (precision)
    {
    case HR_PRECISION_FP32:
      tflops = first_known (gpu, full, G_N_ELEMENTS (full));
      break;
    case HR_PRECISION_TF32:
      tflops = first_known (gpu, tf32, G_N_ELEMENTS (tf32));
      break;
    case HR_PRECISION_FP64:
      tflops = first_known (gpu, wide, G_N_ELEMENTS (wide));
      break;
    case HR_PRECISION_BF16:
    case HR_PRECISION_AMP_BF16:
      tflops = first_known (gpu, brain, G_N_ELEMENTS (brain));
      break;
    case HR_PRECISION_FP16:
    case HR_PRECISION_AMP:
    case HR_PRECISION_AMP_FP16:
    case HR_PRECISION_MIXED:
    case HR_PRECISION_AUTO:
    case HR_N_PRECISION:
    default:
      tflops = first_known (gpu, half, G_N_ELEMENTS (half));
      break;
    }
  return tflops * 1e12 / devices;
}

/**
 * hr_transformer_sustained:
 * @peak: dense FLOP/s of one device
 * @efficiency: share of it that software reaches
 *
 * Returns: the share that lasts: a card with wide units and little power lowers its clock under
 *   products that go on for longer than an instant.
 */
double
hr_transformer_sustained (const HrGpu         *gpu,
                          const HrCalibration *cal,
                          double               peak,
                          double               efficiency)
{
  double watts = hr_gpu_power_own_w (gpu) / MAX (gpu->devices, 1);

  if (watts <= 0)
    return efficiency;
  return MIN (efficiency, watts * cal->sustained_tflops_per_w[gpu->arch] * 1e12
                              * hr_gpu_power_factor (gpu) / peak);
}

/**
 * hr_transformer_bandwidth:
 *
 * Returns: bytes per second of one device's memory, as on the data sheet.
 */
double
hr_transformer_bandwidth (const HrGpu *gpu)
{
  return MAX (gpu->bandwidth_gb_s, 1) * 1e9 / MAX (gpu->devices, 1);
}

/**
 * hr_transformer_pcie:
 *
 * Returns: bytes per second one way between a card and its host; at least 0.5 GB/s, which is one
 * lane of an old generation, where nothing is known.
 */
double
hr_transformer_pcie (const HrHost *host)
{
  return MAX (host->pcie_gb_s, 0.5) * 1e9;
}

/**
 * hr_transformer_link:
 * @devices: that exchange with each other
 *
 * Returns: bytes per second that a device sends to its neighbour in a ring: half of the NVLink or
 *   Infinity Fabric figure (it sums both directions) times an efficiency, or PCIe, where data goes
 *   through the host's memory and crosses twice when cards have no peer-to-peer access. Beyond one
 *   server the network is the limit.
 */
double
hr_transformer_link (const HrEstimateInput *input, const HrCalibration *cal, double devices)
{
  const HrHost *host = &input->host;
  double        rate;

  if (host->link_gb_s > 0)
    rate = host->link_gb_s / 2 * 1e9 * cal->link_efficiency;
  else
    rate = hr_transformer_pcie (host)
           * (host->peer_to_peer ? cal->pcie_peer_efficiency : cal->pcie_host_efficiency);
  if (devices > DEVICES_PER_SERVER)
    rate = MIN (rate, cal->network_gb_s * 1e9);
  return rate;
}

/**
 * hr_transformer_widen:
 *
 * Returns: by how much the band of a rate is wider than that of the measurements: 1 for an
 * architecture that was measured; more for another, and that is noted.
 */
double
hr_transformer_widen (const HrGpu *gpu, HrEstimate *estimate)
{
  switch (gpu->arch)
    {
    case HR_ARCH_VOLTA:
    case HR_ARCH_AMPERE:
    case HR_ARCH_ADA:
    case HR_ARCH_HOPPER:
    case HR_ARCH_BLACKWELL_DC:
    case HR_ARCH_CDNA3:
      return 1;
    case HR_ARCH_PASCAL:
    case HR_ARCH_TURING:
    case HR_ARCH_BLACKWELL:
    case HR_ARCH_GCN5:
    case HR_ARCH_RDNA2:
    case HR_ARCH_RDNA3:
    case HR_ARCH_RDNA4:
    case HR_ARCH_CDNA1:
    case HR_ARCH_CDNA2:
    case HR_ARCH_CDNA4:
    case HR_ARCH_XE_HPG:
    case HR_ARCH_XE2:
    case HR_ARCH_XE_HPC:
    case HR_ARCH_DA_VINCI:
    case HR_ARCH_APPLE:
    case HR_ARCH_OTHER:
    case HR_N_ARCH:
    default:
      estimate->notes |= HR_NOTE_EXTRAPOLATED;
      return 1.25;
    }
}

/**
 * hr_transformer_throughput:
 * @value: tokens per second
 * @low: measured ÷ estimated at the 10th percentile
 * @high: at the 90th
 * @widen: from hr_transformer_widen()
 */
HrThroughput
hr_transformer_throughput (double value, double low, double high, double widen, gboolean per_gpu)
{
  return (HrThroughput){ value, value * low / widen, value * high * widen, HR_RATE_UNIT_TOKENS_S,
                         per_gpu };
}
