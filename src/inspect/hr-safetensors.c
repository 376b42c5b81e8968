/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-model-file-private.h"

#include "hr-json-text.h"
#include "hr-model-shape.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* The safetensors container: eight bytes of length, a JSON object of tensors, then the data. */

#define MAX_HEADER (64 * 1024 * 1024)

static const struct
{
  const char *dtype, *nick;
  guint       bytes;
} dtypes[] = {
  { "F64", "f64", 8 },     { "F32", "fp32", 4 },    { "F16", "fp16", 2 }, { "BF16", "bf16", 2 },
  { "F8_E4M3", "fp8", 1 }, { "F8_E5M2", "fp8", 1 }, { "I64", "i64", 8 },  { "I32", "i32", 4 },
  { "I16", "i16", 2 },     { "I8", "int8", 1 },     { "U8", "u8", 1 },    { "BOOL", "bool", 1 },
  { "U16", "u16", 2 },     { "U32", "u32", 4 },     { "U64", "u64", 8 },
};

/* What the names and sides of the tensors tell when no config.json is at hand. */
typedef struct
{
  gint64   vocab, hidden, query, key, intermediate, positions, head_norm;
  int      layers;
  gboolean has_head, is_gated, has_bias, is_encoder;
} Guess;

static gboolean
read_sides (JsonNode *node, gint64 sides[4], guint *n, double *elements)
{
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                  : NULL;

  if (array == NULL)
    return FALSE;
  *elements = 1;
  *n = json_array_get_length (array);
  for (guint i = 0; i < *n; i++)
    {
      JsonNode *side = json_array_get_element (array, i);
      double    value = hr_json_is_number (side) ? json_node_get_double (side) : -1;

      if (!(value >= 0) || value != floor (value) || value > 1e12)
        return FALSE;
      *elements *= value;
      if (i < 4)
        sides[i] = (gint64) value;
    }
  return *elements <= 1e15;
}

static gboolean
ends (const char *name, const char *suffix)
{
  return g_str_has_suffix (name, suffix);
}

/* The layer's number in "model.layers.31.mlp…" and its like. */
static int
layer_of (const char *name)
{
  static const char *const words[] = { "layers.", "layer.", "h.", "blocks.", "block." };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *at = strstr (name, words[i]);
      int         number;

      if (at != NULL && (at == name || at[-1] == '.')
          && sscanf (at + strlen (words[i]), "%d.", &number) == 1 && number >= 0 && number < 100000)
        return number;
    }
  return -1;
}

static void
guess_tensor (Guess *guess, const char *name, const gint64 sides[4], guint n)
{
  guess->layers = MAX (guess->layers, layer_of (name) + 1);
  if (n == 2
      && (ends (name, "embed_tokens.weight") || ends (name, "word_embeddings.weight")
          || ends (name, "wte.weight") || ends (name, "embed_in.weight")))
    {
      guess->vocab = sides[0];
      guess->hidden = sides[1];
      guess->is_encoder |= strstr (name, "embeddings.word_embeddings") != NULL;
    }
  else if (n == 2 && (ends (name, "q_proj.weight") || ends (name, "attention.self.query.weight")))
    guess->query = sides[0];
  else if (n == 2 && (ends (name, "k_proj.weight") || ends (name, "attention.self.key.weight")))
    guess->key = sides[0];
  else if (n == 2 && (ends (name, "c_attn.weight") || ends (name, "query_key_value.weight")))
    guess->query = guess->key = MAX (sides[0], sides[1]) / 3;
  else if (n == 2 && (ends (name, "gate_proj.weight") || ends (name, "gate_up_proj.weight")))
    {
      guess->is_gated = TRUE;
      guess->intermediate = ends (name, "gate_up_proj.weight") ? sides[0] / 2 : sides[0];
    }
  else if (n == 2
           && (ends (name, "intermediate.dense.weight") || ends (name, "fc1.weight")
               || ends (name, "mlp.c_fc.weight") || ends (name, "dense_h_to_4h.weight")))
    guess->intermediate = MAX (sides[0], sides[1]);
  else if (n == 2 && (ends (name, "position_embeddings.weight") || ends (name, "wpe.weight")))
    guess->positions = sides[0];
  else if (n == 1 && ends (name, "q_norm.weight"))
    guess->head_norm = sides[0];
  guess->has_head |= ends (name, "lm_head.weight") || ends (name, "embed_out.weight");
  guess->has_bias |= ends (name, "q_proj.bias") || ends (name, "query.bias")
                     || ends (name, "c_attn.bias");
}

static void
set_guess (HrModelFile *model, const Guess *guess)
{
  g_autoptr (JsonObject) config = json_object_new ();
  g_autoptr (HrIssues) ignored = hr_issues_new ();
  gint64 head = guess->head_norm ? guess->head_norm : guess->hidden >= 2048 ? 128 : 64;

  if (guess->hidden == 0 || guess->query == 0 || guess->layers == 0 || guess->vocab == 0
      || guess->query % head != 0 || guess->key % head != 0)
    return;
  json_object_set_string_member (config, "model_type",
                                 guess->is_encoder ? "bert"
                                 : guess->is_gated ? "llama"
                                                   : "gpt2");
  json_object_set_int_member (config, "hidden_size", guess->hidden);
  json_object_set_int_member (config, "num_hidden_layers", guess->layers);
  json_object_set_int_member (config, "num_attention_heads", guess->query / head);
  json_object_set_int_member (config, "num_key_value_heads", MAX (guess->key / head, 1));
  json_object_set_int_member (config, "head_dim", head);
  if (guess->intermediate > 0)
    json_object_set_int_member (config, "intermediate_size", guess->intermediate);
  json_object_set_int_member (config, "vocab_size", guess->vocab);
  json_object_set_boolean_member (config, "gated_mlp", guess->is_gated);
  json_object_set_boolean_member (config, "attention_bias", guess->has_bias);
  json_object_set_boolean_member (config, "tie_word_embeddings", !guess->has_head);
  json_object_set_boolean_member (config, "positions_learned", guess->positions > 0);
  json_object_set_int_member (config, "max_position_embeddings", guess->positions);
  model->heads_assumed = hr_model_file_set_config (model, config, "$", ignored)
                         && guess->head_norm == 0;
}

static gboolean
read_tensor (HrModelFile *model,
             const char  *name,
             JsonNode    *node,
             guint64      data_bytes,
             Guess       *guess,
             HrIssues    *issues)
{
  JsonObject      *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode        *dtype = object ? json_object_get_member (object, "dtype") : NULL;
  JsonNode        *offsets = object ? json_object_get_member (object, "data_offsets") : NULL;
  g_autofree char *path = g_strconcat ("$.", name, NULL);
  gint64           sides[4] = { 0 };
  double           elements, from, to;
  guint            n;

  if (dtype == NULL || !hr_json_is_text (dtype)
      || !read_sides (json_object_get_member (object, "shape"), sides, &n, &elements)
      || offsets == NULL || !JSON_NODE_HOLDS_ARRAY (offsets)
      || json_array_get_length (json_node_get_array (offsets)) != 2
      || !hr_json_is_number (json_array_get_element (json_node_get_array (offsets), 0))
      || !hr_json_is_number (json_array_get_element (json_node_get_array (offsets), 1)))
    return hr_model_file_refuse (issues, HR_ISSUE_SYNTAX, path,
                                 N_("A tensor has dtype, shape and data_offsets."));
  from = json_array_get_double_element (json_node_get_array (offsets), 0);
  to = json_array_get_double_element (json_node_get_array (offsets), 1);
  if (!(from >= 0 && to >= from && to <= (double) data_bytes))
    return hr_model_file_refuse (issues, HR_ISSUE_SYNTAX, path,
                                 N_("The tensor lies outside the file."));
  for (guint i = 0; i < G_N_ELEMENTS (dtypes); i++)
    if (strcmp (dtypes[i].dtype, json_node_get_string (dtype)) == 0)
      {
        if (elements * dtypes[i].bytes != to - from)
          return hr_model_file_refuse (issues, HR_ISSUE_SYNTAX, path,
                                       N_("The tensor's shape and its bytes differ."));
        guess_tensor (guess, name, sides, n);
        if (!hr_model_file_add_tensor (model, dtypes[i].nick, elements, to - from))
          return hr_model_file_refuse (issues, HR_ISSUE_TOO_LARGE, path,
                                       N_("Too many tensor types."));
        return TRUE;
      }
  return hr_model_file_refuse (issues, HR_ISSUE_SYNTAX, path,
                               N_("The tensor has an unknown dtype."));
}

/* Packed integers hold several weights each: then the shape says how many parameters there are. */
static void
correct_parameters (HrModelFile *model)
{
  HrModelSize size;

  for (guint i = 0; i < model->n_types; i++)
    if (strcmp (model->types[i].nick, "i32") == 0 || strcmp (model->types[i].nick, "u8") == 0)
      {
        hr_model_size (&model->shape, &size);
        model->parameters = model->has_shape ? size.total : 0;
        return;
      }
}

gboolean
hr_safetensors_read (HrByteReader *reader, HrModelFile *model, JsonObject *config, HrIssues *issues)
{
  guint64          length;
  g_autofree char *header = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (HrIssues) ignored = hr_issues_new ();
  Guess          guess = { 0 };
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;
  guint          errors = hr_issues_n_errors (issues);

  model->kind = HR_MODEL_FILE_SAFETENSORS;
  if (!hr_byte_reader_u64 (reader, &length) || length > (guint64) (reader->size - reader->position))
    return hr_model_file_refuse (issues, HR_ISSUE_SYNTAX, "$",
                                 N_("The header is longer than the file."));
  if (length > MAX_HEADER)
    return hr_model_file_refuse (issues, HR_ISSUE_TOO_LARGE, "$",
                                 N_("The header is longer than 64 MiB."));
  header = g_malloc ((gsize) length + 1);
  if (!hr_byte_reader_read (reader, header, (gsize) length))
    return hr_model_file_refuse (issues, HR_ISSUE_SYNTAX, "$", N_("The header ends too early."));
  header[length] = '\0';
  root = hr_json_load (header, (gssize) length, issues);
  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    return hr_model_file_refuse (issues, HR_ISSUE_SYNTAX, "$", N_("The header is no object."));
  json_object_iter_init_ordered (&iter, json_node_get_object (root));
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (strcmp (name, "__metadata__") != 0
        && !read_tensor (model, name, node, (guint64) (reader->size - reader->position), &guess,
                         issues))
      break;
  if (hr_issues_n_errors (issues) > errors)
    return FALSE;
  if (config == NULL || !hr_model_file_set_config (model, config, "$", ignored))
    set_guess (model, &guess);
  correct_parameters (model);
  return TRUE;
}
