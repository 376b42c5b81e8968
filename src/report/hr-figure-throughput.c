/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-figure-private.h"

#include "hr-plot.h"
#include "hr-run-estimate.h"
#include "hr-text.h"

#include <glib/gi18n-lib.h>

#define MAX_MACHINES 4
#define MAX_SIZE     (1u << 20)

/* The size that a task's speed is drawn against. */
typedef struct
{
  HrTask      task;
  const char *title;
  guint32     smallest;
  void (*set) (HrWorkload *workload, guint32 size);
} Size;

static void
set_image_batch (HrWorkload *workload, guint32 size)
{
  workload->image.batch = size;
}

static void
set_sequence (HrWorkload *workload, guint32 size)
{
  workload->nlp.sequence_length = size;
}

static void
set_requests (HrWorkload *workload, guint32 size)
{
  workload->llm.batch = size;
}

static const Size sizes[] = {
  { HR_TASK_IMAGE_CLASSIFICATION, NC_("size", "images in a batch"), 1, set_image_batch },
  { HR_TASK_NLP_FINE_TUNE, NC_("size", "tokens in a sequence"), 128, set_sequence },
  { HR_TASK_LLM_INFERENCE, NC_("size", "requests at once"), 1, set_requests },
};

static const Size *
size_for (HrTask task)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (sizes[i].task == task)
      return &sizes[i];
  return NULL;
}

/* One build of the answer, asked about each size. */
typedef struct
{
  const HrFigureInput *input;
  const Size          *size;
  const HrPick        *pick;
  HrWorkload           workload;
  HrEstimateInput      question;
} Sweep;

static void
sweep_init (Sweep *self, const HrFigureInput *input, const Size *size, const HrPick *pick)
{
  *self = (Sweep){ .input = input, .size = size, .pick = pick, .workload = pick->settings };
  self->question = (HrEstimateInput){ .gpu = pick->build.gpu,
                                      .gpu_count = pick->build.gpu_count,
                                      .host = pick->build.host,
                                      .calibration = input->calibration };
}

static gboolean
runs (Sweep *self, guint32 size, HrEstimate *estimate)
{
  self->question.workload = &self->workload;
  self->size->set (&self->workload, size);
  hr_estimate (&self->question, estimate, NULL);
  return hr_estimate_is_likely (estimate) && estimate->throughput.value > 0;
}

static void
add_size (Sweep            *self,
          HrChart          *chart,
          guint             series,
          guint32           size,
          const HrEstimate *estimate,
          gboolean          with_band)
{
  const HrThroughput *throughput = &estimate->throughput;
  double              n = throughput->per_gpu ? estimate->gpu_count : 1;
  g_autofree char    *number = hr_text_number (size, 10);
  g_autofree char    *rate = hr_text_rate (throughput->value * n, throughput->unit);
  g_autofree char    *memory = hr_text_gib (estimate->required_gib);
  g_autofree char    *spoken = g_strdup_printf ("%s: %s, %s", number, rate, memory);

  hr_plot_add_point (chart, series, self->pick->build.gpu->id, NULL, size, throughput->value * n,
                     spoken);
  if (self->pick == self->input->pick && with_band)
    hr_plot_set_band (chart, throughput->low * n, throughput->high * n);
}

/* Doubles the size until the memory ends, and goes as far as it reaches. Returns: the largest. */
static guint32
add_sweep (Sweep *self, HrChart *chart, guint series)
{
  guint32    size = self->size->smallest, good = 0, bad;
  HrEstimate estimate;

  while (size <= MAX_SIZE && runs (self, size, &estimate))
    {
      add_size (self, chart, series, size, &estimate, TRUE);
      good = size;
      size *= 2;
    }
  if (good == 0 || size > MAX_SIZE)
    return good;
  bad = size;
  while (bad - good > MAX (good / 64, 1))
    {
      size = good + (bad - good) / 2;
      if (runs (self, size, &estimate))
        good = size;
      else
        bad = size;
    }
  if (runs (self, good, &estimate))
    add_size (self, chart, series, good, &estimate, FALSE);
  return good;
}

/* The pick, and the best ranked builds with other cards. */
static guint
collect (const HrFigureInput *input, const HrPick *picks[MAX_MACHINES])
{
  guint n = 0;

  picks[n++] = input->pick;
  for (guint i = 0; n < MAX_MACHINES && i < input->advice->n_picks; i++)
    {
      const HrPick *pick = &input->advice->picks[i];
      gboolean      is_new = TRUE;

      for (guint k = 0; k < n; k++)
        is_new &= picks[k]->build.gpu != pick->build.gpu;
      if (is_new)
        picks[n++] = pick;
    }
  return n;
}

static void
add_machine (
    const HrFigureInput *input, HrChart *chart, const Size *size, const HrPick *pick, guint i)
{
  static const HrChartHue    hues[MAX_MACHINES] = { HR_CHART_HUE_BLUE, HR_CHART_HUE_ORANGE,
                                                    HR_CHART_HUE_PURPLE, HR_CHART_HUE_TEAL };
  static const HrMarkerShape shapes[MAX_MACHINES] = { HR_MARKER_CIRCLE, HR_MARKER_SQUARE,
                                                      HR_MARKER_TRIANGLE, HR_MARKER_DIAMOND };
  static const double        dashes[MAX_MACHINES] = { 0, 7, 3, 10 };
  Sweep                      sweep;
  guint                      series;
  guint32                    largest;
  HrEstimate                 estimate;
  g_autofree char *name = hr_figure_short_machine (pick->build.gpu, pick->build.gpu_count);

  series = hr_plot_add_series (chart, name, HR_PLOT_LINE, hues[i], shapes[i], dashes[i]);
  sweep_init (&sweep, input, size, pick);
  largest = add_sweep (&sweep, chart, series);
  if (largest == 0)
    return;
  /* Where the memory ends stands a mark with a name. */
  series = hr_plot_add_series (chart, NULL, HR_PLOT_POINTS, hues[i], shapes[i], 0);
  runs (&sweep, largest, &estimate);
  {
    g_autofree char *number = hr_text_number (largest, 10);
    /* Translators: a machine, and the largest size that its memory holds. */
    g_autofree char *label = g_strdup_printf (_("%1$s: up to %2$s"), name, number);
    double           n = estimate.throughput.per_gpu ? estimate.gpu_count : 1;

    hr_plot_add_point (chart, series, pick->build.gpu->id, label, largest,
                       estimate.throughput.value * n, label);
    if (pick == input->pick)
      hr_plot_emphasize (chart);
  }
}

/* Speed against the size of the batch or sequence, up to where each build's memory ends. */
HrChart *
hr_figure_throughput_size (const HrFigureInput *input)
{
  HrChart      *chart = hr_plot_new ();
  const Size   *size = input->advice ? size_for (input->advice->plan.workload.task) : NULL;
  const HrPick *picks[MAX_MACHINES];
  guint         n;

  hr_chart_set_summary (chart, _("How fast each build works by the size of the work, up to where "
                                  "its memory ends."));
  hr_chart_set_empty_text (chart, _("This task has no batch, sequence or number of requests to "
                                     "draw the speed against, or no build fits the question."));
  if (size == NULL || input->pick == NULL)
    return chart;
  hr_plot_set_axis (chart, HR_PLOT_X, g_dpgettext2 (GETTEXT_PACKAGE, "size", size->title),
                    HR_SCALE_LOG, FALSE, hr_figure_format_number, NULL);
  hr_plot_set_axis (chart, HR_PLOT_Y,
                    hr_text_enum (&hr_enum_rate_unit, (int) input->pick->estimate.throughput.unit),
                    input->options->logarithmic ? HR_SCALE_LOG : HR_SCALE_LINEAR, TRUE,
                    hr_figure_format_number, NULL);
  n = collect (input, picks);
  for (guint i = 0; i < n; i++)
    add_machine (input, chart, size, picks[i], i);
  return chart;
}
