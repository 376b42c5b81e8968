/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-text-decode.h"

#include <string.h>

#define SAMPLE 4096

/* (nullable): UTF-16 by its mark, or because every second byte of what is mostly ASCII is zero. */
static const char *
find_utf16 (const guchar *data, gsize length)
{
  gsize even = 0, odd = 0, n = MIN (length, SAMPLE) / 2;

  if (length >= 2 && data[0] == 0xff && data[1] == 0xfe)
    return "UTF-16LE";
  if (length >= 2 && data[0] == 0xfe && data[1] == 0xff)
    return "UTF-16BE";
  for (gsize i = 0; i < n; i++)
    {
      even += data[2 * i] == 0;
      odd += data[2 * i + 1] == 0;
    }
  if (n >= 4 && odd > n * 3 / 4 && even < n / 8)
    return "UTF-16LE";
  return n >= 4 && even > n * 3 / 4 && odd < n / 8 ? "UTF-16BE" : NULL;
}

/* A table of a spreadsheet's own format or a picture: control characters all over, or a zero. A
 * name may have one that somebody put there. */
static gboolean
is_binary (const char *data, gsize length)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    if (data[i] == '\0')
      return TRUE;
    else if ((guchar) data[i] < 0x20 && strchr ("\t\n\v\f\r\x1a", data[i]) == NULL)
      n++;
  return n > length / 100;
}

/**
 * hr_text_decode:
 * @data: a file as people have it
 * @decoded: (out): bytes of the result
 * @encoding: (out) (transfer none): UTF-8, UTF-16LE, UTF-16BE or WINDOWS-1252
 *
 * Returns: (transfer full) (nullable): the text as UTF-8, without a mark at its start; %NULL when
 * it is no text.
 */
char *
hr_text_decode (const char *data, gsize length, gsize *decoded, const char **encoding)
{
  const char *utf16 = find_utf16 ((const guchar *) data, length);
  char       *text;

  *encoding = utf16 ? utf16 : "UTF-8";
  if (utf16 == NULL && g_utf8_validate_len (data, (gssize) length, NULL))
    {
      gsize skip = length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

      *decoded = length - skip;
      return is_binary (data, length) ? NULL : g_strndup (data + skip, length - skip);
    }
  if (utf16 == NULL)
    {
      if (is_binary (data, length))
        return NULL;
      *encoding = "WINDOWS-1252";
    }
  text = g_convert (data, (gssize) length, "UTF-8", *encoding, NULL, decoded, NULL);
  if (text != NULL && g_str_has_prefix (text, "\xef\xbb\xbf"))
    {
      memmove (text, text + 3, *decoded - 2);
      *decoded -= 3;
    }
  return text;
}
