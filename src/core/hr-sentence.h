/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-enums.h"

G_BEGIN_DECLS

/* A sentence as a value: which one, and the figures in it. The core decides what is said and with
 * which numbers; the text library puts it into words of the user's language. Every number that a
 * reader sees is one of args, and each of those is a figure of the advice that holds the sentence. */

/* The list grows with the advice; text has one row for each, and a test that none is missing. */
#define HR_SENTENCE_LIST(X) \
  X (NEEDS_MEMORY) X (FITS_WITH_HEADROOM) X (SMALLEST_THAT_FITS) X (BOUND_BY) X (FASTER_THAN) \
  X (WORK_PER_MONEY) X (RAM_RULE) X (PRICE_STALE) X (RENT_BREAK_EVEN) X (CONFIDENCE) \
  X (PICKED_SETTING) X (SLOW_FP64) X (THRESHOLD_PRICE) X (THRESHOLD_BUDGET) X (THRESHOLD_HOURS) \
  X (THRESHOLD_ELECTRICITY) X (THRESHOLD_BATCH) X (CHANGE_SETTING) X (CHANGE_GPUS) X (CHANGE_HOST) \
  X (CHANGE_BUDGET) X (CHANGE_NONE) X (EXCLUDED_MEMORY) X (EXCLUDED_BUDGET) X (EXCLUDED_NO_PRICE) \
  X (EXCLUDED_HOST) X (EXCLUDED_POWER) X (EXCLUDED_VENDOR) X (EXCLUDED_SEGMENT) \
  X (EXCLUDED_CONDITION) X (EXCLUDED_DEADLINE) X (EXCLUDED_PRECISION)

#define HR_SENTENCE_CONSTANT(id) HR_SENTENCE_##id,
typedef enum { HR_SENTENCE_LIST (HR_SENTENCE_CONSTANT) HR_N_SENTENCE } HrSentenceId;

#define HR_SENTENCE_MAX_ARGS 8

typedef struct
{
  HrUnit      unit;      /* HR_UNIT_TEXT: text is a proper name, value is unused */
  double      value;
  const char *text;      /* borrowed from the snapshot, or static */
} HrSentenceArg;

typedef struct
{
  HrSentenceId  id;
  guint         n_args;
  HrSentenceArg args[HR_SENTENCE_MAX_ARGS];
} HrSentence;

/* hr_sentence_init (&s, HR_SENTENCE_X, HR_UNIT_GIB, 19.3, HR_UNIT_TEXT, "RTX 3090", -1):
 * pairs of HrUnit and double (or const char * for TEXT), ended by -1. */
void hr_sentence_init (HrSentence   *sentence,
                       HrSentenceId  id,
                       ...);

G_END_DECLS
