/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-report-model.h"

#include "hr-figure.h"
#include "hr-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define FAR_APART     20 /* times the cheapest build */
#define FIRST_REASONS 3  /* on the first page */

static char *
machine_name (const HrBuild *build)
{
  if (build->gpu == NULL)
    return g_strdup ("–");
  /* Translators: %1$u GPUs of the name %2$s. */
  return g_strdup_printf (_("%1$u × %2$s"), build->gpu_count, build->gpu->name);
}

/* "AMD AM5, 64 GiB of RAM, power supply of 850 W" */
static char *
machine_detail (const HrBuild *build)
{
  g_autofree char *ram = hr_text_gib (build->ram_gib);
  g_autofree char *watts = hr_text_unit_value (build->psu_w, HR_UNIT_W);

  if (build->platform == NULL)
    return g_strdup ("");
  if (!(build->psu_w > 0))
    /* Translators: a platform such as "AMD AM5", and an amount of memory. */
    return g_strdup_printf (_("%1$s, %2$s of RAM"), build->platform->name, ram);
  /* Translators: a platform such as "AMD AM5", an amount of memory, a power in watts. */
  return g_strdup_printf (_("%1$s, %2$s of RAM, power supply of %3$s"), build->platform->name, ram,
                          watts);
}

static void
add_figure (HrBlock *hero, char *value, char *caption)
{
  g_ptr_array_add (hero->figures, value);
  g_ptr_array_add (hero->figures, caption);
}

static char *
dates_of (const HrBuild *build)
{
  g_autofree char *oldest = NULL, *newest = NULL;

  if (!hr_date_is_known (build->newest))
    return g_strdup (_("price, without a date"));
  oldest = hr_text_date (build->oldest);
  newest = hr_text_date (build->newest);
  if (strcmp (oldest, newest) == 0)
    /* Translators: %s is a date. */
    return g_strdup_printf (_("prices of %s"), newest);
  /* Translators: the dates of the oldest and of the newest price. */
  return g_strdup_printf (_("prices of %1$s to %2$s"), oldest, newest);
}

static char *
band (char *low, char *high)
{
  /* Translators: the two ends of a range. */
  char *text = g_strdup_printf (_("%1$s to %2$s"), low, high);

  g_free (low);
  g_free (high);
  return text;
}

static void
add_figures (HrReportWriter *writer, HrBlock *hero)
{
  const HrPick     *pick = writer->pick;
  const HrEstimate *estimate = &pick->estimate;
  const HrCost     *cost = &pick->cost;
  g_autofree char  *times = band (hr_text_seconds (estimate->seconds_low),
                                  hr_text_seconds (estimate->seconds_high));
  g_autofree char  *costs = band (hr_report_money (writer, cost->job_low_usd),
                                  hr_report_money (writer, cost->job_high_usd));
  g_autofree char *needs = band (hr_text_gib (estimate->low_gib), hr_text_gib (estimate->high_gib));
  g_autofree char *free_gib = hr_text_gib (fabs (pick->headroom_gib));
  g_autofree char *available = hr_text_gib (estimate->available_gib);

  hero->figures = g_ptr_array_new_with_free_func (g_free);
  add_figure (hero, hr_report_money (writer, pick->build.price_usd), dates_of (&pick->build));
  /* What does not fit takes no time. */
  if (estimate->fit != HR_FIT_EXCEEDS)
    {
      /* Translators: %s is a range of times. */
      add_figure (hero, hr_text_seconds (estimate->seconds),
                  g_strdup_printf (_("to finish (%s)"), times));
      add_figure (hero, hr_report_money (writer, cost->job_usd),
                  /* Translators: %s is a range of money. */
                  g_strdup_printf (_("a run, all in (%s)"), costs));
    }
  /* Translators: memory that is left on each card; the caption below it follows. */
  add_figure (hero,
              g_strdup_printf (pick->headroom_gib < 0 ? _("%s short") : _("%s free"), free_gib),
              /* Translators: an amount of memory, and the range of what is needed. */
              g_strdup_printf (_("of %1$s on each GPU (%2$s needed)"), available, needs));
}

static void
add_chart (HrReportWriter *writer, HrFigureKind kind)
{
  HrFigureOptions options;
  HrChart        *chart;

  hr_figure_options_init (&options);
  options.currency = writer->currency;
  options.calibration = writer->options->calibration;
  options.pick = writer->options->pick;
  chart = hr_figure_new (kind, writer->advice, writer->advice->snapshot, &options);
  hr_report_add (writer, HR_BLOCK_CHART, NULL)->chart = chart;
}

static void
write_miss (HrReportWriter *writer)
{
  const HrAdvice  *advice = writer->advice;
  g_autofree char *miss = NULL;
  HrBlock         *hero;

  hero = hr_report_add (writer, HR_BLOCK_HERO, _("No machine fits the question"));
  hero->is_warning = TRUE;
  hero->badges = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (hero->badges, g_strdup (_("nothing found")));
  if (writer->pick == NULL)
    {
      hero->detail = g_strdup (
          _("No card of the catalog can be considered at all; the list of excluded cards "
             "says why."));
      return;
    }
  miss = hr_text_miss (advice->miss_reason, advice->miss_by, writer->currency, advice->snapshot);
  {
    g_autofree char *name = machine_name (&writer->pick->build);

    /* Translators: a machine, and a sentence on what it misses by. */
    hero->detail = g_strdup_printf (_("Nearest: %1$s. %2$s"), name, miss);
  }
  add_figures (writer, hero);
}

/* The answer in a line, and with how much certainty; of another pick than the first nothing is
 * known of that kind. */
static void
write_verdict (HrReportWriter *writer)
{
  const HrAdvice *advice = writer->advice;

  if (writer->pick != &advice->picks[0])
    return;
  for (guint i = 0; i < advice->n_verdict; i++)
    {
      g_autofree char *line = hr_text_sentence (&advice->verdict_lines[i], writer->currency,
                                                advice->snapshot);

      hr_report_add (writer, HR_BLOCK_PARAGRAPH, line);
    }
}

/* The answer: which machine, and what it costs, takes and leaves. */
void
hr_report_write_answer (HrReportWriter *writer)
{
  const HrPick *pick = writer->pick;
  HrBlock      *hero;

  if (writer->advice->n_picks == 0)
    write_miss (writer);
  else
    {
      g_autofree char *name = machine_name (&pick->build);

      write_verdict (writer);
      hero = hr_report_add (writer, HR_BLOCK_HERO, name);
      hero->detail = machine_detail (&pick->build);
      hero->badges = g_ptr_array_new_with_free_func (g_free);
      for (guint role = 0; role < HR_N_ROLE; role++)
        if (pick->roles & 1u << role)
          g_ptr_array_add (hero->badges, g_strdup (hr_text_enum (&hr_enum_role, (int) role)));
      if (pick->estimate.fit == HR_FIT_TIGHT)
        g_ptr_array_add (hero->badges, g_strdup (hr_text_enum (&hr_enum_fit, HR_FIT_TIGHT)));
      add_figures (writer, hero);
    }
  if (pick == NULL)
    return;
  add_chart (writer, HR_FIGURE_MEMORY_BAR);
}

static void
add_sentence (HrReportWriter *writer, const HrSentence *sentence)
{
  g_autofree char *text = hr_text_sentence (sentence, writer->currency, writer->advice->snapshot);

  hr_report_add (writer, HR_BLOCK_BULLET, text);
}

static gboolean
has_reason (const HrPick *pick, HrSentenceId id)
{
  for (guint i = 0; i < pick->n_reasons; i++)
    if (pick->reasons[i].id == id)
      return TRUE;
  for (guint i = 0; i < pick->n_cautions; i++)
    if (pick->cautions[i].id == id)
      return TRUE;
  return FALSE;
}

/* What the reasons have not said already. */
static void
write_uncertain (HrReportWriter *writer)
{
  const HrAdvice *advice = writer->advice;
  const HrPick   *pick = writer->pick;

  hr_report_add_heading (writer, "uncertain", _("What is uncertain"));
  hr_report_add (
      writer, HR_BLOCK_BULLET,
      /* xgettext:no-c-format */
      _("Each range is the middle 80 % of the estimate’s own error on published measurements."));
  for (guint flag = 1; flag != 0 && flag <= pick->estimate.notes; flag <<= 1)
    if (pick->estimate.notes & flag)
      {
        g_autofree char *note = hr_text_note ((HrNotes) flag);

        if (*note)
          hr_report_add (writer, HR_BLOCK_BULLET, note);
      }
  if (pick->build.stale_share > 0 && !has_reason (pick, HR_SENTENCE_PRICE_STALE))
    {
      g_autofree char *share = hr_text_percent (pick->build.stale_share);
      /* Translators: a percentage, and a number of days. */
      g_autofree char *text = g_strdup_printf (
          _("%1$s of the price rests on prices older than %2$d days: they are "
             "marked as old in the list of parts."),
          share, HR_STALE_DAYS);

      hr_report_add (writer, HR_BLOCK_BULLET, text);
    }
  if (pick->build.n_unpriced > 0 && !has_reason (pick, HR_SENTENCE_UNPRICED))
    {
      g_autofree char *text = g_strdup_printf (
          ngettext ("%u part has no price in the catalog and is not in the sum.",
                    "%u parts have no price in the catalog and are not in the sum.",
                    pick->build.n_unpriced),
          pick->build.n_unpriced);

      hr_report_add (writer, HR_BLOCK_BULLET, text);
    }
  if (advice->n_picks > 1 && pick == &advice->picks[0] && advice->confidence > 0
      && !has_reason (pick, HR_SENTENCE_CONFIDENCE))
    {
      g_autofree char *percent = hr_text_percent (advice->confidence);
      g_autofree char *second = machine_name (&advice->picks[1].build);
      /* Translators: a percentage, and a machine. */
      g_autofree char *text = g_strdup_printf (
          _("Within these ranges it stays ahead of the next build, %2$s, with a "
             "probability of %1$s."),
          percent, second);

      hr_report_add (writer, HR_BLOCK_BULLET, text);
    }
}

/* The sentences of @list from @first to before @end, those that speak against the pick or the
 * others, under a heading where there is any. */
static void
add_sentences (HrReportWriter   *writer,
               const char       *anchor,
               const char       *title,
               const HrSentence *list,
               guint             n,
               gboolean          against)
{
  gboolean any = FALSE;

  for (guint i = 0; i < n; i++)
    {
      if (hr_reasons_is_against (list[i].id) != against)
        continue;
      if (!any && title != NULL)
        hr_report_add_heading (writer, anchor, title);
      any = TRUE;
      add_sentence (writer, &list[i]);
    }
}

/* For, then against: the first page has no room for more. */
void
hr_report_write_reasons (HrReportWriter *writer)
{
  const HrPick *pick = writer->pick;

  if (pick == NULL)
    return;
  add_sentences (writer, "why", hr_text_why (writer->advice), pick->reasons,
                 MIN (pick->n_reasons, FIRST_REASONS), FALSE);
  add_sentences (writer, "against", _("What speaks against it"), pick->cautions, pick->n_cautions,
                 TRUE);
}

/* What else there is to know, what would change it, and what is not sure. */
void
hr_report_write_details (HrReportWriter *writer)
{
  const HrAdvice *advice = writer->advice;
  const HrPick   *pick = writer->pick;
  guint           shown;

  if (pick == NULL)
    return;
  if (pick->estimate.fit != HR_FIT_EXCEEDS)
    add_chart (writer, HR_FIGURE_DATA_PATH);
  shown = MIN (pick->n_reasons, FIRST_REASONS);
  hr_report_add_heading (writer, "know", _("Good to know"));
  add_sentences (writer, NULL, NULL, pick->reasons + shown, pick->n_reasons - shown, FALSE);
  add_sentences (writer, NULL, NULL, pick->cautions, pick->n_cautions, FALSE);
  if (advice->n_thresholds > 0)
    {
      hr_report_add_heading (writer, "change", _("What would change it"));
      for (guint i = 0; i < advice->n_thresholds; i++)
        add_sentence (writer, &advice->thresholds[i].message);
    }
  write_uncertain (writer);
  if (writer->options->with_trace)
    hr_report_add (writer, HR_BLOCK_LINK, _("How each figure was computed"))->anchor = g_strdup (
        "trace");
}

/* A server among workstations would leave these one corner of a linear chart. */
static gboolean
prices_are_far_apart (const HrAdvice *advice)
{
  double low = INFINITY, high = 0;

  for (guint i = 0; i < advice->n_picks; i++)
    {
      low = MIN (low, advice->picks[i].build.price_usd);
      high = MAX (high, advice->picks[i].build.price_usd);
    }

  return low > 0 && high > FAR_APART * low;
}

/* The charts that have something to show, each under its name. */
void
hr_report_write_charts (HrReportWriter *writer)
{
  static const struct
  {
    HrFigureKind kind;
    guint        top;
  } charts[] = {
    { HR_FIGURE_PRICE_SPEED, 0 },     { HR_FIGURE_MEMORY, 4 },
    { HR_FIGURE_HOST_MEMORY_BAR, 0 }, { HR_FIGURE_CAPACITY_BANDWIDTH_COST, 6 },
    { HR_FIGURE_ROOFLINE, 0 },        { HR_FIGURE_BUY_OR_RENT, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    {
      HrFigureOptions options;
      HrChart        *chart;
      HrBlock        *block;

      hr_figure_options_init (&options);
      options.currency = writer->currency;
      options.calibration = writer->options->calibration;
      options.pick = writer->options->pick;
      options.top = charts[i].top;
      options.logarithmic = charts[i].kind == HR_FIGURE_PRICE_SPEED
                            && prices_are_far_apart (writer->advice);
      chart = hr_figure_new (charts[i].kind, writer->advice, writer->advice->snapshot, &options);
      if (hr_chart_is_empty (chart))
        {
          hr_chart_unref (chart);
          continue;
        }
      if (charts[i].kind != HR_FIGURE_HOST_MEMORY_BAR) /* it has a heading of its own */
        hr_report_add_heading (writer, hr_figure_nick (charts[i].kind),
                               hr_figure_title (charts[i].kind));
      block = hr_report_add (
          writer, HR_BLOCK_CHART,
          charts[i].kind != HR_FIGURE_HOST_MEMORY_BAR ? hr_chart_get_summary (chart) : NULL);
      block->chart = chart;
    }
}
