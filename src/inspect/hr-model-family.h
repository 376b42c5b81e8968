/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the recurrent layers of a family work. */
typedef enum
{
  HR_RECURRENCE_NONE,
  HR_RECURRENCE_DELTA_NET,
  HR_RECURRENCE_KDA,
  HR_RECURRENCE_LIGHTNING,
  HR_RECURRENCE_MAMBA,
  HR_RECURRENCE_MAMBA2,
  HR_RECURRENCE_RWKV7,
  HR_RECURRENCE_RG_LRU,
} HrRecurrence;

/* What a family's config.json leaves unsaid, because its class in the transformers library has it
 * as a default or as a part of its code. 0 = nothing. */
typedef struct
{
  const char  *type;   /* model_type, or the model_family of a plan */
  const char  *family; /* what the shape calls it */
  gboolean     gated_mlp;
  gboolean     tied;
  gboolean     attention_bias;
  gboolean     mlp_bias;
  gboolean     positions_learned;
  gboolean     encoder_only;
  gboolean     parallel_residual;
  gboolean     halves_mlp;             /* intermediate_size counts both branches */
  gboolean     output_gate;            /* the query projection also makes a gate */
  gboolean     four_norms;             /* before and after attention and MLP */
  gboolean     every_layer_mixes_both; /* attention and a state side by side */
  gboolean     one_thing;              /* a layer only mixes or only has an MLP */
  gboolean     layers_are_pairs;       /* one counts for two, the second without experts */
  gboolean     shared_blocks;          /* layers have no MLP; blocks beside them are shared */
  gboolean     headless;               /* no output matrix in the file */
  guint        relative_matrices;      /* of relative positions, in a layer */
  guint        sliding_every;          /* every n-th layer attends to everything */
  guint        window;                 /* of the others */
  guint        shared_experts;
  guint        positions; /* when positions are learned and their number is not said */
  HrRecurrence recurrence;
  /* Sizes that publishers leave to the class. */
  guint hidden, layers, heads, kv_heads, head_dim, intermediate, vocab;
} HrModelFamily;

const HrModelFamily *hr_model_family_find (const char *type);

G_END_DECLS
