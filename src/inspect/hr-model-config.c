/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-model-config.h"

#include "hr-json-text.h"
#include "hr-string.h"

#include <math.h>
#include <string.h>

/* What a family's config.json leaves unsaid, because its class in the transformers library has it
 * as a default or as a part of its code. Source of all: the configuration classes of
 * huggingface/transformers. */
typedef struct
{
  const char *type;   /* model_type, or the model_family of a plan */
  const char *family; /* what the shape calls it */
  gboolean    gated_mlp;
  gboolean    tied;
  gboolean    attention_bias;
  gboolean    mlp_bias;
  gboolean    positions_learned;
  gboolean    encoder_only;
  gboolean    parallel_residual;
  gboolean    halves_mlp;    /* intermediate_size counts both branches */
  guint       sliding_every; /* every n-th layer attends to everything */
  guint       positions;     /* when positions are learned and their number is not said */
} Family;

static const Family families[] = {
  { "llama", "llama", .gated_mlp = TRUE },
  { "mistral", "mistral", .gated_mlp = TRUE },
  { "mixtral", "mixtral", .gated_mlp = TRUE },
  { "qwen", "qwen1", .gated_mlp = TRUE, .attention_bias = TRUE, .halves_mlp = TRUE },
  { "qwen1", "qwen1", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "qwen2", "qwen2", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "qwen2_moe", "qwen2moe", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "qwen2moe", "qwen2moe", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "qwen3", "qwen3", .gated_mlp = TRUE },
  { "qwen3_moe", "qwen3moe", .gated_mlp = TRUE },
  { "qwen3moe", "qwen3moe", .gated_mlp = TRUE },
  { "gemma", "gemma", .gated_mlp = TRUE, .tied = TRUE },
  { "gemma2", "gemma2", .gated_mlp = TRUE, .tied = TRUE, .sliding_every = 2 },
  { "gemma3", "gemma3", .gated_mlp = TRUE, .tied = TRUE, .sliding_every = 6 },
  { "gemma3_text", "gemma3", .gated_mlp = TRUE, .tied = TRUE, .sliding_every = 6 },
  { "phi", "phi", .attention_bias = TRUE, .mlp_bias = TRUE, .parallel_residual = TRUE },
  { "phi3", "phi3", .gated_mlp = TRUE },
  { "falcon", "falcon", .tied = TRUE, .parallel_residual = TRUE },
  { "RefinedWeb", "falcon", .tied = TRUE, .parallel_residual = TRUE },
  { "RefinedWebModel", "falcon", .tied = TRUE, .parallel_residual = TRUE },
  { "mpt", "mpt", .tied = TRUE },
  { "gpt2", "gpt2", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .positions = 1024 },
  { "gpt3", "gpt3", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .positions = 2048 },
  { "gpt_bigcode", "gpt2", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .positions = 1024 },
  { "gptj", "gptj", .mlp_bias = TRUE, .parallel_residual = TRUE },
  { "gpt_neox", "neox", .attention_bias = TRUE, .mlp_bias = TRUE, .parallel_residual = TRUE },
  { "neox", "neox", .attention_bias = TRUE, .mlp_bias = TRUE, .parallel_residual = TRUE },
  { "bloom", "bloom", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE },
  { "opt", "opt", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE, .positions_learned = TRUE,
    .positions = 2050 },
  { "bert", "bert", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .encoder_only = TRUE, .positions = 512 },
  { "distilbert", "bert", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .encoder_only = TRUE, .positions = 512 },
  { "electra", "bert", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .encoder_only = TRUE, .positions = 512 },
  { "roberta", "roberta", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .encoder_only = TRUE, .positions = 514 },
  { "xlm-roberta", "roberta", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .encoder_only = TRUE, .positions = 514 },
  { "bart", "bart", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .positions = 1026 },
  { "encdec", "bart", .tied = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .positions_learned = TRUE, .positions = 1026 },
  { "t5", "t5", .tied = TRUE },
  { "mt5", "t5", .gated_mlp = TRUE },
  { "deepseek", "deepseek", .gated_mlp = TRUE },
  { "deepseek_v2", "deepseek", .gated_mlp = TRUE },
  { "deepseek_v3", "deepseek", .gated_mlp = TRUE },
  { "kimi_k2", "deepseek", .gated_mlp = TRUE },
  { "chatglm", "glm", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "glm", "glm", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "gpt_oss", "gpt-oss", .gated_mlp = TRUE, .attention_bias = TRUE, .mlp_bias = TRUE,
    .sliding_every = 2 },
  { "internlm2", "internlm", .gated_mlp = TRUE },
  { "internlm", "internlm", .gated_mlp = TRUE, .attention_bias = TRUE },
  { "baichuan", "baichuan", .gated_mlp = TRUE },
};

/* Not known: the shape alone decides; a gated MLP is what nearly all models since 2023 have. */
static const Family generic_family = { "", "", .gated_mlp = TRUE };

typedef struct
{
  JsonObject   *config;
  const char   *path;
  HrIssues     *issues;
  const Family *family;
} Reader;

static void
add_wrong (
    const Reader *reader, HrIssueKind kind, const char *key, JsonNode *node, const char *allowed)
{
  g_autofree char *path = g_strconcat (reader->path, ".", key, NULL);
  g_autofree char *value = node ? hr_json_value_text (node) : NULL;

  hr_issues_add (reader->issues, kind, path, value, allowed);
}

static JsonNode *
member (const Reader *reader, const char *key)
{
  JsonNode *node = json_object_get_member (reader->config, key);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

#define MAX_KEY 64

/* The first of @keys ("a|b|c") that is there; @key gets its name. Called for each key of each
 * preset at every start: without allocations. */
static JsonNode *
find (const Reader *reader, const char *keys, char key[MAX_KEY])
{
  while (*keys != '\0')
    {
      gsize     length = strcspn (keys, "|");
      JsonNode *node;

      g_assert (length < MAX_KEY);
      memcpy (key, keys, length);
      key[length] = '\0';
      node = member (reader, key);
      if (node != NULL)
        return node;
      keys += length + (keys[length] == '|');
    }
  return NULL;
}

static double
number (const Reader *reader, const char *keys, double fallback, double max)
{
  char             key[MAX_KEY];
  JsonNode        *node = find (reader, keys, key);
  g_autofree char *allowed = NULL;
  double           value;

  if (node == NULL)
    return fallback;
  value = hr_json_is_number (node) ? json_node_get_double (node) : -1;
  if (isfinite (value) && value >= 0 && value <= max)
    return value;
  allowed = g_strdup_printf ("0 … %.12g", max);
  add_wrong (reader,
             !hr_json_is_number (node) ? HR_ISSUE_WRONG_TYPE
             : isfinite (value)        ? HR_ISSUE_OUT_OF_RANGE
                                       : HR_ISSUE_NOT_FINITE,
             key, node, allowed);
  return fallback;
}

static guint32
count (const Reader *reader, const char *keys, double fallback)
{
  double value = number (reader, keys, fallback, G_MAXINT32);

  if (value != floor (value))
    {
      char      key[MAX_KEY];
      JsonNode *node = find (reader, keys, key);

      add_wrong (reader, HR_ISSUE_WRONG_TYPE, key, node, "integer");
      return 0;
    }
  return (guint32) value;
}

static gboolean
flag (const Reader *reader, const char *keys, gboolean fallback)
{
  char      key[MAX_KEY];
  JsonNode *node = find (reader, keys, key);

  if (node == NULL)
    return fallback;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  add_wrong (reader, HR_ISSUE_WRONG_TYPE, key, node, "true, false");
  return fallback;
}

static const char *
text (const Reader *reader, const char *key)
{
  JsonNode *node = member (reader, key);

  return node != NULL && hr_json_is_text (node) ? json_node_get_string (node) : NULL;
}

static const Family *
find_family (const Reader *reader)
{
  const char *type = text (reader, "model_family");

  if (type == NULL)
    type = text (reader, "model_type");
  for (guint i = 0; type != NULL && i < G_N_ELEMENTS (families); i++)
    if (strcmp (families[i].type, type) == 0)
      return &families[i];
  return &generic_family;
}

static guint32
read_kv_heads (const Reader *reader, guint32 heads)
{
  JsonNode *attention = member (reader, "attn_config"); /* MPT, DBRX */

  if (strcmp (reader->family->family, "falcon") == 0
      && member (reader, "num_key_value_heads") == NULL
      && !flag (reader, "new_decoder_architecture", FALSE))
    return flag (reader, "multi_query", TRUE) ? 1 : heads;
  if (attention != NULL && JSON_NODE_HOLDS_OBJECT (attention))
    {
      Reader inner = *reader;

      inner.config = json_node_get_object (attention);
      heads = count (&inner, "kv_n_heads", heads);
    }
  if (flag (reader, "multi_query_attention", FALSE)) /* ChatGLM */
    return count (reader, "multi_query_group_num", heads);
  return count (reader, "num_key_value_heads|num_kv_heads|n_head_kv|num_query_groups", heads);
}

static gboolean
uses_alibi (const Reader *reader)
{
  JsonNode *attention = member (reader, "attn_config");
  JsonNode *alibi;

  if (attention == NULL || !JSON_NODE_HOLDS_OBJECT (attention))
    return flag (reader, "alibi", FALSE);
  alibi = json_object_get_member (json_node_get_object (attention), "alibi");
  return alibi != NULL && JSON_NODE_HOLDS_VALUE (alibi)
         && json_node_get_value_type (alibi) == G_TYPE_BOOLEAN && json_node_get_boolean (alibi);
}

static guint32
read_intermediate (const Reader *reader, guint32 hidden)
{
  double  expansion = number (reader, "expansion_ratio", 4, 64);
  guint32 value = count (
      reader, "intermediate_size|n_inner|ffn_dim|d_ff|encoder_ffn_dim|ffn_hidden_size|hidden_dim",
      floor (expansion * hidden));

  return reader->family->halves_mlp ? value / 2 : value;
}

static void
read_window (const Reader *reader, HrModelShape *shape)
{
  JsonNode *types = member (reader, "layer_types");
  guint     full = 0;

  if (!flag (reader, "use_sliding_window", TRUE))
    return;
  shape->sliding_window = count (reader, "sliding_window", 0);
  shape->sliding_every = shape->sliding_window
                             ? count (reader, "sliding_window_pattern|sliding_every",
                                      reader->family->sliding_every)
                             : 0;
  if (types == NULL || !JSON_NODE_HOLDS_ARRAY (types) || shape->sliding_window == 0)
    return;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (types)); i++)
    {
      JsonNode *type = json_array_get_element (json_node_get_array (types), i);

      full += hr_json_is_text (type) && strcmp (json_node_get_string (type), "full_attention") == 0;
    }
  shape->sliding_every = full > 0 ? shape->layers / full : 0;
  if (full == shape->layers)
    shape->sliding_window = 0;
}

static void
read_experts (const Reader *reader, HrModelShape *shape)
{
  shape->experts = count (reader, "num_local_experts|num_experts|n_routed_experts|moe_num_experts",
                          0);
  if (shape->experts == 0)
    return;
  shape->experts_per_token = count (
      reader, "num_experts_per_tok|experts_per_token|num_experts_per_token|moe_top_k", 1);
  shape->shared_experts = count (reader, "n_shared_experts|num_shared_experts", 0);
  shape->shared_intermediate = count (reader, "shared_expert_intermediate_size", 0);
  if (shape->shared_intermediate > 0 && shape->shared_experts == 0)
    shape->shared_experts = 1;
  shape->moe_intermediate = count (reader, "moe_intermediate_size", shape->intermediate);
  shape->first_dense_layers = count (reader, "first_k_dense_replace|first_dense_layers", 0);
}

static void
read_latent (const Reader *reader, HrModelShape *shape)
{
  shape->kv_lora_rank = count (reader, "kv_lora_rank", 0);
  if (shape->kv_lora_rank == 0)
    return;
  shape->q_lora_rank = count (reader, "q_lora_rank", 0);
  shape->qk_rope_head_dim = count (reader, "qk_rope_head_dim", 64);
  shape->qk_nope_head_dim = count (reader, "qk_nope_head_dim", 128);
  shape->v_head_dim = count (reader, "v_head_dim", 128);
}

static void
read_decoder (const Reader *reader, HrModelShape *shape)
{
  gboolean two_stacks = strcmp (reader->family->family, "t5") == 0
                        || strcmp (reader->family->family, "bart") == 0;

  shape->decoder_layers = count (reader, "num_decoder_layers|decoder_layers",
                                 two_stacks ? shape->layers : 0);
}

static gboolean
is_gated (const Reader *reader)
{
  const char *projection = text (reader, "feed_forward_proj"); /* T5 */

  if (projection != NULL)
    return flag (reader, "gated_mlp", g_str_has_prefix (projection, "gated"));
  return flag (reader, "gated_mlp|is_gated_act", reader->family->gated_mlp);
}

static void
read_flags (const Reader *reader, HrModelShape *shape)
{
  const Family *family = reader->family;
  gboolean      mpt = strcmp (family->family, "mpt") == 0;

  shape->gated_mlp = is_gated (reader);
  shape->tied_embeddings = flag (reader, "tie_word_embeddings", family->tied);
  shape->attention_bias = flag (reader, "attention_bias|qkv_bias|add_qkv_bias",
                                family->attention_bias);
  shape->mlp_bias = flag (reader, "mlp_bias", family->mlp_bias);
  shape->encoder_only = flag (reader, "encoder_only", family->encoder_only);
  shape->parallel_residual = flag (reader, "use_parallel_residual|parallel_attn|parallel_residual",
                                   family->parallel_residual);
  shape->max_positions = count (reader,
                                "max_position_embeddings|n_positions|n_ctx|max_seq_len|seq_length"
                                "|model_max_length|max_sequence_length",
                                family->positions);
  shape->positions_learned = flag (
      reader, "positions_learned",
      family->positions_learned || (mpt && shape->max_positions > 0 && !uses_alibi (reader)));
}

static guint32
required (const Reader *reader, const char *keys)
{
  char key[MAX_KEY];

  if (find (reader, keys, key) == NULL)
    {
      g_autofree char *first = g_strndup (keys, strcspn (keys, "|"));

      add_wrong (reader, HR_ISSUE_MISSING, first, NULL, "1 …");
    }
  return count (reader, keys, 0);
}

/**
 * hr_model_shape_from_config:
 * @config: the object of a Hugging Face config.json, or of a plan's model_config
 * @path: its JSON path, for issues
 * @shape: (out): the shape
 * @issues: gets what is missing or wrong; keys that say nothing of the shape are passed over
 *
 * Understands the keys of llama, mistral, mixtral, qwen, gemma, phi, falcon, mpt, gpt2, gptj, neox,
 * bloom, opt, bert, roberta, bart, t5, deepseek, glm and what is built like one of them.
 *
 * Returns: whether no error was added.
 */
gboolean
hr_model_shape_from_config (JsonObject   *config,
                            const char   *path,
                            HrModelShape *shape,
                            HrIssues     *issues)
{
  Reader      reader = { config, path, issues, NULL };
  guint       errors = hr_issues_n_errors (issues);
  JsonNode   *inner = json_object_get_member (config, "text_config");
  const char *family;

  memset (shape, 0, sizeof *shape);
  if (inner != NULL && JSON_NODE_HOLDS_OBJECT (inner)) /* a model of text and images */
    reader.config = json_node_get_object (inner);
  reader.family = find_family (&reader);
  family = reader.family->family[0]         ? reader.family->family
           : text (&reader, "model_family") ? text (&reader, "model_family")
                                            : text (&reader, "model_type");
  hr_string_copy (shape->family, sizeof shape->family, family ? family : "");
  shape->hidden = required (&reader, "hidden_size|n_embd|d_model|dim|n_embed");
  shape->layers = required (&reader,
                            "num_hidden_layers|n_layer|n_layers|encoder_layers|num_layers");
  shape->heads = required (&reader,
                           "num_attention_heads|n_head|n_heads|num_heads|encoder_attention_heads");
  shape->vocab = required (&reader, "vocab_size|padded_vocab_size");
  if (hr_issues_n_errors (issues) > errors)
    return FALSE;
  shape->kv_heads = read_kv_heads (&reader, shape->heads);
  shape->head_dim = count (&reader, "head_dim|d_kv|kv_channels|attention_head_dim",
                           shape->heads ? shape->hidden / shape->heads : 0);
  shape->intermediate = read_intermediate (&reader, shape->hidden);
  read_flags (&reader, shape);
  read_window (&reader, shape);
  read_experts (&reader, shape);
  read_latent (&reader, shape);
  read_decoder (&reader, shape);
  shape->params_b = number (&reader, "params_b", 0, 1e6);
  return hr_issues_n_errors (issues) == errors;
}

/**
 * hr_model_config_from_shape:
 *
 * Returns: (transfer full): the object that hr_model_shape_from_config() reads as @shape.
 */
JsonObject *
hr_model_config_from_shape (const HrModelShape *shape)
{
  JsonObject *config = json_object_new ();
  const struct
  {
    const char *key;
    double      value;
  } counts[] = {
    { "hidden_size", shape->hidden },
    { "num_hidden_layers", shape->layers },
    { "num_attention_heads", shape->heads },
    { "num_key_value_heads", shape->kv_heads },
    { "head_dim", shape->head_dim },
    { "intermediate_size", shape->intermediate },
    { "vocab_size", shape->vocab },
    { "max_position_embeddings", shape->max_positions },
    { "sliding_window", shape->sliding_window },
    { "num_local_experts", shape->experts },
    { "num_experts_per_tok", shape->experts_per_token },
    { "n_shared_experts", shape->shared_experts },
    { "moe_intermediate_size", shape->moe_intermediate },
    { "shared_expert_intermediate_size", shape->shared_intermediate },
    { "first_k_dense_replace", shape->first_dense_layers },
    { "kv_lora_rank", shape->kv_lora_rank },
    { "q_lora_rank", shape->q_lora_rank },
    { "qk_rope_head_dim", shape->qk_rope_head_dim },
    { "qk_nope_head_dim", shape->qk_nope_head_dim },
    { "v_head_dim", shape->v_head_dim },
    { "num_decoder_layers", shape->decoder_layers },
  };
  const struct
  {
    const char *key;
    gboolean    value;
  } flags[] = {
    { "gated_mlp", shape->gated_mlp },
    { "tie_word_embeddings", shape->tied_embeddings },
    { "attention_bias", shape->attention_bias },
    { "mlp_bias", shape->mlp_bias },
    { "positions_learned", shape->positions_learned },
    { "encoder_only", shape->encoder_only },
    { "parallel_residual", shape->parallel_residual },
  };

  if (shape->family[0] != '\0')
    json_object_set_string_member (config, "model_family", shape->family);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (counts[i].value != 0)
      json_object_set_int_member (config, counts[i].key, (gint64) counts[i].value);
  if (shape->sliding_window != 0)
    json_object_set_int_member (config, "sliding_every", shape->sliding_every);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    json_object_set_boolean_member (config, flags[i].key, flags[i].value);
  if (shape->params_b > 0)
    json_object_set_double_member (config, "params_b", shape->params_b);
  return config;
}
