/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-own-price.h"

#include "hr-document.h"
#include "hr-row.h"

static GHashTable *
index_built_in (void)
{
  GPtrArray  *rows = hr_builtin_document ()->rows[HR_SECTION_GPUS];
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len; i++)
    g_hash_table_insert (index, (gpointer) hr_row_object_id (HR_SECTION_GPUS, rows->pdata[i]),
                         rows->pdata[i]);
  return index;
}

/* (nullable): the built-in row that @row has come from. */
static JsonObject *
find_built_in (JsonObject *row)
{
  static gsize index;
  const char  *id = hr_row_object_id (HR_SECTION_GPUS, row);

  if (g_once_init_enter (&index))
    g_once_init_leave (&index, (gsize) index_built_in ());
  return id ? g_hash_table_lookup ((GHashTable *) index, id) : NULL;
}

/**
 * hr_own_price_is:
 * @row: a GPU
 * @price: one of its list of prices
 *
 * Returns: whether @price is the user's: typed, imported or corrected, not one that came with the
 *   program. In a row that did not come with it either, nothing sets a price apart but that it was
 *   typed.
 */
gboolean
hr_own_price_is (JsonObject *row, JsonObject *price)
{
  const char *source = json_object_get_string_member_with_default (price, "source", "");
  JsonObject *built_in;
  JsonNode   *prices;
  JsonArray  *array;

  if (g_strcmp0 (source, HR_SOURCE_USER) == 0)
    return TRUE;
  built_in = find_built_in (row);
  if (built_in == NULL || built_in == row)
    return FALSE;
  prices = json_object_get_member (built_in, "prices");
  array = prices && JSON_NODE_HOLDS_ARRAY (prices) ? json_node_get_array (prices) : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (json_object_equal (json_array_get_object_element (array, i), price))
      return FALSE;
  return TRUE;
}
