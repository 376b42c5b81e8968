/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-json-text.h"

#include <math.h>
#include <string.h>

static JsonNode *
read_text (const char *text)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  JsonNode *node = hr_json_read (text, strlen (text), issues);

  g_assert_cmpuint (hr_issues_n (issues), ==, 0);
  g_assert_nonnull (node);
  return node;
}

/* json-glib's own parser, whose values these have to be. */
static void
assert_like_json_glib (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (JsonNode) node = hr_json_read (text, length, issues);
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, text, (gssize) length, &error);
  g_assert_no_error (error);
  g_assert_nonnull (node);
  g_assert_true (json_node_equal (node, json_parser_get_root (parser)));
}

static void
test_values (void)
{
  static const char *const texts[] = {
    "{}",
    "[]",
    "[[],{},[[]]]",
    " { \"a\" : 1 , \"b\" : [ true , false , null ] } ",
    "[0,-0,1,-1,999999999999999999,-999999999999999999]",
    "[0.5,-0.5,1.0,100.25,3.14159265358979,0.1,0.000001,123456789012345.6]",
    "[1e3,1E3,1e+3,1e-3,1.5e300,2.2250738585072014e-308,0.1234567890123456789]",
    "[\"\",\"a\",\"\\\"\\\\\\/\\b\\f\\n\\r\\t\",\"\\u00e9\\u4e2d\",\"\\ud83d\\ude00\",\"é中😀\"]",
    "{\"\\u0061\":{\"b c\":\"\"},\"\":0}",
    "\"text\"",
    "12",
    "null",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_test_message ("%s", texts[i]);
      assert_like_json_glib (texts[i], strlen (texts[i]));
    }
}

/* Whatever is shipped: it is read so at every start. */
static void
test_shipped (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("HEADROOM_TEST_DATA"), "..", "data", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint       n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      gsize            length;

      if (!g_str_has_suffix (name, ".json"))
        continue;
      g_test_message ("%s", name);
      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      assert_like_json_glib (text, length);
      n++;
    }
  g_assert_cmpuint (n, >=, 12);
}

/* Bit for bit what the standard library reads, whichever way it goes. */
static void
test_numbers (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      int    decimals = g_test_rand_int_range (0, 26);
      double value = g_test_rand_double_range (-1, 1) * pow (10, g_test_rand_int_range (-20, 20));
      g_autofree char *text = i % 2 ? g_strdup_printf ("%.*f", decimals + 1, value)
                                    : g_strdup_printf ("%.*e", decimals, value);
      g_autoptr (JsonNode) node = read_text (text);

      g_assert_cmpint (json_node_get_value_type (node), ==, G_TYPE_DOUBLE);
      value = g_ascii_strtod (text, NULL);
      g_assert_cmpfloat (json_node_get_double (node), ==, value);
    }
}

/* What the grammar cannot see, with its place. */
static void
test_refused (void)
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

/* Nobody should, but a text that is cut off anywhere is no crash either. */
static void
test_cut_off (void)
{
  static const char text[] = "{\"a\":[1,-2.5e3,true,null,\"\\u00e9\\ud83d\\ude00\\n\"],\"b\":{}}";

  for (gsize length = 0; length < strlen (text); length++)
    {
      g_autofree char *part = g_memdup2 (text, MAX (length, 1)); /* no zero after it */
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autoptr (JsonNode) node = hr_json_read (part, length, issues);

      g_assert_null (node);
      g_assert_cmpuint (hr_issues_n_errors (issues), ==, 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-read/values", test_values);
  g_test_add_func ("/json-read/shipped", test_shipped);
  g_test_add_func ("/json-read/numbers", test_numbers);
  g_test_add_func ("/json-read/refused", test_refused);
  g_test_add_func ("/json-read/cut-off", test_cut_off);
  return g_test_run ();
}
