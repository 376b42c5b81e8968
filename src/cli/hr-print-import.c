/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-print-import.h"

#include "hr-document-changes.h"
#include "hr-json-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *
separator_name (char separator)
{
  switch (separator)
    {
    case ',':
      return _("commas");
    case ';':
      return _("semicolons");
    case '\t':
      return _("tabs");
    default:
      return "";
    }
}

/* A row on a line: what is new, or each value that changes. */
static void
print_changes (GString *out, const GPtrArray *changes)
{
  const char *last = NULL;

  for (guint i = 0; i < changes->len; i++)
    {
      const HrCellChange *change = changes->pdata[i];

      if (change->column == NULL)
        {
          g_string_append_printf (out, "%s%s: %s", i ? "\n" : "", change->id, _("new"));
          last = NULL;
          continue;
        }
      g_string_append_printf (out, "%s%s",
                              g_strcmp0 (last, change->id) == 0 ? ", "
                              : i                               ? "\n"
                                                                : "",
                              g_strcmp0 (last, change->id) == 0 ? "" : change->id);
      g_string_append_printf (out, "%s%s %s → %s", g_strcmp0 (last, change->id) == 0 ? "" : ": ",
                              change->column->id, change->before[0] ? change->before : "–",
                              change->after[0] ? change->after : "–");
      last = change->id;
    }
  if (changes->len > 0)
    g_string_append_c (out, '\n');
}

/**
 * hr_print_import:
 * @is_dry: nothing was written
 *
 * What was found out of a file, and what it changes.
 */
void
hr_print_import (GString *out, const HrImportReport *report, gboolean is_dry)
{
  guint n_new = hr_document_changes_n_rows (report->changes, TRUE);
  guint n_changed = hr_document_changes_n_rows (report->changes, FALSE);

  if (report->changes != NULL)
    print_changes (out, report->changes);
  if (report->encoding != NULL && report->separator != '\0')
    {
      /* Translators: %1$s is an encoding of text such as UTF-8, %2$s "commas", %3$s a section. */
      g_string_append_printf (
          out, _("The file is %1$s, separated by %2$s; its rows are of “%3$s”."), report->encoding,
          separator_name (report->separator), hr_section_info (report->section)->nick);
      g_string_append_c (out, '\n');
    }
  /* Translators: how many rows of a table. */
  g_string_append_printf (
      out, _("New: %1$u, changed: %2$u, the same: %3$u, left out: %4$u."), n_new, n_changed,
      report->n_rows > n_new + n_changed ? report->n_rows - n_new - n_changed : 0,
      report->n_left_out);
  g_string_append_c (out, '\n');
  if (is_dry)
    g_string_append_printf (out, "%s\n", _("Nothing was written."));
}

void
hr_json_import (GString *out, const HrImportReport *report, gboolean is_dry)
{
  HrJsonWriter json;

  hr_json_init (&json, out, TRUE);
  hr_json_begin_object (&json, NULL);
  hr_json_boolean (&json, "dry_run", is_dry);
  if (report->encoding != NULL)
    hr_json_string (&json, "encoding", report->encoding);
  hr_json_number (&json, "rows", report->n_rows);
  hr_json_number (&json, "left_out", report->n_left_out);
  hr_json_begin_array (&json, "changes");
  for (guint i = 0; report->changes != NULL && i < report->changes->len; i++)
    {
      const HrCellChange *change = report->changes->pdata[i];

      hr_json_begin_object (&json, NULL);
      hr_json_string (&json, "section", hr_section_info (change->section)->nick);
      hr_json_string (&json, "id", change->id);
      hr_json_string (&json, "what", change->column ? "changed" : "new");
      if (change->column != NULL)
        {
          hr_json_string (&json, "column", change->column->id);
          hr_json_string (&json, "before", change->before);
          hr_json_string (&json, "after", change->after);
        }
      hr_json_end_object (&json);
    }
  hr_json_end_array (&json);
  hr_json_end_object (&json);
  g_string_append_c (out, '\n');
}
