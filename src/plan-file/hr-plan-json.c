/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-plan-json.h"

#include "hr-advice.h"
#include "hr-json-text.h"
#include "hr-plan-keys.h"
#include "hr-string.h"

#include <glib/gi18n.h>
#include <string.h>

static void
set_text (char *buffer, gsize size, const char *text)
{
  memset (buffer, 0, size); /* hr_plan_equal() compares bytes */
  hr_string_copy (buffer, size, text);
}

static gboolean
has (JsonObject *object, const char *member)
{
  return json_object_has_member (object, member);
}

/* What a plan leaves out is made to agree with what it says. */
static void
settle_llm (JsonObject *object, HrLlmWork *work)
{
  gboolean prompt = has (object, "prompt_tokens"), generated = has (object, "generated_tokens");

  /* Bits that are given describe weights of their own: the preset's format is not theirs. */
  if (has (object, "bits_per_weight") && !has (object, "weight_format"))
    memset (work->weight_format, 0, sizeof work->weight_format);
  if (!has (object, "context_length"))
    {
      if (prompt || generated)
        work->context_length = 0; /* as much as prompt and answer need */
      return;
    }
  if (!generated)
    work->generated_tokens = MIN (work->generated_tokens,
                                  work->context_length
                                      - (prompt ? MIN (work->prompt_tokens, work->context_length)
                                                : work->context_length / 2));
  if (!prompt)
    work->prompt_tokens = MIN (work->prompt_tokens,
                               work->context_length
                                   - MIN (work->generated_tokens, work->context_length));
}

static gboolean
is_own_science (JsonObject *object, HrTask task)
{
  return (task == HR_TASK_SCIENTIFIC && has (object, "kernel"))
         || (task == HR_TASK_RENDERING && json_object_get_size (object) > 1);
}

/* @object has a task, and it is @task. */
static void
read_workload (const HrPlanReader *reader,
               JsonObject         *object,
               const char         *path,
               HrTask              task,
               HrWorkload         *workload)
{
  HrPlanKeys  keys = hr_plan_keys_workload (task);
  const char *inline_model = task == HR_TASK_IMAGE_CLASSIFICATION ? "model_complexity"
                                                                  : "model_config";
  gboolean    is_inline = has (object, inline_model)
                       || (task != HR_TASK_IMAGE_CLASSIFICATION && task != HR_TASK_NLP_FINE_TUNE
                           && task != HR_TASK_LLM_INFERENCE && is_own_science (object, task));

  hr_plan_init_workload (workload, task, !is_inline, reader->snapshot);
  if (has (object, "model") && has (object, inline_model))
    {
      g_autofree char *model_path = g_strconcat (path, ".model", NULL);
      HrIssue *issue = hr_issues_add (reader->issues, HR_ISSUE_IMPOSSIBLE, model_path, NULL, NULL);

      issue->detail = g_strdup (task == HR_TASK_IMAGE_CLASSIFICATION
                                    ? N_("Either model or model_complexity can be given.")
                                    : N_("Either model or model_config can be given."));
    }
  hr_plan_keys_read (reader, &keys, object, path, workload);
  if (task == HR_TASK_LLM_INFERENCE)
    settle_llm (object, &workload->llm);
}

static gboolean
read_task (const HrPlanReader *reader, JsonObject *object, const char *path, HrTask *task)
{
  JsonNode        *node = json_object_get_member (object, "task");
  g_autofree char *full = g_strconcat (path, ".task", NULL);
  g_autofree char *allowed = hr_enum_allowed (&hr_enum_task);
  g_autofree char *value = node ? hr_json_value_text (node) : NULL;
  int              parsed;

  if (node != NULL && hr_json_is_text (node)
      && hr_enum_parse (&hr_enum_task, json_node_get_string (node), &parsed))
    {
      *task = (HrTask) parsed;
      return TRUE;
    }
  hr_issues_add (reader->issues,
                 node == NULL             ? HR_ISSUE_MISSING
                 : hr_json_is_text (node) ? HR_ISSUE_UNKNOWN_VALUE
                                          : HR_ISSUE_WRONG_TYPE,
                 full, value, allowed);
  return FALSE;
}

/**
 * hr_workload_parse_node:
 * @node: an object of workload keys; its task may be left out
 * @path: its JSON path
 * @task: the task
 *
 * Returns: whether no error was added.
 */
gboolean
hr_workload_parse_node (JsonNode         *node,
                        const char       *path,
                        HrTask            task,
                        const HrSnapshot *snapshot,
                        HrWorkload       *workload,
                        HrIssues         *issues)
{
  HrPlanReader reader = { snapshot, issues };
  guint        errors = hr_issues_n_errors (issues);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, path, NULL, "{ }");
      return FALSE;
    }
  read_workload (&reader, json_node_get_object (node), path, task, workload);
  return hr_issues_n_errors (issues) == errors;
}

static JsonObject *
read_object (const HrPlanReader *reader,
             JsonObject         *root,
             const char         *member,
             const char         *base_path)
{
  JsonNode        *node = json_object_get_member (root, member);
  g_autofree char *path = NULL;
  g_autofree char *value = NULL;

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  path = g_strconcat (base_path, ".", member, NULL);
  value = hr_json_value_text (node);
  hr_issues_add (reader->issues, HR_ISSUE_WRONG_TYPE, path, value, "{ }");
  return NULL;
}

static void
read_frame (const HrPlanReader *reader, JsonObject *root, const char *base_path)
{
  static const HrPlanKey frame[] = {
    { .key = "format", .type = HR_KEY_LABEL },      { .key = "version", .type = HR_KEY_LABEL },
    { .key = "title", .type = HR_KEY_LABEL },       { .key = "workload", .type = HR_KEY_LABEL },
    { .key = "constraints", .type = HR_KEY_LABEL }, { .key = "economics", .type = HR_KEY_LABEL },
    { .key = "system", .type = HR_KEY_LABEL },
  };
  static const HrPlanKeys frame_keys = { frame, G_N_ELEMENTS (frame) };
  JsonNode               *format = json_object_get_member (root, "format");
  JsonNode               *version = json_object_get_member (root, "version");
  g_autofree char        *format_path = g_strconcat (base_path, ".format", NULL);
  g_autofree char        *version_path = g_strconcat (base_path, ".version", NULL);
  g_autofree char        *format_text = format ? hr_json_value_text (format) : NULL;
  g_autofree char        *version_text = version ? hr_json_value_text (version) : NULL;

  if (format == NULL || !hr_json_is_text (format) || strcmp (format_text, HR_PLAN_FORMAT) != 0)
    hr_issues_add (reader->issues, format == NULL ? HR_ISSUE_MISSING : HR_ISSUE_UNKNOWN_VALUE,
                   format_path, format_text, HR_PLAN_FORMAT);
  if (version == NULL || !hr_json_is_number (version)
      || json_node_get_double (version) != HR_PLAN_VERSION)
    hr_issues_add (reader->issues, version == NULL ? HR_ISSUE_MISSING : HR_ISSUE_UNKNOWN_VALUE,
                   version_path, version_text, G_STRINGIFY (HR_PLAN_VERSION));
  hr_plan_keys_read (reader, &frame_keys, root, base_path, NULL);
}

static void
read_title (const HrPlanReader *reader, JsonObject *root, const char *base_path, HrPlan *plan)
{
  JsonNode        *node = json_object_get_member (root, "title");
  g_autofree char *path = g_strconcat (base_path, ".title", NULL);
  g_autofree char *value = NULL;

  if (node == NULL)
    return;
  value = hr_json_value_text (node);
  if (!hr_json_is_text (node))
    hr_issues_add (reader->issues, HR_ISSUE_WRONG_TYPE, path, value, "text");
  else if (strlen (json_node_get_string (node)) >= sizeof plan->title)
    hr_issues_add (reader->issues, HR_ISSUE_TOO_LARGE, path, value, "text of at most 127 bytes");
  else
    set_text (plan->title, sizeof plan->title, json_node_get_string (node));
}

static gboolean
has_issue_at (const HrIssues *issues, guint from, const char *path)
{
  for (guint i = from; i < hr_issues_n (issues); i++)
    if (g_strcmp0 (hr_issues_get (issues, i)->path, path) == 0)
      return TRUE;
  return FALSE;
}

/* The core's own checks, with their paths set under @base_path; what the parser has said of a place
 * is not said twice. */
static void
add_core_issues (const HrPlanReader *reader, const HrPlan *plan, const char *base_path, guint from)
{
  g_autoptr (HrIssues) own = hr_issues_new ();

  hr_plan_validate (plan, reader->snapshot, own);
  for (guint i = 0; i < hr_issues_n (own); i++)
    {
      const HrIssue   *issue = hr_issues_get (own, i);
      g_autofree char *path = g_strconcat (base_path, issue->path + 1, NULL);

      if (!has_issue_at (reader->issues, from, path))
        hr_issues_add (reader->issues, issue->kind, path, issue->value, issue->allowed)
            ->detail = g_strdup (issue->detail);
    }
}

static void
read_sections (const HrPlanReader *reader, JsonObject *root, const char *base_path, HrPlan *plan)
{
  const struct
  {
    const char *member;
    HrPlanKeys  keys;
    gpointer    base;
  } sections[] = {
    { "constraints", hr_plan_keys_constraints (), &plan->constraints },
    { "economics", hr_plan_keys_economics (), &plan->economics },
    { "system", hr_plan_keys_system (), &plan->system },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      JsonObject      *object = read_object (reader, root, sections[i].member, base_path);
      g_autofree char *path = g_strconcat (base_path, ".", sections[i].member, NULL);

      if (object == NULL)
        continue;
      hr_plan_keys_read (reader, &sections[i].keys, object, path, sections[i].base);
      if (sections[i].base == &plan->system)
        plan->has_system = TRUE;
    }
}

/* The defaults are in dollars: what the document leaves open keeps its worth in its currency. */
static void
convert_defaults (const HrPlanReader *reader, JsonObject *root, HrPlan *plan)
{
  static const struct
  {
    const char *section, *member;
    gsize       offset;
  } amounts[] = {
    { "constraints", "budget", G_STRUCT_OFFSET (HrPlan, constraints.budget) },
    { "economics", "electricity_per_kwh", G_STRUCT_OFFSET (HrPlan, economics.electricity_per_kwh) },
  };
  const char *currency = plan->constraints.currency;

  if (reader->snapshot == NULL || hr_snapshot_rate (reader->snapshot, currency) == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      JsonNode *section = json_object_get_member (root, amounts[i].section);
      double   *amount = G_STRUCT_MEMBER_P (plan, amounts[i].offset);

      if (section && JSON_NODE_HOLDS_OBJECT (section)
          && has (json_node_get_object (section), amounts[i].member))
        continue;
      *amount = hr_plan_round_money (hr_money_from_usd (reader->snapshot, *amount, currency));
    }
}

/**
 * hr_plan_parse_node:
 * @node: a plan document
 * @base_path: its JSON path: "$", or "$.plan" within a line of a batch
 * @snapshot: (nullable): the catalog with presets, GPUs and currencies
 * @plan: (out): the plan; complete when %TRUE is returned
 * @issues: gets everything that is wrong, and a warning for each key that is not known
 *
 * Returns: whether no error was added.
 */
gboolean
hr_plan_parse_node (JsonNode         *node,
                    const char       *base_path,
                    const HrSnapshot *snapshot,
                    HrPlan           *plan,
                    HrIssues         *issues)
{
  HrPlanReader     reader = { snapshot, issues };
  guint            from = hr_issues_n (issues), errors = hr_issues_n_errors (issues);
  g_autofree char *workload_path = g_strconcat (base_path, ".workload", NULL);
  JsonObject      *root, *workload;
  HrTask           task;

  hr_plan_init (plan, HR_TASK_NLP_FINE_TUNE);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autofree char *value = hr_json_value_text (node);

      hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, base_path, value, "{ }");
      return FALSE;
    }
  root = json_node_get_object (node);
  read_frame (&reader, root, base_path);
  workload = read_object (&reader, root, "workload", base_path);
  if (workload == NULL)
    {
      if (!has (root, "workload"))
        hr_issues_add (issues, HR_ISSUE_MISSING, workload_path, NULL, "{ }");
      return FALSE;
    }
  if (!read_task (&reader, workload, workload_path, &task))
    return FALSE;
  hr_plan_init (plan, task);
  read_title (&reader, root, base_path, plan);
  read_workload (&reader, workload, workload_path, task, &plan->workload);
  read_sections (&reader, root, base_path, plan);
  convert_defaults (&reader, root, plan);
  add_core_issues (&reader, plan, base_path, from);
  return hr_issues_n_errors (issues) == errors;
}

/**
 * hr_plan_parse:
 * @data: a plan document
 * @length: its bytes; −1 = up to the final zero
 * @document: (out) (optional) (nullable): the document, for hr_plan_to_json() to keep what is not
 * known
 *
 * Returns: whether @plan is what the document says; if not, @issues has each error with its line.
 */
gboolean
hr_plan_parse (const char       *data,
               gssize            length,
               const HrSnapshot *snapshot,
               HrPlan           *plan,
               JsonNode        **document,
               HrIssues         *issues)
{
  g_autoptr (JsonNode) node = hr_json_load (data, length, issues);
  g_autoptr (HrIssues) own = NULL;
  gboolean ok;

  if (document != NULL)
    *document = NULL;
  if (node == NULL)
    {
      hr_plan_init (plan, HR_TASK_NLP_FINE_TUNE);
      return FALSE;
    }
  ok = hr_plan_parse_node (node, "$", snapshot, plan, issues);
  hr_json_locate_issues (issues, data, length);
  if (document != NULL)
    *document = g_steal_pointer (&node);
  return ok;
}
