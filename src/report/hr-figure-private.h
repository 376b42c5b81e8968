/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-figure.h"

#include "hr-scene.h"

G_BEGIN_DECLS

/* What a figure is made from, resolved once. */
typedef struct
{
  const HrAdvice        *advice; /* NULL where there is none */
  const HrSnapshot      *snapshot;
  const HrFigureOptions *options;
  const HrPick          *pick; /* NULL where there is none, not even a near miss */
  const HrCalibration   *calibration;
  const char            *currency;
} HrFigureInput;

/* The currency of a chart's axis: lives as long as the chart. */
typedef struct
{
  HrSnapshot *snapshot;
  char        currency[4];
} HrFigureMoney;

HrChart *hr_figure_cards (const HrFigureInput *input);
HrChart *hr_figure_price_speed (const HrFigureInput *input);
HrChart *hr_figure_roofline (const HrFigureInput *input);
HrChart *hr_figure_memory (const HrFigureInput *input);
HrChart *hr_figure_buy_or_rent (const HrFigureInput *input);
HrChart *hr_figure_job_cost (const HrFigureInput *input);
HrChart *hr_figure_throughput_size (const HrFigureInput *input);
HrChart *hr_figure_sensitivity (const HrFigureInput *input);
HrChart *hr_figure_memory_bar (const HrFigureInput *input);
HrChart *hr_figure_host_memory (const HrFigureInput *input);
HrChart *hr_figure_data_path (const HrFigureInput *input);
HrChart *hr_figure_ram_vram (const HrFigureInput *input);
HrChart *hr_figure_memory_path (const HrFigureInput *input);

GPtrArray     *hr_figure_select_gpus (const HrFigureInput *input);
const HrPrice *hr_figure_price (const HrFigureInput *input, const HrGpu *gpu);
char          *hr_figure_machine (const HrGpu *gpu, guint gpu_count);
const char    *hr_figure_short_name (const HrGpu *gpu);
char          *hr_figure_short_machine (const HrGpu *gpu, guint gpu_count);
HrFigureMoney *hr_figure_money_new (const HrFigureInput *input, HrChart *chart);
char          *hr_figure_format_money (double amount, gpointer money);
char          *hr_figure_format_number (double value, gpointer unused);
double         hr_figure_to_currency (const HrFigureInput *input, double usd);
HrChartHue     hr_figure_segment_hue (HrSegment segment);
HrMarkerShape  hr_figure_segment_marker (HrSegment segment);
HrChartHue     hr_figure_term_hue (HrTerm term);
double         hr_figure_throughput (const HrPick *pick);

G_END_DECLS
