/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-print-advice.h"

#include <glib/gi18n-lib.h>

#include "hr-print-estimate.h"
#include "hr-table.h"
#include "hr-text.h"

#define MAX_SHOWN 10
#define MAX_WAITS 3

static void
print_line (GString *out, const HrOwn *own, const HrSentence *sentence)
{
  g_autofree char *text = hr_text_sentence (sentence, own->advice->plan.constraints.currency,
                                            own->advice->snapshot);

  g_string_append_printf (out, "%s\n", text);
}

/* What the answer takes the machine for. */
static void
print_machine (GString *out, const HrOwn *own)
{
  const HrOwnMachine *m = &own->machine;
  HrBuild             build = { .gpu = m->gpu, .gpu_count = m->gpu_count };
  g_autofree char    *text = NULL;
  g_autofree char    *watts = hr_text_unit_value (m->psu_w, HR_UNIT_W);
  g_autofree char    *modules = g_strdup_printf (
         ngettext ("%u RAM module", "%u RAM modules", m->ram_modules), m->ram_modules);

  build.platform = m->platform;
  build.ram_gib = m->ram_gib;
  text = hr_text_build (&build);
  /* Translators: a machine, its power supply, and how many RAM modules it has. */
  g_string_append_printf (out, _("Your machine: %1$s, %2$s power supply, %3$s"), text, watts,
                          modules);
  g_string_append_c (out, '\n');
  if (m->assumed != 0)
    g_string_append_printf (
        out, "%s\n",
        _("What you did not say of it is assumed: a board for one card more, else the least that "
           "such a machine has. Set platform, ram_gib, ram_modules and psu_w of its system to be "
           "sure."));
}

static void
add_money_row (HrTable *table, const HrOwn *own, const char *label, const char *name, double usd)
{
  g_autofree char *money = hr_text_money (usd, own->advice->plan.constraints.currency,
                                          own->advice->snapshot);

  hr_table_add (table, label, name, money, NULL);
}

/* Bought, sold, and what is left to pay. */
static void
print_sum (GString *out, const HrOwn *own, const HrChange *c)
{
  g_autoptr (HrTable) table = hr_table_new ("llr");
  double tax = 1 + own->advice->plan.economics.tax_rate;

  if (c->build.n_parts == 0 && c->n_sold == 0)
    return;
  for (guint i = 0; i < c->build.n_parts; i++)
    {
      const HrBuildPart *part = &c->build.parts[i];
      g_autofree char   *name = g_strdup_printf (_("%1$u × %2$s"), part->count, part->name);

      add_money_row (table, own, i == 0 ? _("  Buy") : "", name,
                     part->unit_usd * part->count * tax);
    }
  if (c->n_sold > 0)
    {
      g_autofree char *share = hr_text_percent (own->machine.resale_share);
      g_autofree char *name = NULL;

      if (own->machine.resale != NULL)
        /* Translators: how many of which card are sold, at a share of their used price. */
        name = g_strdup_printf (_("%1$u × %2$s, at %3$s of the used price"), c->n_sold,
                                own->machine.gpu->name, share);
      else
        name = g_strdup_printf (_("%1$u × %2$s, no used price known"), c->n_sold,
                                own->machine.gpu->name);
      add_money_row (table, own, _("  Sell"), name, -c->sold_usd);
    }
  add_money_row (table, own, _("  Together"), "", c->net_usd);
  hr_table_print (table, out);
}

static char *
cards_text (const HrOwn *own, const HrChange *c)
{
  const HrBuild *b = &c->build;

  if (c->kind == HR_OWN_CHANGE_KEEP || c->kind == HR_OWN_CHANGE_HOST)
    return g_strdup (c->kind == HR_OWN_CHANGE_HOST ? b->platform->name : "");
  if (c->kind == HR_OWN_CHANGE_RAM)
    return hr_text_gib (b->ram_gib);
  return g_strdup_printf (_("%1$u × %2$s"),
                          c->kind == HR_OWN_CHANGE_ADD ? b->gpu_count - own->machine.gpu_count
                                                       : b->gpu_count,
                          b->gpu->name);
}

static void
print_changes (GString *out, const HrOwn *own)
{
  const char *currency = own->advice->plan.constraints.currency;
  g_autoptr (HrTable) table = hr_table_new ("llrrrl");
  gboolean seen[HR_N_OWN_CHANGE] = { FALSE };
  guint    shown = 0;

  g_string_append_printf (out, "\n%s\n", _("Everything that works, best first"));
  hr_table_add (table, _("Change"), "", _("You spend"), _("Time"), _("Cost of a run"),
                _("Fit"), NULL);
  hr_table_rule (table);
  for (guint i = 0; i < own->n_changes && own->changes[i].is_feasible; i++)
    {
      const HrChange  *c = &own->changes[i];
      g_autofree char *cards = cards_text (own, c);
      g_autofree char *net = hr_text_money (c->net_usd, currency, own->advice->snapshot);
      g_autofree char *time = hr_text_seconds (c->estimate.seconds);
      g_autofree char *job = hr_text_money (c->cost.job_usd, currency, own->advice->snapshot);

      /* The best of each kind is always told. */
      if (shown++ >= MAX_SHOWN && seen[c->kind])
        continue;
      seen[c->kind] = TRUE;
      hr_table_add (table, hr_text_enum (&hr_enum_own_change, (int) c->kind), cards, net, time, job,
                    hr_text_enum (&hr_enum_fit, (int) c->estimate.fit), NULL);
    }
  hr_table_print (table, out);
}

/* What would be better if it were cheaper. */
static void
print_waits (GString *out, const HrOwn *own)
{
  const char *currency = own->advice->plan.constraints.currency;
  guint       n = 0;

  for (guint i = 1; i < own->n_changes && n < MAX_WAITS; i++)
    {
      const HrChange  *c = &own->changes[i];
      g_autofree char *below = NULL, *today = NULL;

      if (!(c->wait_usd > 0) || c->kind == HR_OWN_CHANGE_SECOND)
        continue;
      if (n++ == 0)
        g_string_append_printf (out, "\n%s\n", _("Worth waiting for"));
      below = hr_text_money (c->wait_usd, currency, own->advice->snapshot);
      today = hr_text_money (c->build.parts[0].unit_usd, currency, own->advice->snapshot);
      g_string_append (out, "  • ");
      g_string_append_printf (
          /* Translators: a card, and two amounts of money. */
          out, _("The %1$s costs %3$s today. Below %2$s that change becomes the best."),
          c->build.gpu->name, below, today);
      g_string_append_c (out, '\n');
    }
}

/**
 * hr_print_own:
 *
 * What to do about the machine that its owner has: the best change with its arithmetic, how the
 * machine does as it is, all other changes, and what to wait for.
 */
void
hr_print_own (GString *out, const HrOwn *own)
{
  const HrChange *first = &own->changes[0];

  print_machine (out, own);
  g_string_append_c (out, '\n');
  if (!first->is_feasible)
    {
      print_line (out, own, &own->keep->sentence);
      g_string_append_printf (out, "%s\n",
                              _("Nothing that you can add, buy or rent changes that."));
      return;
    }
  if (own->keep != NULL && own->keep != first)
    print_line (out, own, &own->keep->sentence);
  print_line (out, own, &first->sentence);
  print_sum (out, own, first);
  hr_print_fit (out, &first->estimate);
  hr_print_speed (out, &first->estimate, TRUE);
  hr_print_notes (out, first->estimate.notes);
  print_changes (out, own);
  print_waits (out, own);
}
