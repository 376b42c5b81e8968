/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-model-file.h"

#include <glib/gstdio.h>
#include <string.h>

/* Files are made here byte by byte, so that each fault can be put where it hurts. */

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("headroom-inspect-XXXXXX", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
put_u32 (GByteArray *bytes, guint32 value)
{
  value = GUINT32_TO_LE (value);
  g_byte_array_append (bytes, (const guint8 *) &value, sizeof value);
}

static void
put_u64 (GByteArray *bytes, guint64 value)
{
  value = GUINT64_TO_LE (value);
  g_byte_array_append (bytes, (const guint8 *) &value, sizeof value);
}

static void
put_text (GByteArray *bytes, const char *text)
{
  put_u64 (bytes, strlen (text));
  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
}

static void
put_pair_u32 (GByteArray *bytes, const char *key, guint32 value)
{
  put_text (bytes, key);
  put_u32 (bytes, 4);
  put_u32 (bytes, value);
}

static void
put_pair_text (GByteArray *bytes, const char *key, const char *text)
{
  put_text (bytes, key);
  put_u32 (bytes, 8);
  put_text (bytes, text);
}

static void
put_tensor (GByteArray *bytes, const char *name, guint64 columns, guint64 rows, guint32 type)
{
  put_text (bytes, name);
  put_u32 (bytes, 2);
  put_u64 (bytes, columns);
  put_u64 (bytes, rows);
  put_u32 (bytes, type);
  put_u64 (bytes, 0);
}

/* A llama of two layers; the output matrix is apart. */
static GByteArray *
make_gguf (void)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) "GGUF", 4);
  put_u32 (bytes, 3);
  put_u64 (bytes, 4);  /* tensors */
  put_u64 (bytes, 11); /* pairs */
  put_pair_text (bytes, "general.architecture", "llama");
  put_pair_text (bytes, "general.name", "Small Llama");
  put_pair_text (bytes, "general.author", "nobody");
  put_pair_u32 (bytes, "general.file_type", 15);
  put_pair_u32 (bytes, "llama.embedding_length", 256);
  put_pair_u32 (bytes, "llama.block_count", 2);
  put_pair_u32 (bytes, "llama.attention.head_count", 4);
  put_pair_u32 (bytes, "llama.feed_forward_length", 512);
  put_pair_u32 (bytes, "llama.context_length", 4096);
  put_text (bytes, "llama.attention.head_count_kv"); /* one number a layer */
  put_u32 (bytes, 9);
  put_u32 (bytes, 4);
  put_u64 (bytes, 2);
  put_u32 (bytes, 2);
  put_u32 (bytes, 2);
  put_text (bytes, "tokenizer.ggml.tokens");
  put_u32 (bytes, 9);
  put_u32 (bytes, 8);
  put_u64 (bytes, 3);
  put_text (bytes, "a");
  put_text (bytes, "bc");
  put_text (bytes, "");
  put_tensor (bytes, "token_embd.weight", 256, 3, 12);
  put_tensor (bytes, "output.weight", 256, 3, 14);
  put_tensor (bytes, "blk.0.ffn_gate.weight", 256, 512, 12);
  put_tensor (bytes, "blk.0.attn_norm.weight", 256, 1, 0);
  return bytes;
}

static gboolean
inspect (Fixture      *fixture,
         const char   *name,
         gconstpointer data,
         gsize         length,
         HrModelFile  *model,
         HrIssues     *issues)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  gboolean ok;

  g_assert_true (
      g_file_set_contents_full (path, data, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  ok = hr_model_file_inspect (file, model, issues, &error);
  g_assert_true (ok == (error == NULL));
  return ok;
}

static void
test_gguf (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) bytes = make_gguf ();
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrModelFile model;
  HrWorkload  workload = { .task = HR_TASK_LLM_INFERENCE };

  g_assert_true (inspect (fixture, "m.gguf", bytes->data, bytes->len, &model, issues));
  g_assert_cmpint (model.kind, ==, HR_MODEL_FILE_GGUF);
  g_assert_cmpstr (model.name, ==, "Small Llama");
  g_assert_cmpstr (model.weight_format, ==, "q4_k_m");
  g_assert_true (model.has_shape);
  g_assert_cmpuint (model.shape.hidden, ==, 256);
  g_assert_cmpuint (model.shape.layers, ==, 2);
  g_assert_cmpuint (model.shape.heads, ==, 4);
  g_assert_cmpuint (model.shape.kv_heads, ==, 2);
  g_assert_cmpuint (model.shape.vocab, ==, 3);
  g_assert_cmpuint (model.context_length, ==, 4096);
  g_assert_false (model.shape.tied_embeddings);
  g_assert_true (model.shape.gated_mlp);
  g_assert_cmpuint (model.n_tensors, ==, 4);
  g_assert_cmpuint (model.n_types, ==, 3);
  g_assert_cmpfloat (model.parameters, ==, 256 * 3 + 256 * 3 + 256 * 512 + 256);
  g_assert_cmpfloat (model.tensor_bytes, ==, 3 * 144 + 3 * 210 + 512 * 144 + 1024);
  g_assert_true (hr_model_file_apply (&model, &workload));
  g_assert_cmpstr (workload.llm.weight_format, ==, "q4_k_m");
  g_assert_cmpuint (workload.llm.shape.layers, ==, 2);
}

/* Cut anywhere, the file is refused; and no byte that is changed makes the reader do worse. */
static void
test_gguf_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) bytes = make_gguf ();
  HrModelFile model;

  for (guint length = 0; length < bytes->len; length++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();

      g_assert_false (inspect (fixture, "m.gguf", bytes->data, length, &model, issues));
      g_assert_cmpuint (hr_issues_n_errors (issues), ==, 1);
    }
  for (guint i = 0; i < bytes->len; i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      guint8 was = bytes->data[i];

      bytes->data[i] = 0xff;
      inspect (fixture, "m.gguf", bytes->data, bytes->len, &model, issues);
      bytes->data[i] = was;
    }
}

static char *
make_safetensors (const char *header, gsize data_bytes, gsize *length)
{
  gsize   n = strlen (header);
  char   *bytes = g_malloc0 (8 + n + data_bytes);
  guint64 raw = GUINT64_TO_LE (n);

  memcpy (bytes, &raw, 8);
  memcpy (bytes + 8, header, n);
  *length = 8 + n + data_bytes;
  return bytes;
}

static void
test_safetensors (Fixture *fixture, gconstpointer data)
{
  static const char header[] = "{\"__metadata__\":{\"format\":\"pt\"},"
                               "\"model.embed_tokens.weight\":{\"dtype\":\"BF16\",\"shape\":[10,"
                               "128],\"data_offsets\":[0,2560]},"
                               "\"model.layers.0.self_attn.q_proj.weight\":{\"dtype\":\"BF16\","
                               "\"shape\":[128,128],\"data_offsets\":[2560,35328]},"
                               "\"model.layers.0.self_attn.k_proj.weight\":{\"dtype\":\"BF16\","
                               "\"shape\":[64,128],\"data_offsets\":[35328,51712]},"
                               "\"model.layers.0.mlp.gate_proj.weight\":{\"dtype\":\"BF16\","
                               "\"shape\":[256,128],\"data_offsets\":[51712,117248]}}";
  gsize             length;
  g_autofree char  *bytes = make_safetensors (header, 117248, &length);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrModelFile model;

  g_assert_true (inspect (fixture, "m.safetensors", bytes, length, &model, issues));
  g_assert_cmpfloat (model.parameters, ==, 1280 + 16384 + 8192 + 32768);
  g_assert_cmpfloat (model.bits_per_weight, ==, 16);
  g_assert_cmpstr (model.weight_format, ==, "bf16");
  g_assert_true (model.has_shape);
  g_assert_true (model.heads_assumed);
  g_assert_cmpuint (model.shape.hidden, ==, 128);
  g_assert_cmpuint (model.shape.heads, ==, 2);
  g_assert_cmpuint (model.shape.kv_heads, ==, 1);
  g_assert_cmpuint (model.shape.intermediate, ==, 256);
  g_assert_true (model.shape.tied_embeddings);
}

static void
test_safetensors_beside_config (Fixture *fixture, gconstpointer data)
{
  static const char
      header[] = "{\"w\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]}}";
  static const char
      config[] = "{\"model_type\":\"llama\",\"hidden_size\":64,\"num_hidden_layers\":3,"
                 "\"num_attention_heads\":4,\"intermediate_size\":128,\"vocab_size\":100,"
                 "\"_name_or_path\":\"someone/Tiny\"}";
  g_autofree char *path = g_build_filename (fixture->folder, "config.json", NULL);
  gsize            length;
  g_autofree char *bytes = make_safetensors (header, 16, &length);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autofree char *other = g_build_filename (fixture->folder, "model-00002-of-00002.safetensors",
                                             NULL);
  HrModelFile      model;

  g_assert_true (g_file_set_contents (path, config, -1, NULL));
  g_assert_true (g_file_set_contents (other, bytes, (gssize) length, NULL));
  g_assert_true (
      inspect (fixture, "model-00001-of-00002.safetensors", bytes, length, &model, issues));
  g_assert_true (model.has_shape);
  g_assert_false (model.heads_assumed);
  g_assert_cmpuint (model.shape.layers, ==, 3);
  g_assert_cmpstr (model.name, ==, "Tiny");
  g_assert_cmpfloat (model.parameters, ==, 8);
}

static void
test_safetensors_bad (Fixture *fixture, gconstpointer data)
{
  static const char *const headers[] = {
    "",
    "[]",
    "{",
    "{\"w\":1}",
    "{\"w\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,99]}}",
    "{\"w\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,8]}}",
    "{\"w\":{\"dtype\":\"F31\",\"shape\":[2,2],\"data_offsets\":[0,16]}}",
    "{\"w\":{\"dtype\":\"F32\",\"shape\":[-2,2],\"data_offsets\":[0,16]}}",
    "{\"w\":{\"dtype\":\"F32\",\"shape\":[99999999999,99999999999],\"data_offsets\":[0,16]}}",
    "{\"w\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[16,0]}}",
    "{\"w\":{\"dtype\":\"F32\",\"shape\":[2,2]}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      gsize            length;
      g_autofree char *bytes = make_safetensors (headers[i], 16, &length);
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrModelFile model;

      g_test_message ("%s", headers[i]);
      g_assert_false (inspect (fixture, "m.safetensors", bytes, length, &model, issues));
      g_assert_cmpuint (hr_issues_n_errors (issues), ==, 1);
    }
  {
    g_autoptr (HrIssues) issues = hr_issues_new ();
    HrModelFile model;

    g_assert_false (
        inspect (fixture, "m.safetensors", "\377\377\377\377\377\377\377\377", 8, &model, issues));
    g_assert_false (inspect (fixture, "m.safetensors", "\1", 1, &model, issues));
    g_assert_false (inspect (fixture, "m.txt", "hello", 5, &model, issues));
  }
}

static void
test_config (Fixture *fixture, gconstpointer data)
{
  static const char
      good[] = "{\"model_type\":\"bert\",\"hidden_size\":1024,\"num_hidden_layers\":24,"
               "\"num_attention_heads\":16,\"intermediate_size\":4096,\"vocab_size\":30522,"
               "\"max_position_embeddings\":512,\"torch_dtype\":\"float32\"}";
  static const char *const bad[] = { "{}", "[]", "{\"hidden_size\":\"big\"}", "not json" };
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrModelFile model;

  g_assert_true (inspect (fixture, "config.json", good, strlen (good), &model, issues));
  g_assert_true (model.shape.encoder_only);
  g_assert_cmpstr (model.weight_format, ==, "fp32");
  /* The published count is 335 million. */
  g_assert_cmpfloat_with_epsilon (model.parameters / 1e6, 335, 2);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (HrIssues) more = hr_issues_new ();

      g_assert_false (inspect (fixture, "config.json", bad[i], strlen (bad[i]), &model, more));
      g_assert_cmpuint (hr_issues_n_errors (more), >=, 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) \
  g_test_add ("/model-file/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("gguf", test_gguf);
  ADD ("gguf-damaged", test_gguf_damaged);
  ADD ("safetensors", test_safetensors);
  ADD ("safetensors-beside-config", test_safetensors_beside_config);
  ADD ("safetensors-bad", test_safetensors_bad);
  ADD ("config", test_config);
  return g_test_run ();
}
