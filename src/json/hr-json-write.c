/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-json-text.h"

#include <math.h>

/* json-glib writes 0.15 as 0.14999999999999999. A file that people read and compare gets the
 * shortest digits that mean the same number, and a row of plain values on one line. */

static void
append_double (GString *text, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      g_string_append (text, "null"); /* JSON has no word for it */
      return;
    }
  for (int digits = 15; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%dg", digits);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  g_string_append (text, buffer);
}

static void
append_string (GString *text, const char *string)
{
  g_string_append_c (text, '"');
  for (const char *p = string; *p != '\0'; p++)
    switch (*p)
      {
      case '"':
        g_string_append (text, "\\\"");
        break;
      case '\\':
        g_string_append (text, "\\\\");
        break;
      case '\n':
        g_string_append (text, "\\n");
        break;
      case '\t':
        g_string_append (text, "\\t");
        break;
      case '\r':
        g_string_append (text, "\\r");
        break;
      default:
        if ((guchar) *p < 0x20 || *p == 0x7f)
          g_string_append_printf (text, "\\u%04x", (guchar) *p);
        else
          g_string_append_c (text, *p);
      }
  g_string_append_c (text, '"');
}

static gboolean
is_plain (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) || JSON_NODE_HOLDS_NULL (node);
}

/* Whether a list stays on its line: numbers and words, not objects. */
static gboolean
is_short_array (JsonArray *array)
{
  if (json_array_get_length (array) > 16)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!is_plain (json_array_get_element (array, i)))
      return FALSE;
  return TRUE;
}

static void
new_line (GString *text, int indent)
{
  if (indent < 0)
    return;
  g_string_append_c (text, '\n');
  for (int i = 0; i < indent; i++)
    g_string_append (text, "  ");
}

static void append_node (GString *text, JsonNode *node, int indent);

static void
append_array (GString *text, JsonArray *array, int indent)
{
  gboolean on_one_line = indent < 0 || is_short_array (array);
  guint    n = json_array_get_length (array);

  g_string_append_c (text, '[');
  for (guint i = 0; i < n; i++)
    {
      if (!on_one_line)
        new_line (text, indent + 1);
      append_node (text, json_array_get_element (array, i), indent < 0 ? -1 : indent + 1);
      if (i + 1 < n)
        g_string_append (text, on_one_line && indent >= 0 ? ", " : ",");
    }
  if (n > 0 && !on_one_line)
    new_line (text, indent);
  g_string_append_c (text, ']');
}

static void
append_object (GString *text, JsonObject *object, int indent)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;
  guint          left = json_object_get_size (object);

  g_string_append_c (text, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      new_line (text, indent < 0 ? -1 : indent + 1);
      append_string (text, name);
      g_string_append (text, indent < 0 ? ":" : ": ");
      append_node (text, node, indent < 0 ? -1 : indent + 1);
      if (--left > 0)
        g_string_append_c (text, ',');
    }
  if (json_object_get_size (object) > 0)
    new_line (text, indent);
  g_string_append_c (text, '}');
}

static void
append_node (GString *text, JsonNode *node, int indent)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (text, json_node_get_object (node), indent);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    append_array (text, json_node_get_array (node), indent);
  else if (JSON_NODE_HOLDS_NULL (node))
    g_string_append (text, "null");
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    append_string (text, json_node_get_string (node));
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
  else if (json_node_get_value_type (node) == G_TYPE_INT64)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else
    append_double (text, json_node_get_double (node));
}

/**
 * hr_json_to_text:
 * @node: a document
 * @pretty: on many lines, with a final newline; else on one line without
 *
 * Returns: (transfer full): the text; numbers in the fewest digits that give the same value.
 */
char *
hr_json_to_text (JsonNode *node, gboolean pretty)
{
  GString *text = g_string_new (NULL);

  append_node (text, node, pretty ? 0 : -1);
  if (pretty)
    g_string_append_c (text, '\n');
  return g_string_free (text, FALSE);
}
