/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-report-model.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* Where everything of a document goes: pages of boxes. Lengths are points. A heading stays with
 * what follows it, a table is split between rows and repeats its header. */

typedef enum
{
  HR_FONT_BODY,
  HR_FONT_SMALL,
  HR_FONT_SMALL_BOLD,
  HR_FONT_BOLD,
  HR_FONT_HEADING,
  HR_FONT_TITLE,
  HR_FONT_HERO,
  HR_FONT_FIGURE,
  HR_N_FONT
} HrReportFont;

typedef enum
{
  HR_BOX_BLOCK,
  HR_BOX_TABLE_HEADER,
  HR_BOX_TABLE_ROW
} HrBoxKind;

typedef struct
{
  HrBoxKind      kind;
  const HrBlock *block;
  guint          row;
  double         height, gap; /* the gap above it falls away at the top of a page */
  gboolean       keeps_next;
  gboolean       breaks; /* starts a page */
  guint          page;   /* 0… */
  double         y;
} HrBox;

typedef struct
{
  double width, height;            /* of the page */
  double left, right, top, bottom; /* margins */
} HrPageSize;

#define HR_HERO_FIGURES 4
#define HR_CHART_SCALE  0.72 /* points to a pixel of a chart */

typedef struct
{
  const HrReport       *report;
  HrPageSize            page;
  PangoContext         *context;
  PangoFontDescription *fonts[HR_N_FONT];
  HrChartTheme          theme;
  GArray               *boxes;  /* HrBox */
  GHashTable           *widths; /* HrBlock → double[HR_REPORT_MAX_COLUMNS], owned */
  guint                 n_pages;
} HrReportLayout;

HrReportLayout *hr_report_layout_new (const HrReport *report, HrPaper paper, const char *font);
void            hr_report_layout_free (HrReportLayout *self);
double          hr_report_layout_content (const HrReportLayout *self);
PangoLayout *
hr_report_layout_text (HrReportLayout *self, HrReportFont font, const char *text, double width);
double        hr_report_text_height (PangoLayout *layout);
double        hr_report_text_width (PangoLayout *layout);
double        hr_report_text_baseline (PangoLayout *layout);
const double *hr_report_columns (HrReportLayout *self, const HrBlock *block);
HrReportFont  hr_report_row_font (const HrBlock *block, guint row);
const char   *hr_report_cell (const HrBlock *block, guint row, guint column);
double hr_report_row (HrReportLayout *self, const HrBlock *block, guint row, double *baseline);

#define HR_REPORT_HEADER G_MAXUINT

/* Room around and within things, shared by measuring and drawing. */
#define HR_CELL_PADDING  6.0
#define HR_ROW_PADDING   3.2
#define HR_HERO_PADDING  14.0
#define HR_BULLET_INDENT 12.0
#define HR_BADGE_PADDING 6.0
#define HR_CAPTION_GAP   8.0

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrReportLayout, hr_report_layout_free)

G_END_DECLS
