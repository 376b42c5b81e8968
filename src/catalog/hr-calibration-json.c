/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-calibration-json.h"

#include "hr-json-text.h"

#include <math.h>
#include <string.h>

static const HrCoefficient *
find_coefficient (const char *id)
{
  guint                n;
  const HrCoefficient *all = hr_calibration_coefficients (&n);

  for (guint i = 0; i < n; i++)
    if (strcmp (all[i].id, id) == 0)
      return &all[i];
  return NULL;
}

static gboolean
read_value (
    const HrCoefficient *c, JsonNode *node, const char *path, double *value, HrIssues *issues)
{
  g_autofree char *allowed = g_strdup_printf ("%.12g … %.12g", c->low, c->high);
  g_autofree char *text = hr_json_value_text (node);
  double           number = hr_json_is_number (node) ? json_node_get_double (node) : 0;

  if (!hr_json_is_number (node))
    hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, path, text, allowed);
  else if (!isfinite (number))
    hr_issues_add (issues, HR_ISSUE_NOT_FINITE, path, text, allowed);
  else if (number < c->low || number > c->high)
    hr_issues_add (issues, HR_ISSUE_OUT_OF_RANGE, path, text, allowed);
  else
    {
      *value = number;
      return TRUE;
    }
  return FALSE;
}

/* {"nick": number, …}; "*" stands for every nick that is not named. */
static void
read_values (
    const HrCoefficient *c, JsonObject *object, const char *path, double *field, HrIssues *issues)
{
  JsonNode      *rest = json_object_get_member (object, "*");
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;
  double         value;

  if (rest != NULL && read_value (c, rest, path, &value, issues))
    for (guint i = 0; i < c->n_values; i++)
      field[i] = value;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      g_autofree char *full = g_strconcat (path, ".", name, NULL);
      g_autofree char *allowed = hr_enum_allowed (c->by);
      int              index;

      if (strcmp (name, "*") == 0)
        continue;
      if (!hr_enum_parse (c->by, name, &index))
        hr_issues_add (issues, HR_ISSUE_UNKNOWN_VALUE, full, name, allowed);
      else
        read_value (c, node, full, &field[index], issues);
    }
}

static void
read_coefficient (JsonObject    *object,
                  const char    *path,
                  HrCalibration *calibration,
                  HrIssues      *issues)
{
  JsonNode            *id = json_object_get_member (object, "id");
  JsonNode            *value = json_object_get_member (object, "value");
  JsonNode            *values = json_object_get_member (object, "values");
  const HrCoefficient *c = id && hr_json_is_text (id) ? find_coefficient (json_node_get_string (id))
                                                      : NULL;
  g_autofree char     *full = NULL;
  double              *field;

  if (c == NULL)
    {
      full = g_strconcat (path, ".id", NULL);
      hr_issues_add (issues, HR_ISSUE_UNKNOWN_ID, full,
                     id && hr_json_is_text (id) ? json_node_get_string (id) : NULL, NULL);
      return;
    }
  field = (double *) ((char *) calibration + c->offset);
  if (c->by == NULL && value != NULL)
    {
      full = g_strconcat (path, ".value", NULL);
      read_value (c, value, full, field, issues);
    }
  else if (c->by != NULL && values != NULL && JSON_NODE_HOLDS_OBJECT (values))
    {
      full = g_strconcat (path, ".values", NULL);
      read_values (c, json_node_get_object (values), full, field, issues);
    }
  else
    {
      full = g_strconcat (path, c->by ? ".values" : ".value", NULL);
      hr_issues_add (issues, HR_ISSUE_MISSING, full, NULL, NULL);
    }
}

/**
 * hr_calibration_parse:
 * @data: a document like data/calibration.json, or a part of it
 * @length: its bytes; −1 = up to the final zero
 * @calibration: (inout): the built-in values at least; the coefficients that @data names are
 * replaced
 * @issues: gets every coefficient that is not known or out of its range
 *
 * Returns: whether no error was added.
 */
gboolean
hr_calibration_parse (const char *data, gssize length, HrCalibration *calibration, HrIssues *issues)
{
  g_autoptr (JsonNode) root = hr_json_load (data, length, issues);
  guint          errors = hr_issues_n_errors (issues);
  JsonObjectIter iter;
  const char    *section;
  JsonNode      *node;

  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, "$", NULL, "{ }");
      return FALSE;
    }
  json_object_iter_init_ordered (&iter, json_node_get_object (root));
  while (json_object_iter_next_ordered (&iter, &section, &node))
    for (guint i = 0;
         JSON_NODE_HOLDS_ARRAY (node) && i < json_array_get_length (json_node_get_array (node));
         i++)
      {
        g_autofree char *path = g_strdup_printf ("$.%s[%u]", section, i);
        JsonNode        *element = json_array_get_element (json_node_get_array (node), i);

        if (JSON_NODE_HOLDS_OBJECT (element))
          read_coefficient (json_node_get_object (element), path, calibration, issues);
        else
          hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, path, NULL, "{ }");
      }
  hr_json_locate_issues (issues, data, length);
  return hr_issues_n_errors (issues) == errors;
}
