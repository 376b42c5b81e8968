/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "hr-comparison.h"
#include "hr-json-values.h"
#include "hr-print-advice.h"

/* The arguments that the catalog knows are cards; one that it does not, and that comes last, is the
 * plan. */
static gboolean
sort_arguments (const HrCli *cli,
                int          argc,
                char       **argv,
                const HrGpu *gpus[HR_MAX_COMPARED],
                guint       *n_gpus,
                const char **file)
{
  *n_gpus = 0;
  *file = NULL;
  for (int i = 1; i < argc; i++)
    {
      gboolean     is_file = g_str_equal (argv[i], "-") || strpbrk (argv[i], "./") != NULL;
      const HrGpu *gpu = is_file && i + 1 == argc ? NULL : hr_cli_gpu (cli, argv[i]);

      if (gpu != NULL && *n_gpus < HR_MAX_COMPARED)
        gpus[(*n_gpus)++] = gpu;
      else if (gpu == NULL && is_file && i + 1 == argc)
        *file = argv[i];
      else if (gpu == NULL)
        return FALSE;
      else
        {
          hr_cli_error (_("At most %d cards can be compared."), HR_MAX_COMPARED);
          return FALSE;
        }
    }
  if (*n_gpus >= 2)
    return TRUE;
  hr_cli_error (_("Name two to %d cards."), HR_MAX_COMPARED);
  return FALSE;
}

int
hr_verb_compare (int argc, char **argv)
{
  g_auto (HrCli) cli = { 0 };
  g_autoptr (HrPlanFlags) flags = hr_plan_flags_new (FALSE);
  g_autoptr (HrComparison) comparison = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  const HrGpu *gpus[HR_MAX_COMPARED];
  const char  *file;
  HrPlan       plan;
  guint        n_gpus;
  int          status;

  hr_cli_init (&cli, hr_cli_find_verb ("compare"));
  if (!hr_cli_parse (&cli, NULL, hr_plan_flags_entries (flags), HR_MAX_COMPARED + 2, &argc, &argv,
                     &status))
    return status;
  if (!hr_cli_load (&cli) || !sort_arguments (&cli, argc, argv, gpus, &n_gpus, &file)
      || !hr_plan_flags_read (flags, &cli, file, &plan))
    return HR_CLI_REFUSED;
  comparison = hr_comparison_new (&plan, cli.snapshot, cli.calibration, cli.today, gpus, n_gpus);
  if (cli.json)
    {
      HrJsonWriter json;

      hr_json_init (&json, out, TRUE);
      hr_json_comparison (&json, NULL, comparison);
      g_string_append_c (out, '\n');
    }
  else
    hr_print_comparison (out, comparison);
  status = hr_cli_print (out);
  if (status == HR_CLI_DONE && comparison->best_fit < 0)
    status = HR_CLI_INFEASIBLE;
  return status;
}
