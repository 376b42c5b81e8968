/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-config-reader.h"

G_BEGIN_DECLS

#define HR_KEYS_EXPERTS \
  "num_local_experts|num_experts|n_routed_experts|moe_num_experts|num_moe_experts"

/* How a layer of a config.json mixes its tokens. */
typedef enum
{
  HR_MIX_FULL,
  HR_MIX_WINDOW,
  HR_MIX_CHUNKED,
  HR_MIX_CROSS,
  HR_MIX_RECURRENT,
  HR_MIX_BOTH, /* attention and a state side by side */
  HR_MIX_CONV,
  HR_MIX_COMPRESSED,
  HR_MIX_SHARED, /* a state, and attention whose matrices other layers have, too */
  HR_MIX_NOTHING,
  HR_MIX_UNKNOWN,
} HrMix;

typedef enum
{
  HR_MLP_NONE,
  HR_MLP_DENSE,
  HR_MLP_EXPERTS,
  HR_MLP_BOTH,
} HrMlp;

/* What a file says of the order of its layers; all borrowed. */
typedef struct
{
  const HrConfigReader *reader;
  HrModelShape         *shape;
  JsonArray            *types, *hybrid, *ratios, *cross_layers, *no_rope;
  JsonArray            *cycle, *shared_at;
  JsonArray            *attention_types, *attention_indices, *full_layers;
  JsonArray            *mlp_types, *dense_layers, *expert_list, *expert_marks;
  const char           *letters, *slide_letters;
  guint32               window, every, global_first, first_full;
  guint32               attention_period, attention_offset, full_interval;
  guint32               experts, first_dense, last_experts, expert_period, expert_offset;
  gboolean              chunked, has_attention, no_mlp, dense_beside_experts;
} HrConfigPlan;

void  hr_config_plan_layers (const HrConfigReader *reader, HrModelShape *shape, HrConfigPlan *plan);
HrMix hr_config_mix (const HrConfigPlan *plan, guint i);
HrMlp hr_config_mlp (const HrConfigPlan *plan, guint i);
guint32 hr_config_ratio (const HrConfigPlan *plan, guint i);

void hr_config_add_mixer (const HrConfigPlan *plan, HrMix mix, guint i, HrLayer *layer);
void hr_config_add_mlp (const HrConfigPlan *plan, HrMlp mlp, guint i, HrLayer *layer);

G_END_DECLS
