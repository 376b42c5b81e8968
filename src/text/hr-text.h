/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice.h"
#include "hr-diagnose.h"

G_BEGIN_DECLS

/* What a reader sees: labels, numbers, units, money and sentences in the user's language and
 * locale. Everything is transfer full unless it is const. Nothing here is Pango markup, nothing is
 * escaped. Between a number and its unit stands a no-break space. */

/* Labels */
const char *hr_text_enum (const HrEnumType *type, int value);
const char *hr_text_key (const char *key); /* a plan key or a catalog column */
const char *hr_text_key_value (const char *key, const char *nick); /* label of a key's value */

/* Traces */
const char *hr_text_trace_id (const char *id);    /* "memory.weights" */
const char *hr_text_trace_group (const char *id); /* what "memory." terms are about */
char *
hr_text_trace_value (double value, HrUnit unit, const char *currency, const HrSnapshot *snapshot);
char *
hr_text_trace_inputs (const HrTraceTerm *term, const char *currency, const HrSnapshot *snapshot);
char *hr_text_trace_source (const HrTraceTerm *term);

/* Numbers */
char *hr_text_number (double value, int significant);
char *hr_text_gib (double gib);
char *hr_text_percent (double ratio);
char *hr_text_seconds (double seconds);
char *hr_text_date (HrDate date);
char *hr_text_wrong_clock (HrDate today, HrDate catalog);
char *hr_text_pixels (double pixels); /* "1,024 px": never in thousands */
char *hr_text_unit_value (double value, HrUnit unit);
char *hr_text_throughput (const HrThroughput *throughput);
char *hr_text_rate (double value, HrRateUnit unit);
char *hr_text_money (double usd, const char *currency, const HrSnapshot *snapshot);
char *hr_text_price (const HrPrice *price, const char *currency, const HrSnapshot *snapshot);

/* Sentences */
char *
hr_text_sentence (const HrSentence *sentence, const char *currency, const HrSnapshot *snapshot);
const char *hr_text_sentence_id (HrSentenceId id); /* "needs-memory" */
const char *hr_text_sentence_template (HrSentenceId id, guint *n_args);

/* Messages */
char       *hr_text_issue (const HrIssue *issue);       /* without its place */
char       *hr_text_issue_place (const HrIssue *issue); /* "$.workload.batch, line 3"; "" = none */
char       *hr_text_note (HrNotes flag);
char       *hr_text_missing (const HrBasisEntry *basis);
char       *hr_text_fit_chance (const HrEstimate *estimate); /* "fits in about 7 of 10 runs" */
const char *hr_text_note_id (HrNotes flag);                  /* "unknown-engine" */
char       *hr_text_build (const HrBuild *build); /* "2 × GeForce RTX 4090, AM5, 64 GiB" */
char       *hr_text_budget (const HrPlan *plan, const HrSnapshot *snapshot); /* "up to $3,000" */
char       *hr_text_question (const HrPlan *plan, const HrSnapshot *snapshot);
char *hr_text_miss (HrReason reason, double by, const char *currency, const HrSnapshot *snapshot);
char *hr_text_no_card (HrReason reason);
const char *hr_text_why (const HrAdvice *advice); /* "Why this one", above the reasons */
const char *hr_text_remedy (HrRemedyKind kind);
const char *hr_text_remedy_id (HrRemedyKind kind);          /* "smaller-batch" */
char       *hr_text_change (const HrSettingChange *change); /* "Batch size: 32"; NULL = none */
char       *hr_text_remedy_parts (guint32 parts);           /* "8-bit optimizer + Offload to RAM" */
char       *hr_text_size (double size, HrSize unit);        /* "1.2e6 atoms"; of a problem */

G_END_DECLS
