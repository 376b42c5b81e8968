/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-report.h"

#include "hr-file-write.h"
#include "hr-string.h"

#include <math.h>
#include <string.h>

/* The ranked builds for a spreadsheet or a script: one row a build, the columns in the language of
 * the plan format, numbers with a point whatever the locale. RFC 4180. */

static const char *const columns[] = {
  "rank",
  "roles",
  "gpu",
  "gpu_name",
  "gpu_count",
  "platform",
  "ram_gib",
  "psu_w",
  "price",
  "currency",
  "oldest_price",
  "newest_price",
  "stale_share",
  "unpriced_parts",
  "fit",
  "required_gib",
  "low_gib",
  "high_gib",
  "available_gib",
  "headroom_gib",
  "throughput",
  "throughput_low",
  "throughput_high",
  "throughput_unit",
  "throughput_per",
  "bound_by",
  "seconds",
  "seconds_low",
  "seconds_high",
  "job_cost",
  "energy_kwh",
  "per_hour",
  "rent_job",
  "break_even_hours",
};

typedef struct
{
  GString *text;
  guint    column;
} Writer;

static void
put (Writer *writer, const char *value)
{
  g_autofree char *text = g_utf8_make_valid (value ? value : "", -1);
  g_autofree char *valid = g_strconcat (hr_string_is_formula (text) ? "'" : "", text, NULL);

  if (writer->column++ > 0)
    g_string_append_c (writer->text, ',');
  if (strpbrk (valid, ",\"\r\n") == NULL)
    {
      g_string_append (writer->text, valid);
      return;
    }
  g_string_append_c (writer->text, '"');
  for (const char *c = valid; *c; c++)
    {
      if (*c == '"')
        g_string_append_c (writer->text, '"');
      g_string_append_c (writer->text, *c);
    }
  g_string_append_c (writer->text, '"');
}

static void
put_number (Writer *writer, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  put (writer, isfinite (value) ? g_ascii_formatd (buffer, sizeof buffer, "%.10g", value) : "");
}

static void
put_date (Writer *writer, HrDate date)
{
  char buffer[16] = "";

  if (hr_date_is_known (date))
    hr_date_format (date, buffer);
  put (writer, buffer);
}

static void
end_row (Writer *writer)
{
  g_string_append (writer->text, "\r\n");
  writer->column = 0;
}

static void
put_roles (Writer *writer, guint roles)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint role = 0; role < HR_N_ROLE; role++)
    if (roles & 1u << role)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "",
                              hr_enum_nick (&hr_enum_role, (int) role));
  put (writer, text->str);
}

static void
put_build (Writer *writer, const HrAdvice *advice, const HrBuild *build, const char *currency)
{
  put (writer, build->gpu ? build->gpu->id : "");
  put (writer, build->gpu ? build->gpu->name : "");
  put_number (writer, build->gpu_count);
  put (writer, build->platform ? build->platform->id : "");
  put_number (writer, build->ram_gib);
  put_number (writer, build->psu_w);
  put_number (writer, hr_money_from_usd (advice->snapshot, build->price_usd, currency));
  put (writer, currency);
  put_date (writer, build->oldest);
  put_date (writer, build->newest);
  put_number (writer, build->stale_share);
  put_number (writer, build->n_unpriced);
}

static void
put_estimate (Writer *writer, const HrEstimate *estimate, double headroom_gib)
{
  const HrThroughput *throughput = &estimate->throughput;

  put (writer, hr_enum_nick (&hr_enum_fit, (int) estimate->fit));
  put_number (writer, estimate->required_gib);
  put_number (writer, estimate->low_gib);
  put_number (writer, estimate->high_gib);
  put_number (writer, estimate->available_gib);
  put_number (writer, headroom_gib);
  put_number (writer, throughput->value);
  put_number (writer, throughput->low);
  put_number (writer, throughput->high);
  put (writer, hr_enum_nick (&hr_enum_rate_unit, (int) throughput->unit));
  put (writer, throughput->per_gpu ? "gpu" : "system");
  put (writer, hr_enum_nick (&hr_enum_stage, (int) estimate->bound_by));
  put_number (writer, estimate->seconds);
  put_number (writer, estimate->seconds_low);
  put_number (writer, estimate->seconds_high);
}

static void
put_pick (
    Writer *writer, const HrAdvice *advice, const HrPick *pick, guint rank, const char *currency)
{
  put_number (writer, rank);
  put_roles (writer, pick->roles);
  put_build (writer, advice, &pick->build, currency);
  put_estimate (writer, &pick->estimate, pick->headroom_gib);
  put_number (writer, hr_money_from_usd (advice->snapshot, pick->cost.job_usd, currency));
  put_number (writer, pick->cost.energy_kwh);
  put_number (writer, hr_money_from_usd (advice->snapshot, pick->cost.per_hour_usd, currency));
  if (pick->cost.rent)
    put_number (writer, hr_money_from_usd (advice->snapshot, pick->cost.rent_job_usd, currency));
  else
    put (writer, "");
  if (pick->cost.break_even_hours > 0)
    put_number (writer, pick->cost.break_even_hours);
  else
    put (writer, "");
  end_row (writer);
}

/**
 * hr_report_csv:
 *
 * Returns: (transfer full): a header and one row a build, best first; with no build that fits, the
 *   nearest miss with rank 0
 */
char *
hr_report_csv (const HrAdvice *advice, const HrReportOptions *options)
{
  const char *currency = options->currency ? options->currency : advice->plan.constraints.currency;
  Writer      writer = { .text = g_string_new (NULL) };

  if (*currency == '\0'
      || (strcmp (currency, "USD") != 0 && hr_snapshot_rate (advice->snapshot, currency) == NULL))
    currency = "USD";
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    put (&writer, columns[i]);
  end_row (&writer);
  for (guint i = 0; i < advice->n_picks; i++)
    put_pick (&writer, advice, &advice->picks[i], i + 1, currency);
  if (advice->n_picks == 0 && advice->nearest_miss)
    put_pick (&writer, advice, advice->nearest_miss, 0, currency);
  return g_string_free (writer.text, FALSE);
}

gboolean
hr_report_write_csv (const HrAdvice        *advice,
                     const char            *file,
                     const HrReportOptions *options,
                     GError               **error)
{
  g_autofree char *text = hr_report_csv (advice, options);

  return hr_file_write_output (file, text, strlen (text), error);
}
