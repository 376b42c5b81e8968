/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-plan-keys.h"

/* clang-format off */
#define BIT(constant) (G_GUINT64_CONSTANT (1) << (constant))
#define NUMBER(S, k, field, low, high, ...) \
  { .key = k, .type = HR_KEY_NUMBER, .min = low, .max = high, .offset = G_STRUCT_OFFSET (S, field), ##__VA_ARGS__ }
#define COUNT(S, k, field, low, high, ...) \
  { .key = k, .type = HR_KEY_COUNT, .min = low, .max = high, .offset = G_STRUCT_OFFSET (S, field), ##__VA_ARGS__ }
#define FLAG(S, k, field) \
  { .key = k, .type = HR_KEY_FLAG, .offset = G_STRUCT_OFFSET (S, field) }
#define ENUM(S, k, field, symbol, ...) \
  { .key = k, .type = HR_KEY_ENUM, .enum_type = &hr_enum_##symbol, \
    .offset = G_STRUCT_OFFSET (S, field), ##__VA_ARGS__ }
#define MASK(S, k, field, symbol) \
  { .key = k, .type = HR_KEY_MASK, .enum_type = &hr_enum_##symbol, .offset = G_STRUCT_OFFSET (S, field) }
#define TEXT(S, k, field, ...) \
  { .key = k, .type = HR_KEY_TEXT, .offset = G_STRUCT_OFFSET (S, field), \
    .size = sizeof (((S *) NULL)->field), .skip_zero = TRUE, ##__VA_ARGS__ }
#define LABEL(k) { .key = k, .type = HR_KEY_LABEL }
#define OWN(k, reader, writer) { .key = k, .type = HR_KEY_OWN, .read = reader, .write = writer }
/* Read before the tables, because all else depends on them. */
#define DONE(k) { .key = k, .type = HR_KEY_LABEL }

#define AUTO .auto_zero = TRUE
#define NULL_IS_NONE .null_zero = TRUE
#define OPTIONAL .skip_zero = TRUE
#define NAMES(kind) .names = 1 + HR_NAME_##kind

static const HrPlanKey constraints[] = {
  NUMBER (HrConstraints, "budget", budget, 1, 1e9, NULL_IS_NONE),
  TEXT (HrConstraints, "currency", currency),
  ENUM (HrConstraints, "budget_covers", covers, covers),
  COUNT (HrConstraints, "max_gpus", max_gpus, 1, HR_MAX_GPUS),
  MASK (HrConstraints, "vendors", vendors, vendor),
  MASK (HrConstraints, "segments", segments, segment),
  ENUM (HrConstraints, "host", host, host_kind),
  ENUM (HrConstraints, "condition", condition, condition_policy),
  NUMBER (HrConstraints, "max_power_w", max_power_w, 1, 1e6, NULL_IS_NONE, OPTIONAL),
  OWN ("mains", hr_plan_read_mains, hr_plan_write_mains),
  FLAG (HrConstraints, "open_frame", open_frame),
  NUMBER (HrConstraints, "gpu_power_limit_w", gpu_power_limit_w, 20, 5000, NULL_IS_NONE, OPTIONAL),
  ENUM (HrConstraints, "ram_rule", ram_rule, ram_rule),
  NUMBER (HrConstraints, "deadline_hours", deadline_hours, 0.001, 1e6, NULL_IS_NONE, OPTIONAL),
  FLAG (HrConstraints, "allow_quality_loss", allow_quality_loss),
  ENUM (HrConstraints, "aim", aim, aim),
  NUMBER (HrConstraints, "room", room, 0, 0.9),
  OWN ("software", hr_plan_read_software, hr_plan_write_software),
  FLAG (HrConstraints, "allow_partial", demand.allow_partial),
};

static const HrPlanKey economics[] = {
  NUMBER (HrEconomics, "electricity_per_kwh", electricity_per_kwh, 0, 1e5),
  NUMBER (HrEconomics, "hours_per_week", hours_per_week, 0.1, 168),
  NUMBER (HrEconomics, "horizon_years", horizon_years, 0.1, 20),
  NUMBER (HrEconomics, "pue", pue, 1, 5, AUTO),
  NUMBER (HrEconomics, "resale_share", resale_share, 0, 1),
  NUMBER (HrEconomics, "tax_rate", tax_rate, 0, 1),
};

static const HrPlanKey system_keys[] = {
  TEXT (HrSystem, "gpu", gpu, NAMES (GPU)),
  COUNT (HrSystem, "gpu_count", gpu_count, 0, 100000),
  NUMBER (HrSystem, "ram_gib", ram_gib, 0, 1e6, OPTIONAL),
  TEXT (HrSystem, "platform", platform, NAMES (PLATFORM)),
  COUNT (HrSystem, "cpu_cores", cpu_cores, 0, 100000, OPTIONAL),
  NUMBER (HrSystem, "free_gib", free_gib, 0, 1e5, OPTIONAL),
  FLAG (HrSystem, "bridge", bridge),
  FLAG (HrSystem, "own", own),
  NUMBER (HrSystem, "psu_w", psu_w, 50, 1e5, OPTIONAL),
  COUNT (HrSystem, "ram_modules", ram_modules, 1, 64, OPTIONAL),
};

#define W HrWorkload
#define COMMON_KEYS \
  DONE ("task"), OWN ("model", hr_plan_read_model, hr_plan_write_model), \
  TEXT (W, "model_name", model_name), LABEL ("case"), \
  LABEL ("gpu_count_used")

static const HrPlanKey image[] = {
  COMMON_KEYS,
  OWN ("model_complexity", hr_plan_read_complexity, hr_plan_write_complexity),
  ENUM (W, "mode", image.mode, mode),
  ENUM (W, "precision", image.precision, precision,
        .subset = BIT (HR_PRECISION_FP32) | BIT (HR_PRECISION_TF32) | BIT (HR_PRECISION_AMP)
                  | BIT (HR_PRECISION_BF16) | BIT (HR_PRECISION_FP16) | BIT (HR_PRECISION_AUTO)),
  COUNT (W, "image_size", image.image_size, 8, 16384),
  COUNT (W, "batch", image.batch, 1, 1 << 20, AUTO),
  ENUM (W, "optimizer", image.optimizer, optimizer),
  FLAG (W, "channels_last", image.channels_last),
  FLAG (W, "compiled", image.compiled),
  NUMBER (W, "dataset_images", image.dataset_images, 1, 1e13),
  NUMBER (W, "epochs", image.epochs, 1e-3, 1e6),
  NUMBER (W, "image_file_kib", image.image_file_kib, 0.1, 1e6),
  TEXT (W, "framework", image.framework),
};

static const HrPlanKey nlp[] = {
  COMMON_KEYS,
  OWN ("model_config", hr_plan_read_config, hr_plan_write_config),
  ENUM (W, "method", nlp.method, method),
  ENUM (W, "precision", nlp.precision, precision,
        .subset = BIT (HR_PRECISION_BF16) | BIT (HR_PRECISION_FP16) | BIT (HR_PRECISION_AMP_BF16)
                  | BIT (HR_PRECISION_AMP_FP16) | BIT (HR_PRECISION_TF32) | BIT (HR_PRECISION_FP32)
                  | BIT (HR_PRECISION_AUTO)),
  ENUM (W, "optimizer", nlp.optimizer, optimizer),
  COUNT (W, "optimizer_state_bits", nlp.optimizer_state_bits, 8, 32, OPTIONAL),
  NUMBER (W, "base_bits_per_weight", nlp.base_bits_per_weight, 1, 16, OPTIONAL),
  COUNT (W, "lora_rank", nlp.lora_rank, 1, 65536, OPTIONAL),
  ENUM (W, "lora_targets", nlp.lora_targets, lora_targets),
  LABEL ("lora_target_modules"),
  NUMBER (W, "trainable_params_m", nlp.trainable_params_m, 0, 1e7, OPTIONAL),
  FLAG (W, "train_embeddings", nlp.train_embeddings),
  COUNT (W, "batch", nlp.batch, 1, 1 << 20, AUTO),
  COUNT (W, "gradient_accumulation", nlp.gradient_accumulation, 1, 1 << 20),
  COUNT (W, "sequence_length", nlp.sequence_length, 1, 1 << 24),
  ENUM (W, "activation_checkpointing", nlp.checkpointing, checkpointing),
  ENUM (W, "attention", nlp.attention, attention),
  FLAG (W, "chunked_loss", nlp.chunked_loss),
  ENUM (W, "loss", nlp.loss, loss),
  ENUM (W, "objective", nlp.objective, objective),
  ENUM (W, "packing", nlp.packing, packing),
  ENUM (W, "sharding", nlp.sharding, sharding),
  ENUM (W, "offload", nlp.offload, offload),
  NUMBER (W, "train_tokens", nlp.train_tokens, 0, 1e16),
  ENUM (W, "framework", nlp.framework, framework),
  COUNT (W, "framework_year", nlp.framework_year, 2018, 2100, OPTIONAL),
  ENUM (W, "adapter_precision", nlp.adapter_precision, precision,
        .subset = BIT (HR_PRECISION_FP32) | BIT (HR_PRECISION_BF16) | BIT (HR_PRECISION_FP16)
                  | BIT (HR_PRECISION_AUTO)),
  NUMBER (W, "lora_dropout", nlp.lora_dropout, 0, 1),
};

static const HrPlanKey llm[] = {
  COMMON_KEYS,
  OWN ("model_config", hr_plan_read_config, hr_plan_write_config),
  TEXT (W, "weight_format", llm.weight_format, NAMES (WEIGHT_FORMAT)),
  LABEL ("weight_format_as_published"),
  NUMBER (W, "bits_per_weight", llm.bits_per_weight, 0.5, 64, OPTIONAL),
  ENUM (W, "kv_precision", llm.kv_precision, kv_precision),
  COUNT (W, "context_length", llm.context_length, 1, 1 << 24, OPTIONAL),
  COUNT (W, "batch", llm.batch, 1, 1 << 20, AUTO),
  COUNT (W, "prompt_tokens", llm.prompt_tokens, 0, 1 << 24),
  COUNT (W, "generated_tokens", llm.generated_tokens, 0, 1 << 24),
  NUMBER (W, "requests", llm.requests, 0, 1e15),
  ENUM (W, "offload", llm.offload, llm_offload),
  COUNT (W, "gpu_layers", llm.gpu_layers, 1, 4096, OPTIONAL),
  OWN ("engine", hr_plan_read_engine, hr_plan_write_engine),
};

static const HrPlanKey science[] = {
  COMMON_KEYS,
  ENUM (W, "kernel", science.kernel, kernel),
  ENUM (W, "precision", science.precision, precision,
        .subset = BIT (HR_PRECISION_FP64) | BIT (HR_PRECISION_FP32) | BIT (HR_PRECISION_MIXED)
                  | BIT (HR_PRECISION_FP16) | BIT (HR_PRECISION_BF16) | BIT (HR_PRECISION_TF32)),
  ENUM (W, "storage_precision", science.storage_precision, precision,
        .subset = BIT (HR_PRECISION_FP64) | BIT (HR_PRECISION_FP32) | BIT (HR_PRECISION_FP16)
                  | BIT (HR_PRECISION_BF16) | BIT (HR_PRECISION_AUTO)),
  ENUM (W, "solver", science.solver, solver),
  NUMBER (W, "atoms", science.atoms, 1, 1e12, OPTIONAL),
  NUMBER (W, "matrix_order", science.matrix_order, 0, 1e9, OPTIONAL),
  NUMBER (W, "cells", science.cells, 1, 1e15, OPTIONAL),
  NUMBER (W, "bytes_per_cell", science.bytes_per_cell, 0.01, 1e6, OPTIONAL),
  NUMBER (W, "bytes_moved_per_cell", science.bytes_moved_per_cell, 0.01, 1e7, OPTIONAL),
  NUMBER (W, "nonzeros", science.nonzeros, 1, 1e15, OPTIONAL),
  NUMBER (W, "rows", science.rows, 1, 1e13, OPTIONAL),
  NUMBER (W, "points", science.points, 1, 1e15, OPTIONAL),
  NUMBER (W, "working_set_gib", science.working_set_gib, 0, 1e9, OPTIONAL),
  NUMBER (W, "flops_per_step", science.flops_per_step, 0, 1e30, OPTIONAL),
  NUMBER (W, "bytes_per_step", science.bytes_per_step, 0, 1e30, OPTIONAL),
  ENUM (W, "md_engine", science.md_engine, md_engine),
  ENUM (W, "potential", science.potential, potential),
  NUMBER (W, "timestep_fs", science.timestep_fs, 0.001, 1000, OPTIONAL),
  NUMBER (W, "steps", science.steps, 0, 1e18, OPTIONAL),
};

static const HrPlanKey render[] = {
  COMMON_KEYS,
  ENUM (W, "mode", render.mode, render_mode),
  ENUM (W, "engine", render.engine, render_engine),
  ENUM (W, "backend", render.backend, backend),
  NUMBER (W, "triangles", render.triangles, 0, 1e12),
  NUMBER (W, "instances", render.instances, 0, 1e15, OPTIONAL),
  OWN ("textures", hr_plan_read_textures, hr_plan_write_textures),
  NUMBER (W, "volumes_gib", render.volumes_gib, 0, 1e6),
  OWN ("resolution", hr_plan_read_resolution, hr_plan_write_resolution),
  NUMBER (W, "samples", render.samples, 0, 1e9),
  NUMBER (W, "frames", render.frames, 0, 1e9),
  OWN ("benchmark", hr_plan_read_benchmark, hr_plan_write_benchmark),
};

#define KEYS(table) ((HrPlanKeys) { table, G_N_ELEMENTS (table) })
/* clang-format on */

HrPlanKeys
hr_plan_keys_constraints (void)
{
  return KEYS (constraints);
}

HrPlanKeys
hr_plan_keys_economics (void)
{
  return KEYS (economics);
}

HrPlanKeys
hr_plan_keys_system (void)
{
  return KEYS (system_keys);
}

HrPlanKeys
hr_plan_keys_workload (HrTask task)
{
  static const HrPlanKeys tables[HR_N_TASK] = {
    [HR_TASK_IMAGE_CLASSIFICATION] = { image, G_N_ELEMENTS (image) },
    [HR_TASK_NLP_FINE_TUNE] = { nlp, G_N_ELEMENTS (nlp) },
    [HR_TASK_LLM_INFERENCE] = { llm, G_N_ELEMENTS (llm) },
    [HR_TASK_SCIENTIFIC] = { science, G_N_ELEMENTS (science) },
    [HR_TASK_RENDERING] = { render, G_N_ELEMENTS (render) },
  };

  return tables[task];
}
