/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "samples.h"

#include "hr-bar-panels.h"
#include "hr-data-path.h"
#include "hr-plot.h"
#include "hr-stack.h"

#include <math.h>

typedef struct
{
  const char *id, *name;
  guint       group;
  double      gib, gb_s, usd, tokens_s;
} Card;

static const Card cards[] = {
  { "rtx-4060-ti", "RTX 4060 Ti 16GB", 0, 16, 288, 432, 520 },
  { "rtx-5070-ti", "RTX 5070 Ti", 0, 16, 896, 1216, 1310 },
  { "rx-7900-xtx", "RX 7900 XTX", 0, 24, 960, 792, 1050 },
  { "rtx-3090", "RTX 3090", 0, 24, 936, 1200, 990 },
  { "rtx-4090", "RTX 4090", 0, 24, 1008, 2270, 1790 },
  { "rtx-5090", "RTX 5090", 0, 32, 1792, 5248, 2600 },
  { "rtx-6000-ada", "RTX 6000 Ada", 1, 48, 960, 5472, 1900 },
  { "rtx-pro-6000", "RTX PRO 6000 Blackwell", 1, 96, 1792, 16032, 2800 },
  { "a100-80", "A100 PCIe 80GB", 2, 80, 1935, 9200, 2100 },
  { "l40", "L40", 2, 48, 864, 7488, 1500 },
  { "h200", "H200 NVL 141GB", 2, 141, 4800, 36237, 4900 },
  { "mi300x", "MI300X", 2, 192, 5300, 0, 4700 },
};

static char *
format_number (double value, gpointer prefix)
{
  return g_strdup_printf ("%s%.6g", prefix ? (const char *) prefix : "", value);
}

static HrChart *
create_bars_with (HrScaleKind scale)
{
  static const char *titles[] = { "Consumer", "Workstation", "Datacenter" };
  HrChart           *chart = hr_bar_panels_new ();

  hr_bar_panels_add_panel (chart, "Capacity", "GiB per card", scale, format_number, NULL);
  hr_bar_panels_add_panel (chart, "Bandwidth", "GB/s", scale, format_number, NULL);
  hr_bar_panels_add_panel (chart, "Cost per GB", "USD per GiB", scale, format_number,
                           (gpointer) "$");
  hr_bar_panels_add_line (chart, 0, 19.3, "this task needs 19.3 GiB");
  for (guint group = 0; group < 3; group++)
    {
      hr_bar_panels_add_group (chart, titles[group], (HrChartHue) group);
      for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
        if (cards[i].group == group)
          {
            double values[] = { cards[i].gib, cards[i].gb_s, cards[i].usd / cards[i].gib };
            g_autofree char *gib = g_strdup_printf ("%.0f", values[0]);
            g_autofree char *gb_s = g_strdup_printf ("%.0f", values[1]);
            g_autofree char *usd = g_strdup_printf (values[2] > 0 ? "$%.0f" : "no price",
                                                    values[2]);

            hr_bar_panels_add_bar (chart, cards[i].id, cards[i].name, values,
                                   (const char *[]){ gib, gb_s, usd }, NULL);
          }
    }
  return chart;
}

static HrChart *
create_bars (void)
{
  return create_bars_with (HR_SCALE_LINEAR);
}

static HrChart *
create_bars_log (void)
{
  return create_bars_with (HR_SCALE_LOG);
}

HrChart *
sample_bars_of (guint n_bars)
{
  HrChart *chart = hr_bar_panels_new ();

  hr_bar_panels_add_panel (chart, "Capacity", "GiB", HR_SCALE_LINEAR, NULL, NULL);
  hr_bar_panels_add_panel (chart, "Bandwidth", "GB/s", HR_SCALE_LINEAR, NULL, NULL);
  hr_bar_panels_add_panel (chart, "Cost", "$", HR_SCALE_LOG, NULL, NULL);
  for (guint i = 0; i < n_bars; i++)
    {
      double           values[] = { 1 + i, 1000.0 / (1 + i), 1 + i % 97 };
      g_autofree char *label = g_strdup_printf ("Card number %u", i);
      g_autofree char *a = g_strdup_printf ("%.0f", values[0]);
      g_autofree char *b = g_strdup_printf ("%.1f", values[1]);
      g_autofree char *c = g_strdup_printf ("%.0f", values[2]);

      if (i % 100 == 0)
        hr_bar_panels_add_group (chart, "Group", (HrChartHue) (i / 100 % HR_CHART_N_HUE));
      hr_bar_panels_add_bar (chart, label, label, values, (const char *[]){ a, b, c }, NULL);
    }
  return chart;
}

static HrChart *
create_many (void)
{
  return sample_bars_of (300);
}

static const struct
{
  const char *label;
  HrChartHue  hue;
  double      gib;
} parts[] = {
  { "weights", HR_CHART_HUE_BLUE, 14.96 },
  { "adapters", HR_CHART_HUE_SKY, 0.4 },
  { "activations", HR_CHART_HUE_YELLOW, 1.4 },
  { "logits and loss", HR_CHART_HUE_ORANGE, 1.9 },
  { "context, fragmentation", HR_CHART_HUE_GREY, 0.7 },
};

static void
add_parts (HrChart *chart)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    hr_stack_add_part (chart, parts[i].label, parts[i].hue);
}

static void
add_segments (HrChart *chart)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *text = g_strdup_printf ("%.2f", parts[i].gib);

      hr_stack_add_segment (chart, i, parts[i].gib, text);
    }
  hr_stack_set_band (chart, 17.9, 21.1);
}

static HrChart *
create_memory_of (double capacity)
{
  HrChart *chart = hr_stack_new ();

  hr_stack_set_heading (chart, "Memory on the GPU", "19.4 GiB needed (17.9 – 21.1)");
  add_parts (chart);
  hr_stack_add_row (chart, NULL, NULL, capacity, NULL, "19.4 GiB");
  add_segments (chart);
  return chart;
}

static HrChart *
create_memory (void)
{
  return create_memory_of (23.7);
}

static HrChart *
create_memory_exceeds (void)
{
  return create_memory_of (15.6);
}

static HrChart *
create_cards (void)
{
  HrChart *chart = hr_stack_new ();

  add_parts (chart);
  for (guint i = 0; i < G_N_ELEMENTS (cards) - 2; i++)
    {
      double           free_gib = cards[i].gib - 19.36;
      g_autofree char *text = g_strdup_printf (
          free_gib < 0 ? "%.1f GiB too little" : "%.1f GiB free", fabs (free_gib));

      hr_stack_add_row (chart, cards[i].id, cards[i].name, cards[i].gib, text, NULL);
      add_segments (chart);
    }
  return chart;
}

static HrChart *
create_data_path (void)
{
  HrChart *chart = hr_data_path_new ();

  hr_data_path_set_heading (chart, "Where a step spends its time",
                            "1.94 s a step; bound by compute");
  hr_data_path_add_stage (chart, "storage", "1 ms", 0.0005, FALSE, NULL);
  hr_data_path_add_stage (chart, "RAM, tokenizing", "3 ms", 0.0015, FALSE, NULL);
  hr_data_path_add_stage (chart, "PCIe 4 ×16", "< 1 ms", 0.0003, FALSE, NULL);
  hr_data_path_add_stage (chart, "VRAM traffic", "0.41 s", 0.21, FALSE, NULL);
  hr_data_path_add_stage (chart, "compute", "1.90 s", 1, TRUE, "1.90 s, the bottleneck");
  hr_data_path_add_stage (chart, "between GPUs", "–", 0, FALSE, NULL);
  return chart;
}

static HrChart *
create_scatter (void)
{
  static const char *titles[] = { "Consumer", "Workstation", "Datacenter" };
  static const guint front[] = { 0, 2, 4, 5, 10 };
  HrChart           *chart = hr_plot_new ();
  guint              line;

  hr_plot_set_axis (chart, HR_PLOT_X, "price, USD", HR_SCALE_LOG, FALSE, format_number,
                    (gpointer) "$");
  hr_plot_set_axis (chart, HR_PLOT_Y, "tokens/s", HR_SCALE_LINEAR, TRUE, format_number, NULL);
  line = hr_plot_add_series (chart, "best for the money", HR_PLOT_STEPS, HR_CHART_HUE_TEAL,
                             HR_MARKER_CIRCLE, 0);
  for (guint s = 0; s < 3; s++)
    hr_plot_add_series (chart, titles[s], HR_PLOT_POINTS, (HrChartHue) s, (HrMarkerShape) s, 0);
  for (guint i = 0; i < G_N_ELEMENTS (front); i++)
    hr_plot_add_point (chart, line, cards[front[i]].id, NULL, cards[front[i]].usd,
                       cards[front[i]].tokens_s, "front");
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      g_autofree char *spoken = g_strdup_printf ("$%.0f, %.0f tokens/s", cards[i].usd,
                                                 cards[i].tokens_s);

      /* Off the front by a dollar, so that each point is the only one at its place. */
      hr_plot_add_point (chart, 1 + cards[i].group, cards[i].id, cards[i].name, cards[i].usd * 1.03,
                         cards[i].tokens_s, spoken);
      hr_plot_set_band (chart, cards[i].tokens_s * 0.9, cards[i].tokens_s * 1.1);
      if (i == 3)
        hr_plot_emphasize (chart);
    }
  hr_plot_add_limit (chart, HR_PLOT_X, 4000, "budget $4,000", TRUE);
  return chart;
}

static HrChart *
create_roofline (void)
{
  HrChart *chart = hr_plot_new ();
  guint    roof, other, work;

  hr_plot_set_axis (chart, HR_PLOT_X, "FLOP per byte", HR_SCALE_LOG, FALSE, format_number, NULL);
  hr_plot_set_axis (chart, HR_PLOT_Y, "TFLOP/s", HR_SCALE_LOG, FALSE, format_number, NULL);
  roof = hr_plot_add_series (chart, "RTX 4090", HR_PLOT_LINE, HR_CHART_HUE_BLUE, HR_MARKER_CIRCLE,
                             0);
  other = hr_plot_add_series (chart, "A100 80GB", HR_PLOT_LINE, HR_CHART_HUE_AMBER,
                              HR_MARKER_CIRCLE, 6);
  work = hr_plot_add_series (chart, "this task", HR_PLOT_POINTS, HR_CHART_HUE_ORANGE,
                             HR_MARKER_STAR, 0);
  hr_plot_add_point (chart, roof, NULL, NULL, 0.1, 0.1008, "1,008 GB/s");
  hr_plot_add_point (chart, roof, NULL, NULL, 165.2 / 1.008, 165.2, "165 TFLOP/s");
  hr_plot_add_point (chart, roof, NULL, NULL, 10000, 165.2, "165 TFLOP/s");
  hr_plot_add_point (chart, other, NULL, NULL, 0.12, 0.12 * 1.935, "1,935 GB/s");
  hr_plot_add_point (chart, other, NULL, NULL, 312 / 1.935, 312, "312 TFLOP/s");
  hr_plot_add_point (chart, other, NULL, NULL, 9000, 312, "312 TFLOP/s");
  hr_plot_add_point (chart, work, "rtx-4090", "RTX 4090", 420, 96, "96 TFLOP/s at 420 FLOP/byte");
  hr_plot_emphasize (chart);
  return chart;
}

static HrChart *
create_lines (void)
{
  HrChart *chart = hr_plot_new ();
  guint    buy, rent;

  hr_plot_set_axis (chart, HR_PLOT_X, "months", HR_SCALE_LINEAR, TRUE, format_number, NULL);
  hr_plot_set_axis (chart, HR_PLOT_Y, "money spent", HR_SCALE_LINEAR, TRUE, format_number,
                    (gpointer) "$");
  buy = hr_plot_add_series (chart, "buy", HR_PLOT_LINE, HR_CHART_HUE_BLUE, HR_MARKER_CIRCLE, 0);
  rent = hr_plot_add_series (chart, "rent at $0.34/h", HR_PLOT_LINE, HR_CHART_HUE_ORANGE,
                             HR_MARKER_SQUARE, 7);
  for (guint month = 0; month <= 36; month += 6)
    hr_plot_add_point (chart, buy, NULL, NULL, month, 2744 + 18.0 * month, "bought");
  for (guint month = 0; month <= 36; month += 6)
    hr_plot_add_point (chart, rent, NULL, NULL, month, 117.0 * month, "rented");
  hr_plot_add_limit (chart, HR_PLOT_X, 2744 / 99.0, "after 28 months buying wins", FALSE);
  return chart;
}

static HrChart *
create_empty (void)
{
  HrChart *chart = hr_bar_panels_new ();

  hr_chart_set_title (chart, "Capacity, bandwidth, cost", NULL);
  hr_bar_panels_add_panel (chart, "Capacity", "GiB", HR_SCALE_LINEAR, NULL, NULL);
  hr_chart_set_empty_text (chart, "No card is left: all three segments are filtered out. "
                                  "Switch one of them on.");
  return chart;
}

static HrChart *
create_one (void)
{
  return sample_bars_of (1);
}

static HrChart *
create_odd_bars (void)
{
  static const double odd[] = { NAN, INFINITY, -INFINITY, 0, -5, 1e9, 1e-9, 1e308 };
  HrChart            *chart = hr_bar_panels_new ();

  hr_chart_set_title (chart, "Odd \xff bytes", "and <b>no markup</b>");
  hr_bar_panels_add_panel (chart, "Linear", "", HR_SCALE_LINEAR, NULL, NULL);
  hr_bar_panels_add_panel (chart, "Logarithmic", NULL, HR_SCALE_LOG, NULL, NULL);
  hr_bar_panels_add_line (chart, 0, NAN, "never");
  hr_bar_panels_add_line (chart, 1, 1e4, "a line");
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autofree char *text = g_strdup_printf ("%g", odd[i]);

      hr_bar_panels_add_bar (chart, text,
                             i == 2 ? "" : "A card & a very long name that never ends at all",
                             (double[]){ odd[i], odd[i] }, (const char *[]){ text, "" }, NULL);
    }
  return chart;
}

static HrChart *
create_odd_stack (void)
{
  HrChart *chart = hr_stack_new ();

  hr_chart_set_empty_text (chart, "Nothing here takes any memory.");
  hr_stack_add_part (chart, "zero", HR_CHART_HUE_BLUE);
  hr_stack_add_part (chart, "not a number", HR_CHART_HUE_AMBER);
  hr_stack_add_row (chart, "a", "nothing", 0, NULL, NULL);
  hr_stack_add_segment (chart, 0, 0, "0");
  hr_stack_add_row (chart, "b", "odd", NAN, "?", NULL);
  hr_stack_add_segment (chart, 0, -3, "−3");
  hr_stack_add_segment (chart, 1, NAN, "NaN");
  hr_stack_set_band (chart, NAN, INFINITY);
  return chart;
}

static HrChart *
create_odd_plot (void)
{
  HrChart *chart = hr_plot_new ();
  guint    points;

  hr_plot_set_axis (chart, HR_PLOT_X, "", HR_SCALE_LOG, FALSE, NULL, NULL);
  hr_plot_set_axis (chart, HR_PLOT_Y, NULL, HR_SCALE_LINEAR, FALSE, NULL, NULL);
  points = hr_plot_add_series (chart, NULL, HR_PLOT_POINTS, HR_CHART_HUE_BLUE, HR_MARKER_DIAMOND,
                               0);
  hr_plot_add_series (chart, "no points", HR_PLOT_LINE, HR_CHART_HUE_BLUE, HR_MARKER_DIAMOND, 3);
  hr_plot_add_point (chart, points, "nan", "NaN", NAN, NAN, "?");
  hr_plot_add_point (chart, points, "zero", "zero", 0, 5, "0");
  hr_plot_add_point (chart, points, "one", "the only one", 1e9, 5, "1e9");
  hr_plot_set_band (chart, -INFINITY, NAN);
  hr_plot_add_limit (chart, HR_PLOT_X, NAN, "never", TRUE);
  hr_plot_add_limit (chart, HR_PLOT_Y, 1e300, "far away", TRUE);
  return chart;
}

const Sample samples[] = {
  { "bars", create_bars },
  { "bars-log", create_bars_log },
  { "bars-many", create_many },
  { "bars-one", create_one },
  { "bars-odd", create_odd_bars },
  { "empty", create_empty },
  { "memory-bar", create_memory },
  { "memory-bar-exceeds", create_memory_exceeds },
  { "memory-by-card", create_cards },
  { "stack-odd", create_odd_stack },
  { "data-path", create_data_path },
  { "scatter", create_scatter },
  { "roofline", create_roofline },
  { "lines", create_lines },
  { "plot-odd", create_odd_plot },
};
const guint n_samples = G_N_ELEMENTS (samples);
