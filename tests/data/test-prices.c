/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-build.h"
#include "hr-document.h"
#include "hr-plan-json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The shipped prices: what each of them must say, and that a machine can be bought with them. */

static const HrSnapshot *
shipped (void)
{
  return hr_builtin_snapshot ();
}

/* The day up to which the catalog was gathered: its own unit is dated so. */
static HrDate
gathered (void)
{
  return hr_snapshot_rate (shipped (), "USD")->date;
}

static void
check_price (const char *id, const HrPrice *price)
{
  g_test_message ("%s", id);
  g_assert_true (hr_date_is_known (price->date));
  g_assert_cmpint (hr_date_compare (price->date, gathered ()), <=, 0);
  g_assert_cmpuint (strlen (price->source), >=, 6);
  g_assert_true (price->condition != HR_CONDITION_USED || price->kind != HR_PRICE_KIND_LIST);
  /* A rate that nobody quoted is said to be one. */
  g_assert_true (strstr (price->source, "1.16 USD/EUR") == NULL
                 || strstr (price->source, "ASSUMED") != NULL);
}

static void
test_each (void)
{
  const HrSnapshot *s = shipped ();

  for (guint i = 0; i < s->n_gpus; i++)
    for (guint k = 0; k < s->gpus[i].n_prices; k++)
      check_price (s->gpus[i].id, &s->gpus[i].prices[k]);
  for (guint i = 0; i < s->n_host_parts; i++)
    if (hr_price_is_known (&s->host_parts[i].price))
      check_price (s->host_parts[i].id, &s->host_parts[i].price);
  for (guint i = 0; i < s->n_ram_kits; i++)
    if (hr_price_is_known (&s->ram_kits[i].price))
      check_price (s->ram_kits[i].id, &s->ram_kits[i].price);
}

/* No two prices of a card are the same entry, which is how a user's changes name them. */
static void
test_entries_differ (void)
{
  const HrSnapshot *s = shipped ();

  for (guint i = 0; i < s->n_gpus; i++)
    for (guint k = 1; k < s->gpus[i].n_prices; k++)
      for (guint l = 0; l < k; l++)
        {
          const HrPrice *a = &s->gpus[i].prices[k], *b = &s->gpus[i].prices[l];

          g_test_message ("%s", s->gpus[i].id);
          g_assert_true (a->condition != b->condition || a->kind != b->kind
                         || hr_date_compare (a->date, b->date) != 0
                         || strcmp (a->source, b->source) != 0);
        }
}

/* A kit's price is the one per GB that its note gives, times its size. */
static void
test_kits (void)
{
  const HrSnapshot *s = shipped ();
  guint             n = 0;

  for (guint i = 0; i < s->n_ram_kits; i++)
    {
      const HrRamKit *kit = &s->ram_kits[i];
      double          each, size;

      g_test_message ("%s", kit->id);
      if (!hr_price_is_known (&kit->price)
          || sscanf (kit->price.note ? kit->price.note : "", "%lf USD/GB × %lf GB", &each, &size)
                 != 2)
        continue;
      g_assert_cmpfloat (size, ==, kit->modules * kit->module_gib);
      g_assert_cmpfloat_with_epsilon (kit->price.usd, each * size, 0.01 * size);
      n++;
    }
  g_assert_cmpuint (n, >=, 30);
}

/* One part for several platforms stands once for each, at one price. */
static void
test_twins (void)
{
  const HrSnapshot *s = shipped ();
  guint             n = 0;

  for (guint i = 0; i < s->n_host_parts; i++)
    for (guint k = 0; k < i; k++)
      {
        const HrHostPart *a = &s->host_parts[i], *b = &s->host_parts[k];

        if (a->part != b->part || strcmp (a->name, b->name) != 0)
          continue;
        g_test_message ("%s, %s", a->id, b->id);
        g_assert_true (g_strcmp0 (a->platform, b->platform) != 0
                       || g_strcmp0 (a->gpu, b->gpu) != 0);
        g_assert_cmpuint (a->cores, ==, b->cores);
        g_assert_cmpfloat (a->price.usd, ==, b->price.usd);
        g_assert_cmpint (hr_date_compare (a->price.date, b->price.date), ==, 0);
        g_assert_cmpstr (a->price.source, ==, b->price.source);
        n++;
      }
  g_assert_cmpuint (n, >=, 5);
}

static void
test_bridges (void)
{
  const HrSnapshot *s = shipped ();
  guint             n = 0;

  for (guint i = 0; i < s->n_host_parts; i++)
    {
      const HrHostPart *part = &s->host_parts[i];

      if (part->part != HR_PART_BRIDGE)
        continue;
      g_test_message ("%s", part->id);
      g_assert_nonnull (part->gpu);
      g_assert_true (hr_host_rules_bridge (hr_snapshot_gpu (s, part->gpu), 2));
      g_assert_true (hr_price_is_known (&part->price));
      n++;
    }
  g_assert_cmpuint (n, >=, 10);
}

/* Whether a machine with one of the card has a price for every part. */
static gboolean
has_priced_host (const HrHostOptions *options, const HrGpu *gpu)
{
  for (guint i = 0; i < options->n_options; i++)
    {
      const HrHostOption *option = &options->options[i];
      HrFrame             frame;

      hr_build_frame (options, option, gpu, 1, &frame);
      if (frame.verdict == HR_HOST_FITS && frame.n_unpriced + option->bundles[0].n_unpriced == 0)
        return TRUE;
    }
  return FALSE;
}

/* Every card that is sold singly has a host whose parts all have prices, a passive one too. */
static void
test_hosts (void)
{
  const HrSnapshot *s = shipped ();
  HrPlan            plan;
  g_autoptr (HrHostOptions) options = NULL;
  guint n_passive = 0;

  hr_plan_init_default (&plan, HR_TASK_LLM_INFERENCE, s);
  options = hr_host_options_new (s, &plan.workload, &plan.constraints);
  for (guint i = 0; i < s->n_gpus; i++)
    {
      const HrGpu *gpu = &s->gpus[i];

      if (!hr_gpu_is_single_sale (gpu))
        continue;
      g_test_message ("%s", gpu->id);
      g_assert_true (has_priced_host (options, gpu));
      n_passive += gpu->form == HR_FORM_PCIE_PASSIVE;
    }
  g_assert_cmpuint (n_passive, >=, 20);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prices/each", test_each);
  g_test_add_func ("/prices/entries-differ", test_entries_differ);
  g_test_add_func ("/prices/kits", test_kits);
  g_test_add_func ("/prices/twins", test_twins);
  g_test_add_func ("/prices/bridges", test_bridges);
  g_test_add_func ("/prices/hosts", test_hosts);
  return g_test_run ();
}
