/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-figure-private.h"

#include "hr-plot.h"
#include "hr-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define STEPS          12
#define WEEKS_PER_YEAR 52.1775
#define MAX_YEARS      10 /* that a chart looks ahead for what lies beyond the plan's horizon */

static void
add_front (const HrFigureInput *input, HrChart *chart, guint series)
{
  const HrAdvice *advice = input->advice;
  const HrPick   *first = &advice->picks[0];

  for (guint i = 0; i < advice->n_pareto; i++)
    {
      const HrParetoPoint *point = &advice->pareto[i];
      g_autofree char *price = hr_text_money (point->price_usd, input->currency, input->snapshot);
      g_autofree char *time = hr_text_seconds (point->seconds);
      g_autofree char *spoken = g_strdup_printf ("%s, %s", price, time);
      g_autofree char *name = hr_figure_short_machine (point->gpu, point->gpu_count);
      /* The work is the same for all: speed is as the inverse of time. */
      double y = point->pick >= 0
                     ? hr_figure_throughput (&advice->picks[point->pick])
                     : hr_figure_throughput (first) * first->estimate.seconds / point->seconds;

      hr_plot_add_point (chart, series, point->gpu->id, point->pick >= 0 ? NULL : name,
                         hr_figure_to_currency (input, point->price_usd), y, spoken);
    }
}

static gboolean
is_named (const HrFigureInput *input, guint index)
{
  const HrAdvice *advice = input->advice;

  if (&advice->picks[index] == input->pick || advice->picks[index].roles != 0)
    return TRUE;
  for (guint i = 0; i < advice->n_pareto; i++)
    if (advice->pareto[i].pick == (int) index)
      return TRUE;
  return FALSE;
}

static void
add_picks (const HrFigureInput *input, HrChart *chart, const guint series[HR_N_SEGMENT])
{
  const HrAdvice *advice = input->advice;

  for (guint i = 0; i < advice->n_picks; i++)
    {
      const HrPick       *pick = &advice->picks[i];
      const HrThroughput *throughput = &pick->estimate.throughput;
      g_autofree char    *name = hr_figure_machine (pick->build.gpu, pick->build.gpu_count);
      g_autofree char    *short_name = hr_figure_short_machine (pick->build.gpu,
                                                                pick->build.gpu_count);
      g_autofree char    *price = hr_text_money (pick->build.price_usd, input->currency,
                                                 input->snapshot);
      g_autofree char    *rate = hr_text_rate (hr_figure_throughput (pick), throughput->unit);
      g_autofree char    *spoken = g_strdup_printf ("%s, %s", price, rate);
      double              n = throughput->per_gpu ? pick->estimate.gpu_count : 1;

      hr_plot_add_point (chart, series[pick->build.gpu->segment], pick->build.gpu->id, name,
                         hr_figure_to_currency (input, pick->build.price_usd),
                         throughput->value * n, spoken);
      /* Names for those that matter; the others are read by pointing at them. */
      hr_plot_set_short (chart, is_named (input, i) ? short_name : "");
      if (pick == input->pick)
        {
          hr_plot_set_band (chart, throughput->low * n, throughput->high * n);
          hr_plot_emphasize (chart);
        }
    }
}

/* Price against speed of the picks, with the front and the budget. */
HrChart *
hr_figure_price_speed (const HrFigureInput *input)
{
  HrScaleKind          scale = input->options->logarithmic ? HR_SCALE_LOG : HR_SCALE_LINEAR;
  HrChart             *chart = hr_plot_new ();
  HrFigureMoney       *money = hr_figure_money_new (input, chart);
  const HrConstraints *constraints;
  guint                front, series[HR_N_SEGMENT];
  g_autofree char     *x_title = NULL;
  gboolean             is_used[HR_N_SEGMENT] = { FALSE };

  hr_chart_set_empty_text (chart,
                           _("No build fits the question: there is no price to set against a "
                              "speed."));
  hr_chart_set_summary (
      chart, _("Price of each build against its speed, with the line of the builds that "
                "no cheaper one beats."));
  if (input->advice == NULL || input->advice->n_picks == 0)
    return chart;
  constraints = &input->advice->plan.constraints;
  /* Translators: %s is a currency's code. */
  x_title = g_strdup_printf (_("price of the machine, %s"), input->currency);
  hr_plot_set_axis (chart, HR_PLOT_X, x_title, scale, FALSE, hr_figure_format_money, money);
  hr_plot_set_axis (
      chart, HR_PLOT_Y,
      hr_text_enum (&hr_enum_rate_unit, (int) input->advice->picks[0].estimate.throughput.unit),
      scale, TRUE, hr_figure_format_number, NULL);
  front = hr_plot_add_series (chart, _("no cheaper build is faster"), HR_PLOT_STEPS,
                              HR_CHART_HUE_TEAL, HR_MARKER_CIRCLE, 0);
  for (guint i = 0; i < input->advice->n_picks; i++)
    is_used[input->advice->picks[i].build.gpu->segment] = TRUE;
  for (guint s = 0; s < HR_N_SEGMENT; s++)
    series[s] = hr_plot_add_series (
        chart, is_used[s] ? hr_text_enum (&hr_enum_segment, (int) s) : NULL, HR_PLOT_POINTS,
        hr_figure_segment_hue ((HrSegment) s), hr_figure_segment_marker ((HrSegment) s), 0);
  add_front (input, chart, front);
  add_picks (input, chart, series);
  if (constraints->budget > 0 && constraints->covers == HR_COVERS_BUILD)
    {
      double usd = hr_money_to_usd (input->snapshot, constraints->budget, constraints->currency);
      g_autofree char *budget = hr_text_money (usd, input->currency, input->snapshot);
      /* Translators: %s is money. */
      g_autofree char *text = g_strdup_printf (_("budget %s"), budget);

      hr_plot_add_limit (chart, HR_PLOT_X, hr_figure_to_currency (input, usd), text, TRUE);
    }
  return chart;
}

static double
hours_per_month (const HrFigureInput *input)
{
  return input->advice->plan.economics.hours_per_week * WEEKS_PER_YEAR / 12;
}

static void
add_line (const HrFigureInput *input,
          HrChart             *chart,
          guint                series,
          double               start_usd,
          double               hour_usd,
          double               months)
{
  double hours = months * hours_per_month (input);

  for (guint i = 0; i <= STEPS; i++)
    {
      double           at = months * i / STEPS, usd = start_usd + hour_usd * hours * i / STEPS;
      g_autofree char *money = hr_text_money (usd, input->currency, input->snapshot);
      g_autofree char *time = hr_text_unit_value (round (hours * i / STEPS), HR_UNIT_HOURS);
      /* Translators: money that was spent after so many hours of use. */
      g_autofree char *spoken = g_strdup_printf (_("%1$s after %2$s"), money, time);

      hr_plot_add_point (chart, series, NULL, NULL, at, hr_figure_to_currency (input, usd), spoken);
    }
}

/* The pick itself, or the best ranked machine whose like can be rented. */
static const HrPick *
rentable (const HrFigureInput *input)
{
  if (input->pick->cost.rent)
    return input->pick;
  for (guint i = 0; i < input->advice->n_picks; i++)
    if (input->advice->picks[i].cost.rent)
      return &input->advice->picks[i];
  return NULL;
}

/* The lines of both, named. */
static void
add_spending (
    const HrFigureInput *input, HrChart *chart, const HrPick *pick, guint *buy, guint *rent)
{
  g_autofree char *machine = hr_figure_machine (pick->build.gpu, pick->build.gpu_count);
  /* Translators: %s is a machine, e.g. "2 × GeForce RTX 4090". */
  g_autofree char *bought = g_strdup_printf (_("buy: %s"), machine);
  g_autofree char *an_hour = hr_text_money (pick->cost.rent_hour_usd, input->currency,
                                            input->snapshot);
  /* Translators: who rents it out, and money for an hour. */
  g_autofree char *rented = g_strdup_printf (_("rent: %1$s, %2$s an hour"),
                                             pick->cost.rent->provider, an_hour);

  *buy = hr_plot_add_series (chart, bought, HR_PLOT_LINE, HR_CHART_HUE_BLUE, HR_MARKER_CIRCLE, 0);
  *rent = hr_plot_add_series (chart, rented, HR_PLOT_LINE, HR_CHART_HUE_ORANGE, HR_MARKER_SQUARE,
                              7);
}

/* Where the lines cross, or that they do not while the machine is used. */
static void
add_crossing (const HrFigureInput *input, HrChart *chart, const HrPick *pick, double months)
{
  double           crossing = pick->cost.break_even_hours / hours_per_month (input);
  double           horizon = input->advice->plan.economics.horizon_years * 12;
  g_autofree char *hours = hr_text_unit_value (round (pick->cost.break_even_hours), HR_UNIT_HOURS);
  g_autofree char *number = hr_text_number (ceil (crossing), 4);
  g_autofree char *text = NULL, *end = NULL;

  if (crossing > 0 && crossing <= months)
    {
      /* Translators: a number of months, and the hours of use in them. */
      text = g_strdup_printf (ngettext ("buying wins after %1$s month (%2$s)",
                                        "buying wins after %1$s months (%2$s)",
                                        (gulong) ceil (crossing)),
                              number, hours);
      hr_plot_add_limit (chart, HR_PLOT_X, crossing, text, FALSE);
    }
  if (crossing > 0 && crossing <= horizon)
    return;
  end = crossing > 0 ? g_strdup (_("your plan ends: renting is cheaper until here"))
                     : g_strdup (_("your plan ends: renting stays cheaper"));
  hr_plot_add_limit (chart, HR_PLOT_X, horizon, end, FALSE);
}

static char *
spending_summary (const HrFigureInput *input, const HrPick *pick)
{
  g_autofree char *hours = hr_text_number (input->advice->plan.economics.hours_per_week, 3);
  g_autofree char *name = hr_figure_machine (pick->build.gpu, pick->build.gpu_count);

  if (pick == input->pick)
    /* Translators: %s is a number of hours a week. */
    return g_strdup_printf (
        _("Money spent over the months, buying against renting, at %s hours of "
           "use a week."),
        hours);
  /* Translators: a number of hours a week, and a machine. */
  return g_strdup_printf (
      _("Money spent over the months, buying against renting, at %1$s hours of "
         "use a week, with %2$s: the best ranked build whose cards can be "
         "rented."),
      hours, name);
}

/* What has been spent after so many months of use, bought (less resale) and rented. */
HrChart *
hr_figure_buy_or_rent (const HrFigureInput *input)
{
  const HrPick    *pick;
  HrChart         *chart = hr_plot_new ();
  HrFigureMoney   *money = hr_figure_money_new (input, chart);
  const HrCost    *cost;
  double           horizon, months, crossing, energy_hour, purchase;
  g_autofree char *summary = NULL;
  guint            buy, rent;

  hr_chart_set_empty_text (chart, _("There is no machine to buy: no build fits the question."));
  if (input->pick == NULL || input->advice == NULL)
    return chart;
  hr_chart_set_empty_text (
      chart, _("No rent offer in the catalog is for a card of these builds or an equivalent "
                "one."));
  pick = rentable (input);
  if (pick == NULL || !(pick->cost.rent_hour_usd > 0) || !(pick->estimate.seconds > 0)
      || !(hours_per_month (input) > 0))
    return chart;
  cost = &pick->cost;
  summary = spending_summary (input, pick);
  hr_chart_set_summary (chart, summary);
  months = horizon = input->advice->plan.economics.horizon_years * 12;
  crossing = cost->break_even_hours / hours_per_month (input);
  if (crossing > months && crossing < MIN (3 * months, MAX_YEARS * 12))
    months = crossing * 1.15;
  energy_hour = cost->energy_usd / (pick->estimate.seconds / 3600);
  purchase = (cost->per_hour_usd - energy_hour) * horizon * hours_per_month (input);
  hr_plot_set_axis (chart, HR_PLOT_X, _("months of use"), HR_SCALE_LINEAR, TRUE,
                    hr_figure_format_number, NULL);
  hr_plot_set_axis (chart, HR_PLOT_Y, _("money spent, less resale"), HR_SCALE_LINEAR, TRUE,
                    hr_figure_format_money, money);
  add_spending (input, chart, pick, &buy, &rent);
  add_line (input, chart, buy, purchase, energy_hour, months);
  add_line (input, chart, rent, 0, cost->rent_hour_usd, months);
  add_crossing (input, chart, pick, months);
  return chart;
}
