/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Each enumeration is one list of (NAME, "nick"): the C constants, the nicks of the plan format and
 * the catalog, and the parsers all come from it. The nicks are a promise to users: add, never
 * rename. */

typedef struct
{
  const char        *name; /* what an error message calls it, e.g. "task" */
  guint              n;
  const char *const *nicks;
} HrEnumType;

const char *hr_enum_nick (const HrEnumType *type, int value);
gboolean    hr_enum_parse (const HrEnumType *type, const char *nick, int *value);
char       *hr_enum_allowed (const HrEnumType *type);

/* clang-format off */
#define HR_TASK_LIST(X) \
  X (TASK, IMAGE_CLASSIFICATION, "image-classification") \
  X (TASK, NLP_FINE_TUNE, "nlp-fine-tune") \
  X (TASK, LLM_INFERENCE, "llm-inference") \
  X (TASK, SCIENTIFIC, "scientific") \
  X (TASK, RENDERING, "rendering")

#define HR_VENDOR_LIST(X) \
  X (VENDOR, NVIDIA, "nvidia") X (VENDOR, AMD, "amd") X (VENDOR, INTEL, "intel") \
  X (VENDOR, HUAWEI, "huawei") X (VENDOR, APPLE, "apple") X (VENDOR, OTHER, "other")

/* Whether software runs on a card, as its makers say. */
#define HR_SUPPORT_LIST(X) \
  X (SUPPORT, SUPPORTED, "supported") X (SUPPORT, PARTIAL, "partial") \
  X (SUPPORT, UNSUPPORTED, "unsupported") X (SUPPORT, UNKNOWN, "unknown")

#define HR_SEGMENT_LIST(X) \
  X (SEGMENT, CONSUMER, "consumer") X (SEGMENT, WORKSTATION, "workstation") \
  X (SEGMENT, DATACENTER, "datacenter")

#define HR_ARCH_LIST(X) \
  X (ARCH, PASCAL, "pascal") X (ARCH, VOLTA, "volta") X (ARCH, TURING, "turing") \
  X (ARCH, AMPERE, "ampere") X (ARCH, ADA, "ada") X (ARCH, HOPPER, "hopper") \
  X (ARCH, BLACKWELL, "blackwell") X (ARCH, BLACKWELL_DC, "blackwell-dc") \
  X (ARCH, GCN5, "gcn5") X (ARCH, RDNA2, "rdna2") X (ARCH, RDNA3, "rdna3") X (ARCH, RDNA4, "rdna4") \
  X (ARCH, CDNA1, "cdna1") X (ARCH, CDNA2, "cdna2") X (ARCH, CDNA3, "cdna3") X (ARCH, CDNA4, "cdna4") \
  X (ARCH, XE_HPG, "xe-hpg") X (ARCH, XE2, "xe2") X (ARCH, XE_HPC, "xe-hpc") \
  X (ARCH, DA_VINCI, "da-vinci") X (ARCH, APPLE, "apple") X (ARCH, OTHER, "other")

#define HR_FORM_LIST(X) \
  X (FORM, PCIE_ACTIVE, "pcie-active") X (FORM, PCIE_PASSIVE, "pcie-passive") \
  X (FORM, SXM, "sxm") X (FORM, OAM, "oam") X (FORM, MEZZANINE, "mezzanine") \
  X (FORM, LAPTOP, "laptop") X (FORM, MACHINE, "machine")

#define HR_MEMORY_TYPE_LIST(X) \
  X (MEMORY_TYPE, GDDR6, "gddr6") X (MEMORY_TYPE, GDDR6X, "gddr6x") X (MEMORY_TYPE, GDDR7, "gddr7") \
  X (MEMORY_TYPE, HBM2, "hbm2") X (MEMORY_TYPE, HBM2E, "hbm2e") X (MEMORY_TYPE, HBM3, "hbm3") \
  X (MEMORY_TYPE, HBM3E, "hbm3e") X (MEMORY_TYPE, LPDDR5X, "lpddr5x") X (MEMORY_TYPE, OTHER, "other")

/* Dense peak rates of a card, in TFLOP/s (INT8: TOP/s). FP16_FP32ACC is what training uses. */
#define HR_RATE_LIST(X) \
  X (RATE, FP64, "fp64") X (RATE, FP64_TENSOR, "fp64-tensor") X (RATE, FP32, "fp32") \
  X (RATE, TF32, "tf32") X (RATE, FP16, "fp16") X (RATE, FP16_FP32ACC, "fp16-fp32acc") \
  X (RATE, BF16, "bf16") X (RATE, FP8, "fp8") X (RATE, INT8, "int8") X (RATE, FP4, "fp4")

#define HR_CONDITION_LIST(X) \
  X (CONDITION, UNKNOWN, "unknown") X (CONDITION, NEW, "new") X (CONDITION, USED, "used") \
  X (CONDITION, REFURBISHED, "refurbished")

/* How a price came about: an observed street or retail price, a maker's list, a guess that its source
 * calls an estimate, or a share of a complete system's price. */
#define HR_PRICE_KIND_LIST(X) \
  X (PRICE_KIND, STREET, "street") X (PRICE_KIND, RETAIL, "retail") X (PRICE_KIND, LIST, "list") \
  X (PRICE_KIND, ESTIMATE, "estimate") X (PRICE_KIND, SYSTEM_SHARE, "system-share")

#define HR_PART_LIST(X) \
  X (PART, GPU, "gpu") X (PART, CPU, "cpu") X (PART, MOTHERBOARD, "motherboard") X (PART, RAM, "ram") \
  X (PART, PSU, "psu") X (PART, CASE, "case") X (PART, COOLER, "cooler") X (PART, NVME, "nvme") \
  X (PART, CHASSIS, "chassis") X (PART, SYSTEM, "system") X (PART, BRIDGE, "bridge")

#define HR_HOST_KIND_LIST(X) \
  X (HOST_KIND, ANY, "any") X (HOST_KIND, TOWER, "tower") X (HOST_KIND, RACK, "rack")

#define HR_COVERS_LIST(X) \
  X (COVERS, GPUS, "gpus") X (COVERS, BUILD, "build") X (COVERS, TOTAL, "total")

/* What sizes the RAM of a machine that trains: the rule of thumb, or the need alone. */
#define HR_RAM_RULE_LIST(X) X (RAM_RULE, RULE, "rule") X (RAM_RULE, NEED, "need")

#define HR_CONDITION_POLICY_LIST(X) \
  X (CONDITION_POLICY, ANY, "any") X (CONDITION_POLICY, NEW, "new") X (CONDITION_POLICY, USED, "used")

/* What the user wants most; the order of the picks follows it. */
#define HR_AIM_LIST(X) \
  X (AIM, BEST_VALUE, "best-value") X (AIM, FASTEST, "fastest") X (AIM, CHEAPEST, "cheapest") \
  X (AIM, MOST_HEADROOM, "most-headroom")

/* How sure an answer is, and why the first of two near equals goes first. */
#define HR_VERDICT_LIST(X) \
  X (VERDICT, CLEAR, "clear") X (VERDICT, CLOSE, "close") X (VERDICT, NONE, "none")

#define HR_EDGE_LIST(X) \
  X (EDGE, COST, "cost") X (EDGE, SUPPORT, "support") X (EDGE, CARDS, "cards") X (EDGE, QUIET, "quiet") \
  X (EDGE, PRICE_DATE, "price-date") X (EDGE, RESALE, "resale") \
  X (EDGE, ROOM, "room") X (EDGE, SPEED, "speed") X (EDGE, PRICE, "price")

#define HR_PRECISION_LIST(X) \
  X (PRECISION, FP32, "fp32") X (PRECISION, TF32, "tf32") X (PRECISION, AMP, "amp") \
  X (PRECISION, BF16, "bf16") X (PRECISION, FP16, "fp16") X (PRECISION, AMP_BF16, "amp-bf16") \
  X (PRECISION, AMP_FP16, "amp-fp16") X (PRECISION, FP64, "fp64") X (PRECISION, MIXED, "mixed") \
  X (PRECISION, AUTO, "auto")

#define HR_MODE_LIST(X) \
  X (MODE, TRAIN, "train") X (MODE, INFERENCE, "inference")

/* Kinds of image network: what they share is how their layers use the card. BRANCHED has
 * parallel branches whose outputs are joined, DENSE joins each layer's output to all that came before;
 * LARGE_KERNEL is depthwise 7 × 7 between linear layers. */
#define HR_IMAGE_KIND_LIST(X) \
  X (IMAGE_KIND, CONVOLUTION, "convolution") X (IMAGE_KIND, BRANCHED, "branched") \
  X (IMAGE_KIND, DENSE, "dense") X (IMAGE_KIND, GROUPED, "grouped") X (IMAGE_KIND, DEPTHWISE, "depthwise") \
  X (IMAGE_KIND, LARGE_KERNEL, "large-kernel") X (IMAGE_KIND, ATTENTION, "attention") \
  X (IMAGE_KIND, WINDOWED, "windowed") X (IMAGE_KIND, HYBRID, "hybrid") X (IMAGE_KIND, MLP, "mlp")

/* How an image framework runs its kernels: one by one from Python, the same tuned by the vendor in a
 * container with its own input pipeline, compiled and fused, or from a graph (TensorFlow, MXNet). */
#define HR_IMAGE_STACK_LIST(X) \
  X (IMAGE_STACK, EAGER, "eager") X (IMAGE_STACK, TUNED, "tuned") \
  X (IMAGE_STACK, COMPILED, "compiled") X (IMAGE_STACK, GRAPH, "graph")

#define HR_METHOD_LIST(X) \
  X (METHOD, FULL, "full") X (METHOD, LORA, "lora") X (METHOD, QLORA, "qlora") X (METHOD, AUTO, "auto")

#define HR_OPTIMIZER_LIST(X) \
  X (OPTIMIZER, ADAMW, "adamw") X (OPTIMIZER, ADAMW_8BIT, "adamw-8bit") \
  X (OPTIMIZER, PAGED_ADAMW_8BIT, "paged-adamw-8bit") X (OPTIMIZER, ADAFACTOR, "adafactor") \
  X (OPTIMIZER, SGD, "sgd") X (OPTIMIZER, SGD_MOMENTUM, "sgd-momentum")

#define HR_LORA_TARGETS_LIST(X) \
  X (LORA_TARGETS, ATTENTION, "attention") X (LORA_TARGETS, ALL_LINEAR, "all-linear")

#define HR_CHECKPOINTING_LIST(X) \
  X (CHECKPOINTING, NONE, "none") X (CHECKPOINTING, SELECTIVE, "selective") \
  X (CHECKPOINTING, FULL, "full") X (CHECKPOINTING, AUTO, "auto")

#define HR_ATTENTION_LIST(X) \
  X (ATTENTION, FLASH, "flash") X (ATTENTION, EAGER, "eager")

#define HR_SHARDING_LIST(X) \
  X (SHARDING, NONE, "none") X (SHARDING, DDP, "ddp") X (SHARDING, ZERO1, "zero1") \
  X (SHARDING, ZERO2, "zero2") X (SHARDING, ZERO3, "zero3") X (SHARDING, AUTO, "auto")

#define HR_OFFLOAD_LIST(X) \
  X (OFFLOAD, NONE, "none") X (OFFLOAD, OPTIMIZER, "optimizer") X (OFFLOAD, ALL, "all") \
  X (OFFLOAD, AUTO, "auto")

/* Where an inference engine leaves what the cards do not hold. */
#define HR_LLM_OFFLOAD_LIST(X) \
  X (LLM_OFFLOAD, NONE, "none") X (LLM_OFFLOAD, LAYERS, "layers") \
  X (LLM_OFFLOAD, EXPERTS, "experts") X (LLM_OFFLOAD, AUTO, "auto")

#define HR_FRAMEWORK_LIST(X) \
  X (FRAMEWORK, HUGGING_FACE, "hugging-face") X (FRAMEWORK, TORCHTUNE, "torchtune") \
  X (FRAMEWORK, LITGPT, "litgpt") X (FRAMEWORK, DEEPSPEED, "deepspeed") \
  X (FRAMEWORK, LLM_FOUNDRY, "llm-foundry") X (FRAMEWORK, TORCHTITAN, "torchtitan") \
  X (FRAMEWORK, INTERNEVO, "internevo") X (FRAMEWORK, NVIDIA_EXAMPLES, "nvidia-examples") \
  X (FRAMEWORK, UNSLOTH, "unsloth") X (FRAMEWORK, AXOLOTL, "axolotl") \
  X (FRAMEWORK, LLAMA_FACTORY, "llama-factory") X (FRAMEWORK, TRL, "trl") \
  X (FRAMEWORK, LLMQ, "llmq") X (FRAMEWORK, NEMO, "nemo")

/* How sequences fill a batch: each padded to the stated length, several packed into that length, or
 * batches as long as their longest sequence. */
#define HR_OBJECTIVE_LIST(X) \
  X (OBJECTIVE, SFT, "sft") X (OBJECTIVE, DPO, "dpo") X (OBJECTIVE, GRPO, "grpo")

#define HR_PACKING_LIST(X) \
  X (PACKING, PADDED, "padded") X (PACKING, PACKED, "packed") X (PACKING, VARIED, "varied")

/* How the loss treats the logits. AUTO = as the framework does on its own. */
#define HR_LOSS_LIST(X) \
  X (LOSS, AUTO, "auto") X (LOSS, PLAIN, "plain") X (LOSS, CHUNKED, "chunked") \
  X (LOSS, INPLACE, "inplace") X (LOSS, LIGER, "liger")

#define HR_KV_PRECISION_LIST(X) \
  X (KV_PRECISION, FP16, "fp16") X (KV_PRECISION, BF16, "bf16") X (KV_PRECISION, FP8, "fp8") \
  X (KV_PRECISION, INT8, "int8") X (KV_PRECISION, Q8_0, "q8_0") X (KV_PRECISION, Q4_0, "q4_0")

/* Inference engines as families: what they share is overheads and kernels. GENERIC is said so. */
#define HR_ENGINE_LIST(X) \
  X (ENGINE, GENERIC, "generic") X (ENGINE, LLAMA_CPP, "llama.cpp") X (ENGINE, VLLM, "vllm") \
  X (ENGINE, TENSORRT_LLM, "tensorrt-llm") X (ENGINE, SGLANG, "sglang") \
  X (ENGINE, TRANSFORMERS, "transformers") X (ENGINE, EXLLAMA, "exllama") X (ENGINE, AUTOAWQ, "autoawq") \
  X (ENGINE, COMPILED_TORCH, "torch-compile") X (ENGINE, LITGPT, "litgpt") \
  X (ENGINE, DEEPSPEED_MII, "deepspeed-mii")

/* What multiplies stored weights: which kernels a format goes through where an engine has several.
 * HALF stands for 16 and 32 bits, INT8 for LLM.int8(), BLOCKS for GGUF's and what engines compile. */
#define HR_WEIGHT_KERNEL_LIST(X) \
  X (WEIGHT_KERNEL, HALF, "half") X (WEIGHT_KERNEL, INT8, "int8") X (WEIGHT_KERNEL, FP8, "fp8") \
  X (WEIGHT_KERNEL, GPTQ_INT8, "gptq-int8") X (WEIGHT_KERNEL, GPTQ, "gptq") \
  X (WEIGHT_KERNEL, AWQ, "awq") X (WEIGHT_KERNEL, NF4, "nf4") X (WEIGHT_KERNEL, BLOCKS, "blocks")

#define HR_KERNEL_LIST(X) \
  X (KERNEL, MOLECULAR_DYNAMICS, "molecular-dynamics") \
  X (KERNEL, DENSE_LINEAR_ALGEBRA, "dense-linear-algebra") X (KERNEL, LATTICE, "lattice") \
  X (KERNEL, SPARSE, "sparse") X (KERNEL, FFT, "fft") X (KERNEL, CUSTOM, "custom")

/* What is done with a dense matrix. GENERIC = only the matrix is known: it is held once, and worked on
 * at the rate of the product, which every blocked algorithm approaches. */
#define HR_SOLVER_LIST(X) \
  X (SOLVER, GENERIC, "generic") X (SOLVER, PRODUCT, "product") X (SOLVER, LU, "lu") \
  X (SOLVER, CHOLESKY, "cholesky") X (SOLVER, EIGEN, "eigen")

#define HR_MD_ENGINE_LIST(X) \
  X (MD_ENGINE, OPENMM, "openmm") X (MD_ENGINE, GROMACS, "gromacs") X (MD_ENGINE, AMBER, "amber") \
  X (MD_ENGINE, NAMD, "namd") X (MD_ENGINE, LAMMPS, "lammps")

/* What atoms feel of each other: how long the lists of neighbours are, and what is done with them. */
#define HR_POTENTIAL_LIST(X) \
  X (POTENTIAL, BIOMOLECULAR, "biomolecular") X (POTENTIAL, LENNARD_JONES, "lennard-jones") \
  X (POTENTIAL, EAM, "eam") X (POTENTIAL, REAXFF, "reaxff")

/* What the size of a scientific problem is counted in. */
#define HR_SIZE_LIST(X) \
  X (SIZE, NONE, "") X (SIZE, ATOMS, "atoms") X (SIZE, ORDER, "order") X (SIZE, CELLS, "cells") \
  X (SIZE, ROWS, "rows") X (SIZE, POINTS, "points") X (SIZE, GIB, "gib") \
  X (SIZE, TRIANGLES, "triangles")

#define HR_RENDER_MODE_LIST(X) \
  X (RENDER_MODE, PATH_TRACING, "path-tracing") X (RENDER_MODE, REAL_TIME, "real-time")

#define HR_RENDER_ENGINE_LIST(X) \
  X (RENDER_ENGINE, CYCLES, "cycles") X (RENDER_ENGINE, OCTANE, "octane") \
  X (RENDER_ENGINE, V_RAY, "v-ray") X (RENDER_ENGINE, GENERIC, "generic") \
  X (RENDER_ENGINE, REDSHIFT, "redshift") X (RENDER_ENGINE, ARNOLD, "arnold") \
  X (RENDER_ENGINE, KARMA, "karma") X (RENDER_ENGINE, LUXCORE, "luxcore") X (RENDER_ENGINE, UNREAL, "unreal")

#define HR_BACKEND_LIST(X) \
  X (BACKEND, OPTIX, "optix") X (BACKEND, CUDA, "cuda") X (BACKEND, HIP, "hip") \
  X (BACKEND, ONEAPI, "oneapi") X (BACKEND, BEST, "best")

/* What an estimate says, and what published runs have or lack that it would rest on. */
#define HR_QUANTITY_LIST(X) \
  X (QUANTITY, MEMORY, "memory") X (QUANTITY, THROUGHPUT, "throughput") X (QUANTITY, PREFILL, "prefill")

#define HR_BASIS_LIST(X) \
  X (BASIS, ARCHITECTURE, "architecture") X (BASIS, VENDOR, "vendor") X (BASIS, ENGINE, "engine") \
  X (BASIS, FRAMEWORK, "framework") X (BASIS, METHOD, "method") X (BASIS, FORMAT, "format") \
  X (BASIS, FAMILY, "family") X (BASIS, KERNEL, "kernel") X (BASIS, MODE, "mode")

#define HR_FIT_LIST(X) \
  X (FIT, FITS, "fits") X (FIT, TIGHT, "tight") X (FIT, OFFLOADS, "offloads") \
  X (FIT, EXCEEDS, "exceeds")

/* Also the order of the data path: storage -> RAM -> PCIe -> VRAM -> GPU -> interconnect. */
#define HR_STAGE_LIST(X) \
  X (STAGE, STORAGE, "storage") X (STAGE, HOST, "host") X (STAGE, PCIE, "pcie") \
  X (STAGE, BANDWIDTH, "bandwidth") X (STAGE, COMPUTE, "compute") X (STAGE, LATENCY, "latency") \
  X (STAGE, INTERCONNECT, "interconnect")

/* Memory terms on the GPU (then on the host). A task uses those that it has. */
#define HR_TERM_LIST(X) \
  X (TERM, WEIGHTS, "weights") X (TERM, MASTER_WEIGHTS, "master-weights") X (TERM, ADAPTERS, "adapters") \
  X (TERM, GRADIENTS, "gradients") X (TERM, OPTIMIZER, "optimizer") X (TERM, ACTIVATIONS, "activations") \
  X (TERM, ATTENTION_SCORES, "attention-scores") X (TERM, LOGITS, "logits") \
  X (TERM, KV_CACHE, "kv-cache") X (TERM, STATES, "recurrent-states") \
  X (TERM, GATHERED, "gathered-parameters") \
  X (TERM, COMMUNICATION, "communication-buffers") X (TERM, WORKSPACE, "workspace") \
  X (TERM, INPUTS, "inputs") X (TERM, ENGINE, "engine") \
  X (TERM, PARTICLES, "particles") X (TERM, MATRIX, "matrix") X (TERM, CELLS, "cells") \
  X (TERM, NONZEROS, "nonzeros") X (TERM, VECTORS, "vectors") X (TERM, GRID, "grid") X (TERM, PLAN, "fft-plan") \
  X (TERM, WORKING_SET, "working-set") X (TERM, HALO, "halo") \
  X (TERM, GEOMETRY, "geometry") X (TERM, ACCELERATION_STRUCTURE, "acceleration-structure") \
  X (TERM, TEXTURES, "textures") X (TERM, VOLUMES, "volumes") X (TERM, FRAME_BUFFERS, "frame-buffers") \
  X (TERM, DENOISER, "denoiser") \
  X (TERM, FRAGMENTATION, "fragmentation") X (TERM, CONTEXT, "context") \
  X (TERM, SYSTEM, "system") X (TERM, LOADER_WORKERS, "loader-workers") X (TERM, PINNED, "pinned-buffers") \
  X (TERM, CHECKPOINT_LOADING, "checkpoint-loading") X (TERM, OFFLOADED, "offloaded-states") \
  X (TERM, DATASET_CACHE, "dataset-cache") X (TERM, APPLICATION, "application")

#define HR_RATE_UNIT_LIST(X) \
  X (RATE_UNIT, NONE, "") X (RATE_UNIT, TOKENS_S, "tokens/s") X (RATE_UNIT, IMAGES_S, "images/s") \
  X (RATE_UNIT, NS_DAY, "ns/day") X (RATE_UNIT, CELLS_S, "cells/s") X (RATE_UNIT, FLOP_S, "flop/s") \
  X (RATE_UNIT, BYTES_S, "bytes/s") X (RATE_UNIT, BLENDER_SCORE, "Blender Open Data median score") \
  X (RATE_UNIT, OCTANEBENCH, "OctaneBench") X (RATE_UNIT, VRAY, "V-Ray benchmark") \
  X (RATE_UNIT, FRAMES_S, "frames/s")

#define HR_ROLE_LIST(X) \
  X (ROLE, BEST_VALUE, "best-value") X (ROLE, FASTEST, "fastest") X (ROLE, CHEAPEST, "cheapest") \
  X (ROLE, MOST_HEADROOM, "most-headroom")

#define HR_TIER_LIST(X) \
  X (TIER, LEARNER, "learner") X (TIER, PROJECT_TEAM, "project-team") X (TIER, ENTERPRISE, "enterprise")

#define HR_REASON_LIST(X) \
  X (REASON, MEMORY, "memory") X (REASON, BUDGET, "budget") X (REASON, NO_PRICE, "no-price") \
  X (REASON, HOST, "host") X (REASON, POWER, "power") X (REASON, VENDOR, "vendor") \
  X (REASON, SEGMENT, "segment") X (REASON, CONDITION, "condition") X (REASON, DEADLINE, "deadline") \
  X (REASON, PRECISION, "precision") X (REASON, SOFTWARE, "software")

/* What can be done about a machine that somebody owns. */
#define HR_OWN_CHANGE_LIST(X) \
  X (OWN_CHANGE, KEEP, "keep") X (OWN_CHANGE, RAM, "ram") X (OWN_CHANGE, HOST, "host") \
  X (OWN_CHANGE, ADD, "add") X (OWN_CHANGE, REPLACE, "replace") \
  X (OWN_CHANGE, SECOND, "second") X (OWN_CHANGE, RENT, "rent")

/* The units a trace term or a sentence's figure can have. */
#define HR_UNIT_LIST(X) \
  X (UNIT, NONE, "") X (UNIT, BYTES, "B") X (UNIT, GIB, "GiB") X (UNIT, GB_S, "GB/s") \
  X (UNIT, TFLOPS, "TFLOP/s") X (UNIT, FLOP, "FLOP") X (UNIT, SECONDS, "s") X (UNIT, HOURS, "h") \
  X (UNIT, W, "W") X (UNIT, KWH, "kWh") X (UNIT, USD, "USD") X (UNIT, USD_HOUR, "USD/h") \
  X (UNIT, TOKENS, "tokens") X (UNIT, TOKENS_S, "tokens/s") X (UNIT, IMAGES_S, "images/s") \
  X (UNIT, COUNT, "count") X (UNIT, RATIO, "ratio") X (UNIT, PERCENT, "%") X (UNIT, PARAMS, "parameters") \
  X (UNIT, BITS, "bit") X (UNIT, RATE, "rate") X (UNIT, YEARS, "years") X (UNIT, PIXELS, "px") \
  X (UNIT, FLOP_S, "FLOP/s") X (UNIT, BYTES_S, "B/s") \
  X (UNIT, NS_DAY, "ns/day") X (UNIT, CELLS_S, "cells/s") X (UNIT, SCORE, "score") X (UNIT, TEXT, "text")

#define HR_ENUM_CONSTANT(prefix, id, nick) HR_##prefix##_##id,
#define HR_DECLARE_ENUM(Type, PREFIX, symbol) \
  typedef enum { HR_##PREFIX##_LIST (HR_ENUM_CONSTANT) HR_N_##PREFIX } Hr##Type; \
  extern const HrEnumType hr_enum_##symbol;

/* (C type, constant prefix, symbol) of each enumeration. */
#define HR_ENUM_TYPES(X) \
  X (Task, TASK, task) X (Vendor, VENDOR, vendor) X (Segment, SEGMENT, segment) \
  X (Support, SUPPORT, support) X (Arch, ARCH, arch) \
  X (Form, FORM, form) X (MemoryType, MEMORY_TYPE, memory_type) X (Rate, RATE, rate) \
  X (Condition, CONDITION, condition) X (PriceKind, PRICE_KIND, price_kind) X (Part, PART, part) \
  X (HostKind, HOST_KIND, host_kind) X (Covers, COVERS, covers) \
  X (RamRule, RAM_RULE, ram_rule) \
  X (ConditionPolicy, CONDITION_POLICY, condition_policy) X (Aim, AIM, aim) \
  X (Verdict, VERDICT, verdict) X (Edge, EDGE, edge) X (OwnChange, OWN_CHANGE, own_change) \
  X (Precision, PRECISION, precision) X (ImageKind, IMAGE_KIND, image_kind) \
  X (ImageStack, IMAGE_STACK, image_stack) X (Mode, MODE, mode) X (Method, METHOD, method) \
  X (Optimizer, OPTIMIZER, optimizer) X (LoraTargets, LORA_TARGETS, lora_targets) \
  X (Checkpointing, CHECKPOINTING, checkpointing) X (Attention, ATTENTION, attention) \
  X (Sharding, SHARDING, sharding) X (Offload, OFFLOAD, offload) X (Framework, FRAMEWORK, framework) \
  X (Objective, OBJECTIVE, objective) X (Packing, PACKING, packing) X (Loss, LOSS, loss) \
  X (KvPrecision, KV_PRECISION, kv_precision) X (Engine, ENGINE, engine) \
  X (WeightKernel, WEIGHT_KERNEL, weight_kernel) \
  X (LlmOffload, LLM_OFFLOAD, llm_offload) X (Kernel, KERNEL, kernel) \
  X (MdEngine, MD_ENGINE, md_engine) X (Potential, POTENTIAL, potential) \
  X (Solver, SOLVER, solver) X (Size, SIZE, size) \
  X (RenderMode, RENDER_MODE, render_mode) \
  X (RenderEngine, RENDER_ENGINE, render_engine) X (Backend, BACKEND, backend) X (Fit, FIT, fit) \
  X (Quantity, QUANTITY, quantity) X (Basis, BASIS, basis) \
  X (Stage, STAGE, stage) X (Term, TERM, term) X (RateUnit, RATE_UNIT, rate_unit) X (Role, ROLE, role) \
  X (Tier, TIER, tier) X (Reason, REASON, reason) X (Unit, UNIT, unit)
/* clang-format on */

HR_ENUM_TYPES (HR_DECLARE_ENUM)

HrUnit hr_unit_of_rate (HrRateUnit unit);

G_END_DECLS
