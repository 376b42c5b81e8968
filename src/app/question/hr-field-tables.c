/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings that the question shows, task by task, in the order in which they stand there. */

#include "hr-field.h"

#include <glib/gi18n.h>

/* clang-format off */
#define BIT(x) (1u << (x))
#define AT(member) G_STRUCT_OFFSET (HrPlan, member)

#define CHOICE(g, p, l, m, t, ...) \
  { .path = p, .label = l, .group = HR_FIELD_GROUP_##g, .kind = HR_FIELD_CHOICE, .offset = AT (m), \
    .type = &hr_enum_##t, __VA_ARGS__ }
#define COUNT(g, p, l, m, lo, hi, ...) \
  { .path = p, .label = l, .group = HR_FIELD_GROUP_##g, .kind = HR_FIELD_COUNT, .offset = AT (m), \
    .min = lo, .max = hi, __VA_ARGS__ }
#define NUMBER(g, p, l, m, lo, hi, ...) \
  { .path = p, .label = l, .group = HR_FIELD_GROUP_##g, .kind = HR_FIELD_NUMBER, .offset = AT (m), \
    .min = lo, .max = hi, __VA_ARGS__ }
#define SWITCH(g, p, l, m, ...) \
  { .path = p, .label = l, .group = HR_FIELD_GROUP_##g, .kind = HR_FIELD_SWITCH, .offset = AT (m), \
    __VA_ARGS__ }
/* clang-format on */

static gboolean
trains_adapters (const HrPlan *plan)
{
  return plan->workload.nlp.method != HR_METHOD_FULL;
}

static gboolean
may_use_many (const HrPlan *plan)
{
  return plan->constraints.max_gpus > 1;
}

static gboolean
trains_images (const HrPlan *plan)
{
  return plan->workload.image.mode == HR_MODE_TRAIN;
}

static gboolean
is_dynamics (const HrPlan *plan)
{
  return plan->workload.science.kernel == HR_KERNEL_MOLECULAR_DYNAMICS;
}

static gboolean
is_dense (const HrPlan *plan)
{
  return plan->workload.science.kernel == HR_KERNEL_DENSE_LINEAR_ALGEBRA;
}

static gboolean
is_lattice (const HrPlan *plan)
{
  return plan->workload.science.kernel == HR_KERNEL_LATTICE;
}

static gboolean
is_sparse (const HrPlan *plan)
{
  return plan->workload.science.kernel == HR_KERNEL_SPARSE;
}

static gboolean
is_fft (const HrPlan *plan)
{
  return plan->workload.science.kernel == HR_KERNEL_FFT;
}

static gboolean
is_custom (const HrPlan *plan)
{
  return plan->workload.science.kernel == HR_KERNEL_CUSTOM;
}

static gboolean
is_path_tracing (const HrPlan *plan)
{
  return plan->workload.render.mode == HR_RENDER_MODE_PATH_TRACING;
}

static const HrField common[] = {
  NUMBER (BUDGET,
          "$.constraints.budget",
          N_("Budget"),
          constraints.budget,
          1,
          1e9,
          .empty = NC_("empty", "no limit"),
          .unit = "currency"),
  CHOICE (BUDGET, "$.constraints.budget_covers", N_("Covers"), constraints.covers, covers),
  CHOICE (BUDGET, "$.constraints.aim", N_("Rank by"), constraints.aim, aim),
  NUMBER (BUDGET,
          "$.constraints.deadline_hours",
          N_("Finish Within"),
          constraints.deadline_hours,
          0.01,
          1e6,
          .empty = NC_("empty", "no deadline"),
          .unit = NC_("unit", "hours")),
  CHOICE (MACHINE, "$.constraints.host", N_("Stands In"), constraints.host, host_kind),
  COUNT (
      MACHINE, "$.constraints.max_gpus", N_("GPUs at Most"), constraints.max_gpus, 1, HR_MAX_GPUS),
  CHOICE (
      MACHINE, "$.constraints.condition", N_("Cards"), constraints.condition, condition_policy),
  { .path = "$.constraints.vendors",
    .label = N_("Makers"),
    .group = HR_FIELD_GROUP_MACHINE,
    .kind = HR_FIELD_MASK,
    .offset = AT (constraints.vendors),
    .type = &hr_enum_vendor,
    .offered = BIT (HR_VENDOR_NVIDIA) | BIT (HR_VENDOR_AMD) | BIT (HR_VENDOR_INTEL) },
  { .path = "$.constraints.segments",
    .label = N_("Classes"),
    .group = HR_FIELD_GROUP_MACHINE,
    .kind = HR_FIELD_MASK,
    .offset = AT (constraints.segments),
    .type = &hr_enum_segment },
  NUMBER (MACHINE,
          "$.constraints.max_power_w",
          N_("Power at Most"),
          constraints.max_power_w,
          100,
          1e5,
          .empty = NC_("empty", "no limit"),
          .unit = NC_("unit", "W")),
  SWITCH (MACHINE,
          "$.constraints.allow_quality_loss",
          N_("May Lower Precision"),
          constraints.allow_quality_loss),
  NUMBER (USE,
          "$.economics.hours_per_week",
          N_("Use a Week"),
          economics.hours_per_week,
          0.1,
          168,
          .unit = NC_("unit", "hours")),
  NUMBER (USE,
          "$.economics.horizon_years",
          N_("Kept For"),
          economics.horizon_years,
          0.1,
          20,
          .unit = NC_("unit", "years")),
  NUMBER (USE,
          "$.economics.electricity_per_kwh",
          N_("Electricity"),
          economics.electricity_per_kwh,
          0,
          100,
          .unit = NC_("unit", "per kWh")),
  NUMBER (USE,
          "$.economics.tax_rate",
          N_("Tax on Prices"),
          economics.tax_rate,
          0,
          100,
          .unit = "%",
          .scale = 100),
  NUMBER (USE,
          "$.economics.resale_share",
          N_("Resale Value"),
          economics.resale_share,
          0,
          100,
          .unit = "%",
          .scale = 100),
};

static const HrField nlp[] = {
  CHOICE (TASK, "$.workload.method", N_("Method"), workload.nlp.method, method),
  COUNT (TASK,
         "$.workload.sequence_length",
         N_("Sequence Length"),
         workload.nlp.sequence_length,
         1,
         1e7,
         .unit = NC_("unit", "tokens")),
  COUNT (TASK,
         "$.workload.batch",
         N_("Batch per GPU"),
         workload.nlp.batch,
         1,
         1e5,
         .empty = NC_("empty", "automatic")),
  NUMBER (TASK,
          "$.workload.train_tokens",
          N_("Training Data"),
          workload.nlp.train_tokens,
          1,
          1e15,
          .unit = NC_("unit", "tokens")),
  CHOICE (DETAILS,
          "$.workload.precision",
          N_("Precision"),
          workload.nlp.precision,
          precision,
          .offered = BIT (HR_PRECISION_BF16) | BIT (HR_PRECISION_FP16) | BIT (HR_PRECISION_AMP_BF16)
                     | BIT (HR_PRECISION_AMP_FP16) | BIT (HR_PRECISION_TF32)
                     | BIT (HR_PRECISION_FP32) | BIT (HR_PRECISION_AUTO)),
  CHOICE (DETAILS, "$.workload.optimizer", N_("Optimizer"), workload.nlp.optimizer, optimizer),
  COUNT (DETAILS,
         "$.workload.lora_rank",
         N_("LoRA Rank"),
         workload.nlp.lora_rank,
         1,
         4096,
         .applies = trains_adapters),
  CHOICE (DETAILS,
          "$.workload.lora_targets",
          N_("LoRA Targets"),
          workload.nlp.lora_targets,
          lora_targets,
          .applies = trains_adapters),
  COUNT (DETAILS,
         "$.workload.gradient_accumulation",
         N_("Accumulation"),
         workload.nlp.gradient_accumulation,
         1,
         1e5,
         .unit = NC_("unit", "steps")),
  CHOICE (DETAILS,
          "$.workload.activation_checkpointing",
          N_("Checkpointing"),
          workload.nlp.checkpointing,
          checkpointing),
  CHOICE (DETAILS,
          "$.workload.attention",
          N_("Attention"),
          workload.nlp.attention,
          attention,
          .toggles = TRUE),
  SWITCH (DETAILS, "$.workload.chunked_loss", N_("Chunked Loss"), workload.nlp.chunked_loss),
  CHOICE (DETAILS, "$.workload.loss", N_("Loss"), workload.nlp.loss, loss),
  CHOICE (DETAILS, "$.workload.packing", N_("Packing"), workload.nlp.packing, packing),
  CHOICE (DETAILS,
          "$.workload.sharding",
          N_("Sharding"),
          workload.nlp.sharding,
          sharding,
          .applies = may_use_many),
  CHOICE (DETAILS, "$.workload.offload", N_("Offload to RAM"), workload.nlp.offload, offload),
  CHOICE (DETAILS, "$.workload.framework", N_("Framework"), workload.nlp.framework, framework),
};

static const char *const weight_formats[] = { "fp16",   "bf16", "fp8",    "int8",   "int4",
                                              "q8_0",   "q6_k", "q5_k_m", "q4_k_m", "q4_0",
                                              "q3_k_m", "q2_k", "fp32",   NULL };

static const HrField llm[] = {
  { .path = "$.workload.weight_format",
    .label = N_("Weights"),
    .group = HR_FIELD_GROUP_TASK,
    .kind = HR_FIELD_NICK,
    .offset = AT (workload.llm.weight_format),
    .choices = weight_formats,
    .size = sizeof (((HrLlmWork *) 0)->weight_format) },
  COUNT (TASK,
         "$.workload.context_length",
         N_("Context Length"),
         workload.llm.context_length,
         1,
         1e7,
         .empty = NC_("empty", "as needed"),
         .unit = NC_("unit", "tokens")),
  COUNT (TASK,
         "$.workload.batch",
         N_("Requests at Once"),
         workload.llm.batch,
         1,
         1e5,
         .empty = NC_("empty", "automatic")),
  NUMBER (TASK, "$.workload.requests", N_("Requests in All"), workload.llm.requests, 1, 1e12),
  COUNT (DETAILS,
         "$.workload.prompt_tokens",
         N_("Prompt"),
         workload.llm.prompt_tokens,
         1,
         1e7,
         .unit = NC_("unit", "tokens")),
  COUNT (DETAILS,
         "$.workload.generated_tokens",
         N_("Answer"),
         workload.llm.generated_tokens,
         1,
         1e7,
         .unit = NC_("unit", "tokens")),
  CHOICE (
      DETAILS, "$.workload.kv_precision", N_("KV Cache"), workload.llm.kv_precision, kv_precision),
  CHOICE (DETAILS, "$.workload.engine", N_("Engine"), workload.llm.engine, engine),
};

static const HrField image[] = {
  CHOICE (TASK, "$.workload.mode", N_("Mode"), workload.image.mode, mode, .toggles = TRUE),
  COUNT (TASK,
         "$.workload.image_size",
         N_("Image Size"),
         workload.image.image_size,
         16,
         8192,
         .unit = NC_("unit", "pixels")),
  COUNT (TASK,
         "$.workload.batch",
         N_("Batch per GPU"),
         workload.image.batch,
         1,
         1e6,
         .empty = NC_("empty", "automatic")),
  NUMBER (TASK,
          "$.workload.dataset_images",
          N_("Data Set"),
          workload.image.dataset_images,
          1,
          1e12,
          .unit = NC_("unit", "images")),
  NUMBER (TASK,
          "$.workload.epochs",
          N_("Epochs"),
          workload.image.epochs,
          0.001,
          1e5,
          .applies = trains_images),
  CHOICE (DETAILS,
          "$.workload.precision",
          N_("Precision"),
          workload.image.precision,
          precision,
          .offered = BIT (HR_PRECISION_FP32) | BIT (HR_PRECISION_TF32) | BIT (HR_PRECISION_AMP)
                     | BIT (HR_PRECISION_BF16) | BIT (HR_PRECISION_AUTO)),
  CHOICE (DETAILS,
          "$.workload.optimizer",
          N_("Optimizer"),
          workload.image.optimizer,
          optimizer,
          .applies = trains_images),
  SWITCH (DETAILS, "$.workload.channels_last", N_("Channels Last"), workload.image.channels_last),
  NUMBER (DETAILS,
          "$.workload.image_file_kib",
          N_("Image File"),
          workload.image.image_file_kib,
          0.1,
          1e6,
          .unit = NC_("unit", "KiB")),
};

static const HrField science[] = {
  CHOICE (TASK, "$.workload.kernel", N_("Kernel"), workload.science.kernel, kernel),
  NUMBER (TASK,
          "$.workload.atoms",
          N_("Atoms"),
          workload.science.atoms,
          1,
          1e12,
          .applies = is_dynamics),
  NUMBER (TASK,
          "$.workload.matrix_order",
          N_("Matrix Order"),
          workload.science.matrix_order,
          1,
          1e8,
          .applies = is_dense),
  NUMBER (TASK,
          "$.workload.cells",
          N_("Cells"),
          workload.science.cells,
          1,
          1e14,
          .applies = is_lattice),
  NUMBER (TASK,
          "$.workload.nonzeros",
          N_("Nonzeros"),
          workload.science.nonzeros,
          1,
          1e14,
          .applies = is_sparse),
  NUMBER (
      TASK, "$.workload.rows", N_("Rows"), workload.science.rows, 1, 1e13, .applies = is_sparse),
  NUMBER (TASK,
          "$.workload.points",
          N_("Points"),
          workload.science.points,
          1,
          1e14,
          .applies = is_fft),
  NUMBER (TASK,
          "$.workload.working_set_gib",
          N_("Working Set"),
          workload.science.working_set_gib,
          1e-6,
          1e6,
          .applies = is_custom,
          .unit = NC_("unit", "GiB")),
  NUMBER (TASK,
          "$.workload.flops_per_step",
          N_("Work a Step"),
          workload.science.flops_per_step,
          1,
          1e30,
          .applies = is_custom,
          .unit = NC_("unit", "FLOP")),
  NUMBER (TASK,
          "$.workload.bytes_per_step",
          N_("Traffic a Step"),
          workload.science.bytes_per_step,
          1,
          1e24,
          .applies = is_custom,
          .unit = NC_("unit", "bytes")),
  CHOICE (TASK,
          "$.workload.precision",
          N_("Precision"),
          workload.science.precision,
          precision,
          .offered = BIT (HR_PRECISION_FP64) | BIT (HR_PRECISION_FP32) | BIT (HR_PRECISION_MIXED)),
  NUMBER (TASK, "$.workload.steps", N_("Steps"), workload.science.steps, 1, 1e15),
  CHOICE (DETAILS,
          "$.workload.md_engine",
          N_("Engine"),
          workload.science.md_engine,
          md_engine,
          .applies = is_dynamics),
  CHOICE (DETAILS,
          "$.workload.potential",
          N_("Potential"),
          workload.science.potential,
          potential,
          .applies = is_dynamics),
  NUMBER (DETAILS,
          "$.workload.timestep_fs",
          N_("Time Step"),
          workload.science.timestep_fs,
          0.01,
          100,
          .applies = is_dynamics,
          .unit = NC_("unit", "fs")),
  NUMBER (DETAILS,
          "$.workload.bytes_per_cell",
          N_("Kept per Cell"),
          workload.science.bytes_per_cell,
          1,
          1e6,
          .applies = is_lattice,
          .unit = NC_("unit", "bytes")),
  NUMBER (DETAILS,
          "$.workload.bytes_moved_per_cell",
          N_("Moved per Cell"),
          workload.science.bytes_moved_per_cell,
          1,
          1e7,
          .applies = is_lattice,
          .unit = NC_("unit", "bytes")),
  CHOICE (DETAILS,
          "$.workload.storage_precision",
          N_("Kept As"),
          workload.science.storage_precision,
          precision,
          .offered = BIT (HR_PRECISION_AUTO) | BIT (HR_PRECISION_FP64) | BIT (HR_PRECISION_FP32)
                     | BIT (HR_PRECISION_FP16)),
};

static const HrField render[] = {
  CHOICE (TASK, "$.workload.mode", N_("Mode"), workload.render.mode, render_mode, .toggles = TRUE),
  CHOICE (TASK, "$.workload.engine", N_("Engine"), workload.render.engine, render_engine),
  NUMBER (TASK, "$.workload.triangles", N_("Triangles"), workload.render.triangles, 1, 1e12),
  NUMBER (TASK,
          "$.workload.volumes_gib",
          N_("Volumes"),
          workload.render.volumes_gib,
          0,
          1e5,
          .unit = NC_("unit", "GiB")),
  NUMBER (TASK, "$.workload.frames", N_("Frames"), workload.render.frames, 1, 1e9),
  NUMBER (DETAILS,
          "$.workload.samples",
          N_("Samples per Pixel"),
          workload.render.samples,
          1,
          1e7,
          .applies = is_path_tracing),
  COUNT (DETAILS,
         "$.workload.resolution[0]",
         N_("Width"),
         workload.render.width,
         1,
         65536,
         .unit = NC_("unit", "pixels")),
  COUNT (DETAILS,
         "$.workload.resolution[1]",
         N_("Height"),
         workload.render.height,
         1,
         65536,
         .unit = NC_("unit", "pixels")),
  CHOICE (DETAILS, "$.workload.backend", N_("Backend"), workload.render.backend, backend),
};

static const struct
{
  const HrField *fields;
  guint          n;
} by_task[HR_N_TASK] = {
  [HR_TASK_IMAGE_CLASSIFICATION] = { image, G_N_ELEMENTS (image) },
  [HR_TASK_NLP_FINE_TUNE] = { nlp, G_N_ELEMENTS (nlp) },
  [HR_TASK_LLM_INFERENCE] = { llm, G_N_ELEMENTS (llm) },
  [HR_TASK_SCIENTIFIC] = { science, G_N_ELEMENTS (science) },
  [HR_TASK_RENDERING] = { render, G_N_ELEMENTS (render) },
};

const HrField *
hr_fields_common (guint *n)
{
  *n = G_N_ELEMENTS (common);
  return common;
}

const HrField *
hr_fields_for_task (HrTask task, guint *n)
{
  g_return_val_if_fail (task < HR_N_TASK, NULL);

  *n = by_task[task].n;
  return by_task[task].fields;
}
