/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-remedy.h"

#include <string.h>

#include "hr-host-rules.h"
#include "hr-nlp-framework.h"
#include "hr-task.h"
#include "hr-weight-format.h"
#include "hr-string.h"
#include "hr-run-estimate.h"

const HrRemedyKind hr_setting_remedies[] = {
  HR_REMEDY_FLASH_ATTENTION,
  HR_REMEDY_CHUNKED_LOSS,
  HR_REMEDY_SMALLER_BATCH,
  HR_REMEDY_SHARDING,
  HR_REMEDY_CHECKPOINTING,
  HR_REMEDY_OPTIMIZER_8BIT,
  HR_REMEDY_MIXED_PRECISION,
  HR_REMEDY_KV_CACHE_BITS,
  HR_REMEDY_OFFLOAD,
  HR_REMEDY_LORA,
  HR_REMEDY_QLORA,
  HR_REMEDY_FEWER_BITS,
  HR_REMEDY_SHORTER_SEQUENCE,
};
const guint hr_n_setting_remedies = G_N_ELEMENTS (hr_setting_remedies);

/* One try: the estimate with @settings. */
static gboolean
try_settings (const HrEstimateInput *input, const HrWorkload *settings, HrEstimate *estimate)
{
  HrEstimateInput with = *input;

  with.workload = settings;
  hr_estimate (&with, estimate, NULL);
  /* What still runs partly from RAM is not brought onto the card. */
  return hr_estimate_is_likely (estimate) && estimate->fit != HR_FIT_OFFLOADS;
}

static void
set_nick (HrSettingChange *change, const char *key, const HrEnumType *type, int value)
{
  *change = (HrSettingChange){ .key = key, .nick = hr_enum_nick (type, value) };
}

/* Half, quarter, … the steps are accumulated, so that the optimizer sees the same batch. */
static gboolean
apply_batch (const HrEstimateInput *input,
             HrWorkload            *w,
             HrEstimate            *estimate,
             HrSettingChange       *change)
{
  const HrTaskType *type = hr_task_type (w->task);
  guint32          *batch = type->batch ? type->batch (w) : NULL, before;

  if (batch == NULL || *batch <= 1)
    return FALSE;
  before = *batch;
  do
    {
      *batch = (*batch + 1) / 2;
      if (w->task == HR_TASK_NLP_FINE_TUNE)
        w->nlp.gradient_accumulation = MAX (input->workload->nlp.gradient_accumulation, 1)
                                       * ((before + *batch - 1) / *batch);
    }
  while (!try_settings (input, w, estimate) && *batch > 1);
  *change = (HrSettingChange){ .key = "batch", .number = *batch };
  return TRUE;
}

static gboolean
apply_sequence (const HrEstimateInput *input,
                HrWorkload            *w,
                HrEstimate            *estimate,
                HrSettingChange       *change)
{
  gboolean training = w->task == HR_TASK_NLP_FINE_TUNE;
  guint32 *tokens = training ? &w->nlp.sequence_length : &w->llm.context_length;

  if ((w->task != HR_TASK_NLP_FINE_TUNE && w->task != HR_TASK_LLM_INFERENCE) || *tokens <= 128)
    return FALSE;
  do
    {
      *tokens = MAX (128, *tokens / 2);
      if (!training)
        {
          w->llm.prompt_tokens = MIN (w->llm.prompt_tokens, *tokens / 2);
          w->llm.generated_tokens = MIN (w->llm.generated_tokens, *tokens / 2);
        }
    }
  while (!try_settings (input, w, estimate) && *tokens > 128);
  *change = (HrSettingChange){ .key = training ? "sequence_length" : "context_length",
                               .number = *tokens,
                               .changes_quality = TRUE };
  return TRUE;
}

/* The next coarser formats of the same family until it fits, in RAM too if that can be: GGUF types,
 * else 8 and 4 bits. */
static gboolean
apply_fewer_bits (const HrEstimateInput *input,
                  HrWorkload            *w,
                  HrEstimate            *estimate,
                  HrSettingChange       *change)
{
  static const char *const gguf[] = { "q8_0", "q6_k", "q5_k_m", "q4_k_m", "q3_k_m" };
  static const char *const others[] = { "int8", "int4" };
  const HrWeightFormat    *now;
  const char *const       *list = others;
  const HrWeightFormat    *chosen = NULL;
  guint                    n = G_N_ELEMENTS (others);
  gboolean                 fits = FALSE;

  if (w->task != HR_TASK_LLM_INFERENCE || w->llm.bits_per_weight > 0)
    return FALSE;
  now = hr_weight_format_find (w->llm.weight_format);
  if (w->llm.engine == HR_ENGINE_LLAMA_CPP || (now && now->whole_model))
    {
      list = gguf;
      n = G_N_ELEMENTS (gguf);
    }
  for (guint i = 0; i < n; i++)
    {
      const HrWeightFormat *format = hr_weight_format_find (list[i]);

      if (format == NULL || (now && format->bits >= now->bits))
        continue;
      hr_string_copy (w->llm.weight_format, sizeof w->llm.weight_format, format->nick);
      if (!try_settings (input, w, estimate))
        {
          chosen = format;
          continue;
        }
      if (!fits || hr_remedy_runs (input, estimate))
        chosen = format;
      fits = TRUE;
      if (hr_remedy_runs (input, estimate))
        break;
    }
  if (chosen == NULL)
    return FALSE;
  hr_string_copy (w->llm.weight_format, sizeof w->llm.weight_format, chosen->nick);
  *change = (HrSettingChange){ .key = "weight_format",
                               .nick = chosen->nick,
                               .changes_quality = TRUE };
  return TRUE;
}

static gboolean
apply_method (HrMethod method, HrWorkload *w, HrSettingChange *change)
{
  if (w->nlp.method >= method)
    return FALSE;
  w->nlp.method = method;
  if (w->nlp.lora_rank == 0 && w->nlp.trainable_params_m == 0)
    w->nlp.lora_rank = 16;
  set_nick (change, "method", &hr_enum_method, (int) method);
  change->changes_quality = TRUE;
  return TRUE;
}

static gboolean
apply_checkpointing (const HrEstimateInput *input,
                     HrWorkload            *w,
                     HrEstimate            *estimate,
                     HrSettingChange       *change)
{
  if (w->nlp.checkpointing >= HR_CHECKPOINTING_FULL)
    return FALSE;
  w->nlp.checkpointing = HR_CHECKPOINTING_FULL;
  if (input->workload->nlp.checkpointing == HR_CHECKPOINTING_NONE)
    {
      w->nlp.checkpointing = HR_CHECKPOINTING_SELECTIVE;
      if (!try_settings (input, w, estimate))
        w->nlp.checkpointing = HR_CHECKPOINTING_FULL;
    }
  set_nick (change, "activation_checkpointing", &hr_enum_checkpointing, (int) w->nlp.checkpointing);
  return TRUE;
}

static gboolean
apply_offload (const HrEstimateInput *input,
               HrWorkload            *w,
               HrEstimate            *estimate,
               HrSettingChange       *change)
{
  if (w->nlp.offload >= HR_OFFLOAD_ALL)
    return FALSE;
  w->nlp.offload = w->nlp.offload == HR_OFFLOAD_NONE ? HR_OFFLOAD_OPTIMIZER : HR_OFFLOAD_ALL;
  if (w->nlp.offload == HR_OFFLOAD_OPTIMIZER && !try_settings (input, w, estimate))
    w->nlp.offload = HR_OFFLOAD_ALL;
  set_nick (change, "offload", &hr_enum_offload, (int) w->nlp.offload);
  return TRUE;
}

/* Where RAM runs out: states go back to the cards that have room for them. */
static gboolean
apply_less_offload (const HrEstimateInput *input,
                    HrWorkload            *w,
                    HrEstimate            *estimate,
                    HrSettingChange       *change)
{
  if (w->nlp.offload == HR_OFFLOAD_NONE)
    return FALSE;
  w->nlp.offload = HR_OFFLOAD_NONE;
  if (input->workload->nlp.offload == HR_OFFLOAD_ALL && !try_settings (input, w, estimate))
    w->nlp.offload = HR_OFFLOAD_OPTIMIZER;
  set_nick (change, "offload", &hr_enum_offload, (int) w->nlp.offload);
  return TRUE;
}

static gboolean
apply_sharding (const HrEstimateInput *input,
                HrWorkload            *w,
                HrEstimate            *estimate,
                HrSettingChange       *change)
{
  if (input->gpu_count < 2 || w->nlp.sharding >= HR_SHARDING_ZERO3)
    return FALSE;
  do
    w->nlp.sharding = MAX (w->nlp.sharding + 1, HR_SHARDING_ZERO1);
  while (w->nlp.sharding < HR_SHARDING_ZERO3 && !try_settings (input, w, estimate));
  set_nick (change, "sharding", &hr_enum_sharding, (int) w->nlp.sharding);
  return TRUE;
}

/* Autocast first, which keeps weights in FP32; if that is not enough, all in BF16. */
static gboolean
apply_nlp_precision (const HrEstimateInput *input,
                     HrWorkload            *w,
                     HrEstimate            *estimate,
                     HrSettingChange       *change)
{
  HrPrecision before = w->nlp.precision;
  gboolean    has_bf16 = input->gpu->tflops[HR_RATE_BF16] > 0, fits = FALSE;

  if (before == HR_PRECISION_FP32 || before == HR_PRECISION_TF32)
    {
      w->nlp.precision = has_bf16 ? HR_PRECISION_AMP_BF16 : HR_PRECISION_AMP_FP16;
      fits = try_settings (input, w, estimate);
    }
  else if (before != HR_PRECISION_AMP && before != HR_PRECISION_AMP_BF16
           && before != HR_PRECISION_AMP_FP16)
    return FALSE;
  if (!fits && has_bf16)
    w->nlp.precision = HR_PRECISION_BF16;
  set_nick (change, "precision", &hr_enum_precision, (int) w->nlp.precision);
  change->changes_quality = w->nlp.precision == HR_PRECISION_BF16;
  return w->nlp.precision != before;
}

static gboolean
apply_precision (const HrEstimateInput *input,
                 HrWorkload            *w,
                 HrEstimate            *estimate,
                 HrSettingChange       *change)
{
  if (w->task == HR_TASK_NLP_FINE_TUNE)
    return apply_nlp_precision (input, w, estimate, change);
  if (w->task != HR_TASK_IMAGE_CLASSIFICATION
      || (w->image.precision != HR_PRECISION_FP32 && w->image.precision != HR_PRECISION_TF32))
    return FALSE;
  w->image.precision = HR_PRECISION_AMP;
  /* Nothing is updated: weights in 16 bit do as well. */
  if (w->image.mode == HR_MODE_INFERENCE)
    w->image.precision = input->gpu->tflops[HR_RATE_BF16] > 0 ? HR_PRECISION_BF16
                                                              : HR_PRECISION_FP16;
  set_nick (change, "precision", &hr_enum_precision, (int) w->image.precision);
  return TRUE;
}

/* Moments in 8 bit, where AdamW keeps two of them for each trained weight. */
static gboolean
apply_optimizer (HrWorkload *w, HrSettingChange *change)
{
  if (w->task == HR_TASK_NLP_FINE_TUNE && w->nlp.optimizer == HR_OPTIMIZER_ADAMW
      && w->nlp.method == HR_METHOD_FULL)
    {
      w->nlp.optimizer = HR_OPTIMIZER_ADAMW_8BIT;
      w->nlp.optimizer_state_bits = 0;
    }
  else if (w->task == HR_TASK_IMAGE_CLASSIFICATION && w->image.mode == HR_MODE_TRAIN
           && w->image.optimizer == HR_OPTIMIZER_ADAMW)
    w->image.optimizer = HR_OPTIMIZER_ADAMW_8BIT;
  else
    return FALSE;
  set_nick (change, "optimizer", &hr_enum_optimizer, HR_OPTIMIZER_ADAMW_8BIT);
  return TRUE;
}

static gboolean
apply_kv_bits (const HrEstimateInput *input,
               HrWorkload            *w,
               HrEstimate            *estimate,
               HrSettingChange       *change)
{
  gboolean gguf = w->llm.engine == HR_ENGINE_LLAMA_CPP;

  if (w->task != HR_TASK_LLM_INFERENCE
      || (w->llm.kv_precision != HR_KV_PRECISION_FP16
          && w->llm.kv_precision != HR_KV_PRECISION_BF16))
    return FALSE;
  w->llm.kv_precision = gguf ? HR_KV_PRECISION_Q8_0 : HR_KV_PRECISION_FP8;
  if (gguf && !try_settings (input, w, estimate))
    w->llm.kv_precision = HR_KV_PRECISION_Q4_0;
  set_nick (change, "kv_precision", &hr_enum_kv_precision, (int) w->llm.kv_precision);
  change->changes_quality = TRUE;
  return TRUE;
}

static gboolean
apply_nlp (HrRemedyKind           kind,
           const HrEstimateInput *input,
           HrWorkload            *w,
           HrEstimate            *estimate,
           HrSettingChange       *change)
{
  switch (kind)
    {
    case HR_REMEDY_CHECKPOINTING:
      return apply_checkpointing (input, w, estimate, change);
    case HR_REMEDY_LORA:
      return apply_method (HR_METHOD_LORA, w, change);
    case HR_REMEDY_QLORA:
      return apply_method (HR_METHOD_QLORA, w, change);
    case HR_REMEDY_CHUNKED_LOSS:
      if (w->nlp.chunked_loss || hr_nlp_loss (&w->nlp) != HR_LOSS_PLAIN)
        return FALSE;
      w->nlp.chunked_loss = TRUE;
      *change = (HrSettingChange){ .key = "chunked_loss", .nick = "true" };
      return TRUE;
    case HR_REMEDY_FLASH_ATTENTION:
      if (w->nlp.attention == HR_ATTENTION_FLASH)
        return FALSE;
      w->nlp.attention = HR_ATTENTION_FLASH;
      set_nick (change, "attention", &hr_enum_attention, HR_ATTENTION_FLASH);
      return TRUE;
    case HR_REMEDY_OFFLOAD:
      return apply_offload (input, w, estimate, change);
    case HR_REMEDY_LESS_OFFLOAD:
      return apply_less_offload (input, w, estimate, change);
    case HR_REMEDY_SHARDING:
      return apply_sharding (input, w, estimate, change);
    default:
      return FALSE;
    }
}

/**
 * hr_remedy_apply:
 * @kind: one of those that change settings alone
 * @input: the hardware and the settings as they are, none of them "auto"
 * @settings: (out): with the remedy: the gentlest step of it that fits, or the last there is
 * @estimate: (out): with those settings
 * @change: (out): what was changed
 *
 * Returns: whether the remedy exists for this work and is not in use already.
 */
gboolean
hr_remedy_apply (HrRemedyKind           kind,
                 const HrEstimateInput *input,
                 HrWorkload            *settings,
                 HrEstimate            *estimate,
                 HrSettingChange       *change)
{
  gboolean applied;

  *settings = *input->workload;
  *change = (HrSettingChange){ 0 };
  switch (kind)
    {
    case HR_REMEDY_SMALLER_BATCH:
      applied = apply_batch (input, settings, estimate, change);
      break;
    case HR_REMEDY_SHORTER_SEQUENCE:
      applied = apply_sequence (input, settings, estimate, change);
      break;
    case HR_REMEDY_FEWER_BITS:
      applied = apply_fewer_bits (input, settings, estimate, change);
      break;
    case HR_REMEDY_KV_CACHE_BITS:
      applied = apply_kv_bits (input, settings, estimate, change);
      break;
    case HR_REMEDY_MIXED_PRECISION:
      applied = apply_precision (input, settings, estimate, change);
      break;
    case HR_REMEDY_OPTIMIZER_8BIT:
      applied = apply_optimizer (settings, change);
      break;
    default:
      applied = settings->task == HR_TASK_NLP_FINE_TUNE
                    ? apply_nlp (kind, input, settings, estimate, change)
                    : hr_remedy_apply_task (kind, input, settings, change);
      break;
    }
  if (applied)
    try_settings (input, settings, estimate);
  return applied;
}

static gboolean
take_first (const HrWorkload *variant, gpointer user_data)
{
  *(HrWorkload *) user_data = *variant;
  return FALSE;
}

/* Halves the batch until the run is no longer tight; one that is tight at any size stays 1. */
static void
shrink_until_it_fits (const HrEstimateInput *input, guint32 *batch)
{
  HrEstimate estimate;

  while (*batch > 1)
    {
      hr_estimate (input, &estimate, NULL);
      if (estimate.fit != HR_FIT_TIGHT)
        break;
      *batch /= 2;
    }
}

/**
 * hr_remedy_settle:
 * @input: the hardware
 * @settings: (inout): every "auto" becomes the gentlest value; the batch the largest power of two
 *   that fits with the upper end of its band, or 1
 */
void
hr_remedy_settle (const HrEstimateInput *input, HrWorkload *settings)
{
  const HrTaskType *type = hr_task_type (settings->task);
  HrWorkload        asked = *settings;
  HrEstimateInput   with = *input;
  guint32          *batch, largest;

  if (type->each_variant)
    type->each_variant (&asked, input->gpu_count, take_first, settings);
  batch = type->batch ? type->batch (settings) : NULL;
  if (batch == NULL || *batch != 0)
    return;
  with.workload = settings;
  *batch = 1;
  largest = hr_estimate_largest_batch (&with);
  while (*batch * 2 <= MIN (largest, 1024))
    *batch *= 2;
  shrink_until_it_fits (&with, batch);
}

typedef struct
{
  HrEstimateInput   input;
  const HrWorkload *asked;
  HrWorkload        chosen;
  guint             quality; /* that was given up */
  double            seconds;
  /* Of what was chosen: 0 = too large, 1 = fits the cards, 2 = RAM too, 3 = and is not tight. */
  int rank;
} Resolve;

/* How much longer a run that is not tight may take than one that is. */
#define ROOM_SLOWDOWN 1.5

/* A variant that is not tight goes before a gentler one that is, but not at the cost of quality or
 * of half as much time again. */
static gboolean
is_preferred (const Resolve *self, int rank, guint quality, double seconds)
{
  if (rank == 0 && self->rank == 0)
    return TRUE;
  return rank > self->rank
         && (self->rank < 2
             || (quality <= self->quality && seconds <= self->seconds * ROOM_SLOWDOWN));
}

static gboolean
try_variant (const HrWorkload *variant, gpointer user_data)
{
  Resolve          *self = user_data;
  const HrTaskType *type = hr_task_type (variant->task);
  HrWorkload        settled = *variant;
  HrEstimate        estimate;
  guint             quality = type->quality ? type->quality (self->asked, variant) : 0;
  int               rank;

  self->input.workload = &settled;
  hr_remedy_settle (&self->input, &settled);
  hr_estimate (&self->input, &estimate, NULL);
  rank = !hr_estimate_is_likely (&estimate)          ? 0
         : !hr_remedy_runs (&self->input, &estimate) ? 1
         : estimate.fit == HR_FIT_TIGHT              ? 2
                                                     : 3;
  if (is_preferred (self, rank, quality, estimate.seconds))
    {
      self->seconds = estimate.seconds;
      self->chosen = settled;
      self->quality = quality;
      self->rank = rank;
    }
  return rank < 3;
}

/**
 * hr_remedy_resolve:
 * @input: the hardware
 * @settings: (inout): every "auto" becomes the gentlest value with which the work runs, in the RAM
 *   too where it is given, and is not tight where another of the same quality is not; the most
 *   frugal one where none runs
 */
void
hr_remedy_resolve (const HrEstimateInput *input, HrWorkload *settings)
{
  const HrTaskType *type = hr_task_type (settings->task);
  const HrWorkload  asked = *settings;
  Resolve           self = { .input = *input, .asked = &asked, .chosen = asked };

  if (type->each_variant)
    type->each_variant (settings, MAX (input->gpu_count, 1), try_variant, &self);
  else
    try_variant (settings, &self);
  *settings = self.chosen;
}

/**
 * hr_remedy_runs:
 * @estimate: of @input
 *
 * Returns: whether both memories are enough; RAM that is not given is not judged.
 */
gboolean
hr_remedy_runs (const HrEstimateInput *input, const HrEstimate *estimate)
{
  return hr_estimate_is_likely (estimate)
         && (input->host.ram_gib <= 0 || estimate->host_required_gib <= input->host.ram_gib);
}

/**
 * hr_host_for_system:
 * @system: a machine as it was entered; what it leaves open is usual for its card
 * @host: (out): the host that an estimate sees
 */
void
hr_host_for_system (const HrSystem   *system,
                    const HrSnapshot *snapshot,
                    const HrGpu      *gpu,
                    HrHost           *host)
{
  const HrPlatform *platform = system->platform[0] != '\0'
                                   ? hr_snapshot_platform (snapshot, system->platform)
                                   : NULL;

  hr_host_default_for (gpu, system->gpu_count, host);
  if (platform)
    {
      hr_host_rules_link (platform, gpu, system->gpu_count, system->bridge, host);
      host->ram_bandwidth_gb_s = hr_host_rules_ram_gb_s (platform, platform->memory_channels,
                                                         platform->ram_mt_s);
    }
  else if (system->bridge && hr_host_rules_bridge (gpu, system->gpu_count))
    host->link_gb_s = gpu->link_gb_s;
  host->ram_gib = system->ram_gib;
  if (system->cpu_cores > 0)
    host->cpu_cores = system->cpu_cores;
}
