/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-figure-private.h"

#include "hr-calibration.h"
#include "hr-text.h"
#include "hr-string.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  const char *nick;
  const char *title;
  gboolean    needs_advice;
  gboolean    has_heading; /* of its own, so that a title would say it twice */
  HrChart *(*create) (const HrFigureInput *input);
  gboolean has_scale; /* linear or logarithmic, as the options say */
} FigureType;

static const FigureType types[HR_N_FIGURE] = {
  [HR_FIGURE_CAPACITY_BANDWIDTH_COST] = { "capacity-bandwidth-cost",
                                          NC_("chart", "Capacity, bandwidth, cost"), FALSE, FALSE,
                                          hr_figure_cards, TRUE },
  [HR_FIGURE_PRICE_SPEED] = { "price-speed", NC_("chart", "Price and speed"), TRUE, FALSE,
                              hr_figure_price_speed, TRUE },
  [HR_FIGURE_ROOFLINE] = { "roofline", NC_("chart", "Roofline"), TRUE, FALSE, hr_figure_roofline },
  [HR_FIGURE_MEMORY] = { "memory", NC_("chart", "Memory by card"), TRUE, FALSE, hr_figure_memory },
  [HR_FIGURE_BUY_OR_RENT] = { "buy-or-rent", NC_("chart", "Buy or rent"), TRUE, FALSE,
                              hr_figure_buy_or_rent },
  [HR_FIGURE_JOB_COST] = { "job-cost", NC_("chart", "Cost of a run"), TRUE, FALSE,
                           hr_figure_job_cost, TRUE },
  [HR_FIGURE_THROUGHPUT_SIZE] = { "throughput-size", NC_("chart", "Speed by size"), TRUE, FALSE,
                                  hr_figure_throughput_size, TRUE },
  [HR_FIGURE_SENSITIVITY] = { "sensitivity", NC_("chart", "What the cost rests on"), TRUE, FALSE,
                              hr_figure_sensitivity },
  [HR_FIGURE_MEMORY_BAR] = { "memory-bar", NC_("chart", "Memory on the GPU"), TRUE, TRUE,
                             hr_figure_memory_bar },
  [HR_FIGURE_HOST_MEMORY_BAR] = { "host-memory-bar", NC_("chart", "Memory of the host"), TRUE,
                                  TRUE, hr_figure_host_memory },
  [HR_FIGURE_DATA_PATH] = { "data-path", NC_("chart", "Where a step spends its time"), TRUE, TRUE,
                            hr_figure_data_path },
  [HR_FIGURE_RAM_VRAM] = { "ram-vram", NC_("chart", "RAM and VRAM"), FALSE, FALSE,
                           hr_figure_ram_vram, TRUE },
  [HR_FIGURE_MEMORY_PATH] = { "memory-path", NC_("chart", "From the drive to the GPU"), TRUE, TRUE,
                              hr_figure_memory_path },
};

static const struct
{
  const char *nick, *title;
} sorts[HR_N_FIGURE_SORT] = {
  [HR_FIGURE_SORT_CAPACITY] = { "capacity", NC_("sort", "Capacity") },
  [HR_FIGURE_SORT_BANDWIDTH] = { "bandwidth", NC_("sort", "Bandwidth") },
  [HR_FIGURE_SORT_COST] = { "cost", NC_("sort", "Cost per GB") },
  [HR_FIGURE_SORT_NAME] = { "name", NC_("sort", "Name") },
};

/**
 * hr_figure_options_init:
 *
 * All segments, with and without a price, by capacity, linear, every card, for the first pick.
 */
void
hr_figure_options_init (HrFigureOptions *options)
{
  memset (options, 0, sizeof *options);
}

const char *
hr_figure_nick (HrFigureKind kind)
{
  g_return_val_if_fail (kind < HR_N_FIGURE, NULL);

  return types[kind].nick;
}

/**
 * hr_figure_title:
 *
 * Returns: the figure's name, translated
 */
const char *
hr_figure_title (HrFigureKind kind)
{
  g_return_val_if_fail (kind < HR_N_FIGURE, NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "chart", types[kind].title);
}

gboolean
hr_figure_parse (const char *nick, HrFigureKind *kind)
{
  for (guint i = 0; i < HR_N_FIGURE; i++)
    if (strcmp (types[i].nick, nick) == 0)
      {
        *kind = (HrFigureKind) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
hr_figure_needs_advice (HrFigureKind kind)
{
  g_return_val_if_fail (kind < HR_N_FIGURE, FALSE);

  return types[kind].needs_advice;
}

/* Whether the figure can be drawn with linear and with logarithmic axes. */
gboolean
hr_figure_has_scale (HrFigureKind kind)
{
  g_return_val_if_fail (kind < HR_N_FIGURE, FALSE);

  return types[kind].has_scale;
}

const char *
hr_figure_sort_nick (HrFigureSort sort)
{
  g_return_val_if_fail (sort < HR_N_FIGURE_SORT, NULL);

  return sorts[sort].nick;
}

const char *
hr_figure_sort_title (HrFigureSort sort)
{
  g_return_val_if_fail (sort < HR_N_FIGURE_SORT, NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "sort", sorts[sort].title);
}

gboolean
hr_figure_sort_parse (const char *nick, HrFigureSort *sort)
{
  for (guint i = 0; i < HR_N_FIGURE_SORT; i++)
    if (strcmp (sorts[i].nick, nick) == 0)
      {
        *sort = (HrFigureSort) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * hr_figure_new_for_pick:
 * @pick: (nullable): the machine that a figure of one machine is about; %NULL = the one of the
 * options, or the nearest miss
 * @advice: (nullable): the answer that it belongs to
 *
 * Returns: (transfer full): the chart; where there is nothing to show it draws a sentence that says
 * why
 */
HrChart *
hr_figure_new_for_pick (HrFigureKind           kind,
                        const HrPick          *pick,
                        const HrAdvice        *advice,
                        const HrSnapshot      *snapshot,
                        const HrFigureOptions *options)
{
  HrFigureInput input = {
    .advice = advice, .snapshot = snapshot, .options = options, .pick = pick
  };
  HrChart *chart;

  g_return_val_if_fail (kind < HR_N_FIGURE && snapshot != NULL && options != NULL, NULL);

  if (pick == NULL && advice && advice->n_picks > 0)
    input.pick = &advice->picks[MIN (options->pick, advice->n_picks - 1)];
  else if (pick == NULL && advice)
    input.pick = advice->nearest_miss;
  input.calibration = options->calibration ? options->calibration : hr_calibration_default ();
  input.currency = options->currency ? options->currency
                   : advice          ? advice->plan.constraints.currency
                                     : "USD";
  if (*input.currency == '\0'
      || (strcmp (input.currency, "USD") != 0
          && hr_snapshot_rate (snapshot, input.currency) == NULL))
    input.currency = "USD";
  chart = types[kind].create (&input);
  if (options->titled && (!types[kind].has_heading || hr_chart_is_empty (chart))
      && *hr_chart_get_title (chart) == '\0')
    hr_chart_set_title (chart, hr_figure_title (kind),
                        hr_chart_is_empty (chart) ? NULL : hr_chart_get_summary (chart));
  return chart;
}

HrChart *
hr_figure_new (HrFigureKind           kind,
               const HrAdvice        *advice,
               const HrSnapshot      *snapshot,
               const HrFigureOptions *options)
{
  return hr_figure_new_for_pick (kind, NULL, advice, snapshot, options);
}

/* The price that the plan would pay: of its condition, else of any. */
const HrPrice *
hr_figure_price (const HrFigureInput *input, const HrGpu *gpu)
{
  const HrPrice *price = hr_gpu_price (
      gpu, input->advice ? input->advice->plan.constraints.condition : HR_CONDITION_POLICY_ANY);

  return hr_price_is_known (price) ? price : NULL;
}

/* The name without the family that everybody leaves out: "RTX 4090", "RX 7900 XTX", "MI300X". */
const char *
hr_figure_short_name (const HrGpu *gpu)
{
  static const struct
  {
    const char *family, *next;
  } families[] = {
    { "GeForce ", "" },
    { "Radeon ", "RX" },
    { "Instinct ", "MI" },
    { "Tesla ", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    {
      gsize length = strlen (families[i].family);

      if (g_str_has_prefix (gpu->name, families[i].family)
          && g_str_has_prefix (gpu->name + length, families[i].next) && gpu->name[length] != '\0')
        return gpu->name + length;
    }
  return gpu->name;
}

static char *
machine (const char *name, guint gpu_count)
{
  if (gpu_count <= 1)
    return g_strdup (name);
  /* Translators: %1$u GPUs of the name %2$s. */
  return g_strdup_printf (_("%1$u × %2$s"), gpu_count, name);
}

char *
hr_figure_short_machine (const HrGpu *gpu, guint gpu_count)
{
  return machine (hr_figure_short_name (gpu), gpu_count);
}

/* A card and how many of it: "2 × GeForce RTX 4090", "L40S". */
char *
hr_figure_machine (const HrGpu *gpu, guint gpu_count)
{
  return machine (gpu->name, gpu_count);
}

static void
money_free (gpointer data)
{
  HrFigureMoney *money = data;

  hr_snapshot_unref (money->snapshot);
  g_free (money);
}

/* For hr_figure_format_money(); lives as long as @chart. */
HrFigureMoney *
hr_figure_money_new (const HrFigureInput *input, HrChart *chart)
{
  HrFigureMoney *money = g_new0 (HrFigureMoney, 1);

  money->snapshot = hr_snapshot_ref (input->snapshot);
  hr_string_copy (money->currency, sizeof money->currency, input->currency);
  hr_chart_keep (chart, money, money_free);
  return money;
}

/* @amount is in the money's own currency. A round figure has no cents. */
char *
hr_figure_format_money (double amount, gpointer data)
{
  const HrFigureMoney *money = data;
  double               shown = fabs (amount) >= 10 ? round (amount) : amount;
  char *text = hr_text_money (hr_money_to_usd (money->snapshot, shown, money->currency),
                              money->currency, money->snapshot);
  gsize length = strlen (text);

  if (shown == round (shown) && length > 3
      && (g_str_has_suffix (text, ".00") || g_str_has_suffix (text, ",00")))
    text[length - 3] = '\0';
  return text;
}

char *
hr_figure_format_number (double value, gpointer unused)
{
  return hr_text_number (value, 3);
}

double
hr_figure_to_currency (const HrFigureInput *input, double usd)
{
  return hr_money_from_usd (input->snapshot, usd, input->currency);
}

HrChartHue
hr_figure_segment_hue (HrSegment segment)
{
  static const HrChartHue hues[HR_N_SEGMENT] = {
    [HR_SEGMENT_CONSUMER] = HR_CHART_HUE_BLUE,
    [HR_SEGMENT_WORKSTATION] = HR_CHART_HUE_AMBER,
    [HR_SEGMENT_DATACENTER] = HR_CHART_HUE_PURPLE,
  };

  return hues[segment];
}

HrMarkerShape
hr_figure_segment_marker (HrSegment segment)
{
  static const HrMarkerShape markers[HR_N_SEGMENT] = {
    [HR_SEGMENT_CONSUMER] = HR_MARKER_CIRCLE,
    [HR_SEGMENT_WORKSTATION] = HR_MARKER_SQUARE,
    [HR_SEGMENT_DATACENTER] = HR_MARKER_TRIANGLE,
  };

  return markers[segment];
}

/* What is kept (weights and what stands for them) is blue, what goes with it sky, amber and teal,
 * what comes and goes with a step yellow and orange, what is lost grey. */
HrChartHue
hr_figure_term_hue (HrTerm term)
{
  switch (term)
    {
    case HR_TERM_WEIGHTS:
    case HR_TERM_PARTICLES:
    case HR_TERM_MATRIX:
    case HR_TERM_CELLS:
    case HR_TERM_NONZEROS:
    case HR_TERM_GRID:
    case HR_TERM_WORKING_SET:
    case HR_TERM_GEOMETRY:
    case HR_TERM_SYSTEM:
      return HR_CHART_HUE_BLUE;
    case HR_TERM_MASTER_WEIGHTS:
    case HR_TERM_ADAPTERS:
    case HR_TERM_ACCELERATION_STRUCTURE:
    case HR_TERM_VECTORS:
    case HR_TERM_PLAN:
    case HR_TERM_LOADER_WORKERS:
      return HR_CHART_HUE_SKY;
    case HR_TERM_GRADIENTS:
    case HR_TERM_TEXTURES:
    case HR_TERM_CHECKPOINT_LOADING:
      return HR_CHART_HUE_AMBER;
    case HR_TERM_OPTIMIZER:
    case HR_TERM_VOLUMES:
    case HR_TERM_OFFLOADED:
      return HR_CHART_HUE_TEAL;
    case HR_TERM_ACTIVATIONS:
    case HR_TERM_KV_CACHE:
    case HR_TERM_FRAME_BUFFERS:
    case HR_TERM_DATASET_CACHE:
      return HR_CHART_HUE_YELLOW;
    case HR_TERM_ATTENTION_SCORES:
    case HR_TERM_STATES:
    case HR_TERM_GATHERED:
    case HR_TERM_HALO:
    case HR_TERM_DENOISER:
      return HR_CHART_HUE_PINK;
    case HR_TERM_LOGITS:
    case HR_TERM_WORKSPACE:
    case HR_TERM_PINNED:
      return HR_CHART_HUE_ORANGE;
    case HR_TERM_COMMUNICATION:
    case HR_TERM_INPUTS:
    case HR_TERM_ENGINE:
    case HR_TERM_APPLICATION:
      return HR_CHART_HUE_PURPLE;
    case HR_TERM_FRAGMENTATION:
      return HR_CHART_HUE_BROWN;
    case HR_TERM_CONTEXT:
    case HR_N_TERM:
    default:
      return HR_CHART_HUE_GREY;
    }
}

/* Of the whole machine, in the unit of the estimate. */
double
hr_figure_throughput (const HrPick *pick)
{
  const HrThroughput *throughput = &pick->estimate.throughput;

  return throughput->value * (throughput->per_gpu ? pick->estimate.gpu_count : 1);
}
