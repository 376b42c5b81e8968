/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-json-text.h"

#include <glib/gi18n.h>
#include <string.h>

/**
 * hr_json_place_on:
 * @line: (inout): that of @from; becomes that of @at
 * @column: (inout): the same
 */
void
hr_json_place_on (const char *from, const char *at, guint *line, guint *column)
{
  for (const char *p = from; p < at; p++)
    if (*p == '\n')
      {
        (*line)++;
        *column = 1;
      }
    else if ((*p & 0xc0) != 0x80) /* count characters, not bytes */
      (*column)++;
}

void
hr_json_place (const char *data, const char *at, guint *line, guint *column)
{
  *line = 1;
  *column = 1;
  hr_json_place_on (data, at, line, column);
}

/* A mark that some programs put before a text in UTF-8. */
static void
skip_byte_order_mark (const char **data, gsize *size)
{
  static const char mark[] = "\xef\xbb\xbf";

  if (*size < strlen (mark) || memcmp (*data, mark, strlen (mark)) != 0)
    return;
  *data += strlen (mark);
  *size -= strlen (mark);
}

static void
add_syntax (HrIssues   *issues,
            HrIssueKind kind,
            const char *data,
            const char *at,
            const char *detail,
            const char *allowed)
{
  HrIssue *issue = hr_issues_add (issues, kind, "$", NULL, allowed);

  issue->detail = g_strdup (detail);
  hr_json_place (data, at, &issue->line, &issue->column);
}

static const char *
skip_string (const char *p, const char *end)
{
  for (p++; p < end && *p != '"'; p++)
    if (*p == '\\' && p + 1 < end)
      p++;
  return p < end ? p + 1 : end;
}

static const char *
after_error_place (const char *message)
{
  const char *colon;

  /* "<data>:3:7: Parse error: …": the place is told apart from the words. */
  if (!g_str_has_prefix (message, "<data>:"))
    return message;
  colon = strstr (message, ": ");
  return colon ? colon + 2 : message;
}

/**
 * hr_json_load:
 * @data: a text, which may begin with a byte order mark
 * @length: its bytes; −1 = up to the final zero
 * @issues: gets an issue when the text is no JSON, with its line and column
 *
 * Returns: (transfer full) (nullable): the root.
 */
JsonNode *
hr_json_load (const char *data, gssize length, HrIssues *issues)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) error = NULL;
  gsize       size = length < 0 ? strlen (data) : (gsize) length;
  const char *at;

  if (size > HR_MAX_FILE_BYTES)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GSIZE_FORMAT " B", size);

      hr_issues_add (issues, HR_ISSUE_TOO_LARGE, "$", text, "64 MiB");
      return NULL;
    }
  skip_byte_order_mark (&data, &size);
  if (!g_utf8_validate_len (data, size, &at))
    {
      add_syntax (issues, HR_ISSUE_SYNTAX, data, at, N_("It is not valid UTF-8."), NULL);
      return NULL;
    }
  if (!hr_json_scan (data, size, issues))
    return NULL;
  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, data, (gssize) size, &error))
    {
      HrIssue *issue = hr_issues_add (issues, HR_ISSUE_SYNTAX, "$", NULL, NULL);

      issue->detail = g_strdup (after_error_place (error->message));
      issue->line = (guint) MAX (json_parser_get_current_line (parser), 1);
      issue->column = (guint) json_parser_get_current_pos (parser) + 1;
      return NULL;
    }
  return json_node_ref (json_parser_get_root (parser));
}

/* A walk over a text that is known to be JSON, which keeps the path it is at. */
typedef struct
{
  const char *p, *end;
  GString    *path;
  GHashTable *wanted; /* a path and each path above it -> GPtrArray of the issues there and below */
  const char *placed; /* up to here the lines have been counted */
  guint       line, column;
} Walk;

static void
skip_space (Walk *walk)
{
  while (walk->p < walk->end && strchr (" \t\r\n", *walk->p) != NULL)
    walk->p++;
}

static void
want (GHashTable *wanted, const char *path, gsize length, HrIssue *issue)
{
  char      *key = g_strndup (path, length);
  GPtrArray *issues = g_hash_table_lookup (wanted, key);

  if (issues == NULL)
    {
      issues = g_ptr_array_new ();
      g_hash_table_insert (wanted, key, issues);
    }
  else
    g_free (key);
  g_ptr_array_add (issues, issue);
}

static GHashTable *
wanted_places (HrIssues *issues)
{
  GHashTable *wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                              (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < hr_issues_n (issues); i++)
    {
      HrIssue *issue = (HrIssue *) hr_issues_get (issues, i);

      if (issue->path == NULL)
        continue;
      for (const char *p = issue->path; *p != '\0'; p++)
        if (p > issue->path && strchr (".[", *p) != NULL)
          want (wanted, issue->path, (gsize) (p - issue->path), issue);
      want (wanted, issue->path, strlen (issue->path), issue);
    }
  return wanted;
}

/* Gives the issues at this path and below it the place: those below may still get their own, and a
 * missing member keeps that of its object. Returns whether there are any. */
static gboolean
visit (Walk *walk)
{
  GPtrArray *issues = g_hash_table_lookup (walk->wanted, walk->path->str);

  if (issues == NULL)
    return FALSE;
  hr_json_place_on (walk->placed, walk->p, &walk->line, &walk->column);
  walk->placed = walk->p;
  for (guint i = 0; i < issues->len; i++)
    {
      HrIssue *issue = g_ptr_array_index (issues, i);

      issue->line = walk->line;
      issue->column = walk->column;
    }
  return TRUE;
}

static void walk_value (Walk *walk);

static void
skip_value (Walk *walk)
{
  guint depth = 0;

  while (walk->p < walk->end)
    {
      if (*walk->p == '"')
        {
          walk->p = skip_string (walk->p, walk->end);
          if (depth == 0)
            return;
          continue;
        }
      if (*walk->p == '{' || *walk->p == '[')
        depth++;
      else if (*walk->p == '}' || *walk->p == ']')
        {
          if (depth == 0)
            return;
          if (--depth == 0)
            {
              walk->p++;
              return;
            }
        }
      else if (*walk->p == ',' && depth == 0)
        return;
      walk->p++;
    }
}

static void
walk_object (Walk *walk)
{
  gsize length = walk->path->len;

  for (walk->p++; walk->p < walk->end;)
    {
      const char *start;

      skip_space (walk);
      if (walk->p >= walk->end || *walk->p != '"')
        break;
      start = walk->p + 1;
      walk->p = skip_string (walk->p, walk->end);
      if (walk->p <= start) /* the text ends with the quote that opens a name */
        break;
      g_string_append_c (walk->path, '.');
      g_string_append_len (walk->path, start, walk->p - start - 1);
      skip_space (walk);
      if (walk->p < walk->end && *walk->p == ':')
        walk->p++;
      skip_space (walk);
      walk_value (walk);
      g_string_truncate (walk->path, length);
      skip_space (walk);
      if (walk->p >= walk->end || *walk->p != ',')
        break;
      walk->p++;
    }
  if (walk->p < walk->end && *walk->p == '}')
    walk->p++;
}

static void
walk_array (Walk *walk)
{
  gsize length = walk->path->len;

  walk->p++;
  for (guint i = 0; walk->p < walk->end; i++)
    {
      skip_space (walk);
      if (walk->p >= walk->end || *walk->p == ']')
        break;
      g_string_append_printf (walk->path, "[%u]", i);
      walk_value (walk);
      g_string_truncate (walk->path, length);
      skip_space (walk);
      if (walk->p >= walk->end || *walk->p != ',')
        break;
      walk->p++;
    }
  if (walk->p < walk->end && *walk->p == ']')
    walk->p++;
}

static void
walk_value (Walk *walk)
{
  if (!visit (walk))
    {
      skip_value (walk);
      return;
    }
  if (walk->p < walk->end && *walk->p == '{')
    walk_object (walk);
  else if (walk->p < walk->end && *walk->p == '[')
    walk_array (walk);
  else
    skip_value (walk);
}

/**
 * hr_json_locate_issues:
 * @issues: issues with JSON paths that start at "$"
 * @data: the text that they are about, which has parsed
 * @length: its bytes; −1 = up to the final zero
 *
 * Sets line and column of each issue: of its value, or of the innermost object that is there.
 */
void
hr_json_locate_issues (HrIssues *issues, const char *data, gssize length)
{
  g_autoptr (GHashTable) wanted = NULL;
  g_autoptr (GString) path = NULL;
  gsize size = length < 0 ? strlen (data) : (gsize) length;
  Walk  walk = { .line = 1, .column = 1 };

  if (hr_issues_n (issues) == 0)
    return;
  skip_byte_order_mark (&data, &size);
  walk.p = walk.placed = data;
  walk.end = data + size;
  walk.path = path = g_string_new ("$");
  walk.wanted = wanted = wanted_places (issues);
  skip_space (&walk);
  walk_value (&walk);
}

char *
hr_json_value_text (JsonNode *node)
{
  if (hr_json_is_text (node))
    return g_strdup (json_node_get_string (node));
  if (JSON_NODE_HOLDS_OBJECT (node))
    return g_strdup ("{…}");
  if (JSON_NODE_HOLDS_ARRAY (node))
    return g_strdup ("[…]");
  return hr_json_to_text (node, FALSE);
}

gboolean
hr_json_is_number (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node)
         && (json_node_get_value_type (node) == G_TYPE_INT64
             || json_node_get_value_type (node) == G_TYPE_DOUBLE);
}

gboolean
hr_json_is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

JsonNode *
hr_json_take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

JsonNode *
hr_json_take_array (JsonArray *array)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  json_node_take_array (node, array);
  return node;
}

/**
 * hr_json_copy:
 *
 * Returns: (transfer full): a deep copy, to be changed; json_node_copy() shares containers.
 */
JsonNode *
hr_json_copy (JsonNode *node)
{
  JsonArray *from, *to;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return hr_json_take_object (hr_json_object_copy (json_node_get_object (node)));
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return json_node_copy (node);
  from = json_node_get_array (node);
  to = json_array_sized_new (json_array_get_length (from));
  for (guint i = 0; i < json_array_get_length (from); i++)
    json_array_add_element (to, hr_json_copy (json_array_get_element (from, i)));
  return hr_json_take_array (to);
}

JsonObject *
hr_json_object_copy (JsonObject *object)
{
  JsonObject    *copy = json_object_new ();
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (copy, name, hr_json_copy (member));
  return copy;
}
