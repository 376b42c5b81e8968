/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-text.h"

#include <string.h>

#define NB "\302\240"

static void
test_every_id (void)
{
  for (guint id = 0; id < HR_N_SENTENCE; id++)
    {
      guint       n_args = 0;
      const char *text = hr_text_sentence_template ((HrSentenceId) id, &n_args);

      g_test_message ("%u %s", id, hr_text_sentence_id ((HrSentenceId) id));
      g_assert_nonnull (text);
      g_assert_cmpstr (hr_text_sentence_id ((HrSentenceId) id), !=, "?");
      g_assert_true (g_str_has_suffix (text, "."));
      g_assert_cmpuint (n_args, <=, HR_SENTENCE_MAX_ARGS);
      for (const char *place = strchr (text, '%'); place != NULL; place = strchr (place + 1, '%'))
        {
          g_assert_true (place[2] == '$' && place[3] == 's');
          g_assert_cmpuint ((guint) (place[1] - '0'), >=, 1);
          g_assert_cmpuint ((guint) (place[1] - '0'), <=, n_args);
        }
      for (guint j = 0; j < id; j++)
        g_assert_cmpstr (hr_text_sentence_id ((HrSentenceId) id), !=,
                         hr_text_sentence_id ((HrSentenceId) j));
    }
}

static void
assert_says (const HrSentence *sentence, const char *expected)
{
  g_autofree char *text = hr_text_sentence (sentence, "USD", NULL);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_figures (void)
{
  HrSentence s;

  hr_sentence_init (&s, HR_SENTENCE_NEEDS_MEMORY, HR_UNIT_GIB, 18.7, HR_UNIT_GIB, 17.1, HR_UNIT_GIB,
                    20.6, HR_UNIT_TEXT, "RTX 4090", HR_UNIT_GIB, 23.5, -1);
  assert_says (&s, "It needs 18.7" NB "GiB on each GPU (17.1" NB "GiB to 20.6" NB
                   "GiB), and the RTX 4090 "
                   "has 23.5" NB "GiB.");
  hr_sentence_init (&s, HR_SENTENCE_BOUND_BY, HR_UNIT_TEXT, "bandwidth", HR_UNIT_PERCENT, 80.0,
                    HR_UNIT_SECONDS, 0.8, HR_UNIT_SECONDS, 1.0, -1);
  assert_says (&s, "Its speed is limited by memory bandwidth, which takes 800" NB "ms of each 1" NB
                   "s step (80" NB "%).");
  hr_sentence_init (&s, HR_SENTENCE_ALONE, HR_UNIT_COUNT, 1.0, -1);
  assert_says (&s, "Nothing else works: the 1 other card in the catalog is ruled out.");
  hr_sentence_init (&s, HR_SENTENCE_ALONE, HR_UNIT_COUNT, 112.0, -1);
  assert_says (&s, "Nothing else works: the 112 other cards in the catalog are ruled out.");
  hr_sentence_init (&s, HR_SENTENCE_PICKED_SETTING, HR_UNIT_TEXT, "method", HR_UNIT_TEXT, "qlora",
                    HR_UNIT_GIB, 8.0, -1);
  assert_says (&s, "Picked for you: Method set to QLoRA, which needs 8" NB "GiB.");
  hr_sentence_init (&s, HR_SENTENCE_CHANGE_NONE, HR_UNIT_TEXT, "%1$s <b>", -1);
  assert_says (&s, "No single change makes the %1$s <b> work.");
}

static void
test_variants (void)
{
  HrSentence s;

  hr_sentence_init (&s, HR_SENTENCE_THRESHOLD_BUDGET, HR_UNIT_USD, 3000.0, HR_UNIT_USD, 4630.0,
                    HR_UNIT_TEXT, "RTX 3090", HR_UNIT_COUNT, 2.0, -1);
  assert_says (&s, "If you raise the budget from $3,000 to $4,630, 2 × RTX 3090 wins.");
  s.args[3].value = 1;
  assert_says (&s, "If you raise the budget from $3,000 to $4,630, RTX 3090 wins.");
  s.args[3].value = 0;
  assert_says (&s, "If you raise the budget from $3,000 to $4,630, nothing works.");
  hr_sentence_init (&s, HR_SENTENCE_UNPRICED, HR_UNIT_COUNT, 1.0, HR_UNIT_TEXT, "Case", HR_UNIT_USD,
                    900.0, -1);
  assert_says (&s, "1 part has no price (Case), so the total of $900 leaves it out.");
  s.args[0].value = 3;
  assert_says (&s,
               "3 parts have no price (Case and others), so the total of $900 leaves them out.");
  hr_sentence_init (&s, HR_SENTENCE_EXCLUDED_PRECISION, HR_UNIT_TEXT, "910B", HR_UNIT_TEXT, "", -1);
  assert_says (&s, "The 910B does not run this kind of work.");
  s.args[1].text = "bf16";
  assert_says (&s, "The 910B does not run BF16.");
  hr_sentence_init (&s, HR_SENTENCE_EXCLUDED_HOST, HR_UNIT_TEXT, "A100", HR_UNIT_TEXT, "sxm",
                    HR_UNIT_TEXT, "tower", -1);
  assert_says (&s, "No host of the kind you want (Tower) takes the A100 (SXM module).");
}

/* Too few figures must never be undefined behaviour. */
static void
test_missing_figures (void)
{
  for (guint id = 0; id < HR_N_SENTENCE; id++)
    {
      HrSentence       sentence;
      g_autofree char *text = NULL;

      hr_sentence_init (&sentence, (HrSentenceId) id, -1);
      text = hr_text_sentence (&sentence, "USD", NULL);
      g_assert_cmpstr (text, !=, "");
      g_assert_null (strstr (text, "$s"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sentences/every-id", test_every_id);
  g_test_add_func ("/sentences/figures", test_figures);
  g_test_add_func ("/sentences/variants", test_variants);
  g_test_add_func ("/sentences/missing-figures", test_missing_figures);
  return g_test_run ();
}
