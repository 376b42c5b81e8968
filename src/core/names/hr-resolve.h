/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-snapshot.h"

G_BEGIN_DECLS

/* One way from what people write to ids, for flags, plans, fields and tables. */

typedef enum
{
  HR_NAME_GPU,
  HR_NAME_PLATFORM,
  HR_NAME_MODEL,       /* a transformer */
  HR_NAME_IMAGE_MODEL, /* a network for images */
  HR_NAME_PROBLEM,     /* a scientific problem or a scene */
  HR_NAME_WEIGHT_FORMAT,
} HrNameKind;

typedef enum
{
  HR_RESOLVED_NONE,    /* ids: the nearest, if any is near */
  HR_RESOLVED_SEVERAL, /* ids: all that could be meant */
  HR_RESOLVED_ID,      /* written as it is in the catalog */
  HR_RESOLVED_NAME,    /* another way to write it, or the only one that can be meant */
  HR_RESOLVED_BASE,    /* tuned from that model, whose shape it has */
  HR_RESOLVED_NEAR,    /* a format of nearly as many bits */
} HrResolvedHow;

#define HR_RESOLVED_MAX 8

typedef struct
{
  HrResolvedHow how;
  guint         n;
  const char   *ids[HR_RESOLVED_MAX]; /* borrowed from the snapshot */
} HrResolved;

const char *
hr_resolve (const HrSnapshot *snapshot, HrNameKind kind, const char *text, HrResolved *resolved);
char *hr_resolved_list (const HrResolved *resolved);

/* What stands behind hr_resolve(): hr-name-words.c, hr-format-names.c. */
typedef struct
{
  const char *id;
  const char *name;      /* or NULL */
  const char *hf_id;     /* "owner/Name"; or NULL */
  const char *tag;       /* of Ollama; or NULL */
  const char *aliases;   /* other names, a line each; or NULL */
  const char *relatives; /* names of models tuned from it, a line each; or NULL */
} HrNamed;

void  hr_name_words_resolve (const HrNamed *all, guint n, const char *text, HrResolved *resolved);
void  hr_name_add (HrResolved *resolved, const char *id);
char *hr_name_key (const char *text);
void  hr_name_nearest (const HrNamed *all, guint n, const char *text, HrResolved *resolved);
void  hr_format_names_resolve (const char *text, HrResolved *resolved);

G_END_DECLS
