/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-model-shape.h"

#include <math.h>
#include <string.h>

/* A published count that differs from the shape by more than this is of another model. */
#define PUBLISHED_MIN 0.5
#define PUBLISHED_MAX 2.0

static gboolean
is_latent (const HrModelShape *shape)
{
  return shape->kv_lora_rank > 0;
}

static void
add_usual_attention (const HrModelShape *shape, HrLayer *layer)
{
  double heads = shape->heads;

  if (is_latent (shape))
    hr_layer_add_latent (layer,
                         &(HrLatentDims){ .hidden = shape->hidden,
                                          .heads = shape->heads,
                                          .q_rank = shape->q_lora_rank,
                                          .kv_rank = shape->kv_lora_rank,
                                          .rope_dim = shape->qk_rope_head_dim,
                                          .nope_dim = shape->qk_nope_head_dim,
                                          .v_dim = shape->v_head_dim ? shape->v_head_dim
                                                                     : shape->qk_nope_head_dim });
  else
    hr_layer_add_attention (
        layer, &(HrAttentionDims){ .hidden = shape->hidden,
                                   .heads = shape->heads,
                                   .kv_heads = shape->kv_heads,
                                   .head_dim = shape->head_dim ? shape->head_dim
                                               : heads > 0     ? shape->hidden / heads
                                                               : 0,
                                   .biased = shape->attention_bias,
                                   .output_bias = shape->attention_bias && !shape->gated_mlp });
}

/* Norms of one layer; RMSNorm has no bias. */
static double
norms_of (const HrModelShape *shape)
{
  double norm = shape->gated_mlp ? shape->hidden : 2.0 * shape->hidden;

  if (shape->parallel_residual && !shape->gated_mlp)
    return norm;
  return g_str_has_prefix (shape->family, "gemma2") || g_str_has_prefix (shape->family, "gemma3")
             ? 4 * norm
             : 2 * norm;
}

static void
add_usual_experts (const HrModelShape *shape, HrLayer *layer)
{
  guint32 width = shape->moe_intermediate ? shape->moe_intermediate : shape->intermediate;

  hr_layer_add_experts (
      layer, &(HrExpertDims){ .hidden = shape->hidden,
                              .width = width,
                              .experts = shape->experts,
                              .experts_per_token = shape->experts_per_token,
                              .shared_width = shape->shared_intermediate
                                                  ? shape->shared_intermediate
                                                  : (double) shape->shared_experts * width,
                              .gated = shape->gated_mlp });
}

/* One layer without its MLP: an encoder's keeps nothing, a decoder's also attends to the encoder.
 */
static void
usual_layer (const HrModelShape *shape, gboolean decoder, HrLayer *layer)
{
  *layer = (HrLayer){ .gated = shape->gated_mlp ? 1 : 0 };
  add_usual_attention (shape, layer);
  layer->other_params += norms_of (shape);
  if (decoder)
    layer->mixer_params *= 2;
  else if (shape->encoder_only || shape->decoder_layers > 0)
    layer->cache = layer->index_bytes = 0;
}

/* Layers of a plain transformer: dense ones first, then those with experts; of each every n-th
 * attends to all tokens, the others to a window. */
static guint
usual_kinds (const HrModelShape *shape, HrLayer kinds[HR_MAX_LAYER_KINDS])
{
  guint32 layers = shape->layers, every = shape->sliding_every, n = 0;
  guint32 dense = shape->experts > 1 ? MIN (shape->first_dense_layers, layers) : layers;
  HrLayer layer, with_mlp;

  for (guint decoder = 0; decoder < 2; decoder++)
    {
      guint32 from = decoder && shape->experts <= 1 ? shape->decoder_layers : 0;
      guint32 counts[2] = { decoder ? from : dense,
                            decoder ? shape->decoder_layers - from : layers - dense };
      guint32 passed = 0;

      usual_layer (shape, decoder, &layer);
      for (guint experts = 0; experts < 2; passed += counts[experts], experts++)
        {
          guint32 upto = passed + counts[experts];
          guint32 full = shape->sliding_window == 0 ? counts[experts]
                         : every == 0               ? 0
                                                    : upto / every - passed / every;

          if (counts[experts] == 0)
            continue;
          with_mlp = layer;
          if (experts)
            add_usual_experts (shape, &with_mlp);
          else
            hr_layer_add_mlp (&with_mlp, shape->hidden, shape->intermediate, shape->gated_mlp,
                              shape->mlp_bias);
          with_mlp.count = full;
          if (full > 0)
            kinds[n++] = with_mlp;
          with_mlp.count = counts[experts] - full;
          with_mlp.mixer = is_latent (shape) ? HR_MIXER_LATENT : HR_MIXER_WINDOW;
          with_mlp.window = shape->sliding_window;
          if (with_mlp.count > 0)
            kinds[n++] = with_mlp;
        }
    }
  return n;
}

/**
 * hr_model_kinds:
 * @scratch: room for kinds that @shape does not list
 * @n: (out): how many there are
 *
 * Returns: (transfer none): what kinds of layers the model has, and how many of each.
 */
const HrLayer *
hr_model_kinds (const HrModelShape *shape, HrLayer scratch[HR_MAX_LAYER_KINDS], guint *n)
{
  if (shape->n_kinds > 0)
    {
      *n = shape->n_kinds;
      return shape->kinds;
    }
  *n = usual_kinds (shape, scratch);
  return scratch;
}

/* Where the published count differs a little (variable heads per layer, adapters, padding), the
 * difference lies in the layers; where it differs much it is of something else and is not used. */
static void
use_published (const HrModelShape *shape, HrModelSize *size)
{
  double published = shape->params_b * 1e9, tables = size->total - size->linear, ratio;

  size->published_ratio = 1;
  if (published <= 0 || size->total <= 0)
    return;
  ratio = published / size->total;
  if (ratio < PUBLISHED_MIN || ratio > PUBLISHED_MAX)
    return;
  size->published_ratio = ratio;
  ratio = published > tables && size->linear > 0 ? (published - tables) / size->linear : 1;
  if (ratio < PUBLISHED_MIN || ratio > PUBLISHED_MAX)
    ratio = 1;
  size->attention *= ratio;
  size->mlp *= ratio;
  size->mlp_active *= ratio;
  size->experts *= ratio;
  size->experts_active *= ratio;
  size->layer *= ratio;
  size->linear *= ratio;
  size->linear_active *= ratio;
  size->total = tables + size->linear;
}

static void
add_kind (const HrLayer *kind, HrModelSize *size)
{
  double count = kind->count, experts = kind->experts * kind->expert_params;
  double chosen = kind->experts_per_token * kind->expert_params;
  double width = kind->mlp_width + kind->experts_per_token * kind->expert_width;
  double mixer = kind->q_width + kind->k_width + kind->v_width;

  size->layers += count;
  size->blocks += count * ((kind->mixer != HR_MIXER_NONE) + (kind->mlp_params > 0)) / 2;
  size->attention_layers += kind->heads > 0 ? count : 0;
  size->attention += count * kind->mixer_params;
  size->mlp += count * (kind->mlp_params + experts);
  size->mlp_active += count * (kind->mlp_params + chosen);
  size->experts += count * experts;
  size->experts_active += count * chosen;
  size->other += count * kind->other_params;
  size->q_dim += count * kind->q_width;
  size->k_dim += count * kind->k_width;
  size->v_dim += count * kind->v_width;
  size->mlp_width += count * width;
  size->mlp_width_max = MAX (size->mlp_width_max, width);
  size->mixer_width_max = MAX (size->mixer_width_max, mixer);
  size->layer = MAX (size->layer, kind->mixer_params + kind->mlp_params + experts);
  size->largest_matrix = MAX (size->largest_matrix,
                              MAX (kind->expert_params, kind->mlp_params) / (kind->gated ? 3 : 2));
}

/* Beside the layers: the last norm, BERT's pooler, what the reader found. */
static double
other_params (const HrModelShape *shape)
{
  double h = shape->hidden, norm = shape->gated_mlp ? h : 2 * h;

  return norm + (shape->encoder_only ? h * h + h + 4 * h : 0) + shape->extra_params
         - shape->saved_params;
}

/**
 * hr_model_size:
 * @shape: a model that validates
 * @size: (out): its parameters
 *
 * Sums over the kinds of layers, and adds embeddings (once when tied), the head, encoders of images
 * and sounds.
 */
void
hr_model_size (const HrModelShape *shape, HrModelSize *size)
{
  HrLayer        scratch[HR_MAX_LAYER_KINDS];
  double         h = shape->hidden;
  guint          n;
  const HrLayer *kinds = hr_model_kinds (shape, scratch, &n);

  memset (size, 0, sizeof *size);
  for (guint i = 0; i < n; i++)
    add_kind (&kinds[i], size);
  size->q_dim /= MAX (size->layers, 1);
  size->k_dim /= MAX (size->layers, 1);
  size->v_dim /= MAX (size->layers, 1);
  size->mlp_width /= MAX (size->layers, 1);
  size->linear = size->attention + size->mlp;
  size->linear_active = size->attention + size->mlp_active;
  size->embedding = h * shape->vocab + (shape->positions_learned ? h * shape->max_positions : 0);
  size->head = shape->encoder_only ? 0 : h * shape->vocab;
  size->largest_matrix = MAX (size->largest_matrix, h * shape->vocab);
  size->other += other_params (shape);
  for (guint i = 0; i < shape->n_towers; i++)
    size->towers += shape->towers[i].params;
  size->layer_tables = shape->layer_tables;
  size->total = size->linear + size->embedding + size->other + size->towers + size->layer_tables
                + (shape->tied_embeddings ? 0 : size->head);
  use_published (shape, size);
  size->active = size->total - size->towers - size->layer_tables - size->experts
                 + size->experts_active;
}

/* What the families in use begin with; variants follow ("qwen2_moe", "gpt_neox_japanese"). */
static const char *const families[] = {
  "apertus", "aquila",    "baichuan",  "bamba",    "bart",    "bert",     "bloom",
  "chatglm", "codellama", "cohere",    "dbrx",     "deci",    "deepseek", "distilbert",
  "electra", "encdec",    "ernie",     "exaone",   "falcon",  "gemma",    "glm",
  "gpt",     "granite",   "hunyuan",   "internlm", "jamba",   "kimi",     "lfm2",
  "llama",   "mamba",     "mimo",      "minimax",  "mistral", "mixtral",  "modernbert",
  "mpt",     "nemotron",  "neox",      "olmo",     "opt",     "phi",      "qwen",
  "roberta", "rwkv",      "seed-oss",  "smollm",   "solar",   "stablelm", "starcoder",
  "step",    "t5",        "tinyllama", "whisper",  "yi",      "zephyr",
};

/**
 * hr_model_family_is_known:
 * @family: "llama", "qwen2", … in lower case, as config.json has it
 *
 * Returns: whether the shape's keys have the meaning that the counts here assume. An unknown family
 * is estimated all the same, from its shape alone.
 */
gboolean
hr_model_family_is_known (const char *family)
{
  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (families[i][0] == family[0] && g_str_has_prefix (family, families[i]))
      return TRUE;
  return FALSE;
}

/* Validation. The ranges hold every model that has been published, with room above. */

static void
check_range (
    HrIssues *issues, const char *path, const char *key, double value, double min, double max)
{
  g_autofree char *where = NULL;

  if (value >= min && value <= max)
    return;
  where = g_strconcat (path, ".", key, NULL);
  hr_issues_add_range (issues, where, value, min, max);
}

static void
add_impossible (HrIssues *issues, const char *path, const char *key, const char *detail)
{
  g_autofree char *where = g_strconcat (path, ".", key, NULL);
  HrIssue         *issue = hr_issues_add (issues, HR_ISSUE_IMPOSSIBLE, where, NULL, NULL);

  issue->detail = g_strdup (detail);
}

static void
check_experts (const HrModelShape *shape, const char *path, HrIssues *issues)
{
  check_range (issues, path, "num_local_experts", shape->experts, 0, 4096);
  check_range (issues, path, "n_shared_experts", shape->shared_experts, 0, 64);
  check_range (issues, path, "moe_intermediate_size", shape->moe_intermediate, 0, 1 << 20);
  if (shape->experts > 1 && shape->experts_per_token > shape->experts)
    add_impossible (issues, path, "num_experts_per_tok", "more experts per token than experts");
}

/**
 * hr_model_shape_validate:
 * @shape: what a user or a file gave
 * @path: its place, "$.workload.model_config"
 * @issues: gets one issue for each value that cannot be
 */
void
hr_model_shape_validate (const HrModelShape *shape, const char *path, HrIssues *issues)
{
  HrModelSize size;
  guint       before = hr_issues_n_errors (issues);

  check_range (issues, path, "hidden_size", shape->hidden, 1, 1 << 20);
  check_range (issues, path, "num_hidden_layers", shape->layers, 1, 4096);
  check_range (issues, path, "num_decoder_layers", shape->decoder_layers, 0, 4096);
  check_range (issues, path, "num_attention_heads", shape->heads, shape->n_kinds > 0 ? 0 : 1,
               65536);
  check_range (issues, path, "num_key_value_heads", shape->kv_heads, 0, 65536);
  check_range (issues, path, "head_dim", shape->head_dim, 0, 65536);
  check_range (issues, path, "intermediate_size", shape->intermediate,
               shape->experts > 1 || shape->n_kinds > 0 ? 0 : 1, 1 << 22);
  check_range (issues, path, "vocab_size", shape->vocab, 1, 1 << 24);
  check_experts (shape, path, issues);
  if (!(shape->params_b >= 0 && shape->params_b <= 1e5))
    check_range (issues, path, "params_b", shape->params_b, 0, 1e5);
  if (hr_issues_n_errors (issues) > before)
    return;
  if (shape->heads > 0 && shape->kv_heads > shape->heads)
    add_impossible (issues, path, "num_key_value_heads", "more key-value heads than heads");
  else if (shape->heads > 0 && shape->kv_heads && shape->heads % shape->kv_heads != 0)
    add_impossible (issues, path, "num_key_value_heads",
                    "heads do not divide into key-value heads");
  if (!is_latent (shape) && shape->n_kinds == 0 && shape->head_dim == 0
      && shape->hidden % shape->heads != 0)
    add_impossible (issues, path, "num_attention_heads",
                    "hidden size does not divide by the heads");
  hr_model_size (shape, &size);
  if (!(size.total <= 1e14))
    add_impossible (issues, path, "num_hidden_layers", "more than 10^14 parameters");
}
