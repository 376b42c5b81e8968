/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-nlp.h"

#include <math.h>

#include "hr-band.h"
#include "hr-gpu-product.h"
#include "hr-transformer.h"

/* Seconds of one micro-step on one device, by stage. */
typedef struct
{
  double compute, traffic, launch, exchange, optimizer, offload;
} StepTime;

static double
backward_factor (const HrNlp *nlp)
{
  /* Twice the forward pass; with frozen weights no gradients of weights are computed. */
  return nlp->adapters ? 1 : 2;
}

static double
recompute_share (const HrNlp *nlp)
{
  switch (nlp->work->checkpointing)
    {
    case HR_CHECKPOINTING_FULL:
      return 1;
    case HR_CHECKPOINTING_SELECTIVE:
      return 0.5;
    case HR_CHECKPOINTING_NONE:
    case HR_CHECKPOINTING_AUTO:
    case HR_N_CHECKPOINTING:
    default:
      return 0;
    }
}

/* Products of one token, forward: 2 FLOP a weight, and the scores of all earlier tokens. */
static double
forward_flop (const HrNlp *nlp, double *attention)
{
  double causal = nlp->work->shape.encoder_only ? 1 : 0.5;

  *attention = 4 * nlp->sequence * nlp->size.q_dim * nlp->size.layers * causal;
  return 2 * (nlp->size.linear_active + nlp->size.head);
}

static void
compute_time (const HrNlp *nlp, StepTime *step, HrTrace *trace)
{
  double attention, linear = forward_flop (nlp, &attention), again = recompute_share (nlp);
  double peak = hr_transformer_rate (nlp->input->gpu, nlp->work->precision);
  double efficiency = hr_transformer_sustained (
      nlp->input->gpu, nlp->cal, peak,
      nlp->cal->nlp_compute_efficiency[nlp->input->gpu->arch]
          * nlp->cal->nlp_framework_efficiency[nlp->work->framework]
          * hr_gpu_product_share (nlp->input->gpu));
  /* The reference model runs forward once. */
  double reference = nlp->work->objective == HR_OBJECTIVE_DPO ? 1 : 0;
  double passes = 1 + again + backward_factor (nlp) + reference;
  double products = nlp->tokens * linear * passes;
  /* The backward pass of fused attention computes the scores again: five products against two. */
  double scores = nlp->tokens * attention
                  * (nlp->work->attention == HR_ATTENTION_FLASH ? 3.5 + again + reference
                                                                : 3 + again + reference);

  step->compute = products / (peak * efficiency)
                  + scores / (peak * efficiency * nlp->cal->nlp_attention_efficiency);
  HR_TRACE (trace, "time.products", "tokens × 2 × active × passes", products, HR_UNIT_FLOP,
            "2 FLOP a weight and token; passes: forward, recomputed, backward, reference", "tokens",
            nlp->tokens, HR_UNIT_TOKENS, "active", nlp->size.linear_active + nlp->size.head,
            HR_UNIT_PARAMS, "passes", passes, HR_UNIT_COUNT, NULL);
  HR_TRACE (trace, "time.scores", "tokens × 4 × sequence × width × layers × ½ × passes", scores,
            HR_UNIT_FLOP, "FlashAttention-2, section 4.1; ½ when causal", "sequence", nlp->sequence,
            HR_UNIT_TOKENS, "width", nlp->size.q_dim, HR_UNIT_COUNT, "layers", nlp->size.layers,
            HR_UNIT_COUNT, NULL);
  HR_TRACE (trace, "time.compute", "(products + scores ÷ relative) ÷ (peak × efficiency)",
            step->compute, HR_UNIT_SECONDS, "efficiency fitted by architecture", "peak",
            peak / 1e12, HR_UNIT_TFLOPS, "efficiency", efficiency, HR_UNIT_RATIO, "relative",
            nlp->cal->nlp_attention_efficiency, HR_UNIT_RATIO, NULL);
}

/* Launching the kernels of one layer: the forward pass, as much again where it is computed again,
 * twice that for the backward pass. Adapters add kernels for each product that has them: on all
 * linear layers seven of them, on the attention two. */
static double
launch_seconds (const HrNlp *nlp)
{
  double own = nlp->cal->nlp_layer_launch_s[nlp->work->framework];
  double adapted = nlp->adapters ? (nlp->adapts_mlp ? 7 : 2) : 0;

  return nlp->size.layers * (3 + recompute_share (nlp))
         * (own + adapted * own * nlp->cal->nlp_adapter_launch);
}

/* What the products leave to do, in bytes for one token of one layer and pass: norms, residuals,
 * biases, rotations and transpositions over the hidden width, the nonlinearity over the MLP's
 * width, and with eager attention scale, mask, softmax and dropout over the score matrix. */
static double
layer_traffic (const HrNlp *nlp)
{
  const HrModelShape *shape = &nlp->work->shape;
  double              elements = nlp->cal->nlp_traffic_width * shape->hidden
                    + nlp->cal->nlp_traffic_mlp * nlp->size.mlp_width;

  if (nlp->work->attention == HR_ATTENTION_EAGER)
    elements += nlp->cal->nlp_traffic_scores * shape->heads * nlp->sequence;
  return elements * nlp->activation_bytes;
}

/* Bytes that the loss moves for one token: the logits several times over. */
static double
logit_traffic (const HrNlp *nlp)
{
  return nlp->work->shape.encoder_only ? 0 : nlp->cal->nlp_logit_traffic * nlp->work->shape.vocab;
}

/* Operations between the products pass over memory; so do the weights, once a pass, and a quantised
 * base is written in 16 bits and read again. */
static void
traffic_time (const HrNlp *nlp, StepTime *step, HrTrace *trace)
{
  double bandwidth = hr_transformer_bandwidth (nlp->input->gpu)
                     * nlp->cal->nlp_bandwidth_efficiency;
  double passes = 3 + recompute_share (nlp), layer = layer_traffic (nlp);
  double bytes = nlp->tokens * (layer * nlp->size.layers * passes + logit_traffic (nlp))
                 + nlp->size.linear_active * nlp->base_bits / 8 * passes;

  if (nlp->quantised)
    bytes += nlp->size.linear * passes * (nlp->bitsandbytes ? 2 * 2 : nlp->cal->nlp_unpack_bytes);
  step->traffic = bytes / bandwidth;
  step->launch = launch_seconds (nlp);
  HR_TRACE (trace, "time.bandwidth",
            "(tokens × (layer × layers × passes + logits) + weights) ÷ bandwidth", step->traffic,
            HR_UNIT_SECONDS, "operations between the products, fitted widths", "tokens",
            nlp->tokens, HR_UNIT_TOKENS, "layer", layer, HR_UNIT_BYTES, "layers", nlp->size.layers,
            HR_UNIT_COUNT, "passes", passes, HR_UNIT_COUNT, "bytes", bytes, HR_UNIT_BYTES,
            "bandwidth", bandwidth / 1e9, HR_UNIT_GB_S, NULL);
  HR_TRACE (trace, "time.launch", "layers × passes × (launch + adapters)", step->launch,
            HR_UNIT_SECONDS, "fitted to small models, by framework", "layers", nlp->size.layers,
            HR_UNIT_COUNT, "passes", passes, HR_UNIT_COUNT, "launch",
            nlp->cal->nlp_layer_launch_s[nlp->work->framework], HR_UNIT_SECONDS, NULL);
}

/* Bytes that a device sends in one optimizer step. A ring moves (n − 1) ÷ n of the data for a
 * gather or a scatter and twice that for an all-reduce. ZeRO-3 gathers the weights for each
 * micro-step's forward and backward pass; ZeRO-1 and 2 gather the updated weights once, when
 * nothing else runs. */
static void
exchange_bytes (const HrNlp *nlp, double accumulation, double *beside, double *after)
{
  double n = nlp->devices, ring = (n - 1) / n;
  double gradients = nlp->trainable * MIN (nlp->weight_bytes, nlp->activation_bytes);
  double weights = nlp->size.linear * (nlp->quantised ? nlp->base_bits / 8 : 2)
                   + (nlp->size.total - nlp->size.linear) * 2;

  *beside = *after = 0;
  switch (nlp->work->sharding)
    {
    case HR_SHARDING_ZERO3:
      *beside = ring * accumulation * (weights * 2 + gradients);
      break;
    case HR_SHARDING_ZERO1:
    case HR_SHARDING_ZERO2:
      *beside = ring * gradients;
      *after = ring * nlp->trainable * 2;
      break;
    case HR_SHARDING_DDP:
      *beside = 2 * ring * gradients;
      break;
    case HR_SHARDING_NONE:
    case HR_SHARDING_AUTO:
    case HR_N_SHARDING:
    default:
      break;
    }
}

static void
exchange_time (const HrNlp *nlp, StepTime *step, double accumulation, HrTrace *trace)
{
  double beside, after, rate, seconds, hidden, overlap;

  if (nlp->devices <= 1)
    return;
  exchange_bytes (nlp, accumulation, &beside, &after);
  rate = hr_transformer_link (nlp->input, nlp->cal, nlp->devices);
  overlap = nlp->input->host.link_gb_s > 0 ? nlp->cal->nlp_exchange_overlap
                                           : nlp->cal->nlp_exchange_overlap_pcie;
  seconds = beside / accumulation / rate;
  /* Sent while the passes compute, as far as they last. */
  hidden = MIN (seconds * overlap, 0.8 * (step->compute + step->traffic));
  step->exchange = seconds - hidden + after / accumulation / rate;
  HR_TRACE (trace, "time.interconnect", "(beside + after) ÷ link − hidden", step->exchange,
            HR_UNIT_SECONDS, "ring all-reduce; ZeRO, section 7", "beside", beside / accumulation,
            HR_UNIT_BYTES, "after", after / accumulation, HR_UNIT_BYTES, "link", rate / 1e9,
            HR_UNIT_GB_S, "hidden", hidden, HR_UNIT_SECONDS, NULL);
}

static void
update_time (const HrNlp *nlp, StepTime *step, double accumulation, HrTrace *trace)
{
  double share = nlp->trainable * nlp->optimizer_shard;
  double bytes = share * (2 * hr_nlp_state_bytes (nlp) + 3 * 4);
  double rate = hr_transformer_bandwidth (nlp->input->gpu);

  if (nlp->work->offload != HR_OFFLOAD_NONE)
    {
      /* The CPU updates: gradients go over PCIe, weights come back, states pass the host's RAM. */
      double cards = MAX (nlp->input->gpu_count, 1);
      double pcie = share * 4 / hr_transformer_pcie (&nlp->input->host);
      double host = share * nlp->devices * 28
                    / (MAX (nlp->input->host.ram_bandwidth_gb_s, 20) * 0.6e9) / cards * cards;

      step->offload += (pcie + host) / accumulation;
      bytes = 0;
    }
  if (nlp->work->offload == HR_OFFLOAD_ALL)
    {
      double weights = nlp->size.linear * nlp->base_bits / 8;

      step->offload += (2 + recompute_share (nlp)) * weights * nlp->weight_shard
                       / hr_transformer_pcie (&nlp->input->host);
    }
  step->optimizer = bytes / rate / accumulation;
  HR_TRACE (trace, "time.optimizer", "trainable × shard × bytes ÷ bandwidth ÷ accumulation",
            step->optimizer, HR_UNIT_SECONDS, "each state is read and written once a step",
            "trainable", nlp->trainable, HR_UNIT_PARAMS, "accumulation", accumulation,
            HR_UNIT_COUNT, NULL);
  if (step->offload > 0)
    HR_TRACE (trace, "time.offload", "bytes ÷ PCIe + states ÷ RAM bandwidth", step->offload,
              HR_UNIT_SECONDS, "ZeRO-Offload, section 4", "PCIe", nlp->input->host.pcie_gb_s,
              HR_UNIT_GB_S, "RAM", nlp->input->host.ram_bandwidth_gb_s, HR_UNIT_GB_S, NULL);
}

/* The stages of a whole step, out of those of its micro-steps. */
static void
trace_stages (const StepTime *step, double accumulation, const HrEstimate *estimate, HrTrace *trace)
{
  static const char micro[] = "a step accumulates micro-steps";
  const double     *stage = estimate->stage_seconds;

  hr_trace_add (trace, "stage.compute", "compute × accumulation", stage[HR_STAGE_COMPUTE],
                HR_UNIT_SECONDS, micro, "compute", step->compute, HR_UNIT_SECONDS, "accumulation",
                accumulation, HR_UNIT_COUNT, NULL);
  hr_trace_add (trace, "stage.bandwidth", "(bandwidth + optimizer) × accumulation",
                stage[HR_STAGE_BANDWIDTH], HR_UNIT_SECONDS, micro, "bandwidth", step->traffic,
                HR_UNIT_SECONDS, "optimizer", step->optimizer, HR_UNIT_SECONDS, "accumulation",
                accumulation, HR_UNIT_COUNT, NULL);
  hr_trace_add (trace, "stage.pcie", "(offload + tokens × 4 B ÷ PCIe) × accumulation",
                stage[HR_STAGE_PCIE], HR_UNIT_SECONDS, micro, "offload", step->offload,
                HR_UNIT_SECONDS, "accumulation", accumulation, HR_UNIT_COUNT, NULL);
  if (stage[HR_STAGE_LATENCY] > 0)
    hr_trace_add (trace, "stage.latency", "(launch − compute − bandwidth) × accumulation",
                  stage[HR_STAGE_LATENCY], HR_UNIT_SECONDS,
                  "launches show as far as they are slower than the GPU", "shown", step->launch,
                  HR_UNIT_SECONDS, "accumulation", accumulation, HR_UNIT_COUNT, NULL);
  if (stage[HR_STAGE_INTERCONNECT] > 0)
    hr_trace_add (trace, "stage.interconnect", "exchange × accumulation",
                  stage[HR_STAGE_INTERCONNECT], HR_UNIT_SECONDS, micro, "exchange", step->exchange,
                  HR_UNIT_SECONDS, "accumulation", accumulation, HR_UNIT_COUNT, NULL);
}

static void
set_stages (const HrNlp    *nlp,
            const StepTime *step,
            double          accumulation,
            HrEstimate     *estimate,
            HrTrace        *trace)
{
  estimate->stage_seconds[HR_STAGE_COMPUTE] = step->compute * accumulation;
  estimate->stage_seconds[HR_STAGE_BANDWIDTH] = (step->traffic + step->optimizer) * accumulation;
  estimate->stage_seconds[HR_STAGE_LATENCY] = step->launch * accumulation;
  estimate->stage_seconds[HR_STAGE_INTERCONNECT] = step->exchange * accumulation;
  estimate->stage_seconds[HR_STAGE_PCIE] = step->offload * accumulation
                                           + nlp->tokens * 4 * accumulation
                                                 / hr_transformer_pcie (&nlp->input->host);
  estimate->bound_by = HR_STAGE_STORAGE;
  for (guint i = 1; i < HR_N_STAGE; i++)
    if (estimate->stage_seconds[i] > estimate->stage_seconds[estimate->bound_by])
      estimate->bound_by = (HrStage) i;
  if (trace != NULL)
    trace_stages (step, accumulation, estimate, trace);
}

static HrBand
time_band (const HrNlp *nlp, HrEstimate *estimate)
{
  const HrCalibration *cal = nlp->cal;
  HrMethod             method = nlp->work->method;
  HrBand               band = hr_band (cal->nlp_time_low[method], cal->nlp_time_high[method]);

  hr_estimate_rest_on (estimate, &band, HR_QUANTITY_THROUGHPUT, HR_BASIS_FRAMEWORK,
                       &hr_enum_framework, nlp->work->framework, cal->runs_nlp_framework,
                       cal->nlp_unseen_framework);
  hr_estimate_rest_on (estimate, &band, HR_QUANTITY_THROUGHPUT, HR_BASIS_ARCHITECTURE,
                       &hr_enum_arch, nlp->input->gpu->arch, cal->runs_nlp_arch,
                       cal->nlp_unseen_arch);
  return band;
}

/**
 * hr_nlp_time:
 *
 * Products at the precision's dense rate, the passes over memory between them, launches, the
 * optimizer, and what the exchange between devices adds: they follow one another, so they add up.
 */
void
hr_nlp_time (const HrNlp *nlp, HrEstimate *estimate, HrTrace *trace)
{
  double   accumulation = MAX (nlp->work->gradient_accumulation, 1);
  StepTime step = { 0 };
  double   micro, per_step = nlp->tokens * nlp->devices * accumulation;
  HrBand   band = time_band (nlp, estimate);

  compute_time (nlp, &step, trace);
  traffic_time (nlp, &step, trace);
  exchange_time (nlp, &step, accumulation, trace);
  update_time (nlp, &step, accumulation, trace);
  /* Launches overlap with what the GPU computes: only the part by which they are slower shows. */
  step.launch = MAX (0, step.launch - step.compute - step.traffic);
  micro = step.compute + step.traffic + step.launch + step.exchange + step.optimizer + step.offload;
  set_stages (nlp, &step, accumulation, estimate, trace);
  estimate->throughput = (HrThroughput){
    .value = nlp->tokens / micro * MAX (nlp->input->gpu->devices, 1),
    .unit = HR_RATE_UNIT_TOKENS_S,
    .per_gpu = TRUE,
  };
  hr_band_set_rate (&band, &estimate->throughput);
  estimate->step_seconds = micro * accumulation;
  estimate->work = nlp->work->train_tokens;
  estimate->steps = ceil (nlp->work->train_tokens / per_step);
  estimate->gpu_load = CLAMP (0.45 + 0.5 * (step.compute + step.traffic) / micro, 0.3, 0.95);
  HR_TRACE (trace, "time.step", "sum of the stages × accumulation", estimate->step_seconds,
            HR_UNIT_SECONDS, "the stages follow one another", "micro-step", micro, HR_UNIT_SECONDS,
            "accumulation", accumulation, HR_UNIT_COUNT, NULL);
  hr_estimate_set_time (estimate, estimate->steps * estimate->step_seconds, "steps × step",
                        hr_band_low (&band), hr_band_high (&band), trace);
  HR_TRACE (trace, "time.load", "0.45 + 0.5 × (compute + bandwidth) ÷ micro-step, 0.3 to 0.95",
            estimate->gpu_load, HR_UNIT_RATIO, "an assumption: a busy card draws nearly all",
            "compute", step.compute, HR_UNIT_SECONDS, "bandwidth", step.traffic, HR_UNIT_SECONDS,
            "micro-step", micro, HR_UNIT_SECONDS, NULL);
  hr_estimate_trace_rate (trace, "throughput.rate", "tokens of a micro-step ÷ its time",
                          &estimate->throughput, "trained tokens of one GPU");
}
