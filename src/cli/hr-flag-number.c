/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-flag-number.h"

#include <math.h>
#include <string.h>

#include "hr-csv-numbers.h"

/* Words behind a number, in lower case and without a final "s". */
static const struct
{
  HrFlagUnit  unit;
  const char *word;
  double      factor;
} words[] = {
  { HR_FLAG_COUNT, "k", 1e3 },
  { HR_FLAG_COUNT, "thousand", 1e3 },
  { HR_FLAG_COUNT, "m", 1e6 },
  { HR_FLAG_COUNT, "mio", 1e6 },
  { HR_FLAG_COUNT, "million", 1e6 },
  { HR_FLAG_COUNT, "b", 1e9 },
  { HR_FLAG_COUNT, "bn", 1e9 },
  { HR_FLAG_COUNT, "g", 1e9 },
  { HR_FLAG_COUNT, "billion", 1e9 },
  { HR_FLAG_COUNT, "t", 1e12 },
  { HR_FLAG_COUNT, "trillion", 1e12 },
  { HR_FLAG_TOKENS, "k", 1e3 },
  { HR_FLAG_TOKENS, "ki", 1024 },
  { HR_FLAG_TOKENS, "thousand", 1e3 },
  { HR_FLAG_TOKENS, "m", 1e6 },
  { HR_FLAG_TOKENS, "mi", 1024 * 1024 },
  { HR_FLAG_TOKENS, "million", 1e6 },
  { HR_FLAG_MONEY, "k", 1e3 },
  { HR_FLAG_MONEY, "thousand", 1e3 },
  { HR_FLAG_MONEY, "grand", 1e3 },
  { HR_FLAG_MONEY, "m", 1e6 },
  { HR_FLAG_MONEY, "mio", 1e6 },
  { HR_FLAG_MONEY, "million", 1e6 },
  { HR_FLAG_MONEY, "ct", 0.01 },
  { HR_FLAG_MONEY, "cent", 0.01 },
  { HR_FLAG_MONEY, "¢", 0.01 },
  { HR_FLAG_GIB, "g", 1 },
  { HR_FLAG_GIB, "gb", 1 },
  { HR_FLAG_GIB, "gib", 1 },
  { HR_FLAG_GIB, "gig", 1 },
  { HR_FLAG_GIB, "m", 1 / 1024.0 },
  { HR_FLAG_GIB, "mb", 1 / 1024.0 },
  { HR_FLAG_GIB, "mib", 1 / 1024.0 },
  { HR_FLAG_GIB, "t", 1024 },
  { HR_FLAG_GIB, "tb", 1024 },
  { HR_FLAG_GIB, "tib", 1024 },
  { HR_FLAG_WATTS, "w", 1 },
  { HR_FLAG_WATTS, "watt", 1 },
  { HR_FLAG_WATTS, "kw", 1000 },
  { HR_FLAG_WATTS, "kilowatt", 1000 },
  { HR_FLAG_HOURS, "min", 1 / 60.0 },
  { HR_FLAG_HOURS, "minute", 1 / 60.0 },
  { HR_FLAG_HOURS, "h", 1 },
  { HR_FLAG_HOURS, "hr", 1 },
  { HR_FLAG_HOURS, "hour", 1 },
  { HR_FLAG_HOURS, "d", 24 },
  { HR_FLAG_HOURS, "day", 24 },
  { HR_FLAG_HOURS, "w", 168 },
  { HR_FLAG_HOURS, "week", 168 },
  { HR_FLAG_YEARS, "y", 1 },
  { HR_FLAG_YEARS, "yr", 1 },
  { HR_FLAG_YEARS, "year", 1 },
  { HR_FLAG_YEARS, "mo", 1 / 12.0 },
  { HR_FLAG_YEARS, "month", 1 / 12.0 },
  { HR_FLAG_SHARE, "%", 0.01 },
};

/* What may stand behind the unit without saying anything new. */
static const char *const endings[] = { "tokens", "token", "tok",     "/week", "per week",
                                       "a week", "/kwh",  "per kwh", "a kwh" };

static void
cut_endings (char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (text, endings[i]))
      {
        text[strlen (text) - strlen (endings[i])] = '\0';
        g_strchomp (text);
        return;
      }
}

/* Whether @word, of which a final "s" may be left out, is a unit: multiplies @value by it. */
static gboolean
apply_word (const char *word, HrFlagUnit unit, double *value)
{
  gsize length = strlen (word);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize    n = strlen (words[i].word);
      gboolean is_equal = length == n && strcmp (word, words[i].word) == 0;

      is_equal |= n > 1 && length == n + 1 && word[n] == 's'
                  && strncmp (word, words[i].word, n) == 0;
      if (words[i].unit != unit || !is_equal)
        continue;
      /* Context windows are named by their powers of two: 8k, 32k, 128k, 1M. */
      if (unit == HR_FLAG_TOKENS && *value >= 1 && exp2 (rint (log2 (*value))) == *value)
        *value *= words[i].factor >= 1e6 ? 1024 * 1024 : 1024;
      else
        *value *= words[i].factor;
      return TRUE;
    }
  return FALSE;
}

/* "k€", "k EUR", "EUR", "€": a magnitude, then a currency. */
static gboolean
apply_money (char *text, double *value, const char **sign)
{
  g_autofree char *magnitude = NULL;
  char            *rest = text;

  if (*text == '\0' || apply_word (text, HR_FLAG_MONEY, value))
    return TRUE;
  if (hr_csv_currency_code (text) != NULL)
    {
      *sign = g_intern_string (text);
      return TRUE;
    }
  while (g_ascii_isalpha (*rest))
    rest++;
  /* A letter right before a code, as in "keur". */
  if (*rest == '\0')
    rest = text + 1;
  magnitude = g_strndup (text, (gsize) (rest - text));
  if (!apply_word (magnitude, HR_FLAG_MONEY, value))
    return FALSE;
  g_strchug (rest);
  if (*rest == '\0' || hr_csv_currency_code (rest) == NULL)
    return FALSE;
  *sign = g_intern_string (rest);
  return TRUE;
}

/* "3.000": three dollars to the tenth of a cent, or three thousand in half of the world. */
static gboolean
is_open (const char *number)
{
  gsize whole = strspn (number, "0123456789");

  return whole >= 1 && whole <= 3 && number[0] != '0' && number[whole] == '.'
         && strspn (number + whole + 1, "0123456789") == 3 && number[whole + 4] == '\0';
}

static gboolean
is_none (const char *text)
{
  static const char *const none[] = { "none", "null", "unlimited", "no limit" };

  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    if (g_ascii_strcasecmp (text, none[i]) == 0)
      return TRUE;
  return FALSE;
}

/**
 * hr_flag_number:
 * @text: what was typed
 * @unit: what the flag is in
 * @value: (out): in the flag's unit, of %HR_FLAG_IS_NUMBER
 * @currency_sign: (out): a sign or a code beside an amount of money, interned; %NULL = none
 *
 * Commas, points, apostrophes and spaces may group thousands. Of a length in tokens, "k" and "M"
 * are powers of 1024 behind a power of two, as models' windows are named, else of 1000. GB are GiB:
 * so memory is sold.
 */
HrFlagForm
hr_flag_number (const char *text, HrFlagUnit unit, double *value, const char **currency_sign)
{
  g_auto (HrCsvNumber) number = { 0 };
  g_autofree char *plain = g_strstrip (g_strdup (text)), *after = NULL, *before = NULL;
  char            *end;

  *currency_sign = NULL;
  if (is_none (plain))
    return HR_FLAG_IS_NONE;
  *value = g_ascii_strtod (plain, &end);
  if (plain[0] != '\0' && *end == '\0' && isfinite (*value) && strpbrk (plain, "xX") == NULL)
    return unit == HR_FLAG_MONEY && is_open (plain) ? HR_FLAG_IS_OPEN : HR_FLAG_IS_NUMBER;
  g_strdelimit (plain, "_", '\'');
  if (!hr_csv_number_parse (plain, HR_DECIMAL_AUTO, &number))
    return HR_FLAG_IS_OTHER;
  if (unit == HR_FLAG_MONEY && strchr (plain, ',') == NULL && is_open (number.number))
    return HR_FLAG_IS_OPEN;
  *value = g_ascii_strtod (number.number, NULL);
  if (!isfinite (*value))
    return HR_FLAG_IS_OTHER;
  after = g_utf8_strdown (number.after, -1);
  before = g_utf8_strdown (number.before, -1);
  cut_endings (after);
  if (unit == HR_FLAG_MONEY && *before != '\0')
    {
      if (hr_csv_currency_code (before) == NULL)
        return HR_FLAG_IS_OTHER;
      *currency_sign = g_intern_string (before);
      return *after == '\0' || apply_word (after, unit, value) ? HR_FLAG_IS_NUMBER
                                                               : HR_FLAG_IS_OTHER;
    }
  if (unit == HR_FLAG_MONEY)
    return apply_money (after, value, currency_sign) ? HR_FLAG_IS_NUMBER : HR_FLAG_IS_OTHER;
  if (*before != '\0' || (*after != '\0' && !apply_word (after, unit, value)))
    return HR_FLAG_IS_OTHER;
  return HR_FLAG_IS_NUMBER;
}
