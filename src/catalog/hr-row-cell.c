/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-own-price.h"
#include "hr-row.h"

#include <math.h>
#include <string.h>

static HrDate
price_date (JsonObject *price)
{
  HrDate    date = { 0 };
  JsonNode *node = json_object_get_member (price, "date");

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node)
      && json_node_get_value_type (node) == G_TYPE_STRING)
    hr_date_parse (json_node_get_string (node), &date);
  return date;
}

/* The price of a list that counts, as hr_gpu_price() chooses it; the one that a cell shows and
 * edits. */
static JsonObject *
newest_price (JsonObject *row, JsonArray *prices)
{
  JsonObject *best = NULL;
  gboolean    best_is_own = FALSE;

  for (guint i = 0; i < json_array_get_length (prices); i++)
    {
      JsonNode   *node = json_array_get_element (prices, i);
      JsonObject *price;
      gboolean    is_own;
      int         newer;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      price = json_node_get_object (node);
      is_own = hr_own_price_is (row, price);
      newer = best ? is_own - best_is_own : 1;
      if (newer == 0)
        newer = hr_date_compare (price_date (price), price_date (best));
      if (newer > 0
          || (newer == 0
              && json_object_get_double_member_with_default (price, "usd", 0)
                     < json_object_get_double_member_with_default (best, "usd", 0)))
        {
          best = price;
          best_is_own = is_own;
        }
    }
  return best;
}

/* (nullable): the object that holds @column's member. */
static JsonObject *
holder (JsonObject *object, const HrColumn *column)
{
  JsonNode *node;

  if (!column->in_price)
    return object;
  node = json_object_get_member (object, "price");
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  node = json_object_get_member (object, "prices");
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    return newest_price (object, json_node_get_array (node));
  return NULL;
}

static const char *
member_name (const HrColumn *column)
{
  return column->in_price ? column->id + strlen ("price_") : column->id;
}

/**
 * hr_row_get_cell:
 * @object: a row
 * @column: one of its section's columns
 *
 * Returns: (transfer full): the cell in the C locale; "" when the row does not have it.
 */
char *
hr_row_get_cell (JsonObject *object, const HrColumn *column)
{
  JsonObject *where = holder (object, column);
  JsonNode   *node = where ? json_object_get_member (where, member_name (column)) : NULL;
  char        buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return g_strdup ("");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "true" : "false");
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.12g", json_node_get_double (node)));
}

static JsonNode *
number_node (const char *text, const HrColumn *column)
{
  char     *end = NULL;
  double    value = g_ascii_strtod (text, &end);
  JsonNode *node;

  while (end != NULL && g_ascii_isspace (*end))
    end++;
  /* strtod() takes hexadecimal numbers, too. */
  if (end == text || end == NULL || *end != '\0' || strpbrk (text, "xX") != NULL)
    return NULL;
  node = json_node_alloc ();
  if (value == floor (value) && fabs (value) < 1e15)
    return json_node_init_int (node, (gint64) value);
  return json_node_init_double (node, value);
}

/* Said here, where it still is what was written. */
static gboolean
is_infinite (JsonNode *node)
{
  return json_node_get_value_type (node) == G_TYPE_DOUBLE
         && !isfinite (json_node_get_double (node));
}

static JsonNode *
cell_node (const HrColumn *column, const char *text)
{
  switch (column->type)
    {
    case HR_COLUMN_NUMBER:
    case HR_COLUMN_INTEGER:
      return number_node (text, column);
    case HR_COLUMN_BOOLEAN:
      if (strcmp (text, "true") == 0 || strcmp (text, "false") == 0)
        return json_node_init_boolean (json_node_alloc (), text[0] == 't');
      return NULL;
    case HR_COLUMN_TEXT:
    case HR_COLUMN_ENUM:
    case HR_COLUMN_DATE:
    default:
      return json_node_init_string (json_node_alloc (), text);
    }
}

/* The price object that an edit writes to, made when the row has none. */
static JsonObject *
ensure_price (JsonObject *object, HrSection section)
{
  JsonObject *price = json_object_new ();

  if (hr_section_info (section)->n_prices_offset == G_MAXSIZE)
    json_object_set_object_member (object, "price", price);
  else
    {
      JsonArray *prices = json_array_new ();

      json_array_add_object_element (prices, price);
      json_object_set_array_member (object, "prices", prices);
    }
  return price;
}

static void
remove_price (JsonObject *object)
{
  JsonNode   *node = json_object_get_member (object, "prices");
  JsonArray  *prices;
  JsonObject *newest;

  json_object_remove_member (object, "price");
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  prices = json_node_get_array (node);
  newest = newest_price (object, prices);
  for (guint i = 0; i < json_array_get_length (prices); i++)
    if (json_node_get_object (json_array_get_element (prices, i)) == newest)
      {
        json_array_remove_element (prices, i);
        break;
      }
  if (json_array_get_length (prices) == 0)
    json_object_remove_member (object, "prices");
}

/* A price that somebody types is a price of today, whatever the row said before. */
static void
stamp_price (JsonObject *price, HrDate today)
{
  char date[16];

  hr_date_format (today, date);
  json_object_set_string_member (price, "date", date);
  json_object_set_string_member (price, "source", HR_SOURCE_USER);
  json_object_set_string_member (price, "kind",
                                 hr_enum_nick (&hr_enum_price_kind, HR_PRICE_KIND_STREET));
  json_object_remove_member (price, "note");
  if (!json_object_has_member (price, "condition"))
    json_object_set_string_member (price, "condition",
                                   hr_enum_nick (&hr_enum_condition, HR_CONDITION_UNKNOWN));
}

/**
 * hr_row_put_cell:
 * @section: what kind of row
 * @object: a row that nobody else holds
 * @column: one of its columns
 * @text: the new text in the C locale; "" removes an optional value, and with price_usd the price
 * @today: the date of a price that is typed in
 * @path: the JSON path of @object
 * @issues: gets what is wrong with the form of @text
 *
 * Returns: whether @text has the column's form; the row as a whole is for hr_row_is_valid().
 */
gboolean
hr_row_put_cell (HrSection       section,
                 JsonObject     *object,
                 const HrColumn *column,
                 const char     *text,
                 HrDate          today,
                 const char     *path,
                 HrIssues       *issues)
{
  JsonObject *where = holder (object, column);
  gboolean    is_usd = strcmp (column->id, "price_usd") == 0;
  JsonNode   *node;

  if (text[0] == '\0' && is_usd)
    remove_price (object);
  else if (text[0] == '\0' && where != NULL)
    json_object_remove_member (where, member_name (column));
  if (text[0] == '\0')
    return TRUE;
  node = cell_node (column, text);
  if (node == NULL || is_infinite (node))
    {
      g_autofree char *allowed = hr_column_allowed (column);
      g_autofree char *full = g_strconcat (path, ".", column->id, NULL);

      hr_issues_add (issues, node ? HR_ISSUE_NOT_FINITE : HR_ISSUE_WRONG_TYPE, full, text, allowed);
      g_clear_pointer (&node, json_node_unref);
      return FALSE;
    }
  if (where == NULL)
    where = ensure_price (object, section);
  json_object_set_member (where, member_name (column), node);
  if (is_usd)
    stamp_price (where, today);
  return TRUE;
}

gboolean
hr_row_is_valid (HrSection section, JsonObject *object, const char *path, HrIssues *issues)
{
  g_autoptr (GStringChunk) strings = g_string_chunk_new (256);
  g_autofree gpointer row = g_malloc0 (hr_section_info (section)->row_size);

  return hr_row_parse (section, object, strings, row, path, issues);
}

/**
 * hr_row_set_cell:
 *
 * hr_row_put_cell(), and the row that it makes is looked at too. On failure @object is in no
 * defined state: the caller drops it.
 *
 * Returns: whether the row is valid with the new cell.
 */
gboolean
hr_row_set_cell (HrSection       section,
                 JsonObject     *object,
                 const HrColumn *column,
                 const char     *text,
                 HrDate          today,
                 const char     *path,
                 HrIssues       *issues)
{
  return hr_row_put_cell (section, object, column, text, today, path, issues)
         && hr_row_is_valid (section, object, path, issues);
}
