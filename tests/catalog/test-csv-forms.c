/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-csv-table.h"

#include "hr-csv.h"
#include "hr-row.h"

#include <string.h>

/* The lines as one text, their fields with '|' between. */
static char *
text_of (const HrCsvTable *table)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < table->lines->len; i++)
    {
      GPtrArray *line = table->lines->pdata[i];

      for (guint c = 0; c < line->len; c++)
        g_string_append_printf (text, "%s%s", c ? "|" : "", (char *) line->pdata[c]);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

static void
test_read (void)
{
  static const struct
  {
    const char *table;
    HrDecimal   decimal;
    const char *expected;
  } cases[] = {
    { "id;price_eur\na;3.499\nb;899\n", HR_DECIMAL_AUTO, "id|price_eur\na|3499\nb|899\n" },
    { "id;price_eur\na;3.499\nb;899\n", HR_DECIMAL_POINT, "id|price_eur\na|3.499\nb|899\n" },
    { "id;price_usd\na;1,523\n", HR_DECIMAL_POINT, "id|price_usd\na|1523\n" },
    { "id;price_eur\na;4.099,00\nb;549,90\n", HR_DECIMAL_AUTO,
      "id|price_eur\na|4099.00\nb|549.90\n" },
    { "id,price_usd\na,\"$1,549.99\"\nb,$999\n", HR_DECIMAL_AUTO,
      "id|price_usd\na|1549.99\nb|999\n" },
    { "id\tprice_chf\tnotes\na\t1'299.-\t1,5\n", HR_DECIMAL_AUTO,
      "id|price_chf|notes\na|1299|1,5\n" },
    /* The amounts name their currencies, a column does, or nobody. */
    { "id,price\na,€ 500\nb,$600\nc,700\n", HR_DECIMAL_AUTO,
      "id|price|currency\na|500|EUR\nb|600|USD\nc|700|\n" },
    { "id,price,currency\na,$500,CAD\nb,500 €,\n", HR_DECIMAL_AUTO,
      "id|price|currency\na|500|CAD\nb|500|EUR\n" },
    { "id,price\na,500\n", HR_DECIMAL_AUTO, "id|price\na|500\n" },
    /* Units that the column has anyway; others are left for who reads the cell. */
    { "id,vram_gib,tdp_w\na,24 GB,450W\nb,24000 MB,450\n", HR_DECIMAL_AUTO,
      "id|vram_gib|tdp_w\na|24|450\nb|24000 MB|450\n" },
    { "id,bandwidth_gb_s,price_eur\na,\"1.008,5\",3.499\n", HR_DECIMAL_AUTO,
      "id|bandwidth_gb_s|price_eur\na|1008.5|3499\n" },
    /* A rent and a rate have as many decimals as they like. */
    { "id,usd_per_gpu_hour\na,1.199\n", HR_DECIMAL_AUTO, "id|usd_per_gpu_hour\na|1.199\n" },
    { "code,usd\nEUR,1.164\n", HR_DECIMAL_AUTO, "code|usd\nEUR|1.164\n" },
    { "id,name\na,1.164\n", HR_DECIMAL_AUTO, "id|name\na|1.164\n" },
    { "id,price_usd\na,1.1.50\nb,0x400\nc,\n", HR_DECIMAL_AUTO,
      "id|price_usd\na|1.1.50\nb|0x400\nc|\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (HrCsvTable)
          table = hr_csv_table_new (cases[i].table, strlen (cases[i].table), issues);
      g_autofree char *text = NULL;

      g_test_message ("%s", cases[i].table);
      g_assert_true (hr_csv_table_read_numbers (table, cases[i].decimal, issues));
      g_assert_cmpuint (hr_issues_n (issues), ==, 0);
      text = text_of (table);
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *table;
    HrIssueKind kind;
    guint       line, n;
    const char *value, *allowed;
  } cases[] = {
    { "id,price_usd\na,899\nb,3.499\n", HR_ISSUE_AMBIGUOUS, 3, 1, "3.499", "3.499, 3499" },
    { "id\tprice_usd\na\t3,499\n", HR_ISSUE_AMBIGUOUS, 2, 1, "3,499", "3499, 3.499" },
    { "id;price_eur\na;1.299,00\nb;3,450.00\n", HR_ISSUE_IMPOSSIBLE, 3, 2, "3,450.00", NULL },
    { "id;price_eur\na;$900\n", HR_ISSUE_IMPOSSIBLE, 2, 1, "$900", NULL },
    { "id,price,currency\na,€900,USD\n", HR_ISSUE_IMPOSSIBLE, 2, 1, "€900", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (HrCsvTable)
          table = hr_csv_table_new (cases[i].table, strlen (cases[i].table), issues);
      const HrIssue *issue;

      g_test_message ("%s", cases[i].table);
      g_assert_false (hr_csv_table_read_numbers (table, HR_DECIMAL_AUTO, issues));
      g_assert_cmpuint (hr_issues_n (issues), ==, cases[i].n);
      issue = hr_issues_first_error (issues);
      g_assert_cmpint (issue->kind, ==, cases[i].kind);
      g_assert_cmpuint (issue->line, ==, cases[i].line);
      g_assert_cmpstr (issue->value, ==, cases[i].value);
      g_assert_cmpstr (issue->allowed, ==, cases[i].allowed);
    }
}

/* What the program writes itself it reads as it was meant, in every section. */
static void
test_own_tables (void)
{
  const HrDocument     *document = hr_builtin_document ();
  const HrImportOptions options = { .today = { 2026, 11, 21 } };

  for (guint section = 0; section < HR_N_SECTION; section++)
    {
      g_autofree char *text = hr_csv_write (document, (HrSection) section);
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (HrDocument) again = hr_csv_merge (document, text, strlen (text), &options, issues);

      g_assert_cmpuint (hr_issues_n (issues), ==, 0);
      g_assert_nonnull (again);
      for (guint i = 0; i < document->rows[section]->len; i++)
        g_assert_true (
            json_object_equal (document->rows[section]->pdata[i], again->rows[section]->pdata[i]));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-forms/read", test_read);
  g_test_add_func ("/csv-forms/refused", test_refused);
  g_test_add_func ("/csv-forms/own-tables", test_own_tables);
  return g_test_run ();
}
