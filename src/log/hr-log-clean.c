/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-log-private.h"

#include <string.h>

/* A failure stands at the end of a log, and what was started at its beginning. */
#define MAX_HEAD (512 * 1024)
#define MAX_TAIL (1536 * 1024)

/* UTF-16, as PowerShell writes it. */
static char *
from_utf16 (const char *data, gsize length, gboolean is_little)
{
  gsize         n = length / 2;
  GString      *text = g_string_sized_new (n);
  const guchar *bytes = (const guchar *) data;

  for (gsize i = 0; i < n; i++)
    {
      gunichar unit = is_little ? (gunichar) (bytes[2 * i] | bytes[2 * i + 1] << 8)
                                : (gunichar) (bytes[2 * i] << 8 | bytes[2 * i + 1]);

      if (unit == 0xfeff || unit == 0)
        continue;
      g_string_append_unichar (text, unit >= 0xd800 && unit < 0xe000 ? 0xfffd : unit);
    }
  return g_string_free (text, FALSE);
}

/* The length of a terminal's command at @p, 0 = none: ESC [ … letter, ESC ] … BEL, ESC letter. */
static gsize
command_at (const char *p)
{
  gsize n = 2;

  if (*p != '\033' || p[1] == '\0')
    return *p == '\033';
  if (p[1] == '[')
    {
      while (p[n] != '\0' && n < 64 && (p[n] < '@' || p[n] > '~'))
        n++;
      return p[n] ? n + 1 : n;
    }
  if (p[1] == ']')
    {
      while (p[n] != '\0' && p[n] != '\a' && p[n] != '\n' && n < 512)
        n++;
      return p[n] == '\a' ? n + 1 : n;
    }
  return 2;
}

/* Carriage returns start a line again: what a progress bar wrote over is a line of its own. */
static char *
plain_text (const char *text)
{
  GString *plain = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0';)
    {
      gsize n = command_at (p);

      if (n > 0)
        p += n;
      else if (*p == '\r')
        {
          if (p[1] != '\n')
            g_string_append_c (plain, '\n');
          p++;
        }
      else if (*p == '\b')
        {
          if (plain->len > 0 && plain->str[plain->len - 1] != '\n')
            g_string_truncate (plain, plain->len - 1);
          p++;
        }
      else
        g_string_append_c (plain, *p++);
    }
  return g_string_free (plain, FALSE);
}

/**
 * hr_log_clean:
 *
 * Returns: (transfer full): valid UTF-8 without what commands a terminal, one kind of line end; of
 *   a long text its beginning and its end.
 */
char *
hr_log_clean (const char *data, gsize length)
{
  g_autofree char *ends = NULL, *valid = NULL;

  if (length >= 2 && (guchar) data[0] == 0xff && (guchar) data[1] == 0xfe)
    valid = from_utf16 (data, MIN (length, MAX_HEAD + MAX_TAIL), TRUE);
  else if (length >= 2 && (guchar) data[0] == 0xfe && (guchar) data[1] == 0xff)
    valid = from_utf16 (data, MIN (length, MAX_HEAD + MAX_TAIL), FALSE);
  else
    {
      GString *text = g_string_new (NULL);

      if (length <= MAX_HEAD + MAX_TAIL)
        g_string_append_len (text, data, (gssize) length);
      else
        {
          g_string_append_len (text, data, MAX_HEAD);
          g_string_append_c (text, '\n');
          g_string_append_len (text, data + length - MAX_TAIL, MAX_TAIL);
        }
      for (gsize i = 0; i < text->len; i++)
        if (text->str[i] == '\0')
          text->str[i] = ' ';
      ends = g_string_free (text, FALSE);
      valid = g_utf8_make_valid (ends, -1);
    }
  return plain_text (valid);
}

/**
 * hr_log_has_decimal_comma:
 *
 * Whether the words around are of a language that writes 1,5 for one and a half.
 */
gboolean
hr_log_has_decimal_comma (const char *text)
{
  static const char *const words[] = {
    "gesamt",     "verfügbar", "Speicher", "Arbeitsspeicher", "nicht genügend", "Fehler:",
    "disponible", "mémoire",   "memoria",  "utilisé",         "libre",          "памят",
  };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    n += strstr (text, words[i]) != NULL;
  return n > 0;
}
