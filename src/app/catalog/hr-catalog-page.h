/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-catalog.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define HR_TYPE_CATALOG_PAGE (hr_catalog_page_get_type ())
G_DECLARE_FINAL_TYPE (HrCatalogPage, hr_catalog_page, HR, CATALOG_PAGE, AdwBin)

GtkWidget *hr_catalog_page_new (void);
void       hr_catalog_page_set_catalog (HrCatalogPage *self, HrCatalog *catalog);
void       hr_catalog_page_set_section (HrCatalogPage *self, HrSection section);
HrSection  hr_catalog_page_get_section (HrCatalogPage *self);
void       hr_catalog_page_set_search (HrCatalogPage *self, const char *text);
guint      hr_catalog_page_get_n_shown (HrCatalogPage *self);
void       hr_catalog_page_focus_search (HrCatalogPage *self);

G_END_DECLS
