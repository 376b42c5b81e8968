/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-price-changes.h"

#include "hr-document.h"
#include "hr-json-text.h"

#include <string.h>

/* Prices in short: a used one of July, one of a shop, one of the user. */
#define PRICE(usd, date, condition, source)                                  \
  "{\"usd\":" #usd ",\"date\":\"" date "\",\"condition\":\"" condition "\"," \
  "\"kind\":\"street\",\"source\":\"" source "\"}"
#define A  PRICE (2000, "2026-07", "used", "a")
#define A2 PRICE (2500, "2026-12", "used", "a")
#define B  PRICE (3000, "2025-07", "new", "b")
#define B2 PRICE (2900, "2025-07", "new", "b")
#define C  PRICE (2800, "2026-11", "new", "c")
#define D  PRICE (2700, "2024-02", "new", "d")
#define U  PRICE (1800, "2026-11-21", "used", "user")
#define V  PRICE (1700, "2026-11-22", "used", "user")
#define W  PRICE (1600, "2026-11-23", "used", "user")

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = text ? json_from_string (text, &error) : NULL;

  g_assert_no_error (error);
  return node;
}

static char *
text_of (JsonArray *array)
{
  g_autoptr (JsonNode) node = NULL;

  if (array == NULL)
    return g_strdup ("none");
  node = json_node_init_array (json_node_alloc (), array);
  return hr_json_to_text (node, FALSE);
}

/* What a user made of a list, and what becomes of it with the list of another version. */
static const struct
{
  const char *name;
  const char *base, *edited; /* NULL = the row has no list */
  guint       n_changes;
  const char *later;  /* the list of the next version of the program */
  const char *merged; /* with the user's changes */
} cases[] = {
  { "nothing", "[" A "," B "]", "[" A "," B "]", 0, "[" A2 "]", "[" A2 "]" },
  { "order alone", "[" A "," B "]", "[" B "," A "]", 0, "[" A "]", "[" A "]" },
  { "edited", "[" A "," B "]", "[" U "," B "]", 1, "[" A "," B "]", "[" U "," B "]" },
  { "edited, the second", "[" B "," A "]", "[" B "," U "]", 1, "[" B "," A "]", "[" B "," U "]" },
  { "edited, another is updated", "[" A "," B "]", "[" U "," B "]", 1, "[" A "," B2 "]",
    "[" U "," B2 "]" },
  { "edited, a newer one arrives", "[" A "," B "]", "[" U "," B "]", 1, "[" A "," B "," C "]",
    "[" U "," B "," C "]" },
  { "edited, the entry itself is newer", "[" A "," B "]", "[" U "," B "]", 1, "[" A2 "," B "]",
    "[" A2 "," B "," U "]" },
  { "edited, the entry is gone", "[" A "," B "]", "[" U "," B "]", 1, "[" B "]", "[" B "," U "]" },
  { "edited, all are gone", "[" A "," B "]", "[" U "," B "]", 1, NULL, "[" U "]" },
  { "the amount alone", "[" A "," B "]", "[" A "," B2 "]", 1, "[" A2 "," B "]", "[" A2 "," B2 "]" },
  { "removed", "[" A "," B "]", "[" B "]", 1, "[" A "," B "," C "]", "[" B "," C "]" },
  { "removed, the entry is gone", "[" A "," B "]", "[" B "]", 1, "[" B2 "]", "[" B2 "]" },
  { "all removed", "[" A "," B "]", NULL, 2, "[" A "," B "," C "]", "[" C "]" },
  { "all removed, nothing new", "[" A "," B "]", NULL, 2, "[" A "," B "]", "[]" },
  { "added", "[" A "]", "[" A "," U "]", 1, "[" A2 "]", "[" A2 "," U "]" },
  { "added in front", "[" A "]", "[" U "," A "]", 1, "[" A2 "]", "[" A2 "," U "]" },
  { "added to nothing", NULL, "[" U "]", 1, "[" A "]", "[" A "," U "]" },
  { "added, then built in", "[" A "]", "[" A "," C "]", 1, "[" A "," C "]", "[" A "," C "]" },
  { "edited and added", "[" A "," B "]", "[" U "," B "," V "]", 2, "[" A "," B "," C "]",
    "[" U "," B "," C "," V "]" },
  { "no room: the oldest gives way", "[" A "," B "]", "[" U "," B "," V "]", 2,
    "[" A "," D "," C "," B "]", "[" U "," C "," B "," V "]" },
  { "no room: the user's stay", NULL, "[" U "," V "," W "," A "]", 4, "[" B "," C "]",
    "[" U "," V "," W "," A "]" },
  { "the same entry twice", "[" A "," A "]", "[" A "]", 1, "[" A "," A "," B "]", "[" A "," B "]" },
};

static void
test_merges (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) base = parse (cases[i].base);
      g_autoptr (JsonNode) edited = parse (cases[i].edited);
      g_autoptr (JsonNode) later = parse (cases[i].later);
      g_autoptr (JsonArray) changes = hr_price_changes_diff (base, edited);
      g_autoptr (JsonNode) node = changes ? json_node_init_array (json_node_alloc (), changes)
                                          : NULL;
      g_autoptr (JsonArray) merged = hr_price_changes_merge (later, node);
      g_autofree char *text = text_of (merged);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpuint (changes ? json_array_get_length (changes) : 0, ==, cases[i].n_changes);
      g_assert_cmpstr (text, ==, cases[i].merged);
    }
}

static gboolean
has_entry (JsonArray *array, JsonNode *entry)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_node_equal (json_array_get_element (array, i), entry))
      return TRUE;
  return FALSE;
}

/* With the list that they were made for, the changes give back what the user made, up to its order;
 * and so they do when they are made again of that. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) base = parse (cases[i].base);
      g_autoptr (JsonNode) edited = parse (cases[i].edited ? cases[i].edited : "[]");
      g_autoptr (JsonArray) changes = hr_price_changes_diff (base, edited);
      g_autoptr (JsonNode) node = changes ? json_node_init_array (json_node_alloc (), changes)
                                          : NULL;
      g_autoptr (JsonArray) merged = hr_price_changes_merge (base, node);
      g_autoptr (JsonNode) merged_node = json_node_init_array (json_node_alloc (), merged);
      g_autoptr (JsonArray) again = hr_price_changes_diff (base, merged_node);
      g_autofree char *first = text_of (changes);
      g_autofree char *second = text_of (again);
      JsonArray       *wanted = json_node_get_array (edited);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpuint (json_array_get_length (merged), ==, json_array_get_length (wanted));
      for (guint k = 0; k < json_array_get_length (wanted); k++)
        g_assert_true (has_entry (merged, json_array_get_element (wanted, k)));
      g_assert_cmpstr (first, ==, second);
    }
}

/* What a full list keeps out is no removal, and comes in when there is room again. */
static void
test_full_list_removes_nothing (void)
{
  g_autoptr (JsonNode) base = parse ("[" B "," C "]");
  g_autoptr (JsonNode) full = parse ("[" U "," V "," W "," C "]");
  g_autoptr (JsonArray) changes = hr_price_changes_diff (base, full);
  g_autofree char *text = text_of (changes);

  g_assert_cmpuint (json_array_get_length (changes), ==, 3);
  g_assert_null (strstr (text, "\"b\""));
}

static char *
changes_document (guint version, const char *row)
{
  return g_strdup_printf ("{\"format\":\"headroom-catalog\",\"version\":%u,"
                          "\"base\":\"built-in\",\"gpus\":[{\"id\":\"rtx-4090\",%s}]}",
                          version, row);
}

static void
test_bad_input (void)
{
#define WAS "{\"date\":\"2026\",\"condition\":\"new\",\"source\":\"s\"}"
  static const struct
  {
    const char *row;
    HrIssueKind kind;
    const char *path; /* NULL = it is taken */
  } inputs[] = {
    { "\"price_changes\":[]", 0, NULL },
    { "\"price_changes\":[{\"price\":" U "}]", 0, NULL },
    { "\"price_changes\":[{\"was\":" WAS "}]", 0, NULL },
    { "\"price_changes\":[{\"was\":" WAS ",\"price\":" U "}]", 0, NULL },
    { "\"price_changes\":{}", HR_ISSUE_WRONG_TYPE, "$.gpus[0].price_changes" },
    { "\"price_changes\":[7]", HR_ISSUE_WRONG_TYPE, "$.gpus[0].price_changes[0]" },
    { "\"price_changes\":[{}]", HR_ISSUE_MISSING, "$.gpus[0].price_changes[0]" },
    { "\"price_changes\":[{\"price\":" U "},{\"price\":3}]", HR_ISSUE_WRONG_TYPE,
      "$.gpus[0].price_changes[1].price" },
    { "\"price_changes\":[{\"price\":" WAS "}]", HR_ISSUE_MISSING,
      "$.gpus[0].price_changes[0].price.usd" },
    { "\"price_changes\":[{\"price\":" PRICE (-3, "2026", "new", "s") "}]", HR_ISSUE_OUT_OF_RANGE,
      "$.gpus[0].price_changes[0].price.usd" },
    { "\"price_changes\":[{\"was\":[]}]", HR_ISSUE_WRONG_TYPE, "$.gpus[0].price_changes[0].was" },
    { "\"price_changes\":[{\"was\":{\"condition\":\"new\",\"source\":\"s\"}}]", HR_ISSUE_MISSING,
      "$.gpus[0].price_changes[0].was.date" },
    { "\"price_changes\":[{\"was\":{\"date\":\"7\",\"condition\":\"new\",\"source\":\"s\"}}]",
      HR_ISSUE_UNKNOWN_VALUE, "$.gpus[0].price_changes[0].was.date" },
    { "\"price_changes\":[{\"was\":{\"date\":\"2026\",\"condition\":4,\"source\":\"s\"}}]",
      HR_ISSUE_WRONG_TYPE, "$.gpus[0].price_changes[0].was.condition" },
    { "\"prices\":[" A "],\"price_changes\":[{\"price\":" U "}]", HR_ISSUE_IMPOSSIBLE,
      "$.gpus[0].price_changes" },
    { "\"price_changes\":[{\"price\":" A "},{\"price\":" B "},{\"price\":" C "},{\"price\":" D
      "},{\"price\":" U "}]",
      HR_ISSUE_TOO_LARGE, "$.gpus[0].prices" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_autoptr (HrIssues) issues = hr_issues_new ();
      g_autofree char *text = changes_document (2, inputs[i].row);
      g_autoptr (HrDocument) document = hr_document_parse (text, -1, issues);
      const HrIssue *issue;

      g_test_message ("%s", inputs[i].row);
      g_assert_nonnull (document);
      g_assert_cmpint (hr_document_validate (document, hr_builtin_document (), issues), ==,
                       inputs[i].path == NULL);
      issue = hr_issues_first_error (issues);
      if (inputs[i].path == NULL)
        {
          g_assert_null (issue);
          continue;
        }
      g_assert_cmpstr (issue->path, ==, inputs[i].path);
      g_assert_cmpint (issue->kind, ==, inputs[i].kind);
    }
}

static JsonObject *
merged_row (const char *text, const char *id)
{
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (HrDocument) overlay = hr_document_parse (text, -1, issues);
  g_autoptr (HrDocument) whole = NULL;
  JsonObject *row;

  g_assert_true (hr_document_validate (overlay, hr_builtin_document (), issues));
  g_assert_cmpuint (hr_issues_n (issues), ==, 0);
  whole = hr_document_merge (hr_builtin_document (), overlay);
  for (guint i = 0; i < whole->rows[HR_SECTION_GPUS]->len; i++)
    {
      row = g_ptr_array_index (whole->rows[HR_SECTION_GPUS], i);
      if (strcmp (json_object_get_string_member (row, "id"), id) == 0)
        return json_object_ref (row);
    }
  g_assert_not_reached ();
}

/* A file of version 1 says the whole list, and the whole list it is. */
static void
test_old_list_replaces (void)
{
  g_autofree char *text = changes_document (1, "\"prices\":[" U "," D "]");
  g_autoptr (JsonObject) row = merged_row (text, "rtx-4090");
  g_autofree char *prices = text_of (json_object_get_array_member (row, "prices"));

  g_assert_cmpstr (prices, ==, "[" U "," D "]");
  g_assert_false (json_object_has_member (row, "price_changes"));
}

/* A row of the user's own has nothing below it: its changes are its prices. */
static void
test_own_row (void)
{
  static const char text[] = "{\"format\":\"headroom-catalog\",\"version\":2,"
                             "\"base\":\"built-in\",\"gpus\":[{\"id\":\"mine\",\"name\":\"Mine\","
                             "\"vendor\":\"amd\",\"segment\":\"consumer\",\"arch\":\"rdna3\","
                             "\"form\":\"pcie-active\",\"memory_type\":\"gddr6\",\"vram_gib\":8,"
                             "\"bandwidth_gb_s\":500,\"price_changes\":[{\"price\":" U "}]}]}";
  g_autoptr (JsonObject) row = merged_row (text, "mine");
  g_autofree char *prices = text_of (json_object_get_array_member (row, "prices"));

  g_assert_cmpstr (prices, ==, "[" U "]");
  g_assert_false (json_object_has_member (row, "price_changes"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/price-changes/merges", test_merges);
  g_test_add_func ("/price-changes/round-trip", test_round_trip);
  g_test_add_func ("/price-changes/full-list-removes-nothing", test_full_list_removes_nothing);
  g_test_add_func ("/price-changes/bad-input", test_bad_input);
  g_test_add_func ("/price-changes/old-list-replaces", test_old_list_replaces);
  g_test_add_func ("/price-changes/own-row", test_own_row);
  return g_test_run ();
}
