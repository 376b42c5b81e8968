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

/* The widths of one attention block and its projections: grouped-query, multi-query and multi-head
 * attention from heads and kv_heads; latent attention (MLA) from its ranks, as in the DeepSeek-V2
 * paper, section 2.1. */
static double
attention_params (const HrModelShape *shape, HrModelSize *size)
{
  double h = shape->hidden, heads = shape->heads, head_dim = shape->head_dim;
  double kv_heads = shape->kv_heads ? shape->kv_heads : shape->heads;

  if (is_latent (shape))
    {
      double rope = shape->qk_rope_head_dim, nope = shape->qk_nope_head_dim;
      double v = shape->v_head_dim ? shape->v_head_dim : nope, rank = shape->kv_lora_rank;
      double q = heads * (nope + rope);

      size->q_dim = q;
      size->k_dim = q;
      size->v_dim = heads * v;
      size->cache_dim = rank + rope;
      return (shape->q_lora_rank ? (h + q) * shape->q_lora_rank : h * q) + h * (rank + rope)
             + rank * heads * (nope + v) + heads * v * h;
    }
  if (head_dim == 0)
    head_dim = heads > 0 ? h / heads : 0;
  size->q_dim = heads * head_dim;
  size->k_dim = size->v_dim = kv_heads * head_dim;
  size->cache_dim = 2 * size->k_dim;
  return h * (2 * size->q_dim + size->k_dim + size->v_dim);
}

static void
mlp_params (const HrModelShape *shape, HrModelSize *size)
{
  double h = shape->hidden, matrices = shape->gated_mlp ? 3 : 2;
  double layers = shape->layers + shape->decoder_layers;
  double dense_layers = layers, moe_layers = 0;
  double dense = matrices * h * shape->intermediate;

  size->mlp_width = shape->intermediate;
  size->largest_matrix = h * shape->intermediate;
  size->layer = dense;
  if (shape->experts > 1)
    {
      double width = shape->moe_intermediate ? shape->moe_intermediate : shape->intermediate;
      double shared = shape->shared_intermediate ? shape->shared_intermediate
                                                 : shape->shared_experts * width;
      double router = h * shape->experts;
      double active = MAX (shape->experts_per_token, 1);

      dense_layers = MIN (shape->first_dense_layers, layers);
      moe_layers = layers - dense_layers;
      size->layer = matrices * h * (shape->experts * width + shared) + router;
      size->mlp = moe_layers * size->layer;
      size->mlp_active = moe_layers * (matrices * h * (active * width + shared) + router);
      size->mlp_width = active * width + shared;
      size->largest_matrix = h * width;
    }
  size->mlp += dense_layers * dense;
  size->mlp_active += dense_layers * dense;
}

/* Norms, biases, the second set of norms of an encoder-decoder's cross attention, BERT's pooler. */
static double
other_params (const HrModelShape *shape, const HrModelSize *size)
{
  double h = shape->hidden, norm = shape->gated_mlp ? h : 2 * h; /* RMSNorm has no bias */
  double per_layer = 2 * norm;
  double other;

  if (g_str_has_prefix (shape->family, "gemma2") || g_str_has_prefix (shape->family, "gemma3"))
    per_layer = 4 * norm;
  if (shape->parallel_residual && !shape->gated_mlp)
    per_layer = norm;
  if (shape->attention_bias)
    per_layer += size->q_dim + size->k_dim + size->v_dim + (shape->gated_mlp ? 0 : h);
  if (shape->mlp_bias)
    per_layer += (shape->gated_mlp ? 2 : 1) * shape->intermediate + h;
  other = size->layers * per_layer + norm;
  if (shape->encoder_only)
    other += h * h + h + 4 * h; /* pooler, two token types, embedding norm */
  return other;
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
  size->layer *= ratio;
  size->linear *= ratio;
  size->linear_active *= ratio;
  size->total = tables + size->linear;
}

/**
 * hr_model_size:
 * @shape: a transformer that validates
 * @size: (out): its parameters
 *
 * Counts what the layers of the published architectures contain: projections by attention kind,
 * gated (three matrices) or plain (two) MLPs, experts with their router, cross attention of
 * decoders, embeddings (once when tied), norms and biases.
 */
void
hr_model_size (const HrModelShape *shape, HrModelSize *size)
{
  double h = shape->hidden;
  double attention;

  memset (size, 0, sizeof *size);
  size->layers = shape->layers + shape->decoder_layers;
  attention = attention_params (shape, size);
  size->attention = attention * (size->layers + shape->decoder_layers);
  mlp_params (shape, size);
  size->layer += attention;
  size->linear = size->attention + size->mlp;
  size->linear_active = size->attention + size->mlp_active;
  size->embedding = h * shape->vocab + (shape->positions_learned ? h * shape->max_positions : 0);
  size->head = shape->encoder_only ? 0 : h * shape->vocab;
  size->largest_matrix = MAX (size->largest_matrix, h * shape->vocab);
  size->other = other_params (shape, size);
  size->total = size->linear + size->embedding + size->other
                + (shape->tied_embeddings ? 0 : size->head);
  use_published (shape, size);
}

/* What the families in use begin with; variants follow ("qwen2_moe", "gpt_neox_japanese"). */
static const char *const families[] = {
  "aquila",     "baichuan", "bart",     "bert",      "bloom", "chatglm",   "codellama", "deepseek",
  "distilbert", "electra",  "encdec",   "falcon",    "gemma", "glm",       "gpt",       "internlm",
  "kimi",       "llama",    "mistral",  "mixtral",   "mpt",   "neox",      "opt",       "phi",
  "qwen",       "roberta",  "stablelm", "starcoder", "t5",    "tinyllama", "yi",        "zephyr",
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

/**
 * hr_model_cache_layers:
 * @full: (out): layers that keep every token
 * @sliding: (out): layers that keep the window only
 */
void
hr_model_cache_layers (const HrModelShape *shape, double *full, double *sliding)
{
  double layers = shape->decoder_layers ? shape->decoder_layers : shape->layers;

  if (shape->sliding_window == 0)
    *full = layers;
  else if (shape->sliding_every == 0)
    *full = 0;
  else
    *full = floor (layers / shape->sliding_every);
  *sliding = layers - *full;
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
  check_range (issues, path, "num_attention_heads", shape->heads, 1, 65536);
  check_range (issues, path, "num_key_value_heads", shape->kv_heads, 0, 65536);
  check_range (issues, path, "head_dim", shape->head_dim, 0, 65536);
  check_range (issues, path, "intermediate_size", shape->intermediate, shape->experts > 1 ? 0 : 1,
               1 << 22);
  check_range (issues, path, "vocab_size", shape->vocab, 1, 1 << 24);
  check_experts (shape, path, issues);
  if (!(shape->params_b >= 0 && shape->params_b <= 1e5))
    check_range (issues, path, "params_b", shape->params_b, 0, 1e5);
  if (hr_issues_n_errors (issues) > before)
    return;
  if (shape->kv_heads > shape->heads)
    add_impossible (issues, path, "num_key_value_heads", "more key-value heads than heads");
  else if (shape->kv_heads && shape->heads % shape->kv_heads != 0)
    add_impossible (issues, path, "num_key_value_heads",
                    "heads do not divide into key-value heads");
  if (!is_latent (shape) && shape->head_dim == 0 && shape->hidden % shape->heads != 0)
    add_impossible (issues, path, "num_attention_heads",
                    "hidden size does not divide by the heads");
  hr_model_size (shape, &size);
  if (!(size.total <= 1e14))
    add_impossible (issues, path, "num_hidden_layers", "more than 10^14 parameters");
}
