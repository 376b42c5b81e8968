/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-figure-private.h"

#include "hr-bar-panels.h"
#include "hr-sensitivity.h"
#include "hr-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What a run costs: on each build, and how much that moves with what is assumed. */

#define MAX_MACHINES 12

/* An axis of time has round figures in the unit that the longest run is said in. */
static const struct
{
  double      seconds, from;
  const char *title;
} time_units[] = {
  { 86400, 48 * 3600, NC_("time axis", "days a run") },
  { 3600, 2 * 3600, NC_("time axis", "hours a run") },
  { 60, 120, NC_("time axis", "minutes a run") },
  { 1, 0, NC_("time axis", "seconds a run") },
};

static guint
time_unit_for (double longest)
{
  guint unit = 0;

  while (longest < time_units[unit].from)
    unit++;
  return unit;
}

/* "cost" as text, or that there is none. */
static char *
money_or_none (const HrFigureInput *input, double usd)
{
  return usd > 0 ? hr_text_money (usd, input->currency, input->snapshot)
                 : g_strdup (_("no offer"));
}

static void
add_job (const HrFigureInput *input, HrChart *chart, const HrPick *pick, guint time_unit)
{
  const HrCost    *cost = &pick->cost;
  double           values[3] = { pick->estimate.seconds / time_units[time_unit].seconds,
                                 hr_figure_to_currency (input, cost->job_usd),
                                 hr_figure_to_currency (input, cost->rent_job_usd) };
  g_autofree char *name = hr_figure_machine (pick->build.gpu, pick->build.gpu_count);
  g_autofree char *short_name = hr_figure_short_machine (pick->build.gpu, pick->build.gpu_count);
  g_autofree char *time = hr_text_seconds (pick->estimate.seconds);
  g_autofree char *job = hr_text_money (cost->job_usd, input->currency, input->snapshot);
  g_autofree char *rent = money_or_none (input, cost->rent_job_usd);
  const char      *texts[] = { time, job, rent };

  hr_bar_panels_add_bar (chart, pick->build.gpu->id, name, values, texts, texts);
  hr_bar_panels_set_short (chart, short_name);
}

static void
add_job_panels (HrChart *chart, HrFigureMoney *money, guint time_unit, HrScaleKind scale)
{
  hr_bar_panels_add_panel (chart, _("Time"),
                           g_dpgettext2 (GETTEXT_PACKAGE, "time axis", time_units[time_unit].title),
                           scale, hr_figure_format_number, NULL);
  hr_bar_panels_add_panel (chart, _("Bought"), _("share of the machine, and energy"), scale,
                           hr_figure_format_money, money);
  hr_bar_panels_add_panel (chart, _("Rented"), _("at the cheapest offer"), scale,
                           hr_figure_format_money, money);
}

/* Time and cost of one run on each build, bought and rented, in the order of the ranking. */
HrChart *
hr_figure_job_cost (const HrFigureInput *input)
{
  HrChart       *chart = hr_bar_panels_new ();
  HrFigureMoney *money = hr_figure_money_new (input, chart);
  const guint    most = input->options->top > 0 ? MIN (input->options->top * 2, MAX_MACHINES)
                                                : MAX_MACHINES;
  guint          n, time_unit;
  double         longest = 0;

  hr_chart_set_summary (chart, _("What one run takes and costs on each build, bought and rented, "
                                  "best ranked first."));
  hr_chart_set_empty_text (chart, _("There is no machine to run on: no build fits the question."));
  n = input->advice ? MIN (input->advice->n_picks, most) : 0;
  for (guint i = 0; i < n; i++)
    longest = MAX (longest, input->advice->picks[i].estimate.seconds);
  time_unit = time_unit_for (longest);
  add_job_panels (chart, money, time_unit,
                  input->options->logarithmic ? HR_SCALE_LOG : HR_SCALE_LINEAR);
  if (n > 0)
    hr_bar_panels_add_group (chart, _("Builds"), HR_CHART_HUE_TEAL);
  for (guint i = 0; i < n; i++)
    add_job (input, chart, &input->advice->picks[i], time_unit);
  return chart;
}

static const char *
assumption_label (HrAssumption assumption)
{
  static const char *const labels[HR_N_ASSUMPTION] = {
    [HR_ASSUMPTION_SPEED] = NC_("assumption", "Speed"),
    [HR_ASSUMPTION_MACHINE_PRICE] = NC_("assumption", "Price of the machine"),
    [HR_ASSUMPTION_HOURS] = NC_("assumption", "Hours a week"),
    [HR_ASSUMPTION_HORIZON] = NC_("assumption", "Years of use"),
    [HR_ASSUMPTION_ELECTRICITY] = NC_("assumption", "Electricity"),
    [HR_ASSUMPTION_RESALE] = NC_("assumption", "Resale"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "assumption", labels[assumption]);
}

/* "Hours a week, × 0.5 to × 2"; a share of the purchase is said in percent. */
static char *
assumption_range (const HrSensitivity *entry)
{
  const char      *label = assumption_label (entry->assumption);
  gboolean         is_share = entry->assumption == HR_ASSUMPTION_RESALE;
  g_autofree char *low = is_share ? hr_text_percent (entry->low) : hr_text_number (entry->low, 2);
  g_autofree char *high = is_share ? hr_text_percent (entry->high)
                                   : hr_text_number (entry->high, 3);

  if (is_share)
    /* Translators: an assumption, and the range of percentages that it is moved over. */
    return g_strdup_printf (_("%1$s, %2$s to %3$s"), label, low, high);
  /* Translators: an assumption, and the range of factors that it is moved over. */
  return g_strdup_printf (_("%1$s, × %2$s to × %3$s"), label, low, high);
}

static void
add_assumption (const HrFigureInput *input, HrChart *chart, const HrSensitivity *entry)
{
  double           values[] = { hr_figure_to_currency (input, entry->least_usd),
                                hr_figure_to_currency (input, entry->most_usd) };
  g_autofree char *name = assumption_range (entry);
  g_autofree char *least = hr_text_money (entry->least_usd, input->currency, input->snapshot);
  g_autofree char *most = hr_text_money (entry->most_usd, input->currency, input->snapshot);
  const char      *texts[] = { least, most };

  hr_bar_panels_add_bar (chart, NULL, name, values, texts, texts);
  hr_bar_panels_set_short (chart, assumption_label (entry->assumption));
}

static char *
sensitivity_summary (const HrFigureInput *input, const HrSensitivity *first)
{
  g_autofree char *machine = hr_figure_machine (input->pick->build.gpu,
                                                input->pick->build.gpu_count);

  /* Translators: a machine, and the assumption that moves the cost most. */
  return g_strdup_printf (_("What a run on %1$s costs at least and at most when one assumption "
                             "changes. “%2$s” moves it most."),
                          machine, assumption_label (first->assumption));
}

/* How far one assumption after the other moves the cost of a run, what moves it most first. */
HrChart *
hr_figure_sensitivity (const HrFigureInput *input)
{
  HrChart         *chart = hr_bar_panels_new ();
  HrFigureMoney   *money = hr_figure_money_new (input, chart);
  HrSensitivity    list[HR_N_ASSUMPTION];
  guint            n = 0;
  g_autofree char *now = NULL, *text = NULL, *summary = NULL;

  hr_chart_set_empty_text (chart, _("There is no cost to vary: no build fits the question, or it "
                                     "has no price."));
  hr_bar_panels_add_panel (chart, _("A run costs at least"), NULL, HR_SCALE_LINEAR,
                           hr_figure_format_money, money);
  hr_bar_panels_add_panel (chart, _("A run costs at most"), NULL, HR_SCALE_LINEAR,
                           hr_figure_format_money, money);
  if (input->advice != NULL && input->pick != NULL)
    n = hr_sensitivity_list (&input->advice->plan, input->snapshot, input->pick, list);
  if (n == 0)
    return chart;
  now = hr_text_money (input->pick->cost.job_usd, input->currency, input->snapshot);
  /* Translators: %s is money: what a run costs as things are assumed now. */
  text = g_strdup_printf (_("now %s"), now);
  for (guint panel = 0; panel < 2; panel++)
    hr_bar_panels_add_line (chart, panel, hr_figure_to_currency (input, input->pick->cost.job_usd),
                            text);
  hr_bar_panels_add_group (chart, _("Assumptions"), HR_CHART_HUE_AMBER);
  for (guint i = 0; i < n; i++)
    add_assumption (input, chart, &list[i]);
  summary = sensitivity_summary (input, &list[0]);
  hr_chart_set_summary (chart, summary);
  return chart;
}
