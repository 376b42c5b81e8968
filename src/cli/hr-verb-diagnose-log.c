/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "hr-diagnose.h"
#include "hr-json-values.h"
#include "hr-plan-json.h"
#include "hr-plan-keys.h"
#include "hr-print-advice.h"
#include "hr-print-log.h"

/* "workload.model" in the document. */
static gboolean
has_member (JsonObject *plan, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", 2);
  JsonNode *section = json_object_get_member (plan, parts[0]);

  return section != NULL && JSON_NODE_HOLDS_OBJECT (section)
         && json_object_has_member (json_node_get_object (section), parts[1]);
}

/* Those keys that the flags have not answered either. */
static GStrv
still_open (JsonObject *plan, char **asks)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; asks[i] != NULL; i++)
    if (!has_member (plan, asks[i]))
      g_strv_builder_add (builder, asks[i]);
  return g_strv_builder_end (builder);
}

/* The arithmetic of the plan, where the text and the flags tell enough for one. FALSE: what a flag
 * says is refused. */
static gboolean
work_out (HrCli *cli, JsonObject *document, char **asks, HrDiagnosis *diagnosis, gboolean *is_known)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  HrPlan plan;

  *is_known = FALSE;
  if (asks[0] != NULL)
    return TRUE;
  json_node_set_object (root, document);
  if (!hr_plan_parse_node (root, "$", cli->snapshot, &plan, issues))
    {
      hr_cli_report (issues, NULL);
      return FALSE;
    }
  *is_known = plan.has_system
              && hr_diagnose (&plan, cli->snapshot, cli->calibration, cli->today, diagnosis);
  return TRUE;
}

static void
print_json (GString           *out,
            const HrLog       *log,
            JsonObject        *plan,
            char             **asks,
            const HrDiagnosis *diagnosis,
            const HrSnapshot  *snapshot)
{
  HrJsonWriter json;

  hr_json_init (&json, out, TRUE);
  hr_json_begin_object (&json, NULL);
  hr_json_log (&json, "log", log, plan, asks);
  if (diagnosis != NULL)
    hr_json_diagnosis (&json, "diagnosis", diagnosis, snapshot);
  else
    hr_json_null (&json, "diagnosis");
  hr_json_end_object (&json);
  g_string_append_c (out, '\n');
}

/**
 * hr_cli_diagnose_log:
 * @flags: what the user says beside the text; it counts before the text
 * @file: "-" = standard input
 */
int
hr_cli_diagnose_log (HrCli *cli, HrPlanFlags *flags, const char *file)
{
  g_autofree char *data = NULL;
  g_autoptr (HrLog) log = NULL;
  g_autoptr (JsonObject) plan = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree HrDiagnosis *diagnosis = g_new0 (HrDiagnosis, 1);
  g_auto (GStrv) missing = NULL, asks = NULL;
  gboolean is_known;
  gsize    length;
  int      status;

  if (!hr_cli_load (cli) || !hr_cli_read (file, HR_LOG_MAX_BYTES, &data, &length))
    return HR_CLI_REFUSED;
  log = hr_log_read (data, length);
  plan = hr_log_plan (log, cli->snapshot, &missing);
  if (!hr_plan_flags_merge (flags, plan))
    return HR_CLI_REFUSED;
  asks = still_open (plan, missing);
  if (!work_out (cli, plan, asks, diagnosis, &is_known))
    return HR_CLI_REFUSED;
  if (cli->json)
    print_json (out, log, plan, asks, is_known ? diagnosis : NULL, cli->snapshot);
  else
    {
      hr_print_log (out, log, cli->snapshot);
      if (is_known)
        {
          g_string_append_printf (out, "\n%s\n", _("The plan that the text lets fill in"));
          hr_print_diagnosis (out, diagnosis, cli->snapshot);
        }
      else
        hr_print_log_asks (out, asks);
    }
  status = hr_cli_print (out);
  if (status == HR_CLI_DONE && is_known && !hr_cli_is_cured (diagnosis))
    status = HR_CLI_INFEASIBLE;
  return status;
}
