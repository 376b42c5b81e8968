/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-issue.h"
#include "hr-section.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define HR_CATALOG_FORMAT  "headroom-catalog"
#define HR_CATALOG_VERSION 1 /* of a catalog that stands for itself */
/* Since this version an overlay can hold single prices of a row instead of its whole list. */
#define HR_CATALOG_VERSION_LAST 2

/* A catalog as rows of JSON objects, which keep members that this version does not know. Objects
 * are shared between documents and never changed once they are in one. */
typedef struct
{
  GPtrArray  *rows[HR_N_SECTION]; /* of JsonObject; NULL = the file says nothing of the section */
  GHashTable *deleted[HR_N_SECTION]; /* ids, in an overlay; NULL = none */
  GPtrArray  *unused[HR_N_SECTION];  /* changes of what is not built in, for the file; or NULL */
  gboolean    is_overlay;            /* rows change or add to the built-in ones */
  guint       version;               /* that the file says; 0 = it was not read from one */
  JsonObject *extra;                 /* top-level members that are not known */
} HrDocument;

HrDocument *hr_document_new (void);
void        hr_document_free (HrDocument *document);
HrDocument *hr_document_parse (const char *data, gssize length, HrIssues *issues);
HrDocument *hr_document_from_node (JsonNode *root, HrIssues *issues);
HrDocument *hr_document_copy (const HrDocument *document);
gboolean
hr_document_validate (const HrDocument *document, const HrDocument *base, HrIssues *issues);
HrDocument *hr_document_merge (const HrDocument *base, const HrDocument *overlay);
HrDocument *hr_document_diff (const HrDocument *base, const HrDocument *document);
char       *hr_document_to_data (const HrDocument *document, gsize *length);
guint       hr_document_version (const HrDocument *document);
HrSnapshot *
hr_document_snapshot (const HrDocument *document, const HrSnapshot *presets, HrIssues *issues);

/* What is built into the program. */
const HrDocument *hr_builtin_document (void);
HrDocument       *hr_builtin_load_document (void);
const HrSnapshot *hr_builtin_snapshot (void);

GPtrArray *hr_document_new_rows (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrDocument, hr_document_free)

G_END_DECLS
