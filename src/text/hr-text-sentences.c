/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-text.h"

#include <string.h>

#include <glib/gi18n-lib.h>

/* One whole sentence for each id; %N$s is the Nth figure, already with its unit, and translators
 * may put them in any order. A figure that is a word of the plan format rather than a proper name
 * has a letter in words[] at its place: 's' stage, 'k' key, 'v' value of the key before it, 'f'
 * form, 'h' host kind, 'c' condition, 'd' vendor, 'm' segment, 'p' precision, 'r' reason. 'g' is a
 * card whose count follows: "2 × RTX 4090", the count itself not being said again. `plural` is a
 * figure (from 1) that decides between `forms`; `zero` a figure that makes it `none` when it is nil
 * or empty. */
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
       N_("It needs %1$s on each GPU (%2$s to %3$s), and the %4$s has %5$s.")),
  SAY (RUNS_FROM_RAM, "runs-from-ram", 5, "",
       N_("Each %1$s holds %2$s of it. The rest runs from RAM (it needs %3$s, read at %4$s), which "
          "comes to %5$s.")),
  SAY (BOUND_BY, "bound-by", 4, "s",
       N_("Its speed is limited by %1$s, which takes %3$s of each %4$s step (%2$s).")),
  SAY (FASTER_THAN, "faster-than", 5, "  g",
       N_("It finishes in %2$s, %1$s times as fast as %3$s (%5$s).")),
  SAY (WORK_PER_MONEY, "work-per-money", 5, "  g",
       N_("One run costs %2$s, so you get %1$s times the work for your money compared with %3$s (%5$s).")),
  SAY (RAM_RULE, "ram-rule", 5, "",
       N_("It has %1$s of RAM and the task needs %2$s. That is %3$s times the GPU memory; the rule of "
          "thumb says %4$s to %5$s.")),
  SAY (RAM_CHANNELS, "ram-channels", 3, "",
       N_("Its RAM modules fill %1$s of %2$s channels, for %3$s in all.")),
  COUNTED (PRICE_STALE, "price-stale", 3, "", 3,
       NP_ ("%1$s of the %2$s rests on old prices; the oldest is %3$s day old.",
            "%1$s of the %2$s rests on old prices; the oldest is %3$s days old.")),
  SAY (RENT_BREAK_EVEN, "rent-break-even", 5, "",
       N_("Renting from %2$s at %1$s costs %4$s a run, against %5$s on this build. Buying pays off "
          "after %3$s of use.")),
  SAY (CONFIDENCE, "confidence", 3, " g",
       N_("Given the errors in speed, memory and prices, it beats the next build, %2$s, in %1$s of 10 cases.")),
  COUNTED (ALONE, "alone", 1, "", 1,
       NP_ ("Nothing else works: the %1$s other card in the catalog is ruled out.",
            "Nothing else works: the %1$s other cards in the catalog are ruled out.")),
  SAY (PICKED_SETTING, "picked-setting", 3, "kv",
       N_("Picked for you: %1$s set to %2$s, which needs %3$s.")),
  SAY (PICKED_BATCH, "picked-batch", 1, "", N_("Picked for you: a batch size of %1$s.")),
  SAY (QUALITY_LOSS, "quality-loss", 4, "kv",
       N_("%1$s set to %2$s can change the quality of the result. It needs %3$s instead of %4$s.")),
  SAY (SLOW_FP64, "slow-fp64", 3, "",
       N_("The %1$s reaches only %2$s in double precision, against %3$s in single precision.")),
  COUNTED (UNPRICED, "unpriced", 3, "", 1,
       NP_ ("%1$s part has no price (%2$s), so the total of %3$s leaves it out.",
            "%1$s parts have no price (%2$s and others), so the total of %3$s leaves them out.")),
  SAY (UNMEASURED, "unmeasured", 3, "",
       N_("Nobody has published a run on the generation of the %1$s, so expect anything from %2$s to %3$s.")),
  SAY (DROPPED, "dropped", 3, "",
       N_("%2$s no longer supports the generation of the %1$s. New versions of frameworks leave it out, "
          "and you plan %3$s of use.")),
  SAY (RACK, "rack", 1, "",
       N_("This is a rack server: its fans are too loud to sit next to, and it draws %1$s at the wall.")),
  SAY (OPEN_FRAME, "open-frame", 1, "",
       N_("The cards (%1$s) stand on an open frame with risers: loud, open to dust and hands, and the "
          "riser cables want care.")),
  SAY (POWER_LIMIT, "power-limit", 3, "",
       N_("Each %1$s is held to %2$s, which leaves it about %3$s of its speed.")),
  SAY (TIGHT, "tight", 4, "",
       N_("Memory is tight: it needs %1$s, perhaps up to %2$s, and the %4$s has %3$s.")),
  SAY (CHEAPER_THAN, "cheaper-than", 5, "  g",
       N_("At %2$s it is %1$s cheaper than %3$s (%5$s).")),
  SAY (MORE_HEADROOM_THAN, "more-headroom-than", 4, " g",
       N_("It leaves %1$s free on each GPU; %2$s leaves %4$s.")),
  SAY (BEHIND_UNMEASURED, "behind-unmeasured", 4, "g",
       N_("%1$s should cost %3$s a run instead of %4$s, but nobody has published a run on its "
          "generation, so it is taken to be slower.")),
  SAY (BEHIND_TIGHT, "behind-tight", 6, "g",
       N_("%1$s would cost %3$s a run instead of %4$s, but may need up to %5$s and has only %6$s.")),
  SAY (BEHIND_CARDS, "behind-cards", 5, "g",
       N_("%1$s would cost %3$s a run instead of %4$s. That saves too little for the trouble of "
          "%5$s cards.")),
  UNLESS (THRESHOLD_PRICE, "threshold-price", 5, "   g",
       N_("The %1$s costs %2$s today and stays the pick up to %3$s. Above that, %4$s wins."), 5,
       N_("The %1$s costs %2$s today and stays the pick up to %3$s. Above that, nothing works.")),
  SAY (THRESHOLD_RIVAL, "threshold-rival", 3, "",
       N_("The %1$s costs %2$s today. Below %3$s it becomes the pick.")),
  UNLESS (THRESHOLD_BUDGET, "threshold-budget", 4, "  g",
       N_("If you raise the budget from %1$s to %2$s, %3$s wins."), 4,
       N_("If you raise the budget from %1$s to %2$s, nothing works.")),
  UNLESS (THRESHOLD_BUDGET_DOWN, "threshold-budget-down", 4, "  g",
       N_("If you cut the budget from %1$s to less than %2$s, %3$s wins."), 4,
       N_("If you cut the budget from %1$s to less than %2$s, nothing works.")),
  UNLESS (THRESHOLD_HOURS, "threshold-hours", 4, "  g",
       N_("If you use it more than %2$s a week instead of %1$s, %3$s wins."), 4,
       N_("If you use it more than %2$s a week instead of %1$s, nothing works.")),
  UNLESS (THRESHOLD_HOURS_DOWN, "threshold-hours-down", 4, "  g",
       N_("If you use it less than %2$s a week instead of %1$s, %3$s wins."), 4,
       N_("If you use it less than %2$s a week instead of %1$s, nothing works.")),
  UNLESS (THRESHOLD_ELECTRICITY, "threshold-electricity", 4, "  g",
       N_("If electricity rises from %1$s to more than %2$s per kWh, %3$s wins."), 4,
       N_("If electricity rises from %1$s to more than %2$s per kWh, nothing works.")),
  UNLESS (THRESHOLD_BATCH, "threshold-batch", 4, "  g",
       N_("With a batch size of %2$s instead of %1$s, the pick is %3$s."), 4,
       N_("With a batch size of %2$s instead of %1$s, nothing works.")),
  UNLESS (THRESHOLD_SEQUENCE, "threshold-sequence", 4, "  g",
       N_("With sequences of %2$s instead of %1$s, the pick is %3$s."), 4,
       N_("With sequences of %2$s instead of %1$s, nothing works.")),
  SAY (THRESHOLD_SETTING, "threshold-setting", 7, "kvg",
       N_("With %1$s set to %2$s, the pick is %3$s for %5$s, and a run costs %6$s instead of %7$s.")),
  SAY (THRESHOLD_SETTING_LOSS, "threshold-setting-loss", 7, "kvg",
       N_("With %1$s set to %2$s, which can cost quality, the pick is %3$s for %5$s, and a run costs "
          "%6$s instead of %7$s.")),
  SAY (THRESHOLD_SURER, "threshold-surer", 7, "kvg",
       N_("With %1$s set to %2$s, the pick is %3$s for %5$s. A run costs %6$s, which is surer than %7$s.")),
  SAY (THRESHOLD_FEASIBLE, "threshold-feasible", 6, "kvg",
       N_("With %1$s set to %2$s, %3$s does it for %5$s, at %6$s a run.")),
  SAY (THRESHOLD_FEASIBLE_LOSS, "threshold-feasible-loss", 6, "kvg",
       N_("With %1$s set to %2$s, which can cost quality, %3$s does it for %5$s, at %6$s a run.")),
  SAY (THRESHOLD_NONE, "threshold-none", 3, "k",
       N_("%1$s does not change the pick. It is %2$s now, and the pick stays up to %3$s.")),
  SAY (CHANGE_SETTING, "change-setting", 4, "kv",
       N_("It works with %1$s set to %2$s, which needs %3$s of its %4$s.")),
  SAY (CHANGE_BATCH, "change-batch", 3, "",
       N_("It works with a batch size of %1$s, which needs %2$s of its %3$s.")),
  SAY (CHANGE_TOKENS, "change-tokens", 3, "",
       N_("It works with sequences of %1$s, which need %2$s of its %3$s.")),
  COUNTED (CHANGE_GPUS, "change-gpus", 3, "", 1,
       NP_ ("%1$s × %2$s works, for %3$s.",
            "%1$s × %2$s work, for %3$s.")),
  SAY (CHANGE_HOST, "change-host", 2, "h", N_("It works in another host (%1$s), for %2$s.")),
  SAY (CHANGE_BUDGET, "change-budget", 2, "", N_("You need %1$s more: its machine costs %2$s.")),
  SAY (CHANGE_RESERVE, "change-reserve", 2, "",
       N_("You need %1$s more, including a reserve for parts without a price. The rest costs %2$s.")),
  SAY (CHANGE_PRICE, "change-price", 2, "", N_("It works if you find the %1$s for %2$s.")),
  SAY (CHANGE_POWER, "change-power", 2, "", N_("Allow %1$s more power, %2$s in all.")),
  SAY (CHANGE_DEADLINE, "change-deadline", 2, "",
       N_("Allow %1$s more time, %2$s in all.")),
  SAY (CHANGE_VENDOR, "change-vendor", 2, "d", N_("Allow cards by %1$s: it costs %2$s.")),
  SAY (CHANGE_SEGMENT, "change-segment", 2, "m",
       N_("Allow this class of card (%1$s): it costs %2$s.")),
  SAY (CHANGE_CONDITION, "change-condition", 2, "c",
       N_("Allow cards in this condition (%1$s): one costs %2$s.")),
  COUNTED (CHANGE_RENT, "change-rent", 4, "", 2,
       NP_ ("You can rent it from %1$s: %2$s card at %3$s, %4$s a run.",
            "You can rent it from %1$s: %2$s cards at %3$s, %4$s a run.")),
  SAY (CHANGE_NONE, "change-none", 1, "", N_("No single change makes the %1$s work.")),
  SAY (EXCLUDED_MEMORY, "excluded-memory", 3, "", N_("The task needs %2$s and the %1$s has %3$s.")),
  SAY (EXCLUDED_BUDGET, "excluded-budget", 3, "",
       N_("The cheapest machine with the %1$s costs %2$s; your budget is %3$s.")),
  COUNTED (EXCLUDED_UNPRICED, "excluded-unpriced", 4, "", 3,
       NP_ ("A machine with the %1$s costs %2$s without %3$s part that has no price. Your budget of %4$s "
            "leaves too little for it.",
            "A machine with the %1$s costs %2$s without %3$s parts that have no price. Your budget of "
            "%4$s leaves too little for them.")),
  SAY (EXCLUDED_NO_PRICE, "excluded-no-price", 2, "", N_("The catalog has no price for the %1$s (%2$s).")),
  SAY (EXCLUDED_HOST, "excluded-host", 3, " fh",
       N_("No host of the kind you want (%3$s) takes the %1$s (%2$s).")),
  SAY (EXCLUDED_POWER, "excluded-power", 3, "",
       N_("A machine with the %1$s draws %2$s at the wall; your limit is %3$s.")),
  SAY (EXCLUDED_VENDOR, "excluded-vendor", 2, " d", N_("You did not ask for cards by %2$s (%1$s).")),
  SAY (EXCLUDED_SEGMENT, "excluded-segment", 2, " m",
       N_("You did not ask for this class of card: %2$s (%1$s).")),
  SAY (EXCLUDED_CONDITION, "excluded-condition", 3, " c",
       N_("The %1$s is sold only in another condition (%2$s), for %3$s.")),
  SAY (EXCLUDED_DEADLINE, "excluded-deadline", 3, "",
       N_("The %1$s takes %2$s; your deadline is %3$s.")),
  UNLESS (EXCLUDED_PRECISION, "excluded-precision", 2, " p", N_("The %1$s does not run %2$s."), 2,
          N_("The %1$s does not run this kind of work.")),
  UNLESS (EXCLUDED_SOFTWARE, "excluded-software", 3, "   ",
          N_("%2$s does not run on the %1$s with %3$s."), 3,
          N_("%2$s does not run on the %1$s.")),
  UNLESS (SOFTWARE_PARTIAL, "software-partial", 3, "   ",
          N_("%2$s supports the %1$s only in part: %3$s."), 3,
          N_("%2$s supports the %1$s only in part.")),
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
  SAY (CLOSE_ROOM, "close-room", 6, "g  g",
       N_("Close call: %1$s for %3$s or %4$s for %6$s. The first has more memory to spare.")),
  SAY (CLOSE_SPEED, "close-speed", 6, "g  g",
       N_("Close call: %1$s for %3$s or %4$s for %6$s. The first is faster.")),
  SAY (CLOSE_PRICE, "close-price", 6, "g  g",
       N_("Close call: %1$s for %3$s or %4$s for %6$s. The first costs less to buy.")),
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
       N_("The task needs %3$s. The %1$s has %2$s, the %4$s only %5$s.")),
  COUNTED (VERDICT_NONE_FITS, "verdict-none-fits", 2, "", 1,
       NP_ ("The %1$s card does not fit: it is %2$s short.",
            "None of the %1$s cards fits; the closest is %2$s short.")),
  SAY (VERDICT_SHARE, "verdict-share", 3, "g",
       N_("%1$s is not sold alone. It counts with its share of a complete system, %3$s.")),
  SAY (VERDICT_FASTER, "verdict-faster", 7, "g   g",
       N_("%1$s finishes in %3$s, %4$s times as fast as %5$s (%7$s).")),
  SAY (VERDICT_VALUE, "verdict-value", 7, "g   g",
       N_("On %1$s one run costs %3$s, so you get %4$s times the work for your money compared with %5$s (%7$s).")),
  SAY (OWN_KEEP, "own-keep", 2, "",
       N_("Keep it as it is: a run takes %1$s and uses %2$s of electricity.")),
  SAY (OWN_SLOW, "own-slow", 2, "",
       N_("As it is, most of it runs from RAM at %2$s, slower than you read: a run takes %1$s.")),
  SAY (OWN_BACK, "own-back", 6, "g",
       N_("Replace your cards with %1$s: selling the old ones for %4$s pays for it and leaves %3$s; "
          "a run takes %5$s and costs %6$s.")),
  SAY (OWN_SHORT, "own-short", 3, "",
       N_("As it is, it cannot do this: it needs %1$s on each GPU, and the %2$s has %3$s.")),
  SAY (OWN_SHORT_RAM, "own-short-ram", 2, "",
       N_("As it is, it cannot do this: it needs %1$s of RAM and has %2$s.")),
  SAY (OWN_LATE, "own-late", 1, "",
       N_("As it is, a run takes %1$s, which is longer than you allow.")),
  SAY (OWN_REFUSED, "own-refused", 1, "r",
       N_("As it is, it cannot do this. What stands in the way: %1$s.")),
  SAY (OWN_RAM, "own-ram", 4, "",
       N_("Upgrade the RAM to %1$s for %2$s: a run takes %3$s and costs %4$s.")),
  SAY (OWN_HOST, "own-host", 4, "",
       N_("Move your cards to another board (%1$s) for %2$s: a run takes %3$s and costs %4$s.")),
  SAY (OWN_ADD, "own-add", 5, "g",
       N_("Add %1$s: with all that it takes you spend %3$s; a run takes %4$s and costs %5$s.")),
  SAY (OWN_REPLACE, "own-replace", 6, "g",
       N_("Replace your cards with %1$s: you spend %3$s after selling the old ones for %4$s; a run "
          "takes %5$s and costs %6$s.")),
  SAY (OWN_SECOND, "own-second", 5, "g",
       N_("Build a second machine with %1$s for %3$s: a run takes %4$s and costs %5$s.")),
  SAY (OWN_RENT, "own-rent", 6, "g",
       N_("Rent %1$s from %3$s at %4$s and buy nothing: a run takes %5$s and costs %6$s.")),
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
    case 'r':
      return &hr_enum_reason;
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
