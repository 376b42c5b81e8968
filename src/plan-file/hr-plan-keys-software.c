/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-plan-keys.h"

#include "hr-json-text.h"
#include "hr-string.h"

#include <string.h>

#define ALLOWED "at most 4 names of up to 31 bytes"

static void
refuse (const HrPlanReader *reader, HrIssueKind kind, JsonNode *node, const char *path)
{
  g_autofree char *value = hr_json_value_text (node);

  hr_issues_add (reader->issues, kind, path, value, ALLOWED);
}

static gboolean
is_name (JsonNode *node, gsize size)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         && json_node_get_string (node)[0] != '\0' && strlen (json_node_get_string (node)) < size;
}

/* The names of programs that have to run on the card. */
void
hr_plan_read_software (const HrPlanReader *reader, JsonNode *node, const char *path, gpointer base)
{
  HrDemand  *demand = &((HrConstraints *) base)->demand;
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint      n = array ? json_array_get_length (array) : 0;

  if (array == NULL)
    {
      refuse (reader, HR_ISSUE_WRONG_TYPE, node, path);
      return;
    }
  if (n > HR_MAX_DEMANDS)
    {
      refuse (reader, HR_ISSUE_TOO_LARGE, node, path);
      return;
    }
  memset (demand->software, 0, sizeof demand->software);
  demand->n = 0;
  for (guint i = 0; i < n; i++)
    {
      JsonNode        *element = json_array_get_element (array, i);
      g_autofree char *full = g_strdup_printf ("%s[%u]", path, i);

      if (!is_name (element, sizeof demand->software[0]))
        {
          refuse (reader, HR_ISSUE_WRONG_TYPE, element, full);
          continue;
        }
      g_strlcpy (demand->software[demand->n++], json_node_get_string (element),
                 sizeof demand->software[0]);
    }
}

JsonNode *
hr_plan_write_software (gconstpointer base, JsonNode *original)
{
  const HrDemand *demand = &((const HrConstraints *) base)->demand;
  JsonArray      *array;

  (void) original;
  if (demand->n == 0)
    return NULL;
  array = json_array_new ();
  for (guint i = 0; i < demand->n; i++)
    json_array_add_string_element (array, demand->software[i]);
  return hr_json_take_array (array);
}
