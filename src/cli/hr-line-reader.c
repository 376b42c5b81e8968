/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-line-reader.h"

void
hr_line_reader_init (HrLineReader *self, FILE *stream, gsize limit)
{
  *self = (HrLineReader){ .stream = stream, .line = g_string_sized_new (4096), .limit = limit };
}

void
hr_line_reader_clear (HrLineReader *self)
{
  g_string_free (self->line, TRUE);
  self->line = NULL;
}

/**
 * hr_line_reader_next:
 *
 * Reads the next line, without its end. A last line without an end counts.
 *
 * Returns: FALSE at the end of the stream or after an error: see ferror().
 */
gboolean
hr_line_reader_next (HrLineReader *self)
{
  int      c = EOF;
  gboolean any = FALSE;

  g_string_truncate (self->line, 0);
  self->too_long = FALSE;
  while ((c = getc_unlocked (self->stream)) != EOF)
    {
      any = TRUE;
      if (c == '\n')
        break;
      if (self->line->len < self->limit)
        g_string_append_c (self->line, (char) c);
      else
        self->too_long = TRUE;
    }
  if (any)
    self->number++;
  if (self->line->len > 0 && self->line->str[self->line->len - 1] == '\r')
    g_string_truncate (self->line, self->line->len - 1);
  return any;
}
