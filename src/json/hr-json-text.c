/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-json-text.h"

#include <glib/gi18n.h>
#include <string.h>

void
hr_json_place (const char *data, const char *at, guint *line, guint *column)
{
  *line = 1;
  *column = 1;
  for (const char *p = data; p < at; p++)
    if (*p == '\n')
      {
        (*line)++;
        *column = 1;
      }
    else if ((*p & 0xc0) != 0x80) /* count characters, not bytes */
      (*column)++;
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
 * @data: a text
 * @length: its bytes; −1 = up to the final zero
 * @issues: gets one issue when the text is no JSON, with its line and column
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
  HrIssues   *issues;
} Walk;

static void
skip_space (Walk *walk)
{
  while (walk->p < walk->end && strchr (" \t\r\n", *walk->p) != NULL)
    walk->p++;
}

/* Gives the issues of exactly this path the place; a missing member has that of its object. */
static void
visit (Walk *walk, const char *data)
{
  for (guint i = 0; i < hr_issues_n (walk->issues); i++)
    {
      HrIssue *issue = (HrIssue *) hr_issues_get (walk->issues, i);
      gsize    length = walk->path->len;

      if (issue->path == NULL || strncmp (issue->path, walk->path->str, length) != 0
          || strchr (".[", issue->path[length]) == NULL)
        continue;
      hr_json_place (data, walk->p, &issue->line, &issue->column);
    }
}

/* Whether any issue lies at or below the present path: all else is skipped over. */
static gboolean
is_wanted (const Walk *walk)
{
  for (guint i = 0; i < hr_issues_n (walk->issues); i++)
    {
      const HrIssue *issue = hr_issues_get (walk->issues, i);

      if (issue->path != NULL && strncmp (issue->path, walk->path->str, walk->path->len) == 0
          && strchr (".[", issue->path[walk->path->len]) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void walk_value (Walk *walk, const char *data);

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
walk_object (Walk *walk, const char *data)
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
      g_string_append_c (walk->path, '.');
      g_string_append_len (walk->path, start, walk->p - start - 1);
      skip_space (walk);
      if (walk->p < walk->end && *walk->p == ':')
        walk->p++;
      skip_space (walk);
      walk_value (walk, data);
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
walk_array (Walk *walk, const char *data)
{
  gsize length = walk->path->len;

  walk->p++;
  for (guint i = 0; walk->p < walk->end; i++)
    {
      skip_space (walk);
      if (walk->p >= walk->end || *walk->p == ']')
        break;
      g_string_append_printf (walk->path, "[%u]", i);
      walk_value (walk, data);
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
walk_value (Walk *walk, const char *data)
{
  if (!is_wanted (walk))
    {
      skip_value (walk);
      return;
    }
  visit (walk, data);
  if (walk->p < walk->end && *walk->p == '{')
    walk_object (walk, data);
  else if (walk->p < walk->end && *walk->p == '[')
    walk_array (walk, data);
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
  Walk walk = { data, data + (length < 0 ? strlen (data) : (gsize) length), NULL, issues };

  if (hr_issues_n (issues) == 0)
    return;
  walk.path = g_string_new ("$");
  skip_space (&walk);
  walk_value (&walk, data);
  g_string_free (walk.path, TRUE);
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
