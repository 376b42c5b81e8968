/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-issue.h"
#include "hr-workload.h"

G_BEGIN_DECLS

/* How many parameters a shape has, and where. All counts are numbers of parameters; "active" is
 * what one token passes through, which differs from what is stored when there are experts. Widths
 * are means over all layers, so that width × layers is the sum. */
typedef struct
{
  double total;     /* all that is stored, without blocks that draft tokens */
  double active;    /* of it what one token uses: no experts that are not chosen, no tables that
                       are looked up by layer, no tower */
  double embedding; /* token and position tables: looked up, not multiplied */
  double head;      /* output matrix; stored apart only when not tied */
  double attention; /* projections of all layers, of whatever mixes the tokens */
  double mlp;       /* of all layers and all experts */
  double mlp_active;
  double experts; /* of @mlp the routed experts */
  double experts_active;
  double towers;       /* encoders of images and sounds */
  double layer_tables; /* looked up by layer; may lie in slow memory */
  double other;        /* norms, biases, pooler */
  double linear;       /* attention + mlp: what methods of quantisation shrink */
  double linear_active;
  double layers; /* encoder and decoder together */
  double blocks; /* as whole layers: one that only mixes or only has an MLP is half of one */
  double attention_layers; /* that attend to tokens, however */
  double q_dim;            /* width of the queries of one layer */
  double k_dim, v_dim;     /* width of keys and values as computed */
  double mlp_width;        /* MLP that one token activates in one layer */
  double mlp_width_max;    /* in the widest */
  double mixer_width_max;  /* queries, keys and values in the widest */
  double largest_matrix;   /* of one weight */
  double layer;            /* stored in the largest single layer */
  double published_ratio;  /* published parameters ÷ those of the shape; 1 = not published */
} HrModelSize;

/* What the layers keep of one sequence, in elements. */
typedef struct
{
  double layers;        /* that keep something of each token */
  double window_layers; /* of them those that keep the last ones only */
  double token;         /* elements of a token in layers that keep every one */
  double window_token;  /* in layers that keep a window */
  double index_bytes;   /* of a token, for choosing what to attend to */
  double matrix;        /* recurrent state, a sequence */
  double columns;       /* of convolutions, a sequence */
  double fixed;         /* of an image or an encoder, a sequence */
  double state_layers;
} HrModelCache;

void     hr_model_size (const HrModelShape *shape, HrModelSize *size);
void     hr_model_shape_validate (const HrModelShape *shape, const char *path, HrIssues *issues);
gboolean hr_model_family_is_known (const char *family);
/* The kinds of its layers: those of @shape, or made of its numbers in @scratch. */
const HrLayer        *
hr_model_kinds (const HrModelShape *shape, HrLayer scratch[HR_MAX_LAYER_KINDS], guint *n);
void   hr_model_cache (const HrModelShape *shape, HrModelCache *cache);
double hr_model_cache_elements (const HrModelShape *shape, double tokens);
double hr_model_state_bytes (const HrModelShape *shape);
void   hr_model_shape_scale (HrModelShape *shape, double factor);

G_END_DECLS
