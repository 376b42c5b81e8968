/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-table.h"

#include "hr-string.h"

#include <stdarg.h>
#include <string.h>

#define GAP 2

struct _HrTable
{
  char      *alignment;
  GPtrArray *rows; /* char **, of n_columns each; an empty one is a rule */
};

HrTable *
hr_table_new (const char *alignment)
{
  HrTable *self = g_new0 (HrTable, 1);

  self->alignment = g_strdup (alignment);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  return self;
}

void
hr_table_free (HrTable *self)
{
  g_free (self->alignment);
  g_ptr_array_unref (self->rows);
  g_free (self);
}

void
hr_table_add_row (HrTable *self, const char *const *cells)
{
  gsize n = strlen (self->alignment);
  g_autoptr (GPtrArray) row = g_ptr_array_new ();

  for (gsize i = 0; i < n && cells[i] != NULL; i++)
    g_ptr_array_add (row, hr_string_printable (cells[i], ""));
  g_ptr_array_add (row, NULL);
  g_ptr_array_add (self->rows, g_ptr_array_free (g_steal_pointer (&row), FALSE));
}

void
hr_table_add (HrTable *self, ...)
{
  const char *cells[32] = { NULL };
  va_list     args;
  guint       n = 0;

  va_start (args, self);
  while (n + 1 < G_N_ELEMENTS (cells) && (cells[n] = va_arg (args, const char *)) != NULL)
    n++;
  va_end (args);
  hr_table_add_row (self, cells);
}

void
hr_table_rule (HrTable *self)
{
  static const char *const none[] = { NULL };

  hr_table_add_row (self, none);
}

/**
 * hr_text_width:
 * @text: UTF-8
 *
 * Returns: the cells that @text takes on a terminal.
 */
guint
hr_text_width (const char *text)
{
  guint width = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (!g_unichar_iszerowidth (character))
        width += g_unichar_iswide (character) ? 2 : 1;
    }
  return width;
}

static void
print_row (HrTable *self, char **cells, const guint *widths, GString *out)
{
  guint n = g_strv_length (cells);

  for (guint i = 0; i < n; i++)
    {
      guint    padding = widths[i] - hr_text_width (cells[i]);
      gboolean is_right = self->alignment[i] == 'r';

      g_string_append_printf (out, "%*s", is_right ? (int) padding : 0, "");
      g_string_append (out, cells[i]);
      if (i + 1 < n)
        g_string_append_printf (out, "%*s", GAP + (is_right ? 0 : (int) padding), "");
    }
  while (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

void
hr_table_print (HrTable *self, GString *out)
{
  gsize             n = strlen (self->alignment);
  g_autofree guint *widths = g_new0 (guint, n + 1);
  guint             total = 0;

  for (guint r = 0; r < self->rows->len; r++)
    {
      char **cells = g_ptr_array_index (self->rows, r);

      for (guint i = 0; cells[i] != NULL; i++)
        widths[i] = MAX (widths[i], hr_text_width (cells[i]));
    }
  for (gsize i = 0; i < n; i++)
    total += widths[i] + (i + 1 < n ? GAP : 0);
  for (guint r = 0; r < self->rows->len; r++)
    {
      char **cells = g_ptr_array_index (self->rows, r);

      if (cells[0] != NULL)
        {
          print_row (self, cells, widths, out);
          continue;
        }
      for (guint i = 0; i < total; i++)
        g_string_append (out, "─");
      g_string_append_c (out, '\n');
    }
}
