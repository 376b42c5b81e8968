/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include <glib/gi18n-lib.h>

#include "hr-advice.h"
#include "hr-json-values.h"
#include "hr-own.h"
#include "hr-pick-trace.h"
#include "hr-print-advice.h"
#include "hr-print-estimate.h"
#include "hr-report.h"

typedef struct
{
  char *pdf;
  char *markdown;
  char *csv;
} ReportFiles;

static gboolean
write_one (const HrAdvice        *advice,
           const HrReportOptions *options,
           const char            *file,
           gboolean (*write) (const HrAdvice *, const char *, const HrReportOptions *, GError **))
{
  g_autoptr (GError) error = NULL;

  if (file == NULL || write (advice, file, options, &error))
    return TRUE;
  /* Translators: a file's name and the reason. */
  hr_cli_error (_("“%1$s” cannot be written: %2$s"), file, error->message);
  return FALSE;
}

static gboolean
write_reports (const HrCli *cli, const HrAdvice *advice, const ReportFiles *files, gboolean explain)
{
  HrReportOptions options;

  hr_report_options_init (&options);
  options.calibration = cli->calibration;
  options.with_trace = explain;
  return write_one (advice, &options, files->pdf, hr_report_write_pdf)
         && write_one (advice, &options, files->markdown, hr_report_write_markdown)
         && write_one (advice, &options, files->csv, hr_report_write_csv);
}

static gboolean
is_output (const char *file)
{
  return g_strcmp0 (file, "-") == 0;
}

/* How the figures of the pick were computed, or of what comes nearest. */
static void
print_trace (GString *out, const HrAdvice *advice, const HrCalibration *calibration)
{
  const HrPick *pick = advice->n_picks > 0 ? &advice->picks[0] : advice->nearest_miss;
  g_autoptr (HrTrace) trace = NULL;

  if (pick == NULL)
    return;
  trace = hr_pick_trace (advice, pick, calibration);
  g_string_append_c (out, '\n');
  hr_print_trace (out, trace, advice->plan.constraints.currency, advice->snapshot);
}

static int
recommend (HrCli *cli, const HrPlan *plan, const ReportFiles *files, gboolean all, gboolean explain)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (HrAdvice)
      advice = hr_advice_new (plan, cli->snapshot, cli->calibration, cli->today, NULL);
  g_autoptr (HrOwn) own = hr_own_is_asked (plan) ? hr_own_new (advice, cli->calibration, NULL)
                                                 : NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  int status = HR_CLI_DONE;

  advice->stats.seconds = (double) (g_get_monotonic_time () - start) / 1e6;
  if (cli->json)
    {
      HrJsonWriter json;

      hr_json_init (&json, out, TRUE);
      hr_json_recommendation (&json, NULL, advice, own, explain ? cli->calibration : NULL);
      g_string_append_c (out, '\n');
    }
  else
    {
      if (own != NULL)
        hr_print_own (out, own);
      else
        hr_print_advice (out, advice, all);
      if (explain)
        print_trace (out, advice, cli->calibration);
    }
  /* A report on standard output stands there alone. */
  if (!is_output (files->pdf) && !is_output (files->markdown) && !is_output (files->csv))
    status = hr_cli_print (out);
  if (!write_reports (cli, advice, files, explain))
    return HR_CLI_REFUSED;
  if (status == HR_CLI_DONE && !(own ? own->changes[0].is_feasible : advice->n_picks > 0))
    status = HR_CLI_INFEASIBLE;
  return status;
}

int
hr_verb_recommend (int argc, char **argv)
{
  g_auto (HrCli) cli = { 0 };
  g_autoptr (HrPlanFlags) flags = hr_plan_flags_new (TRUE);
  ReportFiles        files = { 0 };
  gboolean           all = FALSE, explain = FALSE;
  const GOptionEntry own[] = {
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &files.pdf,
      N_("Write the report as PDF as well; “-” is standard output, alone"), "FILE" },
    { "markdown", 0, 0, G_OPTION_ARG_FILENAME, &files.markdown,
      N_("Write the report as Markdown as well"), "FILE" },
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &files.csv,
      N_("Write the table of builds as CSV as well"), "FILE" },
    { "all", 0, 0, G_OPTION_ARG_NONE, &all,
      N_("Show every reason, what would change the pick, and why cards are out"), NULL },
    { "explain", 0, 0, G_OPTION_ARG_NONE, &explain,
      N_("Show each term with formula, inputs and source; in the reports, too"), NULL },
    { NULL }
  };
  HrPlan plan;
  int    status;

  hr_cli_init (&cli, hr_cli_find_verb ("recommend"));
  if (!hr_cli_parse (&cli, own, hr_plan_flags_entries (flags), 1, &argc, &argv, &status))
    return status;
  if (hr_cli_load (&cli) && hr_plan_flags_read (flags, &cli, argc > 1 ? argv[1] : NULL, &plan))
    status = recommend (&cli, &plan, &files, all, explain);
  else
    status = HR_CLI_REFUSED;
  g_free (files.pdf);
  g_free (files.markdown);
  g_free (files.csv);
  return status;
}
