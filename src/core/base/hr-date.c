/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-date.h"

#include <string.h>

static int
two_digits (const char *text)
{
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return -1;
  return (text[0] - '0') * 10 + (text[1] - '0');
}

/**
 * hr_date_parse:
 * @text: "YYYY", "YYYY-MM" or "YYYY-MM-DD"
 * @date: (out): the date, untouched on failure
 *
 * Returns: whether @text is one of the three forms and a day that exists.
 */
gboolean
hr_date_parse (const char *text, HrDate *date)
{
  gsize length = strlen (text);
  int   century, years, month = 0, day = 0;

  if (length != 4 && length != 7 && length != 10)
    return FALSE;
  century = two_digits (text);
  years = two_digits (text + 2);
  if (century < 19 || years < 0)
    return FALSE;
  if (length >= 7)
    {
      month = text[4] == '-' ? two_digits (text + 5) : -1;
      if (month < 1 || month > 12)
        return FALSE;
    }
  if (length == 10)
    {
      day = text[7] == '-' ? two_digits (text + 8) : -1;
      if (day < 1
          || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month,
                                (GDateYear) (century * 100 + years)))
        return FALSE;
    }
  date->year = (guint16) (century * 100 + years);
  date->month = (guint8) month;
  date->day = (guint8) day;
  return TRUE;
}

/**
 * hr_date_format:
 * @date: a date
 * @buffer: (out): "2026-07-12", "2026-07", "2026", or "" when not known
 *
 * The form of files; what people read comes from the text library.
 */
void
hr_date_format (HrDate date, char buffer[16])
{
  if (date.year == 0)
    buffer[0] = '\0';
  else if (date.month == 0)
    g_snprintf (buffer, 16, "%04u", date.year);
  else if (date.day == 0)
    g_snprintf (buffer, 16, "%04u-%02u", date.year, date.month);
  else
    g_snprintf (buffer, 16, "%04u-%02u-%02u", date.year, date.month, date.day);
}

gboolean
hr_date_is_known (HrDate date)
{
  return date.year != 0;
}

/* The middle of what is known, so that "2026-07" is neither favoured nor wronged against
 * "2026-07-12". */
static int
julian (HrDate date)
{
  GDate d;

  g_date_clear (&d, 1);
  g_date_set_dmy (&d,
                  date.day     ? date.day
                  : date.month ? 15
                               : 1,
                  date.month ? (GDateMonth) date.month : G_DATE_JULY, date.year);
  return (int) g_date_get_julian (&d);
}

/**
 * hr_date_compare:
 *
 * Returns: less than, equal to or greater than zero as @a is before, with or after @b; a date that
 *   is not known comes before all others.
 */
int
hr_date_compare (HrDate a, HrDate b)
{
  if (!hr_date_is_known (a) || !hr_date_is_known (b))
    return (int) hr_date_is_known (a) - (int) hr_date_is_known (b);
  return julian (a) - julian (b);
}

/**
 * hr_date_age_days:
 *
 * Returns: days from @date to @today, at least 0; %G_MAXINT when @date is not known.
 */
int
hr_date_age_days (HrDate date, HrDate today)
{
  if (!hr_date_is_known (date) || !hr_date_is_known (today))
    return G_MAXINT;
  return MAX (0, julian (today) - julian (date));
}

gboolean
hr_date_is_stale (HrDate date, HrDate today)
{
  return hr_date_age_days (date, today) > HR_STALE_DAYS;
}
