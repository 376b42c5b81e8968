/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-model-config.h"

#include "hr-document.h"
#include "hr-json-text.h"
#include "hr-model-shape.h"

#include <math.h>
#include <string.h>

/* Published config.json files, the members that say the shape, and the published parameters in
 * 10^9. */
static const struct
{
  const char *config;
  double      published;
} configs[] = {
  { "{\"model_type\":\"llama\",\"hidden_size\":4096,\"num_hidden_layers\":32,\"num_attention_"
    "heads\":32,"
    "\"num_key_value_heads\":8,\"intermediate_size\":14336,\"vocab_size\":128256,\"tie_word_"
    "embeddings\":false,"
    "\"max_position_embeddings\":131072}",
    8.03 },
  { "{\"model_type\":\"mistral\",\"hidden_size\":4096,\"num_hidden_layers\":32,\"num_attention_"
    "heads\":32,"
    "\"num_key_value_heads\":8,\"intermediate_size\":14336,\"vocab_size\":32000,\"sliding_window\":"
    "4096}",
    7.242 },
  { "{\"model_type\":\"mixtral\",\"hidden_size\":4096,\"num_hidden_layers\":32,\"num_attention_"
    "heads\":32,"
    "\"num_key_value_heads\":8,\"intermediate_size\":14336,\"vocab_size\":32000,\"num_local_"
    "experts\":8,"
    "\"num_experts_per_tok\":2,\"sliding_window\":null}",
    46.703 },
  { "{\"model_type\":\"qwen\",\"hidden_size\":4096,\"num_hidden_layers\":32,\"num_attention_"
    "heads\":32,"
    "\"kv_channels\":128,\"intermediate_size\":22016,\"vocab_size\":151936}",
    7.721 },
  { "{\"model_type\":\"qwen2\",\"hidden_size\":3584,\"num_hidden_layers\":28,\"num_attention_"
    "heads\":28,"
    "\"num_key_value_heads\":4,\"intermediate_size\":18944,\"vocab_size\":152064,\"sliding_"
    "window\":131072,"
    "\"use_sliding_window\":false}",
    7.616 },
  { "{\"model_type\":\"qwen3_moe\",\"hidden_size\":2048,\"num_hidden_layers\":48,\"num_attention_"
    "heads\":32,"
    "\"num_key_value_heads\":4,\"head_dim\":128,\"intermediate_size\":6144,\"moe_intermediate_"
    "size\":768,"
    "\"num_experts\":128,\"num_experts_per_tok\":8,\"vocab_size\":151936}",
    30.53 },
  { "{\"model_type\":\"gemma2\",\"hidden_size\":3584,\"num_hidden_layers\":42,\"num_attention_"
    "heads\":16,"
    "\"num_key_value_heads\":8,\"head_dim\":256,\"intermediate_size\":14336,\"vocab_size\":256000,"
    "\"sliding_window\":4096}",
    9.242 },
  { "{\"model_type\":\"phi\",\"hidden_size\":2560,\"num_hidden_layers\":32,\"num_attention_heads\":"
    "32,"
    "\"intermediate_size\":10240,\"vocab_size\":51200}",
    2.78 },
  { "{\"model_type\":\"falcon\",\"hidden_size\":4544,\"num_hidden_layers\":32,\"num_attention_"
    "heads\":71,"
    "\"multi_query\":true,\"parallel_attn\":true,\"vocab_size\":65024}",
    6.922 },
  { "{\"model_type\":\"mpt\",\"d_model\":4096,\"n_layers\":32,\"n_heads\":32,\"expansion_ratio\":4,"
    "\"vocab_size\":50432,\"max_seq_len\":2048,\"attn_config\":{\"alibi\":true}}",
    6.649 },
  { "{\"model_type\":\"gpt2\",\"n_embd\":768,\"n_layer\":12,\"n_head\":12,\"n_positions\":1024,\"n_"
    "inner\":null,"
    "\"vocab_size\":50257}",
    0.1244 },
  { "{\"model_type\":\"gptj\",\"n_embd\":4096,\"n_layer\":28,\"n_head\":16,\"vocab_size\":50400}",
    6.05 },
  { "{\"model_type\":\"gpt_neox\",\"hidden_size\":6144,\"num_hidden_layers\":44,\"num_attention_"
    "heads\":64,"
    "\"intermediate_size\":24576,\"vocab_size\":50432}",
    20.555 },
  { "{\"model_type\":\"bloom\",\"hidden_size\":4096,\"n_layer\":30,\"n_head\":32,\"vocab_size\":"
    "250880}",
    7.069 },
  { "{\"model_type\":\"opt\",\"hidden_size\":4096,\"num_hidden_layers\":32,\"num_attention_heads\":"
    "32,"
    "\"ffn_dim\":16384,\"vocab_size\":50272,\"max_position_embeddings\":2048}",
    6.658 },
  { "{\"model_type\":\"bert\",\"hidden_size\":1024,\"num_hidden_layers\":24,\"num_attention_"
    "heads\":16,"
    "\"intermediate_size\":4096,\"vocab_size\":30522,\"max_position_embeddings\":512}",
    0.335 },
  { "{\"model_type\":\"roberta\",\"hidden_size\":768,\"num_hidden_layers\":12,\"num_attention_"
    "heads\":12,"
    "\"intermediate_size\":3072,\"vocab_size\":50265,\"max_position_embeddings\":514}",
    0.1246 },
  { "{\"model_type\":\"t5\",\"d_model\":1024,\"num_layers\":24,\"num_heads\":16,\"d_kv\":64,\"d_"
    "ff\":4096,"
    "\"vocab_size\":32128,\"feed_forward_proj\":\"relu\"}",
    0.7377 },
  { "{\"model_type\":\"deepseek_v3\",\"hidden_size\":7168,\"num_hidden_layers\":61,\"num_attention_"
    "heads\":128,"
    "\"num_key_value_heads\":128,\"intermediate_size\":18432,\"vocab_size\":129280,\"n_routed_"
    "experts\":256,"
    "\"num_experts_per_tok\":8,\"n_shared_experts\":1,\"moe_intermediate_size\":2048,\"first_k_"
    "dense_replace\":3,"
    "\"kv_lora_rank\":512,\"q_lora_rank\":1536,\"qk_rope_head_dim\":64,\"qk_nope_head_dim\":128,"
    "\"v_head_dim\":128}",
    671 },
};

static JsonNode *
load (const char *text)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  JsonNode *node = hr_json_load (text, -1, issues);

  g_assert_nonnull (node);
  return node;
}

static void
test_published (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (configs); i++)
    {
      g_autoptr (JsonNode) node = load (configs[i].config);
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrModelShape shape;
      HrModelSize  size;

      g_test_message ("%s", configs[i].config);
      g_assert_true (hr_model_shape_from_config (json_node_get_object (node), "$", &shape, issues));
      g_assert_cmpuint (hr_issues_n (issues), ==, 0);
      hr_model_size (&shape, &size);
      g_assert_cmpfloat (fabs (size.total / 1e9 / configs[i].published - 1), <, 0.005);
    }
}

/* What is written from a shape is read as that shape, for every family. */
static void
test_round_trip (void)
{
  const HrSnapshot *snapshot = hr_builtin_snapshot ();
  guint             n = G_N_ELEMENTS (configs) + snapshot->n_models;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (JsonObject) written = NULL;
      HrModelShape shape, again;

      if (i < G_N_ELEMENTS (configs))
        {
          g_autoptr (JsonNode) node = load (configs[i].config);

          hr_model_shape_from_config (json_node_get_object (node), "$", &shape, issues);
        }
      else
        shape = snapshot->models[i - G_N_ELEMENTS (configs)].shape;
      g_test_message ("%u %s", i, shape.family);
      written = hr_model_config_from_shape (&shape);
      g_assert_true (hr_model_shape_from_config (written, "$", &again, issues));
      if (memcmp (&shape, &again, sizeof shape) != 0)
        g_error ("%u %s", i, shape.family);
    }
}

static void
test_details (void)
{
  g_autoptr (JsonNode)
      mixed = load ("{\"model_type\":\"gemma3\",\"text_config\":{\"model_type\":\"gemma3_text\","
                    "\"hidden_size\":2560,\"num_hidden_layers\":12,\"num_attention_heads\":8,"
                    "\"num_key_value_heads\":4,\"head_dim\":256,\"intermediate_size\":10240,"
                    "\"vocab_size\":262208,\"sliding_window\":1024}}");
  g_autoptr (JsonNode)
      unknown = load ("{\"model_type\":\"novel\",\"hidden_size\":64,\"num_hidden_layers\":2,"
                      "\"num_attention_heads\":4,\"vocab_size\":100,\"colour\":[1]}");
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrModelShape shape;

  g_assert_true (hr_model_shape_from_config (json_node_get_object (mixed), "$", &shape, issues));
  g_assert_cmpstr (shape.family, ==, "gemma3");
  g_assert_cmpuint (shape.sliding_every, ==, 6);
  g_assert_cmpuint (shape.head_dim, ==, 256);
  g_assert_true (hr_model_shape_from_config (json_node_get_object (unknown), "$", &shape, issues));
  g_assert_cmpstr (shape.family, ==, "novel");
  g_assert_cmpuint (shape.kv_heads, ==, 4);
  g_assert_cmpuint (shape.intermediate, ==, 256);
  g_assert_cmpuint (hr_issues_n (issues), ==, 0);
}

static void
test_bad (void)
{
  static const struct
  {
    const char *config;
    HrIssueKind kind;
    const char *path;
  } cases[] = {
    { "{\"num_hidden_layers\":2,\"num_attention_heads\":4,\"vocab_size\":9}", HR_ISSUE_MISSING,
      "$.c.hidden_size" },
    { "{\"hidden_size\":\"x\",\"num_hidden_layers\":2,\"num_attention_heads\":4,\"vocab_size\":9}",
      HR_ISSUE_WRONG_TYPE, "$.c.hidden_size" },
    { "{\"n_embd\":1.5,\"num_hidden_layers\":2,\"num_attention_heads\":4,\"vocab_size\":9}",
      HR_ISSUE_WRONG_TYPE, "$.c.n_embd" },
    { "{\"hidden_size\":64,\"num_hidden_layers\":1e12,\"num_attention_heads\":4,\"vocab_size\":9}",
      HR_ISSUE_OUT_OF_RANGE, "$.c.num_hidden_layers" },
    { "{\"hidden_size\":64,\"num_hidden_layers\":2,\"num_attention_heads\":4,\"vocab_size\":9,"
      "\"gated_mlp\":1}",
      HR_ISSUE_WRONG_TYPE, "$.c.gated_mlp" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = load (cases[i].config);
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrModelShape shape;

      g_test_message ("%s", cases[i].config);
      g_assert_false (
          hr_model_shape_from_config (json_node_get_object (node), "$.c", &shape, issues));
      g_assert_cmpuint (hr_issues_n (issues), >=, 1);
      g_assert_cmpint (hr_issues_get (issues, 0)->kind, ==, cases[i].kind);
      g_assert_cmpstr (hr_issues_get (issues, 0)->path, ==, cases[i].path);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model-config/published", test_published);
  g_test_add_func ("/model-config/round-trip", test_round_trip);
  g_test_add_func ("/model-config/details", test_details);
  g_test_add_func ("/model-config/bad", test_bad);
  return g_test_run ();
}
