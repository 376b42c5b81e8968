/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-enums.h"

G_BEGIN_DECLS

/* A sentence as a value: which one, and the figures in it. The core decides what is said and with
 * which numbers; the text library puts it into words of the user's language. Every number that a
 * reader sees is one of args, and each of those is a figure of the advice that holds the sentence.
 */

/* The list grows with the advice; text has one row for each, and a test that none is missing.
 * Behind each stand its args, in order, by unit. "nick" is a TEXT arg that holds an enumeration's
 * nick; "key" a setting's key of the plan format; other TEXT args are proper names. "gpu, n" is a
 * card's name and how many (COUNT). */
/* clang-format off */
#define HR_SENTENCE_LIST(X) \
  X (NEEDS_MEMORY)          /* GIB required, GIB low, GIB high, gpu, GIB available */ \
  X (RUNS_FROM_RAM)         /* gpu, GIB on each, GIB of RAM needed, GB_S of the RAM, TOKENS_S */ \
  X (BOUND_BY)              /* stage nick, PERCENT of the step, SECONDS it takes, SECONDS of the step */ \
  X (FASTER_THAN)           /* RATIO times faster, SECONDS ours, gpu, n, SECONDS theirs */ \
  X (WORK_PER_MONEY)        /* RATIO times the work a dollar, USD job, gpu, n, USD their job */ \
  X (RAM_RULE)              /* GIB chosen, GIB needed, RATIO RAM : VRAM, RATIO rule low, RATIO rule high */ \
  X (RAM_CHANNELS)          /* COUNT filled, COUNT the platform has, GB_S of the RAM */ \
  X (PRICE_STALE)           /* PERCENT of the price, USD price, COUNT days of the oldest */ \
  X (RENT_BREAK_EVEN)       /* USD_HOUR rent, provider, HOURS at which buying wins, USD job rented, USD job */ \
  X (CONFIDENCE)            /* COUNT of 10 draws, gpu, n (the runner-up) */ \
  X (ALONE)                 /* COUNT of the other cards, all of them out */ \
  X (PICKED_SETTING)        /* key, nick, GIB required with it */ \
  X (PICKED_BATCH)          /* COUNT */ \
  X (QUALITY_LOSS)          /* key, nick, GIB required with it, GIB required without */ \
  X (SLOW_FP64)             /* gpu, TFLOPS FP64, TFLOPS FP32 */ \
  X (UNPRICED)              /* COUNT parts without a price, name of the first, USD price of the others */ \
  X (UNMEASURED)            /* gpu, SECONDS at least, SECONDS at most (80 %) */ \
  X (DROPPED)               /* gpu, toolkit that leaves it out, HOURS that the plan counts on */ \
  X (RACK)                  /* W at the wall */ \
  X (OPEN_FRAME)            /* COUNT cards */ \
  X (POWER_LIMIT)           /* gpu, W it is held to, PERCENT of its speed that is left */ \
  X (TIGHT)                 /* GIB required, GIB high, GIB available, gpu */ \
  X (CHEAPER_THAN)          /* USD less, USD price, gpu, n, USD its price */ \
  X (MORE_HEADROOM_THAN)    /* GIB free, gpu, n, GIB its free */ \
  X (BEHIND_UNMEASURED)     /* gpu, n, USD its job, USD ours */ \
  X (BEHIND_TIGHT)          /* gpu, n, USD its job, USD ours, GIB its high, GIB its available */ \
  X (BEHIND_CARDS)          /* gpu, n, USD its job, USD ours, COUNT its cards */ \
  X (THRESHOLD_PRICE)       /* of, USD price today, USD price beyond it, then gpu, n */ \
  X (THRESHOLD_RIVAL)       /* gpu, USD price today, USD price below which it is the pick */ \
  X (THRESHOLD_BUDGET)      /* USD budget, USD budget from which on, then gpu, n */ \
  X (THRESHOLD_BUDGET_DOWN) /* USD budget, USD budget below which, then gpu, n */ \
  X (THRESHOLD_HOURS)       /* HOURS a week, HOURS beyond which, then gpu, n */ \
  X (THRESHOLD_HOURS_DOWN)  /* HOURS a week, HOURS below which, then gpu, n */ \
  X (THRESHOLD_ELECTRICITY) /* USD a kWh, USD beyond which, then gpu, n */ \
  X (THRESHOLD_BATCH)       /* COUNT batch, COUNT beyond it, then gpu, n; n = 0: nothing is feasible */ \
  X (THRESHOLD_SEQUENCE)    /* TOKENS, TOKENS beyond it, then gpu, n; n = 0: nothing is feasible */ \
  X (THRESHOLD_SETTING)     /* key, nick, then gpu, n, USD machine, USD its job, USD job of the pick */ \
  X (THRESHOLD_SETTING_LOSS) /* the same, where quality may suffer */ \
  X (THRESHOLD_SURER)       /* the same as THRESHOLD_SETTING, where the run costs more */ \
  X (THRESHOLD_FEASIBLE)    /* key, nick, then gpu, n, USD machine, USD its job: nothing is feasible now */ \
  X (THRESHOLD_FEASIBLE_LOSS) /* the same, where quality may suffer */ \
  X (THRESHOLD_NONE)        /* key of the quantity, its value now, its value up to which nothing changes */ \
  X (CHANGE_SETTING)        /* key, nick, GIB required with it, GIB available */ \
  X (CHANGE_BATCH)          /* COUNT, GIB required with it, GIB available */ \
  X (CHANGE_TOKENS)         /* TOKENS, GIB required with it, GIB available */ \
  X (CHANGE_GPUS)           /* COUNT cards, gpu, USD price of that machine */ \
  X (CHANGE_HOST)           /* host kind nick, USD price of that machine */ \
  X (CHANGE_BUDGET)         /* USD more, USD price of that machine */ \
  X (CHANGE_RESERVE)        /* USD more, USD price of the other parts */ \
  X (CHANGE_PRICE)          /* gpu, USD price of the card up to which it would be within the budget */ \
  X (CHANGE_POWER)          /* W more, W needed */ \
  X (CHANGE_DEADLINE)       /* HOURS more, HOURS needed */ \
  X (CHANGE_VENDOR)         /* vendor nick, USD price of that machine */ \
  X (CHANGE_SEGMENT)        /* segment nick, USD price of that machine */ \
  X (CHANGE_CONDITION)      /* condition nick, USD price of the card */ \
  X (CHANGE_RENT)           /* provider, COUNT cards, USD_HOUR, USD job */ \
  X (CHANGE_NONE)           /* gpu */ \
  X (EXCLUDED_MEMORY)       /* gpu, GIB required, GIB available */ \
  X (EXCLUDED_BUDGET)       /* gpu, USD cheapest machine with it, USD budget */ \
  X (EXCLUDED_UNPRICED)     /* gpu, USD price of the other parts, COUNT parts without a price, USD budget */ \
  X (EXCLUDED_NO_PRICE)     /* gpu, GIB its memory */ \
  X (EXCLUDED_HOST)         /* gpu, form nick, host kind nick */ \
  X (EXCLUDED_POWER)        /* gpu, W needed, W allowed */ \
  X (EXCLUDED_VENDOR)       /* gpu, vendor nick */ \
  X (EXCLUDED_SEGMENT)      /* gpu, segment nick */ \
  X (EXCLUDED_CONDITION)    /* gpu, condition nick, USD price of the card in that condition */ \
  X (EXCLUDED_DEADLINE)     /* gpu, HOURS needed, HOURS allowed */ \
  X (EXCLUDED_PRECISION)    /* gpu, precision nick */ \
  X (EXCLUDED_SOFTWARE)     /* gpu, software, feature */ \
  X (SOFTWARE_PARTIAL)      /* gpu, software, detail */ \
  X (SOFTWARE_UNKNOWN)      /* gpu, software */ \
  X (SOFTWARE_INSTEAD)      /* gpu, software, the usual one */ \
  X (NO_ANSWER)             /* USD budget; 0 = none */ \
  X (CLEAR_PICK)            /* gpu, n, USD price, SECONDS job, USD job */ \
  X (CLOSE_COST)            /* gpu, n, USD price, gpu, n, USD its price */ \
  X (CLOSE_SUPPORT)         /* the same, and so are the next */ \
  X (CLOSE_CARDS) \
  X (CLOSE_QUIET) \
  X (CLOSE_PRICE_DATE) \
  X (CLOSE_RESALE) \
  X (CLOSE_ROOM) \
  X (CLOSE_SPEED) \
  X (CLOSE_PRICE) \
  X (FIRST_IS_TIGHT)        /* COUNT of 10 runs */ \
  X (FIRST_IS_PARTIAL)      /* gpu */ \
  X (FIRST_IS_UNKNOWN)      /* gpu */ \
  X (PRICE_DRAWS)           /* COUNT of 10 draws, gpu, n (the runner-up) */ \
  X (PRICE_MOVED)           /* gpu, USD expected, USD low, USD high, USD listed, COUNT days of it */ \
  X (PRICE_RANGE)           /* gpu, USD price, USD low, USD high */ \
  X (PRICE_UNPAYABLE)       /* gpu, USD new, COUNT days of it, USD that counts */ \
  X (VERDICT_FIT)           /* gpu, GIB available, GIB required, gpu that does not fit, GIB available */ \
  X (VERDICT_NONE_FITS)     /* COUNT cards, GIB least that is short */ \
  X (VERDICT_SHARE)         /* gpu, n, USD its share of a system */ \
  X (VERDICT_FASTER)        /* gpu, n, SECONDS ours, RATIO times faster, gpu, n, SECONDS theirs */ \
  X (VERDICT_VALUE)         /* gpu, n, USD job, RATIO times the work a dollar, gpu, n, USD their job */ \
  X (OWN_KEEP)              /* SECONDS, USD of electricity */ \
  X (OWN_SLOW)              /* SECONDS, TOKENS_S of one sequence */ \
  X (OWN_BACK)              /* as OWN_REPLACE, but USD that is left over */ \
  X (OWN_SHORT)             /* GIB required, gpu, GIB available */ \
  X (OWN_SHORT_RAM)         /* GIB of RAM required, GIB there */ \
  X (OWN_LATE)              /* SECONDS */ \
  X (OWN_REFUSED)           /* reason nick */ \
  X (OWN_RAM)               /* GIB in all, USD, SECONDS, USD its job */ \
  X (OWN_HOST)              /* platform, USD, SECONDS, USD its job */ \
  X (OWN_ADD)               /* gpu, n more, USD, SECONDS, USD its job */ \
  X (OWN_REPLACE)           /* gpu, n, USD after the sale, USD of the sale, SECONDS, USD its job */ \
  X (OWN_SECOND)            /* gpu, n, USD, SECONDS, USD its job */ \
  X (OWN_RENT)              /* gpu, n, provider, USD_HOUR, SECONDS, USD its job */
/* clang-format on */

#define HR_SENTENCE_CONSTANT(id) HR_SENTENCE_##id,
typedef enum
{
  HR_SENTENCE_LIST (HR_SENTENCE_CONSTANT) HR_N_SENTENCE
} HrSentenceId;

#define HR_SENTENCE_MAX_ARGS 8

typedef struct
{
  HrUnit      unit; /* HR_UNIT_TEXT: text is a proper name, a nick or a key; value is unused */
  double      value;
  const char *text; /* borrowed from the snapshot, or static */
} HrSentenceArg;

typedef struct
{
  HrSentenceId id;
  const char  *term; /* id of the trace term that it rests on, of the machine that it is about;
                        NULL = none: its figures are the catalog's or the plan's */
  guint         n_args;
  HrSentenceArg args[HR_SENTENCE_MAX_ARGS];
} HrSentence;

/* hr_sentence_init (&s, HR_SENTENCE_X, HR_UNIT_GIB, 19.3, HR_UNIT_TEXT, "RTX 3090", -1):
 * pairs of HrUnit and double (or const char * for TEXT), ended by -1. Sets the term as well. */
void hr_sentence_init (HrSentence *sentence, HrSentenceId id, ...);

G_END_DECLS
