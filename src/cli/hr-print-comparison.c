/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-print-advice.h"

#include <glib/gi18n-lib.h>

#include "hr-table.h"
#include "hr-text.h"

static void
add_compared (HrTable            *table,
              const char         *label,
              const HrComparison *comparison,
              char *(*say) (const HrComparison *, const HrCompared *),
              int best)
{
  const char *cells[HR_MAX_COMPARED + 2] = { label };
  char       *texts[HR_MAX_COMPARED] = { NULL };

  for (guint i = 0; i < comparison->n; i++)
    {
      g_autofree char *text = say (comparison, &comparison->columns[i]);

      texts[i] = g_strconcat (text, best == (int) i ? " *" : "", NULL);
      cells[i + 1] = texts[i];
    }
  hr_table_add_row (table, cells);
  for (guint i = 0; i < comparison->n; i++)
    g_free (texts[i]);
}

static char *
say_name (const HrComparison *comparison, const HrCompared *column)
{
  return g_strdup_printf (_("%1$u × %2$s"), column->gpu_count, column->gpu->name);
}

static char *
say_memory (const HrComparison *comparison, const HrCompared *column)
{
  return hr_text_gib (column->gpu->vram_gib);
}

static char *
say_bandwidth (const HrComparison *comparison, const HrCompared *column)
{
  return hr_text_unit_value (column->gpu->bandwidth_gb_s, HR_UNIT_GB_S);
}

static char *
say_gpu_price (const HrComparison *comparison, const HrCompared *column)
{
  return hr_text_price (hr_gpu_price (column->gpu, comparison->plan.constraints.condition),
                        comparison->plan.constraints.currency, comparison->snapshot);
}

static char *
say_build_price (const HrComparison *comparison, const HrCompared *column)
{
  if (!column->has_build || !(column->build.price_usd > 0))
    return g_strdup ("–");
  return hr_text_money (column->build.price_usd, comparison->plan.constraints.currency,
                        comparison->snapshot);
}

static char *
say_fit (const HrComparison *comparison, const HrCompared *column)
{
  g_autofree char *required = hr_text_gib (column->estimate.required_gib);

  return g_strdup_printf ("%s (%s)", hr_text_enum (&hr_enum_fit, (int) column->estimate.fit),
                          required);
}

static char *
say_speed (const HrComparison *comparison, const HrCompared *column)
{
  return hr_text_throughput (&column->estimate.throughput);
}

static char *
say_time (const HrComparison *comparison, const HrCompared *column)
{
  return column->estimate.seconds > 0 ? hr_text_seconds (column->estimate.seconds) : g_strdup ("–");
}

static char *
say_job (const HrComparison *comparison, const HrCompared *column)
{
  if (!(column->cost.job_usd > 0))
    return g_strdup ("–");
  return hr_text_money (column->cost.job_usd, comparison->plan.constraints.currency,
                        comparison->snapshot);
}

static char *
say_energy (const HrComparison *comparison, const HrCompared *column)
{
  return hr_text_unit_value (column->cost.energy_kwh, HR_UNIT_KWH);
}

static char *
say_per_gib (const HrComparison *comparison, const HrCompared *column)
{
  if (!(column->cost.usd_per_gib > 0))
    return g_strdup ("–");
  return hr_text_money (column->cost.usd_per_gib, comparison->plan.constraints.currency,
                        comparison->snapshot);
}

/**
 * hr_print_comparison:
 *
 * The cards in columns, the best of a row marked, and the verdict in words.
 */
void
hr_print_comparison (GString *out, const HrComparison *comparison)
{
  const char *currency = comparison->plan.constraints.currency;
  g_autoptr (HrTable) table = hr_table_new ("lllll");

  add_compared (table, "", comparison, say_name, comparison->best_value);
  hr_table_rule (table);
  add_compared (table, _("Memory"), comparison, say_memory, -1);
  add_compared (table, _("Bandwidth"), comparison, say_bandwidth, -1);
  add_compared (table, _("Price of a card"), comparison, say_gpu_price, -1);
  add_compared (table, _("Price per GiB"), comparison, say_per_gib, -1);
  add_compared (table, _("Price of the build"), comparison, say_build_price, -1);
  add_compared (table, _("Fit"), comparison, say_fit, comparison->best_fit);
  add_compared (table, _("Speed"), comparison, say_speed, -1);
  add_compared (table, _("Time of the job"), comparison, say_time, comparison->fastest);
  add_compared (table, _("Cost of a run"), comparison, say_job, comparison->cheapest_job);
  add_compared (table, _("Energy of a run"), comparison, say_energy, -1);
  hr_table_print (table, out);
  g_string_append_printf (out, "%s\n", _("* the best of its row; at the top: the best value"));
  hr_print_sentences (out, _("Verdict"), comparison->verdict, comparison->n_verdict, currency,
                      comparison->snapshot);
  hr_print_thresholds (out, comparison->thresholds, comparison->n_thresholds, currency,
                       comparison->snapshot);
}
