/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-json-values.h"
#include "hr-plan-json.h"
#include "hr-text.h"

static void
write_money (HrJsonWriter     *json,
             const char       *key,
             double            usd,
             const char       *currency,
             const HrSnapshot *snapshot)
{
  hr_json_number (json, key, hr_money_from_usd (snapshot, usd, currency));
}

static JsonObject *
workload_object (JsonNode *plan)
{
  return json_object_get_object_member (json_node_get_object (plan), "workload");
}

/**
 * hr_json_settings:
 * @asked: @plan as hr_plan_to_json() has it, which a caller with many settings makes once
 * @plan: as asked
 * @settings: its workload with each "auto" resolved
 *
 * What the search picked: the members in which the two differ.
 */
void
hr_json_settings (HrJsonWriter     *json,
                  const char       *key,
                  JsonNode         *asked,
                  const HrPlan     *plan,
                  const HrWorkload *settings,
                  const HrSnapshot *snapshot)
{
  HrPlan with = *plan;
  g_autoptr (JsonNode) picked = NULL;
  JsonObjectIter iter;
  const char    *member;
  JsonNode      *value;

  with.workload = *settings;
  picked = hr_plan_to_json (&with, NULL, snapshot);
  hr_json_begin_object (json, key);
  json_object_iter_init_ordered (&iter, workload_object (picked));
  while (json_object_iter_next_ordered (&iter, &member, &value))
    {
      JsonNode *before = json_object_get_member (workload_object (asked), member);

      if (before == NULL || !json_node_equal (before, value))
        hr_json_node (json, member, value);
    }
  hr_json_end_object (json);
}

/**
 * hr_json_part:
 * @currency: of its price
 */
void
hr_json_part (HrJsonWriter      *json,
              const HrBuildPart *part,
              const char        *currency,
              const HrSnapshot  *snapshot)
{
  char date[16];

  hr_json_begin_object (json, NULL);
  hr_json_string (json, "kind", hr_enum_nick (&hr_enum_part, (int) part->part));
  hr_json_string (json, "id", part->id);
  hr_json_string (json, "name", part->name);
  hr_json_number (json, "count", part->count);
  if (part->unit_usd > 0)
    write_money (json, "unit_price", part->unit_usd, currency, snapshot);
  else
    hr_json_null (json, "unit_price");
  if (part->price != NULL && part->unit_usd > 0)
    {
      hr_date_format (part->price->date, date);
      hr_json_string (json, "price_date", date[0] ? date : NULL);
      hr_json_string (json, "condition",
                      hr_enum_nick (&hr_enum_condition, (int) part->price->condition));
      hr_json_string (json, "price_kind",
                      hr_enum_nick (&hr_enum_price_kind, (int) part->price->kind));
      hr_json_string (json, "price_source", part->price->source);
    }
  hr_json_end_object (json);
}

/**
 * hr_json_build:
 * @currency: of every price in it
 */
void
hr_json_build (HrJsonWriter     *json,
               const char       *key,
               const HrBuild    *build,
               const char       *currency,
               const HrSnapshot *snapshot)
{
  char date[16];

  hr_json_begin_object (json, key);
  hr_json_string (json, "gpu", build->gpu ? build->gpu->id : NULL);
  hr_json_number (json, "gpu_count", build->gpu_count);
  hr_json_string (json, "platform", build->platform ? build->platform->id : NULL);
  hr_json_number (json, "ram_gib", build->ram_gib);
  if (build->ram_channels_filled > 0)
    {
      hr_json_number (json, "ram_channels_filled", build->ram_channels_filled);
      hr_json_number (json, "ram_channels", build->platform->memory_channels);
      hr_json_number (json, "ram_bandwidth_gb_s", build->host.ram_bandwidth_gb_s);
    }
  hr_json_number (json, "psu_w", build->psu_w);
  hr_json_begin_array (json, "parts");
  for (guint i = 0; i < build->n_parts; i++)
    hr_json_part (json, &build->parts[i], currency, snapshot);
  hr_json_end_array (json);
  write_money (json, "price", build->price_usd, currency, snapshot);
  hr_json_string (json, "currency", currency);
  hr_json_number (json, "stale_share", build->stale_share);
  hr_json_number (json, "unpriced_parts", build->n_unpriced);
  hr_date_format (build->oldest, date);
  hr_json_string (json, "oldest_price", date[0] ? date : NULL);
  hr_json_end_object (json);
}

/**
 * hr_json_cost:
 * @currency: of every amount in it
 */
void
hr_json_cost (HrJsonWriter     *json,
              const char       *key,
              const HrCost     *cost,
              const char       *currency,
              const HrSnapshot *snapshot)
{
  char break_even[16];

  hr_json_begin_object (json, key);
  write_money (json, "job", cost->job_usd, currency, snapshot);
  write_money (json, "job_low", cost->job_low_usd, currency, snapshot);
  write_money (json, "job_high", cost->job_high_usd, currency, snapshot);
  hr_json_number (json, "energy_kwh", cost->energy_kwh);
  write_money (json, "energy", cost->energy_usd, currency, snapshot);
  hr_json_number (json, "power_w", cost->power_w);
  write_money (json, "per_hour", cost->per_hour_usd, currency, snapshot);
  if (cost->rent != NULL)
    {
      hr_json_string (json, "rent_offer", cost->rent->id);
      write_money (json, "rent_hour", cost->rent_hour_usd, currency, snapshot);
      write_money (json, "rent_job", cost->rent_job_usd, currency, snapshot);
    }
  else
    hr_json_null (json, "rent_job");
  if (cost->break_even_hours > 0)
    hr_json_number (json, "break_even_hours", cost->break_even_hours);
  else
    hr_json_null (json, "break_even_hours");
  hr_date_format (cost->break_even_date, break_even);
  if (break_even[0] != '\0')
    hr_json_string (json, "break_even_date", break_even);
  else
    hr_json_null (json, "break_even_date");
  write_money (json, "per_gib", cost->usd_per_gib, currency, snapshot);
  write_money (json, "per_gb_s", cost->usd_per_gb_s, currency, snapshot);
  write_money (json, "per_tflops", cost->usd_per_tflops, currency, snapshot);
  hr_json_end_object (json);
}

void
hr_json_sentences (HrJsonWriter     *json,
                   const char       *key,
                   const HrSentence *sentences,
                   guint             n,
                   const char       *currency,
                   const HrSnapshot *snapshot)
{
  hr_json_begin_array (json, key);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = hr_text_sentence (&sentences[i], currency, snapshot);

      hr_json_string (json, NULL, text);
    }
  hr_json_end_array (json);
}

/**
 * hr_json_terms:
 *
 * The id of the trace's term that each sentence rests on, null where it rests on none.
 */
void
hr_json_terms (HrJsonWriter *json, const char *key, const HrSentence *sentences, guint n)
{
  hr_json_begin_array (json, key);
  for (guint i = 0; i < n; i++)
    hr_json_string (json, NULL, sentences[i].term);
  hr_json_end_array (json);
}

/**
 * hr_json_thresholds:
 * @thresholds: values in US dollars for money
 */
void
hr_json_thresholds (HrJsonWriter      *json,
                    const char        *key,
                    const HrThreshold *thresholds,
                    guint              n,
                    const char        *currency,
                    const HrSnapshot  *snapshot)
{
  hr_json_begin_array (json, key);
  for (guint i = 0; i < n; i++)
    {
      const HrThreshold *threshold = &thresholds[i];
      gboolean           is_money = g_str_has_suffix (threshold->quantity, "price")
                          || g_str_equal (threshold->quantity, "setting")
                          || g_str_equal (threshold->quantity, "budget")
                          || g_str_equal (threshold->quantity, "electricity");
      g_autofree char *message = hr_text_sentence (&threshold->message, currency, snapshot);

      hr_json_begin_object (json, NULL);
      hr_json_string (json, "quantity", threshold->quantity);
      hr_json_string (json, "of", threshold->of ? threshold->of->id : NULL);
      hr_json_number (json, "value",
                      is_money ? hr_money_from_usd (snapshot, threshold->value, currency)
                               : threshold->value);
      hr_json_string (json, "then", threshold->then ? threshold->then->id : NULL);
      hr_json_number (json, "then_count", threshold->then_count);
      if (threshold->key)
        {
          hr_json_string (json, "key", threshold->key);
          hr_json_string (json, "setting", threshold->nick);
          hr_json_number (json, "job", hr_money_from_usd (snapshot, threshold->job_usd, currency));
        }
      hr_json_string (json, "message", message);
      hr_json_string (json, "term", threshold->message.term);
      hr_json_end_object (json);
    }
  hr_json_end_array (json);
}
