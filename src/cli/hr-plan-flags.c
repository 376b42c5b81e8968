/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "hr-advice.h"
#include "hr-csv-numbers.h"
#include "hr-flag-value.h"
#include "hr-json-text.h"
#include "hr-plan-json.h"
#include "hr-tiers.h"

#define MAX_PLAN_BYTES (16 * 1024 * 1024)

/* The flags are keys of the plan format with hyphens; what a flag says is checked by the plan's
 * parser, so that both refuse the same with the same words. */
static const struct
{
  const char *name;
  const char *section;
  const char *key;
  HrFlagKind  kind;
  gboolean    of_system;
  const char *help;
  const char *argument;
} flags[] = {
  { "task", "workload", "task", HR_FLAG_KIND_TEXT, FALSE,
    N_("image-classification, nlp-fine-tune, llm-inference, scientific or rendering"), "TASK" },
  { "model", "workload", "model", HR_FLAG_KIND_TEXT, FALSE,
    N_("A preset: model, scene or problem"), "ID" },
  { "mode", "workload", "mode", HR_FLAG_KIND_TEXT, FALSE,
    N_("train or inference; path-tracing or real-time"), "MODE" },
  { "method", "workload", "method", HR_FLAG_KIND_TEXT, FALSE, N_("full, lora, qlora or auto"),
    "METHOD" },
  { "precision", "workload", "precision", HR_FLAG_KIND_TEXT, FALSE,
    N_("fp32, tf32, amp, bf16, fp16, fp64, … or auto"), "PRECISION" },
  { "optimizer", "workload", "optimizer", HR_FLAG_KIND_TEXT, FALSE,
    N_("adamw, adamw-8bit, adafactor, sgd, …"), "OPTIMIZER" },
  { "batch", "workload", "batch", HR_FLAG_KIND_NUMBER, FALSE,
    N_("Samples per GPU and step, or auto"), "N" },
  { "gradient-accumulation", "workload", "gradient_accumulation", HR_FLAG_KIND_NUMBER, FALSE,
    N_("Micro-steps per step"), "N" },
  { "sequence-length", "workload", "sequence_length", HR_FLAG_KIND_TOKENS, FALSE,
    N_("Tokens per sequence"), "N" },
  { "lora-rank", "workload", "lora_rank", HR_FLAG_KIND_NUMBER, FALSE, N_("Rank of the adapters"),
    "N" },
  { "activation-checkpointing", "workload", "activation_checkpointing", HR_FLAG_KIND_TEXT, FALSE,
    N_("none, selective, full or auto"), "HOW" },
  { "packing", "workload", "packing", HR_FLAG_KIND_TEXT, FALSE, N_("padded, packed or varied"),
    "HOW" },
  { "loss", "workload", "loss", HR_FLAG_KIND_TEXT, FALSE,
    N_("auto, plain, chunked, inplace or liger"), "HOW" },
  { "framework", "workload", "framework", HR_FLAG_KIND_TEXT, FALSE,
    N_("hugging-face, trl, unsloth, torchtune, …"), "NAME" },
  { "framework-year", "workload", "framework_year", HR_FLAG_KIND_NUMBER, FALSE,
    N_("Year of the framework's code"), "YEAR" },
  { "sharding", "workload", "sharding", HR_FLAG_KIND_TEXT, FALSE,
    N_("none, ddp, zero1, zero2, zero3 or auto"), "HOW" },
  { "offload", "workload", "offload", HR_FLAG_KIND_TEXT, FALSE, N_("none, optimizer, all or auto"),
    "HOW" },
  { "train-tokens", "workload", "train_tokens", HR_FLAG_KIND_NUMBER, FALSE,
    N_("Tokens of the whole job"), "N" },
  { "weight-format", "workload", "weight_format", HR_FLAG_KIND_TEXT, FALSE,
    N_("fp16, int8, int4, q4_k_m, …"), "FORMAT" },
  { "kv-precision", "workload", "kv_precision", HR_FLAG_KIND_TEXT, FALSE,
    N_("Of the KV cache: fp16, fp8, q8_0, …"), "FORMAT" },
  { "context-length", "workload", "context_length", HR_FLAG_KIND_TOKENS, FALSE,
    N_("Tokens that the cache holds"), "N" },
  { "prompt-tokens", "workload", "prompt_tokens", HR_FLAG_KIND_TOKENS, FALSE,
    N_("Tokens of a prompt"), "N" },
  { "generated-tokens", "workload", "generated_tokens", HR_FLAG_KIND_TOKENS, FALSE,
    N_("Tokens of an answer"), "N" },
  { "engine", "workload", "engine", HR_FLAG_KIND_TEXT, FALSE,
    N_("llama.cpp, vllm, …; cycles, octane, v-ray"), "ENGINE" },
  { "image-size", "workload", "image_size", HR_FLAG_KIND_NUMBER, FALSE, N_("Pixels a side"), "N" },
  { "dataset-images", "workload", "dataset_images", HR_FLAG_KIND_NUMBER, FALSE,
    N_("Images in the dataset"), "N" },
  { "epochs", "workload", "epochs", HR_FLAG_KIND_NUMBER, FALSE, N_("Passes over the dataset"),
    "N" },
  { "kernel", "workload", "kernel", HR_FLAG_KIND_TEXT, FALSE,
    N_("molecular-dynamics, lattice, sparse, fft, …"), "KERNEL" },
  { "atoms", "workload", "atoms", HR_FLAG_KIND_NUMBER, FALSE, N_("Atoms of the molecular system"),
    "N" },
  { "matrix-order", "workload", "matrix_order", HR_FLAG_KIND_NUMBER, FALSE,
    N_("Rows of the dense matrix"), "N" },
  { "cells", "workload", "cells", HR_FLAG_KIND_NUMBER, FALSE, N_("Cells of the lattice"), "N" },
  { "steps", "workload", "steps", HR_FLAG_KIND_NUMBER, FALSE, N_("Steps of the whole job"), "N" },
  { "triangles", "workload", "triangles", HR_FLAG_KIND_NUMBER, FALSE, N_("Triangles of the scene"),
    "N" },
  { "samples", "workload", "samples", HR_FLAG_KIND_NUMBER, FALSE, N_("Samples per pixel"), "N" },
  { "frames", "workload", "frames", HR_FLAG_KIND_NUMBER, FALSE, N_("Frames of the whole job"),
    "N" },
  { "budget", "constraints", "budget", HR_FLAG_KIND_MONEY, FALSE, N_("The most to spend"),
    "AMOUNT" },
  { "currency", "constraints", "currency", HR_FLAG_KIND_TEXT, FALSE,
    N_("Of every amount: USD, EUR, CNY, …"), "CODE" },
  { "budget-covers", "constraints", "budget_covers", HR_FLAG_KIND_TEXT, FALSE,
    N_("gpus, build or total"), "WHAT" },
  { "max-gpus", "constraints", "max_gpus", HR_FLAG_KIND_NUMBER, FALSE, N_("GPUs at most, 1 to 8"),
    "N" },
  { "vendors", "constraints", "vendors", HR_FLAG_KIND_LIST, FALSE, N_("nvidia,amd,intel,huawei"),
    "LIST" },
  { "segments", "constraints", "segments", HR_FLAG_KIND_LIST, FALSE,
    N_("consumer,workstation,datacenter"), "LIST" },
  { "host", "constraints", "host", HR_FLAG_KIND_TEXT, FALSE, N_("tower, rack or any"), "HOST" },
  { "condition", "constraints", "condition", HR_FLAG_KIND_TEXT, FALSE,
    N_("Prices to use: new, used or any"), "WHICH" },
  { "max-power-w", "constraints", "max_power_w", HR_FLAG_KIND_WATTS, FALSE,
    N_("Watts at the wall"), "W" },
  { "gpu-power-limit-w", "constraints", "gpu_power_limit_w", HR_FLAG_KIND_WATTS, FALSE,
    N_("Watts that each card is held to"), "W" },
  { "ram-rule", "constraints", "ram_rule", HR_FLAG_KIND_TEXT, FALSE,
    N_("RAM of a machine that trains: rule or need"), "WHICH" },
  { "open-frame", "constraints", "open_frame", HR_FLAG_KIND_BOOLEAN, FALSE,
    N_("true: a frame without a case will do"), "BOOLEAN" },
  { "deadline-hours", "constraints", "deadline_hours", HR_FLAG_KIND_HOURS, FALSE,
    N_("The job must be done by then"), "HOURS" },
  { "aim", "constraints", "aim", HR_FLAG_KIND_TEXT, FALSE,
    N_("best-value, fastest, cheapest or most-headroom"), "AIM" },
  { "allow-quality-loss", "constraints", "allow_quality_loss", HR_FLAG_KIND_BOOLEAN, FALSE,
    N_("true: “auto” may pick LoRA, QLoRA or fewer bits"), "BOOLEAN" },
  { "room", "constraints", "room", HR_FLAG_KIND_SHARE, FALSE,
    N_("Share of the GPU memory to keep free, 0 to 0.9"), "SHARE" },
  { "software", "constraints", "software", HR_FLAG_KIND_LIST, FALSE,
    N_("Programs that must run, too: Unsloth,vLLM"), "LIST" },
  { "allow-partial", "constraints", "allow_partial", HR_FLAG_KIND_BOOLEAN, FALSE,
    N_("true: software that you name may run with limits"), "BOOLEAN" },
  { "electricity-per-kwh", "economics", "electricity_per_kwh", HR_FLAG_KIND_MONEY, FALSE,
    N_("Price of a kWh"), "AMOUNT" },
  { "hours-per-week", "economics", "hours_per_week", HR_FLAG_KIND_HOURS, FALSE,
    N_("That the machine works"), "HOURS" },
  { "horizon-years", "economics", "horizon_years", HR_FLAG_KIND_YEARS, FALSE,
    N_("That the machine is kept"), "YEARS" },
  { "gpu", "system", "gpu", HR_FLAG_KIND_TEXT, TRUE, N_("The card of the given system"), "ID" },
  { "gpus", "system", "gpu_count", HR_FLAG_KIND_NUMBER, TRUE, N_("How many of them"), "N" },
  { "ram-gib", "system", "ram_gib", HR_FLAG_KIND_GIB, TRUE, N_("RAM of the given system"), "GIB" },
  { "platform", "system", "platform", HR_FLAG_KIND_TEXT, TRUE, N_("Platform of the given system"),
    "ID" },
  { "psu-w", "system", "psu_w", HR_FLAG_KIND_WATTS, TRUE, N_("Its power supply"), "W" },
  { "ram-modules", "system", "ram_modules", HR_FLAG_KIND_NUMBER, TRUE, N_("Its RAM modules"),
    "N" },
  { "own", "system", "own", HR_FLAG_KIND_BOOLEAN, TRUE,
    N_("true: you have it, so recommend what to change on it"), "BOOLEAN" },
};

struct _HrPlanFlags
{
  GOptionEntry entries[G_N_ELEMENTS (flags) + 3];
  char        *values[G_N_ELEMENTS (flags)];
  char        *tier;
  char       **set;
};

/**
 * hr_plan_flags_new:
 * @with_system: whether the verb is about a given system
 */
HrPlanFlags *
hr_plan_flags_new (gboolean with_system)
{
  HrPlanFlags *self = g_new0 (HrPlanFlags, 1);
  guint        n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (with_system || !flags[i].of_system)
      self->entries[n++] = (GOptionEntry){
        flags[i].name, 0, 0, G_OPTION_ARG_STRING, &self->values[i], flags[i].help, flags[i].argument
      };
  self->entries[n++] = (GOptionEntry){
    "tier",      0,
    0,           G_OPTION_ARG_STRING,
    &self->tier, N_("Start from a ready plan: learner, project-team or enterprise"),
    "TIER"
  };
  self->entries[n] = (GOptionEntry){ "set",
                                     0,
                                     0,
                                     G_OPTION_ARG_STRING_ARRAY,
                                     &self->set,
                                     N_("Any other key of the plan: workload.samples=128"),
                                     "SECTION.KEY=VALUE" };
  return self;
}

void
hr_plan_flags_free (HrPlanFlags *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    g_free (self->values[i]);
  g_strfreev (self->set);
  g_free (self->tier);
  g_free (self);
}

const GOptionEntry *
hr_plan_flags_entries (HrPlanFlags *self)
{
  return self->entries;
}

/* A section that is there but no object is left for the parser to refuse. */
static void
set_member (JsonObject *plan, const char *section, const char *key, JsonNode *value)
{
  JsonNode *node = json_object_get_member (plan, section);

  if (node == NULL)
    {
      json_object_set_object_member (plan, section, json_object_new ());
      node = json_object_get_member (plan, section);
    }
  if (JSON_NODE_HOLDS_OBJECT (node))
    json_object_set_member (json_node_get_object (node), key, value);
  else
    json_node_unref (value);
}

static gboolean
apply_set (HrPlanFlags *self, JsonObject *plan)
{
  for (guint i = 0; self->set != NULL && self->set[i] != NULL; i++)
    {
      const char      *equals = strchr (self->set[i], '=');
      const char      *point = strchr (self->set[i], '.');
      g_autofree char *section = NULL, *key = NULL;
      g_autoptr (HrIssues) ignored = hr_issues_new ();
      JsonNode *value;

      if (equals == NULL || point == NULL || point > equals)
        {
          hr_cli_error (_("“--set %s” is not of the form SECTION.KEY=VALUE."), self->set[i]);
          return FALSE;
        }
      section = g_strndup (self->set[i], (gsize) (point - self->set[i]));
      key = g_strndup (point + 1, (gsize) (equals - point - 1));
      value = hr_json_load (equals + 1, -1, ignored); /* what is no JSON is taken as text */
      set_member (plan, section, key, value ? value : hr_flag_text (equals + 1));
    }
  return TRUE;
}

static gboolean
is_any_set (HrPlanFlags *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (self->values[i] != NULL)
      return TRUE;
  return self->set != NULL || self->tier != NULL;
}

static const char *
flag_value (const HrPlanFlags *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (g_str_equal (flags[i].name, name))
      return self->values[i];
  return NULL;
}

/* The currency of the amounts: as --currency says, as the plan's file does, or nothing yet. */
static const char *
known_currency (const HrPlanFlags *self, JsonObject *plan)
{
  JsonNode   *constraints = json_object_get_member (plan, "constraints");
  const char *flag = flag_value (self, "currency");
  JsonNode   *member = constraints && JSON_NODE_HOLDS_OBJECT (constraints)
                           ? json_object_get_member (json_node_get_object (constraints), "currency")
                           : NULL;

  if (flag != NULL)
    return flag;
  return member && JSON_NODE_HOLDS_VALUE (member) ? json_node_get_string (member) : NULL;
}

/* Takes the currency that an amount is typed in; one that may be several, or that is not the
 * plan's, is refused. */
static gboolean
apply_currency (HrPlanFlags *self, JsonObject *plan, guint flag)
{
  const char *sign = NULL, *code, *known = known_currency (self, plan);
  double      value;
  HrFlagForm  form = hr_flag_number (self->values[flag], HR_FLAG_MONEY, &value, &sign);

  if (form == HR_FLAG_IS_OPEN)
    {
      const char      *text = self->values[flag], *point = strchr (text, '.');
      int              n = (int) (point - text), decimals = 3;
      g_autofree char *whole = g_strdup_printf ("%.*s%s", n, text, point + 1);
      g_autofree char *part = NULL;

      while (decimals > 0 && point[decimals] == '0')
        decimals--;
      part = g_strdup_printf ("%.*s%s", n + (decimals > 0 ? decimals + 1 : 0), text, point + 4);
      /* Translators: a flag, what was typed ("3.250"), and what it can mean ("3250", "3.25"). */
      hr_cli_error (_("--%1$s %2$s can be read in two ways. Use: %3$s or %4$s."), flags[flag].name,
                    text, whole, part);
      return FALSE;
    }
  if (form != HR_FLAG_IS_NUMBER || sign == NULL || (known && hr_csv_currency_is (sign, known)))
    return TRUE;
  code = hr_csv_currency_code (sign);
  if (known != NULL)
    {
      /* Translators: a flag, what was typed, and a currency's code. */
      hr_cli_error (_("--%1$s %2$s is in another currency than the plan’s, %3$s."),
                    flags[flag].name, self->values[flag], known);
      return FALSE;
    }
  if (*code == '\0')
    {
      /* Translators: a flag and what was typed ("¥30000"). */
      hr_cli_error (_("--%1$s %2$s can be of several currencies: say which by --currency."),
                    flags[flag].name, self->values[flag]);
      return FALSE;
    }
  set_member (plan, "constraints", "currency", hr_flag_text (code));
  return TRUE;
}

/* The task of the plan as it will be; −1 = not known. */
static int
task_of (const HrPlanFlags *self, JsonObject *plan)
{
  const char      *text = flag_value (self, "task");
  g_autofree char *word = text ? hr_flag_enum_word (&hr_enum_task, text) : NULL;
  JsonNode        *workload = json_object_get_member (plan, "workload");
  JsonNode        *member = workload && JSON_NODE_HOLDS_OBJECT (workload)
                                ? json_object_get_member (json_node_get_object (workload), "task")
                                : NULL;
  int              task;

  if (word == NULL && member && JSON_NODE_HOLDS_VALUE (member))
    word = g_strdup (json_node_get_string (member));
  return word != NULL && hr_enum_parse (&hr_enum_task, word, &task) ? task : -1;
}

static gboolean
apply (HrPlanFlags *self, JsonObject *plan)
{
  int task = task_of (self, plan);

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      const char *text = self->values[i];

      if (text == NULL)
        continue;
      if (flags[i].kind == HR_FLAG_KIND_MONEY && !apply_currency (self, plan, i))
        return FALSE;
      if (g_str_equal (flags[i].name, "currency"))
        {
          g_autofree char *code = g_ascii_strup (text, -1);

          set_member (plan, flags[i].section, flags[i].key, hr_flag_text (code));
          continue;
        }
      set_member (
          plan, flags[i].section, flags[i].key,
          hr_flag_value (flags[i].kind, hr_flag_enum (flags[i].section, flags[i].key, task), text));
    }
  return apply_set (self, plan);
}

static JsonNode *
empty_plan (void)
{
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *plan = json_object_new ();

  json_object_set_string_member (plan, "format", "headroom-plan");
  json_object_set_int_member (plan, "version", 1);
  json_node_take_object (node, plan);
  return node;
}

/* The ready plan of a tier for the task of --task, as a document that the other flags change. */
static JsonNode *
tier_plan (HrPlanFlags *self, const HrCli *cli)
{
  const char      *task_text = flag_value (self, "task"), *currency;
  g_autofree char *tier_word = NULL, *task_word = NULL;
  int              tier, task;
  HrPlan           plan;

  tier_word = hr_flag_enum_word (&hr_enum_tier, self->tier);
  if (!hr_enum_parse (&hr_enum_tier, tier_word, &tier))
    {
      g_autofree char *allowed = hr_enum_allowed (&hr_enum_tier);

      hr_cli_error (_("“%s” is no tier. Allowed: %s."), self->tier, allowed);
      return NULL;
    }
  if (task_text == NULL)
    {
      hr_cli_error (_("--tier needs --task: it says for whom, not for what."));
      return NULL;
    }
  task_word = hr_flag_enum_word (&hr_enum_task, task_text);
  if (!hr_enum_parse (&hr_enum_task, task_word, &task))
    return empty_plan (); /* the plan's parser says what a task may be */
  hr_tier_plan ((HrTier) tier, (HrTask) task, &plan);
  currency = flag_value (self, "currency");
  if (currency && hr_snapshot_rate (cli->snapshot, currency))
    {
      HrEconomics *economics = &plan.economics;

      plan.constraints.budget = hr_plan_round_money (
          hr_money_from_usd (cli->snapshot, plan.constraints.budget, currency));
      economics->electricity_per_kwh = hr_plan_round_money (
          hr_money_from_usd (cli->snapshot, economics->electricity_per_kwh, currency));
    }
  return hr_plan_to_json (&plan, NULL, cli->snapshot);
}

/* What is wrong with a flag is said of the flag as it was typed, not of the key that it sets. */
static void
name_flags (const HrPlanFlags *self, HrIssues *issues)
{
  for (guint i = 0; i < hr_issues_n (issues); i++)
    for (guint k = 0; k < G_N_ELEMENTS (flags); k++)
      {
        const char      *path = hr_issues_get (issues, i)->path;
        g_autofree char *key = g_strdup_printf ("$.%s.%s", flags[k].section, flags[k].key);
        g_autofree char *flag = g_strdup_printf ("--%s", flags[k].name);
        gsize            length = strlen (key);

        if (self->values[k] != NULL && path != NULL && strncmp (path, key, length) == 0
            && (path[length] == '\0' || path[length] == '['))
          hr_issues_rename (issues, i, flag);
      }
}

static gboolean
read_with_flags (HrPlanFlags *self,
                 const HrCli *cli,
                 const char  *file,
                 const char  *data,
                 gsize        length,
                 HrPlan      *plan,
                 HrIssues    *issues)
{
  g_autoptr (JsonNode) document = NULL;
  g_autoptr (JsonNode) root = NULL;
  gboolean is_good;

  if (data != NULL && (document = hr_json_load (data, (gssize) length, issues)) == NULL)
    return FALSE;
  if (document != NULL && !JSON_NODE_HOLDS_OBJECT (document))
    /* The plan's own parser says what is wrong, and where. */
    return hr_plan_parse (data, (gssize) length, cli->snapshot, plan, NULL, issues);
  if (document != NULL)
    root = hr_json_copy (document);
  else
    root = self->tier != NULL ? tier_plan (self, cli) : empty_plan ();
  if (root == NULL || !apply (self, json_node_get_object (root)))
    return FALSE;
  is_good = hr_plan_parse_node (root, "$", cli->snapshot, plan, issues);
  if (data != NULL)
    hr_json_locate_issues (issues, data, (gssize) length);
  name_flags (self, issues);
  return is_good;
}

/**
 * hr_plan_flags_read:
 * @file: (nullable): a plan's file; "-" = standard input; %NULL = the flags alone
 *
 * Returns: FALSE after saying what is wrong, and where.
 */
gboolean
hr_plan_flags_read (HrPlanFlags *self, const HrCli *cli, const char *file, HrPlan *plan)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autofree char *data = NULL;
  gsize            length = 0;
  gboolean         is_good;

  if (file == NULL && !is_any_set (self))
    {
      hr_cli_error (
          _("There is no plan: name a file, “-” for standard input, or at least --task."));
      return FALSE;
    }
  if (file != NULL && !hr_cli_read (file, MAX_PLAN_BYTES, &data, &length))
    return FALSE;
  if (data != NULL && !is_any_set (self))
    is_good = hr_plan_parse (data, (gssize) length, cli->snapshot, plan, NULL, issues);
  else
    is_good = read_with_flags (self, cli, file, data, length, plan, issues);
  return hr_cli_report (issues, file) && is_good;
}

/**
 * hr_plan_flags_merge:
 * @plan: a plan document, to which the flags are applied
 *
 * Returns: FALSE after saying which flag cannot be read.
 */
gboolean
hr_plan_flags_merge (HrPlanFlags *self, JsonObject *plan)
{
  return apply (self, plan);
}

static void
add_enum (GString *out, const HrEnumType *type)
{
  for (guint i = 0; type != NULL && i < type->n; i++)
    g_string_append_printf (out, "%s\n", hr_enum_nick (type, (int) i));
}

/* Each name once, though several tasks have the key. */
static void
add_workload (GString *out, const char *key)
{
  const HrEnumType *last = NULL;

  for (int task = 0; task < HR_N_TASK; task++)
    {
      const HrEnumType *type = hr_flag_enum ("workload", key, task);

      if (type != last)
        add_enum (out, type);
      last = type ? type : last;
    }
}

static void
add_models (GString *out, const HrSnapshot *snapshot)
{
  for (guint i = 0; i < snapshot->n_models; i++)
    g_string_append_printf (out, "%s\n", snapshot->models[i].id);
  for (guint i = 0; i < snapshot->n_image_models; i++)
    g_string_append_printf (out, "%s\n", snapshot->image_models[i].id);
  for (guint i = 0; i < snapshot->n_problems; i++)
    g_string_append_printf (out, "%s\n", snapshot->problems[i].id);
}

/**
 * hr_plan_flags_values:
 * @out: gets what the flag @name may be, a line each, for the completion of shells; nothing where
 * it is free
 */
void
hr_plan_flags_values (const char *name, const HrSnapshot *snapshot, GString *out)
{
  if (g_str_equal (name, "gpu"))
    for (guint i = 0; i < snapshot->n_gpus; i++)
      g_string_append_printf (out, "%s\n", snapshot->gpus[i].id);
  else if (g_str_equal (name, "model"))
    add_models (out, snapshot);
  else if (g_str_equal (name, "platform"))
    for (guint i = 0; i < snapshot->n_platforms; i++)
      g_string_append_printf (out, "%s\n", snapshot->platforms[i].id);
  else if (g_str_equal (name, "tier"))
    add_enum (out, &hr_enum_tier);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    if (g_str_equal (flags[i].name, name))
      {
        if (flags[i].kind == HR_FLAG_KIND_BOOLEAN)
          g_string_append (out, "true\nfalse\n");
        else if (g_str_equal (flags[i].section, "workload"))
          add_workload (out, flags[i].key);
        else
          add_enum (out, hr_flag_enum (flags[i].section, flags[i].key, -1));
      }
}
