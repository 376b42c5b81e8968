/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include <glib/gi18n-lib.h>

#include "hr-advice.h"
#include "hr-json-values.h"
#include "hr-print-advice.h"

int
hr_verb_recommend (int    argc,
                   char **argv)
{
  g_auto (HrCli) cli = { 0 };
  g_autoptr (HrPlanFlags) flags = hr_plan_flags_new (FALSE);
  g_autoptr (HrAdvice) advice = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  HrPlan plan;
  gint64 start;
  int status;

  hr_cli_init (&cli, hr_cli_find_verb ("recommend"));
  if (!hr_cli_parse (&cli, NULL, hr_plan_flags_entries (flags), 1, &argc, &argv, &status))
    return status;
  if (!hr_cli_load (&cli) || !hr_plan_flags_read (flags, &cli, argc > 1 ? argv[1] : NULL, &plan))
    return HR_CLI_REFUSED;
  start = g_get_monotonic_time ();
  advice = hr_advice_new (&plan, cli.snapshot, cli.calibration, cli.today, NULL);
  advice->stats.seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  if (cli.json)
    {
      HrJsonWriter json;

      hr_json_init (&json, out, TRUE);
      hr_json_recommendation (&json, NULL, advice);
      g_string_append_c (out, '\n');
    }
  else
    hr_print_advice (out, advice);
  status = hr_cli_print (out);
  if (status == HR_CLI_DONE && advice->n_picks == 0)
    status = HR_CLI_INFEASIBLE;
  return status;
}
