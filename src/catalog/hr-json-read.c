/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-json-text.h"

#include <glib/gi18n.h>
#include <string.h>

/* Text whose grammar is known to be good, as values: hr_json_scan() has looked at it, or a test
 * has. A second parser that looks at the grammar again would cost most of the time that the program
 * takes to start. */

/* Up to here an integer, and a power of ten, is a double without an error, so that their quotient
 * is the double that is nearest. */
#define EXACT_DIGITS 15
#define EXACT_POWER  22

typedef struct
{
  const char *p, *end;
  GString    *text; /* the string or the number in hand */
} Reader;

static JsonNode *read_value (Reader *reader);

static gboolean
at (const Reader *reader, char c)
{
  return reader->p < reader->end && *reader->p == c;
}

static void
skip_space (Reader *reader)
{
  while (reader->p < reader->end
         && (*reader->p == ' ' || *reader->p == '\t' || *reader->p == '\r' || *reader->p == '\n'))
    reader->p++;
}

/* The four digits of a \u escape; −1 = they are not there. */
static int
unit_at (Reader *reader)
{
  int unit = 0;

  if (reader->end - reader->p < 6 || reader->p[0] != '\\' || reader->p[1] != 'u')
    return -1;
  for (guint i = 2; i < 6; i++)
    {
      int digit = g_ascii_xdigit_value (reader->p[i]);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }
  return unit;
}

/* A character beyond the first 65,536 is written as two units; half of one is none, and no string
 * holds a zero. */
static gboolean
read_unicode (Reader *reader)
{
  int      unit = unit_at (reader), low;
  gunichar character = (gunichar) unit;

  if (unit <= 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return FALSE;
  if (unit >= 0xd800 && unit <= 0xdbff)
    {
      reader->p += 6;
      low = unit_at (reader);
      if (low < 0xdc00 || low > 0xdfff)
        {
          reader->p -= 6;
          return FALSE;
        }
      character = 0x10000u + (((gunichar) unit - 0xd800u) << 10) + ((gunichar) low - 0xdc00u);
    }
  reader->p += 6;
  g_string_append_unichar (reader->text, character);
  return TRUE;
}

static gboolean
read_escape (Reader *reader)
{
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  const char       *found;

  if (reader->end - reader->p < 2)
    return FALSE;
  if (reader->p[1] == 'u')
    return read_unicode (reader);
  found = reader->p[1] ? strchr (from, reader->p[1]) : NULL;
  if (found == NULL)
    return FALSE;
  g_string_append_c (reader->text, to[found - from]);
  reader->p += 2;
  return TRUE;
}

/* Into the text in hand. */
static gboolean
read_string (Reader *reader)
{
  g_string_truncate (reader->text, 0);
  if (!at (reader, '"'))
    return FALSE;
  for (reader->p++; reader->p < reader->end && *reader->p != '"';)
    {
      const char *start = reader->p;

      while (reader->p < reader->end && *reader->p != '"' && *reader->p != '\\')
        reader->p++;
      g_string_append_len (reader->text, start, reader->p - start);
      if (at (reader, '\\') && !read_escape (reader))
        return FALSE;
    }
  if (!at (reader, '"'))
    return FALSE;
  reader->p++;
  return TRUE;
}

static double
to_double (const char *text, guint64 digits, guint n_digits, guint n_decimals, gboolean plain)
{
  static const double power[EXACT_POWER + 1] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
  double              value;

  if (!plain || n_digits > EXACT_DIGITS || n_decimals > EXACT_POWER)
    return g_ascii_strtod (text, NULL);
  value = (double) digits / power[n_decimals];
  return text[0] == '-' ? -value : value;
}

static JsonNode *
read_number (Reader *reader)
{
  const char *start = reader->p;
  guint64     digits = 0;
  guint       n_digits = 0, n_decimals = 0;
  gboolean    is_double = FALSE, plain = TRUE;

  for (; reader->p < reader->end && strchr ("+-.eE0123456789", *reader->p) != NULL
         && *reader->p != '\0';
       reader->p++)
    if (g_ascii_isdigit (*reader->p))
      {
        digits = n_digits < 18 ? digits * 10 + (guint64) (*reader->p - '0') : digits;
        n_digits++;
        n_decimals += is_double;
      }
    else if (*reader->p == '.')
      is_double = TRUE;
    else if (reader->p > start)
      is_double = TRUE, plain = FALSE; /* an exponent */
  if (n_digits == 0 || (!is_double && n_digits > 18))
    return NULL;
  if (!is_double)
    return json_node_init_int (json_node_alloc (),
                               *start == '-' ? -(gint64) digits : (gint64) digits);
  g_string_truncate (reader->text, 0);
  g_string_append_len (reader->text, start, reader->p - start);
  return json_node_init_double (json_node_alloc (),
                                to_double (reader->text->str, digits, n_digits, n_decimals, plain));
}

static JsonNode *
read_object (Reader *reader)
{
  g_autoptr (JsonObject) object = json_object_new ();

  do
    {
      g_autofree char *name = NULL;
      JsonNode        *value;

      reader->p++; /* the brace, then the commas */
      skip_space (reader);
      if (at (reader, '}') && json_object_get_size (object) == 0)
        break;
      if (!read_string (reader))
        return NULL;
      name = g_strdup (reader->text->str);
      skip_space (reader);
      if (!at (reader, ':'))
        return NULL;
      reader->p++;
      value = read_value (reader);
      if (value == NULL)
        return NULL;
      json_object_set_member (object, name, value);
      skip_space (reader);
    }
  while (at (reader, ','));
  if (!at (reader, '}'))
    return NULL;
  reader->p++;
  return hr_json_take_object (g_steal_pointer (&object));
}

static JsonNode *
read_array (Reader *reader)
{
  g_autoptr (JsonArray) array = json_array_new ();

  do
    {
      JsonNode *value;

      reader->p++;
      skip_space (reader);
      if (at (reader, ']') && json_array_get_length (array) == 0)
        break;
      value = read_value (reader);
      if (value == NULL)
        return NULL;
      json_array_add_element (array, value);
      skip_space (reader);
    }
  while (at (reader, ','));
  if (!at (reader, ']'))
    return NULL;
  reader->p++;
  return hr_json_take_array (g_steal_pointer (&array));
}

static JsonNode *
read_word (Reader *reader, const char *word)
{
  gsize     length = strlen (word);
  JsonNode *node;

  if ((gsize) (reader->end - reader->p) < length || memcmp (reader->p, word, length) != 0)
    return NULL;
  reader->p += length;
  node = json_node_alloc ();
  return word[0] == 'n' ? json_node_init_null (node)
                        : json_node_init_boolean (node, word[0] == 't');
}

static JsonNode *
read_value (Reader *reader)
{
  skip_space (reader);
  if (reader->p >= reader->end)
    return NULL;
  switch (*reader->p)
    {
    case '{':
      return read_object (reader);
    case '[':
      return read_array (reader);
    case '"':
      return read_string (reader) ? json_node_init_string (json_node_alloc (), reader->text->str)
                                  : NULL;
    case 't':
      return read_word (reader, "true");
    case 'f':
      return read_word (reader, "false");
    case 'n':
      return read_word (reader, "null");
    default:
      return read_number (reader);
    }
}

/**
 * hr_json_read:
 * @data: a text in UTF-8 that hr_json_scan() takes
 * @length: its bytes
 * @issues: gets an escape that is no character, with its line and column
 *
 * Returns: (transfer full) (nullable): the value that the text stands for.
 */
JsonNode *
hr_json_read (const char *data, gsize length, HrIssues *issues)
{
  g_autoptr (GString) text = g_string_sized_new (256);
  Reader    reader = { data, data + length, text };
  JsonNode *root = read_value (&reader);
  HrIssue  *issue;

  if (root != NULL)
    return root;
  issue = hr_issues_add (issues, HR_ISSUE_SYNTAX, "$", NULL, NULL);
  issue->detail = g_strdup (N_("Unknown escape in a string."));
  hr_json_place (data, reader.p, &issue->line, &issue->column);
  return NULL;
}
