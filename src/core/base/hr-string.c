/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-string.h"

#include <string.h>

#define REPLACEMENT "\357\277\275"

/**
 * hr_string_cut:
 * @text: UTF-8
 * @max: bytes
 *
 * Returns: the bytes of as many whole characters of @text as @max has room for.
 */
gsize
hr_string_cut (const char *text, gsize max)
{
  gsize length = strnlen (text, max + 1);

  if (length <= max)
    return length;
  for (length = max; length > 0 && ((guchar) text[length] & 0xc0) == 0x80;)
    length--;
  return length;
}

/**
 * hr_string_copy:
 * @buffer: (out): gets @text, as far as there is room for whole characters, and zeros behind it
 * @size: bytes of @buffer
 * @text: what may come from a file or another program; what is no UTF-8 in it is replaced
 */
void
hr_string_copy (char *buffer, gsize size, const char *text)
{
  g_autofree char *copy = NULL; /* @text may lie in @buffer */
  gsize            length;

  g_return_if_fail (size > 0);

  copy = g_utf8_make_valid (text, -1);
  length = hr_string_cut (copy, size - 1);
  memset (buffer, 0, size); /* structures are compared byte by byte */
  memcpy (buffer, copy, length);
}

/**
 * hr_string_is_control:
 *
 * Returns: whether @c moves the cursor, colours, writes backwards or into the clipboard where a
 *   terminal shows it
 */
gboolean
hr_string_is_control (gunichar c)
{
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029;
}

/**
 * hr_string_printable:
 * @text: what may come from a file or another program
 * @keep: control characters that stay, such as "\n"
 *
 * Returns: (transfer full): @text in UTF-8, its other control characters replaced by a sign.
 */
char *
hr_string_printable (const char *text, const char *keep)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString         *result = g_string_sized_new (strlen (valid));

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (hr_string_is_control (c) && (c >= 0x80 || strchr (keep, (char) c) == NULL))
        g_string_append (result, REPLACEMENT);
      else
        g_string_append_len (result, p, g_utf8_next_char (p) - p);
    }
  return g_string_free (result, FALSE);
}

/**
 * hr_string_is_formula:
 * @text: what is to be a cell of a spreadsheet
 *
 * Returns: whether a spreadsheet would compute it, though it is no number: then an apostrophe goes
 *   before it
 */
gboolean
hr_string_is_formula (const char *text)
{
  char *end;

  if (text[0] == '\0' || strchr ("=+-@\t\r", text[0]) == NULL)
    return FALSE;
  g_ascii_strtod (text, &end);
  return end == text || *end != '\0';
}

/**
 * hr_string_from_cell:
 *
 * Returns: (transfer none): @text without the apostrophe that makes a formula a text
 */
const char *
hr_string_from_cell (const char *text)
{
  return text[0] == '\'' && hr_string_is_formula (text + 1) ? text + 1 : text;
}
