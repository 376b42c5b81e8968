/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is wrong with an input, and where. The text library makes the sentence. */
typedef enum
{
  HR_ISSUE_SYNTAX,        /* detail: what the parser said */
  HR_ISSUE_WRONG_TYPE,    /* allowed: the type */
  HR_ISSUE_OUT_OF_RANGE,  /* allowed: the range */
  HR_ISSUE_UNKNOWN_VALUE, /* allowed: the values */
  HR_ISSUE_NOT_FINITE,
  HR_ISSUE_MISSING,     /* a required key */
  HR_ISSUE_DUPLICATE,   /* an id that stands twice; allowed: the other place */
  HR_ISSUE_UNKNOWN_ID,  /* a reference to nothing; allowed: near matches */
  HR_ISSUE_IMPOSSIBLE,  /* values that contradict each other; detail says which */
  HR_ISSUE_TOO_LARGE,   /* a file, string or product beyond the limit; allowed: the limit */
  HR_ISSUE_SEVERAL,     /* a name that several have; allowed: their ids */
  HR_ISSUE_AMBIGUOUS,   /* can be read in several ways; allowed: these */
  HR_ISSUE_FAR,         /* far from what it replaces; allowed: that */
  HR_ISSUE_UNKNOWN_KEY, /* a warning */
  HR_ISSUE_UNUSED_ROW,  /* a warning; value: the id of a change to what is not built in */
  HR_ISSUE_LEFT_OUT,    /* a warning; value: a row's name, allowed: what it could be */
  HR_ISSUE_NOT_COUNTED, /* a warning; value: a part of a model that is not known here */
  HR_ISSUE_TAKEN,       /* a warning; value: a name, allowed: the id that it was taken for */
} HrIssueKind;

typedef struct
{
  HrIssueKind kind;
  char       *path;  /* "$.workload.batch" */
  char       *value; /* as written, shortened to 80 characters */
  char       *allowed;
  char       *detail;
  guint       line; /* 1…; 0 = not known */
  guint       column;
} HrIssue;

typedef struct _HrIssues HrIssues;

HrIssues *hr_issues_new (void);
void      hr_issues_free (HrIssues *issues);
HrIssue  *hr_issues_add (
     HrIssues *issues, HrIssueKind kind, const char *path, const char *value, const char *allowed);
void hr_issues_add_range (HrIssues *issues, const char *path, double value, double min, double max);
void hr_issues_set_place (HrIssues *issues, guint line, guint column);
void hr_issues_rename (HrIssues *issues, guint index, const char *path);
guint          hr_issues_n (const HrIssues *issues);
guint          hr_issues_n_errors (const HrIssues *issues);
guint          hr_issues_n_more (const HrIssues *issues);
const HrIssue *hr_issues_get (const HrIssues *issues, guint index);
const HrIssue *hr_issues_first_error (const HrIssues *issues);
gboolean       hr_issue_is_warning (const HrIssue *issue);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrIssues, hr_issues_free)

G_END_DECLS
