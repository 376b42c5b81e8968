/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-json-text.h"

#include <string.h>

static void
test_grammar (void)
{
  static const struct
  {
    const char *text;
    gboolean    good;
  } cases[] = {
    { "{}", TRUE },
    { " [ ] ", TRUE },
    { "null", TRUE },
    { "-0.5e+3", TRUE },
    { "\"\\u00e9\\n\"", TRUE },
    { "[1,2,{\"a\":true,\"b\":false}]", TRUE },
    { "\"é\"", TRUE },
    { "999999999999999999", TRUE },
    { "", FALSE },
    { " ", FALSE },
    { "{", FALSE },
    { "}", FALSE },
    { "{}{}", FALSE },
    { "[1,]", FALSE },
    { "{\"a\":1,}", FALSE },
    { "{\"a\" 1}", FALSE },
    { "{a:1}", FALSE },
    { "{'a':1}", FALSE },
    { "[01]", FALSE },
    { "[.5]", FALSE },
    { "[1.]", FALSE },
    { "[1e]", FALSE },
    { "[+1]", FALSE },
    { "[-]", FALSE },
    { "[0x10]", FALSE },
    { "[NaN]", FALSE },
    { "[Infinity]", FALSE },
    { "[nulls]", FALSE },
    { "[tru]", FALSE },
    { "\"a", FALSE },
    { "\"\t\"", FALSE },
    { "\"\\x\"", FALSE },
    { "\"\\u12g4\"", FALSE },
    { "\"\\u12", FALSE },
    { "\"\\", FALSE },
    { "[\"\\u0041\\ud83d\\ude00\\uffff\"]", TRUE },
    { "// c\n{}", FALSE },
    { "/* */{}", FALSE },
    { "{\"a\":1,\"a\":2}", FALSE },
    { "1000000000000000000000", FALSE },
    { "[1 2]", FALSE },
    { "[]x", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (JsonNode) node = hr_json_load (cases[i].text, -1, issues);

      g_test_message ("%s", cases[i].text);
      g_assert_true ((node != NULL) == cases[i].good);
      g_assert_true ((hr_issues_n (issues) == 0) == cases[i].good);
      if (!cases[i].good)
        g_assert_cmpuint (hr_issues_get (issues, 0)->line, >=, 1);
    }
}

/* What json-glib would read as something else, with its place. */
static void
test_escapes (void)
{
  static const struct
  {
    const char *text;
    guint       line, column;
  } cases[] = {
    { "[\n \"\\ud800\"]", 2, 3 },     { "[\"ab\\udc00\"]", 1, 5 }, { "[\"\\ud800\\u0041\"]", 1, 3 },
    { "[\"\\ud83d\\ud83d\"]", 1, 3 }, { "[\"\\u0000\"]", 1, 3 },   { "{\"\\ud800\":1}", 1, 3 },
    { "[\"é\\ud800\"]", 1, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (JsonNode) node = hr_json_load (cases[i].text, -1, issues);

      g_test_message ("%s", cases[i].text);
      g_assert_null (node);
      g_assert_cmpuint (hr_issues_n (issues), ==, 1);
      g_assert_cmpint (hr_issues_get (issues, 0)->kind, ==, HR_ISSUE_SYNTAX);
      g_assert_cmpuint (hr_issues_get (issues, 0)->line, ==, cases[i].line);
      g_assert_cmpuint (hr_issues_get (issues, 0)->column, ==, cases[i].column);
    }
}

static void
test_depth (void)
{
  for (guint depth = HR_MAX_JSON_DEPTH - 1; depth <= HR_MAX_JSON_DEPTH + 1; depth++)
    {
      g_autofree char *open = g_strnfill (depth, '[');
      g_autofree char *close = g_strnfill (depth, ']');
      g_autofree char *text = g_strconcat (open, close, NULL);
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (JsonNode) node = hr_json_load (text, -1, issues);

      g_assert_true ((node != NULL) == (depth <= HR_MAX_JSON_DEPTH));
    }
}

static void
test_writing (void)
{
  static const struct
  {
    double      value;
    const char *text;
  } numbers[] = {
    { 0.15, "0.15" },   { 0.1 + 0.2, "0.30000000000000004" }, { 1e22, "1e+22" }, { -2.5, "-2.5" },
    { 82.58, "82.58" },
  };
  g_autoptr (JsonNode) text = json_node_init_string (json_node_alloc (), "a\"\\\n\001é");
  g_autofree char *written = hr_json_to_text (text, FALSE);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (JsonNode) document = hr_json_load (
      "{\"b\":[1,2],\"a\":{\"x\":[{\"y\":null}],\"z\":[],\"w\":{}}}", -1, issues);
  g_autofree char *pretty = hr_json_to_text (document, TRUE);
  g_autofree char *flat = hr_json_to_text (document, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (JsonNode) node = json_node_init_double (json_node_alloc (), numbers[i].value);
      g_autofree char *number = hr_json_to_text (node, FALSE);

      g_assert_cmpstr (number, ==, numbers[i].text);
    }
  g_assert_cmpstr (written, ==, "\"a\\\"\\\\\\n\\u0001é\"");
  g_assert_cmpstr (flat, ==, "{\"b\":[1,2],\"a\":{\"x\":[{\"y\":null}],\"z\":[],\"w\":{}}}");
  g_assert_cmpstr (
      pretty, ==,
      "{\n  \"b\": [1, 2],\n  \"a\": {\n    \"x\": [\n      {\n        \"y\": null\n      }\n"
      "    ],\n    \"z\": [],\n    \"w\": {}\n  }\n}\n");
}

static void
test_places (void)
{
  static const char text[] = "{ \"a\": 1,\n  \"b\": { \"c\": [ 10,\n 20, {\"d\": 3} ] } }";
  static const struct
  {
    const char *path;
    guint       line, column;
  } cases[] = {
    { "$.a", 1, 8 },         { "$.b", 2, 8 }, { "$.b.c[1]", 3, 2 },      { "$.b.c[2].d", 3, 12 },
    { "$.b.missing", 2, 8 }, { "$", 1, 1 },   { "$.b.c[2].d.e", 3, 12 },
  };
  g_autoptr (HrIssues) issues = hr_issues_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    hr_issues_add (issues, HR_ISSUE_MISSING, cases[i].path, NULL, NULL);
  hr_json_locate_issues (issues, text, -1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].path);
      g_assert_cmpuint (hr_issues_get (issues, i)->line, ==, cases[i].line);
      g_assert_cmpuint (hr_issues_get (issues, i)->column, ==, cases[i].column);
    }
}

/* Named as it was written, wherever it stands, and every one of them. */
static void
test_not_finite (void)
{
  static const char text[] = "{\n \"a\": 1e400,\n \"b\": [1, -2.5E+999],\n \"c\": 1e-400}";
  static const struct
  {
    const char *path, *value;
    guint       line;
  } expected[] = { { "$.a", "1e400", 2 }, { "$.b[1]", "-2.5E+999", 3 } };
  g_autoptr (HrIssues) issues = hr_issues_new ();

  g_assert_null (hr_json_load (text, -1, issues));
  g_assert_cmpuint (hr_issues_n (issues), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_cmpint (hr_issues_get (issues, i)->kind, ==, HR_ISSUE_NOT_FINITE);
      g_assert_cmpstr (hr_issues_get (issues, i)->path, ==, expected[i].path);
      g_assert_cmpstr (hr_issues_get (issues, i)->value, ==, expected[i].value);
      g_assert_cmpuint (hr_issues_get (issues, i)->line, ==, expected[i].line);
    }
}

static void
test_byte_order_mark (void)
{
  static const char text[] = "\xef\xbb\xbf{ \"a\": 1,\n  \"b\": 2 }";
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (JsonNode) node = hr_json_load (text, -1, issues);

  g_assert_nonnull (node);
  g_assert_cmpuint (hr_issues_n (issues), ==, 0);
  hr_issues_add (issues, HR_ISSUE_MISSING, "$.a", NULL, NULL);
  hr_issues_add (issues, HR_ISSUE_MISSING, "$.b", NULL, NULL);
  hr_json_locate_issues (issues, text, -1);
  g_assert_cmpuint (hr_issues_get (issues, 0)->line, ==, 1);
  g_assert_cmpuint (hr_issues_get (issues, 0)->column, ==, 8);
  g_assert_cmpuint (hr_issues_get (issues, 1)->line, ==, 2);
}

/* A hundred thousand faults take as long as the text, not its square. */
static void
test_many_issues (void)
{
  const guint n = 100000;
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (GTimer) timer = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s\n{\"id\": 1e400, \"name\": {\"deep\": 1e999}}", i ? "," : "");
  g_string_append_c (text, ']');
  timer = g_timer_new ();
  g_assert_null (hr_json_load (text->str, -1, issues));
  g_assert_cmpuint (hr_issues_n (issues), ==, 100);
  g_assert_cmpuint (hr_issues_n_errors (issues), ==, 2 * n);
  g_assert_cmpuint (hr_issues_n_more (issues), ==, 2 * n - 100);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("$[%u].name", i);

      hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, path, NULL, NULL);
    }
  hr_json_locate_issues (issues, text->str, -1);
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 5);
  g_assert_cmpuint (hr_issues_get (issues, 99)->line, ==, 51);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-text/grammar", test_grammar);
  g_test_add_func ("/json-text/depth", test_depth);
  g_test_add_func ("/json-text/escapes", test_escapes);
  g_test_add_func ("/json-text/writing", test_writing);
  g_test_add_func ("/json-text/places", test_places);
  g_test_add_func ("/json-text/not-finite", test_not_finite);
  g_test_add_func ("/json-text/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/json-text/many-issues", test_many_issues);
  return g_test_run ();
}
