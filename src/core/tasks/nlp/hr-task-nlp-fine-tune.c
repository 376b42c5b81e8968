/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-task-type.h"

#include "hr-band.h"
#include "hr-nlp-peak.h"

#define MAX_SEQUENCE (1u << 24)

/* Llama 3.1 8B, as its config.json says. */
static const HrModelShape llama_3_1_8b = {
  .family = "llama",
  .hidden = 4096,
  .layers = 32,
  .heads = 32,
  .kv_heads = 8,
  .head_dim = 128,
  .intermediate = 14336,
  .vocab = 128256,
  .max_positions = 131072,
  .gated_mlp = TRUE,
  .params_b = 8.030261,
};

static void
nlp_fine_tune_init (HrWorkload *workload)
{
  *workload = (HrWorkload) {
    .task = HR_TASK_NLP_FINE_TUNE,
    .model = "llama-3.1-8b",
    .model_name = "Llama 3.1 8B",
    .nlp = {
      .shape = llama_3_1_8b,
      .method = HR_METHOD_LORA,
      .precision = HR_PRECISION_BF16,
      .optimizer = HR_OPTIMIZER_ADAMW,
      .lora_rank = 16,
      .lora_targets = HR_LORA_TARGETS_ALL_LINEAR,
      .batch = 1,
      .gradient_accumulation = 16,
      .sequence_length = 2048,
      .checkpointing = HR_CHECKPOINTING_FULL,
      .attention = HR_ATTENTION_FLASH,
      .sharding = HR_SHARDING_AUTO,
      .offload = HR_OFFLOAD_NONE,
      .train_tokens = 20e6,
      .framework = HR_FRAMEWORK_HUGGING_FACE,
      .adapter_precision = HR_PRECISION_AUTO,
      .lora_dropout = 0,
    },
  };
}

static void
check_method (const HrNlpWork *work, HrIssues *issues)
{
  if (work->method == HR_METHOD_FULL)
    return;
  if (work->trainable_params_m == 0 && (work->lora_rank < 1 || work->lora_rank > 65536))
    hr_issues_add_range (issues, "$.workload.lora_rank", work->lora_rank, 1, 65536);
  if (work->method == HR_METHOD_QLORA && work->base_bits_per_weight != 0
      && !(work->base_bits_per_weight >= 1 && work->base_bits_per_weight <= 16))
    hr_issues_add_range (issues, "$.workload.base_bits_per_weight", work->base_bits_per_weight, 1,
                         16);
}

static void
nlp_fine_tune_validate (const HrWorkload *workload, HrIssues *issues)
{
  const HrNlpWork *work = &workload->nlp;
  guint            bits = work->optimizer_state_bits;

  hr_model_shape_validate (&work->shape, "$.workload.model_config", issues);
  check_method (work, issues);
  if (work->objective == HR_OBJECTIVE_GRPO)
    hr_issues_add (issues, HR_ISSUE_IMPOSSIBLE, "$.workload.objective", "grpo", NULL)
        ->detail = g_strdup (
        "GRPO is not estimated: how long its answers are generated for and how they "
        "are rewarded decides its time and memory; sft and dpo are");
  if (work->batch > 1u << 20)
    hr_issues_add_range (issues, "$.workload.batch", work->batch, 1, 1u << 20);
  if (work->gradient_accumulation < 1 || work->gradient_accumulation > 1u << 20)
    hr_issues_add_range (issues, "$.workload.gradient_accumulation", work->gradient_accumulation, 1,
                         1u << 20);
  if (work->sequence_length < 1 || work->sequence_length > MAX_SEQUENCE)
    hr_issues_add_range (issues, "$.workload.sequence_length", work->sequence_length, 1,
                         MAX_SEQUENCE);
  else if ((double) work->sequence_length * MAX (work->batch, 1) > 1e12)
    hr_issues_add_range (issues, "$.workload.batch", work->batch, 1, 1e12 / work->sequence_length);
  if (bits != 0 && bits != 8 && bits != 16 && bits != 32)
    {
      g_autofree char *text = g_strdup_printf ("%u", bits);

      hr_issues_add (issues, HR_ISSUE_UNKNOWN_VALUE, "$.workload.optimizer_state_bits", text,
                     "8, 16, 32");
    }
  if (!(work->train_tokens >= 0 && work->train_tokens <= 1e16))
    hr_issues_add_range (issues, "$.workload.train_tokens", work->train_tokens, 0, 1e16);
  if (!(work->trainable_params_m >= 0 && work->trainable_params_m <= 1e7))
    hr_issues_add_range (issues, "$.workload.trainable_params_m", work->trainable_params_m, 0, 1e7);
}

static void
note_capabilities (const HrNlp *nlp, HrEstimate *estimate)
{
  gboolean brain = nlp->work->precision == HR_PRECISION_BF16
                   || nlp->work->precision == HR_PRECISION_AMP_BF16;

  if (brain && nlp->input->gpu->tflops[HR_RATE_BF16] <= 0)
    estimate->notes |= HR_NOTE_NO_BF16;
  if (nlp->work->offload != HR_OFFLOAD_NONE)
    estimate->notes |= HR_NOTE_OFFLOADED;
  if (nlp->work->shape.unknown[0] != '\0')
    estimate->notes |= HR_NOTE_PART_OF_MODEL;
  if (nlp->work->shape.n_towers > 0)
    estimate->notes |= HR_NOTE_TOWER;
  if (!hr_model_family_is_known (nlp->work->shape.family))
    estimate->notes |= HR_NOTE_UNKNOWN_FAMILY;
}

/* The centre is a run whose sequences have one length; the upper end is that of the run whose
 * batches have many, where the plan does not say which it is: such a run has a band of its own. */
static void
set_memory_band (const HrNlp *nlp, double ragged, HrEstimate *estimate, HrTrace *trace)
{
  const HrCalibration *cal = nlp->cal;
  HrMethod             method = nlp->work->method;
  HrBand               band = hr_band (cal->nlp_memory_low[method], cal->nlp_memory_high[method]);
  double               sum = 0;

  for (guint i = 0; i < estimate->n_terms; i++)
    sum += estimate->terms[i].gib * HR_GIB;
  hr_estimate_rest_on (estimate, &band, HR_QUANTITY_MEMORY, HR_BASIS_FRAMEWORK, &hr_enum_framework,
                       nlp->work->framework, cal->runs_nlp_memory_framework,
                       cal->nlp_memory_unseen_framework);
  hr_estimate_set_band (estimate, hr_band_low (&band),
                        hr_band_high (&band) * (1 + ragged / MAX (sum, 1)), trace);
}

static void
nlp_fine_tune_estimate (const HrEstimateInput *input, HrEstimate *estimate, HrTrace *trace)
{
  HrNlp     nlp;
  HrNlpPeak peak;
  double    ragged;

  hr_nlp_resolve (&nlp, input);
  estimate->trainable_parameters = nlp.trainable;
  hr_nlp_memory_states (&nlp, estimate, trace);
  hr_nlp_peak (&nlp, &peak);
  hr_nlp_memory_peak (&nlp, &peak, estimate, trace);
  ragged = hr_nlp_memory_workspace (&nlp, &peak, estimate, trace);
  set_memory_band (&nlp, ragged, estimate, trace);
  hr_estimate_finish_fit (estimate, input, trace);
  hr_nlp_host (&nlp, estimate, trace);
  hr_estimate_finish_host (estimate, input, trace);
  hr_nlp_time (&nlp, estimate, trace);
  note_capabilities (&nlp, estimate);
}

static guint32 *
nlp_fine_tune_batch (HrWorkload *workload)
{
  return &workload->nlp.batch;
}

/* The settings that "auto" may take, gentlest first, ended by HR_N_…; a setting that is not "auto"
 * has itself as the only choice. */
static guint
choices (int value, int automatic, const int *all, guint n_all, int *out)
{
  if (value != automatic)
    {
      out[0] = value;
      return 1;
    }
  for (guint i = 0; i < n_all; i++)
    out[i] = all[i];
  return n_all;
}

static guint
sharding_choices (const HrNlpWork *work, guint gpu_count, int *out)
{
  static const int alone[] = { HR_SHARDING_NONE };
  static const int together[] = { HR_SHARDING_DDP, HR_SHARDING_ZERO2, HR_SHARDING_ZERO3 };

  if (gpu_count > 1)
    return choices (work->sharding, HR_SHARDING_AUTO, together, G_N_ELEMENTS (together), out);
  return choices (work->sharding, HR_SHARDING_AUTO, alone, G_N_ELEMENTS (alone), out);
}

static void
nlp_fine_tune_each_variant (const HrWorkload *workload,
                            guint             gpu_count,
                            gboolean (*visit) (const HrWorkload *variant, gpointer user_data),
                            gpointer user_data)
{
  static const int all_methods[] = { HR_METHOD_FULL, HR_METHOD_LORA, HR_METHOD_QLORA };
  static const int all_checkpointing[] = { HR_CHECKPOINTING_NONE, HR_CHECKPOINTING_SELECTIVE,
                                           HR_CHECKPOINTING_FULL };
  static const int all_offload[] = { HR_OFFLOAD_NONE, HR_OFFLOAD_OPTIMIZER, HR_OFFLOAD_ALL };
  int              methods[3], checkpointing[3], sharding[3], offload[3];
  const HrNlpWork *work = &workload->nlp;
  guint            n_m = choices (work->method, HR_METHOD_AUTO, all_methods, 3, methods);
  guint            n_c = choices (work->checkpointing, HR_CHECKPOINTING_AUTO, all_checkpointing, 3,
                                  checkpointing);
  guint            n_s = sharding_choices (work, gpu_count, sharding);
  guint            n_o = choices (work->offload, HR_OFFLOAD_AUTO, all_offload, 3, offload);
  HrWorkload       variant = *workload;

  if (work->precision == HR_PRECISION_AUTO)
    variant.nlp.precision = HR_PRECISION_BF16;
  for (guint m = 0; m < n_m; m++)
    for (guint o = 0; o < n_o; o++)
      for (guint s = 0; s < n_s; s++)
        for (guint c = 0; c < n_c; c++)
          {
            variant.nlp.method = (HrMethod) methods[m];
            variant.nlp.offload = (HrOffload) offload[o];
            variant.nlp.sharding = (HrSharding) sharding[s];
            variant.nlp.checkpointing = (HrCheckpointing) checkpointing[c];
            if (variant.nlp.method != HR_METHOD_FULL && variant.nlp.lora_rank == 0
                && variant.nlp.trainable_params_m == 0)
              variant.nlp.lora_rank = 16;
            if (!visit (&variant, user_data))
              return;
          }
}

/* A method that was asked for is no loss. */
static guint
nlp_fine_tune_quality (const HrWorkload *asked, const HrWorkload *variant)
{
  if (asked->nlp.method != HR_METHOD_AUTO)
    return 0;
  switch (variant->nlp.method)
    {
    case HR_METHOD_FULL:
      return 0;
    case HR_METHOD_LORA:
      return 1;
    case HR_METHOD_QLORA:
    case HR_METHOD_AUTO:
    default:
      return 2;
    }
}

static gboolean
nlp_fine_tune_trains (const HrWorkload *workload)
{
  (void) workload;
  return TRUE;
}

const HrTaskType hr_task_nlp_fine_tune = {
  .task = HR_TASK_NLP_FINE_TUNE,
  .init = nlp_fine_tune_init,
  .validate = nlp_fine_tune_validate,
  .estimate = nlp_fine_tune_estimate,
  .each_variant = nlp_fine_tune_each_variant,
  .batch = nlp_fine_tune_batch,
  .quality = nlp_fine_tune_quality,
  .trains = nlp_fine_tune_trains,
  .software = hr_nlp_software,
};
