/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice.h"
#include "hr-chart.h"

G_BEGIN_DECLS

/* The charts that Headroom knows, made from what the core returned: the window, headroom-cli and
 * the report all get them here. The nicks are a promise to users: add, never rename. */
typedef enum
{
  HR_FIGURE_CAPACITY_BANDWIDTH_COST,
  HR_FIGURE_PRICE_SPEED,
  HR_FIGURE_ROOFLINE,
  HR_FIGURE_MEMORY, /* by card */
  HR_FIGURE_BUY_OR_RENT,
  HR_FIGURE_JOB_COST,
  HR_FIGURE_THROUGHPUT_SIZE,
  HR_FIGURE_SENSITIVITY,
  HR_FIGURE_MEMORY_BAR, /* of one pick */
  HR_FIGURE_HOST_MEMORY_BAR,
  HR_FIGURE_DATA_PATH,
  HR_FIGURE_RAM_VRAM,
  HR_FIGURE_MEMORY_PATH, /* from the drive to the GPU of one pick */
  HR_N_FIGURE
} HrFigureKind;

typedef enum
{
  HR_FIGURE_SORT_CAPACITY,
  HR_FIGURE_SORT_BANDWIDTH,
  HR_FIGURE_SORT_COST,
  HR_FIGURE_SORT_NAME,
  HR_N_FIGURE_SORT
} HrFigureSort;

typedef struct
{
  guint                segments; /* bit mask of 1 << HrSegment; 0 = all */
  gboolean             priced_only;
  HrFigureSort         sort;
  gboolean             logarithmic;
  guint                top;         /* cards a segment at most; 0 = all */
  const char *const   *always;      /* ids of cards that are among them; NULL = well-known ones */
  const char          *currency;    /* ISO 4217; NULL = the plan's, else USD */
  guint                pick;        /* which pick a figure of one machine is about */
  gboolean             titled;      /* draws its own title, for a picture that stands alone */
  gboolean             bare;        /* without a heading: the caller has one */
  const HrCalibration *calibration; /* NULL = the built-in one */
} HrFigureOptions;

void        hr_figure_options_init (HrFigureOptions *options);
HrChart    *hr_figure_new (HrFigureKind           kind,
                           const HrAdvice        *advice,
                           const HrSnapshot      *snapshot,
                           const HrFigureOptions *options);
HrChart    *hr_figure_new_for_pick (HrFigureKind           kind,
                                    const HrPick          *pick,
                                    const HrAdvice        *advice,
                                    const HrSnapshot      *snapshot,
                                    const HrFigureOptions *options);
const char *hr_figure_nick (HrFigureKind kind);
const char *hr_figure_title (HrFigureKind kind);
gboolean    hr_figure_parse (const char *nick, HrFigureKind *kind);
gboolean    hr_figure_needs_advice (HrFigureKind kind);
gboolean    hr_figure_has_scale (HrFigureKind kind);
const char *hr_figure_sort_nick (HrFigureSort sort);
const char *hr_figure_sort_title (HrFigureSort sort);
gboolean    hr_figure_sort_parse (const char *nick, HrFigureSort *sort);

G_END_DECLS
