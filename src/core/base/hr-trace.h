/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-date.h"
#include "hr-enums.h"

G_BEGIN_DECLS

/* How a figure was computed: one entry a term, in the order of computation. Filled only on request,
 * so that the search pays nothing for it. Ids and formulas are static and language-neutral, labels
 * come from the text library. A source may be borrowed from the snapshot that the figure rests on,
 * which must outlive the trace. */

#define HR_TRACE_MAX_INPUTS 8

typedef struct
{
  const char *symbol;
  double      value;
  HrUnit      unit;
} HrTraceInput;

typedef struct
{
  const char  *id;      /* "memory.weights", "time.compute", … */
  const char  *formula; /* "params × bits ÷ 8" */
  const char  *source;  /* where the formula, its coefficient or the price comes from */
  HrDate       date;    /* of a price or a rate; unknown for what does not age */
  double       value;
  HrUnit       unit;
  guint        n_inputs;
  HrTraceInput inputs[HR_TRACE_MAX_INPUTS];
} HrTraceTerm;

typedef struct _HrTrace HrTrace;

HrTrace           *hr_trace_new (void);
void               hr_trace_free (HrTrace *trace);
guint              hr_trace_n (const HrTrace *trace);
const HrTraceTerm *hr_trace_get (const HrTrace *trace, guint index);
const HrTraceTerm *hr_trace_find (const HrTrace *trace, const char *id);

/* hr_trace_add (trace, "memory.weights", "params × bits ÷ 8", value, HR_UNIT_BYTES, "source",
 *               "params", params, HR_UNIT_PARAMS, "bits", bits, HR_UNIT_BITS, NULL);
 * Does nothing when @trace is %NULL; inputs are triples of symbol, double, HrUnit. */
void hr_trace_add (HrTrace    *trace,
                   const char *id,
                   const char *formula,
                   double      value,
                   HrUnit      unit,
                   const char *source,
                   ...) G_GNUC_NULL_TERMINATED;

/* Dates the term that was added last. */
void hr_trace_set_date (HrTrace *trace, HrDate date);

/* "stage.compute": what the stage takes of one step. */
const char *hr_trace_stage_id (HrStage stage);

/* As hr_trace_add(), without computing the arguments when nobody reads the trace: they cost more
 * than the estimate does. */
#define HR_TRACE(trace, ...)               \
  G_STMT_START                             \
  {                                        \
    if (G_UNLIKELY ((trace) != NULL))      \
      hr_trace_add ((trace), __VA_ARGS__); \
  }                                        \
  G_STMT_END

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrTrace, hr_trace_free)

G_END_DECLS
