/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-price-check.h"

#include "hr-json-text.h"

#include <string.h>

/* A misread point, another currency or a slip of a digit make a price that is far from the one that
 * it replaces. Prices do move, but seldom to a quarter or to four times of themselves. A used card
 * against a new one is further away, an old server module most of all. */

#define FAR_SAME  4.0
#define FAR_OTHER 20.0

static JsonArray *
prices_of (JsonObject *row)
{
  JsonNode *node = json_object_get_member (row, "prices");

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static double
usd_of (JsonObject *price)
{
  JsonNode *node = json_object_get_member (price, "usd");

  return node != NULL && hr_json_is_number (node) ? json_node_get_double (node) : 0;
}

static HrDate
date_of (JsonObject *price)
{
  HrDate    date = { 0 };
  JsonNode *node = json_object_get_member (price, "date");

  if (node != NULL && hr_json_is_text (node))
    hr_date_parse (json_node_get_string (node), &date);
  return date;
}

static const char *
condition_of (JsonObject *price)
{
  JsonNode *node = json_object_get_member (price, "condition");

  return node != NULL && hr_json_is_text (node) ? json_node_get_string (node) : "";
}

static JsonObject *
price_at (JsonArray *prices, guint i)
{
  JsonNode *node = json_array_get_element (prices, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* (nullable): the newest of @prices, of that condition unless it is NULL. */
static JsonObject *
newest (JsonArray *prices, const char *condition)
{
  JsonObject *best = NULL;

  for (guint i = 0; i < json_array_get_length (prices); i++)
    {
      JsonObject *price = price_at (prices, i);

      if (price != NULL && usd_of (price) > 0
          && (condition == NULL || strcmp (condition_of (price), condition) == 0)
          && (best == NULL || hr_date_compare (date_of (price), date_of (best)) > 0))
        best = price;
    }
  return best;
}

static gboolean
has_price (JsonArray *prices, JsonObject *price)
{
  for (guint i = 0; i < json_array_get_length (prices); i++)
    if (price_at (prices, i) != NULL && json_object_equal (price_at (prices, i), price))
      return TRUE;
  return FALSE;
}

static gboolean
check_amounts (
    double before, double after, double far, const char *path, const char *column, HrIssues *issues)
{
  char             old[G_ASCII_DTOSTR_BUF_SIZE], text[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *full = NULL;

  if (!(before > 0) || !(after > 0) || (after >= before / far && after <= before * far))
    return TRUE;
  full = g_strconcat (path, ".", column, NULL);
  g_ascii_formatd (old, sizeof old, "%.12g", before);
  g_ascii_formatd (text, sizeof text, "%.12g", after);
  hr_issues_add (issues, HR_ISSUE_FAR, full, text, old);
  return FALSE;
}

static gboolean
check_prices (JsonArray *before, JsonArray *after, const char *path, HrIssues *issues)
{
  for (guint i = 0; i < json_array_get_length (after); i++)
    {
      JsonObject *price = price_at (after, i);
      JsonObject *same, *other;

      if (price == NULL || has_price (before, price))
        continue;
      same = newest (before, condition_of (price));
      other = same ? same : newest (before, NULL);
      if (other != NULL
          && !check_amounts (usd_of (other), usd_of (price), same ? FAR_SAME : FAR_OTHER, path,
                             "price_usd", issues))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_member (
    JsonObject *before, JsonObject *after, const char *name, const char *path, HrIssues *issues)
{
  JsonNode *old = json_object_get_member (before, name);
  JsonNode *node = json_object_get_member (after, name);

  return old == NULL || node == NULL || !hr_json_is_number (old) || !hr_json_is_number (node)
         || check_amounts (json_node_get_double (old), json_node_get_double (node), FAR_SAME, path,
                           name, issues);
}

static JsonObject *
price_of (JsonObject *row)
{
  JsonNode *node = json_object_get_member (row, "price");

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * hr_price_check:
 * @before: a row of @section
 * @after: what it is to become
 * @path: its JSON path
 * @issues: gets a price that is less than a quarter of the one that it replaces, or more than four
 *   times as much
 *
 * Prices, rents and the rates of currencies are looked at.
 *
 * Returns: whether they are near to what they were
 */
gboolean
hr_price_check (
    HrSection section, JsonObject *before, JsonObject *after, const char *path, HrIssues *issues)
{
  if (section == HR_SECTION_RENT_OFFERS)
    return check_member (before, after, "usd_per_gpu_hour", path, issues);
  if (section == HR_SECTION_EXCHANGE_RATES)
    return check_member (before, after, "usd", path, issues);
  if (prices_of (before) != NULL && prices_of (after) != NULL)
    return check_prices (prices_of (before), prices_of (after), path, issues);
  return price_of (before) == NULL || price_of (after) == NULL
         || check_amounts (usd_of (price_of (before)), usd_of (price_of (after)), FAR_SAME, path,
                           "price_usd", issues);
}
