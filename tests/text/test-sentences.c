/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-text.h"

#include <string.h>

static void
test_every_id (void)
{
  for (guint id = 0; id < HR_N_SENTENCE; id++)
    {
      guint n_args = 0;
      const char *text = hr_text_sentence_template ((HrSentenceId) id, &n_args);

      g_test_message ("%u %s", id, hr_text_sentence_id ((HrSentenceId) id));
      g_assert_nonnull (text);
      g_assert_cmpstr (hr_text_sentence_id ((HrSentenceId) id), !=, "?");
      g_assert_true (g_str_has_suffix (text, "."));
      for (guint i = 0; i < n_args; i++)
        {
          g_autofree char *place = g_strdup_printf ("%%%u$s", i + 1);

          g_assert_nonnull (strstr (text, place));
        }
      for (guint j = 0; j < id; j++)
        g_assert_cmpstr (hr_text_sentence_id ((HrSentenceId) id), !=,
                         hr_text_sentence_id ((HrSentenceId) j));
    }
}

static void
test_figures (void)
{
  HrSentence sentence;
  g_autofree char *needs = NULL, *bound = NULL, *picked = NULL, *bare = NULL, *price = NULL;

  hr_sentence_init (&sentence, HR_SENTENCE_NEEDS_MEMORY, HR_UNIT_GIB, 18.7, HR_UNIT_GIB, 23.5,
                    HR_UNIT_TEXT, "RTX 4090", -1);
  needs = hr_text_sentence (&sentence, "USD", NULL);
  g_assert_cmpstr (needs, ==, "The task needs 18.7\302\240GiB on each GPU; a RTX 4090 has "
                              "23.5\302\240GiB for it.");

  hr_sentence_init (&sentence, HR_SENTENCE_BOUND_BY, HR_UNIT_TEXT, "bandwidth", HR_UNIT_PERCENT, 80.0, -1);
  bound = hr_text_sentence (&sentence, "USD", NULL);
  g_assert_cmpstr (bound, ==, "What limits the speed is memory bandwidth: 80\302\240% of each step.");

  hr_sentence_init (&sentence, HR_SENTENCE_PICKED_SETTING, HR_UNIT_TEXT, "method", HR_UNIT_TEXT, "qlora", -1);
  picked = hr_text_sentence (&sentence, "USD", NULL);
  g_assert_cmpstr (picked, ==, "Picked for you: Method: QLoRA.");

  hr_sentence_init (&sentence, HR_SENTENCE_CHANGE_NONE, -1);
  bare = hr_text_sentence (&sentence, NULL, NULL);
  g_assert_cmpstr (bare, ==, "No single change lets it in.");

  hr_sentence_init (&sentence, HR_SENTENCE_THRESHOLD_PRICE, HR_UNIT_TEXT, "A", HR_UNIT_USD, 2630.0,
                    HR_UNIT_TEXT, "B %1$s <b>", -1);
  price = hr_text_sentence (&sentence, "USD", NULL);
  g_assert_cmpstr (price, ==, "The A stays the pick up to a price of $2,630; beyond it, the B %1$s <b> wins.");
}

/* Too few figures must never be undefined behaviour. */
static void
test_missing_figures (void)
{
  for (guint id = 0; id < HR_N_SENTENCE; id++)
    {
      HrSentence sentence;
      g_autofree char *text = NULL;

      hr_sentence_init (&sentence, (HrSentenceId) id, -1);
      text = hr_text_sentence (&sentence, "USD", NULL);
      g_assert_cmpstr (text, !=, "");
      g_assert_null (strstr (text, "$s"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sentences/every-id", test_every_id);
  g_test_add_func ("/sentences/figures", test_figures);
  g_test_add_func ("/sentences/missing-figures", test_missing_figures);
  return g_test_run ();
}
