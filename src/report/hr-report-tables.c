/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-report-model.h"

#include "hr-calibration.h"
#include "hr-pick-trace.h"
#include "hr-quantile.h"
#include "hr-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_ALTERNATIVES 8
#define MAX_NAMES        6

static char *
machine_name (const HrBuild *build)
{
  /* Translators: %1$u GPUs of the name %2$s. */
  return g_strdup_printf (_("%1$u × %2$s"), build->gpu_count, build->gpu->name);
}

static char *
roles_of (const HrPick *pick)
{
  GString *text = g_string_new (NULL);

  for (guint role = 0; role < HR_N_ROLE; role++)
    if (pick->roles & 1u << role)
      {
        if (text->len > 0)
          g_string_append (text, ", ");
        g_string_append (text, hr_text_enum (&hr_enum_role, (int) role));
      }
  return g_string_free (text, FALSE);
}

/* The ranked builds: the first few, and every one that has a name of its own. */
void
hr_report_write_alternatives (HrReportWriter *writer)
{
  const HrAdvice *advice = writer->advice;
  HrBlock        *table;
  guint           row = 0;

  if (advice->n_picks < 2)
    return;
  hr_report_add_heading (writer, "alternatives", _("Other builds"));
  table = hr_report_add (writer, HR_BLOCK_TABLE, NULL);
  hr_block_add_column (table, _("Build"), FALSE);
  hr_block_add_column (table, _("Named"), FALSE);
  hr_block_add_column (table, _("Price"), TRUE);
  hr_block_add_column (table, _("Time"), TRUE);
  hr_block_add_column (table, _("A run"), TRUE);
  hr_block_add_column (table, _("Memory free"), TRUE);
  for (guint i = 0; i < advice->n_picks; i++)
    {
      const HrPick *pick = &advice->picks[i];

      if (i >= MAX_ALTERNATIVES && pick->roles == 0 && pick != writer->pick)
        continue;
      if (pick == writer->pick)
        table->strong_row = (int) row;
      row++;
      hr_block_add_cell (table, machine_name (&pick->build));
      hr_block_add_cell (table, roles_of (pick));
      hr_block_add_cell (table, hr_report_money (writer, pick->build.price_usd));
      hr_block_add_cell (table, hr_text_seconds (pick->estimate.seconds));
      hr_block_add_cell (table, hr_report_money (writer, pick->cost.job_usd));
      hr_block_add_cell (table, hr_text_gib (pick->headroom_gib));
    }
}

static void
add_part (HrReportWriter *writer, HrBlock *table, const HrBuildPart *part)
{
  hr_block_add_cell (table, g_strdup (hr_text_enum (&hr_enum_part, (int) part->part)));
  hr_block_add_cell (table, g_strdup (part->name));
  hr_block_add_cell (table, g_strdup_printf ("%u", part->count));
  if (!(part->unit_usd > 0))
    {
      hr_block_add_cell (table, g_strdup (_("no price")));
      hr_block_add_cell (table, g_strdup ("–"));
      return;
    }
  hr_block_add_cell (table, hr_report_money (writer, part->unit_usd));
  hr_block_add_cell (table, hr_report_money (writer, part->unit_usd * part->count));
}

static void
add_sum (HrBlock *table, const char *label, char *value)
{
  hr_block_add_cell (table, g_strdup (label));
  for (guint i = 0; i < 3; i++)
    hr_block_add_cell (table, g_strdup (""));
  hr_block_add_cell (table, value);
}

/* What has to be bought, and the sum. */
void
hr_report_write_parts (HrReportWriter *writer)
{
  const HrPick *pick = writer->pick;
  double        tax = writer->advice->plan.economics.tax_rate;
  HrBlock      *table;

  if (pick == NULL || pick->build.n_parts == 0)
    return;
  hr_report_add_heading (writer, "parts", _("Parts and prices"));
  table = hr_report_add (writer, HR_BLOCK_TABLE, NULL);
  table->is_small = TRUE;
  hr_block_add_column (table, _("Part"), FALSE);
  hr_block_add_column (table, _("Name"), FALSE);
  hr_block_add_column (table, _("Number"), TRUE);
  hr_block_add_column (table, _("Each"), TRUE);
  hr_block_add_column (table, _("Total"), TRUE);
  for (guint i = 0; i < pick->build.n_parts; i++)
    add_part (writer, table, &pick->build.parts[i]);
  if (tax > 0)
    add_sum (table, _("Tax"), hr_report_money (writer, pick->build.price_usd * tax / (1 + tax)));
  table->strong_row = (int) hr_block_n_rows (table);
  add_sum (table, _("Together"), hr_report_money (writer, pick->build.price_usd));
}

/* What is usually paid: the middle 80 %. */
static char *
price_range (HrReportWriter *writer, const HrBuildPart *part)
{
  double           reach = part->price ? exp (HR_Z_80 * part->price->deviation) : 1;
  g_autofree char *low = NULL, *high = NULL;

  if (!(part->unit_usd > 0) || !(reach > 1))
    return g_strdup ("–");
  low = hr_report_money (writer, part->unit_usd / reach);
  high = hr_report_money (writer, part->unit_usd * reach);
  /* Translators: the two ends of a range. */
  return g_strdup_printf (_("%1$s to %2$s"), low, high);
}

static char *
price_date (HrReportWriter *writer, const HrPrice *price)
{
  g_autofree char *date = NULL;

  if (!hr_date_is_known (price->date))
    return g_strdup (_("no date"));
  date = hr_text_date (price->date);
  /* Translators: the date of a price that is too old to be relied on. */
  return hr_date_is_stale (price->date, writer->advice->today)
             ? g_strdup_printf (_("%s, old"), date)
             : g_steal_pointer (&date);
}

/* Where each price comes from: of when, of what condition, and how far it may be off. */
void
hr_report_write_prices (HrReportWriter *writer)
{
  const HrPick *pick = writer->pick;
  HrBlock      *table;

  if (pick == NULL || pick->build.n_parts == 0)
    return;
  hr_report_add_heading (writer, "prices", _("Where the prices come from"));
  table = hr_report_add (writer, HR_BLOCK_TABLE, NULL);
  table->is_small = TRUE;
  hr_block_add_column (table, _("Part"), FALSE);
  hr_block_add_column (table, _("Usually paid"), FALSE);
  hr_block_add_column (table, _("Condition"), FALSE);
  hr_block_add_column (table, _("Price of"), FALSE);
  hr_block_add_column (table, _("Source"), FALSE);
  for (guint i = 0; i < pick->build.n_parts; i++)
    {
      const HrBuildPart *part = &pick->build.parts[i];
      const HrPrice     *price = part->price;

      hr_block_add_cell (table, g_strdup (part->name));
      hr_block_add_cell (table, price_range (writer, part));
      hr_block_add_cell (
          table, g_strdup (price ? hr_text_enum (&hr_enum_condition, (int) price->condition) : ""));
      hr_block_add_cell (table, price ? price_date (writer, price) : g_strdup (""));
      hr_block_add_cell (table, g_strdup (price && price->source ? price->source : ""));
    }
}

static char *
names_of (const HrAdvice *advice, HrReason reason, guint *count, const HrExcluded **with_change)
{
  GString *names = g_string_new (NULL);

  *count = 0;
  *with_change = NULL;
  for (guint i = 0; i < advice->n_excluded; i++)
    {
      const HrExcluded *excluded = &advice->excluded[i];

      if (excluded->reason != reason)
        continue;
      if (++*count <= MAX_NAMES)
        {
          if (names->len > 0)
            g_string_append (names, ", ");
          g_string_append (names, excluded->gpu->name);
        }
      if (*with_change == NULL && excluded->change.id != HR_SENTENCE_CHANGE_NONE)
        *with_change = excluded;
    }
  if (*count > MAX_NAMES)
    {
      /* Translators: follows a list of names. */
      g_autofree char *more = g_strdup_printf (
          ngettext (" and %u more", " and %u more", *count - MAX_NAMES), *count - MAX_NAMES);

      g_string_append (names, more);
    }
  return g_string_free (names, FALSE);
}

/* The cards that are out, by reason, and the smallest change that would let one of them in. */
void
hr_report_write_excluded (HrReportWriter *writer)
{
  const HrAdvice *advice = writer->advice;
  HrBlock        *table;

  if (advice->n_excluded == 0)
    return;
  hr_report_add_heading (writer, "excluded", _("Cards ruled out"));
  table = hr_report_add (writer, HR_BLOCK_TABLE, NULL);
  hr_block_add_column (table, _("Reason"), FALSE);
  hr_block_add_column (table, _("Cards"), TRUE);
  hr_block_add_column (table, _("Which"), FALSE);
  hr_block_add_column (table, _("What would let one in"), FALSE);
  for (guint reason = 0; reason < HR_N_REASON; reason++)
    {
      const HrExcluded *change;
      guint             count;
      g_autofree char  *names = names_of (advice, (HrReason) reason, &count, &change);

      if (count == 0)
        continue;
      hr_block_add_cell (table, g_strdup (hr_text_enum (&hr_enum_reason, (int) reason)));
      hr_block_add_cell (table, g_strdup_printf ("%u", count));
      hr_block_add_cell (table, g_steal_pointer (&names));
      if (change)
        {
          g_autofree char *text = hr_text_sentence (&change->change, writer->currency,
                                                    advice->snapshot);

          /* Translators: a card, and a sentence on what would let it in. */
          hr_block_add_cell (table, g_strdup_printf (_("%1$s: %2$s"), change->gpu->name, text));
        }
      else
        hr_block_add_cell (table, g_strdup ("–"));
    }
}

static void
add_term (HrBlock *table, const HrTraceTerm *term, HrReportWriter *writer)
{
  const HrSnapshot *snapshot = writer->advice->snapshot;

  hr_block_add_cell (table, g_strdup (hr_text_trace_id (term->id)));
  hr_block_add_cell (table, g_strdup (term->formula));
  hr_block_add_cell (table, hr_text_trace_inputs (term, writer->currency, snapshot));
  hr_block_add_cell (table,
                     hr_text_trace_value (term->value, term->unit, writer->currency, snapshot));
  hr_block_add_cell (table, hr_text_trace_source (term));
}

/* The appendix: every term of the machine's figures with its formula, inputs and source. */
void
hr_report_write_trace (HrReportWriter *writer)
{
  g_autoptr (HrTrace) trace = NULL;
  HrBlock *heading, *table;

  if (writer->pick == NULL || writer->pick->build.gpu == NULL)
    return;
  trace = hr_pick_trace (writer->advice, writer->pick,
                         writer->options->calibration ? writer->options->calibration
                                                      : hr_calibration_default ());
  heading = hr_report_add_heading (writer, "trace", _("How it was computed"));
  heading->starts_page = TRUE;
  hr_report_add (
      writer, HR_BLOCK_PARAGRAPH,
      _("Every figure, in the order of computation. Memory terms are for each GPU, host "
         "terms for the whole machine, times for one step."));
  table = hr_report_add (writer, HR_BLOCK_TABLE, NULL);
  table->is_small = TRUE;
  hr_block_add_column (table, _("Term"), FALSE);
  hr_block_add_column (table, _("Formula"), FALSE);
  hr_block_add_column (table, _("With"), FALSE);
  hr_block_add_column (table, _("Gives"), TRUE);
  hr_block_add_column (table, _("Source"), FALSE);
  for (guint i = 0; i < hr_trace_n (trace); i++)
    add_term (table, hr_trace_get (trace, i), writer);
}
