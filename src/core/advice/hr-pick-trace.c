/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-pick-trace.h"

#include <string.h>

#include "hr-advice-private.h"
#include "hr-build.h"
#include "hr-cost.h"
#include "hr-run-estimate.h"

/* A complete system says how much RAM it has, not in which modules. */
static void
trace_ram (const HrBuild *build, const HrSnapshot *snapshot, HrTrace *trace)
{
  double rule_low;

  for (guint i = 0; i < build->n_parts && build->platform; i++)
    for (guint k = 0; build->parts[i].part == HR_PART_RAM && k < snapshot->n_ram_kits; k++)
      {
        const HrRamKit *kit = &snapshot->ram_kits[k];

        if (strcmp (kit->id, build->parts[i].id) == 0)
          hr_host_rules_ram_gb_s_traced (build->platform, build->parts[i].count * kit->modules,
                                         kit->speed_mt_s, trace);
      }
  if (build->ram_gib > 0)
    hr_host_rules_ram_ratio (build->gpu, build->gpu_count, build->ram_gib, &rule_low, trace);
}

static void
trace_estimate (const HrBuild       *build,
                const HrWorkload    *settings,
                const HrCalibration *calibration,
                HrEstimate          *estimate,
                HrTrace             *trace)
{
  HrEstimateInput input = { .gpu = build->gpu,
                            .gpu_count = build->gpu_count,
                            .host = build->host,
                            .workload = settings,
                            .calibration = calibration };

  hr_estimate (&input, estimate, trace);
}

/* What the machine costs, what counts against the budget, and what running it costs. */
static void
trace_money (const HrPlan     *plan,
             const HrSnapshot *snapshot,
             HrDate            today,
             const HrBuild    *build,
             const HrEstimate *estimate,
             HrTrace          *trace)
{
  HrHostKind kind = build->platform ? build->platform->kind : HR_HOST_KIND_TOWER;
  HrBuild    copy = *build;
  HrMoney    money;
  HrCost     cost;

  hr_build_sum (&copy, plan->economics.tax_rate, today, trace);
  hr_cost_fill (plan, snapshot, &copy, estimate, &cost, trace);
  hr_cost_date (&cost, plan, today, trace);
  hr_money_init (&money, plan, snapshot, NULL);
  hr_money_budgeted_usd (&money, hr_cost_gpus_usd (&copy) * money.tax, copy.price_usd, cost.power_w,
                         kind, trace);
  if (copy.n_unpriced > 0)
    hr_rank_reserve (copy.n_unpriced, trace);
}

/* Nobody can run a machine that is not in the advice against the next one. */
static void
trace_ranking (const HrAdvice *advice, const HrPick *pick, HrTrace *trace)
{
  HrAim  aim = advice->plan.constraints.aim;
  double confidence;

  hr_pick_trace_objective (pick, aim, trace);
  if (advice->n_picks == 1)
    hr_trace_add (trace, "ranking.others", "the cards of the catalog but this one",
                  (double) advice->n_excluded, HR_UNIT_COUNT,
                  "each is out for the reason that the list of excluded cards gives", "cards",
                  (double) advice->snapshot->n_gpus, HR_UNIT_COUNT, NULL);
  if (advice->n_picks < 2 || pick != &advice->picks[0])
    return;
  confidence = hr_confidence (&advice->picks[0], &advice->picks[1], aim, trace);
  hr_confidence_draws (confidence, trace);
  hr_confidence_prices (&advice->picks[0], &advice->picks[1], aim, trace);
}

/**
 * hr_pick_trace:
 * @advice: an advice
 * @pick: one of its picks, its nearest miss, or a machine that is given, without parts
 * @calibration: the coefficients that it was made with
 *
 * Computes the pick's figures once more, this time with an account of each.
 *
 * Returns: (transfer full): the trace; it borrows from the advice's snapshot.
 */
HrTrace *
hr_pick_trace (const HrAdvice *advice, const HrPick *pick, const HrCalibration *calibration)
{
  HrTrace   *trace = hr_trace_new ();
  HrEstimate estimate = { 0 };

  hr_search_trace_settings (&advice->plan.workload, &pick->settings, trace);
  trace_estimate (&pick->build, &pick->settings, calibration, &estimate, trace);
  trace_ram (&pick->build, advice->snapshot, trace);
  /* A machine that is given and not bought costs nothing that we know of. */
  if (pick->build.n_parts == 0)
    return trace;
  trace_money (&advice->plan, advice->snapshot, advice->today, &pick->build, &estimate, trace);
  trace_ranking (advice, pick, trace);
  return trace;
}

/**
 * hr_compared_trace:
 * @column: one of the comparison's
 *
 * Returns: (transfer full): the account of a column's figures; of its money only where a machine
 *   can be built around the card. It borrows from the comparison's snapshot.
 */
HrTrace *
hr_compared_trace (const HrComparison  *comparison,
                   const HrCompared    *column,
                   const HrCalibration *calibration)
{
  HrTrace   *trace = hr_trace_new ();
  HrBuild    build = column->build;
  HrEstimate estimate = { 0 };

  build.gpu = column->gpu;
  build.gpu_count = column->gpu_count;
  build.host = column->host;
  hr_search_trace_settings (&comparison->plan.workload, &column->settings, trace);
  trace_estimate (&build, &column->settings, calibration, &estimate, trace);
  if (!column->has_build)
    return trace;
  trace_ram (&build, comparison->snapshot, trace);
  trace_money (&comparison->plan, comparison->snapshot, comparison->today, &build, &estimate,
               trace);
  return trace;
}
