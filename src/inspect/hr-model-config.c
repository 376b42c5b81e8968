/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-model-config.h"

#include "hr-config-layers.h"
#include "hr-json-text.h"
#include "hr-model-shape.h"
#include "hr-string.h"

#include <math.h>
#include <string.h>

#define count    hr_config_count
#define flag     hr_config_flag
#define text     hr_config_text
#define member   hr_config_member
#define number   hr_config_number
#define required hr_config_required

static guint32
read_kv_heads (const HrConfigReader *reader, guint32 heads)
{
  if (strcmp (reader->family->family, "falcon") == 0
      && member (reader, "num_key_value_heads") == NULL
      && !flag (reader, "new_decoder_architecture", FALSE))
    return flag (reader, "multi_query", TRUE) ? 1 : heads;
  if (strcmp (reader->family->family, "falcon") != 0 && flag (reader, "multi_query", FALSE))
    return 1;                                        /* StarCoder */
  if (flag (reader, "multi_query_attention", FALSE)) /* ChatGLM */
    return count (reader, "multi_query_group_num", heads);
  return count (reader,
                "num_key_value_heads|num_kv_heads|n_head_kv|kv_n_heads|num_query_groups"
                "|num_attention_groups",
                reader->nested && reader->family->kv_heads ? reader->family->kv_heads : heads);
}

static gboolean
uses_alibi (const HrConfigReader *reader)
{
  return flag (reader, "alibi", FALSE);
}

static guint32
read_intermediate (const HrConfigReader *reader, guint32 hidden)
{
  double  expansion = number (reader, "expansion_ratio", 4, 64);
  guint32 usual = reader->nested && reader->family->intermediate
                      ? reader->family->intermediate
                      : (guint32) floor (expansion * hidden);
  guint32 value = count (
      reader,
      "intermediate_size|n_inner|ffn_dim|d_ff|d_inner|encoder_ffn_dim|ffn_hidden_size"
      "|hidden_dim|shared_intermediate_size|moe_intermediate_size",
      usual);

  /* LFM2: two thirds of it, up to a multiple. */
  if (flag (reader, "block_auto_adjust_ff_dim", FALSE))
    {
      double multiple = MAX (count (reader, "block_multiple_of", 256), 1);

      value = count (reader, "block_ff_dim|intermediate_size", value);
      value = (guint32) (ceil (floor (2.0 * value / 3) / multiple) * multiple);
    }
  return reader->family->halves_mlp ? value / 2 : value;
}

/* What the usual layer of a plain model says of windows; lists are read layer by layer. */
static void
read_window (const HrConfigReader *reader, HrModelShape *shape)
{
  HrConfigPlan plan;
  guint        full = 0;

  hr_config_plan_layers (reader, shape, &plan);
  if (plan.window == 0 || plan.chunked)
    return;
  for (guint i = 0; i < MIN (shape->layers, 4096); i++)
    full += hr_config_mix (&plan, i) == HR_MIX_FULL;
  if (full >= shape->layers)
    return;
  shape->sliding_window = plan.window;
  shape->sliding_every = plan.types == NULL && plan.every > 0 ? plan.every
                         : full > 0                           ? shape->layers / full
                                                              : 0;
}

static void
read_experts (const HrConfigReader *reader, HrModelShape *shape)
{
  guint32 idle = count (reader, "zero_expert_num", 0); /* LongCat: chosen, but do nothing */

  shape->experts = count (reader, HR_KEYS_EXPERTS, 0);
  if (shape->experts == 0)
    return;
  shape->experts_per_token = count (reader,
                                    "num_experts_per_tok|experts_per_token|num_experts_per_token"
                                    "|moe_top_k|moe_topk|moe_k|top_k_experts|num_selected_experts",
                                    1);
  if (idle > 0)
    shape->experts_per_token = (guint32) MAX (
        1, rint ((double) shape->experts_per_token * shape->experts / (shape->experts + idle)));
  shape->shared_experts = count (
      reader, "n_shared_experts|num_shared_experts|num_shared_expert|moe_num_shared_experts",
      reader->family->shared_experts);
  shape->shared_intermediate = count (reader,
                                      "shared_expert_intermediate_size"
                                      "|moe_shared_expert_intermediate_size|share_expert_dim",
                                      0);
  if (shape->shared_intermediate == 0)
    shape->shared_intermediate = count (reader, "shared_intermediate_size", 0);
  if (shape->shared_intermediate > 0 && shape->shared_experts == 0)
    shape->shared_experts = 1;
  shape->moe_intermediate = count (
      reader, "moe_intermediate_size|expert_intermediate_size|expert_ffn_hidden_size",
      shape->intermediate);
  shape->first_dense_layers = count (
      reader, "first_k_dense_replace|first_dense_layers|moe_layer_start_index|num_dense_layers", 0);
}

static void
read_latent (const HrConfigReader *reader, HrModelShape *shape)
{
  shape->kv_lora_rank = count (reader, "kv_lora_rank", 0);
  if (shape->kv_lora_rank == 0)
    return;
  shape->q_lora_rank = count (reader, "q_lora_rank", 0);
  shape->qk_rope_head_dim = count (reader, "qk_rope_head_dim", 64);
  shape->qk_nope_head_dim = count (reader, "qk_nope_head_dim", 128);
  shape->v_head_dim = count (reader, "v_head_dim", shape->qk_nope_head_dim);
}

static void
read_decoder (const HrConfigReader *reader, HrModelShape *shape)
{
  const char *family = reader->family->family;
  gboolean    two_stacks = strcmp (family, "t5") == 0 || strcmp (family, "bart") == 0
                        || strcmp (family, "whisper") == 0;

  shape->decoder_layers = count (reader, "num_decoder_layers|decoder_layers",
                                 two_stacks ? shape->layers : 0);
}

static gboolean
is_gated (const HrConfigReader *reader)
{
  const char *projection = text (reader, "feed_forward_proj"); /* T5 */

  if (projection != NULL)
    return flag (reader, "gated_mlp", g_str_has_prefix (projection, "gated"));
  return flag (reader, "gated_mlp|is_gated_act", reader->family->gated_mlp);
}

static void
read_flags (const HrConfigReader *reader, HrModelShape *shape)
{
  const HrModelFamily *family = reader->family;
  HrConfigReader       outer = *reader;
  gboolean             mpt = strcmp (family->family, "mpt") == 0;
  const char          *kind;

  outer.config = reader->outer;
  shape->gated_mlp = is_gated (reader);
  shape->tied_embeddings = flag (reader, "tie_word_embeddings|share_input_output_layers",
                                 flag (&outer, "tie_word_embeddings", family->tied));
  shape->attention_bias = flag (reader, "attention_bias|qkv_bias|add_qkv_bias|use_bias",
                                family->attention_bias);
  shape->mlp_bias = flag (reader, "mlp_bias|use_bias", family->mlp_bias);
  shape->encoder_only = flag (reader, "encoder_only", family->encoder_only);
  shape->parallel_residual = flag (reader, "use_parallel_residual|parallel_attn|parallel_residual",
                                   family->parallel_residual);
  shape->max_positions = count (reader,
                                "max_position_embeddings|n_positions|n_ctx|max_seq_len|seq_length"
                                "|model_max_length|max_sequence_length|max_target_positions",
                                family->positions);
  kind = text (reader, "position_embedding_type");
  shape->positions_learned = flag (
      reader, "positions_learned|position_biased_input",
      (family->positions_learned && (kind == NULL || strcmp (kind, "absolute") == 0))
          || (mpt && shape->max_positions > 0 && !uses_alibi (reader)));
}

/* (nullable): what a type that is not known is built like, by keys that only such classes have: two
 * stacks, an encoder of the BERT line. */
static const char *
kin_of (const HrConfigReader *reader)
{
  if (member (reader, "encoder_ffn_dim") != NULL)
    return "bart";
  if (member (reader, "d_kv") != NULL && member (reader, "d_ff") != NULL)
    return "t5";
  if (member (reader, "type_vocab_size") != NULL
      || (member (reader, "attention_probs_dropout_prob") != NULL
          && member (reader, "rms_norm_eps") == NULL))
    return "bert";
  return NULL;
}

/* The language model of a file that also has towers; families that keep it nearer in. */
static void
find_text (HrConfigReader *reader)
{
  HrConfigReader inner;

  while (hr_config_object (reader, "text_config|llm_config|language_config|thinker_config", &inner))
    {
      reader->config = inner.config;
      reader->nested = TRUE;
    }
  hr_config_find_parts (reader);
  reader->family = hr_model_family_find (text (reader, "model_family|model_type"));
  if (reader->family->type[0] == '\0' && reader->nested)
    {
      inner = *reader;
      inner.config = reader->outer;
      reader->family = hr_model_family_find (text (&inner, "model_type"));
    }
  if (reader->family->type[0] == '\0')
    reader->family = hr_model_family_find (kin_of (reader));
}

static void
read_sizes (HrConfigReader *reader, HrModelShape *shape)
{
  const HrModelFamily *f = reader->family;
  const char          *letters = text (reader, "hybrid_override_pattern");
  JsonArray           *blocks = hr_config_list (reader, "layers_block_type");
  gboolean             recurrent = f->recurrence != HR_RECURRENCE_NONE
                       && member (reader, "num_attention_heads|n_head") == NULL;
  guint listed = letters ? strlen (letters) : blocks ? json_array_get_length (blocks) : 0;

  shape->hidden = required (reader, "hidden_size|n_embd|d_model|dim|n_embed|model_dim",
                            reader->nested ? f->hidden : 0);
  shape->layers = required (reader,
                            "num_hidden_layers|n_layer|n_layers|encoder_layers|num_layers"
                            "|num_transformer_layers",
                            listed           ? listed
                            : reader->nested ? f->layers
                                             : 0);
  if (!recurrent)
    shape->heads = required (reader,
                             "num_attention_heads|n_head|n_heads|num_heads|encoder_attention_heads"
                             "|attention_heads|num_query_heads",
                             f->heads && reader->nested ? f->heads : 0);
  shape->vocab = required (reader, "vocab_size|padded_vocab_size", reader->nested ? f->vocab : 0);
  if (f->layers_are_pairs)
    shape->layers *= 2;
}

/* Embeddings of a width of their own, with a matrix to the layers' width (OPT: and one back);
 * layers that share their matrices (ALBERT). Counted beside the layers, whose work stays what it
 * is. */
static void
read_savings (const HrConfigReader *reader, HrModelShape *shape)
{
  double      h = shape->hidden;
  double      width = count (reader, "embedding_size|word_embed_proj_dim|input_embedding_size", h);
  double      groups = count (reader, "num_hidden_groups", 0);
  HrModelSize size;

  if (width > 0 && width != h)
    shape->saved_params += shape->vocab * (h - width)
                           - (member (reader, "word_embed_proj_dim") ? 2 : 1) * width * h;
  if (groups <= 0 || groups >= shape->layers)
    return;
  hr_model_size (shape, &size);
  shape->saved_params += size.linear * (1 - groups / shape->layers);
}

static gboolean
read_shape (HrConfigReader *reader, HrModelShape *shape, guint errors)
{
  read_sizes (reader, shape);
  if (hr_issues_n_errors (reader->issues) > errors)
    return FALSE;
  shape->kv_heads = read_kv_heads (reader, shape->heads);
  shape->head_dim = count (reader, "head_dim|d_kv|d_head|kv_channels|attention_head_dim",
                           reader->nested && reader->family->head_dim ? reader->family->head_dim
                           : shape->heads                             ? shape->hidden / shape->heads
                                                                      : 0);
  shape->intermediate = read_intermediate (reader, shape->hidden);
  read_flags (reader, shape);
  read_experts (reader, shape);
  read_latent (reader, shape);
  read_decoder (reader, shape);
  read_window (reader, shape);
  shape->params_b = number (reader, "params_b", 0, 1e6);
  if (hr_issues_n_errors (reader->issues) > errors)
    return FALSE;
  if (hr_config_read_kinds (reader, shape))
    return TRUE;
  if (shape->decoder_layers > 0)
    hr_config_read_stacks (reader, shape);
  else
    hr_config_read_layers (reader, shape);
  read_savings (reader, shape);
  hr_config_read_towers (reader, shape);
  hr_config_find_unknown (reader, shape);
  return TRUE;
}

/* A diffusion model's part, or something that no language model is. */
static gboolean
refuse_others (const HrConfigReader *reader)
{
  const char *class = text (reader, "_class_name"), *type = text (reader, "model_type");
  HrIssue *issue;

  if (class == NULL && member (reader, "image_size|patch_size|num_channels") != NULL
      && member (reader, "vocab_size|text_config|llm_config|language_config") == NULL)
    {
      issue = hr_issues_add (reader->issues, HR_ISSUE_UNKNOWN_VALUE, "$.model_type",
                             type ? type : "", NULL);
      issue->detail = g_strdup ("a network for images, not a language model: ask for the task "
                                "image-classification, with its name or its model_complexity");
      return TRUE;
    }
  if (class == NULL)
    return FALSE;
  issue = hr_issues_add (reader->issues, HR_ISSUE_UNKNOWN_VALUE, "$._class_name", class, NULL);
  issue->detail = g_strdup ("part of a diffusion model (U-Net, transformer or VAE of diffusers), "
                            "not a language model");
  return TRUE;
}

/**
 * hr_model_shape_from_config:
 * @config: the object of a Hugging Face config.json, or of a plan's model_config
 * @path: its JSON path, for issues
 * @shape: (out): the shape
 * @issues: gets what is missing, wrong or not known; keys that say nothing of the shape are passed
 *   over
 *
 * Understands the keys of the families in hr-model-family.c and what is built like one of them:
 * layers of several kinds, experts, encoders of images and sounds, formats of weights. What it does
 * not know is a warning that names it.
 *
 * Returns: whether no error was added.
 */
gboolean
hr_model_shape_from_config (JsonObject   *config,
                            const char   *path,
                            HrModelShape *shape,
                            HrIssues     *issues)
{
  HrConfigReader reader = { .config = config, .outer = config, .path = path, .issues = issues };
  guint          errors = hr_issues_n_errors (issues);
  const char    *family;

  memset (shape, 0, sizeof *shape);
  if (refuse_others (&reader))
    return FALSE;
  find_text (&reader);
  family = reader.family->family[0]                    ? reader.family->family
           : text (&reader, "model_family|model_type") ? text (&reader, "model_family|model_type")
                                                       : "";
  hr_string_copy (shape->family, sizeof shape->family, family);
  if (!read_shape (&reader, shape, errors))
    return FALSE;
  hr_config_read_format (&reader, shape);
  if (text (&reader, "not_counted") != NULL)
    hr_string_copy (shape->unknown, sizeof shape->unknown, text (&reader, "not_counted"));
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
  if (shape->native_format[0] != '\0')
    json_object_set_string_member (config, "native_format", shape->native_format);
  if (shape->native_rest[0] != '\0')
    json_object_set_string_member (config, "native_rest", shape->native_rest);
  if (shape->unknown[0] != '\0')
    json_object_set_string_member (config, "not_counted", shape->unknown);
  hr_config_write_kinds (config, shape);
  return config;
}
