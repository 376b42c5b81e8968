/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-catalog.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_IMPORT_DIALOG (hr_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HrImportDialog, hr_import_dialog, HR, IMPORT_DIALOG, AdwWindow)

GtkWindow *hr_import_dialog_new (GtkWindow *parent, HrCatalog *catalog, GFile *file);
gboolean   hr_import_dialog_is_reading (HrImportDialog *self);

G_END_DECLS
