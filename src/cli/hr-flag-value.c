/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-flag-value.h"

#include <string.h>

#include "hr-plan-keys.h"

JsonNode *
hr_flag_text (const char *text)
{
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  json_node_set_string (node, text);
  return node;
}

/* A number where the text is one, else a string, which the parser accepts ("auto") or refuses. What
 * a plan has null for, no limit, is "null" or "none". */
static JsonNode *
number_node (const char *text, HrFlagUnit unit)
{
  const char *sign;
  double      value;
  JsonNode   *node;

  switch (hr_flag_number (text, unit, &value, &sign))
    {
    case HR_FLAG_IS_NONE:
      return json_node_new (JSON_NODE_NULL);
    case HR_FLAG_IS_OPEN:
    case HR_FLAG_IS_OTHER:
      return hr_flag_text (text);
    case HR_FLAG_IS_NUMBER:
    default:
      node = json_node_new (JSON_NODE_VALUE);
      if (value == (double) (gint64) CLAMP (value, -9e15, 9e15))
        json_node_set_int (node, (gint64) value);
      else
        json_node_set_double (node, value);
      return node;
    }
}

static JsonNode *
boolean_node (const char *text)
{
  static const struct
  {
    const char *word;
    gboolean    value;
  } words[] = { { "true", TRUE },   { "yes", TRUE }, { "on", TRUE },   { "1", TRUE },
                { "false", FALSE }, { "no", FALSE }, { "off", FALSE }, { "0", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (words[i].word, text) == 0)
      {
        JsonNode *node = json_node_new (JSON_NODE_VALUE);

        json_node_set_boolean (node, words[i].value);
        return node;
      }
  return hr_flag_text (text);
}

/* (transfer full): the value of an enumeration that @text can only mean: in any case, with spaces
 * or underscores for hyphens, or its beginning; what is none stays as it is. */
char *
hr_flag_enum_word (const HrEnumType *type, const char *text)
{
  g_autofree char *plain = g_ascii_strdown (text, -1);
  const char      *found = NULL;
  guint            n = 0;

  g_strdelimit (g_strstrip (plain), " _", '-');
  for (guint i = 0; i < type->n; i++)
    {
      const char *nick = hr_enum_nick (type, (int) i);

      if (strcmp (nick, plain) == 0)
        return g_strdup (nick);
      if (strlen (plain) > 2 && g_str_has_prefix (nick, plain))
        {
          found = nick;
          n++;
        }
    }
  return g_strdup (n == 1 ? found : text);
}

static const HrEnumType *
enum_of_keys (HrPlanKeys keys, const char *key)
{
  for (guint i = 0; i < keys.n; i++)
    if (g_str_equal (keys.keys[i].key, key))
      return keys.keys[i].type == HR_KEY_ENUM || keys.keys[i].type == HR_KEY_MASK
                 ? keys.keys[i].enum_type
                 : NULL;
  return NULL;
}

/* (nullable): the enumeration that a key of the plan is of, for whichever task. */
const HrEnumType *
hr_flag_enum (const char *section, const char *key, int task)
{
  if (g_str_equal (key, "task"))
    return &hr_enum_task;
  if (g_str_equal (section, "constraints"))
    return enum_of_keys (hr_plan_keys_constraints (), key);
  if (g_str_equal (section, "workload") && task >= 0)
    return enum_of_keys (hr_plan_keys_workload ((HrTask) task), key);
  return NULL;
}

static JsonNode *
list_node (const char *text, const HrEnumType *type)
{
  g_auto (GStrv) items = g_strsplit (text, ",", -1);
  JsonArray *array = json_array_new ();
  JsonNode  *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; items[i] != NULL; i++)
    {
      g_autofree char *word = type ? hr_flag_enum_word (type, items[i])
                                   : g_strdup (g_strstrip (items[i]));

      json_array_add_string_element (array, word);
    }
  json_node_take_array (node, array);
  return node;
}

/* The value of a flag as a plan has it; @type is of a key that is one of a few words. */
JsonNode *
hr_flag_value (HrFlagKind kind, const HrEnumType *type, const char *text)
{
  g_autofree char *word = NULL;

  switch (kind)
    {
    case HR_FLAG_KIND_BOOLEAN:
      return boolean_node (text);
    case HR_FLAG_KIND_LIST:
      return list_node (text, type);
    case HR_FLAG_KIND_TEXT:
      word = type ? hr_flag_enum_word (type, text) : g_strdup (text);
      return hr_flag_text (word);
    case HR_FLAG_KIND_NUMBER:
    case HR_FLAG_KIND_TOKENS:
    case HR_FLAG_KIND_MONEY:
    case HR_FLAG_KIND_GIB:
    case HR_FLAG_KIND_WATTS:
    case HR_FLAG_KIND_HOURS:
    case HR_FLAG_KIND_YEARS:
    case HR_FLAG_KIND_SHARE:
    default:
      return number_node (text, (HrFlagUnit) (kind - HR_FLAG_KIND_NUMBER));
    }
}
