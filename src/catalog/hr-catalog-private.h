/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-catalog.h"
#include "hr-edit.h"
#include "hr-file-lock.h"

G_BEGIN_DECLS

/* What a file says of itself, beside its rows. */
typedef struct
{
  gboolean is_overlay;
  guint    version;
} HrCatalogFrame;

/* What another program made of the file, in which something collides with what was edited here. */
typedef struct
{
  HrDocument    *document; /* NULL = it has errors */
  HrCatalogFrame frame;
  char          *etag;
  char          *text; /* the rows that collide, for the user */
} HrCatalogOutside;

struct _HrCatalog
{
  GObject parent_instance;

  /* Owned: the file, and what was read from it. */
  GFile   *user_file;  /* NULL = built in only, and nothing is saved */
  char    *etag;       /* of the bytes that the file had when it was read or written; NULL = none */
  gboolean is_overlay; /* how the file is written */
  gboolean is_broken;  /* the file did not parse: it is not written over */
  gboolean wants_backup;
  guint    file_version; /* of the format; 0 = there is no file */

  /* Owned: the rows that the file had, from which both we and others go on; who keeps others away;
   * what waits for a decision; borrowed, what is being written. */
  HrDocument       *synced;
  HrFileLock       *lock;
  HrCatalogOutside *outside;
  GPtrArray        *saving;

  guint serial;      /* of the newest save that was begun */
  guint last_serial; /* of the newest one that is known to be in the file */

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
void     hr_catalog_replace_document (HrCatalog *self, HrDocument *document, HrSnapshot *snapshot);
void     hr_catalog_mark_saved (HrCatalog *self, guint position);
void     hr_catalog_set_save_error (HrCatalog *self, const char *message);
void     hr_catalog_set_outside (HrCatalog *self, HrCatalogOutside *outside);

/* hr-catalog-file.c */
gboolean
hr_catalog_read_file (GFile *file, char **data, gsize *length, HrIssues *issues, GError **error);
HrDocument *hr_catalog_parse (const HrDocument *builtin,
                              const char       *data,
                              gsize             length,
                              HrCatalogFrame   *frame,
                              HrIssues         *issues,
                              GError          **error);

/* hr-catalog-import.c */
HrDocument *hr_import_read (const HrDocument      *builtin,
                            const HrDocument      *catalog,
                            GFile                 *file,
                            const HrImportOptions *options,
                            HrIssues              *issues,
                            GError               **error);

/* hr-catalog-save.c */
char    *hr_catalog_etag (const char *data, gsize length);
void     hr_catalog_set_synced (HrCatalog            *self,
                                const HrDocument     *document,
                                const HrCatalogFrame *frame,
                                char                 *etag);
gboolean hr_catalog_adopt_own (HrCatalog *self, const char *etag);

G_END_DECLS
