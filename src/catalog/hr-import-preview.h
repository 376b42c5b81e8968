/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-catalog.h"

G_BEGIN_DECLS

/* What an import would do to a catalog, found out in another thread. */
typedef struct _HrImportPreview HrImportPreview;

void hr_import_preview_async (HrCatalog             *catalog,
                              GFile                 *file,
                              const HrImportOptions *options,
                              GCancellable          *cancellable,
                              GAsyncReadyCallback    callback,
                              gpointer               user_data);
HrImportPreview      *
hr_import_preview_finish (HrCatalog *catalog, GAsyncResult *result, GError **error);
void hr_import_preview_free (HrImportPreview *self);

gboolean              hr_import_preview_is_good (const HrImportPreview *self);
const HrIssues       *hr_import_preview_issues (const HrImportPreview *self);
const HrImportReport *hr_import_preview_report (const HrImportPreview *self);
const char           *hr_import_preview_refusal (const HrImportPreview *self);
gboolean              hr_import_preview_needs (const HrImportPreview *self, HrIssueKind kind);
gboolean hr_import_preview_apply (HrImportPreview *self, HrCatalog *catalog, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HrImportPreview, hr_import_preview_free)

G_END_DECLS
