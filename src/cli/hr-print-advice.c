/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-print-advice.h"

#include <glib/gi18n-lib.h>

#include "hr-print-estimate.h"
#include "hr-table.h"
#include "hr-text.h"

#define MAX_ALTERNATIVES 8
/* Without --all: what a screen holds. */
#define FIRST_REASONS      3
#define FIRST_ALTERNATIVES 5
#define MAX_PER_REASON     6

static char *
roles_text (guint roles)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < HR_N_ROLE; i++)
    if (roles & (1u << i))
      g_string_append_printf (text, "%s%s", text->len ? ", " : "",
                              hr_text_enum (&hr_enum_role, (int) i));
  return g_string_free (text, FALSE);
}

static char *
build_text (const HrBuild *build)
{
  return g_strdup_printf (_("%1$u × %2$s"), build->gpu_count, build->gpu->name);
}

static void
print_parts (GString *out, const HrBuild *build, const char *currency, const HrSnapshot *snapshot)
{
  g_autoptr (HrTable) table = hr_table_new ("lrlrl");
  g_autofree char *total = hr_text_money (build->price_usd, currency, snapshot);

  for (guint i = 0; i < build->n_parts; i++)
    {
      const HrBuildPart *part = &build->parts[i];
      g_autofree char   *kind = g_strdup_printf ("  %s",
                                                 hr_text_enum (&hr_enum_part, (int) part->part));
      g_autofree char   *count = g_strdup_printf ("%u ×", part->count);
      g_autofree char   *price = part->unit_usd > 0 ? hr_text_money (part->unit_usd * part->count,
                                                                     currency, snapshot)
                                                    : g_strdup (_("no price"));
      g_autofree char   *when = NULL;

      if (part->unit_usd > 0 && part->price != NULL)
        {
          g_autofree char *date = hr_text_date (part->price->date);

          when = g_strdup_printf (
              "%s, %s", hr_text_enum (&hr_enum_condition, (int) part->price->condition), date);
        }
      hr_table_add (table, kind, count, part->name, price, when ? when : "", NULL);
    }
  hr_table_add (table, "", "", _("Together"), total, "", NULL);
  hr_table_print (table, out);
}

static void
print_cost (GString *out, const HrPick *pick, const char *currency, const HrSnapshot *snapshot)
{
  g_autofree char *time = hr_text_seconds (pick->estimate.seconds);
  g_autofree char *job = hr_text_money (pick->cost.job_usd, currency, snapshot);
  g_autofree char *energy = hr_text_unit_value (pick->cost.energy_kwh, HR_UNIT_KWH);
  g_autofree char *rent = NULL;

  if (pick->estimate.seconds > 0)
    {
      /* Translators: how long a job takes, what it costs, and the energy that it uses. */
      g_string_append_printf (out, _("One run: %1$s, %2$s, %3$s"), time, job, energy);
      g_string_append_c (out, '\n');
    }
  if (pick->cost.rent == NULL)
    return;
  rent = hr_text_money (pick->cost.rent_job_usd, currency, snapshot);
  if (pick->cost.break_even_hours > 0)
    {
      g_autofree char *hours = hr_text_unit_value (pick->cost.break_even_hours, HR_UNIT_HOURS);

      /* Translators: a renting offer's provider, the job's cost with it, and a time. */
      g_string_append_printf (out,
                              _("Rented (%1$s): %2$s a run; buying pays off after %3$s of use"),
                              pick->cost.rent->provider, rent, hours);
      if (hr_date_is_known (pick->cost.break_even_date))
        {
          g_autofree char *date = hr_text_date (pick->cost.break_even_date);

          /* Translators: follows "buying wins after 9,354 h of use": the day that this is */
          g_string_append_printf (out, _(" (%s at your hours a week)"), date);
        }
    }
  else
    /* Translators: a renting offer's provider and the job's cost with it. */
    g_string_append_printf (out, _("Rented (%1$s): %2$s a run"), pick->cost.rent->provider, rent);
  g_string_append_c (out, '\n');
}

/* They come first. */
static guint
count_against (const HrPick *pick)
{
  guint n = 0;

  while (n < pick->n_cautions && hr_reasons_is_against (pick->cautions[n].id))
    n++;
  return n;
}

static void
print_verdict (GString *out, const HrAdvice *advice)
{
  for (guint i = 0; i < advice->n_verdict; i++)
    {
      g_autofree char *line = hr_text_sentence (
          &advice->verdict_lines[i], advice->plan.constraints.currency, advice->snapshot);

      g_string_append_printf (out, "%s\n", line);
    }
  g_string_append_c (out, '\n');
}

/* The settings that the search took because the plan left them open are part of the answer. */
static void
print_picked (GString *out, const HrAdvice *advice, const HrPick *pick)
{
  HrSentence picked[HR_MAX_SENTENCES];
  guint      n = 0;

  for (guint i = 0; i < pick->n_cautions; i++)
    if (pick->cautions[i].id == HR_SENTENCE_PICKED_SETTING
        || pick->cautions[i].id == HR_SENTENCE_PICKED_BATCH)
      picked[n++] = pick->cautions[i];
  hr_print_sentences (out, _("Good to know"), picked, n, advice->plan.constraints.currency,
                      advice->snapshot);
}

static void
print_pick (GString *out, const HrAdvice *advice, const HrPick *pick, gboolean all)
{
  const char      *currency = advice->plan.constraints.currency;
  g_autofree char *build = hr_text_build (&pick->build);
  g_autofree char *price = hr_text_money (pick->build.price_usd, currency, advice->snapshot);
  g_autofree char *roles = roles_text (pick->roles);
  guint            n;

  g_string_append_printf (out, "%s: %s", build, price);
  if (roles[0] != '\0')
    g_string_append_printf (out, " (%s)", roles);
  g_string_append_c (out, '\n');
  hr_print_fit (out, &pick->estimate);
  if (pick->estimate.fit != HR_FIT_EXCEEDS)
    print_cost (out, pick, currency, advice->snapshot);
  g_string_append_c (out, '\n');
  print_parts (out, &pick->build, currency, advice->snapshot);
  if (pick->estimate.fit != HR_FIT_EXCEEDS)
    {
      g_string_append_c (out, '\n');
      hr_print_speed (out, &pick->estimate, all);
    }
  hr_print_notes (out, pick->estimate.notes);
  hr_print_sentences (out, hr_text_why (advice), pick->reasons,
                      all ? pick->n_reasons : MIN (pick->n_reasons, FIRST_REASONS), currency,
                      advice->snapshot);
  n = count_against (pick);
  hr_print_sentences (out, _("What speaks against it"), pick->cautions, n, currency,
                      advice->snapshot);
  if (all)
    hr_print_sentences (out, _("Good to know"), pick->cautions + n, pick->n_cautions - n, currency,
                        advice->snapshot);
  else
    print_picked (out, advice, pick);
}

static void
print_alternatives (GString *out, const HrAdvice *advice, gboolean all)
{
  const char *currency = advice->plan.constraints.currency;
  g_autoptr (HrTable) table = hr_table_new ("rlrrrrll");
  guint shown = MIN (advice->n_picks, all ? MAX_ALTERNATIVES : FIRST_ALTERNATIVES);

  if (advice->n_picks < 2)
    return;
  g_string_append_printf (out, "\n%s\n", _("Everything that works, best first"));
  hr_table_add (table, "", _("GPUs"), _("Price"), _("Time"), _("Cost of a run"),
                _("Free memory"), _("Fit"), _("Best at"), NULL);
  hr_table_rule (table);
  for (guint i = 0; i < advice->n_picks; i++)
    {
      const HrPick    *pick = &advice->picks[i];
      g_autofree char *rank = g_strdup_printf ("%u", i + 1);
      g_autofree char *gpus = build_text (&pick->build);
      g_autofree char *price = hr_text_money (pick->build.price_usd, currency, advice->snapshot);
      g_autofree char *time = hr_text_seconds (pick->estimate.seconds);
      g_autofree char *job = hr_text_money (pick->cost.job_usd, currency, advice->snapshot);
      g_autofree char *free_memory = hr_text_gib (pick->headroom_gib);
      g_autofree char *roles = roles_text (pick->roles);

      if (i < shown || (all && pick->roles != 0))
        hr_table_add (table, rank, gpus, price, time, job, free_memory,
                      hr_text_enum (&hr_enum_fit, (int) pick->estimate.fit), roles, NULL);
    }
  hr_table_print (table, out);
  if (all && advice->plan.constraints.aim == HR_AIM_BEST_VALUE)
    g_string_append_printf (
        out, "%s\n",
        _("Builds rank lower when memory is tight, the software is less mature, they need several "
           "cards, or the estimate is less certain."));
}

static void
print_excluded (GString *out, const HrAdvice *advice)
{
  const char *currency = advice->plan.constraints.currency;

  if (advice->n_excluded == 0)
    return;
  g_string_append_printf (out, "\n%s\n", _("Cards ruled out"));
  for (guint reason = 0; reason < HR_N_REASON; reason++)
    {
      guint n = 0;

      for (guint i = 0; i < advice->n_excluded; i++)
        n += advice->excluded[i].reason == (HrReason) reason;
      if (n == 0)
        continue;
      g_string_append_printf (out, "  %s (%u)\n", hr_text_enum (&hr_enum_reason, (int) reason), n);
      for (guint i = 0, shown = 0; i < advice->n_excluded && shown < MAX_PER_REASON; i++)
        if (advice->excluded[i].reason == (HrReason) reason)
          {
            const HrExcluded *excluded = &advice->excluded[i];
            g_autofree char  *message = hr_text_sentence (&excluded->message, currency,
                                                          advice->snapshot);
            g_autofree char  *change = hr_text_sentence (&excluded->change, currency,
                                                         advice->snapshot);

            g_string_append_printf (out, "    • %s %s\n", message, change);
            shown++;
          }
      if (n > MAX_PER_REASON)
        {
          g_string_append (out, "    ");
          g_string_append_printf (out,
                                  ngettext ("… and %u more; --json has it",
                                            "… and %u more; --json has them", n - MAX_PER_REASON),
                                  n - MAX_PER_REASON);
          g_string_append_c (out, '\n');
        }
    }
}

/**
 * hr_print_advice:
 *
 * @all: beyond what a screen holds: how a step spends its time, every reason, what would change it,
 *   and the cards that are out
 *
 * What was asked; the pick with its parts, why, and the alternatives; without a pick the build that
 * misses by least, and by what.
 */
void
hr_print_advice (GString *out, const HrAdvice *advice, gboolean all)
{
  const char      *currency = advice->plan.constraints.currency;
  g_autofree char *question = hr_text_question (&advice->plan, advice->snapshot);

  /* Where nothing works, why is the answer. */
  all = all || advice->n_picks == 0;
  g_string_append_printf (out, "%s\n", question);

  print_verdict (out, advice);
  if (advice->n_picks > 0)
    print_pick (out, advice, &advice->picks[0], all);
  else if (advice->nearest_miss != NULL)
    {
      g_autofree char *miss = hr_text_miss (advice->miss_reason, advice->miss_by, currency,
                                            advice->snapshot);

      g_string_append_printf (out, "%s\n%s\n\n",
                              _("No machine in the catalog does this. The closest:"), miss);
      print_pick (out, advice, advice->nearest_miss, all);
    }
  else
    {
      g_autofree char *why = hr_text_no_card (advice->miss_reason);

      g_string_append_printf (out, "%s %s\n", _("No machine in the catalog does this."), why);
    }
  print_alternatives (out, advice, all);
  if (!all)
    {
      g_string_append_printf (
          out, "\n%s\n",
          _("--all shows what would change it, every build and why cards are out; "
             "--explain how each figure was computed."));
      return;
    }
  hr_print_thresholds (out, advice->thresholds, advice->n_thresholds, currency, advice->snapshot);
  print_excluded (out, advice);
}
