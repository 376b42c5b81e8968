/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double red, green, blue, alpha;
} HrChartColor;

/* What a mark is painted with. The order is the one in which a caller without a preference takes
 * them: neighbours differ in lightness as well as in hue, also for colour-blind eyes. */
typedef enum
{
  HR_CHART_HUE_BLUE,
  HR_CHART_HUE_AMBER,
  HR_CHART_HUE_PURPLE,
  HR_CHART_HUE_SKY,
  HR_CHART_HUE_ORANGE,
  HR_CHART_HUE_YELLOW,
  HR_CHART_HUE_TEAL,
  HR_CHART_HUE_BROWN,
  HR_CHART_HUE_PINK,
  HR_CHART_HUE_GREY,
  HR_CHART_N_HUE
} HrChartHue;

typedef enum
{
  HR_CHART_THEME_LIGHT,
  HR_CHART_THEME_DARK,
  HR_CHART_THEME_HIGH_CONTRAST,
  HR_CHART_THEME_HIGH_CONTRAST_DARK,
  HR_CHART_THEME_PRINT,
  HR_CHART_N_THEME
} HrChartThemeKind;

/* A plain value without padding that matters: set up by hr_chart_theme_init(), then adapted. */
typedef struct
{
  char     font[96];   /* a Pango font description with a size in points; its text is 1 body */
  double   text_scale; /* 1; 1.5 = half as large again */
  gboolean rtl;        /* bars grow from the right, labels stand at the right */
  gboolean hatched; /* every hue but the first has its pattern; else only stacked ones, faintly */
  double   line_width;     /* of series lines and outlines, pixels */
  HrChartColor background; /* under saved pictures; hr_chart_draw() leaves it to the caller */
  HrChartColor text, dim, grid, axis;
  HrChartColor track;                        /* what a bar could fill */
  HrChartColor surface, outline;             /* boxes */
  HrChartColor highlight, highlight_outline; /* the box that matters */
  HrChartColor alert;                        /* lines of need, budget, limits */
  HrChartColor hues[HR_CHART_N_HUE];
} HrChartTheme;

void        hr_chart_theme_init (HrChartTheme *self, HrChartThemeKind kind);
void        hr_chart_theme_set_font (HrChartTheme *self, const char *font);
gboolean    hr_chart_theme_equal (const HrChartTheme *a, const HrChartTheme *b);
gboolean    hr_chart_theme_parse (const char *nick, HrChartThemeKind *kind);
const char *hr_chart_theme_nick (HrChartThemeKind kind);

G_END_DECLS
