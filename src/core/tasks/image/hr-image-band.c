/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-image.h"

#include <math.h>

/* Standard normal quantile of 90 %: an 80 % interval lies between it and its negative. */
#define Z80 1.2816

#define EAGER      ((1 << HR_IMAGE_STACK_EAGER) | (1 << HR_IMAGE_STACK_COMPILED))
#define CONTAINERS ((1 << HR_IMAGE_STACK_TUNED) | (1 << HR_IMAGE_STACK_GRAPH))

/* The cards whose published rates the coefficients were fitted to: FP16 TFLOP/s with FP32 sums,
 * GB/s, and what ran on them. */
static const struct
{
  HrArch arch;
  double tflops, gb_s;
  guint  stacks;
} measured[] = {
  { HR_ARCH_AMPERE, 71, 936, EAGER | CONTAINERS }, /* GeForce RTX 3090 */
  { HR_ARCH_AMPERE, 125, 600, CONTAINERS },        /* A10, A6000 */
  { HR_ARCH_AMPERE, 312, 2039, CONTAINERS },       /* A100 80 GB; the 40 GB part lies between */
  { HR_ARCH_ADA, 165, 1008, EAGER | CONTAINERS },  /* GeForce RTX 4090 */
  { HR_ARCH_ADA, 364, 960, CONTAINERS },           /* RTX 6000 Ada */
  { HR_ARCH_VOLTA, 125, 900, CONTAINERS },         /* V100 */
  { HR_ARCH_TURING, 65, 300, CONTAINERS },         /* T4 */
  { HR_ARCH_HOPPER, 989, 3350, CONTAINERS },       /* H100; the PCIe card lies near */
};

/* How far the card is from the nearest measured one of its architecture, as the logarithm of the
 * ratio of their rates or bandwidths, whichever is further; negative = none of its architecture is.
 * @known: whether @stack was measured on that card. */
static double
distance_from_measured (const HrGpu *gpu, HrImageStack stack, gboolean *known)
{
  double nearest = -1, devices = MAX (gpu->devices, 1);
  double tflops = MAX (gpu->tflops[HR_RATE_FP16_FP32ACC], 1) / devices;
  double gb_s = MAX (gpu->bandwidth_gb_s, 1) / devices;

  *known = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (measured); i++)
    if (measured[i].arch == gpu->arch)
      {
        double distance = MAX (fabs (log (tflops / measured[i].tflops)),
                               fabs (log (gb_s / measured[i].gb_s)));

        if (nearest < 0 || distance < nearest)
          {
            nearest = distance;
            *known = (measured[i].stacks & (1u << stack)) != 0;
          }
      }
  return nearest;
}

static double
square (double x)
{
  return x * x;
}

/**
 * hr_image_time_band:
 * @input: a workload on its card
 * @net: its network
 * @time: its parts
 * @notes: (inout): gets %HR_NOTE_EXTRAPOLATED for an architecture that was not measured
 *
 * Variances of independent causes add up: the residuals of the stack, more where the host's
 * launching decides, with the distance from measured cards, where no source ran such a framework on
 * such a card, and where the kind of network is a guess.
 *
 * Returns: the factor, at least 1, by which the true rate lies above or below in 80 % of cases.
 */
double
hr_image_time_band (const HrEstimateInput *input,
                    const HrImageNet      *net,
                    const HrImageTime     *time,
                    guint                 *notes)
{
  const HrCalibration *c = input->calibration;
  double               launch = time->launch / (time->launch + time->compute + time->traffic);
  gboolean             known;
  double               distance = distance_from_measured (input->gpu, net->stack, &known);
  double               variance = square (c->image_time_deviation[net->stack])
                    + square (c->image_launch_deviation * launch);

  if (distance < 0)
    {
      *notes |= HR_NOTE_EXTRAPOLATED;
      variance += square (c->image_arch_deviation);
    }
  else
    variance += square (c->image_card_deviation * MIN (distance, 2));
  /* What differs between two publishers' versions, settings and hosts. */
  if ((distance >= 0 && !known) || input->workload->image.framework[0] == '\0')
    variance += square (c->image_source_deviation);
  if (net->origin == HR_KIND_FIGURES)
    variance += square (c->image_guess_deviation);
  return exp (Z80 * sqrt (variance));
}

/**
 * hr_image_memory_band:
 * @input: a workload
 * @net: its network
 *
 * Returns: the same for memory. Only FP32 training was measured directly; mixed precision and
 *   inference rest on the largest batches that ran and the next that did not.
 */
double
hr_image_memory_band (const HrEstimateInput *input, const HrImageNet *net)
{
  const HrCalibration *c = input->calibration;
  double variance = square (net->train ? c->image_memory_deviation : c->image_live_deviation);

  if (net->train && net->compute_bytes < 4)
    variance += square (c->image_cast_deviation);
  if (net->origin == HR_KIND_FIGURES)
    variance += square (c->image_guess_deviation);
  return exp (Z80 * sqrt (variance));
}
