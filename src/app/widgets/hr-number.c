/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-number.h"

#include <langinfo.h>
#include <math.h>
#include <string.h>

#define MAX_DIGITS 64

static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == 0x202f || c == 0x00a0 || c == '\'' || c == 0x2019
         || c == '_';
}

/* A separator that is not the locale's decimal point groups thousands when every group has three
 * digits; otherwise it is taken for a decimal point, so that "1.5" works in a German locale too. */
static gboolean
groups_thousands (const char *digits, char separator)
{
  const char *p = strchr (digits, separator);
  gsize       first = p != NULL ? (gsize) (p - digits) : 0;

  if (p == NULL || first == 0 || first > 3)
    return FALSE;

  while (p != NULL && *p == separator)
    {
      gsize n = strspn (p + 1, "0123456789");

      if (n != 3)
        return FALSE;
      p += 4;
    }

  return *p == '\0' || strchr (".,eE", *p) != NULL;
}

static void
drop (char *text, char which)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (*from != which)
      *to++ = *from;
  *to = '\0';
}

static gboolean
multiplier (const char *suffix, double *factor)
{
  static const struct
  {
    char   letter;
    double factor;
  } table[] = {
    { 'k', 1e3 }, { 'K', 1e3 }, { 'm', 1e6 }, { 'M', 1e6 },  { 'b', 1e9 },
    { 'B', 1e9 }, { 'g', 1e9 }, { 'G', 1e9 }, { 't', 1e12 }, { 'T', 1e12 },
  };

  *factor = 1.0;
  if (*suffix == '\0')
    return TRUE;
  if (suffix[1] != '\0')
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (table[i].letter == *suffix)
      {
        *factor = table[i].factor;
        return TRUE;
      }

  return FALSE;
}

/**
 * hr_number_parse:
 * @text: what somebody typed
 * @value: (out): the number
 *
 * Accepts digits with grouping, a decimal point of the locale or of English, an exponent, and one
 * of the letters k, M, G (or B) and T behind it.
 *
 * Returns: %FALSE when @text is not one finite number; @value is then untouched
 */
gboolean
hr_number_parse (const char *text, double *value)
{
  char   digits[MAX_DIGITS];
  gsize  n = 0;
  char   decimal = *nl_langinfo (RADIXCHAR) == ',' ? ',' : '.';
  char   other = decimal == ',' ? '.' : ',';
  char  *end;
  double number, factor;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_space (c))
        continue;
      if (c == 0x2212)
        c = '-';
      if (c > 127 || n + 1 >= MAX_DIGITS)
        return FALSE;
      digits[n++] = (char) c;
    }
  digits[n] = '\0';

  if (groups_thousands (digits, other))
    drop (digits, other);
  else if (strchr (digits, other) != NULL)
    {
      if (strchr (digits, decimal) != NULL)
        return FALSE;
      *strchr (digits, other) = decimal;
    }
  if (decimal == ',' && strchr (digits, ',') != NULL)
    *strchr (digits, ',') = '.';

  if (strspn (digits, "+-0123456789.") == 0)
    return FALSE;
  number = g_ascii_strtod (digits, &end);
  if (end == digits || strchr (digits, 'x') != NULL || !multiplier (end, &factor))
    return FALSE;
  if (!isfinite (number * factor))
    return FALSE;

  *value = number * factor;
  return TRUE;
}

/**
 * hr_number_format_in_full:
 * @value: an amount of money, or another number that is not to be abbreviated
 *
 * Like hr_number_format(), with every digit: "1,000,000,000" rather than "1 G".
 *
 * Returns: (transfer full): the text
 */
char *
hr_number_format_in_full (double value)
{
  if (value == round (value) && fabs (value) < 1e15)
    {
      g_autofree char *plain = g_strdup_printf ("%'.0f", value);
      const char      *point = nl_langinfo (THOUSEP);

      /* The C locale does not group, which makes long numbers hard to read. */
      if (*point == '\0' && fabs (value) >= 1e3)
        {
          g_autoptr (GString) grouped = g_string_new (plain);

          for (gssize i = (gssize) grouped->len - 3; i > (value < 0 ? 1 : 0); i -= 3)
            g_string_insert_c (grouped, i, ',');
          return g_strdup (grouped->str);
        }
      return g_steal_pointer (&plain);
    }

  return g_strdup_printf ("%.6g", value);
}

/**
 * hr_number_format:
 * @value: a number
 *
 * The shortest text that hr_number_parse() reads back as @value: grouped as the locale does, and
 * round millions with their letter.
 *
 * Returns: (transfer full): the text
 */
char *
hr_number_format (double value)
{
  static const struct
  {
    double      factor;
    const char *letter;
  } table[] = {
    { 1e12, "T" },
    { 1e9, "G" },
    { 1e6, "M" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      double scaled = value / table[i].factor;

      if (fabs (scaled) >= 1.0 && fabs (scaled) < 10000.0
          && scaled * 100.0 == round (scaled * 100.0))
        return g_strdup_printf ("%.*f\302\240%s",
                                scaled == round (scaled)             ? 0
                                : scaled * 10 == round (scaled * 10) ? 1
                                                                     : 2,
                                scaled, table[i].letter);
    }

  return hr_number_format_in_full (value);
}
