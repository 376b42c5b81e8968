/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-plan-keys.h"

#include "hr-json-text.h"

/* The circuit that the machine stands on: { "volts": 120, "amps": 15 }, or null for what is usual
 * where the currency is. */

static void
read_member (const HrPlanReader *reader,
             JsonObject         *object,
             const char         *member,
             double              low,
             double              high,
             const char         *path,
             double             *value)
{
  JsonNode        *node = json_object_get_member (object, member);
  g_autofree char *full = g_strdup_printf ("%s.%s", path, member);
  g_autofree char *text = NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return;
  if (!hr_json_is_number (node))
    {
      text = hr_json_value_text (node);
      hr_issues_add (reader->issues, HR_ISSUE_WRONG_TYPE, full, text, "a number");
      return;
    }
  *value = json_node_get_double (node);
  if (*value < low || *value > high)
    hr_issues_add_range (reader->issues, full, *value, low, high);
}

static void
warn_unknown (const HrPlanReader *reader, JsonObject *object, const char *path)
{
  g_autoptr (GList) members = json_object_get_members (object);

  for (GList *at = members; at != NULL; at = at->next)
    if (g_strcmp0 (at->data, "volts") != 0 && g_strcmp0 (at->data, "amps") != 0)
      {
        g_autofree char *full = g_strdup_printf ("%s.%s", path, (const char *) at->data);

        hr_issues_add (reader->issues, HR_ISSUE_UNKNOWN_KEY, full, NULL, NULL);
      }
}

void
hr_plan_read_mains (const HrPlanReader *reader, JsonNode *node, const char *path, gpointer base)
{
  HrConstraints   *constraints = base;
  JsonObject      *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *text = NULL;

  constraints->mains_volts = constraints->mains_amps = 0;
  if (JSON_NODE_HOLDS_NULL (node))
    return;
  if (object == NULL)
    {
      text = hr_json_value_text (node);
      hr_issues_add (reader->issues, HR_ISSUE_WRONG_TYPE, path, text, "{ \"volts\", \"amps\" }");
      return;
    }
  read_member (reader, object, "volts", 90, 480, path, &constraints->mains_volts);
  read_member (reader, object, "amps", 1, 200, path, &constraints->mains_amps);
  warn_unknown (reader, object, path);
}

JsonNode *
hr_plan_write_mains (gconstpointer base, JsonNode *original)
{
  const HrConstraints *constraints = base;
  JsonObject          *object;
  JsonNode            *node;

  (void) original;
  if (constraints->mains_volts <= 0 && constraints->mains_amps <= 0)
    return NULL;
  object = json_object_new ();
  if (constraints->mains_volts > 0)
    json_object_set_double_member (object, "volts", constraints->mains_volts);
  if (constraints->mains_amps > 0)
    json_object_set_double_member (object, "amps", constraints->mains_amps);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, object);
  return node;
}
