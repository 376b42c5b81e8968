/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-text.h"

#include <glib/gi18n-lib.h>

/* One table a enumeration, in the order of its constants. Proper names and abbreviations that every
 * language shares stand without NC_(), and their row below has no context. */

static const char *const task[] = {
  NC_("task", "Image classification"),
  NC_("task", "NLP fine-tuning"),
  NC_("task", "LLM inference"),
  NC_("task", "Scientific compute"),
  NC_("task", "Rendering"),
};
static const char *const vendor[] = {
  NC_("vendor", "NVIDIA"), NC_("vendor", "AMD"),   NC_("vendor", "Intel"),
  NC_("vendor", "Huawei"), NC_("vendor", "Apple"), NC_("vendor", "Other"),
};
static const char *const support[] = {
  NC_("support", "Supported"),
  NC_("support", "In part"),
  NC_("support", "Not supported"),
  NC_("support", "Not known"),
};
static const char *const segment[] = {
  NC_("segment", "Consumer"),
  NC_("segment", "Workstation"),
  NC_("segment", "Datacenter"),
};
static const char *const arch[] = {
  NC_("architecture", "Pascal"),        NC_("architecture", "Volta"),
  NC_("architecture", "Turing"),        NC_("architecture", "Ampere"),
  NC_("architecture", "Ada Lovelace"),  NC_("architecture", "Hopper"),
  NC_("architecture", "Blackwell"),     NC_("architecture", "Blackwell (datacenter)"),
  NC_("architecture", "GCN 5"),         NC_("architecture", "RDNA 2"),
  NC_("architecture", "RDNA 3"),        NC_("architecture", "RDNA 4"),
  NC_("architecture", "CDNA 1"),        NC_("architecture", "CDNA 2"),
  NC_("architecture", "CDNA 3"),        NC_("architecture", "CDNA 4"),
  NC_("architecture", "Xe HPG"),        NC_("architecture", "Xe 2"),
  NC_("architecture", "Xe HPC"),        NC_("architecture", "Da Vinci"),
  NC_("architecture", "Apple silicon"), NC_("architecture", "Other"),
};
static const char *const form[] = {
  NC_("form factor", "PCIe card with fans"),
  NC_("form factor", "PCIe card without fans"),
  NC_("form factor", "SXM module"),
  NC_("form factor", "OAM module"),
  NC_("form factor", "Mezzanine module"),
  NC_("form factor", "Built into laptops"),
  NC_("form factor", "Whole machine with shared memory"),
};
static const char *const memory_type[] = {
  NC_("memory type", "GDDR6"), NC_("memory type", "GDDR6X"),  NC_("memory type", "GDDR7"),
  NC_("memory type", "HBM2"),  NC_("memory type", "HBM2e"),   NC_("memory type", "HBM3"),
  NC_("memory type", "HBM3e"), NC_("memory type", "LPDDR5X"), NC_("memory type", "Other"),
};
static const char *const rate[] = {
  NC_("arithmetic", "FP64"), NC_("arithmetic", "FP64 tensor"),
  NC_("arithmetic", "FP32"), NC_("arithmetic", "TF32"),
  NC_("arithmetic", "FP16"), NC_("arithmetic", "FP16 with FP32 accumulation"),
  NC_("arithmetic", "BF16"), NC_("arithmetic", "FP8"),
  NC_("arithmetic", "INT8"), NC_("arithmetic", "FP4"),
};
static const char *const condition[] = {
  NC_("condition", "Unknown"),
  NC_("condition", "New"),
  NC_("condition", "Used"),
  NC_("condition", "Refurbished"),
};
static const char *const price_kind[] = {
  NC_("price", "Street price"),
  NC_("price", "Retail price"),
  NC_("price", "List price"),
  NC_("price", "Estimate"),
  NC_("price", "Share of a system’s price"),
};
static const char *const part[] = {
  NC_("part", "GPU"),          NC_("part", "CPU"),
  NC_("part", "Motherboard"),  NC_("part", "RAM"),
  NC_("part", "Power supply"), NC_("part", "Case"),
  NC_("part", "Cooler"),       NC_("part", "NVMe drive"),
  NC_("part", "Chassis"),      NC_("part", "Complete system"),
  NC_("part", "GPU bridge"),
};
static const char *const host_kind[] = {
  NC_("host", "Tower or rack"),
  NC_("host", "Tower"),
  NC_("host", "Rack"),
};
static const char *const ram_rule[] = {
  NC_("RAM rule", "By the rule of thumb"),
  NC_("RAM rule", "What the work needs"),
};

static const char *const covers[] = {
  NC_("budget covers", "The GPUs"),
  NC_("budget covers", "The whole build"),
  NC_("budget covers", "The build and its energy"),
};
static const char *const condition_policy[] = {
  NC_("prices to use", "New or used"),
  NC_("prices to use", "New only"),
  NC_("prices to use", "Used"),
};
static const char *const aim[] = {
  NC_("aim", "Best value"),
  NC_("aim", "Fastest"),
  NC_("aim", "Cheapest that fits"),
  NC_("aim", "Most headroom"),
};
static const char *const precision[] = {
  NC_("precision", "FP32"),        NC_("precision", "TF32"), NC_("precision", "Mixed (AMP)"),
  NC_("precision", "BF16"),        NC_("precision", "FP16"), NC_("precision", "Mixed, BF16"),
  NC_("precision", "Mixed, FP16"), NC_("precision", "FP64"), NC_("precision", "Mixed"),
  NC_("precision", "Automatic"),
};
static const char *const mode[] = {
  NC_("mode", "Training"),
  NC_("mode", "Inference"),
};
static const char *const method[] = {
  NC_("method", "Full fine-tuning"),
  NC_("method", "LoRA"),
  NC_("method", "QLoRA"),
  NC_("method", "Automatic"),
};
static const char *const optimizer[] = {
  NC_("optimizer", "AdamW"),
  NC_("optimizer", "AdamW, 8-bit"),
  NC_("optimizer", "Paged AdamW, 8-bit"),
  NC_("optimizer", "Adafactor"),
  NC_("optimizer", "SGD"),
  NC_("optimizer", "SGD with momentum"),
};
static const char *const lora_targets[] = {
  NC_("LoRA targets", "Attention"),
  NC_("LoRA targets", "All linear layers"),
};
static const char *const checkpointing[] = {
  NC_("checkpointing", "None"),
  NC_("checkpointing", "Selective"),
  NC_("checkpointing", "Full"),
  NC_("checkpointing", "Automatic"),
};
static const char *const attention[] = {
  NC_("attention", "Flash"),
  NC_("attention", "Eager"),
};
static const char *const sharding[] = {
  NC_("sharding", "None"),
  NC_("sharding", "Data parallel"),
  NC_("sharding", "ZeRO-1 (optimizer)"),
  NC_("sharding", "ZeRO-2 (optimizer and gradients)"),
  NC_("sharding", "ZeRO-3 / FSDP (everything)"),
  NC_("sharding", "Automatic"),
};
static const char *const offload[] = {
  NC_("offload", "None"),
  NC_("offload", "Optimizer to RAM"),
  NC_("offload", "Everything to RAM"),
  NC_("offload", "Automatic"),
};
static const char *const framework[] = {
  NC_("framework", "Hugging Face"),  NC_("framework", "torchtune"),
  NC_("framework", "LitGPT"),        NC_("framework", "DeepSpeed"),
  NC_("framework", "LLM Foundry"),   NC_("framework", "TorchTitan"),
  NC_("framework", "InternEvo"),     NC_("framework", "NVIDIA examples"),
  NC_("framework", "Unsloth"),       NC_("framework", "Axolotl"),
  NC_("framework", "LLaMA-Factory"), NC_("framework", "TRL"),
  NC_("framework", "llmq"),          NC_("framework", "NeMo"),
};
static const char *const objective[] = {
  NC_("objective", "Supervised fine-tuning (SFT)"),
  NC_("objective", "Preference pairs (DPO)"),
  NC_("objective", "Reinforcement by groups (GRPO)"),
};
static const char *const packing[] = {
  NC_("packing", "Padded to one length"),
  NC_("packing", "Packed"),
  NC_("packing", "Varied lengths"),
};
static const char *const loss[] = {
  NC_("loss", "As the framework does"),
  NC_("loss", "Plain"),
  NC_("loss", "Chunked"),
  NC_("loss", "In place"),
  NC_("loss", "Fused with the head (Liger)"),
};
static const char *const kv_precision[] = {
  NC_("KV cache", "FP16"), NC_("KV cache", "BF16"), NC_("KV cache", "FP8"),
  NC_("KV cache", "INT8"), NC_("KV cache", "Q8_0"), NC_("KV cache", "Q4_0"),
};
static const char *const engine[] = {
  NC_("engine", "Generic"),
  NC_("engine", "llama.cpp"),
  NC_("engine", "vLLM"),
  NC_("engine", "TensorRT-LLM"),
  NC_("engine", "SGLang"),
  NC_("engine", "Transformers"),
  NC_("engine", "ExLlama"),
  NC_("engine", "AutoAWQ"),
  NC_("engine", "Compiled PyTorch"),
  NC_("engine", "LitGPT"),
  NC_("engine", "DeepSpeed-MII"),
};
static const char *const kernel[] = {
  NC_("kernel", "Molecular dynamics"),     NC_("kernel", "Dense linear algebra"),
  NC_("kernel", "Lattice (stencil, CFD)"), NC_("kernel", "Sparse matrix"),
  NC_("kernel", "Fourier transform"),      NC_("kernel", "Custom"),
};
static const char *const md_engine[] = {
  NC_("MD engine", "OpenMM"), NC_("MD engine", "GROMACS"), NC_("MD engine", "AMBER"),
  NC_("MD engine", "NAMD"),   NC_("MD engine", "LAMMPS"),
};
static const char *const potential[] = {
  NC_("potential", "Biomolecular force field"),
  NC_("potential", "Lennard-Jones"),
  NC_("potential", "Embedded atom (metals)"),
  NC_("potential", "ReaxFF (reactive)"),
};
static const char *const solver[] = {
  NC_("solver", "Any (the matrix once)"),  NC_("solver", "Matrix product"),
  NC_("solver", "LU factorisation (HPL)"), NC_("solver", "Cholesky factorisation"),
  NC_("solver", "Eigenproblem"),
};
static const char *const size[] = {
  NC_("size", "no size"), NC_("size", "atoms"),     NC_("size", "rows and columns"),
  NC_("size", "cells"),   NC_("size", "rows"),      NC_("size", "points"),
  NC_("size", "GiB"),     NC_("size", "triangles"),
};
static const char *const render_mode[] = {
  NC_("rendering", "Path tracing"),
  NC_("rendering", "Real time"),
};
static const char *const render_engine[] = {
  NC_("renderer", "Blender Cycles"), NC_("renderer", "Octane"),
  NC_("renderer", "V-Ray"),          NC_("renderer", "Generic"),
  NC_("renderer", "Redshift"),       NC_("renderer", "Arnold GPU"),
  NC_("renderer", "Karma XPU"),      NC_("renderer", "LuxCore"),
  NC_("renderer", "Unreal Engine"),
};
static const char *const backend[] = {
  NC_("backend", "OptiX"),  NC_("backend", "CUDA"),           NC_("backend", "HIP"),
  NC_("backend", "oneAPI"), NC_("backend", "Best available"),
};
static const char *const image_kind[] = {
  NC_("network", "plain convolutions"),
  NC_("network", "branched convolutions"),
  NC_("network", "densely connected"),
  NC_("network", "grouped convolutions"),
  NC_("network", "depthwise convolutions"),
  NC_("network", "large kernels"),
  NC_("network", "attention"),
  NC_("network", "attention in windows"),
  NC_("network", "convolutions and attention"),
  NC_("network", "perceptrons"),
};
static const char *const image_stack[] = {
  NC_("framework", "eager"),
  NC_("framework", "tuned container"),
  NC_("framework", "compiled"),
  NC_("framework", "graph"),
};
static const char *const fit[] = {
  NC_("fit", "Fits"),
  NC_("fit", "Tight"),
  NC_("fit", "Partly from RAM"),
  NC_("fit", "Does not fit"),
};
static const char *const quantity[] = {
  NC_("quantity", "Memory"),
  NC_("quantity", "Speed"),
  NC_("quantity", "Speed of the prompt"),
};
static const char *const basis[] = {
  NC_("basis", "architecture"),  NC_("basis", "maker"),  NC_("basis", "engine"),
  NC_("basis", "framework"),     NC_("basis", "method"), NC_("basis", "format"),
  NC_("basis", "kind of model"), NC_("basis", "kernel"), NC_("basis", "mode"),
};
static const char *const stage[] = {
  NC_("stage", "Storage"),          NC_("stage", "Host"),    NC_("stage", "PCIe"),
  NC_("stage", "Memory bandwidth"), NC_("stage", "Compute"), NC_("stage", "Latency"),
  NC_("stage", "Interconnect"),
};
static const char *const term[] = {
  NC_("memory", "Weights"),
  NC_("memory", "Master weights"),
  NC_("memory", "Adapters"),
  NC_("memory", "Gradients"),
  NC_("memory", "Optimizer states"),
  NC_("memory", "Activations"),
  NC_("memory", "Attention scores"),
  NC_("memory", "Logits"),
  NC_("memory", "KV cache"),
  NC_("memory", "Recurrent states"),
  NC_("memory", "Gathered parameters"),
  NC_("memory", "Communication buffers"),
  NC_("memory", "Workspace"),
  NC_("memory", "Inputs"),
  NC_("memory", "Engine"),
  NC_("memory", "Particles"),
  NC_("memory", "Matrix"),
  NC_("memory", "Cells"),
  NC_("memory", "Nonzeros"),
  NC_("memory", "Vectors"),
  NC_("memory", "Grid"),
  NC_("memory", "FFT plan"),
  NC_("memory", "Working set"),
  NC_("memory", "Halo"),
  NC_("memory", "Geometry"),
  NC_("memory", "Acceleration structure"),
  NC_("memory", "Textures"),
  NC_("memory", "Volumes"),
  NC_("memory", "Frame buffers"),
  NC_("memory", "Denoiser"),
  NC_("memory", "Fragmentation"),
  NC_("memory", "Driver context"),
  NC_("memory", "Operating system"),
  NC_("memory", "Loader workers"),
  NC_("memory", "Pinned buffers"),
  NC_("memory", "Checkpoint loading"),
  NC_("memory", "Offloaded states"),
  NC_("memory", "Dataset cache"),
  NC_("memory", "Application"),
};
static const char *const rate_unit[] = {
  NC_("rate", "none"),
  NC_("rate", "tokens/s"),
  NC_("rate", "images/s"),
  NC_("rate", "ns/day"),
  NC_("rate", "cells/s"),
  NC_("rate", "FLOP/s"),
  NC_("rate", "B/s"),
  NC_("rate", "Blender Open Data points"),
  NC_("rate", "OctaneBench points"),
  NC_("rate", "V-Ray points"),
  NC_("rate", "frames/s"),
};
static const char *const role[] = {
  NC_("role", "Best value"),
  NC_("role", "Fastest"),
  NC_("role", "Cheapest that fits"),
  NC_("role", "Most headroom"),
};
static const char *const tier[] = {
  NC_("tier", "Learner"),
  NC_("tier", "Project team"),
  NC_("tier", "Enterprise"),
};
static const char *const reason[] = {
  NC_("reason", "Not enough memory"),
  NC_("reason", "Over the budget"),
  NC_("reason", "No price"),
  NC_("reason", "Needs another host"),
  NC_("reason", "Over the power limit"),
  NC_("reason", "Another vendor"),
  NC_("reason", "Another segment"),
  NC_("reason", "Not in this condition"),
  NC_("reason", "Misses the deadline"),
  NC_("reason", "Lacks the precision"),
  NC_("reason", "Software does not run"),
};
static const char *const own_change[] = {
  NC_("change of a machine", "Keep"),          NC_("change of a machine", "More RAM"),
  NC_("change of a machine", "Another board"), NC_("change of a machine", "Add"),
  NC_("change of a machine", "Replace"),       NC_("change of a machine", "Second machine"),
  NC_("change of a machine", "Rent"),
};
static const char *const unit[] = {
  NC_("unit", "number"),     NC_("unit", "B"),        NC_("unit", "GiB"),
  NC_("unit", "GB/s"),       NC_("unit", "TFLOP/s"),  NC_("unit", "FLOP"),
  NC_("unit", "s"),          NC_("unit", "h"),        NC_("unit", "W"),
  NC_("unit", "kWh"),        NC_("unit", "USD"),      NC_("unit", "USD/h"),
  NC_("unit", "tokens"),     NC_("unit", "tokens/s"), NC_("unit", "images/s"),
  NC_("unit", "count"),      NC_("unit", "ratio"),    NC_("unit", "%"),
  NC_("unit", "parameters"), NC_("unit", "bit"),      NC_("unit", "per second"),
  NC_("unit", "years"),      NC_("unit", "px"),       NC_("unit", "FLOP/s"),
  NC_("unit", "B/s"),        NC_("unit", "ns/day"),   NC_("unit", "cells/s"),
  NC_("unit", "points"),     NC_("unit", "text"),
};

static const struct
{
  const HrEnumType  *type;
  const char        *context;
  guint              n;
  const char *const *labels;
} tables[] = {
#define TABLE(symbol, context)                                \
  {                                                           \
    &hr_enum_##symbol, context, G_N_ELEMENTS (symbol), symbol \
  }
  TABLE (task, "task"),
  TABLE (vendor, "vendor"),
  TABLE (segment, "segment"),
  TABLE (support, "support"),
  TABLE (arch, "architecture"),
  TABLE (form, "form factor"),
  TABLE (memory_type, "memory type"),
  TABLE (rate, "arithmetic"),
  TABLE (condition, "condition"),
  TABLE (price_kind, "price"),
  TABLE (part, "part"),
  TABLE (host_kind, "host"),
  TABLE (covers, "budget covers"),
  TABLE (ram_rule, "RAM rule"),
  TABLE (condition_policy, "prices to use"),
  TABLE (aim, "aim"),
  TABLE (precision, "precision"),
  TABLE (mode, "mode"),
  TABLE (method, "method"),
  TABLE (optimizer, "optimizer"),
  TABLE (lora_targets, "LoRA targets"),
  TABLE (checkpointing, "checkpointing"),
  TABLE (attention, "attention"),
  TABLE (sharding, "sharding"),
  TABLE (offload, "offload"),
  TABLE (framework, "framework"),
  TABLE (objective, "objective"),
  TABLE (packing, "packing"),
  TABLE (loss, "loss"),
  TABLE (kv_precision, "KV cache"),
  TABLE (engine, "engine"),
  TABLE (kernel, "kernel"),
  TABLE (md_engine, "MD engine"),
  TABLE (potential, "potential"),
  TABLE (solver, "solver"),
  TABLE (size, "size"),
  TABLE (render_mode, "rendering"),
  TABLE (render_engine, "renderer"),
  TABLE (backend, "backend"),
  TABLE (image_kind, "network"),
  TABLE (image_stack, "framework"),
  TABLE (fit, "fit"),
  TABLE (quantity, "quantity"),
  TABLE (basis, "basis"),
  TABLE (stage, "stage"),
  TABLE (term, "memory"),
  TABLE (rate_unit, "rate"),
  TABLE (role, "role"),
  TABLE (tier, "tier"),
  TABLE (reason, "reason"),
  TABLE (own_change, "change of a machine"),
  TABLE (unit, "unit"),
#undef TABLE
};

/**
 * hr_text_enum:
 * @type: an enumeration of the core
 * @value: one of its constants
 *
 * Returns: its label in the user's language; the nick where a new constant has no label yet (a test
 *   fails then).
 */
const char *
hr_text_enum (const HrEnumType *type, int value)
{
  g_return_val_if_fail (value >= 0 && (guint) value < type->n, "?");

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (tables[i].type == type && (guint) value < tables[i].n)
      return g_dpgettext2 (GETTEXT_PACKAGE, tables[i].context, tables[i].labels[value]);
  return hr_enum_nick (type, value);
}
