/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-catalog.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define HR_TYPE_CATALOG_ITEM (hr_catalog_item_get_type ())
G_DECLARE_FINAL_TYPE (HrCatalogItem, hr_catalog_item, HR, CATALOG_ITEM, GObject)

HrCatalogItem *hr_catalog_item_new (HrCatalog *catalog, HrSection section, const char *row_id);
const char    *hr_catalog_item_get_row_id (HrCatalogItem *self);
HrSection      hr_catalog_item_get_section (HrCatalogItem *self);
char          *hr_catalog_item_get_text (HrCatalogItem *self, const HrColumn *column);
gboolean hr_catalog_item_set_text (HrCatalogItem *self, const HrColumn *column, const char *text);
const char *hr_catalog_item_get_problem (HrCatalogItem *self, const HrColumn *column);
gboolean    hr_catalog_item_matches (HrCatalogItem *self, const char *folded_words);
void        hr_catalog_item_changed (HrCatalogItem *self);

G_END_DECLS
