/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-text.h"

#include <glib/gi18n-lib.h>

#include "hr-money.h"

static void
add (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

static void
add_tokens (GString *text, guint tokens)
{
  g_autofree char *part = tokens > 0 ? hr_text_unit_value (tokens, HR_UNIT_TOKENS) : NULL;

  add (text, part);
}

/* What of the workload one names beside the model. */
static void
add_settings (GString *text, const HrWorkload *w)
{
  g_autofree char *format = NULL;

  switch (w->task)
    {
    case HR_TASK_LLM_INFERENCE:
      format = g_ascii_strup (w->llm.weight_format, -1);
      add (text, format);
      add_tokens (text, w->llm.context_length);
      break;
    case HR_TASK_NLP_FINE_TUNE:
      add (text, hr_text_enum (&hr_enum_method, (int) w->nlp.method));
      add_tokens (text, w->nlp.sequence_length);
      break;
    case HR_TASK_IMAGE_CLASSIFICATION:
      add (text, hr_text_enum (&hr_enum_mode, (int) w->image.mode));
      break;
    case HR_TASK_SCIENTIFIC:
      add (text, hr_text_enum (&hr_enum_kernel, (int) w->science.kernel));
      break;
    case HR_TASK_RENDERING:
    case HR_N_TASK:
    default:
      break;
    }
}

/**
 * hr_text_budget:
 *
 * Returns: (transfer full): "up to $3,000", or that there is no limit
 */
char *
hr_text_budget (const HrPlan *plan, const HrSnapshot *snapshot)
{
  const HrConstraints *c = &plan->constraints;
  g_autofree char     *money = NULL;

  if (c->budget <= 0)
    return g_strdup (_("no budget limit"));
  money = hr_text_money (hr_money_to_usd (snapshot, c->budget, c->currency), c->currency, snapshot);
  /* Translators: %s is the budget. */
  return g_strdup_printf (_("up to %s"), money);
}

/**
 * hr_text_question:
 *
 * Returns: (transfer full): what a plan asks, in a line: "LLM inference · Llama 3.1 70B · Q4_K_M ·
 *   8,192 tokens · up to $3,000"
 */
char *
hr_text_question (const HrPlan *plan, const HrSnapshot *snapshot)
{
  GString         *text = g_string_new (NULL);
  g_autofree char *model = g_utf8_make_valid (plan->workload.model_name, -1);
  g_autofree char *budget = hr_text_budget (plan, snapshot);

  add (text, hr_text_enum (&hr_enum_task, (int) plan->workload.task));
  add (text, model);
  add_settings (text, &plan->workload);
  add (text, budget);
  return g_string_free (text, FALSE);
}
