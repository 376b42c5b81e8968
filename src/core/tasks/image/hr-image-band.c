/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-image.h"

#include <math.h>

/* The cards whose published rates the coefficients were fitted to: FP16 TFLOP/s with FP32 sums, and
 * GB/s. */
static const struct
{
  HrArch arch;
  double tflops, gb_s;
} measured[] = {
  { HR_ARCH_AMPERE, 71, 936 },      /* GeForce RTX 3090 */
  { HR_ARCH_AMPERE, 125, 600 },     /* A10, A6000 */
  { HR_ARCH_AMPERE, 312, 2039 },    /* A100 80 GB; the 40 GB part lies between */
  { HR_ARCH_ADA, 165, 1008 },       /* GeForce RTX 4090 */
  { HR_ARCH_ADA, 364, 960 },        /* RTX 6000 Ada */
  { HR_ARCH_BLACKWELL, 438, 1792 }, /* RTX PRO 6000 Max-Q */
  { HR_ARCH_VOLTA, 125, 900 },      /* V100 */
  { HR_ARCH_TURING, 65, 300 },      /* T4 */
  { HR_ARCH_HOPPER, 989, 3350 },    /* H100; the PCIe card lies near */
};

/* How far the card is from the nearest measured one of its architecture, as the logarithm of the
 * ratio of their rates or bandwidths, whichever is further; negative = none of its architecture is.
 */
static double
distance_from_measured (const HrGpu *gpu)
{
  double nearest = -1, devices = MAX (gpu->devices, 1);
  double tflops = MAX (gpu->tflops[HR_RATE_FP16_FP32ACC], 1) / devices;
  double gb_s = MAX (gpu->bandwidth_gb_s, 1) / devices;

  for (guint i = 0; i < G_N_ELEMENTS (measured); i++)
    if (measured[i].arch == gpu->arch)
      {
        double distance = MAX (fabs (log (tflops / measured[i].tflops)),
                               fabs (log (gb_s / measured[i].gb_s)));

        if (nearest < 0 || distance < nearest)
          nearest = distance;
      }
  return nearest;
}

/**
 * hr_image_time_band:
 * @input: a workload on its card
 * @net: its network
 * @time: its parts
 * @estimate: (inout): gets what the rate rests on
 *
 * Independent causes add up as variances: what sources that were left out differ by, more where the
 * host's launching decides, with the distance from measured cards, and where the kind of network is
 * a guess.
 *
 * Returns: the band of the rate.
 */
HrBand
hr_image_time_band (const HrEstimateInput *input,
                    const HrImageNet      *net,
                    const HrImageTime     *time,
                    HrEstimate            *estimate)
{
  const HrCalibration *c = input->calibration;
  double               launch = time->launch / (time->launch + time->compute + time->traffic);
  double               distance = distance_from_measured (input->gpu);
  HrBand band = hr_band (c->image_time_low[net->stack], c->image_time_high[net->stack]);

  hr_estimate_rest_on (estimate, &band, HR_QUANTITY_THROUGHPUT, HR_BASIS_ARCHITECTURE,
                       &hr_enum_arch, (int) input->gpu->arch, c->runs_image_arch,
                       c->image_unseen_arch);
  hr_estimate_rest_on (estimate, &band, HR_QUANTITY_THROUGHPUT, HR_BASIS_FRAMEWORK,
                       &hr_enum_image_stack, (int) net->stack, c->runs_image_stack,
                       c->image_unseen_stack);
  hr_estimate_rest_on (estimate, &band, HR_QUANTITY_THROUGHPUT, HR_BASIS_FAMILY,
                       &hr_enum_image_kind, (int) net->kind, c->runs_image_kind,
                       c->image_unseen_kind);
  hr_band_widen (&band, c->image_launch_deviation * launch);
  if (distance > 0)
    hr_band_widen (&band, c->image_card_deviation * MIN (distance, 2));
  if (net->origin == HR_KIND_FIGURES)
    hr_band_widen (&band, c->image_guess_deviation);
  return band;
}

/**
 * hr_image_memory_band:
 * @net: a network
 * @estimate: (inout): gets what the memory rests on
 *
 * Only FP32 training was measured directly; mixed precision and inference rest on the largest
 * batches that ran and the next that did not.
 *
 * Returns: the band of the memory.
 */
HrBand
hr_image_memory_band (const HrEstimateInput *input, const HrImageNet *net, HrEstimate *estimate)
{
  const HrCalibration *c = input->calibration;
  HrBand               band = hr_band (c->image_memory_low, c->image_memory_high);

  hr_estimate_rest_on (estimate, &band, HR_QUANTITY_MEMORY, HR_BASIS_FAMILY, &hr_enum_image_kind,
                       (int) net->kind, c->runs_image_memory_kind, c->image_memory_unseen_kind);
  hr_estimate_rest_on (estimate, &band, HR_QUANTITY_MEMORY, HR_BASIS_MODE, &hr_enum_mode,
                       net->train ? HR_MODE_TRAIN : HR_MODE_INFERENCE, c->runs_image_memory_mode,
                       c->image_live_deviation);
  if (net->train && net->compute_bytes < 4)
    hr_band_widen (&band, c->image_cast_deviation);
  if (net->origin == HR_KIND_FIGURES)
    hr_band_widen (&band, c->image_guess_deviation);
  return band;
}
