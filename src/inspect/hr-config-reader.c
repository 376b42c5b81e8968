/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-config-reader.h"

#include "hr-json-text.h"
#include "hr-string.h"

#include <math.h>
#include <string.h>

#define MAX_KEY 64

static void
add_wrong (const HrConfigReader *reader,
           HrIssueKind           kind,
           const char           *key,
           JsonNode             *node,
           const char           *allowed)
{
  g_autofree char *path = g_strconcat (reader->path, ".", key, NULL);
  g_autofree char *value = node ? hr_json_value_text (node) : NULL;

  hr_issues_add (reader->issues, kind, path, value, allowed);
}

/* The first of @keys that is there; @key gets its name. Called for each key of each preset at every
 * start: without allocations. */
static JsonNode *
find (const HrConfigReader *reader, const char *keys, char key[MAX_KEY])
{
  while (*keys != '\0')
    {
      gsize     length = strcspn (keys, "|");
      JsonNode *node;

      g_assert (length < MAX_KEY);
      memcpy (key, keys, length);
      key[length] = '\0';
      node = json_object_get_member (reader->config, key);
      for (guint i = 0; node == NULL && i < HR_CONFIG_PARTS && reader->parts[i] != NULL; i++)
        node = json_object_get_member (reader->parts[i], key);
      if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
        return node;
      keys += length + (keys[length] == '|');
    }
  return NULL;
}

JsonNode *
hr_config_member (const HrConfigReader *reader, const char *keys)
{
  char key[MAX_KEY];

  return find (reader, keys, key);
}

JsonArray *
hr_config_list (const HrConfigReader *reader, const char *keys)
{
  JsonNode *node = hr_config_member (reader, keys);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

gboolean
hr_config_object (const HrConfigReader *reader, const char *keys, HrConfigReader *inner)
{
  JsonNode *node = hr_config_member (reader, keys);

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;
  *inner = *reader;
  inner->config = json_node_get_object (node);
  memset (inner->parts, 0, sizeof inner->parts);
  return TRUE;
}

/* Takes the objects that some publishers put the keys of attention and of the MLP into. */
void
hr_config_find_parts (HrConfigReader *reader)
{
  static const char *const names[HR_CONFIG_PARTS] = { "attn_config", "ffn_config" };
  guint                    n = 0;

  memset (reader->parts, 0, sizeof reader->parts);
  for (guint i = 0; i < HR_CONFIG_PARTS; i++)
    {
      JsonNode *node = json_object_get_member (reader->config, names[i]);

      if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
        reader->parts[n++] = json_node_get_object (node);
    }
}

/* A number that may also be a list by layer: its largest, which bounds the memory. */
static double
largest (JsonNode *node)
{
  double value = -1;

  if (hr_json_is_number (node))
    return json_node_get_double (node);
  if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      {
        JsonNode *item = json_array_get_element (json_node_get_array (node), i);

        if (hr_json_is_number (item))
          value = MAX (value, json_node_get_double (item));
      }
  return value;
}

double
hr_config_number (const HrConfigReader *reader, const char *keys, double fallback, double max)
{
  char             key[MAX_KEY];
  JsonNode        *node = find (reader, keys, key);
  g_autofree char *allowed = NULL;
  gboolean         is_list;
  double           value;

  if (node == NULL)
    return fallback;
  is_list = JSON_NODE_HOLDS_ARRAY (node);
  value = largest (node);
  if (is_list && value < 0)
    return fallback;
  if (isfinite (value) && value >= 0 && value <= max)
    return value;
  allowed = g_strdup_printf ("0 … %.12g", max);
  add_wrong (reader,
             !hr_json_is_number (node) ? HR_ISSUE_WRONG_TYPE
             : isfinite (value)        ? HR_ISSUE_OUT_OF_RANGE
                                       : HR_ISSUE_NOT_FINITE,
             key, node, allowed);
  return fallback;
}

guint32
hr_config_count (const HrConfigReader *reader, const char *keys, double fallback)
{
  double value = hr_config_number (reader, keys, fallback, G_MAXINT32);

  if (value != floor (value))
    {
      char      key[MAX_KEY];
      JsonNode *node = find (reader, keys, key);

      add_wrong (reader, HR_ISSUE_WRONG_TYPE, key, node, "integer");
      return 0;
    }
  return (guint32) value;
}

/**
 * hr_config_required:
 * @fallback: what the publisher's class has; 0 = the key must be there
 */
guint32
hr_config_required (const HrConfigReader *reader, const char *keys, guint32 fallback)
{
  if (hr_config_member (reader, keys) == NULL && fallback == 0)
    {
      g_autofree char *first = g_strndup (keys, strcspn (keys, "|"));

      add_wrong (reader, HR_ISSUE_MISSING, first, NULL, "1 …");
    }
  return hr_config_count (reader, keys, fallback);
}

gboolean
hr_config_flag (const HrConfigReader *reader, const char *keys, gboolean fallback)
{
  char      key[MAX_KEY];
  JsonNode *node = find (reader, keys, key);

  if (node == NULL)
    return fallback;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  add_wrong (reader, HR_ISSUE_WRONG_TYPE, key, node, "true, false");
  return fallback;
}

const char *
hr_config_text (const HrConfigReader *reader, const char *keys)
{
  JsonNode *node = hr_config_member (reader, keys);

  return node != NULL && hr_json_is_text (node) ? json_node_get_string (node) : NULL;
}

double
hr_config_at (const HrConfigReader *reader, const char *keys, guint index, double fallback)
{
  JsonNode  *node = hr_config_member (reader, keys);
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                 : NULL;

  if (list != NULL)
    node = index < json_array_get_length (list) ? json_array_get_element (list, index) : NULL;
  if (node == NULL || !hr_json_is_number (node))
    return fallback;
  return CLAMP (json_node_get_double (node), 0, G_MAXINT32);
}

gboolean
hr_config_contains (JsonArray *list, double number)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (hr_json_is_number (node) && json_node_get_double (node) == number)
        return TRUE;
    }
  return FALSE;
}

void
hr_config_add_unknown (const HrConfigReader *reader,
                       HrModelShape         *shape,
                       const char           *key,
                       const char           *value)
{
  g_autofree char *path = g_strconcat (reader->path, ".", key, NULL);

  for (guint i = 0; i < hr_issues_n (reader->issues); i++)
    {
      const HrIssue *issue = hr_issues_get (reader->issues, i);

      if (issue->kind == HR_ISSUE_NOT_COUNTED && g_strcmp0 (issue->value, value) == 0)
        return;
    }
  hr_issues_add (reader->issues, HR_ISSUE_NOT_COUNTED, path, value, NULL);
  hr_string_copy (shape->unknown, sizeof shape->unknown, value);
}
