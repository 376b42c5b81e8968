/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-issue.h"
#include "hr-workload.h"

G_BEGIN_DECLS

/* How many parameters a shape has, and where. All counts are numbers of parameters; "active" is
 * what one token passes through, which differs from what is stored when there are experts. */
typedef struct
{
  double total;     /* all that is stored */
  double embedding; /* token and position tables: looked up, not multiplied */
  double head;      /* output matrix; stored apart only when not tied */
  double attention; /* projections of all layers */
  double mlp;       /* of all layers and all experts */
  double mlp_active;
  double other;  /* norms, biases, pooler */
  double linear; /* attention + mlp: what methods of quantisation shrink */
  double linear_active;
  double layers;          /* encoder and decoder together */
  double q_dim;           /* width of the queries of one layer */
  double k_dim, v_dim;    /* width of keys and values as computed */
  double cache_dim;       /* elements kept per token and layer in a KV cache */
  double mlp_width;       /* widest MLP that one token activates in one layer */
  double largest_matrix;  /* of one weight */
  double layer;           /* stored in the largest single layer */
  double published_ratio; /* published parameters ÷ those of the shape; 1 = not published */
} HrModelSize;

void     hr_model_size (const HrModelShape *shape, HrModelSize *size);
void     hr_model_shape_validate (const HrModelShape *shape, const char *path, HrIssues *issues);
gboolean hr_model_family_is_known (const char *family);
/* Layers whose cache is full, and layers whose cache holds only a window. */
void hr_model_cache_layers (const HrModelShape *shape, double *full, double *sliding);

G_END_DECLS
