/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-model-file-private.h"

#include "hr-weight-format.h"
#include "hr-string.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* The GGUF container, versions 2 and 3: docs/gguf.md of the ggml project. All little-endian. */

#define MAX_NAME       65535
#define MAX_TENSORS    1000000
#define MAX_PAIRS      1000000
#define MAX_DIMENSIONS 8
#define MAX_LAYERS     4096
#define MAX_TEXTS      (16 * 1024 * 1024)

typedef enum
{
  GGUF_U8,
  GGUF_I8,
  GGUF_U16,
  GGUF_I16,
  GGUF_U32,
  GGUF_I32,
  GGUF_F32,
  GGUF_BOOL,
  GGUF_STRING,
  GGUF_ARRAY,
  GGUF_U64,
  GGUF_I64,
  GGUF_F64
} GgufType;

static const gsize type_bytes[] = { 1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8 };

/* Block layouts of ggml's tensor types: elements and bytes of one block. */
static const struct
{
  guint32     type;
  const char *nick;
  guint       elements, bytes;
} tensor_types[] = {
  { 0, "fp32", 1, 4 },        { 1, "fp16", 1, 2 },        { 2, "q4_0", 32, 18 },
  { 3, "q4_1", 32, 20 },      { 6, "q5_0", 32, 22 },      { 7, "q5_1", 32, 24 },
  { 8, "q8_0", 32, 34 },      { 9, "q8_1", 32, 36 },      { 10, "q2_k", 256, 84 },
  { 11, "q3_k", 256, 110 },   { 12, "q4_k", 256, 144 },   { 13, "q5_k", 256, 176 },
  { 14, "q6_k", 256, 210 },   { 15, "q8_k", 256, 292 },   { 16, "iq2_xxs", 256, 66 },
  { 17, "iq2_xs", 256, 74 },  { 18, "iq3_xxs", 256, 98 }, { 19, "iq1_s", 256, 50 },
  { 20, "iq4_nl", 32, 18 },   { 21, "iq3_s", 256, 110 },  { 22, "iq2_s", 256, 82 },
  { 23, "iq4_xs", 256, 136 }, { 24, "i8", 1, 1 },         { 25, "i16", 1, 2 },
  { 26, "i32", 1, 4 },        { 27, "i64", 1, 8 },        { 28, "f64", 1, 8 },
  { 29, "iq1_m", 256, 56 },   { 30, "bf16", 1, 2 },       { 34, "tq1_0", 256, 54 },
  { 35, "tq2_0", 256, 66 },   { 39, "mxfp4", 32, 17 },
};

/* general.file_type: what the mixture of tensor types is called. */
static const char *const file_types[] = {
  "fp32",   "fp16",   "q4_0",  "q4_1",    NULL,     NULL,     NULL,     "q8_0",
  "q5_0",   "q5_1",   "q2_k",  "q3_k_s",  "q3_k_m", "q3_k_l", "q4_k_s", "q4_k_m",
  "q5_k_s", "q5_k_m", "q6_k",  "iq2_xxs", "iq2_xs", "q2_k_s", "iq3_xs", "iq3_xxs",
  "iq1_s",  "iq4_nl", "iq3_s", "iq3_m",   "iq2_s",  "iq2_m",  "iq4_xs", "iq1_m",
  "bf16",   NULL,     NULL,    NULL,      NULL,     NULL,     "mxfp4",
};

/* general.architecture -> model_type. */
static const struct
{
  const char *architecture, *type;
} architectures[] = {
  { "phi2", "phi" },
  { "gptneox", "gpt_neox" },
  { "starcoder", "gpt_bigcode" },
  { "deepseek2", "deepseek_v3" },
  { "qwen2moe", "qwen2_moe" },
  { "qwen3moe", "qwen3_moe" },
  { "gpt-oss", "gpt_oss" },
};

/* Keys after the architecture's name -> members of a config.json. */
static const struct
{
  const char *key, *member;
} keys[] = {
  { "embedding_length", "hidden_size" },
  { "block_count", "num_hidden_layers" },
  { "attention.head_count", "num_attention_heads" },
  { "attention.head_count_kv", "num_key_value_heads" },
  { "attention.key_length", "head_dim" },
  { "feed_forward_length", "intermediate_size" },
  { "vocab_size", "vocab_size" },
  { "context_length", "max_position_embeddings" },
  { "attention.sliding_window", "sliding_window" },
  { "expert_count", "num_local_experts" },
  { "expert_used_count", "num_experts_per_tok" },
  { "expert_feed_forward_length", "moe_intermediate_size" },
  { "expert_shared_count", "n_shared_experts" },
  { "expert_shared_feed_forward_length", "shared_expert_intermediate_size" },
  { "leading_dense_block_count", "first_k_dense_replace" },
  { "attention.kv_lora_rank", "kv_lora_rank" },
  { "attention.q_lora_rank", "q_lora_rank" },
  { "rope.dimension_count", "qk_rope_head_dim" },
  { "attention.value_length", "v_head_dim" },
  { "attention.key_length_mla", "key_length_mla" },
  { "attention.value_length_mla", "value_length_mla" },
  { "decoder_block_count", "num_decoder_layers" },
};

typedef struct
{
  HrByteReader *reader;
  HrModelFile  *model;
  JsonObject   *config;
  char          architecture[64];
  guint64       vocab; /* tokens of the tokenizer */
  gboolean      has_head, has_gate, has_attention_bias;
} Gguf;

static char *
read_text (HrByteReader *reader, guint64 max)
{
  guint64          length;
  g_autofree char *text = NULL;

  if (!hr_byte_reader_u64 (reader, &length) || length > max)
    return NULL;
  text = g_malloc ((gsize) length + 1);
  if (!hr_byte_reader_read (reader, text, (gsize) length))
    return NULL;
  text[length] = '\0';
  return g_utf8_make_valid (text, (gssize) strlen (text));
}

static gboolean
skip_text (HrByteReader *reader)
{
  guint64 length;

  return hr_byte_reader_u64 (reader, &length) && hr_byte_reader_skip (reader, length);
}

static gboolean
read_number (HrByteReader *reader, guint32 type, double *value)
{
  union
  {
    guint8  u8;
    gint8   i8;
    guint16 u16;
    gint16  i16;
    guint32 u32;
    gint32  i32;
    guint64 u64;
    gint64  i64;
    float   f32;
    double  f64;
  } raw;

  memset (&raw, 0, sizeof raw);
  if (type >= G_N_ELEMENTS (type_bytes) || type_bytes[type] == 0
      || !hr_byte_reader_read (reader, &raw, type_bytes[type]))
    return FALSE;
  switch (type_bytes[type])
    {
    case 2:
      raw.u16 = GUINT16_FROM_LE (raw.u16);
      break;
    case 4:
      raw.u32 = GUINT32_FROM_LE (raw.u32);
      break;
    case 8:
      raw.u64 = GUINT64_FROM_LE (raw.u64);
      break;
    default:
      break;
    }
  *value = type == GGUF_F32        ? (double) raw.f32
           : type == GGUF_F64      ? raw.f64
           : type == GGUF_I8       ? raw.i8
           : type == GGUF_I16      ? raw.i16
           : type == GGUF_I32      ? raw.i32
           : type == GGUF_I64      ? (double) raw.i64
           : type_bytes[type] == 1 ? raw.u8
           : type_bytes[type] == 2 ? raw.u16
           : type_bytes[type] == 4 ? raw.u32
                                   : (double) raw.u64;
  return TRUE;
}

/* Texts have to be skipped one by one; what has so many is no tokenizer. */
static gboolean
skip_texts (HrByteReader *reader, guint64 length)
{
  if (length > MAX_TEXTS)
    return FALSE;
  for (guint64 i = 0; i < length; i++)
    if (!skip_text (reader))
      return FALSE;
  return TRUE;
}

/* A list by layer (heads of a model whose layers differ): its largest member stands for it, because
 * it bounds the memory. No model has more layers than MAX_LAYERS: longer lists are skipped in one
 * step. */
static gboolean
read_array (HrByteReader *reader, guint64 *length, double *largest)
{
  guint32 type;

  *largest = 0;
  if (!hr_byte_reader_u32 (reader, &type) || !hr_byte_reader_u64 (reader, length))
    return FALSE;
  if (type == GGUF_ARRAY || type > GGUF_F64 || *length > (guint64) reader->size)
    return FALSE;
  if (type == GGUF_STRING)
    return skip_texts (reader, *length);
  if (*length > MAX_LAYERS)
    return *length <= (guint64) reader->size / type_bytes[type]
           && hr_byte_reader_skip (reader, *length * type_bytes[type]);
  for (guint64 i = 0; i < *length; i++)
    {
      double value = 0;

      if (!read_number (reader, type, &value))
        return FALSE;
      *largest = MAX (*largest, value);
    }
  return TRUE;
}

static void
take_number (Gguf *gguf, const char *key, double value)
{
  gsize length = strlen (gguf->architecture);

  if (strcmp (key, "general.file_type") == 0 && value >= 0 && value < G_N_ELEMENTS (file_types)
      && file_types[(int) value] != NULL && hr_weight_format_find (file_types[(int) value]) != NULL)
    hr_string_copy (gguf->model->weight_format, sizeof gguf->model->weight_format,
                    file_types[(int) value]);
  if (length == 0 || strncmp (key, gguf->architecture, length) != 0 || key[length] != '.')
    return;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (strcmp (key + length + 1, keys[i].key) == 0 && value >= 0 && value == floor (value)
        && value < 1e12)
      json_object_set_int_member (gguf->config, keys[i].member, (gint64) value);
}

static gboolean
read_pair (Gguf *gguf)
{
  g_autofree char *key = read_text (gguf->reader, MAX_NAME);
  g_autofree char *text = NULL;
  guint32          type;
  guint64          length;
  double           value;

  if (key == NULL || !hr_byte_reader_u32 (gguf->reader, &type))
    return FALSE;
  if (type == GGUF_ARRAY)
    {
      if (!read_array (gguf->reader, &length, &value))
        return FALSE;
      if (strcmp (key, "tokenizer.ggml.tokens") == 0)
        gguf->vocab = length;
      else if (value > 0)
        take_number (gguf, key, value);
      return TRUE;
    }
  if (type != GGUF_STRING)
    {
      if (!read_number (gguf->reader, type, &value))
        return FALSE;
      take_number (gguf, key, value);
      return TRUE;
    }
  if (strcmp (key, "general.architecture") != 0 && strcmp (key, "general.name") != 0)
    return skip_text (gguf->reader);
  text = read_text (gguf->reader, MAX_NAME);
  if (text == NULL)
    return FALSE;
  if (strcmp (key, "general.name") == 0)
    hr_string_copy (gguf->model->name, sizeof gguf->model->name, text);
  else
    hr_string_copy (gguf->architecture, sizeof gguf->architecture, text);
  return TRUE;
}

static gboolean
read_tensor (Gguf *gguf)
{
  g_autofree char *name = read_text (gguf->reader, MAX_NAME);
  guint32          dimensions, type;
  guint64          offset;
  double           elements = 1;

  if (name == NULL || !hr_byte_reader_u32 (gguf->reader, &dimensions)
      || dimensions > MAX_DIMENSIONS)
    return FALSE;
  for (guint i = 0; i < dimensions; i++)
    {
      guint64 side;

      if (!hr_byte_reader_u64 (gguf->reader, &side))
        return FALSE;
      elements *= (double) side;
    }
  if (!hr_byte_reader_u32 (gguf->reader, &type) || !hr_byte_reader_u64 (gguf->reader, &offset)
      || !(elements <= 1e15))
    return FALSE;
  gguf->has_head |= strcmp (name, "output.weight") == 0;
  gguf->has_gate |= strstr (name, ".ffn_gate.") != NULL || strstr (name, ".ffn_gate_exps.") != NULL;
  gguf->has_attention_bias |= strstr (name, ".attn_q.bias") != NULL
                              || strstr (name, ".attn_qkv.bias") != NULL;
  for (guint i = 0; i < G_N_ELEMENTS (tensor_types); i++)
    if (tensor_types[i].type == type)
      return hr_model_file_add_tensor (gguf->model, tensor_types[i].nick, elements,
                                       ceil (elements / tensor_types[i].elements)
                                           * tensor_types[i].bytes);
  return FALSE;
}

static void
set_latent (JsonObject *config)
{
  gint64 rope, key, value;

  if (!json_object_has_member (config, "kv_lora_rank"))
    {
      json_object_remove_member (config, "qk_rope_head_dim");
      json_object_remove_member (config, "v_head_dim");
      return;
    }
  rope = json_object_get_int_member_with_default (config, "qk_rope_head_dim", 64);
  key = json_object_get_int_member_with_default (
      config, "key_length_mla", json_object_get_int_member_with_default (config, "head_dim", 192));
  value = json_object_get_int_member_with_default (config, "value_length_mla", 0);
  json_object_set_int_member (config, "qk_nope_head_dim", MAX (key - rope, 1));
  if (value > 0)
    json_object_set_int_member (config, "v_head_dim", value);
  json_object_remove_member (config, "head_dim");
}

static gboolean
set_shape (Gguf *gguf, HrIssues *issues)
{
  const char *type = gguf->architecture;

  for (guint i = 0; i < G_N_ELEMENTS (architectures); i++)
    if (strcmp (architectures[i].architecture, gguf->architecture) == 0)
      type = architectures[i].type;
  if (strcmp (type, "llama") == 0
      && json_object_get_int_member_with_default (gguf->config, "num_local_experts", 0) > 0)
    type = "mixtral";
  json_object_set_string_member (gguf->config, "model_type", type);
  if (gguf->vocab > 0)
    json_object_set_int_member (gguf->config, "vocab_size", (gint64) gguf->vocab);
  json_object_set_boolean_member (gguf->config, "tie_word_embeddings", !gguf->has_head);
  if (gguf->has_gate)
    json_object_set_boolean_member (gguf->config, "gated_mlp", TRUE);
  json_object_set_boolean_member (gguf->config, "attention_bias", gguf->has_attention_bias);
  set_latent (gguf->config);
  return hr_model_file_set_config (gguf->model, gguf->config, "$", issues);
}

static gboolean
is_model (const Gguf *gguf)
{
  return gguf->architecture[0] != '\0' && json_object_has_member (gguf->config, "num_hidden_layers")
         && json_object_has_member (gguf->config, "num_attention_heads");
}

gboolean
hr_gguf_read (HrByteReader *reader, HrModelFile *model, HrIssues *issues)
{
  g_autoptr (JsonObject) config = json_object_new ();
  Gguf    gguf = { .reader = reader, .model = model, .config = config };
  char    magic[4];
  guint32 version;
  guint64 n_tensors, n_pairs;

  model->kind = HR_MODEL_FILE_GGUF;
  if (!hr_byte_reader_read (reader, magic, sizeof magic) || memcmp (magic, "GGUF", 4) != 0)
    return hr_model_file_refuse (issues, HR_ISSUE_SYNTAX, "$",
                                 N_("The file does not start with “GGUF”."));
  if (!hr_byte_reader_u32 (reader, &version) || version < 2 || version > 3)
    return hr_model_file_refuse (issues, HR_ISSUE_SYNTAX, "$.version",
                                 N_("GGUF versions 2 and 3 can be read."));
  if (!hr_byte_reader_u64 (reader, &n_tensors) || !hr_byte_reader_u64 (reader, &n_pairs)
      || n_tensors > MAX_TENSORS || n_pairs > MAX_PAIRS)
    return hr_model_file_refuse (issues, HR_ISSUE_TOO_LARGE, "$.tensors",
                                 N_("More tensors than a model has."));
  for (guint64 i = 0; i < n_pairs; i++)
    if (!read_pair (&gguf))
      return hr_model_file_refuse (issues, HR_ISSUE_SYNTAX, "$.metadata",
                                   N_("The metadata ends too early or is damaged."));
  for (guint64 i = 0; i < n_tensors; i++)
    if (!read_tensor (&gguf))
      return hr_model_file_refuse (issues, HR_ISSUE_SYNTAX, "$.tensors",
                                   N_("The list of tensors ends too early or is damaged."));
  /* A file of a vision projector or an adapter has tensors and no transformer of its own. */
  return !is_model (&gguf) || set_shape (&gguf, issues);
}
