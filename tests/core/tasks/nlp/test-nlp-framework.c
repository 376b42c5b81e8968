/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-nlp-framework.h"

static void
test_loss_bytes (void)
{
  static const struct
  {
    HrFramework framework;
    guint       year;
    HrLoss      loss;
    double      batch;
    double      forward, backward;
  } cases[] = {
    { HR_FRAMEWORK_HUGGING_FACE, 2023, HR_LOSS_PLAIN, 1, 8, 12 },
    { HR_FRAMEWORK_HUGGING_FACE, 2023, HR_LOSS_PLAIN, 4, 12, 12 },
    { HR_FRAMEWORK_TRL, 2024, HR_LOSS_PLAIN, 1, 10, 12 },
    { HR_FRAMEWORK_TRL, 2024, HR_LOSS_PLAIN, 4, 14, 12 },
    { HR_FRAMEWORK_AXOLOTL, 0, HR_LOSS_PLAIN, 4, 10, 12 },
    { HR_FRAMEWORK_TORCHTUNE, 2024, HR_LOSS_CHUNKED, 1, 6.5, 5 },
    { HR_FRAMEWORK_TORCHTUNE, 2025, HR_LOSS_CHUNKED, 1, 4.5, 5 },
    { HR_FRAMEWORK_LITGPT, 0, HR_LOSS_CHUNKED, 1, 8, 8.5 },
    { HR_FRAMEWORK_HUGGING_FACE, 0, HR_LOSS_INPLACE, 1, 2, 2 },
    { HR_FRAMEWORK_HUGGING_FACE, 0, HR_LOSS_LIGER, 1, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrNlpWork      work = { .framework = cases[i].framework, .framework_year = cases[i].year };
      HrNlpLossInput input = {
        .work = &work, .loss = cases[i].loss, .batch = cases[i].batch, .sequence = 2048
      };
      double forward, backward;

      hr_nlp_loss_bytes (&input, &forward, &backward);
      g_assert_cmpfloat (forward, ==, cases[i].forward);
      g_assert_cmpfloat (backward, ==, cases[i].backward);
    }
}

static void
test_loss_of_a_plan (void)
{
  static const struct
  {
    HrFramework framework;
    guint       year;
    HrLoss      loss;
    gboolean    chunked;
    HrLoss      expected;
  } cases[] = {
    { HR_FRAMEWORK_HUGGING_FACE, 0, HR_LOSS_AUTO, FALSE, HR_LOSS_PLAIN },
    { HR_FRAMEWORK_HUGGING_FACE, 0, HR_LOSS_AUTO, TRUE, HR_LOSS_LIGER },
    { HR_FRAMEWORK_HUGGING_FACE, 0, HR_LOSS_PLAIN, TRUE, HR_LOSS_LIGER },
    { HR_FRAMEWORK_TORCHTUNE, 0, HR_LOSS_AUTO, FALSE, HR_LOSS_CHUNKED },
    { HR_FRAMEWORK_TORCHTUNE, 0, HR_LOSS_PLAIN, FALSE, HR_LOSS_PLAIN },
    { HR_FRAMEWORK_UNSLOTH, 2023, HR_LOSS_AUTO, FALSE, HR_LOSS_INPLACE },
    { HR_FRAMEWORK_UNSLOTH, 0, HR_LOSS_AUTO, FALSE, HR_LOSS_LIGER },
    { HR_FRAMEWORK_UNSLOTH, 0, HR_LOSS_INPLACE, FALSE, HR_LOSS_INPLACE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      HrNlpWork work = { .framework = cases[i].framework,
                         .framework_year = cases[i].year,
                         .loss = cases[i].loss,
                         .chunked_loss = cases[i].chunked };

      g_assert_cmpint (hr_nlp_loss (&work), ==, cases[i].expected);
    }
}

static void
test_each_has_a_source (void)
{
  for (int i = 0; i < HR_N_FRAMEWORK; i++)
    {
      const HrNlpFramework *facts = hr_nlp_framework ((HrFramework) i);

      g_assert_nonnull (facts->source);
      g_assert_cmpint (facts->loss, !=, HR_LOSS_AUTO);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nlp-framework/loss-bytes", test_loss_bytes);
  g_test_add_func ("/nlp-framework/loss-of-a-plan", test_loss_of_a_plan);
  g_test_add_func ("/nlp-framework/sources", test_each_has_a_source);
  return g_test_run ();
}
