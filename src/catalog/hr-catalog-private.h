/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-catalog.h"
#include "hr-edit.h"

G_BEGIN_DECLS

struct _HrCatalog
{
  GObject parent_instance;

  /* Owned: the file, and what was read from it. */
  GFile   *user_file; /* NULL = built in only, and nothing is saved */
  char    *etag;
  gboolean is_overlay; /* how the file is written */
  gboolean is_broken;  /* the file did not parse: it is not written over */
  gboolean wants_backup;
  guint    file_version; /* of the format; 0 = there is no file */

  /* Owned: the rows, and the values made of them. */
  HrDocument *document;
  HrSnapshot *snapshot;
  GHashTable *places[HR_N_SECTION]; /* id -> index of the row + 1; NULL = to be made */

  /* Owned: edits done (up to position) and undone. */
  GPtrArray *edits;
  guint      position;
  guint      saved_position; /* G_MAXUINT = no position is what is saved */
  char      *save_error;
};

JsonObject          *
hr_catalog_find_row (HrCatalog *self, HrSection section, const char *row_id, guint *index);
gboolean hr_catalog_push (HrCatalog *self, HrEdit *edit, HrIssues *issues);
gboolean hr_catalog_take_document (HrCatalog *self, HrDocument *document);
gboolean hr_catalog_apply_document (HrCatalog *self, HrDocument *document);
HrDate   hr_catalog_today (void);
void     hr_catalog_mark_saved (HrCatalog *self, guint position);
void     hr_catalog_set_save_error (HrCatalog *self, const char *message);

G_END_DECLS
