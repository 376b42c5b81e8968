/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-cli.h"

#include "hr-json-text.h"
#include "hr-json-writer.h"
#include "hr-string.h"
#include "hr-table.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    g_assert_true (*p == '\n' || !hr_string_is_control (g_utf8_get_char (p)));
}

/* Any name in a table, in JSON and in a field of any size: nothing that commands a terminal, and in
 * JSON the same name again. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *name = g_strndup ((const char *) data, size);
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autoptr (HrTable) table = hr_table_new ("lr");
  g_autoptr (GString) shown = g_string_new (NULL);
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (HrIssues) issues = hr_issues_new ();
  g_autoptr (JsonNode) read = NULL;
  HrJsonWriter writer;
  char         field[16];

  hr_table_add (table, name, "x", NULL);
  hr_table_rule (table);
  hr_table_add (table, "y", name, NULL);
  hr_table_print (table, shown);
  check (shown->str);
  hr_json_init (&writer, json, TRUE);
  hr_json_begin_object (&writer, NULL);
  hr_json_string (&writer, "name", name);
  hr_json_end_object (&writer);
  check (json->str);
  read = hr_json_load (json->str, (gssize) json->len, issues);
  g_assert_nonnull (read);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (read), "name"), ==, valid);
  hr_string_copy (field, 1 + size % sizeof field, name);
  g_assert_true (g_utf8_validate (field, -1, NULL));
  return 0;
}
