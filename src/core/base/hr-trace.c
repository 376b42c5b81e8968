/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-trace.h"

#include <stdarg.h>

struct _HrTrace
{
  GArray *terms;
};

HrTrace *
hr_trace_new (void)
{
  HrTrace *trace = g_new0 (HrTrace, 1);

  trace->terms = g_array_new (FALSE, TRUE, sizeof (HrTraceTerm));
  return trace;
}

void
hr_trace_free (HrTrace *trace)
{
  if (trace == NULL)
    return;
  g_array_unref (trace->terms);
  g_free (trace);
}

guint
hr_trace_n (const HrTrace *trace)
{
  return trace->terms->len;
}

const HrTraceTerm *
hr_trace_get (const HrTrace *trace, guint index)
{
  g_return_val_if_fail (index < trace->terms->len, NULL);

  return &g_array_index (trace->terms, HrTraceTerm, index);
}

const HrTraceTerm *
hr_trace_find (const HrTrace *trace, const char *id)
{
  for (guint i = 0; i < trace->terms->len; i++)
    {
      const HrTraceTerm *term = &g_array_index (trace->terms, HrTraceTerm, i);

      if (g_str_equal (term->id, id))
        return term;
    }
  return NULL;
}

void
hr_trace_add (HrTrace    *trace,
              const char *id,
              const char *formula,
              double      value,
              HrUnit      unit,
              const char *source,
              ...)
{
  HrTraceTerm term = {
    .id = id, .formula = formula, .source = source, .value = value, .unit = unit
  };
  const char *symbol;
  va_list     args;

  if (trace == NULL)
    return;
  va_start (args, source);
  while ((symbol = va_arg (args, const char *)) != NULL)
    {
      double input = va_arg (args, double);
      HrUnit input_unit = va_arg (args, HrUnit);

      g_assert (term.n_inputs < HR_TRACE_MAX_INPUTS);
      term.inputs[term.n_inputs++] = (HrTraceInput){ symbol, input, input_unit };
    }
  va_end (args);
  g_array_append_val (trace->terms, term);
}

void
hr_trace_set_date (HrTrace *trace, HrDate date)
{
  if (trace == NULL || trace->terms->len == 0)
    return;
  g_array_index (trace->terms, HrTraceTerm, trace->terms->len - 1).date = date;
}

#define STAGE_ID(prefix, id, nick) "stage." nick,

/**
 * hr_trace_stage_id:
 *
 * Returns: the id of the term that says what @stage takes of one step.
 */
const char *
hr_trace_stage_id (HrStage stage)
{
  static const char *const ids[HR_N_STAGE] = { HR_STAGE_LIST (STAGE_ID) };

  g_return_val_if_fail ((guint) stage < HR_N_STAGE, NULL);

  return ids[stage];
}
