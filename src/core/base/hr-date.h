/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A date as far as its source tells: a year, a year and month, or a day. All zero = not known. */
typedef struct
{
  guint16 year;
  guint8  month; /* 1..12; 0 = only the year is known */
  guint8  day;   /* 1..31; 0 = only the month is known */
} HrDate;

#define HR_STALE_DAYS 90 /* an older price is marked stale */

gboolean hr_date_parse (const char *text, HrDate *date);
void     hr_date_format (HrDate date, char buffer[16]);
gboolean hr_date_is_known (HrDate date);
int      hr_date_compare (HrDate a, HrDate b);
int      hr_date_age_days (HrDate date, HrDate today);
gboolean hr_date_is_stale (HrDate date, HrDate today);

G_END_DECLS
