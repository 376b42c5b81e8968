/* SPDX-FileCopyrightText: 2026 The Headroom authors
 * SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hr-catalog.h"

G_BEGIN_DECLS

#define HR_TYPE_CATALOG_KEEPER (hr_catalog_keeper_get_type ())
G_DECLARE_FINAL_TYPE (HrCatalogKeeper, hr_catalog_keeper, HR, CATALOG_KEEPER, GObject)

HrCatalogKeeper *hr_catalog_keeper_new (HrCatalog *catalog);
void             hr_catalog_keeper_save (HrCatalogKeeper *self);
void             hr_catalog_keeper_flush (HrCatalogKeeper *self);

G_END_DECLS
