/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice.h"

G_BEGIN_DECLS

#define HR_REPORT_ERROR (hr_report_error_quark ())
typedef enum
{
  HR_REPORT_ERROR_DRAW
} HrReportError;

typedef enum
{
  HR_PAPER_A4,
  HR_PAPER_LETTER
} HrPaper;

typedef struct
{
  HrPaper              paper;
  const char          *author;      /* NULL = none */
  const char          *create_date; /* ISO 8601; NULL = now. The same date gives the same bytes. */
  const char          *currency;    /* ISO 4217; NULL = the plan's */
  const char          *font;        /* NULL = the default; a Pango font family list */
  guint                pick;        /* which pick is recommended */
  gboolean             with_trace;  /* the appendix: how each figure was computed */
  const HrCalibration *calibration; /* NULL = the built-in one */
} HrReportOptions;

GQuark   hr_report_error_quark (void);
void     hr_report_options_init (HrReportOptions *options);
gboolean hr_report_write_pdf (const HrAdvice        *advice,
                              const char            *file,
                              const HrReportOptions *options,
                              GError               **error);
gboolean hr_report_write_csv (const HrAdvice        *advice,
                              const char            *file,
                              const HrReportOptions *options,
                              GError               **error);
gboolean hr_report_write_markdown (const HrAdvice        *advice,
                                   const char            *file,
                                   const HrReportOptions *options,
                                   GError               **error);
GBytes  *hr_report_pdf (const HrAdvice *advice, const HrReportOptions *options, GError **error);
char    *hr_report_csv (const HrAdvice *advice, const HrReportOptions *options);
char    *hr_report_markdown (const HrAdvice *advice, const HrReportOptions *options);

G_END_DECLS
