/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-enums.h"
#include "hr-model-layer.h"
#include "hr-tower.h"

G_BEGIN_DECLS

/* Kinds of layers that one model may have; what goes beyond is taken together. */
#define HR_MAX_LAYER_KINDS 10
#define HR_MAX_TOWERS      2

/* A model's shape, with the meanings of a Hugging Face config.json. 0 = absent. Where its layers
 * are not all alike, or are not those of a plain transformer, they stand in @kinds, and the numbers
 * of layers before are those of its usual layer: what a form shows. */
typedef struct
{
  char     family[24]; /* "llama", "qwen2", "bert", …; shapes decide, families only hint */
  guint32  hidden;
  guint32  layers;
  guint32  heads;
  guint32  kv_heads;
  guint32  head_dim;
  guint32  intermediate; /* of a dense MLP */
  guint32  vocab;
  guint32  max_positions;  /* learned position embeddings when positions_learned */
  guint32  sliding_window; /* tokens; 0 = full attention everywhere */
  guint32  sliding_every;  /* every n-th layer is full, the others slide; 0 = all slide */
  guint32  experts;        /* routed experts per MoE layer */
  guint32  experts_per_token;
  guint32  shared_experts;
  guint32  moe_intermediate;    /* of one routed expert */
  guint32  shared_intermediate; /* of the shared experts together, when it differs */
  guint32  first_dense_layers;  /* layers before the first MoE layer */
  guint32  kv_lora_rank;        /* MLA */
  guint32  q_lora_rank;
  guint32  qk_rope_head_dim;
  guint32  qk_nope_head_dim;
  guint32  v_head_dim;
  guint32  decoder_layers; /* encoder-decoder: layers is the encoder's */
  gboolean gated_mlp;
  gboolean tied_embeddings;
  gboolean attention_bias;
  gboolean mlp_bias;
  gboolean positions_learned;
  gboolean encoder_only; /* no language-model head of the vocabulary's size */
  gboolean parallel_residual;
  double   params_b; /* as published, in 10^9; 0 = from the shape */
  guint32  n_kinds;  /* 0 = layers are alike, as the numbers above say */
  guint32  n_towers;
  HrLayer  kinds[HR_MAX_LAYER_KINDS];
  HrTower  towers[HR_MAX_TOWERS];
  double   layer_tables;      /* parameters of embeddings that are looked up by layer */
  double   extra_params;      /* beside layers and embeddings: convolutions, merging, padding */
  double   saved_params;      /* that narrow embeddings and layers that share matrices do without */
  double   draft_params;      /* of blocks that draft tokens: stored, not counted, as published */
  char     native_format[16]; /* a weight format in which the publisher ships it; "" = 16 bits */
  char     native_rest[16];   /* of what is no expert, where that differs */
  char     unknown[32];       /* what was not understood: then there is at least what is counted */
} HrModelShape;

/* Work of one step, batch = 0 means "auto" wherever it stands. */

typedef struct
{
  HrModelShape    shape;
  HrMethod        method;
  HrPrecision     precision;
  HrOptimizer     optimizer;
  guint32         optimizer_state_bits; /* 32, 16 or 8; 0 = by optimizer and precision */
  double          base_bits_per_weight; /* QLoRA; 0 = by method */
  guint32         lora_rank;
  HrLoraTargets   lora_targets;
  double          trainable_params_m; /* overrides the LoRA arithmetic; 0 = from the rank */
  gboolean        train_embeddings;
  guint32         batch; /* sequences per GPU and micro-step; 0 = auto */
  guint32         gradient_accumulation;
  guint32         sequence_length;
  HrCheckpointing checkpointing;
  HrAttention     attention;
  gboolean        chunked_loss; /* the same as a loss of HR_LOSS_CHUNKED */
  HrLoss          loss;
  HrPacking       packing;
  HrObjective     objective;
  HrSharding      sharding;
  HrOffload       offload;
  double          train_tokens; /* of the whole job */
  HrFramework     framework;
  guint32         framework_year;    /* whose code it is; 0 = the newest that is known */
  HrPrecision     adapter_precision; /* of LoRA's matrices; AUTO = by framework */
  double          lora_dropout;      /* 0 = none */
} HrNlpWork;

typedef struct
{
  HrModelShape  shape;
  char          weight_format[24]; /* nick of hr-weight-format, e.g. "q4_k_m" */
  double        bits_per_weight;   /* 0 = by format */
  HrKvPrecision kv_precision;
  guint32       context_length; /* tokens that the cache must hold, per sequence */
  guint32       batch;          /* sequences at once; 0 = auto */
  guint32       prompt_tokens;
  guint32       generated_tokens;
  double        requests; /* of the whole job; one request = one sequence */
  HrLlmOffload  offload;
  guint32       gpu_layers; /* on the cards; 0 = as many as they hold */
  HrEngine      engine;
  char          engine_name[48]; /* as written */
  gboolean      engine_is_dated; /* the name says a release of 2024 or before */
} HrLlmWork;

typedef struct
{
  char        kind[24]; /* network kind, when known: see hr-image-kind */
  double      params_m;
  double      gmacs;       /* at native_size, one image forward */
  double      macts_m;     /* millions of output elements of convolutions and matmuls */
  guint32     native_size; /* pixels a side at which gmacs and macts_m hold */
  guint32     image_size;  /* pixels a side to run at */
  HrMode      mode;
  HrPrecision precision;
  guint32     batch; /* images per GPU; 0 = auto */
  HrOptimizer optimizer;
  gboolean    channels_last;
  gboolean    compiled;
  double      dataset_images;
  double      epochs;
  double      image_file_kib;
  char        framework[64]; /* as written */
} HrImageWork;

typedef struct
{
  HrKernel    kernel;
  HrPrecision precision;         /* of the arithmetic */
  HrPrecision storage_precision; /* of what is kept; FP16 halves a lattice's traffic */
  double      atoms;
  double      matrix_order; /* 0 = as large as HPL is run: 80 % of the memory */
  HrSolver    solver;
  double      cells;
  double      bytes_per_cell;
  double      bytes_moved_per_cell;
  double      nonzeros;
  double      rows;
  double      points; /* of the transform, all dimensions multiplied */
  double      working_set_gib;
  double      flops_per_step;
  double      bytes_per_step;
  HrMdEngine  md_engine;
  HrPotential potential;
  double      timestep_fs;
  double      steps;
} HrScienceWork;

#define HR_MAX_TEXTURES 32

typedef struct
{
  double  count;
  guint32 width, height, channels, bytes_per_channel;
} HrTextureGroup;

typedef struct
{
  HrRenderMode   mode;
  HrRenderEngine engine;
  HrBackend      backend; /* BEST = the fastest that the card and the engine share */
  double         triangles;
  double         instances; /* triangles drawn through instances, not stored again */
  guint32        n_textures;
  HrTextureGroup textures[HR_MAX_TEXTURES];
  double         volumes_gib;
  guint32        width, height;
  double         samples;
  double         frames;
  gboolean       benchmark; /* the plan asks for the benchmark's own score */
  char           benchmark_name[96];
} HrRenderWork;

/* What has to run on the card beside what the work itself needs. */
#define HR_MAX_DEMANDS 4

typedef struct
{
  guint    n;
  char     software[HR_MAX_DEMANDS][32];
  gboolean allow_partial; /* software that the user names may run with limits */
} HrDemand;

typedef struct
{
  HrTask   task;
  char     model[64];      /* preset id; "" = given inline */
  char     model_name[96]; /* label */
  HrDemand demand;         /* the plan's constraint, as the search sees it */
  union
  {
    HrNlpWork     nlp;
    HrLlmWork     llm;
    HrImageWork   image;
    HrScienceWork science;
    HrRenderWork  render;
  };
} HrWorkload;

G_END_DECLS
