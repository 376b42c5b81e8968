/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-print-estimate.h"

#include <glib/gi18n-lib.h>

#include "hr-table.h"
#include "hr-text.h"
#include "hr-run-estimate.h"

void
hr_print_fit (GString *out, const HrEstimate *estimate)
{
  g_autofree char *required = hr_text_gib (estimate->required_gib);
  g_autofree char *low = hr_text_gib (estimate->low_gib);
  g_autofree char *high = hr_text_gib (estimate->high_gib);
  g_autofree char *available = hr_text_gib (estimate->available_gib);
  g_autofree char *chance = hr_text_fit_chance (estimate);

  if (estimate->gpu_count == 0)
    {
      g_autofree char *ram = hr_text_gib (estimate->host_required_gib);

      g_string_append_printf (out, _("Runs without a GPU: it needs %s of RAM"), ram);
      g_string_append_c (out, '\n');
      return;
    }
  /* Translators: "Fits: 18.7 GiB (17.1 GiB to 20.6 GiB) of 23.5 GiB on each GPU". */
  g_string_append_printf (out, _("%1$s: %2$s (%3$s to %4$s) of %5$s on each GPU"),
                          hr_text_enum (&hr_enum_fit, (int) estimate->fit), required, low, high,
                          available);
  if (chance != NULL)
    g_string_append_printf (out, " (%s)", chance);
  g_string_append_c (out, '\n');
}

static void
add_terms (HrTable *table, const HrMemoryTerm *terms, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *size = hr_text_gib (terms[i].gib);
      g_autofree char *label = g_strdup_printf ("  %s",
                                                hr_text_enum (&hr_enum_term, (int) terms[i].term));

      hr_table_add (table, label, size, NULL);
    }
}

/* Of a problem: how large it could be, and how many cards it would need. */
static void
add_size (HrTable *table, const HrEstimate *estimate)
{
  if (estimate->size_unit != HR_SIZE_NONE)
    {
      g_autofree char *size = hr_text_size (estimate->largest_size, estimate->size_unit);

      hr_table_add (table, _("Largest that fits"), size, NULL);
    }
  if (estimate->gpus_to_fit > estimate->gpu_count)
    {
      g_autofree char *cards = hr_text_number (estimate->gpus_to_fit, 15);

      hr_table_add (table, _("Cards that it needs"), cards, NULL);
    }
}

/* What else would fit the same cards, one thing changed at a time. */
static void
add_largest (HrTable *table, const HrEstimate *estimate)
{
  g_autofree char *batch = hr_text_number (estimate->largest_batch, 15);
  g_autofree char *image = hr_text_pixels (estimate->largest_image);
  g_autofree char *tokens = hr_text_unit_value (estimate->largest_tokens, HR_UNIT_TOKENS);
  g_autofree char *params = hr_text_unit_value (estimate->largest_params_b * 1e9, HR_UNIT_PARAMS);

  if (estimate->largest_batch > 0)
    hr_table_add (table, _("Largest batch"), batch, NULL);
  if (estimate->largest_image > 0)
    hr_table_add (table, _("Largest image"), image, NULL);
  if (estimate->largest_params_b <= 0)
    return;
  if (estimate->largest_tokens > 0)
    hr_table_add (table, _("Longest sequence or context"), tokens, NULL);
  hr_table_add (table, _("Largest model of this shape"), params, NULL);
}

/**
 * hr_print_largest:
 *
 * What else would fit the same cards, a line each, as far as hr_estimate_find_largest() knows.
 */
void
hr_print_largest (GString *out, const HrEstimate *estimate)
{
  g_autoptr (HrTable) table = hr_table_new ("lr");

  add_size (table, estimate);
  add_largest (table, estimate);
  hr_table_print (table, out);
}

void
hr_print_memory (GString *out, const HrEstimate *estimate)
{
  g_autoptr (HrTable) table = hr_table_new ("lr");
  g_autofree char *required = hr_text_gib (estimate->required_gib);
  g_autofree char *host = hr_text_gib (estimate->host_required_gib);
  g_autofree char *recommended = hr_text_gib (estimate->host_recommended_gib);

  hr_table_add (table, _("Memory of each GPU"), required, NULL);
  add_terms (table, estimate->terms, estimate->n_terms);
  add_size (table, estimate);
  add_largest (table, estimate);
  hr_table_add (table, _("RAM of the host"), host, NULL);
  add_terms (table, estimate->host_terms, estimate->n_host_terms);
  hr_table_add (table, _("RAM to buy"), recommended, NULL);
  hr_table_print (table, out);
}

static void
add_rate (HrTable *table, const char *label, const HrThroughput *throughput)
{
  g_autofree char *value = NULL, *low = NULL, *high = NULL, *band = NULL;

  if (throughput->unit == HR_RATE_UNIT_NONE)
    return;
  value = hr_text_throughput (throughput);
  low = hr_text_rate (throughput->low, throughput->unit);
  high = hr_text_rate (throughput->high, throughput->unit);
  /* Translators: a rate and the range in which it is. */
  band = g_strdup_printf (_("%1$s (%2$s to %3$s)"), value, low, high);
  hr_table_add (table, label, band, NULL);
}

void
hr_print_speed (GString *out, const HrEstimate *estimate, gboolean with_stages)
{
  g_autoptr (HrTable) table = hr_table_new ("ll");

  add_rate (table, _("Speed"), &estimate->throughput);
  add_rate (table, _("Prompt processing"), &estimate->prefill);
  hr_table_add (table, _("Limited by"), hr_text_enum (&hr_enum_stage, (int) estimate->bound_by),
                NULL);
  for (guint i = 0; with_stages && i < HR_N_STAGE; i++)
    if (estimate->stage_seconds[i] > 0)
      {
        g_autofree char *seconds = hr_text_seconds (estimate->stage_seconds[i]);
        g_autofree char *text = g_strdup_printf (_("%s per step"), seconds);
        g_autofree char *label = g_strdup_printf ("  %s", hr_text_enum (&hr_enum_stage, (int) i));

        hr_table_add (table, label, text, NULL);
      }
  if (estimate->seconds > 0)
    {
      g_autofree char *seconds = hr_text_seconds (estimate->seconds);
      g_autofree char *low = hr_text_seconds (estimate->seconds_low);
      g_autofree char *high = hr_text_seconds (estimate->seconds_high);
      /* Translators: a duration and the range in which it is. */
      g_autofree char *text = g_strdup_printf (_("%1$s (%2$s to %3$s)"), seconds, low, high);

      hr_table_add (table, _("Time of the job"), text, NULL);
    }
  hr_table_print (table, out);
}

void
hr_print_notes (GString *out, guint notes)
{
  for (guint bit = 0; bit < 31; bit++)
    if (notes & (1u << bit))
      {
        g_autofree char *text = hr_text_note ((HrNotes) (1u << bit));

        g_string_append_printf (out, _("Note: %s"), text);
        g_string_append_c (out, '\n');
      }
}

void
hr_print_trace (GString          *out,
                const HrTrace    *trace,
                const char       *currency,
                const HrSnapshot *snapshot)
{
  g_string_append_printf (out, "%s\n", _("How it was computed:"));
  for (guint i = 0; i < hr_trace_n (trace); i++)
    {
      const HrTraceTerm *term = hr_trace_get (trace, i);
      g_autofree char   *value = hr_text_trace_value (term->value, term->unit, currency, snapshot);
      g_autofree char   *source = hr_text_trace_source (term);

      g_string_append_printf (out, "  %s = %s\n    %s\n", term->id, value, term->formula);
      for (guint j = 0; j < term->n_inputs; j++)
        {
          g_autofree char *input = hr_text_trace_value (term->inputs[j].value, term->inputs[j].unit,
                                                        currency, snapshot);

          g_string_append_printf (out, "    %s = %s\n", term->inputs[j].symbol, input);
        }
      if (source[0] != '\0')
        g_string_append_printf (out, "    [%s]\n", source);
    }
}
