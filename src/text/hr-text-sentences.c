/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-text.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* One whole sentence for each id; %N$s is the Nth figure, already with its unit, and translators may
 * put them in any order. Where the N-th figure is a word of the plan format rather than a proper name,
 * words[] says how it becomes a word of the language: 's' a stage, 'k' a key, 'v' the value of the key
 * that is the figure before it. A sentence may be said with fewer figures than its long form has:
 * `shorter` is then used. */
typedef struct
{
  const char *id;
  guint       n_args;
  const char *words;
  const char *text;
  const char *shorter;
} Template;

static const Template templates[HR_N_SENTENCE] = {
#define SAY(ID, id, n, words, text, shorter) [HR_SENTENCE_##ID] = { id, n, words, text, shorter }
  SAY (NEEDS_MEMORY, "needs-memory", 3, "",
       N_("The task needs %1$s on each GPU; a %3$s has %2$s for it."),
       N_("The task needs %1$s of the %2$s that each GPU has for it.")),
  SAY (FITS_WITH_HEADROOM, "fits-with-headroom", 2, "",
       N_("It leaves %1$s of headroom, %2$s of the card."),
       N_("It leaves %1$s of headroom on each GPU.")),
  SAY (SMALLEST_THAT_FITS, "smallest-that-fits", 2, "",
       N_("With %2$s, the %1$s is the card with the least memory that fits the task."),
       N_("The %1$s is the card with the least memory that fits the task.")),
  SAY (BOUND_BY, "bound-by", 2, "s",
       N_("What limits the speed is %1$s: %2$s of each step."),
       N_("What limits the speed is %1$s.")),
  SAY (FASTER_THAN, "faster-than", 3, "",
       N_("It does %1$s, %2$s times as much as the %3$s."),
       N_("It is %1$s times as fast as the %2$s.")),
  SAY (WORK_PER_MONEY, "work-per-money", 3, "",
       N_("One run costs %1$s, against %2$s with the %3$s."),
       N_("One run costs %1$s.")),
  SAY (RAM_RULE, "ram-rule", 3, "",
       N_("The task needs %1$s of RAM; the build has %2$s, where the rule of thumb asks for %3$s."),
       N_("The task needs %1$s of RAM; the build has %2$s.")),
  SAY (PRICE_STALE, "price-stale", 2, "",
       N_("%1$s of the price rests on figures that are more than %2$s days old."),
       N_("%1$s of the price rests on old figures.")),
  SAY (RENT_BREAK_EVEN, "rent-break-even", 3, "",
       N_("Renting costs %1$s for the task (%3$s); buying wins after %2$s of use."),
       N_("Renting costs %1$s for the task; buying wins after %2$s of use.")),
  SAY (CONFIDENCE, "confidence", 2, "",
       N_("It beats the runner-up, the %2$s, with a probability of %1$s."),
       N_("It beats the runner-up with a probability of %1$s.")),
  SAY (PICKED_SETTING, "picked-setting", 3, "kv",
       N_("Picked for you: %1$s: %2$s, which takes %3$s."),
       N_("Picked for you: %1$s: %2$s.")),
  SAY (SLOW_FP64, "slow-fp64", 2, "",
       N_("The %1$s does double precision at %2$s only."),
       N_("The card does double precision at %1$s only.")),
  SAY (THRESHOLD_PRICE, "threshold-price", 3, "",
       N_("The %1$s stays the pick up to a price of %2$s; beyond it, the %3$s wins."),
       N_("The %1$s stays the pick up to a price of %2$s.")),
  SAY (THRESHOLD_BUDGET, "threshold-budget", 2, "",
       N_("With a budget of %1$s, the pick is the %2$s."),
       N_("The pick changes with a budget of %1$s.")),
  SAY (THRESHOLD_HOURS, "threshold-hours", 2, "",
       N_("With %1$s a week, the pick is the %2$s."),
       N_("The pick changes with %1$s a week.")),
  SAY (THRESHOLD_ELECTRICITY, "threshold-electricity", 2, "",
       N_("With electricity at %1$s per kWh, the pick is the %2$s."),
       N_("The pick changes with electricity at %1$s per kWh.")),
  SAY (THRESHOLD_BATCH, "threshold-batch", 2, "",
       N_("With a batch size of %1$s, the pick is the %2$s."),
       N_("The pick changes with a batch size of %1$s.")),
  SAY (CHANGE_SETTING, "change-setting", 3, "kv",
       N_("It would be in with %1$s: %2$s, which needs %3$s."),
       N_("It would be in with %1$s: %2$s.")),
  SAY (CHANGE_GPUS, "change-gpus", 2, "",
       N_("It would be in with %1$s of them, for %2$s."),
       N_("It would be in with %1$s of them.")),
  SAY (CHANGE_HOST, "change-host", 2, "",
       N_("It would be in with another host: %1$s, for %2$s."),
       N_("It would be in with another host: %1$s.")),
  SAY (CHANGE_BUDGET, "change-budget", 2, "",
       N_("It would be in with %1$s more, a budget of %2$s."),
       N_("It would be in with %1$s more.")),
  SAY (CHANGE_NONE, "change-none", 0, "",
       N_("No single change lets it in."), NULL),
  SAY (EXCLUDED_MEMORY, "excluded-memory", 2, "",
       N_("It needs %1$s and has %2$s."),
       N_("It lacks %1$s.")),
  SAY (EXCLUDED_BUDGET, "excluded-budget", 2, "",
       N_("Its build costs %1$s, %2$s over the budget."),
       N_("Its build costs %1$s.")),
  SAY (EXCLUDED_NO_PRICE, "excluded-no-price", 0, "",
       N_("The catalog has no price for it."), NULL),
  SAY (EXCLUDED_HOST, "excluded-host", 1, "",
       N_("No host in question takes it: %1$s."),
       N_("No host in question takes it.")),
  SAY (EXCLUDED_POWER, "excluded-power", 2, "",
       N_("It draws %1$s at the wall, over the limit of %2$s."),
       N_("It draws %1$s at the wall, over the limit.")),
  SAY (EXCLUDED_VENDOR, "excluded-vendor", 1, "",
       N_("%1$s is not among the vendors."),
       N_("Its vendor is not among those asked for.")),
  SAY (EXCLUDED_SEGMENT, "excluded-segment", 1, "",
       N_("%1$s cards are not asked for."),
       N_("Its segment is not asked for.")),
  SAY (EXCLUDED_CONDITION, "excluded-condition", 1, "",
       N_("It has a price only as: %1$s."),
       N_("It has no price in this condition.")),
  SAY (EXCLUDED_DEADLINE, "excluded-deadline", 2, "",
       N_("It would take %1$s, over the deadline of %2$s."),
       N_("It would take %1$s, over the deadline.")),
  SAY (EXCLUDED_PRECISION, "excluded-precision", 1, "",
       N_("It does not run %1$s."),
       N_("It does not run this precision.")),
#undef SAY
};

/* The stages as they stand in the middle of a sentence. */
static const char * const stage_words[] = {
  NC_ ("what limits the speed", "storage"), NC_ ("what limits the speed", "the host"),
  NC_ ("what limits the speed", "PCIe"), NC_ ("what limits the speed", "memory bandwidth"),
  NC_ ("what limits the speed", "arithmetic"), NC_ ("what limits the speed", "latency"),
  NC_ ("what limits the speed", "the link between the GPUs"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (stage_words) == HR_N_STAGE);

static char *
say_text (const HrSentence *sentence,
          guint             index,
          char              word)
{
  const char *text = sentence->args[index].text ? sentence->args[index].text : "";
  int stage;

  if (word == 's' && hr_enum_parse (&hr_enum_stage, text, &stage))
    return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "what limits the speed", stage_words[stage]));
  if (word == 'k')
    return g_strdup (hr_text_key (text));
  if (word == 'v' && index > 0 && sentence->args[index - 1].text != NULL)
    return g_strdup (hr_text_key_value (sentence->args[index - 1].text, text));
  return g_strdup (text);
}

static char *
say_arg (const HrSentence *sentence,
         guint             index,
         const char       *words,
         const char       *currency,
         const HrSnapshot *snapshot)
{
  const HrSentenceArg *arg = &sentence->args[index];
  g_autofree char *money = NULL;

  switch (arg->unit)
    {
    case HR_UNIT_TEXT:
      return say_text (sentence, index, index < strlen (words) ? words[index] : ' ');
    case HR_UNIT_USD:
      return hr_text_money (arg->value, currency, snapshot);
    case HR_UNIT_USD_HOUR:
      money = hr_text_money (arg->value, currency, snapshot);
      return g_strdup_printf (_("%s/h"), money);
    default:
      return hr_text_unit_value (arg->value, arg->unit);
    }
}

/* Expands %N$s only. A translation that asks for a figure that is not there gets an ellipsis rather
 * than undefined behaviour. */
static char *
expand (const char *text,
        char      **args,
        guint       n_args)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      if (text[0] == '%' && g_ascii_isdigit (text[1]) && text[2] == '$' && text[3] == 's')
        {
          guint index = (guint) (text[1] - '1');

          g_string_append (out, index < n_args ? args[index] : "…");
          text += 4;
        }
      else
        g_string_append_c (out, *text++);
    }
  return g_string_free (out, FALSE);
}

/**
 * hr_text_sentence:
 * @sentence: what to say and its figures
 * @currency: (nullable): ISO 4217 code to show money in
 * @snapshot: (nullable): has the exchange rates
 *
 * Returns: the sentence in the user's language.
 */
char *
hr_text_sentence (const HrSentence *sentence,
                  const char       *currency,
                  const HrSnapshot *snapshot)
{
  const Template *template;
  char *args[HR_SENTENCE_MAX_ARGS + 1] = { NULL };
  const char *text;
  char *said;

  g_return_val_if_fail ((guint) sentence->id < HR_N_SENTENCE, NULL);

  template = &templates[sentence->id];
  if (template->text == NULL)
    return g_strdup ("");
  for (guint i = 0; i < sentence->n_args; i++)
    args[i] = say_arg (sentence, i, template->words, currency, snapshot);
  text = sentence->n_args < template->n_args && template->shorter ? template->shorter : template->text;
  said = expand (g_dgettext (GETTEXT_PACKAGE, text), args, sentence->n_args);
  for (guint i = 0; i < sentence->n_args; i++)
    g_free (args[i]);
  return said;
}

const char *
hr_text_sentence_id (HrSentenceId id)
{
  g_return_val_if_fail ((guint) id < HR_N_SENTENCE, "?");

  return templates[id].id ? templates[id].id : "?";
}

/**
 * hr_text_sentence_template:
 * @n_args: (out) (optional): how many figures the long form takes
 *
 * Returns: (nullable): the untranslated template, for tests; %NULL where a new id has none yet.
 */
const char *
hr_text_sentence_template (HrSentenceId id,
                           guint       *n_args)
{
  g_return_val_if_fail ((guint) id < HR_N_SENTENCE, NULL);

  if (n_args != NULL)
    *n_args = templates[id].n_args;
  return templates[id].text;
}
