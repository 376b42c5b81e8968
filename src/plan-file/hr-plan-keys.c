/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-plan-keys.h"

#include "hr-json-text.h"

#include <math.h>
#include <string.h>

static gboolean
is_enum_allowed (const HrPlanKey *key, int value)
{
  return key->subset == 0 || (key->subset & (G_GUINT64_CONSTANT (1) << value)) != 0;
}

/**
 * hr_plan_key_allowed:
 *
 * Returns: (transfer full): what @key takes, for a message.
 */
char *
hr_plan_key_allowed (const HrPlanKey *key)
{
  GString *allowed = g_string_new (NULL);

  switch (key->type)
    {
    case HR_KEY_NUMBER:
    case HR_KEY_COUNT:
      g_string_printf (allowed, "%.12g … %.12g%s%s", key->min, key->max,
                       key->auto_zero ? ", auto" : "", key->null_zero ? ", null" : "");
      break;
    case HR_KEY_FLAG:
      g_string_assign (allowed, "true, false");
      break;
    case HR_KEY_ENUM:
    case HR_KEY_MASK:
      for (guint i = 0; i < key->enum_type->n; i++)
        if (is_enum_allowed (key, (int) i))
          g_string_append_printf (allowed, "%s%s", allowed->len ? ", " : "",
                                  key->enum_type->nicks[i]);
      break;
    case HR_KEY_TEXT:
      g_string_printf (allowed, "text of at most %" G_GSIZE_FORMAT " bytes", key->size - 1);
      break;
    case HR_KEY_LABEL:
    case HR_KEY_OWN:
    default:
      break;
    }
  return g_string_free (allowed, FALSE);
}

static void
refuse (const HrPlanReader *reader,
        const HrPlanKey    *key,
        HrIssueKind         kind,
        JsonNode           *node,
        const char         *path)
{
  g_autofree char *allowed = hr_plan_key_allowed (key);
  g_autofree char *value = hr_json_value_text (node);

  hr_issues_add (reader->issues, kind, path, value, allowed);
}

static void
read_number (const HrPlanReader *reader,
             const HrPlanKey    *key,
             JsonNode           *node,
             const char         *path,
             gpointer            field)
{
  double   value = 0;
  gboolean stands_for_zero = (key->auto_zero && hr_json_is_text (node)
                              && strcmp (json_node_get_string (node), "auto") == 0)
                             || (key->null_zero && JSON_NODE_HOLDS_NULL (node));

  if (!stands_for_zero)
    {
      if (!hr_json_is_number (node))
        {
          refuse (reader, key, HR_ISSUE_WRONG_TYPE, node, path);
          return;
        }
      value = json_node_get_double (node);
      if (!isfinite (value))
        {
          refuse (reader, key, HR_ISSUE_NOT_FINITE, node, path);
          return;
        }
      if (value < key->min || value > key->max
          || (key->type == HR_KEY_COUNT && value != floor (value)))
        {
          refuse (reader, key, HR_ISSUE_OUT_OF_RANGE, node, path);
          return;
        }
    }
  if (key->type == HR_KEY_COUNT)
    *(guint32 *) field = (guint32) value;
  else
    *(double *) field = value;
}

static gboolean
parse_nick (const HrPlanKey *key, JsonNode *node, int *value)
{
  return hr_json_is_text (node)
         && hr_enum_parse (key->enum_type, json_node_get_string (node), value)
         && is_enum_allowed (key, *value);
}

static void
read_mask (const HrPlanReader *reader,
           const HrPlanKey    *key,
           JsonNode           *node,
           const char         *path,
           gpointer            field)
{
  guint mask = 0;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      refuse (reader, key, HR_ISSUE_WRONG_TYPE, node, path);
      return;
    }
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    {
      JsonNode *element = json_array_get_element (json_node_get_array (node), i);
      int       value;

      if (parse_nick (key, element, &value))
        mask |= 1u << value;
      else
        {
          g_autofree char *element_path = g_strdup_printf ("%s[%u]", path, i);

          refuse (reader, key,
                  hr_json_is_text (element) ? HR_ISSUE_UNKNOWN_VALUE : HR_ISSUE_WRONG_TYPE, element,
                  element_path);
        }
    }
  *(guint *) field = mask;
}

static void
read_text (const HrPlanReader *reader,
           const HrPlanKey    *key,
           JsonNode           *node,
           const char         *path,
           gpointer            field)
{
  const char *text = hr_json_is_text (node) ? json_node_get_string (node) : NULL;
  const char *id = text && key->names
                       ? hr_plan_resolve (reader, (HrNameKind) (key->names - 1), text, path)
                       : NULL;

  if (text == NULL)
    refuse (reader, key, HR_ISSUE_WRONG_TYPE, node, path);
  else if (strlen (id ? id : text) >= key->size)
    refuse (reader, key, HR_ISSUE_TOO_LARGE, node, path);
  else
    {
      memset (field, 0, key->size);
      strcpy (field, id ? id : text);
    }
}

static void
read_key (const HrPlanReader *reader,
          const HrPlanKey    *key,
          JsonNode           *node,
          const char         *path,
          gpointer            base)
{
  gpointer field = base ? (char *) base + key->offset : NULL; /* labels have none */
  int      value;

  switch (key->type)
    {
    case HR_KEY_NUMBER:
    case HR_KEY_COUNT:
      read_number (reader, key, node, path, field);
      break;
    case HR_KEY_FLAG:
      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
        *(gboolean *) field = json_node_get_boolean (node);
      else
        refuse (reader, key, HR_ISSUE_WRONG_TYPE, node, path);
      break;
    case HR_KEY_ENUM:
      if (parse_nick (key, node, &value))
        *(int *) field = value;
      else
        refuse (reader, key, hr_json_is_text (node) ? HR_ISSUE_UNKNOWN_VALUE : HR_ISSUE_WRONG_TYPE,
                node, path);
      break;
    case HR_KEY_TEXT:
      read_text (reader, key, node, path, field);
      break;
    case HR_KEY_MASK:
      read_mask (reader, key, node, path, field);
      break;
    case HR_KEY_OWN:
      key->read (reader, node, path, base);
      break;
    case HR_KEY_LABEL:
    default:
      break;
    }
}

static gboolean
has_key (const HrPlanKeys *keys, const char *name)
{
  for (guint i = 0; i < keys->n; i++)
    if (strcmp (keys->keys[i].key, name) == 0)
      return TRUE;
  return FALSE;
}

/**
 * hr_plan_keys_read:
 * @keys: what @object may have, in the order in which it is to be read
 * @object: an object of a plan
 * @path: its JSON path
 * @base: the structure that the keys' offsets are of; keys that are absent leave it as it is
 */
void
hr_plan_keys_read (const HrPlanReader *reader,
                   const HrPlanKeys   *keys,
                   JsonObject         *object,
                   const char         *path,
                   gpointer            base)
{
  guint          known = 0;
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;

  for (guint i = 0; i < keys->n; i++)
    {
      g_autofree char *key_path = NULL;

      node = json_object_get_member (object, keys->keys[i].key);
      if (node == NULL)
        continue;
      known++;
      key_path = g_strconcat (path, ".", keys->keys[i].key, NULL);
      read_key (reader, &keys->keys[i], node, key_path, base);
    }
  if (known == json_object_get_size (object))
    return;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!has_key (keys, name))
      {
        g_autofree char *key_path = g_strconcat (path, ".", name, NULL);
        g_autofree char *value = hr_json_value_text (node);

        hr_issues_add (reader->issues, HR_ISSUE_UNKNOWN_KEY, key_path, value, NULL);
      }
}

static JsonNode *
number_node (double value)
{
  if (value == floor (value) && fabs (value) < 1e15)
    return json_node_init_int (json_node_alloc (), (gint64) value);
  return json_node_init_double (json_node_alloc (), value);
}

static JsonNode *
write_number (const HrPlanKey *key, gconstpointer field)
{
  double value = key->type == HR_KEY_COUNT ? *(const guint32 *) field : *(const double *) field;

  if (value == 0 && key->auto_zero)
    return json_node_init_string (json_node_alloc (), "auto");
  if (value == 0 && key->skip_zero)
    return NULL;
  if (value == 0 && key->null_zero)
    return json_node_init_null (json_node_alloc ());
  return number_node (value);
}

static JsonNode *
write_mask (const HrPlanKey *key, guint mask)
{
  JsonArray *array;

  if (mask == 0)
    return NULL;
  array = json_array_new ();
  for (guint i = 0; i < key->enum_type->n; i++)
    if (mask & (1u << i))
      json_array_add_string_element (array, key->enum_type->nicks[i]);
  return hr_json_take_array (array);
}

/* (nullable): NULL = the key is not written. */
static JsonNode *
write_key (const HrPlanKey *key, gconstpointer base, JsonNode *original)
{
  gconstpointer field = (const char *) base + key->offset;

  switch (key->type)
    {
    case HR_KEY_NUMBER:
    case HR_KEY_COUNT:
      return write_number (key, field);
    case HR_KEY_FLAG:
      return json_node_init_boolean (json_node_alloc (), *(const gboolean *) field);
    case HR_KEY_ENUM:
      if (!is_enum_allowed (key, *(const int *) field))
        return NULL;
      return json_node_init_string (json_node_alloc (),
                                    hr_enum_nick (key->enum_type, *(const int *) field));
    case HR_KEY_TEXT:
      if (key->skip_zero && ((const char *) field)[0] == '\0')
        return NULL;
      return json_node_init_string (json_node_alloc (), field);
    case HR_KEY_MASK:
      return write_mask (key, *(const guint *) field);
    case HR_KEY_OWN:
      return key->write ? key->write (base, original) : original ? json_node_copy (original) : NULL;
    case HR_KEY_LABEL:
    default:
      return original ? json_node_copy (original) : NULL;
    }
}

/**
 * hr_plan_keys_write:
 * @object: (inout): gets every key, defaults too; members that @keys does not name stay
 */
void
hr_plan_keys_write (const HrPlanKeys *keys, JsonObject *object, gconstpointer base)
{
  for (guint i = 0; i < keys->n; i++)
    {
      const HrPlanKey *key = &keys->keys[i];
      JsonNode        *node = write_key (key, base, json_object_get_member (object, key->key));

      if (node != NULL)
        json_object_set_member (object, key->key, node);
      else
        json_object_remove_member (object, key->key);
    }
}
