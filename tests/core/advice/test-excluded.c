/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fixture.h"
#include "hr-advice.h"
#include "hr-calibration.h"
#include "hr-task.h"

static HrAdvice *
advise (const HrPlan *plan, const HrSnapshot *snapshot)
{
  return hr_advice_new (plan, snapshot, hr_calibration_default (), FIXTURE_TODAY, NULL);
}

/* One card for each reason. */
static HrReason
reason_of (const HrAdvice *advice, const char *id)
{
  for (guint i = 0; i < advice->n_excluded; i++)
    if (strcmp (advice->excluded[i].gpu->id, id) == 0)
      return advice->excluded[i].reason;
  return HR_N_REASON;
}

static void
test_reasons (void)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrAdvice) advice = NULL;
  HrPlan plan;

  hr_plan_init (&plan, HR_TASK_LLM_INFERENCE);
  plan.constraints.host = HR_HOST_KIND_TOWER;
  plan.constraints.vendors = 1u << HR_VENDOR_NVIDIA;
  plan.constraints.max_gpus = 1;
  plan.workload.llm.batch = 1;
  plan.workload.llm.offload = HR_LLM_OFFLOAD_NONE;
  g_strlcpy (plan.workload.llm.weight_format, "fp16", sizeof plan.workload.llm.weight_format);
  advice = advise (&plan, snapshot);
  g_assert_cmpint (reason_of (advice, "small"), ==, HR_REASON_MEMORY);
  g_assert_cmpint (reason_of (advice, "red"), ==, HR_REASON_VENDOR);
  g_assert_cmpint (reason_of (advice, "large"), ==, HR_REASON_BUDGET);
  g_assert_cmpint (reason_of (advice, "passive"), ==, HR_REASON_HOST);
  g_assert_cmpint (reason_of (advice, "module"), ==, HR_REASON_HOST);
  g_assert_cmpint (reason_of (advice, "priceless"), ==, HR_REASON_NO_PRICE);
  g_assert_cmpint (reason_of (advice, "middle"), ==, HR_N_REASON);
}

/* — The change that is said of a card lets it in — */

static void
set_choice (HrPlan *plan, const char *key, const char *nick)
{
  HrWorkload *w = &plan->workload;
  int         value = 0;

  if (strcmp (key, "chunked_loss") == 0)
    w->nlp.chunked_loss = TRUE;
  else if (strcmp (key, "weight_format") == 0)
    g_strlcpy (w->llm.weight_format, nick, sizeof w->llm.weight_format);
  else if (strcmp (key, "kv_precision") == 0 && hr_enum_parse (&hr_enum_kv_precision, nick, &value))
    w->llm.kv_precision = (HrKvPrecision) value;
  else if (strcmp (key, "method") == 0 && hr_enum_parse (&hr_enum_method, nick, &value))
    {
      w->nlp.method = (HrMethod) value;
      if (w->nlp.lora_rank == 0)
        w->nlp.lora_rank = 16;
    }
  else if (strcmp (key, "optimizer") == 0 && hr_enum_parse (&hr_enum_optimizer, nick, &value))
    w->nlp.optimizer = (HrOptimizer) value;
  else if (strcmp (key, "offload") == 0 && hr_enum_parse (&hr_enum_offload, nick, &value))
    w->nlp.offload = (HrOffload) value;
  else if (strcmp (key, "attention") == 0 && hr_enum_parse (&hr_enum_attention, nick, &value))
    w->nlp.attention = (HrAttention) value;
  else if (strcmp (key, "activation_checkpointing") == 0
           && hr_enum_parse (&hr_enum_checkpointing, nick, &value))
    w->nlp.checkpointing = (HrCheckpointing) value;
  else
    g_error ("no rule for %s", key);
}

static void
set_sizes (HrPlan *plan, const HrSentence *change)
{
  HrWorkload       *w = &plan->workload;
  guint32           value = (guint32) change->args[0].value;
  const HrTaskType *type = hr_task_type (w->task);

  if (change->id == HR_SENTENCE_CHANGE_BATCH)
    {
      if (w->task == HR_TASK_NLP_FINE_TUNE)
        w->nlp.gradient_accumulation *= (*type->batch (w) + value - 1) / value;
      *type->batch (w) = value;
      return;
    }
  if (w->task == HR_TASK_NLP_FINE_TUNE)
    w->nlp.sequence_length = value;
  else
    {
      w->llm.context_length = value;
      w->llm.prompt_tokens = MIN (w->llm.prompt_tokens, value / 2);
      w->llm.generated_tokens = MIN (w->llm.generated_tokens, value / 2);
    }
}

/* Applies @excluded's change; returns whether it is one of the plan or the catalog. A change by a
 * machine's price names what it costs, so the budget goes with it. */
static gboolean
apply_change (const HrExcluded *excluded, HrPlan *plan, HrGpu *gpu)
{
  const HrSentence *s = &excluded->change;

  switch (s->id)
    {
    case HR_SENTENCE_CHANGE_SETTING:
      set_choice (plan, s->args[0].text, s->args[1].text);
      return TRUE;
    case HR_SENTENCE_CHANGE_BATCH:
    case HR_SENTENCE_CHANGE_TOKENS:
      set_sizes (plan, s);
      return TRUE;
    case HR_SENTENCE_CHANGE_BUDGET:
    case HR_SENTENCE_CHANGE_RESERVE:
      plan->constraints.budget += s->args[0].value + 0.01;
      return TRUE;
    case HR_SENTENCE_CHANGE_POWER:
      plan->constraints.max_power_w += s->args[0].value + 0.01;
      return TRUE;
    case HR_SENTENCE_CHANGE_DEADLINE:
      plan->constraints.deadline_hours += s->args[0].value + 1e-6;
      return TRUE;
    case HR_SENTENCE_CHANGE_GPUS:
      plan->constraints.max_gpus = HR_MAX_GPUS;
      break;
    case HR_SENTENCE_CHANGE_HOST:
      plan->constraints.host = HR_HOST_KIND_ANY;
      break;
    case HR_SENTENCE_CHANGE_VENDOR:
      plan->constraints.vendors = 0;
      break;
    case HR_SENTENCE_CHANGE_SEGMENT:
      plan->constraints.segments = 0;
      break;
    case HR_SENTENCE_CHANGE_CONDITION:
      plan->constraints.condition = HR_CONDITION_POLICY_ANY;
      break;
    case HR_SENTENCE_CHANGE_PRICE:
      gpu->n_prices = 1;
      gpu->prices[0] = (HrPrice){ .usd = s->args[1].value - 0.01,
                                  .date = FIXTURE_TODAY,
                                  .condition = HR_CONDITION_NEW };
      return TRUE;
    default:
      return FALSE;
    }
  plan->constraints.budget = 0;
  return TRUE;
}

static void
check_changes (const HrPlan *plan, guint *seen)
{
  g_autoptr (HrSnapshot) snapshot = fixture_snapshot ();
  g_autoptr (HrAdvice) advice = advise (plan, snapshot);

  for (guint i = 0; i < advice->n_excluded; i++)
    {
      const HrExcluded *excluded = &advice->excluded[i];
      g_autoptr (HrSnapshot) other = fixture_snapshot ();
      g_autoptr (HrAdvice) again = NULL;
      HrPlan   changed = *plan;
      HrGpu   *gpu = &fixture_gpus (other)[excluded->gpu - snapshot->gpus];
      gboolean is_in = FALSE;

      if (i > 0 && excluded->reason == excluded[-1].reason)
        g_assert_cmpfloat (excluded->distance, >=, excluded[-1].distance);
      if (!apply_change (excluded, &changed, gpu))
        continue;
      *seen |= 1u << (excluded->change.id - HR_SENTENCE_CHANGE_SETTING);
      again = advise (&changed, other);
      for (guint k = 0; k < again->n_picks; k++)
        is_in |= again->picks[k].build.gpu == gpu;
      if (!is_in)
        g_error ("%s, %s, out for %s: not in after change %d of the settings' first", gpu->id,
                 hr_enum_nick (&hr_enum_task, (int) plan->workload.task),
                 hr_enum_nick (&hr_enum_reason, (int) excluded->reason),
                 (int) excluded->change.id - HR_SENTENCE_CHANGE_SETTING);
    }
}

static void
test_changes (void)
{
  static const HrSentenceId kinds[] = {
    HR_SENTENCE_CHANGE_SETTING, HR_SENTENCE_CHANGE_BATCH,     HR_SENTENCE_CHANGE_GPUS,
    HR_SENTENCE_CHANGE_HOST,    HR_SENTENCE_CHANGE_BUDGET,    HR_SENTENCE_CHANGE_PRICE,
    HR_SENTENCE_CHANGE_POWER,   HR_SENTENCE_CHANGE_DEADLINE,  HR_SENTENCE_CHANGE_VENDOR,
    HR_SENTENCE_CHANGE_SEGMENT, HR_SENTENCE_CHANGE_CONDITION,
  };
  guint seen = 0;

  for (guint task = 0; task < HR_N_TASK; task++)
    for (guint variant = 0; variant < 24; variant++)
      {
        HrPlan plan;

        hr_plan_init (&plan, (HrTask) task);
        plan.constraints.budget = (const double[]){ 1500, 3000, 6000 }[variant % 3];
        plan.constraints.max_gpus = variant & 1 ? 1 : 4;
        if (variant & 2)
          plan.constraints.host = HR_HOST_KIND_TOWER;
        if (variant & 4)
          plan.constraints.vendors = 1u << HR_VENDOR_NVIDIA;
        if ((variant & 4) && hr_task_type ((HrTask) task)->batch)
          *hr_task_type ((HrTask) task)->batch (&plan.workload) = 256;
        if (variant & 8)
          {
            plan.constraints.max_power_w = variant & 1 ? 500 : 900;
            plan.constraints.segments = 1u << HR_SEGMENT_CONSUMER;
          }
        if (variant >= 16)
          {
            plan.constraints.deadline_hours = 3;
            plan.constraints.condition = HR_CONDITION_POLICY_NEW;
            if (task == HR_TASK_NLP_FINE_TUNE && (variant & 1))
              plan.workload.nlp.method = HR_METHOD_FULL;
            else if (task == HR_TASK_LLM_INFERENCE)
              g_strlcpy (plan.workload.llm.weight_format, "fp16",
                         sizeof plan.workload.llm.weight_format);
          }
        check_changes (&plan, &seen);
      }
  g_test_message ("kinds of change seen: %x", seen);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_true (seen & (1u << (kinds[i] - HR_SENTENCE_CHANGE_SETTING)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/excluded/reasons", test_reasons);
  g_test_add_func ("/excluded/changes", test_changes);
  return g_test_run ();
}
