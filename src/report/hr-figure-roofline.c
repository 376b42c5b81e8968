/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-figure-private.h"

#include "hr-plot.h"
#include "hr-text.h"
#include "hr-run-estimate.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_CARDS 3

/* The kinds of work that an estimate times apart, by the ids of their terms in its trace. */
static const struct
{
  const char *compute, *traffic, *prefix;
  const char *label;
} kinds[] = {
  { "time.compute", "time.bandwidth", NULL, NC_("roofline", "a step") },
  { "time.compute", "time.traffic", NULL, NC_("roofline", "a step") },
  { "time.decode-compute", "time.decode-bandwidth", "time.decode-",
    NC_("roofline", "generating") },
};

typedef struct
{
  double      intensity; /* FLOP per byte */
  double      tflops;    /* attained */
  double      peak_tflops;
  const char *label;
} Work;

static double
input_of (const HrTraceTerm *term, HrUnit unit)
{
  for (guint i = 0; i < term->n_inputs; i++)
    if (term->inputs[i].unit == unit)
      return term->inputs[i].value;
  return 0;
}

static double
named_input (const HrTraceTerm *term, const char *symbol, double otherwise)
{
  for (guint i = 0; i < term->n_inputs; i++)
    if (strcmp (term->inputs[i].symbol, symbol) == 0)
      return term->inputs[i].value;
  return otherwise;
}

/* FLOP/s that the term's time was reckoned with, before efficiency; 0 = the term does not say. */
static double
rate_of (const HrTraceTerm *term)
{
  double tflops = input_of (term, HR_UNIT_TFLOPS);

  return tflops > 0 ? tflops * 1e12 : input_of (term, HR_UNIT_FLOP_S);
}

static double
bandwidth_of (const HrTraceTerm *term)
{
  double gb_s = input_of (term, HR_UNIT_GB_S);

  return gb_s > 0 ? gb_s * 1e9 : input_of (term, HR_UNIT_BYTES_S);
}

static double
time_of (const HrTrace *trace, const HrEstimate *estimate, guint kind, double compute_seconds)
{
  double seconds = 0;

  if (kinds[kind].prefix == NULL)
    /* The trace has one pass; a step may have several. */
    return estimate->stage_seconds[HR_STAGE_COMPUTE] > 0
               ? estimate->step_seconds * compute_seconds
                     / estimate->stage_seconds[HR_STAGE_COMPUTE]
               : 0;
  for (guint i = 0; i < hr_trace_n (trace); i++)
    if (g_str_has_prefix (hr_trace_get (trace, i)->id, kinds[kind].prefix))
      seconds += hr_trace_get (trace, i)->value;
  return seconds;
}

static gboolean
find_work (
    const HrFigureInput *input, const HrGpu *gpu, guint gpu_count, const HrHost *host, Work *work)
{
  HrEstimateInput question = { .gpu = gpu,
                               .gpu_count = gpu_count,
                               .workload = &input->pick->settings,
                               .calibration = input->calibration };
  g_autoptr (HrTrace) trace = hr_trace_new ();
  HrEstimate estimate = { 0 };

  if (host)
    question.host = *host;
  else
    hr_host_default_for (gpu, gpu_count, &question.host);
  hr_estimate (&question, &estimate, trace);
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      const HrTraceTerm *compute = hr_trace_find (trace, kinds[k].compute);
      const HrTraceTerm *traffic = hr_trace_find (trace, kinds[k].traffic);
      double             flop, bytes, seconds;

      if (compute == NULL || traffic == NULL)
        continue;
      /* Without an efficiency or a count the time is not one of counted operations. */
      flop = named_input (compute, "FLOP", 0);
      if (flop <= 0)
        flop = compute->value * rate_of (compute) * named_input (compute, "efficiency", 0);
      bytes = traffic->value * bandwidth_of (traffic) * named_input (traffic, "efficiency", 1);
      seconds = time_of (trace, &estimate, k, compute->value);
      if (!(flop > 0 && bytes > 0 && seconds > 0 && rate_of (compute) > 0)
          || !isfinite (flop / bytes))
        continue;
      *work = (Work){ flop / bytes, flop / seconds / 1e12, rate_of (compute) / 1e12,
                      g_dpgettext2 (GETTEXT_PACKAGE, "roofline", kinds[k].label) };
      return TRUE;
    }
  return FALSE;
}

static void
add_roof (HrChart *chart, guint series, const HrGpu *gpu, const Work *work, double low, double high)
{
  double           gb_s = gpu->bandwidth_gb_s / MAX (gpu->devices, 1);
  double           ridge = work->peak_tflops * 1000 / gb_s;
  g_autofree char *slope = hr_text_unit_value (gb_s, HR_UNIT_GB_S);
  g_autofree char *peak = hr_text_unit_value (work->peak_tflops, HR_UNIT_TFLOPS);

  hr_plot_add_point (chart, series, gpu->id, NULL, low, low * gb_s / 1000, slope);
  hr_plot_add_point (chart, series, gpu->id, NULL, ridge, work->peak_tflops, peak);
  hr_plot_add_point (chart, series, gpu->id, NULL, MAX (high, ridge * 4), work->peak_tflops, peak);
}

static guint
collect (const HrFigureInput *input, const HrGpu *gpus[MAX_CARDS], Work works[MAX_CARDS])
{
  const HrBuild *build = &input->pick->build;
  guint          n = 0;

  if (build->gpu && find_work (input, build->gpu, build->gpu_count, &build->host, &works[0]))
    gpus[n++] = build->gpu;
  for (guint i = 0; n > 0 && n < MAX_CARDS && i < input->advice->n_picks; i++)
    {
      const HrBuild *other = &input->advice->picks[i].build;
      gboolean       is_new = TRUE;

      for (guint k = 0; k < n; k++)
        is_new &= gpus[k] != other->gpu;
      if (is_new && find_work (input, other->gpu, other->gpu_count, &other->host, &works[n]))
        gpus[n++] = other->gpu;
    }
  return n;
}

/* The roofs of the pick's card and of up to two others, each with the work on it. */
HrChart *
hr_figure_roofline (const HrFigureInput *input)
{
  static const HrChartHue    hues[MAX_CARDS] = { HR_CHART_HUE_BLUE, HR_CHART_HUE_ORANGE,
                                                 HR_CHART_HUE_PURPLE };
  static const HrMarkerShape shapes[MAX_CARDS] = { HR_MARKER_STAR, HR_MARKER_DIAMOND,
                                                   HR_MARKER_TRIANGLE };
  static const double        dashes[MAX_CARDS] = { 0, 7, 3 };
  HrChart                   *chart = hr_plot_new ();
  const HrGpu               *gpus[MAX_CARDS];
  Work                       works[MAX_CARDS];
  double                     low = INFINITY, high = 0;
  guint                      n;

  hr_chart_set_summary (
      chart, _("What each card can do at most by how much is computed on each byte that "
                "is moved, and where this task lies."));
  hr_chart_set_empty_text (
      chart, _("There is no roofline for this task: its time does not come from counted "
                "operations, or no build fits the question."));
  if (input->pick == NULL || input->advice == NULL || (n = collect (input, gpus, works)) == 0)
    return chart;
  hr_plot_set_axis (chart, HR_PLOT_X, _("FLOP per byte moved"), HR_SCALE_LOG, FALSE,
                    hr_figure_format_number, NULL);
  hr_plot_set_axis (chart, HR_PLOT_Y, _("TFLOP/s of one GPU"), HR_SCALE_LOG, FALSE,
                    hr_figure_format_number, NULL);
  for (guint i = 0; i < n; i++)
    {
      double ridge = works[i].peak_tflops * 1000 / MAX (gpus[i]->bandwidth_gb_s, 1);

      low = MIN (low, MIN (works[i].intensity / 6, ridge / 60));
      high = MAX (high, MAX (works[i].intensity * 6, ridge * 12));
    }
  for (guint i = 0; i < n; i++)
    add_roof (
        chart,
        hr_plot_add_series (chart, gpus[i]->name, HR_PLOT_LINE, hues[i], shapes[i], dashes[i]),
        gpus[i], &works[i], low, high);
  for (guint i = 0; i < n; i++)
    {
      guint series = hr_plot_add_series (chart, NULL, HR_PLOT_POINTS, hues[i], shapes[i], 0);
      g_autofree char *rate = hr_text_unit_value (works[i].tflops, HR_UNIT_TFLOPS);
      g_autofree char *intensity = hr_text_number (works[i].intensity, 3);
      /* Translators: TFLOP/s attained, and operations per byte. */
      g_autofree char *spoken = g_strdup_printf (_("%1$s at %2$s FLOP per byte"), rate, intensity);
      /* Translators: a kind of work ("a step") on a card. */
      g_autofree char *label = g_strdup_printf (_("%1$s on %2$s"), works[i].label,
                                                hr_figure_short_name (gpus[i]));

      hr_plot_add_point (chart, series, gpus[i]->id, label, works[i].intensity, works[i].tflops,
                         spoken);
      if (i == 0)
        hr_plot_emphasize (chart);
    }
  return chart;
}
