/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-csv-table.h"

#include "hr-csv.h"
#include "hr-row.h"

#include <string.h>

static const HrImportOptions options = { .today = { 2026, 11, 21 } };

static JsonObject *
row_of (const HrDocument *document, HrSection section, const char *id)
{
  for (guint i = 0; i < document->rows[section]->len; i++)
    if (strcmp (hr_row_object_id (section, document->rows[section]->pdata[i]), id) == 0)
      return document->rows[section]->pdata[i];
  return NULL;
}

static void
assert_cell (const HrDocument *document, const char *column, const char *expected)
{
  JsonObject      *row = row_of (document, HR_SECTION_GPUS, "rtx-4090");
  g_autofree char *cell = hr_row_get_cell (row, hr_section_column (HR_SECTION_GPUS, column));

  g_assert_cmpstr (cell, ==, expected);
}

/* What spreadsheets write, with prices in whatever currency the catalog knows. */
static void
test_prices (void)
{
  static const struct
  {
    const char *text, *usd, *date, *condition, *source, *note;
  } cases[] = {
    { "id,price_usd\nrtx-4090,1500\n", "1500", "2026-11-21", "used", "user", "" },
    { "id,price_eur\nrtx-4090,1500\n", "1680.9", "2026-11-21", "used", "user",
      "1500 EUR × 1.1206 USD/EUR, 2026-10-09" },
    { "id,price_EUR,price_condition\nrtx-4090,1500,new\n", "1680.9", "2026-11-21", "new", "user",
      "1500 EUR × 1.1206 USD/EUR, 2026-10-09" },
    { "id,price,currency,price_date,price_source\nrtx-4090,1000,gbp,2026-11-03,shop\n", "1320.7",
      "2026-11-03", "used", "shop", "1000 GBP × 1.3207 USD/GBP, 2026-10-08" },
    { "id,price_currency,price\nrtx-4090,USD,1000\n", "1000", "2026-11-21", "used", "user", "" },
    { "id,price_eur,price_note\nrtx-4090,1500,mine\n", "1680.9", "2026-11-21", "used", "user",
      "mine" },
    { "id;price_eur\nrtx-4090;1999,5\n", "2240.64", "2026-11-21", "used", "user",
      "1999.5 EUR × 1.1206 USD/EUR, 2026-10-09" },
    { "id;price_usd\nrtx-4090;1999,00\n", "1999", "2026-11-21", "used", "user", "" },
    { "id\tprice_usd\nrtx-4090\t1999.5\n", "1999.5", "2026-11-21", "used", "user", "" },
    { "\xef\xbb\xbfid,price_usd\r\nrtx-4090,1500\r\n", "1500", "2026-11-21", "used", "user", "" },
    { "\"id\";\"price_usd\"\n\"rtx-4090\";\"1500\"\n", "1500", "2026-11-21", "used", "user", "" },
    { "id,price_usd,price_eur\nrtx-4090,,1500\n", "1680.9", "2026-11-21", "used", "user",
      "1500 EUR × 1.1206 USD/EUR, 2026-10-09" },
    /* The same amount on another day is another price, and not what was noted of the old one. */
    { "id,price_usd,price_date,price_source\nrtx-4090,2270,2026-11-20,shop\n", "2270", "2026-11-20",
      "used", "shop", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (HrDocument) document = hr_csv_merge (hr_builtin_document (), cases[i].text,
                                                      strlen (cases[i].text), &options, issues);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (hr_issues_n (issues), ==, 0);
      g_assert_nonnull (document);
      assert_cell (document, "price_usd", cases[i].usd);
      assert_cell (document, "price_date", cases[i].date);
      assert_cell (document, "price_condition", cases[i].condition);
      assert_cell (document, "price_source", cases[i].source);
      assert_cell (document, "price_note", cases[i].note);
    }
}

/* A line that names no amount leaves the price alone, and all that belongs to it. */
static void
test_no_amount (void)
{
  static const char text[] = "id,price_eur,tdp_w,price_date\nrtx-4090,,440,2026-11-20\n";
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (HrDocument)
      document = hr_csv_merge (hr_builtin_document (), text, strlen (text), &options, issues);
  JsonObject *before = row_of (hr_builtin_document (), HR_SECTION_GPUS, "rtx-4090");

  g_assert_nonnull (document);
  g_assert_true (json_node_equal (
      json_object_get_member (before, "prices"),
      json_object_get_member (row_of (document, HR_SECTION_GPUS, "rtx-4090"), "prices")));
  assert_cell (document, "tdp_w", "440");
}

/* The price of a new card stands beside that of a used one, and a second table changes it. */
static void
test_conditions (void)
{
  static const char *const tables[] = {
    "id,price_usd,price_date,price_condition\nrtx-4090,2900,2026-11-02,new\n",
    "id,price_usd,price_date,price_condition\nrtx-4090,2800,2026-11-03,new\n",
    "id,price_usd,price_date,price_condition\nrtx-4090,2000,2026-11-01,used\n",
  };
  static const struct
  {
    double usd_new, usd_used;
    guint  n;
  } expected[] = { { 2900, 2270, 2 }, { 2800, 2270, 2 }, { 2800, 2000, 2 } };
  g_autoptr (HrDocument) document = hr_document_copy (hr_builtin_document ());

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (HrSnapshot) snapshot = NULL;
      HrDocument  *next = hr_csv_merge (document, tables[i], strlen (tables[i]), &options, issues);
      const HrGpu *gpu;

      g_assert_cmpuint (hr_issues_n (issues), ==, 0);
      hr_document_free (document);
      document = next;
      snapshot = hr_document_snapshot (document, hr_builtin_snapshot (), issues);
      gpu = hr_snapshot_gpu (snapshot, "rtx-4090");
      g_assert_cmpuint (gpu->n_prices, ==, expected[i].n);
      g_assert_cmpfloat (hr_gpu_price (gpu, HR_CONDITION_POLICY_NEW)->usd, ==, expected[i].usd_new);
      g_assert_cmpfloat (hr_gpu_price (gpu, HR_CONDITION_POLICY_USED)->usd, ==,
                         expected[i].usd_used);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    HrIssueKind kind;
    const char *path;
    guint       line;
  } cases[] = {
    { "id,price_xau\nrtx-4090,1\n", HR_ISSUE_UNKNOWN_VALUE, "price_xau", 2 },
    { "id,price,currency\nrtx-4090,1,USD\nrtx-5090,1,EURO\n", HR_ISSUE_UNKNOWN_VALUE, "currency",
      3 },
    { "id,price,currency\nrtx-4090,1,\n", HR_ISSUE_UNKNOWN_VALUE, "currency", 2 },
    { "id,name,price\nrtx-4090,GeForce RTX 4090,1\n", HR_ISSUE_MISSING, "currency", 1 },
    { "id,price_eur\nrtx-4090,dear\n", HR_ISSUE_WRONG_TYPE, "price_eur", 2 },
    { "id;price_eur\nrtx-4090;1,500\n", HR_ISSUE_AMBIGUOUS, "price_eur", 2 },
    { "id,price_eur\nrtx-4090,1.500\n", HR_ISSUE_AMBIGUOUS, "price_eur", 2 },
    { "id,price_eur\nrtx-4090,-5\n", HR_ISSUE_OUT_OF_RANGE, "price_eur", 2 },
    { "id,price_eur\nrtx-4090,nan\n", HR_ISSUE_WRONG_TYPE, "price_eur", 2 },
    { "id,price_eur\nrtx-4090,1e300\n", HR_ISSUE_OUT_OF_RANGE, "price_eur", 2 },
    { "id,price_eur,price_usd\nrtx-4090,5,6\n", HR_ISSUE_IMPOSSIBLE, "price_usd", 2 },
    { "id,price_eur,price_gbp\nrtx-4090,5,6\n", HR_ISSUE_IMPOSSIBLE, "price_usd", 2 },
    { "id,name,price_date\nrtx-4090,GeForce RTX 4090,2026-11-20\n", HR_ISSUE_MISSING, "price_usd",
      1 },
    { "id,name,price_eur\nrtx-4090,GeForce RTX 4090,1,2\n", HR_ISSUE_SYNTAX, "$[1]", 2 },
    { "id,name,price_eur\nrtx-4090\n", HR_ISSUE_SYNTAX, "$[1]", 2 },
    { "\xef\xbb\xbf", HR_ISSUE_SYNTAX, "$", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (HrDocument) document = hr_csv_merge (hr_builtin_document (), cases[i].text,
                                                      strlen (cases[i].text), &options, issues);
      const HrIssue *issue = hr_issues_first_error (issues);

      g_test_message ("%s", cases[i].text);
      g_assert_null (document);
      g_assert_nonnull (issue);
      g_assert_cmpint (issue->kind, ==, cases[i].kind);
      g_assert_cmpstr (issue->path, ==, cases[i].path);
      g_assert_cmpuint (issue->line, ==, cases[i].line);
      g_assert_cmpuint (issue->column, >, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-table/prices", test_prices);
  g_test_add_func ("/csv-table/no-amount", test_no_amount);
  g_test_add_func ("/csv-table/conditions", test_conditions);
  g_test_add_func ("/csv-table/refused", test_refused);
  return g_test_run ();
}
