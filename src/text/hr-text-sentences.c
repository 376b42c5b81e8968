/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-text.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* One whole sentence for each id; %N$s is the Nth figure, already with its unit, and translators
 * may put them in any order. A figure that is a word of the plan format rather than a proper name
 * has a letter in words[] at its place: 's' stage, 'k' key, 'v' value of the key before it, 'f'
 * form, 'h' host kind, 'c' condition, 'd' vendor, 'm' segment, 'p' precision. 'g' is a card whose
 * count follows: "2 × RTX 4090", the count itself not being said again. `plural` is a figure (from
 * 1) that decides between `forms`; `zero` a figure that makes it `none` when it is nil or empty. */
typedef struct
{
  const char *id;
  guint       n_args;
  const char *words;
  const char *text;
  guint       plural;
  const char *forms[2]; /* of one, of many */
  guint       zero;
  const char *none;
} Template;

/* Both forms of a plural, marked for translation as such. */
#define NP_(one, many) one, many

/* clang-format off */
static const Template templates[HR_N_SENTENCE] = {
#define SAY(ID, name, n, letters, said) \
  [HR_SENTENCE_##ID] = { .id = name, .n_args = n, .words = letters, .text = said }
#define COUNTED(ID, name, n, letters, counted, ...) \
  [HR_SENTENCE_##ID] = { .id = name, .n_args = n, .words = letters, .plural = counted, .forms = { __VA_ARGS__ } }
#define UNLESS(ID, name, n, letters, said, nil, otherwise) \
  [HR_SENTENCE_##ID] = { .id = name, .n_args = n, .words = letters, .text = said, .zero = nil, .none = otherwise }
  SAY (NEEDS_MEMORY, "needs-memory", 5, "",
       N_("The task needs %1$s on each GPU (%2$s to %3$s); the %4$s has %5$s for it.")),
  SAY (RUNS_FROM_RAM, "runs-from-ram", 5, "",
       N_("Each %1$s holds %2$s of it. The rest runs from RAM (it needs %3$s, read at %4$s), which "
          "comes to %5$s.")),
  SAY (BOUND_BY, "bound-by", 4, "s",
       N_("What limits the speed is %1$s: %3$s of each step’s %4$s, or %2$s.")),
  SAY (FASTER_THAN, "faster-than", 5, "  g",
       N_("It finishes in %2$s, %1$s times as fast as %3$s (%5$s).")),
  SAY (WORK_PER_MONEY, "work-per-money", 5, "  g",
       N_("One run costs %2$s and the same money buys %1$s times the work of %3$s (%5$s).")),
  SAY (RAM_RULE, "ram-rule", 5, "",
       N_("It has %1$s of RAM where the task needs %2$s: %3$s times the GPU memory, where the rule of "
          "thumb says %4$s to %5$s.")),
  SAY (RAM_CHANNELS, "ram-channels", 3, "",
       N_("Its modules fill %1$s of %2$s memory channels, %3$s in all.")),
  COUNTED (PRICE_STALE, "price-stale", 3, "", 3,
       NP_ ("%1$s of the price of %2$s rests on old figures; the oldest is of %3$s day ago.",
            "%1$s of the price of %2$s rests on old figures; the oldest is of %3$s days ago.")),
  SAY (RENT_BREAK_EVEN, "rent-break-even", 5, "",
       N_("Renting from %2$s at %1$s costs %4$s for the task, against %5$s on this build; buying wins "
          "after %3$s of use.")),
  SAY (CONFIDENCE, "confidence", 3, " g",
       N_("Within the error of the estimates it stays ahead of the next build, %2$s, in %1$s of 10 cases.")),
  COUNTED (ALONE, "alone", 1, "", 1,
       NP_ ("Nothing else is feasible: the %1$s other card of the catalog is out.",
            "Nothing else is feasible: the %1$s other cards of the catalog are out.")),
  SAY (PICKED_SETTING, "picked-setting", 3, "kv",
       N_("Picked for you: %1$s: %2$s, with which it needs %3$s.")),
  SAY (PICKED_BATCH, "picked-batch", 1, "", N_("Picked for you: a batch size of %1$s.")),
  SAY (QUALITY_LOSS, "quality-loss", 4, "kv",
       N_("%1$s: %2$s can change the result’s quality; it needs %3$s instead of %4$s.")),
  SAY (SLOW_FP64, "slow-fp64", 3, "",
       N_("The %1$s does double precision at %2$s only, against %3$s in single precision.")),
  COUNTED (UNPRICED, "unpriced", 3, "", 1,
       NP_ ("%1$s part has no price (%2$s): the sum of %3$s leaves it out.",
            "%1$s parts have no price (%2$s and others): the sum of %3$s leaves them out.")),
  SAY (UNMEASURED, "unmeasured", 3, "",
       N_("No published run on the generation of the %1$s is behind this: expect %2$s to %3$s.")),
  SAY (DROPPED, "dropped", 3, "",
       N_("%2$s no longer supports the generation of the %1$s: new versions of frameworks leave it out, "
          "and the plan counts on %3$s of use.")),
  SAY (RACK, "rack", 1, "",
       N_("It is a server for a rack: its fans are too loud to sit beside, and it takes %1$s at the wall.")),
  SAY (TIGHT, "tight", 4, "",
       N_("It is tight: the need of %1$s can be up to %2$s, and the %4$s has %3$s.")),
  SAY (CHEAPER_THAN, "cheaper-than", 5, "  g",
       N_("At %2$s it costs %1$s less than %3$s (%5$s).")),
  SAY (MORE_HEADROOM_THAN, "more-headroom-than", 4, " g",
       N_("It leaves %1$s free on each GPU, where %2$s leaves %4$s.")),
  SAY (BEHIND_UNMEASURED, "behind-unmeasured", 4, "g",
       N_("%1$s would cost %3$s a run by its estimate, not %4$s, but no published run on its generation "
          "is behind that: it counts as slower.")),
  SAY (BEHIND_TIGHT, "behind-tight", 6, "g",
       N_("%1$s would cost %3$s a run, not %4$s, but the need can be up to %5$s, and it has %6$s.")),
  SAY (BEHIND_CARDS, "behind-cards", 5, "g",
       N_("%1$s would cost %3$s a run, not %4$s: too little less for %5$s cards to feed, cool and keep "
          "in step.")),
  UNLESS (THRESHOLD_PRICE, "threshold-price", 5, "   g",
       N_("The %1$s costs %2$s today and stays the pick until %3$s; beyond that, %4$s wins."), 5,
       N_("The %1$s costs %2$s today and stays the pick until %3$s; beyond that, nothing is feasible.")),
  SAY (THRESHOLD_RIVAL, "threshold-rival", 3, "",
       N_("The %1$s costs %2$s today; below %3$s it is the pick.")),
  UNLESS (THRESHOLD_BUDGET, "threshold-budget", 4, "  g",
       N_("The pick stays until the budget rises from %1$s to %2$s; from there on, %3$s wins."), 4,
       N_("The pick stays until the budget rises from %1$s to %2$s; from there on, nothing is feasible.")),
  UNLESS (THRESHOLD_BUDGET_DOWN, "threshold-budget-down", 4, "  g",
       N_("The pick stays until the budget falls from %1$s below %2$s; then %3$s wins."), 4,
       N_("The pick stays until the budget falls from %1$s below %2$s; then nothing is feasible.")),
  UNLESS (THRESHOLD_HOURS, "threshold-hours", 4, "  g",
       N_("The pick stays until its use rises from %1$s a week to %2$s; beyond that, %3$s wins."), 4,
       N_("The pick stays until its use rises from %1$s a week to %2$s; beyond that, nothing is feasible.")),
  UNLESS (THRESHOLD_HOURS_DOWN, "threshold-hours-down", 4, "  g",
       N_("The pick stays until its use falls from %1$s a week to %2$s; below that, %3$s wins."), 4,
       N_("The pick stays until its use falls from %1$s a week to %2$s; below that, nothing is feasible.")),
  UNLESS (THRESHOLD_ELECTRICITY, "threshold-electricity", 4, "  g",
       N_("The pick stays until electricity rises from %1$s to %2$s per kWh; beyond that, %3$s wins."), 4,
       N_("The pick stays until electricity rises from %1$s to %2$s per kWh; beyond that, nothing is feasible.")),
  UNLESS (THRESHOLD_BATCH, "threshold-batch", 4, "  g",
       N_("With a batch size of %2$s instead of %1$s, the pick is %3$s."), 4,
       N_("With a batch size of %2$s instead of %1$s, nothing is feasible.")),
  UNLESS (THRESHOLD_SEQUENCE, "threshold-sequence", 4, "  g",
       N_("With sequences of %2$s instead of %1$s, the pick is %3$s."), 4,
       N_("With sequences of %2$s instead of %1$s, nothing is feasible.")),
  SAY (THRESHOLD_SETTING, "threshold-setting", 7, "kvg",
       N_("With %1$s: %2$s, the pick is %3$s for %5$s: a run costs %6$s instead of %7$s.")),
  SAY (THRESHOLD_SETTING_LOSS, "threshold-setting-loss", 7, "kvg",
       N_("With %1$s: %2$s, which can cost quality, the pick is %3$s for %5$s: a run costs %6$s "
          "instead of %7$s.")),
  SAY (THRESHOLD_SURER, "threshold-surer", 7, "kvg",
       N_("With %1$s: %2$s, the pick is %3$s for %5$s: a run costs %6$s, a surer figure than %7$s.")),
  SAY (THRESHOLD_FEASIBLE, "threshold-feasible", 6, "kvg",
       N_("With %1$s: %2$s, it works: %3$s for %5$s, %6$s a run.")),
  SAY (THRESHOLD_FEASIBLE_LOSS, "threshold-feasible-loss", 6, "kvg",
       N_("With %1$s: %2$s, which can cost quality, it works: %3$s for %5$s, %6$s a run.")),
  SAY (THRESHOLD_NONE, "threshold-none", 3, "k",
       N_("%1$s does not change the pick: %2$s now, and the same up to %3$s.")),
  SAY (CHANGE_SETTING, "change-setting", 4, "kv",
       N_("It would be in with %1$s: %2$s, which needs %3$s of its %4$s.")),
  SAY (CHANGE_BATCH, "change-batch", 3, "",
       N_("It would be in with a batch size of %1$s, which needs %2$s of its %3$s.")),
  SAY (CHANGE_TOKENS, "change-tokens", 3, "",
       N_("It would be in with sequences of %1$s, which need %2$s of its %3$s.")),
  COUNTED (CHANGE_GPUS, "change-gpus", 3, "", 1,
       NP_ ("%1$s card of the kind %2$s would be in, for %3$s.",
            "%1$s cards of the kind %2$s would be in, for %3$s.")),
  SAY (CHANGE_HOST, "change-host", 2, "h", N_("It would be in with another host (%1$s), for %2$s.")),
  SAY (CHANGE_BUDGET, "change-budget", 2, "", N_("It would be in with %1$s more: its machine costs %2$s.")),
  SAY (CHANGE_RESERVE, "change-reserve", 2, "",
       N_("It would be in with %1$s more, a reserve for what has no price included; the rest costs %2$s.")),
  SAY (CHANGE_PRICE, "change-price", 2, "", N_("It would be in if the %1$s cost %2$s.")),
  SAY (CHANGE_POWER, "change-power", 2, "", N_("It would be in with %1$s more power, %2$s in all.")),
  SAY (CHANGE_DEADLINE, "change-deadline", 2, "",
       N_("It would be in with %1$s more time, %2$s in all.")),
  SAY (CHANGE_VENDOR, "change-vendor", 2, "d", N_("It would be in if %1$s were among the vendors, for %2$s.")),
  SAY (CHANGE_SEGMENT, "change-segment", 2, "m",
       N_("It would be in if this segment were asked for (%1$s), for %2$s.")),
  SAY (CHANGE_CONDITION, "change-condition", 2, "c",
       N_("It would be in if this condition were allowed (%1$s), at %2$s a card.")),
  COUNTED (CHANGE_RENT, "change-rent", 4, "", 2,
       NP_ ("It can be rented from %1$s: %2$s card at %3$s, %4$s for the task.",
            "It can be rented from %1$s: %2$s cards at %3$s, %4$s for the task.")),
  SAY (CHANGE_NONE, "change-none", 1, "", N_("No single change lets the %1$s in.")),
  SAY (EXCLUDED_MEMORY, "excluded-memory", 3, "", N_("The task needs %2$s; the %1$s has %3$s for it.")),
  SAY (EXCLUDED_BUDGET, "excluded-budget", 3, "",
       N_("The cheapest machine with the %1$s costs %2$s; the budget is %3$s.")),
  COUNTED (EXCLUDED_UNPRICED, "excluded-unpriced", 4, "", 3,
       NP_ ("A machine with the %1$s costs %2$s without %3$s part that has no price: too little of the budget "
            "of %4$s is left for it.",
            "A machine with the %1$s costs %2$s without %3$s parts that have no price: too little of the "
            "budget of %4$s is left for them.")),
  SAY (EXCLUDED_NO_PRICE, "excluded-no-price", 2, "", N_("The catalog has no price for the %1$s (%2$s).")),
  SAY (EXCLUDED_HOST, "excluded-host", 3, " fh",
       N_("The %1$s does not go into the host in question (%3$s), being of this form: %2$s.")),
  SAY (EXCLUDED_POWER, "excluded-power", 3, "",
       N_("A machine with the %1$s draws %2$s at the wall; the limit is %3$s.")),
  SAY (EXCLUDED_VENDOR, "excluded-vendor", 2, " d", N_("The %1$s is made by %2$s, which is not asked for.")),
  SAY (EXCLUDED_SEGMENT, "excluded-segment", 2, " m",
       N_("The %1$s is of a segment that is not asked for (%2$s).")),
  SAY (EXCLUDED_CONDITION, "excluded-condition", 3, " c",
       N_("The %1$s has a price in another condition only (%2$s): %3$s.")),
  SAY (EXCLUDED_DEADLINE, "excluded-deadline", 3, "",
       N_("The %1$s takes %2$s; the deadline is %3$s.")),
  UNLESS (EXCLUDED_PRECISION, "excluded-precision", 2, " p", N_("The %1$s does not run %2$s."), 2,
          N_("The %1$s does not run this kind of work.")),
  UNLESS (EXCLUDED_SOFTWARE, "excluded-software", 3, "   ",
          N_("%2$s does not run on the %1$s, or not with %3$s."), 3,
          N_("%2$s does not run on the %1$s.")),
  UNLESS (SOFTWARE_PARTIAL, "software-partial", 3, "   ",
          N_("%2$s supports the %1$s in part: %3$s."), 3,
          N_("%2$s supports the %1$s in part.")),
  SAY (SOFTWARE_UNKNOWN, "software-unknown", 2, "",
       N_("No source says whether %2$s runs on the %1$s.")),
  SAY (SOFTWARE_INSTEAD, "software-instead", 3, "",
       N_("On the %1$s you run %2$s instead of %3$s.")),
  UNLESS (NO_ANSWER, "no-answer", 1, "", N_("No good answer under %1$s."), 1,
          N_("No good answer in this catalog.")),
  SAY (CLEAR_PICK, "clear-pick", 5, "g",
       N_("Clear pick: %1$s for %3$s. One run takes %4$s and costs %5$s.")),
  SAY (CLOSE_COST, "close-cost", 6, "g  g",
       N_("Close call: %1$s for %3$s or %4$s for %6$s. The first costs a little less a run.")),
  SAY (CLOSE_SUPPORT, "close-support", 6, "g  g",
       N_("Close call: %1$s for %3$s or %4$s for %6$s. The first has the more mature software.")),
  SAY (CLOSE_CARDS, "close-cards", 6, "g  g",
       N_("Close call: %1$s for %3$s or %4$s for %6$s. The first needs fewer cards.")),
  SAY (CLOSE_QUIET, "close-quiet", 6, "g  g",
       N_("Close call: %1$s for %3$s or %4$s for %6$s. The first is quieter and draws less power.")),
  SAY (CLOSE_PRICE_DATE, "close-price-date", 6, "g  g",
       N_("Close call: %1$s for %3$s or %4$s for %6$s. The price of the first is more recent.")),
  SAY (CLOSE_RESALE, "close-resale", 6, "g  g",
       N_("Close call: %1$s for %3$s or %4$s for %6$s. The first is easier to sell again.")),
  SAY (FIRST_IS_TIGHT, "first-is-tight", 1, "",
       N_("Memory is tight: expect it to fit in %1$s of 10 cases.")),
  SAY (FIRST_IS_PARTIAL, "first-is-partial", 1, "",
       N_("The software supports the %1$s only in part.")),
  SAY (FIRST_IS_UNKNOWN, "first-is-unknown", 1, "",
       N_("No source says whether the software runs on the %1$s.")),
  SAY (PRICE_DRAWS, "price-draws", 3, " g",
       N_("If only prices vary, it beats %2$s in %1$s of 10 draws.")),
  COUNTED (PRICE_MOVED, "price-moved", 6, "", 6,
       NP_ ("Expect to pay %2$s for the %1$s today (%3$s to %4$s): the last known price, %5$s, is %6$s day old.",
            "Expect to pay %2$s for the %1$s today (%3$s to %4$s): the last known price, %5$s, is %6$s days old.")),
  SAY (PRICE_RANGE, "price-range", 4, "",
       N_("Expect to pay between %3$s and %4$s for the %1$s; %2$s counts here.")),
  COUNTED (PRICE_UNPAYABLE, "price-unpayable", 4, "", 3,
       NP_ ("A new %1$s for %2$s is no longer on sale (the price is %3$s day old), so %4$s counts.",
            "A new %1$s for %2$s is no longer on sale (the price is %3$s days old), so %4$s counts.")),
  SAY (VERDICT_FIT, "verdict-fit", 5, "",
       N_("The task needs %3$s: the %1$s has %2$s for it, the %4$s only %5$s.")),
  COUNTED (VERDICT_NONE_FITS, "verdict-none-fits", 2, "", 1,
       NP_ ("%1$s card was compared and does not fit: it lacks %2$s.",
            "None of the %1$s cards fits; the nearest lacks %2$s.")),
  SAY (VERDICT_FASTER, "verdict-faster", 7, "g   g",
       N_("The %1$s finishes in %3$s, %4$s times as fast as %5$s (%7$s).")),
  SAY (VERDICT_VALUE, "verdict-value", 7, "g   g",
       N_("On the %1$s, one run costs %3$s and the same money buys %4$s times the work of %5$s (%7$s).")),
#undef SAY
#undef COUNTED
#undef UNLESS
};

/* The stages as they stand in the middle of a sentence. */
static const char * const stage_words[] = {
  NC_("what limits the speed", "storage"), NC_("what limits the speed", "the host"),
  NC_("what limits the speed", "PCIe"), NC_("what limits the speed", "memory bandwidth"),
  NC_("what limits the speed", "arithmetic"), NC_("what limits the speed", "latency"),
  NC_("what limits the speed", "the link between the GPUs"),
};
/* clang-format on */
G_STATIC_ASSERT (G_N_ELEMENTS (stage_words) == HR_N_STAGE);

/* The letters of words[] that stand for an enumeration. */
static const HrEnumType *
word_type (char word)
{
  switch (word)
    {
    case 'f':
      return &hr_enum_form;
    case 'h':
      return &hr_enum_host_kind;
    case 'c':
      return &hr_enum_condition;
    case 'd':
      return &hr_enum_vendor;
    case 'm':
      return &hr_enum_segment;
    case 'p':
      return &hr_enum_precision;
    default:
      return NULL;
    }
}

static char *
say_text (const HrSentence *sentence, guint index, char word)
{
  const HrSentenceArg *arg = &sentence->args[index];
  const char          *text = arg->text ? arg->text : "";
  const HrEnumType    *type = word_type (word);
  int                  value;

  if (type != NULL && hr_enum_parse (type, text, &value))
    return g_strdup (hr_text_enum (type, value));
  if (word == 's' && hr_enum_parse (&hr_enum_stage, text, &value))
    return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "what limits the speed", stage_words[value]));
  if (word == 'k')
    return g_strdup (hr_text_key (text));
  if (word == 'v' && index > 0 && arg[-1].text != NULL)
    return g_strdup (hr_text_key_value (arg[-1].text, text));
  if (word == 'g' && index + 1 < sentence->n_args && arg[1].value > 1)
    /* Translators: that many cards of that name: "2 × RTX 4090". */
    return g_strdup_printf (_("%1$u × %2$s"), (guint) arg[1].value, text);
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
  g_autofree char     *money = NULL;

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
expand (const char *text, char **args, guint n_args)
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

static gboolean
is_nil (const HrSentenceArg *arg)
{
  if (arg->unit == HR_UNIT_TEXT)
    return arg->text == NULL || arg->text[0] == '\0';
  return arg->value == 0;
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
hr_text_sentence (const HrSentence *sentence, const char *currency, const HrSnapshot *snapshot)
{
  const Template *template;
  char       *args[HR_SENTENCE_MAX_ARGS + 1] = { NULL };
  const char *text;
  char       *said;

  g_return_val_if_fail ((guint) sentence->id < HR_N_SENTENCE, NULL);

  template = &templates[sentence->id];
  if (template->text == NULL && template->plural == 0)
    return g_strdup ("");
  for (guint i = 0; i < sentence->n_args; i++)
    args[i] = say_arg (sentence, i, template->words, currency, snapshot);
  if (template->zero > 0 && template->zero <= sentence->n_args
      && is_nil (&sentence->args[template->zero - 1]))
    text = g_dgettext (GETTEXT_PACKAGE, template->none);
  else if (template->plural > 0)
    text = g_dngettext (GETTEXT_PACKAGE, template->forms[0], template->forms[1],
                        template->plural <= sentence->n_args
                            ? (gulong) sentence->args[template->plural - 1].value
                            : 2);
  else
    text = g_dgettext (GETTEXT_PACKAGE, template->text);
  said = expand (text, args, sentence->n_args);
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
hr_text_sentence_template (HrSentenceId id, guint *n_args)
{
  g_return_val_if_fail ((guint) id < HR_N_SENTENCE, NULL);

  if (n_args != NULL)
    *n_args = templates[id].n_args;
  return templates[id].plural ? templates[id].forms[1] : templates[id].text;
}
