/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-row.h"

#include "hr-json-text.h"

#include <math.h>
#include <string.h>

/* The member that holds @column: prices live in an object of their own. */
static const char *
member_name (const HrColumn *column)
{
  return column->in_price ? column->id + strlen ("price_") : column->id;
}

static char *
member_path (const char *path, const char *name)
{
  return g_strconcat (path, ".", name, NULL);
}

static void
add_issue (HrIssues   *issues,
           HrIssueKind kind,
           const char *path,
           const char *name,
           JsonNode   *node,
           const char *allowed)
{
  g_autofree char *full = member_path (path, name);
  g_autofree char *value = node ? hr_json_value_text (node) : NULL;

  hr_issues_add (issues, kind, full, value, allowed);
}

static void
add_column_issue (
    HrIssues *issues, HrIssueKind kind, const char *path, const HrColumn *column, JsonNode *node)
{
  g_autofree char *allowed = hr_column_allowed (column);

  add_issue (issues, kind, path, member_name (column), node, allowed);
}

static gboolean
holds (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

static gboolean
parse_number (
    JsonNode *node, const HrColumn *column, gpointer field, const char *path, HrIssues *issues)
{
  double value;

  if (!holds (node, G_TYPE_INT64) && !holds (node, G_TYPE_DOUBLE))
    {
      add_column_issue (issues, HR_ISSUE_WRONG_TYPE, path, column, node);
      return FALSE;
    }
  value = json_node_get_double (node);
  if (!isfinite (value) || value < column->min || value > column->max
      || (column->type == HR_COLUMN_INTEGER && value != floor (value)))
    {
      add_column_issue (issues, isfinite (value) ? HR_ISSUE_OUT_OF_RANGE : HR_ISSUE_NOT_FINITE,
                        path, column, node);
      return FALSE;
    }
  if (column->type == HR_COLUMN_INTEGER)
    *(guint *) field = (guint) value;
  else
    *(double *) field = value;
  return TRUE;
}

static gboolean
store_text (const char *text, const HrColumn *column, gpointer field, GStringChunk *strings)
{
  if (column->size == 0)
    {
      if (text[0] != '\0')
        *(const char **) field = g_string_chunk_insert_const (strings, text);
      return TRUE;
    }
  if (column->size == 1) /* a single letter */
    {
      *(char *) field = text[0];
      return text[0] != '\0' && text[1] == '\0';
    }
  return strlen (text) == column->size - 1 && g_strlcpy (field, text, column->size) < column->size;
}

static gboolean
parse_text (JsonNode       *node,
            const HrColumn *column,
            gpointer        field,
            GStringChunk   *strings,
            const char     *path,
            HrIssues       *issues)
{
  const char *text;
  HrIssueKind kind = HR_ISSUE_UNKNOWN_VALUE;
  int         value;

  if (!holds (node, G_TYPE_STRING))
    {
      add_column_issue (issues, HR_ISSUE_WRONG_TYPE, path, column, node);
      return FALSE;
    }
  text = json_node_get_string (node);
  switch (column->type)
    {
    case HR_COLUMN_ENUM:
      if (hr_enum_parse (column->enum_type, text, &value))
        {
          *(int *) field = value;
          return TRUE;
        }
      break;
    case HR_COLUMN_DATE:
      if (hr_date_parse (text, field))
        return TRUE;
      break;
    case HR_COLUMN_TEXT:
    case HR_COLUMN_NUMBER:
    case HR_COLUMN_INTEGER:
    case HR_COLUMN_BOOLEAN:
    default:
      if (column->required && text[0] == '\0')
        kind = HR_ISSUE_MISSING;
      else if (store_text (text, column, field, strings))
        return TRUE;
      break;
    }
  add_column_issue (issues, kind, path, column, node);
  return FALSE;
}

static gboolean
parse_value (JsonNode       *node,
             const HrColumn *column,
             gpointer        base,
             GStringChunk   *strings,
             const char     *path,
             HrIssues       *issues)
{
  gpointer field = (char *) base + column->offset;

  switch (column->type)
    {
    case HR_COLUMN_NUMBER:
    case HR_COLUMN_INTEGER:
      return parse_number (node, column, field, path, issues);
    case HR_COLUMN_BOOLEAN:
      if (!holds (node, G_TYPE_BOOLEAN))
        {
          add_column_issue (issues, HR_ISSUE_WRONG_TYPE, path, column, node);
          return FALSE;
        }
      *(gboolean *) field = json_node_get_boolean (node);
      return TRUE;
    case HR_COLUMN_TEXT:
    case HR_COLUMN_ENUM:
    case HR_COLUMN_DATE:
    default:
      return parse_text (node, column, field, strings, path, issues);
    }
}

/* All columns of one object: the row itself (@in_price FALSE) or one of its prices. Returns how
 * many members were understood. */
static guint
parse_members (HrSection     section,
               gboolean      in_price,
               JsonObject   *object,
               GStringChunk *strings,
               gpointer      base,
               const char   *path,
               HrIssues     *issues)
{
  guint           n, known = 0;
  const HrColumn *columns = hr_section_columns (section, &n);

  for (guint i = 0; i < n; i++)
    {
      const HrColumn *column = &columns[i];
      JsonNode       *node;

      if (column->in_price != in_price)
        continue;
      node = json_object_get_member (object, member_name (column));
      if (node != NULL)
        {
          known++;
          parse_value (node, column, base, strings, path, issues);
        }
      else if (column->required)
        add_column_issue (issues, HR_ISSUE_MISSING, path, column, NULL);
    }
  return known;
}

static gboolean
is_known_member (HrSection section, gboolean in_price, const char *name)
{
  const HrSectionInfo *info = hr_section_info (section);
  guint                n;
  const HrColumn      *columns = hr_section_columns (section, &n);

  if (!in_price && info->prices_offset != G_MAXSIZE
      && strcmp (name, info->n_prices_offset == G_MAXSIZE ? "price" : "prices") == 0)
    return TRUE;
  for (guint i = 0; i < n; i++)
    if (columns[i].in_price == in_price && strcmp (member_name (&columns[i]), name) == 0)
      return TRUE;
  return FALSE;
}

static void
warn_of_unknown (
    HrSection section, gboolean in_price, JsonObject *object, const char *path, HrIssues *issues)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (!is_known_member (section, in_price, name))
      add_issue (issues, HR_ISSUE_UNKNOWN_KEY, path, name, node, NULL);
}

static gboolean
parse_price (HrSection     section,
             JsonNode     *node,
             GStringChunk *strings,
             HrPrice      *price,
             const char   *path,
             HrIssues     *issues)
{
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_autofree char *value = hr_json_value_text (node);

      hr_issues_add (issues, HR_ISSUE_WRONG_TYPE, path, value, "{ }");
      return FALSE;
    }
  object = json_node_get_object (node);
  if (parse_members (section, TRUE, object, strings, price, path, issues)
      != json_object_get_size (object))
    warn_of_unknown (section, TRUE, object, path, issues);
  return TRUE;
}

/**
 * hr_row_check_price:
 * @section: what kind of row
 * @node: a price of a file, or what names one
 * @is_key: whether it only names one: then it needs no amount
 * @path: the JSON path of @node
 * @issues: gets everything that is wrong
 *
 * Returns: whether no error was added.
 */
gboolean
hr_row_check_price (
    HrSection section, JsonNode *node, gboolean is_key, const char *path, HrIssues *issues)
{
  g_autoptr (GStringChunk) strings = g_string_chunk_new (256);
  guint           errors = hr_issues_n_errors (issues);
  guint           n;
  const HrColumn *columns = hr_section_columns (section, &n);
  HrPrice         price = { 0 };

  if (!is_key || !JSON_NODE_HOLDS_OBJECT (node))
    {
      parse_price (section, node, strings, &price, path, issues);
      return hr_issues_n_errors (issues) == errors;
    }
  for (guint i = 0; i < n; i++)
    {
      JsonNode *member;

      if (!columns[i].in_price || columns[i].type == HR_COLUMN_NUMBER)
        continue;
      member = json_object_get_member (json_node_get_object (node), member_name (&columns[i]));
      if (member != NULL)
        parse_value (member, &columns[i], &price, strings, path, issues);
      else if (columns[i].required)
        add_column_issue (issues, HR_ISSUE_MISSING, path, &columns[i], NULL);
    }
  return hr_issues_n_errors (issues) == errors;
}

/* Returns how many members of @object it used: 0 or 1. */
static guint
parse_prices (HrSection     section,
              JsonObject   *object,
              GStringChunk *strings,
              gpointer      row,
              const char   *path,
              HrIssues     *issues)
{
  const HrSectionInfo *info = hr_section_info (section);
  gboolean             many = info->n_prices_offset != G_MAXSIZE;
  JsonNode            *node = json_object_get_member (object, many ? "prices" : "price");
  HrPrice             *prices;
  JsonArray           *array;
  g_autofree char     *prices_path = NULL;

  if (node == NULL)
    return 0;
  prices = (HrPrice *) ((char *) row + info->prices_offset);
  prices_path = member_path (path, many ? "prices" : "price");
  if (!many)
    {
      parse_price (section, node, strings, prices, prices_path, issues);
      return 1;
    }
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      add_issue (issues, HR_ISSUE_WRONG_TYPE, path, "prices", node, "[ ]");
      return 1;
    }
  array = json_node_get_array (node);
  if (json_array_get_length (array) > HR_MAX_PRICES)
    add_issue (issues, HR_ISSUE_TOO_LARGE, path, "prices", NULL,
               "0 … " G_STRINGIFY (HR_MAX_PRICES));
  for (guint i = 0; i < MIN (json_array_get_length (array), HR_MAX_PRICES); i++)
    {
      g_autofree char *price_path = g_strdup_printf ("%s[%u]", prices_path, i);

      parse_price (section, json_array_get_element (array, i), strings, &prices[i], price_path,
                   issues);
      *(guint *) ((char *) row + info->n_prices_offset) = i + 1;
    }
  return 1;
}

/**
 * hr_row_parse:
 * @section: what kind of row
 * @object: the row of a file
 * @strings: keeps the row's texts
 * @row: (out): a zeroed structure of the section's row size
 * @path: the JSON path of @object
 * @issues: gets everything that is wrong, not the first alone
 *
 * Returns: whether @row can be used, that is, no error was added.
 */
gboolean
hr_row_parse (HrSection     section,
              JsonObject   *object,
              GStringChunk *strings,
              gpointer      row,
              const char   *path,
              HrIssues     *issues)
{
  guint errors = hr_issues_n_errors (issues);
  guint known;

  if (section == HR_SECTION_GPUS)
    ((HrGpu *) row)->devices = 1;
  else if (section == HR_SECTION_RENT_OFFERS)
    ((HrRentOffer *) row)->gpu_count = 1;
  known = parse_members (section, FALSE, object, strings, row, path, issues);
  if (hr_section_info (section)->prices_offset != G_MAXSIZE)
    known += parse_prices (section, object, strings, row, path, issues);
  if (known != json_object_get_size (object))
    warn_of_unknown (section, FALSE, object, path, issues);
  return hr_issues_n_errors (issues) == errors;
}

/**
 * hr_row_object_id:
 *
 * Returns: (nullable): the id of the row, when it has one that is a text.
 */
const char *
hr_row_object_id (HrSection section, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, hr_section_info (section)->id_column);

  if (node == NULL || !holds (node, G_TYPE_STRING) || json_node_get_string (node)[0] == '\0')
    return NULL;
  return json_node_get_string (node);
}
