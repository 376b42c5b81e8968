/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-text.h"
#include "hr-trace.h"

#include <string.h>

static void
test_labels (void)
{
  g_assert_cmpstr (hr_text_trace_id ("memory.kv-cache"), ==, "KV cache");
  g_assert_cmpstr (hr_text_trace_id ("time.compute"), ==, "Compute");
  g_assert_cmpstr (hr_text_trace_id ("host.system"), ==, "Operating system");
  g_assert_cmpstr (hr_text_trace_id ("price.system"), ==, "Complete system");
  g_assert_cmpstr (hr_text_trace_id ("time.optimizer"), ==, "Optimizer’s update");
  g_assert_cmpstr (hr_text_trace_id ("memory.optimizer"), ==, "Optimizer states");
  g_assert_cmpstr (hr_text_trace_id ("price.nonsense"), ==, "price.nonsense");
  g_assert_cmpstr (hr_text_trace_id ("else"), ==, "else");
  g_assert_cmpstr (hr_text_trace_group ("cost.job"), ==, "Cost");
  g_assert_cmpstr (hr_text_trace_group ("costs.job"), ==, "");
  g_assert_cmpstr (hr_text_trace_group ("else"), ==, "");
}

static void
check_id (const char *id, guint *n)
{
  g_test_message ("%s", id);
  g_assert_cmpstr (hr_text_trace_id (id), !=, id);
  g_assert_cmpstr (hr_text_trace_group (id), !=, "");
  ++*n;
}

/* Every id that the sources of a folder and of those in it write: each string "group.term". */
static void
check_folder (const char *folder, const GRegex *literal, guint *n)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_autoptr (GMatchInfo) match = NULL;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        check_folder (path, literal, n);
      if (!g_str_has_suffix (name, ".c"))
        continue;
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      for (g_regex_match (literal, text, 0, &match); g_match_info_matches (match);
           g_match_info_next (match, NULL))
        {
          g_autofree char *id = g_match_info_fetch (match, 1);

          /* What an engine's free text is recognised by. */
          if (!g_str_equal (id, "llama.cpp") && !g_str_equal (id, "torch.compile"))
            check_id (id, n);
        }
    }
}

static void
test_every_id (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("HEADROOM_TEST_DATA"), "..", "src", "core",
                                              NULL);
  g_autoptr (GRegex) literal = g_regex_new ("\"([a-z]+\\.[a-z0-9-]+)\"", 0, 0, NULL);
  guint n = 0;

  check_folder (folder, literal, &n);
  g_assert_cmpuint (n, >, 100);
}

/* Those that are made from an enumeration's nicks. */
static void
test_made_ids (void)
{
  guint n = 0;

  for (guint i = 0; i < HR_N_STAGE; i++)
    check_id (hr_trace_stage_id ((HrStage) i), &n);
  for (guint i = 0; i < HR_N_PART; i++)
    {
      g_autofree char *id = g_strconcat ("price.", hr_enum_nick (&hr_enum_part, (int) i), NULL);

      check_id (id, &n);
    }
}

/* What a sentence rests on can be named. */
static void
test_sentences_have_terms (void)
{
  for (guint i = 0; i < HR_N_SENTENCE; i++)
    {
      HrSentence sentence;

      hr_sentence_init (&sentence, (HrSentenceId) i, -1);
      if (sentence.term != NULL)
        g_assert_cmpstr (hr_text_trace_id (sentence.term), !=, sentence.term);
    }
}

static void
test_texts (void)
{
  g_autoptr (HrTrace) trace = hr_trace_new ();
  const HrTraceTerm *term;
  g_autofree char   *inputs = NULL, *source = NULL, *value = NULL;

  hr_trace_add (trace, "cost.hour", "a + b", 0.5, HR_UNIT_USD_HOUR, "a shop", "a", 0.25,
                HR_UNIT_USD, "b", 3.0, HR_UNIT_HOURS, NULL);
  term = hr_trace_get (trace, 0);
  source = hr_text_trace_source (term);
  g_assert_cmpstr (source, ==, "a shop");
  g_clear_pointer (&source, g_free);
  hr_trace_set_date (trace, (HrDate){ 2026, 7, 0 });
  source = hr_text_trace_source (term);
  g_assert_cmpstr (source, ==, "a shop, July 2026");
  inputs = hr_text_trace_inputs (term, NULL, NULL);
  g_assert_cmpstr (inputs, ==, "a = $0.25, b = 3\302\240h");
  value = hr_text_trace_value (term->value, term->unit, NULL, NULL);
  g_assert_cmpstr (value, ==, "$0.50/h");
}

/* Money is shown in the currency that the reader chose, everything else is as it is. */
static void
test_currency (void)
{
  static const HrExchangeRate rates[] = { { "EUR", 1.25, { 2026, 10, 5 }, "invented" } };
  HrSnapshot                  snapshot = { .n_exchange_rates = 1, .exchange_rates = rates };
  const struct
  {
    double      value;
    HrUnit      unit;
    const char *text;
  } cases[] = {
    { 1000, HR_UNIT_USD, "€800" },
    { 1, HR_UNIT_USD_HOUR, "€0.80/h" },
    { 2, HR_UNIT_HOURS, "2\302\240h" },
    { 1.25, HR_UNIT_RATIO, "1.25" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = hr_text_trace_value (cases[i].value, cases[i].unit, "EUR", &snapshot);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/labels", test_labels);
  g_test_add_func ("/trace/every-id", test_every_id);
  g_test_add_func ("/trace/made-ids", test_made_ids);
  g_test_add_func ("/trace/sentences-have-terms", test_sentences_have_terms);
  g_test_add_func ("/trace/texts", test_texts);
  g_test_add_func ("/trace/currency", test_currency);
  return g_test_run ();
}
