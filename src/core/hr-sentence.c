/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-sentence.h"

#include <stdarg.h>

void
hr_sentence_init (HrSentence *sentence, HrSentenceId id, ...)
{
  va_list args;
  int     unit;

  *sentence = (HrSentence){ .id = id };
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
}
