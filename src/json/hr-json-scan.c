/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-json-text.h"

#include "hr-string.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* The grammar of RFC 8259, nothing more. json-glib takes single quotes, hexadecimal numbers, two
 * roots and members that stand twice, and turns an integer that is too long into another one:
 * whatever it would take in silence is refused here, with its place. */

#define MAX_INTEGER_DIGITS 18

typedef struct
{
  const char *p, *end;
  GString    *path;
  guint       depth;
  HrIssues   *issues;
  const char *placed; /* up to here the lines have been counted */
  guint       line, column;
} Scan;

static gboolean scan_value (Scan *scan);

static gboolean
fail_kind (Scan *scan, HrIssueKind kind, const char *value, const char *detail, const char *allowed)
{
  HrIssue *issue = hr_issues_add (scan->issues, kind, scan->path->str, value, allowed);

  issue->detail = g_strdup (detail);
  hr_json_place_on (scan->placed, scan->p, &scan->line, &scan->column);
  scan->placed = scan->p;
  issue->line = scan->line;
  issue->column = scan->column;
  return FALSE;
}

static gboolean
fail (Scan *scan, const char *detail)
{
  return fail_kind (scan, HR_ISSUE_SYNTAX, NULL,
                    scan->p >= scan->end ? N_("The text ends too early.") : detail, NULL);
}

static void
skip_space (Scan *scan)
{
  while (scan->p < scan->end
         && (*scan->p == ' ' || *scan->p == '\t' || *scan->p == '\r' || *scan->p == '\n'))
    scan->p++;
}

static gboolean
at (const Scan *scan, char c)
{
  return scan->p < scan->end && *scan->p == c;
}

/* The \u escape at @p as its UTF-16 unit; −1 = there is none. */
static int
unit_at (const char *p, const char *end)
{
  int unit = 0;

  if (end - p < 6 || p[0] != '\\' || p[1] != 'u')
    return -1;
  for (int i = 2; i < 6; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }
  return unit;
}

#define IS_HIGH(unit) ((unit) >= 0xd800 && (unit) < 0xdc00)
#define IS_LOW(unit)  ((unit) >= 0xdc00 && (unit) < 0xe000)

/* Half a pair stands for no character, and a zero would cut the string off in silence. */
static gboolean
scan_unicode (Scan *scan)
{
  int unit = unit_at (scan->p, scan->end);

  if (unit < 0)
    return fail (scan, N_("Unknown escape in a string."));
  if (unit == 0 || IS_LOW (unit) || (IS_HIGH (unit) && !IS_LOW (unit_at (scan->p + 6, scan->end))))
    return fail (scan, N_("An escape in a string stands for no character."));
  scan->p += IS_HIGH (unit) ? 12 : 6;
  return TRUE;
}

static gboolean
scan_escape (Scan *scan)
{
  if (scan->end - scan->p < 2 || strchr ("\"\\/bfnrtu", scan->p[1]) == NULL || scan->p[1] == '\0')
    {
      scan->p++;
      return fail (scan, N_("Unknown escape in a string."));
    }
  if (scan->p[1] == 'u')
    return scan_unicode (scan);
  scan->p += 2;
  return TRUE;
}

static gboolean
scan_string (Scan *scan)
{
  if (!at (scan, '"'))
    return fail (scan, N_("A string in double quotes was expected."));
  for (scan->p++; scan->p < scan->end && *scan->p != '"';)
    {
      if ((guchar) *scan->p < 0x20)
        return fail (scan, N_("Control character in a string."));
      if (*scan->p != '\\')
        scan->p++;
      else if (!scan_escape (scan))
        return FALSE;
    }
  if (!at (scan, '"'))
    return fail (scan, N_("A string has no end."));
  scan->p++;
  return TRUE;
}

static guint
scan_digits (Scan *scan)
{
  guint n = 0;

  while (scan->p < scan->end && g_ascii_isdigit (*scan->p))
    {
      scan->p++;
      n++;
    }
  return n;
}

/* What no number of the program can hold is named here as it was written; later it would be called
 * "inf". */
static void
check_finite (Scan *scan, const char *start)
{
  g_autofree char *text = g_strndup (start, (gsize) (scan->p - start));

  if (!isfinite (g_ascii_strtod (text, NULL)))
    fail_kind (scan, HR_ISSUE_NOT_FINITE, text, NULL, NULL);
}

static gboolean
scan_number (Scan *scan)
{
  const char *sign = scan->p, *start;
  guint       digits;
  gboolean    integer = TRUE;

  if (at (scan, '-'))
    scan->p++;
  start = scan->p;
  digits = scan_digits (scan);
  if (digits == 0)
    return fail (scan, N_("A value was expected."));
  if (digits > 1 && *start == '0')
    return fail (scan, N_("A number starts with 0."));
  if (at (scan, '.'))
    {
      integer = FALSE;
      scan->p++;
      if (scan_digits (scan) == 0)
        return fail (scan, N_("A number ends with a point."));
    }
  if (at (scan, 'e') || at (scan, 'E'))
    {
      integer = FALSE;
      scan->p++;
      if (at (scan, '+') || at (scan, '-'))
        scan->p++;
      if (scan_digits (scan) == 0)
        return fail (scan, N_("A number has no exponent."));
    }
  if (integer && digits > MAX_INTEGER_DIGITS)
    {
      g_autofree char *value = g_strndup (start, digits);

      return fail_kind (scan, HR_ISSUE_OUT_OF_RANGE, value, NULL, "-1e18 … 1e18");
    }
  if (!integer)
    check_finite (scan, sign);
  return TRUE;
}

static gboolean
scan_word (Scan *scan, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (scan->end - scan->p) < length || strncmp (scan->p, word, length) != 0
      || (scan->p + length < scan->end && g_ascii_isalnum (scan->p[length])))
    return fail (scan, N_("A value was expected."));
  scan->p += length;
  return TRUE;
}

/* One member; @names gets its name. */
static gboolean
scan_member (Scan *scan, GHashTable *names)
{
  const char *name = scan->p + 1;
  gsize       length = scan->path->len;
  gsize       n;

  if (!scan_string (scan))
    return FALSE;
  n = (gsize) (scan->p - name) - 1;
  g_string_append_c (scan->path, '.');
  g_string_append_len (scan->path, name, (gssize) hr_string_cut (name, MIN (n, 200)));
  if (!g_hash_table_add (names, g_strndup (name, n)))
    {
      g_autofree char *shown = g_strndup (name, hr_string_cut (name, MIN (n, 200)));

      fail_kind (scan, HR_ISSUE_DUPLICATE, shown, NULL, NULL);
    }
  skip_space (scan);
  if (!at (scan, ':'))
    return fail (scan, N_("A colon was expected."));
  scan->p++;
  if (!scan_value (scan))
    return FALSE;
  g_string_truncate (scan->path, length);
  return TRUE;
}

static gboolean
scan_object (Scan *scan)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  scan->p++;
  skip_space (scan);
  if (at (scan, '}'))
    {
      scan->p++;
      return TRUE;
    }
  for (;;)
    {
      skip_space (scan);
      if (!scan_member (scan, names))
        return FALSE;
      skip_space (scan);
      if (!at (scan, ','))
        break;
      scan->p++;
    }
  if (!at (scan, '}'))
    return fail (scan, N_("A comma or a closing brace was expected."));
  scan->p++;
  return TRUE;
}

static gboolean
scan_array (Scan *scan)
{
  gsize length = scan->path->len;

  scan->p++;
  skip_space (scan);
  if (at (scan, ']'))
    {
      scan->p++;
      return TRUE;
    }
  for (guint i = 0;; i++)
    {
      g_string_append_printf (scan->path, "[%u]", i);
      if (!scan_value (scan))
        return FALSE;
      g_string_truncate (scan->path, length);
      skip_space (scan);
      if (!at (scan, ','))
        break;
      scan->p++;
    }
  if (!at (scan, ']'))
    return fail (scan, N_("A comma or a closing bracket was expected."));
  scan->p++;
  return TRUE;
}

static gboolean
scan_value (Scan *scan)
{
  gboolean ok;

  skip_space (scan);
  if (scan->p >= scan->end)
    return fail (scan, "");
  switch (*scan->p)
    {
    case '{':
    case '[':
      if (++scan->depth > HR_MAX_JSON_DEPTH)
        {
          g_string_assign (scan->path, "$"); /* sixty brackets help nobody; the line does */
          return fail_kind (scan, HR_ISSUE_TOO_LARGE, NULL, N_("It is nested too deeply."),
                            G_STRINGIFY (HR_MAX_JSON_DEPTH));
        }
      ok = *scan->p == '{' ? scan_object (scan) : scan_array (scan);
      scan->depth--;
      return ok;
    case '"':
      return scan_string (scan);
    case 't':
      return scan_word (scan, "true");
    case 'f':
      return scan_word (scan, "false");
    case 'n':
      return scan_word (scan, "null");
    default:
      return scan_number (scan);
    }
}

/**
 * hr_json_scan:
 * @data: a text in UTF-8
 * @length: its bytes
 * @issues: gets the first fault of grammar, and every member that stands twice or is not finite
 *
 * Returns: whether the text is one JSON value without such faults.
 */
gboolean
hr_json_scan (const char *data, gsize length, HrIssues *issues)
{
  guint before = hr_issues_n_errors (issues);
  g_autoptr (GString) path = g_string_new ("$");
  Scan scan = { data, data + length, path, 0, issues, data, 1, 1 };

  if (scan_value (&scan))
    {
      skip_space (&scan);
      if (scan.p < scan.end)
        fail (&scan, N_("Nothing may follow the document."));
    }
  return hr_issues_n_errors (issues) == before;
}
