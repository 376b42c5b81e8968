/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "hr-advice.h"
#include "hr-figure.h"

#define DEFAULT_WIDTH 900
#define MAX_SIZE      20000

typedef struct
{
  char    *output;
  char    *format;
  char    *theme;
  char    *sort;
  int      width;
  int      height;
  int      top;
  gboolean logarithmic;
  gboolean priced_only;
} ChartFlags;

static char *
all_kinds (void)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < HR_N_FIGURE; i++)
    g_string_append_printf (text, "%s%s", i ? ", " : "", hr_figure_nick ((HrFigureKind) i));
  return g_string_free (text, FALSE);
}

static gboolean
parse_format (const ChartFlags *chart, HrChartFormat *format)
{
  static const char *const suffixes[] = { ".svg", ".png", ".pdf" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (chart->format ? strcmp (chart->format, suffixes[i] + 1) == 0
                      : g_str_has_suffix (chart->output, suffixes[i]))
      {
        *format = (HrChartFormat) i;
        return TRUE;
      }
  /* Standard output has no name to end in anything. */
  if (chart->format == NULL && strcmp (chart->output, "-") == 0)
    {
      *format = HR_CHART_FORMAT_SVG;
      return TRUE;
    }
  if (chart->format != NULL)
    hr_cli_error (_("A chart cannot be written as “%s”: svg, png or pdf."), chart->format);
  else
    hr_cli_error (_("“%s” must end in .svg, .png or .pdf, or say --format."), chart->output);
  return FALSE;
}

static gboolean
parse_arguments (const ChartFlags *chart,
                 int               argc,
                 char            **argv,
                 HrFigureKind     *kind,
                 HrFigureOptions  *options,
                 HrChartTheme     *theme,
                 HrChartFormat    *format)
{
  g_autofree char *kinds = all_kinds ();
  HrChartThemeKind theme_kind = HR_CHART_THEME_LIGHT;

  hr_figure_options_init (options);
  if (argc < 2 || !hr_figure_parse (argv[1], kind))
    hr_cli_error (_("Name a chart, one of: %s."), kinds);
  else if (chart->output == NULL)
    hr_cli_error (_("Name a file to write: -o FILE.svg."));
  else if (chart->theme != NULL && !hr_chart_theme_parse (chart->theme, &theme_kind))
    hr_cli_error (
        _("There is no theme “%s”: light, dark, high-contrast, high-contrast-dark or print."),
        chart->theme);
  else if (chart->sort != NULL && !hr_figure_sort_parse (chart->sort, &options->sort))
    hr_cli_error (_("Charts cannot be sorted by “%s”: capacity, bandwidth, cost or name."),
                  chart->sort);
  else if (chart->width < 0 || chart->width > MAX_SIZE || chart->height < 0
           || chart->height > MAX_SIZE)
    hr_cli_error (_("A chart is at most %d pixels wide and high."), MAX_SIZE);
  else if (parse_format (chart, format))
    {
      hr_chart_theme_init (theme, theme_kind);
      return TRUE;
    }
  return FALSE;
}

static gboolean
save (HrChart *drawing, const ChartFlags *chart, const HrChartTheme *theme, HrChartFormat format)
{
  g_autoptr (GError) error = NULL;
  double width = chart->width > 0 ? chart->width : DEFAULT_WIDTH;
  double height = chart->height > 0 ? chart->height : 0; /* 0 = as high as it is best */

  if (hr_chart_save (drawing, theme, chart->output, format, width, height, &error))
    return TRUE;
  hr_cli_error (_("“%1$s” cannot be written: %2$s"), chart->output, error->message);
  return FALSE;
}

static int
draw (HrCli *cli, const ChartFlags *chart, HrPlanFlags *flags, int argc, char **argv)
{
  g_autoptr (HrAdvice) advice = NULL;
  g_autoptr (HrChart) drawing = NULL;
  HrFigureKind    kind;
  HrFigureOptions options;
  HrChartFormat   format;
  HrChartTheme    theme;
  HrPlan          plan;

  if (!parse_arguments (chart, argc, argv, &kind, &options, &theme, &format) || !hr_cli_load (cli))
    return HR_CLI_REFUSED;
  options.titled = TRUE;
  options.logarithmic = chart->logarithmic;
  options.priced_only = chart->priced_only;
  options.top = (guint) MAX (chart->top, 0);
  options.calibration = cli->calibration;
  if (hr_figure_needs_advice (kind))
    {
      if (!hr_plan_flags_read (flags, cli, argc > 2 ? argv[2] : NULL, &plan))
        return HR_CLI_REFUSED;
      advice = hr_advice_new (&plan, cli->snapshot, cli->calibration, cli->today, NULL);
    }
  drawing = hr_figure_new (kind, advice, cli->snapshot, &options);
  if (!save (drawing, chart, &theme, format))
    return HR_CLI_REFUSED;
  return hr_chart_is_empty (drawing) ? HR_CLI_INFEASIBLE : HR_CLI_DONE;
}

int
hr_verb_chart (int argc, char **argv)
{
  g_auto (HrCli) cli = { 0 };
  g_autoptr (HrPlanFlags) flags = hr_plan_flags_new (FALSE);
  g_autofree char   *kinds = all_kinds ();
  g_autofree char   *help = NULL;
  ChartFlags         chart = { 0 };
  const GOptionEntry own[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &chart.output,
      N_("The file to write: .svg, .png or .pdf; “-” is standard output"), "FILE" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &chart.format,
      N_("svg, png or pdf, whatever the file is called"), "FORMAT" },
    { "theme", 0, 0, G_OPTION_ARG_STRING, &chart.theme,
      N_("light, dark, high-contrast, high-contrast-dark or print"), "THEME" },
    { "width", 0, 0, G_OPTION_ARG_INT, &chart.width, N_("Pixels"), "N" },
    { "height", 0, 0, G_OPTION_ARG_INT, &chart.height,
      N_("Pixels; as high as it needs to be by default"), "N" },
    { "top", 0, 0, G_OPTION_ARG_INT, &chart.top, N_("Cards of a segment at most"), "N" },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &chart.sort, N_("capacity, bandwidth, cost or name"),
      "BY" },
    { "logarithmic", 0, 0, G_OPTION_ARG_NONE, &chart.logarithmic, N_("Logarithmic axes"), NULL },
    { "priced-only", 0, 0, G_OPTION_ARG_NONE, &chart.priced_only,
      N_("Only cards that have a price"), NULL },
    { NULL }
  };
  int status;

  hr_cli_init (&cli, hr_cli_find_verb ("chart"));
  help = g_strdup_printf (_("KIND is one of: %s."), kinds);
  cli.description = help;
  if (hr_cli_parse (&cli, own, hr_plan_flags_entries (flags), 2, &argc, &argv, &status))
    status = draw (&cli, &chart, flags, argc, argv);
  g_free (chart.output);
  g_free (chart.format);
  g_free (chart.theme);
  g_free (chart.sort);
  return status;
}
