/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-json-values.h"
#include "hr-text.h"

static void
write_machine (HrJsonWriter *json, const HrOwn *own, const char *currency)
{
  const HrOwnMachine *m = &own->machine;
  static const char  *names[] = { "platform", "ram_gib", "ram_modules", "psu_w" };

  hr_json_begin_object (json, "machine");
  hr_json_string (json, "gpu", m->gpu_count > 0 ? m->gpu->id : NULL);
  hr_json_number (json, "gpu_count", m->gpu_count);
  hr_json_string (json, "platform", m->platform ? m->platform->id : NULL);
  hr_json_number (json, "ram_gib", m->ram_gib);
  hr_json_number (json, "ram_modules", m->ram_modules);
  hr_json_number (json, "psu_w", m->psu_w);
  hr_json_begin_array (json, "assumed");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (m->assumed & (1u << i))
      hr_json_string (json, NULL, names[i]);
  hr_json_end_array (json);
  if (m->resale != NULL)
    {
      hr_json_number (json, "used_price",
                      hr_money_from_usd (own->advice->snapshot, m->resale->usd, currency));
      hr_json_number (json, "resale_share", m->resale_share);
    }
  hr_json_end_object (json);
}

static void
write_change (HrJsonWriter *json, const HrOwn *own, const HrChange *c, JsonNode *asked)
{
  const HrPlan     *plan = &own->advice->plan;
  const HrSnapshot *snapshot = own->advice->snapshot;
  const char       *currency = plan->constraints.currency;
  g_autofree char  *message = hr_text_sentence (&c->sentence, currency, snapshot);

  hr_json_begin_object (json, NULL);
  hr_json_string (json, "kind", hr_enum_nick (&hr_enum_own_change, (int) c->kind));
  hr_json_boolean (json, "works", c->is_feasible);
  if (!c->is_feasible)
    hr_json_string (json, "reason", hr_enum_nick (&hr_enum_reason, (int) c->reason));
  hr_json_string (json, "message", message);
  hr_json_string (json, "gpu", c->build.gpu_count > 0 ? c->build.gpu->id : NULL);
  hr_json_number (json, "gpu_count", c->build.gpu_count);
  hr_json_string (json, "platform", c->build.platform ? c->build.platform->id : NULL);
  hr_json_number (json, "ram_gib", c->build.ram_gib);
  hr_json_number (json, "psu_w", c->build.psu_w);
  hr_json_begin_array (json, "buy");
  for (guint i = 0; i < c->build.n_parts; i++)
    hr_json_part (json, &c->build.parts[i], currency, snapshot);
  hr_json_end_array (json);
  hr_json_number (json, "price", hr_money_from_usd (snapshot, c->build.price_usd, currency));
  hr_json_number (json, "sold_cards", c->n_sold);
  hr_json_number (json, "sold", hr_money_from_usd (snapshot, c->sold_usd, currency));
  hr_json_number (json, "net", hr_money_from_usd (snapshot, c->net_usd, currency));
  hr_json_string (json, "currency", currency);
  if (c->wait_usd > 0)
    hr_json_number (json, "first_below", hr_money_from_usd (snapshot, c->wait_usd, currency));
  hr_json_settings (json, "settings", asked, plan, &c->settings, snapshot);
  hr_json_estimate (json, "estimate", c->build.gpu->id, &c->estimate);
  hr_json_cost (json, "cost", &c->cost, currency, snapshot);
  hr_json_end_object (json);
}

/**
 * hr_json_own:
 * @asked: the plan as hr_plan_to_json() has it
 *
 * The machine that is there, and what to change on it, best first.
 */
void
hr_json_own (HrJsonWriter *json, const char *key, const HrOwn *own, JsonNode *asked)
{
  hr_json_begin_object (json, key);
  write_machine (json, own, own->advice->plan.constraints.currency);
  hr_json_begin_array (json, "changes");
  for (guint i = 0; i < own->n_changes; i++)
    write_change (json, own, &own->changes[i], asked);
  hr_json_end_array (json);
  hr_json_end_object (json);
}
