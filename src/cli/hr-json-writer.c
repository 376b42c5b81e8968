/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-json-writer.h"

#include "hr-string.h"

#include <math.h>

void
hr_json_init (HrJsonWriter *self, GString *out, gboolean pretty)
{
  *self = (HrJsonWriter){ .out = out, .pretty = pretty };
}

static void
write_text (GString *out, const char *string)
{
  g_autofree char *text = g_utf8_make_valid (string, -1);

  g_string_append_c (out, '"');
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    switch (*c)
      {
      case '"':
        g_string_append (out, "\\\"");
        break;
      case '\\':
        g_string_append (out, "\\\\");
        break;
      case '\n':
        g_string_append (out, "\\n");
        break;
      case '\t':
        g_string_append (out, "\\t");
        break;
      default:
        /* A terminal may be the one who reads it. */
        if (hr_string_is_control (g_utf8_get_char (c)))
          g_string_append_printf (out, "\\u%04x", g_utf8_get_char (c));
        else
          g_string_append_len (out, c, g_utf8_next_char (c) - c);
      }
  g_string_append_c (out, '"');
}

static void
new_line (HrJsonWriter *self)
{
  if (!self->pretty)
    return;
  g_string_append_c (self->out, '\n');
  for (guint i = 0; i < self->depth; i++)
    g_string_append (self->out, "  ");
}

/* The comma before, and the key. */
static void
begin_value (HrJsonWriter *self, const char *key)
{
  if (self->has_members)
    g_string_append (self->out, self->pretty ? "," : ", ");
  if (self->depth > 0)
    new_line (self);
  if (key != NULL)
    {
      write_text (self->out, key);
      g_string_append (self->out, ": ");
    }
  self->has_members = TRUE;
}

static void
begin (HrJsonWriter *self, const char *key, char bracket)
{
  begin_value (self, key);
  g_string_append_c (self->out, bracket);
  self->depth++;
  self->has_members = FALSE;
}

static void
end (HrJsonWriter *self, char bracket)
{
  g_return_if_fail (self->depth > 0);

  self->depth--;
  if (self->has_members)
    new_line (self);
  g_string_append_c (self->out, bracket);
  self->has_members = TRUE;
}

void
hr_json_begin_object (HrJsonWriter *self, const char *key)
{
  begin (self, key, '{');
}

void
hr_json_end_object (HrJsonWriter *self)
{
  end (self, '}');
}

void
hr_json_begin_array (HrJsonWriter *self, const char *key)
{
  begin (self, key, '[');
}

void
hr_json_end_array (HrJsonWriter *self)
{
  end (self, ']');
}

/**
 * hr_json_string:
 * @value: (nullable): UTF-8; what is not becomes U+FFFD; %NULL is written as null
 */
void
hr_json_string (HrJsonWriter *self, const char *key, const char *value)
{
  begin_value (self, key);
  if (value == NULL)
    g_string_append (self->out, "null");
  else if (g_utf8_validate (value, -1, NULL))
    write_text (self->out, value);
  else
    {
      g_autofree char *valid = g_utf8_make_valid (value, -1);

      write_text (self->out, valid);
    }
}

void
hr_json_number (HrJsonWriter *self, const char *key, double value)
{
  char                     text[G_ASCII_DTOSTR_BUF_SIZE];
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };

  begin_value (self, key);
  if (!isfinite (value))
    {
      g_string_append (self->out, "null");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (text, sizeof text, formats[i], value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  g_string_append (self->out, text);
}

void
hr_json_boolean (HrJsonWriter *self, const char *key, gboolean value)
{
  begin_value (self, key);
  g_string_append (self->out, value ? "true" : "false");
}

void
hr_json_null (HrJsonWriter *self, const char *key)
{
  begin_value (self, key);
  g_string_append (self->out, "null");
}

static void
write_scalar (HrJsonWriter *self, const char *key, JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      hr_json_string (self, key, json_node_get_string (node));
      break;
    case G_TYPE_BOOLEAN:
      hr_json_boolean (self, key, json_node_get_boolean (node));
      break;
    case G_TYPE_INT64:
      begin_value (self, key);
      g_string_append_printf (self->out, "%" G_GINT64_FORMAT, json_node_get_int (node));
      break;
    default:
      hr_json_number (self, key, json_node_get_double (node));
    }
}

/**
 * hr_json_node:
 * @node: any JSON value
 */
void
hr_json_node (HrJsonWriter *self, const char *key, JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      {
        JsonObjectIter iter;
        const char    *member;
        JsonNode      *child;

        hr_json_begin_object (self, key);
        json_object_iter_init_ordered (&iter, json_node_get_object (node));
        while (json_object_iter_next_ordered (&iter, &member, &child))
          hr_json_node (self, member, child);
        hr_json_end_object (self);
      }
      break;
    case JSON_NODE_ARRAY:
      hr_json_begin_array (self, key);
      for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
        hr_json_node (self, NULL, json_array_get_element (json_node_get_array (node), i));
      hr_json_end_array (self);
      break;
    case JSON_NODE_VALUE:
      write_scalar (self, key, node);
      break;
    case JSON_NODE_NULL:
    default:
      hr_json_null (self, key);
    }
}
