/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-image.h"

#include <math.h>

#include "hr-task-type.h"

/* ResNet-50 on ImageNet-1k, 90 epochs: 25.56 M parameters, 4.11 GMACs, 11.11 M activations at 224.
 */
static void
image_classification_init (HrWorkload *workload)
{
  *workload = (HrWorkload) {
    .task = HR_TASK_IMAGE_CLASSIFICATION,
    .model = "resnet50",
    .model_name = "ResNet-50",
    .image = {
      .kind = "convolution",
      .params_m = 25.56,
      .gmacs = 4.11,
      .macts_m = 11.11,
      .native_size = 224,
      .image_size = 224,
      .mode = HR_MODE_TRAIN,
      .precision = HR_PRECISION_AMP,
      .batch = 0,
      .optimizer = HR_OPTIMIZER_SGD_MOMENTUM,
      .dataset_images = 1281167,
      .epochs = 90,
      .image_file_kib = 110,
    },
  };
}

static void
image_classification_validate (const HrWorkload *workload, HrIssues *issues)
{
  const HrImageWork *w = &workload->image;
  int                kind;

  if (w->kind[0] != '\0' && !hr_enum_parse (&hr_enum_image_kind, w->kind, &kind))
    {
      g_autofree char *allowed = hr_enum_allowed (&hr_enum_image_kind);

      hr_issues_add (issues, HR_ISSUE_UNKNOWN_VALUE, "$.workload.model_complexity.kind", w->kind,
                     allowed);
    }
  hr_issues_add_range (issues, "$.workload.model_complexity.params_m", w->params_m, 1e-3, 1e6);
  hr_issues_add_range (issues, "$.workload.model_complexity.gmacs", w->gmacs, 1e-4, 1e7);
  hr_issues_add_range (issues, "$.workload.model_complexity.macts_m", w->macts_m, 1e-3, 1e7);
  hr_issues_add_range (issues, "$.workload.model_complexity.image_size", w->native_size, 8, 16384);
  hr_issues_add_range (issues, "$.workload.image_size", w->image_size, 8, 16384);
  hr_issues_add_range (issues, "$.workload.batch", w->batch, 0, 1 << 20);
  hr_issues_add_range (issues, "$.workload.dataset_images", w->dataset_images, 1, 1e13);
  hr_issues_add_range (issues, "$.workload.epochs", w->epochs, 1e-3, 1e6);
  hr_issues_add_range (issues, "$.workload.image_file_kib", w->image_file_kib, 0.1, 1e6);
  if (w->precision == HR_PRECISION_FP64 || w->precision == HR_PRECISION_MIXED)
    hr_issues_add (issues, HR_ISSUE_UNKNOWN_VALUE, "$.workload.precision",
                   hr_enum_nick (&hr_enum_precision, w->precision),
                   "fp32, tf32, amp, bf16, fp16, auto");
}

static void
trace_stages (const HrImageTime *time, const HrEstimate *estimate, HrTrace *trace)
{
  static const char feed[] = "runs ahead of the GPU, for all GPUs together";
  const double     *stages = estimate->stage_seconds;

  hr_trace_add (trace, "stage.storage", "storage", stages[HR_STAGE_STORAGE], HR_UNIT_SECONDS, feed,
                NULL);
  hr_trace_add (trace, "stage.host", "host", stages[HR_STAGE_HOST], HR_UNIT_SECONDS, feed, NULL);
  hr_trace_add (trace, "stage.pcie", "PCIe", stages[HR_STAGE_PCIE], HR_UNIT_SECONDS, feed, NULL);
  hr_trace_add (trace, "stage.compute", "compute", stages[HR_STAGE_COMPUTE], HR_UNIT_SECONDS,
                "layers bound by arithmetic and by memory follow one another", NULL);
  hr_trace_add (trace, "stage.bandwidth", "traffic + optimizer", stages[HR_STAGE_BANDWIDTH],
                HR_UNIT_SECONDS, "layers bound by arithmetic and by memory follow one another",
                "traffic", time->traffic, HR_UNIT_SECONDS, "optimizer", time->optimizer,
                HR_UNIT_SECONDS, NULL);
  hr_trace_add (trace, "stage.latency", "launch", stages[HR_STAGE_LATENCY], HR_UNIT_SECONDS,
                "shows only where the GPU is the faster of the two", NULL);
  if (stages[HR_STAGE_INTERCONNECT] > 0)
    hr_trace_add (trace, "stage.interconnect", "exchange", stages[HR_STAGE_INTERCONNECT],
                  HR_UNIT_SECONDS, "partly hidden behind the backward pass", NULL);
}

/* Throughput is what the fed GPUs do; the job's time is what the slowest stage lets them do. */
static void
finish_time (const HrEstimateInput *input,
             const HrImageNet      *net,
             const HrImageTime     *time,
             HrEstimate            *estimate,
             HrTrace               *trace)
{
  const HrImageWork *work = &input->workload->image;
  double             gpus = hr_image_devices (input), batch = hr_image_batch (input);
  double            *stages = estimate->stage_seconds;
  double             feed, images = work->dataset_images * (net->train ? work->epochs : 1);

  stages[HR_STAGE_COMPUTE] = time->compute;
  stages[HR_STAGE_BANDWIDTH] = time->traffic + time->optimizer;
  stages[HR_STAGE_LATENCY] = time->launch;
  stages[HR_STAGE_INTERCONNECT] = time->exchange;
  feed = MAX (stages[HR_STAGE_STORAGE], MAX (stages[HR_STAGE_HOST], stages[HR_STAGE_PCIE]));
  estimate->bound_by = HR_STAGE_COMPUTE;
  for (guint i = 0; i < HR_N_STAGE; i++)
    if (stages[i] > stages[estimate->bound_by])
      estimate->bound_by = (HrStage) i;
  if (feed > time->step)
    estimate->notes |= HR_NOTE_STARVED;
  estimate->step_seconds = MAX (feed, time->step);
  HR_TRACE (
      trace, "time.step", "max (storage, host, PCIe, GPU)", estimate->step_seconds, HR_UNIT_SECONDS,
      "the input works ahead of the GPU: the slower of the two sets the pace", "storage",
      stages[HR_STAGE_STORAGE], HR_UNIT_SECONDS, "host", stages[HR_STAGE_HOST], HR_UNIT_SECONDS,
      "PCIe", stages[HR_STAGE_PCIE], HR_UNIT_SECONDS, "GPU", time->step, HR_UNIT_SECONDS, NULL);
  estimate->throughput.value = batch * gpus / time->step;
  estimate->throughput.unit = HR_RATE_UNIT_IMAGES_S;
  estimate->throughput.per_gpu = FALSE;
  estimate->work = images;
  estimate->steps = ceil (images / (batch * gpus));
  estimate->seconds = images / (batch * gpus) * estimate->step_seconds;
  estimate->gpu_load = 0.4 + 0.55 * time->step / estimate->step_seconds;
  HR_TRACE (trace, "time.load", "0.4 + 0.55 × GPU ÷ step", estimate->gpu_load, HR_UNIT_RATIO,
            "an assumption: a card that waits for its feed draws less", "GPU", time->step,
            HR_UNIT_SECONDS, "step", estimate->step_seconds, HR_UNIT_SECONDS, NULL);
  if (trace != NULL)
    trace_stages (time, estimate, trace);
}

static void
image_classification_estimate (const HrEstimateInput *input, HrEstimate *estimate, HrTrace *trace)
{
  const HrWorkload *workload = input->workload;
  HrImageNet        net;
  HrImageTime       time;
  HrBand            band;

  hr_image_net (&workload->image, workload->model_name[0] ? workload->model_name : workload->model,
                &net);
  if (net.origin == HR_KIND_FIGURES)
    estimate->notes |= HR_NOTE_UNKNOWN_KIND;
  hr_image_memory (input, &net, estimate, trace);
  band = hr_image_memory_band (input, &net, estimate);
  hr_estimate_set_band (estimate, hr_band_low (&band), hr_band_high (&band), trace);
  hr_estimate_finish_fit (estimate, input, trace);
  hr_image_time (input, &net, &time, &estimate->notes, trace);
  hr_image_input (input, &net, estimate, trace);
  hr_estimate_finish_host (estimate, input, trace);
  finish_time (input, &net, &time, estimate, trace);
  band = hr_image_time_band (input, &net, &time, estimate);
  hr_band_set_rate (&band, &estimate->throughput);
  hr_estimate_set_time (estimate, estimate->seconds, "images ÷ (batch × GPUs) × step",
                        hr_band_low (&band), hr_band_high (&band), trace);
  hr_estimate_trace_rate (trace, "throughput.rate", "batch × GPUs ÷ GPU step",
                          &estimate->throughput, "images that the fed GPUs take, all together");
}

/* Precision is the one "auto" beside the batch: AMP first, which trains to the same accuracy, then
 * single precision for cards that gain nothing from 16 bit. */
static void
image_classification_each_variant (const HrWorkload *workload,
                                   guint             gpu_count,
                                   gboolean (*visit) (const HrWorkload *variant,
                                                      gpointer          user_data),
                                   gpointer user_data)
{
  static const HrPrecision precisions[] = { HR_PRECISION_AMP, HR_PRECISION_FP32 };
  HrWorkload               variant = *workload;

  (void) gpu_count;
  if (workload->image.precision != HR_PRECISION_AUTO)
    {
      visit (workload, user_data);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (precisions); i++)
    {
      variant.image.precision = precisions[i];
      if (!visit (&variant, user_data))
        return;
    }
}

static guint32 *
image_classification_batch (HrWorkload *workload)
{
  return &workload->image.batch;
}

static gboolean
image_classification_trains (const HrWorkload *workload)
{
  return workload->image.mode == HR_MODE_TRAIN;
}

const HrTaskType hr_task_image_classification = {
  .task = HR_TASK_IMAGE_CLASSIFICATION,
  .init = image_classification_init,
  .validate = image_classification_validate,
  .estimate = image_classification_estimate,
  .each_variant = image_classification_each_variant,
  .batch = image_classification_batch,
  .trains = image_classification_trains,
  .software = hr_image_software,
};
