/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-gpu-power.h"
#include "hr-gpu-rate.h"
#include "hr-image.h"
#include "hr-transformer.h"

#include <math.h>

static double
first_known (const HrGpu *gpu, const HrRate *rates, guint n)
{
  for (guint i = 0; i < n; i++)
    if (gpu->tflops[rates[i]] > 0)
      return gpu->tflops[rates[i]] / MAX (gpu->devices, 1);
  /* A card whose rates nobody entered: 10 FLOP a byte, as little as any of the last decade. */
  return gpu->bandwidth_gb_s / 100 / MAX (gpu->devices, 1);
}

static gboolean
convolves (const HrImageNet *net)
{
  return net->kind != HR_IMAGE_KIND_ATTENTION && net->kind != HR_IMAGE_KIND_WINDOWED
         && net->kind != HR_IMAGE_KIND_MLP;
}

/* A card without matrix units for @precision runs it on its FP32 units, at their efficiency. */
static gboolean
has_matrix_rate (const HrGpu *gpu, HrPrecision precision)
{
  if (precision == HR_PRECISION_BF16 || precision == HR_PRECISION_AMP_BF16)
    return gpu->tflops[HR_RATE_BF16] > 0;
  return gpu->tflops[HR_RATE_FP16_FP32ACC] > 0 || gpu->tflops[HR_RATE_BF16] > 0;
}

/* Frameworks run FP32 convolutions on TF32 units where a card has them, FP32 matrix products not.
 */
static gboolean
uses_tf32 (const HrGpu *gpu, const HrImageNet *net, HrPrecision precision)
{
  return gpu->tflops[HR_RATE_TF32] > 0 && (precision == HR_PRECISION_TF32 || convolves (net));
}

/**
 * hr_image_rate:
 * @gpu: a card
 * @net: what runs on it
 * @precision: as planned
 * @calibration: the coefficients
 * @notes: (inout): gets %HR_NOTE_NO_BF16 where that had to give way
 *
 * Returns: peak TFLOP/s of one device at the rate that @precision comes to on it.
 */
double
hr_image_rate (const HrGpu         *gpu,
               const HrImageNet    *net,
               HrPrecision          precision,
               const HrCalibration *calibration,
               guint               *notes)
{
  static const HrRate half[] = { HR_RATE_FP16_FP32ACC, HR_RATE_BF16, HR_RATE_FP32 };
  static const HrRate bf16[] = { HR_RATE_BF16, HR_RATE_FP32 };
  static const HrRate tf32[] = { HR_RATE_TF32 };
  static const HrRate fp32[] = { HR_RATE_FP32 };

  if (precision == HR_PRECISION_BF16 || precision == HR_PRECISION_AMP_BF16)
    {
      if (gpu->tflops[HR_RATE_BF16] <= 0)
        *notes |= HR_NOTE_NO_BF16;
      return first_known (gpu, bf16, G_N_ELEMENTS (bf16));
    }
  if (net->compute_bytes == 2)
    return first_known (gpu, half, G_N_ELEMENTS (half));
  if (uses_tf32 (gpu, net, precision))
    return first_known (gpu, tf32, G_N_ELEMENTS (tf32));
  /* Two FP32 pipes at once are for compilers that can find the pairs; convolution libraries rarely
   * do. */
  if (gpu->vendor == HR_VENDOR_AMD)
    return hr_gpu_alu_tflops (gpu, calibration);
  return first_known (gpu, fp32, G_N_ELEMENTS (fp32));
}

/* What the board's power leaves of both rates. Convolutions draw less than one long product does,
 * so that the clock gives way only where power is scarcer still; and data from GDDR costs energy on
 * the way through the chip, which a card with wide memory and little power cannot spend at its
 * rated bandwidth. Stacked memory needs a fraction of that. */
static void
power_factors (const HrGpu *gpu, const HrCalibration *c, double *compute, double *bandwidth)
{
  double share = hr_gpu_sustained_share (gpu, HR_RATE_FP16_FP32ACC, c);
  double watts = hr_gpu_power_own_w (gpu);

  *compute *= MIN (1, share / c->image_power_share);
  if (watts > 0 && gpu->bandwidth_gb_s > 0 && !hr_gpu_is_hbm (gpu))
    *bandwidth *= MIN (1, watts / (gpu->bandwidth_gb_s * c->image_gddr_watts));
}

/* What the card adds to the peak rates: how full its architecture runs, what is special about
 * stacked memory (its large dies need more work in flight than these layers have), ECC that takes
 * bandwidth, and power.
 */
static void
card_factors (const HrEstimateInput *input, double *compute, double *bandwidth)
{
  const HrCalibration *c = input->calibration;
  const HrGpu         *gpu = input->gpu;

  *compute = c->image_arch_compute[gpu->arch];
  *bandwidth = c->image_arch_bandwidth[gpu->arch];
  if (gpu->arch == HR_ARCH_AMPERE && hr_gpu_is_hbm (gpu))
    {
      *compute *= c->image_hbm_compute;
      *bandwidth *= c->image_hbm_bandwidth;
    }
  power_factors (gpu, c, compute, bandwidth);
  if (hr_gpu_has_gddr_ecc (gpu))
    *bandwidth *= c->gddr_ecc_factor;
}

/* Two thirds of a step go backward; a layer's gradients travel while earlier layers still work. */
static double
exchange_seconds (const HrEstimateInput *input, const HrImageNet *net, HrTrace *trace)
{
  double n = hr_image_devices (input);
  double bytes = net->params * 4 * 2 * (n - 1) / n;
  double link = hr_transformer_link (input, input->calibration, n);

  if (!net->train || n < 2)
    return 0;
  HR_TRACE (trace, "time.exchange", "2 (n − 1) ÷ n × params × 4 B ÷ link", bytes / link,
            HR_UNIT_SECONDS, "ring all-reduce of FP32 gradients", "params", net->params,
            HR_UNIT_PARAMS, "n", n, HR_UNIT_COUNT, "link", link / 1e9, HR_UNIT_GB_S, NULL);
  return bytes / link;
}

static double
compute_seconds (const HrEstimateInput *input,
                 const HrImageNet      *net,
                 double                 factor,
                 guint                 *notes,
                 HrTrace               *trace)
{
  const HrCalibration *c = input->calibration;
  HrPrecision          precision = input->workload->image.precision;
  double               batch = hr_image_batch (input), passes = net->train ? 3 : 1;
  double               rate = hr_image_rate (input->gpu, net, precision, c, notes);
  double               efficiency = c->image_compute_efficiency[net->kind] * factor;
  double               seconds;

  if (net->compute_bytes == 4 && uses_tf32 (input->gpu, net, precision))
    efficiency = MIN (efficiency * c->image_tf32_compute, MAX (efficiency, 1));
  else if (net->compute_bytes == 4 || !has_matrix_rate (input->gpu, precision))
    efficiency *= convolves (net) ? c->image_fp32_compute : c->image_gemm_compute;
  seconds = 2 * net->macs * passes * batch / (rate * 1e12 * efficiency);
  HR_TRACE (trace, "time.compute", "2 × MACs × passes × batch ÷ (rate × efficiency)", seconds,
            HR_UNIT_SECONDS, "efficiency: fitted by kind of network, architecture, precision",
            "MACs", net->macs, HR_UNIT_FLOP, "passes", passes, HR_UNIT_COUNT, "batch", batch,
            HR_UNIT_COUNT, "rate", rate, HR_UNIT_TFLOPS, "efficiency", efficiency, HR_UNIT_RATIO,
            NULL);
  return seconds;
}

static double
traffic_seconds (const HrEstimateInput *input, const HrImageNet *net, double factor, HrTrace *trace)
{
  const HrCalibration *c = input->calibration;
  double               batch = hr_image_batch (input);
  double               bandwidth = input->gpu->bandwidth_gb_s / MAX (input->gpu->devices, 1);
  double               elements = net->acts - net->scores + net->kept_scores;
  double moves = (net->train ? c->image_moves_train : c->image_moves_inference)[net->kind];
  double seconds;

  if (net->gated)
    moves *= c->image_gate_moves;
  /* Tensors of 16 bits are cast, and turned for the matrix units; those of 32 bits are taken as
   * they lie. */
  if (net->compute_bytes == 4 && convolves (net))
    moves *= c->image_full_moves;
  seconds = elements * net->compute_bytes * moves * batch / (bandwidth * 1e9 * factor);
  HR_TRACE (trace, "time.traffic", "activations × bytes × moves × batch ÷ (bandwidth × efficiency)",
            seconds, HR_UNIT_SECONDS,
            "moves: fitted, times that an activation passes through memory", "activations",
            elements, HR_UNIT_COUNT, "bytes", net->compute_bytes, HR_UNIT_BYTES, "moves", moves,
            HR_UNIT_COUNT, "batch", batch, HR_UNIT_COUNT, "bandwidth", bandwidth, HR_UNIT_GB_S,
            "efficiency", factor, HR_UNIT_RATIO, NULL);
  return seconds;
}

/* Bytes read and written for one parameter: weight and gradient, and each moment both ways. */
static double
optimizer_seconds (const HrEstimateInput *input, const HrImageNet *net, HrTrace *trace)
{
  static const double bytes[HR_N_OPTIMIZER] = {
    [HR_OPTIMIZER_ADAMW] = 28,
    [HR_OPTIMIZER_ADAMW_8BIT] = 16,
    [HR_OPTIMIZER_PAGED_ADAMW_8BIT] = 16,
    [HR_OPTIMIZER_ADAFACTOR] = 20,
    [HR_OPTIMIZER_SGD] = 12,
    [HR_OPTIMIZER_SGD_MOMENTUM] = 20,
  };
  double bandwidth = input->gpu->bandwidth_gb_s / MAX (input->gpu->devices, 1);
  double moved = bytes[input->workload->image.optimizer];
  double seconds;

  if (!net->train)
    return 0;
  seconds = net->params * moved / (bandwidth * 1e9);
  HR_TRACE (trace, "time.optimizer", "params × bytes ÷ bandwidth", seconds, HR_UNIT_SECONDS,
            "the optimizer's definition", "params", net->params, HR_UNIT_PARAMS, "bytes", moved,
            HR_UNIT_BYTES, "bandwidth", bandwidth, HR_UNIT_GB_S, NULL);
  return seconds;
}

static double
launch_seconds (const HrEstimateInput *input, const HrImageNet *net, HrTrace *trace)
{
  const HrCalibration *c = input->calibration;
  double               passes = net->train ? 3 : 1;
  double               layer = c->image_launch_us[net->stack] * 1e-6;
  double               seconds;

  /* Python's launching is as fast as one core of the host, and that is as old as its card. */
  if (net->stack == HR_IMAGE_STACK_EAGER || net->stack == HR_IMAGE_STACK_TUNED)
    layer *= c->image_launch_host[input->gpu->arch];
  if (net->autocast)
    layer *= c->image_launch_autocast;
  if (net->gated)
    layer *= c->image_gate_launches;
  seconds = net->layers * passes * layer;
  HR_TRACE (trace, "time.launch", "layers × passes × seconds a layer", seconds, HR_UNIT_SECONDS,
            "fitted on single images: the host launches a layer's kernels one after another",
            "layers", net->layers, HR_UNIT_COUNT, "passes", passes, HR_UNIT_COUNT, "layer", layer,
            HR_UNIT_SECONDS, NULL);
  return seconds;
}

/**
 * hr_image_time:
 * @input: a workload with its batch
 * @net: its network
 * @time: (out): the parts of one step
 * @notes: (inout): HrNotes
 * @trace: (nullable): gets each part
 *
 * A roofline whose two parts add up: layers bound by arithmetic and layers bound by memory follow
 * one another. Where Python launches kernels it runs ahead of the GPU, so that launching shows only
 * when the GPU is the faster of the two; a graph executor waits for its feed, so there it adds up.
 */
void
hr_image_time (const HrEstimateInput *input,
               const HrImageNet      *net,
               HrImageTime           *time,
               guint                 *notes,
               HrTrace               *trace)
{
  const HrCalibration *c = input->calibration;
  double stack = (net->train ? c->image_stack_train : c->image_stack_inference)[net->stack];
  double layout = net->channels_last ? c->image_channels_last[net->kind] : 1;
  double compute, bandwidth, busy, exposed;

  card_factors (input, &compute, &bandwidth);
  /* A compiler fuses what lies between matrix products and convolutions, not these themselves. */
  time->compute = compute_seconds (input, net,
                                   net->stack == HR_IMAGE_STACK_COMPILED ? compute * layout
                                                                         : compute * layout / stack,
                                   notes, trace);
  time->traffic = traffic_seconds (input, net, bandwidth * layout / stack, trace);
  time->optimizer = optimizer_seconds (input, net, trace);
  time->launch = launch_seconds (input, net, trace);
  time->exchange = exchange_seconds (input, net, trace);
  busy = time->compute + time->traffic + time->optimizer;
  if (net->stack == HR_IMAGE_STACK_GRAPH)
    time->step = busy + time->launch;
  else
    time->step = cbrt (busy * busy * busy + time->launch * time->launch * time->launch);
  exposed = time->exchange - time->step * 2 / 3 * c->image_exchange_hidden;
  if (time->exchange > 0)
    time->step = time->step * (1 + c->image_straggle) + MAX (0, exposed);
}
