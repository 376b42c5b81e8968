/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-report.h"

#include "fixture.h"

#include <math.h>
#include <string.h>

/* Reads RFC 4180 back: rows of fields. */
static GPtrArray *
parse (const char *text)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GPtrArray *row = NULL;
  GString   *field = g_string_new (NULL);
  gboolean   is_quoted = FALSE;

  for (const char *c = text; *c; c++)
    {
      if (row == NULL)
        row = g_ptr_array_new_with_free_func (g_free);
      if (is_quoted && *c == '"' && c[1] == '"')
        g_string_append_c (field, *c++);
      else if (*c == '"')
        is_quoted = !is_quoted;
      else if (!is_quoted && (*c == ',' || *c == '\r'))
        {
          g_ptr_array_add (row, g_strdup (field->str));
          g_string_truncate (field, 0);
          if (*c == '\r')
            {
              g_assert_cmpint (*++c, ==, '\n');
              g_ptr_array_add (rows, g_steal_pointer (&row));
            }
        }
      else
        g_string_append_c (field, *c);
    }
  g_assert_false (is_quoted);
  g_assert_null (row);
  g_string_free (field, TRUE);
  return rows;
}

static const char *
field (GPtrArray *rows, guint row, const char *column)
{
  GPtrArray *header = g_ptr_array_index (rows, 0), *fields = g_ptr_array_index (rows, row);

  for (guint i = 0; i < header->len; i++)
    if (strcmp (g_ptr_array_index (header, i), column) == 0)
      return g_ptr_array_index (fields, i);
  g_error ("there is no column %s", column);
}

static double
number (GPtrArray *rows, guint row, const char *column)
{
  const char *text = field (rows, row, column);
  char       *end;
  double      value = g_ascii_strtod (text, &end);

  g_assert_cmpint (*end, ==, '\0');
  g_assert_true (end != text && isfinite (value));
  return value;
}

static void
test_parses_back (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();

  for (guint task = 0; task < HR_N_TASK; task++)
    {
      g_autoptr (HrAdvice) advice = fixture_advice (catalog, (HrTask) task, 5000);
      g_autoptr (GPtrArray) rows = NULL;
      g_autofree char *text = NULL;
      HrReportOptions  options;

      hr_report_options_init (&options);
      text = hr_report_csv (advice, &options);
      rows = parse (text);
      g_assert_cmpuint (rows->len, ==, advice->n_picks + 1);
      for (guint i = 0; i < advice->n_picks; i++)
        {
          const HrPick *pick = &advice->picks[i];
          GPtrArray *header = g_ptr_array_index (rows, 0), *row = g_ptr_array_index (rows, i + 1);

          g_assert_cmpuint (row->len, ==, header->len);
          g_assert_cmpfloat (number (rows, i + 1, "rank"), ==, i + 1);
          g_assert_cmpstr (field (rows, i + 1, "gpu"), ==, pick->build.gpu->id);
          g_assert_cmpstr (field (rows, i + 1, "gpu_name"), ==, pick->build.gpu->name);
          g_assert_cmpfloat_with_epsilon (number (rows, i + 1, "price"), pick->build.price_usd,
                                          1e-6 * pick->build.price_usd);
          g_assert_cmpfloat_with_epsilon (number (rows, i + 1, "seconds"), pick->estimate.seconds,
                                          1e-6 * pick->estimate.seconds);
          g_assert_cmpfloat_with_epsilon (number (rows, i + 1, "required_gib"),
                                          pick->estimate.required_gib, 1e-6);
        }
    }
}

static void
test_currency (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  g_autoptr (HrAdvice) advice = fixture_advice (catalog, HR_TASK_LLM_INFERENCE, 5000);
  const HrExchangeRate *rate = hr_snapshot_rate (advice->snapshot, "EUR");
  g_autoptr (GPtrArray) rows = NULL, unknown = NULL;
  g_autofree char *text = NULL, *other = NULL;
  HrReportOptions  options;

  g_assert_nonnull (rate);
  hr_report_options_init (&options);
  options.currency = "EUR";
  text = hr_report_csv (advice, &options);
  rows = parse (text);
  g_assert_cmpstr (field (rows, 1, "currency"), ==, "EUR");
  g_assert_cmpfloat_with_epsilon (number (rows, 1, "price"),
                                  advice->picks[0].build.price_usd / rate->usd, 0.01);
  /* A currency without a rate is not guessed. */
  options.currency = "XXX";
  other = hr_report_csv (advice, &options);
  unknown = parse (other);
  g_assert_cmpstr (field (unknown, 1, "currency"), ==, "USD");
}

/* Commas, quotes and line ends in a name from the user's catalog. */
static void
test_quoting (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  HrIssues *issues = hr_issues_new ();
  g_autoptr (HrAdvice) plain = fixture_advice (catalog, HR_TASK_LLM_INFERENCE, 5000);
  g_autofree char *id = g_strdup (plain->picks[0].build.gpu->id);
  g_autoptr (HrAdvice) advice = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *text = NULL;
  HrReportOptions  options;

  if (!hr_catalog_set_cell (catalog, HR_SECTION_GPUS, id, "name", "A \"quoted\", long name",
                            issues))
    g_error ("the name was refused");
  hr_issues_free (issues);
  advice = fixture_advice (catalog, HR_TASK_LLM_INFERENCE, 5000);
  hr_report_options_init (&options);
  text = hr_report_csv (advice, &options);
  rows = parse (text);
  g_assert_cmpstr (field (rows, 1, "gpu_name"), ==, "A \"quoted\", long name");
}

static void
test_no_answer (void)
{
  g_autoptr (HrCatalog) catalog = fixture_catalog ();
  g_autoptr (HrAdvice) advice = fixture_advice (catalog, HR_TASK_NLP_FINE_TUNE, 10);
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *text = NULL;
  HrReportOptions  options;

  hr_report_options_init (&options);
  text = hr_report_csv (advice, &options);
  rows = parse (text);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpfloat (number (rows, 1, "rank"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/parses-back", test_parses_back);
  g_test_add_func ("/csv/currency", test_currency);
  g_test_add_func ("/csv/quoting", test_quoting);
  g_test_add_func ("/csv/no-answer", test_no_answer);
  return g_test_run ();
}
