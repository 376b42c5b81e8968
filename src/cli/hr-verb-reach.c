/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include <glib/gi18n-lib.h>

#include "hr-json-values.h"
#include "hr-plan-json.h"
#include "hr-reach.h"
#include "hr-table.h"
#include "hr-text.h"

static void
write_rung (HrJsonWriter *json, const HrReach *reach, const HrRung *rung)
{
  const char *currency = reach->plan.constraints.currency;

  hr_json_begin_object (json, NULL);
  hr_json_string (json, "id", rung->id);
  hr_json_string (json, "name", rung->name);
  if (rung->size > 0)
    hr_json_number (json, "parameters_b", rung->size);
  hr_json_boolean (json, "within_budget", rung->is_within);
  if (rung->is_found)
    {
      hr_json_number (json, "more", hr_money_from_usd (reach->snapshot, rung->more_usd, currency));
      hr_json_build (json, "build", &rung->pick.build, currency, reach->snapshot);
      hr_json_estimate (json, "estimate", rung->pick.build.gpu->id, &rung->pick.estimate);
      hr_json_cost (json, "cost", &rung->pick.cost, currency, reach->snapshot);
    }
  else
    {
      hr_json_null (json, "more");
      hr_json_null (json, "build");
    }
  hr_json_end_object (json);
}

static void
write_reach (GString *out, const HrReach *reach)
{
  g_autoptr (JsonNode) asked = hr_plan_to_json (&reach->plan, NULL, reach->snapshot);
  HrJsonWriter json;

  hr_json_init (&json, out, TRUE);
  hr_json_begin_object (&json, NULL);
  hr_json_node (&json, "plan", asked);
  hr_json_begin_array (&json, "rungs");
  for (guint i = 0; i < reach->n; i++)
    write_rung (&json, reach, &reach->rungs[i]);
  hr_json_end_array (&json);
  hr_json_end_object (&json);
  g_string_append_c (out, '\n');
}

static void
print_rung (HrTable *table, const HrReach *reach, const HrRung *rung)
{
  const char      *currency = reach->plan.constraints.currency;
  g_autofree char *build = NULL, *price = NULL, *speed = NULL, *more = NULL, *money = NULL;
  g_autofree char *marked = NULL;

  if (!rung->is_found)
    {
      hr_table_add (table, rung->name, _("no machine does it"), "", "", "", NULL);
      return;
    }
  build = hr_text_build (&rung->pick.build);
  price = hr_text_money (rung->pick.build.price_usd, currency, reach->snapshot);
  marked = rung->pick.build.n_unpriced > 0 ? g_strconcat (price, " *", NULL) : NULL;
  speed = hr_text_throughput (&rung->pick.estimate.throughput);
  money = hr_text_money (rung->more_usd, currency, reach->snapshot);
  /* Translators: how much money is missing. */
  more = rung->is_within ? g_strdup (_("within the budget"))
                         : g_strdup_printf (_("%s more"), money);
  hr_table_add (table, rung->name, build, marked ? marked : price, speed, more, NULL);
}

static void
print_reach (GString *out, const HrReach *reach)
{
  g_autoptr (HrTable) table = hr_table_new ("llrrl");
  gboolean any_unpriced = FALSE;

  g_string_append_printf (out, "%s\n", _("What your budget can do"));
  hr_table_add (table, _("Size"), _("Cheapest machine"), _("Price"), _("Speed"), _("Budget"),
                NULL);
  hr_table_rule (table);
  for (guint i = 0; i < reach->n; i++)
    {
      const HrRung *rung = &reach->rungs[i];

      print_rung (table, reach, rung);
      any_unpriced = any_unpriced || (rung->is_found && rung->pick.build.n_unpriced > 0);
    }
  hr_table_print (table, out);
  if (any_unpriced)
    g_string_append_printf (
        out, "%s\n",
        _("* without a part that has no price; what is missing includes a reserve for it"));
}

static int
reach_of (HrCli *cli, const HrPlan *plan)
{
  g_autoptr (HrReach)
      reach = hr_reach_new (plan, cli->snapshot, cli->calibration, cli->today, NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean any = FALSE;
  int      status;

  for (guint i = 0; i < reach->n; i++)
    any = any || reach->rungs[i].is_within;
  if (cli->json)
    write_reach (out, reach);
  else
    print_reach (out, reach);
  status = hr_cli_print (out);
  return status == HR_CLI_DONE && !any ? HR_CLI_INFEASIBLE : status;
}

int
hr_verb_reach (int argc, char **argv)
{
  g_auto (HrCli) cli = { 0 };
  g_autoptr (HrPlanFlags) flags = hr_plan_flags_new (FALSE);
  HrPlan plan;
  int    status;

  hr_cli_init (&cli, hr_cli_find_verb ("reach"));
  if (!hr_cli_parse (&cli, NULL, hr_plan_flags_entries (flags), 1, &argc, &argv, &status))
    return status;
  if (hr_cli_load (&cli) && hr_plan_flags_read (flags, &cli, argc > 1 ? argv[1] : NULL, &plan))
    return reach_of (&cli, &plan);
  return HR_CLI_REFUSED;
}
