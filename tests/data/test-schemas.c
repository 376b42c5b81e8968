/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-document.h"
#include "hr-json-text.h"
#include "hr-plan-json.h"
#include "hr-plan-keys.h"

#include <math.h>

/* The two JSON Schemas say for other programs what the tables of the catalog and of the plan say to
 * the parser. This test makes them from the tables and compares; with HEADROOM_UPDATE=1 it writes
 * them. */

#define DRAFT "https://json-schema.org/draft/2020-12/schema"

static JsonObject *
object_schema (void)
{
  JsonObject *schema = json_object_new ();

  json_object_set_string_member (schema, "type", "object");
  return schema;
}

static void
set_bounds (JsonObject *schema, double min, double max)
{
  json_object_set_double_member (schema, "minimum", min);
  json_object_set_double_member (schema, "maximum", max);
}

static JsonArray *
enum_array (const HrEnumType *type, guint64 subset)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < type->n; i++)
    if (subset == 0 || (subset & (G_GUINT64_CONSTANT (1) << i)))
      json_array_add_string_element (array, type->nicks[i]);
  return array;
}

static JsonObject *
column_schema (const HrColumn *column)
{
  static const char *const types[] = {
    "string", "number", "integer", "string", "string", "boolean"
  };
  JsonObject *schema = json_object_new ();

  json_object_set_string_member (schema, "type", types[column->type]);
  if (column->type == HR_COLUMN_NUMBER || column->type == HR_COLUMN_INTEGER)
    set_bounds (schema, column->min, column->max);
  else if (column->type == HR_COLUMN_ENUM)
    json_object_set_array_member (schema, "enum", enum_array (column->enum_type, 0));
  else if (column->type == HR_COLUMN_DATE)
    json_object_set_string_member (schema, "pattern",
                                   "^(19|[2-9][0-9])[0-9]{2}(-[0-9]{2}(-[0-9]{2})?)?$");
  else if (column->type == HR_COLUMN_TEXT && column->size > 0)
    json_object_set_int_member (schema, "maxLength", (gint64) MAX (column->size - 1, 1));
  else if (column->type == HR_COLUMN_TEXT && column->required)
    json_object_set_int_member (schema, "minLength", 1);
  return schema;
}

static JsonObject *
columns_schema (HrSection section, gboolean in_price)
{
  JsonObject     *schema = object_schema ();
  JsonObject     *properties = json_object_new ();
  JsonArray      *required = json_array_new ();
  guint           n;
  const HrColumn *columns = hr_section_columns (section, &n);

  for (guint i = 0; i < n; i++)
    {
      const char *name = columns[i].in_price ? columns[i].id + 6 : columns[i].id;

      if (columns[i].in_price != in_price)
        continue;
      json_object_set_object_member (properties, name, column_schema (&columns[i]));
      if (columns[i].required)
        json_array_add_string_element (required, name);
    }
  json_object_set_object_member (schema, "properties", properties);
  json_object_set_array_member (schema, "required", required);
  return schema;
}

static JsonObject *
section_schema (HrSection section)
{
  const HrSectionInfo *info = hr_section_info (section);
  JsonObject          *schema = json_object_new ();
  JsonObject          *row = columns_schema (section, FALSE);
  JsonObject          *properties = json_object_get_object_member (row, "properties");

  if (info->prices_offset != G_MAXSIZE && info->n_prices_offset == G_MAXSIZE)
    json_object_set_object_member (properties, "price", columns_schema (section, TRUE));
  else if (info->prices_offset != G_MAXSIZE)
    {
      JsonObject *prices = json_object_new ();

      json_object_set_string_member (prices, "type", "array");
      json_object_set_int_member (prices, "maxItems", HR_MAX_PRICES);
      json_object_set_object_member (prices, "items", columns_schema (section, TRUE));
      json_object_set_object_member (properties, "prices", prices);
    }
  json_object_set_string_member (schema, "type", "array");
  json_object_set_object_member (schema, "items", row);
  return schema;
}

static JsonObject *
const_schema (JsonNode *value)
{
  JsonObject *schema = json_object_new ();

  json_object_set_member (schema, "const", value);
  return schema;
}

static JsonObject *
frame (const char *title, const char *format, int version, JsonObject *properties)
{
  JsonObject *schema = json_object_new ();
  JsonArray  *required = json_array_new ();

  json_object_set_string_member (schema, "$schema", DRAFT);
  json_object_set_string_member (schema, "title", title);
  json_object_set_string_member (schema, "type", "object");
  json_object_set_object_member (properties, "format",
                                 const_schema (json_node_init_string (json_node_alloc (), format)));
  json_object_set_object_member (properties, "version",
                                 const_schema (json_node_init_int (json_node_alloc (), version)));
  json_array_add_string_element (required, "format");
  json_array_add_string_element (required, "version");
  json_object_set_object_member (schema, "properties", properties);
  json_object_set_array_member (schema, "required", required);
  return schema;
}

static JsonObject *
catalog_schema (void)
{
  JsonObject *properties = json_object_new ();

  for (guint i = 0; i < HR_N_SECTION; i++)
    json_object_set_object_member (properties, hr_section_info ((HrSection) i)->nick,
                                   section_schema ((HrSection) i));
  return frame ("A Headroom catalog that stands for itself", HR_CATALOG_FORMAT, HR_CATALOG_VERSION,
                properties);
}

static void
add_alternative (JsonArray *any, const char *type, const char *value)
{
  JsonObject *schema = json_object_new ();

  if (type != NULL)
    json_object_set_string_member (schema, "type", type);
  else
    json_object_set_string_member (schema, "const", value);
  json_array_add_object_element (any, schema);
}

static JsonObject *
key_schema (const HrPlanKey *key)
{
  JsonObject *schema = json_object_new ();
  JsonObject *outer;
  JsonArray  *any;

  switch (key->type)
    {
    case HR_KEY_NUMBER:
    case HR_KEY_COUNT:
      json_object_set_string_member (schema, "type",
                                     key->type == HR_KEY_COUNT ? "integer" : "number");
      set_bounds (schema, key->min, key->max);
      break;
    case HR_KEY_FLAG:
      json_object_set_string_member (schema, "type", "boolean");
      break;
    case HR_KEY_ENUM:
      json_object_set_array_member (schema, "enum", enum_array (key->enum_type, key->subset));
      break;
    case HR_KEY_TEXT:
      json_object_set_string_member (schema, "type", "string");
      json_object_set_int_member (schema, "maxLength", (gint64) key->size - 1);
      break;
    case HR_KEY_MASK:
      outer = json_object_new ();
      json_object_set_array_member (outer, "enum", enum_array (key->enum_type, key->subset));
      json_object_set_string_member (schema, "type", "array");
      json_object_set_object_member (schema, "items", outer);
      break;
    case HR_KEY_LABEL:
    case HR_KEY_OWN:
    default:
      break;
    }
  if (!key->auto_zero && !key->null_zero)
    return schema;
  any = json_array_new ();
  json_array_add_object_element (any, schema);
  if (key->auto_zero)
    add_alternative (any, NULL, "auto");
  if (key->null_zero)
    add_alternative (any, "null", NULL);
  outer = json_object_new ();
  json_object_set_array_member (outer, "anyOf", any);
  return outer;
}

static JsonObject *
keys_schema (HrPlanKeys keys)
{
  JsonObject *schema = object_schema ();
  JsonObject *properties = json_object_new ();

  for (guint i = 0; i < keys.n; i++)
    json_object_set_object_member (properties, keys.keys[i].key, key_schema (&keys.keys[i]));
  json_object_set_object_member (schema, "properties", properties);
  return schema;
}

static JsonObject *
plan_schema (void)
{
  JsonObject *properties = json_object_new ();
  JsonObject *workload = json_object_new ();
  JsonObject *title = json_object_new ();
  JsonArray  *tasks = json_array_new ();
  JsonObject *schema;

  for (guint i = 0; i < HR_N_TASK; i++)
    {
      JsonObject *task = keys_schema (hr_plan_keys_workload ((HrTask) i));
      JsonArray  *required = json_array_new ();

      json_object_set_object_member (
          json_object_get_object_member (task, "properties"), "task",
          const_schema (
              json_node_init_string (json_node_alloc (), hr_enum_nick (&hr_enum_task, (int) i))));
      json_array_add_string_element (required, "task");
      json_object_set_array_member (task, "required", required);
      json_array_add_object_element (tasks, task);
    }
  json_object_set_array_member (workload, "oneOf", tasks);
  json_object_set_string_member (title, "type", "string");
  json_object_set_int_member (title, "maxLength", sizeof (((HrPlan *) NULL)->title) - 1);
  json_object_set_object_member (properties, "title", title);
  json_object_set_object_member (properties, "workload", workload);
  json_object_set_object_member (properties, "constraints",
                                 keys_schema (hr_plan_keys_constraints ()));
  json_object_set_object_member (properties, "economics", keys_schema (hr_plan_keys_economics ()));
  json_object_set_object_member (properties, "system", keys_schema (hr_plan_keys_system ()));
  schema = frame ("A Headroom plan", HR_PLAN_FORMAT, HR_PLAN_VERSION, properties);
  json_array_add_string_element (json_object_get_array_member (schema, "required"), "workload");
  return schema;
}

static void
compare (const char *name, JsonObject *schema)
{
  g_autofree char *path = g_build_filename (HEADROOM_DATA_DIR, name, NULL);
  g_autoptr (JsonNode) node = hr_json_take_object (schema);
  g_autofree char *expected = hr_json_to_text (node, TRUE);
  g_autofree char *found = NULL;

  if (g_getenv ("HEADROOM_UPDATE") != NULL)
    g_assert_true (g_file_set_contents (path, expected, -1, NULL));
  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, expected);
}

static void
test_catalog (void)
{
  compare ("catalog.schema.json", catalog_schema ());
}

static void
test_plan (void)
{
  compare ("plan.schema.json", plan_schema ());
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schemas/catalog", test_catalog);
  g_test_add_func ("/schemas/plan", test_plan);
  return g_test_run ();
}
