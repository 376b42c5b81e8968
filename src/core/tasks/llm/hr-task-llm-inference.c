/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-task-type.h"

#include "hr-llm.h"
#include "hr-weight-format.h"

#define MAX_TOKENS (1u << 24)

/* How much more memory a model may take of which a part was not understood. */
#define PART_OF_MODEL_BAND 1.5

static void
llm_inference_init (HrWorkload *workload)
{
  *workload = (HrWorkload) {
    .task = HR_TASK_LLM_INFERENCE,
    .model = "llama-3.1-8b",
    .model_name = "Llama 3.1 8B",
    .llm = {
      .shape = {
        .family = "llama", .hidden = 4096, .layers = 32, .heads = 32, .kv_heads = 8,
        .head_dim = 128, .intermediate = 14336, .vocab = 128256, .max_positions = 131072,
        .gated_mlp = TRUE, .params_b = 8.030261,
      },
      .weight_format = "q4_k_m",
      .kv_precision = HR_KV_PRECISION_FP16,
      .context_length = 0,   /* what the prompt and the answer need */
      .batch = 1,
      .prompt_tokens = 256,
      .generated_tokens = 256,
      .requests = 1000,
      .offload = HR_LLM_OFFLOAD_AUTO,
      .engine = HR_ENGINE_LLAMA_CPP,
      .engine_name = "llama.cpp",
    },
  };
}

static void
check_context (const HrLlmWork *work, HrIssues *issues)
{
  double   tokens = (double) work->prompt_tokens + work->generated_tokens;
  HrIssue *issue;

  if (work->context_length > MAX_TOKENS)
    hr_issues_add_range (issues, "$.workload.context_length", work->context_length, 1, MAX_TOKENS);
  if (work->prompt_tokens > MAX_TOKENS)
    hr_issues_add_range (issues, "$.workload.prompt_tokens", work->prompt_tokens, 0, MAX_TOKENS);
  if (work->generated_tokens > MAX_TOKENS)
    hr_issues_add_range (issues, "$.workload.generated_tokens", work->generated_tokens, 0,
                         MAX_TOKENS);
  if (work->context_length == 0 && tokens < 1)
    {
      issue = hr_issues_add (issues, HR_ISSUE_IMPOSSIBLE, "$.workload.context_length", "0", NULL);
      issue->detail = g_strdup ("no prompt, nothing to generate and no context");
    }
}

static void
llm_inference_validate (const HrWorkload *workload, HrIssues *issues)
{
  const HrLlmWork *work = &workload->llm;

  hr_model_shape_validate (&work->shape, "$.workload.model_config", issues);
  if (work->weight_format[0] != '\0' && hr_weight_format_find (work->weight_format) == NULL)
    {
      g_autofree char *allowed = hr_weight_format_allowed ();

      hr_issues_add (issues, HR_ISSUE_UNKNOWN_VALUE, "$.workload.weight_format",
                     work->weight_format, allowed);
    }
  if (work->bits_per_weight != 0 && !(work->bits_per_weight >= 0.5 && work->bits_per_weight <= 64))
    hr_issues_add_range (issues, "$.workload.bits_per_weight", work->bits_per_weight, 0.5, 64);
  if (work->batch > 1u << 20)
    hr_issues_add_range (issues, "$.workload.batch", work->batch, 1, 1u << 20);
  if (!(work->requests >= 0 && work->requests <= 1e15))
    hr_issues_add_range (issues, "$.workload.requests", work->requests, 0, 1e15);
  check_context (work, issues);
}

static void
llm_inference_estimate (const HrEstimateInput *input, HrEstimate *estimate, HrTrace *trace)
{
  HrLlm     llm;
  HrLlmBand band;

  hr_llm_resolve (&llm, input);
  hr_llm_memory (&llm, estimate, trace);
  band = hr_llm_memory_band (&llm, estimate);
  if (llm.work->shape.unknown[0] != '\0')
    band.high *= PART_OF_MODEL_BAND;
  hr_estimate_set_band (estimate, band.low, band.high, trace);
  hr_estimate_finish_fit (estimate, input, trace);
  if (llm.offloaded > 0)
    {
      estimate->notes |= HR_NOTE_OFFLOADED;
      if (estimate->fit != HR_FIT_EXCEEDS)
        {
          /* The engine moves one layer more or less, so that the cards' memory is enough. */
          estimate->fit = HR_FIT_OFFLOADS;
          estimate->fit_chance = 1;
        }
      if (hr_llm_runs_from_drive (&llm))
        {
          estimate->fit = HR_FIT_EXCEEDS;
          estimate->fit_chance = 0;
          estimate->notes |= HR_NOTE_FROM_DRIVE;
        }
    }
  if (llm.work->engine == HR_ENGINE_GENERIC)
    estimate->notes |= HR_NOTE_UNKNOWN_ENGINE;
  if (!hr_model_family_is_known (llm.work->shape.family))
    estimate->notes |= HR_NOTE_UNKNOWN_FAMILY;
  if (llm.work->shape.unknown[0] != '\0')
    estimate->notes |= HR_NOTE_PART_OF_MODEL;
  if (llm.work->shape.n_towers > 0)
    estimate->notes |= HR_NOTE_TOWER;
  if (!hr_llm_heads_divide (&llm))
    estimate->notes |= HR_NOTE_UNEVEN_HEADS | HR_NOTE_UNSUPPORTED;
  hr_llm_host (&llm, estimate, trace);
  hr_estimate_finish_host (estimate, input, trace);
  hr_llm_time (&llm, estimate, trace);
}

static guint32 *
llm_inference_batch (HrWorkload *workload)
{
  return &workload->llm.batch;
}

/* People read 238 words a minute (Brysbaert, How many words do we read per minute?, 2019), in
 * English 1.33 tokens a word. */
#define READING_TOKENS_S (238.0 / 60 * 1.33)
/* Nobody waits longer, so no more is lost. */
#define MOST_WAITING 10.0

/* An answer that comes slower than it is read because the model lies in RAM, and the plan did not
 * ask for that. */
static double
llm_inference_waiting (const HrWorkload *workload, const HrEstimate *estimate)
{
  double wanted = READING_TOKENS_S * MAX (workload->llm.batch, 1);

  if (estimate->fit != HR_FIT_OFFLOADS || workload->llm.offload != HR_LLM_OFFLOAD_AUTO
      || !(estimate->throughput.value > 0))
    return 1;
  return CLAMP (wanted / estimate->throughput.value, 1, MOST_WAITING);
}

const HrTaskType hr_task_llm_inference = {
  .task = HR_TASK_LLM_INFERENCE,
  .init = llm_inference_init,
  .validate = llm_inference_validate,
  .estimate = llm_inference_estimate,
  .batch = llm_inference_batch,
  .waiting = llm_inference_waiting,
  .software = hr_llm_software,
};
