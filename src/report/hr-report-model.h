/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-chart.h"
#include "hr-report.h"

G_BEGIN_DECLS

/* The document as a list of blocks, the same for PDF and Markdown. */

#define HR_REPORT_MAX_COLUMNS 8

typedef enum
{
  HR_BLOCK_TITLE,     /* text, detail */
  HR_BLOCK_HERO,      /* badges, text, detail, figures */
  HR_BLOCK_HEADING,   /* text, anchor; in the outline */
  HR_BLOCK_PARAGRAPH, /* text */
  HR_BLOCK_BULLET,    /* text */
  HR_BLOCK_LINK,      /* text, anchor of the target */
  HR_BLOCK_CHART,     /* chart; text = caption */
  HR_BLOCK_TABLE,     /* columns, cells, strong_row */
} HrBlockKind;

typedef struct
{
  char    *title;
  gboolean is_numeric; /* at the end of its column, never wrapped */
} HrReportColumn;

typedef struct
{
  HrBlockKind    kind;
  char          *text, *detail, *anchor;
  GPtrArray     *badges;  /* char * */
  GPtrArray     *figures; /* char *: value, caption, value, caption, … */
  HrChart       *chart;
  guint          n_columns;
  HrReportColumn columns[HR_REPORT_MAX_COLUMNS];
  GPtrArray     *cells;      /* char *, row by row */
  int            strong_row; /* −1 = none */
  gboolean       starts_page;
  gboolean       is_small;   /* a table of the appendix */
  gboolean       is_warning; /* a hero that has no answer */
} HrBlock;

typedef struct
{
  char      *title, *subject, *keywords;
  GPtrArray *blocks; /* HrBlock */
} HrReport;

/* What the parts of the document are written from. */
typedef struct
{
  HrReport              *report;
  const HrAdvice        *advice;
  const HrReportOptions *options;
  const HrPick          *pick; /* NULL = not even a near miss */
  const char            *currency;
} HrReportWriter;

HrReport *hr_report_new (const HrAdvice *advice, const HrReportOptions *options);
void      hr_report_free (HrReport *report);
void      hr_block_free (HrBlock *block);
guint     hr_block_n_rows (const HrBlock *block);

HrBlock *hr_report_add (HrReportWriter *writer, HrBlockKind kind, const char *text);
HrBlock *hr_report_add_heading (HrReportWriter *writer, const char *anchor, const char *text);
void     hr_block_add_column (HrBlock *block, const char *title, gboolean is_numeric);
void     hr_block_add_cell (HrBlock *block, char *text); /* (transfer full) */

void  hr_report_write_answer (HrReportWriter *writer);
void  hr_report_write_reasons (HrReportWriter *writer);
void  hr_report_write_parts (HrReportWriter *writer);
void  hr_report_write_details (HrReportWriter *writer);
void  hr_report_write_alternatives (HrReportWriter *writer);
void  hr_report_write_prices (HrReportWriter *writer);
void  hr_report_write_charts (HrReportWriter *writer);
void  hr_report_write_assumptions (HrReportWriter *writer);
void  hr_report_write_excluded (HrReportWriter *writer);
void  hr_report_write_trace (HrReportWriter *writer);
char *hr_report_money (const HrReportWriter *writer, double usd);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrReport, hr_report_free)

G_END_DECLS
