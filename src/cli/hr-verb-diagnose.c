/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include <glib/gi18n-lib.h>

#include "hr-diagnose.h"
#include "hr-json-values.h"
#include "hr-print-advice.h"

/**
 * hr_cli_is_cured:
 *
 * Whether the work runs, or some remedy is enough.
 */
gboolean
hr_cli_is_cured (const HrDiagnosis *diagnosis)
{
  if (hr_diagnosis_runs (diagnosis))
    return TRUE;
  for (guint i = 0; i < diagnosis->n_remedies; i++)
    if (diagnosis->remedies[i].is_enough)
      return TRUE;
  return FALSE;
}

int
hr_verb_diagnose (int argc, char **argv)
{
  g_auto (HrCli) cli = { 0 };
  g_autoptr (HrPlanFlags) flags = hr_plan_flags_new (TRUE);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree HrDiagnosis *diagnosis = g_new0 (HrDiagnosis, 1);
  g_autofree char        *log = NULL;
  const GOptionEntry      entries[] = {
         { "log", 0, 0, G_OPTION_ARG_FILENAME, &log,
           N_("Read what a run wrote before it died; “-” is standard input"), "FILE" },
         { NULL }
  };
  HrPlan plan;
  int    status;

  hr_cli_init (&cli, hr_cli_find_verb ("diagnose"));
  if (!hr_cli_parse (&cli, entries, hr_plan_flags_entries (flags), 1, &argc, &argv, &status))
    return status;
  if (log != NULL)
    return hr_cli_diagnose_log (&cli, flags, log);
  if (!hr_cli_load (&cli) || !hr_plan_flags_read (flags, &cli, argc > 1 ? argv[1] : NULL, &plan))
    return HR_CLI_REFUSED;
  if (!plan.has_system || !hr_diagnose (&plan, cli.snapshot, cli.calibration, cli.today, diagnosis))
    {
      hr_cli_error (_("$.system.gpu: the plan must name the system’s GPU: see --gpu."));
      return HR_CLI_REFUSED;
    }
  if (cli.json)
    {
      HrJsonWriter json;

      hr_json_init (&json, out, TRUE);
      hr_json_diagnosis (&json, NULL, diagnosis, cli.snapshot);
      g_string_append_c (out, '\n');
    }
  else
    hr_print_diagnosis (out, diagnosis, cli.snapshot);
  status = hr_cli_print (out);
  if (status == HR_CLI_DONE && !hr_cli_is_cured (diagnosis))
    status = HR_CLI_INFEASIBLE;
  return status;
}
