/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-text.h"

#include <string.h>

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *id;
  const char *label;
} Label;

/* Terms of memory and stages of a step have the labels of their enumerations, and parts of the
 * price those of the parts; the others stand here. */
/* clang-format off */
static const Label labels[] = {
  { "memory.allocated", NC_("trace", "Allocated at the peak") },
  { "memory.reserved", NC_("trace", "Reserved by the allocator") },
  { "memory.required", NC_("trace", "Needed on each GPU") },
  { "memory.low", NC_("trace", "Needed at least") },
  { "memory.chance", NC_("trace", "Chance of fitting") },
  { "memory.high", NC_("trace", "Needed at most") },
  { "memory.available", NC_("trace", "Usable on each GPU") },
  { "memory.headroom", NC_("trace", "Free on each GPU") },
  { "memory.layer", NC_("trace", "One layer, for a token") },
  { "memory.kept-activations", NC_("trace", "Activations that are kept") },
  { "memory.recomputed-layer", NC_("trace", "Layer that is recomputed") },
  { "memory.autocast-copies", NC_("trace", "Copies that autocast makes") },
  { "memory.optimizer-temporary", NC_("trace", "Temporary of the optimizer") },
  { "memory.forward-moment", NC_("trace", "When the loss is computed") },
  { "memory.loss-moment", NC_("trace", "In the loss’s backward pass") },
  { "memory.layer-moment", NC_("trace", "In the last layer’s backward pass") },
  { "memory.first-layer-moment", NC_("trace", "In the first layer’s backward pass") },
  { "memory.embedding-moment", NC_("trace", "When the backward pass is over") },
  { "memory.step-moment", NC_("trace", "In the optimizer’s step") },
  { "host.required", NC_("trace", "RAM that is needed") },
  { "host.recommended", NC_("trace", "RAM to buy") },
  { "host.bandwidth", NC_("trace", "Bandwidth of the RAM") },
  { "host.ratio", NC_("trace", "RAM for each GiB of GPU memory") },
  { "time.products", NC_("trace", "Matrix products") },
  { "time.scores", NC_("trace", "Attention scores") },
  { "time.traffic", NC_("trace", "Memory traffic") },
  { "time.launch", NC_("trace", "Kernel launches") },
  { "time.optimizer", NC_("trace", "Optimizer’s update") },
  { "time.offload", NC_("trace", "Offload") },
  { "time.exchange", NC_("trace", "Exchange of gradients") },
  { "time.frame", NC_("trace", "One frame") },
  { "time.prefill-compute", NC_("trace", "Prompt: compute") },
  { "time.prefill-exchange", NC_("trace", "Prompt: interconnect") },
  { "time.decode-bandwidth", NC_("trace", "Generating: memory bandwidth") },
  { "time.decode-compute", NC_("trace", "Generating: compute") },
  { "time.decode-launch", NC_("trace", "Generating: latency") },
  { "time.decode-exchange", NC_("trace", "Generating: interconnect") },
  { "time.decode-offload", NC_("trace", "Generating: offload") },
  { "time.step", NC_("trace", "One step") },
  { "time.job", NC_("trace", "Whole task") },
  { "time.job-low", NC_("trace", "Whole task, at least") },
  { "time.job-high", NC_("trace", "Whole task, at most") },
  { "time.load", NC_("trace", "Load of the GPUs") },
  { "throughput.rate", NC_("trace", "Speed") },
  { "throughput.prefill", NC_("trace", "Prompt processing") },
  { "rate.dense", NC_("trace", "Dense arithmetic of a GPU") },
  { "rate.fp64", NC_("trace", "FP64 of a GPU") },
  { "rate.score", NC_("trace", "Benchmark score of a GPU") },
  { "size.largest", NC_("trace", "Largest problem that fits") },
  { "settings.batch", NC_("trace", "Batch size") },
  { "settings.tokens", NC_("trace", "Sequence or context") },
  { "price.total", NC_("trace", "Price of the build") },
  { "price.unpriced", NC_("trace", "Parts without a price") },
  { "price.stale", NC_("trace", "Share of old prices") },
  { "price.oldest", NC_("trace", "Days since the oldest price") },
  { "price.exchange-rate", NC_("trace", "Exchange rate") },
  { "price.budgeted", NC_("trace", "Counts against the budget") },
  { "price.reserve", NC_("trace", "Reserve for missing prices") },
  { "energy.wall", NC_("trace", "Power at the wall") },
  { "energy.price", NC_("trace", "Price of a kilowatt-hour") },
  { "energy.hour", NC_("trace", "Energy for an hour") },
  { "energy.job", NC_("trace", "Energy of a run") },
  { "energy.cost", NC_("trace", "Price of that energy") },
  { "cost.horizon", NC_("trace", "Hours of use") },
  { "cost.purchase-hour", NC_("trace", "Purchase, for an hour") },
  { "cost.hour", NC_("trace", "Cost of an hour") },
  { "cost.job", NC_("trace", "Cost of a run") },
  { "cost.job-low", NC_("trace", "Cost of a run, at least") },
  { "cost.job-high", NC_("trace", "Cost of a run, at most") },
  { "cost.work-per-money", NC_("trace", "Work for a dollar") },
  { "cost.rent-hour", NC_("trace", "Rent for an hour") },
  { "cost.rent-job", NC_("trace", "Rent for a run") },
  { "cost.break-even", NC_("trace", "Hours until buying wins") },
  { "cost.break-even-days", NC_("trace", "Days until buying wins") },
  { "cost.per-gib", NC_("trace", "Price per GiB") },
  { "cost.per-gb-s", NC_("trace", "Price per GB/s") },
  { "cost.per-tflops", NC_("trace", "Price per TFLOP/s") },
  { "ranking.objective", NC_("trace", "What the aim makes small") },
  { "ranking.gap", NC_("trace", "Lead over the next build") },
  { "ranking.deviation", NC_("trace", "Uncertainty of the lead") },
  { "ranking.confidence", NC_("trace", "Probability to be the better one") },
  { "ranking.draws", NC_("trace", "Better in so many of ten draws") },
  { "ranking.price-draws", NC_("trace", "Better in so many of ten draws of prices") },
  { "price.card", NC_("trace", "Price of one card today") },
  { "ranking.others", NC_("trace", "Cards ruled out") },
};

static const Label groups[] = {
  { "settings", NC_("trace group", "Settings") },
  { "memory", NC_("trace group", "Memory on the GPU") },
  { "host", NC_("trace group", "Memory of the Host") },
  { "time", NC_("trace group", "Time") },
  { "stage", NC_("trace group", "Stages of a Step") },
  { "throughput", NC_("trace group", "Speed") },
  { "rate", NC_("trace group", "Rates of the Card") },
  { "size", NC_("trace group", "Largest Problem") },
  { "price", NC_("trace group", "Price") },
  { "energy", NC_("trace group", "Energy") },
  { "cost", NC_("trace group", "Cost") },
  { "ranking", NC_("trace group", "Ranking") },
};
/* clang-format on */

/**
 * hr_text_trace_id:
 * @id: of a trace term: "memory.weights", "host.system", "time.compute"
 *
 * Returns: its label; @id itself where it has none.
 */
const char *
hr_text_trace_id (const char *id)
{
  const char *last = strrchr (id, '.');
  int         value;

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].id, id))
      return g_dpgettext2 (GETTEXT_PACKAGE, "trace", labels[i].label);
  last = last ? last + 1 : id;
  if (g_str_has_prefix (id, "price."))
    return hr_enum_parse (&hr_enum_part, last, &value) ? hr_text_enum (&hr_enum_part, value) : id;
  if (hr_enum_parse (&hr_enum_term, last, &value))
    return hr_text_enum (&hr_enum_term, value);
  if (hr_enum_parse (&hr_enum_stage, last, &value))
    return hr_text_enum (&hr_enum_stage, value);
  return id;
}

/**
 * hr_text_trace_group:
 * @id: of a trace term
 *
 * Returns: what the terms whose ids begin alike are about; "" where that is not known.
 */
const char *
hr_text_trace_group (const char *id)
{
  gsize length = strcspn (id, ".");

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (strlen (groups[i].id) == length && strncmp (groups[i].id, id, length) == 0)
      return g_dpgettext2 (GETTEXT_PACKAGE, "trace group", groups[i].label);
  return "";
}

/**
 * hr_text_trace_value:
 * @value: of a term or of one of its inputs
 * @currency: (nullable): ISO 4217 code to show money in; %NULL = US dollars
 * @snapshot: (nullable): has the exchange rate
 *
 * Returns: the value with its unit.
 */
char *
hr_text_trace_value (double value, HrUnit unit, const char *currency, const HrSnapshot *snapshot)
{
  g_autofree char *money = NULL;

  if (unit != HR_UNIT_USD && unit != HR_UNIT_USD_HOUR)
    return hr_text_unit_value (value, unit);
  money = hr_text_money (value, currency, snapshot);
  if (unit == HR_UNIT_USD)
    return g_steal_pointer (&money);
  /* Translators: money for an hour. */
  return g_strdup_printf (_("%s/h"), money);
}

/**
 * hr_text_trace_inputs:
 *
 * Returns: "params = 8.03 B, bits = 4.5 bit"; "" where a term has none.
 */
char *
hr_text_trace_inputs (const HrTraceTerm *term, const char *currency, const HrSnapshot *snapshot)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < term->n_inputs; i++)
    {
      const HrTraceInput *input = &term->inputs[i];
      g_autofree char *value = hr_text_trace_value (input->value, input->unit, currency, snapshot);

      g_string_append_printf (text, "%s%s = %s", i > 0 ? ", " : "", input->symbol, value);
    }
  return g_string_free (text, FALSE);
}

/**
 * hr_text_trace_source:
 *
 * Returns: where a term comes from, with its date where it has one; "" where nothing is known.
 */
char *
hr_text_trace_source (const HrTraceTerm *term)
{
  const char      *source = term->source ? term->source : "";
  g_autofree char *date = NULL;

  if (!hr_date_is_known (term->date))
    return g_strdup (source);
  date = hr_text_date (term->date);
  if (source[0] == '\0')
    return g_steal_pointer (&date);
  /* Translators: where a price comes from, and its date */
  return g_strdup_printf (_("%1$s, %2$s"), source, date);
}
