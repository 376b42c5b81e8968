/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a layer mixes its tokens: that decides what it keeps of them. */
typedef enum
{
  HR_MIXER_NONE,       /* an MLP or experts alone */
  HR_MIXER_FULL,       /* keys and values of every token */
  HR_MIXER_WINDOW,     /* of the last tokens */
  HR_MIXER_CHUNKED,    /* of the chunk at work */
  HR_MIXER_LATENT,     /* one latent vector a token (MLA) */
  HR_MIXER_COMPRESSED, /* of the last tokens, and one entry for several older ones */
  HR_MIXER_CROSS,      /* of an image or an encoder: as many positions as that has */
  HR_MIXER_LINEAR,     /* a matrix a head: Gated DeltaNet, KDA, lightning attention, RWKV */
  HR_MIXER_STATE,      /* a state-space model: Mamba */
  HR_MIXER_CONV,       /* the last columns of a short convolution */
  HR_N_MIXER
} HrMixer;

/* All layers of one kind. Numbers that are counted are of one layer; parameters are numbers of
 * parameters, widths numbers of elements. A layer may have attention and a state at once. */
typedef struct
{
  guint32 count;
  guint32 mixer; /* HrMixer */
  guint32 heads; /* of attention; 0 = none */
  guint32 kv_heads;
  guint32 window;            /* tokens kept; 0 = all */
  guint32 ratio;             /* tokens in an entry of COMPRESSED; 0 = the window alone */
  guint32 gated;             /* the MLP has three matrices */
  guint32 experts;           /* routed */
  guint32 experts_per_token; /* of them */
  guint32 shares_cache;      /* reads the keys and values of an earlier layer, keeps none */
  guint32 attends;           /* entries that a token attends to at most; 0 = all that are kept */
  guint32 reserved;          /* keeps the size even; 0 */
  double  q_width;           /* queries, keys, values of one token as computed */
  double  k_width;
  double  v_width;
  double  cache;         /* elements kept of a token */
  double  index_bytes;   /* kept of a token for choosing what to attend to */
  double  fixed;         /* elements kept of a sequence's other side: an image, an encoder */
  double  matrix;        /* elements of a recurrent state, FP32 as a rule */
  double  columns;       /* elements of a convolution's last inputs */
  double  mlp_width;     /* that every token passes: a dense MLP, shared experts */
  double  expert_width;  /* of one routed expert */
  double  mixer_params;  /* projections */
  double  mlp_params;    /* that every token passes, routers with them */
  double  expert_params; /* of one routed expert */
  double  other_params;  /* norms, biases, decays, convolutions */
} HrLayer;

/* Widths of attention. 0 = as its neighbour: kv_heads as heads, v_dim as head_dim. */
typedef struct
{
  double   hidden;
  guint32  heads, kv_heads;
  double   head_dim, v_dim;
  gboolean output_gate;     /* the query projection also makes a gate */
  gboolean shared_value;    /* values are the keys: no projection of their own, but a cache */
  gboolean biased;          /* queries, keys, values */
  gboolean output_bias;     /* and the output */
  double   query_key_norms; /* parameters of them */
} HrAttentionDims;

typedef struct
{
  double  hidden;
  guint32 heads;
  double  q_rank, kv_rank, rope_dim, nope_dim, v_dim;
  double  output_gate;            /* parameters of it */
  double  index_heads, index_dim; /* of a sparse indexer; 0 = none */
  double  index_bytes;            /* that it keeps of a token */
  guint32 attends;                /* entries that it chooses; 0 = all */
} HrLatentDims;

/* Heads and widths of a recurrent layer. */
typedef struct
{
  double hidden;
  double heads, head_dim;      /* values */
  double key_heads, key_dim;   /* keys: Gated DeltaNet */
  double inner, state, groups; /* Mamba */
  double rank;                 /* of the step size (Mamba-1), of gates */
  double kernel;               /* of the convolution; 0 = none */
} HrRecurrentDims;

typedef struct
{
  double   hidden;
  double   width; /* of one routed expert */
  guint32  experts, experts_per_token;
  double   shared_width; /* of all shared experts together */
  gboolean shared_gate;  /* a gate on the shared expert */
  double   latent;       /* width that routed experts work in; 0 = hidden */
  gboolean gated;
  gboolean biased;
} HrExpertDims;

void hr_layer_add_attention (HrLayer *layer, const HrAttentionDims *dims);
void hr_layer_add_latent (HrLayer *layer, const HrLatentDims *dims);
void hr_layer_add_delta_net (HrLayer *layer, const HrRecurrentDims *dims);
void hr_layer_add_kda (HrLayer *layer, const HrRecurrentDims *dims, gboolean full_rank_gate);
void hr_layer_add_lightning (HrLayer *layer, const HrRecurrentDims *dims);
void hr_layer_add_mamba (HrLayer *layer, const HrRecurrentDims *dims);
void hr_layer_add_mamba2 (HrLayer *layer, const HrRecurrentDims *dims);
void hr_layer_add_conv (HrLayer *layer, double hidden, double kernel);
void hr_layer_add_mlp (HrLayer *layer, double hidden, double width, gboolean gated, gboolean bias);
void hr_layer_add_experts (HrLayer *layer, const HrExpertDims *dims);

double   hr_layer_active_params (const HrLayer *layer);
double   hr_layer_params (const HrLayer *layer);
double   hr_layer_entries (const HrLayer *layer, double tokens);
double   hr_layer_entries_read (const HrLayer *layer, double tokens);
gboolean hr_layer_keeps_cache (const HrLayer *layer);
gboolean hr_layer_has_state (const HrLayer *layer);
void     hr_layer_scale (HrLayer *layer, double factor);
/* Adds @layer to those of its kind in @kinds; where there is no room, to those of its mixer. */
void hr_layers_add (HrLayer *kinds, guint32 *n, guint32 max, const HrLayer *layer);

G_END_DECLS
