/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-json-writer.h"

#include <locale.h>
#include <math.h>

static void
test_numbers (void)
{
  static const struct
  {
    double      value;
    const char *text;
  } cases[] = {
    { 0, "0" },
    { 1, "1" },
    { -2.5, "-2.5" },
    { 0.1, "0.1" },
    { 0.1 + 0.2, "0.30000000000000004" },
    { 18.7, "18.7" },
    { 1e21, "1e+21" },
    { 1204331, "1204331" },
    { 1.0 / 3, "0.3333333333333333" },
    { NAN, "null" },
    { INFINITY, "null" },
    { -INFINITY, "null" },
    { 5e-324, "4.94065645841247e-324" },
    { 123456789012345680.0, "1.2345678901234568e+17" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      HrJsonWriter json;

      hr_json_init (&json, out, FALSE);
      hr_json_number (&json, NULL, cases[i].value);
      g_assert_cmpstr (out->str, ==, cases[i].text);
      if (isfinite (cases[i].value))
        g_assert_true (g_ascii_strtod (out->str, NULL) == cases[i].value);
    }
}

/* Whatever goes in, what comes out is read back as the same by a parser that is not ours. */
static void
test_strings (void)
{
  static const char *const cases[] = {
    "",
    "plain",
    "quote \" back \\ slash /",
    "line\nfeed\ttab\rreturn",
    "\001\037",
    "é 显卡 🖥",
    "%s %n",
    "</script>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (JsonNode) node = NULL;
      HrJsonWriter json;

      hr_json_init (&json, out, i % 2 == 0);
      hr_json_begin_object (&json, NULL);
      hr_json_string (&json, cases[i], cases[i]);
      hr_json_end_object (&json);
      node = json_from_string (out->str, NULL);
      g_assert_nonnull (node);
      g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), cases[i]), ==,
                       cases[i]);
    }
}

static void
test_invalid_utf8 (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  HrJsonWriter json;

  hr_json_init (&json, out, FALSE);
  hr_json_string (&json, NULL,
                  "a\xff"
                  "b");
  g_assert_true (g_utf8_validate (out->str, -1, NULL));
}

static void
test_nesting (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  HrJsonWriter json;

  hr_json_init (&json, out, FALSE);
  hr_json_begin_object (&json, NULL);
  hr_json_begin_array (&json, "empty");
  hr_json_end_array (&json);
  hr_json_begin_array (&json, "list");
  hr_json_number (&json, NULL, 1);
  hr_json_begin_object (&json, NULL);
  hr_json_boolean (&json, "yes", TRUE);
  hr_json_null (&json, "nothing");
  hr_json_end_object (&json);
  hr_json_end_array (&json);
  hr_json_string (&json, "none", NULL);
  hr_json_end_object (&json);
  g_assert_cmpstr (
      out->str, ==,
      "{\"empty\": [], \"list\": [1, {\"yes\": true, \"nothing\": null}], \"none\": null}");
}

static void
test_node_round_trip (void)
{
  static const char
      text[] = "{\"a\": [1, 2.5, \"x\", null, true, {}], \"b\": {\"c\": -9007199254740993}}";
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  HrJsonWriter json;

  hr_json_init (&json, out, FALSE);
  hr_json_node (&json, NULL, node);
  g_assert_cmpstr (out->str, ==, text);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-writer/numbers", test_numbers);
  g_test_add_func ("/json-writer/strings", test_strings);
  g_test_add_func ("/json-writer/invalid-utf8", test_invalid_utf8);
  g_test_add_func ("/json-writer/nesting", test_nesting);
  g_test_add_func ("/json-writer/node-round-trip", test_node_round_trip);
  return g_test_run ();
}
