/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-price-changes.h"

#include "hr-json-text.h"
#include "hr-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A list of prices is stored as its changed entries, so that a user who corrects one price of a
 * card still gets the card's other prices, and new ones, with an update of the program. One change
 * is an object of
 *
 *   "was"    the entry that is built in, named by what tells it from the others
 *   "price"  the entry that stands there instead
 *
 * Without "price" the entry is removed, without "was" one is added. A price of the user stays when
 * the entry that it once replaced is no longer built in. */

static const char *const key_members[] = { "condition", "kind", "date", "source" };

static const char *
text_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && hr_json_is_text (node) ? json_node_get_string (node) : NULL;
}

static JsonObject *
object_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
same_key (JsonObject *a, JsonObject *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (key_members); i++)
    if (g_strcmp0 (text_member (a, key_members[i]), text_member (b, key_members[i])) != 0)
      return FALSE;
  return TRUE;
}

/**
 * hr_price_changes_same_entry:
 * @a: a change
 * @b: a change
 *
 * Returns: whether both replace or remove the same built-in entry, or add one that is called the
 *   same.
 */
gboolean
hr_price_changes_same_entry (JsonObject *a, JsonObject *b)
{
  JsonObject *was_a = object_member (a, "was"), *was_b = object_member (b, "was");

  if (was_a != NULL || was_b != NULL)
    return was_a != NULL && was_b != NULL && same_key (was_a, was_b);
  return same_key (object_member (a, "price"), object_member (b, "price"));
}

static JsonObject *
make_key (JsonObject *price)
{
  JsonObject *key = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (key_members); i++)
    if (text_member (price, key_members[i]) != NULL)
      json_object_set_string_member (key, key_members[i], text_member (price, key_members[i]));
  return key;
}

/* One entry of a list while two lists are compared: borrowed, and what became of it. */
typedef struct
{
  JsonObject *price;
  JsonObject *other; /* the entry that it is paired with, or that replaces it */
  gboolean    settled;
} Entry;

static GArray *
list_entries (JsonNode *prices)
{
  GArray    *entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  JsonArray *array = prices && JSON_NODE_HOLDS_ARRAY (prices) ? json_node_get_array (prices) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      {
        Entry entry = { .price = json_array_get_object_element (array, i) };

        g_array_append_val (entries, entry);
      }
  return entries;
}

/* (nullable): the first entry named by @key of which nothing has been said yet; NULL as the key
 * names the next entry, whatever it is called. */
static Entry *
find_entry (GArray *entries, JsonObject *key)
{
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);

      if (!entry->settled && (key == NULL || same_key (entry->price, key)))
        return entry;
    }
  return NULL;
}

static void
pair (Entry *a, Entry *b)
{
  a->other = b->price;
  b->other = a->price;
  a->settled = b->settled = TRUE;
}

static void
add_change (JsonArray *changes, JsonObject *was, JsonObject *price)
{
  JsonObject *change = json_object_new ();

  if (was != NULL)
    json_object_set_object_member (change, "was", make_key (was));
  if (price != NULL)
    json_object_set_object_member (change, "price", json_object_ref (price));
  json_array_add_object_element (changes, change);
}

/* @changes, but the one at @place no longer says what was there. */
static JsonArray *
forget_was (JsonArray *changes, guint place)
{
  JsonArray *result = json_array_new ();

  for (guint i = 0; i < json_array_get_length (changes); i++)
    {
      JsonObject *change = json_array_get_object_element (changes, i);

      if (i != place)
        json_array_add_object_element (result, json_object_ref (change));
      else if (object_member (change, "price") != NULL)
        add_change (result, NULL, object_member (change, "price"));
    }
  return result;
}

static gboolean
same_entries (JsonArray *a, JsonArray *b)
{
  guint n = json_array_get_length (a), found = 0;

  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < json_array_get_length (b); k++)
      if (json_node_equal (json_array_get_element (a, i), json_array_get_element (b, k)))
        {
          found++;
          break;
        }
  return found == n && json_array_get_length (b) == n;
}

static JsonArray *
merge_array (JsonNode *base, JsonArray *changes)
{
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), changes);

  return hr_price_changes_merge (base, node);
}

/* An entry that only a full list kept out was neither removed nor replaced by anybody. */
static JsonArray *
forget_what_had_no_room (JsonNode *base, JsonArray *changes)
{
  g_autoptr (JsonArray) merged = merge_array (base, changes);

  for (guint i = json_array_get_length (changes); i-- > 0;)
    {
      g_autoptr (JsonArray) fewer = forget_was (changes, i);
      g_autoptr (JsonArray) result = merge_array (base, fewer);

      if (!same_entries (merged, result))
        continue;
      json_array_unref (changes);
      changes = g_steal_pointer (&fewer);
    }
  return changes;
}

/**
 * hr_price_changes_apply_to:
 *
 * Returns: whether rows of @section have a list of prices.
 */
gboolean
hr_price_changes_apply_to (HrSection section)
{
  return hr_section_info (section)->n_prices_offset != G_MAXSIZE;
}

/**
 * hr_price_changes_diff:
 * @base: (nullable): the built-in list of prices
 * @prices: (nullable): the user's list
 *
 * Entries with the same condition, kind, date and source are the same entry; of the rest, the
 * first stands for the first.
 *
 * Returns: (transfer full) (nullable): the changes that hr_price_changes_merge() makes @prices of,
 *   up to the order of the list, which means nothing; %NULL = none.
 */
JsonArray *
hr_price_changes_diff (JsonNode *base, JsonNode *prices)
{
  g_autoptr (GArray) old = list_entries (base);
  g_autoptr (GArray) new = list_entries (prices);
  JsonArray *changes = json_array_new ();
  Entry     *entry, *match;

  for (guint i = 0; i < new->len; i++)
    {
      entry = &g_array_index (new, Entry, i);
      match = find_entry (old, entry->price);
      if (match != NULL)
        pair (match, entry);
    }
  while ((entry = find_entry (old, NULL)) != NULL && (match = find_entry (new, NULL)) != NULL)
    pair (entry, match);
  for (guint i = 0; i < old->len; i++)
    {
      entry = &g_array_index (old, Entry, i);
      if (entry->other == NULL || !json_object_equal (entry->price, entry->other))
        add_change (changes, entry->price, entry->other);
    }
  while ((entry = find_entry (new, NULL)) != NULL)
    {
      add_change (changes, NULL, entry->price);
      entry->settled = TRUE;
    }
  if (new->len == HR_MAX_PRICES)
    changes = forget_what_had_no_room (base, changes);
  if (json_array_get_length (changes) > 0)
    return changes;
  json_array_unref (changes);
  return NULL;
}

static HrDate
entry_date (const Entry *entry)
{
  HrDate      date = { 0 };
  const char *text = text_member (entry->price, "date");

  if (text != NULL)
    hr_date_parse (text, &date);
  return date;
}

/* A list has room for HR_MAX_PRICES: what the user entered stays, then the newest that are built
 * in. */
static void
leave_room (GArray *entries, guint n_added)
{
  guint n = n_added;

  for (guint i = 0; i < entries->len; i++)
    n += !g_array_index (entries, Entry, i).settled || g_array_index (entries, Entry, i).other;
  for (; n > HR_MAX_PRICES; n--)
    {
      Entry *oldest = NULL;

      for (guint i = 0; i < entries->len; i++)
        {
          Entry *entry = &g_array_index (entries, Entry, i);

          if (!entry->settled
              && (oldest == NULL || hr_date_compare (entry_date (entry), entry_date (oldest)) < 0))
            oldest = entry;
        }
      if (oldest == NULL)
        return;
      oldest->settled = TRUE;
    }
}

/* (nullable): what @change adds, because nothing that is built in stands for it. */
static JsonObject *
apply_change (GArray *entries, JsonObject *change)
{
  JsonObject *was = object_member (change, "was");
  JsonObject *price = object_member (change, "price");
  Entry      *entry = was ? find_entry (entries, was) : NULL;

  /* What a user once entered may have become built in meanwhile. */
  if (entry == NULL && price != NULL)
    entry = find_entry (entries, price);
  if (entry == NULL)
    return price;
  entry->other = price;
  entry->settled = TRUE;
  return NULL;
}

/**
 * hr_price_changes_merge:
 * @base: (nullable): the list of prices that is built in
 * @changes: the changes that an overlay holds; what is no object in it is passed over
 *
 * Returns: (transfer full): the list with the changes; empty = no price.
 */
JsonArray *
hr_price_changes_merge (JsonNode *base, JsonNode *changes)
{
  g_autoptr (GArray) entries = list_entries (base);
  g_autoptr (GArray) list = list_entries (changes);
  g_autoptr (GPtrArray) added = g_ptr_array_new ();
  JsonArray *result = json_array_new ();

  for (guint i = 0; i < list->len; i++)
    {
      JsonObject *price = apply_change (entries, g_array_index (list, Entry, i).price);

      if (price != NULL)
        g_ptr_array_add (added, price);
    }
  leave_room (entries, added->len);
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);
      JsonObject  *price = entry->settled ? entry->other : entry->price;

      if (price != NULL)
        json_array_add_object_element (result, json_object_ref (price));
    }
  for (guint i = 0; i < added->len; i++)
    json_array_add_object_element (result, json_object_ref (added->pdata[i]));
  return result;
}

static void
check_change (HrSection section, JsonNode *node, const char *path, HrIssues *issues)
{
  JsonObject    *change;
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autofree char *value = hr_json_value_text (node);

      hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, path, value, "{ }");
      return;
    }
  change = json_node_get_object (node);
  if (!json_object_has_member (change, "was") && !json_object_has_member (change, "price"))
    hr_issues_add (issues, HR_ISSUE_MISSING, path, NULL, "was, price");
  json_object_iter_init_ordered (&iter, change);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      g_autofree char *member_path = g_strconcat (path, ".", name, NULL);

      if (strcmp (name, "was") == 0 || strcmp (name, "price") == 0)
        hr_row_check_price (section, member, name[0] == 'w', member_path, issues);
      else
        hr_issues_add (issues, HR_ISSUE_UNKNOWN_KEY, member_path, NULL, NULL);
    }
}

/**
 * hr_price_changes_check:
 * @section: what kind of row
 * @row: a row of an overlay
 * @path: the JSON path of @row
 * @issues: gets everything that is wrong with the row's price changes
 *
 * Returns: whether there are none, or no error was added.
 */
gboolean
hr_price_changes_check (HrSection section, JsonObject *row, const char *path, HrIssues *issues)
{
  guint            errors = hr_issues_n_errors (issues);
  JsonNode        *changes = json_object_get_member (row, HR_PRICE_CHANGES);
  g_autofree char *own_path = g_strconcat (path, "." HR_PRICE_CHANGES, NULL);

  if (changes == NULL || !hr_price_changes_apply_to (section))
    return TRUE;
  if (json_object_has_member (row, "prices"))
    hr_issues_add (issues, HR_ISSUE_IMPOSSIBLE, own_path, NULL, NULL)->detail = g_strdup (
        N_("The row has both a list of prices and changes of one."));
  if (!JSON_NODE_HOLDS_ARRAY (changes))
    {
      g_autofree char *value = hr_json_value_text (changes);

      hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, own_path, value, "[ ]");
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (changes)); i++)
    {
      g_autofree char *change_path = g_strdup_printf ("%s[%u]", own_path, i);

      check_change (section, json_array_get_element (json_node_get_array (changes), i), change_path,
                    issues);
    }
  return hr_issues_n_errors (issues) == errors;
}
