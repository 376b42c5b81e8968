/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-estimate.h"

#include <math.h>

#include "hr-calibration.h"

/**
 * hr_estimate_add_term:
 * @bytes: per GPU device; a term of zero is left out
 */
void
hr_estimate_add_term (HrEstimate *estimate, HrTerm term, double bytes)
{
  if (bytes <= 0)
    return;
  g_assert (estimate->n_terms < HR_MAX_TERMS);
  estimate->terms[estimate->n_terms++] = (HrMemoryTerm){ term, bytes / HR_GIB };
}

void
hr_estimate_add_host_term (HrEstimate *estimate, HrTerm term, double bytes)
{
  if (bytes <= 0)
    return;
  g_assert (estimate->n_host_terms < HR_MAX_HOST_TERMS);
  estimate->host_terms[estimate->n_host_terms++] = (HrMemoryTerm){ term, bytes / HR_GIB };
}

static const char band_source
    [] = "80 % interval of measured ÷ estimated, from published runs that the fit had not seen";

/**
 * hr_estimate_set_band:
 * @low_ratio: measured ÷ estimated at the 10th percentile
 * @high_ratio: at the 90th
 * @trace: (nullable): gets the three peaks and the band
 *
 * Sums the terms up to the three peaks and puts the band around them. Call it after the last term.
 */
void
hr_estimate_set_band (HrEstimate *estimate, double low_ratio, double high_ratio, HrTrace *trace)
{
  double allocated = 0, fragmentation = 0, context = 0;

  for (guint i = 0; i < estimate->n_terms; i++)
    if (estimate->terms[i].term == HR_TERM_FRAGMENTATION)
      fragmentation += estimate->terms[i].gib;
    else if (estimate->terms[i].term == HR_TERM_CONTEXT)
      context += estimate->terms[i].gib;
    else
      allocated += estimate->terms[i].gib;
  estimate->allocated_gib = allocated;
  estimate->reserved_gib = allocated + fragmentation;
  estimate->required_gib = allocated + fragmentation + context;
  estimate->low_gib = estimate->required_gib * low_ratio;
  estimate->high_gib = estimate->required_gib * high_ratio;
  HR_TRACE (trace, "memory.allocated", "sum of the terms but fragmentation and context", allocated,
            HR_UNIT_GIB, "peak of what is alive at once", NULL);
  HR_TRACE (trace, "memory.reserved", "allocated + fragmentation", estimate->reserved_gib,
            HR_UNIT_GIB, "what the allocator holds", "allocated", allocated, HR_UNIT_GIB,
            "fragmentation", fragmentation, HR_UNIT_GIB, NULL);
  HR_TRACE (trace, "memory.required", "reserved + context", estimate->required_gib, HR_UNIT_GIB,
            "what must be free on each GPU", "reserved", estimate->reserved_gib, HR_UNIT_GIB,
            "context", context, HR_UNIT_GIB, NULL);
  HR_TRACE (trace, "memory.low", "required × ratio", estimate->low_gib, HR_UNIT_GIB, band_source,
            "required", estimate->required_gib, HR_UNIT_GIB, "ratio", low_ratio, HR_UNIT_RATIO,
            NULL);
  HR_TRACE (trace, "memory.high", "required × ratio", estimate->high_gib, HR_UNIT_GIB, band_source,
            "required", estimate->required_gib, HR_UNIT_GIB, "ratio", high_ratio, HR_UNIT_RATIO,
            NULL);
}

/* By the band as an error whose logarithm is normal to either side of the estimate. */
static double
chance_of (const HrEstimate *e)
{
  double room, end;

  if (e->required_gib <= 0 || e->available_gib <= 0)
    return e->required_gib <= e->available_gib;
  room = log (e->available_gib / e->required_gib);
  end = room > 0 ? e->high_gib / e->required_gib : e->required_gib / e->low_gib;
  if (!(end > 1) || !isfinite (end))
    return room >= 0;
  return 0.5 * erfc (-room / log (end) * HR_Z_80 / G_SQRT2);
}

/**
 * hr_estimate_finish_fit:
 *
 * Compares what is required with what the card has: it fits when the upper end of the band does, it
 * exceeds when not even the lower end fits, and between them it is tight, with a chance.
 */
void
hr_estimate_finish_fit (HrEstimate *estimate, const HrEstimateInput *input, HrTrace *trace)
{
  estimate->available_gib = hr_gpu_usable_gib (input->gpu);
  if (estimate->high_gib <= estimate->available_gib)
    estimate->fit = HR_FIT_FITS;
  else if (estimate->low_gib > estimate->available_gib)
    estimate->fit = HR_FIT_EXCEEDS;
  else
    estimate->fit = HR_FIT_TIGHT;
  estimate->fit_chance = chance_of (estimate);
  HR_TRACE (
      trace, "memory.chance", "Φ (ln (available ÷ required) ÷ deviation)", estimate->fit_chance,
      HR_UNIT_RATIO, "the band taken as a log-normal error: the chance that it fits", "available",
      estimate->available_gib, HR_UNIT_GIB, "required", estimate->required_gib, HR_UNIT_GIB, NULL);
  HR_TRACE (trace, "memory.available", "what the driver leaves of the memory that is printed",
            estimate->available_gib, HR_UNIT_GIB, "the card's own report where it is known",
            "printed", hr_gpu_device_gib (input->gpu), HR_UNIT_GIB, NULL);
  HR_TRACE (trace, "memory.headroom", "available − required",
            estimate->available_gib - estimate->required_gib, HR_UNIT_GIB, "definition",
            "available", estimate->available_gib, HR_UNIT_GIB, "required", estimate->required_gib,
            HR_UNIT_GIB, NULL);
}

/* RAM as it is sold: the totals of common kits. */
static const double ram_sizes_gib[] = { 16,  32,  48,   64,   96,   128,  192,  256, 384,
                                        512, 768, 1024, 1536, 2048, 3072, 4096, 6144 };

/**
 * hr_estimate_finish_host:
 *
 * Sums the host terms, and recommends the next size as sold that leaves an eighth free.
 */
void
hr_estimate_finish_host (HrEstimate *estimate, const HrEstimateInput *input, HrTrace *trace)
{
  double sum = 0;

  (void) input;
  for (guint i = 0; i < estimate->n_host_terms; i++)
    sum += estimate->host_terms[i].gib;
  estimate->host_required_gib = sum;
  estimate->host_recommended_gib = ceil (sum * 8 / 7 / 2048) * 2048;
  for (guint i = 0; i < G_N_ELEMENTS (ram_sizes_gib); i++)
    if (ram_sizes_gib[i] * 7 / 8 >= sum)
      {
        estimate->host_recommended_gib = ram_sizes_gib[i];
        break;
      }
  HR_TRACE (trace, "host.required", "sum of the terms", sum, HR_UNIT_GIB,
            "the whole machine, while the work runs", NULL);
  HR_TRACE (trace, "host.recommended", "the next total as sold that leaves an eighth free",
            estimate->host_recommended_gib, HR_UNIT_GIB, "totals of common kits", "required", sum,
            HR_UNIT_GIB, NULL);
}

/**
 * hr_estimate_set_time:
 * @seconds: of the whole job
 * @formula: how they came about
 * @low_ratio: measured ÷ estimated rate at the 10th percentile
 * @high_ratio: at the 90th
 * @trace: (nullable): gets the time and its band
 *
 * The time of the job with its band: a rate that is higher makes it shorter. Call it after the
 * steps and what one takes.
 */
void
hr_estimate_set_time (HrEstimate *estimate,
                      double      seconds,
                      const char *formula,
                      double      low_ratio,
                      double      high_ratio,
                      HrTrace    *trace)
{
  estimate->seconds = seconds;
  estimate->seconds_low = seconds / high_ratio;
  estimate->seconds_high = seconds / low_ratio;
  HR_TRACE (trace, "time.job", formula, seconds, HR_UNIT_SECONDS, "the whole task", "steps",
            estimate->steps, HR_UNIT_COUNT, "step", estimate->step_seconds, HR_UNIT_SECONDS, NULL);
  HR_TRACE (trace, "time.job-low", "job ÷ ratio", estimate->seconds_low, HR_UNIT_SECONDS,
            band_source, "job", seconds, HR_UNIT_SECONDS, "ratio", high_ratio, HR_UNIT_RATIO, NULL);
  HR_TRACE (trace, "time.job-high", "job ÷ ratio", estimate->seconds_high, HR_UNIT_SECONDS,
            band_source, "job", seconds, HR_UNIT_SECONDS, "ratio", low_ratio, HR_UNIT_RATIO, NULL);
}

/**
 * hr_estimate_trace_rate:
 * @id: "throughput.rate" or "throughput.prefill"
 * @formula: how it came about
 */
void
hr_estimate_trace_rate (HrTrace            *trace,
                        const char         *id,
                        const char         *formula,
                        const HrThroughput *rate,
                        const char         *source)
{
  HrUnit unit = hr_unit_of_rate (rate->unit);

  HR_TRACE (trace, id, formula, rate->value, unit, source, "low", rate->low, unit, "high",
            rate->high, unit, NULL);
}

/**
 * hr_estimate_trace_stages:
 * @source: how the stages go together
 *
 * For kinds of work whose stages are nothing but the times of the same names.
 */
void
hr_estimate_trace_stages (const HrEstimate *estimate, const char *source, HrTrace *trace)
{
  for (guint i = 0; trace != NULL && i < HR_N_STAGE; i++)
    if (estimate->stage_seconds[i] > 0)
      hr_trace_add (trace, hr_trace_stage_id ((HrStage) i), "the time of the same name",
                    estimate->stage_seconds[i], HR_UNIT_SECONDS, source, NULL);
}
