/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-plan-json.h"

#include "hr-document.h"
#include "hr-json-text.h"

#include <string.h>

#define PLAN(workload) "{\"format\":\"headroom-plan\",\"version\":1,\"workload\":" workload "}"
#define PLAN_AND(workload, more) \
  "{\"format\":\"headroom-plan\",\"version\":1,\"workload\":" workload "," more "}"
#define NLP "{\"task\":\"nlp-fine-tune\"}"

static void
test_defaults (void)
{
  for (guint task = 0; task < HR_N_TASK; task++)
    {
      g_autofree char *text = g_strdup_printf (PLAN ("{\"task\":\"%s\"}"),
                                               hr_enum_nick (&hr_enum_task, (int) task));
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrPlan plan, expected;

      memset (&expected, 0, sizeof expected);
      hr_plan_init_default (&expected, (HrTask) task, hr_builtin_snapshot ());
      g_assert_true (hr_plan_parse (text, -1, hr_builtin_snapshot (), &plan, NULL, issues));
      g_assert_cmpuint (hr_issues_n (issues), ==, 0);
      g_assert_cmpint (plan.workload.task, ==, (int) task);
      g_assert_cmpstr (plan.workload.model, !=, "");
      g_assert_true (hr_plan_equal (&plan, &expected));
      g_assert_false (plan.has_system);
    }
}

static void
test_keys (void)
{
  static const char text[] = PLAN_AND (
      "{\"task\":\"nlp-fine-tune\",\"model\":\"llama-2-7b\",\"method\":\"qlora\",\"batch\":"
      "\"auto\","
      "\"sequence_length\":4096,\"activation_checkpointing\":\"auto\",\"sharding\":\"zero3\","
      "\"chunked_loss\":true}",
      "\"title\":\"T\",\"constraints\":{\"budget\":5000,\"currency\":\"EUR\",\"max_gpus\":2,"
      "\"vendors\":[\"nvidia\",\"amd\"],\"segments\":[\"consumer\"],\"host\":\"tower\",\"max_power_"
      "w\":1500,"
      "\"deadline_hours\":48},\"economics\":{\"electricity_per_kwh\":0.3,\"hours_per_week\":20,"
      "\"horizon_years\":2},\"system\":{\"gpu\":\"rtx-4090\",\"gpu_count\":2,\"ram_gib\":64,"
      "\"platform\":\"am5\"}");
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrPlan plan;

  g_assert_true (hr_plan_parse (text, -1, hr_builtin_snapshot (), &plan, NULL, issues));
  g_assert_cmpuint (hr_issues_n (issues), ==, 0);
  g_assert_cmpstr (plan.title, ==, "T");
  g_assert_cmpstr (plan.workload.model, ==, "llama-2-7b");
  g_assert_cmpuint (plan.workload.nlp.shape.kv_heads, ==, 32);
  g_assert_cmpint (plan.workload.nlp.method, ==, HR_METHOD_QLORA);
  g_assert_cmpuint (plan.workload.nlp.batch, ==, 0);
  g_assert_cmpint (plan.workload.nlp.checkpointing, ==, HR_CHECKPOINTING_AUTO);
  g_assert_cmpint (plan.workload.nlp.sharding, ==, HR_SHARDING_ZERO3);
  g_assert_true (plan.workload.nlp.chunked_loss);
  g_assert_cmpfloat (plan.constraints.budget, ==, 5000);
  g_assert_cmpstr (plan.constraints.currency, ==, "EUR");
  g_assert_cmpuint (plan.constraints.vendors, ==, (1 << HR_VENDOR_NVIDIA) | (1 << HR_VENDOR_AMD));
  g_assert_cmpint (plan.constraints.host, ==, HR_HOST_KIND_TOWER);
  g_assert_true (plan.has_system);
  g_assert_cmpstr (plan.system.gpu, ==, "rtx-4090");
  g_assert_cmpfloat (plan.system.ram_gib, ==, 64);
}

static void
test_bad (void)
{
  static const struct
  {
    const char *text;
    HrIssueKind kind;
    const char *path;
  } cases[] = {
    { "", HR_ISSUE_SYNTAX, "$" },
    { "[]", HR_ISSUE_WRONG_TYPE, "$" },
    { "{}", HR_ISSUE_MISSING, "$.format" },
    { "{\"format\":\"other\",\"version\":1,\"workload\":" NLP "}", HR_ISSUE_UNKNOWN_VALUE,
      "$.format" },
    { "{\"format\":\"headroom-plan\",\"version\":2,\"workload\":" NLP "}", HR_ISSUE_UNKNOWN_VALUE,
      "$.version" },
    { "{\"format\":\"headroom-plan\",\"version\":1}", HR_ISSUE_MISSING, "$.workload" },
    { PLAN ("[]"), HR_ISSUE_WRONG_TYPE, "$.workload" },
    { PLAN ("{}"), HR_ISSUE_MISSING, "$.workload.task" },
    { PLAN ("{\"task\":7}"), HR_ISSUE_WRONG_TYPE, "$.workload.task" },
    { PLAN_AND (NLP, "\"constraints\":{\"mains\":120}"), HR_ISSUE_WRONG_TYPE,
      "$.constraints.mains" },
    { PLAN_AND (NLP, "\"constraints\":{\"mains\":{\"volts\":\"high\"}}"), HR_ISSUE_WRONG_TYPE,
      "$.constraints.mains.volts" },
    { PLAN_AND (NLP, "\"constraints\":{\"mains\":{\"volts\":12}}"), HR_ISSUE_OUT_OF_RANGE,
      "$.constraints.mains.volts" },
    { PLAN_AND (NLP, "\"constraints\":{\"mains\":{\"amps\":0}}"), HR_ISSUE_OUT_OF_RANGE,
      "$.constraints.mains.amps" },
    { PLAN_AND (NLP, "\"constraints\":{\"gpu_power_limit_w\":0}"), HR_ISSUE_OUT_OF_RANGE,
      "$.constraints.gpu_power_limit_w" },
    { PLAN_AND (NLP, "\"constraints\":{\"ram_rule\":\"thumb\"}"), HR_ISSUE_UNKNOWN_VALUE,
      "$.constraints.ram_rule" },
    { PLAN_AND (NLP, "\"constraints\":{\"room\":0.95}"), HR_ISSUE_OUT_OF_RANGE,
      "$.constraints.room" },
    { PLAN_AND (NLP, "\"constraints\":{\"software\":\"vLLM\"}"), HR_ISSUE_WRONG_TYPE,
      "$.constraints.software" },
    { PLAN_AND (NLP, "\"constraints\":{\"software\":[\"vLLM\",7]}"), HR_ISSUE_WRONG_TYPE,
      "$.constraints.software[1]" },
    { PLAN ("{\"task\":\"nlp\"}"), HR_ISSUE_UNKNOWN_VALUE, "$.workload.task" },
    { PLAN ("{\"task\":\"nlp-fine-tune\",\"batch\":0}"), HR_ISSUE_OUT_OF_RANGE,
      "$.workload.batch" },
    { PLAN ("{\"task\":\"nlp-fine-tune\",\"batch\":1.5}"), HR_ISSUE_OUT_OF_RANGE,
      "$.workload.batch" },
    { PLAN ("{\"task\":\"nlp-fine-tune\",\"batch\":\"many\"}"), HR_ISSUE_WRONG_TYPE,
      "$.workload.batch" },
    { PLAN ("{\"task\":\"nlp-fine-tune\",\"batch\":1e999}"), HR_ISSUE_NOT_FINITE,
      "$.workload.batch" },
    { PLAN ("{\"task\":\"nlp-fine-tune\",\"batch\":NaN}"), HR_ISSUE_SYNTAX, "$.workload.batch" },
    { PLAN ("{\"task\":\"nlp-fine-tune\",\"batch\":99999999999999999999}"), HR_ISSUE_OUT_OF_RANGE,
      "$.workload.batch" },
    { PLAN ("{\"task\":\"nlp-fine-tune\",\"batch\":1,\"batch\":2}"), HR_ISSUE_DUPLICATE,
      "$.workload.batch" },
    { PLAN ("{\"task\":\"nlp-fine-tune\",\"method\":\"Lora\"}"), HR_ISSUE_UNKNOWN_VALUE,
      "$.workload.method" },
    { PLAN ("{\"task\":\"nlp-fine-tune\",\"precision\":\"fp64\"}"), HR_ISSUE_UNKNOWN_VALUE,
      "$.workload.precision" },
    { PLAN ("{\"task\":\"nlp-fine-tune\",\"chunked_loss\":1}"), HR_ISSUE_WRONG_TYPE,
      "$.workload.chunked_loss" },
    { PLAN ("{\"task\":\"nlp-fine-tune\",\"model\":\"llama-9\"}"), HR_ISSUE_UNKNOWN_ID,
      "$.workload.model" },
    { PLAN ("{\"task\":\"nlp-fine-tune\",\"model_config\":{\"hidden_size\":-1,"
            "\"num_hidden_layers\":2,\"num_attention_heads\":2,\"vocab_size\":10}}"),
      HR_ISSUE_OUT_OF_RANGE, "$.workload.model_config.hidden_size" },
    { PLAN ("{\"task\":\"nlp-fine-tune\",\"model_config\":3}"), HR_ISSUE_WRONG_TYPE,
      "$.workload.model_config" },
    { PLAN (
          "{\"task\":\"image-classification\",\"model_complexity\":{\"gmacs\":4,\"macts_m\":11}}"),
      HR_ISSUE_MISSING, "$.workload.model_complexity.params_m" },
    { PLAN ("{\"task\":\"image-classification\",\"model\":\"resnet50\",\"model_complexity\":{"
            "\"params_m\":25,\"gmacs\":4,"
            "\"macts_m\":11}}"),
      HR_ISSUE_IMPOSSIBLE, "$.workload.model" },
    { PLAN ("{\"task\":\"llm-inference\",\"weight_format\":\"q4\"}"), HR_ISSUE_UNKNOWN_VALUE,
      "$.workload.weight_format" },
    { PLAN ("{\"task\":\"scientific\",\"kernel\":\"chemistry\"}"), HR_ISSUE_UNKNOWN_VALUE,
      "$.workload.kernel" },
    { PLAN ("{\"task\":\"rendering\",\"resolution\":[1920]}"), HR_ISSUE_WRONG_TYPE,
      "$.workload.resolution" },
    { PLAN ("{\"task\":\"rendering\",\"resolution\":[1920,0]}"), HR_ISSUE_OUT_OF_RANGE,
      "$.workload.resolution[1]" },
    { PLAN ("{\"task\":\"rendering\",\"textures\":[{\"width\":8}]}"), HR_ISSUE_MISSING,
      "$.workload.textures[0].height" },
    { PLAN ("{\"task\":\"rendering\",\"textures\":[{\"width\":8,\"height\":8,\"channels\":9}]}"),
      HR_ISSUE_OUT_OF_RANGE, "$.workload.textures[0].channels" },
    { PLAN_AND (NLP, "\"constraints\":{\"budget\":0}"), HR_ISSUE_OUT_OF_RANGE,
      "$.constraints.budget" },
    { PLAN_AND (NLP, "\"constraints\":{\"budget\":\"3000\"}"), HR_ISSUE_WRONG_TYPE,
      "$.constraints.budget" },
    { PLAN_AND (NLP, "\"constraints\":{\"currency\":\"XYZ\"}"), HR_ISSUE_UNKNOWN_VALUE,
      "$.constraints.currency" },
    { PLAN_AND (NLP, "\"constraints\":{\"vendors\":[\"nvidia\",\"voodoo\"]}"),
      HR_ISSUE_UNKNOWN_VALUE, "$.constraints.vendors[1]" },
    { PLAN_AND (NLP, "\"constraints\":{\"max_gpus\":1000000000}"), HR_ISSUE_OUT_OF_RANGE,
      "$.constraints.max_gpus" },
    { PLAN_AND (NLP, "\"economics\":{\"hours_per_week\":200}"), HR_ISSUE_OUT_OF_RANGE,
      "$.economics.hours_per_week" },
    { PLAN_AND (NLP, "\"system\":{\"gpu\":\"rtx-9090\"}"), HR_ISSUE_UNKNOWN_ID, "$.system.gpu" },
    { PLAN_AND (NLP, "\"title\":7"), HR_ISSUE_WRONG_TYPE, "$.title" },
    { PLAN (NLP) "}", HR_ISSUE_SYNTAX, "$" },
    { "{\"format\":\"headroom-plan\",\"version\":1,\"workload\":{\"task\"", HR_ISSUE_SYNTAX,
      "$.workload.task" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrPlan         plan;
      const HrIssue *first;

      g_test_message ("%s", cases[i].text);
      g_assert_false (
          hr_plan_parse (cases[i].text, -1, hr_builtin_snapshot (), &plan, NULL, issues));
      first = hr_issues_first_error (issues);
      g_assert_cmpstr (first->path, ==, cases[i].path);
      g_assert_cmpint (first->kind, ==, cases[i].kind);
      g_assert_cmpuint (first->line, ==, 1);
      if (strcmp (cases[i].text, "{}") != 0)
        g_assert_cmpuint (hr_issues_n_errors (issues), ==, 1);
    }
}

static void
test_all_errors_with_their_lines (void)
{
  static const char text[] = "{\"format\": \"headroom-plan\", \"version\": 1,\n"
                             " \"workload\": { \"task\": \"nlp-fine-tune\",\n"
                             "    \"batch\": -3,\n"
                             "    \"mood\": \"good\",\n"
                             "    \"method\": \"magic\" },\n"
                             " \"constraints\": { \"budget\": \"lots\" }\n"
                             "}\n";
  static const struct
  {
    const char *path;
    guint       line, column;
  } expected[] = {
    { "$.workload.method", 5, 15 },
    { "$.workload.batch", 3, 14 },
    { "$.workload.mood", 4, 13 },
    { "$.constraints.budget", 6, 29 },
  };
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrPlan plan;

  g_assert_false (hr_plan_parse (text, -1, hr_builtin_snapshot (), &plan, NULL, issues));
  g_assert_cmpuint (hr_issues_n (issues), ==, 4);
  g_assert_cmpuint (hr_issues_n_errors (issues), ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const HrIssue *issue = hr_issues_get (issues, i);

      g_assert_cmpstr (issue->path, ==, expected[i].path);
      g_assert_cmpuint (issue->line, ==, expected[i].line);
      g_assert_cmpuint (issue->column, ==, expected[i].column);
    }
  g_assert_true (hr_issue_is_warning (hr_issues_get (issues, 2)));
}

static void
test_deep_and_large (void)
{
  g_autofree char *deep = g_strnfill (1000000, '[');
  g_autofree char *large = g_strnfill (HR_MAX_FILE_BYTES + 1, ' ');
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (HrIssues) more = hr_issues_new ();
  g_autoptr (HrIssues) utf8 = hr_issues_new ();
  HrPlan plan;

  g_assert_false (hr_plan_parse (deep, -1, NULL, &plan, NULL, issues));
  g_assert_cmpint (hr_issues_get (issues, 0)->kind, ==, HR_ISSUE_TOO_LARGE);
  g_assert_false (hr_plan_parse (large, -1, NULL, &plan, NULL, more));
  g_assert_cmpint (hr_issues_get (more, 0)->kind, ==, HR_ISSUE_TOO_LARGE);
  g_assert_false (hr_plan_parse ("{\"a\":\"\xff\xfe\"}", -1, NULL, &plan, NULL, utf8));
  g_assert_cmpint (hr_issues_get (utf8, 0)->kind, ==, HR_ISSUE_SYNTAX);
}

static void
test_round_trip (void)
{
  static const char *const texts[] = {
    PLAN ("{\"task\":\"nlp-fine-tune\",\"batch\":\"auto\",\"precision\":\"auto\",\"sharding\":"
          "\"auto\"}"),
    PLAN ("{\"task\":\"llm-inference\",\"model_config\":{\"model_type\":\"qwen2\",\"hidden_size\":"
          "3584,"
          "\"num_hidden_layers\":28,\"num_attention_heads\":28,\"num_key_value_heads\":4,"
          "\"intermediate_size\":18944,\"vocab_size\":152064},\"prompt_tokens\":100,\"engine\":"
          "\"vLLM\"}"),
    PLAN ("{\"task\":\"image-classification\",\"model\":\"vit-b-16\",\"mode\":\"inference\"}"),
    PLAN ("{\"task\":\"scientific\",\"kernel\":\"lattice\",\"cells\":1e8,\"precision\":\"fp32\"}"),
    PLAN ("{\"task\":\"rendering\",\"textures\":[{\"count\":3,\"width\":64,\"height\":64}],"
          "\"benchmark\":true}"),
    PLAN_AND (NLP, "\"constraints\":{\"budget\":null}"),
    PLAN_AND (NLP, "\"constraints\":{\"mains\":{\"volts\":240,\"amps\":30},\"ram_rule\":\"need\","
                   "\"gpu_power_limit_w\":250,\"open_frame\":true}"),
    PLAN_AND (NLP, "\"constraints\":{\"mains\":null}"),
    PLAN_AND (NLP, "\"constraints\":{\"room\":0.3,\"software\":[\"Unsloth\",\"vLLM\"],"
                   "\"allow_partial\":true}"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (int with_original = 0; with_original < 2; with_original++)
      {
        g_autoptr (HrIssues) issues = hr_issues_new ();
        g_autoptr (JsonNode) document = NULL;
        g_autofree char *text = NULL;
        HrPlan           plan, again;

        g_assert_true (
            hr_plan_parse (texts[i], -1, hr_builtin_snapshot (), &plan, &document, issues));
        text = hr_plan_to_text (&plan, with_original ? document : NULL, hr_builtin_snapshot ());
        g_test_message ("%s", text);
        g_assert_true (hr_plan_parse (text, -1, hr_builtin_snapshot (), &again, NULL, issues));
        g_assert_cmpuint (hr_issues_n (issues), ==, 0);
        g_assert_true (hr_plan_equal (&plan, &again));
      }
}

static void
test_unknown_members_are_kept (void)
{
  static const char text[] = PLAN_AND (
      "{\"task\":\"nlp-fine-tune\",\"case\":\"A\",\"later\":{\"x\":[1,2]}}",
      "\"constraints\":{\"colour\":\"red\"},\"note\":\"mine\"");
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (JsonNode) document = NULL;
  g_autofree char *written = NULL;
  HrPlan           plan;

  g_assert_true (hr_plan_parse (text, -1, hr_builtin_snapshot (), &plan, &document, issues));
  g_assert_cmpuint (hr_issues_n (issues), ==, 3);
  plan.workload.nlp.batch = 5;
  written = hr_plan_to_text (&plan, document, hr_builtin_snapshot ());
  g_assert_nonnull (strstr (written, "\"later\""));
  g_assert_nonnull (strstr (written, "\"colour\": \"red\""));
  g_assert_nonnull (strstr (written, "\"note\": \"mine\""));
  g_assert_nonnull (strstr (written, "\"case\": \"A\""));
  g_assert_nonnull (strstr (written, "\"batch\": 5"));
}

static void
test_batch_path (void)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (JsonNode)
      node = hr_json_load (PLAN ("{\"task\":\"nlp-fine-tune\",\"sequence_length\":0}"), -1, issues);
  HrPlan plan;

  g_assert_false (hr_plan_parse_node (node, "$.plan", hr_builtin_snapshot (), &plan, issues));
  g_assert_cmpstr (hr_issues_get (issues, 0)->path, ==, "$.plan.workload.sequence_length");
}

static void
test_context_agrees_with_tokens (void)
{
  /* −1: whatever the task's default makes of it. */
  static const struct
  {
    const char *keys;
    int         context, prompt, generated;
  } cases[] = {
    { "", -1, -1, -1 },
    { ",\"context_length\":256", 256, -1, -1 },
    { ",\"context_length\":2048,\"generated_tokens\":2048", 2048, 0, 2048 },
    { ",\"context_length\":600,\"prompt_tokens\":500", 600, 500, 100 },
    { ",\"prompt_tokens\":30000", 0, 30000, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (PLAN ("{\"task\":\"llm-inference\"%s}"),
                                               cases[i].keys);
      g_autoptr (HrIssues) issues = hr_issues_new ();
      HrPlan           plan;
      const HrLlmWork *work = &plan.workload.llm;

      g_assert_true (hr_plan_parse (text, -1, hr_builtin_snapshot (), &plan, NULL, issues));
      if (cases[i].context >= 0)
        g_assert_cmpint (work->context_length, ==, cases[i].context);
      if (cases[i].prompt >= 0)
        g_assert_cmpint (work->prompt_tokens, ==, cases[i].prompt);
      if (cases[i].generated >= 0)
        g_assert_cmpint (work->generated_tokens, ==, cases[i].generated);
      if (work->context_length > 0)
        g_assert_cmpuint (work->prompt_tokens + work->generated_tokens, <=, work->context_length);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/plan-json/defaults", test_defaults);
  g_test_add_func ("/plan-json/keys", test_keys);
  g_test_add_func ("/plan-json/bad", test_bad);
  g_test_add_func ("/plan-json/all-errors-with-their-lines", test_all_errors_with_their_lines);
  g_test_add_func ("/plan-json/deep-and-large", test_deep_and_large);
  g_test_add_func ("/plan-json/round-trip", test_round_trip);
  g_test_add_func ("/plan-json/unknown-members-are-kept", test_unknown_members_are_kept);
  g_test_add_func ("/plan-json/batch-path", test_batch_path);
  g_test_add_func ("/plan-json/context-agrees-with-tokens", test_context_agrees_with_tokens);
  return g_test_run ();
}
