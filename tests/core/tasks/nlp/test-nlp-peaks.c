/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "hr-nlp-peak.h"
#include "hr-task.h"

/* Peaks of allocated memory as a replay of the allocations found them. Each row is a run that plans
 * cannot always say, so what it has is set where plans are resolved. */

#define TOLERANCE 0.03

enum
{
  MODEL,
  FRAMEWORK,
  METHOD,
  BASE,
  BATCH,
  SEQUENCE,
  CHECKPOINTING,
  ATTENTION,
  LOSS,
  OPTIMIZER,
  AMP,
  ADAPTER,
  TARGETS,
  RANK,
  DROPOUT,
  KBIT,
  EMBEDDINGS,
  ACCUMULATE,
  KEEP_OUTPUTS,
  BNB_OLD,
  FP32,
  PEAK,
  MOMENT,
  N_COLUMNS
};

#define GATED(h, l, a, k, d, i, v, ...)                                                    \
  {                                                                                        \
    .hidden = h, .layers = l, .heads = a, .kv_heads = k, .head_dim = d, .intermediate = i, \
    .vocab = v, .gated_mlp = TRUE, ##__VA_ARGS__                                           \
  }
#define BERT(h, l, a, i)                                                                     \
  {                                                                                          \
    .family = "bert", .hidden = h, .layers = l, .heads = a, .kv_heads = a, .head_dim = 64,   \
    .intermediate = i, .vocab = 30522, .max_positions = 512, .positions_learned = TRUE,      \
    .tied_embeddings = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE, .encoder_only = TRUE, \
  }

static const struct
{
  const char  *name;
  HrModelShape shape;
} models[] = {
  { "llama-3.1-8b", GATED (4096, 32, 32, 8, 128, 14336, 128256) },
  { "llama-3.2-1b", GATED (2048, 16, 32, 8, 64, 8192, 128256, .tied_embeddings = TRUE) },
  { "llama-3.2-3b", GATED (3072, 28, 24, 8, 128, 8192, 128256, .tied_embeddings = TRUE) },
  { "llama-2-7b", GATED (4096, 32, 32, 32, 128, 11008, 32000) },
  { "llama-2-13b", GATED (5120, 40, 40, 40, 128, 13824, 32000) },
  { "mistral-7b", GATED (4096, 32, 32, 8, 128, 14336, 32000) },
  { "qwen2.5-7b", GATED (3584, 28, 28, 4, 128, 18944, 152064) },
  { "qwen2.5-1.5b", GATED (1536, 28, 12, 2, 128, 8960, 151936, .tied_embeddings = TRUE) },
  { "qwen2.5-14b", GATED (5120, 48, 40, 8, 128, 13824, 152064) },
  { "qwen-1.8b", GATED (2048, 24, 16, 16, 128, 5504, 151936) },
  { "gemma-2-9b",
    GATED (3584, 42, 16, 8, 256, 14336, 256000, .family = "gemma2", .tied_embeddings = TRUE) },
  { "gemma-7b",
    GATED (3072, 28, 16, 16, 256, 24576, 256000, .family = "gemma", .tied_embeddings = TRUE) },
  { "bert-base", BERT (768, 12, 12, 3072) },
  { "bert-large", BERT (1024, 24, 16, 4096) },
};

typedef struct
{
  char          **cells;
  HrWorkload      workload;
  HrNlpFramework  facts;
  HrNlp           nlp;
  HrEstimateInput input;
  HrGpu           gpu;
} Row;

static gboolean
is (const Row *row, int column, const char *value)
{
  return strcmp (row->cells[column], value) == 0;
}

static gboolean
yes (const Row *row, int column)
{
  return is (row, column, "yes");
}

static gboolean
adapts (const Row *row, const char *target)
{
  g_auto (GStrv) list = g_strsplit (row->cells[TARGETS], " ", -1);

  return is (row, TARGETS, "all")
         || (is (row, TARGETS, "attention") && strchr ("qkvo", *target) && !target[1])
         || (is (row, TARGETS, "qv") && strchr ("qv", *target) && !target[1])
         || g_strv_contains ((const char *const *) list, target);
}

static double
rank_times_widths (const Row *row)
{
  const HrModelShape *s = &row->workload.nlp.shape;
  double              q = s->heads * s->head_dim, k = s->kv_heads * s->head_dim, h = s->hidden;
  double              sum = 0, i = s->intermediate;

  if (is (row, MODEL, "qwen-1.8b"))
    sum += h + q + 2 * k;
  else
    sum += (adapts (row, "q") ? h + q : 0) + (adapts (row, "k") ? h + k : 0)
           + (adapts (row, "v") ? h + k : 0);
  sum += (adapts (row, "o") ? q + h : 0) + (adapts (row, "gate") ? h + i : 0)
         + (adapts (row, "up") ? h + i : 0) + (adapts (row, "down") ? i + h : 0);
  return sum * s->layers * g_ascii_strtod (row->cells[RANK], NULL);
}

static void
plan_adapters (const Row *row, HrNlpWork *w)
{
  w->lora_targets = adapts (row, "gate") ? HR_LORA_TARGETS_ALL_LINEAR : HR_LORA_TARGETS_ATTENTION;
  w->adapter_precision = is (row, ADAPTER, "fp32") ? HR_PRECISION_FP32 : HR_PRECISION_BF16;
  w->lora_dropout = yes (row, DROPOUT) ? 0.05 : 0;
  w->lora_rank = 16;
  w->trainable_params_m = rank_times_widths (row) / 1e6;
  w->train_embeddings = yes (row, EMBEDDINGS);
  w->base_bits_per_weight = is (row, BASE, "nf4")      ? 4.5
                            : is (row, BASE, "nf4-dq") ? 4.127
                            : is (row, BASE, "gptq")   ? 4.25
                                                       : 8;
}

static void
plan (Row *row)
{
  HrNlpWork *w = &row->workload.nlp;

  hr_task_type (HR_TASK_NLP_FINE_TUNE)->init (&row->workload);
  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    if (is (row, MODEL, models[i].name))
      w->shape = models[i].shape;
  w->method = is (row, METHOD, "full")   ? HR_METHOD_FULL
              : is (row, METHOD, "lora") ? HR_METHOD_LORA
                                         : HR_METHOD_QLORA;
  w->precision = yes (row, FP32)                                 ? HR_PRECISION_FP32
                 : yes (row, AMP) && w->method == HR_METHOD_FULL ? HR_PRECISION_AMP_BF16
                                                                 : HR_PRECISION_BF16;
  w->batch = (guint32) atoi (row->cells[BATCH]);
  w->sequence_length = (guint32) atoi (row->cells[SEQUENCE]);
  w->gradient_accumulation = yes (row, ACCUMULATE) ? 2 : 1;
  w->sharding = HR_SHARDING_NONE;
  w->packing = HR_PACKING_PACKED;
  hr_enum_parse (&hr_enum_checkpointing, row->cells[CHECKPOINTING], (int *) &w->checkpointing);
  w->attention = is (row, ATTENTION, "eager") ? HR_ATTENTION_EAGER : HR_ATTENTION_FLASH;
  w->optimizer = is (row, OPTIMIZER, "paged")        ? HR_OPTIMIZER_PAGED_ADAMW_8BIT
                 : is (row, OPTIMIZER, "adamw-8bit") ? HR_OPTIMIZER_ADAMW_8BIT
                 : is (row, OPTIMIZER, "sgd")        ? HR_OPTIMIZER_SGD
                                                     : HR_OPTIMIZER_ADAMW;
  w->framework = g_str_has_prefix (row->cells[FRAMEWORK], "litgpt") ? HR_FRAMEWORK_LITGPT
                 : g_str_has_prefix (row->cells[FRAMEWORK], "torchtune")
                     ? HR_FRAMEWORK_TORCHTUNE
                     : HR_FRAMEWORK_HUGGING_FACE;
  w->framework_year = yes (row, BNB_OLD) && is (row, LOSS, "hf-2024") ? 2024
                      : yes (row, BNB_OLD)                            ? 2023
                      : is (row, LOSS, "chunk-8")                     ? 2024
                                                                      : 2025;
  w->loss = is (row, LOSS, "liger")                                          ? HR_LOSS_LIGER
            : is (row, LOSS, "inplace")                                      ? HR_LOSS_INPLACE
            : strstr (row->cells[LOSS], "chunk") || is (row, LOSS, "litgpt") ? HR_LOSS_CHUNKED
                                                                             : HR_LOSS_PLAIN;
  if (w->method != HR_METHOD_FULL)
    plan_adapters (row, w);
}

/* What the framework of the row does, where that is not what its name stands for today. */
static void
resolve (Row *row)
{
  HrNlp *nlp = &row->nlp;

  row->gpu = (HrGpu){ .vendor = HR_VENDOR_NVIDIA, .vram_gib = 1000, .devices = 1 };
  row->input = (HrEstimateInput){ .gpu = &row->gpu,
                                  .gpu_count = 1,
                                  .workload = &row->workload,
                                  .calibration = hr_calibration_default () };
  if (*row->workload.nlp.shape.family == 0)
    strcpy (row->workload.nlp.shape.family, "llama");
  hr_nlp_resolve (nlp, &row->input);
  row->facts = *nlp->facts;
  row->facts.fused_norms = row->facts.fused_mlp = is (row, FRAMEWORK, "liger");
  row->facts.lists_optimizer = is (row, OPTIMIZER, "adamw-foreach");
  row->facts.autocasts_adapters = yes (row, AMP);
  nlp->keeps_outputs = yes (row, KEEP_OUTPUTS);
  row->facts.steps_one_by_one = is (row, OPTIMIZER, "adamw-loop");
  row->facts.repeats_keys = is (row, ATTENTION, "sdpa");
  row->facts.compiled = is (row, LOSS, "bf16");
  nlp->facts = &row->facts;
  nlp->fp32_stream_of_base = yes (row, KBIT);
  nlp->stream_bytes = nlp->weight_bytes > 2 || yes (row, KBIT)
                              || (yes (row, EMBEDDINGS) && is (row, ADAPTER, "fp32"))
                          ? 4
                          : 2;
  nlp->gradients_stay = yes (row, ACCUMULATE);
  if (nlp->work->framework == HR_FRAMEWORK_LITGPT)
    nlp->keeps_outputs = TRUE;
  nlp->has_logits = !is (row, LOSS, "classify");
  nlp->drops = yes (row, DROPOUT);
  if (nlp->adapters)
    {
      nlp->adapts_qkv = is (row, MODEL, "qwen-1.8b") || row->facts.joins_qkv
                            ? 1
                            : adapts (row, "q") + adapts (row, "k") + adapts (row, "v");
      nlp->adapts_output = adapts (row, "o");
      nlp->adapts_mlp = adapts (row, "gate");
      nlp->adapts_down = adapts (row, "down");
    }
}

static double
peak_gib (Row *row)
{
  HrEstimate estimate = { 0 };
  HrNlpPeak  peak;
  double     sum = 0;

  hr_nlp_memory_states (&row->nlp, &estimate, NULL);
  hr_nlp_peak (&row->nlp, &peak);
  hr_nlp_memory_peak (&row->nlp, &peak, &estimate, NULL);
  for (guint i = 0; i < estimate.n_terms; i++)
    sum += estimate.terms[i].gib;
  return sum;
}

static void
test_rows (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("HEADROOM_TEST_DATA"), "data",
                                            "training-peaks.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0, failed = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      Row    row = { .cells = cells };
      double measured, estimated;

      if (lines[i][0] == '#' || g_str_has_prefix (lines[i], "model,"))
        continue;
      g_assert_cmpuint (g_strv_length (cells), ==, N_COLUMNS);
      plan (&row);
      resolve (&row);
      measured = g_ascii_strtod (cells[PEAK], NULL);
      estimated = peak_gib (&row);
      n++;
      if (fabs (estimated / measured - 1) > TOLERANCE)
        {
          failed++;
          g_test_message ("%.2f, should be %.2f (%+.1f %%): %s", estimated, measured,
                          100 * (estimated / measured - 1), lines[i]);
        }
    }
  g_assert_cmpuint (n, ==, 185);
  g_assert_cmpuint (failed, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nlp-peaks/rows", test_rows);
  return g_test_run ();
}
