/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-json-values.h"
#include "hr-pick-trace.h"
#include "hr-plan-json.h"
#include "hr-text.h"

static void
write_against (HrJsonWriter     *json,
               const HrPick     *pick,
               const char       *currency,
               const HrSnapshot *snapshot)
{
  HrSentence against[HR_MAX_SENTENCES];
  guint      n = 0;

  for (guint i = 0; i < pick->n_cautions; i++)
    if (hr_reasons_is_against (pick->cautions[i].id))
      against[n++] = pick->cautions[i];
  hr_json_sentences (json, "against", against, n, currency, snapshot);
}

static void
write_pick (HrJsonWriter        *json,
            const char          *key,
            JsonNode            *asked,
            const HrAdvice      *advice,
            const HrPick        *pick,
            const HrCalibration *explain)
{
  const char *currency = advice->plan.constraints.currency;

  hr_json_begin_object (json, key);
  hr_json_begin_array (json, "roles");
  for (guint i = 0; i < HR_N_ROLE; i++)
    if (pick->roles & (1u << i))
      hr_json_string (json, NULL, hr_enum_nick (&hr_enum_role, (int) i));
  hr_json_end_array (json);
  hr_json_build (json, "build", &pick->build, currency, advice->snapshot);
  hr_json_settings (json, "settings", asked, &advice->plan, &pick->settings, advice->snapshot);
  hr_json_estimate (json, "estimate", pick->build.gpu->id, &pick->estimate);
  hr_json_number (json, "headroom_gib", pick->headroom_gib);
  hr_json_software (json, "software", advice->snapshot, &pick->settings, pick->build.gpu);
  hr_json_cost (json, "cost", &pick->cost, currency, advice->snapshot);
  hr_json_sentences (json, "reasons", pick->reasons, pick->n_reasons, currency, advice->snapshot);
  hr_json_terms (json, "reason_terms", pick->reasons, pick->n_reasons);
  write_against (json, pick, currency, advice->snapshot);
  hr_json_begin_object (json, "chance");
  hr_json_number (json, "fits", pick->estimate.fit_chance);
  if (pick == advice->picks && advice->n_picks > 1)
    {
      hr_json_number (json, "first", advice->confidence);
      hr_json_number (json, "first_by_price", advice->price_confidence);
    }
  hr_json_end_object (json);
  if (pick == advice->picks)
    hr_json_string (json, "verdict", hr_enum_nick (&hr_enum_verdict, (int) advice->verdict));
  hr_json_sentences (json, "cautions", pick->cautions, pick->n_cautions, currency,
                     advice->snapshot);
  hr_json_terms (json, "caution_terms", pick->cautions, pick->n_cautions);
  if (explain != NULL)
    {
      g_autoptr (HrTrace) trace = hr_pick_trace (advice, pick, explain);

      hr_json_trace (json, "trace", trace);
    }
  hr_json_end_object (json);
}

static void
write_pareto (HrJsonWriter *json, const HrAdvice *advice)
{
  hr_json_begin_array (json, "pareto");
  for (guint i = 0; i < advice->n_pareto; i++)
    {
      const HrParetoPoint *point = &advice->pareto[i];

      hr_json_begin_object (json, NULL);
      hr_json_number (json, "price",
                      hr_money_from_usd (advice->snapshot, point->price_usd,
                                         advice->plan.constraints.currency));
      hr_json_number (json, "seconds", point->seconds);
      hr_json_string (json, "gpu", point->gpu ? point->gpu->id : NULL);
      hr_json_number (json, "gpu_count", point->gpu_count);
      if (point->pick >= 0)
        hr_json_number (json, "pick", point->pick);
      else
        hr_json_null (json, "pick");
      hr_json_end_object (json);
    }
  hr_json_end_array (json);
}

static void
write_excluded (HrJsonWriter *json, const HrAdvice *advice)
{
  const char *currency = advice->plan.constraints.currency;

  hr_json_begin_array (json, "excluded");
  for (guint i = 0; i < advice->n_excluded; i++)
    {
      const HrExcluded *excluded = &advice->excluded[i];
      g_autofree char  *message = hr_text_sentence (&excluded->message, currency, advice->snapshot);
      g_autofree char  *change = hr_text_sentence (&excluded->change, currency, advice->snapshot);

      hr_json_begin_object (json, NULL);
      hr_json_string (json, "gpu", excluded->gpu->id);
      hr_json_string (json, "reason", hr_enum_nick (&hr_enum_reason, (int) excluded->reason));
      hr_json_string (json, "message", message);
      hr_json_begin_object (json, "change");
      hr_json_string (json, "kind",
                      (guint) excluded->change_kind < HR_N_REASON
                          ? hr_enum_nick (&hr_enum_reason, (int) excluded->change_kind)
                          : NULL);
      hr_json_string (json, "message", change);
      hr_json_end_object (json);
      hr_json_end_object (json);
    }
  hr_json_end_array (json);
}

static void
write_miss (HrJsonWriter        *json,
            JsonNode            *asked,
            const HrAdvice      *advice,
            const HrCalibration *explain)
{
  g_autofree char *message = NULL;
  double           by = advice->miss_by;

  if (advice->nearest_miss == NULL && (advice->n_picks > 0 || advice->n_excluded == 0))
    {
      hr_json_null (json, "nearest_miss");
      return;
    }
  if (advice->nearest_miss == NULL)
    {
      message = hr_text_no_card (advice->miss_reason);
      hr_json_begin_object (json, "nearest_miss");
      hr_json_string (json, "reason", hr_enum_nick (&hr_enum_reason, (int) advice->miss_reason));
      hr_json_null (json, "by");
      hr_json_string (json, "message", message);
      hr_json_null (json, "pick");
      hr_json_end_object (json);
      return;
    }
  message = hr_text_miss (advice->miss_reason, by, advice->plan.constraints.currency,
                          advice->snapshot);
  if (advice->miss_reason == HR_REASON_BUDGET)
    by = hr_money_from_usd (advice->snapshot, by, advice->plan.constraints.currency);
  hr_json_begin_object (json, "nearest_miss");
  hr_json_string (json, "reason", hr_enum_nick (&hr_enum_reason, (int) advice->miss_reason));
  hr_json_number (json, "by", by);
  hr_json_string (json, "message", message);
  write_pick (json, "pick", asked, advice, advice->nearest_miss, explain);
  hr_json_end_object (json);
}

/**
 * hr_json_recommendation:
 * @own: (nullable): what to change on the machine that its owner has
 * @explain: (nullable): the coefficients that the advice was made with, for the first pick, or the
 *   nearest miss, to come with its trace
 *
 * The recommendation object of the plan format.
 */
void
hr_json_recommendation (HrJsonWriter        *json,
                        const char          *key,
                        const HrAdvice      *advice,
                        const HrOwn         *own,
                        const HrCalibration *explain)
{
  g_autoptr (JsonNode) asked = hr_plan_to_json (&advice->plan, NULL, advice->snapshot);

  hr_json_begin_object (json, key);
  hr_json_node (json, "plan", asked);
  hr_json_begin_array (json, "picks");
  for (guint i = 0; i < advice->n_picks; i++)
    write_pick (json, NULL, asked, advice, &advice->picks[i], i == 0 ? explain : NULL);
  hr_json_end_array (json);
  write_pareto (json, advice);
  write_excluded (json, advice);
  hr_json_thresholds (json, "thresholds", advice->thresholds, advice->n_thresholds,
                      advice->plan.constraints.currency, advice->snapshot);
  write_miss (json, asked, advice, explain);
  if (own != NULL)
    hr_json_own (json, "own", own, asked);
  hr_json_number (json, "confidence", advice->confidence);
  hr_json_string (json, "verdict", hr_enum_nick (&hr_enum_verdict, (int) advice->verdict));
  if (advice->verdict == HR_VERDICT_CLOSE)
    hr_json_string (json, "decided_by", hr_enum_nick (&hr_enum_edge, (int) advice->edge));
  hr_json_sentences (json, "headline", advice->verdict_lines, advice->n_verdict,
                     advice->plan.constraints.currency, advice->snapshot);
  hr_json_begin_object (json, "stats");
  hr_json_number (json, "candidates", (double) advice->stats.candidates);
  hr_json_number (json, "estimated", (double) advice->stats.estimated);
  hr_json_number (json, "seconds", advice->stats.seconds);
  hr_json_end_object (json);
  hr_json_end_object (json);
}

static void
write_best (HrJsonWriter *json, const char *key, const HrComparison *comparison, int column)
{
  hr_json_string (json, key, column >= 0 ? comparison->columns[column].gpu->id : NULL);
}

/**
 * hr_json_comparison:
 */
void
hr_json_comparison (HrJsonWriter *json, const char *key, const HrComparison *comparison)
{
  const char       *currency = comparison->plan.constraints.currency;
  const HrSnapshot *snapshot = comparison->snapshot;
  g_autoptr (JsonNode) asked = hr_plan_to_json (&comparison->plan, NULL, snapshot);

  hr_json_begin_object (json, key);
  hr_json_node (json, "plan", asked);
  hr_json_begin_array (json, "columns");
  for (guint i = 0; i < comparison->n; i++)
    {
      const HrCompared *column = &comparison->columns[i];

      hr_json_begin_object (json, NULL);
      hr_json_string (json, "gpu", column->gpu->id);
      hr_json_number (json, "gpu_count", column->gpu_count);
      if (column->has_build)
        hr_json_build (json, "build", &column->build, currency, snapshot);
      else
        hr_json_null (json, "build");
      hr_json_settings (json, "settings", asked, &comparison->plan, &column->settings, snapshot);
      hr_json_estimate (json, "estimate", column->gpu->id, &column->estimate);
      hr_json_software (json, "software", snapshot, &column->settings, column->gpu);
      hr_json_cost (json, "cost", &column->cost, currency, snapshot);
      hr_json_end_object (json);
    }
  hr_json_end_array (json);
  hr_json_begin_object (json, "best");
  write_best (json, "fit", comparison, comparison->best_fit);
  write_best (json, "fastest", comparison, comparison->fastest);
  write_best (json, "cheapest_job", comparison, comparison->cheapest_job);
  write_best (json, "best_value", comparison, comparison->best_value);
  hr_json_end_object (json);
  hr_json_sentences (json, "verdict", comparison->verdict, comparison->n_verdict, currency,
                     snapshot);
  hr_json_terms (json, "verdict_terms", comparison->verdict, comparison->n_verdict);
  hr_json_thresholds (json, "thresholds", comparison->thresholds, comparison->n_thresholds,
                      currency, snapshot);
  hr_json_end_object (json);
}

static void
write_remedy (HrJsonWriter      *json,
              JsonNode          *asked,
              const HrDiagnosis *diagnosis,
              const HrRemedy    *remedy,
              const HrSnapshot  *snapshot)
{
  const char *currency = diagnosis->plan.constraints.currency;
  const char *gpu = remedy->gpu ? remedy->gpu->id : diagnosis->plan.system.gpu;

  hr_json_begin_object (json, NULL);
  hr_json_string (json, "kind", hr_text_remedy_id (remedy->kind));
  if (remedy->parts != 0)
    {
      hr_json_begin_array (json, "parts");
      for (guint kind = 0; kind < HR_N_REMEDY; kind++)
        if (remedy->parts & (1u << kind))
          hr_json_string (json, NULL, hr_text_remedy_id ((HrRemedyKind) kind));
      hr_json_end_array (json);
    }
  hr_json_boolean (json, "is_enough", remedy->is_enough);
  hr_json_number (json, "saves_gib", remedy->saves_gib);
  hr_json_number (json, "saves_ram_gib", remedy->saves_ram_gib);
  hr_json_number (json, "slowdown", remedy->slowdown);
  hr_json_number (json, "price", hr_money_from_usd (snapshot, remedy->usd, currency));
  if (remedy->usd_run > 0)
    hr_json_number (json, "price_run", hr_money_from_usd (snapshot, remedy->usd_run, currency));
  hr_json_boolean (json, "changes_quality", remedy->changes_quality);
  hr_json_number (json, "ram_gib", remedy->ram_gib);
  hr_json_settings (json, "settings", asked, &diagnosis->plan, &remedy->settings, snapshot);
  hr_json_estimate (json, "estimate", gpu, &remedy->estimate);
  hr_json_end_object (json);
}

/**
 * hr_json_diagnosis:
 */
void
hr_json_diagnosis (HrJsonWriter      *json,
                   const char        *key,
                   const HrDiagnosis *diagnosis,
                   const HrSnapshot  *snapshot)
{
  g_autoptr (JsonNode) asked = hr_plan_to_json (&diagnosis->plan, NULL, snapshot);

  hr_json_begin_object (json, key);
  hr_json_node (json, "plan", asked);
  hr_json_estimate (json, "estimate", diagnosis->plan.system.gpu, &diagnosis->estimate);
  hr_json_number (json, "vram_short_gib", diagnosis->vram_short_gib);
  hr_json_number (json, "ram_short_gib", diagnosis->ram_short_gib);
  hr_json_number (json, "ram_gib", diagnosis->ram_gib);
  hr_json_begin_array (json, "remedies");
  for (guint i = 0; i < diagnosis->n_remedies; i++)
    write_remedy (json, asked, diagnosis, &diagnosis->remedies[i], snapshot);
  hr_json_end_array (json);
  hr_json_end_object (json);
}
