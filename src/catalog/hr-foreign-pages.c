/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-foreign.h"

#include <string.h>

/* Tables as they stand in pages: Markdown and HTML. */

static void
append_cell (GString *table, const char *text, gboolean is_first)
{
  g_auto (GStrv) parts = g_strsplit (text, "\"", -1);
  g_autofree char *quoted = g_strjoinv ("\"\"", parts);

  g_string_append_printf (table, "%s\"%s\"", is_first ? "" : ",", quoted);
}

/* "|---|:--:|" */
static gboolean
is_rule (const char *line)
{
  return strchr (line, '-') != NULL && line[strspn (line, "|-: \t\r")] == '\0';
}

/* "**bold**", "[name](address)" and "`code`" without their marks. */
static char *
plain_markdown (const char *cell)
{
  g_autoptr (GRegex) links = g_regex_new ("\\]\\([^)]*\\)|[*`\\[]", 0, 0, NULL);
  char *plain = g_regex_replace_literal (links, cell, -1, 0, "", 0, NULL);

  return plain ? g_strstrip (plain) : g_strdup ("");
}

/**
 * hr_foreign_table_from_markdown:
 *
 * Returns: (transfer full) (nullable): the first table with a header that is one of parts and
 *   prices, as CSV; %NULL where there is none.
 */
char *
hr_foreign_table_from_markdown (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) table = g_string_new (NULL);
  guint n_columns = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      gsize length = strlen (line);
      g_auto (GStrv) cells = NULL;
      guint n;

      if (*line != '|' && n_columns == 0)
        continue;
      if (*line != '|')
        break;
      if (is_rule (line))
        continue;
      if (length > 1 && line[length - 1] == '|')
        line[length - 1] = '\0';
      cells = g_strsplit (line + 1, "|", -1);
      n = g_strv_length (cells);
      for (guint c = 0; c < n; c++)
        {
          char *plain = plain_markdown (cells[c]);

          g_free (cells[c]);
          cells[c] = plain;
        }
      if (n_columns == 0 && !hr_foreign_is_header (cells, n))
        continue;
      n_columns = n_columns ? n_columns : n;
      for (guint c = 0; c < n_columns; c++)
        append_cell (table, c < n ? cells[c] : "", c == 0);
      g_string_append_c (table, '\n');
    }
  return n_columns > 0 ? g_string_free (g_steal_pointer (&table), FALSE) : NULL;
}

/* The text of a cell: without tags, with the entities that stand in prices and names. */
static char *
plain_html (const char *cell)
{
  static const struct
  {
    const char *entity, *text;
  } entities[] = { { "&nbsp;", " " },  { "&amp;", "&" },  { "&lt;", "<" },     { "&gt;", ">" },
                   { "&quot;", "\"" }, { "&#39;", "'" },  { "&apos;", "'" },   { "&euro;", "€" },
                   { "&pound;", "£" }, { "&yen;", "¥" },  { "&dollar;", "$" }, { "&#36;", "$" },
                   { "&#8364;", "€" }, { "&#163;", "£" }, { "&#160;", " " },   { "&times;", "×" } };
  g_autoptr (GRegex) tags = g_regex_new ("<[^>]*>|[\\r\\n\\t]+", 0, 0, NULL);
  g_autoptr (GString) text = NULL;
  g_autofree char *plain = g_regex_replace_literal (tags, cell, -1, 0, " ", 0, NULL);

  text = g_string_new (plain ? plain : "");
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    g_string_replace (text, entities[i].entity, entities[i].text, 0);
  return g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
}

/**
 * hr_foreign_table_from_html:
 *
 * Returns: (transfer full) (nullable): the rows of a page's tables from the first header that is
 *   one of parts and prices, as CSV; %NULL where there is none.
 */
char *
hr_foreign_table_from_html (const char *text)
{
  g_autoptr (GRegex) rows = g_regex_new ("<tr[\\s>].*?(?=</tr|<tr[\\s>]|</table|$)",
                                         G_REGEX_CASELESS | G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GRegex) fields = g_regex_new ("<t[dh](?:\\s[^>]*)?>(.*?)(?=</t[dh]|<t[dh][\\s>]|$)",
                                           G_REGEX_CASELESS | G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GString) table = g_string_new (NULL);
  g_autoptr (GMatchInfo) row = NULL;
  guint n_columns = 0;

  g_regex_match (rows, text, 0, &row);
  for (; g_match_info_matches (row); g_match_info_next (row, NULL))
    {
      g_autofree char *line = g_match_info_fetch (row, 0);
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GMatchInfo) field = NULL;

      g_regex_match (fields, line, 0, &field);
      for (; g_match_info_matches (field); g_match_info_next (field, NULL))
        {
          g_autofree char *cell = g_match_info_fetch (field, 1);

          g_ptr_array_add (cells, plain_html (cell));
        }
      if (cells->len == 0
          || (n_columns == 0 && !hr_foreign_is_header ((char **) cells->pdata, cells->len)))
        continue;
      n_columns = n_columns ? n_columns : cells->len;
      for (guint c = 0; c < n_columns; c++)
        append_cell (table, c < cells->len ? cells->pdata[c] : "", c == 0);
      g_string_append_c (table, '\n');
    }
  return n_columns > 0 ? g_string_free (g_steal_pointer (&table), FALSE) : NULL;
}
