/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-text.h"

#include <glib/gi18n-lib.h>

/* Labels of plan keys and catalog columns, and the enumeration of their values. */
static const struct
{
  const char       *key;
  const char       *label;
  const HrEnumType *type;
} keys[] = {
  { "task", NC_("key", "Task"), &hr_enum_task },
  { "title", NC_("key", "Title"), NULL },
  { "chip", NC_("key", "Chip"), NULL },
  { "software", NC_("key", "Software"), NULL },
  { "release", NC_("key", "Release"), NULL },
  { "targets", NC_("key", "Architectures and chips"), NULL },
  { "status", NC_("key", "Support"), &hr_enum_support },
  { "features", NC_("key", "Features"), NULL },
  { "os", NC_("key", "Operating systems"), NULL },
  { "detail", NC_("key", "Detail"), NULL },
  { "model", NC_("key", "Model"), NULL },
  { "mode", NC_("key", "Mode"), &hr_enum_mode },
  { "method", NC_("key", "Method"), &hr_enum_method },
  { "precision", NC_("key", "Precision"), &hr_enum_precision },
  { "storage_precision", NC_("key", "Storage precision"), &hr_enum_precision },
  { "optimizer", NC_("key", "Optimizer"), &hr_enum_optimizer },
  { "optimizer_state_bits", NC_("key", "Bits of optimizer states"), NULL },
  { "base_bits_per_weight", NC_("key", "Bits per base weight"), NULL },
  { "lora_rank", NC_("key", "LoRA rank"), NULL },
  { "lora_targets", NC_("key", "LoRA targets"), &hr_enum_lora_targets },
  { "batch", NC_("key", "Batch size"), NULL },
  { "gradient_accumulation", NC_("key", "Gradient accumulation"), NULL },
  { "sequence_length", NC_("key", "Sequence length"), NULL },
  { "activation_checkpointing", NC_("key", "Activation checkpointing"), &hr_enum_checkpointing },
  { "attention", NC_("key", "Attention"), &hr_enum_attention },
  { "chunked_loss", NC_("key", "Chunked loss"), NULL },
  { "loss", NC_("key", "Loss"), &hr_enum_loss },
  { "objective", NC_("key", "Objective"), &hr_enum_objective },
  { "packing", NC_("key", "Packing"), &hr_enum_packing },
  { "sharding", NC_("key", "Sharding"), &hr_enum_sharding },
  { "offload", NC_("key", "Offload"), &hr_enum_offload },
  { "train_tokens", NC_("key", "Tokens to train"), NULL },
  { "train_embeddings", NC_("key", "Train embeddings"), NULL },
  { "framework", NC_("key", "Framework"), &hr_enum_framework },
  { "framework_year", NC_("key", "Year of the framework"), NULL },
  { "adapter_precision", NC_("key", "Precision of the adapters"), &hr_enum_precision },
  { "lora_dropout", NC_("key", "LoRA dropout"), NULL },
  { "weight_format", NC_("key", "Weight format"), NULL },
  { "bits_per_weight", NC_("key", "Bits per weight"), NULL },
  { "kv_precision", NC_("key", "KV cache precision"), &hr_enum_kv_precision },
  { "context_length", NC_("key", "Context length"), NULL },
  { "prompt_tokens", NC_("key", "Prompt tokens"), NULL },
  { "generated_tokens", NC_("key", "Generated tokens"), NULL },
  { "requests", NC_("key", "Requests"), NULL },
  { "engine", NC_("key", "Engine"), NULL },
  { "image_size", NC_("key", "Image size"), NULL },
  { "channels_last", NC_("key", "Channels last"), NULL },
  { "dataset_images", NC_("key", "Images in the dataset"), NULL },
  { "epochs", NC_("key", "Epochs"), NULL },
  { "image_file_kib", NC_("key", "Image file size"), NULL },
  { "kernel", NC_("key", "Kernel"), &hr_enum_kernel },
  { "atoms", NC_("key", "Atoms"), NULL },
  { "matrix_order", NC_("key", "Matrix order"), NULL },
  { "solver", NC_("key", "Solver"), &hr_enum_solver },
  { "cells", NC_("key", "Cells"), NULL },
  { "bytes_per_cell", NC_("key", "Bytes per cell"), NULL },
  { "bytes_moved_per_cell", NC_("key", "Bytes moved per cell"), NULL },
  { "nonzeros", NC_("key", "Nonzeros"), NULL },
  { "rows", NC_("key", "Rows"), NULL },
  { "points", NC_("key", "Points"), NULL },
  { "working_set_gib", NC_("key", "Working set"), NULL },
  { "flops_per_step", NC_("key", "Operations per step"), NULL },
  { "bytes_per_step", NC_("key", "Bytes per step"), NULL },
  { "md_engine", NC_("key", "MD engine"), &hr_enum_md_engine },
  { "potential", NC_("key", "Potential"), &hr_enum_potential },
  { "timestep_fs", NC_("key", "Time step"), NULL },
  { "steps", NC_("key", "Steps"), NULL },
  { "triangles", NC_("key", "Triangles"), NULL },
  { "textures", NC_("key", "Textures"), NULL },
  { "volumes_gib", NC_("key", "Volumes"), NULL },
  { "resolution", NC_("key", "Resolution"), NULL },
  { "samples", NC_("key", "Samples"), NULL },
  { "frames", NC_("key", "Frames"), NULL },
  { "backend", NC_("key", "Backend"), &hr_enum_backend },
  { "budget", NC_("key", "Budget"), NULL },
  { "currency", NC_("key", "Currency"), NULL },
  { "budget_covers", NC_("key", "Budget covers"), &hr_enum_covers },
  { "max_gpus", NC_("key", "GPUs at most"), NULL },
  { "vendors", NC_("key", "Vendors"), &hr_enum_vendor },
  { "segments", NC_("key", "Segments"), &hr_enum_segment },
  { "host", NC_("key", "Host"), &hr_enum_host_kind },
  { "condition", NC_("key", "Condition"), &hr_enum_condition_policy },
  { "max_power_w", NC_("key", "Power limit"), NULL },
  { "deadline_hours", NC_("key", "Deadline"), NULL },
  { "aim", NC_("key", "Aim"), &hr_enum_aim },
  { "room", NC_("key", "Memory kept free"), NULL },
  { "allow_partial", NC_("key", "Software with limits"), NULL },
  { "electricity_per_kwh", NC_("key", "Electricity price"), NULL },
  { "hours_per_week", NC_("key", "Hours a week"), NULL },
  { "horizon_years", NC_("key", "Years of use"), NULL },
  { "gpu", NC_("key", "GPU"), NULL },
  { "gpu_count", NC_("key", "Number of GPUs"), NULL },
  { "ram_gib", NC_("key", "RAM"), NULL },
  { "platform", NC_("key", "Platform"), NULL },
  { "id", NC_("key", "Id"), NULL },
  { "name", NC_("key", "Name"), NULL },
  { "vendor", NC_("key", "Vendor"), &hr_enum_vendor },
  { "segment", NC_("key", "Segment"), &hr_enum_segment },
  { "architecture", NC_("key", "Architecture"), &hr_enum_arch },
  { "form", NC_("key", "Form factor"), &hr_enum_form },
  { "memory_type", NC_("key", "Memory type"), &hr_enum_memory_type },
  { "vram_gib", NC_("key", "Memory"), NULL },
  { "bandwidth_gb_s", NC_("key", "Bandwidth"), NULL },
  { "tdp_w", NC_("key", "Board power"), NULL },
  { "price_usd", NC_("key", "Price"), NULL },
  { "price_date", NC_("key", "Price date"), NULL },
  { "price_condition", NC_("key", "Price condition"), &hr_enum_condition },
  { "price_kind", NC_("key", "Price kind"), &hr_enum_price_kind },
  { "price_source", NC_("key", "Price source"), NULL },
  { "arch", NC_("key", "Architecture"), &hr_enum_arch },
  { "usable_mib", NC_("key", "Memory the driver reports, MiB"), NULL },
  { "devices", NC_("key", "GPUs on the card"), NULL },
  { "bus_bits", NC_("key", "Bus width, bit"), NULL },
  { "fp64_tflops", NC_("key", "FP64"), NULL },
  { "fp64_tensor_tflops", NC_("key", "FP64 matrix"), NULL },
  { "fp32_tflops", NC_("key", "FP32"), NULL },
  { "tf32_tflops", NC_("key", "TF32"), NULL },
  { "fp16_tflops", NC_("key", "FP16"), NULL },
  { "fp16_fp32acc_tflops", NC_("key", "FP16, FP32 sums"), NULL },
  { "bf16_tflops", NC_("key", "BF16"), NULL },
  { "fp8_tflops", NC_("key", "FP8"), NULL },
  { "int8_tops", NC_("key", "INT8"), NULL },
  { "fp4_tflops", NC_("key", "FP4"), NULL },
  { "rt_generation", NC_("key", "Ray-tracing generation"), NULL },
  { "rt_cores", NC_("key", "Ray-tracing cores"), NULL },
  { "pcie_gen", NC_("key", "PCIe generation"), NULL },
  { "pcie_lanes", NC_("key", "PCIe lanes"), NULL },
  { "link_gb_s", NC_("key", "GPU link"), NULL },
  { "psu_recommended_w", NC_("key", "PSU recommended"), NULL },
  { "power_connector", NC_("key", "Power connector"), NULL },
  { "ecc", NC_("key", "ECC"), NULL },
  { "slots", NC_("key", "Slots"), NULL },
  { "length_mm", NC_("key", "Length, mm"), NULL },
  { "launch_date", NC_("key", "Launch date"), NULL },
  { "launch_price_usd", NC_("key", "Launch price"), NULL },
  { "confidence", NC_("key", "Confidence"), NULL },
  { "source", NC_("key", "Source"), NULL },
  { "notes", NC_("key", "Notes"), NULL },
  { "price_note", NC_("key", "Price note"), NULL },
  { "type", NC_("key", "Type"), NULL },
  { "speed_mt_s", NC_("key", "Speed, MT/s"), NULL },
  { "modules", NC_("key", "Modules"), NULL },
  { "module_gib", NC_("key", "Module size"), NULL },
  { "socket", NC_("key", "Socket"), NULL },
  { "kind", NC_("key", "Kind"), NULL },
  { "cpus", NC_("key", "CPUs"), NULL },
  { "memory_channels", NC_("key", "Memory channels"), NULL },
  { "max_dimms", NC_("key", "Modules at most"), NULL },
  { "max_ram_gib", NC_("key", "RAM at most"), NULL },
  { "ram_type", NC_("key", "RAM type"), NULL },
  { "ram_mt_s", NC_("key", "RAM speed, MT/s"), NULL },
  { "ram_mt_s_2dpc", NC_("key", "RAM speed with two modules a channel, MT/s"), NULL },
  { "cpu_lanes", NC_("key", "PCIe lanes of the CPU"), NULL },
  { "gpu_slots", NC_("key", "GPU slots"), NULL },
  { "lanes_1", NC_("key", "Lanes with 1 GPU"), NULL },
  { "lanes_2", NC_("key", "Lanes each with 2 GPUs"), NULL },
  { "lanes_3", NC_("key", "Lanes each with 3 GPUs"), NULL },
  { "lanes_4", NC_("key", "Lanes each with 4 GPUs"), NULL },
  { "lanes_5", NC_("key", "Lanes each with 5 GPUs"), NULL },
  { "lanes_6", NC_("key", "Lanes each with 6 GPUs"), NULL },
  { "lanes_7", NC_("key", "Lanes each with 7 GPUs"), NULL },
  { "lanes_8", NC_("key", "Lanes each with 8 GPUs"), NULL },
  { "passive_cooling", NC_("key", "Cools passive cards"), NULL },
  { "open_frame", NC_("key", "Open frame"), NULL },
  { "mains", NC_("key", "Mains"), NULL },
  { "gpu_power_limit_w", NC_("key", "Power limit of a card"), NULL },
  { "ram_rule", NC_("key", "RAM rule"), NULL },
  { "module_form", NC_("key", "Module form"), &hr_enum_form },
  { "baseboard_gpus", NC_("key", "GPUs on the baseboard"), NULL },
  { "card_max_w", NC_("key", "Power for one card"), NULL },
  { "idle_w", NC_("key", "Idle power"), NULL },
  { "load_w", NC_("key", "Power under load"), NULL },
  { "part", NC_("key", "Part"), &hr_enum_part },
  { "cores", NC_("key", "Cores"), NULL },
  { "capacity", NC_("key", "Capacity, W or GB"), NULL },
  { "read_gb_s", NC_("key", "Read speed"), NULL },
  { "provider", NC_("key", "Provider"), NULL },
  { "instance", NC_("key", "Instance"), NULL },
  { "usd_per_gpu_hour", NC_("key", "Price of a GPU"), NULL },
  { "date", NC_("key", "Date"), NULL },
  { "code", NC_("key", "Currency code"), NULL },
  { "usd", NC_("key", "Value of one unit"), NULL },
};

/**
 * hr_text_key:
 * @key: a key of the plan format or a column of the catalog
 *
 * Returns: its label; @key itself where it has none.
 */
const char *
hr_text_key (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].key, key))
      return g_dpgettext2 (GETTEXT_PACKAGE, "key", keys[i].label);
  return key;
}

/**
 * hr_text_key_value:
 * @key: a key of the plan format
 * @nick: a value as the plan format writes it
 *
 * Returns: the label of the value; @nick itself where the key's values have none.
 */
const char *
hr_text_key_value (const char *key, const char *nick)
{
  int value;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].type != NULL && g_str_equal (keys[i].key, key)
        && hr_enum_parse (keys[i].type, nick, &value))
      return hr_text_enum (keys[i].type, value);
  if (g_str_equal (nick, "true"))
    return g_dpgettext2 (GETTEXT_PACKAGE, "setting", NC_("setting", "On"));
  if (g_str_equal (nick, "false"))
    return g_dpgettext2 (GETTEXT_PACKAGE, "setting", NC_("setting", "Off"));
  return nick;
}
