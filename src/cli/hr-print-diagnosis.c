/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-print-advice.h"

#include <glib/gi18n-lib.h>

#include "hr-print-estimate.h"
#include "hr-table.h"
#include "hr-text.h"

static void
print_shortage (GString *out, const HrDiagnosis *diagnosis)
{
  g_autofree char *vram = hr_text_gib (diagnosis->vram_short_gib);
  g_autofree char *ram = hr_text_gib (diagnosis->ram_short_gib);

  if (diagnosis->vram_short_gib > 0)
    {
      g_string_append_printf (out,
                              _("GPU memory runs out: each GPU is %s short. The run ends with "
                                 "an out-of-memory error."),
                              vram);
      g_string_append_c (out, '\n');
    }
  if (diagnosis->ram_short_gib > 0)
    {
      g_string_append_printf (
          out, _("RAM runs out: it is %s short. The machine swaps or kills the process."), ram);
      g_string_append_c (out, '\n');
    }
  if (!(diagnosis->vram_short_gib > 0) && !(diagnosis->ram_short_gib > 0))
    {
      g_autofree char *rest = hr_text_gib (diagnosis->estimate.available_gib
                                           - diagnosis->estimate.required_gib);

      if (diagnosis->estimate.fit == HR_FIT_OFFLOADS)
        g_string_append (out,
                         _("It runs, but what does not fit into GPU memory stays in RAM, which is "
                            "slower."));
      else
        g_string_append_printf (
            out, _("Neither GPU memory nor RAM runs out: each GPU has %s left."), rest);
      g_string_append_c (out, '\n');
    }
}

static void
print_ram (GString *out, const HrDiagnosis *diagnosis)
{
  g_autofree char *needed = hr_text_gib (diagnosis->estimate.host_required_gib);
  g_autofree char *there = hr_text_gib (diagnosis->ram_gib);

  /* Translators: amounts of memory: what is needed, and what there is. */
  if (diagnosis->ram_gib > 0)
    g_string_append_printf (out, _("RAM: %1$s needed of %2$s"), needed, there);
  else
    g_string_append_printf (out, _("RAM: %s needed (you did not say how much there is)"), needed);
  g_string_append_c (out, '\n');
}

/* What it costs to buy, or to rent for one run. */
static char *
price_of (const HrRemedy *remedy, const char *currency, const HrSnapshot *snapshot)
{
  g_autofree char *money = NULL;

  if (!(remedy->usd > 0))
    return g_strdup ("–");
  money = hr_text_money (remedy->usd_run > 0 ? remedy->usd_run : remedy->usd, currency, snapshot);
  /* Translators: money for one run on rented cards. */
  return remedy->usd_run > 0 ? g_strdup_printf (_("%s a run"), money) : g_steal_pointer (&money);
}

/* What is changed, what it is bought with, and whether the result is still the same. */
static char *
note_of (const HrRemedy *remedy)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  g_autofree char *change = hr_text_change (&remedy->change);
  g_autofree char *gpus = NULL, *ram = NULL;

  if (change != NULL)
    g_strv_builder_add (builder, change);
  if (remedy->gpu != NULL)
    {
      gpus = g_strdup_printf (_("%1$u × %2$s"), remedy->gpu_count, remedy->gpu->name);
      g_strv_builder_add (builder, gpus);
    }
  if (hr_remedy_buys_ram (remedy))
    {
      g_autofree char *gib = hr_text_gib (remedy->ram_gib);

      /* Translators: an amount of memory to buy. */
      ram = g_strdup_printf (_("%s of RAM"), gib);
      g_strv_builder_add (builder, ram);
    }
  if (remedy->changes_quality)
    g_strv_builder_add (builder, _("can change the quality of the result"));
  parts = g_strv_builder_end (builder);
  return g_strjoinv (", ", parts);
}

static void
add_remedy (HrTable           *table,
            const HrDiagnosis *diagnosis,
            const HrRemedy    *remedy,
            const HrSnapshot  *snapshot)
{
  g_autofree char *vram = hr_text_gib (remedy->estimate.required_gib);
  g_autofree char *ram = hr_text_gib (remedy->estimate.host_required_gib);
  g_autofree char *time = hr_text_seconds (remedy->estimate.seconds);
  g_autofree char *ratio = hr_text_number (remedy->slowdown, 3);
  g_autofree char *slowdown = hr_diagnosis_compares (diagnosis, remedy)
                                  ? g_strdup_printf ("× %s", ratio)
                                  : g_strdup ("–");
  g_autofree char *price = price_of (remedy, diagnosis->plan.constraints.currency, snapshot);
  g_autofree char *note = note_of (remedy);

  hr_table_add (table, hr_text_remedy (remedy->kind), remedy->is_enough ? _("yes") : _("no"),
                vram, ram, remedy->estimate.seconds > 0 ? time : "–", slowdown, price, note, NULL);
}

/* How long the work takes, where it runs at all. */
static void
print_time (GString *out, const HrDiagnosis *diagnosis)
{
  const HrEstimate *e = &diagnosis->estimate;
  g_autofree char  *time = hr_text_seconds (e->seconds);
  g_autofree char  *low = hr_text_seconds (e->seconds_low);
  g_autofree char  *high = hr_text_seconds (e->seconds_high);
  g_autofree char  *rate = hr_text_throughput (&e->throughput);

  if (!hr_diagnosis_runs (diagnosis) || !(e->seconds > 0))
    return;
  /* Translators: a duration, its interval, and a speed */
  g_string_append_printf (out, _("The job takes %1$s (%2$s to %3$s), at %4$s."), time, low, high,
                          rate);
  g_string_append_c (out, '\n');
}

/**
 * hr_print_diagnosis:
 *
 * Which memory runs out, and the remedies, those that are enough first; where none does, what else
 * would fit.
 */
void
hr_print_diagnosis (GString *out, const HrDiagnosis *diagnosis, const HrSnapshot *snapshot)
{
  g_autoptr (HrTable) table = hr_table_new ("llrrrrrl");
  g_autoptr (GString) largest = g_string_new (NULL);

  hr_print_fit (out, &diagnosis->estimate);
  print_ram (out, diagnosis);
  print_shortage (out, diagnosis);
  print_time (out, diagnosis);
  hr_print_notes (out, hr_diagnosis_notes (diagnosis));
  hr_print_largest (largest, &diagnosis->estimate);
  if (largest->len > 0)
    g_string_append_printf (out, "\n%s", largest->str);
  if (diagnosis->n_remedies == 0)
    return;
  g_string_append_printf (out, "\n%s\n", _("What helps"));
  hr_table_add (table, _("Remedy"), _("Enough"), _("GPU memory"), _("RAM"), _("Time"), "",
                _("Price"), "", NULL);
  hr_table_rule (table);
  for (guint i = 0; i < diagnosis->n_remedies; i++)
    add_remedy (table, diagnosis, &diagnosis->remedies[i], snapshot);
  hr_table_print (table, out);
  for (guint i = 0; i < diagnosis->n_remedies; i++)
    if (diagnosis->remedies[i].parts != 0)
      {
        g_autofree char *parts = hr_text_remedy_parts (diagnosis->remedies[i].parts);

        g_string_append_printf (out, "%s: %s\n", hr_text_remedy (diagnosis->remedies[i].kind),
                                parts);
      }
}
