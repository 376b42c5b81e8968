/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-json-values.h"

#include <string.h>

#include "hr-plan-json.h"
#include "hr-software-check.h"
#include "hr-text.h"

static void
write_terms (HrJsonWriter *json, const HrMemoryTerm *terms, guint n)
{
  hr_json_begin_array (json, "terms");
  for (guint i = 0; i < n; i++)
    {
      hr_json_begin_object (json, NULL);
      hr_json_string (json, "name", hr_enum_nick (&hr_enum_term, (int) terms[i].term));
      hr_json_number (json, "gib", terms[i].gib);
      hr_json_end_object (json);
    }
  hr_json_end_array (json);
}

static void
write_memory (HrJsonWriter *json, const HrEstimate *estimate)
{
  hr_json_begin_object (json, "memory");
  hr_json_number (json, "required_gib", estimate->required_gib);
  hr_json_number (json, "low_gib", estimate->low_gib);
  hr_json_number (json, "high_gib", estimate->high_gib);
  hr_json_number (json, "available_gib", estimate->available_gib);
  hr_json_number (json, "allocated_gib", estimate->allocated_gib);
  hr_json_number (json, "reserved_gib", estimate->reserved_gib);
  write_terms (json, estimate->terms, estimate->n_terms);
  hr_json_end_object (json);
  if (estimate->trainable_parameters > 0)
    hr_json_number (json, "trainable_parameters", estimate->trainable_parameters);
  hr_json_begin_object (json, "host_memory");
  hr_json_number (json, "required_gib", estimate->host_required_gib);
  hr_json_number (json, "recommended_gib", estimate->host_recommended_gib);
  write_terms (json, estimate->host_terms, estimate->n_host_terms);
  hr_json_end_object (json);
}

static void
write_throughput (HrJsonWriter *json, const char *key, const HrThroughput *throughput)
{
  if (throughput->unit == HR_RATE_UNIT_NONE)
    return;
  hr_json_begin_object (json, key);
  hr_json_number (json, "value", throughput->value);
  hr_json_number (json, "low", throughput->low);
  hr_json_number (json, "high", throughput->high);
  hr_json_string (json, "unit", hr_enum_nick (&hr_enum_rate_unit, (int) throughput->unit));
  hr_json_string (json, "per", throughput->per_gpu ? "gpu" : "system");
  hr_json_end_object (json);
}

static void
write_notes (HrJsonWriter *json, const HrEstimate *estimate)
{
  if (estimate->notes == 0)
    return;
  hr_json_begin_array (json, "notes");
  for (guint bit = 0; bit < 31; bit++)
    if (estimate->notes & (1u << bit))
      {
        g_autofree char *message = hr_text_note ((HrNotes) (1u << bit));

        hr_json_begin_object (json, NULL);
        hr_json_string (json, "name", hr_text_note_id ((HrNotes) (1u << bit)));
        hr_json_string (json, "message", message);
        hr_json_end_object (json);
      }
  hr_json_end_array (json);
}

/* What published runs the figures rest on, and what none of them has. */
static void
write_basis (HrJsonWriter *json, const HrEstimate *estimate)
{
  hr_json_begin_array (json, "basis");
  for (guint i = 0; i < estimate->n_basis; i++)
    {
      const HrBasisEntry *basis = &estimate->basis[i];

      hr_json_begin_object (json, NULL);
      hr_json_string (json, "quantity", hr_enum_nick (&hr_enum_quantity, (int) basis->quantity));
      hr_json_string (json, "of", hr_enum_nick (&hr_enum_basis, (int) basis->of));
      hr_json_string (json, "is", hr_enum_nick (basis->type, basis->value));
      hr_json_number (json, "runs", basis->runs);
      if (basis->runs == 0)
        {
          g_autofree char *message = hr_text_missing (basis);

          hr_json_string (json, "message", message);
        }
      hr_json_end_object (json);
    }
  hr_json_end_array (json);
}

/* What else would fit the same cards. */
static void
write_largest (HrJsonWriter *json, const HrEstimate *estimate)
{
  gboolean is_transformer = estimate->largest_params_b > 0;
  gboolean is_image = estimate->largest_image > 0;

  if (estimate->size_unit == HR_SIZE_NONE && !is_transformer && !is_image)
    return;
  hr_json_begin_object (json, "largest");
  if (estimate->size_unit != HR_SIZE_NONE)
    {
      hr_json_number (json, "value", estimate->largest_size);
      hr_json_string (json, "unit", hr_enum_nick (&hr_enum_size, (int) estimate->size_unit));
    }
  if (is_transformer || is_image)
    hr_json_number (json, "batch", estimate->largest_batch);
  if (is_image)
    hr_json_number (json, "image_size", estimate->largest_image);
  if (is_transformer)
    {
      hr_json_number (json, "tokens", estimate->largest_tokens);
      hr_json_number (json, "params_b", estimate->largest_params_b);
    }
  hr_json_end_object (json);
}

static void
write_estimate (HrJsonWriter *json, const char *gpu, const HrEstimate *estimate)
{
  hr_json_string (json, "gpu", gpu);
  hr_json_number (json, "gpu_count", estimate->gpu_count);
  hr_json_string (json, "fit", hr_enum_nick (&hr_enum_fit, (int) estimate->fit));
  hr_json_number (json, "fit_chance", estimate->fit_chance);
  write_memory (json, estimate);
  write_largest (json, estimate);
  if (estimate->gpus_to_fit > 0)
    hr_json_number (json, "gpus_to_fit", estimate->gpus_to_fit);
  write_throughput (json, "throughput", &estimate->throughput);
  write_throughput (json, "prefill", &estimate->prefill);
  hr_json_string (json, "bound_by", hr_enum_nick (&hr_enum_stage, (int) estimate->bound_by));
  hr_json_begin_array (json, "stages");
  for (guint i = 0; i < HR_N_STAGE; i++)
    if (estimate->stage_seconds[i] > 0)
      {
        hr_json_begin_object (json, NULL);
        hr_json_string (json, "name", hr_enum_nick (&hr_enum_stage, (int) i));
        hr_json_number (json, "seconds_per_step", estimate->stage_seconds[i]);
        hr_json_end_object (json);
      }
  hr_json_end_array (json);
  hr_json_begin_object (json, "time");
  hr_json_number (json, "seconds", estimate->seconds);
  hr_json_number (json, "low", estimate->seconds_low);
  hr_json_number (json, "high", estimate->seconds_high);
  hr_json_number (json, "steps", estimate->steps);
  hr_json_number (json, "seconds_per_step", estimate->step_seconds);
  hr_json_end_object (json);
  write_basis (json, estimate);
  write_notes (json, estimate);
}

/**
 * hr_json_software:
 * @workload: with each "auto" resolved
 *
 * What the software that the work needs says of the card: one element for each thing that is
 * needed.
 */
void
hr_json_software (HrJsonWriter     *json,
                  const char       *key,
                  const HrSnapshot *snapshot,
                  const HrWorkload *workload,
                  const HrGpu      *gpu)
{
  HrSoftwareFindings findings;

  hr_software_check (snapshot, workload, gpu, &findings);
  hr_json_begin_array (json, key);
  for (guint i = 0; i < findings.n; i++)
    {
      const HrSoftwareFinding *finding = &findings.findings[i];
      HrSentence               sentence;

      hr_json_begin_object (json, NULL);
      hr_json_string (json, "software", finding->software);
      hr_json_string (json, "status", hr_enum_nick (&hr_enum_support, (int) finding->status));
      hr_json_string (json, "feature", finding->feature);
      if (hr_software_check_sentence (finding, gpu, &sentence))
        {
          g_autofree char *message = hr_text_sentence (&sentence, "USD", snapshot);

          hr_json_string (json, "message", message);
        }
      else
        hr_json_null (json, "message");
      hr_json_string (json, "release", finding->fact ? finding->fact->release : NULL);
      hr_json_string (json, "detail", finding->fact ? finding->fact->detail : NULL);
      hr_json_string (json, "source", finding->fact ? finding->fact->source : NULL);
      hr_json_end_object (json);
    }
  hr_json_end_array (json);
}

/**
 * hr_json_estimate:
 * @gpu: the card's id
 *
 * The estimate object of the plan format. Memory in GiB per GPU, times in seconds.
 */
void
hr_json_estimate (HrJsonWriter *json, const char *key, const char *gpu, const HrEstimate *estimate)
{
  hr_json_begin_object (json, key);
  write_estimate (json, gpu, estimate);
  hr_json_end_object (json);
}

/**
 * hr_json_estimate_of_plan:
 * @settings: the plan's workload with each "auto" resolved
 *
 * The estimate object for the plan's system; what was picked for "auto" is in its "settings".
 */
void
hr_json_estimate_of_plan (HrJsonWriter     *json,
                          const char       *key,
                          const HrPlan     *plan,
                          const HrWorkload *settings,
                          const HrSnapshot *snapshot,
                          const HrEstimate *estimate)
{
  hr_json_begin_object (json, key);
  write_estimate (json, plan->system.gpu, estimate);
  if (plan->system.gpu_count > 0 && hr_snapshot_gpu (snapshot, plan->system.gpu))
    hr_json_software (json, "software", snapshot, settings,
                      hr_snapshot_gpu (snapshot, plan->system.gpu));
  if (memcmp (settings, &plan->workload, sizeof *settings) != 0)
    {
      g_autoptr (JsonNode) asked = hr_plan_to_json (plan, NULL, snapshot);

      hr_json_settings (json, "settings", asked, plan, settings, snapshot);
    }
  hr_json_end_object (json);
}

/**
 * hr_json_trace:
 *
 * How the figures were computed: one element a term, in the order of computation.
 */
void
hr_json_trace (HrJsonWriter *json, const char *key, const HrTrace *trace)
{
  hr_json_begin_array (json, key);
  for (guint i = 0; i < hr_trace_n (trace); i++)
    {
      const HrTraceTerm *term = hr_trace_get (trace, i);

      hr_json_begin_object (json, NULL);
      hr_json_string (json, "id", term->id);
      hr_json_number (json, "value", term->value);
      hr_json_string (json, "unit", hr_enum_nick (&hr_enum_unit, (int) term->unit));
      hr_json_string (json, "formula", term->formula);
      hr_json_begin_array (json, "inputs");
      for (guint j = 0; j < term->n_inputs; j++)
        {
          hr_json_begin_object (json, NULL);
          hr_json_string (json, "symbol", term->inputs[j].symbol);
          hr_json_number (json, "value", term->inputs[j].value);
          hr_json_string (json, "unit", hr_enum_nick (&hr_enum_unit, (int) term->inputs[j].unit));
          hr_json_end_object (json);
        }
      hr_json_end_array (json);
      hr_json_string (json, "source", term->source);
      if (hr_date_is_known (term->date))
        {
          char date[16];

          hr_date_format (term->date, date);
          hr_json_string (json, "date", date);
        }
      hr_json_end_object (json);
    }
  hr_json_end_array (json);
}
