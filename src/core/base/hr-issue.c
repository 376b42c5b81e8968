/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#include "hr-issue.h"

#include <math.h>
#include <string.h>

#define VALUE_CHARS 80

/* A table can have a hundred thousand bad rows. Nobody reads more than this many of them, and each
 * one costs memory, a search for its place and a line on a screen. */
#define MAX_ISSUES 100

struct _HrIssues
{
  GPtrArray *items;
  HrIssue   *surplus; /* (owned) (nullable): the last one that was counted, but not kept */
  guint      n_errors, n_warnings; /* all that were added */
  guint      n_kept_errors;
  guint      line, column; /* of what is read at present; 0 = not known */
};

static gboolean
is_warning (HrIssueKind kind)
{
  return kind == HR_ISSUE_UNKNOWN_KEY || kind == HR_ISSUE_UNUSED_ROW || kind == HR_ISSUE_NOT_COUNTED
         || kind == HR_ISSUE_TAKEN || kind == HR_ISSUE_LEFT_OUT;
}

static void
issue_free (gpointer data)
{
  HrIssue *issue = data;

  g_free (issue->path);
  g_free (issue->value);
  g_free (issue->allowed);
  g_free (issue->detail);
  g_free (issue);
}

/* A 200 MB string must not become a 200 MB message, nor may invalid UTF-8 reach a label. */
static char *
shorten (const char *value)
{
  gsize            length = strnlen (value, 4 * VALUE_CHARS);
  g_autofree char *head = g_utf8_make_valid (value, (gssize) length);

  if (g_utf8_strlen (head, -1) > VALUE_CHARS)
    {
      char *end = g_utf8_offset_to_pointer (head, VALUE_CHARS - 1);

      *end = '\0';
      return g_strconcat (head, "…", NULL);
    }
  return g_steal_pointer (&head);
}

HrIssues *
hr_issues_new (void)
{
  HrIssues *issues = g_new0 (HrIssues, 1);

  issues->items = g_ptr_array_new_with_free_func (issue_free);
  return issues;
}

void
hr_issues_free (HrIssues *issues)
{
  if (issues == NULL)
    return;
  g_ptr_array_unref (issues->items);
  g_clear_pointer (&issues->surplus, issue_free);
  g_free (issues);
}

/* A warning makes room for an error: what is refused has to say why. */
static gboolean
make_room (HrIssues *issues, HrIssueKind kind)
{
  if (issues->items->len < MAX_ISSUES)
    return TRUE;
  if (is_warning (kind) || issues->n_kept_errors == issues->items->len)
    return FALSE;
  for (guint i = issues->items->len; i > 0; i--)
    if (hr_issue_is_warning (g_ptr_array_index (issues->items, i - 1)))
      {
        g_ptr_array_remove_index (issues->items, i - 1);
        return TRUE;
      }
  return FALSE;
}

/**
 * hr_issues_add:
 * @issues: a list
 * @kind: what is wrong
 * @path: (nullable): the JSON path
 * @value: (nullable): what was written; long values are shortened
 * @allowed: (nullable): what would be right
 *
 * Beyond the first hundred issues are counted only, but no error is passed over for a warning.
 *
 * Returns: (transfer none): the new issue, for its line and detail, up to the next one.
 */
HrIssue *
hr_issues_add (
    HrIssues *issues, HrIssueKind kind, const char *path, const char *value, const char *allowed)
{
  HrIssue *issue = g_new0 (HrIssue, 1);

  issue->kind = kind;
  issue->path = g_strdup (path);
  issue->value = value ? shorten (value) : NULL;
  issue->allowed = g_strdup (allowed);
  issue->line = issues->line;
  issue->column = issues->column;
  *(is_warning (kind) ? &issues->n_warnings : &issues->n_errors) += 1;
  if (make_room (issues, kind))
    {
      g_ptr_array_add (issues->items, issue);
      issues->n_kept_errors += !is_warning (kind);
    }
  else
    {
      g_clear_pointer (&issues->surplus, issue_free);
      issues->surplus = issue;
    }
  return issue;
}

/**
 * hr_issues_set_place:
 * @line: where all that is added from now on was read; 0 = not known
 */
void
hr_issues_set_place (HrIssues *issues, guint line, guint column)
{
  issues->line = line;
  issues->column = column;
}

/**
 * hr_issues_rename:
 * @path: where the user wrote it, when that is no place of a file: "--budget"
 */
void
hr_issues_rename (HrIssues *issues, guint index, const char *path)
{
  HrIssue *issue = g_ptr_array_index (issues->items, index);

  g_free (issue->path);
  issue->path = g_strdup (path);
  issue->line = issue->column = 0;
}

/**
 * hr_issues_add_range:
 *
 * Adds an issue when @value is not finite or not within @min…@max, both included.
 */
void
hr_issues_add_range (HrIssues *issues, const char *path, double value, double min, double max)
{
  char             text[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *allowed = NULL;

  if (isfinite (value) && value >= min && value <= max)
    return;
  allowed = g_strdup_printf ("%.12g … %.12g", min, max);
  g_ascii_formatd (text, sizeof text, "%.12g", value);
  hr_issues_add (issues, isfinite (value) ? HR_ISSUE_OUT_OF_RANGE : HR_ISSUE_NOT_FINITE, path, text,
                 allowed);
}

/**
 * hr_issues_n:
 *
 * Returns: how many can be had from hr_issues_get(), at most a hundred
 */
guint
hr_issues_n (const HrIssues *issues)
{
  return issues->items->len;
}

/**
 * hr_issues_n_errors:
 *
 * Returns: how many errors were added, also those that were not kept
 */
guint
hr_issues_n_errors (const HrIssues *issues)
{
  return issues->n_errors;
}

/**
 * hr_issues_n_more:
 *
 * Returns: how many were added beside those of hr_issues_get()
 */
guint
hr_issues_n_more (const HrIssues *issues)
{
  return issues->n_errors + issues->n_warnings - issues->items->len;
}

const HrIssue *
hr_issues_get (const HrIssues *issues, guint index)
{
  g_return_val_if_fail (index < issues->items->len, NULL);

  return g_ptr_array_index (issues->items, index);
}

/**
 * hr_issues_first_error:
 *
 * Returns: (nullable): the first issue that is not a warning.
 */
const HrIssue *
hr_issues_first_error (const HrIssues *issues)
{
  for (guint i = 0; i < issues->items->len; i++)
    {
      const HrIssue *issue = g_ptr_array_index (issues->items, i);

      if (!hr_issue_is_warning (issue))
        return issue;
    }
  return NULL;
}

gboolean
hr_issue_is_warning (const HrIssue *issue)
{
  return is_warning (issue->kind);
}
