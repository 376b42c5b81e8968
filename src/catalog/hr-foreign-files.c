/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-foreign.h"

#include <json-glib/json-glib.h>
#include <string.h>

static void
append_cell (GString *text, const char *cell)
{
  g_auto (GStrv) parts = g_strsplit (cell, "\"", -1);
  g_autofree char *quoted = g_strjoinv ("\"\"", parts);

  g_string_append_printf (text, "\"%s\"", quoted);
}

static void
append_value (GString *cell, JsonNode *node)
{
  GValue value = G_VALUE_INIT;
  char   number[G_ASCII_DTOSTR_BUF_SIZE];

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          if (i > 0)
            g_string_append_c (cell, ',');
          append_value (cell, json_array_get_element (array, i));
        }
      return;
    }
  if (!JSON_NODE_HOLDS_VALUE (node))
    return;
  json_node_get_value (node, &value);
  if (G_VALUE_HOLDS_STRING (&value))
    g_string_append (cell, g_value_get_string (&value));
  else if (G_VALUE_HOLDS_BOOLEAN (&value))
    g_string_append (cell, g_value_get_boolean (&value) ? "true" : "false");
  else
    g_string_append (cell,
                     g_ascii_formatd (number, sizeof number, "%.12g", json_node_get_double (node)));
  g_value_unset (&value);
}

/* (nullable): the objects of a list, or of the one list that an object has. */
static JsonArray *
find_rows (JsonNode *root)
{
  JsonArray *array = NULL;

  if (root == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (root))
    array = json_node_get_array (root);
  else if (JSON_NODE_HOLDS_OBJECT (root)
           && !json_object_has_member (json_node_get_object (root), "format"))
    {
      g_autoptr (GList) members = json_object_get_values (json_node_get_object (root));

      for (GList *l = members; l != NULL; l = l->next)
        if (JSON_NODE_HOLDS_ARRAY (l->data) && array == NULL)
          array = json_node_get_array (l->data);
    }
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      return NULL;
  return array != NULL && json_array_get_length (array) > 0 ? array : NULL;
}

/* (transfer full) (nullable): JSON Lines as one list; %NULL where a line is no object, or there is
 * but one. */
static char *
join_lines (const char *data)
{
  g_auto (GStrv) lines = g_strsplit (data, "\n", -1);
  GString *list = g_string_new ("[");
  guint    n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      n += *line == '{';
      if (*line != '\0' && *line != '{')
        {
          g_string_free (list, TRUE);
          return NULL;
        }
      if (*line != '\0')
        g_string_append_printf (list, "%s%s", list->len > 1 ? "," : "", line);
    }
  g_string_append_c (list, ']');
  return g_string_free (list, n < 2);
}

/**
 * hr_foreign_table_from_json:
 *
 * Returns: (transfer full) (nullable): a list of flat objects, or such objects line by line, as a
 *   table, members as columns; %NULL where the document is something else, our own catalog for one.
 */
char *
hr_foreign_table_from_json (const char *data, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;
  GString         *text;
  JsonArray       *rows = NULL;

  if (json_parser_load_from_data (parser, data, (gssize) length, NULL))
    rows = find_rows (json_parser_get_root (parser));
  if (rows == NULL && (list = join_lines (data)) != NULL
      && json_parser_load_from_data (parser, list, -1, NULL))
    rows = find_rows (json_parser_get_root (parser));
  if (rows == NULL)
    return NULL;
  text = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      g_autoptr (GList) names = json_object_get_members (json_array_get_object_element (rows, i));

      for (GList *l = names; l != NULL; l = l->next)
        if (!g_ptr_array_find_with_equal_func (columns, l->data, g_str_equal, NULL))
          g_ptr_array_add (columns, g_strdup (l->data));
    }
  for (guint c = 0; c < columns->len; c++)
    {
      if (c > 0)
        g_string_append_c (text, ',');
      append_cell (text, columns->pdata[c]);
    }
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      g_string_append_c (text, '\n');
      for (guint c = 0; c < columns->len; c++)
        {
          g_autoptr (GString) cell = g_string_new (NULL);
          JsonNode *node = json_object_get_member (row, columns->pdata[c]);

          if (node != NULL)
            append_value (cell, node);
          if (c > 0)
            g_string_append_c (text, ',');
          append_cell (text, cell->str);
        }
    }
  g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}

/* "Video Card: Zotac … RTX 4090 … $1599.99", "| **GPU** | [MSI …](https://…) | 1.299,00 € |" */
static gboolean
read_line (const char *line, char **name, char **price)
{
  static const char amount
      [] = "(?:(?:US)?\\$|€|£|USD|EUR)\\s*\\d[\\d.,' ]*\\d|\\d[\\d.,']*\\s*(?:€|EUR|USD|\\$|£)";
  g_autoptr (GRegex) money = g_regex_new (amount, G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GRegex)
      links = g_regex_new ("\\(https?://[^)]*\\)|https?://\\S+|[*|\\[\\]`#]", 0, 0, NULL);
  g_autofree char *plain = g_regex_replace_literal (links, line, -1, 0, " ", 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  int start, end, last_start = -1, last_end = -1;

  if (plain == NULL)
    return FALSE;
  g_regex_match (money, plain, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    if (g_match_info_fetch_pos (match, 0, &start, &end))
      {
        last_start = start;
        last_end = end;
      }
  if (last_start < 0)
    return FALSE;
  *name = g_strstrip (g_strndup (plain, (gsize) last_start));
  *price = g_strstrip (g_strndup (plain + last_start, (gsize) (last_end - last_start)));
  return TRUE;
}

/**
 * hr_foreign_table_from_text:
 *
 * Returns: (transfer full) (nullable): the lines of a pasted list that end in an amount of money,
 * as a table with name and price; %NULL where none of them is of a card.
 */
char *
hr_foreign_table_from_text (const char *text, const HrSnapshot *snapshot)
{
  g_autoptr (HrGpuNames) names = hr_gpu_names_new (snapshot);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *table = g_string_new ("name,price\n");
  gboolean found = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *name = NULL, *price = NULL;
      HrGpuMatch       match;

      if (strchr (lines[i], '<') != NULL || !read_line (lines[i], &name, &price))
        continue;
      hr_gpu_names_match (names, name, NULL, &match);
      found |= match.kind == HR_GPU_MATCH_ONE;
      append_cell (table, name);
      g_string_append_c (table, ',');
      append_cell (table, price);
      g_string_append_c (table, '\n');
    }
  return g_string_free (table, !found);
}
