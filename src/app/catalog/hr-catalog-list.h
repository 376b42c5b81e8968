/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-catalog-item.h"

G_BEGIN_DECLS

#define HR_TYPE_CATALOG_LIST (hr_catalog_list_get_type ())
G_DECLARE_FINAL_TYPE (HrCatalogList, hr_catalog_list, HR, CATALOG_LIST, GObject)

HrCatalogList *hr_catalog_list_new (HrCatalog *catalog, HrSection section);
guint          hr_catalog_list_find (HrCatalogList *self, const char *row_id);

G_END_DECLS
