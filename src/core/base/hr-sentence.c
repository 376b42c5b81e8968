/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-sentence.h"

#include <stdarg.h>

#include "hr-trace.h"

/* What each sentence rests on. A sentence on a card that is out, or on what would let it in, is
 * about no machine that has a trace, unless it is the nearest miss. */
static const char *const terms[HR_N_SENTENCE] = {
  [HR_SENTENCE_NEEDS_MEMORY] = "memory.required",
  [HR_SENTENCE_RUNS_FROM_RAM] = "memory.required",
  [HR_SENTENCE_FASTER_THAN] = "time.job",
  [HR_SENTENCE_WORK_PER_MONEY] = "cost.job",
  [HR_SENTENCE_RAM_RULE] = "host.required",
  [HR_SENTENCE_RAM_CHANNELS] = "host.bandwidth",
  [HR_SENTENCE_PRICE_STALE] = "price.stale",
  [HR_SENTENCE_RENT_BREAK_EVEN] = "cost.break-even",
  [HR_SENTENCE_CONFIDENCE] = "ranking.draws",
  [HR_SENTENCE_ALONE] = "ranking.others",
  [HR_SENTENCE_PICKED_SETTING] = "memory.required",
  [HR_SENTENCE_PICKED_BATCH] = "settings.batch",
  [HR_SENTENCE_QUALITY_LOSS] = "memory.required",
  [HR_SENTENCE_SLOW_FP64] = "rate.fp64",
  [HR_SENTENCE_UNPRICED] = "price.unpriced",
  [HR_SENTENCE_UNMEASURED] = "time.job-high",
  [HR_SENTENCE_DROPPED] = "cost.horizon",
  [HR_SENTENCE_RACK] = "energy.wall",
  [HR_SENTENCE_OPEN_FRAME] = "energy.wall",
  [HR_SENTENCE_POWER_LIMIT] = "energy.wall",
  [HR_SENTENCE_TIGHT] = "memory.high",
  [HR_SENTENCE_CHEAPER_THAN] = "price.total",
  [HR_SENTENCE_MORE_HEADROOM_THAN] = "memory.headroom",
  [HR_SENTENCE_BEHIND_UNMEASURED] = "cost.job",
  [HR_SENTENCE_BEHIND_TIGHT] = "cost.job",
  [HR_SENTENCE_BEHIND_CARDS] = "cost.job",
  [HR_SENTENCE_THRESHOLD_PRICE] = "price.gpu",
  [HR_SENTENCE_THRESHOLD_RIVAL] = "ranking.objective",
  [HR_SENTENCE_THRESHOLD_BUDGET] = "price.budgeted",
  [HR_SENTENCE_THRESHOLD_BUDGET_DOWN] = "price.budgeted",
  [HR_SENTENCE_THRESHOLD_HOURS] = "cost.horizon",
  [HR_SENTENCE_THRESHOLD_HOURS_DOWN] = "cost.horizon",
  [HR_SENTENCE_THRESHOLD_ELECTRICITY] = "energy.price",
  [HR_SENTENCE_THRESHOLD_BATCH] = "settings.batch",
  [HR_SENTENCE_THRESHOLD_SEQUENCE] = "settings.tokens",
  [HR_SENTENCE_THRESHOLD_SETTING] = "cost.job",
  [HR_SENTENCE_THRESHOLD_SETTING_LOSS] = "cost.job",
  [HR_SENTENCE_THRESHOLD_SURER] = "cost.job",
  [HR_SENTENCE_THRESHOLD_NONE] = "price.budgeted",
  [HR_SENTENCE_CHANGE_BUDGET] = "price.total",
  [HR_SENTENCE_CHANGE_RESERVE] = "price.total",
  [HR_SENTENCE_CHANGE_POWER] = "energy.wall",
  [HR_SENTENCE_CHANGE_DEADLINE] = "time.job",
  [HR_SENTENCE_CLEAR_PICK] = "price.total",
  [HR_SENTENCE_FIRST_IS_TIGHT] = "memory.required",
  [HR_SENTENCE_PRICE_DRAWS] = "ranking.price-draws",
  [HR_SENTENCE_PRICE_MOVED] = "price.card",
  [HR_SENTENCE_PRICE_RANGE] = "price.card",
  [HR_SENTENCE_PRICE_UNPAYABLE] = "price.card",
  [HR_SENTENCE_VERDICT_FIT] = "memory.required",
  [HR_SENTENCE_VERDICT_FASTER] = "time.job",
  [HR_SENTENCE_VERDICT_VALUE] = "cost.job",
};

void
hr_sentence_init (HrSentence *sentence, HrSentenceId id, ...)
{
  va_list args;
  int     unit, stage;

  *sentence = (HrSentence){ .id = id, .term = terms[id] };
  va_start (args, id);
  while ((unit = va_arg (args, int)) >= 0)
    {
      HrSentenceArg *arg = &sentence->args[sentence->n_args++];

      g_assert (sentence->n_args <= HR_SENTENCE_MAX_ARGS);
      arg->unit = (HrUnit) unit;
      if (unit == HR_UNIT_TEXT)
        arg->text = va_arg (args, const char *);
      else
        arg->value = va_arg (args, double);
    }
  va_end (args);
  /* The stage is the sentence's first word. */
  if (id == HR_SENTENCE_BOUND_BY && sentence->args[0].text != NULL
      && hr_enum_parse (&hr_enum_stage, sentence->args[0].text, &stage))
    sentence->term = hr_trace_stage_id ((HrStage) stage);
}
