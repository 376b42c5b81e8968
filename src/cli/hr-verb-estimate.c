/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "hr-json-values.h"
#include "hr-plan-json.h"
#include "hr-print-estimate.h"
#include "hr-software-check.h"
#include "hr-text.h"

/* A setting's value in words. */
static char *
value_text (const char *key, JsonNode *value)
{
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING)
    return g_strdup (hr_text_key_value (key, json_node_get_string (value)));
  if (JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    return g_strdup (hr_text_key_value (key, json_node_get_boolean (value) ? "true" : "false"));
  return JSON_NODE_HOLDS_VALUE (value) ? hr_text_number (json_node_get_double (value), 6)
                                       : json_to_string (value, FALSE);
}

/* What was picked for each "auto". */
static void
print_settings (GString *out, const HrCli *cli, const HrPlan *plan, const HrWorkload *settings)
{
  g_autoptr (JsonNode) asked = NULL;
  g_autoptr (GString) picked = NULL;
  g_autoptr (JsonNode) changed = NULL;
  HrJsonWriter   json;
  JsonObjectIter iter;
  const char    *key;
  JsonNode      *value;

  if (memcmp (settings, &plan->workload, sizeof *settings) == 0)
    return;
  asked = hr_plan_to_json (plan, NULL, cli->snapshot);
  picked = g_string_new (NULL);
  hr_json_init (&json, picked, FALSE);
  hr_json_settings (&json, NULL, asked, plan, settings, cli->snapshot);
  changed = json_from_string (picked->str, NULL);
  if (changed == NULL || !JSON_NODE_HOLDS_OBJECT (changed))
    return;
  json_object_iter_init_ordered (&iter, json_node_get_object (changed));
  while (json_object_iter_next_ordered (&iter, &key, &value))
    {
      g_autofree char *text = value_text (key, value);

      /* Translators: a setting of the plan that was "auto", and the value that was picked. */
      g_string_append_printf (out, _("Picked for you: %1$s: %2$s\n"), hr_text_key (key), text);
    }
}

/* What the software says of the card, beside the notes that it gave the estimate. */
static void
print_software (GString *out, const HrCli *cli, const HrWorkload *settings, const HrGpu *gpu)
{
  HrSoftwareFindings findings;

  hr_software_check (cli->snapshot, settings, gpu, &findings);
  for (guint i = 0; i < findings.n; i++)
    {
      HrSentence       sentence;
      g_autofree char *text = NULL;

      if (!hr_software_check_sentence (&findings.findings[i], gpu, &sentence))
        continue;
      text = hr_text_sentence (&sentence, "USD", cli->snapshot);
      g_string_append_printf (out, _("Note: %s"), text);
      g_string_append_c (out, '\n');
    }
}

static void
print_human (GString          *out,
             const HrCli      *cli,
             const HrPlan     *plan,
             const HrWorkload *settings,
             const HrEstimate *estimate,
             const HrTrace    *trace)
{
  const HrGpu *gpu = hr_plan_gpu (&plan->system, cli->snapshot);

  if (estimate->gpu_count > 0)
    g_string_append_printf (out, "%u × ", estimate->gpu_count);
  g_string_append_printf (out, "%s, %s", gpu->name,
                          hr_text_enum (&hr_enum_task, (int) plan->workload.task));
  if (plan->workload.model_name[0] != '\0' || plan->workload.model[0] != '\0')
    g_string_append_printf (out, ", %s",
                            plan->workload.model_name[0] ? plan->workload.model_name
                                                         : plan->workload.model);
  g_string_append_c (out, '\n');
  hr_print_fit (out, estimate);
  print_settings (out, cli, plan, settings);
  g_string_append_c (out, '\n');
  hr_print_memory (out, estimate);
  g_string_append_c (out, '\n');
  hr_print_speed (out, estimate, TRUE);
  hr_print_notes (out, estimate->notes);
  if (estimate->gpu_count > 0)
    print_software (out, cli, settings, gpu);
  if (trace != NULL)
    {
      g_string_append_c (out, '\n');
      hr_print_trace (out, trace, plan->constraints.currency, cli->snapshot);
    }
}

static void
print_json (GString          *out,
            const HrCli      *cli,
            const HrPlan     *plan,
            const HrWorkload *settings,
            const HrEstimate *estimate,
            const HrTrace    *trace)
{
  HrJsonWriter json;

  hr_json_init (&json, out, TRUE);
  if (trace == NULL)
    hr_json_estimate_of_plan (&json, NULL, plan, settings, cli->snapshot, estimate);
  else
    {
      hr_json_begin_object (&json, NULL);
      hr_json_estimate_of_plan (&json, "estimate", plan, settings, cli->snapshot, estimate);
      hr_json_trace (&json, "trace", trace);
      hr_json_end_object (&json);
    }
  g_string_append_c (out, '\n');
}

int
hr_verb_estimate (int argc, char **argv)
{
  g_auto (HrCli) cli = { 0 };
  g_autoptr (HrPlanFlags) flags = hr_plan_flags_new (TRUE);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (HrTrace) trace = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean           explain = FALSE;
  const GOptionEntry own[] = { { "explain", 0, 0, G_OPTION_ARG_NONE, &explain,
                                 N_("Show each term with formula, inputs and source"), NULL },
                               { NULL } };
  HrWorkload         settings;
  HrEstimate         estimate;
  HrPlan             plan;
  int                status;

  hr_cli_init (&cli, hr_cli_find_verb ("estimate"));
  if (!hr_cli_parse (&cli, own, hr_plan_flags_entries (flags), 1, &argc, &argv, &status))
    return status;
  if (!hr_cli_load (&cli) || !hr_plan_flags_read (flags, &cli, argc > 1 ? argv[1] : NULL, &plan))
    return HR_CLI_REFUSED;
  if (explain)
    trace = hr_trace_new ();
  if (!hr_cli_estimate (&cli, &plan, &settings, &estimate, trace, "$", issues))
    {
      hr_cli_report (issues, NULL);
      return HR_CLI_REFUSED;
    }
  if (cli.json)
    print_json (out, &cli, &plan, &settings, &estimate, trace);
  else
    print_human (out, &cli, &plan, &settings, &estimate, trace);
  status = hr_cli_print (out);
  if (status == HR_CLI_DONE && estimate.fit == HR_FIT_EXCEEDS)
    status = HR_CLI_INFEASIBLE;
  return status;
}
