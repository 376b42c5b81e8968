/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-advice-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_WINDOW (hr_window_get_type ())
G_DECLARE_FINAL_TYPE (HrWindow, hr_window, HR, WINDOW, AdwApplicationWindow)

GtkWidget     *hr_window_new (GtkApplication *application, HrCatalog *catalog);
HrAdviceModel *hr_window_get_model (HrWindow *self);
void           hr_window_show_page (HrWindow *self, const char *name);
const char    *hr_window_get_topic (HrWindow *self);
void           hr_window_open_file (HrWindow *self, GFile *file);
void           hr_window_set_drafts (HrWindow *self, GFile *folder);
gboolean       hr_window_restore_newest_draft (HrWindow *self);
void           hr_window_flush_draft (HrWindow *self);
void           hr_window_toast (HrWindow *self, const char *text);
void           hr_window_show_catalog_problem (HrWindow *self, const char *text);

G_END_DECLS
