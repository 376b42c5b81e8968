/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-window.h"

G_BEGIN_DECLS

/* A window with the built-in catalog, a fixed date, and its first answer. */
HrWindow  *fixture_window (AdwApplication **application, HrCatalog **catalog);
HrCatalog *fixture_catalog (void);
void       fixture_wait (HrAdviceModel *model);
void       fixture_settle (void);
void       fixture_settle_for (guint milliseconds);
GtkWidget *fixture_find (GtkWidget *root, GType type, const char *css_name_or_text);
GtkWidget *fixture_find_mapped (GtkWidget *root, GType type, const char *text);

G_END_DECLS
