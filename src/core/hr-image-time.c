/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-image.h"

#include <math.h>

static double
first_known (const HrGpu  *gpu,
             const HrRate *rates,
             guint         n)
{
  for (guint i = 0; i < n; i++)
    if (gpu->tflops[rates[i]] > 0)
      return gpu->tflops[rates[i]];
  return gpu->bandwidth_gb_s / 50;   /* 20 FLOP a byte: less than any card of the last decade has */
}

/**
 * hr_image_rate:
 * @gpu: a card
 * @net: what runs on it
 * @precision: as planned
 * @notes: (inout): gets %HR_NOTE_NO_BF16 where that had to give way
 *
 * Frameworks run FP32 convolutions on TF32 units where a card has them, FP32 matrix products not.
 *
 * Returns: TFLOP/s of one device at the rate that @precision comes to on it.
 */
double
hr_image_rate (const HrGpu      *gpu,
               const HrImageNet *net,
               HrPrecision       precision,
               guint            *notes)
{
  static const HrRate half[] = { HR_RATE_FP16_FP32ACC, HR_RATE_FP16, HR_RATE_BF16, HR_RATE_FP32 };
  static const HrRate bf16[] = { HR_RATE_BF16, HR_RATE_FP32 };
  static const HrRate tf32[] = { HR_RATE_TF32, HR_RATE_FP32 };
  static const HrRate fp32[] = { HR_RATE_FP32 };
  gboolean convolves = net->kind != HR_IMAGE_KIND_ATTENTION && net->kind != HR_IMAGE_KIND_WINDOWED
                       && net->kind != HR_IMAGE_KIND_MLP;
  double rate;

  if (precision == HR_PRECISION_BF16 || precision == HR_PRECISION_AMP_BF16)
    {
      if (gpu->tflops[HR_RATE_BF16] <= 0)
        *notes |= HR_NOTE_NO_BF16;
      rate = first_known (gpu, bf16, G_N_ELEMENTS (bf16));
    }
  else if (net->compute_bytes == 2)
    rate = first_known (gpu, half, G_N_ELEMENTS (half));
  else if (precision == HR_PRECISION_TF32 || convolves)
    rate = first_known (gpu, tf32, G_N_ELEMENTS (tf32));
  else
    rate = first_known (gpu, fp32, G_N_ELEMENTS (fp32));
  return rate / MAX (gpu->devices, 1);
}

/* A ring moves 2 (n - 1) / n of the gradients through each card, most of it behind the backward pass. */
static double
exchange_seconds (const HrEstimateInput *input,
                  const HrImageNet      *net,
                  HrTrace               *trace)
{
  const HrHost *host = &input->host;
  double n = MAX (input->gpu_count, 1);
  double bytes = net->params * 4 * 2 * (n - 1) / n;
  double gb_s = host->link_gb_s > 0 ? host->link_gb_s / 2
                : host->peer_to_peer ? host->pcie_gb_s : host->pcie_gb_s / 2;
  double seconds;

  if (!net->train || n < 2)
    return 0;
  seconds = bytes / (MAX (gb_s, 1) * 1e9 * input->calibration->image_exchange_efficiency);
  hr_trace_add (trace, "time.exchange", "2 (n − 1) ÷ n × params × 4 B ÷ link", seconds, HR_UNIT_SECONDS,
                "ring all-reduce of FP32 gradients", "params", net->params, HR_UNIT_PARAMS,
                "n", n, HR_UNIT_COUNT, "link", gb_s, HR_UNIT_GB_S, NULL);
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
 * A roofline whose two parts add up: layers bound by arithmetic and layers bound by memory follow one
 * another. Kernel launches run beside them and show only when the GPU is faster than the host's
 * launching; gradients of a layer travel while earlier layers are still going backward.
 */
void
hr_image_time (const HrEstimateInput *input,
               const HrImageNet      *net,
               HrImageTime           *time,
               guint                 *notes,
               HrTrace               *trace)
{
  const HrCalibration *c = input->calibration;
  const HrGpu *gpu = input->gpu;
  double batch = input->workload->image.batch, passes = net->train ? 3 : 1;
  double rate = hr_image_rate (gpu, net, input->workload->image.precision, notes);
  double efficiency = c->image_compute_efficiency[net->kind] * c->image_arch_compute[gpu->arch];
  double bandwidth = gpu->bandwidth_gb_s / MAX (gpu->devices, 1);
  double moves = (net->train ? c->image_traffic_train : c->image_traffic_inference)[net->kind]
                 * c->image_stack_traffic[net->stack];
  double busy, hidden;

  time->compute = 2 * net->macs * passes * batch / (rate * 1e12 * efficiency);
  hr_trace_add (trace, "time.compute", "2 × MACs × passes × batch ÷ (rate × efficiency)", time->compute,
                HR_UNIT_SECONDS, "efficiency: fitted by kind of network and architecture",
                "MACs", net->macs, HR_UNIT_FLOP, "passes", passes, HR_UNIT_COUNT, "batch", batch,
                HR_UNIT_COUNT, "rate", rate, HR_UNIT_TFLOPS, "efficiency", efficiency, HR_UNIT_RATIO, NULL);
  time->traffic = net->acts * net->compute_bytes * moves * batch / (bandwidth * 1e9);
  hr_trace_add (trace, "time.traffic", "activations × bytes × moves × batch ÷ bandwidth", time->traffic,
                HR_UNIT_SECONDS, "moves: fitted, times that an activation passes through memory",
                "activations", net->acts, HR_UNIT_COUNT, "bytes", net->compute_bytes, HR_UNIT_BYTES,
                "moves", moves, HR_UNIT_COUNT, "batch", batch, HR_UNIT_COUNT, "bandwidth", bandwidth,
                HR_UNIT_GB_S, NULL);
  time->optimizer = net->train ? net->params * 28 / (bandwidth * 1e9) : 0;
  hr_trace_add (trace, "time.optimizer", "params × 28 B ÷ bandwidth", time->optimizer, HR_UNIT_SECONDS,
                "reads weight, gradient and moments, writes weight and moments", "params", net->params,
                HR_UNIT_PARAMS, "bandwidth", bandwidth, HR_UNIT_GB_S, NULL);
  /* Layers are not known; their number grows with the square root of the activations. */
  time->launch = c->image_launch_ms[net->stack] * 1e-3 * sqrt (net->acts / 1e6) * passes;
  hr_trace_add (trace, "time.launch", "launch × √(activations ÷ 10⁶) × passes", time->launch,
                HR_UNIT_SECONDS, "fitted on batches of one", "activations", net->acts, HR_UNIT_COUNT,
                "passes", passes, HR_UNIT_COUNT, NULL);
  time->exchange = exchange_seconds (input, net, trace);
  busy = time->compute + time->traffic + time->optimizer;
  busy = MAX (busy, time->launch);
  hidden = busy * c->image_exchange_hidden;
  time->step = busy + MAX (0, time->exchange - hidden);
  if (net->train && input->gpu_count > 1)
    time->step *= 1 + c->image_straggle;
}
