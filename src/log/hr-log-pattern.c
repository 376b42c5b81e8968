/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-log-private.h"

#include <math.h>
#include <string.h>

/* Patterns of one line, in small letters. What is no % stands for itself; a space for any number of
 * blanks, none too. There is no way back but to the next place where the pattern may start, and of
 * these a few dozen are tried: a line costs at most a constant times its length.
 *   %s a size with its unit          %m %b %k %g the same, without one MiB, bytes, kB, GiB
 *   %n a number                      %i a whole number
 *   %w a word                        %q up to the next quotation mark
 *   %t text up to what follows       %l the rest of the line
 *   %f a file of llama.cpp, without its ".gguf"
 *   %* anything up to what follows   %{a|b} one of these */

#define MAX_STARTS 48
#define MAX_GAP    400

typedef struct
{
  const char   *line, *lower;
  gboolean      is_decimal_comma;
  HrLogCapture *captures;
  guint         n;
} Match;

/* Grouping between three digits: a comma, a point, an apostrophe, a no-break space. */
static gsize
separator_at (const char *p, char *kind)
{
  static const char *const blanks[] = { "\302\240", "\342\200\257", "\342\200\211" };

  if (*p == ',' || *p == '.' || *p == '\'')
    {
      *kind = *p;
      return 1;
    }
  for (guint i = 0; i < G_N_ELEMENTS (blanks); i++)
    if (g_str_has_prefix (p, blanks[i]))
      {
        *kind = ' ';
        return strlen (blanks[i]);
      }
  return 0;
}

static guint
digits_at (const char *p)
{
  guint n = 0;

  while (g_ascii_isdigit (p[n]))
    n++;
  return n;
}

/* Whether the mark at @p, before @after digits, parts thousands and not the fraction. */
static gboolean
is_grouping (const char *p, char kind, char grouped_by, guint before, gboolean is_decimal_comma)
{
  char next;

  if (digits_at (p + 1) != 3 || before > 3)
    return kind == ' ' && before <= 3; /* a blank: its digits were counted behind it */
  if (kind == ' ' || kind == '\'' || kind == grouped_by)
    return TRUE;
  if (separator_at (p + 4, &next) > 0 && digits_at (p + 5) > 0)
    return TRUE; /* a second mark follows: this one is not the decimal mark */
  return kind == ',' && !is_decimal_comma;
}

/**
 * hr_log_parse_number:
 * @is_decimal_comma: how "1,234" is meant; what cannot be meant otherwise is read as it is
 * @is_size: whether a fraction may follow
 *
 * Returns: (nullable): behind the number.
 */
const char *
hr_log_parse_number (const char *text, gboolean is_decimal_comma, gboolean is_size, double *value)
{
  const char *p = text;
  char        plain[48], kind, decimal = '\0', grouped_by = '\0';
  guint       n = 0, length;
  gsize       skip;

  if (*p == '-' || *p == '+')
    plain[n++] = *p++;
  if ((length = digits_at (p)) == 0)
    return NULL;
  while (length > 0 && n + length < 32)
    {
      guint after;

      memcpy (plain + n, p, length);
      n += length;
      p += length;
      skip = decimal ? 0 : separator_at (p, &kind);
      after = skip > 0 ? digits_at (p + skip) : 0;
      if (after == 0 || (kind == ' ' && after != 3))
        break;
      if (is_grouping (p, kind, grouped_by, length, is_decimal_comma))
        grouped_by = kind;
      else if ((kind == '.' || kind == ',') && is_size)
        {
          decimal = kind;
          plain[n++] = '.';
        }
      else
        break;
      p += skip;
      length = after;
    }
  if (g_ascii_isdigit (*p))
    return NULL; /* longer than any figure */
  if (is_size && (*p == 'e' || *p == 'E')
      && (g_ascii_isdigit (p[1]) || ((p[1] == '+' || p[1] == '-') && g_ascii_isdigit (p[2]))))
    {
      plain[n++] = *p++;
      for (guint i = 0; i < 4 && (g_ascii_isdigit (*p) || i == 0); i++)
        plain[n++] = *p++;
    }
  plain[n] = '\0';
  *value = g_ascii_strtod (plain, NULL);
  return isfinite (*value) ? p : NULL;
}

/* The power of 1024 of a unit and its length; -1 = none. */
static int
unit_at (const char *p, gsize *length)
{
  static const struct
  {
    const char *name;
    int         power;
  } units[] = {
    { "gigabytes", 3 }, { "gigabyte", 3 }, { "megabytes", 2 }, { "megabyte", 2 },
    { "kilobytes", 1 }, { "kilobyte", 1 }, { "gbytes", 3 },    { "gbyte", 3 },
    { "mbytes", 2 },    { "mbyte", 2 },    { "kbytes", 1 },    { "kbyte", 1 },
    { "bytes", 0 },     { "byte", 0 },     { "字节", 0 },      { "tib", 4 },
    { "gib", 3 },       { "mib", 2 },      { "kib", 1 },       { "tb", 4 },
    { "gb", 3 },        { "mb", 2 },       { "kb", 1 },        { "ti", 4 },
    { "gi", 3 },        { "mi", 2 },       { "ki", 1 },        { "to", 4 },
    { "go", 3 },        { "mo", 2 },       { "ko", 1 },        { "octets", 0 },
    { "t", 4 },         { "g", 3 },        { "m", 2 },         { "k", 1 },
    { "b", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      gsize n = strlen (units[i].name);

      if (g_ascii_strncasecmp (p, units[i].name, n) == 0 && !g_ascii_isalnum (p[n])
          && !(p[n] == '/' && g_ascii_isalpha (p[n + 1])))
        {
          *length = n;
          return units[i].power;
        }
    }
  return -1;
}

/**
 * hr_log_parse_size:
 * @fallback: the unit where none is written: 'b', 'k', 'm', 'g'; '\0' = then it is no size
 * @gib: (out): 2^30 bytes. MB and GB of logs are powers of 1024.
 *
 * Returns: (nullable): behind it.
 */
const char *
hr_log_parse_size (const char *text, gboolean is_decimal_comma, char fallback, double *gib)
{
  double      value;
  gsize       length = 0;
  const char *end = hr_log_parse_number (text, is_decimal_comma, TRUE, &value), *unit = end;
  int         power = -1;

  if (end == NULL)
    return NULL;
  while (*unit == ' ' || *unit == '\t')
    unit++;
  if (g_str_has_prefix (unit, "\302\240"))
    unit += 2;
  power = unit_at (unit, &length);
  if (power < 0 && fallback == '\0')
    return NULL;
  if (power < 0)
    power = fallback == 'k' ? 1 : fallback == 'm' ? 2 : fallback == 'g' ? 3 : 0;
  else
    end = unit + length;
  *gib = ldexp (value, 10 * (power - 3));
  return end;
}

static gboolean
is_word (char c)
{
  return c != '\0' && !g_ascii_isspace (c) && strchr (",;()[]{}\"'`<>|", c) == NULL;
}

/* The plain text that follows in a pattern, up to the next blank or %. */
static gsize
literal_at (const char *pattern, char *literal)
{
  gsize n = 0;

  while (*pattern == ' ')
    pattern++;
  while (pattern[n] != '\0' && pattern[n] != '%' && pattern[n] != ' ' && n < 63)
    {
      literal[n] = pattern[n];
      n++;
    }
  literal[n] = '\0';
  return n;
}

/* The same with the blanks inside: what ends a capture is as exact as it is written. */
static gsize
end_at (const char *pattern, char *literal)
{
  gsize n = 0;

  while (*pattern == ' ')
    pattern++;
  while (pattern[n] != '\0' && pattern[n] != '%' && n < 63)
    {
      literal[n] = pattern[n];
      n++;
    }
  while (n > 0 && literal[n - 1] == ' ')
    n--;
  literal[n] = '\0';
  return n;
}

static void
add_capture (Match *match, const char *start, const char *end, gboolean is_number, double number)
{
  if (match->n == HR_LOG_CAPTURES)
    return;
  match->captures[match->n++] = (HrLogCapture){
    .start = match->line + (start - match->lower),
    .length = (gsize) (end - start),
    .is_number = is_number,
    .number = number,
  };
}

static const char *
match_text (Match *match, char what, const char *pattern, const char *at)
{
  char        literal[64];
  const char *end = at;

  if (what == 'w' || what == 'f')
    {
      while (is_word (*end))
        end++;
      while (end > at && strchr (".:", end[-1]) != NULL)
        end--;
      if (what == 'f' && (end - at < 6 || strncmp (end - 5, ".gguf", 5) != 0))
        return NULL;
    }
  else if (what == 'q')
    while (*end != '\0' && strchr ("\"'`>", *end) == NULL)
      end++;
  else if (what == 'l' || end_at (pattern, literal) == 0)
    end += strlen (end);
  else
    {
      end = strstr (at, literal);
      if (end == NULL || end - at > MAX_GAP)
        return NULL;
    }
  if (what != '*')
    {
      const char *last = end;

      while (last > at && (last[-1] == ' ' || last[-1] == '\t'))
        last--;
      if (last == at)
        return NULL;
      add_capture (match, at, last, FALSE, 0);
    }
  return end;
}

/* "%{a|b}": the longest that fits is written first. */
static const char *
match_choice (const char **pattern, const char *at)
{
  const char *close = strchr (*pattern, '}'), *from = *pattern + 1, *result = NULL;

  g_assert (close != NULL);
  while (result == NULL && from <= close)
    {
      gsize n = strcspn (from, "|}");

      if (strncmp (at, from, n) == 0)
        result = at + n;
      from += n + 1;
    }
  *pattern = close + 1;
  return result;
}

static const char *
match_number (Match *match, char what, const char *at)
{
  double      number;
  const char *end;

  if (what == 'n' || what == 'i')
    end = hr_log_parse_number (at, match->is_decimal_comma, what == 'n', &number);
  else
    end = hr_log_parse_size (at, match->is_decimal_comma, (what == 's') ? '\0' : what, &number);
  if (end != NULL)
    add_capture (match, at, end, TRUE, number);
  return end;
}

static gboolean
match_at (Match *match, const char *pattern, const char *at)
{
  match->n = 0;
  while (*pattern != '\0' && at != NULL)
    if (*pattern == ' ')
      {
        while (*at == ' ' || *at == '\t')
          at++;
        pattern++;
      }
    else if (*pattern != '%')
      at = *pattern++ == *at ? at + 1 : NULL;
    else if (pattern[1] == '{')
      {
        pattern++;
        at = match_choice (&pattern, at);
      }
    else if (strchr ("smbkgni", pattern[1]) != NULL)
      {
        at = match_number (match, pattern[1], at);
        pattern += 2;
      }
    else if (strchr ("wfqtl*", pattern[1]) != NULL)
      {
        at = match_text (match, pattern[1], pattern + 2, at);
        pattern += 2;
      }
    else /* %% and what stands alone */
      {
        at = pattern[1] == *at ? at + 1 : NULL;
        pattern += 2;
      }
  return at != NULL;
}

/* Where a pattern may start: at its first text, or at a number that does not begin before. */
static const char *
next_start (const char *pattern, const char *lower, const char *at)
{
  char literal[64];

  if (literal_at (pattern, literal) > 0)
    return strstr (at, literal);
  if (pattern[0] == '%' && pattern[1] == 't')
    return at == lower ? at : NULL;
  if (pattern[0] == '%' && pattern[1] == '{')
    {
      const char *rest = pattern + 1;

      while (*at != '\0' && match_choice (&rest, at) == NULL)
        {
          at++;
          rest = pattern + 1;
        }
      return *at ? at : NULL;
    }
  if (pattern[0] == '%' && pattern[1] == 'w')
    {
      while (*at != '\0' && !(is_word (*at) && (at == lower || !is_word (at[-1]))))
        at++;
      return *at ? at : NULL;
    }
  for (; *at != '\0'; at++)
    if (g_ascii_isdigit (*at)
        && (at == lower || (!g_ascii_isalnum (at[-1]) && at[-1] != '.' && at[-1] != ',')))
      return at > lower && at[-1] == '-' && (at - 1 == lower || g_ascii_isspace (at[-2])) ? at - 1
                                                                                          : at;
  return NULL;
}

/* Whether the longest text of a pattern is in the line at all: most patterns end here. */
static gboolean
may_match (const char *pattern, const char *lower)
{
  const char *best = NULL;
  gsize       n_best = 0;
  char        literal[64];

  for (const char *p = pattern; *p != '\0';)
    {
      gsize n = strcspn (p, "% ");

      if (n > n_best)
        {
          best = p;
          n_best = n;
        }
      p += n;
      if (*p == '%' && p[1] == '{')
        p = strchr (p, '}') + 1;
      else if (*p == '%')
        p += 2;
      else if (*p == ' ')
        p++;
    }
  if (n_best == 0)
    return TRUE;
  n_best = MIN (n_best, sizeof literal - 1);
  memcpy (literal, best, n_best);
  literal[n_best] = '\0';
  return strstr (lower, literal) != NULL;
}

/**
 * hr_log_match:
 * @pattern: see above
 * @line: as it was written
 * @lower: the same length in small letters
 *
 * Returns: whether the pattern is somewhere in the line.
 */
gboolean
hr_log_match (const char  *pattern,
              const char  *line,
              const char  *lower,
              gboolean     is_decimal_comma,
              HrLogCapture captures[HR_LOG_CAPTURES],
              guint       *n)
{
  Match       match = { line, lower, is_decimal_comma, captures, 0 };
  const char *at = lower;

  if (*lower == '\0' || !may_match (pattern, lower))
    return FALSE;
  for (guint i = 0; i < MAX_STARTS && (at = next_start (pattern, lower, at)) != NULL; i++)
    {
      if (match_at (&match, pattern, at))
        {
          *n = match.n;
          return TRUE;
        }
      at += *at == '-' ? 2 : 1;
    }
  return FALSE;
}
