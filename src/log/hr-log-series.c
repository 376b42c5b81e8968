/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-log-private.h"

/* A leak is told by figures alone: what is in use is printed again and again, and grows. */

#define MIN_READINGS 6
#define MIN_GROWTH   1.25 /* last ÷ first */
#define MAX_FALLS    0.1  /* of the steps */

typedef struct
{
  guint  n, n_falls;
  double first, last;
} Series;

static void
add (Series *series, double gib)
{
  if (series->n == 0)
    series->first = gib;
  else if (gib < series->last)
    series->n_falls++;
  series->last = gib;
  series->n++;
}

static gboolean
only_grows (const Series *series)
{
  return series->n >= MIN_READINGS && series->first > 0
         && series->last >= MIN_GROWTH * series->first && series->n_falls <= MAX_FALLS * series->n;
}

/**
 * hr_log_read_series:
 *
 * Marks a leak where the memory in use only grows from step to step.
 */
void
hr_log_read_series (HrLogReader *reader)
{
  static const char *const patterns[] = {
    "ma %s max_ma",
    "cpu virtual memory: used = %s",
    "memory allocated%{: |=| = | }%s",
    "memory_allocated%{: |=| = | }%s",
    "gpu_mem%{: |=| = | }%s",
    "max mem: %m",
    "rss%{: |=| = | }%s",
    "ram%{: |=| = | }%s",
  };
  Series all[G_N_ELEMENTS (patterns)] = { 0 };

  for (guint line = 0; line < reader->lines->len; line++)
    for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
      {
        HrLogCapture captures[HR_LOG_CAPTURES];
        guint        n;

        if (hr_log_match (patterns[i], reader->lines->pdata[line], reader->lower->pdata[line],
                          reader->is_decimal_comma, captures, &n)
            && n > 0)
          add (&all[i], captures[0].number);
      }
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    if (only_grows (&all[i]))
      {
        reader->log->marks |= HR_MARK_LEAK;
        hr_log_set_number (reader->log, "grew_from_gib", all[i].first, HR_KEEP_LAST);
        hr_log_set_number (reader->log, "grew_to_gib", all[i].last, HR_KEEP_LAST);
        return;
      }
}
