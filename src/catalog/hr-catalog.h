/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-csv.h"
#include "hr-issue.h"
#include "hr-section.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define HR_CATALOG_ERROR (hr_catalog_error_quark ())

typedef enum
{
  HR_CATALOG_ERROR_INVALID, /* the file has errors: see the issues */
  HR_CATALOG_ERROR_TOO_LARGE,
  HR_CATALOG_ERROR_READ_ONLY, /* never save over a file that did not parse */
} HrCatalogError;

GQuark hr_catalog_error_quark (void);

#define HR_TYPE_CATALOG (hr_catalog_get_type ())
G_DECLARE_FINAL_TYPE (HrCatalog, hr_catalog, HR, CATALOG, GObject)

HrCatalog        *hr_catalog_new (GFile *user_file);
gboolean          hr_catalog_load (HrCatalog *self, HrIssues *issues, GError **error);
const HrSnapshot *hr_catalog_get_snapshot (HrCatalog *self);

guint       hr_catalog_n_rows (HrCatalog *self, HrSection section);
const char *hr_catalog_row_id (HrCatalog *self, HrSection section, guint index);
gboolean    hr_catalog_has_row (HrCatalog *self, HrSection section, const char *row_id);
char *
hr_catalog_get_cell (HrCatalog *self, HrSection section, const char *row_id, const char *column_id);
gboolean hr_catalog_set_cell (HrCatalog  *self,
                              HrSection   section,
                              const char *row_id,
                              const char *column_id,
                              const char *text,
                              HrIssues   *issues);
char    *hr_catalog_add_row (HrCatalog *self, HrSection section);
char    *hr_catalog_duplicate_row (HrCatalog *self, HrSection section, const char *row_id);
gboolean hr_catalog_delete_row (HrCatalog *self, HrSection section, const char *row_id);
gboolean hr_catalog_undo (HrCatalog *self);
gboolean hr_catalog_redo (HrCatalog *self);
void     hr_catalog_reset (HrCatalog *self);

gboolean hr_catalog_save (HrCatalog *self, GError **error);
void     hr_catalog_save_async (HrCatalog          *self,
                                GCancellable       *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer            user_data);
gboolean hr_catalog_save_finish (HrCatalog *self, GAsyncResult *result, GError **error);

gboolean hr_catalog_lock (HrCatalog *self, GError **error);
void     hr_catalog_unlock (HrCatalog *self);
gboolean hr_catalog_take_outside (HrCatalog *self, const char *data, gsize length, GError **error);
gboolean hr_catalog_keep_mine (HrCatalog *self);
gboolean hr_catalog_reload (HrCatalog *self);
GFile   *hr_catalog_get_file (HrCatalog *self);
HrDate   hr_catalog_own_date (void);

gboolean hr_catalog_import (
    HrCatalog *self, GFile *file, const HrImportOptions *options, HrIssues *issues, GError **error);
gboolean
hr_catalog_export_section (HrCatalog *self, HrSection section, GFile *file, GError **error);
gboolean hr_catalog_export (HrCatalog *self, GFile *file, GError **error);
char    *hr_catalog_export_data (HrCatalog *self, const char *name, gsize *length);

G_END_DECLS
